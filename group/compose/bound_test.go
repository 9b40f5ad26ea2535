package compose_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
	"github.com/therapykit/therapykit/therapy"
)

// TestBoundHoldsForAnyPrices tests the property that makes a Bound a bound: with any prices, the
// value that Verify returns is at least the optimum.
func TestBoundHoldsForAnyPrices(t *testing.T) {
	t.Parallel()
	for seed := range int64(60) {
		p, want := tiny(seed), bruteTiny(seed)
		b := compose.Bound{PlacingWeight: 1, Clients: map[string]int64{}, Resources: map[string]int64{}}
		for k, c := range p.Clients {
			b.Clients[c.ID] = (seed*7919 + int64(k)*104729) % 90_000
		}
		for k, r := range p.Resources {
			b.Resources[r.ID] = (seed*31 + int64(k)) % 200_000
		}
		proven, err := b.Verify(context.Background(), p)
		require.NoError(t, err)
		require.GreaterOrEqual(t, proven, want.Points)
		b.FitWeight = 1
		proven, err = b.Verify(context.Background(), p)
		require.NoError(t, err)
		require.GreaterOrEqual(t, proven, want.Points+want.Fit)
	}
}

// TestBoundVerifyCatchesForgery changes a proof and claims the old value.
func TestBoundVerifyCatchesForgery(t *testing.T) {
	t.Parallel()
	p, r := solved(t, "dev-clinic-2")
	data, err := json.Marshal(r.PlacingBound)
	require.NoError(t, err)
	var b compose.Bound
	require.NoError(t, json.Unmarshal(data, &b))
	proven, err := b.Verify(context.Background(), p)
	require.NoError(t, err)
	require.Equal(t, r.PlacingBound.Value, proven, "the exported proof is complete")

	forged := b
	forged.Clients = maps.Clone(b.Clients)
	clear(forged.Clients) // without prices every group earns
	proven, err = forged.Verify(context.Background(), p)
	require.NoError(t, err)
	require.Greater(t, proven, b.Value)

	for rule, change := range map[string]func(*compose.Bound){
		"client-known":       func(b *compose.Bound) { b.Clients = map[string]int64{"nobody": 1} },
		"resource-known":     func(b *compose.Bound) { b.Resources = map[string]int64{"nothing": 1} },
		"price-not-negative": func(b *compose.Bound) { b.Clients = map[string]int64{p.Clients[0].ID: -1} },
		"price-range": func(b *compose.Bound) { // the sum of two such prices overflows
			b.Clients = map[string]int64{p.Clients[0].ID: 1 << 62, p.Clients[1].ID: 1 << 62}
		},
		"weight-range": func(b *compose.Bound) { b.PlacingWeight = -1 },
	} {
		forged := b
		change(&forged)
		_, err := forged.Verify(context.Background(), p)
		require.Equal(t, []string{rule}, rules(err))
	}
	forged = b
	forged.Resources = map[string]int64{p.Resources[0].ID: -1}
	_, err = forged.Verify(context.Background(), p)
	require.Equal(t, []string{"price-not-negative"}, rules(err))
	_, err = b.Verify(context.Background(), compose.Problem{Clients: []compose.Client{{}}})
	require.ErrorIs(t, err, therapy.ErrRequired)
}

func TestFitLimitWithoutFit(t *testing.T) {
	t.Parallel()
	require.Greater(t, compose.Bound{PlacingWeight: 1}.FitLimit(5), int64(1)<<40)
	require.Equal(t, int64(10), compose.Bound{PlacingWeight: 20, FitWeight: 1, Value: 110}.FitLimit(5))
}

// TestWriteLPStatesTheModel counts rows and variables of each family.
func TestWriteLPStatesTheModel(t *testing.T) {
	t.Parallel()
	p := read(t, "dev-tiny-3")
	for stage := compose.StagePlacing; stage <= compose.StageMinutes; stage++ {
		var b bytes.Buffer
		require.NoError(t, compose.WriteLP(&b, p, stage, compose.Score{Placing: 3506, Fit: 1765}))
		text := b.String()
		require.Equal(t, stage == compose.StageMinutes, strings.Contains(text, "Minimize"))
		require.Equal(t, stage >= compose.StageFit, strings.Contains(text, ">= 3506"))
		require.Equal(t, stage == compose.StageMinutes, strings.Contains(text, ">= 1765"))
		_, binary, found := strings.Cut(text, "Binary\n")
		require.True(t, found)
		require.Equal(t, 70, strings.Count(binary, " x_"), "eligible pairs")
		require.Equal(t, 4, strings.Count(binary, " y_"), "candidates")
		require.True(t, strings.HasSuffix(text, "End\n"))
		for line := range strings.SplitSeq(text, "\n") {
			require.Less(t, len(line), 255, "old readers stop there")
		}
	}
}

func TestWriteLPRefuses(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	require.ErrorIs(t, compose.WriteLP(&b, compose.Problem{}, 0, compose.Score{}), therapy.ErrUnknown)
	require.ErrorIs(t, compose.WriteLP(&b, compose.Problem{Clients: []compose.Client{{}}}, compose.StageFit, compose.Score{}), therapy.ErrRequired)
	require.ErrorIs(t, compose.WriteLP(broken{}, read(t, "dev-tiny-1"), compose.StageFit, compose.Score{}), errBroken)
	require.Empty(t, b.Bytes())
}

var errBroken = errors.New("broken")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }
func (broken) Read([]byte) (int, error)  { return 0, errBroken }

// TestProvenWhereGroupsAreDecided solves lists with few groups that fit into the week. Once it is
// decided which groups open, a resource has no price, or no bound would reach the optimum.
func TestProvenWhereGroupsAreDecided(t *testing.T) {
	t.Parallel()
	for _, list := range []struct {
		shape waitlist.BlindShape
		seed  uint64
	}{{waitlist.Towns, 3302}, {waitlist.Towns, 3306}, {waitlist.SoleLeader, 6004}} {
		p := waitlist.Blind(list.shape, 90, list.seed)
		r := solve(t, p)
		require.True(t, r.PlacingProven(), p.Name)
		require.True(t, r.FitProven(), p.Name)
	}
}
