package recommend_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// utf16Of encodes a text in UTF-16, with or without a byte order mark.
func utf16Of(order binary.ByteOrder, mark bool, text string) string {
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	var b []byte
	for _, u := range units {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], u)
	}
	return string(b)
}

// Danger is found in every refused document, and the answer no is not taken for danger.
func TestDangerIsFoundInRefusedDocuments(t *testing.T) {
	long := strings.Repeat(" ", recommend.MaxIntakeSize)
	for name, document := range map[string]string{
		"no format":                    `{"answers":{"adult":"yes","acute-suicidality":"yes"}}`,
		"no format, provenance":        `{"assessed":{"by":"client"},"answers":{"acute-suicidality":{"answer":"yes","by":"client"}}}`,
		"another format":               `{"format":"our-intake/1","answers":{"acute-suicidality":"yes"}}`,
		"answers beside provenance":    `{"format":"therapykit-intake/2","answers":{"adult":"yes"},"acute-suicidality":"yes"}`,
		"an array of documents":        `[{"adult":"yes","acute-suicidality":"yes"}]`,
		"an array of pairs":            `[["adult","yes"],["acute-suicidality","yes"]]`,
		"an array of statements":       `[{"statement":"adult","answer":"yes"},{"statement":"acute-suicidality","answer":"yes"}]`,
		"the answer first":             `[{"answer":"no","statement":"adult"},{"answer":"yes","statement":"acute-suicidality"}]`,
		"a list under yes":             `{"yes":["adult","acute-suicidality"],"no":["child-under-12"]}`,
		"an array as the answer":       `{"acute-suicidality":["yes"]}`,
		"both in an array":             `{"acute-suicidality":["no","yes"]}`,
		"an object as the answer":      `{"acute-suicidality":{"value":true}}`,
		"deeper":                       `{"patient":{"risk":{"acute-suicidality":{"now":{"value":"yes"}}}}}`,
		"before and now":               `{"acute-suicidality":{"before":"no","now":"yes"}}`,
		"a value of FHIR":              `{"item":[{"linkId":"acute-suicidality","answer":[{"valueBoolean":true}]}]}`,
		"a key of several parts":       `{"intake.acute-suicidality":"yes"}`,
		"a path as the key":            `{"/answers/acute-suicidality/value":true}`,
		"a prefix":                     `{"risk_acute_suicidality":"yes"}`,
		"an address":                   `[{"code":"https://example.org/s/acute-suicidality","value":true}]`,
		"single quotes":                `{'adult':'yes','acute-suicidality':'yes'}`,
		"no quotes":                    `{adult: yes, acute-suicidality: yes}`,
		"a quote missing":              `{"adult":"yes,"acute-suicidality":"yes"}`,
		"a brace missing":              `{"adult":"yes","acute-suicidality":"yes"`,
		"a comma too many":             `{"adult":"yes",,"acute-suicidality":"yes"}`,
		"a comment":                    "{\"adult\":\"yes\", // asked today\n\"acute-suicidality\":\"yes\"}",
		"two documents":                `{"adult":"yes"}{"acute-suicidality":"yes"}`,
		"a mark in front":              "\ufeff{\"acute-suicidality\":\"yes\"}",
		"UTF-16, little end first":     utf16Of(binary.LittleEndian, true, `{"acute-suicidality":"yes"}`),
		"UTF-16, big end first":        utf16Of(binary.BigEndian, true, `{"acute-suicidality":"yes"}`),
		"UTF-16 without a mark":        utf16Of(binary.LittleEndian, false, `{"acute-suicidality":"yes"}`),
		"no UTF-8":                     "{\"adult\":\"\xff\xfe\",\"acute-suicidality\":\"yes\"}",
		"escapes":                      `{"\u0061cute-suicidality":"\u0079es","nothing":1}`,
		"behind too much":              long + `{"acute-suicidality":"yes"}`,
		"before too much":              `{"acute-suicidality":"yes"}` + long,
		"lines":                        "adult: yes\nacute-suicidality: yes\n",
		"lines with a level":           "answers:\n  acute-suicidality:\n    answer: yes\n",
		"columns":                      "statement,answer\nadult,yes\nacute-suicidality,yes\n",
		"tabs":                         "adult\tyes\nacute-suicidality\tyes",
		"a form of a page":             "adult=yes&acute-suicidality=yes",
		"a table":                      "| adult | yes |\n| acute-suicidality | yes |\n",
		"markup":                       "<intake><adult>yes</adult><acute-suicidality>yes</acute-suicidality></intake>",
		"a letter missing":             `{"acute-suicidalty":"yes"}`,
		"two letters swapped":          `{"acute-siucidality":"yes"}`,
		"another hyphen":               "{\"acute\u2011suicidality\":\"yes\"}",
		"a letter that looks the same": "{\"\u0430cute-suicidality\":\"yes\"}",
		"snake case":                   `{"answers":{"acute_suicidality":true}}`,
		"words":                        `{"Acute suicidality":"Yes, definitely"}`,
		"strongly":                     `{"acute-suicidality":"strongly","mood":3}`,
		"a number":                     `{"acute-suicidality":1}`,
		"an answer that is no word":    `{"acute-suicidality":"YES!"}`,
		"the second time":              `{"acute-suicidality":"no","acute-suicidality":"yes"}`,
		"too deep for a stack":         strings.Repeat("[", 100_000) + `{"acute-suicidality":"yes"}`,
	} {
		rec, err := theStandard().RecommendJSON([]byte(document), now)
		require.Error(t, err, name)
		require.Equal(t, policy.Escalate, rec.Outcome(), "%s: %v", name, err)
		require.Contains(t, err.Error(), "find out at once", name)
		require.Contains(t, therapy.FieldErrors(err)[0].Hint, "find out at once", "%s: first of all", name)
		_, err = theStandard().PackJSON([]byte(document))
		require.Error(t, err, name)
		calm := strings.NewReplacer(`"yes`, `"no`, `"\u0079es`, `"no`, `"YES`, `"NO`, `"Yes, definitely`, `"No, not`, `:true`, `:false`, `:1`, `:0`, `"strongly"`, `"no"`).Replace(document)
		if calm == document || strings.Contains(calm, "swapped") || name == "a list under yes" || name == "before and now" || name == "both in an array" {
			continue
		}
		rec, err = theStandard().RecommendJSON([]byte(calm), now)
		require.NotEqual(t, policy.Escalate, rec.Outcome(), "%s, calm: %v", name, err)
	}
}

