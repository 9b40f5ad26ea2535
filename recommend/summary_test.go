package recommend_test

import (
	"encoding/json"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/therapy"
)

// sectionsOf cuts a rendering at its headings of level 2.
func sectionsOf(blocks iter.Seq[recommend.Block]) map[string][]string {
	found, current := map[string][]string{}, ""
	for b := range blocks {
		if b.Heading == 2 {
			current = b.Text
			continue
		}
		found[current] = append(found[current], b.Text)
	}
	return found
}

// TestTextsDoNotContradictThemselves writes plausible recommendations for both readers and checks
// the texts against the decisions.
func TestTextsDoNotContradictThemselves(t *testing.T) {
	wide(t)
	r := theStandard()
	rng := rand.New(rand.NewPCG(16, 3))
	either := wordingOf(t, "why-guarded", "why-level", "why-open")
	either[recommend.Clinician] = append(either[recommend.Clinician], clinicians(t, "tips", "still-level", "not-alone")...)
	silent, levelled := clinicians(t, "stage-silent")[0], messages()["recommendation.levelled.client"]
	require.NotEmpty(t, levelled)
	stages := map[therapy.Layer]map[policy.Reader][]string{}
	for _, s := range r.Policy().Stages {
		if s.Layer.Weighs() {
			stages[s.Layer] = wordingOf(t, "stage-"+s.Layer.String())
		}
	}
	words, most, written := map[policy.Reader]int{}, map[policy.Reader]int{}, 0
	for range often(120, 84) {
		rec, err := r.Recommend(recommendtest.Plausible(rng), now)
		require.NoError(t, err)
		for _, reader := range []policy.Reader{recommend.Clinician, recommend.Client} {
			x := rec.For(recommend.Audience{Reader: reader})
			text := onLine(x.Text())
			if x.Withheld() {
				continue
			}
			// Sentences about several options are not under one option, and the other way round.
			if rec.Outcome() != policy.Either {
				for _, sentence := range either[reader] {
					require.NotContains(t, text, sentence, rec)
				}
			}
			for _, riddle := range []string{"Still in", "settled before", "To be said", "stay open", "stays open"} {
				require.NotContains(t, text, riddle)
			}
			require.LessOrEqual(t, strings.Count(text, "not needed for the result"), 1, "said once")

			// Rules that balance options are reported as such: under no option, and in their step.
			blocks := slices.Collect(x.Blocks())
			sections := sectionsOf(slices.Values(blocks))
			for x := range rec.Reasons() {
				if !x.Levels() {
					continue
				}
				for _, info := range r.Options() {
					name := info.Name
					if reader == recommend.Client {
						name = info.PlainName
					}
					for _, line := range sections[strings.ToUpper(name[:1])+name[1:]] {
						require.NotContains(t, line, x.Says().To(reader))
					}
				}
			}
			// Points that cancel out are reported.
			for s := range rec.Stages() {
				counted, level := false, false
				for x := range rec.Reasons() {
					counted = counted || x.Layer() == s.Layer() && x.Counted()
					level = level || x.Layer() == s.Layer() && x.Counted() && x.Levels()
				}
				name := stages[s.Layer()][reader][0]
				if reader == recommend.Client {
					// A step is named if it has reasons on both sides, and if it made an option drop
					// out before the deciding step.
					require.Equal(t, level, strings.Contains(text, strings.ReplaceAll(levelled, "{stage}", name)), "%s of %s", s.Layer(), text)
					decided, _ := rec.DecidedBy()
					narrowed := len(slices.Collect(s.Left())) < len(maps.Collect(s.Points())) && (decided != s.Layer() || rec.Outcome() == policy.Either)
					if !s.Graded() { // a stage with grades has no points
						require.Equal(t, narrowed, strings.Contains(text, name+": this leaves"), "%s of %s", s.Layer(), text)
					}
					continue
				}
				if s.Graded() {
					continue
				}
				require.Equal(t, !counted, strings.Contains(text, strings.ReplaceAll(silent, "{stage}", name)), "%s of %s", s.Layer(), text)
			}
			summaryHolds(t, rec, x, blocks, words, most)
			written++
		}
	}
	t.Logf("words of a summary: clinicians %.0f on average, %d at most; clients %.0f, %d",
		float64(words[recommend.Clinician])/float64(written/2), most[recommend.Clinician], float64(words[recommend.Client])/float64(written/2), most[recommend.Client])
}

// wordingOf returns the texts of the library with these names, each for both readers.
func wordingOf(t *testing.T, names ...string) map[policy.Reader][]string {
	t.Helper()
	texts := messages()
	found := map[policy.Reader][]string{}
	for _, name := range names {
		for _, reader := range []policy.Reader{recommend.Clinician, recommend.Client} {
			text, both := texts["recommendation."+name]
			if !both {
				text = texts["recommendation."+name+"."+reader.String()]
			}
			require.NotEmpty(t, text, "%s for a %s", name, reader)
			found[reader] = append(found[reader], text)
		}
	}
	return found
}

