package recommend_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

func standardForm(t testing.TB) recommend.Form {
	t.Helper()
	form, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	return form
}

func TestFormAsksEveryStatementOnce(t *testing.T) {
	form := standardForm(t)
	asked := map[therapy.Factor]int{}
	previous := therapy.Section(0)
	for _, section := range form.Sections {
		require.Greater(t, section.Section, previous, "in the order that a person expects")
		previous = section.Section
		require.NotEmpty(t, section.Title.Client)
		for _, q := range section.Questions {
			require.Equal(t, q.Choice, len(q.Items) > 1 || q.ID != string(q.Items[0].Factor), q.ID)
			for _, item := range q.Items {
				asked[item.Factor]++
				require.NotEmpty(t, item.Question.Client, item.Factor)
			}
		}
	}
	p := standard.Policy()
	for c := range p.Conditions() {
		for f := range c.Factors() {
			require.Equal(t, 1, asked[f], "%s", f)
		}
	}
	require.Len(t, form.Sections, 7)
}

// TestBlankIsNoOnlyWhereANoIsHarmless evaluates every rule: if a blank is read as no, this must not
// cause anything that unknown would not cause.
func TestBlankIsNoOnlyWhereANoIsHarmless(t *testing.T) {
	form, p := standardForm(t), standard.Policy()
	count := 0
	for _, section := range form.Sections {
		for _, q := range section.Questions {
			for _, item := range q.Items {
				if !item.BlankIsNo {
					continue
				}
				count++
				require.NotEqual(t, therapy.SectionSafety, section.Section, item.Factor)
				info, ok := p.Factors.Lookup(item.Factor)
				require.True(t, ok)
				require.NotEqual(t, therapy.LayerSafety, info.Layer, item.Factor)
				for c := range p.Conditions() {
					// All other answers support the condition: a no must not be what makes it
					// true.
					for _, other := range []therapy.Truth{therapy.False, therapy.Unknown, therapy.True} {
						with := func(answer therapy.Truth) therapy.Truth {
							return c.Eval(func(f therapy.Factor) therapy.Truth {
								if f == item.Factor {
									return answer
								}
								return other
							})
						}
						require.False(t, with(therapy.False) == therapy.True && with(therapy.Unknown) != therapy.True, "%s in %s", item.Factor, c)
					}
				}
			}
		}
	}
	require.Greater(t, count, 60)
}

func TestFormQuestionsDependOnWhatIsKnown(t *testing.T) {
	form := standardForm(t)
	ids := func(reader policy.Reader, so recommend.Answers) map[string]bool {
		found := map[string]bool{}
		for _, q := range form.Questions(reader, so) {
			found[q.ID] = true
		}
		return found
	}
	blank := ids(recommend.Clinician, nil)
	require.True(t, blank["age"], "one question for the age bands")
	require.True(t, blank["acute-suicidality"], "what is unknown never hides a danger")
	require.False(t, blank["parental-consent"], "only for minors")
	require.False(t, blank["multiple-aspects"], "only for needs of both kinds")
	cleared := ids(recommend.Clinician, recommend.Answers{therapy.NoAcuteRisk: therapy.Yes})
	require.False(t, cleared["acute-suicidality"], "settled by one statement of a clinician")
	require.True(t, cleared["no-imminent-threat"], "which it does not settle")
	unharmed := ids(recommend.Clinician, recommend.Answers{therapy.NoAcuteRisk: therapy.Yes, therapy.NoRecentSelfHarm: therapy.Yes})
	require.True(t, unharmed["passive-suicidal-ideation"], "no self-harm does not exclude thoughts")
	require.False(t, unharmed["recent-suicide-attempt"], "it does of an attempt")
	thoughts := recommend.Answers{therapy.NoRecentSelfHarm: therapy.Yes, therapy.PassiveSuicidalIdeation: therapy.Yes, therapy.AcuteLifeCrisis: therapy.No, therapy.SevereAntisocialTraits: therapy.No}
	require.True(t, ids(recommend.Clinician, thoughts)["group-type-heterogeneous"], "with thoughts the kind of group matters")
	minor := ids(recommend.Clinician, recommend.Answers{therapy.Adolescent12To15: therapy.Yes})
	require.True(t, minor["parental-consent"])
	client := ids(recommend.Client, nil)
	require.False(t, client["domestic-abuse"], "asked in person, in private")
	require.True(t, blank["domestic-abuse"])
}

