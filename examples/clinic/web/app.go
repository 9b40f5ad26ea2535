// Package web is the frame of the application: routes, who is signed in, pages, errors,
// headers. The screens are in the packages below it, one package for each group of screens, with
// its templates. A handler gets a [Request] and answers with [Request.Show], which takes all data
// about a person as access.Seen.
package web

import (
	"context"
	"embed"
	"errors"
	"expvar"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/auth"
	"github.com/therapykit/therapykit/examples/clinic/store"
)

//go:embed static
var static embed.FS

//go:embed pages/*.html
var pages embed.FS

// App is the application. Fill it in, add the screens, then call Handler.
type App struct {
	Store  *store.Store
	Access *access.Access
	Auth   *auth.Auth
	Log    *slog.Logger
	// Demo adds to every page that all people are made up, and how to sign in.
	Demo bool
	// Secure says that users reach the clinic by TLS: cookies are sent only over TLS.
	Secure bool
	// Zone is the clinic's time zone.
	Zone *time.Location

	mux    *http.ServeMux
	sets   sets
	routes []Route
}

// Route is a route and the roles that may use it.
type Route struct {
	Pattern string
	Roles   []store.Role
}

// Screens adds the routes of a screen family and its templates.
type Screens func(*App) fs.FS

// With adds screens. It panics if a template cannot be parsed; a test would find that.
func (a *App) With(all ...Screens) *App {
	a.mux = http.NewServeMux()
	files := []fs.FS{pages}
	for _, add := range all {
		files = append(files, add(a))
	}
	a.sets = parse(files)
	a.mux.Handle("GET /static/", http.FileServerFS(static))
	a.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	a.mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := a.Store.Ready(r.Context()); err != nil {
			a.Log.Error("not ready", "error", err.Error())
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ready\n"))
	})
	return a
}

// Routes lists the routes that were added.
func (a *App) Routes() []Route { return slices.Clone(a.routes) }

// Everybody lists all roles.
var Everybody = []store.Role{store.Clinician, store.Client, store.Officer}

// Handle adds a route for the roles. Without roles it is open to everybody who is not signed in.
func (a *App) Handle(pattern string, h func(*Request) error, roles ...store.Role) {
	a.routes = append(a.routes, Route{pattern, roles})
	a.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		q := a.request(w, r)
		if err := q.serve(h, roles); err != nil {
			q.fail(err)
		}
	})
}

func (q *Request) serve(h func(*Request) error, roles []store.Role) error {
	if len(roles) > 0 {
		who, err := q.App.Auth.Who(q.Context(), q.Token())
		if errors.Is(err, auth.ErrWrong) {
			if q.Method == http.MethodGet {
				return q.Redirect("/sign-in")
			}
			q.Status = http.StatusUnauthorized
			return q.Show("message", Page{Title: q.T("message.signed-out", "You are signed out"), Body: q.T("message.signed-out.body", "Nothing was saved. Sign in and send it again.")})
		}
		if err != nil {
			return err
		}
		if !slices.Contains(roles, who.Role) {
			return access.ErrRefused
		}
		q.Who = who
	}
	if text := q.PathValue("client"); text != "" {
		var err error
		if q.Client, err = Person(text); err != nil {
			return err
		}
	}
	if err := q.ParseForm(); err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			q.Status = http.StatusRequestEntityTooLarge
		} else {
			q.Status = http.StatusBadRequest
		}
		return q.Show("message", Page{Title: q.T("message.unreadable", "That could not be read"), Body: q.T("message.unreadable.body", "What was sent is too long or damaged. Nothing was saved.")})
	}
	return h(q)
}

// maxBody is the maximum size of a form.
const maxBody = 256 << 10

const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

var requests = expvar.NewMap("clinic_requests") // by status

// Handler returns the whole application: headers, protection against forged requests,
// limits, log, routes. A team that traces wraps it here.
func (a *App) Handler() http.Handler {
	forged := http.NewCrossOriginProtection()
	forged.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := a.request(w, r)
		q.Status = http.StatusForbidden
		if err := q.Show("message", Page{Title: q.T("message.forged", "This did not come from a page of the clinic"), Body: q.T("message.forged.body", "Nothing was saved.")}); err != nil {
			q.fail(err)
		}
	}))
	inner := forged.Handler(a.mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if a.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		began, kept := time.Now(), &status{ResponseWriter: w}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		defer func() {
			if x := recover(); x != nil {
				a.Log.Error("panic", "route", r.Pattern) // the text of a panic could contain anything
				if kept.code == 0 {
					http.Error(kept, "Something went wrong.", http.StatusInternalServerError)
				}
			}
			requests.Add(http.StatusText(kept.code), 1)
			a.Log.Info("request", "method", r.Method, "route", r.Pattern, "status", kept.code, "ms", time.Since(began).Milliseconds())
		}()
		inner.ServeHTTP(kept, r)
	})
}

// status remembers the status of the answer.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	if s.code == 0 {
		s.code = code
	}
	s.ResponseWriter.WriteHeader(code)
}

func (s *status) Write(b []byte) (int, error) {
	if s.code == 0 {
		s.code = http.StatusOK
	}
	return s.ResponseWriter.Write(b)
}

func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Context returns the context of the request.
func (q *Request) Context() context.Context { return q.Request.Context() }
