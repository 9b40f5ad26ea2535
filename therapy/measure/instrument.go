package measure

import (
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// ID names an instrument: lower-case words joined by hyphens, such as "phq-9".
// It is an open vocabulary. The zero ID names nothing.
type ID string

// Valid reports whether the id has the documented form (64 bytes at most).
func (id ID) Valid() bool { return validID(string(id)) }

// Direction says which way scores run. The zero Direction is unstated, and
// nothing that depends on better or worse can be worked out with it.
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
	// Only lists the answers that exist where they are not every whole number
	// from Min to Max, ascending; AUDIT items 9 and 10 are 0, 2 and 4.
	Only []int `json:"only,omitempty"`
	// Reverse means that the answer counts as Min + Max - answer.
	Reverse bool `json:"reverse,omitempty"`
	// MayNotApply means that "not applicable" is an answer, which counts as
	// Min and is not missing.
	MayNotApply bool `json:"mayNotApply,omitempty"`
}

func (it Item) allows(v int) bool {
	return v >= it.Min && v <= it.Max && (len(it.Only) == 0 || slices.Contains(it.Only, v))
}

// onlyHolds reports whether Only runs upwards from Min to Max.
func (it Item) onlyHolds() bool {
	for i := 1; i < len(it.Only); i++ {
		if it.Only[i] <= it.Only[i-1] {
			return false
		}
	}
	return it.Only[0] == it.Min && it.Only[len(it.Only)-1] == it.Max
}

func (it Item) score(v int) int {
	if it.Reverse {
		return it.Min + it.Max - v
	}
	return v
}

// Subscale is a part of the instrument that has a sum of its own.
type Subscale struct {
	// ID is unique within the instrument; lower-case words joined by hyphens.
	ID string `json:"id"`
	// Items are item numbers, counted from 1, ascending.
	Items []int `json:"items"`
}

// Critical is an item whose answer is raised whatever the total is.
type Critical struct {
	// Item is the item's number, counted from 1.
	Item int `json:"item"`
	// At is the lowest answer (as given, before reversal) that raises the alert.
	At int `json:"at"`
	// About says what the item is about, in this library's words; not the item's wording.
	About string `json:"about"`
}

// MissingRule says how many items may be missing. The zero rule allows none:
// an incomplete response has no score.
type MissingRule struct {
	// Prorate is the greatest number of missing items that may be filled with the
	// mean of the answered ones, in the whole and again in each subscale (which
	// must keep at least one answer). 0 allows none.
	Prorate int `json:"prorate,omitempty"`
	// Source is who says so; needed where Prorate is not 0.
	Source therapy.Source `json:"source,omitzero"`
}

// Skip lets items stay unanswered because earlier answers made them pointless.
// Skipped items count as their Min and are not missing.
type Skip struct {
	// WhenMin lists the items, counted from 1, that all have to be answered with their Min.
	WhenMin []int `json:"whenMin"`
	// Skips lists the items that may then be left out.
	Skips []int `json:"skips"`
}

// Permission is what the owner's terms say about shipping item wording. The
// zero Permission is unstated and treated as no.
type Permission uint8

// The positions on wording.
const (
	// WordingFree means wording may be embedded.
	WordingFree Permission = iota + 1
	// WordingVerbatim means wording may be embedded, but never changed or translated.
	WordingVerbatim
	// WordingUnclear means that sources disagree or were not found; treat it as no.
	WordingUnclear
	// WordingRestricted means that the owner's permission is needed.
	WordingRestricted

	numPermissions
)

//enum:names Permission
var permissionNames = [numPermissions]string{
	WordingFree: "free", WordingVerbatim: "verbatim", WordingUnclear: "unclear", WordingRestricted: "restricted",
}

// Licence is the position on an instrument's wording. This library ships no
// wording at all; the position tells a deployer what they need to settle.
type Licence struct {
	// Wording is the position.
	Wording Permission `json:"wording"`
	// Terms says it in a sentence.
	Terms string `json:"terms"`
	// Source is where the position was read.
	Source therapy.Source `json:"source"`
}