// A document that is refused for another reason is not taken for danger if danger is denied in
// it.
func TestDeniedDangerDoesNotEscalate(t *testing.T) {
	for name, document := range map[string]string{
		"a no":                    `{"acute-suicidality":"no","nobody-knows-it":"yes"}`,
		"unknown":                 `{"acute-suicidality":"unknown","nobody-knows-it":"yes"}`,
		"with its origin":         `{"format":"therapykit-intake/2","assessed":{"by":"client"},"answers":{"adult":"yes","acute-suicidality":{"answer":"no","by":"clinician","at":"2026-03-02T09:00:00Z"},"nobody-knows-it":"yes"}}`,
		"in an array":             `[{"statement":"acute-suicidality","answer":"no"},{"statement":"adult","answer":"yes"}]`,
		"the answer first":        `[{"answer":"yes","statement":"adult"},{"answer":"no","statement":"acute-suicidality"}]`,
		"in columns":              "acute-suicidality,no\nadult,yes\n",
		"in lines":                "acute-suicidality: no\nadult: yes\n",
		"a list under no":         `{"no":["acute-suicidality"],"yes":["adult"]}`,
		"the opposite of a name":  `{"no-acute-suicidality":"yes"}`,
		"the opposite in parts":   `{"risk.no-acute-suicidality":"yes","denies_acute_suicidality":"yes"}`,
		"an address denied":       `[{"code":"https://example.org/s/acute-suicidality","value":false}]`,
		"an all-clear":            `{"answers":{"no-acute-risk":"yes","adult":"yes"}}`,
		"a name like another one": `{"accurate-mind":"yes"}`,
	} {
		rec, err := theStandard().RecommendJSON([]byte(document), now)
		require.Error(t, err, name)
		require.NotEqual(t, policy.Escalate, rec.Outcome(), "%s: %v", name, err)
	}
}

// A danger that is named without an answer is reported, but does not escalate.
func TestNamedDangerIsReported(t *testing.T) {
	for _, document := range []string{`["acute-suicidality"]`, `{"ask":"acute-suicidality"}`, `{"answers":{"acute-suicidality":"perhaps"}}`} {
		rec, err := theStandard().RecommendJSON([]byte(document), now)
		require.Equal(t, policy.Outcome(0), rec.Outcome(), document)
		require.Equal(t, "danger-named-in-refused", therapy.FieldErrors(err)[0].Rule, document)
	}
}

