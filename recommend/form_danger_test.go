package recommend_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// spellings are ways in which a program or a person may write a statement.
func spellings(f therapy.Factor) []therapy.Factor {
	name := string(f)
	camel := ""
	for i, part := range strings.Split(name, "-") {
		if i > 0 {
			part = strings.ToUpper(part[:1]) + part[1:]
		}
		camel += part
	}
	return []therapy.Factor{
		f, therapy.Factor(strings.ReplaceAll(name, "-", "_")), therapy.Factor(strings.ReplaceAll(name, "-", " ")), therapy.Factor(camel),
		therapy.Factor(strings.ToUpper(name)), therapy.Factor("\ufeff" + name), therapy.Factor(name[:len(name)-1]), therapy.Factor("risk." + name),
	}
}

// TestARefusedFormIsSearchedForDanger checks that every danger in a form is found, with any other
// error in the form and in any spelling of the statement, and that an error says so in every
// language.
func TestARefusedFormIsSearchedForDanger(t *testing.T) {
	form, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	r := theStandard()
	wrong := map[string]map[therapy.Factor]recommend.FormAnswer{
		"a statement of no form": {"made-up": recommend.FormYes},
		"an answer of no form":   {therapy.LimitedBudget: 77},
		"two ages":               {therapy.Adult: recommend.FormYes, therapy.ChildUnder12: recommend.FormYes},
		"too many needs":         {therapy.Isolation: recommend.FormYes, therapy.SensitiveIssue: recommend.FormYes, therapy.WantsCommunity: recommend.FormYes, therapy.WantsPeerSupport: recommend.FormYes},
	}
	heard := 0
	for f, info := range standard.Policy().Factors.All() {
		if info.Alarm != therapy.Danger {
			continue
		}
		for what, other := range wrong {
			for _, name := range spellings(f) {
				answers := map[therapy.Factor]recommend.FormAnswer{name: recommend.FormYes, therapy.NoAcuteRisk: recommend.FormYes}
				maps.Copy(answers, other)
				intake, err := form.Intake(recommend.Filled{Answers: answers, Assessed: recommend.Provenance{By: recommend.ByClinician}})
				require.Error(t, err, what)
				require.Equal(t, recommend.Answers{f: therapy.Yes}, intake.Answers, "%s, %s", what, name)
				rec, _ := r.Recommend(intake, now)
				require.Equal(t, policy.Escalate, rec.Outcome(), name)
				_, sentence := firstFault(recommend.Faults(err, words.English()))
				require.Contains(t, sentence, "danger", name)
				heard++
			}
		}
	}
	require.Greater(t, heard, 200)
	// A refused form without danger gives no answers.
	for what, answers := range wrong {
		intake, err := form.Intake(recommend.Filled{Answers: answers})
		require.Error(t, err, what)
		require.Empty(t, intake.Answers, what)
	}
	// A no to "there is no danger" is bad news too, and only a no.
	for given, want := range map[recommend.FormAnswer]recommend.Answers{
		recommend.FormNo: {therapy.MedicallyStable: therapy.No}, recommend.FormYes: nil, recommend.FormNotKnown: nil, recommend.FormNotAboutMe: nil,
	} {
		intake, err := form.Intake(recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{"medically_stable": given, "made-up": recommend.FormYes}})
		require.Error(t, err)
		require.Equal(t, want, intake.Answers, given)
	}
	quiet := map[therapy.Factor]recommend.FormAnswer{"acute_suicidality": recommend.FormNo, "acute-mania": recommend.FormNotKnown, "made-up": recommend.FormYes}
	intake, err := form.Intake(recommend.Filled{Answers: quiet})
	require.Error(t, err)
	require.Empty(t, intake.Answers)
}

func firstFault(seq func(func(string, string) bool)) (place, sentence string) {
	for place, sentence := range seq {
		return place, sentence
	}
	return "", ""
}

// TestAnInterviewStopsAtARefusedDanger checks that an interview stops at danger, also in an answer
// that it refuses: in another spelling, in contradiction to an all-clear, and in a section that is
// refused for another reason.
func TestAnInterviewStopsAtARefusedDanger(t *testing.T) {
	rec, err := theStandard().Recommend(recommend.Intake{Answers: recommend.Answers{therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes}}, now)
	require.NoError(t, err)
	begin := rec.Interview()
	for _, name := range spellings(therapy.AcuteSuicidality) {
		iv, err := begin.Answer(name, recommend.FormYes)
		require.Error(t, err, name)
		require.Equal(t, recommend.InterviewStopped, iv.State(), name)
		require.Equal(t, policy.Escalate, iv.Recommendation().Outcome(), name)
		require.NotEqual(t, recommend.InterviewStopped, begin.State(), "the old one is unchanged")
		if name != therapy.AcuteSuicidality {
			iv, err = begin.Answer(name, recommend.FormNo)
			require.Error(t, err, name)
			require.NotEqual(t, recommend.InterviewStopped, iv.State(), "a no is no danger: %s", name)
		}
	}
	blank, err := theStandard().Recommend(recommend.Intake{}, now)
	require.NoError(t, err)
	iv := blank.Interview()
	form, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	at := slices.IndexFunc(form.Sections, func(s recommend.FormSection) bool { return s.Section == therapy.SectionSafety })
	iv, err = iv.Fill(form.Sections[at], recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{therapy.AcuteMania: recommend.FormYes, "made-up": recommend.FormYes}})
	require.Error(t, err)
	require.Equal(t, recommend.InterviewStopped, iv.State())
	// Any other refused answer leaves the interview unchanged.
	iv, err = blank.Interview().Fill(form.Sections[at], recommend.Filled{Answers: map[therapy.Factor]recommend.FormAnswer{therapy.AcuteMania: recommend.FormNo, "made-up": recommend.FormYes}})
	require.Error(t, err)
	require.Equal(t, policy.NeedsInformation, iv.Recommendation().Outcome())
}

// TestFaultsAboutDangerSaySo checks that the sentence for people mentions possible danger for every
// fault whose hint does.
func TestFaultsAboutDangerSaySo(t *testing.T) {
	said := map[string]bool{}
	for _, document := range []string{
		`{"acute_suicidality":"yes"}`, `{"acute-suicidality":"YES"}`, `{"acute-suicidality":"perhaps"}`, `{"no-acute-risk":"yes","acute-suicidality":"yes"}`,
		`acute-suicidality: yes`, `acute-suicidality`, `{"acute-mania":{"x":1}`, `{"acute-suicidalty":"yes"}`,
	} {
		_, err := theStandard().RecommendJSON([]byte(document), now)
		require.Error(t, err)
		for _, fault := range therapy.FieldErrors(err) {
			if strings.Contains(fault.Hint, "danger") {
				said[fault.Rule] = true
				_, sentence := firstFault(recommend.Faults(fault, words.English()))
				require.Contains(t, sentence, "danger", fault.Rule)
			}
		}
	}
	require.GreaterOrEqual(t, len(said), 4, said)
}
