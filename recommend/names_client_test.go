package recommend_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
)

// clinicians' names of options that have another name for clients.
func cliniciansNames(p policy.Policy) []string {
	var names []string
	for _, info := range p.Options {
		if !strings.Contains(strings.ToLower(info.PlainName), strings.ToLower(info.Name)) {
			names = append(names, strings.ToLower(info.Name))
		}
	}
	return names
}

// TestClientsReadTheirOwnNames checks that every part of a client's text uses the option's name
// for clients.
func TestClientsReadTheirOwnNames(t *testing.T) {
	r := theStandard()
	p := r.Policy()
	names := cliniciansNames(p)
	require.NotEmpty(t, names)
	for key, text := range p.Messages() {
		if strings.HasSuffix(string(key), ".client") {
			for _, name := range names {
				require.NotContains(t, strings.ToLower(text), name, key)
			}
		}
	}
	for f, info := range p.Factors.All() {
		for _, name := range names {
			require.NotContains(t, strings.ToLower(info.ToClient()), name, f)
		}
	}
	n, told := 0, 0
	rng := rand.New(rand.NewPCG(3, 2026))
	for range often(300, 400) {
		intake := recommendtest.Plausible(rng)
		rec, err := r.Recommend(intake, now)
		require.NoError(t, err)
		text := strings.ToLower(rec.For(recommend.Audience{Reader: policy.Client, WithoutSources: true}).Text())
		for _, name := range names {
			require.NotContains(t, text, name)
		}
		if n++; slices.ContainsFunc(p.Options, func(o policy.OptionInfo) bool { return strings.Contains(text, o.PlainName) }) {
			told++
		}
	}
	require.Greater(t, told, n/2, "the texts name the options")
}
