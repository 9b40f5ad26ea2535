package policy_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

func deep(levels int) therapy.Condition {
	c := therapy.Is("lonely")
	for range levels {
		c = therapy.Not(c)
	}
	return c
}

func TestPolicyValidate(t *testing.T) {
	// Places in the test policy.
	const dangerRule, exclusionRule, quietRule = 0, 3, 7
	tests := []struct {
		name   string
		reason string
		change func(*policy.Policy)
		want   []string
	}{
		{"valid", "the policy that the others break", func(*policy.Policy) {}, nil},
		{"id", "explanations name the policy", func(p *policy.Policy) { p.ID = "Not A Name" }, []string{"/id policy-id"}},
		{"version empty", "a decision has to be replayable", func(p *policy.Policy) { p.Version = "" }, []string{"/version policy-version"}},
		{"version word", "digits and dots only", func(p *policy.Policy) { p.Version = "1.x" }, []string{"/version policy-version"}},
		{"version dots", "no empty part", func(p *policy.Policy) { p.Version = "1..2" }, []string{"/version policy-version"}},
		{"version long", "at most 32", func(p *policy.Policy) { p.Version = strings.Repeat("1", 33) }, []string{"/version policy-version"}},
		{"version as long as may be", "32", func(p *policy.Policy) { p.Version = strings.Repeat("1", 32) }, nil},
		{"title", "it heads the explanation", func(p *policy.Policy) { p.Title = " \t" }, []string{"/title policy-title"}},

		{"no options", "nothing to recommend", func(p *policy.Policy) {
			p.Options, p.Rules, p.Cautions, p.Conflicts = nil, p.Rules[:2], nil, nil
		}, []string{"/options policy-options"}},
		{"seventeen options", "sets of options are sixteen bits", func(p *policy.Policy) {
			for i := range 14 {
				p.Options = append(p.Options, policy.OptionInfo{Option: policy.Option("m" + string(rune('a'+i))), Name: "n", PlainName: "n"})
			}
		}, []string{"/options policy-options"}},
		{"sixteen options", "as many as may be", func(p *policy.Policy) {
			for i := range 13 {
				p.Options = append(p.Options, policy.OptionInfo{Option: policy.Option("m" + string(rune('a'+i))), Name: "n", PlainName: "n"})
			}
		}, nil},
		{"option unsorted", "one way to write it", func(p *policy.Policy) {
			p.Options = append(p.Options, policy.OptionInfo{Option: "individual+family", Name: "n", PlainName: "n"})
		}, []string{"/options/3/option option-form"}},
		{"option zero", "names nothing", func(p *policy.Policy) {
			p.Options = append(p.Options, policy.OptionInfo{Name: "n", PlainName: "n"})
		}, []string{"/options/3/option option-form"}},
		{"option twice", "which of the two?", func(p *policy.Policy) { p.Options = append(p.Options, p.Options[0]) }, []string{"/options/3/option option-duplicate"}},
		{"option name", "texts show it", func(p *policy.Policy) { p.Options[1].Name = " " }, []string{"/options/1/name option-name"}},
		{"option plain name", "clients see it", func(p *policy.Policy) { p.Options[1].PlainName = "" }, []string{"/options/1/plainName option-plain-name"}},

		{"stages out of order", "safety first", func(p *policy.Policy) { p.Stages[0], p.Stages[1] = p.Stages[1], p.Stages[0] }, []string{"/stages stages-order"}},
		{"stages missing", "safety, sufficiency and eligibility are not optional", func(p *policy.Policy) {
			p.Stages, p.Rules, p.Conflicts = p.Stages[:2], p.Rules[:3], nil
		}, []string{"/stages stages-order", "/stages stages-weighing"}},
		{"nothing weighs", "every decision would end in a question", func(p *policy.Policy) {
			p.Stages, p.Rules, p.Conflicts = p.Stages[:3], p.Rules[:6], nil
		}, []string{"/stages stages-weighing"}},
		{"one layer weighs", "enough", func(p *policy.Policy) {
			p.Stages, p.Rules, p.Conflicts = p.Stages[:4], p.Rules[:7], nil
		}, nil},
		{"stage without layer", "it says which rules speak", func(p *policy.Policy) { p.Stages = append(p.Stages, policy.Stage{}) }, []string{"/stages/7/layer stage-layer"}},
		{"stage beyond", "no such layer", func(p *policy.Policy) { p.Stages = append(p.Stages, policy.Stage{Layer: 99}) }, []string{"/stages/7/layer stage-layer"}},
		{"stage twice", "points would count twice", func(p *policy.Policy) { p.Stages = append(p.Stages, p.Stages[3]) }, []string{"/stages/7/layer stage-duplicate"}},
		{"margin negative", "the best would drop out", func(p *policy.Policy) { p.Stages[3].Margin = -1 }, []string{"/stages/3/margin stage-margin"}},
		{"margin large", "nothing would ever decide", func(p *policy.Policy) { p.Stages[3].Margin = 10 }, []string{"/stages/3/margin stage-margin"}},
		{"margin as large as may be", "9", func(p *policy.Policy) { p.Stages[3].Margin = 9 }, nil},
		{"margin where nothing weighs", "it would mean nothing", func(p *policy.Policy) { p.Stages[2].Margin = 1 }, []string{"/stages/2 stage-weighing-only"}},
		{"doubling where nothing weighs", "it would mean nothing", func(p *policy.Policy) { p.Stages[1].Doubles = true }, []string{"/stages/1 stage-weighing-only"}},

		{"no factors", "nothing can be stated; every mention is an error too", func(p *policy.Policy) {
			p.Factors, p.Rules, p.Conflicts = therapy.Vocabulary{}, nil, nil
		}, []string{"/factors policy-factors"}},
		{"too many factors", "sets of statements are 256 bits", func(p *policy.Policy) { p.Factors = manyFactors(t, p.Factors, 257) }, []string{"/factors policy-factors"}},
		{"as many factors as may be", "256", func(p *policy.Policy) { p.Factors = manyFactors(t, p.Factors, 256) }, nil},

		{"rule id", "it is cited", func(p *policy.Policy) { p.Rules[quietRule].ID = "Quiet!" }, []string{"/rules/7/id rule-id"}},
		{"rule id twice", "which of the two?", func(p *policy.Policy) { p.Rules[quietRule].ID = "company" }, []string{"/rules/8/id id-duplicate"}},
		{"rule layer", "it says what the rule does", func(p *policy.Policy) { p.Rules[quietRule].Layer = 0 }, []string{"/rules/7/layer rule-layer", "/rules/7/points rule-points"}},
		{"rule stage", "the policy never comes to it", func(p *policy.Policy) { p.Stages = slices.Delete(p.Stages, 4, 5) }, []string{"/rules/7/layer rule-stage", "/rules/8/layer rule-stage"}},
		{"rule condition empty", "it would never fire", func(p *policy.Policy) { p.Rules[quietRule].When = therapy.Condition{} }, []string{"/rules/7/when condition-empty"}},
		{"rule condition name", "malformed", func(p *policy.Policy) { p.Rules[quietRule].When = therapy.Is("A B") }, []string{"/rules/7/when factor-name"}},
		{"rule condition part", "a part states nothing", func(p *policy.Policy) {
			p.Rules[quietRule].When = therapy.All(therapy.Is("poor"), therapy.Condition{})
		}, []string{"/rules/7/when/all/1 condition-empty"}},
		{"rule condition deep", "nobody could read it", func(p *policy.Policy) { p.Rules[quietRule].When = deep(17) }, []string{"/rules/7/when" + strings.Repeat("/not", 17) + " condition-depth"}},
		{"rule condition unknown", "it would never fire", func(p *policy.Policy) { p.Rules[quietRule].When = therapy.Is("no-such") }, []string{"/rules/7/when factor-unknown"}},
		{"rule condition with too many clauses", "nobody could read it", func(p *policy.Policy) {
			p.Rules[quietRule].When = madeup.TooManyClauses("danger", "safe", "consent", "muddled", "lonely", "poor", "secret", "abuse", "disorder", "no-group")
		}, []string{"/rules/7/when condition-too-many-clauses"}},
		{"rule condition with too many clauses when denied", "unknown has to be told from false", func(p *policy.Policy) {
			c := therapy.Not(madeup.TooManyClauses("danger", "safe", "consent", "muddled", "lonely", "poor", "secret", "abuse", "disorder", "no-group"))
			p.Rules[dangerRule].When = c
		}, []string{"/rules/0/when condition-too-many-clauses"}},
		{"rule condition with too many clauses when denied, not required", "then it does not matter", func(p *policy.Policy) {
			p.Rules[quietRule].When = therapy.Not(madeup.TooManyClauses("danger", "safe", "consent", "muddled", "lonely", "poor", "secret", "abuse", "disorder", "no-group"))
		}, nil},
		{"required empty part", "it would never be required", func(p *policy.Policy) {
			p.Rules[dangerRule].RequiredIf = therapy.Not(therapy.Condition{})
		}, []string{"/rules/0/requiredIf/not condition-empty"}},
		{"required unknown", "it would never be required", func(p *policy.Policy) { p.Rules[dangerRule].RequiredIf = therapy.Is("no-such") }, []string{"/rules/0/requiredIf factor-unknown"}},
		{"required where points are given", "what weighs does not ask", func(p *policy.Policy) { p.Rules[quietRule].RequiredIf = therapy.All() }, []string{"/rules/7/requiredIf rule-required-weighing"}},
		{"asks where points are given", "what weighs does not ask", func(p *policy.Policy) { p.Rules[quietRule].Asks = []therapy.Factor{"poor"} }, []string{"/rules/7/asks rule-asks-weighing"}},
		{"asks unknown", "it cannot be asked", func(p *policy.Policy) { p.Rules[dangerRule].Asks = []therapy.Factor{"danger", "no-such"} }, []string{"/rules/0/asks/1 factor-unknown"}},
		{"asks malformed", "it cannot be asked", func(p *policy.Policy) { p.Rules[dangerRule].Asks = []therapy.Factor{"No Such"} }, []string{"/rules/0/asks/0 factor-unknown"}},

		{"excludes nothing", "a rule of eligibility without effect", func(p *policy.Policy) { p.Rules[exclusionRule].Excludes = nil }, []string{"/rules/3/excludes rule-excludes"}},
		{"excludes elsewhere", "only eligibility excludes", func(p *policy.Policy) { p.Rules[quietRule].Excludes = []policy.Option{standard.Group} }, []string{"/rules/7/excludes rule-excludes"}},
		{"excludes unknown", "no such option", func(p *policy.Policy) { p.Rules[exclusionRule].Excludes[1] = "family" }, []string{"/rules/3/excludes/1 option-unknown"}},
		{"excludes twice", "once is enough", func(p *policy.Policy) { p.Rules[exclusionRule].Excludes[1] = standard.Group }, []string{"/rules/3/excludes/1 option-twice"}},
		{"reopens missing", "an exclusion says what would reopen", func(p *policy.Policy) { p.Rules[exclusionRule].Reopens = policy.Words{} }, []string{
			"/rules/3/reopens/client words-client", "/rules/3/reopens/clinician words-clinician",
		}},
		{"reopens for the client missing", "equal detail", func(p *policy.Policy) { p.Rules[exclusionRule].Reopens.Client = "" }, []string{"/rules/3/reopens/client words-client"}},
		{"reopens elsewhere", "there is nothing to reopen", func(p *policy.Policy) { p.Rules[quietRule].Reopens = says("x") }, []string{"/rules/7/reopens rule-reopens"}},
		{"points missing", "a rule without effect", func(p *policy.Policy) { p.Rules[quietRule].Points = nil }, []string{"/rules/7/points rule-points"}},
		{"points elsewhere", "only what weighs gives points", func(p *policy.Policy) { p.Rules[dangerRule].Points = []policy.Points{ind(1)} }, []string{"/rules/0/points rule-points"}},
		{"points zero", "it says nothing", func(p *policy.Policy) { p.Rules[quietRule].Points[0].Points = 0 }, []string{"/rules/7/points/0/points rule-points-range"}},
		{"points high", "ordinal strengths end at nine", func(p *policy.Policy) { p.Rules[quietRule].Points[0].Points = 10 }, []string{"/rules/7/points/0/points rule-points-range"}},
		{"points low", "ordinal strengths end at nine", func(p *policy.Policy) { p.Rules[quietRule].Points[1].Points = -10 }, []string{"/rules/7/points/1/points rule-points-range"}},
		{"points at the bounds", "9 and -9", func(p *policy.Policy) {
			p.Rules[quietRule].Points[0].Points, p.Rules[quietRule].Points[1].Points = 9, -9
		}, nil},
		{"points beyond all bounds", "no sum may overflow", func(p *policy.Policy) { p.Rules[quietRule].Points[0].Points = math.MinInt }, []string{"/rules/7/points/0/points rule-points-range"}},
		{"points twice", "which of the two?", func(p *policy.Policy) { p.Rules[quietRule].Points[1].Option = standard.Individual }, []string{"/rules/7/points/1/option rule-points-twice"}},
		{"points unknown", "no such option", func(p *policy.Policy) { p.Rules[quietRule].Points[1].Option = "family" }, []string{"/rules/7/points/1/option option-unknown"}},
		{"says for the clinician", "a reason says why", func(p *policy.Policy) { p.Rules[quietRule].Says.Clinician = " " }, []string{"/rules/7/says/clinician words-clinician"}},
		{"says for the client", "equal detail", func(p *policy.Policy) { p.Rules[quietRule].Says.Client = "" }, []string{"/rules/7/says/client words-client"}},
		{"sources", "every claim has a source", func(p *policy.Policy) { p.Rules[quietRule].Sources = nil }, []string{"/rules/7/sources sources-missing"}},
		{"source broken", "a source has a strength", func(p *policy.Policy) { p.Rules[quietRule].Sources = []therapy.Source{{ID: "X", Document: "y"}} }, []string{"/rules/7/sources/0/strength source-strength"}},

		{"actions", "what to do now", func(p *policy.Policy) { p.Actions = nil }, []string{"/actions actions-missing"}},
		{"action id", "a name", func(p *policy.Policy) { p.Actions[0].ID = "" }, []string{"/actions/0/id policy-item-id"}},
		{"action words", "to both", func(p *policy.Policy) { p.Actions[0].Says.Client = "" }, []string{"/actions/0/says/client words-client"}},
		{"action sources", "every claim has a source", func(p *policy.Policy) { p.Actions[0].Sources = nil }, []string{"/actions/0/sources sources-missing"}},
		{"action condition", "it would never be said", func(p *policy.Policy) { p.Actions[0].When = therapy.Is("no-such") }, []string{"/actions/0/when factor-unknown"}},
		{"action condition malformed", "it would never be said", func(p *policy.Policy) { p.Actions[0].When = therapy.Is("No Such") }, []string{"/actions/0/when factor-name"}},
		{"action twice", "a name", func(p *policy.Policy) { p.Actions = append(p.Actions, p.Actions[0]) }, []string{"/actions/1/id id-duplicate"}},
		{"caution id", "a name", func(p *policy.Policy) { p.Cautions[0].ID = "Leak" }, []string{"/cautions/0/id policy-item-id"}},
		{"caution id twice", "one name, one thing", func(p *policy.Policy) { p.Cautions[0].ID = "act" }, []string{"/cautions/0/id id-duplicate"}},
		{"caution words", "to both", func(p *policy.Policy) { p.Cautions[0].Says = policy.Words{} }, []string{"/cautions/0/says/client words-client", "/cautions/0/says/clinician words-clinician"}},
		{"caution sources", "every claim has a source", func(p *policy.Policy) { p.Cautions[0].Sources = nil }, []string{"/cautions/0/sources sources-missing"}},
		{"caution condition", "it would never be said", func(p *policy.Policy) { p.Cautions[0].When = therapy.Any(therapy.Condition{}) }, []string{"/cautions/0/when/any/0 condition-empty"}},
		{"caution condition with too many clauses", "nobody could read it", func(p *policy.Policy) {
			p.Cautions[0].When = madeup.TooManyClauses("danger", "safe", "consent", "muddled", "lonely", "poor", "secret", "abuse", "disorder", "no-group")
		}, []string{"/cautions/0/when condition-too-many-clauses"}},
		{"caution outcome", "no such outcome", func(p *policy.Policy) { p.Cautions[0].Outcomes = []policy.Outcome{policy.Either, 0, 99} }, []string{
			"/cautions/0/outcomes/1 caution-outcome", "/cautions/0/outcomes/2 caution-outcome",
		}},
		{"caution advised", "no such option", func(p *policy.Policy) { p.Cautions[0].Advised = []policy.Option{"family"} }, []string{"/cautions/0/advised/0 option-unknown"}},
		{"caution advised twice", "once is enough", func(p *policy.Policy) { p.Cautions[0].Advised = []policy.Option{"group", "group"} }, []string{"/cautions/0/advised/1 option-twice"}},
		{"caution without", "no such option", func(p *policy.Policy) { p.Cautions[0].Without = []policy.Option{"family"} }, []string{"/cautions/0/without/0 option-unknown"}},
		{"caution with", "no such modality", func(p *policy.Policy) { p.Cautions[0].With = []therapy.Modality{"group", "family"} }, []string{"/cautions/0/with/1 caution-modality"}},
		{"conflict id", "a name", func(p *policy.Policy) { p.Conflicts[0].ID = "" }, []string{"/conflicts/0/id conflict-id"}},
		{"conflict id twice", "one name, one thing", func(p *policy.Policy) { p.Conflicts[0].ID = "leakage" }, []string{"/conflicts/0/id id-duplicate"}},
		{"conflict condition", "it would never be shown", func(p *policy.Policy) { p.Conflicts[0].When = therapy.Condition{} }, []string{"/conflicts/0/when condition-empty"}},
		{"conflict condition unknown", "it would never be shown", func(p *policy.Policy) { p.Conflicts[0].When = therapy.Is("no-such") }, []string{"/conflicts/0/when factor-unknown"}},
		{"conflict title", "to both", func(p *policy.Policy) { p.Conflicts[0].Title.Client = "" }, []string{"/conflicts/0/title/client words-client"}},
		{"conflict position", "both sides are shown", func(p *policy.Policy) { p.Conflicts[0].A.Says.Clinician = "" }, []string{"/conflicts/0/a/says/clinician words-clinician"}},
		{"conflict sources", "every claim has a source", func(p *policy.Policy) { p.Conflicts[0].B.Sources = nil }, []string{"/conflicts/0/b/sources sources-missing"}},
		{"conflict rule", "no such rule", func(p *policy.Policy) { p.Conflicts[0].B.Rules = []string{"lonely", "no-such"} }, []string{"/conflicts/0/b/rules/1 conflict-rule"}},

		{"all at once", "nobody likes to mend one error at a time", func(p *policy.Policy) {
			p.ID, p.Title, p.Stages[3].Margin, p.Options[0].Name = "", "", 99, ""
			p.Rules[quietRule].Sources, p.Rules[exclusionRule].Excludes[0] = nil, "family"
			p.Actions, p.Cautions[0].ID, p.Conflicts[0].A.Rules[0] = nil, "", "no-such"
		}, []string{
			"/actions actions-missing", "/cautions/0/id policy-item-id", "/conflicts/0/a/rules/0 conflict-rule", "/id policy-id", "/options/0/name option-name",
			"/rules/3/excludes/0 option-unknown", "/rules/7/sources sources-missing", "/stages/3/margin stage-margin", "/title policy-title",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := testPolicy(t).Clone()
			tt.change(&p)
			err := p.Validate()
			if diff := gocmp.Diff(tt.want, brokenRules(err)); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.reason, diff)
			}
			for _, e := range therapy.FieldErrors(err) {
				require.Error(t, e.Err, "every error has its kind")
			}
			r, newErr := recommend.New(p)
			require.Equal(t, err == nil, newErr == nil, "New refuses what Validate refuses, and nothing else")
			require.Equal(t, err == nil, r != nil)
			if err != nil {
				require.Equal(t, err.Error(), newErr.Error())
				require.PanicsWithValue(t, "recommend.Must: "+err.Error(), func() { recommend.Must(p) })
			}
		})
	}
	t.Run("zero", func(t *testing.T) {
		require.Equal(t, []string{
			"/actions actions-missing", "/crisis crisis-missing", "/factors policy-factors", "/id policy-id", "/options policy-options",
			"/stages stages-order", "/stages stages-weighing", "/title policy-title", "/version policy-version",
		}, brokenRules(policy.Policy{}.Validate()))
		require.Equal(t, []string{
			"/ages ages-missing", "/excludes rule-excludes", "/id rule-id", "/layer rule-layer",
		}, slices.DeleteFunc(brokenRules(policy.Rule{Excludes: []policy.Option{"x"}}.Validate()), func(s string) bool {
			return strings.HasPrefix(s, "/says") || strings.HasPrefix(s, "/when") || strings.HasPrefix(s, "/sources")
		}))
	})
}

