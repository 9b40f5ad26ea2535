// Package house holds the tests of the module as a whole: which room may import which,
// how many names a room shows, and that its package comment says what is in it and what is
// not. Not in it: any code of its own.
package house
