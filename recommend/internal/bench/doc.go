// Package bench compares the speed of decisions of package recommend with general
// rule engines that get the same policy. It is a separate module, so that their
// dependencies stay out of the library's go.mod. See README.md.
package bench
