package recommend_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// How many words a sentence of a text has at most, and a summary for a client as a whole.
const (
	clientSentence    = 15
	clinicianSentence = 25
	clientSummary     = 250
)

var (
	sentenceStop = regexp.MustCompile(`[.!?:;]+(\s|$)|[.?!]”`)
	quotation    = regexp.MustCompile(`“([^”]*)”`)
)

// longSentences finds the sentences of a text that are too long. The name of an option counts
// as one word, as the name of an illness does, and so does a question in quotation marks,
// which is counted by itself.
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

// namesOfOptions are the names of the options of a policy, the longest first.
func namesOfOptions(p policy.Policy) []string {
	var names []string
	for i := range p.Options {
		names = append(names, p.Options[len(p.Options)-1-i].PlainName, p.Options[len(p.Options)-1-i].Name)
	}
	return names
}

// TestWordLimits holds the texts of plausible recommendations to their limits: a sentence of
// a summary, all of a client's summary, and every sentence that a client reads.
func TestWordLimits(t *testing.T) {
	p := standard.Policy()
	p.ReviewedBy = "two made-up clinicians" // else a line at the end says so, which is not counted
	r := recommend.Must(p)
	names := namesOfOptions(p)
	rng := rand.New(rand.NewPCG(16, 9))
	most := 0
	for range often(150, 20) {
		rec, err := r.Recommend(recommendtest.Plausible(rng), now)
		require.NoError(t, err)
		client := rec.For(recommend.Audience{Reader: recommend.Client, Place: "GB-ENG", WithoutSources: true})
		if !client.Withheld() {
			n := len(strings.Fields(client.In(recommend.SummaryOnly).Text()))
			most = max(most, n)
			require.LessOrEqual(t, n, clientSummary)
			for b := range client.Blocks() {
				require.Empty(t, longSentences(b.Text, clientSentence, names))
			}
		}
		s := rec.For(recommend.Audience{Reader: recommend.Clinician, Place: "GB-ENG"}).Summary()
		for _, line := range []string{s.Headline, s.Why, s.Turns, s.Next} {
			require.Empty(t, longSentences(line, clinicianSentence, names))
		}
		for _, o := range s.Options {
			require.Empty(t, longSentences(o.For+" "+o.Against, clinicianSentence, names), o.Option)
		}
	}
	t.Logf("a client's summary has at most %d words", most)
}

// TestPlainQuestionsAreShort: what a person is asked has at most fifteen words a sentence, and
// is at the reading age of ten, the names of illnesses apart.
func TestPlainQuestionsAreShort(t *testing.T) {
	above := 0 // nearly all of them for the name of an illness
	for f, info := range therapy.Factors().All() {
		require.Empty(t, longSentences(info.ToClient(), clientSentence, nil), f)
		if grade, _ := readingGrade(info.ToClient()); grade > 5 {
			above++
			t.Logf("%s: grade %.1f: %s", f, grade, info.ToClient())
		}
	}
	require.LessOrEqual(t, above, 16, "of %d", therapy.Factors().Len())
}
