package measure

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Symptom is the lowest answer at which an item counts as a symptom.
type Symptom struct {
	// Item is the item's number, counted from 1.
	Item int `json:"item"`
	// At is the lowest answer that counts, as printed on the form.
	At int `json:"at"`
}

// SymptomCount asks for a number of symptoms out of a group of items.
type SymptomCount struct {
	// Name says what the group is.
	Name string `json:"name"`
	// Items are item numbers, counted from 1, ascending, each with a [Symptom].
	Items []int `json:"items"`
	// AtLeast is the smallest number of symptoms, 1 or more.
	AtLeast int `json:"atLeast"`
	// AtMost is the greatest number of symptoms; 0 means no limit.
	AtMost int `json:"atMost,omitempty"`
}

func (c SymptomCount) met(n int) bool { return n >= c.AtLeast && (c.AtMost == 0 || n <= c.AtMost) }

// SymptomOutcome is one possible result of a rule.
type SymptomOutcome struct {
	// Label is the result, as the source calls it.
	Label string `json:"label"`
	// Needs are counts that all have to be met.
	Needs []SymptomCount `json:"needs"`
}

// SymptomSpec is a rule that counts symptoms rather than points, to be checked
// by [NewSymptomRule]. The zero SymptomSpec is refused.
type SymptomSpec struct {
	// ID is the stable name of the rule; lower-case words joined by hyphens.
	ID string `json:"id"`
	// Version changes whenever the rule does.
	Version string `json:"version"`
	// Instrument is the questionnaire.
	Instrument ID `json:"instrument"`
	// Symptoms, at most one for an item.
	Symptoms []Symptom `json:"symptoms"`
	// Outcomes in their order; the first one whose needs are all met is the result.
	Outcomes []SymptomOutcome `json:"outcomes"`
	// Caveat says what cannot be concluded from the rule. Every result repeats it.
	Caveat string `json:"caveat"`
	// Sources say where the rule was published.
	Sources []therapy.Source `json:"sources"`
}

func (s SymptomSpec) clone() SymptomSpec {
	s.Symptoms, s.Sources, s.Outcomes = slices.Clone(s.Symptoms), slices.Clone(s.Sources), slices.Clone(s.Outcomes)
	for i := range s.Outcomes {
		s.Outcomes[i].Needs = slices.Clone(s.Outcomes[i].Needs)
		for j := range s.Outcomes[i].Needs {
			need := &s.Outcomes[i].Needs[j]
			need.Items = slices.Clone(need.Items)
		}
	}
	return s
}

// SymptomRule is a checked rule about the pattern of answers, such as one for a provisional
// diagnosis; a total cannot replace such a rule. It is independent of caseness: the two can
// disagree on the same answers. The zero SymptomRule refuses everything. It is safe for
// concurrent readers.
type SymptomRule struct {
	spec SymptomSpec
	in   *Instrument
	_    [0]func()
}

// NewSymptomRule checks a rule against the catalogue its instrument is in, and
// copies it. Everything that is wrong is reported, joined.
func NewSymptomRule(c Catalogue, spec SymptomSpec) (SymptomRule, error) {
	var check therapy.Check
	check.Name("/id", "symptom-rule-id", spec.ID)
	stated(&check, "/version", "symptom-rule-version", spec.Version)
	stated(&check, "/caveat", "symptom-rule-caveat", spec.Caveat)
	check.Stated("/symptoms", "symptom-rule-symptoms", len(spec.Symptoms) > 0)
	check.Stated("/outcomes", "symptom-rule-outcomes", len(spec.Outcomes) > 0)
	check.Part("/sources", therapy.ValidateSources(spec.Sources))
	in, ok := c.find(spec.Instrument)
	if !ok {
		check.Part("", unknownInstrument("/instrument", "instrument-unknown", spec.Instrument, c.ids()))
		return SymptomRule{}, check.Err()
	}
	marked := map[int]bool{}
	for i, s := range spec.Symptoms {
		at := index("symptoms", i)
		therapy.CheckOnce(&check, marked, s.Item, at+"/item", "symptom-duplicate")
		if s.Item < 1 || s.Item > len(in.Items) {
			check.Wrong(at+"/item", "item-number", "an item of the instrument", therapy.ErrRange)
		} else if it := in.Items[s.Item-1]; s.At < it.Min || s.At > it.Max {
			check.Wrong(at+"/at", "symptom-at", "an answer of the item", therapy.ErrRange)
		}
	}
	for i, o := range spec.Outcomes {
		at := index("outcomes", i)
		stated(&check, at+"/label", "outcome-label", o.Label)
		check.Stated(at+"/needs", "outcome-needs", len(o.Needs) > 0)
		for j, need := range o.Needs {
			at := at + index("needs", j)
			stated(&check, at+"/name", "count-name", need.Name)
			in.checkNumbers(&check, at+"/items", need.Items)
			if slices.ContainsFunc(need.Items, func(n int) bool { return !marked[n] }) {
				check.Wrong(at+"/items", "count-no-symptom", "items that are symptoms", therapy.ErrUnknown)
			}
			if need.AtLeast < 1 || need.AtLeast > len(need.Items) {
				check.Wrong(at+"/atLeast", "count-range", "1 up to the number of items", therapy.ErrRange)
			}
			if need.AtMost != 0 && (need.AtMost < need.AtLeast || need.AtMost > len(need.Items)) {
				check.Wrong(at+"/atMost", "count-range", "atLeast up to the number of items", therapy.ErrRange)
			}
		}
	}
	if check.Failed() {
		return SymptomRule{}, check.Err()
	}
	return SymptomRule{spec: spec.clone(), in: in}, nil
}

