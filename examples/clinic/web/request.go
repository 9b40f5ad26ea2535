package web

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	lib "github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/words"
)

// Request is one request of a user, in their language.
type Request struct {
	*http.Request
	App      *App
	Who      access.Who
	Language lib.Language
	// Client is the person whom the address names as {client}, the zero id if it names nobody.
	Client confidential.PersonID
	// Status is the status that Show answers with, 200 by default.
	Status int
	w      http.ResponseWriter
}

func (a *App) request(w http.ResponseWriter, r *http.Request) *Request {
	return &Request{Request: r, App: a, w: w, Language: words.Languages()[words.Choose(r.Header.Get("Accept-Language"))]}
}

// Page is the data of a template.
type Page struct {
	// Title and Body are the application's own texts.
	Title, Body string
	// Seen is what the reader may see of a person. A page gets data about people only here.
	Seen access.Seen
	// Typed is what the reader has just typed, to be shown again.
	Typed url.Values
	// Faults are sentences that say what is wrong with it.
	Faults []string
	// Here holds ids of the page's own address, which the reader knows, and new ids.
	Here map[string]string
	// Choices holds lists of closed vocabularies to choose from, by name of the field.
	Choices map[string][]Choice
	// Extra is other data of the application, which says nothing about people.
	Extra any
	// Wide makes the page wider.
	Wide bool
}

// Choice is one of several options of a field.
type Choice struct{ Value, Label string }

// frame is the data of the layout around the page.
type frame struct {
	Page
	Name string
	Role store.Role
	Demo bool
	Path string
}

// T returns one of the application's texts.
func (q *Request) T(key, english string, args ...lib.Arg) string {
	if len(args) > 0 {
		return q.Language.Format(words.Key(key), english, args...)
	}
	return q.Language.Text(words.Key(key), english)
}

// Word returns a word of a closed vocabulary.
func (q *Request) Word(name string) string { return words.Word(q.Language, name) }

// Words makes choices from the names of a vocabulary.
func Words[T interface{ String() string }](q *Request, values ...T) []Choice {
	all := make([]Choice, len(values))
	for i, v := range values {
		all[i] = Choice{v.String(), q.Word(v.String())}
	}
	return all
}

// Names makes choices from the names of an open vocabulary.
func Names[T ~string](q *Request, values ...T) []Choice {
	all := make([]Choice, len(values))
	for i, v := range values {
		all[i] = Choice{string(v), q.Word(string(v))}
	}
	return all
}

// See shows a value as far as the reader may see it; see access.Access.See.
func (q *Request) See(about access.About, value any) (access.Seen, error) {
	return q.App.Access.See(q.Context(), q.Who, about, value)
}

// Change checks that the reader may change something, and makes the changes.
func (q *Request) Change(about access.About, kind confidential.Kind, changes ...store.Change) error {
	if err := q.App.Access.MayChange(q.Context(), q.Who, about, kind); err != nil {
		return err
	}
	return q.App.Store.Write(q.Context(), changes...)
}

// Person reads a pseudonym from the address or a form field. An invalid one is refused in the
// same way as an unknown one.
func Person(text string) (confidential.PersonID, error) {
	id, err := confidential.ParsePersonID(text)
	if err != nil {
		return id, access.ErrRefused
	}
	return id, nil
}

// Day reads a day from a form field. An invalid one is the zero date.
func (q *Request) Day(field string) therapy.Date {
	var d therapy.Date
	_ = d.UnmarshalText([]byte(q.FormValue(field))) // stays zero, which records refuse
	return d
}

// Line and Text read what was typed, without blanks around it and within a length.
func (q *Request) Text(field string) string {
	text := strings.TrimSpace(strings.ReplaceAll(q.FormValue(field), "\r\n", "\n"))
	return text[:min(len(text), 20_000)]
}

// NewID returns an id for something new. The form that creates it contains the id, so a form that
// is sent twice creates one record.
func NewID(of string) string { return of + "-" + strings.ToLower(rand.Text())[:20] }

// FormID reads such an id from the form.
func (q *Request) FormID(of string) (string, error) {
	id := q.FormValue("id")
	if !strings.HasPrefix(id, of+"-") || len(id) != len(of)+21 || strings.Trim(id[len(of)+1:], "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return "", access.ErrRefused
	}
	return id, nil
}

// Last returns the newest of an owner's records of a kind, nil if there is none.
func Last[T any](q *Request, k store.Kind[T], owner string) (*T, error) {
	all, err := store.Of(q.Context(), q.App.Store, k, owner)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[len(all)-1].Is, nil
}

// All returns an owner's records of a kind, the oldest first.
func All[T any](q *Request, k store.Kind[T], owner string) ([]T, error) {
	records, err := store.Of(q.Context(), q.App.Store, k, owner)
	all := make([]T, len(records))
	for i, r := range records {
		all[i] = r.Is
	}
	return all, err
}

// NameOf returns a person's name, sealed, or the zero value if there is no such person.
func (q *Request) NameOf(id confidential.PersonID) (confidential.Value[string], error) {
	person, err := Last(q, store.People, id.String())
	if err != nil || person == nil {
		return confidential.Value[string]{}, err
	}
	return person.Name, nil
}

