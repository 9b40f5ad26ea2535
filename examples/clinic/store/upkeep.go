package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Rotate stores all records again that are stored under other keys than the current one. It can
// be stopped at any time and run again while the clinic is running. It returns how many records it
// wrote and how many are still under other keys.
func (s *Store) Rotate(ctx context.Context) (written, left int, err error) {
	for {
		ring, err := s.keys.get()
		if err != nil {
			return written, 0, err
		}
		rows, err := list(ctx, s.db, scanRow, "SELECT "+rowColumns+" FROM record WHERE key_id <> ? ORDER BY kind, id LIMIT 100", string(ring.current))
		if err != nil || len(rows) == 0 {
			return written, len(rows), err
		}
		done := 0
		for _, r := range rows {
			ok, err := s.rotate(ctx, ring, r)
			if err != nil {
				return written, len(rows), fmt.Errorf("%s/%s: %w", r.kind, r.id, err)
			}
			if ok {
				done++
			}
		}
		written += done
		if err := ctx.Err(); err != nil {
			return written, len(rows), err
		}
	}
}

// rotate stores one row again, unless somebody has just written it.
func (s *Store) rotate(ctx context.Context, g *ring, r row) (bool, error) {
	next, err := s.anew(g, r)
	if err != nil {
		return false, err
	}
	var n int64
	err = s.db.change(ctx, func(t tx) (err error) {
		n, err = t.exec("UPDATE record SET key_id = ?, body = ? WHERE kind = ? AND id = ? AND version = ? AND key_id = ?",
			string(next.key), next.body, r.kind, r.id, r.version, string(r.key))
		return err
	})
	return n > 0, err
}

// anew reads a row's body and encrypts it under the current key.
func (s *Store) anew(g *ring, r row) (row, error) {
	plain, err := s.open(r)
	if err != nil {
		return row{}, err
	}
	kind, ok := rotated[r.kind]
	if !ok {
		return row{}, fmt.Errorf("store: there is no kind %q of records", r.kind)
	}
	stored, err := kind.store(plain, g.texts)
	if err != nil {
		return row{}, err
	}
	return g.seal(r, stored), nil
}

// Verified is the result of a check of the whole store.
type Verified struct {
	// End is the end of the audit log.
	End confidential.Anchor
	// Records is the number of records that could be opened, Wrong lists the others.
	Records int
	Wrong   []error
}

// Verify checks the audit log against the known end, and opens every record.
func (s *Store) Verify(ctx context.Context, anchor confidential.Anchor) (v Verified, err error) {
	end, err := confidential.VerifyLog(s.AuditLog(ctx), anchor)
	if err != nil && !errors.Is(err, confidential.ErrTampered) {
		return v, err
	}
	v.End = end
	if err != nil {
		v.Wrong = append(v.Wrong, err)
	}
	ring, err := s.keys.get()
	if err != nil {
		return v, err
	}
	ids, err := list(ctx, s.db, func(row scanner) (id [2]string, err error) {
		return id, unavailable(row.Scan(&id[0], &id[1]))
	}, "SELECT kind, id FROM record ORDER BY kind, id")
	if err != nil {
		return v, err
	}
	for _, id := range ids {
		r, err := one(ctx, s.db, scanRow, "SELECT "+rowColumns+" FROM record WHERE kind = ? AND id = ?", id[0], id[1])
		if err == nil {
			_, err = s.anew(ring, r)
		}
		if err != nil {
			v.Wrong = append(v.Wrong, err)
			continue
		}
		v.Records++
	}
	return v, nil
}

// ErrPostgres means that PostgreSQL has its own tool for this.
var ErrPostgres = errors.New("store: this is for SQLite; use pg_dump and pg_restore")

// Backup writes a copy of the database into a new file, while the clinic runs.
func (s *Store) Backup(ctx context.Context, file string) error {
	if s.db.postgres {
		return ErrPostgres
	}
	_, err := s.db.write.ExecContext(ctx, "VACUUM INTO ?", file)
	return unavailable(err)
}

// IsEmpty reports whether there is no account yet.
func (s *Store) IsEmpty(ctx context.Context) (bool, error) {
	accounts, err := s.Accounts(ctx)
	return len(accounts) == 0, err
}

// Use is the number of records under one key and under others.
type Use struct{ This, Others int }

// Under counts the records by key.
func (s *Store) Under(ctx context.Context, key confidential.KeyID) (Use, error) {
	return one(ctx, s.db, func(row scanner) (u Use, err error) {
		return u, unavailable(row.Scan(&u.This, &u.Others))
	}, "SELECT coalesce(sum(CASE WHEN key_id = ? THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN key_id = ? THEN 0 ELSE 1 END), 0) FROM record", string(key), string(key))
}

// KeysInUse counts the records by key.
func (s *Store) KeysInUse(ctx context.Context) (map[confidential.KeyID]int, error) {
	used := map[confidential.KeyID]int{}
	_, err := list(ctx, s.db, func(row scanner) (none struct{}, err error) {
		var key confidential.KeyID
		var n int
		err = row.Scan(&key, &n)
		used[key] = n
		return none, unavailable(err)
	}, "SELECT key_id, count(*) FROM record GROUP BY key_id")
	return used, err
}

// LimitPages stops the database file from growing, or allows it again: a full disk for tests and
// drills.
func (s *Store) LimitPages(ctx context.Context, full bool) error {
	pages := 1 << 30
	if full {
		if err := s.db.write.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
			return unavailable(err)
		}
	}
	_, err := s.db.write.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	return unavailable(err)
}
