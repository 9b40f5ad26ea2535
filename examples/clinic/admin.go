package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"

	"github.com/therapykit/therapykit/examples/clinic/access"
	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/examples/clinic/web/exchange"
)

// errWrong means that a check found something wrong.
var errWrong = errors.New("something is wrong; see above")

// lastAnchor reads the last line of a file of anchors.
func lastAnchor(file string) (a confidential.Anchor, err error) {
	if file == "" {
		return a, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return a, err
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	var last anchored
	for lines.Scan() {
		last = anchored{}
		if err := json.Unmarshal(lines.Bytes(), &last); err != nil {
			return a, fmt.Errorf("%s: a line is not an anchor: %w", file, err)
		}
	}
	return last.Anchor, lines.Err()
}

// verify checks a store and prints the result.
func (c *command) verify(ctx context.Context, s *store.Store, anchors string) error {
	anchor, err := lastAnchor(anchors)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	found, err := s.Verify(ctx, anchor)
	if err != nil {
		return err
	}
	for _, wrong := range found.Wrong {
		c.printf("WRONG: %v\n", wrong)
	}
	if len(found.Wrong) > 0 {
		return errWrong
	}
	c.printf("%d records open, %d entries of the audit log are whole.\nIts end: %d %s\n", found.Records, found.End.Seq, found.End.Seq, found.End.Hash)
	if anchors == "" {
		c.printf("Without -anchors FILE nobody can see that the end of the log is missing.\n")
	}
	_, err = anchorIn(ctx, s, anchors)
	return err
}

func verifyCommand(ctx context.Context, c *command, args []string) error {
	anchors := c.String("anchors", "", "the file of anchors to check against")
	if err := c.parse(args); err != nil {
		return err
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return c.verify(ctx, s, *anchors)
}

func backupCommand(ctx context.Context, c *command, args []string) error {
	to := c.String("to", "", "the new file")
	anchors := c.String("anchors", "", "the file of anchors to check the copy against")
	if err := c.parse(args); err != nil {
		return err
	}
	if *to == "" {
		return fmt.Errorf("%w: say -to", errUsage)
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(s.Backup(ctx, *to), s.Close()); err != nil {
		return err
	}
	c.printf("Written; now the copy is checked.\n")
	return c.check(ctx, *to, *anchors)
}

// check opens another database and verifies it.
func (c *command) check(ctx context.Context, file, anchors string) error {
	*c.db = file
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.verify(ctx, s, anchors), s.Close())
}

func restoreCommand(ctx context.Context, c *command, args []string) error {
	from := c.String("from", "", "the copy that backup made")
	anchors := c.String("anchors", "", "the file of anchors to check against; a copy is older than the newest, which verify-audit then reports")
	if err := c.parse(args); err != nil {
		return err
	}
	if *from == "" || *c.db == "" {
		return fmt.Errorf("%w: say -from and -db", errUsage)
	}
	if err := copyNew(*from, *c.db); err != nil {
		return err
	}
	return c.check(ctx, *c.db, *anchors)
}

// copyNew copies a file. The target must not exist.
func copyNew(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s is there already; move it away first: %w", to, err)
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// exportCommand writes a client's record as FHIR, as far as the holder of an account may see it.
// The export goes through the gate and into the audit log like any page.
func exportCommand(ctx context.Context, c *command, args []string) error {
	client := c.String("client", "", "the pseudonym of the client")
	by := c.String("by", "", "the account of whoever asks")
	if err := c.parse(args); err != nil {
		return err
	}
	id, err := confidential.ParsePersonID(*client)
	if err != nil || *by == "" {
		return fmt.Errorf("%w: say -client and -by", errUsage)
	}
	s, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	account, err := s.Account(ctx, *by)
	if err != nil {
		return err
	}
	who := access.Who{Person: account.Person, Role: account.Role}
	bundle, err := exchange.Bundle(ctx, s, access.New(s, confidential.DefaultTable()), who, id)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.out, "%s\n", bundle)
	return err
}

func rotateCommand(ctx context.Context, c *command, args []string) error {
	if err := c.parse(args); err != nil {
		return err
	}
	from, err := c.from()
	if err != nil {
		return err
	}
	file, ok := from.(store.KeyFile)
	if !ok {
		return fmt.Errorf("%w: rotate-key writes the new key into the key file; say -keys FILE", errUsage)
	}
	s, err := c.open(ctx) // before anything is written: the old key must fit
	if err != nil {
		return err
	}
	defer s.Close()
	keys, err := file.Keys()
	if err == nil {
		err = s.Ready(ctx)
	}
	if err != nil {
		return err
	}
	// A rotation that was interrupted is continued; only a complete one starts a new rotation.
	written, err := s.Under(ctx, keys[0].ID)
	if err != nil {
		return err
	}
	if written.Others == 0 {
		id := confidential.KeyID("key-" + time.Now().UTC().Format("20060102-150405"))
		if err := file.WriteKeys(append([]store.Key{store.NewKey(id)}, keys...)); err != nil {
			return err
		}
	}
	n, left, err := s.Rotate(ctx)
	c.printf("%d records were stored under the new key; %d are left under others.\n", n, left)
	return err
}
