package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Record appends the records to the audit log and returns when they are safe: Store is the
// auditor of the clinic's gate. Calls that wait at the same time share a transaction.
func (s *Store) Record(ctx context.Context, records []confidential.Record) error {
	return s.log.record(ctx, records)
}

// committer is the one goroutine that commits audit entries.
type committer struct {
	db    *database
	queue chan waiting
	done  chan struct{}
}

type waiting struct {
	records []confidential.Record
	result  chan error
}

const atOnce = 200 // pages that share a transaction

func newCommitter(db *database) *committer {
	c := &committer{db: db, queue: make(chan waiting, atOnce), done: make(chan struct{})}
	go func() {
		defer close(c.done)
		for first := range c.queue {
			batch := []waiting{first}
			for more := true; more && len(batch) < atOnce; {
				select {
				case next, ok := <-c.queue:
					if more = ok; ok {
						batch = append(batch, next)
					}
				default:
					more = false
				}
			}
			err := db.change(context.Background(), func(t tx) error { return t.appendAudit(batch) })
			for _, w := range batch {
				w.result <- err
			}
		}
	}()
	return c
}

func (c *committer) close() {
	close(c.queue)
	<-c.done
}

func (c *committer) record(ctx context.Context, records []confidential.Record) error {
	w := waiting{records: records, result: make(chan error, 1)}
	select {
	case c.queue <- w:
	case <-ctx.Done():
		return ctx.Err()
	}
	// The slice belongs to the caller, so wait for the answer even if nobody reads the page.
	return <-w.result
}

// end returns the end of the log.
func (t tx) end() (confidential.Anchor, error) {
	var line string
	err := t.row("SELECT line FROM audit ORDER BY seq DESC LIMIT 1").Scan(&line)
	if errors.Is(err, sql.ErrNoRows) {
		return confidential.Anchor{}, nil
	}
	if err != nil {
		return confidential.Anchor{}, unavailable(err)
	}
	var last confidential.Anchor // an entry has these two members among others
	err = json.Unmarshal([]byte(line), &last)
	return last, err
}

func (t tx) appendAudit(batch []waiting) error {
	if t.d.postgres { // several processes share one chain
		if _, err := t.exec("SELECT pg_advisory_xact_lock(1, 2)"); err != nil {
			return err
		}
	}
	end, err := t.end()
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	log := confidential.NewLog(&lines, end)
	for _, w := range batch {
		if err := log.Record(t.ctx, w.records); err != nil {
			return err
		}
	}
	seq := end.Seq
	for _, w := range batch {
		for _, r := range w.records {
			line, err := lines.ReadString('\n')
			if err != nil {
				return err
			}
			seq++
			if _, err := t.exec("INSERT INTO audit (seq, at, subject, recipient, event, line) VALUES (?, ?, ?, ?, ?, ?)",
				int64(seq), r.At.UnixMilli(), r.Subject.String(), r.Recipient.String(), r.Event.String(), line); err != nil {
				return err
			}
		}
	}
	return nil
}

// AuditEnd returns the end of the log. Keep it outside the database.
func (s *Store) AuditEnd(ctx context.Context) (end confidential.Anchor, err error) {
	t, err := s.db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return end, unavailable(err)
	}
	end, err = tx{ctx, s.db, t}.end()
	return end, errors.Join(err, ignoreDone(t.Rollback()))
}

// AuditLog reads the whole log, line by line.
func (s *Store) AuditLog(ctx context.Context) io.Reader {
	r, w := io.Pipe()
	go func() {
		rows, err := s.db.read.QueryContext(ctx, "SELECT line FROM audit ORDER BY seq")
		if err != nil {
			w.CloseWithError(unavailable(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			line, err := column(rows)
			if err == nil {
				_, err = io.WriteString(w, line)
			}
			if err != nil {
				w.CloseWithError(err)
				return
			}
		}
		w.CloseWithError(unavailable(rows.Err()))
	}()
	return r
}

// AuditAbout returns the newest records about a person, of a recipient or of an event. An empty
// text matches all.
func (s *Store) AuditAbout(ctx context.Context, subject, recipient, event string, limit int) ([]confidential.Record, error) {
	query, values := "SELECT line FROM audit WHERE 1 = 1", []any{}
	for _, c := range []struct{ column, value string }{{"subject", subject}, {"recipient", recipient}, {"event", event}} {
		if c.value != "" {
			query += " AND " + c.column + " = ?"
			values = append(values, c.value)
		}
	}
	return list(ctx, s.db, func(row scanner) (confidential.Record, error) {
		line, err := column(row)
		if err != nil {
			return confidential.Record{}, err
		}
		var e confidential.Entry
		err = json.Unmarshal([]byte(line), &e)
		return e.Record, err
	}, query+" ORDER BY seq DESC LIMIT ?", append(values, limit)...)
}
