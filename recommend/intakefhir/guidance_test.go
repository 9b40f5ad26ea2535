package intakefhir_test

import (
	"encoding/base64"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// leaves yields the actions that carry a resource.
func leaves(n *fhir.Node, visit func(*fhir.Node)) {
	for action := range n.Get("action").Parts() {
		if action.Get("resource") != nil {
			visit(action)
		}
		leaves(action, visit)
	}
}

// TestGuidanceSaysWhatWasRecommended checks the guidance for plausible intakes and both readers.
func TestGuidanceSaysWhatWasRecommended(t *testing.T) {
	f := theForm(t)
	rng := rand.New(rand.NewPCG(5, 6))
	outcomes := map[policy.Outcome]int{}
	check := func(rec recommend.Recommendation) {
		p := rec.Policy()
		outcomes[rec.Outcome()]++
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			g, err := intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17", Audience: recommend.Audience{Reader: reader}})
			require.NoError(t, err)
			bundle := g.Bundle("b")
			require.NoError(t, fhir.Check(bundle))
			text := string(bundle.AppendJSON(nil))
			if rec.For(recommend.Audience{Reader: reader}).Withheld() {
				require.Nil(t, g.Group)
				require.Empty(t, g.Requests)
				continue
			}
			status := g.Response.Get("status").Text()
			switch rec.Outcome() {
			case policy.Recommended, policy.Either:
				require.Equal(t, "success", status)
				var options []policy.Option
				for info := range rec.Advised() {
					options = append(options, info.Option)
				}
				require.Len(t, g.Requests, len(options))
				orders := map[string]bool{}
				for i, request := range g.Requests {
					require.Equal(t, options[i], request.Option)
					for _, order := range request.Orders {
						require.Equal(t, "draft", order.Get("status").Text())
						require.Equal(t, "option", order.Get("intent").Text())
						orders["ServiceRequest/"+order.Get("id").Text()] = true
					}
				}
				top := g.Group.Get("action").Index(0)
				require.Equal(t, "exactly-one", top.Get("selectionBehavior").Text())
				require.Equal(t, len(options), top.Get("action").Len())
				leaves(g.Group, func(a *fhir.Node) {
					require.True(t, orders[a.Get("resource").Get("reference").Text()])
					delete(orders, a.Get("resource").Get("reference").Text())
				})
				require.Empty(t, orders, "every order has its action")
			case policy.Escalate:
				require.Equal(t, "success", status)
				require.Empty(t, g.Requests)
				require.Equal(t, "stat", g.Group.Get("priority").Text())
				require.NotContains(t, text, "ServiceRequest")
				require.NotContains(t, text, intakefhir.SystemOption)
				require.NotContains(t, text, intakefhir.SystemModality)
				leaves(g.Group, func(a *fhir.Node) { require.NotEmpty(t, a.Get("title").Text()) })
			case policy.NeedsInformation:
				require.Equal(t, "data-required", status)
				require.Nil(t, g.Group)
				require.Empty(t, g.Requests)
				for d := range g.Response.Get("dataRequirement").Parts() {
					info, ok := p.Factors.Lookup(therapy.Factor(d.Get("codeFilter").Index(0).Get("code").Index(0).Get("code").Text()))
					require.True(t, ok)
					require.NotEqual(t, therapy.InPersonOnly, info.Discretion, "cannot be asked on paper")
				}
			case policy.NoneSuitable:
				require.Equal(t, "success", status)
				require.Nil(t, g.Group)
				require.Empty(t, g.Requests)
			}
			if reader == policy.Client {
				for factor, info := range p.Factors.All() {
					if info.Discretion == therapy.InPersonOnly {
						require.NotContains(t, text, string(factor))
						require.NotContains(t, text, info.ToClient())
					}
				}
			}
		}
	}
	for range 60 {
		in := recommendtest.Plausible(rng)
		rec, err := f.Recommender().Recommend(in, now)
		if err == nil {
			check(rec)
		}
	}
	for _, answers := range situations {
		check(decided(t, madeUp(t), answers))
	}
	for o := policy.Escalate; o.Valid(); o++ {
		if o != policy.Either {
			require.NotZero(t, outcomes[o], o)
		}
	}
	require.NotZero(t, outcomes[policy.Either])
}

