package validate_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

var now = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// intakes is the number of made-up intakes that are written in every form.
const intakes = 300

// documents returns documents that the packages write, by the name of their schema.
func documents(t *testing.T) map[string][][]byte {
	t.Helper()
	docs := map[string][][]byte{}
	add := func(name string, v any) {
		text, err := json.Marshal(v)
		require.NoError(t, err, name)
		docs[name] = append(docs[name], text)
	}
	pair, err := couples.Policy()
	require.NoError(t, err)
	weak, err := standard.Policy().Overlay(policy.Overlay{
		ID: "without-mania", Version: "1", Title: "Ohne „Manie“ \U0001F642", Off: []string{"f04-acute-mania"}, Profile: policy.Words{Clinician: "Für eine Station.", Client: "Für eine Station."},
		Waivers: []policy.Waiver{{Statement: therapy.AcuteMania, By: "ärztliche Leitung", Why: "Das wird auf der Station selbst gefunden."}},
	})
	require.NoError(t, err)
	for version := range standard.RetiredVersions() {
		old, err := standard.Retired(version)
		require.NoError(t, err)
		add("policy", old)
	}
	for _, p := range []policy.Policy{standard.Policy(), pair, weak} {
		add("policy", p)
		form, err := recommend.NewForm(p)
		require.NoError(t, err)
		add("form", form)
		decided(t, p, form, add)
	}
	add("language-pack", de.Pack())
	add("language-pack", smallPack())
	add("overlay", couples.Overlay())
	add("overlay", policy.Overlay{ID: "empty", Version: "1", Title: "Nothing but a name"})
	for name, file := range map[string]string{
		"plan": "therapy/care/testdata/plan-3.json", "session": "therapy/care/testdata/session-3.json", "episode": "therapy/care/testdata/episode-3.json",
		"roster": "group/testdata/formats/roster-1.json", "agreement": "group/testdata/formats/agreement-1.json",
		"group-session": "group/testdata/formats/group-session-1.json", "screening": "group/screening/testdata/formats/screening-1.json",
		"assessment": "individual/testdata/formats/assessment-1.json",
	} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", filepath.FromSlash(file)))
		require.NoError(t, err)
		docs[name] = append(docs[name], text)
	}
	// The course in the file has a plan and sessions in older formats.
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "individual", "testdata", "formats", "course-1.json"))
	require.NoError(t, err)
	course, err := individual.LoadCourse(text, keys(t))
	require.NoError(t, err)
	stored, err := course.Store(keys(t))
	require.NoError(t, err)
	docs["course"] = append(docs["course"], stored)
	return docs
}

// smallPack is a pack of one text.
func smallPack() words.Pack {
	return words.Pack{
		Format: words.PackFormat, Language: "de", Reviewed: "nobody", And: "und", Or: "oder",
		Entries: map[words.Key]words.Entry{"hello.clinician": {Text: "Guten Tag", Of: words.Hash("Hello")}},
	}
}

