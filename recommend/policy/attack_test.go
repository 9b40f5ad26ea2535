package policy_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// ownStatement returns an overlay with a new statement that is not marked as a danger.
func ownStatement(name therapy.Factor, change func(*therapy.FactorInfo)) policy.Overlay {
	info, _ := therapy.Factors().Lookup(therapy.LimitedTime)
	info.Factor, info.Asking, info.Excludes = name, therapy.Asking{}, nil
	change(&info)
	return policy.Overlay{Factors: []therapy.FactorInfo{info}}
}

// replaced returns an overlay that changes a rule of the policy.
func replaced(t *testing.T, p policy.Policy, id string, change func(*policy.Rule)) policy.Overlay {
	t.Helper()
	r := ruleOf(t, p, id)
	change(&r)
	return policy.Overlay{Replace: []policy.Rule{r}}
}

// hostile overlays try to make the policy advise a person in danger. None is accepted.
func hostile(t *testing.T, p policy.Policy) map[string]policy.Overlay {
	t.Helper()
	own := func(name therapy.Factor, excludes ...therapy.Factor) policy.Overlay {
		return ownStatement(name, func(info *therapy.FactorInfo) { info.Excludes = excludes })
	}
	question := func(id string, change func(*therapy.Question)) policy.Overlay {
		i := slices.IndexFunc(p.Questions, func(q therapy.Question) bool { return q.ID == id })
		require.GreaterOrEqual(t, i, 0)
		q := p.Questions[i]
		change(&q)
		return policy.Overlay{Questions: []therapy.Question{q}}
	}
	rule := func(id string, change func(*policy.Rule)) policy.Overlay { return replaced(t, p, id, change) }
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
	maps.Copy(attacks, furtherAttacks(t, p))
	require.GreaterOrEqual(t, len(attacks), 60)
	waived := 0
	for name, o := range attacks {
		o.ID, o.Version, o.Title = "hostile", "1.0.0", "Hostile"
		_, err := p.Overlay(o)
		require.Error(t, err, name)
		// If waivers let it pass, every result says so.
		for _, f := range lost(err) {
			o.Waivers = append(o.Waivers, policy.Waiver{Statement: therapy.Factor(f), By: "medical director", Why: "it is found out elsewhere, by hand"})
		}
		weak, err := p.Overlay(o)
		if err != nil {
			continue
		}
		waived++
		rec, err := recommend.Must(weak).Recommend(given(yes(therapy.Isolation)), now)
		require.NoError(t, err)
		require.Contains(t, strings.Join(strings.Fields(rec.For(recommend.Audience{}).Text()), " "), "does without the safety of", name)
	}
	require.Greater(t, waived, 20)
	// A second overlay does not lose the waiver of the first one, nor extend it.
	o := policy.Overlay{ID: "one", Version: "1", Title: "One", Off: []string{"f04-acute-mania"}, Waivers: []policy.Waiver{{Statement: therapy.AcuteMania, By: "medical director", Why: "it is found out elsewhere, by hand"}}}
	one, err := p.Overlay(o)
	require.NoError(t, err)
	two, err := one.Overlay(policy.Overlay{ID: "two", Version: "1", Title: "Two"})
	require.NoError(t, err)
	require.True(t, two.Waived(therapy.AcuteMania))
	_, err = one.Overlay(policy.Overlay{ID: "two", Version: "1", Title: "Two", Off: []string{"f03-acute-psychosis"}})
	require.Equal(t, []string{"acute-psychosis"}, lost(err))
	// A repeated member, or one in another spelling, is refused.
	for _, document := range []string{
		`{"id":"x","version":"1","title":"x","off":[],"off":["f01-acute-suicidality"]}`, `{"id":"x","version":"1","title":"x","Off":["f01-acute-suicidality"]}`,
		`{"id":"x","version":"1","title":"x","o\u0066f":[],"off":["f01-acute-suicidality"]}`,
	} {
		_, err := policy.ParseOverlay([]byte(document))
		require.Error(t, err, document)
	}
}

