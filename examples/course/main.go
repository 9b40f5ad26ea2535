// Course follows two made-up clients through individual therapy: intake,
// recommendation, assessment, plan, twelve sessions with questionnaires, a correction, a
// review that changes the plan, how it ends, and a plan that is opened again. One
// recovers and ends as planned; the other does not improve, is stepped up to combined
// therapy, and goes on.
//
//	go run ./examples/course               charts go to a new temporary directory
//	go run ./examples/course -charts DIR   charts go to DIR
//	go run ./examples/course -lang de      what the library says, in German
//
// Nobody here exists, and nothing here is medical advice.
package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	_ "time/tzdata" // so that the story is the same on every machine

	"github.com/therapykit/therapykit/examples/internal/tongue"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("course", flag.ContinueOnError)
	flags.SetOutput(stderr)
	directory := flags.String("charts", "", "directory for the charts; empty for a new temporary one")
	language := tongue.Flag(flags)
	if err := flags.Parse(args); err != nil {
		return 2
	}
	var out bytes.Buffer
	charts, err := tell(*directory, *language, &out)
	if err == nil {
		_, err = out.WriteTo(stdout)
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "course:", err)
		return 1
	}
	_, _ = fmt.Fprintln(stderr, "charts in", charts)
	return 0
}

// tell tells the story and returns the paths of the charts.
func tell(charts string, language words.Language, out *bytes.Buffer) (string, error) {
	if charts == "" {
		temporary, err := os.MkdirTemp("", "course-")
		if err != nil {
			return "", err
		}
		charts = temporary
	}
	for i, who := range clients() {
		if i > 0 {
			fmt.Fprintln(out)
		}
		c := course{client: who, out: out, language: language}
		for _, chapter := range []func() error{c.intake, c.plan, c.attend, c.correct, c.review, c.attendOn, c.judge, c.reopen, c.history, c.store} {
			if err := chapter(); err != nil {
				return "", fmt.Errorf("%v: %w", who.id, err)
			}
		}
		picture, err := c.chart()
		if err != nil {
			return "", err
		}
		name := who.id.String() + ".svg"
		if err := os.WriteFile(filepath.Join(charts, name), []byte(picture.SVG), 0o600); err != nil {
			return "", err
		}
		fmt.Fprintf(out, "chart %s, the same in words:\n%s", name, picture.Text)
	}
	return charts, nil
}

// store shows that a plan can be stored under a key and loaded again: sealed texts are encrypted,
// and loading checks the whole history.
func (c *course) store() error {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	block, err := aes.NewCipher(secret)
	if err != nil {
		return err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return err
	}
	ring, err := confidential.NewKeyring(confidential.Key{ID: "key-1", State: confidential.PrimaryKey, Cipher: aead})
	if err != nil {
		return err
	}
	data, err := c.treatment.Store(ring)
	if err != nil {
		return err
	}
	loaded, err := care.LoadPlan(data, ring)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "stored and loaded: %v; label %s, %v\n", loaded.Summary(), loaded.Label().Level.Code(), loaded.Label().Kind)
	return nil
}