func manyFactors(t *testing.T, v therapy.Vocabulary, n int) therapy.Vocabulary {
	t.Helper()
	var more []therapy.FactorInfo
	for i := v.Len(); i < n; i++ {
		more = append(more, fact(therapy.Factor(fmt.Sprintf("s%d", i)), therapy.LayerNeed))
	}
	v, err := v.With(more...)
	require.NoError(t, err)
	return v
}

func TestOption(t *testing.T) {
	tests := []struct {
		name   string
		reason string
		option policy.Option
		valid  bool
		single bool
		parts  []therapy.Modality
	}{
		{"zero", "no option", "", false, false, []therapy.Modality{""}},
		{"one", "a modality", "group", true, true, []therapy.Modality{"group"}},
		{"two", "sorted", "group+individual", true, false, []therapy.Modality{"group", "individual"}},
		{"unsorted", "one way to write it", "individual+group", false, false, []therapy.Modality{"individual", "group"}},
		{"twice", "once is enough", "group+group", false, false, []therapy.Modality{"group", "group"}},
		{"ends in plus", "an empty part", "group+", false, false, []therapy.Modality{"group", ""}},
		{"capital", "not a name", "Group", false, true, []therapy.Modality{"Group"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.valid, tt.option.Valid(), tt.reason)
			require.Equal(t, tt.single, tt.option.Single())
			require.Equal(t, tt.parts, slices.Collect(tt.option.Modalities()))
			for m := range tt.option.Modalities() {
				require.True(t, tt.option.Includes(m))
				break // an iterator has to stop with the caller
			}
			require.False(t, tt.option.Includes("family"))
			if tt.valid {
				require.Equal(t, tt.option, policy.OptionOf(append(tt.parts, tt.parts[0])...))
			}
		})
	}
	require.Equal(t, standard.Combined, policy.OptionOf("individual", "group", "individual"))
	require.Equal(t, policy.Option(""), policy.OptionOf())
}

