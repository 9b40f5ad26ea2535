package policy_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// guarded lists, for each rule of the standard policy that is necessary for safety, the statements
// whose safety is lost without it.
var guarded = map[string][]string{
	"f01-acute-suicidality":          {"acute-suicidality", "suicide-plan-and-means", "cannot-keep-safe"},
	"f02-harm-to-others":             {"harm-to-others-imminent"},
	"f03-acute-psychosis":            {"acute-psychosis"},
	"f04-acute-mania":                {"acute-mania"},
	"f05-intoxication-or-withdrawal": {"acute-intoxication", "severe-alcohol-withdrawal"},
	"f06-medical-instability":        {"medical-instability"},
	"f06-not-found-stable":           {"medically-stable"},
	"f07-risk-not-assessed":          {"risk-not-assessed", "no-acute-risk"},
	"f07-threat-not-cleared":         {"no-imminent-threat"},
	"f08-group-alone-after-attempt":  {"recent-suicide-attempt"},
	"f08-kind-of-group":              {"group-type-heterogeneous"},
	"f08-kind-of-the-only-group":     {"group-type-heterogeneous"},
	"f08-group-ideation":             {"group-type-heterogeneous"},
	"f08-individual-ideation":        {},
	"f09-consenter-may-be-abuser":    {"consenter-may-be-abuser"},
	"f09-group-abuser-present":       {"abuser-in-available-group"},
	"f10-age":                        {"adult"},
	"f10-consent-unclear":            {"consent-unclear"},
	"f10-consent-refused":            {"consent-given"},
	"f10-refusal-12-to-15":           {"consent-given"},
	"f10-consent-12-to-15":           {"parental-consent"},
	"f10-consent-under-12":           {"parental-consent"},
	"f17-group-agreements":           {"cannot-honour-group-agreements"},
	"f18-group-aggression":           {"uncontrolled-aggression"},
	"f19-group-delusions":            {"delusions-involving-group"},
	"f24-group-antisocial-traits":    {"severe-antisocial-traits"},
	"f51-bereaved-own-safety":        {"passive-suicidal-ideation"},
}

func ruleOf(t *testing.T, p policy.Policy, id string) policy.Rule {
	t.Helper()
	i := slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.ID == id })
	require.GreaterOrEqual(t, i, 0, id)
	return p.Rules[i]
}

// TestSafeguardsAreMissed checks that Losses notices every way of weakening a rule that safety needs,
// and reports no loss for any other rule.
func TestSafeguardsAreMissed(t *testing.T) {
	p := standard.Policy()
	for _, r := range p.Rules {
		want, is := guarded[r.ID]
		_, err := p.Overlay(policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Off: []string{r.ID}})
		if !is || len(want) == 0 {
			require.Empty(t, lost(err), "%s is nobody's safety", r.ID)
			continue
		}
		require.Equal(t, want, lost(err), "off: %s", r.ID)
		for name, change := range map[string]func(r *policy.Rule) bool{
			"narrowed by a statement": func(r *policy.Rule) bool { r.When = therapy.All(r.When, therapy.Is(therapy.LowHope)); return true },
			"narrowed by an age": func(r *policy.Rule) bool {
				r.Ages = therapy.From12To15
				return r.ID != "f10-refusal-12-to-15" && r.ID != "f10-consent-12-to-15"
			},
			"made optional": func(r *policy.Rule) bool {
				had := !r.RequiredIf.IsZero()
				r.RequiredIf = therapy.Condition{}
				return had
			},
			"required later": func(r *policy.Rule) bool {
				had := !r.RequiredIf.IsZero()
				r.RequiredIf = therapy.All(r.RequiredIf, therapy.Is(therapy.LowHope))
				return had
			},
			"excludes less": func(r *policy.Rule) bool {
				full := len(r.Excludes)
				r.Excludes = []policy.Option{standard.Combined}
				return full > 0
			},
			"moved to where it only excludes": func(r *policy.Rule) bool {
				had := len(r.Excludes) == 0 && len(r.Grades) == 0
				r.Layer, r.Excludes, r.Reopens = therapy.LayerEligibility, []policy.Option{standard.Individual}, r.Says
				return had
			},
			"graded less": func(r *policy.Rule) bool {
				had := len(r.Grades) > 0
				r.Grades = []policy.Grading{{Option: standard.Combined, Grade: therapy.Consider}}
				return had
			},
		} {
			weak := r
			if !change(&weak) {
				continue
			}
			_, err := p.Overlay(policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Replace: []policy.Rule{weak}})
			require.Subset(t, want, lost(err), "%s %s: %v", r.ID, name, err)
			require.NotEmpty(t, lost(err), "%s %s: %v", r.ID, name, err)
		}
	}
}