// LOINC holds observation codes, only where they were verified. An empty code
// means that none was; it does not mean that none exists. LOINC's answer codes
// are not scores and are left out on purpose: for K6 they run the other way.
type LOINC struct {
	// Panel is the code of the questionnaire.
	Panel string `json:"panel,omitempty"`
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
	Direction Direction `json:"direction"`
	// Multiplier turns the sum of items into the total; 0 means 1. WHO-5 has 4.
	Multiplier int `json:"multiplier,omitempty"`
	// NoTotal means that only the subscales have a meaning; the total is then refused.
	NoTotal bool `json:"noTotal,omitempty"`
	// Clinician means that a clinician rates it, not the client.
	Clinician bool `json:"clinician,omitempty"`
	// Subscales in a fixed order.
	Subscales []Subscale `json:"subscales,omitempty"`
	// Missing says how many items may be missing.
	Missing MissingRule `json:"missing,omitzero"`
	// Skips are the instrument's own skip rules.
	Skips []Skip `json:"skips,omitempty"`
	// Critical items are raised as alerts.
	Critical []Critical `json:"critical,omitempty"`
	// Licence is the position on wording.
	Licence Licence `json:"licence"`
	// LOINC codes, where verified.
	LOINC LOINC `json:"loinc,omitzero"`
	// Notes warn of known traps in using the instrument.
	Notes string `json:"notes,omitempty"`
	// Sources say where structure and keying come from.
	Sources []therapy.Source `json:"sources"`
}

// Range returns the lowest and highest total that a complete response can have.
func (in Instrument) Range() (low, high float64) {
	for _, it := range in.Items {
		low += float64(it.Min)
		high += float64(it.Max)
	}
	return low * in.multiplier(), high * in.multiplier()
}

// SubscaleRange returns the lowest and highest sum of a subscale; the error is
// [therapy.ErrUnknown] where the instrument has no such subscale.
func (in Instrument) SubscaleRange(id string) (low, high float64, err error) {
	for _, s := range in.Subscales {
		if s.ID == id {
			for _, n := range s.Items {
				low += float64(in.Items[n-1].Min)
				high += float64(in.Items[n-1].Max)
			}
			return low, high, nil
		}
	}
	return 0, 0, fail("/subscale", "subscale-unknown", therapy.ErrUnknown)
}

func (in Instrument) multiplier() float64 { return float64(max(in.Multiplier, 1)) }

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
	return in
}

