package cdshooks_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

// stories are made-up people, one for each kind of card.
func stories() map[string]recommend.Answers {
	return map[string]recommend.Answers{
		"recommended":   answers(recommend.Answers{therapy.ValuesPrivacy: recommend.Strongly}),
		"conflict":      answers(budget),
		"either":        answers(recommend.Answers{therapy.ValuesPrivacy: recommend.Yes, therapy.LimitedBudget: recommend.Yes}),
		"none":          answers(recommend.Answers{therapy.GroupUnavailable: recommend.Yes, therapy.IndividualUnavailable: recommend.Yes}),
		"questions":     answers(),
		"safety":        {therapy.Adult: recommend.Yes},
		"danger":        danger,
		"reservation":   answers(recommend.Answers{therapy.PTSD: recommend.Yes, therapy.IndividualUnavailable: recommend.Yes}),
		"abuse at home": answers(recommend.Answers{therapy.DomesticAbuse: recommend.Yes, therapy.AbuserInAvailableGroup: recommend.Yes, therapy.WantsPeerSupport: recommend.Yes}),
	}
}

// inKeys is a language in which every text is its key and its placeholders, so that golden files
// change with the contents of cards and not with every word.
func inKeys(t testing.TB) words.Language {
	t.Helper()
	made := words.Pack{Format: words.PackFormat, Language: "qaa", Reviewed: "made up", And: "and", Or: "or", Entries: map[words.Key]words.Entry{}}
	p := standard.Policy()
	places := regexp.MustCompile(`\{([a-z]+)(?:\}|, plural,)`)
	for _, messages := range []func(func(words.Key, string) bool){cdshooks.Messages(), recommend.Messages(), therapy.Messages(), p.Messages()} {
		for key, english := range messages {
			text := string(key)
			for _, found := range places.FindAllStringSubmatch(english, -1) {
				text += " {" + found[1] + "}"
			}
			made.Entries[key] = words.Entry{Text: text, Of: words.Hash(english)}
		}
	}
	require.NoError(t, pack.Validate(made))
	return made.Speak()
}

// TestGoldenCards compares the contents of cards with files. The other tests say what cards must
// contain.
func TestGoldenCards(t *testing.T) {
	s := serve(t, func(s *cdshooks.ServiceSpec) { s.Invite, s.Language = true, inKeys(t) })
	var b bytes.Buffer
	write := func(name string, r request) {
		answer, cards := ask(t, s, r)
		fmt.Fprintf(&b, "== %s: %d\n", name, answer.Status)
		if answer.Status != 200 {
			b.Write(answer.Body)
			b.WriteString("\n")
		}
		for _, c := range cards {
			detail := regexp.MustCompile(`(?m)^- ([A-Z]\d+), .*$`).ReplaceAllString(c.Detail, "- $1")
			fmt.Fprintf(&b, "%s: %s\nsource %s\n\n%s\n", c.Indicator, c.Summary, c.Source.Label, detail)
			for _, suggestion := range c.Suggestions {
				fmt.Fprintf(&b, "suggestion %s (recommended: %v, %s)\n", suggestion.Label, suggestion.IsRecommended, c.SelectionBehavior)
				for _, action := range suggestion.Actions {
					fmt.Fprintf(&b, "  %s %s\n", action.Type, action.Description)
				}
			}
			for _, reason := range c.OverrideReasons {
				fmt.Fprintf(&b, "reason %s %s\n", reason.Code, reason.Display)
			}
			for _, link := range c.Links {
				fmt.Fprintf(&b, "link %s %s %s (context: %v)\n", link.Label, link.URL, link.Type, link.AppContext != "")
			}
		}
		b.WriteString("\n")
	}
	for _, name := range slices.Sorted(keysOf(stories())) {
		write(name, with(sheet(t, stories()[name])))
	}
	write("invitation", with(nil))
	write("unreadable", with(sheet(t, answers(), text("QuestionnaireResponse.status", "made-up"))))
	write("several", with(bundle(sheet(t, answers()), sheet(t, answers(budget)))))
	write("missing", view(map[string]any{}))
	therapytest.Golden(t, *update, filepath.Join("testdata", "cards.txt"), b.Bytes())
}

