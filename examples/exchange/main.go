// Exchange sends the record of a made-up client to another system as FHIR R4 and takes
// it back: plan, goals, twelve sessions, a course of PHQ-9 and a consent. A therapist who
// takes over the case gets everything, and the returned record is equal. The general
// practitioner, for whom the client has consented to a part, and the care team get less; a
// list names everything that was left out, with the reason.
//
//	go run ./examples/exchange             prints what went where
//	go run ./examples/exchange -to FILE    also writes the bundle for the therapist
//
// Nobody here exists, and nothing here is medical advice.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/measure"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("exchange", flag.ContinueOnError)
	flags.SetOutput(stderr)
	to := flags.String("to", "", "file for the bundle that the therapist gets")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	var out bytes.Buffer
	bundle, err := tell(&out)
	if err == nil && *to != "" {
		err = os.WriteFile(*to, bundle, 0o600)
	}
	if err == nil {
		_, err = out.WriteTo(stdout)
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "exchange:", err)
		return 1
	}
	return 0
}

// recipients are the people who get the record, each with a request.
func recipients() []recipient {
	return []recipient{
		{"the therapist who takes over", confidential.Request{
			Recipient: successor, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment, Treats: confidential.Treating(client), At: today,
		}},
		{"the general practitioner, with consent", confidential.Request{
			Recipient: practitioner, Audience: confidential.Referrer, Purpose: confidential.Coordination, Consents: []confidential.Consent{agreed()}, At: today,
		}},
		{"the care team", confidential.Request{
			Recipient: ward, Audience: confidential.CareTeam, Purpose: confidential.Coordination, At: today,
		}},
	}
}

type recipient struct {
	who     string
	request confidential.Request
}

// tell tells the story and returns the bundle that the therapist gets.
func tell(out *bytes.Buffer) ([]byte, error) {
	r, err := newRecord()
	if err != nil {
		return nil, err
	}
	log := &auditLog{}
	var whole []byte
	for i, to := range recipients() {
		before := log.count
		bundle, omissions, err := send(r, to.request, confidential.NewGate(confidential.DefaultTable(), log))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(out, "To %s: %d bytes, %d decisions recorded\n", to.who, len(bundle), log.count-before)
		if err := describe(out, bundle); err != nil {
			return nil, err
		}
		omitted(out, omissions)
		if i > 0 {
			continue
		}
		whole = bundle
		if err := comesBack(out, r, bundle); err != nil {
			return nil, err
		}
	}
	var indented bytes.Buffer
	err = json.Indent(&indented, whole, "", " ")
	return indented.Bytes(), err
}

// send exports the record for one request.
func send(r record, request confidential.Request, gate *confidential.Gate) ([]byte, []fhir.Omission, error) {
	x, err := fhir.NewExport(fhir.ExportSpec{
		Client: client, Gate: gate, Request: request, On: day, Measures: measure.Standard(), Server: "https://clinic.example/fhir/",
	})
	if err != nil {
		return nil, nil, err
	}
	ctx := context.Background()
	errs := []error{x.Plan(ctx, r.plan)}
	for _, s := range r.sessions {
		errs = append(errs, x.Session(ctx, s))
	}
	for i, response := range r.responses {
		errs = append(errs, x.Response(ctx, fmt.Sprintf("answers-%d", i+1), response, client), x.Score(ctx, fmt.Sprintf("score-%d", i+1), r.scores[i], client))
	}
	errs = append(errs, x.Consent(ctx, agreed()))
	bundle := x.Bundle("exchange-1")
	errs = append(errs, fhir.Check(bundle))
	return bundle.AppendJSON(nil), x.Omissions(), errors.Join(errs...)
}

// describe counts the resources of a bundle as the recipient sees them.
func describe(out *bytes.Buffer, bundle []byte) error {
	n, err := fhir.Parse(bundle)
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for entry := range n.Get("entry").Parts() {
		counts[entry.Get("resource").Get("resourceType").Text()]++
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(out, "  %2d %s\n", counts[name], name)
	}
	return nil
}

// omitted prints what was left out, counted by resource, place and reason.
func omitted(out *bytes.Buffer, omissions []fhir.Omission) {
	if len(omissions) == 0 {
		fmt.Fprintln(out, "  nothing left out")
	}
	counts := map[string]int{}
	var order []string
	for _, o := range omissions {
		kind, _, _ := bytes.Cut([]byte(o.Record), []byte("/"))
		line := string(kind) + o.Place + ": " + o.Why.String()
		if counts[line]++; counts[line] == 1 {
			order = append(order, line)
		}
	}
	for _, line := range order {
		fmt.Fprintf(out, "  left out %dx %s\n", counts[line], line)
	}
}

// auditLog counts the decisions; a clinic keeps them.
type auditLog struct{ count int }

// Record counts the records.
func (l *auditLog) Record(_ context.Context, records []confidential.Record) error {
	l.count += len(records)
	return nil
}
