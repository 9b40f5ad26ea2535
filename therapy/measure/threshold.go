package measure

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strings"

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

// Cutoff is a mark for caseness. The worse side is the case; the instrument's
// direction says which that is.
type Cutoff struct {
	// Value is the mark.
	Value float64 `json:"value"`
	// Inclusive means that a score exactly on the mark is a case.
	Inclusive bool `json:"inclusive,omitempty"`
	// Label says what being a case means there, such as "caseness" or "screen".
	Label string `json:"label"`
}

func (c Cutoff) met(d Direction, score float64) bool {
	beyond := d.Improvement(score, c.Value)
	return beyond > 0 || c.Inclusive && beyond == 0
}

// ChangeMark is the smallest change that counts.
type ChangeMark struct {
	// Points is the size, above 0.
	Points float64 `json:"points"`
	// Inclusive means that a change of exactly that size counts. The formula of
	// Jacobson and Truax is strict; services with whole-number marks include them.
	Inclusive bool `json:"inclusive,omitempty"`
}

// Met reports whether a change of that many points, either way, counts.
func (m ChangeMark) Met(points float64) bool {
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
	// Important is the smallest change that people notice (minimal important
	// difference), which is a different claim from Reliable; nil where there is none.
	Important *ChangeMark `json:"important,omitempty"`
	// Sources say where the numbers stand.
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
	// Population says for whom the numbers were found or agreed.
	Population string `json:"population"`
	// Entries, at most one for an instrument and subscale.
	Entries []Thresholds `json:"entries"`
}

// SetRef names the threshold set behind a result. It is comparable. The zero
// SetRef names none.
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
type ThresholdSet struct {
	ref     SetRef
	entries []Thresholds
	in      []*Instrument
	_       [0]func()
}

// NewThresholdSet checks a set against the catalogue its instruments are in and
// copies it. Everything that is wrong is reported, joined.
func NewThresholdSet(c Catalogue, spec ThresholdSpec) (ThresholdSet, error) {
	set := ThresholdSet{ref: SetRef{spec.ID, spec.Version, spec.Name, spec.Population}}
	var errs []error
	add := func(bad bool, path, rule string, err error) {
		if bad {
			errs = append(errs, fail(path, rule, err))
		}
	}
	add(!validID(spec.ID), "/id", "set-id", therapy.ErrSyntax)
	add(strings.TrimSpace(spec.Version) == "", "/version", "set-version", therapy.ErrRequired)
	add(strings.TrimSpace(spec.Name) == "", "/name", "set-name", therapy.ErrRequired)
	add(strings.TrimSpace(spec.Population) == "", "/population", "set-population", therapy.ErrRequired)
	add(len(spec.Entries) == 0, "/entries", "set-entries", therapy.ErrRequired)
	type key struct {
		id  ID
		sub string
	}
	seen := map[key]bool{}
	for i, e := range spec.Entries {
		at := index("entries", i)
		k := key{e.Instrument, e.Subscale}
		add(seen[k], at, "entry-duplicate", therapy.ErrDuplicate)
		seen[k] = true
		in, ok := c.find(e.Instrument)
		if !ok {
			errs = append(errs, unknownInstrument(at+"/instrument", "instrument-unknown", e.Instrument, maps.Keys(c.at)))
			continue
		}
		errs = append(errs, therapy.At(at, e.validate(in)))
		set.entries = append(set.entries, e.clone())
		set.in = append(set.in, in)
	}
	if err := flat(errs); err != nil {
		return ThresholdSet{}, err
	}
	return set, nil
}

