package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy/words"
)

// issuer is the made-up EHR.
const issuer = "https://ehr.example.org"

// story lets the EHR call the service, and prints what happens.
type story struct {
	out    io.Writer
	ehr    *ehr
	server *server
	form   map[string]any
}

// play serves on loopback, tells the story and stops.
func play(ctx context.Context, language words.Language, out io.Writer) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	base := "http://" + l.Addr().String()
	var log bytes.Buffer
	s, err := build(base, language, time.Now, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: withoutTime})))
	if err != nil {
		return errors.Join(err, l.Close())
	}
	e, err := newEHR(base, issuer, time.Now)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	keys, err := e.keySet()
	if err == nil {
		s.verify, err = verifierFor(base, issuer, keys)
	}
	if err != nil {
		return errors.Join(err, l.Close())
	}
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- serve(serving, l, s) }()
	err = (&story{out: out, ehr: e, server: s}).tell(ctx)
	stop()
	err = errors.Join(err, <-served)
	fmt.Fprintf(out, "\nThe log of the service, which names nobody:\n%s", log.String())
	return err
}

// withoutTime removes the time, so that the log is the same every day.
func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

func (s *story) tell(ctx context.Context) error {
	for _, part := range []func(context.Context) error{
		s.discovery, s.chartWithoutIntake, s.accepted, s.overridden, s.danger, s.dangerInWhatIsRefused, s.strangers,
	} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) say(format string, args ...any) { fmt.Fprintf(s.out, format+"\n", args...) }

func (s *story) show(cards []card) {
	if len(cards) == 0 {
		s.say("  no card")
	}
	for _, c := range cards {
		s.say("  [%s] %s", c.Indicator, c.Summary)
		shown := 0
		for line := range strings.Lines(c.Detail) {
			if line = strings.TrimSpace(line); line != "" && shown < 14 {
				shown++
				s.say("    | %s", line)
			}
		}
		if shown == 14 {
			s.say("    | …")
		}
		for _, suggestion := range c.Suggestions {
			mark := ""
			if suggestion.IsRecommended {
				mark = " (recommended)"
			}
			s.say("    ( ) %s%s", suggestion.Label, mark)
		}
		for _, link := range c.Links {
			s.say("    -> %s", link.Label)
		}
	}
}

func (s *story) discovery(ctx context.Context) error {
	s.say("1. The EHR asks which services there are.")
	if err := s.ehr.discover(ctx); err != nil {
		return err
	}
	for _, hook := range []string{"patient-view", "org.therapykit.intake-complete"} {
		s.say("  %v answers %s", s.ehr.hook[hook]["id"], hook)
	}
	return nil
}

func (s *story) chartWithoutIntake(ctx context.Context) error {
	s.say("\n2. A chart is opened in which there is no intake.")
	cards, err := s.ehr.fire(ctx, "patient-view", "client-17", nil)
	if err != nil {
		return err
	}
	s.show(cards)
	_, err = s.ehr.call(ctx, http.MethodGet, "/questionnaire", nil, &s.form)
	return err
}

// fill fills in the form and tells the service that it is complete.
func (s *story) fill(ctx context.Context, patient string, given map[string]string) (card, error) {
	response := s.ehr.fillIn(s.form, patient, given)
	s.ehr.charts[patient] = append(s.ehr.charts[patient], response)
	cards, err := s.ehr.fire(ctx, "org.therapykit.intake-complete", patient, map[string]any{"questionnaireResponse": response})
	if err != nil {
		return card{}, err
	}
	s.show(cards)
	if len(cards) != 1 {
		return card{}, errors.New("a card was expected")
	}
	return cards[0], nil
}

