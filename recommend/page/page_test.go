package page_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

var now = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

func form(t testing.TB) recommend.Form {
	t.Helper()
	f, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	return f
}

// element is one start tag of a page.
type element struct {
	name string
	attr map[string]string
	text string
}

// elements parses a page, and fails if tags do not match.
func elements(t testing.TB, text string) []element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(wellFormed(text)))
	var found []element
	var open []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			require.Empty(t, open, "every element is closed")
			return found
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			open = append(open, len(found))
			found = append(found, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				found[open[len(open)-1]].text += string(token)
			}
		}
	}
}

var void = regexp.MustCompile(`<(meta|link|input)\b([^>]*)>`)

// wellFormed adds the end tags and attribute values that HTML may omit, for a strict XML parser.
func wellFormed(text string) string {
	text = strings.TrimPrefix(strings.ReplaceAll(text, " checked>", ` checked="">`), "<!doctype html>")
	return void.ReplaceAllString(text, "<$1$2/>")
}

func write(t testing.TB, o page.FormOptions) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, page.WriteForm(&b, form(t), o))
	return b.String()
}

func TestFormIsAccessible(t *testing.T) {
	for _, reader := range []recommend.Filled{{}, {Answers: map[therapy.Factor]recommend.FormAnswer{therapy.Adult: recommend.FormYes, therapy.Isolation: recommend.FormStrongly}}} {
		all := elements(t, write(t, page.FormOptions{Filled: reader}))
		ids, labels, level := map[string]bool{}, map[string]bool{}, 0
		for _, e := range all {
			if id := e.attr["id"]; id != "" {
				require.False(t, ids[id], "id %s is unique", id)
				ids[id] = true
			}
			switch e.name {
			case "label":
				require.NotEmpty(t, strings.TrimSpace(e.text))
				labels[e.attr["for"]] = true
			case "h1", "h2", "h3":
				now := int(e.name[1] - '0')
				require.LessOrEqual(t, now, level+1, "no heading level is skipped")
				level = now
			case "script":
				t.Fatal("the page has a script")
			case "html":
				require.NotEmpty(t, e.attr["lang"])
			}
		}
		inputs, fieldsets, legends := 0, 0, 0
		for _, e := range all {
			switch e.name {
			case "input":
				inputs++
				require.True(t, labels[e.attr["id"]], "%s has a label", e.attr["id"])
			case "fieldset":
				fieldsets++
			case "legend":
				legends++
			case "section":
				require.True(t, ids[e.attr["aria-labelledby"]])
			}
		}
		require.Greater(t, inputs, 300)
		require.Equal(t, fieldsets, legends)
	}
}

func TestClientsFormLeavesOutCliniciansQuestions(t *testing.T) {
	clinician, client := write(t, page.FormOptions{}), write(t, page.FormOptions{Reader: recommend.Client})
	require.Contains(t, clinician, `"answer.domestic-abuse"`)
	require.NotContains(t, client, "domestic-abuse")
	require.NotContains(t, client, "uncontrolled-aggression")
	require.Contains(t, client, "I&#39;d rather not say")
}

// TestDangerIsNeverHidden checks that questions about danger are never in a collapsed section.
func TestDangerIsNeverHidden(t *testing.T) {
	for _, reader := range []policy.Reader{recommend.Client, recommend.Clinician} {
		text := write(t, page.FormOptions{Reader: reader})
		for folded := range strings.SplitSeq(text, "<details>") {
			if inside, _, ok := strings.Cut(folded, "</details>"); ok {
				require.NotContains(t, inside, "acute-suicidality")
			}
		}
		require.Contains(t, text, "answer.acute-suicidality")
		require.Less(t, strings.Index(text, "answer.no-acute-risk"), strings.Index(text, "answer.no-imminent-threat"), "the statement that settles the most others comes first")
	}
	cleared := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{therapy.NoAcuteRisk: recommend.FormYes}}
	require.NotContains(t, write(t, page.FormOptions{Filled: cleared}), "answer.acute-suicidality", "settled")
	require.Contains(t, write(t, page.FormOptions{Reader: recommend.Client, Filled: cleared}), "answer.acute-suicidality", "a yes from the client does not settle it")
}