// messages are the texts of the library in English, by key.
func messages() map[string]string {
	texts := map[string]string{}
	for key, english := range recommend.Messages() {
		texts[string(key)] = english
	}
	return texts
}

// clinicians finds texts that only a clinician reads.
func clinicians(t *testing.T, names ...string) (found []string) {
	t.Helper()
	for _, name := range names {
		text := messages()["recommendation."+name+".clinician"]
		require.NotEmpty(t, text, name)
		require.Empty(t, messages()["recommendation."+name+".client"], name)
		found = append(found, text)
	}
	return found
}

// summaryHolds checks the form of a summary; all are the blocks of the whole text.
func summaryHolds(t *testing.T, rec recommend.Recommendation, x recommend.Rendering, all []recommend.Block, words, most map[policy.Reader]int) {
	t.Helper()
	reader, s := x.Audience().Reader, x.Summary()
	require.NotEmpty(t, s.Headline)
	require.NotEmpty(t, s.Why)
	require.NotEmpty(t, s.Next)
	require.NotEmpty(t, s.Help)
	limit := map[policy.Reader]int{recommend.Clinician: 25, recommend.Client: 15}[reader]
	require.LessOrEqual(t, len(strings.Fields(s.Why)), limit, s.Why)
	if rec.Outcome() != policy.Escalate { // in an escalation the words are the policy's
		require.LessOrEqual(t, len(strings.Fields(s.Next)), limit+2, s.Next)
	}
	if rec.Outcome() != policy.Escalate && len(s.Options) > 0 {
		require.Len(t, s.Options, len(theStandard().Options()), "every option, with any answers")
	}
	for _, o := range s.Options {
		require.Equal(t, rec.Advises(o.Option), o.Advised)
		require.True(t, !o.Excluded || o.Against != "")
	}
	blocks := slices.Collect(x.In(recommend.SummaryOnly).Blocks())
	require.LessOrEqual(t, len(blocks)-len(s.Flags), 11, "ten lines, a closing line, and the notice that the policy is not reviewed")
	require.Equal(t, s.Headline, blocks[0].Text)
	n := len(strings.Fields(x.In(recommend.SummaryOnly).Text()))
	words[reader], most[reader] = words[reader]+n, max(most[reader], n)
	require.LessOrEqual(t, n, 400)

	for i := range blocks[:len(blocks)-2] {
		require.Equal(t, blocks[i], all[i], "the summary comes first")
	}
	var doc struct {
		Format  string
		Outcome policy.Outcome
		recommend.Summary
	}
	require.NoError(t, json.Unmarshal(x.In(recommend.SummaryOnly).AppendJSON(nil), &doc))
	require.Equal(t, recommend.SummaryFormat, doc.Format)
	require.Equal(t, rec.Outcome(), doc.Outcome)
	require.Equal(t, s, doc.Summary, "JSON has the same summary as the text")
}

// TestWhyIsALine checks that two questions with long names are not named in one line.
func TestWhyIsALine(t *testing.T) {
	for name, answers := range map[string]recommend.Answers{
		"two long names": yes(therapy.RecurrentSelfHarm, therapy.GroupTypeHeterogeneous, therapy.BPD, therapy.DBTAvailable),
		"one name":       yes(therapy.PTSD),
	} {
		rec, err := theStandard().Recommend(given(answers), now)
		require.NoError(t, err)
		asked := 0
		for range rec.Asked() {
			asked++
		}
		require.Positive(t, asked, name)
		layer, _ := rec.DecidedBy()
		require.Equal(t, therapy.LayerIndication, layer, name)
		why := rec.For(recommend.Audience{}).Summary().Why
		require.LessOrEqual(t, len(strings.Fields(why)), 25, why)
		require.Equal(t, name == "one name", strings.HasPrefix(why, "What is put first for"), why)
	}
}

