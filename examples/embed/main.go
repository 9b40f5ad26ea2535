// Embed shows what a service needs to answer with recommendations over HTTP:
// POST an intake as JSON, get the explained recommendation as JSON.
//
//	go run ./examples/embed -listen 127.0.0.1:8080
//	curl -d '{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}' http://127.0.0.1:8080/recommend
//
// Every caller gets what a client may read. Clinicians get the clinician's view if they send
// the token that -clinicians names; a real service uses its own sign-in instead.
//
// Without -listen it serves one request to itself and prints the answer.
package main

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/examples/internal/tongue"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// service answers requests. Clinicians says whether a clinician asks; everybody else
// gets the client's view. Language is what it answers in.
type service struct {
	clinicians func(*http.Request) bool
	language   words.Language
}

// These are the ten lines.
func (s service) recommend(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, 1<<16))
	if err != nil {
		http.Error(w, "the intake is too large, or was cut off", http.StatusBadRequest)
		return
	}
	rec, err := recommend.Default().RecommendJSON(body, time.Now())
	if err != nil && rec.Outcome() != policy.Escalate { // report danger even if the rest is wrong
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer{Recommendation: rec.For(s.audience(req)), IntakeErrors: problems(err)})
}

// audience is the reader of the answer. It is the client unless the caller is known to be a
// clinician: a forgotten check shows less, not more.
func (s service) audience(req *http.Request) recommend.Audience {
	a := recommend.Audience{Reader: policy.Client, Language: s.language}
	if s.clinicians != nil && s.clinicians(req) {
		a.Reader = policy.Clinician
	}
	return a
}

// bearer returns a check for a token. The check takes equally long for a wrong token and for
// the right one. The empty token is never right.
func bearer(token string) func(*http.Request) bool {
	return func(req *http.Request) bool {
		shown := strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer ")
		return token != "" && subtle.ConstantTimeCompare([]byte(shown), []byte(token)) == 1
	}
}

// answer is the body of an answer: the recommendation and, if an intake with danger is refused,
// what is wrong with the intake.
type answer struct {
	Recommendation recommend.Rendering `json:"recommendation"`
	IntakeErrors   []problem           `json:"intakeErrors,omitempty"`
}

// maxProblems is the maximum number of faults in an answer, so that a small request cannot cause
// a large answer.
const maxProblems = 20

// problem is one fault of an intake.
type problem struct {
	Path string `json:"path"`
	Rule string `json:"rule"`
	Hint string `json:"hint,omitempty"`
}

// problems lists the faults, up to a maximum. The errors name places and never quote values, so
// they can be sent and logged.
func problems(err error) []problem {
	var list []problem
	fields := therapy.FieldErrors(err)
	for _, field := range fields[:min(len(fields), maxProblems)] {
		list = append(list, problem{field.Path, field.Rule, field.Hint})
	}
	if more := len(fields) - maxProblems; more > 0 {
		list = append(list, problem{Rule: "more-faults", Hint: strconv.Itoa(more) + " more"})
	}
	return list
}

func refuse(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusUnprocessableEntity)
	_ = json.NewEncoder(w).Encode(answer{IntakeErrors: problems(err)})
}

// handler routes requests.
func handler(s service) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /recommend", s.recommend)
	return mux
}

// newServer returns a server with time limits: a client that is slow with its header, its body or
// the answer loses its connection. An intake is a few kilobytes, so ten seconds are enough for
// the slowest line.
func newServer(h http.Handler, patience time.Duration) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: patience / 2, ReadTimeout: patience, WriteTimeout: 2 * patience, IdleTimeout: 6 * patience, MaxHeaderBytes: 1 << 14,
	}
}

func main() {
	listen := flag.String("listen", "", "the address to serve on; without it, one request to itself")
	language := tongue.Flag(flag.CommandLine)
	token := flag.String("clinicians", "", "the token that clinicians show; without it, everybody gets the client's view")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *listen, *token, *language, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "embed:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, listen, token string, language words.Language, out io.Writer) error {
	once := listen == ""
	if once {
		listen = "127.0.0.1:0"
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", listen)
	if err != nil {
		return err
	}
	server := newServer(handler(service{bearer(token), language}), 10*time.Second)
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	if once {
		err = ask(ctx, "http://"+l.Addr().String()+"/recommend", out)
	} else {
		fmt.Fprintln(out, "serving on", l.Addr())
		select {
		case <-ctx.Done():
		case err = <-served:
			return err
		}
	}
	shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(err, server.Shutdown(shutdown))
}

// ask posts one made-up intake and prints the outcome.
func ask(ctx context.Context, url string, out io.Writer) error {
	intake := `{"adult":"yes","no-acute-risk":"yes","limited-budget":"yes"}`
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(intake))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	var got struct {
		Recommendation struct {
			Outcome   string   `json:"outcome"`
			Advised   []string `json:"advised"`
			DecidedBy string   `json:"decidedBy"`
		} `json:"recommendation"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil {
		return err
	}
	rec := got.Recommendation
	_, err = fmt.Fprintf(out, "%s: %s %v, decided by the stage %q\n", resp.Status, rec.Outcome, rec.Advised, rec.DecidedBy)
	return err
}
