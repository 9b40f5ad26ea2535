// Package signin has the screens to sign in and out.
package signin

import (
	"embed"
	"errors"
	"io/fs"
	"net/http"
	"net/url"

	"github.com/therapykit/therapykit/examples/clinic/auth"
	"github.com/therapykit/therapykit/examples/clinic/web"
)

//go:embed pages/*.html
var pages embed.FS

// Screens adds them.
func Screens(app *web.App) fs.FS {
	app.Handle("GET /sign-in", func(q *web.Request) error { return show(q) })
	app.Handle("POST /sign-in", signIn)
	app.Handle("POST /sign-out", signOut)
	return pages
}

func show(q *web.Request, faults ...string) error {
	return q.Show("sign-in", web.Page{Title: q.T("sign-in.title", "Sign in"), Faults: faults, Typed: url.Values{"name": {q.PostFormValue("name")}}})
}

func signIn(q *web.Request) error {
	token, err := q.App.Auth.SignIn(q.Context(), q.PostFormValue("name"), q.PostFormValue("password"))
	if errors.Is(err, auth.ErrWrong) {
		q.Status = http.StatusUnauthorized
		return show(q, q.T("sign-in.wrong", "Name and password do not fit, or there were too many attempts. Try again in a quarter of an hour."))
	}
	if err != nil {
		return err
	}
	q.SetToken(token)
	return q.Redirect("/")
}

func signOut(q *web.Request) error {
	if err := q.App.Auth.SignOut(q.Context(), q.Token()); err != nil {
		return err
	}
	q.SetToken("")
	return q.Redirect("/sign-in")
}
