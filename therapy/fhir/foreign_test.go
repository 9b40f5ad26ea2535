package fhir_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

func rules(findings []fhir.Finding) map[string]int {
	out := map[string]int{}
	for _, f := range findings {
		out[f.Rule]++
	}
	return out
}

// TestGoalStatusPairs reads all ninety pairs of R4's lifecycle and achievement codes: the record
// accepts forty-six of them, and each of the others is a finding.
func TestGoalStatusPairs(t *testing.T) {
	refused := 0
	for status := care.GoalProposed; status.Valid(); status++ {
		for achievement := range care.Achievement(10) {
			stated := ""
			if achievement != 0 {
				stated = `"achievementStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/goal-achievement","code":"` + achievement.String() + `"}]},`
			}
			reading := read(t, parse(t, `{"resourceType":"CarePlan","id":"p-1","status":"draft","intent":"plan","subject":{"reference":"Patient/client-1"},
				"goal":[{"reference":"#sleep"}],"contained":[{"resourceType":"Goal","id":"sleep","lifecycleStatus":"`+status.String()+`",`+stated+`
				"description":{"text":"made up"},"subject":{"reference":"Patient/client-1"}}]}`))
			goal := reading.Plans[0].Spec.Goals[0]
			require.Equal(t, status, goal.Status)
			require.Equal(t, achievement, goal.Achievement, "the code is kept")
			found := rules(reading.Findings)
			refused += found["goal-status-pair"]
			require.Equal(t, status.Allows(achievement), found["goal-status-pair"] == 0, "%s %s", status, achievement)
			require.Equal(t, 1, found["goal-expressed-by"])
			require.Equal(t, 1, found["goal-scope"])
			require.Equal(t, confidential.VeryRestricted, goal.Statement.Label().Level, "unclassified content has the strictest level")
		}
	}
	require.Equal(t, 44, refused)
}

func TestIncompletePlans(t *testing.T) {
	const head = `{"resourceType":"CarePlan","id":"p-1","status":"active","intent":"plan","subject":{"reference":"Patient/client-1"}`
	tests := []struct{ text, rule string }{
		{head + `}`, "plan-assessment"},
		{head + `}`, "plan-start"},
		{head + `,"period":{"start":"2026-05"}}`, "date-partial"},
		{head + `,"period":{"start":"2026"}}`, "date-partial"},
		{head + `,"period":{"start":"soon"}}`, "date-form"},
		{head + `,"created":"2026-05-01"}`, "instant-form"},
		{head + `,"activity":[{"reference":{"reference":"Task/a"}}]}`, "activity-by-reference"},
		{head + `,"activity":[{"detail":{"status":"unknown","description":"walk"}}]}`, "activity-modality"},
		{head + `,"goal":[{"reference":"Goal/a"}]}`, "goal-not-there"},
		{head + `,"addresses":[{"reference":"Condition/a"}]}`, "issue-not-there"},
		{head + `,"note":[{"text":"made up"}]}`, "not-read"},
		{head + `,"text":{"status":"additional","div":"<div>made up</div>"}}`, "not-read"},
		{head + `,"extension":[{"url":"http://x.example","valueString":"made up"}]}`, "not-read"},
		{`{"resourceType":"CarePlan","id":"p-1","status":"active","intent":"order","subject":{"reference":"Group/a"}}`, "plan-about-a-group"},
		{`{"resourceType":"CarePlan","id":"p-1","status":"active","intent":"order","subject":{"reference":"Patient/client-1"}}`, "plan-intent"},
		{`{"resourceType":"CarePlan","id":"p-1","status":"active","intent":"plan","subject":{"reference":"Patient/Smith"}}`, "plan-subject"},
		{`{"resourceType":"CarePlan","id":"p-1","status":"active","intent":"plan","subject":{"display":"Jane Doe"}}`, "plan-subject"},
	}
	for _, tt := range tests {
		reading := read(t, parse(t, tt.text))
		require.Len(t, reading.Plans, 1, tt.text)
		require.NotZero(t, rules(reading.Findings)[tt.rule], "%s: %v", tt.text, reading.Findings)
		require.Error(t, reading.Plans[0].Missing)
		require.NotContains(t, fmt.Sprint(reading.Findings), "Jane")
	}
}

