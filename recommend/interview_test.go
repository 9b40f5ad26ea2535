package recommend_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// completeIntake answers every statement of the default policy without contradiction: for an
// adult or a young person, with a few statements true.
func completeIntake(rng *rand.Rand, r *recommend.Recommender, factors therapy.Vocabulary) recommend.Answers {
	ages := []therapy.Factor{therapy.Adult, therapy.Adult, therapy.Adult, therapy.Adolescent16To17, therapy.Adolescent12To15, therapy.ChildUnder12}
	intake := recommend.Answers{ages[rng.IntN(len(ages))]: therapy.Yes, therapy.ParentalConsent: therapy.Yes}
	if rng.IntN(20) > 0 { // no danger, with consent
		for _, f := range []therapy.Factor{therapy.NoAcuteRisk, therapy.NoImminentThreat, therapy.MedicallyStable, therapy.ConsentGiven} {
			intake[f] = therapy.Yes
		}
	}
	for f := range factors.Names() {
		info, _ := factors.Outline(f)
		likely := 12 // of a hundred
		if !info.Layer.Weighs() {
			likely = 1
		}
		if intake[f] != therapy.Unanswered || rng.IntN(100) >= likely {
			continue
		}
		intake[f] = therapy.Yes
		if rng.IntN(4) == 0 {
			intake[f] = therapy.Strongly
		}
		if _, err := r.Pack(intake); err != nil {
			delete(intake, f)
		}
	}
	for f := range factors.Names() {
		if intake[f] == therapy.Unanswered {
			intake[f] = therapy.No
		}
	}
	return intake
}

// everythingAnswered answers no to everything that a plausible intake leaves open, like a person
// who can answer everything.
func everythingAnswered(t testing.TB, rng *rand.Rand) recommend.Intake {
	t.Helper()
	intake := recommendtest.Plausible(rng)
	if intake.Answers[therapy.MedicallyStable] == therapy.Unanswered && intake.Answers[therapy.MedicalInstability] != therapy.Yes {
		intake.Answers[therapy.MedicallyStable] = therapy.Yes // a no would say that the person is medically unstable
	}
	for f := range therapy.Factors().Names() {
		if intake.Answers[f] == therapy.Unanswered {
			intake.Answers[f] = therapy.No
		}
	}
	intake.Assessed = recommend.Provenance{By: recommend.ByClinician, At: now}
	return intake
}

// tick is the answer to one statement on a form.
func tick(answer therapy.Answer) recommend.FormAnswer {
	switch answer {
	case therapy.Yes:
		return recommend.FormYes
	case therapy.Strongly:
		return recommend.FormStrongly
	case therapy.No, therapy.Unanswered:
	}
	return recommend.FormNo
}

// figures compare a way of asking with having all answers.
type figures struct {
	people, same, asked, most int
	missed, turned            int
	shown, mostShown          int
}

func (f *figures) add(full, got recommend.Recommendation, asked, shown int) {
	f.people++
	f.asked, f.most = f.asked+asked, max(f.most, asked)
	f.shown, f.mostShown = f.shown+shown, max(f.mostShown, shown)
	if sameOutcome(full, got) {
		f.same++
	}
	if full.Outcome() == policy.Escalate && got.Outcome() != policy.Escalate {
		f.missed++
	}
	if turns(full, got) {
		f.turned++
	}
}

// turns reports whether a person gets a group alone although all answers would lead to individual
// therapy.
func turns(full, got recommend.Recommendation) bool {
	alone := func(rec recommend.Recommendation, o policy.Option) bool {
		return rec.Outcome() == policy.Recommended && rec.Advises(o)
	}
	return alone(full, standard.Individual) && alone(got, standard.Group)
}

func (f figures) log(t *testing.T, way string) {
	t.Helper()
	n := float64(f.people)
	t.Logf("%s: %.1f asked on average, %d at most (%.1f statements shown, %d at most); the outcome of all answers in %.1f %%; %d escalations missed, %d turned from individual to group",
		way, float64(f.asked)/n, f.most, float64(f.shown)/n, f.mostShown, 100*float64(f.same)/n, f.missed, f.turned)
}

// byQuestion interviews a person question by question.
func byQuestion(t *testing.T, iv recommend.Interview, answers recommend.Answers) (done recommend.Interview, asked int) {
	t.Helper()
	seen := map[therapy.Factor]bool{}
	for {
		_, q, ok := iv.Question()
		if !ok {
			return iv, asked
		}
		asked++
		for _, item := range q.Items { // of a choice, the true statement or none of them
			answer := answers[item.Factor]
			if q.Choice && answer.Truth() != therapy.True && slices.ContainsFunc(q.Items, func(other recommend.FormItem) bool { return answers[other.Factor].Truth() == therapy.True }) {
				continue
			}
			require.False(t, seen[item.Factor], "%s is asked again", item.Factor)
			seen[item.Factor] = true
			var err error
			iv, err = iv.Answer(item.Factor, tick(answer))
			require.NoError(t, err, item.Factor)
		}
	}
}