// furtherAttacks are less obvious: their effect on safety appears only when a question is asked,
// or in a case about which no question is asked.
func furtherAttacks(t *testing.T, p policy.Policy) map[string]policy.Overlay {
	t.Helper()
	rule := func(id string, change func(*policy.Rule)) policy.Overlay { return replaced(t, p, id, change) }
	is, not, all, anyc := therapy.Is, therapy.Not, therapy.All, therapy.Any
	low := is(therapy.LowHope)
	caution := func(id string, change func(*policy.Caution)) policy.Overlay {
		o := policy.Overlay{Off: []string{id}}
		for _, c := range p.Cautions {
			if c.ID == id {
				c = c.Clone()
				change(&c)
				c.ID += "-2"
				o.Cautions = append(o.Cautions, c)
			}
		}
		return o
	}
	also := func(o policy.Overlay, off string) policy.Overlay { o.Off = append(o.Off, off); return o }
	return map[string]policy.Overlay{
		"split by a case nobody asks":      rule("f01-acute-suicidality", func(r *policy.Rule) { r.When = anyc(all(r.When, low), all(r.When, not(low))) }),
		"required in both cases, not open": rule("f02-harm-to-others", func(r *policy.Rule) { r.RequiredIf = anyc(low, not(low)) }),
		"asks about money, not danger":     rule("f01-acute-suicidality", func(r *policy.Rule) { r.Asks = []therapy.Factor{therapy.LimitedBudget} }),
		"asks about money, not the abuser": rule("f09-group-abuser-present", func(r *policy.Rule) { r.Asks = []therapy.Factor{therapy.LimitedBudget} }),
		"asks about money, not the group":  rule("f08-kind-of-group", func(r *policy.Rule) { r.Asks = []therapy.Factor{therapy.LimitedBudget} }),
		"asks about money, not risk":       rule("f07-risk-not-assessed", func(r *policy.Rule) { r.Asks = []therapy.Factor{therapy.LimitedBudget} }),
		"not for the young":                rule("f06-medical-instability", func(r *policy.Rule) { r.Ages = therapy.From12 }),
		"consenter only under 12":          rule("f09-consenter-may-be-abuser", func(r *policy.Rule) { r.Ages = therapy.Under12 }),
		"age asked in England":             rule("f10-age", func(r *policy.Rule) { r.RequiredIf = is(therapy.JurisdictionEngland) }),
		"hopelessness of adults":           caution("hopelessness", func(c *policy.Caution) { c.Ages = therapy.Adults }),
		"hopelessness unless":              caution("hopelessness", func(c *policy.Caution) { c.Unless = low }),
		"abuse only when":                  also(caution("abuse-danger-now", func(c *policy.Caution) { c.When = all(c.When, low) }), "abuse-never-together"),
		"abuse with group":                 also(caution("abuse-danger-now", func(c *policy.Caution) { c.With = []therapy.Modality{"group"} }), "abuse-never-together"),
		"an own danger that nothing stops": ownStatement("overdose", func(f *therapy.FactorInfo) { f.Alarm, f.Layer = therapy.Danger, therapy.LayerSafety }),
		"an own all-clear of dangers": ownStatement("all-is-well", func(f *therapy.FactorInfo) {
			f.Alarm, f.Layer, f.Excludes = therapy.AllClear, therapy.LayerSafety, []therapy.Factor{therapy.AcuteMania}
		}),
		"an own all-clear of hopelessness": ownStatement("all-is-well", func(f *therapy.FactorInfo) { f.Excludes = []therapy.Factor{therapy.WarningSignHopelessness} }),
		"seen by a doctor, so stable":      ownStatement("saw-a-doctor", func(f *therapy.FactorInfo) { f.Excludes = []therapy.Factor{therapy.MedicalInstability} }),
		"a statement said again":           ownStatement(therapy.AcuteSuicidality, func(f *therapy.FactorInfo) { f.Question = "Is the person well?" }),
		"only one action, later":           {Off: []string{"now-emergency", "now-urgent-assessment"}, Actions: []policy.Action{{ID: "later", When: low, Says: says("later"), Sources: testSources}}},
		"unless a plan is in place":        rule("f08-group-alone-after-attempt", func(r *policy.Rule) { r.When = all(r.When, not(is(therapy.SafetyPlanInPlace))) }),
		"withheld: abuse may be printed":   ownStatement(therapy.DomesticAbuse, func(f *therapy.FactorInfo) { f.Discretion = 0 }),
		"stage with a wide margin":         {Stages: []policy.Stage{{Layer: therapy.LayerEligibility, Margin: 9}}},
		"stage of safety again":            {Stages: []policy.Stage{{Layer: therapy.LayerSafety, Doubles: true}}},
		"denied danger is no all-clear":    rule("f07-threat-not-cleared", func(r *policy.Rule) { r.When = all(r.When, is(therapy.HarmToOthersImminent)) }),
		"eating of adults":                 rule("f06-not-found-stable", func(r *policy.Rule) { r.RequiredIf = all(r.RequiredIf, is(therapy.Adult)) }),
		"fewer eating disorders":           rule("f06-not-found-stable", func(r *policy.Rule) { r.RequiredIf = is(therapy.AnorexiaNervosa) }),
		"moved to points": rule("f09-group-abuser-present", func(r *policy.Rule) {
			r.Layer, r.Excludes, r.Reopens, r.RequiredIf, r.Asks, r.Points = therapy.LayerNeed, nil, policy.Words{}, therapy.Condition{}, nil, []policy.Points{grp(-9)}
		}),
		"needs two dangers": rule("f05-intoxication-or-withdrawal", func(r *policy.Rule) {
			r.When = therapy.AllOf(therapy.AcuteIntoxication, therapy.SevereAlcoholWithdrawal)
		}),
		"kind: adjunct instead of against": {Grades: []policy.GradeChange{{Rule: "f08-group-ideation", Option: standard.Group, Grade: therapy.Adjunct}}},
		"kind: all against":                {Grades: []policy.GradeChange{{Rule: "f08-individual-ideation", Option: standard.Individual, Grade: therapy.Against}, {Rule: "f08-group-ideation", Option: standard.Combined, Grade: therapy.Against}}},
		"refusal counts for adults only":   rule("f10-consent-refused", func(r *policy.Rule) { r.When = all(is(therapy.Adult), not(is(therapy.ConsentGiven))) }),
		"all is well":                      rule("f01-acute-suicidality", func(r *policy.Rule) { r.Says = policy.Words{Clinician: "All is well, go on.", Client: "All is well."} }),
		"all is well, by another rule": func() policy.Overlay {
			r := ruleOf(t, p, "f01-acute-suicidality")
			r.ID, r.Says = "f01-all-is-well", policy.Words{Clinician: "All is well, go on.", Client: "All is well."}
			return policy.Overlay{Off: []string{"f01-acute-suicidality"}, Rules: []policy.Rule{r}}
		}(),
	}
}

