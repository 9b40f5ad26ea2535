package recommend_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
	"github.com/therapykit/therapykit/therapy/words/de"
)

// clientSentences returns the sentences of a text for the client, each with its section, without
// the sources and without the lines that end every text. Sentences that depend on other answers
// are left out.
func clientSentences(t *testing.T, answers recommend.Answers) map[string]bool {
	t.Helper()
	set := map[string]bool{}
	rec, err := theStandard().Recommend(given(answers), now)
	if err != nil {
		return set // the statements exclude each other
	}
	section := ""
	ends := wordingOf(t, "closing", "unreviewed")[policy.Client]
	for block := range rec.For(recommend.Audience{Reader: policy.Client, WithoutSources: true}).Blocks() {
		switch {
		case block.Heading == 1:
			section = "summary"
		case block.Heading > 0:
			section = block.Text
		}
		if strings.Contains(block.Text, "“") || slices.Contains(ends, block.Text) {
			continue
		}
		for _, sentence := range strings.FieldsFunc(block.Text, func(c rune) bool { return strings.ContainsRune(".?!", c) }) {
			set[section+": "+strings.TrimSpace(sentence)] = true
		}
	}
	return set
}

// TestWithheldStatementsCannotBeInferred checks that a text for the client does not reveal that a
// withheld statement was answered: every sentence also occurs for other people, for reasons that
// anybody may read.
func TestWithheldStatementsCannotBeInferred(t *testing.T) {
	is := func(f ...therapy.Factor) recommend.Answers {
		a := recommend.Answers{}
		for _, x := range f {
			a[x] = therapy.Yes
		}
		return a
	}
	bases := []recommend.Answers{
		yes(therapy.Isolation), yes(therapy.ValuesPrivacy), yes(therapy.WantsBoth, therapy.InformedDiscussionDone),
		yes(therapy.IndividualUnavailable, therapy.Isolation), yes(therapy.DeclinesGroup, therapy.LimitedBudget),
	}
	harmless := []recommend.Answers{
		{},
		is(therapy.GroupUnavailable), is(therapy.DualRelationshipInGroup), is(therapy.ProfessionLimitsGroupConfidentiality), is(therapy.CannotFollowGroup),
		is(therapy.WantsBoth), is(therapy.IrregularAttendance), is(therapy.GroupNonresponse), is(therapy.DepressionMoreSevere), is(therapy.SensitiveIssue), is(therapy.AcuteLifeCrisis),
		is(therapy.AcuteLifeCrisis, therapy.GroupTypeHeterogeneous), is(therapy.PsychosisStable, therapy.InIndividualCBT), is(therapy.AnxietyDisorder),
		is(therapy.WantsBoth, therapy.SensitiveIssue, therapy.DepressionMoreSevere), is(therapy.SensitiveIssue, therapy.GroupUnavailable), is(therapy.IndividualUnavailable, therapy.GroupUnavailable),
		is(therapy.AcuteLifeCrisis, therapy.IndividualUnavailable, therapy.GroupTypeHeterogeneous),
		{therapy.AcuteLifeCrisis: therapy.Yes, therapy.GroupTypeHeterogeneous: therapy.No},
		{therapy.NoAcuteRisk: therapy.Unanswered},
		{therapy.NoImminentThreat: therapy.Unanswered},
		{therapy.AnorexiaNervosa: therapy.Yes},
		is(therapy.MultipleAspects, therapy.SensitiveIssue),
		is(therapy.WantsBoth, therapy.PTSD, therapy.InIndividualTraumaTherapy), is(therapy.WantsBoth, therapy.AcuteLifeCrisis),
		is(therapy.DepressionMoreSevere, therapy.BingeEatingDisorder, therapy.GuidedSelfHelpTried),
	}
	join := func(a, b recommend.Answers) recommend.Answers {
		both := maps.Clone(a)
		for f, answer := range b {
			if both[f] = answer; answer == therapy.Unanswered {
				delete(both, f)
			}
		}
		return both
	}
	// The advice for the case that no option is preferred is not a reason.
	common := map[string]bool{"summary: Next: talk about each with your clinician": true, "summary: Say which you would rather have": true}
	for _, base := range bases {
		for _, h := range harmless {
			maps.Copy(common, clientSentences(t, join(base, h)))
		}
	}
	text := func(a recommend.Answers) string {
		data, err := a.MarshalJSON()
		require.NoError(t, err)
		return string(data)
	}
	n := 0
	for f, info := range therapy.Factors().All() {
		if info.Discretion != therapy.AnswerWithheld || info.Alarm != 0 || f == therapy.BereavedBySuicide {
			continue // the person is told what to do: TestSafetyIsSaidInSharedWords
		}
		for _, base := range bases {
			for _, with := range []recommend.Answers{{f: therapy.Yes}, {f: therapy.No}, is(f, therapy.GroupTypeHeterogeneous)} {
				var only []string
				for s := range clientSentences(t, join(base, with)) {
					if n++; !common[s] {
						only = append(only, s)
					}
				}
				if slices.Sort(only); len(only) > 0 {
					t.Errorf("%s together with %s: only then it says %q", text(with), text(base), only)
				}
			}
		}
	}
	require.Greater(t, n, 1000)
}