func (t Thresholds) validate(in *Instrument) error {
	var errs []error
	add := func(bad bool, path, rule string, err error) {
		if bad {
			errs = append(errs, fail(path, rule, err))
		}
	}
	low, high := in.Range()
	if t.Subscale != "" {
		var err error
		if low, high, err = in.SubscaleRange(t.Subscale); err != nil {
			return err
		}
	} else if in.NoTotal {
		return fail("/subscale", "instrument-no-total", therapy.ErrContradiction)
	}
	add(len(t.Bands) == 0 && t.Case == nil && t.Reliable == nil && t.Important == nil, "", "entry-empty", therapy.ErrRequired)
	add(len(t.Bands) == 1, "/bands", "bands-one", therapy.ErrContradiction)
	for i, b := range t.Bands {
		at := index("bands", i)
		add(strings.TrimSpace(b.Label) == "", at+"/label", "band-label", therapy.ErrRequired)
		// Written so that NaN fails.
		add(!(b.From >= low && b.From <= high), at+"/from", "band-range", therapy.ErrRange)
		if i == 0 {
			add(b.From != low || b.Above, at+"/from", "band-first", therapy.ErrContradiction)
		} else {
			add(!(b.From > t.Bands[i-1].From), at+"/from", "band-order", therapy.ErrContradiction)
		}
	}
	if c := t.Case; c != nil {
		add(!(c.Value >= low && c.Value <= high), "/case/value", "case-range", therapy.ErrRange)
		add(strings.TrimSpace(c.Label) == "", "/case/label", "case-label", therapy.ErrRequired)
	}
	if m := t.Reliable; m != nil {
		add(!(m.Points > 0 && m.Points <= high-low), "/reliable/points", "change-range", therapy.ErrRange)
	}
	if m := t.Important; m != nil {
		add(!(m.Points > 0 && m.Points <= high-low), "/important/points", "change-range", therapy.ErrRange)
	}
	errs = append(errs, therapy.At("/sources", therapy.ValidateSources(t.Sources)))
	return flat(errs)
}

// Ref names the set.
func (s ThresholdSet) Ref() SetRef { return s.ref }

// Entries returns a copy of what the set says, in its own order.
func (s ThresholdSet) Entries() []Thresholds {
	out := make([]Thresholds, len(s.entries))
	for i, e := range s.entries {
		out[i] = e.clone()
	}
	return out
}

// For returns a copy of what the set says about an instrument's total (empty
// subscale) or one of its subscales, and whether it says anything.
func (s ThresholdSet) For(id ID, subscale string) (Thresholds, bool) {
	if i := s.find(id, subscale); i >= 0 {
		return s.entries[i].clone(), true
	}
	return Thresholds{}, false
}

func (s ThresholdSet) find(id ID, subscale string) int {
	return slices.IndexFunc(s.entries, func(e Thresholds) bool { return e.Instrument == id && e.Subscale == subscale })
}

// value finds the entry and the number for a score.
func (s ThresholdSet) value(score Score, subscale string) (*Thresholds, float64, error) {
	i := s.find(score.instrument, subscale)
	if i < 0 {
		return nil, 0, fail("/instrument", "set-silent", therapy.ErrUnknown)
	}
	v, ok := score.Total()
	if subscale != "" {
		v, ok = score.Subscale(subscale)
	}
	if !ok {
		return nil, 0, fail("/score", "score-missing", ErrIncomplete)
	}
	// The score may come from another catalogue with an instrument of that name.
	low, high := s.in[i].Range()
	if low != score.low || high != score.high || s.in[i].Direction != score.direction {
		return nil, 0, fail("/instrument", "instrument-differs", therapy.ErrContradiction)
	}
	return &s.entries[i], v, nil
}

// BandResult is the severity band of a score under a set.
type BandResult struct {
	// Set names the thresholds.
	Set SetRef
	// Label is the band's name.
	Label string
	// Index counts from 0, from the lowest scores up; Count is how many bands there are.
	Index, Count int
	// Sources say where the bands stand.
	Sources []therapy.Source
}

// Band finds the severity band. The subscale is empty for the total. The error
// is [therapy.ErrUnknown] where the set has no bands for it, [ErrIncomplete] where the score has no number.
func (s ThresholdSet) Band(score Score, subscale string) (BandResult, error) {
	t, v, err := s.value(score, subscale)
	if err != nil {
		return BandResult{}, err
	}
	if len(t.Bands) == 0 {
		return BandResult{}, fail("/bands", "set-silent", therapy.ErrUnknown)
	}
	i := len(t.Bands) - 1
	for i > 0 && !t.Bands[i].starts(v) {
		i--
	}
	return BandResult{s.ref, t.Bands[i].Label, i, len(t.Bands), slices.Clone(t.Sources)}, nil
}

