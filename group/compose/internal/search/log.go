package search

import "slices"

// The log of a seating holds what a try has changed, so that it can be undone.

type change struct {
	kind uint8
	at   int32 // client, group
	old  int64
}

const (
	changePut uint8 = iota
	changeTake
	changeOpen
	changeClose
	changePrice
	changePenalty
)

// Mark begins a try. It returns a place in the log, and Undo or Keep end the try.
func (s *Seating) Mark() int {
	s.marks++
	return len(s.log)
}

// Keep ends a try whose changes stay. An outer try can still undo them.
func (s *Seating) Keep() {
	if s.marks--; s.marks == 0 {
		s.log = s.log[:0]
	}
}

// note logs a change, if a try can undo it.
func (s *Seating) note(kind uint8, at int32, old int64) {
	if s.marks > 0 {
		s.log = push(s.log, change{kind, at, old})
	}
}

// Undo takes back every change after the mark, and ends the try.
func (s *Seating) Undo(n int) {
	s.marks--
	for len(s.log) > n {
		c := s.log[len(s.log)-1]
		s.log = s.log[:len(s.log)-1]
		switch c.kind {
		case changePut:
			s.unseat(c.at)
		case changeTake:
			s.seat(c.at, int32(c.old))
		case changeOpen:
			s.changeOpenState(c.at, false)
		case changeClose:
			s.changeOpenState(c.at, true)
		case changePrice:
			s.price[c.at] = c.old
			s.updateAsk(c.at)
		case changePenalty:
			s.applyPenalty(c.old)
		}
	}
}

// push is append that doubles a long list in place of making it a little longer, so that less
// is copied.
func push[T any](list []T, v T) []T {
	if len(list) == cap(list) {
		list = slices.Grow(list, max(64, len(list)))
	}
	return append(list, v)
}
