package recommend_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// The largest numbers of words in a sentence of a text, in a client's summary, and in a client's
// text without its sources; and the median of many texts.
const (
	clientSentence    = 15
	clinicianSentence = 25
	clientSummary     = 250
	clientText        = 700
	middleText        = 500
)

var (
	sentenceStop = regexp.MustCompile(`[.!?:;]+(\s|$)|[.?!]”`)
	quotation    = regexp.MustCompile(`“([^”]*)”`)
)

// longSentences finds the sentences of a text that are too long. The name of an option or of an
// illness counts as one word, and so does a question in quotation marks, which is checked
// separately.
func longSentences(text string, limit int, names []string) (found []string) {
	for _, name := range names {
		text = strings.ReplaceAll(text, name, "it")
	}
	pieces := []string{quotation.ReplaceAllString(text, "it")}
	for _, quoted := range quotation.FindAllStringSubmatch(text, -1) {
		pieces = append(pieces, quoted[1])
	}
	for _, piece := range pieces {
		for _, sentence := range sentenceStop.Split(piece, -1) {
			if len(strings.Fields(sentence)) > limit {
				found = append(found, sentence)
			}
		}
	}
	return found
}

func TestLongSentencesAreFound(t *testing.T) {
	require.Equal(t, []string{"one two three four"}, longSentences("One. one two three four! Three words here.", 3, nil))
	require.Empty(t, longSentences("therapy in a group is possible; so is this", 3, []string{"therapy in a group"}))
	require.Equal(t, []string{"a b c d e"}, longSentences("If “a b c d e?” were so.", 4, nil))
}

// namesOfOptions returns the names of the options of a policy, the longest first.
func namesOfOptions(p policy.Policy) []string {
	var names []string
	for i := range p.Options {
		names = append(names, p.Options[len(p.Options)-1-i].PlainName, p.Options[len(p.Options)-1-i].Name)
	}
	return names
}

// TestWordLimits checks the word limits of texts of plausible recommendations: a sentence of a
// summary, a client's whole summary, a client's whole text, and every sentence for a client.
func TestWordLimits(t *testing.T) {
	wide(t)
	p := standard.Policy()
	p.ReviewedBy = "two made-up clinicians" // otherwise a notice at the end, which does not count
	r := recommend.Must(p)
	names := namesOfOptions(p)
	rng := rand.New(rand.NewPCG(16, 9))
	most := 0
	texts := map[policy.Reader][]int{}
	for range often(500, 40) {
		rec, err := r.Recommend(recommendtest.Plausible(rng), now)
		require.NoError(t, err)
		client := rec.For(recommend.Audience{Reader: recommend.Client, Place: "GB-ENG", WithoutSources: true})
		if !client.Withheld() {
			n := len(strings.Fields(client.In(recommend.SummaryOnly).Text()))
			most = max(most, n)
			require.LessOrEqual(t, n, clientSummary)
			n = 0
			for b := range client.Blocks() {
				n += len(strings.Fields(b.Text))
				require.Empty(t, longSentences(b.Text, clientSentence, names))
			}
			require.LessOrEqual(t, n, clientText)
			texts[recommend.Client] = append(texts[recommend.Client], n)
		}
		clinician := rec.For(recommend.Audience{Reader: recommend.Clinician, Place: "GB-ENG", WithoutSources: true})
		n := 0
		for b := range clinician.Blocks() {
			n += len(strings.Fields(b.Text))
		}
		texts[recommend.Clinician] = append(texts[recommend.Clinician], n)
		s := clinician.Summary()
		for _, line := range []string{s.Headline, s.Why, s.Turns, s.Next} {
			require.Empty(t, longSentences(line, clinicianSentence, names))
		}
		for _, o := range s.Options {
			require.Empty(t, longSentences(o.For+" "+o.Against, clinicianSentence, names), o.Option)
		}
	}
	t.Logf("a client's summary has at most %d words", most)
	for reader, list := range texts {
		slices.Sort(list)
		t.Logf("words of a text for a %s: %d in the middle, 95 of 100 at most %d, all at most %d", reader, list[len(list)/2], list[len(list)*95/100], list[len(list)-1])
	}
	require.LessOrEqual(t, texts[recommend.Client][len(texts[recommend.Client])/2], middleText)
}

// TestPlainQuestionsAreShort checks that questions for clients have at most fifteen words per
// sentence and a reading age of ten, not counting the names of illnesses.
func TestPlainQuestionsAreShort(t *testing.T) {
	above := 0 // nearly all because of the name of an illness
	for f, info := range therapy.Factors().All() {
		require.Empty(t, longSentences(info.ToClient(), clientSentence, nil), f)
		if grade, _ := readingGrade(info.ToClient()); grade > 5 {
			above++
			t.Logf("%s: grade %.1f: %s", f, grade, info.ToClient())
		}
	}
	require.LessOrEqual(t, above, 16, "of %d", therapy.Factors().Len())
}
