// Package bench compares the decision of package recommend with general rule
// engines that are given the same policy. It is a module of its own, so that
// their dependencies stay out of the library's go.mod. See README.md.
package bench