// decided adds made-up intakes, and all documents that a policy produces from them.
func decided(t *testing.T, p policy.Policy, form recommend.Form, add func(string, any)) {
	t.Helper()
	r := recommend.Must(p)
	rng := mathrand.New(mathrand.NewPCG(1, 2))
	var cases []governance.Case
	for i := range intakes {
		in := recommendtest.Plausible(rng)
		if i%2 == 1 {
			in.Assessed = recommend.Provenance{By: recommend.ByClinician, Person: confidential.MustPersonID("clinician-1"), At: now, From: recommend.FromInterview}
			for f := range in.Answers {
				in.Provenance = map[therapy.Factor]recommend.Provenance{f: {By: recommend.ByClient, From: recommend.FromForm}}
				break
			}
		}
		rec, err := r.Recommend(in, now)
		require.NoError(t, err)
		filled, err := form.Filled(in)
		require.NoError(t, err)
		c := governance.Case{ID: "p", Intake: in, Decided: []policy.Option{"", standard.Group}[i%2]}
		cases = append(cases, c)
		add("intake", in)
		add("filled", filled)
		add("recommendation", rec.For(recommend.Audience{Reader: policy.Clinician}))
		clients := "recommendation-client"
		if rec.For(recommend.Audience{Reader: policy.Client}).Withheld() {
			clients = "summary"
		}
		add(clients, rec.For(recommend.Audience{Reader: policy.Client}))
		add("summary", rec.For(recommend.Audience{Extent: recommend.SummaryOnly}))
		if i < 20 {
			abroad := recommend.Audience{Reader: policy.Clinician, Place: "DE", Language: de.Language(), Date: therapy.MustDate(2026, time.December, 1), WithoutSources: i%2 == 1}
			add("recommendation", rec.For(abroad))
			abroad.Reader = policy.Client
			if rec.For(abroad).Withheld() {
				add("summary", rec.For(abroad))
			} else {
				add("recommendation-client", rec.For(abroad))
			}
			abroad.Extent = recommend.SummaryOnly
			add("summary", rec.For(abroad))
			add("certificate", json.RawMessage(rec.Certificate()))
		}
		add("case", c)
		for info := range options(p) {
			o, err := recommend.NewOverride(rec, recommend.OverrideSpec{
				Option: info, By: confidential.MustPersonID("clinician-1"), At: now, Reason: recommend.ReasonClinicalJudgement,
				Note: confidential.SealText(confidential.ProcessNote, confidential.MustPersonID("client-1"), "made up for a test"),
			})
			if err == nil {
				stored, err := o.Store(keys(t))
				require.NoError(t, err)
				add("override", json.RawMessage(stored))
				break
			}
		}
	}
	add("intake", recommend.Intake{})
	cards(t, r, form, cases[0].Intake, add)
	rec, _ := r.RecommendJSON([]byte(`{"acute-suicidality":"yes"}`), now)
	add("recommendation", rec.For(recommend.Audience{Reader: policy.Clinician}))
	add("recommendation-client", rec.For(recommend.Audience{Reader: policy.Client}))
	report, err := governance.Backtest(context.Background(), recommend.Default(), r, slices.Values(cases), governance.BacktestOptions{})
	require.NoError(t, err)
	add("backtest", report)
	const table = "decided,adult,made-up,no-acute-risk\ngroup,yes,yes,yes\nGroup,perhaps,,yes\n,yes,,no\n\"\nGruppe,yes,,yes\n"
	report, err = governance.Backtest(context.Background(), recommend.Default(), r, governance.ReadCSV(strings.NewReader(table)), governance.BacktestOptions{})
	require.NoError(t, err)
	require.NotEmpty(t, report.Errors)
	add("backtest", report)
	report, err = governance.Backtest(context.Background(), recommend.Default(), r, slices.Values([]governance.Case{}), governance.BacktestOptions{})
	require.NoError(t, err)
	add("backtest", report)
	crowded := recommend.Intake{Answers: recommend.Answers{}} // every statement answered
	for f := range p.Factors.Names() {
		crowded.Answers[f] = therapy.Strongly
	}
	all, _ := r.Recommend(crowded, now)
	add("intake", crowded)
	add("recommendation", all.For(recommend.Audience{Reader: policy.Clinician}))
}

