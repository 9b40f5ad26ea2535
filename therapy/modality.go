package therapy

// Modality names a way of delivering therapy, such as "individual" or "group": who is in the
// room and whose therapy it is. It does not name a technique (cognitive, psychodynamic …) or
// a channel (in person, remote). It is an open vocabulary of lower-case words joined by
// hyphens ([ValidName]). The zero Modality means no modality. "Combined" is not a modality: a
// person can take part in two modalities, and that is a set of them.
type Modality string

// Valid reports whether m has the documented form. It does not say that any
// catalogue describes it.
func (m Modality) Valid() bool { return ValidName(string(m)) }

// Party names who leads, who hears what is said, or whom a relationship, a point of view or
// support comes from: "therapist", "members", "partner", "family", "peers", "team",
// "materials". It is an open vocabulary like [Modality].
type Party string

// The parties that the built-in descriptors name.
const (
	TheTherapist Party = "therapist"
	TheMembers   Party = "members"
)

// Trait is one statement about a modality, with its sources.
type Trait struct {
	// Statement is one or two plain sentences.
	Statement string `json:"statement"`
	// Sources support the statement.
	Sources []Source `json:"sources"`
}

// Range is an inclusive range of whole numbers. The zero Range means that both bounds are unknown.
// If only Max is 0, the range is "at least Min"; if only Min is 0, it is "at most Max".
type Range struct {
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
}

// IsZero reports whether both bounds are unknown.
func (r Range) IsZero() bool { return r == Range{} }

// Valid reports whether no bound is negative and Min is not above a Max that is stated.
func (r Range) Valid() bool { return r.Min >= 0 && r.Max >= 0 && (r.Max == 0 || r.Min <= r.Max) }

// Contains reports whether n is known to be in the range. The zero Range contains nothing.
func (r Range) Contains(n int) bool {
	return !r.IsZero() && n >= r.Min && (r.Max == 0 || n <= r.Max)
}
