package care_test

import (
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Everybody here is made up.
var (
	client1   = confidential.MustPersonID("client-1")
	client2   = confidential.MustPersonID("client-2")
	client3   = confidential.MustPersonID("client-3")
	therapist = confidential.MustPersonID("therapist-1")
	colleague = confidential.MustPersonID("therapist-2")
	plan1     = care.PlanID("plan-1")
	group1    = care.GroupID("group-1")
)

// seal seals made-up prose about client-1 as the kind.
func seal(kind confidential.Kind, text string) confidential.Value[string] {
	return confidential.Seal(text, confidential.LabelFor(kind, client1))
}

func sealedWords(text string) confidential.Value[string] {
	return seal(confidential.TreatmentPlan, text)
}

// moment returns noon UTC on a day of 2026, counted from 1 January.
func moment(day int) time.Time {
	return time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, day-1)
}

func revise(day int, reason care.Reason) care.RevisionSpec {
	return care.RevisionSpec{Author: therapist, At: moment(day), Reason: reason}
}

// correct returns a revision that corrects a mistake in the record.
func correct(day int) care.RevisionSpec {
	rev := revise(day, care.ReasonTypingError)
	rev.Corrects = true
	return rev
}

// oneToOne is a planned session of individual therapy.
func oneToOne() care.SessionSpec {
	return care.SessionSpec{
		ID: care.SessionID("session-1"), Author: therapist, Created: moment(1), Status: care.SessionPlanned,
		Modality: "individual", Delivery: care.InPerson, Plan: plan1, Strand: "individual", Number: 1,
		Start: moment(8), Minutes: 50, Leaders: []care.Therapist{{ID: therapist, Role: care.RoleLead}},
		Attendees: []care.Attendee{{Client: client1, Attendance: care.NotReported}},
	}
}

// groupMeeting is a finished session of three.
func groupMeeting() care.SessionSpec {
	s := oneToOne()
	s.ID, s.Modality, s.Plan, s.Group, s.Strand = care.SessionID("session-2"), "group", "", group1, ""
	s.Status, s.Minutes, s.Created = care.SessionFinished, 90, moment(9)
	s.Leaders = []care.Therapist{{ID: therapist, Role: care.RoleLead}, {ID: colleague, Role: care.RoleCoLead}}
	s.Shared = care.Note{Text: seal(confidential.GroupContent, "The group practised saying no."), Status: care.NoteFinal, By: therapist}
	s.Attendees = []care.Attendee{
		{
			Client: client1, Attendance: care.Attended, Plan: plan1, Goals: []care.GoalID{"assertion"},
			Measures: []care.Observation{{At: moment(8), Measure: "phq-9", Value: 14, By: client1}},
			Progress: care.Note{Text: seal(confidential.ProgressNote, "Spoke up twice."), Status: care.NoteDraft, By: therapist},
			Process:  care.Note{Text: seal(confidential.ProcessNote, "Reminds me of an earlier session."), Status: care.NoteDraft, By: therapist},
			Risk: care.RiskNote{
				Concern: therapy.True, By: therapist, At: moment(8), Actions: []string{"crisis-plan-reviewed"},
				Text: seal(confidential.RiskAssessment, "Thoughts without intent; crisis plan gone through."),
			},
		},
		{Client: client2, Attendance: care.AttendedLate, Minutes: 70, Reason: "public-transport"},
		{Client: client3, Attendance: care.DidNotAttend},
	}
	return s
}

