// Disclosure tells the story of one record that several people ask for. Each gets a different
// answer: the same rules apply to fields, codes and prose, and withheld content looks the
// same whatever the cause. The explanation for the privacy officer says why. Then somebody
// opens the record in an emergency, which is reviewed; the client reads her own record; the
// clinic rotates the keys of its table, finds data whose retention period is over, and erases the
// client's texts at her request; at the end the whole audit trail is verified.
//
//	go run ./examples/disclosure
//
// All people and words are made up.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/examples/internal/tongue"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

var (
	anna      = confidential.MustPersonID("client-1")
	ben       = confidential.MustPersonID("client-2")
	mother    = confidential.MustPersonID("person-8")
	others    = []confidential.PersonID{confidential.MustPersonID("client-3"), confidential.MustPersonID("client-4"), confidential.MustPersonID("client-5"), confidential.MustPersonID("client-6"), confidential.MustPersonID("client-7")}
	therapist = confidential.MustPersonID("therapist-1")
	nurse     = confidential.MustPersonID("nurse-1")
	officer   = confidential.MustPersonID("officer-1")
	insurer   = confidential.MustPersonID("insurer-1")
	day       = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
)

// record is the clinic's record. Every field states its kind of content.
type record struct {
	confidential.Hidden
	Client    confidential.PersonID      `json:"client" kind:"identity,subject"`
	Therapist confidential.PersonID      `json:"therapist" kind:"identity,professional"`
	Name      confidential.Value[string] `json:"name" kind:"identity"`
	Mother    confidential.PersonID      `json:"mother" kind:"identity"`
	Code      string                     `json:"code" kind:"diagnosis,minimum"`
	Sessions  []session                  `json:"sessions"`
	PHQ9      []int                      `json:"phq9" kind:"test-result"`
	Plan      confidential.Value[string] `json:"plan" kind:"treatment-plan"`
	Progress  confidential.Value[string] `json:"progress" kind:"progress-note"`
	Process   confidential.Value[string] `json:"process" kind:"process-note"`
	Group     confidential.Value[string] `json:"group" kind:"group-content"`
	Risk      confidential.Value[string] `json:"risk" kind:"risk-assessment"`
}

type session struct {
	Day     therapy.Date `json:"day" kind:"attendance"`
	Minutes int          `json:"minutes" kind:"attendance,time"`
	Why     string       `json:"why,omitempty" kind:"progress-note"`
}

// annasRecord is made up. Its texts have short versions, which the author wrote for people who
// may only get the minimum.
func annasRecord() record {
	seal := func(k confidential.Kind, full, short string) confidential.Value[string] {
		return confidential.SealShort(full, short, confidential.LabelFor(k, anna))
	}
	heard := append([]confidential.PersonID{anna, ben, therapist}, others...)
	return record{
		Client: anna, Therapist: therapist, Mother: mother, Code: "F40.1", PHQ9: []int{18, 14, 9},
		Sessions: []session{{therapy.MustDate(2026, 2, 16), 90, ""}, {therapy.MustDate(2026, 2, 23), 0, "Could not face the bus."}},
		Name:     seal(confidential.Identity, "Anna Example, 1 Sample Street", "A. E."),
		Plan:     seal(confidential.TreatmentPlan, "Group for social anxiety, 12 sessions; go out once a day; call a friend.", "Group therapy, 12 sessions."),
		Progress: seal(confidential.ProgressNote, "Anna went to her sister's party and stayed an hour.", "Goes out more than before."),
		Process:  seal(confidential.ProcessNote, "I notice that I want to rescue her.", "Countertransference: rescuing."),
		Group: confidential.SealShort("Anna said that Ben's story was like her own.", "Recognised herself in another member.", confidential.Label{
			Level: confidential.Restricted, Kind: confidential.GroupContent, Setting: confidential.GroupSetting, Case: "group-1",
			Subject: anna, About: []confidential.PersonID{ben}, Heard: heard, Staff: []confidential.PersonID{therapist},
		}),
		Risk: seal(confidential.RiskAssessment, "No thoughts of suicide since January; has a safety plan.", "No acute risk."),
	}
}