// vocabulary returns the built-in statements, changed.
func vocabulary(t *testing.T, change func(*therapy.FactorInfo) (keep bool)) therapy.Vocabulary {
	t.Helper()
	var infos []therapy.FactorInfo
	gone := map[therapy.Factor]therapy.Factor{}
	for f, info := range therapy.Factors().All() {
		if !change(&info) {
			gone[f] = ""
			continue
		}
		gone[f] = info.Factor
		infos = append(infos, info)
	}
	for i := range infos {
		var excludes []therapy.Factor
		for _, f := range infos[i].Excludes {
			if gone[f] != "" {
				excludes = append(excludes, gone[f])
			}
		}
		infos[i].Excludes = excludes
	}
	v, err := therapy.NewVocabulary(infos...)
	require.NoError(t, err)
	return v
}

// TestVocabulariesKeepSafety checks that a policy file whose statements are less careful than the
// built-in ones has lost safety.
func TestVocabulariesKeepSafety(t *testing.T) {
	weaken := func(change func(*therapy.FactorInfo)) map[therapy.Factor]bool {
		p := standard.Policy()
		p.Factors = vocabulary(t, func(info *therapy.FactorInfo) bool { change(info); return true })
		list := map[therapy.Factor]bool{}
		for _, f := range lost(p.Validate()) {
			list[therapy.Factor(f)] = true
		}
		return list
	}
	discreet, trained, stays, safety := map[therapy.Factor]bool{}, map[therapy.Factor]bool{}, map[therapy.Factor]bool{}, map[therapy.Factor]bool{}
	for f, info := range therapy.Factors().All() {
		if info.Discretion > 0 {
			discreet[f] = true
		}
		if info.Asking.Trained {
			trained[f] = true
		}
		if info.Asking.BlankStays {
			stays[f] = true
		}
		if info.Layer == therapy.LayerSafety {
			safety[f] = true
		}
	}
	require.Equal(t, discreet, weaken(func(info *therapy.FactorInfo) { info.Discretion = 0 }))
	require.Equal(t, trained, weaken(func(info *therapy.FactorInfo) { info.Asking.Trained = false }))
	require.Equal(t, stays, weaken(func(info *therapy.FactorInfo) { info.Asking.BlankStays = false }))
	require.Equal(t, safety, weaken(func(info *therapy.FactorInfo) {
		if info.Layer == therapy.LayerSafety {
			info.Layer = therapy.LayerNeed
		}
	}))
	require.Equal(t, safety, weaken(func(info *therapy.FactorInfo) {
		if info.Layer == therapy.LayerSafety {
			info.Asking.If = therapy.Is(therapy.LowHope)
		}
	}), "asked of fewer people")
	require.Empty(t, weaken(func(info *therapy.FactorInfo) { info.Alarm = 0 }), "the marks of the built-in vocabulary hold")
	require.Empty(t, weaken(func(info *therapy.FactorInfo) {
		if info.Alarm == therapy.Danger {
			info.Alarm = therapy.AllClear
		}
	}), "whatever a copy of it says")
}

