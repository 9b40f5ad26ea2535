package measure

import (
	"math"
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// Band is one range of severity. It reaches up to the next band's From.
type Band struct {
	// Label is the band's name as the source has it.
	Label string `json:"label"`
	// From is the lower edge.
	From float64 `json:"from"`
	// Above means that a score exactly on From still belongs to the band below.
	Above bool `json:"above,omitempty"`
}

func (b Band) starts(score float64) bool { return score > b.From || !b.Above && score == b.From }

// Cutoff is a mark for caseness. Scores on its worse side are cases; the instrument's
// direction says which side is worse.
type Cutoff struct {
	// Value is the mark.
	Value float64 `json:"value"`
	// Inclusive means that a score exactly on the mark is a case.
	Inclusive bool `json:"inclusive,omitempty"`
	// Label says what a score on the worse side is called, such as "caseness" or "screen".
	Label string `json:"label"`
}

func (c Cutoff) met(d Direction, score float64) bool {
	beyond := d.Improvement(score, c.Value)
	return beyond > 0 || c.Inclusive && beyond == 0
}

// ChangeMark is the smallest change that counts.
type ChangeMark struct {
	// Points is the size of the change in points of the score, above 0.
	Points float64 `json:"points"`
	// Inclusive means that a change of exactly that size counts. By the formula of Jacobson
	// and Truax it does not count; services with whole-number marks usually count it.
	Inclusive bool `json:"inclusive,omitempty"`
}

// met reports whether a change of that many points, either way, counts.
func (m ChangeMark) met(points float64) bool {
	points = math.Abs(points)
	return points > m.Points || m.Inclusive && points == m.Points
}

// Thresholds are what one set says about one instrument or one of its subscales.
type Thresholds struct {
	// Instrument is the instrument's id.
	Instrument ID `json:"instrument"`
	// Subscale is the subscale's id, empty for the total.
	Subscale string `json:"subscale,omitempty"`
	// Bands in ascending order, the first from the lowest possible score. May be empty.
	Bands []Band `json:"bands,omitempty"`
	// Case is the mark for caseness, nil where the set has none.
	Case *Cutoff `json:"case,omitempty"`
	// Reliable is the smallest reliable change, nil where the set has none.
	Reliable *ChangeMark `json:"reliable,omitempty"`
	// Important is the smallest change that people notice (minimal important difference),
	// which is not the same as Reliable; nil if the set has none.
	Important *ChangeMark `json:"important,omitempty"`
	// Sources say where the numbers were published.
	Sources []therapy.Source `json:"sources"`
}

func (t Thresholds) clone() Thresholds {
	t.Bands, t.Sources = slices.Clone(t.Bands), slices.Clone(t.Sources)
	if t.Case != nil {
		v := *t.Case
		t.Case = &v
	}
	if t.Reliable != nil {
		v := *t.Reliable
		t.Reliable = &v
	}
	if t.Important != nil {
		v := *t.Important
		t.Important = &v
	}
	return t
}

// ThresholdSpec is a threshold set to be checked by [NewThresholdSet].
type ThresholdSpec struct {
	// ID is the stable name of the set; lower-case words joined by hyphens.
	ID string `json:"id"`
	// Version changes whenever a number does.
	Version string `json:"version"`
	// Name is what people call the set.
	Name string `json:"name"`
	// Population says for which people the numbers were found or agreed.
	Population string `json:"population"`
	// Entries, at most one for an instrument and subscale. They may be left out where
	// there are Parts.
	Entries []Thresholds `json:"entries,omitempty"`
	// Parts are sets that this one falls back on, in this order, for every mark that the
	// entries do not have. A part must not have parts itself.
	Parts []ThresholdSpec `json:"parts,omitempty"`
}

// SetRef names the threshold set that a result comes from. It is comparable. The zero SetRef
// names none.
type SetRef struct {
	// ID, Version, Name and Population are those of the set.
	ID         string `json:"id"`
	Version    string `json:"version"`
	Name       string `json:"name"`
	Population string `json:"population"`
}

// ThresholdSet is a named, versioned set of thresholds that has been checked
// against its instruments. A threshold is not a property of an instrument: the
// cut-off of GAD-7 is 8 in one set and 10 in another, and both are right. The
// zero ThresholdSet knows nothing. It is safe for concurrent readers.
//
// A set cannot be encoded as JSON, since it depends on a catalogue: encode its
// [ThresholdSet.Spec], and read that with [NewThresholdSet].
type ThresholdSet struct {
	ref SetRef
	// marks are those of the set itself and then of its parts, so that the first that is
	// found counts.
	marks []thresholds
	// parts are the references of the parts, in order.
	parts []SetRef
	_     [0]func()
}

// thresholds are an entry with the set and the instrument it belongs to.
type thresholds struct {
	Thresholds
	set SetRef
	in  *Instrument
}

// NewThresholdSet checks a set against the catalogue its instruments are in and
// copies it. Everything that is wrong is reported, joined.
func NewThresholdSet(c Catalogue, spec ThresholdSpec) (ThresholdSet, error) {
	var check therapy.Check
	set := ThresholdSet{ref: spec.ref()}
	set.add(&check, "", c, spec)
	if len(spec.Parts) == 0 {
		check.Stated("/entries", "set-entries", len(spec.Entries) > 0)
	}
	seen := map[string]bool{spec.ID: true}
	for i, part := range spec.Parts {
		at := index("parts", i)
		therapy.CheckOnce(&check, seen, part.ID, at+"/id", "part-duplicate")
		check.Stated(at+"/entries", "set-entries", len(part.Entries) > 0)
		if len(part.Parts) > 0 {
			check.Wrong(at+"/parts", "part-parts", "a part must not have parts", therapy.ErrContradiction)
		}
		set.add(&check, at, c, part)
		set.parts = append(set.parts, part.ref())
	}
	if check.Failed() {
		return ThresholdSet{}, check.Err()
	}
	return set, nil
}

// Validate reports everything that is wrong with the set, joined. The catalogue must have the
// set's instruments.
func (spec ThresholdSpec) Validate(c Catalogue) error {
	_, err := NewThresholdSet(c, spec)
	return err
}

func (spec ThresholdSpec) ref() SetRef {
	return SetRef{spec.ID, spec.Version, spec.Name, spec.Population}
}

// add checks the entries of a set or a part of it, and appends them.
func (s *ThresholdSet) add(c *therapy.Check, at string, catalogue Catalogue, spec ThresholdSpec) {
	c.Name(at+"/id", "set-id", spec.ID)
	stated(c, at+"/version", "set-version", spec.Version)
	stated(c, at+"/name", "set-name", spec.Name)
	stated(c, at+"/population", "set-population", spec.Population)
	type key struct {
		id  ID
		sub string
	}
	seen := map[key]bool{}
	for i, e := range spec.Entries {
		place := at + index("entries", i)
		therapy.CheckOnce(c, seen, key{e.Instrument, e.Subscale}, place, "entry-duplicate")
		in, ok := catalogue.find(e.Instrument)
		if !ok {
			c.Part(place, unknownInstrument("/instrument", "instrument-unknown", e.Instrument, catalogue.ids()))
			continue
		}
		e.check(c, place, in)
		s.marks = append(s.marks, thresholds{e.clone(), spec.ref(), in})
	}
}

func (t Thresholds) check(c *therapy.Check, at string, in *Instrument) {
	switch {
	case t.Subscale != "" && in.subscale(t.Subscale) == nil:
		c.Wrong(at+"/subscale", "subscale-unknown", "a subscale of the instrument", therapy.ErrUnknown)
		return
	case t.Subscale == "" && in.NoTotal:
		c.Wrong(at+"/subscale", "instrument-no-total", "a subscale, since there is no total", therapy.ErrContradiction)
		return
	}
	scale := in.whole(t.Subscale)
	c.Stated(at, "entry-empty", len(t.Bands) > 0 || t.Case != nil || t.Reliable != nil || t.Important != nil)
	if len(t.Bands) == 1 {
		c.Wrong(at+"/bands", "bands-one", "two bands or more", therapy.ErrContradiction)
	}
	for i, b := range t.Bands {
		place := at + index("bands", i)
		stated(c, place+"/label", "band-label", b.Label)
		switch {
		case !scale.holds(b.From):
			c.Wrong(place+"/from", "band-range", "a possible score", therapy.ErrRange)
		case i == 0 && (b.From != scale.Low || b.Above):
			c.Wrong(place+"/from", "band-first", "the lowest possible score", therapy.ErrContradiction)
		case i > 0 && !(b.From > t.Bands[i-1].From):
			c.Wrong(place+"/from", "band-order", "from the lowest band up", therapy.ErrContradiction)
		}
	}
	if cut := t.Case; cut != nil {
		if !scale.holds(cut.Value) {
			c.Wrong(at+"/case/value", "case-range", "a possible score", therapy.ErrRange)
		}
		stated(c, at+"/case/label", "case-label", cut.Label)
	}
	for _, m := range []struct {
		path string
		mark *ChangeMark
	}{{"/reliable", t.Reliable}, {"/important", t.Important}} {
		// Written so that NaN fails.
		if m.mark != nil && !(m.mark.Points > 0 && m.mark.Points <= scale.High-scale.Low) {
			c.Wrong(at+m.path+"/points", "change-range", "above 0, within the range", therapy.ErrRange)
		}
	}
	c.Part(at+"/sources", therapy.ValidateSources(t.Sources))
}

// Combine returns a set that has every mark of the given sets, under a name of its own. If
// several sets have a mark, the first one counts. Results name the set that the mark comes
// from. Errors are as in [NewThresholdSet].
func Combine(name SetRef, sets ...ThresholdSet) (ThresholdSet, error) {
	var check therapy.Check
	out := ThresholdSet{ref: name}
	(&ThresholdSet{}).add(&check, "", Catalogue{}, ThresholdSpec{ID: name.ID, Version: name.Version, Name: name.Name, Population: name.Population})
	check.Stated("/parts", "set-entries", len(sets) > 0)
	seen := map[string]bool{name.ID: true}
	for i, s := range sets {
		at := index("parts", i)
		check.Stated(at, "set-entries", len(s.marks) > 0)
		for _, ref := range s.refs() {
			therapy.CheckOnce(&check, seen, ref.ID, at, "part-duplicate")
			out.parts = append(out.parts, ref)
		}
		out.marks = append(out.marks, s.marks...)
	}
	if check.Failed() {
		return ThresholdSet{}, check.Err()
	}
	return out, nil
}

// refs are the sets that marks come from: the set itself if it has any marks, and its parts.
func (s ThresholdSet) refs() []SetRef {
	var out []SetRef
	if slices.ContainsFunc(s.marks, func(m thresholds) bool { return m.set == s.ref }) {
		out = append(out, s.ref)
	}
	return append(out, s.parts...)
}

// Ref names the set.
func (s ThresholdSet) Ref() SetRef { return s.ref }

// Spec returns a copy of the set's data. [NewThresholdSet] makes the same set from it, with
// the same catalogue.
func (s ThresholdSet) Spec() ThresholdSpec {
	spec := s.specOf(s.ref)
	for _, ref := range s.parts {
		spec.Parts = append(spec.Parts, s.specOf(ref))
	}
	return spec
}

func (s ThresholdSet) specOf(ref SetRef) ThresholdSpec {
	spec := ThresholdSpec{ID: ref.ID, Version: ref.Version, Name: ref.Name, Population: ref.Population}
	for _, m := range s.marks {
		if m.set == ref {
			spec.Entries = append(spec.Entries, m.clone())
		}
	}
	return spec
}

// MarshalJSON always returns an error: encode the [ThresholdSet.Spec] instead.
func (s ThresholdSet) MarshalJSON() ([]byte, error) {
	return nil, refusal("write ThresholdSet.Spec, read it with NewThresholdSet")
}

// For returns what the set says about an instrument's total (empty subscale) or one of its
// subscales, and whether it says anything. In a set with parts each mark is the first that
// there is, and the sources are those of all parts.
func (s ThresholdSet) For(id ID, subscale string) (Thresholds, bool) {
	out, found := Thresholds{Instrument: id, Subscale: subscale}, false
	for _, m := range s.marks {
		if m.Instrument != id || m.Subscale != subscale {
			continue
		}
		found = true
		if len(out.Bands) == 0 {
			out.Bands = m.Bands
		}
		if out.Case == nil {
			out.Case = m.Case
		}
		if out.Reliable == nil {
			out.Reliable = m.Reliable
		}
		if out.Important == nil {
			out.Important = m.Important
		}
		for _, source := range m.Sources {
			if !slices.Contains(out.Sources, source) {
				out.Sources = append(out.Sources, source)
			}
		}
	}
	if !found {
		return Thresholds{}, false
	}
	return out.clone(), true
}

// wanted tells one kind of mark from the others.
type wanted struct {
	path string
	in   func(*Thresholds) bool
}

var (
	wantBands     = wanted{"/bands", func(t *Thresholds) bool { return len(t.Bands) > 0 }}
	wantCase      = wanted{"/case", func(t *Thresholds) bool { return t.Case != nil }}
	wantReliable  = wanted{"/reliable", func(t *Thresholds) bool { return t.Reliable != nil }}
	wantImportant = wanted{"/important", func(t *Thresholds) bool { return t.Important != nil }}
)

// find returns the first entry with such a mark, nil where there is none.
func (s ThresholdSet) find(id ID, subscale string, want wanted) *thresholds {
	for i := range s.marks {
		if m := &s.marks[i]; m.Instrument == id && m.Subscale == subscale && want.in(&m.Thresholds) {
			return m
		}
	}
	return nil
}

// value finds the entry and the number for a score.
func (s ThresholdSet) value(score Score, subscale string, want wanted) (*thresholds, float64, error) {
	t := s.find(score.instrument, subscale, want)
	if t == nil {
		return nil, 0, fail(want.path, "set-silent", therapy.ErrUnknown)
	}
	v, ok, scale, whole := score.total, score.has, score.scale, score.whole
	if subscale != "" {
		sub := score.part(subscale)
		if ok = sub != nil; ok {
			v, scale, whole = sub.Score, sub.Scale, sub.Whole
		}
	}
	switch {
	case !ok:
		return nil, 0, fail("/score", "score-missing", ErrIncomplete)
	case whole != t.in.whole(subscale) || score.direction != t.in.Direction:
		// The score may come from another catalogue that has another instrument with the same
		// id.
		return nil, 0, fail("/instrument", "instrument-differs", therapy.ErrContradiction)
	case scale != whole:
		return nil, 0, &therapy.FieldError{
			Path: "/score", Rule: "scale-smaller", Err: therapy.ErrContradiction,
			Hint: "items were left out, so that no threshold applies; Score.Rescale brings it to the whole scale",
		}
	}
	return t, v, nil
}