func TestARecordIsReplayed(t *testing.T) {
	f := madeUp(t)
	rec := decided(t, f, situations["recommended"])
	spec := intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17", Record: true}
	g, err := intakefhir.NewGuidance(rec, spec)
	require.NoError(t, err)
	require.Len(t, g.Others, 1)
	back, err := f.Replay(g.Others[0])
	require.NoError(t, err)
	require.Equal(t, rec.Digest(), back.Digest())

	n := g.Others[0].Clone()
	attachment := n.Get("content").Index(0).Get("attachment")
	attachment.Set("data", fhir.NewString(base64.StdEncoding.EncodeToString([]byte("{}"))))
	_, err = f.Replay(n)
	require.Equal(t, []string{"/content/0/attachment record-hash"}, rules(err))
	_, err = f.Replay(g.Response)
	require.Equal(t, []string{" record-type"}, rules(err))

	spec.Audience.Reader = policy.Client
	_, err = intakefhir.NewGuidance(rec, spec)
	require.Equal(t, []string{"/record guidance-record"}, rules(err))
	_, err = intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{})
	require.Equal(t, []string{"/id guidance-id", "/subject guidance-subject"}, rules(err))
}

// TestGuidanceForARefusedIntake checks that the guidance has the faults and also the danger that was
// found.
func TestGuidanceForARefusedIntake(t *testing.T) {
	f := theForm(t)
	text := response(f, policy.Client, "", answer("acute-suicidality", "yes")+","+answer("no-such-statement", "yes"))
	rec, _, refused := f.Recommend([]byte(text), intakefhir.ReadSpec{}, now)
	require.Error(t, refused)
	g, err := intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17", Refused: refused})
	require.NoError(t, err)
	require.Equal(t, "success", g.Response.Get("status").Text())
	require.Equal(t, "stat", g.Group.Get("priority").Text())
	require.NotContains(t, string(g.Bundle("b").AppendJSON(nil)), "no-such-statement")

	rec, _, refused = f.Recommend([]byte("{"), intakefhir.ReadSpec{}, now)
	g, err = intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17", Refused: refused})
	require.NoError(t, err)
	require.Equal(t, "failure", g.Response.Get("status").Text())
	require.Nil(t, g.Group)
	require.NoError(t, fhir.Check(g.Bundle("b")))
	require.Equal(t, 1, intakefhir.Refusal(errors.New("made up"), "x").Get("issue").Len())

	// A fault may name a statement that a client must not read about.
	text = response(f, policy.Clinician, "", answer("acute-suicidality", "yes")+","+answer("no-such-statement", "yes"))
	rec, _, refused = f.Recommend([]byte(text), intakefhir.ReadSpec{}, now)
	refused = errors.Join(refused, &therapy.FieldError{Path: "/domestic-abuse", Rule: "answers-contradict", Hint: "it excludes abuse-suspected", Err: therapy.ErrContradiction})
	require.Equal(t, policy.Escalate, rec.Outcome())
	for reader, wants := range map[policy.Reader]bool{policy.Client: false, policy.Clinician: true} {
		g, err = intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17", Refused: refused, Audience: recommend.Audience{Reader: reader}})
		require.NoError(t, err)
		require.Equal(t, wants, strings.Contains(string(g.Bundle("b").AppendJSON(nil)), "abuse"), reader)
		require.NoError(t, fhir.Check(g.Bundle("b")))
	}
}