// Redirect answers with another page, after something was saved.
func (q *Request) Redirect(to string) error {
	http.Redirect(q.w, q.Request, to, http.StatusSeeOther)
	return nil
}

// Show answers with a page.
func (q *Request) Show(name string, p Page) error {
	var b bytes.Buffer
	if err := q.App.sets.execute(&b, q.Language.Tag(), name, frame{Page: p, Name: name, Role: q.Who.Role, Demo: q.App.Demo, Path: q.URL.Path}); err != nil {
		return err
	}
	h := q.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", q.Language.Tag())
	h.Set("Vary", "Accept-Language")
	if q.Status == 0 {
		q.Status = http.StatusOK
	}
	q.w.WriteHeader(q.Status)
	_, err := q.w.Write(b.Bytes())
	if err != nil {
		q.App.Log.Info("the reader is gone")
	}
	return nil
}

// Download answers with a document that See has shown.
func (q *Request) Download(name, contentType string, document []byte) error {
	h := q.w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, err := q.w.Write(document)
	return err
}

// Writer is for output that is written piece by piece, such as progress.
func (q *Request) Writer() http.ResponseWriter { return q.w }

// Again shows a form again with what was typed, because of err: 409 if another user was faster,
// 422 if something is invalid, 503 if it cannot be saved now. It returns any other error.
func (q *Request) Again(err error, name string, p Page) error {
	p.Typed = q.PostForm
	switch {
	case isConflict(err):
		q.Status = http.StatusConflict
		p.Faults = []string{q.T("fault.conflict", "Somebody else has changed this meanwhile, or it was sent twice. Below is what you typed. Look at what stands there now, and send it again if it is still right.")}
	case errors.Is(err, store.ErrUnavailable):
		q.Status = http.StatusServiceUnavailable
		p.Faults = []string{q.T("fault.unavailable", "The clinic cannot save anything at the moment. Nothing was saved. Below is what you typed: send it again in a minute.")}
	case len(therapy.FieldErrors(err)) > 0:
		q.Status = http.StatusUnprocessableEntity
		p.Faults = q.faults(err)
	default:
		return err
	}
	return q.Show(name, p)
}

// isConflict reports whether another user was faster, or a form was sent twice. A record that
// refuses a change names the field; that is not a conflict.
func isConflict(err error) bool {
	return errors.Is(err, therapy.ErrConflict) && len(therapy.FieldErrors(err)) == 0
}

// faults says what is wrong, by rule and place, never with a value.
func (q *Request) faults(err error) []string {
	var all []string
	for _, f := range therapy.FieldErrors(err) {
		all = append(all, q.T("fault.field", "This does not fit: {place} ({rule}).", lib.Name("place", strings.TrimPrefix(f.Path, "/")), lib.Name("rule", f.Rule)))
	}
	return all
}

// fail answers with the page of an error. A refusal is one neutral sentence.
func (q *Request) fail(err error) {
	p := Page{Title: q.T("message.nothing", "There is nothing here that you may see")}
	switch {
	case errors.Is(err, access.ErrRefused), errors.Is(err, store.ErrMissing):
		q.Status = http.StatusNotFound
	case isConflict(err):
		q.Status = http.StatusConflict
		p.Title, p.Body = q.T("message.conflict", "This was changed meanwhile, or sent twice"), q.T("message.conflict.body", "Nothing was saved this time. Go back, look at what stands there now, and try again.")
	case len(therapy.FieldErrors(err)) > 0:
		q.Status = http.StatusUnprocessableEntity
		p.Title, p.Faults = q.T("message.misfit", "This does not fit"), q.faults(err)
	case errors.Is(err, store.ErrUnavailable):
		q.Status = http.StatusServiceUnavailable
		p.Title, p.Body = q.T("message.unavailable", "The clinic cannot do that at the moment"), q.T("message.unavailable.body", "Nothing was shown or saved. Try again in a minute.")
		q.App.Log.Error("unavailable", "route", q.Pattern, "error", err.Error())
	default:
		q.Status = http.StatusInternalServerError
		p.Title = q.T("message.wrong", "Something went wrong")
		q.App.Log.Error("failed", "route", q.Pattern, "error", err.Error())
	}
	if err := q.Show("message", p); err != nil {
		q.App.Log.Error("failed twice", "route", q.Pattern, "error", err.Error())
		http.Error(q.w, "Something went wrong.", http.StatusInternalServerError)
	}
}

// Local is a time in the clinic's zone.
func (q *Request) Local(t time.Time) time.Time { return t.In(q.App.Zone) }

const cookie = "clinic"

func (q *Request) cookieName() string {
	if q.App.Secure {
		return "__Host-" + cookie
	}
	return cookie
}

// Token returns the token of the web session, from the browser's cookie.
func (q *Request) Token() string {
	c, err := q.Cookie(q.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}

// SetToken gives the browser the token of a web session, or takes it away if it is empty.
func (q *Request) SetToken(token string) {
	c := &http.Cookie{Name: q.cookieName(), Value: token, Path: "/", HttpOnly: true, Secure: q.App.Secure, SameSite: http.SameSiteLaxMode}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(q.w, c)
}

// Flush sends what was written so far, for progress that is shown live.
func Flush(w http.ResponseWriter) error { return http.NewResponseController(w).Flush() }