// In Go too, a misspelt danger is refused and not overlooked.
func TestMisspeltDangerInGo(t *testing.T) {
	for _, name := range []therapy.Factor{"acute-suicidalty", "Acute Suicidality", "cannot-keep-save", "harm-to-other-imminent", "acutepsychosis"} {
		rec, err := theStandard().Recommend(given(recommend.Answers{therapy.Adult: therapy.Yes, name: therapy.Yes}), now)
		require.Error(t, err, name)
		require.Equal(t, policy.Escalate, rec.Outcome(), name)
		require.Equal(t, "factor-name-on-safety", therapy.FieldErrors(err)[0].Rule, name)
	}
}

// A no to a statement that there is no danger is reported wherever it is in a refused intake.
// "Yes", "unknown" and "not asked" are not reported.
func TestADeniedAllClearIsReported(t *testing.T) {
	for f, info := range therapy.Factors().All() {
		if info.Alarm != therapy.AllClear {
			continue
		}
		for _, shape := range []string{`{%q:"no","made-up":"yes"}`, `{"answers":{%q:false}}`, `[{"statement":%q,"answer":"No."}]`, `{%q:["no"]}`} {
			_, err := theStandard().RecommendJSON(fmt.Appendf(nil, shape, f), now)
			require.Equal(t, "danger-in-refused", therapy.FieldErrors(err)[0].Rule, shape)
			require.Contains(t, therapy.FieldErrors(err)[0].Hint, string(f), shape)
			for _, calm := range []string{"yes", "unknown", "not asked"} {
				_, err = theStandard().RecommendJSON([]byte(strings.NewReplacer(`"no"`, `"`+calm+`"`, "false", `"`+calm+`"`, "No.", calm).Replace(fmt.Sprintf(shape, f))), now)
				require.NotContains(t, fmt.Sprint(err), "danger", shape)
			}
		}
		_, err := theStandard().Pack(recommend.Answers{f: therapy.No, "made-up": therapy.Yes})
		require.Contains(t, therapy.FieldErrors(err)[0].Hint, "find out at once", f)
	}
	_, err := theStandard().Pack(recommend.Answers{therapy.AcuteMania: therapy.Yes, "made-up": therapy.Yes})
	require.Equal(t, "/acute-mania", therapy.FieldErrors(err)[0].Path)
}

// A name that is no statement, and close to none, is still searched for the words of dangers.
func TestWordsOfDangers(t *testing.T) {
	escalates := func(r *recommend.Recommender, name string) bool {
		rec, err := r.RecommendJSON(fmt.Appendf(nil, `{%q:"yes"}`, name), now)
		require.Error(t, err, name)
		inGo, _ := r.Recommend(given(recommend.Answers{therapy.Factor(name): therapy.Yes}), now)
		require.Equal(t, inGo.Outcome(), rec.Outcome(), name)
		return rec.Outcome() == policy.Escalate
	}
	for _, name := range []string{
		"suicidal", "isSuicidal", "Suicidal thoughts", "suicidal-ideation", "suicide-risk", "now-suicidal", "acutely_psychotic", "manic-and-acute",
		"intoxicated-acutely", "imminently-harming-others",
	} {
		require.True(t, escalates(theStandard(), name), name)
	}
	for _, name := range []string{
		"no-suicidal-thoughts", "not_suicidal", "no-current-suicidal-ideation", "deniesCurrentSuicidality", "suicidality-denied", "suicide-ruled-out",
		"acute", "psychotic", "alcohol", "medical", "cannot-keep-appointments", "plan", "means", "withdrawal", "harm", "imminent", "severe-grief",
		"The family lost somebody by suicide", "suicid",
	} {
		require.Equal(t, name == "suicid", escalates(theStandard(), name), name)
	}
	// The other statements of the vocabulary mean what they say, in any spelling, also for a
	// policy that does not have them.
	small := madeup.Policy()
	var err error
	small.Factors, err = small.Factors.With(madeup.Fact("suicidal-crisis", therapy.LayerSafety))
	require.NoError(t, err)
	small.Rules[0].When = therapy.AnyOf("danger", "suicidal-crisis")
	few := recommend.Must(small)
	require.True(t, escalates(few, "suicidal"))
	var document []string
	for f, info := range therapy.Factors().All() {
		if info.Alarm != therapy.Danger {
			for _, name := range spellings(f) {
				document = append(document, fmt.Sprintf(`%q:"yes"`, name))
			}
		}
	}
	require.Greater(t, len(document), 1000)
	for _, r := range []*recommend.Recommender{few, theStandard()} {
		all := []byte("{" + strings.Join(document, ",") + "}")
		require.Empty(t, r.Dangers(all))
		all[len(all)-1] = ','
		require.Len(t, r.Dangers(append(all, `"suicidal":"yes"}`...)), 1)
	}
}