// TestSafetyIsSaidInSharedWords checks that a text that tells the client what to do is the same,
// byte for byte, for every danger, and that all answers that lead to questions about safety lead
// to the same sentence, once, for any number of such answers.
func TestSafetyIsSaidInSharedWords(t *testing.T) {
	client := func(answers recommend.Answers, f ...therapy.Factor) string {
		t.Helper()
		for _, x := range f {
			answers[x] = therapy.Yes
		}
		rec, err := theStandard().Recommend(given(answers), now)
		require.NoError(t, err)
		return rec.For(recommend.Audience{Reader: policy.Client}).Text()
	}
	start := func() recommend.Answers {
		return recommend.Answers{therapy.Adult: therapy.Yes, therapy.ConsentGiven: therapy.Yes, therapy.Isolation: therapy.Yes}
	}
	danger := client(start(), therapy.AcuteSuicidality)
	n := 0
	for f, info := range therapy.Factors().All() {
		if info.Alarm == therapy.Danger && info.Discretion == therapy.AnswerWithheld {
			require.Equal(t, danger, client(start(), f), f)
			n++
		}
	}
	require.Greater(t, n, 5)

	no := func(f ...therapy.Factor) recommend.Answers {
		a := start()
		for _, x := range f {
			a[x] = therapy.No
		}
		return a
	}
	const first = "First, somebody needs to ask if you and the people near you are safe. Everybody is asked this."
	asked := client(no(therapy.NoAcuteRisk))
	require.Equal(t, asked, client(start(), therapy.RiskNotAssessed))
	require.Equal(t, asked, client(no(therapy.NoAcuteRisk, therapy.NoImminentThreat)))
	require.Equal(t, asked, client(no(therapy.NoAcuteRisk, therapy.NoImminentThreat), therapy.BereavedBySuicide))
	for what, text := range map[string]string{
		"risk":        asked,
		"others":      client(no(therapy.NoImminentThreat), therapy.NoAcuteRisk),
		"bereavement": client(start(), therapy.NoAcuteRisk, therapy.BereavedBySuicide),
	} {
		_, below, _ := strings.Cut(onLine(text), "Questions to answer first")
		require.Equal(t, 1, strings.Count(below, first), what)
	}
}

// TestExclusionsReadAsExclusions checks that a rule that excludes an option does not share its
// words with a rule that only weighs. Such words, as in "if you choose a group", would contradict
// the exclusion.
func TestExclusionsReadAsExclusions(t *testing.T) {
	for tag, language := range map[string]words.Language{"en": {}, "de": de.Language()} {
		p := theStandard().Policy()
		if !language.IsZero() {
			p = p.In(language)
		}
		excludes, weighs := map[string]string{}, map[string]string{}
		for _, r := range p.Rules {
			if len(r.Excludes) > 0 {
				excludes[r.Says.Client] = r.ID
			} else {
				weighs[r.Says.Client] = r.ID
			}
		}
		for _, c := range p.Cautions {
			weighs[c.Says.Client] = c.ID
		}
		require.NotEmpty(t, excludes)
		for says, id := range excludes {
			require.Empty(t, weighs[says], "%s: %s excludes in the words of what only weighs: %q", tag, id, says)
		}
	}
}

// TestNoReasonSpeaksOnBothSides checks that no words are used for an option in one rule and
// against it in another.
func TestNoReasonSpeaksOnBothSides(t *testing.T) {
	for tag, language := range map[string]words.Language{"en": {}, "de": de.Language()} {
		p := theStandard().Policy()
		if !language.IsZero() {
			p = p.In(language)
		}
		type line struct {
			says   string
			option policy.Option
		}
		speaksFor, against := map[line]string{}, map[line]string{}
		for _, r := range p.Rules {
			side := func(o policy.Option, supports bool) {
				if supports {
					speaksFor[line{r.Says.Client, o}] = r.ID
				} else {
					against[line{r.Says.Client, o}] = r.ID
				}
			}
			for _, x := range r.Points {
				side(x.Option, x.Points > 0)
			}
			for _, x := range r.Grades {
				side(x.Option, x.Grade != therapy.Against)
			}
			for _, o := range r.Excludes {
				side(o, false)
			}
		}
		require.NotEmpty(t, against)
		for x, id := range against {
			require.Empty(t, speaksFor[x], "%s: %s speaks against %s in the words of what speaks for it: %q", tag, id, x.option, x.says)
		}
	}
}
