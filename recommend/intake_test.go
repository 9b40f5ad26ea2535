package recommend_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

func TestParseIntake(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	const yes, no, strongly = therapy.Yes, therapy.No, therapy.Strongly
	tests := []struct {
		name   string
		reason string
		json   string
		want   recommend.Answers
		errors []string
	}{
		{"empty", "nothing is known", `{}`, recommend.Answers{}, nil},
		{"spaces", "JSON allows them", " \t\r\n{ \"poor\" :\n\"yes\" , \"lonely\":\"no\"\t}\n", recommend.Answers{"poor": yes, "lonely": no}, nil},
		{"every word", "all four", `{"poor":"yes","lonely":"no","secret":"strongly","abuse":"unknown"}`, recommend.Answers{"poor": yes, "lonely": no, "secret": strongly}, nil},
		{"escapes", "another way to write the same", `{"\u0070oor":"\u0079es"}`, recommend.Answers{"poor": yes}, nil},
		{"exclusion", "what follows is not what was answered", `{"safe":"yes"}`, recommend.Answers{"safe": yes}, nil},
		{"exclusion agreed", "saying it as well is no contradiction", `{"safe":"yes","danger":"no"}`, recommend.Answers{"safe": yes, "danger": no}, nil},
		{"both no", "neither is neither", `{"safe":"no","danger":"no"}`, recommend.Answers{"safe": no, "danger": no}, nil},

		{"unknown", "with a place, not the name", `{"poor":"yes","qqqqqqqq":"yes"}`, nil, []string{"/#2 factor-unknown"}},
		{"unknown by escape", "the decoded name counts", `{"p\u006for2":"yes"}`, nil, []string{"/#1 factor-unknown"}},
		{"capital", "names are exact", `{"Poor":"yes"}`, nil, []string{"/#1 factor-unknown"}},
		{"word", "not one of the four", `{"poor":"maybe"}`, nil, []string{"/poor answer-word"}},
		{"word capital", "words are exact", `{"poor":"Yes"}`, nil, []string{"/poor answer-word"}},
		{"word empty", "nothing is no answer", `{"poor":""}`, nil, []string{"/poor answer-word"}},
		{"true", "a truth value is not a word", `{"poor":true}`, nil, []string{"/poor answer-word"}},
		{"number", "nor is a number", `{"poor":1}`, nil, []string{"/poor answer-word"}},
		{"null", "nor is null", `{"poor": null}`, nil, []string{"/poor answer-word"}},
		{"object", "nor what is nested", `{"poor":{"safe":"yes"}}`, nil, []string{"/poor answer-word"}},
		{"array", "nor a list", `{"poor":["yes"]}`, nil, []string{"/poor answer-word"}},
		{"danger, capital", "a slip, and about danger", `{"danger":"Yes"}`, nil, []string{"/danger answer-word-on-safety"}},
		{"danger, true", "the same", `{"danger":true}`, nil, []string{"/danger answer-word-on-safety"}},
		{"unknown and no word", "both are said", `{"qqqqqqqq":3}`, nil, []string{"/#1 answer-word", "/#1 factor-unknown"}},
		{"twice", "which of the two?", `{"poor":"yes","poor":"no"}`, nil, []string{"/#2 statement-twice"}},
		{"twice the same", "still twice", `{"poor":"yes","poor":"yes"}`, nil, []string{"/#2 statement-twice"}},
		{"twice by escape", "names are compared decoded", `{"poor":"yes","p\u006f\u006fr":"no"}`, nil, []string{"/#2 statement-twice"}},
		{"twice unknown", "unknown does not take the answer back", `{"danger":"yes","danger":"unknown"}`, nil, []string{" danger-in-refused", "/#2 statement-twice"}},
		{"contradiction", "on safety, one has to act", `{"safe":"yes","danger":"strongly"}`, nil, []string{"/safe answers-contradict-on-safety"}},
		{"trailing object", "one object", `{}{}`, nil, []string{" json-trailing"}},
		{"trailing word", "nothing after it", `{"poor":"yes"} x`, nil, []string{" json-trailing"}},
		{"trailing bracket", "nothing after it", `{}]`, nil, []string{" json-trailing"}},
		{"nothing", "not JSON", ``, nil, []string{" json-malformed"}},
		{"blank", "not JSON", ` `, nil, []string{" json-malformed"}},
		{"null whole", "not an object", `null`, nil, []string{" intake-object"}},
		{"array whole", "not an object", `["poor"]`, nil, []string{" intake-object"}},
		{"string whole", "not an object", `"poor"`, nil, []string{" intake-object"}},
		{"cut off", "in a name", `{"poo`, nil, []string{" json-malformed"}},
		{"cut off after colon", "no value", `{"poor":`, nil, []string{" json-malformed"}},
		{"cut off after value", "no end", `{"poor":"yes"`, nil, []string{" json-malformed"}},
		{"comma at the end", "JSON has none", `{"poor":"yes",}`, nil, []string{" json-malformed"}},
		{"comma at the start", "JSON has none", `{,"poor":"yes"}`, nil, []string{" json-malformed"}},
		{"no comma", "between members", `{"poor":"yes" "lonely":"no"}`, nil, []string{" json-malformed"}},
		{"no colon", "between name and value", `{"poor" "yes"}`, nil, []string{" json-malformed"}},
		{"name not quoted", "JSON quotes", `{poor:"yes"}`, nil, []string{" json-malformed"}},
		{"single quotes", "JSON has double ones", `{'poor':'yes'}`, nil, []string{" json-malformed"}},
		{"comment", "JSON has none", `{/* */"poor":"yes"}`, nil, []string{" json-malformed"}},
		{"byte order mark", "refused, and looked through", "\ufeff{}", nil, []string{" json-encoding"}},
		{"invalid UTF-8", "not text", "{\"poor\":\"y\xffes\"}", nil, []string{" json-encoding", "/poor answer-word"}},
		{"lone surrogate", "a name that is none", `{"\ud800":"yes"}`, nil, []string{"/#1 factor-unknown"}},
		{"control character", "JSON escapes them", "{\"po\x01or\":\"yes\"}", nil, []string{" json-malformed"}},
		{"nested too deep", "an answer is a word", `{"poor":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`, nil, []string{" json-malformed"}},
		{"all at once", "everything that can be seen", `{"safe":"yes","danger":"yes","qqqqqqqq":"yes","poor":"perhaps","lonely":"yes","lonely":"no"} 1`, nil, []string{
			" danger-in-refused", " json-trailing", "/#3 factor-unknown", "/#6 statement-twice", "/poor answer-word", "/safe answers-contradict-on-safety",
		}},
		{"before it breaks", "what was read before is reported too", `{"qqqqqqqq":"yes","poor":`, nil, []string{" json-malformed", "/#1 factor-unknown"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			intake, err := r.ParseIntake([]byte(tt.json))
			if diff := gocmp.Diff(tt.errors, brokenRules(err)); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.reason, diff)
			}
			if diff := gocmp.Diff(tt.want, intake.Answers); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.reason, diff)
			}
			fast, fastErr := r.PackJSON([]byte(tt.json))
			careful, carefulErr := r.ReadCarefully([]byte(tt.json))
			require.Equal(t, careful, fast, "two ways, one result")
			require.Equal(t, carefulErr, fastErr)
			if err == nil {
				encoded, err := r.Pack(intake.Answers)
				require.NoError(t, err)
				require.Equal(t, fast, encoded, "JSON and Go give the same result")
			}
		})
	}
}

