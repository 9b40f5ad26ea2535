// Package listed is read by the tests of CheckListed.
package listed

// Plain is a type that has to be mentioned.
type Plain struct{}

// Reader is an interface.
type Reader interface{ Read() }

// Same is an alias.
type Same = Plain

// Word is a closed vocabulary.
type Word uint8

//enum:names Word
var wordNames = []string{"one"}

type hidden struct{}
