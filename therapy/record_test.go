package therapy_test

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Everybody here is made up.
var (
	client1   = confidential.MustID("client-1")
	client2   = confidential.MustID("client-2")
	client3   = confidential.MustID("client-3")
	therapist = confidential.MustID("therapist-1")
	colleague = confidential.MustID("therapist-2")
	plan1     = confidential.MustID("plan-1")
	group1    = confidential.MustID("group-1")
)

// seal seals made-up prose about client-1 as the kind.
func seal(kind confidential.Kind, text string) confidential.Value[string] {
	return confidential.Seal(text, confidential.LabelFor(kind, client1))
}

func words(text string) confidential.Value[string] { return seal(confidential.TreatmentPlan, text) }

// moment is noon UTC on a day of 2026, counted from 1 January.
func moment(day int) time.Time {
	return time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, day-1)
}

func revise(day int, reason therapy.Reason) therapy.RevisionSpec {
	return therapy.RevisionSpec{Author: therapist, At: moment(day), Reason: reason}
}

// oneToOne is a planned session of individual therapy.
func oneToOne() therapy.SessionSpec {
	return therapy.SessionSpec{
		ID: confidential.MustID("session-1"), Author: therapist, Created: moment(1), Status: therapy.SessionPlanned,
		Modality: "individual", Delivery: therapy.InPerson, Plan: plan1, Strand: "individual", Number: 1,
		Start: moment(8), Minutes: 50, Leaders: []therapy.Therapist{{ID: therapist, Role: therapy.RoleLead}},
		Attendees: []therapy.Attendee{{Client: client1, Attendance: therapy.NotReported}},
	}
}

// groupMeeting is a finished session of three.
func groupMeeting() therapy.SessionSpec {
	s := oneToOne()
	s.ID, s.Modality, s.Plan, s.Group, s.Strand = confidential.MustID("session-2"), "group", confidential.ID{}, group1, ""
	s.Status, s.Minutes = therapy.SessionFinished, 90
	s.Leaders = []therapy.Therapist{{ID: therapist, Role: therapy.RoleLead}, {ID: colleague, Role: therapy.RoleCoLead}}
	s.Shared = therapy.Note{Text: seal(confidential.GroupContent, "The group practised saying no."), Status: therapy.NoteFinal, By: therapist}
	s.Attendees = []therapy.Attendee{
		{
			Client: client1, Attendance: therapy.Attended, Plan: plan1, Goals: []therapy.GoalID{"assertion"},
			Measures: []therapy.Observation{{At: moment(8), Measure: "phq-9", Value: 14, By: client1}},
			Progress: therapy.Note{Text: seal(confidential.ProgressNote, "Spoke up twice."), Status: therapy.NoteDraft, By: therapist},
			Process:  therapy.Note{Text: seal(confidential.ProcessNote, "Reminds me of an earlier session."), Status: therapy.NoteDraft, By: therapist},
			Risk: therapy.RiskNote{
				Concern: therapy.True, By: therapist, At: moment(8), Actions: []string{"crisis-plan-reviewed"},
				Text: seal(confidential.RiskAssessment, "Thoughts without intent; crisis plan gone through."),
			},
		},
		{Client: client2, Attendance: therapy.AttendedLate, Minutes: 70, Reason: "public-transport"},
		{Client: client3, Attendance: therapy.DidNotAttend},
	}
	return s
}