func FuzzPolicyValidate(f *testing.F) {
	for _, p := range []policy.Policy{{}, testPolicy(f)} {
		data, err := p.MarshalJSON()
		if err == nil {
			f.Add(data)
		}
	}
	f.Add([]byte(`{"format":"therapykit-policy/1","rules":[{"when":{"not":{"any":[null]}},"points":[{"points":-9223372036854775808}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p policy.Policy
		if p.UnmarshalJSON(data) != nil {
			return
		}
		err := p.Validate()
		r, newErr := recommend.New(p)
		if (err == nil) != (newErr == nil) {
			t.Fatalf("Validate says %v, New says %v", err, newErr)
		}
		for _, e := range therapy.FieldErrors(err) {
			if e.Rule == "" || e.Err == nil || e.Path != "" && e.Path[0] != '/' {
				t.Errorf("a field error without place or kind: %#v", e)
			}
		}
		if err == nil { // a valid policy decides, explains, and survives storage
			rec := r.Decide(recommend.Packed{})
			_ = rec.For(recommend.Audience{Reader: policy.Client}).Text()
			stored, err := r.Policy().MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			again, err := policy.Parse(stored)
			if err != nil || again.Digest() != p.Digest() {
				t.Fatalf("not the same after storage: %v", err)
			}
		}
	})
}

// TestAgesCannotBeForgotten checks that a rule or a caution without ages is refused, and so is a rule
// for ages that its question is not about. It breaks several at a time, and each has to be named.
func TestAgesCannotBeForgotten(t *testing.T) {
	p := standard.Policy()
	refuses := func(n int, list, rule string, change func(q *policy.Policy, i int) bool) (changed int) {
		for first := 0; first < n; first += 50 { // an error lists a hundred faults
			q := p.Clone()
			var want []string
			for i := first; i < min(n, first+50); i++ {
				if change(&q, i) {
					want = append(want, fmt.Sprintf("/%s/%d/ages", list, i))
				}
			}
			var got []string
			for _, e := range therapy.FieldErrors(q.Validate()) {
				if e.Rule == rule { // there may also be faults about lost safety
					got = append(got, e.Path)
				}
			}
			require.Equal(t, want, got)
			changed += len(want)
		}
		return changed
	}
	require.Equal(t, len(p.Rules), refuses(len(p.Rules), "rules", "ages-missing", func(q *policy.Policy, i int) bool {
		q.Rules[i].Ages = 0
		return true
	}))
	require.Equal(t, len(p.Cautions), refuses(len(p.Cautions), "cautions", "ages-missing", func(q *policy.Policy, i int) bool {
		q.Cautions[i].Ages = 0
		return true
	}))
	require.Equal(t, 1, refuses(1, "questions", "ages-missing", func(q *policy.Policy, i int) bool {
		q.Questions[i].Ages = 0
		return true
	}))
	require.Greater(t, refuses(len(p.Rules), "rules", "rule-ages-question", func(q *policy.Policy, i int) bool {
		r := &q.Rules[i]
		if r.Question == "" || r.Ages == therapy.AnyAge {
			return false
		}
		r.Ages = therapy.AnyAge
		return true
	}), len(p.Rules)/4)
}