func keysOf[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// TestGoldenRequest compares the draft that a suggestion creates with a file, which FHIR
// validators check.
func TestGoldenRequest(t *testing.T) {
	_, cards := ask(t, serve(t), with(sheet(t, stories()["conflict"])))
	var b bytes.Buffer
	require.NoError(t, json.Indent(&b, cards[0].Suggestions[0].Actions[0].Resource, "", "  "))
	therapytest.Golden(t, *update, filepath.Join("testdata", "ServiceRequest.fhir.json"), b.Bytes())
	n, err := fhir.Parse(cards[0].Suggestions[0].Actions[0].Resource)
	require.NoError(t, err)
	require.NoError(t, fhir.Check(n))
	e := fhir.ResourceOf(n)
	require.Equal(t, "draft", e.Text("ServiceRequest.status"))
	require.Equal(t, "proposal", e.Text("ServiceRequest.intent"))
	require.Equal(t, "Patient/"+aPatient, e.Get("ServiceRequest.subject").Text("Reference.reference"))
	require.False(t, e.Get("ServiceRequest.id").Exists(), "it is created without an id")
}

// TestEachOutcomeHasItsCard checks how urgent the card of each outcome is, what it offers, and
// what it never offers.
func TestEachOutcomeHasItsCard(t *testing.T) {
	s := serve(t)
	for name, tt := range map[string]struct {
		outcome     policy.Outcome
		indicator   string
		suggestions int
		recommended bool
		form        bool
		reasons     bool
	}{
		"recommended":   {policy.Recommended, "info", 1, true, false, true},
		"conflict":      {policy.Recommended, "warning", 1, true, false, true},
		"either":        {policy.Either, "warning", 2, false, false, true},
		"none":          {policy.NoneSuitable, "warning", 0, false, false, true},
		"questions":     {policy.NeedsInformation, "info", 0, false, true, false},
		"safety":        {policy.NeedsInformation, "info", 0, false, true, false},
		"danger":        {policy.Escalate, "critical", 0, false, false, false},
		"reservation":   {policy.Recommended, "warning", 1, false, false, true},
		"abuse at home": {policy.Recommended, "warning", 1, true, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			answer, cards := ask(t, s, with(sheet(t, stories()[name])))
			require.NoError(t, answer.Err)
			require.Len(t, cards, 1)
			c := cards[0]
			require.Equal(t, tt.outcome, answer.Issued[0].Outcome, c.Summary)
			require.Equal(t, tt.indicator, c.Indicator, c.Detail)
			require.Len(t, c.Suggestions, tt.suggestions)
			for _, suggestion := range c.Suggestions {
				require.Equal(t, tt.recommended, suggestion.IsRecommended)
			}
			require.Equal(t, tt.form, slices.ContainsFunc(c.Links, func(l struct{ Label, URL, Type, AppContext string }) bool {
				return l.URL == "https://forms.example.org/launch"
			}))
			require.Equal(t, tt.reasons, len(c.OverrideReasons) == 5)
			require.Contains(t, c.Source.Label, standard.Policy().Version)
		})
	}
	require.Equal(t, len(stories()), 9, "every story is tried")
}

