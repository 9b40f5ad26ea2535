package individual_test

import (
	"flag"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

var update = flag.Bool("update", false, "write files of the present formats")

func mistake() care.Correction {
	return care.Correction{By: therapist, At: moment(20), Reason: care.ReasonWrongPerson}
}

func course(tb testing.TB) individual.Course {
	tb.Helper()
	c, err := individual.NewCourse(coursePlan(tb), "individual", []care.Session{session(tb, sessionSpec(8)), session(tb, sessionSpec(15))}, feedback())
	require.NoError(tb, err)
	return c
}

func TestNothingIsLostOrShown(t *testing.T) {
	t.Parallel()
	a := newAssessment(t, assessed())
	c := course(t)
	draft, err := individual.DraftPlan(a, chosen("individual"), drafted(t))
	require.NoError(t, err)
	answered := feedback()[0]
	answered.Words = confidential.Value[string]{} // sealed texts are stored, not encoded
	hope := individual.Hope{Goal: "mood", Scope: care.ScopeIndividual, Issues: []care.IssueID{"low-mood"}, Measure: "phq-9", Importance: care.MustRating(9), Confidence: care.MustRating(4)}
	people := []any{a, c, draft, drafted(t), a.Spec(), hope, answered, draft.Matches[0], draft.Matches[0].For[0], draft.Origins[0]}
	technique := draft.Matches[0].Technique
	require.NoError(t, therapytest.Encodes(".", map[string]string{"AssessmentSpec": "holds sealed texts"},
		append(slices.DeleteFunc(slices.Clone(people), func(v any) bool { _, is := v.(individual.AssessmentSpec); return is }), technique, technique.Uses[0], individual.Offered, individual.FromChoice)...))
	confidentialtest.CheckListed(t, ".", people, map[string]string{"TechniqueInfo": "about a technique", "Use": "about a technique"})
	confidentialtest.CheckDisplay(t, people...)
	confidentialtest.CheckFields(t, a, c, draft.Matches[0], draft.Origins[0], feedback()[0])
}

func TestStoreAndLoad(t *testing.T) {
	t.Parallel()
	key := confidentialtest.Ring(t)
	voided, err := newAssessment(t, assessed()).Void(mistake())
	require.NoError(t, err)
	for _, a := range []individual.Assessment{newAssessment(t, assessed()), voided} {
		data, err := a.Store(key)
		require.NoError(t, err)
		for _, secret := range []string{"evenings", "Fasts", "No bus", "home"} {
			require.NotContains(t, string(data), secret)
		}
		back, err := individual.LoadAssessment(data, key)
		require.NoError(t, err)
		require.Equal(t, a.Ref(), back.Ref())
		require.Equal(t, a.Spec().Error, back.Spec().Error)
		require.Equal(t, len(a.Spec().Hopes), len(back.Spec().Hopes))
		require.Equal(t, a.Label(), back.Label())
		again, err := back.Store(key)
		require.NoError(t, err)
		require.Len(t, again, len(data))
	}
	c := course(t)
	data, err := c.Store(key)
	require.NoError(t, err)
	back, err := individual.LoadCourse(data, key)
	require.NoError(t, err)
	require.Equal(t, c.Attendance(), back.Attendance())
	require.Equal(t, c.Client(), back.Client())
	require.Equal(t, c.Strand().ID, back.Strand().ID)
	require.Len(t, slices.Collect(back.Feedback()), len(feedback()))
	again, err := back.Store(key)
	require.NoError(t, err)
	require.Len(t, again, len(data))

	_, err = individual.Assessment{}.Store(key)
	require.Equal(t, "store-nothing", placed(err))
	_, err = individual.Course{}.Store(key)
	require.Equal(t, "store-nothing", placed(err))
	_, err = c.Store(confidential.Keyring{})
	require.Error(t, err)
	_, err = individual.LoadCourse(data, confidential.Keyring{})
	require.ErrorIs(t, err, confidential.ErrOpen)
	stored, err := newAssessment(t, assessed()).Store(key)
	require.NoError(t, err)
	for _, tt := range []struct {
		doc         []byte
		old, edited string
		assessment  bool
		want        string
	}{
		{stored, "therapykit-assessment/1", "therapykit-assessment/7", true, "/format store-format"},
		{stored, `"record":"assessment/assessment-1"`, `"record":"assessment/assessment-2"`, true, "open"},
		{stored, `"client":"client-1"`, `"client":"therapist-1"`, true, "assesses-self"},
		{data, "therapykit-course/1", "therapykit-course/7", false, "/format store-format"},
		{data, `"record":"course/plan-1/individual"`, `"record":"course/plan-2/individual"`, false, ""},
		{data, `"strand":"individual","sessions"`, `"strand":"other","sessions"`, false, "/strand course-strand"},
	} {
		require.Contains(t, string(tt.doc), tt.old)
		edited := []byte(strings.Replace(string(tt.doc), tt.old, tt.edited, 1))
		if tt.assessment {
			_, err = individual.LoadAssessment(edited, key)
		} else {
			_, err = individual.LoadCourse(edited, key)
		}
		require.Error(t, err)
		require.Contains(t, placed(err), tt.want)
	}
	for name, format := range map[string]struct {
		now  []byte
		load func([]byte) error
	}{
		"assessment-1": {stored, func(b []byte) error { _, err := individual.LoadAssessment(b, key); return err }},
		"course-1":     {data, func(b []byte) error { _, err := individual.LoadCourse(b, key); return err }},
	} {
		old := therapytest.Kept(t, *update, filepath.Join("testdata", "formats", name+".json"), append(slices.Clone(format.now), '\n'))
		require.NoError(t, format.load(old), "a file of each format that was ever written can be read")
	}
}

func TestVoidAssessment(t *testing.T) {
	t.Parallel()
	a := newAssessment(t, assessed())
	voided, err := a.Void(mistake())
	require.NoError(t, err)
	matches, err := individual.MatchTechniques(voided)
	require.NoError(t, err)
	require.Empty(t, matches)
	_, err = individual.DraftPlan(voided, chosen("individual"), drafted(t))
	require.Equal(t, "/assessment draft-assessment", placed(err))
	_, err = voided.Void(mistake())
	require.Equal(t, "/error void-twice", placed(err))
	_, err = a.Void(care.Correction{})
	require.Equal(t, "/error correction-missing", placed(err))
	_, err = a.Void(care.Correction{By: therapist})
	require.Equal(t, "/error/at time-missing, /error/reason reason-name", placed(err))
	spec := assessed()
	spec.By = spec.Client
	spec.Measures[0].At = moment(9)
	_, err = individual.NewAssessment(spec)
	require.Equal(t, "/by assesses-self, /measures/0/at measure-after-assessment", placed(err))
}

// TestAssessmentFollowsThePlansRules checks that a draft of a plan accepts everything that an
// assessment accepts, and that faults of an issue, a hope or a barrier are reported at their path.
func TestAssessmentFollowsThePlansRules(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		edit func(*individual.AssessmentSpec)
		want string
	}{
		"issue twice":          {func(s *individual.AssessmentSpec) { s.Issues[1].ID = "low-mood" }, "/issues/1/id"},
		"concern in prose":     {func(s *individual.AssessmentSpec) { s.Issues[0].Concern = "Low mood" }, "/issues/0/concern"},
		"hope without a name":  {func(s *individual.AssessmentSpec) { s.Hopes[1].Goal = "" }, "/hopes/1/goal"},
		"hope without a scope": {func(s *individual.AssessmentSpec) { s.Hopes[1].Scope = 0 }, "/hopes/1/scope"},
		"hope for no issue":    {func(s *individual.AssessmentSpec) { s.Hopes[0].Issues[0] = "other" }, "/hopes/0/issues/0"},
		"barrier in prose":     {func(s *individual.AssessmentSpec) { s.Barriers[0].Kind = "No bus" }, "/barriers/0/kind"},
	} {
		s := assessed()
		tt.edit(&s)
		_, err := individual.NewAssessment(s)
		faults := therapy.FieldErrors(err)
		require.Len(t, faults, 1, name)
		require.Equal(t, tt.want, faults[0].Path, name)
	}
}

func FuzzLoad(f *testing.F) {
	key := confidentialtest.Ring(f)
	a, err := newAssessment(f, assessed()).Store(key)
	require.NoError(f, err)
	c, err := course(f).Store(key)
	require.NoError(f, err)
	f.Add(a)
	f.Add(c)
	f.Fuzz(func(t *testing.T, data []byte) {
		if a, err := individual.LoadAssessment(data, key); err == nil {
			_, err := a.Store(key)
			require.NoError(t, err)
		}
		if c, err := individual.LoadCourse(data, key); err == nil {
			_, err := c.Store(key)
			require.NoError(t, err)
		}
	})
}
