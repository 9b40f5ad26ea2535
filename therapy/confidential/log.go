package confidential

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// Entry is one line of an audit log: a record, its number, and the hashes that
// chain it to the line before.
type Entry struct {
	Hidden
	// Seq counts from 1.
	Seq uint64 `json:"seq"`
	// Prev is the hash of the entry before, "" for the first.
	Prev   string `json:"prev"`
	Record Record `json:"record"`
	// Hash is the SHA-256, in hexadecimal, of the JSON of the entry without Hash.
	Hash string `json:"hash"`
}

func (e Entry) hash() (string, error) {
	e.Hash = ""
	b, err := json.Marshal(e)
	if err != nil {
		return "", &therapy.FieldError{Path: "/record", Rule: "record-invalid", Err: ErrInvalid}
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Anchor is the end of a log at some time: how many entries, and the hash of the
// last. Keep anchors somewhere else than the log: with one, cutting off the end
// is found too, and so is a log that was rewritten whole.
//
// The zero Anchor is that of an empty log, or of one nobody has anchored.
type Anchor struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"`
}

// Log is an [Auditor] that writes entries as JSON lines, chained by hashes. It
// only ever appends; keeping what it writes is the caller's part. It is safe for
// concurrent use.
type Log struct {
	mu     sync.Mutex
	w      io.Writer
	end    Anchor
	failed bool
}

// NewLog returns a log that appends to w after the given end: the zero Anchor
// for a new log, otherwise what [Log.Anchor] or [VerifyLog] returned. Each entry
// is one call of Write; w has to have it safe when Write returns.
func NewLog(w io.Writer, end Anchor) *Log { return &Log{w: w, end: end} }

// Record appends the records, each an entry, in one call of Write. After a failed write
// the log takes no more: part of a line may be out, and what follows it could not be
// read.
func (l *Log) Record(_ context.Context, records []Record) error {
	if l == nil || l.w == nil {
		return &therapy.FieldError{Rule: "log-missing", Err: ErrInvalid}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.failed {
		return &therapy.FieldError{Rule: "log-failed", Err: ErrInvalid}
	}
	var lines []byte
	end := l.end
	for i := range records {
		e := Entry{Seq: end.Seq + 1, Prev: end.Hash, Record: records[i]}
		hash, err := e.hash()
		if err != nil {
			return err
		}
		e.Hash = hash
		line, err := json.Marshal(e)
		if err != nil {
			return &therapy.FieldError{Path: "/record", Rule: "record-invalid", Err: ErrInvalid}
		}
		lines = append(append(lines, line...), '\n')
		end = Anchor{Seq: e.Seq, Hash: e.Hash}
	}
	// Until the write is known to be whole the log counts as broken, also when the
	// writer panics.
	l.failed = true
	n, err := l.w.Write(lines)
	if err == nil && n != len(lines) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return err
	}
	l.end, l.failed = end, false
	return nil
}

// Anchor returns the present end of the log.
func (l *Log) Anchor() Anchor {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.end
}

// Tampering is what has been done to a log.
type Tampering string

// The kinds of tampering.
const (
	// Changed: an entry does not have the hash it says.
	Changed Tampering = "changed"
	// Missing: one or more entries are not there.
	Missing Tampering = "missing"
	// Moved: entries stand in another order than they were written in, or an
	// entry stands there twice.
	Moved Tampering = "moved"
	// Inserted: an entry does not follow from the one before it.
	Inserted Tampering = "inserted"
	// Unreadable: a line is not an entry.
	Unreadable Tampering = "unreadable"
	// CutOff: the log ends before its anchor.
	CutOff Tampering = "cut-off"
)

// TamperError says what was found and at which line of the log, counted from 1.
type TamperError struct {
	Line int
	What Tampering
}

// Error says where and what.
func (e *TamperError) Error() string {
	return fmt.Sprintf("%v: line %d: %s", ErrTampered, e.Line, e.What)
}

// Unwrap returns [ErrTampered].
func (e *TamperError) Unwrap() error { return ErrTampered }

// VerifyLog reads a log and finds the first entry that was changed, left out,
// put in or moved; the error is a [*TamperError]. The anchor is what the log is
// known to have reached; the zero Anchor checks the chain alone, which cannot
// find that the end is missing or that everything was written anew. It returns
// the end of the log, to anchor it again or to go on writing.
func VerifyLog(r io.Reader, anchor Anchor) (Anchor, error) {
	var end Anchor
	anchored := anchor.Seq == 0
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return end, err
		}
		e, ok := readEntry(line)
		if !ok || err != nil { // a last line without its end was not finished
			return end, &TamperError{Line: n, What: Unreadable}
		}
		if what := follows(&e, end); what != "" {
			if what == Missing && comesLater(lines, end.Seq+1) {
				what = Moved
			}
			return end, &TamperError{Line: n, What: what}
		}
		end = Anchor{Seq: e.Seq, Hash: e.Hash}
		if end.Seq == anchor.Seq {
			if end.Hash != anchor.Hash {
				return end, &TamperError{Line: n, What: Changed}
			}
			anchored = true
		}
	}
	if !anchored {
		return end, &TamperError{Line: int(end.Seq) + 1, What: CutOff}
	}
	return end, nil
}

// comesLater reports whether the entry with the number stands further down.
func comesLater(lines *bufio.Reader, seq uint64) bool {
	for {
		line, err := lines.ReadBytes('\n')
		if e, ok := readEntry(line); ok && e.Seq == seq {
			return true
		}
		if err != nil {
			return false
		}
	}
}

// readEntry reads one line strictly: an entry, written as this package writes
// it, so that nothing can hide in a line that the hash does not cover.
func readEntry(line []byte) (Entry, bool) {
	var e Entry
	if json.Unmarshal(line, &e) != nil {
		return e, false
	}
	written, err := json.Marshal(e)
	return e, err == nil && bytes.Equal(append(written, '\n'), line)
}

// follows says how the entry fails to follow the end of the log so far.
func follows(e *Entry, end Anchor) Tampering {
	hash, err := e.hash()
	switch {
	case err != nil || hash != e.Hash:
		return Changed
	case e.Seq > end.Seq+1:
		return Missing
	case e.Seq <= end.Seq:
		return Moved
	case e.Prev != end.Hash:
		return Inserted
	}
	return ""
}
