package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/therapy"
)

// server answers a client over HTTP. Package cdshooks makes all decisions; the limits, the
// headers and the store are here.
type server struct {
	service *cdshooks.Service
	// verify checks the Authorization header of a call, and returns who calls.
	verify func(ctx context.Context, authorization string, now time.Time) (client string, err error)
	store  *store
	// form is the form of the intake, as JSON.
	form []byte
	// origins lists the pages that may call from a browser; "*" stands for all.
	origins []string
	now     func() time.Time
	log     *slog.Logger
	// busy holds one entry for each call that is being handled; its capacity is the limit.
	busy chan struct{}
}

// handler routes calls. Every answer, also an error, says which pages may read it and that no
// cache may store it.
func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cds-services", s.discover)
	mux.HandleFunc("POST /cds-services/{id}", s.answer)
	mux.HandleFunc("POST /cds-services/{id}/feedback", s.feedback)
	mux.HandleFunc("GET /questionnaire", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/fhir+json")
		_, _ = w.Write(s.form)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		defer func() {
			if recover() != nil { // callers do not learn about internal errors
				s.log.Error("panic")
				s.send(w, req, cdshooks.Refuse(http.StatusInternalServerError))
			}
		}()
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		s.cors(w, req)
		switch {
		case req.Method == http.MethodOptions:
			w.WriteHeader(http.StatusNoContent) // a preflight request has no token
			return
		case !strings.HasPrefix(req.URL.Path, "/cds-services") && req.URL.Path != "/questionnaire":
			s.send(w, req, cdshooks.Refuse(http.StatusNotFound))
			return
		}
		select {
		case s.busy <- struct{}{}:
			defer func() { <-s.busy }()
			s.routed(mux, w, req)
		default:
			w.Header().Set("Retry-After", "1")
			s.send(w, req, cdshooks.Refuse(http.StatusServiceUnavailable))
		}
	})
}

// routed gives the mux's plain-text errors the form of the other answers.
func (s *server) routed(mux *http.ServeMux, w http.ResponseWriter, req *http.Request) {
	if _, pattern := mux.Handler(req); pattern != "" {
		mux.ServeHTTP(w, req)
		return
	}
	status := http.StatusNotFound
	parts := strings.Split(strings.Trim(req.URL.Path, "/"), "/")
	if len(parts) <= 2 || len(parts) == 3 && parts[2] == "feedback" {
		status = http.StatusMethodNotAllowed
	}
	s.send(w, req, cdshooks.Refuse(status))
}

// cors says which pages may call from a browser.
func (s *server) cors(w http.ResponseWriter, req *http.Request) {
	h := w.Header()
	switch origin := req.Header.Get("Origin"); {
	case slices.Contains(s.origins, "*"):
		h.Set("Access-Control-Allow-Origin", "*")
	case len(s.origins) > 0:
		h.Add("Vary", "Origin")
		if origin == "" || !slices.Contains(s.origins, origin) {
			return
		}
		h.Set("Access-Control-Allow-Origin", origin)
	default:
		return
	}
	h.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "Content-Type, Authorization")
	h.Set("Access-Control-Max-Age", "600")
}

func (s *server) discover(w http.ResponseWriter, req *http.Request) {
	if _, ok := s.admitted(w, req); !ok {
		return
	}
	body, err := cdshooks.Discovery(s.service)
	if err != nil {
		s.send(w, req, cdshooks.Refuse(http.StatusInternalServerError))
		return
	}
	s.send(w, req, cdshooks.Answer{Status: http.StatusOK, Body: body})
}

func (s *server) answer(w http.ResponseWriter, req *http.Request) {
	call, ok := s.read(w, req, cdshooks.MaxRequest)
	if !ok {
		return
	}
	answer := s.service.Answer(req.Context(), call)
	s.store.issue(answer.Issued) // before the answer is sent, because feedback can come quickly
	s.send(w, req, answer)
}

func (s *server) feedback(w http.ResponseWriter, req *http.Request) {
	call, ok := s.read(w, req, cdshooks.MaxFeedback)
	if !ok {
		return
	}
	answer, list := s.service.Feedback(req.Context(), call, s.store.find)
	s.store.record(list)
	s.send(w, req, answer)
}

// admitted checks the token. A caller who is refused does not learn the reason.
func (s *server) admitted(w http.ResponseWriter, req *http.Request) (client string, ok bool) {
	client, err := s.verify(req.Context(), req.Header.Get("Authorization"), s.now())
	if err == nil {
		return client, true
	}
	answer := cdshooks.Refuse(http.StatusUnauthorized)
	if len(therapy.FieldErrors(err)) == 0 { // the keys were not available, which is not the client's fault
		answer = cdshooks.Refuse(http.StatusServiceUnavailable)
		w.Header().Set("Retry-After", "5")
	} else {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	answer.Err = err
	s.send(w, req, answer)
	return "", false
}

// read checks that a call is allowed and reads its body.
func (s *server) read(w http.ResponseWriter, req *http.Request, limit int64) (call cdshooks.Call, ok bool) {
	client, ok := s.admitted(w, req)
	if !ok {
		return call, false
	}
	status := 0
	switch kind, _, _ := strings.Cut(req.Header.Get("Content-Type"), ";"); {
	case req.PathValue("id") != s.service.ID():
		status = http.StatusNotFound
	case kind != "" && !strings.HasSuffix(strings.TrimSpace(strings.ToLower(kind)), "json"): // some clients send text/json
		status = http.StatusUnsupportedMediaType
	}
	if status != 0 {
		s.send(w, req, cdshooks.Refuse(status))
		return call, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, limit))
	if err != nil {
		status = http.StatusBadRequest // the connection broke
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			status = http.StatusRequestEntityTooLarge
		}
		s.send(w, req, cdshooks.Refuse(status))
		return call, false
	}
	return cdshooks.Call{Client: client, Body: body, Now: s.now()}, true
}

// send writes an answer, and one line to the log: without the body, the token or a path that
// contains an id of a person.
func (s *server) send(w http.ResponseWriter, req *http.Request, answer cdshooks.Answer) {
	var rules []string
	for _, field := range therapy.FieldErrors(answer.Err) {
		if !strings.Contains(field.Rule, "danger") && !strings.Contains(field.Rule, "safety") { // about the person, not the call
			rules = append(rules, field.Rule)
		}
	}
	s.log.Info("answered", "method", req.Method, "call", req.Pattern, "status", answer.Status, "wrong", strings.Join(rules, " "))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(answer.Status)
	_, _ = w.Write(answer.Body)
}

// newServer returns a server with time limits: a client that is slow with its header, its
// body or the answer loses its connection.
func newServer(h http.Handler, patience time.Duration) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: patience / 2, ReadTimeout: patience, WriteTimeout: 2 * patience, IdleTimeout: 6 * patience, MaxHeaderBytes: 1 << 14,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
}
