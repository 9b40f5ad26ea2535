package store

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Store is the clinic's store. It is safe for concurrent use.
type Store struct {
	db    *database
	keys  *watched
	clock func() time.Time
	log   *committer
}

// Open opens the database and brings its schema up to date. The clock says when rows are
// written.
func Open(ctx context.Context, dsn string, keys Keys, clock func() time.Time) (*Store, error) {
	w := &watched{from: keys}
	if _, err := w.get(); err != nil {
		return nil, err
	}
	db, err := openDatabase(dsn)
	if err != nil {
		return nil, err
	}
	if _, err := db.migrate(ctx); err != nil {
		return nil, errors.Join(err, db.close())
	}
	s := &Store{db: db, keys: w, clock: clock}
	s.log = newCommitter(db)
	return s, nil
}

// Close waits for the audit entries under way and closes the database.
func (s *Store) Close() error {
	s.log.close()
	return s.db.close()
}

// Now returns the time of the store's clock.
func (s *Store) Now() time.Time { return s.clock().UTC() }

// Today returns the day of the store's clock.
func (s *Store) Today() therapy.Date { return therapy.DateOf(s.Now()) }

// Ready reports whether the database answers and the newest record can be opened.
func (s *Store) Ready(ctx context.Context) error {
	r, err := one(ctx, s.db, scanRow, "SELECT "+rowColumns+" FROM record ORDER BY at DESC LIMIT 1")
	if errors.Is(err, ErrMissing) {
		return nil
	}
	if err == nil {
		_, err = s.open(r)
	}
	return err
}

// row is a row of the table record.
type row struct {
	kind, id, owner string
	version         int
	key             confidential.KeyID
	at              int64
	body            string
}

const rowColumns = "kind, id, owner, version, key_id, at, body"

func scanRow(s scanner) (r row, err error) {
	err = s.Scan(&r.kind, &r.id, &r.owner, &r.version, &r.key, &r.at, &r.body)
	return r, unavailable(err)
}

// ErrOpen means that the body of a record cannot be opened: it was changed, moved to another row,
// or its key is missing.
var ErrOpen = errors.New("store: a record cannot be opened")

func (s *Store) open(r row) ([]byte, error) {
	ring, err := s.keys.get()
	if err != nil {
		return nil, err
	}
	aead, ok := ring.bodies[r.key]
	body, err := base64.StdEncoding.DecodeString(r.body)
	if !ok || err != nil {
		return nil, fmt.Errorf("%w: %s/%s", ErrOpen, r.kind, r.id)
	}
	plain, err := aead.Open(nil, nil, body, place(r.kind, r.id, r.owner, r.version, r.key))
	if err != nil {
		return nil, fmt.Errorf("%w: %s/%s", ErrOpen, r.kind, r.id)
	}
	return plain, nil
}

// seal returns the row with its body encrypted under the current key.
func (g *ring) seal(r row, plain []byte) row {
	r.key = g.current
	r.body = base64.StdEncoding.EncodeToString(g.bodies[g.current].Seal(nil, nil, plain, place(r.kind, r.id, r.owner, r.version, r.key)))
	return r
}

// Kind says how records of one kind are read and written.
type Kind[T any] struct {
	// Name is the value of the column kind.
	Name string
	// Load and Store are the functions of the library's record.
	Load  func([]byte, confidential.Keyring) (T, error)
	Store func(T, confidential.Keyring) ([]byte, error)
}

// Record is a record with its version, which a change has to name.
type Record[T any] struct {
	confidential.Hidden
	ID, Owner string
	Version   int
	Is        T
}

func read[T any](s *Store, k Kind[T], r row) (Record[T], error) {
	plain, err := s.open(r)
	if err != nil {
		return Record[T]{}, err
	}
	ring, err := s.keys.get()
	if err != nil {
		return Record[T]{}, err
	}
	is, err := k.Load(plain, ring.texts)
	return Record[T]{ID: r.id, Owner: r.owner, Version: r.version, Is: is}, err
}

// Get reads one record. The result is sealed; package access shows it.
func Get[T any](ctx context.Context, s *Store, k Kind[T], id string) (Record[T], error) {
	r, err := one(ctx, s.db, scanRow, "SELECT "+rowColumns+" FROM record WHERE kind = ? AND id = ?", k.Name, id)
	if err != nil {
		return Record[T]{}, err
	}
	return read(s, k, r)
}

// Of reads all records of the kind that an owner has, the oldest first.
func Of[T any](ctx context.Context, s *Store, k Kind[T], owner string) ([]Record[T], error) {
	return some(ctx, s, k, "WHERE kind = ? AND owner = ? ORDER BY at, id", k.Name, owner)
}

// All reads all records of the kind, by id.
func All[T any](ctx context.Context, s *Store, k Kind[T]) ([]Record[T], error) {
	return some(ctx, s, k, "WHERE kind = ? ORDER BY id", k.Name)
}

func some[T any](ctx context.Context, s *Store, k Kind[T], where string, values ...any) ([]Record[T], error) {
	rows, err := list(ctx, s.db, scanRow, "SELECT "+rowColumns+" FROM record "+where, values...)
	if err != nil {
		return nil, err
	}
	all := make([]Record[T], len(rows))
	for i, r := range rows {
		if all[i], err = read(s, k, r); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Change is a change to be written; see [Store.Write].
type Change func(t tx, g *ring, at time.Time) error

// New adds a record. If there is one with the same id, the error is therapy.ErrConflict, so a
// form that is sent twice is written once.
func New[T any](k Kind[T], id, owner string, is T) Change {
	return func(t tx, g *ring, at time.Time) error {
		plain, err := k.Store(is, g.texts)
		if err != nil {
			return err
		}
		r := g.seal(row{kind: k.Name, id: id, owner: owner, version: 1}, plain)
		n, err := t.exec("INSERT INTO record ("+rowColumns+") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			r.kind, r.id, r.owner, r.version, string(r.key), at.UnixMilli(), r.body)
		return errors.Join(err, conflictIf(err == nil && n == 0))
	}
}

// Next writes the next version of a record. If somebody has changed the record since it was read,
// the error is therapy.ErrConflict, and nothing is written.
func Next[T any](k Kind[T], r Record[T], is T) Change {
	return func(t tx, g *ring, at time.Time) error {
		plain, err := k.Store(is, g.texts)
		if err != nil {
			return err
		}
		next := g.seal(row{kind: k.Name, id: r.ID, owner: r.Owner, version: r.Version + 1}, plain)
		n, err := t.exec("UPDATE record SET version = ?, key_id = ?, at = ?, body = ? WHERE kind = ? AND id = ? AND version = ?",
			next.version, string(next.key), at.UnixMilli(), next.body, k.Name, r.ID, r.Version)
		return errors.Join(err, conflictIf(err == nil && n == 0))
	}
}

func conflictIf(conflict bool) error {
	if conflict {
		return therapy.ErrConflict
	}
	return nil
}

// Write makes the changes, all or none.
func (s *Store) Write(ctx context.Context, changes ...Change) error {
	ring, err := s.keys.get()
	if err != nil {
		return err
	}
	return s.db.change(ctx, func(t tx) error {
		for _, change := range changes {
			if err := change(t, ring, s.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}