func TestOverrideKeepsTheRecommendation(t *testing.T) {
	f := madeUp(t)
	spec := intakefhir.OverrideSpec{Guidance: intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17"}, ID: "override-1"}
	for name, replaces := range map[string]bool{"recommended": true, "none-suitable": false} {
		rec := decided(t, f, situations[name])
		for _, option := range rec.Policy().Options {
			if rec.Advises(option.Option) {
				continue
			}
			o, err := recommend.NewOverride(rec, recommend.OverrideSpec{Option: option.Option, By: clinician, At: now, Reason: recommend.ReasonAvailability})
			require.NoError(t, err)
			g, omissions, err := intakefhir.Override(o, spec)
			require.NoError(t, err)
			require.Empty(t, omissions)
			require.NoError(t, fhir.Check(g.Bundle("b")))
			require.Nil(t, g.Response, "the recommendation is unchanged")
			require.Equal(t, replaces, g.Group.Get("replaces") != nil)
			require.Len(t, g.Requests, 1)
			require.Equal(t, option.Option, g.Requests[0].Option)
			provenance := g.Others[0]
			require.Equal(t, "RequestGroup/override-1", provenance.Get("target").Index(0).Get("reference").Text())
			require.Equal(t, "availability", provenance.Get("reason").Index(0).Get("coding").Index(0).Get("code").Text())
			require.Contains(t, string(provenance.AppendJSON(nil)), rec.Digest())
		}
	}
	o, err := recommend.NewOverride(decided(t, f, situations["recommended"]), recommend.OverrideSpec{Option: "group", By: clinician, At: now, Reason: recommend.ReasonAvailability})
	require.NoError(t, err)
	_, _, err = intakefhir.Override(o, intakefhir.OverrideSpec{Guidance: spec.Guidance})
	require.Error(t, err)
}

// TestWithheldGuidanceGivesNoReason compares the guidance for a client whom a text could bring into
// danger with that for a client for whom somebody asked for no letter: they are equal.
func TestWithheldGuidanceGivesNoReason(t *testing.T) {
	f := madeUp(t)
	var texts []string
	for name, answers := range situations {
		for _, hurt := range []therapy.Answer{therapy.Yes, therapy.No} {
			so := maps.Clone(answers)
			so["hurt"] = hurt
			g, err := intakefhir.NewGuidance(decided(t, f, so), intakefhir.GuidanceSpec{
				ID: "rec-1", Subject: "Patient/client-17", Audience: recommend.Audience{Reader: policy.Client, NoLetter: hurt == therapy.No},
			})
			require.NoError(t, err, name)
			require.Nil(t, g.Group)
			require.Empty(t, g.Requests)
			require.Empty(t, g.Others)
			g.Response.Set("identifier", nil) // the digest
			texts = append(texts, string(g.Response.AppendJSON(nil)))
		}
	}
	require.Len(t, slices.Compact(texts), 1, "alike for every reason")
}

// TestNamesAreEscapedInNarratives puts markup into texts of a policy.
func TestNamesAreEscapedInNarratives(t *testing.T) {
	p := madeUp(t).Recommender().Policy()
	for i := range p.Options {
		p.Options[i].Name = "x<script>alert(1)</script>&"
	}
	r, err := recommend.New(p)
	require.NoError(t, err)
	f, err := intakefhir.NewForm(r)
	require.NoError(t, err)
	g, err := intakefhir.NewGuidance(decided(t, f, situations["recommended"]), intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17"})
	require.NoError(t, err)
	for _, order := range g.Requests[0].Orders {
		div := order.Get("text").Get("div").Text()
		require.Contains(t, div, "x&lt;script&gt;")
		require.NotContains(t, div, "<script")
	}
}

// TestGuidanceInAnotherLanguage looks for texts that are not in the catalogue.
func TestGuidanceInAnotherLanguage(t *testing.T) {
	f := madeUp(t)
	for name, answers := range situations {
		g, err := intakefhir.NewGuidance(decided(t, f, answers), intakefhir.GuidanceSpec{
			ID: "rec-1", Subject: "Patient/client-17", Audience: recommend.Audience{Reader: policy.Client, Language: words.Pseudo()},
		})
		require.NoError(t, err)
		if g.Group == nil {
			continue
		}
		leaves(g.Group, func(a *fhir.Node) {
			require.True(t, strings.HasPrefix(a.Get("title").Text(), "⟦"), "%s: %s", name, a.Get("title").Text())
		})
		require.True(t, strings.HasPrefix(g.Group.Get("action").Index(0).Get("title").Text(), "⟦"))
	}
}
