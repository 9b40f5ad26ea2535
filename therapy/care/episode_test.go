package care_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func newEpisode(tb testing.TB, spec care.EpisodeSpec) care.Episode {
	tb.Helper()
	e, err := care.NewEpisode(spec)
	require.NoError(tb, err)
	return e
}

func TestNewEpisodeRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*care.EpisodeSpec)
		want string
	}{
		{
			"nothing at all", func(s *care.EpisodeSpec) { *s = care.EpisodeSpec{} },
			"/id id-missing, /author id-missing, /created time-missing, /client id-missing, /referral/on referral-day, /referral/from referral-from",
		},
		{"concern of prose", func(s *care.EpisodeSpec) { s.Referral.Concern = "Ann is sad" }, "/referral/concern issue-concern"},
		{
			"assessment of nothing", func(s *care.EpisodeSpec) { s.Assessments[0] = care.AssessmentRef{} },
			"/assessments/0/id id-missing, /assessments/0/by id-missing, /assessments/0/on assessment-day",
		},
		{"plan and session twice", func(s *care.EpisodeSpec) {
			s.Plans, s.Sessions = append(s.Plans, s.Plans[0]), append(s.Sessions, s.Sessions[0])
		}, "/plans/1 id-duplicate, /sessions/1 id-duplicate"},
		{"measured twice", func(s *care.EpisodeSpec) { s.Measures = append(s.Measures, s.Measures[0]) }, "/measures/3 observation-duplicate"},
		{
			"step of nothing", func(s *care.EpisodeSpec) { s.Steps[0] = care.Step{} },
			"/steps/0/at time-missing, /steps/0/by id-missing, /steps/0/kind step-kind, /steps/0/from step-modalities, /steps/0/to step-modalities, /steps/0/reason reason-name",
		},
		{"step to nowhere", func(s *care.EpisodeSpec) {
			s.Steps[0].Kind, s.Steps[0].From = care.StepAcross, []therapy.Modality{"group", "individual"}
		}, "/steps/0/to step-nowhere"},
		{"steps out of order", func(s *care.EpisodeSpec) {
			next := s.Steps[0].Clone()
			next.At, next.Plan = moment(2), "plan-2"
			s.Steps = append(s.Steps, next)
		}, "/steps/1/plan step-plan, /steps/1/at step-order"},
		{"ended before the referral", func(s *care.EpisodeSpec) { s.Ending.On = therapy.MustDate(2025, 1, 1) }, "/steps/0/at step-after-ending, /ending/on until-before-from"},
		{
			"half an ending", func(s *care.EpisodeSpec) { s.Ending = care.Ending{Reason: "No"} },
			"/ending/on ending-day, /ending/kind ending-kind, /ending/reason reason-name, /ending/by id-missing",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			spec := fullEpisode()
			tt.edit(&spec)
			e, err := care.NewEpisode(spec)
			require.Equal(t, tt.want, rules(err))
			require.True(t, e.IsZero())
		})
	}
}

func TestEpisode(t *testing.T) {
	t.Parallel()
	e := newEpisode(t, fullEpisode())
	require.Equal(t, "episode-1", string(e.ID()))
	require.Equal(t, client1, e.Client())
	require.Equal(t, "general-practitioner", e.Referral().From)
	require.Len(t, slices.Collect(e.Assessments()), 1)
	require.Equal(t, []care.PlanID{plan1}, slices.Collect(e.Plans()))
	require.Len(t, slices.Collect(e.Sessions()), 1)
	require.Len(t, slices.Collect(e.Measures()), 3)
	var values []float64
	for o := range e.Course("phq-9", "") {
		values = append(values, o.Value)
	}
	require.Equal(t, []float64{16, 14}, values, "one measure, in the order of time")
	for range e.Course("phq-9", "") {
		break
	}
	for s := range e.Steps() {
		require.Equal(t, []therapy.Modality{"group", "individual"}, s.To)
		break
	}
	ending, ok := e.Ending()
	require.True(t, ok)
	require.Equal(t, care.EndingPlanned, ending.Kind)
	require.Equal(t, 121, e.Days(therapy.MustDate(2030, 1, 1)), "up to the ending")
	require.Equal(t, "episode with a planned ending, plans: 1, sessions: 1", e.Summary())
	require.Equal(t, confidential.Restricted, e.Label().Level)
	require.Equal(t, confidential.TreatmentPlan, e.Label().Kind)

	open := fullEpisode()
	open.Ending = care.Ending{}
	o := newEpisode(t, open)
	require.Equal(t, 31, o.Days(therapy.MustDate(2026, 1, 1)))
	require.Zero(t, o.Days(therapy.MustDate(2025, 1, 1)))
	require.Equal(t, "open episode, plans: 1, sessions: 1", o.Summary())
	_, ok = o.Ending()
	require.False(t, ok)
	require.False(t, o.Equal(e))
	require.Equal(t, "no episode", care.Episode{}.Summary())
	require.True(t, care.Episode{}.Equal(care.Episode{}))

	next, err := o.Amend(revise(110, care.ReasonReview), func(s *care.EpisodeSpec) { s.Ending = fullEpisode().Ending })
	require.NoError(t, err)
	require.Equal(t, 2, next.Revision().Number)
	require.Len(t, slices.Collect(next.Revisions()), 2)
	then, ok := next.At(moment(109))
	require.True(t, ok)
	require.True(t, then.Equal(o))
	then, ok = next.AsOf(1)
	require.True(t, ok)
	require.True(t, then.Equal(o))
	require.Equal(t, []care.Change{
		{Path: "/ending/on", Words: "ending: on set to 2026-04-01"},
		{Path: "/ending/kind", Words: "ending: kind set to planned"},
		{Path: "/ending/reason", Words: "ending: reason set to recovered"},
		{Path: "/ending/by", Words: "ending: by set to therapist-1"},
		{Path: "/ending/note", Words: "ending: note written"},
	}, care.DiffEpisodes(o, next))
}

func TestEpisodeAmendRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		edit func(*care.EpisodeSpec)
		want string
	}{
		{"another client", func(s *care.EpisodeSpec) { s.Client = client2 }, "/client amend-fixed"},
		{"assessment", func(s *care.EpisodeSpec) { s.Assessments = nil }, "/assessments amend-removed"},
		{"plan", func(s *care.EpisodeSpec) { s.Plans, s.Steps[0].Plan = nil, "" }, "/plans amend-removed, /steps amend-removed"},
		{"session", func(s *care.EpisodeSpec) { s.Sessions = nil }, "/sessions amend-removed"},
		{"measure", func(s *care.EpisodeSpec) { s.Measures = s.Measures[1:] }, "/measures amend-removed"},
		{"step", func(s *care.EpisodeSpec) { s.Steps = nil }, "/steps amend-removed"},
		{"ending", func(s *care.EpisodeSpec) { s.Ending = care.Ending{} }, "/ending amend-fact"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := newEpisode(t, fullEpisode()).Amend(revise(110, "x"), tt.edit)
			require.Equal(t, tt.want, rules(err))
		})
	}
}
