package measure

import (
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strconv"
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// Catalogue is an immutable list of instruments that have been checked. The
// zero Catalogue is empty. It is safe for concurrent readers.
type Catalogue struct {
	list []Instrument
	at   map[ID]int
	// scores holds the possible scores of every total and subscale; each list is made when it
	// is first needed.
	scores map[scoresOf]func() scores
	_      [0]func()
}

// scoresOf names a total, or a subscale by its id.
type scoresOf struct {
	instrument ID
	subscale   string
}

// NewCatalogue checks and copies the instruments. It reports every fault of every instrument;
// a repeated id is a fault.
func NewCatalogue(instruments ...Instrument) (Catalogue, error) {
	var check therapy.Check
	c := Catalogue{at: make(map[ID]int, len(instruments)), scores: map[scoresOf]func() scores{}}
	for i, in := range instruments {
		check.Part("/"+strconv.Itoa(i), in.Validate())
		if _, twice := c.at[in.ID]; twice {
			check.Wrong("/"+strconv.Itoa(i)+"/id", "instrument-duplicate", "", therapy.ErrDuplicate)
		}
		c.at[in.ID] = i
		c.list = append(c.list, in.Clone())
	}
	if check.Failed() {
		return Catalogue{}, check.Err()
	}
	for i := range c.list {
		in := &c.list[i]
		c.scores[scoresOf{in.ID, ""}] = sync.OnceValue(func() scores { return in.scores("", nil) })
		for _, sub := range in.Subscales {
			c.scores[scoresOf{in.ID, sub.ID}] = sync.OnceValue(func() scores { return in.scores(sub.ID, nil) })
		}
	}
	return c, nil
}

// With returns a catalogue with the instruments of c, followed by these.
func (c Catalogue) With(instruments ...Instrument) (Catalogue, error) {
	return NewCatalogue(append(slices.Clone(c.list), instruments...)...)
}

// Replace returns a catalogue in which these instruments replace those with the same ids. Use
// it, for example, for a built-in instrument with the clinic's own rule for missing items.
// The error is [therapy.ErrUnknown] for an id that c does not have.
func (c Catalogue) Replace(instruments ...Instrument) (Catalogue, error) {
	var check therapy.Check
	list, seen := slices.Clone(c.list), map[ID]bool{}
	for i, in := range instruments {
		path := "/" + strconv.Itoa(i)
		at, ok := c.at[in.ID]
		if !ok {
			check.Part(path, unknownInstrument("/id", "instrument-unknown", in.ID, c.ids()))
			continue
		}
		therapy.CheckOnce(&check, seen, in.ID, path+"/id", "instrument-duplicate")
		check.Part(path, in.Validate())
		list[at] = in
	}
	if check.Failed() {
		return Catalogue{}, check.Err()
	}
	return NewCatalogue(list...)
}

// Lookup returns a copy of the instrument, and whether the catalogue has it. For an unknown
// id, [Catalogue.Suggest] may find the id that was meant.
func (c Catalogue) Lookup(id ID) (Instrument, bool) {
	i, ok := c.at[id]
	if !ok {
		return Instrument{}, false
	}
	return c.list[i].Clone(), true
}

// Len returns the number of instruments.
func (c Catalogue) Len() int { return len(c.list) }

// All yields copies in the order in which they were added.
func (c Catalogue) All() iter.Seq2[ID, Instrument] {
	return func(yield func(ID, Instrument) bool) {
		for _, in := range c.list {
			if !yield(in.ID, in.Clone()) {
				return
			}
		}
	}
}

// Suggest returns the id that was most likely meant by a mistyped one, and whether there is
// exactly one such id; see [therapy.Nearest].
func (c Catalogue) Suggest(id ID) (ID, bool) { return therapy.Nearest(id, c.ids()) }

func (c Catalogue) find(id ID) (*Instrument, bool) {
	i, ok := c.at[id]
	if !ok {
		return nil, false
	}
	return &c.list[i], true
}

func (c Catalogue) ids() iter.Seq[ID] { return maps.Keys(c.at) }

// Score scores a response; see [Instrument.Score]. If the catalogue has no such instrument,
// the error is [therapy.ErrUnknown] and suggests the nearest one; the Score returned with the
// error has the alerts that this nearest instrument would give.
func (c Catalogue) Score(r Response) (Score, error) {
	in, ok := c.find(r.Instrument)
	if !ok {
		return Score{alerts: c.alerts(r)}, unknownInstrument("/instrument", "instrument-unknown", r.Instrument, c.ids())
	}
	return in.scoreResponse(r)
}

// MarshalJSON writes the list of instruments.
func (c Catalogue) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]Instrument{}, c.list...))
}

// maxInstruments is the most that a catalogue may hold; no service has nearly as many.
const maxInstruments = 1000

// UnmarshalJSON reads a list of instruments, strictly, and checks them as
// [NewCatalogue] does.
func (c *Catalogue) UnmarshalJSON(data []byte) error {
	var list []Instrument
	if err := therapy.UnmarshalStrictList(data, &list, maxInstruments); err != nil {
		return err
	}
	read, err := NewCatalogue(list...)
	if err == nil {
		*c = read
	}
	return err
}