// fullPlan is a plan in force with every field filled in: combined therapy with
// two therapists.
func fullPlan() care.PlanSpec {
	schedule := care.MustSchedule(weekly("Europe/London", therapy.MustDate(2026, 1, 5), 18, 0, 12))
	levels := make([]confidential.Value[string], 5)
	for i := range levels {
		levels[i] = sealedWords("level")
	}
	return care.PlanSpec{
		ID: plan1, Author: therapist, Created: moment(40), Clients: []confidential.PersonID{client1}, Status: care.PlanActive,
		Reason: care.ReasonBegun, From: therapy.MustDate(2026, 1, 1), Until: therapy.MustDate(2026, 12, 31),
		Issues: []care.Issue{{
			ID: "low-mood", Concern: "depression", Statement: sealedWords("Down since the move."), Since: therapy.MustDate(2025, 9, 1), Severity: care.MustRating(7),
		}},
		Assessment: care.AssessmentRef{ID: care.AssessmentID("assessment-1"), By: therapist, On: therapy.MustDate(2026, 1, 1)},
		Choice: care.Choice{
			Modalities: []therapy.Modality{"individual", "group"}, Basis: care.BasisOverride, PolicyID: "default", PolicyVersion: "2026.1",
			Digest: "sha256:00", Outcome: "recommended", By: therapist, At: moment(1), Reason: care.ReasonPreference,
		},
		Responses: []care.Response{
			{Client: client1, Agreement: care.Agreed, On: therapy.MustDate(2026, 1, 1), Words: sealedWords("Yes, let us try.")},
			{Client: client1, Goal: "mood", Agreement: care.Agreed, On: therapy.MustDate(2026, 1, 1)},
			{Client: client1, Strand: "skills-group", Agreement: care.Agreed, On: therapy.MustDate(2026, 1, 1)},
		},
		Culture: sealedWords("Prefers sessions outside of fasting hours."), Values: sealedWords("Family comes first."),
		Barriers: []care.Barrier{{Kind: "transport", Note: sealedWords("No bus after nine."), Resolved: therapy.MustDate(2026, 2, 1)}},
		Goals: []care.Goal{
			{
				ID: "mood", Statement: sealedWords("Enjoy the evenings again."), ExpressedBy: care.VoiceClient, Priority: care.HighPriority,
				Scope: care.ScopeIndividual, For: client1, Status: care.GoalActive, Achievement: care.InProgress, Start: therapy.MustDate(2026, 1, 5),
				Issues: []care.IssueID{"low-mood"}, Importance: care.MustRating(9), Confidence: care.MustRating(4),
				Targets:  []care.Target{{Measure: "phq-9", Compare: care.Below, Value: 10, Due: therapy.MustDate(2026, 6, 1)}},
				Scale:    care.AttainmentScale{Levels: levels, Baseline: -2, Importance: 3, Difficulty: 2},
				Barriers: []care.Barrier{{Kind: "shift-work"}},
				Progress: []care.Observation{
					{At: moment(15), Measure: "phq-9", Value: 15, By: client1, Session: care.SessionID("session-2"), Note: sealedWords("A bad week.")},
					{At: moment(8), Measure: "phq-9", Value: 16, By: client1},
				},
			},
			{
				ID: "assertion", Statement: sealedWords("Say no without a fight."), ExpressedBy: care.VoiceTogether, Scope: care.ScopeInterpersonal,
				Status: care.GoalActive, Supersedes: "old-one",
				Targets: []care.Target{{Measure: "iip-32", Scale: "non-assertive", Compare: care.AtMost, Value: 8}},
			},
			{
				ID: "old-one", Statement: sealedWords("Be braver."), ExpressedBy: care.VoiceTherapist, Scope: care.ScopeShared, Status: care.GoalCancelled,
				Reason: care.ReasonReplaced,
			},
		},
		Strands: []care.Strand{
			{
				ID: "individual", Modality: "individual", Programme: "cbt-depression", Delivery: care.InPerson,
				Therapists: []care.Therapist{{ID: therapist, Role: care.RoleLead}}, Techniques: []care.Technique{"cbt", "behavioural-activation"},
				Schedule: schedule, Goals: []care.GoalID{"mood"}, From: therapy.MustDate(2026, 1, 5), Rationale: sealedWords("Depth."),
				Sharing: []care.Sharing{{
					With: "skills-group", Kinds: []confidential.Kind{confidential.Attendance, confidential.RiskAssessment},
					AgreedBy: []confidential.PersonID{client1}, On: therapy.MustDate(2026, 1, 1),
				}},
			},
			{
				ID: "skills-group", Modality: "group", Group: group1, Delivery: care.Hybrid, Therapists: []care.Therapist{{ID: colleague, Role: care.RoleLead}},
				Schedule: schedule, Goals: []care.GoalID{"assertion"},
				Sharing: []care.Sharing{{With: "individual", Kinds: []confidential.Kind{confidential.Attendance}, AgreedBy: []confidential.PersonID{client1}, On: therapy.MustDate(2026, 1, 1)}},
			},
			{
				ID: "tried", Modality: "self-help", Delivery: care.Remote, From: therapy.MustDate(2025, 11, 1), Ended: therapy.MustDate(2025, 12, 1),
				EndReason: care.ReasonNoProgress,
			},
		},
		ReviewEvery: 42, NextReview: therapy.MustDate(2026, 2, 12),
		Reviews:    []care.PlanReview{{On: therapy.MustDate(2026, 1, 20), By: []confidential.PersonID{therapist, client1}, Outcome: care.ReasonProgress, Note: sealedWords("Goes on.")}},
		CrisisPlan: care.DocumentID("crisis-1"), Confidentiality: care.RaiseTo(confidential.VeryRestricted),
	}
}

func fullEpisode() care.EpisodeSpec {
	return care.EpisodeSpec{
		ID: care.EpisodeID("episode-1"), Author: therapist, Created: moment(100), Client: client1,
		Referral: care.Referral{
			On: therapy.MustDate(2025, 12, 1), From: "general-practitioner", By: confidential.MustPersonID("gp-1"), Concern: "depression",
			Letter: seal(confidential.PersonalHistory, "Dear colleague"),
		},
		Assessments: []care.AssessmentRef{{ID: care.AssessmentID("assessment-1"), By: therapist, On: therapy.MustDate(2026, 1, 1)}},
		Plans:       []care.PlanID{plan1}, Sessions: []care.SessionID{care.SessionID("session-1")},
		Measures: []care.Observation{
			{At: moment(8), Measure: "gad-7", Value: 11}, {At: moment(1), Measure: "phq-9", Value: 16}, {At: moment(8), Measure: "phq-9", Value: 14},
		},
		Steps: []care.Step{{
			At: moment(60), By: therapist, Kind: care.StepUp, From: []therapy.Modality{"self-help"}, To: []therapy.Modality{"individual", "group"},
			Reason: care.ReasonNoProgress, Rests: []string{"no-reliable-change"}, Plan: plan1, Note: sealedWords("More is needed."),
		}},
		Ending: care.Ending{On: therapy.MustDate(2026, 4, 1), Kind: care.EndingPlanned, Reason: care.ReasonRecovered, By: therapist, Note: sealedWords("A good ending.")},
	}
}
