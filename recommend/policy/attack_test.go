package policy_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// hostile are overlays that try to have somebody in danger advised. None is accepted.
func hostile(t *testing.T, p policy.Policy) map[string]policy.Overlay {
	t.Helper()
	own := func(name therapy.Factor, excludes ...therapy.Factor) policy.Overlay {
		info, _ := therapy.Factors().Lookup(therapy.LimitedTime)
		info.Factor, info.Asking, info.Excludes = name, therapy.Asking{}, excludes
		return policy.Overlay{Factors: []therapy.FactorInfo{info}}
	}
	question := func(id string, change func(*therapy.Question)) policy.Overlay {
		i := slices.IndexFunc(p.Questions, func(q therapy.Question) bool { return q.ID == id })
		require.GreaterOrEqual(t, i, 0)
		q := p.Questions[i]
		change(&q)
		return policy.Overlay{Questions: []therapy.Question{q}}
	}
	rule := func(id string, change func(*policy.Rule)) policy.Overlay {
		r := ruleOf(t, p, id)
		change(&r)
		return policy.Overlay{Replace: []policy.Rule{r}}
	}
	waiver := func(off string, w policy.Waiver) policy.Overlay {
		return policy.Overlay{Off: []string{off}, Waivers: []policy.Waiver{w}}
	}
	return map[string]policy.Overlay{
		"all of safety off":              {Off: []string{"f01-acute-suicidality", "f02-harm-to-others", "f03-acute-psychosis", "f04-acute-mania", "f05-intoxication-or-withdrawal", "f06-medical-instability"}},
		"abuse off":                      {Off: []string{"f09-consenter-may-be-abuser", "f09-group-abuser-present"}},
		"age off":                        {Off: []string{"f10-age"}},
		"nothing to do":                  {Off: []string{"now-emergency", "now-urgent-assessment", "now-perinatal", "now-medical"}},
		"nothing said of abuse":          {Off: []string{"abuse-never-together", "abuse-danger-now"}},
		"nothing said of hopelessness":   {Off: []string{"hopelessness", "hopelessness-urgent"}},
		"fine, so not suicidal":          own("feels-fine", therapy.AcuteSuicidality),
		"fine, so assessed":              own("feels-fine", therapy.RiskNotAssessed),
		"fine, so not abused":            own("feels-fine", therapy.DomesticAbuse),
		"fine, so no attempt":            own("feels-fine", therapy.RecentSuicideAttempt),
		"fine, so safe to write":         own("feels-fine", therapy.SafeContactUnknown),
		"fine, so nobody abuses there":   own("feels-fine", therapy.AbuserInAvailableGroup),
		"a weak question":                question("suicidality-mixed-group", func(q *therapy.Question) { q.Weak = true }),
		"a question for adults":          question("suicidality-mixed-group", func(q *therapy.Question) { q.Ages = therapy.Adults }),
		"a question of something else":   question("suicidality-mixed-group", func(q *therapy.Question) { q.When = therapy.Is(therapy.LowHope) }),
		"no grade for a mixed group":     {Grades: []policy.GradeChange{{Rule: "f08-group-ideation", Option: standard.Group}}},
		"a grade for a mixed group":      {Grades: []policy.GradeChange{{Rule: "f08-group-ideation", Option: standard.Group, Grade: therapy.Offer}}},
		"nothing else named":             {Off: []string{"f08-individual-ideation"}, Grades: []policy.GradeChange{{Rule: "f08-group-ideation", Option: standard.Combined}}},
		"points instead of vetoes":       {Stages: []policy.Stage{{Layer: therapy.LayerIndication, Points: true}}},
		"never true":                     rule("f01-acute-suicidality", func(r *policy.Rule) { r.When = therapy.All(r.When, therapy.Not(r.When)) }),
		"true of the old":                rule("f01-acute-suicidality", func(r *policy.Rule) { r.When = therapy.All(r.When, therapy.Is(therapy.OlderAdult)) }),
		"unless there is a plan":         rule("f01-acute-suicidality", func(r *policy.Rule) { r.When = therapy.All(r.When, therapy.Not(therapy.Is(therapy.SafetyPlanInPlace))) }),
		"asked of nobody":                rule("f02-harm-to-others", func(r *policy.Rule) { r.RequiredIf = therapy.Any() }),
		"a question instead of an alarm": rule("f03-acute-psychosis", func(r *policy.Rule) { r.Layer = therapy.LayerSufficiency }),
		"both formats after an attempt":  rule("f08-group-alone-after-attempt", func(r *policy.Rule) { r.Excludes = []policy.Option{standard.Combined} }),
		"the kind only where it is known": rule("f08-kind-of-group", func(r *policy.Rule) {
			r.RequiredIf = therapy.All(r.RequiredIf, therapy.Is(therapy.GroupTypeHeterogeneous))
		}),
		"only the group is ruled out":  rule("f09-group-abuser-present", func(r *policy.Rule) { r.Excludes = []policy.Option{standard.Group} }),
		"asked where abuse is certain": rule("f09-group-abuser-present", func(r *policy.Rule) { r.RequiredIf = therapy.Is(therapy.DomesticAbuse) }),
		"another option with a group":  {Options: []policy.OptionInfo{{Option: "group+peers", Name: "group with peers", PlainName: "a group with others"}}},
		"a waiver of dots":             waiver("f04-acute-mania", policy.Waiver{Statement: therapy.AcuteMania, By: ".", Why: "."}),
		"a waiver of something else":   waiver("f04-acute-mania", policy.Waiver{Statement: therapy.AcutePsychosis, By: "medical director", Why: "it is found out elsewhere"}),
		"old answers, because":         {SafetyDays: 366, SafetyDaysWhy: "because"},
		"answers for ever":             {SafetyDays: 10_000, SafetyDaysWhy: "nobody is ever in danger here"},
		"words without a letter":       rule("f01-acute-suicidality", func(r *policy.Rule) { r.Says = policy.Words{Clinician: "...", Client: "-"} }),
	}
}

