package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	_ "modernc.org/sqlite"             // driver "sqlite"
)

// ErrUnavailable means that the database did not answer as it should: it is full, locked or
// missing. Nothing was written.
var ErrUnavailable = errors.New("store: the database is not available")

// ErrMissing means that there is no such row.
var ErrMissing = errors.New("store: there is no such record")

//go:embed migrations/*.sql
var migrations embed.FS

// database has a pool to read and a pool to write, which are the same for PostgreSQL. SQLite has
// one connection for writes, so that writers wait for each other in Go and not in the file.
type database struct {
	read, write *sql.DB
	postgres    bool
}

// isPostgres reports whether the data source name is for PostgreSQL.
func isPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

func openDatabase(dsn string) (*database, error) {
	if isPostgres(dsn) {
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			return nil, unavailable(err)
		}
		db.SetMaxOpenConns(12)
		db.SetMaxIdleConns(12)
		return &database{read: db, write: db, postgres: true}, nil
	}
	file := func(pragmas ...string) (*sql.DB, error) {
		q := url.Values{"_pragma": append([]string{"busy_timeout(3000)", "journal_mode(wal)", "synchronous(full)", "foreign_keys(1)"}, pragmas...), "_txlock": {"immediate"}}
		return sql.Open("sqlite", "file:"+(&url.URL{Path: dsn}).EscapedPath()+"?"+q.Encode())
	}
	write, err := file()
	if err != nil {
		return nil, unavailable(err)
	}
	write.SetMaxOpenConns(1)
	read, err := file("query_only(1)")
	if err != nil {
		return nil, errors.Join(unavailable(err), write.Close())
	}
	read.SetMaxOpenConns(4)
	read.SetMaxIdleConns(4)
	return &database{read: read, write: write}, nil
}

func (d *database) close() error {
	if d.postgres {
		return d.write.Close()
	}
	return errors.Join(d.read.Close(), d.write.Close())
}

// sql writes the placeholders as the database wants them: ? or $1, $2 …
func (d *database) sql(query string) string {
	if !d.postgres {
		return query
	}
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r == '?' {
			n++
			b.WriteString("$" + strconv.Itoa(n))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unavailable wraps an error of the database. Its text goes to the log of the process and
// contains no values, because neither driver quotes parameters.
func unavailable(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// tx is a transaction.
type tx struct {
	ctx context.Context
	d   *database
	*sql.Tx
}

// exec runs a statement and returns how many rows it changed.
func (t tx) exec(query string, values ...any) (int64, error) {
	done, err := t.ExecContext(t.ctx, t.d.sql(query), values...)
	if err != nil {
		return 0, unavailable(err)
	}
	n, err := done.RowsAffected()
	return n, unavailable(err)
}

func (t tx) row(query string, values ...any) *sql.Row {
	return t.QueryRowContext(t.ctx, t.d.sql(query), values...)
}

// change runs f in a transaction that is committed if f returns no error.
func (d *database) change(ctx context.Context, f func(tx) error) error {
	t, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return unavailable(err)
	}
	if err := f(tx{ctx, d, t}); err != nil {
		return errors.Join(err, ignoreDone(t.Rollback()))
	}
	return unavailable(t.Commit())
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// scanner is a row to read.
type scanner interface{ Scan(into ...any) error }

// list reads the rows of a query.
func list[T any](ctx context.Context, d *database, read func(scanner) (T, error), query string, values ...any) ([]T, error) {
	rows, err := d.read.QueryContext(ctx, d.sql(query), values...)
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, unavailable(rows.Err())
}

// one reads the only row of a query. If there is none, the error is ErrMissing.
func one[T any](ctx context.Context, d *database, read func(scanner) (T, error), query string, values ...any) (T, error) {
	all, err := list(ctx, d, read, query, values...)
	if err != nil || len(all) == 0 {
		var none T
		return none, errors.Join(err, missingIf(err == nil))
	}
	return all[0], nil
}

func missingIf(missing bool) error {
	if missing {
		return ErrMissing
	}
	return nil
}

// column reads rows of one text.
func column(s scanner) (string, error) {
	var text string
	return text, unavailable(s.Scan(&text))
}

// migrate brings the schema up to date, each step in a separate transaction, and returns its
// version.
func (d *database) migrate(ctx context.Context) (int, error) {
	if err := d.change(ctx, func(t tx) error {
		_, err := t.exec("CREATE TABLE IF NOT EXISTS schema_version (n BIGINT PRIMARY KEY)")
		return err
	}); err != nil {
		return 0, err
	}
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return 0, err
	}
	version := 0
	for _, file := range files { // in the order of the file names
		n, err := strconv.Atoi(strings.TrimSuffix(file.Name(), ".sql"))
		if err != nil {
			return 0, fmt.Errorf("store: the migration %s has no number: %w", file.Name(), err)
		}
		text, err := migrations.ReadFile(path.Join("migrations", file.Name()))
		if err != nil {
			return 0, err
		}
		version = n
		if err := d.change(ctx, func(t tx) error { return t.step(n, string(text)) }); err != nil {
			return 0, fmt.Errorf("store: migration %s: %w", file.Name(), err)
		}
	}
	return version, nil
}

func (t tx) step(n int, text string) error {
	if t.d.postgres { // two processes may start at once
		if _, err := t.exec("SELECT pg_advisory_xact_lock(1, 1)"); err != nil {
			return err
		}
	}
	var done int
	if err := t.row("SELECT count(*) FROM schema_version WHERE n = ?", n).Scan(&done); err != nil || done > 0 {
		return unavailable(err)
	}
	if _, err := t.ExecContext(t.ctx, text); err != nil {
		return unavailable(err)
	}
	_, err := t.exec("INSERT INTO schema_version (n) VALUES (?)", n)
	return err
}