// Every danger of the standard policy is found in a refused document.
func TestEveryDangerIsFound(t *testing.T) {
	for f, info := range therapy.Factors().All() {
		if info.Alarm != therapy.Danger {
			continue
		}
		for _, shape := range []string{`{"answers":{%q:"yes"}}`, `[%q,"yes"]`, `{%q:["yes"]}`} {
			rec, err := theStandard().RecommendJSON(fmt.Appendf(nil, shape, f), now)
			require.Error(t, err)
			require.Equal(t, policy.Escalate, rec.Outcome(), f)
		}
	}
}

// An intake that is too long is refused, even if it is correct, by every way of reading it.
func TestIntakeSize(t *testing.T) {
	right := `{"adult":"yes","no-acute-risk":"yes","values-privacy":"strongly"}`
	fits := right + strings.Repeat(" ", recommend.MaxIntakeSize-len(right))
	r := theStandard()
	reads := map[string]func([]byte) error{
		"RecommendJSON": func(b []byte) error { _, err := r.RecommendJSON(b, time.Time{}); return err },
		"PackJSON":      func(b []byte) error { _, err := r.PackJSON(b); return err },
		"ParseIntake":   func(b []byte) error { _, err := r.ParseIntake(b); return err },
		"Intake":        func(b []byte) error { return new(recommend.Intake).UnmarshalJSON(b) },
		"Answers":       func(b []byte) error { return new(recommend.Answers).UnmarshalJSON(b) },
	}
	for name, read := range reads {
		require.NoError(t, read([]byte(fits)), name)
		require.ErrorIs(t, read([]byte(fits+" ")), therapy.ErrRange, name)
	}
}

// The search in a refused document takes time in proportion to its length.
func TestLookingThroughIsLinear(t *testing.T) {
	for name, unit := range map[string]string{
		"names": `"acute-siuicdalit":"yes",`, "brackets": `[`, "answers": `"yes",`, "danger": `"acute-suicidality":"yes",`,
		"letters": `acutesuicidality`, "escapes": `\u0061`, "commas": `,`, "near": `"acute-psychosi",`,
	} {
		cost := func(size int) time.Duration {
			document := bytes.Repeat([]byte(unit), size/len(unit))
			start := cpuTime()
			_, err := theStandard().RecommendJSON(document, now)
			require.Error(t, err)
			return cpuTime() - start
		}
		cost(1 << 16)
		small, large := cost(1<<17), cost(1<<20)
		require.Less(t, large, 60*small+2*time.Second, name)
	}
}

// FuzzRecommendJSON checks that a danger with the answer yes in any document never leads to a
// ranking, and is always reported.
func FuzzRecommendJSON(f *testing.F) {
	f.Add([]byte(`{"adult":"yes","acute-suicidality":"yes"}`))
	f.Add([]byte(`{"answers":{"adult":"yes","no-acute-risk":"yes"}}`))
	f.Add([]byte(`[{"statement":"acute-suicidality","answer":"yes"}]`))
	f.Add([]byte(utf16Of(binary.LittleEndian, true, `{"acute-suicidality":"yes"}`)))
	f.Add([]byte(`{"yes":["adult","acute-mania"]`))
	r := recommend.Must(standard.Policy())
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := r.RecommendJSON(data, now)
		if err != nil && rec.Outcome() != policy.Escalate {
			require.Equal(t, policy.Outcome(0), rec.Outcome(), "a refused intake is not ranked")
		}
		// Add a danger that nothing in the document denies.
		both := append(bytes.Clone(data), "\n\n]})\"'`{\"acute-mania\":\"yes\"}"...)
		rec, err = r.RecommendJSON(both, now)
		require.Error(t, err)
		require.Equal(t, policy.Escalate, rec.Outcome())
	})
}