// TestDangersLeftOutAreMissed checks that Losses notices a danger that a policy file leaves out, or
// has under another name.
func TestDangersLeftOutAreMissed(t *testing.T) {
	rename := func(name therapy.Factor) policy.Policy {
		p := standard.Policy()
		p.Factors = vocabulary(t, func(info *therapy.FactorInfo) bool { return info.Factor != name })
		mentions := func(c therapy.Condition) bool { return slices.Contains(slices.Collect(c.Factors()), name) }
		p.Conflicts = nil
		p.Crisis = slices.DeleteFunc(p.Crisis, func(c policy.CrisisLine) bool { return mentions(c.When) || mentions(c.Said) })
		p.Actions = slices.DeleteFunc(p.Actions, func(a policy.Action) bool { return mentions(a.When) })
		p.Cautions = slices.DeleteFunc(p.Cautions, func(c policy.Caution) bool { return mentions(c.When) || mentions(c.Unless) })
		p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool {
			return mentions(p.Condition(r)) || mentions(r.RequiredIf) || slices.Contains(r.Asks, name)
		})
		return p
	}
	for f, info := range therapy.Factors().All() {
		if info.Alarm != therapy.Danger && f != therapy.AbuserInAvailableGroup && f != therapy.ConsenterMayBeAbuser && f != therapy.GroupTypeHeterogeneous && f != therapy.ParentalConsent {
			continue
		}
		p := rename(f)
		require.Contains(t, lost(p.Validate()), string(f))
		p.Waivers = []policy.Waiver{{Statement: f, By: "medical director", Why: "it is found out elsewhere, by hand"}}
		require.NotContains(t, lost(p.Validate()), string(f), "a waiver can name what the policy does not have")
	}
	p := standard.Policy()
	p.Waivers = []policy.Waiver{{Statement: "nobody-knows-it", By: "medical director", Why: "it is found out elsewhere, by hand"}}
	require.ErrorIs(t, p.Validate(), therapy.ErrReference)
}

// Every escalation says what to do, and a policy whom to call.
func TestEscalationsSayWhatToDo(t *testing.T) {
	p := standard.Policy()
	for id, want := range map[string][]string{
		"now-emergency":         dangers(),
		"now-urgent-assessment": dangers(),
		"now-medical":           {"acute-intoxication", "severe-alcohol-withdrawal", "medical-instability"},
		"now-perinatal":         {"perinatal"},
	} {
		off := policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Off: []string{id}}
		_, err := p.Overlay(off)
		require.Equal(t, want, lost(err), "off: %s", id)
		i := slices.IndexFunc(p.Actions, func(a policy.Action) bool { return a.ID == id })
		for name, change := range map[string]func(*policy.Action) bool{
			"narrowed": func(a *policy.Action) bool {
				low := therapy.Is(therapy.LowHope)
				if a.When.IsZero() {
					a.When = low
				} else {
					a.When = therapy.All(a.When, low)
				}
				return true
			},
			"weaker":               func(a *policy.Action) bool { a.Says.Clinician = "Think of what could be done."; return true },
			"weaker to the client": func(a *policy.Action) bool { a.Says.Client = "Take your time."; return true },
			"moved to the end":     func(*policy.Action) bool { return id != "now-medical" }, // the last one
		} {
			weaker := p.Actions[i]
			if !change(&weaker) {
				continue
			}
			off.Actions = []policy.Action{weaker}
			_, err := p.Overlay(off)
			require.NotEmpty(t, lost(err), "%s %s", id, name)
		}
		off.Actions = nil
		for _, f := range want {
			off.Waivers = append(off.Waivers, policy.Waiver{Statement: therapy.Factor(f), By: "medical director", Why: "the ward says what to do itself"})
		}
		_, err = p.Overlay(off)
		require.NoError(t, err, id)
	}
	// A policy file is checked as far as possible without the policy that it is based on.
	file := standard.Policy()
	file.Actions = slices.DeleteFunc(file.Actions, func(a policy.Action) bool { return !a.When.IsZero() })
	require.Equal(t, []string{"acute-intoxication", "severe-alcohol-withdrawal", "medical-instability", "perinatal"}, lost(file.Validate()))
	// More situations and additional texts are not a loss.
	wider := p.Actions[slices.IndexFunc(p.Actions, func(a policy.Action) bool { return a.ID == "now-medical" })]
	wider.When = therapy.Any(wider.When, therapy.Is(therapy.LowHope))
	more := policy.Action{ID: "now-ward", Says: policy.Words{Clinician: "Call the ward.", Client: "Call the ward."}, Sources: wider.Sources}
	_, err := p.Overlay(policy.Overlay{ID: "more", Version: "1.0.0", Title: "more", Off: []string{wider.ID}, Actions: []policy.Action{wider, more}})
	require.NoError(t, err)

	p.Crisis = nil
	rules := []string{}
	for _, e := range therapy.FieldErrors(p.Validate()) {
		rules = append(rules, e.Rule)
	}
	require.Equal(t, []string{"crisis-missing"}, rules)
}