func TestParseIntakeSuggests(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	_, err := r.ParseIntake([]byte(`{"lonly":"yes"}`))
	require.ErrorIs(t, err, therapy.ErrUnknown)
	require.ErrorContains(t, err, "did you mean lonely?")
	_, err = r.Pack(recommend.Answers{"lonly": therapy.Yes})
	require.ErrorContains(t, err, "/#1: unknown name [factor-unknown]: did you mean lonely?")
	_, err = r.ParseIntake([]byte(`{"safe":"yes","danger":"yes"}`))
	require.ErrorIs(t, err, therapy.ErrContradiction)
	require.ErrorContains(t, err, "it excludes danger; one of the two says that somebody may be in danger: act on it until it is cleared")
}

func TestContradictions(t *testing.T) {
	p := testPolicy(t)
	factors, err := p.Factors.With(
		fact("red", therapy.LayerNeed, "green", "blue"), fact("green", therapy.LayerNeed, "red", "blue"), fact("blue", therapy.LayerNeed, "red", "green"),
	)
	require.NoError(t, err)
	p.Factors = factors
	r := recommend.Must(p)
	_, err = r.Pack(recommend.Answers{"blue": therapy.Yes, "red": therapy.Strongly, "green": therapy.Yes})
	require.Equal(t, []string{"/blue answers-contradict", "/blue answers-contradict", "/green answers-contradict"}, brokenRules(err))
	require.ErrorContains(t, err, "it excludes red")
	_, err = r.Pack(recommend.Answers{"blue": therapy.No, "red": therapy.Strongly, "green": therapy.No})
	require.NoError(t, err)
	_, err = r.Pack(recommend.Answers{"blue": 200, "zz": 201, "safe": therapy.Yes, "danger": therapy.Yes})
	require.Equal(t, []string{"/#4 factor-unknown", "/blue answer-word", "/safe answers-contradict-on-safety"}, brokenRules(err))
}

