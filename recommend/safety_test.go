package recommend_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// An answer with a date in the future does not apply today.
func TestSafetyAnswersFromTheFutureCountAsUnknown(t *testing.T) {
	now := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	for ahead, ranked := range map[time.Duration]bool{0: true, time.Minute: true, 48 * time.Hour: false, 80 * 365 * 24 * time.Hour: false} {
		rec, err := recommend.Default().Recommend(recommend.Intake{
			Answers:  recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly},
			Assessed: recommend.Provenance{At: now.Add(ahead)},
		}, now)
		require.NoError(t, err)
		require.Equal(t, ranked, rec.Outcome() == policy.Recommended, ahead)
	}
}

// With a waiver the policy is valid, and the waiver is in every result, in the audit and in the
// kit.
func TestWaiversAreSeen(t *testing.T) {
	o := weak()
	for _, f := range []therapy.Factor{therapy.AcuteSuicidality, therapy.SuicidePlanAndMeans, therapy.CannotKeepSafe, therapy.RiskNotAssessed, therapy.NoAcuteRisk} {
		o.Waivers = append(o.Waivers, policy.Waiver{Statement: f, By: "medical director", Why: "risk is assessed elsewhere"})
	}
	p, err := standard.Policy().Overlay(o)
	require.NoError(t, err)
	rec, err := recommend.Must(p).Recommend(given(yes(therapy.Isolation)), now)
	require.NoError(t, err)
	x := rec.For(recommend.Audience{})
	require.Contains(t, strings.Join(strings.Fields(x.Text()), " "), "does without the safety of acute-suicidality (medical director: risk is assessed elsewhere)")
	require.Contains(t, string(x.AppendJSON(nil)), `"waivers":[{"statement":"acute-suicidality","by":"medical director"`)
	report, err := governance.Audit(p, therapy.Date{})
	require.NoError(t, err)
	n := 0
	for _, f := range report.Findings {
		if f.Kind == governance.SafetyWaived {
			n++
		}
	}
	require.Equal(t, 5, n)
	require.ErrorContains(t, recommendtest.Check(p, therapy.Date{}), "keeps-safety")
	allowed := recommendtest.Subject{Policy: p, AllowWaivers: []therapy.Factor{
		therapy.AcuteSuicidality, therapy.SuicidePlanAndMeans, therapy.CannotKeepSafe, therapy.RiskNotAssessed, therapy.NoAcuteRisk,
	}}
	if err := allowed.Check(); err != nil {
		require.NotContains(t, err.Error(), "keeps-safety")
	}
	for _, w := range []policy.Waiver{{Statement: therapy.AcuteMania, Why: "why"}, {Statement: therapy.AcuteMania, By: "who"}, {Statement: "nothing-known", By: "who", Why: "why"}} {
		bad := standard.Policy()
		bad.Waivers = []policy.Waiver{w}
		require.Error(t, bad.Validate())
	}
}

// Danger comes before everything that is only unknown.
func TestBadNewsComesFirst(t *testing.T) {
	for _, tt := range []struct {
		answers recommend.Answers
		says    string
	}{
		{recommend.Answers{therapy.Adult: therapy.Yes, therapy.MedicallyStable: therapy.No}, "The body was checked and not found stable"},
		{recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoImminentThreat: therapy.No}, "Danger to others was not found to be absent"},
		{recommend.Answers{therapy.Adult: therapy.Yes, therapy.MedicallyStable: therapy.No, therapy.NoAcuteRisk: therapy.Yes}, "one of the two is wrong"},
	} {
		rec, err := theStandard().Recommend(given(tt.answers), now)
		require.NoError(t, err)
		require.Equal(t, policy.NeedsInformation, rec.Outcome())
		require.Contains(t, strings.Join(rec.For(recommend.Audience{}).Summary().Flags, " "), tt.says, "it is in the summary too")
		text := strings.Join(strings.Fields(rec.For(recommend.Audience{}).Text()), " ")
		_, questions, found := strings.Cut(text, "What has to be known first")
		require.True(t, found)
		first := strings.Index(questions, tt.says)
		require.Positive(t, first, tt.says)
		if other := strings.Index(questions, "What the answer could mean"); other >= 0 {
			require.Less(t, first, other, "before statements that are only open")
		}
	}
	rec, err := theStandard().Recommend(given(recommend.Answers{therapy.Adult: therapy.Yes}), now)
	require.NoError(t, err)
	require.Contains(t, strings.Join(strings.Fields(rec.For(recommend.Audience{}).Text()), " "), "One statement by a trained person")
}

