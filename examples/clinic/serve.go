package main

import (
	"context"
	"encoding/json"
	"errors"
	"expvar"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/auth"
	"github.com/therapykit/therapykit/examples/clinic/demo"
	"github.com/therapykit/therapykit/examples/clinic/store"
)

// server holds the flags of the commands that serve.
type server struct {
	listen, debug, zone, anchors *string
	secure                       *bool
}

func (c *command) server() server {
	return server{
		c.String("listen", "127.0.0.1:8080", "the address to serve at"),
		c.String("debug", "", "a loopback address for /debug/vars; none is served without it"),
		c.String("zone", "Europe/London", "the time zone of the clinic"),
		c.String("anchors", "", "a file outside the database, to which the end of the audit log is added"),
		c.Bool("secure", false, "a proxy speaks TLS to browsers: cookies are for TLS only"),
	}
}

func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func demoCommand(ctx context.Context, c *command, args []string) error {
	at := c.server()
	if err := c.parse(args); err != nil {
		return err
	}
	if !isLoopback(*at.listen) {
		return fmt.Errorf("%w: the demonstration is served to this machine only", errUsage)
	}
	if err := c.demoKeys(); err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	zone, err := time.LoadLocation(*at.zone)
	if err != nil {
		return err
	}
	empty, err := s.IsEmpty(ctx)
	if err == nil && empty {
		err = demo.Seed(ctx, s, zone)
	}
	if err != nil {
		return err
	}
	c.printf("Open http://%s/sign-in: the page says how to sign in. Stop with Ctrl-C.\n", *at.listen)
	return c.serve(ctx, s, at, true)
}

// demoKeys creates a key if none is named: in the folder of the database file, or in this user's
// configuration folder.
func (c *command) demoKeys() (err error) {
	if *c.keys != "" {
		return nil
	}
	folder := ""
	switch {
	case *c.db == "":
		if folder, err = os.MkdirTemp("", "clinic-demo-"); err != nil {
			return err
		}
		*c.db, *c.keys = filepath.Join(folder, "clinic.db"), filepath.Join(folder, "keys")
		c.printf("A new demonstration is in %s; its key lies beside it, a real one lives elsewhere.\n", folder)
	case strings.HasPrefix(*c.db, "postgres"):
		if folder, err = os.UserCacheDir(); err != nil {
			return err
		}
		*c.keys = filepath.Join(folder, "clinic-demo.keys")
	default:
		*c.keys = *c.db + ".keys"
	}
	if _, err := os.Stat(*c.keys); err == nil {
		return nil // the key of an earlier start
	}
	return store.KeyFile(*c.keys).WriteKeys([]store.Key{store.NewKey("demo-1")})
}

func serveCommand(ctx context.Context, c *command, args []string) error {
	at := c.server()
	if err := c.parse(args); err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	seeded, err := seeded(ctx, s)
	if err != nil {
		return err
	}
	if seeded && !isLoopback(*at.listen) {
		return errors.New("an account has the password of the demonstration; it is served to this machine only")
	}
	return c.serve(ctx, s, at, seeded)
}

// seeded reports whether an account has the demonstration's password.
func seeded(ctx context.Context, s *store.Store) (bool, error) {
	accounts, err := s.Accounts(ctx)
	for _, a := range accounts {
		if auth.Matches(a.Hash, demo.Password) {
			return true, err
		}
	}
	return false, err
}

// serve serves until the context ends, then finishes the running requests.
func (c *command) serve(ctx context.Context, s *store.Store, at server, isDemo bool) error {
	zone, err := time.LoadLocation(*at.zone)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(c.err, nil))
	listener, err := net.Listen("tcp", *at.listen)
	if err != nil {
		return err
	}
	x := &http.Server{
		Handler:           build(s, zone, log, isDemo, *at.secure).Handler(),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 2 * time.Minute, IdleTimeout: time.Minute,
		MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	if *at.debug != "" {
		if !isLoopback(*at.debug) {
			return fmt.Errorf("%w: -debug takes a loopback address", errUsage)
		}
		mux := http.NewServeMux()
		mux.Handle("GET /debug/vars", expvar.Handler())
		debug := &http.Server{Addr: *at.debug, Handler: mux, ReadHeaderTimeout: 5 * time.Second}
		go func() {
			if err := debug.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
				log.Error("no metrics", "error", err.Error())
			}
		}()
		defer debug.Close()
	}
	log.Info("serving", "address", listener.Addr().String())
	failed := make(chan error, 1)
	go func() { failed <- x.Serve(listener) }()
	hour := time.NewTicker(time.Hour)
	defer hour.Stop()
	for {
		select {
		case err := <-failed:
			return err
		case <-hour.C:
			if _, err := anchorIn(ctx, s, *at.anchors); err != nil {
				log.Error("no anchor", "error", err.Error())
			}
			continue
		case <-ctx.Done():
		}
		break
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	err = x.Shutdown(last)
	_, err2 := anchorIn(last, s, *at.anchors)
	return errors.Join(err, err2)
}

// anchored is one line of the file of anchors.
type anchored struct {
	At time.Time `json:"at"`
	confidential.Anchor
}

// anchorIn appends the end of the audit log to a file, if there is one, and returns it.
func anchorIn(ctx context.Context, s *store.Store, file string) (confidential.Anchor, error) {
	end, err := s.AuditEnd(ctx)
	if err != nil || file == "" {
		return end, err
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return end, err
	}
	return end, errors.Join(json.NewEncoder(f).Encode(anchored{s.Now(), end}), f.Sync(), f.Close())
}
