package governance_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

var auditDay = therapy.MustDate(2026, time.June, 1)

// TestAuditOfTheDefaultPolicy checks that the audit finds nothing, except for two rules that exist
// only for their texts. One has the effect of another rule, and adds that it is urgent. The other
// says that individual training is offered to parents for whom a group is excluded anyway.
func TestAuditOfTheDefaultPolicy(t *testing.T) {
	report, err := governance.Audit(standard.Policy(), auditDay)
	require.NoError(t, err)
	require.Len(t, report.Findings, 2, report.Text())
	for i, id := range []string{"f07-warning-sign", "f39-individual-parent-training-first"} {
		require.Equal(t, governance.NeverMatters, report.Findings[i].Kind)
		require.Equal(t, id, report.Findings[i].ID)
	}
	require.Greater(t, report.Intakes, 10_000)
	// These rules have a text but change no decision: two grade an option as an addition that
	// their question, which lists every format, would oppose in any case. The third names
	// individual therapy for a case in which nothing else is left.
	require.Equal(t, []string{"f30-group-trauma", "f34-group-arts", "f28-individual-relapse-prevention"}, report.Undetermined,
		"every other rule that weighs tips an intake that was found")

	late, err := governance.Audit(standard.Policy(), therapy.MustDate(2090, time.January, 1))
	require.NoError(t, err)
	require.True(t, slices.ContainsFunc(late.Findings, func(f governance.Finding) bool { return f.Kind == governance.SourceOverdue }))
	require.True(t, slices.ContainsFunc(late.Findings, func(f governance.Finding) bool { return f.Kind == governance.PolicyOverdue }))
}

// TestAuditFinds breaks a sound policy in many ways, one at a time.
func TestAuditFinds(t *testing.T) {
	sound, err := governance.Audit(testPolicy(t), auditDay)
	require.NoError(t, err)
	require.Empty(t, sound.Findings, sound.Text())
	require.Contains(t, sound.Text(), "Nothing was found.")

	tests := []struct {
		name   string
		kind   governance.FindingKind
		id     string
		change func(*policy.Policy)
	}{
		{"an option nothing speaks for", governance.UnreachableOption, "group+individual", func(p *policy.Policy) {
			for i := range p.Rules {
				for j := range p.Rules[i].Points {
					if p.Rules[i].Points[j].Option == standard.Combined {
						p.Rules[i].Points[j].Points = -9
					}
				}
			}
		}},
		{"nothing excludes everything", governance.UnreachableOutcome, "none-suitable", func(p *policy.Policy) {
			p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool { return r.ID == "no-individual" })
		}},
		{"a condition that contradicts itself", governance.NeverFires, "poor", func(p *policy.Policy) {
			p.Rules[len(p.Rules)-1].When = therapy.All(therapy.Is("poor"), therapy.Not(therapy.Is("poor")))
		}},
		{"a condition that contradicts what excludes it", governance.NeverFires, "poor", func(p *policy.Policy) {
			p.Rules[len(p.Rules)-1].When = therapy.AllOf("danger", "safe")
		}},
		{"an exclusion within another", governance.NeverMatters, "narrow", func(p *policy.Policy) {
			p.Rules = append(p.Rules, exclusion("narrow", therapy.AllOf("no-group", "poor"), standard.Group))
		}},
		{"the same exclusion twice", governance.NeverMatters, "again", func(p *policy.Policy) {
			p.Rules = append(p.Rules, exclusion("again", therapy.Is("no-group"), standard.Group, standard.Combined))
		}},
		{"points for everything alike", governance.NeverMatters, "even", func(p *policy.Policy) {
			p.Rules = append(p.Rules, rule("even", therapy.LayerNeed, therapy.AllOf("lonely", "poor"), ind(1), grp(1), com(1)))
		}},
		{"points for what is ruled out", governance.NeverMatters, "too-late", func(p *policy.Policy) {
			p.Rules = append(p.Rules, rule("too-late", therapy.LayerPractical, therapy.AllOf("no-group", "lonely"), grp(2), com(-1)))
		}},
		{"for and against", governance.Contradictory, "lonely", func(p *policy.Policy) {
			p.Rules = append(p.Rules, rule("not-lonely", therapy.LayerNeed, therapy.Is("lonely"), grp(-1)))
		}},
		{"excluded and praised", governance.Contradictory, "no-group", func(p *policy.Policy) {
			p.Rules = append(p.Rules, rule("praise", therapy.LayerNeed, therapy.Is("no-group"), grp(2)))
		}},
		{"a wish that turns against itself", governance.NotMonotone, "wants-quiet", func(p *policy.Policy) {
			p.Rules = append(p.Rules, rule("spoilt", therapy.LayerPreference, therapy.AllOf("wants-quiet", "disorder"), ind(-9)))
			p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool { return r.ID == "disorder" })
			p.Conflicts = nil
			p.Rules = append(p.Rules, rule("disorder", therapy.LayerNeed, therapy.Is("disorder"), ind(3), grp(-1)))
		}},
		{"a statement for nothing", governance.NobodyAsks, "idle", func(p *policy.Policy) {
			var err error
			p.Factors, err = p.Factors.With(fact("idle", therapy.LayerNeed))
			if err != nil {
				panic(err)
			}
		}},
		{"a source past its day", governance.SourceOverdue, "T1", func(p *policy.Policy) {
			old := slices.Clone(testSources)
			old[0].ReviewBy = therapy.MustDate(2020, time.May, 1)
			p.Rules[0].Sources = old
		}},
		{"a policy past its day", governance.PolicyOverdue, "test", func(p *policy.Policy) { p.ReviewBy = therapy.MustDate(2020, time.May, 1) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := testPolicy(t)
			tt.change(&p)
			report, err := governance.Audit(p, auditDay)
			require.NoError(t, err)
			i := slices.IndexFunc(report.Findings, func(f governance.Finding) bool { return f.Kind == tt.kind && f.ID == tt.id })
			require.GreaterOrEqual(t, i, 0, report.Text())
			require.Contains(t, report.Text(), tt.id)
			require.Contains(t, report.Markdown(), "# Audit of test 1.0")
			if f := report.Findings[i]; f.Witness != nil {
				_, err := recommend.Must(p).Pack(f.Witness)
				require.NoError(t, err, "a witness is an intake")
			}
			b, err := json.Marshal(report)
			require.NoError(t, err)
			var back governance.AuditReport
			require.NoError(t, json.Unmarshal(b, &back))
			require.Equal(t, report.Text(), back.Text())
		})
	}
	_, err = governance.Audit(policy.Policy{}, auditDay)
	require.Error(t, err)
}

