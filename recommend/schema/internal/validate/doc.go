// Package validate checks the published schemas against the documents that the packages write
// and read, with an independent validator. It is a separate module, so that users of the
// library do not need the validator. It has tests only:
//
//	go test ./...
package validate