// TestHostilePolicyFiles checks that nobody can remove safety by editing the stored standard
// policy: the result cannot be read or compiled, and the error names the lost safety.
func TestHostilePolicyFiles(t *testing.T) {
	stored, err := json.Marshal(standard.Policy())
	require.NoError(t, err)
	crisis, err := json.Marshal(standard.Policy().Crisis)
	require.NoError(t, err)
	for name, edit := range map[string]struct{ old, now, rule string }{
		"a danger renamed":               {`"acute-mania"`, `"acute-mania-2"`, "safety-lost"},
		"an alarm that is none":          {`"alarm":"danger"`, `"alarm":"fine"`, "enum-unknown"},
		"abuse may be printed":           {`"discretion":"in-person-only"`, `"discretion":"answer-withheld"`, "safety-lost"},
		"anybody may clear":              {`"trained":true`, `"trained":false`, "safety-lost"},
		"no all-clear is an all-clear":   {`"no-acute-risk"`, `"all-is-well"`, "safety-lost"},
		"safety is a need":               {`"layer":"safety"`, `"layer":"need"`, "safety-lost"},
		"an order of stages":             {`{"layer":"safety"},{"layer":"sufficiency"}`, `{"layer":"sufficiency"},{"layer":"safety"}`, "stages-order"},
		"no stage of safety":             {`"stages":[{"layer":"safety"},`, `"stages":[`, "stages-order"},
		"nobody to call":                 {`"crisis":` + string(crisis), `"crisis":[]`, "crisis-missing"},
		"a member that nobody knows":     {`"stages":[`, `"unsafe":true,"stages":[`, "json-unknown-member"},
		"a waiver without a name":        {`"crisis":[`, `"waivers":[{"statement":"acute-mania","by":"","why":"it is found out elsewhere"}],"crisis":[`, "waiver-by"},
		"another format":                 {`therapykit-policy/3`, `therapykit-policy/9`, "policy-format"},
		"an older format is for replays": {`therapykit-policy/3`, `therapykit-policy/2`, "rule-grades-stage"},
		"for replays":                    {`"stages":[`, `"replayOnly":true,"stages":[`, "policy-replay-only"},
	} {
		edited := strings.ReplaceAll(string(stored), edit.old, edit.now)
		require.NotEqual(t, string(stored), edited, name)
		p, err := policy.Parse([]byte(edited))
		if err == nil {
			_, err = recommend.New(p)
		}
		require.True(t, slices.ContainsFunc(therapy.FieldErrors(err), func(e *therapy.FieldError) bool { return e.Rule == edit.rule }), "%s is refused for what is wrong: %v", name, err)
	}
}