// cards sends a card over CDS Hooks and receives the feedback on it.
func cards(t *testing.T, r *recommend.Recommender, form recommend.Form, in recommend.Intake, add func(string, any)) {
	t.Helper()
	service, err := cdshooks.NewService(cdshooks.ServiceSpec{ID: "made-up", Recommender: r})
	require.NoError(t, err)
	sheet, err := intakefhir.NewForm(r)
	require.NoError(t, err)
	filled, err := form.Filled(in)
	require.NoError(t, err)
	response, _, err := sheet.Response(filled, intakefhir.ResponseSpec{Subject: "Patient/made-up-1"})
	require.NoError(t, err)
	body, err := json.Marshal(map[string]any{
		"hook": cdshooks.IntakeComplete, "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
		"context": map[string]any{"userId": "Practitioner/made-up-1", "patientId": "made-up-1", "questionnaireResponse": response},
	})
	require.NoError(t, err)
	answer := service.Answer(t.Context(), cdshooks.Call{Client: "https://ehr.example.org", Body: body, Now: now})
	require.Len(t, answer.Issued, 1)
	add("cds-card", answer.Issued[0])
	f := cdshooks.Feedback{
		Card: answer.Issued[0].Card, Outcome: cdshooks.Overridden, At: now, Reason: recommend.ReasonAvailability,
		Comment: confidential.SealText(confidential.TreatmentPlan, confidential.MustPersonID("client-1"), "made up for a test"),
	}
	stored, err := f.Store(keys(t))
	require.NoError(t, err)
	add("cds-feedback", json.RawMessage(stored))
}

func options(p policy.Policy) func(yield func(policy.Option) bool) {
	return func(yield func(policy.Option) bool) {
		for _, info := range p.Options {
			if !yield(info.Option) {
				return
			}
		}
	}
}

// keys returns the key ring with which the files of stored records were written.
func keys(t *testing.T) confidential.Keyring {
	t.Helper()
	block, err := aes.NewCipher(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	aead, err := cipher.NewGCM(block)
	require.NoError(t, err)
	ring, err := confidential.NewKeyring(confidential.Key{ID: "key-1", State: confidential.PrimaryKey, Cipher: aead, Nonces: rand.Reader})
	require.NoError(t, err)
	return ring
}

// readers are the functions that read each kind of document. No function reads a
// recommendation for a client.
func readers(t *testing.T) map[string]func([]byte) error {
	t.Helper()
	ring := keys(t)
	into := func(v func() any) func([]byte) error {
		return func(text []byte) error { return therapy.UnmarshalStrict(text, v()) }
	}
	return map[string]func([]byte) error{
		"intake":        into(func() any { return new(recommend.Intake) }),
		"form":          into(func() any { return new(recommend.Form) }),
		"filled":        into(func() any { return new(recommend.Filled) }),
		"policy":        into(func() any { return new(policy.Policy) }),
		"overlay":       into(func() any { return new(policy.Overlay) }),
		"case":          into(func() any { return new(governance.Case) }),
		"backtest":      into(func() any { return new(governance.BacktestReport) }),
		"certificate":   func(b []byte) error { return recommend.Verify(b, standard.Policy()) },
		"plan":          func(b []byte) error { _, err := care.LoadPlan(b, ring); return err },
		"session":       func(b []byte) error { _, err := care.LoadSession(b, ring); return err },
		"episode":       func(b []byte) error { _, err := care.LoadEpisode(b, ring); return err },
		"roster":        func(b []byte) error { _, err := group.LoadRoster(b, ring); return err },
		"agreement":     func(b []byte) error { _, err := group.LoadAgreement(b, ring); return err },
		"group-session": func(b []byte) error { _, err := group.LoadSession(b, ring); return err },
		"screening":     func(b []byte) error { _, err := screening.LoadRecord(b, ring); return err },
		"assessment":    func(b []byte) error { _, err := individual.LoadAssessment(b, ring); return err },
		"course":        func(b []byte) error { _, err := individual.LoadCourse(b, ring); return err },
		"language-pack": func(b []byte) error { _, err := pack.Parse(b); return err },
		"cds-card":      into(func() any { return new(cdshooks.Issued) }),
		"cds-feedback":  func(b []byte) error { _, err := cdshooks.LoadFeedback(b, ring); return err },
		"override":      func(b []byte) error { _, err := recommend.Default().LoadOverride(b, ring); return err },
	}
}
