// Package house holds the tests of the module as a whole: which room may import which,
// how many names a room shows, and that its package comment says what is in it. It has no
// code of its own.
package house
