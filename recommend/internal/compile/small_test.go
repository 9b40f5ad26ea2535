package compile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/internal/compile"
	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// Short names for the parts of made-up policies.
var (
	sources    = madeup.Sources
	says, rule = madeup.Says, madeup.Rule
)

// small is a policy in which one question offers individual therapy and another a group.
func small() policy.Policy {
	var infos []therapy.FactorInfo
	for _, name := range []therapy.Factor{"danger", "restless", "sad", "tired", "yields", "joins", "wish", "quiet", "loud"} {
		layer := therapy.LayerNeed
		if name == "danger" {
			layer = therapy.LayerSafety
		}
		infos = append(infos, madeup.Fact(name, layer))
	}
	infos[7].Excludes, infos[8].Excludes = []therapy.Factor{"loud"}, []therapy.Factor{"quiet"}
	question := func(id string) therapy.Question {
		return therapy.Question{ID: id, Ages: therapy.AnyAge, When: therapy.Is(therapy.Factor(id)), Clinician: id, Client: id}
	}
	grade := func(id, question string, option policy.Option, grade therapy.Grade) policy.Rule {
		r := rule(id, therapy.LayerIndication, therapy.All())
		r.Question, r.Grades = question, []policy.Grading{{Option: option, Grade: grade}}
		return r
	}
	danger := rule("danger", therapy.LayerSafety, therapy.Is("danger"))
	danger.RequiredIf = therapy.All()
	// Required under a condition, and with a When of several parts.
	settled := rule("settled", therapy.LayerSufficiency, therapy.All(therapy.Is("restless"), therapy.AnyOf("quiet", "tired")))
	settled.RequiredIf = therapy.Is("sad")
	loud := rule("loud", therapy.LayerEligibility, therapy.AllOf("loud", "restless"))
	loud.Excludes, loud.Reopens, loud.RequiredIf = []policy.Option{standard.Group, standard.Combined}, says("later"), therapy.Is("tired")
	need := rule("need", therapy.LayerNeed, therapy.Is("quiet"))
	need.Points = []policy.Points{{Option: standard.Combined, Points: -2}, {Option: standard.Individual, Points: 3}}
	beside := rule("beside", therapy.LayerPractical, therapy.Not(therapy.Is("quiet")))
	beside.Points = []policy.Points{{Option: standard.Group, Points: 1}}
	factors, err := therapy.NewVocabulary(infos...)
	if err != nil {
		panic(err)
	}
	caution := func(id string) policy.Caution {
		return policy.Caution{ID: id, Ages: therapy.AnyAge, Says: says(id), Sources: sources}
	}
	everything := caution("everything")
	everything.Outcomes = []policy.Outcome{policy.Escalate, policy.Either}
	everything.Advised, everything.With = []policy.Option{standard.Individual}, []therapy.Modality{"group"}
	everything.When, everything.Unless = therapy.Is("sad"), therapy.Is("quiet")
	never := caution("never-with-either")
	never.Without = []policy.Option{standard.Combined, standard.Group}
	options := madeup.Options()
	return policy.Policy{
		ID: "small", Version: "1", Title: "Small", Factors: factors,
		Options: []policy.OptionInfo{options[0], options[2], options[1]}, // not in the usual order
		Stages: []policy.Stage{
			{Layer: therapy.LayerSafety},
			{Layer: therapy.LayerSufficiency},
			{Layer: therapy.LayerEligibility},
			{Layer: therapy.LayerIndication},
			{Layer: therapy.LayerPractical, Margin: 2},
			{Layer: therapy.LayerNeed, Margin: 1, Doubles: true},
		},
		Questions: []therapy.Question{question("sad"), question("tired")},
		Meeting:   policy.Meeting{First: standard.Individual, Second: standard.Group, Together: standard.Combined},
		Rules: []policy.Rule{
			need, beside, loud, settled, danger,
			grade("sad-alone", "sad", standard.Individual, therapy.Offer), grade("tired-group", "tired", standard.Group, therapy.Offer),
		},
		Actions:  []policy.Action{{ID: "act", Says: says("act"), Sources: sources}, {ID: "quietly", When: therapy.Is("quiet"), Says: says("act"), Sources: sources}},
		Cautions: []policy.Caution{caution("always"), everything, never},
		Conflicts: []policy.Conflict{{
			ID: "disagree", When: therapy.AllOf("sad", "tired"), Title: says("who is right"),
			A: policy.Position{Rules: []string{"sad-alone", "need"}, Says: says("alone"), Sources: sources},
			B: policy.Position{Rules: []string{"tired-group"}, Says: says("together"), Sources: sources},
		}},
		Crisis: standard.Policy().Crisis[4:5],
	}
}

