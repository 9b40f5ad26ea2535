package recommend_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
	"github.com/therapykit/therapykit/therapy/words"
)

// TestLanguagesAreKept checks that the cache of texts by language has no visible effect: in any
// order, with more languages than are cached, and from several goroutines, each rendering equals
// that of a recommender that was never used in another language.
func TestLanguagesAreKept(t *testing.T) {
	p := testPolicy(t)
	var languages []words.Language
	for i := range 11 {
		pack := words.Pack{Language: fmt.Sprintf("x-%d", i), And: "and", Or: "or", Entries: map[words.Key]words.Entry{}}
		for key, english := range p.Messages() {
			pack.Entries[key] = words.Entry{Of: words.Hash(english), Text: fmt.Sprint(english, i)}
		}
		languages = append(languages, pack.Speak())
	}
	intake := recommend.Answers{"safe": therapy.Yes, "consent": therapy.Yes}
	render := func(r *recommend.Recommender, l words.Language) string {
		a, err := r.Pack(intake)
		require.NoError(t, err)
		return r.Decide(a).For(recommend.Audience{Language: l}).Text()
	}
	kept := recommend.Must(p)
	var all sync.WaitGroup
	for i := range 3 * len(languages) {
		all.Go(func() {
			l := languages[i*7%len(languages)]
			if want, got := render(recommend.Must(p), l), render(kept, l); want != got {
				t.Errorf("%s: %s", l.Tag(), got)
			}
		})
	}
	all.Wait()
	require.NotEqual(t, render(kept, languages[0]), render(kept, languages[1]))
}

// TestLanguageIsMadeOnce checks that cached texts are not made again.
func TestLanguageIsMadeOnce(t *testing.T) {
	r := recommend.Must(standard.Policy())
	rec := r.Decide(recommend.Packed{})
	pseudo := words.Pseudo()
	rec.For(recommend.Audience{Language: pseudo})
	therapytest.Allocations(t, 0, "another rendering", func() { rec.For(recommend.Audience{Language: pseudo}) })
}