// TestUnknownIsNotRemote leaves out a part of what people answered: what a summary then names as
// not known would change its headline by itself, a client is not asked about a condition or a kind
// of person that nothing suggests, and a choice is one question.
func TestUnknownIsNotRemote(t *testing.T) {
	r, rng := theStandard(), rand.New(rand.NewPCG(4, 2))
	questions := map[string]therapy.FactorInfo{}
	for _, info := range r.Policy().Factors.All() {
		questions[info.ToClient()], questions[info.Question] = info, info
	}
	named := 0
	for range 120 {
		in := recommendtest.Plausible(rng)
		for _, f := range slices.Sorted(maps.Keys(in.Answers)) {
			if rng.IntN(3) == 0 {
				delete(in.Answers, f)
			}
		}
		in.Answers[therapy.NoAcuteRisk] = recommend.Yes
		rec, err := r.Recommend(in, now)
		if err != nil || rec.Outcome() == policy.NeedsInformation {
			continue
		}
		for _, reader := range []policy.Reader{policy.Client, policy.Clinician} {
			headline := func(rec recommend.Recommendation) string {
				return rec.Outcome().String() + strings.Join(advisedIn(rec), " ")
			}
			line := rec.For(recommend.Audience{Reader: reader}).Summary().Unknown
			for question, info := range questions {
				if question == "" || !strings.Contains(line, question) {
					continue
				}
				named++
				require.False(t, reader == policy.Client && info.Layer == therapy.LayerIndication && info.Asking.If.IsZero(), line)
				changed := false
				for _, answer := range []therapy.Answer{therapy.Yes, therapy.No} {
					other := maps.Clone(in.Answers)
					other[info.Factor] = answer
					after, err := r.Recommend(recommend.Intake{Answers: other}, now)
					changed = changed || err == nil && headline(after) != headline(rec)
				}
				require.True(t, changed, "%s: %s", info.Factor, line)
			}
		}
	}
	require.Greater(t, named, 50)
	// Of a choice, one question stands for all.
	rec, err := r.Recommend(recommend.Intake{Answers: recommend.Answers{therapy.NoAcuteRisk: recommend.Yes}}, now)
	require.NoError(t, err)
	line := rec.For(recommend.Audience{Reader: policy.Client}).Summary().Unknown
	require.Contains(t, line, "Are you 18 or older?")
	require.NotContains(t, line, "Are you 16 or 17?")
}

func advisedIn(rec recommend.Recommendation) (list []string) {
	for info := range rec.Advised() {
		list = append(list, string(info.Option))
	}
	return list
}

// TestEveryOptionIsDescribedAlike checks that every option is described by the same points, with
// any answers.
func TestEveryOptionIsDescribedAlike(t *testing.T) {
	for _, answers := range []recommend.Answers{
		yes(therapy.ValuesPrivacy), yes(therapy.PTSD), yes(therapy.GroupUnavailable), yes(therapy.GroupUnavailable, therapy.IndividualUnavailable),
		yes(therapy.Isolation, therapy.LimitedBudget), yes(),
	} {
		rec, err := theStandard().Recommend(given(answers), now)
		require.NoError(t, err)
		for _, reader := range []policy.Reader{recommend.Clinician, recommend.Client} {
			sections := sectionsOf(rec.For(recommend.Audience{Reader: reader}).Blocks())
			for _, info := range rec.Policy().Options {
				name := info.Name
				if reader == recommend.Client {
					name = info.PlainName
				}
				lines := sections[strings.ToUpper(name[:1])+name[1:]]
				require.NotEmpty(t, lines, name)
				for i, says := range info.About.Points() {
					if reader == recommend.Client {
						require.Equal(t, says.Client, lines[i], "%s, %s", name, rec)
					} else {
						require.Contains(t, lines[0], says.Clinician, "%s, %s", name, rec)
					}
				}
			}
		}
	}
}

// TestExtents checks that the summary and the explanation together are the whole text.
func TestExtents(t *testing.T) {
	for name, intake := range stories() {
		rec, err := recommend.Must(testPolicy(t)).Recommend(given(intake), now)
		require.NoError(t, err, name)
		for _, reader := range []policy.Reader{recommend.Clinician, recommend.Client} {
			whole := rec.For(recommend.Audience{Reader: reader})
			short, long := whole.In(recommend.SummaryOnly).Text(), whole.In(recommend.ExplanationOnly).Text()
			require.Less(t, len(short), len(whole.Text())+1, name)
			require.Less(t, len(long), len(whole.Text())+200, name)
			if reader == recommend.Client {
				for _, text := range []string{short, long, whole.Text()} {
					require.Equal(t, 1, strings.Count(text, "If things get hard"), "always, and once")
				}
			}
		}
	}
}

// TestEachDocumentIsListedOnce checks that each cited document is listed once, at the end, with
// all of its cited places.
func TestEachDocumentIsListedOnce(t *testing.T) {
	rec, err := theStandard().Recommend(given(yes(therapy.ValuesPrivacy, therapy.LimitedBudget, therapy.Isolation)), now)
	require.NoError(t, err)
	for _, reader := range []policy.Reader{recommend.Clinician, recommend.Client} {
		list := sectionsOf(rec.For(recommend.Audience{Reader: reader}).Blocks())["Sources"]
		require.NotEmpty(t, list)
		article := 0
		for _, line := range list {
			if strings.Contains(line, "APN London") {
				article++
			}
		}
		require.Equal(t, 1, article)
	}
}