func TestTargetsWithoutADirection(t *testing.T) {
	const plan = `{"resourceType":"CarePlan","id":"p-1","status":"draft","intent":"plan","subject":{"reference":"Patient/client-1"},"goal":[{"reference":"#a"}],
		"contained":[{"resourceType":"Goal","id":"a","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/client-1"},"target":[
		{"measure":{"coding":[{"system":"http://loinc.org","code":"44261-6"}]},"detailQuantity":{"value":10%s}%s}]}]}`
	reading := read(t, parse(t, fmt.Sprintf(plan, "", "")))
	require.Empty(t, reading.Plans[0].Spec.Goals[0].Targets, "a target of exactly a value has no direction")
	require.NotZero(t, rules(reading.Findings)["target-comparator"])
	reading = read(t, parse(t, fmt.Sprintf(plan, `,"comparator":"<="`, `,"dueDate":"2026-12-01"`)))
	require.Equal(t, []care.Target{{Measure: "phq-9", Compare: care.AtMost, Value: 10, Due: therapy.MustDate(2026, 12, 1)}}, reading.Plans[0].Spec.Goals[0].Targets)
}

func TestTimingsThatAreNoSchedule(t *testing.T) {
	const plan = `{"resourceType":"CarePlan","id":"p-1","status":"draft","intent":"plan","subject":{"reference":"Patient/client-1"},"activity":[{"id":"a","detail":{"status":"unknown",
		"code":{"coding":[{"system":"` + fhir.Base + `CodeSystem/modality","code":"individual"}]},"scheduledTiming":{"repeat":{%s}}}}]}`
	const good = `"boundsPeriod":{"start":"2026-05-04"},"duration":50,"durationUnit":"min","frequency":1,"period":1,"periodUnit":"wk","dayOfWeek":["mon"],"timeOfDay":["18:00:00"]`
	zone := `"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/timezone","valueCode":"Europe/London"}],`
	reading := read(t, parse(t, fmt.Sprintf(plan, zone+good)))
	require.False(t, reading.Plans[0].Spec.Strands[0].Schedule.IsZero())
	for _, text := range []string{
		good, // without a zone, six o'clock is not an instant
		zone + good + `,"when":["MORN"]`, zone + good + `,"frequencyMax":2`, zone + good + `,"offset":5`,
		zone + `"boundsPeriod":{"start":"2026-05"},"duration":50,"durationUnit":"min","frequency":1,"period":1,"periodUnit":"wk","timeOfDay":["18:00:00"]`,
		zone + `"boundsPeriod":{"start":"2026-05-04"},"duration":50,"durationUnit":"min","frequency":2,"period":1,"periodUnit":"wk","timeOfDay":["18:00:00"]`,
		zone + `"boundsPeriod":{"start":"2026-05-04"},"duration":50,"durationUnit":"min","frequency":1,"period":1,"periodUnit":"wk","timeOfDay":["18:00:00","19:00:00"]`,
		zone + `"boundsPeriod":{"start":"2026-05-04"},"duration":50,"durationUnit":"min","frequency":1,"period":1,"periodUnit":"wk"`,
	} {
		reading := read(t, parse(t, fmt.Sprintf(plan, text)))
		require.True(t, reading.Plans[0].Spec.Strands[0].Schedule.IsZero(), text)
		require.NotZero(t, rules(reading.Findings)["schedule-form"], text)
	}
}