// dangers lists the dangers of the built-in vocabulary.
func dangers() []string {
	var list []string
	for f, info := range therapy.Factors().All() {
		if info.Alarm == therapy.Danger {
			list = append(list, string(f))
		}
	}
	return list
}

// No caution about safety may be lost: it counts as lost if another rule says something about the
// same statement, if it reaches fewer people, or if its wording changes. Cautions about how
// formats fit or are organised are left to the service.
func TestCautionsAreMissed(t *testing.T) {
	p := standard.Policy()
	missed := 0
	for i, c := range p.Cautions {
		safety := false
		for f := range c.Scope().Factors() {
			info, _ := p.Factors.Outline(f)
			safety = safety || info.Layer == therapy.LayerSafety || info.Alarm != 0
		}
		off := policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Off: []string{c.ID}}
		_, err := p.Overlay(off)
		require.Equal(t, safety, len(lost(err)) > 0, "%s: %v", c.ID, err)
		if !safety {
			continue
		}
		missed++
		for name, change := range map[string]func(*policy.Caution){
			"narrowed":       func(c *policy.Caution) { c.When = therapy.All(c.When, therapy.Is(therapy.LowHope)) },
			"held back":      func(c *policy.Caution) { c.Unless = therapy.Is(therapy.LowHope) },
			"fewer outcomes": func(c *policy.Caution) { c.Outcomes = []policy.Outcome{policy.Escalate} },
			"other words":    func(c *policy.Caution) { c.Says.Clinician = "Be careful." },
			"for a format":   func(c *policy.Caution) { c.Advised = []policy.Option{standard.Group} },
		} {
			weaker := p.Cautions[i]
			change(&weaker)
			off.Cautions = []policy.Caution{weaker}
			_, err := p.Overlay(off)
			require.NotEmpty(t, lost(err), "%s %s", c.ID, name)
		}
	}
	require.Greater(t, missed, 5)
	for _, id := range []string{"abuse-never-together", "abuse-danger-now", "abuse-of-a-minor"} {
		_, err := p.Overlay(policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Off: []string{id}})
		require.Equal(t, []string{"domestic-abuse", "abuse-suspected", "abuser-in-available-group", "consenter-may-be-abuser"}, lost(err), id)
	}
}

// A waiver names a role and gives a reason that can be read.
func TestWaiversAreReasons(t *testing.T) {
	for _, tt := range []struct {
		by, why string
		rules   []string
	}{
		{".", ".", []string{"waiver-by", "waiver-why"}},
		{"", "", []string{"waiver-by", "waiver-why"}},
		{"x", "x x x x x x", []string{"waiver-by", "waiver-why"}},
		{"medical director", "because", []string{"waiver-why"}},
		{"medical director", "123 456 789 1011 12 13", []string{"waiver-why"}},
		{"medical director", "Risk is assessed elsewhere.", nil},
		{"ärztliche Leitung", "Das Risiko wird anderswo beurteilt.", nil},
	} {
		p := withoutRule("f04-acute-mania")
		p.Waivers = []policy.Waiver{{Statement: therapy.AcuteMania, By: tt.by, Why: tt.why}}
		var rules []string
		for _, e := range therapy.FieldErrors(p.Validate()) {
			rules = append(rules, e.Rule)
		}
		require.Equal(t, tt.rules, rules, "%q %q", tt.by, tt.why)
	}
}

// withoutRule is the standard policy without one of its rules.
func withoutRule(id string) policy.Policy {
	p := standard.Policy()
	p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool { return r.ID == id })
	return p
}

