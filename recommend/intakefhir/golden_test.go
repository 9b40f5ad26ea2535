package intakefhir_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The people of these tests are made up.
var (
	now       = time.Date(2026, time.March, 2, 9, 30, 0, 0, time.UTC)
	clinician = confidential.MustPersonID("clinician-2")
	client    = confidential.MustPersonID("client-17")
	asked     = recommend.Provenance{By: recommend.ByClinician, Person: clinician, At: now, From: recommend.FromForm}
)

func theForm(tb testing.TB) *intakefhir.Form {
	tb.Helper()
	f, err := intakefhir.NewForm(recommend.Default())
	require.NoError(tb, err)
	return f
}

// german is a made-up pack with a few texts.
func german(tb testing.TB) words.Language {
	tb.Helper()
	pack := words.Pack{Format: words.PackFormat, Language: "de", Reviewed: "nobody", And: "und", Or: "oder", Entries: map[words.Key]words.Entry{}}
	for key, text := range recommend.Default().Policy().Messages() {
		switch key { //nolint:exhaustive // a few
		case "statement.values-privacy.plain-question":
			pack.Entries[key] = words.Entry{Text: "Ist es Ihnen wichtig, dass möglichst wenige wissen, was Sie sagen?", Of: words.Hash(text)}
		case "statement.adult.plain-question":
			pack.Entries[key] = words.Entry{Text: "Sind Sie 18 oder älter?", Of: words.Hash(text)}
		}
	}
	for a := recommend.FormYes; a.Valid(); a++ {
		text := map[recommend.FormAnswer]string{recommend.FormYes: "Ja", recommend.FormNo: "Nein"}[a]
		if text != "" {
			pack.Entries[words.Join("form", "answer", a.String(), "client")] = words.Entry{Text: text, Of: words.Hash(a.Words(words.English()).Client)}
		}
	}
	require.NoError(tb, pack.Validate())
	return pack.Speak()
}

func parse(tb testing.TB, text string) *fhir.Node {
	tb.Helper()
	n, err := fhir.Parse([]byte(text))
	require.NoError(tb, err)
	return n
}

// golden compares a document with the file that others judge.
func golden(tb testing.TB, name string, n *fhir.Node) {
	tb.Helper()
	require.NoError(tb, fhir.Check(n), name)
	path := filepath.Join("testdata", "golden", name+".fhir.json")
	if *update {
		var text bytes.Buffer
		require.NoError(tb, json.Indent(&text, n.AppendJSON(nil), "", " "))
		text.WriteByte('\n')
		require.NoError(tb, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(tb, os.WriteFile(path, text.Bytes(), 0o600))
	}
	data, err := os.ReadFile(path)
	require.NoError(tb, err, "run with -update")
	require.True(tb, n.Equal(parse(tb, string(data))), "%s: run with -update and look at what has changed", name)
}

func yes(factors ...therapy.Factor) recommend.Answers {
	a := recommend.Answers{}
	for _, f := range factors {
		a[f] = recommend.Yes
	}
	return a
}

// the situations of the golden files.
var situations = map[string]recommend.Answers{
	"recommended": func() recommend.Answers {
		a := yes(therapy.Adult, therapy.ConsentGiven, therapy.NoAcuteRisk, therapy.NoImminentThreat, therapy.NoRecentSelfHarm, therapy.PrefersIndividual, therapy.InformedDiscussionDone, therapy.SensitiveIssue)
		a[therapy.ValuesPrivacy] = recommend.Strongly
		a[therapy.DomesticAbuse] = recommend.No
		return a
	}(),
	"escalate":      yes(therapy.Adult, therapy.AcuteSuicidality, therapy.PrefersGroup),
	"needs":         yes(therapy.Adult, therapy.PrefersGroup),
	"none-suitable": yes(therapy.Adult, therapy.ConsentGiven, therapy.NoAcuteRisk, therapy.NoImminentThreat, therapy.NoRecentSelfHarm, therapy.DeclinesGroup, therapy.DeclinesIndividual),
}

func decided(tb testing.TB, f *intakefhir.Form, answers recommend.Answers) recommend.Recommendation {
	tb.Helper()
	rec, err := f.Recommender().Recommend(recommend.Intake{Answers: answers, Assessed: asked}, now)
	require.NoError(tb, err)
	return rec
}

func TestGoldenForms(t *testing.T) {
	f := theForm(t)
	golden(t, "questionnaire-clinician", f.Questionnaire(intakefhir.QuestionnaireSpec{}))
	golden(t, "questionnaire-client", f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client, Translations: []words.Language{german(t)}}))
	golden(t, "questionnaire-client-de", f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client, Language: german(t)}))
	for name, n := range f.Definitions() {
		golden(t, name[:len(name)-len(".json")], n)
	}
}

func TestGoldenResponses(t *testing.T) {
	f := theForm(t)
	in := recommend.Intake{Answers: situations["recommended"], Assessed: asked, Provenance: map[therapy.Factor]recommend.Provenance{
		therapy.ValuesPrivacy: {By: recommend.ByClient, Person: client, From: recommend.FromForm},
	}}
	filled, err := f.Data().Filled(in)
	require.NoError(t, err)
	filled.Answers[therapy.LimitedBudget] = recommend.FormPreferNot
	filled.GoneThrough = []therapy.Section{therapy.SectionPractical}
	for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
		n, _, err := f.Response(filled, intakefhir.ResponseSpec{Reader: reader, ID: "response-1", Subject: "Patient/client-17", Provenance: in.Provenance})
		require.NoError(t, err)
		golden(t, "response-"+reader.String(), n)
	}
}

func TestGoldenGuidance(t *testing.T) {
	f := theForm(t)
	for name, answers := range situations {
		rec := decided(t, f, answers)
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			spec := intakefhir.GuidanceSpec{
				ID: "rec-1", Subject: "Patient/client-17", Request: "call-1", Response: "QuestionnaireResponse/response-1",
				Audience: recommend.Audience{Reader: reader, Place: "GB-ENG", Date: therapy.MustDate(2026, 3, 2)}, Record: reader == policy.Clinician && name == "recommended",
			}
			g, err := intakefhir.NewGuidance(rec, spec)
			require.NoError(t, err)
			golden(t, "guidance-"+name+"-"+reader.String(), g.Bundle("bundle-1"))
		}
	}
	o, err := recommend.NewOverride(decided(t, f, situations["recommended"]), recommend.OverrideSpec{
		Option: "group", By: clinician, At: now.Add(time.Hour), Reason: recommend.ReasonClientPreference,
		Note: confidential.Seal("made up", confidential.LabelFor(confidential.TreatmentPlan, client)),
	})
	require.NoError(t, err)
	g, omissions, err := intakefhir.Override(o, intakefhir.OverrideSpec{Guidance: intakefhir.GuidanceSpec{ID: "rec-1", Subject: "Patient/client-17"}, ID: "override-1"})
	require.NoError(t, err)
	require.Equal(t, []fhir.Omission{{Record: "Provenance/override-1", Place: "/note", Why: fhir.ByNameOnly}}, omissions)
	golden(t, "override", g.Bundle("bundle-2"))
}