// TestEditedElementsCount edits single elements of a document that this library wrote: the edited
// element is used, and a finding says that it differs from the extension.
func TestEditedElementsCount(t *testing.T) {
	plan, err := care.NewPlan(fullSpec())
	require.NoError(t, err)
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment, fhir.PartGroup)
	require.NoError(t, x.Plan(t.Context(), plan))
	require.NoError(t, x.Session(t.Context(), session(t, 1, care.Attendee{Client: client, Attendance: care.DidNotAttend}, func(s *care.SessionSpec) {
		s.Status, s.Reason = care.SessionCancelled, "client-no-show"
	})))
	n := x.Bundle("b")
	for entry := range n.Get("entry").Parts() {
		e := fhir.ResourceOf(entry.Get("resource"))
		switch e.Type() {
		case "CarePlan":
			for activity := range e.All("CarePlan.activity") {
				if r := activity.Get("CarePlan.activity.detail").Get("CarePlan.activity.detail.scheduledTiming").Get("Timing.repeat"); r.Exists() {
					r.Set("Timing.repeat.timeOfDay", fhir.NewString("19:30:00"))
				}
			}
		case "Appointment":
			e.SetText("Appointment.status", "fulfilled")
			e.SetText("Appointment.start", "2026-05-12T17:00:00+01:00").SetText("Appointment.end", "2026-05-12T18:00:00+01:00")
		}
	}
	reading := read(t, n)
	found := rules(reading.Findings)
	require.Equal(t, 1, found["schedule-changed"])
	require.Equal(t, 1, found["attendance-changed"])
	require.Equal(t, 1, found["session-moved"])
	require.Equal(t, care.MustClockTime(19, 30), reading.Plans[0].Spec.Strands[0].Schedule.Spec().At)
	require.Equal(t, care.Attended, reading.Sessions[0].Spec.Attendees[0].Attendance)
	require.True(t, at(5, 12, 16).Equal(reading.Sessions[0].Spec.Start))
	require.Equal(t, 60, reading.Sessions[0].Spec.Minutes)
}

// TestMutatedFiles changes real files at random, with a fixed seed: writing and reading them again
// gives the same, and neither the check nor the reader panics.
func TestMutatedFiles(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, data := range realFiles(t) {
		for range 20 {
			n, err := fhir.Parse(data)
			require.NoError(t, err)
			for range 1 + random.IntN(4) {
				mutate(random, n)
			}
			fhir.ResourceOf(n).Prune()
			placed(t, n)
			again, err := fhir.Parse(n.AppendJSON(nil))
			if err != nil { // for example a list of nulls: refused, not lost
				continue
			}
			require.True(t, n.Equal(again), name)
			_ = fhir.Check(again)
			_ = read(t, again)
			fhir.Narrate(fhir.ResourceOf(again))
			_, err = fhir.Parse(again.AppendJSON(nil))
			require.NoError(t, err, name)
		}
	}
}

// placed requires that every node in n knows its place, also after edits.
func placed(t *testing.T, n *fhir.Node) {
	t.Helper()
	i, above := 0, n.Place()+"/"
	for part := range n.Parts() {
		place, number := part.Place(), strconv.Itoa(i)
		rest, ok := strings.CutPrefix(place, above)
		require.True(t, ok && (rest == number && n.Kind() == fhir.Array || rest == "#"+number || rest == part.Name()), place)
		placed(t, part)
		i++
	}
}

// mutate changes one node somewhere in n.
func mutate(random *rand.Rand, n *fhir.Node) {
	target := n
	for target.Len() > 0 && (target == n || random.IntN(4) > 0) {
		i := random.IntN(target.Len())
		for part := range target.Parts() {
			if i == 0 {
				target = part
				break
			}
			i--
		}
	}
	if target == n {
		return
	}
	switch random.IntN(7) {
	case 0:
		target.Remove()
	case 1:
		target.Replace(fhir.NewString("made <up> & \u2028"))
	case 2:
		target.Replace(fhir.NewNumber("7.00"))
	case 3:
		target.Replace(fhir.NewArray(target, target))
	case 4:
		o := fhir.NewObject()
		o.Set("extension", fhir.NewArray(target))
		target.Replace(o)
	case 5:
		target.Parent().Append(target)
	case 6:
		target.Parent().Set("status", fhir.NewString("entered-in-error"))
	}
}