// With thoughts of suicide or self-harm the policy asks for the kind of group, and after a recent
// attempt a group alone is never advised.
func TestGroupAndSelfHarm(t *testing.T) {
	for _, f := range []therapy.Factor{therapy.PassiveSuicidalIdeation, therapy.RecurrentSelfHarm, therapy.RecentSuicideAttempt} {
		rec, err := theStandard().Recommend(given(yes(f, therapy.PrefersGroup, therapy.Isolation)), now)
		require.NoError(t, err)
		require.Equal(t, policy.NeedsInformation, rec.Outcome(), f)
		q := slices.Collect(rec.Questions())
		require.Equal(t, therapy.GroupTypeHeterogeneous, q[0].Info.Factor, f)
		rec, err = theStandard().Recommend(given(yes(f, therapy.PrefersGroup, therapy.InformedDiscussionDone, therapy.Isolation, therapy.GroupTypeHeterogeneous)), now)
		require.NoError(t, err)
		require.False(t, rec.Outcome() == policy.Recommended && rec.Advises(standard.Group), "%s: %s", f, rec)
	}
	for _, mixed := range []therapy.Answer{therapy.Yes, therapy.No} {
		attempt := but(yes(therapy.RecentSuicideAttempt, therapy.PrefersGroup, therapy.InformedDiscussionDone), therapy.GroupTypeHeterogeneous, mixed)
		rec, err := theStandard().Recommend(given(attempt), now)
		require.NoError(t, err)
		require.False(t, rec.Advises(standard.Group), rec)
		rec, err = theStandard().Recommend(given(but(attempt, therapy.IndividualUnavailable, therapy.Yes)), now)
		require.NoError(t, err)
		require.Equal(t, policy.NoneSuitable, rec.Outcome(), "also when nothing else is left")
	}
	// A programme that consists of both parts answers the question.
	rec, err := theStandard().Recommend(given(yes(therapy.BPD, therapy.DBTAvailable, therapy.RecurrentSelfHarm)), now)
	require.NoError(t, err)
	require.True(t, rec.Advises(standard.Combined), rec)
}

// The person who would consent may be the abuser: the policy asks if a person under sixteen is or
// may be abused, and stops.
func TestConsenterMayBeAbuser(t *testing.T) {
	child := recommend.Answers{
		therapy.Adolescent12To15: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.NoImminentThreat: therapy.Yes, therapy.ParentalConsent: therapy.Yes,
		therapy.ConsentGiven: therapy.Yes, therapy.Isolation: therapy.Yes,
	}
	for _, f := range []therapy.Factor{therapy.DomesticAbuse, therapy.AbuseSuspected} {
		abused := but(but(child, f, therapy.Yes), therapy.AbuserInAvailableGroup, therapy.No)
		rec, err := theStandard().Recommend(given(abused), now)
		require.NoError(t, err)
		require.Equal(t, policy.NeedsInformation, rec.Outcome(), "asked")
		rec, err = theStandard().Recommend(given(but(abused, therapy.ConsenterMayBeAbuser, therapy.Yes)), now)
		require.NoError(t, err)
		require.Equal(t, policy.NeedsInformation, rec.Outcome(), "stops")
		require.Contains(t, strings.Join(strings.Fields(rec.For(recommend.Audience{}).Text()), " "), "Stop for safeguarding")
		client := rec.For(recommend.Audience{Reader: policy.Client}).Text()
		for _, word := range []string{"abuse", "hurts", "consent"} {
			require.NotContains(t, strings.ToLower(client), word)
		}
		rec, err = theStandard().Recommend(given(but(abused, therapy.ConsenterMayBeAbuser, therapy.No)), now)
		require.NoError(t, err)
		require.Equal(t, policy.Recommended, rec.Outcome())
	}
}

