package therapy

import "iter"

// Section is a part of the form in which statements are asked. The sections are in the order
// that a person expects: who they are, whether they are safe, what the problem is, what is
// possible, what they want. The zero Section is unstated.
type Section uint8

// The sections, in the order in which they are asked.
const (
	// SectionPerson asks about age, consent and place.
	SectionPerson Section = iota + 1
	// SectionSafety asks about danger today. Its statements are asked one by one, or a
	// clinician answers all of them with one statement. A blank never means no.
	SectionSafety
	// SectionConcern asks what the problem is and what has been tried.
	SectionConcern
	// SectionJoining asks whether the person can join a group, or have individual therapy.
	SectionJoining
	// SectionWish asks what the person wants, and about privacy.
	SectionWish
	// SectionNeeds asks what the person needs most, up to three needs.
	SectionNeeds
	// SectionPractical asks about time, money and travel.
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

// Asking says where in a form a statement is asked, and who is asked. With the zero Asking,
// the layer of the statement decides; see [FactorInfo.FormSection].
type Asking struct {
	// Section is the section of the form. Zero means the section that belongs to the layer.
	Section Section `json:"section,omitempty"`
	// Order is its place in the section, counted from 1; 0 puts it at the end, in the order
	// of the vocabulary.
	Order int `json:"order,omitempty"`
	// If is the condition for asking: the statement is asked while If is certainly true. The
	// zero Condition means always.
	If Condition `json:"if,omitzero"`
	// Unless is the condition for not asking: the statement is not asked while Unless is
	// certainly true. If Unless is unknown, the statement is asked.
	Unless Condition `json:"unless,omitzero"`
	// Choice names a set of statements of which at most one is true, such as "age". The form
	// asks them as one question with one choice. Empty means that the statement is in no such
	// set.
	Choice string `json:"choice,omitempty"`
	// Clinician says that the statement is on the clinician's form only.
	Clinician bool `json:"clinician,omitempty"`
	// Trained says that only a trained person can record a yes. If the person themselves
	// answers yes, the statement stays unknown until somebody trained has asked.
	Trained bool `json:"trained,omitempty"`
	// Follows is the condition from which the statement follows. A statement with such a
	// condition is never asked. The zero Condition means that it is asked.
	Follows Condition `json:"follows,omitzero"`
	// BlankStays says that a blank always stays unknown, whatever the rules say, even after
	// the whole section has been gone through.
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

// FormSection returns the section in which the statement is asked: the stated one, or the one
// that belongs to its layer. So every valid statement has a section.
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