// Validate reports everything that is wrong with the rule, joined. The catalogue must have
// the rule's instrument.
func (s SymptomSpec) Validate(c Catalogue) error {
	_, err := NewSymptomRule(c, s)
	return err
}

// Spec returns a copy of the rule.
func (r SymptomRule) Spec() SymptomSpec { return r.spec.clone() }

// MarshalJSON always returns an error: encode the [SymptomRule.Spec] instead.
func (r SymptomRule) MarshalJSON() ([]byte, error) {
	return nil, refusal("write SymptomRule.Spec, read it with NewSymptomRule")
}

// GroupCount is the number of symptoms found in a group of items.
type GroupCount struct {
	confidential.Hidden
	// Outcome and Name say which count it is.
	Outcome string `json:"outcome" kind:"test-result,code"`
	Name    string `json:"name" kind:"test-result,code"`
	// Present is how many of the Of items are symptoms, and Met whether that meets the count.
	Present int  `json:"present" kind:"test-result"`
	Of      int  `json:"of" kind:"test-result"`
	Met     bool `json:"met" kind:"test-result"`
}

// SymptomFinding is what a rule finds in one response. It is a pattern of
// answers and not a diagnosis.
type SymptomFinding struct {
	confidential.Hidden
	// Rule and Version name the rule.
	Rule    string `json:"rule" kind:"test-result,code"`
	Version string `json:"version" kind:"test-result"`
	// Label is the first outcome that is met, empty where none is.
	Label string `json:"label,omitempty" kind:"test-result,code"`
	// Symptoms are the items that count, ascending.
	Symptoms []int `json:"symptoms,omitempty" kind:"test-result"`
	// Counts show how the label was found, in the order of the rule.
	Counts []GroupCount `json:"counts,omitempty" kind:"test-result"`
	// Alerts are those of the response's critical items. They are present even if there is an
	// error.
	Alerts []Alert `json:"alerts,omitempty" kind:"test-result"`
	// Caveat says what cannot be concluded from the rule.
	Caveat string `json:"caveat,omitempty" kind:"test-result"`
	// Sources say where the rule was published.
	Sources []therapy.Source `json:"sources,omitempty" kind:"test-result"`
}

// Evaluate looks for the pattern. Every item of a symptom must be answered, or there is no
// result ([ErrIncomplete]): with a missing answer, a count could be met or not. Answers that
// do not exist are [therapy.ErrRange], another questionnaire is [therapy.ErrContradiction].
// Items that do not apply are not symptoms.
func (r SymptomRule) Evaluate(response Response) (SymptomFinding, error) {
	if r.in == nil {
		return SymptomFinding{}, fail("", "symptom-rule", therapy.ErrRequired)
	}
	f := SymptomFinding{Rule: r.spec.ID, Version: r.spec.Version, Alerts: r.in.alerts(response)}
	if response.Instrument != r.in.ID {
		return f, fail("/instrument", "response-instrument", therapy.ErrContradiction)
	}
	if len(response.Answers) != len(r.in.Items) {
		return f, fail("/answers", "response-length", therapy.ErrRange)
	}
	var check therapy.Check
	present := make([]bool, len(r.in.Items)+1)
	for _, s := range r.spec.Symptoms {
		a, it := response.Answers[s.Item-1], r.in.Items[s.Item-1]
		switch {
		case a.Missing():
			check.Wrong(index("answers", s.Item-1), "response-incomplete", "", ErrIncomplete)
		case a.state == answered && it.allows(a.value):
			present[s.Item] = a.value >= s.At
		case a.state == notApplicable && it.NotApplicable != 0:
			// An item that does not apply is not a symptom.
		default:
			check.Wrong(index("answers", s.Item-1), "answer-range", "an answer of the item", therapy.ErrRange)
		}
	}
	if check.Failed() {
		return f, check.Err()
	}
	f.Caveat, f.Sources = r.spec.Caveat, slices.Clone(r.spec.Sources)
	for item, there := range present {
		if there {
			f.Symptoms = append(f.Symptoms, item)
		}
	}
	needs := 0
	for _, o := range r.spec.Outcomes {
		needs += len(o.Needs)
	}
	f.Counts = make([]GroupCount, 0, needs)
	for _, o := range r.spec.Outcomes {
		all := true
		for _, need := range o.Needs {
			n := 0
			for _, item := range need.Items {
				if present[item] {
					n++
				}
			}
			met := need.met(n)
			f.Counts = append(f.Counts, GroupCount{Outcome: o.Label, Name: need.Name, Present: n, Of: len(need.Items), Met: met})
			all = all && met
		}
		if all && f.Label == "" {
			f.Label = o.Label
		}
	}
	return f, nil
}