func (s *story) accepted(ctx context.Context) error {
	s.say("\n3. The clinician fills the form in with the client, and the EHR says that it is finished.")
	_, err := s.fill(ctx, "client-17", map[string]string{
		"adult": "yes", "no-acute-risk": "yes", "isolation": "yes", "shame": "yes", "wants-peer-support": "strongly", "group-acceptable": "yes", "age": "adult",
	})
	if err != nil {
		return err
	}
	s.say("\n4. The chart is opened again, and the suggestion is accepted.")
	cards, err := s.ehr.fire(ctx, "patient-view", "client-17", nil)
	if err != nil {
		return err
	}
	if len(cards) != 1 || len(cards[0].Suggestions) == 0 {
		return errors.New("a suggestion was expected")
	}
	s.say("  [%s] %s", cards[0].Indicator, cards[0].Summary)
	if err := s.ehr.accept(ctx, "client-17", cards[0], 0); err != nil {
		return err
	}
	chart := s.ehr.charts["client-17"]
	s.say("  in the chart now: %v, status %v, intent %v", chart[len(chart)-1]["resourceType"], chart[len(chart)-1]["status"], chart[len(chart)-1]["intent"])
	issued, feedback := s.server.store.last()
	choice, err := s.server.service.Choice(issued, feedback, feedback.By)
	if err != nil {
		return err
	}
	s.say("  the service has recorded: %s by %s, and from it the choice %v, basis %s", feedback.Outcome, feedback.By, choice.Modalities, choice.Basis)
	return nil
}

func (s *story) overridden(ctx context.Context) error {
	s.say("\n5. Another client would rather not, and the card is dismissed.")
	shown, err := s.fill(ctx, "client-18", map[string]string{"adult": "yes", "no-acute-risk": "yes", "values-privacy": "strongly", "age": "adult"})
	if err != nil {
		return err
	}
	if err := s.ehr.dismiss(ctx, shown, 0, "Sam Example wants to meet others first"); err != nil {
		return err
	}
	issued, feedback := s.server.store.last()
	s.say("  the service has recorded: %s, reason %s, comment %v", feedback.Outcome, feedback.Reason, feedback.Comment)
	s.say("  it is no override yet: a card that was dismissed does not say what was chosen instead")
	override, err := s.server.service.Override(issued, feedback, standard.Group, feedback.By, time.Now())
	if err != nil {
		return err
	}
	s.say("  later, when that is known: %s of %s, chosen %s", override.Choice().Basis, issued.Outcome, override.Spec().Option)
	return nil
}

func (s *story) danger(ctx context.Context) error {
	s.say("\n6. Somebody is in danger.")
	_, err := s.fill(ctx, "client-19", map[string]string{"adult": "yes", "age": "adult", "acute-suicidality": "yes", "values-privacy": "yes"})
	return err
}

func (s *story) dangerInWhatIsRefused(ctx context.Context) error {
	s.say("\n7. Somebody is in danger, and the form was written by a program that does not know its codes.")
	response := s.ehr.fillIn(s.form, "client-20", map[string]string{"adult": "yes"})
	response["status"] = "made-up"
	response["item"] = []any{map[string]any{"linkId": "acute-suicidality", "answer": []any{map[string]any{"valueBoolean": true}}}}
	s.ehr.charts["client-20"] = append(s.ehr.charts["client-20"], response)
	cards, err := s.ehr.fire(ctx, "patient-view", "client-20", nil)
	s.show(cards)
	return err
}

func (s *story) strangers(ctx context.Context) error {
	s.say("\n8. Calls of strangers.")
	token, err := s.ehr.token(s.ehr.base + "/cds-services")
	if err != nil {
		return err
	}
	for _, try := range []struct{ name, authorization string }{
		{"without a token", ""},
		{"with a token without a signature", "Bearer eyJhbGciOiJub25lIn0.e30."},
		{"with a good token", "Bearer " + token},
		{"with the same token again", "Bearer " + token},
	} {
		status, err := s.ehr.callWith(ctx, try.authorization, http.MethodGet, "/cds-services", nil, nil)
		if err != nil {
			return err
		}
		s.say("  %s: %d", try.name, status)
	}
	return nil
}