// TestNeedlessWaivers checks that a waiver for safety that is not lost is refused, in an overlay and
// in a policy file: every result would say that the policy lacks something that it has, and the next
// overlay could remove it without notice.
func TestNeedlessWaivers(t *testing.T) {
	waiver := func(f therapy.Factor) []policy.Waiver {
		return []policy.Waiver{{Statement: f, By: "medical director", Why: "it is found out elsewhere, by hand"}}
	}
	p := standard.Policy()
	for _, f := range []therapy.Factor{therapy.AcuteMania, therapy.NoAcuteRisk, therapy.DomesticAbuse, therapy.LimitedBudget} {
		o := policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Waivers: waiver(f)}
		_, err := p.Overlay(o)
		require.Equal(t, []string{"/waivers/0/statement waiver-needless"}, brokenRules(err), f)
		o.Off = []string{"f05-intoxication-or-withdrawal"}
		o.Waivers = append(o.Waivers, append(waiver(therapy.AcuteIntoxication), waiver(therapy.SevereAlcoholWithdrawal)...)...)
		_, err = p.Overlay(o)
		require.Equal(t, []string{"/waivers/0/statement waiver-needless"}, brokenRules(err), f)
		file := standard.Policy()
		file.Waivers = waiver(f)
		require.Equal(t, []string{"/waivers/0/statement waiver-needless"}, brokenRules(file.Validate()), f)
	}
}

// TestWaiversFreeNothingElse checks that a waiver for one statement does not allow to reword a rule
// about several statements.
func TestWaiversFreeNothingElse(t *testing.T) {
	p := standard.Policy()
	well := policy.Words{Clinician: "All is well, go on.", Client: "All is well."}
	o := policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Rules: []policy.Rule{{
		ID: "all-is-well", Layer: therapy.LayerSafety, Ages: therapy.AnyAge, Says: well, Sources: testSources,
		When: therapy.AnyOf(therapy.AcuteIntoxication, therapy.AcuteMania, therapy.AcuteSuicidality),
	}}}
	waived := []policy.Waiver{{Statement: therapy.AcuteIntoxication, By: "medical director", Why: "the ward says it in words of its own"}}
	_, err := p.Overlay(o)
	require.Equal(t, []string{"acute-intoxication", "acute-mania", "acute-suicidality"}, lost(err))
	o.Waivers = waived
	_, err = p.Overlay(o)
	require.Equal(t, []string{"acute-mania", "acute-suicidality"}, lost(err))
}

// situation is a situation in which no policy without a waiver may rank options, or may advise
// certain options.
type situation struct {
	name    string
	answers recommend.Answers
	never   func(rec recommend.Recommendation) bool
}