// TestCardsOfPlausiblePeople checks the cards of many plausible intakes.
func TestCardsOfPlausiblePeople(t *testing.T) {
	s := serve(t)
	rng := rand.New(rand.NewPCG(7, 11))
	outcomes := map[policy.Outcome]int{}
	factors := standard.Policy().Factors
	for range 200 {
		given := recommendtest.Plausible(rng).Answers
		needs := 0 // the form takes three
		for f, info := range factors.All() {
			if info.FormSection() == therapy.SectionNeeds && given[f].Truth() == therapy.True {
				if needs++; needs > recommend.MaxNeeds {
					delete(given, f)
				}
			}
		}
		document := sheet(t, given)
		rec, _, err := theForm().Recommend(document, intakefhir.ReadSpec{Informant: informants}, now)
		require.NoError(t, err)
		answer, cards := ask(t, s, with(document))
		require.NoError(t, answer.Err)
		require.Len(t, cards, 1)
		c := cards[0]
		outcomes[rec.Outcome()]++
		require.Equal(t, rec.Outcome(), answer.Issued[0].Outcome)
		require.Equal(t, rec.Outcome() == policy.Escalate, c.Indicator == "critical", "critical is for danger and for nothing else")
		var advised, suggested []policy.Option
		for info := range rec.Advised() {
			advised = append(advised, info.Option)
		}
		for i, suggestion := range answer.Issued[0].Suggestions {
			suggested = append(suggested, suggestion.Option)
			require.Equal(t, string(suggestion.UUID), c.Suggestions[i].UUID)
		}
		require.Equal(t, advised, suggested)
		for f, info := range factors.All() {
			if info.Discretion == therapy.InPersonOnly {
				require.NotContains(t, string(answer.Body), string(f))
			}
		}
		require.NotContains(t, strings.ToLower(string(answer.Body)), "abuse at home")
	}
	for _, o := range []policy.Outcome{policy.Recommended, policy.Either, policy.NeedsInformation, policy.Escalate} {
		require.Positive(t, outcomes[o], o)
	}
}

// TestInPersonOnlyStaysOffTheScreen checks that a card with such an answer says that there is a
// reason, but not which one; the summary says nothing.
func TestInPersonOnlyStaysOffTheScreen(t *testing.T) {
	s := serve(t)
	_, cards := ask(t, s, with(sheet(t, stories()["abuse at home"])))
	require.Contains(t, cards[0].Detail, "spoken about in person and in private only")
	b, err := json.Marshal(cards)
	require.NoError(t, err)
	for _, word := range []string{"abuse", "abuser", "violence", "partner"} {
		require.NotContains(t, strings.ToLower(string(b)), word)
	}
	_, cards = ask(t, s, with(json.RawMessage(strings.ReplaceAll(string(sheet(t, answers(recommend.Answers{therapy.DomesticAbuse: recommend.Yes}))), `"code":"yes"`, `"code":"made-up"`))))
	require.Equal(t, "The intake cannot be read. Nothing is known about danger.", cards[0].Summary)
	require.NotContains(t, cards[0].Detail, "domestic")
}

// TestTheSameCallGetsTheSameCard checks that equal calls get equal cards, and other calls get
// others.
func TestTheSameCallGetsTheSameCard(t *testing.T) {
	s := serve(t)
	call := with(sheet(t, answers(budget)))
	first, cards := ask(t, s, call)
	again, _ := ask(t, s, call.set("hookInstance", strings.ToUpper(instance)))
	require.Equal(t, string(first.Body), string(again.Body))
	require.Equal(t, first.Issued, again.Issued)
	for _, other := range []request{
		call.set("hookInstance", "d1577c69-dfbe-44ad-ba6d-3e05e953b2eb"), with(sheet(t, answers())),
	} {
		_, others := ask(t, s, other)
		require.NotEqual(t, cards[0].UUID, others[0].UUID)
	}
	elsewhere := s.Answer(t.Context(), cdshooks.Call{Client: "https://other.example.org", Body: call.body(t), Now: now})
	require.NotContains(t, string(elsewhere.Body), cards[0].UUID, "another client's card is another card")
}

// TestDangerNamesWhomToCall checks that a card gives a number to call where one was checked.
func TestDangerNamesWhomToCall(t *testing.T) {
	s := serve(t)
	at := time.Date(2026, time.December, 5, 10, 0, 0, 0, time.UTC)
	answer := s.Answer(t.Context(), cdshooks.Call{Body: with(filledIn(t, policy.Clinician, danger, at)).body(t), Now: at})
	require.Contains(t, string(answer.Body), "If a life is in danger: 999, or go to A\\u0026amp;E.")
	answer = s.Answer(t.Context(), cdshooks.Call{Body: with(filledIn(t, policy.Clinician, danger, now)).body(t), Now: now})
	require.Contains(t, string(answer.Body), "Emergency number and crisis line: those of the place")
}

