package recommend

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// IntakeFormat is the value of the member "format" of an intake that says where its answers
// come from. It changes when a reader of the old format could misread the new one. The first
// format, which is still read and written, is the plain object of statements and answers.
const IntakeFormat = "therapykit-intake/2"

// Answers are statements with their answers. A statement that is not in the map is
// unanswered, which does not mean "no".
//
//	recommend.Answers{therapy.Adult: recommend.Yes, therapy.ValuesPrivacy: recommend.Strongly}
type Answers map[therapy.Factor]therapy.Answer

// sorted lists the statements by name.
func (a Answers) sorted() []therapy.Factor { return slices.Sorted(maps.Keys(a)) }

// Intake is what is known about a situation: answers and, if known, where they come from. The
// zero Intake says nothing.
type Intake struct {
	confidential.Hidden
	Answers Answers
	// Provenance says where single answers come from. Every statement in it must have an
	// answer.
	Provenance map[therapy.Factor]Provenance
	// Assessed says the same for all answers. It applies wherever Provenance leaves something
	// out.
	Assessed Provenance
}

// ProvenanceOf returns where the answer to a statement comes from: what
// Provenance says and, for what it leaves out, what Assessed says. It is zero for
// a statement that is not answered.
func (in Intake) ProvenanceOf(f therapy.Factor) Provenance {
	if in.Answers[f] == therapy.Unanswered {
		return Provenance{}
	}
	return merge(in.Provenance[f], in.Assessed)
}

// merge completes an answer's own provenance with that of all answers.
func merge(own, all Provenance) Provenance {
	own.By = cmp.Or(own.By, all.By)
	own.From = cmp.Or(own.From, all.From)
	if own.Person.IsZero() {
		own.Person = all.Person
	}
	if own.At.IsZero() {
		own.At = all.At
	}
	return own
}

// plain reports whether the intake has only answers.
func (in Intake) plain() bool { return len(in.Provenance) == 0 && in.Assessed == (Provenance{}) }

// clone returns a copy that shares nothing with in.
func (in Intake) clone() Intake {
	in.Answers, in.Provenance = maps.Clone(in.Answers), maps.Clone(in.Provenance)
	return in
}

// Equal reports whether the two intakes say the same; an unknown answer is the same as none.
func (in Intake) Equal(other Intake) bool {
	same := func(a, b Intake) bool {
		for f, answer := range a.Answers {
			if b.Answers[f] != answer {
				return false
			}
		}
		return true
	}
	return same(in, other) && same(other, in) && maps.EqualFunc(in.Provenance, other.Provenance, Provenance.Equal) &&
		in.Assessed.Equal(other.Assessed)
}

// Provenance says where an answer comes from. Every field may be left out: the zero
// Provenance says nothing.
type Provenance struct {
	confidential.Hidden
	// By is the role of the person who said it.
	By Informant `json:"by,omitempty"`
	// Person is the pseudonym of the person who said it.
	Person confidential.PersonID `json:"person,omitzero"`
	// At is when it was said.
	At time.Time `json:"at,omitzero"`
	// From says what it was taken from.
	From Origin `json:"from,omitempty"`
}

// Equal reports whether the two are the same; times are compared as moments.
func (p Provenance) Equal(other Provenance) bool {
	return p.By == other.By && p.Person == other.Person && p.At.Equal(other.At) && p.From == other.From
}

// Validate reports everything wrong with the provenance.
func (p Provenance) Validate() error {
	var c therapy.Check
	c.OptionalName("/by", "provenance-by", string(p.By))
	c.OptionalName("/from", "provenance-from", string(p.From))
	if !p.At.IsZero() {
		c.Instant("/at", p.At)
	}
	return c.Err()
}

// Informant is the role of the person who said something. The vocabulary is open: any valid
// name ([therapy.ValidName]) is allowed. The zero Informant is unstated.
type Informant string

// Common informants. [ByClinician] is everybody who is trained to assess danger: an all-clear
// by anybody else does not count ([Recommendation.Unqualified]).
const (
	ByClient    Informant = "client"
	ByClinician Informant = "clinician"
	ByRelative  Informant = "relative"
)

// Origin says what an answer was taken from. The vocabulary is open: any valid name
// ([therapy.ValidName]) is allowed. The zero Origin is unstated.
type Origin string

// Common origins.
const (
	FromInterview Origin = "interview"
	FromForm      Origin = "form"
	FromMeasure   Origin = "measure"
	FromRecord    Origin = "record"
)