// Answers that say that there is no danger become too old; answers that say that there is danger
// do not.
func TestSafetyAnswersGrowOld(t *testing.T) {
	answers := yes(therapy.Isolation)
	for days, stale := range map[int]bool{0: false, 7: false, 8: true, 400: true} {
		intake := given(answers)
		intake.Assessed.At = now.Add(-time.Duration(days) * 24 * time.Hour)
		rec, err := theStandard().Recommend(intake, now)
		require.NoError(t, err)
		require.Equal(t, stale, len(slices.Collect(rec.Stale())) > 0, days)
		require.Equal(t, stale, rec.Outcome() == policy.NeedsInformation, days)
		require.False(t, rec.SafetyUndated())
	}
	undated, err := theStandard().Recommend(given(answers), now)
	require.NoError(t, err)
	require.True(t, undated.SafetyUndated())
	require.Contains(t, undated.For(recommend.Audience{}).Text(), "It is not stated when safety was asked about.")
	// If the moment of the decision is not stated, no answer is too old, and the result says so.
	dated := given(answers)
	dated.Assessed.At = now.AddDate(-1, 0, 0)
	unchecked, err := theStandard().Recommend(dated, time.Time{})
	require.NoError(t, err)
	require.True(t, unchecked.SafetyUndated())
	require.Contains(t, strings.Join(strings.Fields(unchecked.For(recommend.Audience{}).Text()), " "), "the age of the answers about safety was not checked")
	old := given(recommend.Answers{therapy.Adult: therapy.Yes, therapy.AcuteSuicidality: therapy.Yes})
	old.Assessed.At = now.AddDate(-1, 0, 0)
	rec, err := theStandard().Recommend(old, now)
	require.NoError(t, err)
	require.Equal(t, policy.Escalate, rec.Outcome(), "a date does not cancel danger")
	// A policy may state another limit with a reason.
	p := standard.Policy()
	p.SafetyDays = 2
	require.Error(t, p.Validate())
	p.SafetyDaysWhy = "people of a crisis service are seen every other day"
	intake := given(answers)
	intake.Assessed.At = now.Add(-3 * 24 * time.Hour)
	rec, err = recommend.Must(p).Recommend(intake, now)
	require.NoError(t, err)
	require.NotEmpty(t, slices.Collect(rec.Stale()))
}

// A statement of danger in another spelling is refused, not overlooked.
func TestDangerInOtherSpellings(t *testing.T) {
	for _, name := range []string{"acute_suicidality", "acuteSuicidality", "Acute-Suicidality", "ACUTE-SUICIDALITY", "acute suicidality", "AcuteSuicidality", " acute-suicidality "} {
		rec, err := theStandard().RecommendJSON([]byte(`{"adult":"yes","`+name+`":"yes"}`), now)
		require.Error(t, err, name)
		require.Equal(t, policy.Escalate, rec.Outcome(), name)
		rec, err = theStandard().Recommend(given(recommend.Answers{therapy.Adult: therapy.Yes, therapy.Factor(name): therapy.Yes}), now)
		require.Error(t, err, name)
		require.Equal(t, policy.Escalate, rec.Outcome(), name)
		rec, err = theStandard().RecommendJSON([]byte(`{"adult":"yes","`+name+`":"no"}`), now)
		require.Error(t, err, name)
		require.NotEqual(t, policy.Escalate, rec.Outcome(), name)
	}
	rec, err := theStandard().RecommendJSON([]byte("\ufeff{\"acute-suicidality\":\"yes\"}"), now)
	require.Error(t, err)
	require.Equal(t, policy.Escalate, rec.Outcome())
}