// situations are written by hand, independent of the code that checks policies.
func situations() []situation {
	ranked := func(rec recommend.Recommendation) bool {
		return rec.Outcome() == policy.Recommended || rec.Outcome() == policy.Either || rec.Outcome() == policy.NoneSuitable
	}
	group := func(rec recommend.Recommendation) bool {
		return rec.Advises(standard.Group) || rec.Advises(standard.Combined)
	}
	aloneAtAll := func(rec recommend.Recommendation) bool { return rec.Advises(standard.Group) }
	var list []situation
	add := func(name string, never func(recommend.Recommendation) bool, answers recommend.Answers) {
		list = append(list, situation{name, answers, never})
	}
	for f, info := range therapy.Factors().All() {
		switch info.Alarm {
		case therapy.Danger:
			add(string(f), func(rec recommend.Recommendation) bool { return rec.Outcome() != policy.Escalate }, recommend.Answers{f: therapy.Yes})
		case therapy.AllClear:
			add("no "+string(f), ranked, recommend.Answers{f: therapy.No})
		case therapy.NotAssessed:
			add(string(f), ranked, recommend.Answers{f: therapy.Yes})
		}
	}
	for _, young := range []therapy.Factor{therapy.Adolescent12To15, therapy.ChildUnder12} {
		for _, abuse := range []therapy.Factor{therapy.DomesticAbuse, therapy.AbuseSuspected} {
			add("consenter not asked", ranked, recommend.Answers{young: therapy.Yes, abuse: therapy.Yes})
		}
		add("nobody consents", ranked, recommend.Answers{young: therapy.Yes, therapy.ParentalConsent: therapy.No, therapy.ConsentGiven: therapy.No})
	}
	add("child, not asked whether a parent consents", ranked, recommend.Answers{therapy.ChildUnder12: therapy.Yes})
	for _, young := range []therapy.Factor{therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12} {
		add("the one who consents", ranked, recommend.Answers{young: therapy.Yes, therapy.ConsenterMayBeAbuser: therapy.Yes})
	}
	for _, abuse := range []therapy.Factor{therapy.DomesticAbuse, therapy.AbuseSuspected} {
		add("the abuser may be there", group, recommend.Answers{abuse: therapy.Yes})
	}
	add("the abuser is there", group, recommend.Answers{therapy.AbuserInAvailableGroup: therapy.Yes})
	add("age", ranked, recommend.Answers{})
	add("consent unclear", ranked, recommend.Answers{therapy.ConsentUnclear: therapy.Yes})
	add("refusal", ranked, recommend.Answers{therapy.Adult: therapy.Yes, therapy.ConsentGiven: therapy.No})
	add("dementia, consent not asked", ranked, recommend.Answers{therapy.DementiaMildModerate: therapy.Yes})
	add("refusal at 14", ranked, recommend.Answers{therapy.Adolescent12To15: therapy.Yes, therapy.ConsentGiven: therapy.No, therapy.ParentalConsent: therapy.Yes})
	for _, f := range []therapy.Factor{therapy.AnorexiaNervosa, therapy.BulimiaNervosa, therapy.OSFED} {
		add("body not checked", ranked, recommend.Answers{f: therapy.Yes})
	}
	add("attempt", aloneAtAll, recommend.Answers{therapy.RecentSuicideAttempt: therapy.Yes})
	onlyIt := func(rec recommend.Recommendation) bool {
		return rec.Outcome() == policy.Recommended && rec.Advises(standard.Group)
	}
	for _, f := range []therapy.Factor{therapy.PassiveSuicidalIdeation, therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted} {
		add("kind of group not asked", aloneAtAll, recommend.Answers{f: therapy.Yes, therapy.DBTAvailable: therapy.No})
		// A flagged option is advised alone if it is the only one left.
		add("mixed group", func(rec recommend.Recommendation) bool { return onlyIt(rec) && !rec.AgainstIndication() },
			recommend.Answers{f: therapy.Yes, therapy.GroupTypeHeterogeneous: therapy.Yes})
	}
	for _, f := range []therapy.Factor{therapy.RecurrentSelfHarm, therapy.SelfHarmProgrammeWanted} {
		for _, none := range []therapy.Factor{therapy.IndividualUnavailable, therapy.DeclinesIndividual} {
			add("kind of the only group not asked", aloneAtAll, recommend.Answers{f: therapy.Yes, therapy.BPD: therapy.Yes, therapy.DBTAvailable: therapy.Yes, none: therapy.Yes})
		}
		add("group of a programme alone", onlyIt, recommend.Answers{f: therapy.Yes, therapy.BPD: therapy.Yes, therapy.DBTAvailable: therapy.Yes, therapy.IndividualUnavailable: therapy.No, therapy.DeclinesIndividual: therapy.No})
	}
	add("bereaved", ranked, recommend.Answers{therapy.BereavedBySuicide: therapy.Yes})
	return list
}