// TestLongWordsAreCut checks that long names of other policies are cut.
func TestLongWordsAreCut(t *testing.T) {
	p := standard.Policy()
	for i := range p.Options {
		p.Options[i].Name = strings.Repeat("very long name ", 8) + "<script>`#|*"
	}
	p.Title = "Made-up *policy* <b>"
	s := serve(t, func(s *cdshooks.ServiceSpec) { s.Recommender = recommend.Must(p) })
	_, cards := ask(t, s, with(sheet(t, stories()["either"])))
	require.LessOrEqual(t, utf8.RuneCountInString(cards[0].Summary), 139)
	require.True(t, strings.HasSuffix(cards[0].Summary, "…"))
	require.Regexp(t, `(very|long|name)…$`, cards[0].Summary, "cut between words")
	require.NotContains(t, cards[0].Detail, "<")
	for _, text := range []string{"", "x", strings.Repeat("a", 139), strings.Repeat("ä", 139)} {
		require.Equal(t, text, cdshooks.Summary(text))
	}
	for _, text := range []string{strings.Repeat("a", 140), strings.Repeat("ä", 500), strings.Repeat("ab ", 60), "a\n" + strings.Repeat("b ", 200)} {
		got := cdshooks.Summary(text)
		require.LessOrEqual(t, utf8.RuneCountInString(got), 139)
		require.NotContains(t, got, "\n")
		require.True(t, strings.HasSuffix(got, "…"))
	}
}

// TestEveryTextHasAKey checks in the language for tests that every text on a card has a key.
func TestEveryTextHasAKey(t *testing.T) {
	s := serve(t, pseudo, func(s *cdshooks.ServiceSpec) { s.Invite = true })
	inside := func(text string) bool {
		return strings.HasPrefix(text, "⟦") && strings.HasSuffix(text, "⟧")
	}
	check := func(c card) {
		require.True(t, inside(c.Summary) || strings.HasSuffix(c.Summary, "…"), c.Summary)
		require.True(t, inside(c.Source.Label), c.Source.Label)
		for _, suggestion := range c.Suggestions {
			require.True(t, inside(suggestion.Label), suggestion.Label)
			for _, action := range suggestion.Actions {
				require.True(t, inside(action.Description), action.Description)
			}
		}
		for _, reason := range c.OverrideReasons {
			require.True(t, inside(reason.Display), reason.Display)
		}
		for _, link := range c.Links {
			require.True(t, inside(link.Label), link.Label)
		}
		outside := regexp.MustCompile(`⟦[^⟦⟧]*⟧`)
		for line := range strings.Lines(c.Detail) {
			// Texts inside other texts first; ids and names of sources are not translated.
			for outside.MatchString(line) {
				line = outside.ReplaceAllString(line, "")
			}
			line = strings.TrimSpace(line)
			line = regexp.MustCompile(`^\s*- [A-Z]\d+, .*$|\([A-Z0-9, ]+\)|^- /\S+|\\\[[a-z-]+\\\]`).ReplaceAllString(line, "")
			require.NotRegexp(t, `[A-Za-z]{3}`, line)
		}
	}
	for _, given := range stories() {
		_, cards := ask(t, s, with(sheet(t, given)))
		check(cards[0])
	}
	_, cards := ask(t, s, with(nil))
	check(cards[0])
	_, cards = ask(t, s, with(bundle(sheet(t, answers()), sheet(t, answers(budget)))))
	check(cards[0])
	_, cards = ask(t, s, with(sheet(t, answers(), text("QuestionnaireResponse.status", "made-up"))))
	require.Contains(t, cards[0].Detail, "response-status")
	check(cards[0])
}

