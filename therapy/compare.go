package therapy

import "slices"

// Dimension is one of the key differences between modalities. The constants are in the order
// of the article. The zero Dimension is unstated.
type Dimension uint8

// The dimensions in which modalities are compared.
const (
	DimensionParticipants Dimension = iota + 1
	DimensionLeadership
	DimensionPrivacy
	DimensionFocus
	DimensionRelationship
	DimensionPerspectives
	DimensionTime
	DimensionCost
	DimensionInterpersonal
	DimensionSupport

	numDimensions
)

//enum:names Dimension
var dimensionNames = [numDimensions]string{
	DimensionParticipants:  "participants",
	DimensionLeadership:    "leadership",
	DimensionPrivacy:       "privacy",
	DimensionFocus:         "focus",
	DimensionRelationship:  "relationship",
	DimensionPerspectives:  "perspectives",
	DimensionTime:          "time",
	DimensionCost:          "cost",
	DimensionInterpersonal: "interpersonal",
	DimensionSupport:       "support",
}

var dimensionTitles = [numDimensions]string{
	DimensionParticipants:  "Number of participants",
	DimensionLeadership:    "Who leads",
	DimensionPrivacy:       "Privacy and confidentiality",
	DimensionFocus:         "Therapeutic focus",
	DimensionRelationship:  "Therapeutic relationship",
	DimensionPerspectives:  "Perspectives",
	DimensionTime:          "Time",
	DimensionCost:          "Cost",
	DimensionInterpersonal: "Interpersonal skill development",
	DimensionSupport:       "Support structure",
}

// Title returns the heading of the dimension in English, and "" for an invalid value.
func (d Dimension) Title() string {
	if int(d) < len(dimensionTitles) {
		return dimensionTitles[d]
	}
	return ""
}

// Difference is one row of a comparison: what two modalities are like in one dimension, as
// text with sources. The zero Difference is empty.
type Difference struct {
	Dimension Dimension `json:"dimension"`
	A         Trait     `json:"a"`
	B         Trait     `json:"b"`
}

// Compare returns the table of key differences between a and b: one row for every dimension,
// in the order of the article. A decision aid can show it unchanged. It says how the two
// differ, not which is better.
func Compare(a, b Descriptor) []Difference {
	left, right := a.differences(), b.differences()
	rows := make([]Difference, len(left))
	for i := range rows {
		rows[i] = Difference{Dimension: left[i].dimension, A: left[i].trait.clone(), B: right[i].trait.clone()}
	}
	return rows
}

type dimensionTrait struct {
	dimension Dimension
	trait     Trait
}

// differences lists the key differences in order. Only this table says which field belongs to
// which dimension.
func (d Descriptor) differences() []dimensionTrait {
	rows := []dimensionTrait{
		{DimensionParticipants, d.Participants.Trait},
		{DimensionLeadership, d.Leadership.Trait},
		{DimensionPrivacy, d.Privacy.Trait},
		{DimensionFocus, d.Focus.Trait},
		{DimensionRelationship, d.Relationship.Trait},
		{DimensionPerspectives, d.Perspectives.Trait},
		{DimensionTime, d.Time.Trait},
		{DimensionCost, d.Cost.Trait},
		{DimensionInterpersonal, d.Interpersonal.Trait},
		{DimensionSupport, d.Support.Trait},
	}
	return slices.Clip(rows)
}
