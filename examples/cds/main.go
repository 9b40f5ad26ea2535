// CDS answers an EHR over CDS Hooks: when a chart is opened, it returns a card with the format of
// therapy that the intake suggests, and it receives feedback about the card.
//
//	go run ./examples/cds
//	go run ./examples/cds -serve 127.0.0.1:8080 -base https://cds.example.org -issuer https://ehr.example.org -keys keys.json
//
// Without -serve it plays a made-up EHR against itself, over loopback, and prints what
// happens: a chart without an intake, the form filled in, a card, a suggestion accepted,
// another dismissed, and danger. The EHR is in ehr.go and does not use this library.
//
// With -serve it serves. The keys are the JWK set of the client that calls; a real service
// fetches it from the address that the client has registered. Without -keys it needs no token and
// serves only on loopback.
package main

import (
	"context"
	"crypto"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/therapykit/therapykit/examples/internal/tongue"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// options holds the command-line options.
type options struct {
	serve, base, issuer, keys, origins string
	language                           words.Language
}

func main() {
	var o options
	flag.StringVar(&o.serve, "serve", "", "the address to serve on; without it, a made-up EHR against itself")
	flag.StringVar(&o.base, "base", "", "the address by which clients call; without it, that of -serve")
	flag.StringVar(&o.issuer, "issuer", "", "the issuer of the tokens of the client that may call")
	flag.StringVar(&o.keys, "keys", "", "a file with the JWK set of that client")
	flag.StringVar(&o.origins, "origins", "", "the pages that may call from a browser, with commas between them; * for all")
	language := tongue.Flag(flag.CommandLine)
	flag.Parse()
	o.language = *language
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "cds:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, out io.Writer) error {
	if o.serve == "" {
		return play(ctx, o.language, out)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", o.serve)
	if err != nil {
		return err
	}
	verify := anybody
	if o.base == "" {
		o.base = "http://" + l.Addr().String()
	}
	switch {
	case o.keys != "":
		set, err := os.ReadFile(o.keys)
		if err != nil {
			return errors.Join(err, l.Close())
		}
		if verify, err = verifierFor(o.base, o.issuer, set); err != nil {
			return errors.Join(err, l.Close())
		}
	case !loopback(l.Addr()):
		return errors.Join(errors.New("without -keys only an address of loopback is served"), l.Close())
	}
	s, err := build(o.base, o.language, time.Now, slog.New(slog.NewTextHandler(out, nil)))
	if err != nil {
		return errors.Join(err, l.Close())
	}
	s.verify = verify
	if o.origins != "" {
		s.origins = strings.Split(o.origins, ",")
	}
	fmt.Fprintln(out, "serving", o.base+"/cds-services", "on", l.Addr())
	return serve(ctx, l, s)
}

func loopback(address net.Addr) bool {
	at, err := netip.ParseAddrPort(address.String())
	return err == nil && at.Addr().IsLoopback()
}

// serve serves until the context ends, and then finishes the running calls.
func serve(ctx context.Context, l net.Listener, s *server) error {
	httpServer := newServer(s.handler(), 10*time.Second)
	served := make(chan error, 1)
	go func() { served <- httpServer.Serve(l) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := httpServer.Shutdown(shutdown)
	if done := <-served; !errors.Is(done, http.ErrServerClosed) {
		err = errors.Join(err, done)
	}
	return err
}

// build assembles the service. Its cards and its form are in the language.
func build(base string, language words.Language, now func() time.Time, log *slog.Logger) (*server, error) {
	recommender := recommend.Default()
	form, err := intakefhir.NewForm(recommender)
	if err != nil {
		return nil, err
	}
	service, err := cdshooks.NewService(cdshooks.ServiceSpec{
		ID: "therapy-format", Recommender: recommender, Invite: true, Language: language, Place: "GB-ENG",
		Form: cdshooks.Launch{URL: base + "/questionnaire"},
		Read: intakefhir.ReadSpec{Informant: informant}, Person: pseudonym,
	})
	if err != nil {
		return nil, err
	}
	return &server{
		service: service, store: newStore(), form: form.Questionnaire(intakefhir.QuestionnaireSpec{Language: language}).AppendJSON(nil),
		verify: anybody, now: now, log: log, busy: make(chan struct{}, 64),
	}, nil
}

// therapist is the only clinician whom the made-up clinic knows.
const therapist = "clinician-1"

// pseudonym returns the pseudonym of a person of the made-up clinic, whose id is already a
// pseudonym. A real service looks it up.
func pseudonym(reference string) (confidential.PersonID, bool) {
	kind, id, _ := strings.Cut(reference, "/")
	person, err := confidential.ParsePersonID(id)
	return person, err == nil && (kind == "Patient" || kind == "Practitioner" && id == therapist)
}

// informant returns who answered a form. A person is a clinician because the clinic knows them,
// not because a document says so.
func informant(reference fhir.Element) (recommend.Informant, confidential.PersonID, bool) {
	person, ok := pseudonym(reference.Text("Reference.reference"))
	by := recommend.ByClient
	if strings.HasPrefix(reference.Text("Reference.reference"), "Practitioner/") {
		by = recommend.ByClinician
	}
	return by, person, ok
}

// anybody accepts every call.
func anybody(context.Context, string, time.Time) (string, error) { return "", nil }

// verifierFor accepts calls with a token that the client has signed for the addresses of this
// service.
func verifierFor(base, issuer string, keySet []byte) (func(context.Context, string, time.Time) (string, error), error) {
	keys, err := cdshooks.ParseKeys(keySet)
	if err != nil {
		return nil, err
	}
	verifier, err := cdshooks.NewVerifier(cdshooks.VerifierSpec{
		Audiences: []string{base + "/cds-services", base + "/cds-services/therapy-format", base + "/cds-services/therapy-format/feedback"},
		Issuers:   map[string]cdshooks.Issuer{issuer: {}},
		Keys: func(_ context.Context, _, id string) (crypto.PublicKey, bool, error) {
			key, ok := keys[id]
			return key, ok, nil
		},
		Seen: cdshooks.NewReplays(100_000).Seen,
	})
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, authorization string, now time.Time) (string, error) {
		claims, err := verifier.Verify(ctx, authorization, now)
		return claims.Issuer, err
	}, nil
}