func TestFormIsEscapedAndTranslated(t *testing.T) {
	text := write(t, page.FormOptions{Action: `/x"><script>`, Hidden: map[string]string{"token": `"><b>`}, Language: words.Pseudo()})
	require.NotContains(t, text, "<script>")
	require.NotContains(t, text, "<b>")
	for _, e := range elements(t, text) {
		if said := strings.TrimSpace(e.text); said != "" && e.name != "style" {
			require.True(t, strings.HasPrefix(said, "⟦") && strings.HasSuffix(said, "⟧"), "not translated: %q", said)
		}
	}
}

// TestFilledAnswersRoundTrip posts a page as a browser would, and reads the same answers.
func TestFilledAnswersRoundTrip(t *testing.T) {
	f := form(t)
	filled := recommend.Filled{
		Answers: map[therapy.Factor]recommend.FormAnswer{
			therapy.Adult: recommend.FormYes, therapy.NoAcuteRisk: recommend.FormYes, therapy.PrefersGroup: recommend.FormYes,
			therapy.Isolation: recommend.FormStrongly, therapy.LimitedBudget: recommend.FormNo, therapy.Shame: recommend.FormPreferNot,
		},
		GoneThrough: []therapy.Section{therapy.SectionConcern, therapy.SectionNeeds},
	}
	values := url.Values{}
	for _, e := range elements(t, write(t, page.FormOptions{Filled: filled})) {
		_, checked := e.attr["checked"]
		if e.name == "input" && (checked || e.attr["type"] == "hidden") {
			values.Add(e.attr["name"], e.attr["value"])
		}
	}
	back, err := page.Read(f, values)
	require.NoError(t, err)
	require.True(t, filled.Equal(back))
}

func TestReadRefusesInvalidAnswers(t *testing.T) {
	f := form(t)
	for values, want := range map[string]string{
		"answer.isolation=perhaps":                 "/answers/isolation form-answer",
		"answer.isolation=yes&answer.isolation=no": "/answers/isolation form-twice",
		"choice.age=isolation":                     "/answers/age form-answer",
		"choice.age=strongly":                      "/answers/age form-answer",
		"choice.age=adult&choice.age=not-known":    "/answers/age form-twice",
		"a=1&answer.made-up=no":                    "/#2 form-statement",
		"answer.age=no":                            "/#1 form-statement",
		"choice.isolation=yes":                     "/#1 form-statement",
		"gone.made-up=on":                          "/#1 form-section",
	} {
		posted, err := url.ParseQuery(values)
		require.NoError(t, err)
		_, err = page.Read(f, posted)
		fields := therapy.FieldErrors(err)
		require.Len(t, fields, 1)
		require.Equal(t, want, fields[0].Path+" "+fields[0].Rule)
		require.NotContains(t, err.Error(), "perhaps")
	}
	filled, err := page.Read(f, url.Values{"token": {"x"}, "answers": {"yes"}, "answer.made-up": {""}, "answer.isolation": {""}})
	require.NoError(t, err)
	require.Empty(t, filled.Answers)
	both, err := page.Read(f, url.Values{"choice.age": {"adult", "child-under-12"}})
	require.NoError(t, err)
	_, err = f.Intake(both)
	require.ErrorIs(t, err, therapy.ErrContradiction)
	text := write(t, page.FormOptions{Filled: both, Errors: err})
	require.Contains(t, text, `role="alert"`)
	require.Contains(t, text, `id="q-age" class="faulty"`)
}

