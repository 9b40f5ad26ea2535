package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/therapykit/therapykit/examples/clinic/demo"
	"github.com/therapykit/therapykit/examples/clinic/store"
)

func writeFile(name string, content []byte) error { return os.WriteFile(name, content, 0o600) }

// seedFiles creates the demonstration for the day of the tests: the database and its keys.
func seedFiles() (files [2][]byte, err error) {
	folder, err := os.MkdirTemp("", "clinic-test-")
	if err != nil {
		return files, err
	}
	defer os.RemoveAll(folder)
	keys, db := store.KeyFile(filepath.Join(folder, "keys")), filepath.Join(folder, "clinic.db")
	if err := keys.WriteKeys([]store.Key{store.NewKey("test-1")}); err != nil {
		return files, err
	}
	ctx := context.Background()
	s, err := store.Open(ctx, db, keys, func() time.Time { return monday })
	if err != nil {
		return files, err
	}
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return files, err
	}
	if err := errors.Join(demo.Seed(ctx, s, zone), s.Close()); err != nil { // closing writes the write-ahead log into the database file
		return files, err
	}
	if files[0], err = os.ReadFile(db); err != nil {
		return files, err
	}
	files[1], err = os.ReadFile(string(keys))
	return files, err
}