// TestMeeting checks that the settings of questions and of the meeting reach the engine. The
// expected outcomes were worked out by hand.
func TestMeeting(t *testing.T) {
	individual, combined, group := uint16(1), uint16(2), uint16(4)
	tests := []struct {
		name, reason string
		change       func(*policy.Policy)
		yes          []therapy.Factor
		standing     uint16
		flagged      uint16
	}{
		{"one question", "its first choice", nil, []therapy.Factor{"sad"}, individual, 0},
		{"the other", "its first choice", nil, []therapy.Factor{"tired"}, group, 0},
		{"both", "one offers the second option and one prefers the first", nil, []therapy.Factor{"sad", "tired"}, individual | combined | group, 0},
		{"both, other way round", "one offers what is second now, and one prefers what is first", func(p *policy.Policy) {
			p.Meeting.First, p.Meeting.Second = standard.Group, standard.Individual
		}, []therapy.Factor{"sad", "tired"}, individual | combined | group, 0},
		{"nothing stands together", "no options are named", func(p *policy.Policy) { p.Meeting = policy.Meeting{} }, []therapy.Factor{"sad", "tired"}, individual | group, 0},
		{"complete", "a list of every format opposes what it leaves out", func(p *policy.Policy) { p.Questions[0].Complete = true }, []therapy.Factor{"sad", "tired"}, individual | combined, group},
		{"combined is not a format of its own", "a complete list opposes single formats only", func(p *policy.Policy) { p.Questions[0].Complete = true }, []therapy.Factor{"sad"}, individual, group},
		{"complete, the other", "individual therapy is a format of its own too", func(p *policy.Policy) { p.Questions[1].Complete = true }, []therapy.Factor{"tired"}, group, individual},
		{"weak", "a weak question brings nothing together", func(p *policy.Policy) { p.Questions[1].Weak = true }, []therapy.Factor{"sad", "tired"}, individual | group, 0},
		{"yields", "its place is taken", func(p *policy.Policy) { p.Questions[0].Yields = therapy.Is("yields") }, []therapy.Factor{"sad", "tired", "yields"}, group, 0},
		{"does not yield", "unknown is not yes", func(p *policy.Policy) { p.Questions[0].Yields = therapy.Is("yields") }, []therapy.Factor{"sad"}, individual, 0},
		{"joins", "different aspects", func(p *policy.Policy) { p.Meeting.Joins = therapy.Is("joins") }, []therapy.Factor{"sad", "joins"}, individual | combined, 0},
		{"does not join", "nobody has said so", func(p *policy.Policy) { p.Meeting.Joins = therapy.Is("joins") }, []therapy.Factor{"sad"}, individual, 0},
		{"a wish", "an informed wish is heard", func(p *policy.Policy) {
			p.Meeting.Wishes = []policy.Wish{{Option: standard.Group, When: therapy.Is("wish")}}
		}, []therapy.Factor{"sad", "wish"}, individual | group, 0},
		{"another wish", "for another option", func(p *policy.Policy) {
			p.Meeting.Wishes = []policy.Wish{{Option: standard.Group, When: therapy.Is("joins")}, {Option: standard.Combined, When: therapy.Is("wish")}}
		}, []therapy.Factor{"sad", "wish"}, individual | combined, 0},
		{"an only-if", "its case holds", func(p *policy.Policy) {
			p.Rules[5].Grades = append(p.Rules[5].Grades, policy.Grading{Option: standard.Group, Grade: therapy.OnlyIf})
			p.Rules[5].If = therapy.Is("wish")
		}, []therapy.Factor{"sad", "wish"}, individual | group, 0},
		{"an only-if that waits", "what it waits for holds", func(p *policy.Policy) {
			p.Rules[5].Grades = append(p.Rules[5].Grades, policy.Grading{Option: standard.Group, Grade: therapy.OnlyIf})
			p.Rules[5].Unless = therapy.Is("wish")
		}, []therapy.Factor{"sad", "wish"}, individual, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := small()
			p.Stages[4].Margin, p.Stages[5].Margin = 9, 9
			p.Rules[2].RequiredIf, p.Rules[3].RequiredIf = therapy.Condition{}, therapy.Condition{} // no answer is required
			if tt.change != nil {
				tt.change(&p)
			}
			c, err := compile.New(p)
			require.NoError(t, err)
			var a engine.Answers
			a.Give(c.Index["danger"], engine.No)
			for _, f := range tt.yes {
				a.Give(c.Index[f], engine.Yes)
			}
			c.Engine.Entail(&a)
			v := c.Engine.Decide(&a)
			if diff := cmp.Diff([]uint16{tt.standing, tt.flagged}, []uint16{v.Standing, v.Flagged}); diff != "" {
				t.Errorf("%s: standing and flagged (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}
