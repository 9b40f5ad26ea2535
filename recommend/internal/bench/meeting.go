package bench

import "github.com/therapykit/therapykit/therapy"

// How the answers of several questions are combined. It is written once, for every engine and
// for the chain of ifs, because none of the engines can do it. Sets of options
// are bits, in the policy's order.

// heard is the grades from the rules of one question that fire.
type heard struct {
	asked                                                   bool
	offer, consider, only, joining, adjunct, against, named uint
}

func (h *heard) grade(bit uint, g therapy.Grade, joins bool) {
	switch g {
	case therapy.Offer:
		h.offer |= bit
	case therapy.Consider:
		h.consider |= bit
	case therapy.OnlyIf:
		h.only |= bit
		if joins {
			h.joining |= bit
		}
	case therapy.Adjunct:
		h.adjunct |= bit
	case therapy.Against:
		h.against |= bit
	}
	h.named |= bit
}

// table describes the options: those of a single modality, and the first, the second and the
// one for both together.
type table struct{ singles, first, second, together uint }

// meeting combines the results of the questions.
type meeting struct {
	table
	eligible, shared, union, flagged, against uint
	ranked, offersSecond, prefersFirst        bool
}

// hear adds the grades of a question.
func (m *meeting) hear(h *heard, complete, weak, yields bool) {
	offer := h.offer &^ h.against
	consider := h.consider &^ (h.against | offer)
	only := h.only &^ (h.against | offer | consider)
	m.against |= h.against

	opposed := h.against &^ m.singles
	if put := offer | consider; put != 0 {
		low := h.against | h.adjunct&^(offer|consider|only)
		if complete {
			low |= ^h.named
		}
		low &= m.singles
		if put&(put-1) == 0 { // no option is preferred to the only one
			low &^= put
		}
		opposed |= low
	}
	m.flagged |= opposed & m.eligible
	if yields {
		return
	}
	top := offer & m.eligible
	if top == 0 {
		top = consider & m.eligible
	}
	if top == 0 {
		top = only & m.eligible
	} else {
		top |= h.joining & only & m.eligible
	}
	if top == 0 {
		return
	}
	m.ranked, m.shared, m.union = true, m.shared&top, m.union|top
	if !weak {
		m.offersSecond = m.offersSecond || top == m.second && offer&m.second != 0
		m.prefersFirst = m.prefersFirst || top&m.first != 0 && top&m.second == 0
	}
}

// survivors returns the options that survive the meeting.
func (m *meeting) survivors(joins bool, wished uint) uint {
	together := m.together & m.eligible &^ m.against
	left := m.eligible
	if m.ranked {
		if left = m.shared; left == 0 {
			left = m.union &^ m.flagged
			if m.offersSecond && m.prefersFirst {
				left |= together
			}
			if left == 0 {
				left = together
			}
			if left == 0 {
				left = m.union
			}
		}
	}
	if joins && left&m.first != 0 {
		left |= together
	}
	if left&^m.flagged == 0 {
		left |= m.eligible &^ m.flagged
	}
	return left | wished&m.eligible
}