// TestGerman checks that cards come in a language that has a pack, with a note about the
// translation.
func TestGerman(t *testing.T) {
	s := serve(t, func(s *cdshooks.ServiceSpec) { s.Language, s.Invite = de.Language(), true })
	_, cards := ask(t, s, with(nil))
	require.Equal(t, "Der Aufnahmebogen ist nicht ausgefüllt. Über Gefahr ist nichts bekannt.", cards[0].Summary)
	_, cards = ask(t, s, with(sheet(t, stories()["danger"])))
	require.NotContains(t, cards[0].Summary, words.Mark)
	require.Contains(t, cards[0].Detail, "(Leitlinie)", "of sources, too")
	require.NotContains(t, cards[0].Detail, "(guideline")
	_, faulty := ask(t, s, with(sheet(t, answers(), text("QuestionnaireResponse.status", "made-up"))))
	require.Contains(t, faulty[0].Detail, `/status \[response-status\]: Das ist hier nicht bekannt (response-status).`, "what is wrong, too")
	require.Contains(t, cards[0].Detail, de.Language().Notice())
	for key, english := range cdshooks.Messages() {
		require.NotContains(t, de.Language().Text(key, english), words.Mark, key)
	}
}

// TestMessages checks that the keys are well-formed and that every text is used.
func TestMessages(t *testing.T) {
	n := 0
	for key, english := range cdshooks.Messages() {
		require.True(t, key.Valid(), key)
		require.NotEmpty(t, english)
		n++
	}
	require.Greater(t, n, 30)
	for range cdshooks.Messages() {
		break // the iterator stops with the caller
	}
	source, err := os.ReadFile("phrases.go")
	require.NoError(t, err)
	var rest strings.Builder
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		if file != "phrases.go" && !strings.HasSuffix(file, "_test.go") {
			b, err := os.ReadFile(file)
			require.NoError(t, err)
			rest.Write(b)
		}
	}
	for _, match := range regexp.MustCompile(`(?m)^\t"([a-z-]+)":`).FindAllStringSubmatch(string(source), -1) {
		if !strings.HasPrefix(match[1], "reason-") {
			require.Contains(t, rest.String(), `"`+match[1]+`"`, "is used")
		}
	}
	for _, match := range regexp.MustCompile(`\.(?:say|side|set)\("([a-z.-]+)"`).FindAllStringSubmatch(rest.String(), -1) {
		found := strings.HasSuffix(match[1], "-")
		for key := range cdshooks.Messages() {
			found = found || key == words.Join("cds", match[1])
		}
		require.True(t, found, match[1])
	}
}