// A number appears in a text only for its place and while it is current, and no text has the
// number of another place.
func TestCrisisLines(t *testing.T) {
	danger := recommend.Answers{therapy.Adult: therapy.Yes, therapy.AcuteSuicidality: therapy.Yes}
	rec, err := theStandard().Recommend(given(danger), now)
	require.NoError(t, err)
	day := therapy.MustDate(2026, time.December, 1)
	numbers := map[string][]string{
		"GB-ENG": {"999", "111"}, "NZ": {"1737"}, "AU": {"000", "13 11 14"}, "US": {"911", "988"}, "IE": {"112 or 999"},
		"DE": {"112", "0800 1110111 or 0800 1110222"}, "AT": {"144", "142"}, "CH": {"144", "143"},
		"EU": {"112", "116 123"}, "FR": {"112", "116 123"}, "PL-14": {"112", "116 123"},
	}
	all := []string{"999", "1737", "13 11 14", "988", "911", "0808", "0800 111", "142", "143"}
	for place, want := range numbers {
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			text := rec.For(recommend.Audience{Reader: reader, Place: place, Date: day}).Text()
			for _, n := range want {
				require.Contains(t, text, n, place)
			}
			for _, n := range all {
				if !slices.ContainsFunc(want, func(w string) bool { return strings.Contains(w, n) }) {
					require.NotContains(t, text, n, place)
				}
			}
		}
	}
	for name, a := range map[string]recommend.Audience{
		"no place": {Date: day}, "no day": {Place: "GB-ENG"}, "too old": {Place: "GB-ENG", Date: therapy.MustDate(2027, time.December, 1)},
		"before it was checked": {Place: "GB-ENG", Date: therapy.MustDate(2026, time.January, 1)}, "no such place": {Place: "XX", Date: day},
		"not in the European Union": {Place: "NO", Date: day}, "part of a member state outside it": {Place: "FR-NC", Date: day},
		"the line of the Union too old": {Place: "FR", Date: therapy.MustDate(2027, time.December, 1)},
	} {
		text := rec.For(a).Text()
		for _, n := range append(all, "112", "116 123") {
			require.NotContains(t, text, n, name)
		}
	}
	england, err := theStandard().Recommend(given(but(danger, therapy.JurisdictionEngland, therapy.Yes)), now)
	require.NoError(t, err)
	require.Contains(t, england.For(recommend.Audience{Date: day}).Text(), "999", "an answer says the place")
	report, err := governance.Audit(standard.Policy(), therapy.MustDate(2027, time.December, 1))
	require.NoError(t, err)
	require.True(t, slices.ContainsFunc(report.Findings, func(f governance.Finding) bool { return f.ID == "crisis line GB-ENG" }))
	// A deployer can replace them.
	own := policy.CrisisLine{Place: "DE", Emergency: "112", CheckedOn: day, ReviewBy: day.AddMonths(12), Source: testSources[0]}
	p, err := standard.Policy().Overlay(policy.Overlay{ID: "own", Version: "1", Title: "own", Crisis: []policy.CrisisLine{own}})
	require.NoError(t, err)
	require.Equal(t, []policy.CrisisLine{own}, p.Crisis)
}

// TestEscalationsNameTheEmergencyNumber checks that an escalation mentions the emergency number to
// both readers, with any actions of the policy, and even if no number is known for the place.
func TestEscalationsNameTheEmergencyNumber(t *testing.T) {
	p := standard.Policy()
	p.Actions = slices.DeleteFunc(p.Actions, func(a policy.Action) bool { return a.ID == "now-emergency" })
	r, err := recommend.New(p)
	require.NoError(t, err)
	for f := range p.Factors.Names() {
		if p.Alarm(f) != therapy.Danger {
			continue
		}
		rec, err := r.Recommend(given(recommend.Answers{therapy.Adult: therapy.Yes, f: therapy.Yes}), now)
		require.NoError(t, err)
		require.Equal(t, policy.Escalate, rec.Outcome(), f)
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			for _, place := range []string{"", "GB-ENG", "DE", "XX"} {
				english := recommend.Audience{Reader: reader, Place: place, Date: therapy.MustDate(2026, time.December, 1)}
				german := english
				german.Language = de.Language()
				want := map[string]string{"GB-ENG": "999", "DE": "112"}[place]
				if want == "" {
					require.Contains(t, onLine(rec.For(english).Text()), "emergency number", "%s %s", f, place)
					require.Contains(t, onLine(rec.For(german).Text()), "Notruf", "%s %s", f, place)
					require.Contains(t, rec.For(english).Summary().Help, "emergency number")
					continue
				}
				for _, audience := range []recommend.Audience{english, german} {
					require.Contains(t, rec.For(audience).Text(), want, "%s %s", f, place)
					require.Contains(t, rec.For(audience).Summary().Help, want, "%s %s", f, place)
				}
			}
		}
	}
}

// Version 1.0.0 is kept for replay and comparison only.
func TestRetiredPolicy(t *testing.T) {
	for version := range standard.RetiredVersions() {
		p, err := standard.Retired(version)
		require.NoError(t, err)
		require.Equal(t, version, p.Version)
		_, err = recommend.New(p)
		require.ErrorIs(t, err, therapy.ErrContradiction)
		r, err := recommend.NewForReplay(p)
		require.NoError(t, err)
		rec, err := r.Recommend(given(yes(therapy.PTSD)), now)
		require.NoError(t, err)
		require.Equal(t, policy.Recommended, rec.Outcome())
		require.NoError(t, recommend.Verify(rec.CertificateWithin(100), p))
		require.True(t, p.HasDigest("sha256:59d3c2455e55acdef44cc892c990e0a8559681f0305e7f7fa3d4fb2c962bda7b"))
		require.True(t, p.HasDigest("sha256:9badef960413c842f2ce9b0942e719c913c85180fbf804ca5406e51937581598"), "and its digest without words")
	}
	_, err := standard.Retired("0.9.0")
	require.ErrorIs(t, err, therapy.ErrUnknown)
}