func TestChangedSharingPermitsNothing(t *testing.T) {
	plan, err := care.NewPlan(fullSpec())
	require.NoError(t, err)
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment, fhir.PartGroup)
	require.NoError(t, x.Plan(t.Context(), plan))
	source := x.Bundle("b")
	require.Len(t, read(t, source).Plans[0].Spec.Strands[0].Sharing, 1)
	var consent int
	for i := range source.Get("entry").Len() {
		if source.Get("entry").Index(i).Get("resource").Get("resourceType").Text() == "Consent" {
			consent = i
		}
	}
	for name, change := range map[string]func(fhir.Element){
		"inactive":    func(e fhir.Element) { e.SetText("Consent.status", "inactive") },
		"a kind less": func(e fhir.Element) { permit(e).Get("Consent.provision.class").Remove() },
		"denied":      func(e fhir.Element) { permit(e).SetText("Consent.provision.type", "deny"); permit(e).Remove() },
		"narrowed":    func(e fhir.Element) { permit(e).Add("Consent.provision.dataPeriod").SetText("Period.start", "2026") },
		"with exceptions": func(e fhir.Element) {
			permit(e).Add("Consent.provision.provision").SetText("Consent.provision.type", "deny")
		},
		"opted out":    func(e fhir.Element) { e.Get("Consent.policyRule").Remove() },
		"ended":        func(e fhir.Element) { permit(e).Get("Consent.provision.period").SetText("Period.end", "2026-06") },
		"begins later": func(e fhir.Element) { permit(e).Get("Consent.provision.period").SetText("Period.start", "2027-01-01") },
		"for research": func(e fhir.Element) {
			e.Get("Consent.scope").Get("CodeableConcept.coding").SetText("Coding.code", "research")
		},
		"not their own": func(e fhir.Element) {
			e.Get("Consent.performer").SetText("Reference.reference", "Practitioner/therapist-5")
		},
	} {
		n := source.Clone()
		change(fhir.ResourceOf(n.Get("entry").Index(consent).Get("resource")))
		reading := read(t, n)
		require.Empty(t, reading.Plans[0].Spec.Strands[0].Sharing, name)
		require.Equal(t, 1, rules(reading.Findings)["sharing-changed"], name)
		require.Empty(t, reading.Consents, name)
	}
}

func permit(e fhir.Element) fhir.Element {
	return e.Get("Consent.provision").Get("Consent.provision.provision")
}

// TestNarrowedConsentsPermitLess changes a consent that this library wrote, as another system could:
// the changed consent is read, or no consent.
func TestNarrowedConsentsPermitLess(t *testing.T) {
	text, err := os.ReadFile("testdata/golden/everything.fhir.json")
	require.NoError(t, err)
	bundle, err := fhir.Parse(text)
	require.NoError(t, err)
	var source *fhir.Node
	for i := range bundle.Get("entry").Len() {
		if n := bundle.Get("entry").Index(i).Get("resource"); n.Get("id").Text() == "consent-0" {
			source = n.Clone()
		}
	}
	require.Len(t, read(t, source).Consents, 1, "as it was written")
	period := func(e fhir.Element) fhir.Element { return permit(e).Get("Consent.provision.period") }
	for name, change := range map[string]func(fhir.Element){
		"a month in place of the end":       func(e fhir.Element) { period(e).SetText("Period.end", "2026-06") },
		"a day in place of the end":         func(e fhir.Element) { period(e).SetText("Period.end", "2026-06-01") },
		"no date in place of the end":       func(e fhir.Element) { period(e).SetText("Period.end", "soon") },
		"a month in place of the beginning": func(e fhir.Element) { period(e).SetText("Period.start", "2026-11") },
		"an end that is withheld": func(e fhir.Element) {
			period(e).Node().Set("end", nil)
			period(e).Node().Set("_end", parsed(t, `{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}`))
		},
		"a period in a wrong form": func(e fhir.Element) {
			n := period(e).Node()
			n.Replace(fhir.NewArray(n.Clone()))
		},
		"another scope": func(e fhir.Element) {
			e.Get("Consent.scope").Get("CodeableConcept.coding").SetText("Coding.code", "research")
		},
		"no scope": func(e fhir.Element) { e.Node().Set("scope", nil) },
		"somebody else's": func(e fhir.Element) {
			e.Get("Consent.performer").SetText("Reference.reference", "Practitioner/therapist-5")
		},
		"not verified": func(e fhir.Element) { e.Node().Set("verification", parsed(t, `[{"verified":false}]`)) },
		"about a custodian": func(e fhir.Element) {
			permit(e).Get("Consent.provision.actor").Get("Consent.provision.actor.role").Get("CodeableConcept.coding").SetText("Coding.code", "CST")
		},
		"no type": func(e fhir.Element) { permit(e).Node().Set("type", nil) },
	} {
		n := source.Clone()
		change(fhir.ResourceOf(n))
		require.Empty(t, read(t, n).Consents, name)
	}
}

func parsed(t *testing.T, text string) *fhir.Node {
	t.Helper()
	n := new(fhir.Node)
	require.NoError(t, n.UnmarshalJSON([]byte(text)))
	return n
}
