// Disclosure tells the story of one record that six people ask for. Each gets
// something else, with the reason, and at the end the audit trail is verified.
//
//	go run ./examples/disclosure
//
// All people and words are made up.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"
)

var (
	anna      = confidential.MustPersonID("client-1")
	ben       = confidential.MustPersonID("client-2")
	others    = []confidential.PersonID{confidential.MustPersonID("client-3"), confidential.MustPersonID("client-4"), confidential.MustPersonID("client-5"), confidential.MustPersonID("client-6"), confidential.MustPersonID("client-7")}
	therapist = confidential.MustPersonID("therapist-1")
	day       = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
)

// prose is a text that knows its own shorter form: what is left when only the
// minimum is permitted, with other people and all that identifies taken out.
type prose struct{ full, short string }

// Minimum is the shorter form, whatever the purpose.
func (p prose) Minimum(confidential.Audience, confidential.Purpose) (prose, bool) {
	return prose{full: p.short}, true
}

// MarshalJSON makes prose a plain text in JSON.
func (p prose) MarshalJSON() ([]byte, error) { return json.Marshal(p.full) }

// record is what the clinic keeps.
type record struct {
	Name     confidential.Value[prose] `json:"name"`
	Plan     confidential.Value[prose] `json:"plan"`
	Progress confidential.Value[prose] `json:"progress"`
	Process  confidential.Value[prose] `json:"process"`
	Group    confidential.Value[prose] `json:"group"`
	Risk     confidential.Value[prose] `json:"risk"`
}

func annasRecord() record {
	seal := func(k confidential.Kind, full, short string) confidential.Value[prose] {
		return confidential.Seal(prose{full, short}, confidential.LabelFor(k, anna))
	}
	heard := append([]confidential.PersonID{anna, ben, therapist}, others...)
	return record{
		Name:     seal(confidential.Identity, "Anna Example, 1 Sample Street", "A. E."),
		Plan:     seal(confidential.TreatmentPlan, "Group for social anxiety, 12 sessions; go out once a day; call a friend.", "Group therapy, 12 sessions."),
		Progress: seal(confidential.ProgressNote, "Anna went to her sister's party and stayed an hour.", "Goes out more than before."),
		Process:  seal(confidential.ProcessNote, "I notice that I want to rescue her.", "Countertransference: rescuing."),
		Group: confidential.Seal(prose{"Anna said that Ben's story was like her own.", "Recognised herself in another member."}, confidential.Label{
			Level: confidential.Restricted, Kind: confidential.GroupContent, Setting: confidential.GroupSetting,
			Subject: anna, About: []confidential.PersonID{ben}, Heard: heard,
		}),
		Risk: seal(confidential.RiskAssessment, "No thoughts of suicide since January; has a safety plan.", "No acute risk."),
	}
}

// asker is somebody who wants the record.
type asker struct {
	who string
	req confidential.Request
}

func askers() []asker {
	agreed := []confidential.Consent{{
		Ref: "consent-1", By: anna, Audiences: []confidential.Audience{confidential.Relative}, Purposes: []confidential.Purpose{confidential.Supporting},
		Kinds: []confidential.Kind{confidential.TreatmentPlan}, Given: day.AddDate(0, -1, 0), Expires: day.AddDate(1, 0, 0),
	}}
	return []asker{
		{"The treating therapist, to prepare a session", confidential.Request{
			Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: confidential.Treating(anna),
		}},
		{"The supervisor, with the approval of the clinic's lead", confidential.Request{
			Recipient: confidential.MustPersonID("supervisor-1"), Audience: confidential.Supervisor, Purpose: confidential.Supervision, Actor: therapist, Ref: "approval-1",
		}},
		{"The insurer, to pay the bill", confidential.Request{
			Recipient: confidential.MustPersonID("insurer-1"), Audience: confidential.Payer, Purpose: confidential.Payment, Actor: therapist,
		}},
		{"The sister, whom Anna has allowed to know the plan", confidential.Request{
			Recipient: confidential.MustPersonID("sister-1"), Audience: confidential.Relative, Purpose: confidential.Supporting, Actor: therapist, Consents: agreed,
		}},
		{"Ben, who was in the group", confidential.Request{
			Recipient: ben, Audience: confidential.GroupMember, Purpose: confidential.Treatment, Actor: therapist,
		}},
		{"A court, with an order", confidential.Request{
			Recipient: confidential.MustPersonID("court-1"), Audience: confidential.Court, Purpose: confidential.LegalOrder, Actor: therapist, Ref: "order-77",
		}},
	}
}

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer) error {
	r := annasRecord()
	fmt.Fprintf(w, "The record, printed by accident: %+v\n", r.Progress)
	fmt.Fprintf(w, "What was said in the group: %s\n", confidential.HearingOf(confidential.GroupSetting, anna, r.Group.Label().Heard, []confidential.PersonID{therapist}))

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
	return verify(w, trail.String(), log.Anchor())
}

// answer prints what somebody sees, field by field, and why.
func answer(ctx context.Context, w io.Writer, gate *confidential.Gate, r record, req confidential.Request) error {
	seen, err := confidential.View(ctx, gate, r, req)
	if err != nil {
		return err
	}
	var fields map[string]any
	if err := json.Unmarshal(seen.JSON, &fields); err != nil {
		return err
	}
	for _, s := range seen.Shown {
		name := strings.TrimPrefix(s.Path, "/")
		d := s.Decision
		if s.Withheld {
			fmt.Fprintf(w, "  %-9s withheld   %s: %s\n", name, d.Rule, d.Reason)
			for _, need := range d.Needs() {
				fmt.Fprintf(w, "  %20s needs %s\n", "", need)
			}
			continue
		}
		extent := "in full"
		if d.Effect == confidential.PermitMinimum {
			extent = "minimum"
		}
		fmt.Fprintf(w, "  %-9s %-10s %q\n  %20s %s: %s\n", name, extent, fields[name], "", d.Rule, d.Reason)
		for _, duty := range d.Duties() {
			fmt.Fprintf(w, "  %20s duty: %s\n", "", duty)
		}
	}
	return nil
}

// verify checks the trail, and then one in which somebody has hidden that the
// court asked.
func verify(w io.Writer, trail string, anchor confidential.Anchor) error {
	end, err := confidential.VerifyLog(strings.NewReader(trail), anchor)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\nThe audit trail: %d decisions, none missing or changed.\n", end.Seq)

	lines := strings.SplitAfter(trail, "\n")
	hidden := strings.Join(append(append([]string{}, lines[:30]...), lines[31:]...), "")
	_, err = confidential.VerifyLog(strings.NewReader(hidden), anchor)
	fmt.Fprintf(w, "With one of them taken out: %v\n", err)
	return nil
}
