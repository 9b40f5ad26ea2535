package intakefhir_test

import (
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	write  = flag.String("write", "", "where to write the documents of the standard policy")
)

// The people of these tests are made up.
var (
	now       = time.Date(2026, time.March, 2, 9, 30, 0, 0, time.UTC)
	clinician = confidential.MustPersonID("clinician-2")
	client    = confidential.MustPersonID("client-17")
	asked     = recommend.Provenance{By: recommend.ByClinician, Person: clinician, At: now, From: recommend.FromForm}
)

func theForm(tb testing.TB) *intakefhir.Form {
	tb.Helper()
	f, err := standardForm()
	require.NoError(tb, err)
	return f
}

var standardForm = sync.OnceValues(func() (*intakefhir.Form, error) { return intakefhir.NewForm(recommend.Default()) })

// german is a made-up pack with a few texts.
func german(tb testing.TB, f *intakefhir.Form) words.Language {
	tb.Helper()
	made := words.Pack{Format: words.PackFormat, Language: "de", Reviewed: "nobody", And: "und", Or: "oder", Entries: map[words.Key]words.Entry{}}
	for key, text := range f.Recommender().Policy().Messages() {
		if said := map[words.Key]string{"statement.grown-up.plain-question": "Sind Sie erwachsen?", "statement.private.plain-question": "Soll es unter uns bleiben?"}[key]; said != "" {
			made.Entries[key] = words.Entry{Text: said, Of: words.Hash(text)}
		}
	}
	for a, said := range map[recommend.FormAnswer]string{recommend.FormYes: "Ja", recommend.FormNo: "Nein"} {
		made.Entries[words.Join("form", "answer", a.String(), "client")] = words.Entry{Text: said, Of: words.Hash(a.Words(words.English()).Client)}
	}
	require.NoError(tb, pack.Validate(made))
	return made.Speak()
}

// golden compares a document with the file that FHIR validators check.
func golden(tb testing.TB, name string, n *fhir.Node) {
	tb.Helper()
	require.NoError(tb, fhir.Check(n), name)
	therapytest.GoldenJSON(tb, *update, filepath.Join("testdata", "golden", name+".fhir.json"), n.AppendJSON(nil))
}

func yes(factors ...therapy.Factor) recommend.Answers {
	a := recommend.Answers{}
	for _, f := range factors {
		a[f] = recommend.Yes
	}
	return a
}

func decided(tb testing.TB, f *intakefhir.Form, answers recommend.Answers) recommend.Recommendation {
	tb.Helper()
	rec, err := f.Recommender().Recommend(recommend.Intake{Answers: answers, Assessed: asked}, now)
	require.NoError(tb, err)
	return rec
}

func TestGoldenForms(t *testing.T) {
	f := madeUp(t)
	de := german(t, f)
	golden(t, "questionnaire-clinician", f.Questionnaire(intakefhir.QuestionnaireSpec{}))
	golden(t, "questionnaire-client", f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client, Translations: []words.Language{de}}))
	golden(t, "questionnaire-client-de", f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client, Language: de}))
	for name, n := range f.Definitions() {
		golden(t, name[:len(name)-len(".json")], n)
	}
}

func TestGoldenResponses(t *testing.T) {
	f := madeUp(t)
	in := recommend.Intake{Answers: maps.Clone(situations["recommended"]), Assessed: asked, Provenance: map[therapy.Factor]recommend.Provenance{
		"private": {By: recommend.ByClient, Person: client, From: recommend.FromForm},
	}}
	in.Answers["child"] = recommend.No
	filled, err := f.Data().Filled(in)
	require.NoError(t, err)
	filled.Answers["lonely"] = recommend.FormPreferNot
	filled.GoneThrough = []therapy.Section{therapy.SectionPractical}
	for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
		n, _, err := f.Response(filled, intakefhir.ResponseSpec{Reader: reader, ID: "response-1", Subject: "Patient/client-17", Provenance: in.Provenance})
		require.NoError(t, err)
		golden(t, "response-"+reader.String(), n)
	}
}

