package measure

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
)

// ID names an instrument: lower-case words joined by hyphens, such as "phq-9".
// It is an open vocabulary. The zero ID means no instrument.
type ID string

// Valid reports whether the id has the documented form (64 bytes at most).
func (id ID) Valid() bool { return therapy.ValidName(string(id)) }

// Direction says whether a higher or a lower score is better. The zero Direction is unstated;
// with it nothing that depends on better or worse can be calculated.
type Direction uint8

// The two directions.
const (
	// LowerBetter means that a falling score is an improvement, as with symptoms.
	LowerBetter Direction = iota + 1
	// HigherBetter means that a rising score is an improvement, as with well-being.
	HigherBetter

	numDirections
)

//enum:names Direction
var directionNames = [numDirections]string{LowerBetter: "lower-better", HigherBetter: "higher-better"}

// Improvement turns a change from one score to another into points for the
// better: positive is better, negative is worse. It is 0 for an invalid d.
func (d Direction) Improvement(from, to float64) float64 {
	if d == LowerBetter {
		return from - to
	}
	if d == HigherBetter {
		return to - from
	}
	return 0
}

// Item is one item without its wording. The zero Item (only 0 possible) is refused.
type Item struct {
	// Min and Max are the lowest and highest answer; Min < Max, both within ±1000.
	Min int `json:"min"`
	Max int `json:"max"`
	// Only lists the possible answers if they are not every whole number from Min to Max. It
	// is ascending and has at most 20 numbers; for AUDIT items 9 and 10 it is 0, 2 and 4.
	Only []int `json:"only,omitempty"`
	// Reverse means that the answer counts as Min + Max - answer.
	Reverse bool `json:"reverse,omitempty"`
	// NotApplicable says how the answer "not applicable" counts. Zero means that this item
	// does not have that answer.
	NotApplicable Inapplicable `json:"notApplicable,omitzero"`
}

// Inapplicable says how an item counts if it does not apply to a person. Such an item is not
// a missing item. The zero Inapplicable is unstated: the item applies to everybody.
type Inapplicable uint8

// The ways to count an item that does not apply.
const (
	// CountsLowest means that it counts as its lowest answer, on the same scale.
	CountsLowest Inapplicable = iota + 1
	// LeftOut means that it is left out, so that the score is on a smaller scale: WSAS
	// has at most 32 instead of 40 points without item 1. See [Score.Rescale].
	LeftOut
	// Averaged means that it is left out of the sum and of the number of items that the sum
	// is divided by: the score is the mean of the items that apply.
	Averaged

	numInapplicables
)

//enum:names Inapplicable
var inapplicableNames = [numInapplicables]string{CountsLowest: "counts-lowest", LeftOut: "left-out", Averaged: "averaged"}

func (it Item) allows(v int) bool {
	return v >= it.Min && v <= it.Max && (len(it.Only) == 0 || slices.Contains(it.Only, v))
}

func (it Item) score(v int) int {
	if it.Reverse {
		return it.Min + it.Max - v
	}
	return v
}

// Subscale is a part of the instrument that has a score of its own.
type Subscale struct {
	// ID is unique within the instrument; lower-case words joined by hyphens.
	ID string `json:"id"`
	// Items are item numbers, counted from 1, ascending.
	Items []int `json:"items"`
	// Scoring makes the score from the sum of the items. It is independent of the scoring of
	// the total.
	Scoring
}

// Critical is an item whose high answers raise an alert, whatever the total is.
type Critical struct {
	// Item is the item's number, counted from 1.
	Item int `json:"item"`
	// At is the lowest answer (as given, before reversal) that raises the alert.
	At int `json:"at"`
	// About says what the item is about, in this library's words; it is not the item's
	// wording.
	About string `json:"about"`
}

// Skip is a rule by which items may stay unanswered because earlier answers made them
// unnecessary. Skipped items count as their Min and are not missing.
type Skip struct {
	// WhenMin lists the items, counted from 1, that all have to be answered with their Min.
	WhenMin []int `json:"whenMin"`
	// Skips lists the items that may then be left out.
	Skips []int `json:"skips"`
}

// Permission is what the owner's terms say about including the wording of items. The zero
// Permission is unstated and treated as no.
type Permission uint8

// The permissions.
const (
	// WordingFree means wording may be embedded.
	WordingFree Permission = iota + 1
	// WordingVerbatim means wording may be embedded, but never changed or translated.
	WordingVerbatim
	// WordingUnclear means that sources disagree or were not found. Do not include the
	// wording.
	WordingUnclear
	// WordingRestricted means that the owner's permission is needed.
	WordingRestricted

	numPermissions
)