// asker is a person who asks for the record.
type asker struct {
	who string
	req confidential.Request
}

func askers() []asker {
	agreed := []confidential.Consent{{
		Ref: "consent-1", By: anna, Audiences: []confidential.Audience{confidential.Relative}, Purposes: []confidential.Purpose{confidential.Supporting},
		Kinds: []confidential.Kind{confidential.TreatmentPlan}, Given: day.AddDate(0, -1, 0), Expires: day.AddDate(1, 0, 0),
	}}
	dissent := []confidential.Refusal{{Ref: "refusal-1", By: anna, Kinds: []confidential.Kind{confidential.TestResult}, Given: day.AddDate(0, -1, 0)}}
	return []asker{
		{"The treating therapist, to prepare a session", confidential.Request{
			Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: append(confidential.Treating(anna), confidential.Case{ID: "group-1"}),
		}},
		{"The supervisor, with the approval of the clinic's lead", confidential.Request{
			Recipient: confidential.MustPersonID("supervisor-1"), Audience: confidential.Supervisor, Purpose: confidential.Supervision, Actor: therapist, Ref: "approval-1",
		}},
		{"The insurer, to pay Anna's bill", confidential.Request{
			Recipient: insurer, Audience: confidential.Payer, Purpose: confidential.Payment, Actor: therapist, Subject: anna,
		}},
		{"The care team, while Anna has said that they are not to have her scores", confidential.Request{
			Recipient: confidential.MustPersonID("team-1"), Audience: confidential.CareTeam, Purpose: confidential.Coordination, Actor: therapist, Refusals: dissent,
		}},
		{"The sister, whom Anna has allowed to know the plan", confidential.Request{
			Recipient: confidential.MustPersonID("sister-1"), Audience: confidential.Relative, Purpose: confidential.Supporting, Actor: therapist, Consents: agreed,
		}},
		{"Ben, who was in the group", confidential.Request{
			Recipient: ben, Audience: confidential.GroupMember, Purpose: confidential.Treatment, Actor: therapist,
		}},
		{"The front desk, to see who comes", confidential.Request{
			Recipient: confidential.MustPersonID("desk-1"), Audience: confidential.FrontDesk, Purpose: confidential.Administration,
		}},
		{"A court, with an order", confidential.Request{
			Recipient: confidential.MustPersonID("court-1"), Audience: confidential.Court, Purpose: confidential.LegalOrder, Actor: therapist, Ref: "order-77",
		}},
	}
}

func main() {
	language := tongue.Flag(flag.CommandLine)
	flag.Parse()
	if err := run(context.Background(), os.Stdout, *language); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, language words.Language) error {
	r := annasRecord()
	fmt.Fprintf(w, "The record, printed by accident: %+v\n", r)
	fmt.Fprintf(w, "What was said in the group: %s\n", confidential.HearingOf(confidential.GroupSetting, anna, r.Group.Label().Heard, []confidential.PersonID{therapist}).Words(language))

	var trail bytes.Buffer
	log := confidential.NewLog(&trail, confidential.Anchor{})
	gate := confidential.NewGate(confidential.DefaultTable(), log)
	for i, a := range askers() {
		a.req.At = day.Add(time.Duration(i) * time.Hour)
		fmt.Fprintf(w, "\n%s\n", a.who)
		if err := answer(ctx, w, gate, r, a.req); err != nil {
			return err
		}
	}
	if err := emergency(ctx, w, gate, r, &trail); err != nil {
		return err
	}
	if err := ownRecord(ctx, w, language, gate, r); err != nil {
		return err
	}
	if err := rights(ctx, w, gate, &trail); err != nil {
		return err
	}
	return verify(w, trail.String(), log.Anchor())
}