func TestIntakeJSON(t *testing.T) {
	const yes, no, strongly = therapy.Yes, therapy.No, therapy.Strongly
	tests := []struct {
		name   string
		reason string
		intake recommend.Answers
		want   string
		errors []string
	}{
		{"nil", "nothing is known", nil, `{}`, nil},
		{"sorted", "one way to write it", recommend.Answers{"poor": yes, "abuse": no, "lonely": strongly}, `{"abuse":"no","lonely":"strongly","poor":"yes"}`, nil},
		{"unanswered", "left out", recommend.Answers{"poor": therapy.Unanswered, "lonely": yes}, `{"lonely":"yes"}`, nil},
		{"not a name", "it could be about a person", recommend.Answers{"Jane Roe": yes}, "", []string{"/#1 factor-name"}},
		{"not an answer", "no word for it", recommend.Answers{"poor": 9}, "", []string{"/poor answer-word"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.intake.MarshalJSON()
			require.Equal(t, tt.errors, brokenRules(err), tt.reason)
			require.Equal(t, tt.want, string(got), tt.reason)
			if err != nil {
				require.NotContains(t, err.Error(), "Jane")
				return
			}
			var back recommend.Answers
			require.NoError(t, json.Unmarshal(got, &back))
			again, err := json.Marshal(back)
			require.NoError(t, err)
			require.Equal(t, tt.want, string(again), "byte for byte")
		})
	}
	t.Run("strict", func(t *testing.T) {
		kept := recommend.Answers{"poor": yes}
		for data, want := range map[string][]string{
			`{"Jane Roe":"yes"}`:            {"/#1 factor-name"},
			`{"poor":"yes","poor":"yes"}`:   {"/#2 statement-twice"},
			`{"poor":"perhaps","X":"no"} x`: {" json-trailing", "/#1 answer-word", "/#2 factor-name"},
			`null`:                          {" intake-object"},
		} {
			require.Equal(t, want, brokenRules(kept.UnmarshalJSON([]byte(data))), data)
			require.Equal(t, recommend.Answers{"poor": yes}, kept, "left alone")
		}
		require.NoError(t, kept.UnmarshalJSON([]byte(`{"anybodys-statement":"no","poor":"unknown"}`)), "any vocabulary")
		require.Equal(t, recommend.Answers{"anybodys-statement": no}, kept)
	})
}