//enum:names Permission
var permissionNames = [numPermissions]string{
	WordingFree: "free", WordingVerbatim: "verbatim", WordingUnclear: "unclear", WordingRestricted: "restricted",
}

// Licence says what the owner of an instrument allows with its wording. This library includes
// wording only if it is free without conditions. For other instruments, the licence tells you
// what to agree with the owner before you show the wording.
type Licence struct {
	// Wording says whether the wording may be included.
	Wording Permission `json:"wording,omitzero"`
	// Terms says the same in a sentence.
	Terms string `json:"terms"`
	// Source is where the terms were read.
	Source therapy.Source `json:"source,omitzero"`
}

// LOINC holds observation codes that were verified. An empty code means that no code was
// verified; one may exist. LOINC's answer codes are left out on purpose: they are not scores,
// and for K6 they run in the opposite direction.
type LOINC struct {
	// Panel is the code of the questionnaire.
	Panel string `json:"panel"`
	// Total is the code of the total score.
	Total string `json:"total,omitempty"`
}

// Instrument is a questionnaire as data, without item wording and without
// thresholds, which belong to a [ThresholdSet]. Write one as a struct literal
// and put it into a [Catalogue], which checks and copies it.
// The zero Instrument is refused.
type Instrument struct {
	// ID is the stable name.
	ID ID `json:"id"`
	// Name is the short name people use, such as "PHQ-9".
	Name string `json:"name"`
	// Title is the full name.
	Title string `json:"title"`
	// Items in their printed order; item numbers count from 1. At most 500.
	Items []Item `json:"items"`
	// Direction says whether higher or lower is better.
	Direction Direction `json:"direction,omitzero"`
	// Scoring makes the total from the sum of the items, or of the subscales.
	Scoring
	// SumSubscales means that the total is made from the sum of the subscales' scores and not
	// from the items. There is no total if a subscale has no score.
	SumSubscales bool `json:"sumSubscales,omitempty"`
	// NoTotal means that only the subscales have a meaning and there is no total.
	NoTotal bool `json:"noTotal,omitempty"`
	// Clinician means that a clinician rates it, not the client.
	Clinician bool `json:"clinician,omitempty"`
	// Subscales in a fixed order.
	Subscales []Subscale `json:"subscales,omitempty"`
	// Skips are the instrument's own skip rules.
	Skips []Skip `json:"skips,omitempty"`
	// Critical lists the items that raise alerts.
	Critical []Critical `json:"critical,omitempty"`
	// Licence says what the owner allows with the wording.
	Licence Licence `json:"licence"`
	// Form is the wording, nil where there is none.
	Form *Form `json:"form,omitempty"`
	// LOINC holds the LOINC codes that were verified.
	LOINC LOINC `json:"loinc,omitzero"`
	// Notes warn of known traps in using the instrument.
	Notes string `json:"notes,omitempty"`
	// Sources say where structure and keying come from.
	Sources []therapy.Source `json:"sources"`
}

// Range returns the lowest and highest total of a response in which every item applies.
func (in Instrument) Range() (low, high float64) {
	scale := in.whole("")
	return scale.Low, scale.High
}

// SubscaleRange returns the lowest and highest score of a subscale. The error is
// [therapy.ErrUnknown] if the instrument has no such subscale.
func (in Instrument) SubscaleRange(id string) (low, high float64, err error) {
	if id == "" || in.subscale(id) == nil {
		return 0, 0, fail("/subscale", "subscale-unknown", therapy.ErrUnknown)
	}
	scale := in.whole(id)
	return scale.Low, scale.High, nil
}

func (in *Instrument) subscale(id string) *Subscale {
	if i := slices.IndexFunc(in.Subscales, func(s Subscale) bool { return s.ID == id }); i >= 0 {
		return &in.Subscales[i]
	}
	return nil
}

// Clone returns a copy that shares nothing with in.
func (in Instrument) Clone() Instrument {
	in.Items = slices.Clone(in.Items)
	for i := range in.Items {
		in.Items[i].Only = slices.Clone(in.Items[i].Only)
	}
	in.Subscales = slices.Clone(in.Subscales)
	for i := range in.Subscales {
		in.Subscales[i].Items = slices.Clone(in.Subscales[i].Items)
	}
	in.Skips = slices.Clone(in.Skips)
	for i := range in.Skips {
		in.Skips[i].WhenMin = slices.Clone(in.Skips[i].WhenMin)
		in.Skips[i].Skips = slices.Clone(in.Skips[i].Skips)
	}
	in.Critical = slices.Clone(in.Critical)
	in.Sources = slices.Clone(in.Sources)
	if in.Form != nil {
		form := in.Form.clone()
		in.Form = &form
	}
	return in
}
