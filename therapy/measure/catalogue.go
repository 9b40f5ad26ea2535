package measure

import (
	"iter"
	"maps"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Catalogue is an immutable list of instruments that have been checked. The
// zero Catalogue is empty. It is safe for concurrent readers.
type Catalogue struct {
	list []Instrument
	at   map[ID]int
	_    [0]func()
}

// NewCatalogue checks and copies the instruments. Every fault of every
// instrument is reported; an id that stands twice is one.
func NewCatalogue(instruments ...Instrument) (Catalogue, error) {
	var errs []error
	c := Catalogue{at: make(map[ID]int, len(instruments))}
	for i, in := range instruments {
		errs = append(errs, therapy.At("/"+itoa(i), in.Validate()))
		if _, twice := c.at[in.ID]; twice {
			errs = append(errs, fail("/"+itoa(i)+"/id", "instrument-duplicate", therapy.ErrDuplicate))
		}
		c.at[in.ID] = i
		c.list = append(c.list, in.Clone())
	}
	if err := flat(errs); err != nil {
		return Catalogue{}, err
	}
	return c, nil
}

// With returns a catalogue that also has these instruments, after those of c.
func (c Catalogue) With(instruments ...Instrument) (Catalogue, error) {
	return NewCatalogue(append(slices.Clone(c.list), instruments...)...)
}

// Lookup returns a copy of the instrument, and whether it is there. For an id
// that is not, [Catalogue.Suggest] may know what was meant.
func (c Catalogue) Lookup(id ID) (Instrument, bool) {
	i, ok := c.at[id]
	if !ok {
		return Instrument{}, false
	}
	return c.list[i].Clone(), true
}

// Len returns the number of instruments.
func (c Catalogue) Len() int { return len(c.list) }

// All yields copies in the order in which they were put in.
func (c Catalogue) All() iter.Seq2[ID, Instrument] {
	return func(yield func(ID, Instrument) bool) {
		for _, in := range c.list {
			if !yield(in.ID, in.Clone()) {
				return
			}
		}
	}
}

// Suggest returns the instrument that a mistyped id most likely meant, and whether there
// is exactly one; see [therapy.Nearest].
func (c Catalogue) Suggest(id ID) (ID, bool) { return therapy.Nearest(id, maps.Keys(c.at)) }

func (c Catalogue) find(id ID) (*Instrument, bool) {
	i, ok := c.at[id]
	if !ok {
		return nil, false
	}
	return &c.list[i], true
}

// Score scores a response; see [Instrument.Score]. The error is [therapy.ErrUnknown]
// where the catalogue has no such instrument, with the nearest one as a hint.
func (c Catalogue) Score(r Response) (Score, error) {
	in, ok := c.find(r.Instrument)
	if !ok {
		return Score{}, unknownInstrument("/instrument", "instrument-unknown", r.Instrument, maps.Keys(c.at))
	}
	return scoreResponse(in, r)
}