// TestRulesOfSafetyKeepTheirWords checks that an overlay cannot change the words of a rule that
// safety needs, in any layer and with any condition: not to other words, not to those of another
// rule, not for one reader only, and not in what would make an option possible again. The words of
// other rules may change.
func TestRulesOfSafetyKeepTheirWords(t *testing.T) {
	p := standard.Policy()
	well := policy.Words{Clinician: "All is well, go on.", Client: "All is well with you."}
	kept := 0
	for i, r := range p.Rules {
		if r.Layer.Weighs() {
			continue
		}
		off := policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Off: []string{r.ID}}
		_, err := p.Overlay(off)
		guards := len(lost(err)) > 0
		for _, e := range therapy.FieldErrors(err) {
			require.NotEqual(t, "safety-reworded", e.Rule, "%s: what is gone is not reworded", r.ID)
		}
		other := p.Rules[(i+1)%len(p.Rules)]
		for name, change := range map[string]func(*policy.Rule){
			"other words":          func(r *policy.Rule) { r.Says = well },
			"other to one reader":  func(r *policy.Rule) { r.Says.Client = well.Client },
			"another rule's words": func(r *policy.Rule) { r.Says = other.Says },
			"another way back": func(r *policy.Rule) {
				if r.Layer == therapy.LayerEligibility {
					r.Reopens = well
				} else {
					r.Says = well
				}
			},
		} {
			if !guards {
				continue
			}
			kept++
			o := replaced(t, p, r.ID, change)
			o.ID, o.Version, o.Title = "weak", "1.0.0", "weak"
			_, err := p.Overlay(o)
			require.NotEmpty(t, lost(err), "%s: %s", r.ID, name)
			for _, f := range lost(err) {
				o.Waivers = append(o.Waivers, policy.Waiver{Statement: therapy.Factor(f), By: "medical director", Why: "the ward says it in words of its own"})
			}
			_, err = p.Overlay(o)
			require.NoError(t, err, "%s: %s, waived", r.ID, name)
		}
	}
	require.Greater(t, kept, 4*20)
	// A question that advises against a mixed group with thoughts of suicide, and the rule that
	// answers it.
	i := slices.IndexFunc(p.Questions, func(q therapy.Question) bool { return q.ID == "suicidality-mixed-group" })
	require.GreaterOrEqual(t, i, 0)
	question := p.Questions[i]
	question.Clinician, question.Client = "All is well in any group.", "All is well in any group."
	graded := replaced(t, p, "f08-group-ideation", func(r *policy.Rule) { r.Says = well })
	for name, o := range map[string]policy.Overlay{"the question": {Questions: []therapy.Question{question}}, "the answer": graded} {
		o.ID, o.Version, o.Title = "weak", "1.0.0", "weak"
		_, err := p.Overlay(o)
		require.Contains(t, lost(err), string(therapy.GroupTypeHeterogeneous), name)
	}
	for _, id := range []string{"f14-group-unavailable", "f28-how-recovered", "f33-self-help-tried", "f50-group-budget", "f42-individual-privacy"} {
		o := replaced(t, p, id, func(r *policy.Rule) {
			r.Says = policy.Words{Clinician: "In other words.", Client: "In other words, for you."}
		})
		o.ID, o.Version, o.Title = "own", "1.0.0", "own"
		_, err := p.Overlay(o)
		require.NoError(t, err, id)
	}
}

// Every text that gives a number to call gives an emergency number, in every line.
func TestCrisisLinesHaveAnEmergencyNumber(t *testing.T) {
	p := standard.Policy()
	for name, tt := range map[string]struct {
		change func(*policy.CrisisLine)
		rule   string
	}{
		"none":               {func(c *policy.CrisisLine) { c.Emergency = "" }, "crisis-emergency"},
		"blank":              {func(c *policy.CrisisLine) { c.Emergency = " \u00a0" }, "crisis-emergency"},
		"nobody":             {func(c *policy.CrisisLine) { c.Emergency = "nobody" }, "crisis-emergency"},
		"a line of no digit": {func(c *policy.CrisisLine) { c.Line = "-" }, "crisis-line"},
		"a text of nothing":  {func(c *policy.CrisisLine) { c.Text = "." }, "crisis-text"},
	} {
		own := p.Crisis[0]
		tt.change(&own)
		_, err := p.Overlay(policy.Overlay{ID: "own", Version: "1", Title: "own", Crisis: []policy.CrisisLine{own}})
		require.Len(t, therapy.FieldErrors(err), 1, name)
		require.Equal(t, tt.rule, therapy.FieldErrors(err)[0].Rule, name)
	}
}