// TestReadFindsDanger checks that Read finds a danger in a form with errors, in any spelling
// and with any other error.
func TestReadFindsDanger(t *testing.T) {
	f := form(t)
	for _, sent := range []string{
		"answer.acute_suicidality=yes", "answer.acuteSuicidality=strongly", "answer.acute-suicidality=YES", "answer.acute-suicidality=on", "answer.acute-suicidality=ja", "answer.acute-suicidality=ticked",
		"Answer.acute-suicidality=yes", "answer.acute-suicidality=no&answer.acute-suicidality=yes", "answer.acute-suicidality=yes&answer.isolation=perhaps",
		"acute-suicidality=yes", "answer[acute-suicidality]=on", "answers.acuteSuicidality=1", "isSuicidal=ticked", "choice.made-up=acute-suicidality",
		"answer.acute-suicidality=yes&gone.made-up=on", "answer.acute-suicidality=yes&choice.age=strongly",
	} {
		values, err := url.ParseQuery("answer.no-acute-risk=yes&" + sent)
		require.NoError(t, err)
		filled, err := page.Read(f, values)
		require.Error(t, err, sent)
		require.Contains(t, err.Error(), "/answers/acute-suicidality: contradiction [form-danger]", sent)
		intake, err := f.Intake(filled)
		require.NoError(t, err, sent)
		rec, err := recommend.Default().Recommend(intake, now)
		require.NoError(t, err, sent)
		require.Equal(t, policy.Escalate, rec.Outcome(), sent)
	}
	for _, sent := range []string{"acute-suicidality=no", "no-suicidal-thoughts=yes", "acute-suicidality=", "newsletter=yes"} { // fields of the page
		values, err := url.ParseQuery(sent)
		require.NoError(t, err)
		filled, err := page.Read(f, values)
		require.NoError(t, err, sent)
		require.Empty(t, filled.Answers, sent)
	}
	for _, sent := range []string{"answer.acute_suicidality=no", "answer.acute-suicidality=perhaps", "answer.isolation=perhaps"} {
		values, err := url.ParseQuery("answer.no-acute-risk=yes&" + sent)
		require.NoError(t, err)
		filled, err := page.Read(f, values)
		require.Error(t, err, sent)
		require.Empty(t, filled.Answers, sent)
	}
}

// TestEveryFaultHasAPlace checks that each error is listed before the form with a sentence and
// a link to its question, for any statement of the question, and is repeated at the question; a
// collapsible section with an error is open. An error about a question that is not on the form
// is listed without a link and without its name.
func TestEveryFaultHasAPlace(t *testing.T) {
	f := form(t)
	r := recommend.Default()
	many := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}}
	first := ""
	for _, section := range f.Sections {
		if section.AtMost == 0 {
			continue
		}
		for _, q := range section.Questions {
			if q.If.IsZero() && len(many.Answers) <= section.AtMost {
				many.Answers[q.Items[0].Factor] = recommend.FormYes
				first = q.ID // at the end: the first question beyond the limit
			}
		}
	}
	_, tooMany := f.Intake(many)
	_, ages := f.Intake(recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{therapy.Adult: recommend.FormYes, therapy.ChildUnder12: recommend.FormYes}})
	_, contradiction := r.Recommend(recommend.Intake{Answers: recommend.Answers{therapy.NoAcuteRisk: therapy.Yes, therapy.AcuteSuicidality: therapy.Yes}}, now)
	_, misspelt := r.Recommend(recommend.Intake{Answers: recommend.Answers{"adlut": therapy.Yes}}, now)
	at := func(path string) error {
		return &therapy.FieldError{Path: path, Rule: "form-answer", Err: therapy.ErrUnknown}
	}
	for name, tt := range map[string]struct {
		err    error
		reader policy.Reader
		want   []string // ids of the questions, "" for none
	}{
		"too many":               {tooMany, policy.Client, []string{first}},
		"two of a choice":        {ages, policy.Client, []string{"age"}},
		"the second of a choice": {at("/answers/child-under-12"), policy.Client, []string{"age"}},
		"a contradiction":        {contradiction, policy.Clinician, []string{"no-acute-risk"}},
		"an unknown statement":   {misspelt, policy.Client, []string{""}},
		"one for clinicians":     {at("/answers/domestic-abuse"), policy.Client, []string{""}},
		"the document":           {at(""), policy.Client, []string{""}},
		"several":                {errors.Join(at("/answers/isolation"), at("/answers/adult"), at("")), policy.Client, []string{"age", "isolation", ""}},
		"the same error twice":   {errors.Join(at("/answers/isolation"), at("/answers/isolation")), policy.Client, []string{"isolation"}},
	} {
		text := write(t, page.FormOptions{Reader: tt.reader, Errors: tt.err})
		all := elements(t, text)
		var linked, marked []string
		for i, e := range all {
			switch {
			case e.name == "li" && i+1 < len(all):
				id, sentence := "", all[i+1].text
				if all[i+2].name == "a" {
					id, sentence = strings.TrimPrefix(all[i+2].attr["href"], "#q-"), all[i+3].text
					require.NotEmpty(t, all[i+2].text, name)
				}
				require.NotEmpty(t, strings.TrimSpace(sentence), name)
				linked = append(linked, id)
			case e.name == "fieldset" && e.attr["class"] == "faulty":
				marked = append(marked, strings.TrimPrefix(e.attr["id"], "q-"))
			}
		}
		require.Equal(t, tt.want, linked, name)
		require.ElementsMatch(t, slices.DeleteFunc(slices.Clone(tt.want), func(id string) bool { return id == "" }), marked, name)
		require.Equal(t, 1, strings.Count(text, `role="alert"`), name)
		require.NotContains(t, text, `open=""`, "%s: no collapsible section has an error", name)
	}
	for _, section := range f.Sections {
		for _, q := range section.Questions {
			if q.If.IsZero() || !q.Items[0].Follows.IsZero() {
				continue
			}
			text := write(t, page.FormOptions{Reader: policy.Clinician, Errors: at("/answers/" + string(q.Items[0].Factor))})
			if !strings.Contains(text, `id="q-`+q.ID+`"`) {
				continue
			}
			opened := strings.Index(text, `<details open="">`)
			require.Positive(t, opened, q.ID)
			require.Contains(t, text[opened:], `id="q-`+q.ID+`" class="faulty"`, "%s is in an open section", q.ID)
		}
	}
}