// answer prints what a person gets, and what the privacy officer reads about it.
func answer(ctx context.Context, w io.Writer, gate *confidential.Gate, r record, req confidential.Request) error {
	seen, err := confidential.View(ctx, gate, r, req)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "  gets: %s\n", seen.JSON)
	var rules []string
	places := map[string][]string{} // by decision
	for _, s := range seen.Shown {
		what := s.Decision.Rule + ", in full"
		switch {
		case s.Withheld:
			what = s.Decision.Rule + ", withheld"
		case s.Decision.Effect == confidential.PermitMinimum:
			what = s.Decision.Rule + ", the minimum"
		}
		if needs := s.Decision.Needs(); len(needs) > 0 {
			what += " (needs " + strings.Join(needs, ", ") + ")"
		}
		if !slices.Contains(rules, what) {
			rules = append(rules, what)
		}
		places[what] = append(places[what], s.Place)
	}
	for _, rule := range rules {
		fmt.Fprintf(w, "  for the privacy officer: %s: %s\n", rule, strings.Join(places[rule], "; "))
	}
	return nil
}

// emergency tells of a nurse who does not treat Anna and finds her unconscious.
func emergency(ctx context.Context, w io.Writer, gate *confidential.Gate, r record, trail *bytes.Buffer) error {
	at := day.Add(12 * time.Hour)
	req := confidential.Request{Recipient: nurse, Audience: confidential.CareTeam, Purpose: confidential.Emergency, At: at}
	_, err := r.Risk.Disclose(ctx, gate, req)
	fmt.Fprintf(w, "\nA nurse asks for the risk assessment in an emergency: %v\n", err)

	access := confidential.EmergencyAccess{
		ID: "emergency-1", By: nurse, Subject: anna, Reason: "found-unconscious", From: at, Until: at.Add(time.Hour),
		Reviewer: officer, ReviewDue: at.Add(72 * time.Hour),
	}
	if err := gate.OpenEmergency(ctx, access); err != nil {
		return err
	}
	req.Emergency = &access
	risk, err := r.Risk.Disclose(ctx, gate, req)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "  With an emergency access: %q\n", risk)
	for _, duty := range gate.Explain(r.Risk.Label(), req).Duties() {
		fmt.Fprintf(w, "  duty: %s\n", duty)
	}
	req.At = access.Until
	_, err = r.Risk.Disclose(ctx, gate, req)
	fmt.Fprintf(w, "  An hour later: %v\n", err)
	fmt.Fprintf(w, "  Not reviewed yet: %v\n", confidential.Unreviewed(confidential.Entries(bytes.NewReader(trail.Bytes()))))
	review := confidential.EmergencyReview{Access: access.ID, By: officer, At: at.Add(24 * time.Hour), Outcome: "justified"}
	if err := gate.ReviewEmergency(ctx, access, review); err != nil {
		return err
	}
	fmt.Fprintf(w, "  After the review, not reviewed: %v\n", confidential.Unreviewed(confidential.Entries(bytes.NewReader(trail.Bytes()))))
	return nil
}

// ownRecord shows Anna's right to read her record.
func ownRecord(ctx context.Context, w io.Writer, language words.Language, gate *confidential.Gate, r record) error {
	seen, err := confidential.View(ctx, gate, r, confidential.Request{Recipient: anna, Audience: confidential.Client, Purpose: confidential.ClientAccess, At: day.AddDate(0, 0, 2)})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nAnna reads her own record\n")
	for line := range strings.Lines(seen.Text(language)) {
		fmt.Fprintf(w, "  %s", line)
	}
	return nil
}

// verify checks the trail, and then a copy from which the request of the court was removed.
func verify(w io.Writer, trail string, anchor confidential.Anchor) error {
	end, err := confidential.VerifyLog(strings.NewReader(trail), anchor)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nThe audit trail: %d records, none missing or changed.\n", end.Seq)

	lines := strings.SplitAfter(trail, "\n")
	court := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "court-1") })
	hidden := strings.Join(append(append([]string{}, lines[:court]...), lines[court+1:]...), "")
	_, err = confidential.VerifyLog(strings.NewReader(hidden), anchor)
	fmt.Fprintf(w, "With one of them taken out: %v\n", err)
	return nil
}