// Validate reports everything that is wrong with the instrument, joined.
func (in Instrument) Validate() error {
	var errs []error
	add := func(bad bool, path, rule string, err error) {
		if bad {
			errs = append(errs, fail(path, rule, err))
		}
	}
	add(!in.ID.Valid(), "/id", "instrument-id", therapy.ErrSyntax)
	add(strings.TrimSpace(in.Name) == "", "/name", "instrument-name", therapy.ErrRequired)
	add(strings.TrimSpace(in.Title) == "", "/title", "instrument-title", therapy.ErrRequired)
	add(!in.Direction.Valid(), "/direction", "instrument-direction", therapy.ErrRequired)
	add(len(in.Items) == 0, "/items", "instrument-items", therapy.ErrRequired)
	add(len(in.Items) > 500, "/items", "instrument-items", therapy.ErrRange)
	add(in.Multiplier < 0 || in.Multiplier > 100, "/multiplier", "instrument-multiplier", therapy.ErrRange)
	add(in.NoTotal && len(in.Subscales) == 0, "/subscales", "instrument-no-total", therapy.ErrContradiction)
	// Paths of items are made only where they are needed: this runs before every
	// scoring of an instrument that is in no catalogue.
	for i, it := range in.Items {
		if it.Min >= it.Max || it.Min < -1000 || it.Max > 1000 {
			errs = append(errs, fail(index("items", i), "item-range", therapy.ErrRange))
		}
		if len(it.Only) > 0 && !it.onlyHolds() {
			errs = append(errs, fail(index("items", i)+"/only", "item-only", therapy.ErrContradiction))
		}
	}
	seen := map[string]bool{}
	for i, s := range in.Subscales {
		at := index("subscales", i)
		add(!validID(s.ID), at+"/id", "subscale-id", therapy.ErrSyntax)
		add(seen[s.ID], at+"/id", "subscale-duplicate", therapy.ErrDuplicate)
		seen[s.ID] = true
		errs = append(errs, in.validateNumbers(at+"/items", s.Items))
	}
	for i, s := range in.Skips {
		at := index("skips", i)
		errs = append(errs, in.validateNumbers(at+"/whenMin", s.WhenMin), in.validateNumbers(at+"/skips", s.Skips))
		for _, n := range s.Skips {
			add(slices.Contains(s.WhenMin, n), at, "skip-itself", therapy.ErrContradiction)
		}
	}
	critical := map[int]bool{}
	for i, c := range in.Critical {
		at := index("critical", i)
		if c.Item < 1 || c.Item > len(in.Items) {
			add(true, at+"/item", "item-number", therapy.ErrRange)
		} else {
			it := in.Items[c.Item-1]
			add(c.At < it.Min || c.At > it.Max, at+"/at", "critical-at", therapy.ErrRange)
		}
		add(critical[c.Item], at+"/item", "critical-duplicate", therapy.ErrDuplicate)
		critical[c.Item] = true
		add(strings.TrimSpace(c.About) == "", at+"/about", "critical-about", therapy.ErrRequired)
	}
	add(in.Missing.Prorate < 0 || len(in.Items) > 0 && in.Missing.Prorate >= len(in.Items), "/missing/prorate", "missing-prorate", therapy.ErrRange)
	if in.Missing.Prorate != 0 {
		// A mean of unlike items can leave the range of the whole.
		for i, it := range in.Items {
			if it.Min != in.Items[0].Min || it.Max != in.Items[0].Max {
				errs = append(errs, fail(index("items", i), "prorate-unlike", therapy.ErrContradiction))
			}
		}
		errs = append(errs, therapy.At("/missing/source", in.Missing.Source.Validate()))
	}
	add(!in.Licence.Wording.Valid(), "/licence/wording", "licence-wording", therapy.ErrRequired)
	add(strings.TrimSpace(in.Licence.Terms) == "", "/licence/terms", "licence-terms", therapy.ErrRequired)
	errs = append(errs, therapy.At("/licence/source", in.Licence.Source.Validate()))
	add(in.LOINC.Panel != "" && !validLOINC(in.LOINC.Panel), "/loinc/panel", "loinc-code", therapy.ErrSyntax)
	add(in.LOINC.Total != "" && !validLOINC(in.LOINC.Total), "/loinc/total", "loinc-code", therapy.ErrSyntax)
	errs = append(errs, therapy.At("/sources", therapy.ValidateSources(in.Sources)))
	return flat(errs)
}

func (in Instrument) validateNumbers(path string, numbers []int) error {
	if len(numbers) == 0 {
		return fail(path, "item-numbers", therapy.ErrRequired)
	}
	last := 0
	for _, n := range numbers {
		if n <= last || n > len(in.Items) {
			return fail(path, "item-numbers", therapy.ErrRange)
		}
		last = n
	}
	return nil
}

// validLOINC checks the form and the check digit (mod 10, Luhn), which catches
// a swapped or mistyped digit.
func validLOINC(code string) bool {
	body, check, ok := strings.Cut(code, "-")
	if !ok || len(check) != 1 || body == "" || len(body) > 7 {
		return false
	}
	sum := 0
	for i := range len(body) {
		c := body[len(body)-1-i]
		if c < '0' || c > '9' {
			return false
		}
		d := int(c - '0')
		if i%2 == 0 {
			d *= 2
			if d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return check[0] == byte('0'+(10-sum%10)%10)
}
