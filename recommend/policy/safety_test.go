package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// TestOverlaysKeepSafety checks that an overlay cannot remove safety without notice, in any way.
func TestOverlaysKeepSafety(t *testing.T) {
	p := standard.Policy()
	_, err := p.Overlay(weak())
	require.ErrorIs(t, err, therapy.ErrContradiction)
	require.Equal(t, []string{"acute-suicidality", "suicide-plan-and-means", "cannot-keep-safe", "risk-not-assessed", "no-acute-risk"}, lost(err))
	for name, change := range map[string]func(r *policy.Rule){
		"narrowed by an age":        func(r *policy.Rule) { r.Ages = therapy.Adults },
		"narrowed by a statement":   func(r *policy.Rule) { r.When = therapy.All(r.When, therapy.Is(therapy.LowHope)) },
		"less one of its dangers":   func(r *policy.Rule) { r.When = therapy.Is(therapy.AcuteSuicidality) },
		"its answer not required":   func(r *policy.Rule) { r.RequiredIf = therapy.Condition{} },
		"its answer required later": func(r *policy.Rule) { r.RequiredIf = therapy.Is(therapy.LowHope) },
		"moved to sufficiency":      func(r *policy.Rule) { r.Layer = therapy.LayerSufficiency },
	} {
		o := replaced(t, p, "f01-acute-suicidality", change)
		o.ID, o.Version, o.Title = "weak", "1.0.0", "weak"
		_, err := p.Overlay(o)
		require.ErrorIs(t, err, therapy.ErrContradiction, name)
		require.NotEmpty(t, lost(err), name)
	}
	for _, r := range p.Rules {
		if r.Layer != therapy.LayerSafety && !strings.HasPrefix(r.ID, "f07-") && r.ID != "f06-not-found-stable" {
			continue
		}
		_, err := p.Overlay(policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Off: []string{r.ID}})
		if r.ID == "f07-warning-sign" { // it exists only for its text
			require.NoError(t, err)
			continue
		}
		require.NotEmpty(t, lost(err), r.ID)
	}
}

// TestNoStatementSilencesDanger checks that a statement whose yes settles dangers as no counts as a
// loss of safety too.
func TestNoStatementSilencesDanger(t *testing.T) {
	p := standard.Policy()
	info, ok := p.Factors.Lookup(therapy.LimitedTime)
	require.True(t, ok)
	info.Factor, info.Asking = "feels-fine", therapy.Asking{}
	info.Excludes = []therapy.Factor{therapy.AcuteSuicidality, therapy.CannotKeepSafe}
	_, err := p.Overlay(policy.Overlay{ID: "weak", Version: "1.0.0", Title: "weak", Factors: []therapy.FactorInfo{info}})
	require.ErrorIs(t, err, therapy.ErrContradiction)
	require.Equal(t, []string{"acute-suicidality", "cannot-keep-safe"}, lost(err))
	info.Excludes = []therapy.Factor{therapy.LimitedBudget}
	_, err = p.Overlay(policy.Overlay{ID: "fine", Version: "1.0.0", Title: "fine", Factors: []therapy.FactorInfo{info}})
	require.NoError(t, err, "what is no danger may be excluded")

	var infos []therapy.FactorInfo
	for f, other := range p.Factors.All() {
		switch f {
		case therapy.ValuesPrivacy:
			other.Excludes = append(other.Excludes, therapy.AcutePsychosis)
		case therapy.AcutePsychosis:
			other.Excludes = append(other.Excludes, therapy.ValuesPrivacy)
		}
		infos = append(infos, other)
	}
	p.Factors, err = therapy.NewVocabulary(infos...)
	require.NoError(t, err)
	require.Equal(t, []string{"acute-psychosis"}, lost(p.Validate()), "a policy file neither")
}

// TestPolicyFilesKeepSafety checks that a policy file without rules that stop is refused for every
// statement of danger, even if its own vocabulary lacks the marks.
func TestPolicyFilesKeepSafety(t *testing.T) {
	p := standard.Policy()
	p.Conflicts = nil
	p.Rules = slices.DeleteFunc(p.Rules, func(r policy.Rule) bool { return !r.Layer.Weighs() })
	var infos []therapy.FactorInfo
	for _, info := range p.Factors.All() {
		info.Alarm = 0
		infos = append(infos, info)
	}
	var err error
	p.Factors, err = therapy.NewVocabulary(infos...)
	require.NoError(t, err)
	_, err = recommend.New(p)
	require.Len(t, lost(err), 27)
	for f := range p.Factors.Names() {
		if p.Alarm(f) != 0 {
			require.Contains(t, lost(err), string(f))
		}
	}
}