// TestBrokenCardsAreFound breaks a card in every way that the checks cover: the package's own
// checks, and the separate ones in this folder.
func TestBrokenCardsAreFound(t *testing.T) {
	id := cdshooks.UUID(instance)
	whole := func() cdshooks.Card {
		return cdshooks.Card{
			UUID: id, Summary: "made up", Detail: "made up", Indicator: cdshooks.Info,
			Source: cdshooks.Source{Label: "made up", URL: "https://example.org"}, SelectionBehavior: cdshooks.AtMostOne,
			Suggestions: []cdshooks.Suggestion{{
				Label: "made up", UUID: "d1577c69-dfbe-44ad-ba6d-3e05e953b2eb", Recommended: true,
				Actions: []cdshooks.Action{{Type: "create", Description: "made up", Resource: json.RawMessage(`{"resourceType":"Task"}`)}},
			}},
			OverrideReasons: []cdshooks.Coding{{System: "http://example.org", Code: "x", Display: "made up"}},
			Links:           []cdshooks.Link{{Label: "made up", URL: "https://example.org", Type: "smart", AppContext: "x"}},
		}
	}
	require.NoError(t, whole().Validate())
	body, err := cdshooks.EncodeCards(whole())
	require.NoError(t, err)
	require.NoError(t, answerFaults(200, body))
	for rule, breaks := range map[string]func(*cdshooks.Card){
		"uuid":                func(c *cdshooks.Card) { c.UUID = "1" },
		"uuid-twice":          func(c *cdshooks.Card) { c.Suggestions[0].UUID = id },
		"card-summary":        func(c *cdshooks.Card) { c.Summary = "" },
		"card-summary-length": func(c *cdshooks.Card) { c.Summary = strings.Repeat("ä", 140) },
		"card-summary-lines":  func(c *cdshooks.Card) { c.Summary = "a\nb" },
		"card-detail-html":    func(c *cdshooks.Card) { c.Detail = "<b>" },
		"card-indicator":      func(c *cdshooks.Card) { c.Indicator = 0 },
		"card-source":         func(c *cdshooks.Card) { c.Source.Label = "" },
		"url-absolute":        func(c *cdshooks.Card) { c.Source.URL = "/policy" },
		"card-selection":      func(c *cdshooks.Card) { c.SelectionBehavior = "" },
		"suggestion-label":    func(c *cdshooks.Card) { c.Suggestions[0].Label = "" },
		"suggestion-recommended": func(c *cdshooks.Card) {
			c.Suggestions = append(c.Suggestions, cdshooks.Suggestion{Label: "x", Recommended: true})
		},
		"action-type":        func(c *cdshooks.Card) { c.Suggestions[0].Actions[0].Type = "drop" },
		"action-description": func(c *cdshooks.Card) { c.Suggestions[0].Actions[0].Description = "" },
		"action-resource":    func(c *cdshooks.Card) { c.Suggestions[0].Actions[0].Resource = nil },
		"reason-code":        func(c *cdshooks.Card) { c.OverrideReasons[0].Code = "" },
		"reason-display":     func(c *cdshooks.Card) { c.OverrideReasons[0].Display = "" },
		"reason-system":      func(c *cdshooks.Card) { c.OverrideReasons[0].System = "" },
		"link-label":         func(c *cdshooks.Card) { c.Links[0].Label = "" },
		"link-type":          func(c *cdshooks.Card) { c.Links[0].Type = "" },
		"link-context":       func(c *cdshooks.Card) { c.Links[0].Type = "absolute" },
		"card-critical":      func(c *cdshooks.Card) { c.Indicator = cdshooks.Critical },
	} {
		t.Run(rule, func(t *testing.T) {
			c := whole()
			breaks(&c)
			err := c.Validate()
			require.Contains(t, rules(err), rule)
			_, err = cdshooks.EncodeCards(c)
			require.Error(t, err)
			raw, err := json.Marshal(map[string]any{"cards": []any{c}})
			if err == nil {
				require.Error(t, answerFaults(200, raw), "%s", raw)
			}
		})
	}
	c := whole()
	c.OverrideReasons = append(c.OverrideReasons, c.OverrideReasons[0])
	require.Contains(t, rules(c.Validate()), "reason-twice")
	alarm := cdshooks.Card{Summary: "x", Indicator: cdshooks.Critical, Source: cdshooks.Source{Label: "x"}}
	_, err = cdshooks.EncodeCards(alarm, cdshooks.Card{Summary: "x", Indicator: cdshooks.Info, Source: cdshooks.Source{Label: "x"}})
	require.Contains(t, rules(err), "card-critical-alone")
	body, err = cdshooks.EncodeCards()
	require.NoError(t, err)
	require.Equal(t, `{"cards":[]}`, string(body), "nothing to say is an empty list")
	for name, body := range map[string]string{
		"null": `{"cards":null}`, "actions of the system": `{"cards":[],"systemActions":[]}`, "a list": `[]`,
		"a member of nobody": `{"cards":[{"summary":"x","indicator":"info","source":{"label":"x"},"vendor":1}]}`,
		"null inside":        `{"cards":[{"summary":"x","indicator":"info","source":{"label":"x","url":null}}]}`,
		"an empty list":      `{"cards":[{"summary":"x","indicator":"info","source":{"label":"x"},"links":[]}]}`,
		"an old indicator":   `{"cards":[{"summary":"x","indicator":"hard-stop","source":{"label":"x"}}]}`,
	} {
		require.Error(t, answerFaults(200, []byte(body)), name)
	}
	require.Error(t, answerFaults(400, []byte(`{"cards":[]}`)))
}