// answeredBy adds answers to a situation: answers with which a decision passes safety, answers that
// support options, and random ones, but none about statements that the situation leaves open.
func (s situation) answeredBy(rng *rand.Rand, r *recommend.Recommender, infos []therapy.FactorInfo) (recommend.Answers, bool) {
	answers := recommend.Answers{therapy.NoAcuteRisk: therapy.Yes, therapy.NoImminentThreat: therapy.Yes, therapy.ConsentGiven: therapy.Yes, therapy.Adult: therapy.Yes}
	maps.Copy(answers, s.answers)
	for _, band := range []therapy.Factor{therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12} {
		if s.answers[band] == therapy.Yes || s.name == "age" {
			delete(answers, therapy.Adult)
		}
	}
	if slices.Contains([]string{"child, not asked whether a parent consents", "age", "dementia, consent not asked"}, s.name) {
		delete(answers, therapy.ConsentGiven)
	}
	open := []therapy.Factor{
		therapy.ConsenterMayBeAbuser, therapy.AbuserInAvailableGroup, therapy.MedicallyStable, therapy.GroupTypeHeterogeneous, therapy.PassiveSuicidalIdeation,
		therapy.ParentalConsent, therapy.ConsentGiven, therapy.Adult, therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12,
	}
	for range 1 + rng.IntN(12) {
		info := infos[rng.IntN(len(infos))]
		f := info.Factor
		if _, said := answers[f]; said || slices.Contains(open, f) {
			continue
		}
		answer := []therapy.Answer{therapy.Yes, therapy.No, therapy.Yes, therapy.Strongly}[rng.IntN(4)]
		if answer == therapy.No || !contradicts(info, answers) {
			answers[f] = answer
		}
	}
	_, err := r.Pack(answers)
	return answers, err == nil
}

// TestCheckedPoliciesKeepSafety changes rules of policies at random, and checks that every policy
// that Validate accepts without a waiver is safe in all situations: the check uses only the smallest
// sets of answers, and its result has to hold for all answers.
func TestCheckedPoliciesKeepSafety(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 12))
	p := standard.Policy()
	infos := infosOf(p)
	some := func() therapy.Factor { return infos[rng.IntN(len(infos))].Factor }
	changes := []func(r *policy.Rule) bool{
		func(*policy.Rule) bool { return false },
		func(r *policy.Rule) bool { r.When = therapy.All(r.When, therapy.Is(some())); return true },
		func(r *policy.Rule) bool { r.When = therapy.Any(r.When, therapy.Is(some())); return true },
		func(r *policy.Rule) bool { r.When = therapy.All(r.When, therapy.Not(therapy.Is(some()))); return true },
		func(r *policy.Rule) bool { r.RequiredIf = therapy.Condition{}; return true },
		func(r *policy.Rule) bool { r.RequiredIf = therapy.Any(r.RequiredIf, therapy.Is(some())); return true },
		func(r *policy.Rule) bool { r.RequiredIf = therapy.All(); return true },
		func(r *policy.Rule) bool { r.Ages = therapy.Adults; return true },
	}
	var ids []string
	for _, r := range p.Rules {
		if _, is := guarded[r.ID]; is {
			ids = append(ids, r.ID)
		}
	}
	accepted, tried := 0, 150
	if testing.Short() {
		tried = 40
	}
	for n := range tried {
		changed := standard.Policy()
		for range min(n, 1+rng.IntN(3)) { // the first is unchanged
			id := ids[rng.IntN(len(ids))]
			i := slices.IndexFunc(changed.Rules, func(r policy.Rule) bool { return r.ID == id })
			if i < 0 {
				continue
			}
			if r := changed.Rules[i]; changes[rng.IntN(len(changes))](&r) {
				changed.Rules[i] = r
			} else {
				changed.Rules = slices.Delete(changed.Rules, i, i+1)
			}
		}
		r, err := recommend.New(changed)
		if err != nil {
			continue
		}
		accepted++
		for _, s := range situations() {
			for range 25 {
				answers, sound := s.answeredBy(rng, r, infos)
				if !sound {
					continue
				}
				rec, err := r.Recommend(given(answers), now)
				require.NoError(t, err)
				require.False(t, s.never(rec), "%s: %s on %s", s.name, rec, mustJSON(t, answers))
			}
		}
	}
	require.Greater(t, accepted, tried/20)
	t.Logf("%d of %d changed policies were accepted", accepted, tried)
}

func mustJSON(t *testing.T, answers recommend.Answers) string {
	t.Helper()
	data, err := answers.MarshalJSON()
	require.NoError(t, err)
	return string(data)
}