// fullPlan is a plan in force with every field filled in: combined therapy with
// two therapists.
func fullPlan() therapy.PlanSpec {
	schedule := therapy.MustSchedule(weekly("Europe/London", therapy.MustDate(2026, 1, 5), 18, 0, 12))
	levels := make([]confidential.Value[string], 5)
	for i := range levels {
		levels[i] = words("level")
	}
	return therapy.PlanSpec{
		ID: plan1, Author: therapist, Created: moment(1), Clients: []confidential.ID{client1}, Status: therapy.PlanActive,
		Reason: therapy.ReasonBegun, From: therapy.MustDate(2026, 1, 1), Until: therapy.MustDate(2026, 12, 31),
		Issues: []therapy.Issue{{
			ID: "low-mood", Concern: "depression", Statement: words("Down since the move."), Since: therapy.MustDate(2025, 9, 1), Severity: therapy.MustRating(7),
		}},
		Assessment: therapy.AssessmentRef{ID: confidential.MustID("assessment-1"), By: therapist, On: therapy.MustDate(2026, 1, 1)},
		Choice: therapy.Choice{
			Modalities: []therapy.Modality{"individual", "group"}, Basis: therapy.BasisOverride, PolicyID: "default", PolicyVersion: "2026.1",
			Digest: "sha256:00", Outcome: "recommended", By: therapist, At: moment(1), Reason: therapy.ReasonPreference,
		},
		Answers: []therapy.Answer{
			{Client: client1, Agreement: therapy.Agreed, On: therapy.MustDate(2026, 1, 1), Words: words("Yes, let us try.")},
			{Client: client1, Goal: "mood", Agreement: therapy.Agreed, On: therapy.MustDate(2026, 1, 1)},
			{Client: client1, Strand: "skills-group", Agreement: therapy.Agreed, On: therapy.MustDate(2026, 1, 1)},
		},
		Culture: words("Prefers sessions outside of fasting hours."), Values: words("Family comes first."),
		Barriers: []therapy.Barrier{{Kind: "transport", Note: words("No bus after nine."), Resolved: therapy.MustDate(2026, 2, 1)}},
		Goals: []therapy.Goal{
			{
				ID: "mood", Statement: words("Enjoy the evenings again."), ExpressedBy: therapy.VoiceClient, Priority: therapy.HighPriority,
				Scope: therapy.ScopeIndividual, For: client1, Status: therapy.GoalActive, Achievement: therapy.InProgress, Start: therapy.MustDate(2026, 1, 5),
				Issues: []therapy.IssueID{"low-mood"}, Importance: therapy.MustRating(9), Confidence: therapy.MustRating(4),
				Targets:  []therapy.Target{{Measure: "phq-9", Compare: therapy.Below, Value: 10, Due: therapy.MustDate(2026, 6, 1)}},
				Scale:    therapy.AttainmentScale{Levels: levels, Baseline: -2, Importance: 3, Difficulty: 2},
				Barriers: []therapy.Barrier{{Kind: "shift-work"}},
				Progress: []therapy.Observation{
					{At: moment(15), Measure: "phq-9", Value: 15, By: client1, Session: confidential.MustID("session-2"), Note: words("A bad week.")},
					{At: moment(8), Measure: "phq-9", Value: 16, By: client1},
				},
			},
			{
				ID: "assertion", Statement: words("Say no without a fight."), ExpressedBy: therapy.VoiceTogether, Scope: therapy.ScopeInterpersonal,
				Status: therapy.GoalActive, Supersedes: "old-one",
				Targets: []therapy.Target{{Measure: "iip-32", Scale: "non-assertive", Compare: therapy.AtMost, Value: 8}},
			},
			{
				ID: "old-one", Statement: words("Be braver."), ExpressedBy: therapy.VoiceTherapist, Scope: therapy.ScopeShared, Status: therapy.GoalCancelled,
				Reason: therapy.ReasonReplaced,
			},
		},
		Strands: []therapy.Strand{
			{
				ID: "individual", Modality: "individual", Programme: "cbt-depression", Delivery: therapy.InPerson,
				Therapists: []therapy.Therapist{{ID: therapist, Role: therapy.RoleLead}}, Techniques: []therapy.Technique{"cbt", "behavioural-activation"},
				Schedule: schedule, Goals: []therapy.GoalID{"mood"}, From: therapy.MustDate(2026, 1, 5), Rationale: words("Depth."),
				Sharing: []therapy.Sharing{{
					With: "skills-group", Kinds: []confidential.Kind{confidential.Attendance, confidential.RiskAssessment},
					AgreedBy: []confidential.ID{client1}, On: therapy.MustDate(2026, 1, 1),
				}},
			},
			{
				ID: "skills-group", Modality: "group", Group: group1, Delivery: therapy.Hybrid, Therapists: []therapy.Therapist{{ID: colleague, Role: therapy.RoleLead}},
				Schedule: schedule, Goals: []therapy.GoalID{"assertion"},
				Sharing: []therapy.Sharing{{With: "individual", Kinds: []confidential.Kind{confidential.Attendance}, AgreedBy: []confidential.ID{client1}, On: therapy.MustDate(2026, 1, 1)}},
			},
			{
				ID: "tried", Modality: "self-help", Delivery: therapy.Remote, From: therapy.MustDate(2025, 11, 1), Ended: therapy.MustDate(2025, 12, 1),
				EndReason: therapy.ReasonNoProgress,
			},
		},
		ReviewEvery: 42, NextReview: therapy.MustDate(2026, 2, 12),
		Reviews:    []therapy.PlanReview{{On: therapy.MustDate(2026, 1, 20), By: []confidential.ID{therapist, client1}, Outcome: therapy.ReasonProgress, Note: words("Goes on.")}},
		CrisisPlan: confidential.MustID("crisis-1"), Confidentiality: confidential.VeryRestricted, RaiseConfidentiality: true,
	}
}

func fullEpisode() therapy.EpisodeSpec {
	return therapy.EpisodeSpec{
		ID: confidential.MustID("episode-1"), Author: therapist, Created: moment(1), Client: client1,
		Referral: therapy.Referral{
			On: therapy.MustDate(2025, 12, 1), From: "general-practitioner", By: confidential.MustID("gp-1"), Concern: "depression",
			Letter: seal(confidential.PersonalHistory, "Dear colleague"),
		},
		Assessments: []therapy.AssessmentRef{{ID: confidential.MustID("assessment-1"), By: therapist, On: therapy.MustDate(2026, 1, 1)}},
		Plans:       []confidential.ID{plan1}, Sessions: []confidential.ID{confidential.MustID("session-1")},
		Measures: []therapy.Observation{
			{At: moment(8), Measure: "gad-7", Value: 11}, {At: moment(1), Measure: "phq-9", Value: 16}, {At: moment(8), Measure: "phq-9", Value: 14},
		},
		Steps: []therapy.Step{{
			At: moment(60), By: therapist, Kind: therapy.StepUp, From: []therapy.Modality{"self-help"}, To: []therapy.Modality{"individual", "group"},
			Reason: therapy.ReasonNoProgress, Rests: []string{"no-reliable-change"}, Plan: plan1, Note: words("More is needed."),
		}},
		Ending: therapy.Ending{On: therapy.MustDate(2026, 4, 1), Kind: therapy.EndingPlanned, Reason: therapy.ReasonRecovered, By: therapist, Note: words("A good ending.")},
	}
}