func TestRecommendationHasSameContentAsText(t *testing.T) {
	intakes := []recommend.Answers{
		{},
		{therapy.AcuteSuicidality: therapy.Yes},
		{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.SensitiveIssue: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly},
		{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.Isolation: therapy.Yes, therapy.LimitedBudget: therapy.Yes},
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for _, answers := range intakes {
		rec, err := recommend.Default().Recommend(recommend.Intake{Answers: answers}, now)
		require.NoError(t, err)
		for _, audience := range []recommend.Audience{{Reader: recommend.Clinician}, {Reader: recommend.Client}} {
			x := rec.For(audience)
			var b bytes.Buffer
			require.NoError(t, page.WriteRecommendation(&b, x, "", ""))
			var said []string
			for _, e := range elements(t, b.String()) {
				if slices.Contains([]string{"h1", "h2", "h3", "p", "li"}, e.name) {
					said = append(said, squeeze(e.text))
				}
			}
			want := x.Text()
			for _, line := range said {
				require.Contains(t, squeeze(strings.ReplaceAll(want, "\n", " ")), line)
			}
			n := 0
			for range x.Blocks() {
				n++
			}
			require.Len(t, said, n)
		}
	}
}

// TestAChoiceCanBeLeftOpen checks that "I don't know" and "I'd rather not say" answer a whole
// choice.
func TestAChoiceCanBeLeftOpen(t *testing.T) {
	f := form(t)
	for _, open := range []recommend.FormAnswer{recommend.FormNotKnown, recommend.FormPreferNot} {
		filled, err := page.Read(f, url.Values{"choice.wish": {open.String()}})
		require.NoError(t, err)
		require.Len(t, filled.Answers, 4)
		require.Equal(t, open, filled.Answers[therapy.WantsBoth])
		in, err := f.Intake(filled)
		require.NoError(t, err)
		require.Empty(t, in.Answers)
		text := write(t, page.FormOptions{Filled: filled})
		require.Contains(t, text, `value="`+open.String()+`" checked> <label for="c-wish-`+open.String()+`">`)
		require.Equal(t, 1, strings.Count(text, `" checked>`), "shown again as it was sent")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("answer.isolation=yes&gone.needs=yes&choice.age=adult")
	sheet := form(f)
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		filled, err := page.Read(sheet, values)
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			return
		}
		_, _ = sheet.Intake(filled)
	})
}
