package main

import (
	"context"
	"sync"

	"github.com/therapykit/therapykit/recommend/cdshooks"
)

// maxCards is the number of cards that are kept. A real service keeps them in its database for as
// long as feedback can come.
const maxCards = 10_000

// store keeps the sent cards and their feedback in memory.
type store struct {
	mu       sync.Mutex
	cards    map[cdshooks.UUID]cdshooks.Issued
	order    []cdshooks.UUID
	keys     map[string]bool
	feedback []cdshooks.Feedback
}

func newStore() *store {
	return &store{cards: map[cdshooks.UUID]cdshooks.Issued{}, keys: map[string]bool{}}
}

// issue stores cards and drops the oldest.
func (s *store) issue(list []cdshooks.Issued) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, card := range list {
		if _, again := s.cards[card.Card]; !again {
			s.order = append(s.order, card.Card)
		}
		s.cards[card.Card] = card
	}
	for len(s.order) > maxCards {
		delete(s.cards, s.order[0])
		s.order = s.order[1:]
	}
}

// find is the [cdshooks.Find] of the service.
func (s *store) find(_ context.Context, id cdshooks.UUID) (cdshooks.Issued, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	card, ok := s.cards[id]
	return card, ok, nil
}

// record stores feedback, and repeated feedback only once. It stores at most ten times maxCards
// entries; a real service has a limit here too.
func (s *store) record(list []cdshooks.Feedback) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range list {
		if len(s.feedback) < 10*maxCards && !s.keys[f.Key()] {
			s.keys[f.Key()] = true
			s.feedback = append(s.feedback, f)
		}
	}
}

// last returns the newest feedback with its card.
func (s *store) last() (cdshooks.Issued, cdshooks.Feedback) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.feedback) == 0 {
		return cdshooks.Issued{}, cdshooks.Feedback{}
	}
	f := s.feedback[len(s.feedback)-1]
	return s.cards[f.Card], f
}
