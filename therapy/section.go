package therapy

import "iter"

// Section is a part of the form in which statements are asked, in the order that a person
// expects: who they are, whether they are safe, what the matter is, what is possible, what
// they want. The zero Section is unstated.
type Section uint8

// The sections, in the order in which they are asked.
const (
	// SectionPerson is age, consent and place.
	SectionPerson Section = iota + 1
	// SectionSafety is danger today. Its statements are asked one by one, or settled by
	// one statement of a clinician; a blank never means no.
	SectionSafety
	// SectionConcern is what the matter is and what has been tried.
	SectionConcern
	// SectionJoining is whether a group, or individual therapy, can be joined.
	SectionJoining
	// SectionWish is what the person wants, and privacy.
	SectionWish
	// SectionNeeds is what the person needs most, up to three.
	SectionNeeds
	// SectionPractical is time, money and travel.
	SectionPractical

	numSections
)

//enum:names Section
var sectionNames = [numSections]string{
	SectionPerson:    "person",
	SectionSafety:    "safety",
	SectionConcern:   "concern",
	SectionJoining:   "joining",
	SectionWish:      "wish",
	SectionNeeds:     "needs",
	SectionPractical: "practical",
}

// Asking says where in a form a statement is asked, and of whom. The zero Asking leaves
// all of it to the layer of the statement; see [FactorInfo.FormSection].
type Asking struct {
	// Section is the part of the form, zero for the one that goes with the layer.
	Section Section `json:"section,omitempty"`
	// Order is its place in the section, counted from 1; 0 puts it at the end, in the order
	// of the vocabulary.
	Order int `json:"order,omitempty"`
	// If is when the statement is asked: while it is certainly true. The zero Condition
	// means always.
	If Condition `json:"if,omitzero"`
	// Unless is when it need not be asked: while it is certainly true. What is unknown
	// never hides a statement.
	Unless Condition `json:"unless,omitzero"`
	// Choice is the name of a set of statements of which at most one is true, such as
	// "age". They are one question with one choice. Empty for none.
	Choice string `json:"choice,omitempty"`
	// Clinician says that it stands on the clinician's sheet only.
	Clinician bool `json:"clinician,omitempty"`
	// Trained says that only a trained person can answer yes: the person's own yes stays
	// unknown until somebody trained has asked.
	Trained bool `json:"trained,omitempty"`
	// Follows is the case in which the statement follows from other answers. A statement
	// with one is never asked. The zero Condition means that it is asked.
	Follows Condition `json:"follows,omitzero"`
	// BlankStays says that a blank stays unknown also in a section that has been gone
	// through, whatever the rules say.
	BlankStays bool `json:"blankStays,omitempty"`
}

// maxOrder bounds a place in a section.
const maxOrder = 10_000

// IsZero reports whether nothing is said.
func (a Asking) IsZero() bool {
	return a.Section == 0 && a.Order == 0 && a.If.IsZero() && a.Unless.IsZero() && a.Choice == "" &&
		!a.Clinician && !a.Trained && a.Follows.IsZero() && !a.BlankStays
}

// conditions yields the conditions that are stated, by their names in JSON.
func (a Asking) conditions() iter.Seq2[string, Condition] {
	return func(yield func(string, Condition) bool) {
		for _, each := range [...]struct {
			member    string
			condition Condition
		}{{"if", a.If}, {"unless", a.Unless}, {"follows", a.Follows}} {
			if !each.condition.IsZero() && !yield(each.member, each.condition) {
				return
			}
		}
	}
}

func (a Asking) validate() error {
	var c Check
	if a.Section >= numSections {
		c.Wrong("/section", "asking-section", "", ErrUnknown)
	}
	if a.Order < 0 || a.Order > maxOrder {
		c.Wrong("/order", "asking-order", "0 to 10000", ErrRange)
	}
	for member, condition := range a.conditions() {
		c.Part(Pointer(member), condition.Validate())
	}
	c.OptionalName("/choice", "asking-choice", a.Choice)
	return c.Err()
}

// FormSection returns the section in which the statement is asked: the stated one, or the
// one that goes with its layer, so that every valid statement has one.
func (f FactorInfo) FormSection() Section {
	if f.Asking.Section.Valid() {
		return f.Asking.Section
	}
	switch f.Layer {
	case LayerSafety:
		return SectionSafety
	case LayerSufficiency:
		return SectionPerson
	case LayerEligibility:
		return SectionJoining
	case LayerIndication:
		return SectionConcern
	case LayerPreference:
		return SectionWish
	case LayerNeed:
		return SectionNeeds
	case LayerPractical:
		return SectionPractical
	case numLayers:
	}
	return 0
}