func TestFindingKinds(t *testing.T) {
	for k := governance.SafetyOutweighed; k <= governance.PolicyOverdue; k++ {
		b, err := k.MarshalText()
		require.NoError(t, err)
		var back governance.FindingKind
		require.NoError(t, back.UnmarshalText(b))
		require.Equal(t, k, back)
	}
	require.False(t, governance.FindingKind(0).Valid())
	require.Equal(t, "FindingKind(99)", governance.FindingKind(99).String())
	_, err := governance.FindingKind(0).MarshalText()
	require.ErrorIs(t, err, therapy.ErrRange)
	var k governance.FindingKind
	require.ErrorIs(t, k.UnmarshalText([]byte("nothing")), therapy.ErrUnknown)
}

func ExampleAudit() {
	report, err := governance.Audit(standard.Policy(), therapy.MustDate(2026, time.June, 1))
	fmt.Println(err)
	for _, f := range report.Findings {
		fmt.Println(f.Kind, f.ID)
	}
	// Output:
	// <nil>
	// never-matters f07-warning-sign
	// never-matters f39-individual-parent-training-first
}

// TestAuditWithoutSpareStatement checks that with the maximum number of statements there is no
// statement left for the proof, and that the audit then claims nothing.
func TestAuditWithoutSpareStatement(t *testing.T) {
	p := testPolicy(t)
	for n := p.Factors.Len(); n < 256; n++ {
		var err error
		p.Factors, err = p.Factors.With(fact(therapy.Factor(fmt.Sprintf("idle-%d", n)), therapy.LayerNeed))
		require.NoError(t, err)
	}
	p.Rules = append(p.Rules, rule("even", therapy.LayerNeed, therapy.AllOf("lonely", "poor"), ind(1), grp(1), com(1)))
	report, err := governance.Audit(p, auditDay)
	require.NoError(t, err)
	require.Equal(t, []string{"even"}, report.Undetermined)
	require.Contains(t, report.Text(), "Undetermined, whether they ever tip anything: even.")
	require.False(t, slices.ContainsFunc(report.Findings, func(f governance.Finding) bool { return f.Kind == governance.NeverMatters }))
}

// TestAuditOfWeighing compares the audit of weighing rules with every intake of small policies,
// with the rule and without it.
func TestAuditOfWeighing(t *testing.T) {
	p := testPolicy(t)
	p.Rules = append(p.Rules,
		rule("even", therapy.LayerNeed, therapy.AllOf("lonely", "poor"), ind(1), grp(1), com(1)),
		rule("too-late", therapy.LayerPractical, therapy.AllOf("no-group", "lonely"), grp(2), com(-1)))
	report, err := governance.Audit(p, auditDay)
	require.NoError(t, err)
	idle := map[string]bool{}
	for _, f := range report.Findings {
		if f.Kind == governance.NeverMatters {
			require.True(t, f.Proved)
			idle[f.ID] = true
		}
	}
	require.Equal(t, map[string]bool{"even": true, "too-late": true}, idle)
	require.Empty(t, report.Undetermined)

	with := recommend.Must(p)
	for _, r := range p.Rules {
		if !r.Layer.Weighs() {
			continue
		}
		less := p.Clone()
		less.Rules = slices.DeleteFunc(less.Rules, func(x policy.Rule) bool { return x.ID == r.ID })
		less.Conflicts = nil
		without := recommend.Must(less)
		matters := false
		rng := rand.New(rand.NewPCG(71, 72))
		infos := infosOf(p)
		for range 20_000 {
			intake := recommend.Answers{}
			for _, info := range infos {
				if x := rng.IntN(5); x < 2 {
					intake[info.Factor] = []therapy.Answer{therapy.No, therapy.Yes}[x]
				}
			}
			one, err := with.Recommend(given(intake), now)
			if err != nil {
				continue
			}
			other, err := without.Recommend(given(intake), now)
			require.NoError(t, err)
			if !sameOutcome(one, other) {
				matters = true
				break
			}
		}
		require.Equal(t, !idle[r.ID], matters, r.ID)
	}
}