// bySection interviews a person section by section: everything about safety is answered, and in
// the other sections the true statements are ticked, with at most three needs.
func bySection(t *testing.T, start recommend.Recommendation, answers recommend.Answers) (iv recommend.Interview, asked, shown int) {
	t.Helper()
	iv = start.Interview()
	visits := map[therapy.Section]int{}
	for {
		section, ok := iv.Section()
		if !ok {
			return iv, asked, shown
		}
		visits[section.Section]++
		require.LessOrEqual(t, visits[section.Section], len(section.Questions)+20, "no section is repeated endlessly")
		filled := ticked(section, answers, true)
		var err error
		iv, err = iv.Fill(section, filled)
		require.NoError(t, err, section.Section)
		asked, shown = asked+1, shown+len(section.Questions)
	}
}

// ticked ticks the true statements of a section. With explicit, it answers no where a blank would
// not count as an answer.
func ticked(section recommend.FormSection, answers recommend.Answers, explicit bool) recommend.Filled {
	filled := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}, GoneThrough: []therapy.Section{section.Section}}
	needs := 0
	truth := func(f therapy.Factor) therapy.Truth { return answers[f].Truth() }
	for _, strongly := range []bool{true, false} {
		for _, q := range section.Questions {
			for _, item := range q.Items {
				answer := answers[item.Factor]
				switch {
				case !item.Follows.IsZero() || filled.Answers[item.Factor] != 0:
				case answer.Truth() == therapy.True && strongly == (answer == therapy.Strongly):
					if section.AtMost > 0 && q.If.IsZero() {
						if needs++; needs > section.AtMost {
							continue
						}
					}
					filled.Answers[item.Factor] = tick(answer)
				case answer.Truth() != therapy.True && (section.Section == therapy.SectionSafety || explicit && !q.Choice && !item.BlankIsNo && q.Asked(truth)):
					filled.Answers[item.Factor] = recommend.FormNo
				}
			}
		}
	}
	return filled
}

// byForm fills in the whole form at once.
func byForm(t *testing.T, r *recommend.Recommender, form recommend.Form, intake recommend.Intake, explicit bool) (recommend.Recommendation, recommend.Filled) {
	t.Helper()
	filled := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}, Assessed: intake.Assessed}
	for _, section := range form.Sections {
		maps.Copy(filled.Answers, ticked(section, intake.Answers, explicit).Answers)
		filled.GoneThrough = append(filled.GoneThrough, section.Section)
	}
	in, err := form.Intake(filled)
	require.NoError(t, err)
	rec, err := r.Recommend(in, now)
	require.NoError(t, err)
	return rec, filled
}

// TestWaysOfAsking measures the form and both kinds of interview with plausible people who can
// answer everything, and compares them with all answers. The published figures are those of
//
//	go test ./recommend -run TestWaysOfAsking -long -v
func TestWaysOfAsking(t *testing.T) {
	wide(t)
	r := recommend.Default()
	form, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	start, err := r.Recommend(recommend.Intake{Assessed: recommend.Provenance{By: recommend.ByClinician, At: now}}, now)
	require.NoError(t, err)
	interviewed := often(10, 200) // both 2,000 with -long: an interview costs a hundred proofs, a form little
	people := make([]recommend.Intake, often(400, 5))
	rng := rand.New(rand.NewPCG(16, 2))
	for i := range people {
		people[i] = everythingAnswered(t, rng)
	}
	var ticks, whole, after, sections, questions figures
	var mu sync.Mutex
	add := func(f *figures, full, got recommend.Recommendation, asked, shown int) {
		mu.Lock()
		defer mu.Unlock()
		f.add(full, got, asked, shown)
	}
	inParts(t, func(t *testing.T, part int) {
		for i := part; i < len(people); i += sweepParts {
			intake := people[i]
			full, err := r.Recommend(intake, now)
			require.NoError(t, err)
			rec, filled := byForm(t, r, form, intake, false)
			add(&ticks, full, rec, 1, 0)
			iv, asked := byQuestion(t, rec.Interview().After(filled), intake.Answers)
			add(&after, full, iv.Recommendation(), asked, asked)
			rec, _ = byForm(t, r, form, intake, true)
			add(&whole, full, rec, 1, 0)
			if turns(full, rec) {
				require.Equal(t, recommend.Open, rec.Settlement().State, "the recommendation of a turned person is open")
			}
			if i >= interviewed {
				continue
			}
			iv, asked, shown := bySection(t, start, intake.Answers)
			add(&sections, full, iv.Recommendation(), asked, shown)
			iv, asked = byQuestion(t, start.Interview(), intake.Answers)
			add(&questions, full, iv.Recommendation(), asked, asked)
			if iv.Recommendation().Outcome() == policy.Escalate {
				require.Equal(t, recommend.InterviewStopped, iv.State())
			}
		}
	})
	ticks.log(t, "the form, what is true ticked")
	whole.log(t, "the form, and what a blank does not answer answered")
	after.log(t, "the form, what is true ticked, and then what can still matter")
	sections.log(t, "section by section")
	questions.log(t, "question by question")
	t.Logf("of %d statements", r.Policy().Factors.Len())
	for _, f := range []figures{ticks, whole, after, sections, questions} {
		require.Zero(t, f.missed, "no escalation is missed")
	}
	for _, f := range []figures{after, sections, questions} {
		require.Zero(t, f.turned, "nobody is turned from individual to group")
		require.Equal(t, f.people, f.same, "all answers and the asked ones lead to the same outcome")
	}
	require.Greater(t, ticks.same*100, ticks.people*90)
	require.Greater(t, whole.same*100, whole.people*98)
}

