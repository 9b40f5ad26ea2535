package confidential_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

var payerReq = confidential.Request{Recipient: someone, Audience: confidential.Payer, Purpose: confidential.Payment, At: noon}

// TestPermittedDisclosureAllocatesNothing measures the gate alone, with an auditor that does
// nothing.
func TestPermittedDisclosureAllocatesNothing(t *testing.T) {
	g := defaultGate()
	v := confidential.SealText(confidential.ProgressNote, client1, "made up")
	ctx := t.Context()
	therapytest.Allocations(t, 0, "disclose", func() {
		if _, err := v.Disclose(ctx, g, treatingReq); err != nil {
			t.Fatal(err)
		}
	})
	agreed := payerReq
	agreed.Consents = []confidential.Consent{{
		Ref: "consent-1", By: client1, Audiences: []confidential.Audience{confidential.Payer},
		Purposes: []confidential.Purpose{confidential.Payment}, Kinds: []confidential.Kind{confidential.ProgressNote}, Given: noon,
	}}
	therapytest.Allocations(t, 0, "disclose with consent", func() {
		if _, err := v.Disclose(ctx, g, agreed); err != nil {
			t.Fatal(err)
		}
	})
	l := v.Label()
	therapytest.Allocations(t, 0, "a dry run", func() { g.Explain(l, treatingReq) })
	therapytest.Allocations(t, 3, "seal", func() { confidential.Seal("made up", l) })
}

func BenchmarkSeal(b *testing.B) {
	l := fullLabel()
	b.ReportAllocs()
	for b.Loop() {
		confidential.Seal("made up", l)
	}
}

func BenchmarkDisclose(b *testing.B) {
	v := confidential.SealText(confidential.ProgressNote, client1, "made up")
	g, ctx := defaultGate(), b.Context()
	for name, req := range map[string]confidential.Request{"permitted": treatingReq, "denied": payerReq} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = v.Disclose(ctx, g, req)
			}
		})
	}
}

func BenchmarkExplain100Rules(b *testing.B) {
	var rules []confidential.Rule
	for i := range 60 { // placed before the forty rows of the default table
		rules = append(rules, confidential.Rule{
			ID: fmt.Sprintf("extra-%d", i), Audiences: []confidential.Audience{audiences[i%len(audiences)]}, Kinds: []confidential.Kind{confidential.Identity},
			Effect: confidential.Deny, Reason: "for the benchmark", Sources: therapy.MustCite("L28"),
		})
	}
	table, err := confidential.DefaultTable().With("bench", rules...)
	require.NoError(b, err)
	g := confidential.NewGate(table, quiet)
	b.ReportAllocs()
	for b.Loop() {
		if d := g.Explain(restricted, treatingReq); d.Effect != confidential.Permit {
			b.Fatal(d.Rule)
		}
	}
}

func BenchmarkStoreAndLoad(b *testing.B) {
	ring := testRing(b, "key-1")
	v := confidential.Seal("a short made-up note", restricted)
	b.ReportAllocs()
	for b.Loop() {
		e, err := v.Store(ring, place)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := confidential.Load[string](ring, place, e); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkViewPlan views a plan with twenty sealed fields.
func BenchmarkViewPlan(b *testing.B) {
	type goal struct {
		Text  confidential.Value[string] `json:"text"`
		Notes confidential.Value[string] `json:"notes"`
	}
	plan := struct {
		ID    string `json:"id"`
		Goals []goal `json:"goals"`
	}{ID: "plan-1"}
	for range 10 {
		plan.Goals = append(plan.Goals, goal{
			confidential.SealText(confidential.TreatmentPlan, client1, "made up"), confidential.SealText(confidential.ProgressNote, client1, "made up"),
		})
	}
	for name, req := range map[string]confidential.Request{"therapist": treatingReq, "insurer": payerReq} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				seen, err := confidential.View(b.Context(), defaultGate(), plan, req)
				if err != nil || !json.Valid(seen.JSON) {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLog(b *testing.B) {
	log := confidential.NewLog(discard{}, confidential.Anchor{})
	r := recordAt(1)
	b.ReportAllocs()
	for b.Loop() {
		if err := log.Record(b.Context(), []confidential.Record{r}); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