func TestFormToIntake(t *testing.T) {
	form := standardForm(t)
	at := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	by := recommend.Provenance{By: recommend.ByClinician, At: at}
	fill := func(pairs ...any) recommend.Filled {
		x := recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{}, Assessed: by}
		for i := 0; i < len(pairs); i += 2 {
			x.Answers[pairs[i].(therapy.Factor)] = pairs[i+1].(recommend.FormAnswer)
		}
		return x
	}
	t.Run("ticks", func(t *testing.T) {
		in, err := form.Intake(fill(therapy.Adult, recommend.FormYes, therapy.ValuesPrivacy, recommend.FormStrongly, therapy.LimitedBudget, recommend.FormNo,
			therapy.LimitedTime, recommend.FormNotKnown, therapy.Isolation, recommend.FormPreferNot))
		require.NoError(t, err)
		require.Equal(t, recommend.Answers{therapy.Adult: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly, therapy.LimitedBudget: therapy.No}, in.Answers)
		require.Equal(t, recommend.FromForm, in.ProvenanceOf(therapy.Adult).From)
		require.Equal(t, at, in.ProvenanceOf(therapy.Adult).At)
	})
	t.Run("a section gone through", func(t *testing.T) {
		x := fill(therapy.LimitedBudget, recommend.FormYes)
		x.GoneThrough = []therapy.Section{therapy.SectionPractical, therapy.SectionSafety, therapy.SectionPerson}
		in, err := form.Intake(x)
		require.NoError(t, err)
		require.Equal(t, therapy.Yes, in.Answers[therapy.LimitedBudget], "a tick wins")
		require.Equal(t, therapy.No, in.Answers[therapy.LimitedTime])
		require.Equal(t, recommend.FromSection, in.ProvenanceOf(therapy.LimitedTime).From)
		for _, f := range []therapy.Factor{therapy.AcuteSuicidality, therapy.NoAcuteRisk, therapy.ConsentGiven, therapy.Adult, therapy.ConsentUnclear} {
			require.Equal(t, therapy.Unanswered, in.Answers[f], "silence is no answer: %s", f)
		}
	})
	t.Run("only a trained person clears", func(t *testing.T) {
		x := fill(therapy.NoAcuteRisk, recommend.FormYes)
		for _, by := range []recommend.Informant{recommend.ByClient, recommend.ByRelative, "patient", ""} {
			x.Assessed.By = by
			in, err := form.Intake(x)
			require.NoError(t, err)
			require.Empty(t, in.Answers, "%q", by)
		}
		x.Answers[therapy.NoAcuteRisk] = recommend.FormNo
		in, err := form.Intake(x)
		require.NoError(t, err)
		require.Equal(t, therapy.No, in.Answers[therapy.NoAcuteRisk], "a denied all-clear counts from any informant")
	})
	t.Run("two wishes contradict", func(t *testing.T) {
		in, err := form.Intake(fill(therapy.PrefersGroup, recommend.FormYes, therapy.PrefersIndividual, recommend.FormYes))
		require.NoError(t, err)
		require.Equal(t, recommend.Answers{therapy.ContradictoryPreferences: therapy.Yes}, in.Answers)
		_, err = recommend.Default().Recommend(in, at)
		require.NoError(t, err)
	})
	t.Run("needs of both kinds", func(t *testing.T) {
		in, err := form.Intake(fill(therapy.SensitiveIssue, recommend.FormYes, therapy.Isolation, recommend.FormYes))
		require.NoError(t, err)
		require.Equal(t, therapy.Unanswered, in.Answers[therapy.MultipleAspects], "whether the needs concern different aspects is asked")
		asked := map[string]bool{}
		for _, q := range form.Questions(recommend.Clinician, in.Answers) {
			asked[q.ID] = true
		}
		require.True(t, asked["multiple-aspects"])
	})
	t.Run("refused, all at once", func(t *testing.T) {
		x := fill(therapy.Adult, recommend.FormYes, therapy.ChildUnder12, recommend.FormYes,
			therapy.Isolation, recommend.FormYes, therapy.Shame, recommend.FormYes, therapy.LowHope, recommend.FormYes, therapy.SelfCriticism, recommend.FormStrongly)
		_, err := form.Intake(x)
		require.Equal(t, []string{"/answers/adult form-choice", "/answers/low-hope form-at-most"}, faults(err))
		_, err = form.Intake(fill(therapy.Factor("made-up"), recommend.FormYes, therapy.Adult, recommend.FormAnswer(77)))
		require.Equal(t, []string{"/answers/adult form-answer", "/#2 form-statement"}, faults(err))
		x = fill()
		x.GoneThrough = []therapy.Section{99}
		_, err = form.Intake(x)
		require.Equal(t, []string{"/goneThrough/0 form-section"}, faults(err))
	})
}

func faults(err error) []string {
	var list []string
	for _, field := range therapy.FieldErrors(err) {
		list = append(list, field.Path+" "+field.Rule)
	}
	return list
}

