// Disclosure lets six people ask for the same record. Each gets a different
// answer, with the rule and the reason; every answer is in an audit log that is
// verified at the end. The people are made up.
//
//	go run ./examples/disclosure
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "disclosure:", err)
		os.Exit(1)
	}
}

// Summary is prose that knows its own minimum: a line that identifies nobody.
type Summary struct {
	Full  string `json:"full,omitempty"`
	Short string `json:"short"`
}

// Minimum leaves the full text out, whatever the purpose.
func (s Summary) Minimum(confidential.Purpose) Summary { return Summary{Short: s.Short} }

// Record is a small clinical record. Everything about people in it is sealed.
type Record struct {
	Case    string                             `json:"case"`
	Name    confidential.Value[string]         `json:"name"`
	Plan    confidential.Value[Summary]        `json:"plan"`
	Session confidential.Value[Summary]        `json:"session"`
	Process confidential.Value[Summary]        `json:"process"`
	Circle  confidential.Value[Summary]        `json:"group"`
	Risk    confidential.Value[Summary]        `json:"risk"`
	Tests   map[string]confidential.Value[int] `json:"tests"`
}

var (
	client    = confidential.MustID("client-17")
	other     = confidential.MustID("client-22")
	therapist = confidential.MustID("therapist-3")
	monday    = time.Date(2026, time.March, 2, 18, 0, 0, 0, time.UTC)
)

func record() Record {
	about := func(kind confidential.Kind) confidential.Label { return confidential.LabelFor(kind, client) }
	group := about(confidential.GroupContent)
	group.Setting = confidential.GroupSetting
	group.About = []confidential.ID{other}
	group.Heard = []confidential.ID{client, other, therapist}
	return Record{
		Case: "case 17",
		Name: confidential.Seal("Robin Example", about(confidential.Identity)),
		Plan: confidential.Seal(Summary{
			Full: "Individual and group therapy; goal: to ring a friend once a week.", Short: "Combined therapy, weekly, reviewed in May.",
		}, about(confidential.TreatmentPlan)),
		Session: confidential.Seal(Summary{
			Full: "Spoke of the quarrel at work and practised saying no.", Short: "Session 4 of 12, worked on assertiveness.",
		}, about(confidential.ProgressNote)),
		Process: confidential.Seal(Summary{
			Full: "I notice that I want to rescue.", Short: "Working note on the relationship.",
		}, about(confidential.ProcessNote)),
		Circle: confidential.Seal(Summary{
			Full: "Two members found that they share a fear of ringing people.", Short: "The group worked on a shared fear.",
		}, group),
		Risk: confidential.Seal(Summary{
			Full: "Asked directly; no thoughts of suicide.", Short: "Assessed on 2 March; no acute risk.",
		}, about(confidential.RiskAssessment)),
		Tests: map[string]confidential.Value[int]{"phq-9": confidential.Seal(12, about(confidential.TestResult))},
	}
}

// asker is somebody who asks, and how.
type asker struct {
	who string
	req confidential.Request
}

func askers() []asker {
	insurerConsent := confidential.Consent{
		Ref: confidential.MustID("consent-1"), By: client, Given: monday.AddDate(0, -1, 0),
		Audiences: []confidential.Audience{confidential.Payer}, Purposes: []confidential.Purpose{confidential.Payment},
		Kinds: []confidential.Kind{confidential.TestResult},
	}
	approval := confidential.MustID("approval-8")
	return []asker{
		{"the treating therapist, to treat", confidential.Request{
			Recipient: therapist, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: []confidential.ID{client}, At: monday,
		}},
		{"the supervisor, to supervise", confidential.Request{
			Recipient: confidential.MustID("supervisor-1"), Audience: confidential.Supervisor, Purpose: confidential.Supervision, Ref: approval, At: monday,
		}},
		{"the insurer, to pay, with consent for test results", confidential.Request{
			Recipient: confidential.MustID("insurer-5"), Audience: confidential.Payer, Purpose: confidential.Payment,
			Consents: []confidential.Consent{insurerConsent}, At: monday,
		}},
		{"a relative, to support, without consent", confidential.Request{
			Recipient: confidential.MustID("relative-2"), Audience: confidential.Relative, Purpose: confidential.Supporting, At: monday,
		}},
		{"another member of the group, who was there", confidential.Request{
			Recipient: other, Audience: confidential.GroupMember, Purpose: confidential.Treatment, At: monday,
		}},
		{"a court, with an order", confidential.Request{
			Recipient: confidential.MustID("court-9"), Audience: confidential.Court, Purpose: confidential.LegalOrder,
			Ref: confidential.MustID("order-2026-31"), At: monday,
		}},
	}
}

func run(ctx context.Context, w io.Writer) error {
	var out, log bytes.Buffer
	audit := confidential.NewLog(&log, confidential.Anchor{})
	gate := confidential.NewGate(confidential.DefaultTable(), audit)

	r := record()
	fmt.Fprintln(&out, "Printed by accident, the record says:", r.Name, r.Process, r.Tests)
	if _, err := json.Marshal(r); !errors.Is(err, confidential.ErrSealed) {
		return errors.New("the record could be written in the clear")
	}
	fmt.Fprintln(&out, "Written by accident, it refuses.")
	fmt.Fprintln(&out, "In the group:", confidential.HearingOf(confidential.GroupSetting, client,
		[]confidential.ID{client, other, therapist}, []confidential.ID{therapist}))

	for _, a := range askers() {
		seen, decisions, err := confidential.View(ctx, gate, r, a.req)
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "\n== %s\n", a.who)
		for _, d := range decisions {
			answer := "gets it"
			switch {
			case d.Withheld && d.Decision.Effect == confidential.PermitMinimum:
				answer = "does not get it: only the minimum is permitted, and it has no shorter form"
			case d.Withheld:
				answer = "does not get it"
			case d.Decision.Effect == confidential.PermitMinimum:
				answer = "gets the minimum"
			}
			fmt.Fprintf(&out, "%-14s %s (%s, %s): %s\n", strings.TrimPrefix(d.Path, "/"), answer, d.Decision.Rule, d.Decision.Sources, d.Decision.Reason)
		}
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, onlyShown(seen), "  ", "  "); err != nil {
			return err
		}
		fmt.Fprintf(&out, "  %s\n", pretty.Bytes())
	}
	if err := verify(&out, &log, audit.Anchor()); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

// onlyShown leaves out what was withheld, which has been told above.
func onlyShown(seen json.RawMessage) []byte {
	var members map[string]json.RawMessage
	if json.Unmarshal(seen, &members) != nil {
		return seen
	}
	for name, value := range members {
		if bytes.Contains(value, []byte(`"withheld"`)) {
			delete(members, name)
		}
	}
	b, err := json.Marshal(members)
	if err != nil {
		return seen
	}
	return b
}

// verify checks the log as it stands, and shows that a change is found.
func verify(out io.Writer, log *bytes.Buffer, anchor confidential.Anchor) error {
	end, err := confidential.VerifyLog(bytes.NewReader(log.Bytes()), anchor)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nThe audit log holds %d decisions and is unchanged.\n", end.Seq)
	forged := bytes.Replace(log.Bytes(), []byte(`"effect":"deny"`), []byte(`"effect":"permit"`), 1)
	_, err = confidential.VerifyLog(bytes.NewReader(forged), anchor)
	var tampering *confidential.TamperError
	if !errors.As(err, &tampering) {
		return errors.New("a forged log was accepted")
	}
	fmt.Fprintf(out, "With one refusal turned into a permission: %v.\n", tampering)
	return nil
}
