package individual

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Standing says how strongly a source supports a technique. The constants are ordered from
// strong to weak; they describe the wording of the source, not measurements.
//
// The zero Standing is unstated and refused.
type Standing uint8

// The standings.
const (
	// Offered means that a guideline says to offer it.
	Offered Standing = iota + 1
	// Considered means that a guideline lists it among the possible choices.
	Considered
	// Mentioned means that a source names it as an example, without weighing it.
	Mentioned

	numStandings
)

//enum:names Standing
var standingNames = [numStandings]string{Offered: "offered", Considered: "considered", Mentioned: "mentioned"}

// TechniqueInfo describes a technique: what it is, and which sources support it for which
// concerns. The zero TechniqueInfo is not valid.
type TechniqueInfo struct {
	// Technique is the name in the vocabulary.
	Technique care.Technique `json:"technique"`
	// Name is the name that clinicians use, Summary is one sentence in plain language.
	Name    string `json:"name"`
	Summary string `json:"summary"`
	// Uses are its uses. A technique without uses matches nothing.
	Uses []Use `json:"uses,omitempty"`
	// Sources are the publications that name it.
	Sources []therapy.Source `json:"sources"`
}

// Use is one concern for which a source supports a technique in individual therapy. The zero
// Use is not valid.
type Use struct {
	// Concern is the concern, in the vocabulary of [care.Issue].
	Concern string `json:"concern"`
	// Standing says how strongly the source supports it, and Note what the source adds.
	Standing Standing `json:"standing"`
	Note     string   `json:"note,omitempty"`
	// Programme is the programme for it in the descriptor of individual therapy, empty if
	// there is none.
	Programme string `json:"programme,omitempty"`
	// Sources are the publications that support it.
	Sources []therapy.Source `json:"sources"`
}

// Validate reports everything wrong with the description at once.
func (t TechniqueInfo) Validate() error {
	var c therapy.Check
	c.Name("/technique", "technique-name", string(t.Technique))
	c.Stated("/name", "technique-title", strings.TrimSpace(t.Name) != "")
	c.Stated("/summary", "technique-summary", strings.TrimSpace(t.Summary) != "")
	c.Part("/sources", therapy.ValidateSources(t.Sources))
	seen := map[string]bool{}
	for i, u := range t.Uses {
		place := "/uses/" + strconv.Itoa(i)
		c.Name(place+"/concern", "issue-concern", u.Concern)
		therapy.CheckOnce(&c, seen, u.Concern, place+"/concern", "use-duplicate")
		c.Stated(place+"/standing", "use-standing", u.Standing.Valid())
		c.OptionalName(place+"/programme", "programme-id", u.Programme)
		c.Part(place+"/sources", therapy.ValidateSources(u.Sources))
	}
	return c.Err()
}

// Clone returns a copy that shares no slice with t.
func (t TechniqueInfo) Clone() TechniqueInfo {
	t.Sources = slices.Clone(t.Sources)
	t.Uses = slices.Clone(t.Uses)
	for i := range t.Uses {
		t.Uses[i].Sources = slices.Clone(t.Uses[i].Sources)
	}
	return t
}

// Techniques yields copies of the built-in descriptions, in the order of their names. You can
// add your own to the list that you pass to [MatchTechniques].
func Techniques() iter.Seq[TechniqueInfo] {
	return func(yield func(TechniqueInfo) bool) {
		for _, t := range techniques() {
			if !yield(t.Clone()) {
				return
			}
		}
	}
}

// Technique returns a copy of the built-in description, and whether there is one.
func Technique(name care.Technique) (TechniqueInfo, bool) {
	for _, t := range techniques() {
		if t.Technique == name {
			return t.Clone(), true
		}
	}
	return TechniqueInfo{}, false
}

// Match is a technique that fits issues of a person. The zero Match is of none.
type Match struct {
	confidential.Hidden
	// Technique is the technique.
	Technique TechniqueInfo `json:"technique" kind:"treatment-plan"`
	// For are the issues that it fits, in the order of the assessment.
	For []MatchedIssue `json:"for"`
	// Wanted says that the person asked for it, or that it helped them before.
	Wanted bool `json:"wanted,omitempty" kind:"treatment-plan"`
}

// MatchedIssue is one issue with the use of the technique that fits it. The zero
// MatchedIssue is of none.
type MatchedIssue struct {
	confidential.Hidden
	// Issue is the issue.
	Issue care.IssueID `json:"issue" kind:"treatment-plan"`
	// Use says what the technique is used for.
	Use Use `json:"use" kind:"treatment-plan"`
}

// best is the strongest standing among the uses.
func (m Match) best() Standing {
	return slices.MinFunc(m.For, func(a, b MatchedIssue) int { return cmp.Compare(a.Use.Standing, b.Use.Standing) }).Use.Standing
}

// MatchTechniques matches techniques to the issues of an assessment by their concern. It
// leaves out techniques that the person declines. The order is: first techniques that the
// person wants or that helped them before, since guidance supports a clear preference unless
// its suitability is in doubt (E3, E7); then by the strongest standing for any of the issues;
// then by the number of issues; then by name.
//
// The order is only an order for reading: the clinician and the person choose. Without infos
// the built-in descriptions are used.
func MatchTechniques(a Assessment, infos ...TechniqueInfo) ([]Match, error) {
	if len(infos) == 0 {
		infos = slices.Collect(Techniques())
	}
	var c therapy.Check
	var matches []Match
	for i, info := range infos {
		c.Part("/techniques/"+strconv.Itoa(i), info.Validate())
		if !a.stands() || slices.Contains(a.spec.Declines, info.Technique) {
			continue
		}
		m := Match{Technique: info.Clone(), Wanted: slices.Contains(a.spec.Wants, info.Technique)}
		for _, issue := range a.spec.Issues {
			for _, use := range m.Technique.Uses {
				if use.Concern == issue.Concern {
					m.For = append(m.For, MatchedIssue{Issue: issue.ID, Use: use})
				}
			}
		}
		if len(m.For) > 0 {
			matches = append(matches, m)
		}
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(matches, func(x, y Match) int {
		if x.Wanted != y.Wanted {
			if x.Wanted {
				return -1
			}
			return +1
		}
		return cmp.Or(cmp.Compare(x.best(), y.best()), cmp.Compare(len(y.For), len(x.For)), cmp.Compare(x.Technique.Technique, y.Technique.Technique))
	})
	return matches, nil
}
