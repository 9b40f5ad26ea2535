// Clinic is a complete clinic application that uses the library, with a database and pages for the
// browser. Everybody in its demonstration is made up; it is not medical advice.
//
//	go -C examples/clinic run .                     a demonstration, needs only Go
//	go -C examples/clinic run . serve -db FILE      a clinic, with its own key
//	go -C examples/clinic run . serve -db postgres://…
//	go -C examples/clinic run . backup -db FILE -to COPY
//	go -C examples/clinic run . restore -db FILE -from COPY
//	go -C examples/clinic run . verify-audit -db FILE
//	go -C examples/clinic run . rotate-key -db FILE -keys FILE
//	go -C examples/clinic run . export-fhir -db FILE -client ID -by ACCOUNT
//
// Keys come from the file -keys names, or from the environment: CLINIC_KEY_FILE names a
// file, CLINIC_KEYS holds the keys themselves. They are never in the database.
//
// It exits with 0 after success, with 1 after an error, with 2 if it was called wrongly.
//
// # Packages
//
//	store          all SQL: records and their versions, accounts, audit log, keys
//	access         the gate: See, the only way to show data about a person, and MayChange
//	auth           passwords and web sessions
//	words          English and German
//	demo           the made-up people
//	web            the frame: routes, pages, errors, headers
//	web/signin     sign in and out
//	web/day        the clinician's day
//	web/chart      a client's chart, which is the client's own page too
//	web/intake     the form and the interview; the recommendation, following it, overriding it
//	web/plan       the plan: drafted, agreed, changed, reviewed; two editors; its history; the ending
//	web/session    a session: attendance, notes; questionnaires
//	web/group      a group: waiting list, screening, offers, agreement, sessions
//	web/forming    forming groups from the waiting list
//	web/privacy    who may see what and why, consents, disclosures, emergencies, audit
//	web/exchange   what the insurer gets; FHIR out and in
//	main           the commands
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // the zone is there on every machine

	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/auth"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web"
	"github.com/therapykit/therapykit/examples/clinic/web/chart"
	"github.com/therapykit/therapykit/examples/clinic/web/day"
	"github.com/therapykit/therapykit/examples/clinic/web/exchange"
	"github.com/therapykit/therapykit/examples/clinic/web/forming"
	"github.com/therapykit/therapykit/examples/clinic/web/group"
	"github.com/therapykit/therapykit/examples/clinic/web/intake"
	"github.com/therapykit/therapykit/examples/clinic/web/plan"
	"github.com/therapykit/therapykit/examples/clinic/web/privacy"
	"github.com/therapykit/therapykit/examples/clinic/web/session"
	"github.com/therapykit/therapykit/examples/clinic/web/signin"
)

// screens lists all families of screens.
var screens = []web.Screens{signin.Screens, day.Screens, chart.Screens, intake.Screens, plan.Screens, session.Screens, privacy.Screens, exchange.Screens, group.Screens, forming.Screens}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// errUsage means that a command was called with wrong arguments.
var errUsage = errors.New("usage: clinic [demo | serve | backup | restore | verify-audit | rotate-key | export-fhir] [flags]; -h lists the flags of a command")

// command holds the flags of a command.
type command struct {
	*flag.FlagSet
	env      func(string) string
	out, err io.Writer
	db, keys *string
}

func (c *command) printf(format string, values ...any) { fmt.Fprintf(c.out, format, values...) }

// from returns the source of the keys.
func (c *command) from() (store.Keys, error) {
	switch {
	case *c.keys != "":
		return store.KeyFile(*c.keys), nil
	case c.env("CLINIC_KEY_FILE") != "":
		return store.KeyFile(c.env("CLINIC_KEY_FILE")), nil
	case c.env("CLINIC_KEYS") != "":
		return store.KeyText(c.env("CLINIC_KEYS")), nil
	}
	return nil, fmt.Errorf("%w: say -keys FILE, or set CLINIC_KEY_FILE or CLINIC_KEYS; only the demonstration makes one", store.ErrKeys)
}

// open opens the database that -db names.
func (c *command) open(ctx context.Context) (*store.Store, error) {
	if *c.db == "" {
		return nil, fmt.Errorf("%w: say -db", errUsage)
	}
	keys, err := c.from()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, *c.db, keys, time.Now)
}

func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	name := "demo"
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		name, args = args[0], args[1:]
	}
	commands := map[string]func(context.Context, *command, []string) error{
		"demo": demoCommand, "serve": serveCommand, "backup": backupCommand, "restore": restoreCommand,
		"verify-audit": verifyCommand, "rotate-key": rotateCommand, "export-fhir": exportCommand,
	}
	do, ok := commands[name]
	if !ok {
		fmt.Fprintln(stderr, errUsage)
		return 2
	}
	c := &command{FlagSet: flag.NewFlagSet("clinic "+name, flag.ContinueOnError), env: env, out: stdout, err: stderr}
	c.SetOutput(stderr)
	c.Usage = func() {
		fmt.Fprintln(stderr, errUsage)
		c.PrintDefaults()
	}
	c.db = c.String("db", "", "an SQLite file, or the postgres:// address of a database")
	c.keys = c.String("keys", "", "the file with the keys; its first line is the current one")
	err := do(ctx, c, args)
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage), errors.Is(err, errFlags):
		fmt.Fprintln(stderr, err)
		return 2
	}
	fmt.Fprintln(stderr, "clinic:", err)
	return 1
}

// errFlags means that the flags could not be parsed; the flag set has printed the reason.
var errFlags = errors.New("clinic: see above")

func (c *command) parse(args []string) error {
	if err := c.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errFlags
	}
	if c.NArg() > 0 {
		return errUsage
	}
	return nil
}

// build assembles the application.
func build(s *store.Store, zone *time.Location, log *slog.Logger, isDemo, secure bool) *web.App {
	app := &web.App{
		Store: s, Access: access.New(s, confidential.DefaultTable()), Auth: auth.New(s), Log: log, Demo: isDemo, Secure: secure, Zone: zone,
	}
	return app.With(screens...)
}