// TestInterviewBeginsWithSafety checks the order: safety first, then facts about the person,
// never a preference.
func TestInterviewBeginsWithSafety(t *testing.T) {
	start, err := recommend.Default().Recommend(recommend.Intake{}, now)
	require.NoError(t, err)
	iv := start.Interview()
	section, ok := iv.Section()
	require.True(t, ok)
	require.Equal(t, therapy.SectionSafety, section.Section)
	q, ok := iv.Next()
	require.True(t, ok)
	require.Equal(t, section.Questions[0].ID, string(q.Info.Factor))
	last := therapy.Section(0)
	for ok {
		if now := q.Info.FormSection(); now != last && last != therapy.SectionSafety {
			require.True(t, now > last || now == therapy.SectionSafety, "%s after %s", now, last)
		}
		if last == 0 {
			require.Equal(t, therapy.SectionSafety, q.Info.FormSection())
		}
		last = q.Info.FormSection()
		iv, err = iv.Answer(q.Info.Factor, recommend.FormNotKnown)
		require.NoError(t, err)
		q, ok = iv.Next()
	}
	require.Equal(t, policy.NeedsInformation, iv.Recommendation().Outcome(), "nothing is known, and everything was asked once")
	require.NotZero(t, iv.State())
	require.NotEmpty(t, iv.Says(recommend.Audience{Reader: recommend.Client}))
}

// TestInterviewStopsAtDanger checks that an interview stops at danger, whatever else could be
// asked.
func TestInterviewStopsAtDanger(t *testing.T) {
	start, err := recommend.Default().Recommend(recommend.Intake{}, now)
	require.NoError(t, err)
	iv, err := start.Interview().Answer(therapy.AcuteSuicidality, recommend.FormYes)
	require.NoError(t, err)
	require.Equal(t, recommend.InterviewStopped, iv.State())
	_, ok := iv.GoOn().Next()
	require.False(t, ok, "nor by going on")
	_, ok = iv.Section()
	require.False(t, ok)
}

// TestInterviewSaysWhenItIsEnough checks that an interview says when the answers are enough, and
// continues if the person wants to say more.
func TestInterviewSaysWhenItIsEnough(t *testing.T) {
	r := recommend.Default()
	start, err := r.Recommend(recommend.Intake{Assessed: recommend.Provenance{By: recommend.ByClinician, At: now}}, now)
	require.NoError(t, err)
	intake := everythingAnswered(t, rand.New(rand.NewPCG(4, 4)))
	iv, asked := byQuestion(t, start.Interview(), intake.Answers)
	require.True(t, iv.Enough())
	more := iv.GoOn()
	q, ok := more.Next()
	require.True(t, ok)
	before := iv.Recommendation()
	for ok {
		more, err = more.Answer(q.Info.Factor, tick(intake.Answers[q.Info.Factor]))
		require.NoError(t, err)
		asked++
		q, ok = more.Next()
	}
	require.True(t, sameOutcome(before, more.Recommendation()), "answers after enough change nothing")
	require.Equal(t, recommend.InterviewComplete, more.State())
	require.Less(t, asked, r.Policy().Factors.Len())
}

// TestSkippingIsFinal checks that a skipped question is not asked again.
func TestSkippingIsFinal(t *testing.T) {
	start, err := recommend.Default().Recommend(given(yes()), now)
	require.NoError(t, err)
	iv := start.Interview()
	var ids []string
	for {
		section, ok := iv.Section()
		if !ok {
			break
		}
		require.NotContains(t, ids, section.Questions[0].ID)
		ids = append(ids, section.Questions[0].ID)
		iv = iv.Skip(section.Questions[0].ID)
	}
	require.NotEmpty(t, ids)
	require.True(t, slices.Contains(ids, "wish") || slices.Contains(ids, string(therapy.PrefersIndividual)), "%v", ids)
	var zero recommend.Interview
	_, ok := zero.Next()
	require.False(t, ok)
	require.Equal(t, recommend.InterviewComplete, zero.Skip("age").State())
	_, err = zero.Answer(therapy.Adult, recommend.FormYes)
	require.Error(t, err)
	_, err = zero.Fill(recommend.FormSection{}, recommend.Filled{})
	require.Error(t, err)
	_, err = iv.Answer("made-up", recommend.FormYes)
	require.ErrorIs(t, err, therapy.ErrUnknown)
	_, err = iv.Answer(therapy.Adult, 99)
	require.ErrorIs(t, err, therapy.ErrUnknown)
}