// TestEveryStatementGoesThroughTheForm answers every statement on the form and removes the
// answer.
func TestEveryStatementGoesThroughTheForm(t *testing.T) {
	form := standardForm(t)
	for _, section := range form.Sections {
		for _, q := range section.Questions {
			for _, item := range q.Items {
				for _, answer := range []therapy.Answer{therapy.Yes, therapy.No, therapy.Strongly} {
					in := recommend.Intake{Answers: recommend.Answers{item.Factor: answer}, Assessed: recommend.Provenance{By: recommend.ByClinician}}
					filled, err := form.Filled(in)
					require.NoError(t, err)
					back, err := form.Intake(filled)
					require.NoError(t, err, item.Factor)
					require.Equal(t, in.Answers, back.Answers)
				}
			}
		}
	}
	_, err := form.Filled(recommend.Intake{Answers: recommend.Answers{"made-up": therapy.Yes}})
	require.ErrorIs(t, err, therapy.ErrReference)
}

func TestFormEncodes(t *testing.T) {
	form := standardForm(t)
	text, err := json.Marshal(form)
	require.NoError(t, err)
	var back recommend.Form
	require.NoError(t, therapy.UnmarshalStrict(text, &back))
	require.Empty(t, cmp.Diff(form, back))

	filled := recommend.Filled{
		Answers:     map[therapy.Factor]recommend.FormAnswer{therapy.Adult: recommend.FormYes, therapy.Isolation: recommend.FormPreferNot},
		GoneThrough: []therapy.Section{therapy.SectionNeeds}, Assessed: recommend.Provenance{By: recommend.ByClient},
	}
	text, err = json.Marshal(filled)
	require.NoError(t, err)
	var again recommend.Filled
	require.NoError(t, therapy.UnmarshalStrict(text, &again))
	require.True(t, filled.Equal(again))
	require.NotContains(t, fmt.Sprintf("%v %+v %#v %d %s", filled, filled, filled, filled, filled), "isolation")
}

// TestAStatementOfADeployerLandsInTheForm adds one statement of each layer.
func TestAStatementOfADeployerLandsInTheForm(t *testing.T) {
	for layer, want := range map[therapy.Layer]therapy.Section{
		therapy.LayerSafety: therapy.SectionSafety, therapy.LayerSufficiency: therapy.SectionPerson, therapy.LayerEligibility: therapy.SectionJoining,
		therapy.LayerIndication: therapy.SectionConcern, therapy.LayerPreference: therapy.SectionWish, therapy.LayerNeed: therapy.SectionNeeds,
		therapy.LayerPractical: therapy.SectionPractical,
	} {
		require.Equal(t, want, therapy.FactorInfo{Layer: layer}.FormSection())
	}
	p := standard.Policy()
	info, ok := p.Factors.Lookup(therapy.LimitedTime)
	require.True(t, ok)
	info.Factor, info.Excludes, info.Asking = "no-child-care", nil, therapy.Asking{}
	var err error
	p.Factors, err = p.Factors.With(info)
	require.NoError(t, err)
	rule := p.Rules[slices.IndexFunc(p.Rules, func(r policy.Rule) bool { return r.Layer == therapy.LayerPractical })]
	rule.ID, rule.When = "z1-no-child-care", therapy.Is("no-child-care")
	p.Rules = append(p.Rules, rule)
	form, err := recommend.NewForm(p)
	require.NoError(t, err)
	_, q, ok := form.Item("no-child-care")
	require.True(t, ok)
	require.Equal(t, "no-child-care", q.ID)

	p.Rules[0].ID = ""
	_, err = recommend.NewForm(p)
	require.Error(t, err, "the policy has to be valid")
}

func TestEveryTickedFormIsDecided(t *testing.T) {
	form := standardForm(t)
	now := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
	sections := []therapy.Section{}
	for _, s := range form.Sections {
		sections = append(sections, s.Section)
	}
	for f := range maps.Keys(everyFactor(form)) {
		in, err := form.Intake(recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{f: recommend.FormYes}, GoneThrough: sections})
		require.NoError(t, err, f)
		_, err = recommend.Default().Recommend(in, now)
		require.NoError(t, err, f)
	}
}

func everyFactor(form recommend.Form) map[therapy.Factor]bool {
	all := map[therapy.Factor]bool{}
	for _, s := range form.Sections {
		for _, q := range s.Questions {
			for _, item := range q.Items {
				all[item.Factor] = true
			}
		}
	}
	return all
}

func TestEveryAnswerAndChoiceHasWords(t *testing.T) {
	for a := recommend.FormYes; a.Valid(); a++ {
		require.NotEmpty(t, a.Words(words.English()).Clinician, a)
		require.NotEmpty(t, a.Words(words.English()).Client, a)
	}
	require.Zero(t, recommend.FormAnswer(0).Words(words.English()))
	for _, section := range standardForm(t).Sections {
		for _, q := range section.Questions {
			if q.Choice {
				require.NotEqual(t, "Which one?", q.Legend(words.English()), q.ID)
			}
		}
	}
}
