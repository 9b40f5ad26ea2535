// Package validate holds the published schemas against what the packages write and read,
// with a validator that others wrote. It is a module of its own, so that nobody who uses
// the library needs the validator. It has tests only:
//
//	go test ./...
package validate
