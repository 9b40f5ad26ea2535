package care_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// seenBy lists the paths of a record that a recipient sees, without the numbers of elements.
func seenBy(t *testing.T, record any, req confidential.Request) []string {
	t.Helper()
	gate := confidential.NewGate(confidential.DefaultTable(), confidential.AuditorFunc(func(context.Context, []confidential.Record) error { return nil }))
	req.Recipient, req.At = confidential.MustPersonID("recipient-9"), moment(100)
	seen, err := confidential.View(t.Context(), gate, record, req)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(seen.JSON, &doc))
	var paths []string
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			if len(v) == 1 && v["withheld"] == true {
				return
			}
			for name, member := range v {
				walk(path+"/"+name, member)
			}
		case []any:
			for _, element := range v {
				walk(path, element)
			}
		default:
			paths = append(paths, path)
		}
	}
	walk("", doc)
	slices.Sort(paths)
	return slices.Compact(paths)
}

// TestMinimumDependsOnRecipient shows the records to every recipient of the minimum necessary. A
// payer sees dates, codes and dose, and no texts.
func TestMinimumDependsOnRecipient(t *testing.T) {
	t.Parallel()
	spec := fullPlan()
	spec.Confidentiality = care.Raised{}
	plan, session, episode := newPlan(t, spec), newSession(t, groupMeeting()), newEpisode(t, fullEpisode())
	payer := confidential.Request{Audience: confidential.Payer, Purpose: confidential.Payment, Subject: client1}
	desk := confidential.Request{Audience: confidential.FrontDesk, Purpose: confidential.Administration}
	team := confidential.Request{Audience: confidential.CareTeam, Purpose: confidential.Coordination, Subject: client1}

	billed := []string{
		"/assessment/by", "/assessment/on", "/author", "/choice/at", "/choice/by", "/choice/modalities", "/clients", "/created", "/from",
		"/goals/for", "/goals/start", "/goals/targets/due", "/issues/concern", "/nextReview", "/responses/client", "/responses/on", "/reviews/by", "/reviews/on",
		"/status", "/strands/delivery", "/strands/ended", "/strands/from", "/strands/modality", "/strands/programme", "/strands/schedule/at", "/strands/schedule/every",
		"/strands/schedule/from", "/strands/schedule/kind", "/strands/schedule/minutes", "/strands/schedule/per", "/strands/schedule/sessions/max", "/strands/schedule/sessions/min", "/strands/schedule/zone",
		"/strands/sharing/agreedBy", "/strands/sharing/on", "/strands/therapists/id", "/strands/therapists/role", "/until",
	}
	require.Empty(t, cmp.Diff(billed, seenBy(t, plan, payer)))
	require.Empty(t, cmp.Diff([]string{
		"/attendees/attendance", "/attendees/client", "/author", "/created", "/delivery", "/leaders/id", "/leaders/role", "/minutes", "/modality", "/number", "/start", "/status",
	}, seenBy(t, session, payer)))
	require.Empty(t, cmp.Diff([]string{
		"/assessments/by", "/assessments/on", "/author", "/client", "/created", "/ending/by", "/ending/on",
		"/referral/by", "/referral/concern", "/referral/on", "/steps/at", "/steps/by", "/steps/from", "/steps/to",
	}, seenBy(t, episode, payer)))

	require.Empty(t, cmp.Diff([]string{
		"/author", "/clients", "/strands/schedule/at", "/strands/schedule/every", "/strands/schedule/from", "/strands/schedule/kind", "/strands/schedule/minutes",
		"/strands/schedule/per", "/strands/schedule/sessions/max", "/strands/schedule/sessions/min", "/strands/schedule/zone", "/strands/therapists/id", "/strands/therapists/role",
	}, seenBy(t, plan, desk)))
	require.Empty(t, cmp.Diff([]string{
		"/attendees/client", "/attendees/minutes", "/author", "/created", "/leaders/id", "/leaders/role", "/minutes", "/start",
	}, seenBy(t, session, desk)), "names and times, of everybody who comes; not who was measured, noted about or late")
	require.Empty(t, seenBy(t, episode, desk), "an episode has neither names nor times for the front desk")

	more := seenBy(t, plan, team)
	for _, path := range []string{
		"/goals/status", "/goals/achievement", "/goals/targets/measure", "/goals/targets/value", "/goals/progress/measure", "/goals/progress/value", "/strands/techniques",
	} {
		require.Contains(t, more, path, "the team needs the plan and the progress")
	}
	for _, path := range []string{"/attendees/risk/concern", "/attendees/risk/actions", "/attendees/risk/at", "/attendees/measures/value"} {
		require.Contains(t, seenBy(t, session, team), path)
	}
	for name, req := range map[string]confidential.Request{
		"payer": payer, "desk": desk, "team": team,
		"guardian":   {Audience: confidential.Guardian, Purpose: confidential.Supporting, Subject: client1},
		"supervisor": {Audience: confidential.Supervisor, Purpose: confidential.Supervision, Subject: client1, Ref: "approval-1"},
		"court":      {Audience: confidential.Court, Purpose: confidential.LegalOrder, Subject: client1, Ref: "order-1"},
	} {
		for _, record := range []any{plan, session, episode} {
			for _, path := range seenBy(t, record, req) {
				for _, words := range []string{"statement", "rationale", "text", "note", "words", "culture", "values", "letter", "reason"} {
					require.False(t, strings.HasSuffix(path, "/"+words), "%s sees words: %s", name, path)
				}
			}
		}
	}
}

// TestRaisedPlanNeedsApprover checks that a level raised at the client's request applies to every
// field of the plan.
func TestRaisedPlanNeedsApprover(t *testing.T) {
	t.Parallel()
	payer := confidential.Request{Audience: confidential.Payer, Purpose: confidential.Payment, Subject: client1}
	plan := newPlan(t, fullPlan())
	require.Empty(t, seenBy(t, plan, payer))
	payer.Ref = "approval-1"
	require.NotEmpty(t, seenBy(t, plan, payer))
}