// CaseResult says whether a score is a case under a set.
type CaseResult struct {
	// Set names the thresholds.
	Set SetRef
	// Case is whether the score is on the worse side.
	Case bool
	// Cutoff is the mark that was used.
	Cutoff Cutoff
	// Sources say where it stands.
	Sources []therapy.Source
}

// Caseness compares a score with the set's mark. Errors are as in [ThresholdSet.Band].
func (s ThresholdSet) Caseness(score Score, subscale string) (CaseResult, error) {
	t, v, err := s.value(score, subscale)
	if err != nil {
		return CaseResult{}, err
	}
	if t.Case == nil {
		return CaseResult{}, fail("/case", "set-silent", therapy.ErrUnknown)
	}
	return CaseResult{s.ref, t.Case.met(score.direction, v), *t.Case, slices.Clone(t.Sources)}, nil
}

// ChangeKind says what a change amounts to. The zero ChangeKind is unstated.
type ChangeKind uint8

// The kinds of change.
const (
	// ReliableImprovement is a change for the better that is unlikely to be error of measurement.
	ReliableImprovement ChangeKind = iota + 1
	// NoReliableChange is any change smaller than that, or none.
	NoReliableChange
	// ReliableDeterioration is a change for the worse that is unlikely to be error of measurement.
	ReliableDeterioration

	numChangeKinds
)

//enum:names ChangeKind
var changeKindNames = [numChangeKinds]string{
	ReliableImprovement: "reliable-improvement", NoReliableChange: "no-reliable-change", ReliableDeterioration: "reliable-deterioration",
}

// Classify says what an improvement of that many points amounts to; negative
// points are a change for the worse. It is the helper behind every judgement
// of change here, and can be used on targets that are not questionnaires. A
// mark that is not above 0 and numbers that are not finite are [therapy.ErrRange].
func (m ChangeMark) Classify(improvement float64) (ChangeKind, error) {
	if !(m.Points > 0) || math.IsInf(m.Points, 0) || !finite(improvement) {
		return 0, fail("", "change-range", therapy.ErrRange)
	}
	switch {
	case !m.Met(improvement):
		return NoReliableChange, nil
	case improvement > 0:
		return ReliableImprovement, nil
	default:
		return ReliableDeterioration, nil
	}
}

// ChangeResult is what the change between two scores means under a set.
type ChangeResult struct {
	// Set names the thresholds.
	Set SetRef
	// Kind is the judgement.
	Kind ChangeKind
	// Improvement is the change in points, positive for the better.
	Improvement float64
	// Mark is the threshold that was used.
	Mark ChangeMark
	// Sources say where it stands.
	Sources []therapy.Source
}

// Change judges the change between two scores of one instrument. Errors are as
// in [ThresholdSet.Band], and [therapy.ErrContradiction] for two different instruments
// or for a second score that is older than the first.
func (s ThresholdSet) Change(from, to Score, subscale string) (ChangeResult, error) {
	if from.instrument != to.instrument {
		return ChangeResult{}, fail("/instrument", "change-instruments", therapy.ErrContradiction)
	}
	if to.at.Before(from.at) {
		return ChangeResult{}, fail("/at", "change-order", therapy.ErrContradiction)
	}
	t, a, err1 := s.value(from, subscale)
	_, b, err2 := s.value(to, subscale)
	if err := errors.Join(therapy.At("/from", err1), therapy.At("/to", err2)); err != nil {
		return ChangeResult{}, flat([]error{err})
	}
	if t.Reliable == nil {
		return ChangeResult{}, fail("/reliable", "set-silent", therapy.ErrUnknown)
	}
	r := ChangeResult{Set: s.ref, Improvement: from.direction.Improvement(a, b), Mark: *t.Reliable, Sources: slices.Clone(t.Sources)}
	r.Kind, err1 = t.Reliable.Classify(r.Improvement)
	return r, err1
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
