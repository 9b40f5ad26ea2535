// Package search finds a good plan for a [Model]: who sits in which group and
// which groups open, in numbers only. It holds the seating with its log, chains of
// moves, opening and closing of groups, prices that bound every plan, the division
// of all plans into parts, and the trying of every plan where there are few. It
// does not know people, rules or reasons, reads no file, and judges nothing: what
// it returns is checked by code that shares nothing with it.
package search