// withoutNotes removes the texts that package recommend renders, and values made from them, since
// that package may change them.
func withoutNotes(g intakefhir.Guidance) intakefhir.Guidance {
	if note := g.Response.Get("note").Index(0); note != nil {
		note.Set("text", fhir.NewString("what package recommend renders"))
	}
	for _, n := range g.Others {
		if a := n.Get("content").Index(0).Get("attachment"); a != nil {
			a.Set("data", fhir.NewString("e30="))
			a.Set("size", fhir.NewInt(2))
			a.Set("hash", fhir.NewString("vyGp6PvFo4RvsFtPoIWeCReyIC8="))
		}
	}
	return g
}

func TestGoldenGuidance(t *testing.T) {
	f := madeUp(t)
	for name, answers := range situations {
		rec := decided(t, f, answers)
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			g, err := intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{
				ID: "rec-1", Subject: "Patient/client-17", Encounter: "Encounter/e-1", Request: "call-1", Response: "QuestionnaireResponse/response-1",
				Audience: recommend.Audience{Reader: reader}, Record: reader == policy.Clinician && name == "recommended",
			})
			require.NoError(t, err)
			golden(t, "guidance-"+name+"-"+reader.String(), withoutNotes(g).Bundle("bundle-1"))
		}
	}
	rec, _, refused := f.Recommend([]byte(response(f, policy.Client, "", answer("in-danger", "yes")+","+answer("no-such", "yes"))), intakefhir.ReadSpec{}, now)
	require.Error(t, refused)
	g, err := intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17", Refused: refused})
	require.NoError(t, err)
	golden(t, "guidance-refused", withoutNotes(g).Bundle("bundle-3"))

	o, err := recommend.NewOverride(decided(t, f, situations["recommended"]), recommend.OverrideSpec{
		Option: "group+individual", By: clinician, At: now.Add(time.Hour), Reason: recommend.ReasonClientPreference,
		Note: confidential.Seal("made up", confidential.LabelFor(confidential.TreatmentPlan, client)),
	})
	require.NoError(t, err)
	g, omissions, err := intakefhir.Override(o, intakefhir.OverrideSpec{Guidance: intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17"}, ID: "override-1"})
	require.NoError(t, err)
	require.Equal(t, []fhir.Omission{{Record: "Provenance/override-1", Place: "/note", Why: fhir.ByNameOnly}}, omissions)
	golden(t, "override", g.Bundle("bundle-2"))
}

// TestWriteDocuments writes documents of the standard policy for internal/judges/run, which
// validates and renders them.
func TestWriteDocuments(t *testing.T) {
	if *write == "" {
		t.Skip("for internal/judges/run")
	}
	f := theForm(t)
	put := func(name string, n *fhir.Node) {
		require.NoError(t, fhir.Check(n))
		require.NoError(t, os.WriteFile(filepath.Join(*write, name+".json"), n.AppendJSON(nil), 0o600))
	}
	for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
		put("questionnaire-"+reader.String(), f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: reader, Translations: []words.Language{words.Pseudo()}}))
		rng := rand.New(rand.NewPCG(7, 8))
		for i := range 12 {
			in := recommendtest.Plausible(rng)
			in.Assessed = asked
			filled, err := f.Data().Filled(in)
			require.NoError(t, err)
			if n, _, err := f.Response(filled, intakefhir.ResponseSpec{Reader: reader, ID: "r-1", Subject: "Patient/1", Provenance: in.Provenance}); err == nil {
				put("response-"+reader.String()+"-"+strconv.Itoa(i), n)
			}
			rec, err := f.Recommender().Recommend(in, now)
			if err != nil {
				continue
			}
			g, err := intakefhir.NewGuidance(rec, intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/1", Audience: recommend.Audience{Reader: reader}, Record: reader == policy.Clinician})
			require.NoError(t, err)
			put("guidance-"+reader.String()+"-"+strconv.Itoa(i), g.Bundle("b-1"))
		}
	}
	step, _ := interview(t, f, policy.Client, yes(therapy.Adult, therapy.PrefersGroup), intakefhir.NextSpec{Now: now})
	put("interview-client", step.Response)
	for name, n := range f.Definitions() {
		put(name[:len(name)-len(".json")], n)
	}
}