// Error messages are logged and shown to others: they must not contain any text of an intake,
// wherever it was and however broken the rest is.
func TestErrorsQuoteNothing(t *testing.T) {
	wide(t)
	r := recommend.Must(testPolicy(t))
	rng := rand.New(rand.NewPCG(9, 10))
	const marker = "Zxqjw"
	pieces := []string{
		`"` + marker + `"`, `{"` + marker + `":"` + marker + `"}`, marker, `"lonely":"` + marker + `"`, `"` + marker + `":"yes"`, `"lonely":"yes"`, `"\u005axqjw":"yes"`,
		`[`, `]`, `{`, `}`, `,`, `,`, `:`, ` `, `"`, "\xff", `\`, `"safe":"yes","danger":"yes"`, `1e99`, `null`,
	}
	refused := 0
	for range often(4000, 100) {
		var b strings.Builder
		if rng.IntN(4) > 0 {
			b.WriteString("{")
		}
		for range rng.IntN(8) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
			if rng.IntN(2) == 0 {
				b.WriteString(",")
			}
		}
		if rng.IntN(4) > 0 {
			b.WriteString("}")
		}
		data := []byte(b.String())
		_, err := r.ParseIntake(data)
		var intake recommend.Answers
		for _, err := range []error{err, intake.UnmarshalJSON(data)} {
			if err != nil {
				refused++
				require.NotContains(t, strings.ToLower(err.Error()), strings.ToLower(marker), "%q", data)
				require.NotEmpty(t, therapy.FieldErrors(err))
			}
		}
	}
	require.Greater(t, refused, 1000)
	_, err := r.Recommend(given(recommend.Answers{therapy.Factor(marker): therapy.Yes, therapy.Factor(marker + "é"): 99}), now)
	require.Equal(t, []string{"/#1 factor-unknown", "/#2 factor-unknown"}, brokenRules(err))
	require.NotContains(t, err.Error(), marker)
}

// An encoded intake decodes to an equal one, through Go and through JSON.
func TestIntakeRoundTrip(t *testing.T) {
	wide(t)
	rng := rand.New(rand.NewPCG(11, 12))
	for range often(150, 50) {
		p, r := compileWild(rng)
		intake := wildIntake(rng, p, 5+rng.IntN(90))
		a, err := r.Pack(intake)
		require.NoError(t, err)
		require.Equal(t, intake, r.Unpack(a))
		data, err := json.Marshal(intake)
		require.NoError(t, err)
		read, err := r.PackJSON(data)
		require.NoError(t, err)
		require.Equal(t, a, read)
		scanned, plain := r.ScanPlain(data)
		require.True(t, plain, "what we write ourselves is read the fast way")
		require.Equal(t, a, scanned)
		require.Equal(t, intake, r.Decide(a).Intake().Answers)
		parsed, err := r.ParseIntake(data)
		require.NoError(t, err)
		again, err := json.Marshal(parsed)
		require.NoError(t, err)
		require.Equal(t, string(data), string(again), "byte for byte")
	}
}

func FuzzParseIntake(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"poor":"yes","lonely":"strongly"}`, ` { "safe" : "no" , "danger" : "unknown" } `, `{"safe":"yes","danger":"yes"}`,
		`{"poor":"yes","poor":"no"}`, `{"p\u006for":"yes"}`, `{"poor":null}`, `{"poor":"yes"}{`, `{"poor":"yes",}`, `[`, "{\"\xff\":1}",
		`{"format":"therapykit-intake/2","assessed":{"by":"client"},"answers":{"poor":{"answer":"yes","at":"2026-03-02T09:30:00Z"},"safe":"yes"}}`,
		`{"answers":{"danger":{"answer":"yes","by":7}},"format":"therapykit-intake/2"}`, `{"format":"therapykit-intake/3","answers":{"danger":"yes"}}`,
	} {
		f.Add([]byte(seed))
	}
	r := recommend.Must(testPolicy(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		careful, err := r.ReadCarefully(data)
		if scanned, ok := r.ScanPlain(data); ok && (err != nil || scanned != careful) {
			t.Fatalf("the scanner reads %v, the careful reader %v, %v", scanned, careful, err)
		}
		a, parseErr := r.PackJSON(data)
		if (parseErr == nil) != (err == nil) || a != careful {
			t.Fatalf("%v, %v is not %v, %v", a, parseErr, careful, err)
		}
		if (err == nil) && !json.Valid(data) {
			t.Fatal("accepted a text that is not JSON")
		}
		if err != nil {
			if len(therapy.FieldErrors(err)) == 0 || a != (recommend.Packed{}) {
				t.Fatalf("refused badly: %v", err)
			}
			return
		}
		var intake recommend.Intake
		if err := intake.UnmarshalJSON(data); err != nil {
			t.Fatalf("one reader accepts, the other does not: %v", err)
		}
		written, err := intake.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if back, err := r.ParseIntake(written); err != nil || !back.Equal(intake) {
			t.Fatalf("%s is read back as something else: %v", written, err)
		}
		again, err := r.PackJSON(written)
		if err != nil || again != a {
			t.Fatalf("%s does not come back: %v", written, err)
		}
		if rec := r.Decide(a); !rec.Outcome().Valid() {
			t.Fatal("no outcome")
		}
	})
}

// TestRecommendJSONLooksForDangerInWhatItRefuses checks that an error in one place does not hide
// danger in another.
func TestRecommendJSONLooksForDangerInWhatItRefuses(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	tests := []struct {
		name, in string
		outcome  policy.Outcome
		refused  bool
	}{
		{"right", `{"danger":"yes"}`, policy.Escalate, false},
		{"right and safe", `{"safe":"yes"}`, policy.NeedsInformation, false},
		{"an unknown statement beside it", `{"danger":"yes","lonley":"yes"}`, policy.Escalate, true},
		{"a contradiction beside it", `{"danger":"yes","safe":"yes"}`, policy.Escalate, true},
		{"denied first, then said", `{"danger":"no","danger":"yes"}`, policy.Escalate, true},
		{"cut off after it", `{"danger":"yes",`, policy.Escalate, true},
		{"trailing text after it", `{"danger":"yes"} and more`, policy.Escalate, true},
		{"refused and safe", `{"safe":"yes","lonley":"yes"}`, 0, true},
		{"not an intake", `[]`, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := r.RecommendJSON([]byte(tt.in), now)
			require.Equal(t, tt.outcome, rec.Outcome())
			require.Equal(t, tt.refused, err != nil)
		})
	}
}