func TestHostileOverlays(t *testing.T) {
	p := standard.Policy()
	attacks := hostile(t, p)
	require.GreaterOrEqual(t, len(attacks), 30)
	for name, o := range attacks {
		o.ID, o.Version, o.Title = "hostile", "1.0.0", "Hostile"
		_, err := p.Overlay(o)
		require.Error(t, err, name)
	}
}

// Nobody gets round safety by editing the standard policy as it is stored: what comes of it
// is not read back, or not put to work.
func TestHostilePolicyFiles(t *testing.T) {
	stored, err := json.Marshal(standard.Policy())
	require.NoError(t, err)
	for name, edit := range map[string][2]string{
		"a danger renamed":               {`"acute-mania"`, `"acute-mania-2"`},
		"an alarm that is none":          {`"alarm":"danger"`, `"alarm":"fine"`},
		"abuse may be printed":           {`"discretion":"in-person-only"`, `"discretion":"answer-withheld"`},
		"anybody may clear":              {`"trained":true`, `"trained":false`},
		"no all-clear is an all-clear":   {`"no-acute-risk"`, `"all-is-well"`},
		"safety is a need":               {`"layer":"safety"`, `"layer":"need"`},
		"an order of stages":             {`{"layer":"safety"},{"layer":"sufficiency"}`, `{"layer":"sufficiency"},{"layer":"safety"}`},
		"no stage of safety":             {`"stages":[{"layer":"safety"},`, `"stages":[`},
		"nobody to call":                 {`"crisis":[`, `"crisis":[],"cris":[`},
		"a member that nobody knows":     {`"stages":[`, `"unsafe":true,"stages":[`},
		"a waiver without a name":        {`"rules":[`, `"waivers":[{"statement":"acute-mania","by":"","why":"it is found out elsewhere"}],"rules":[`},
		"another format":                 {`therapykit-policy/3`, `therapykit-policy/9`},
		"an older format is for replays": {`therapykit-policy/3`, `therapykit-policy/2`},
		"for replays":                    {`"stages":[`, `"replayOnly":true,"stages":[`},
	} {
		edited := strings.ReplaceAll(string(stored), edit[0], edit[1])
		require.NotEqual(t, string(stored), edited, name)
		p, err := policy.Parse([]byte(edited))
		if err == nil {
			_, err = recommend.New(p)
		}
		require.Error(t, err, name)
	}
}
