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
	"iter"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// Entry is one line of an audit log: a record, its number, and the hashes that link it to the
// previous line.
type Entry struct {
	Hidden
	// Seq counts from 1.
	Seq uint64 `json:"seq"`
	// Prev is the hash of the previous entry, "" for the first.
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

// Anchor is the end of a log at some time: the number of entries, and the hash of the last.
// Keep anchors where people who can write to the log cannot write: on another machine, with
// another administrator, on paper. Only with an anchor can you detect that the end was cut
// off, or that the whole log was written again. After an old segment is deleted, later
// segments are checked from the anchor at its end.
//
// The zero Anchor is that of an empty log, or means that there is no anchor. An anchor with a
// number and no hash, or a hash and no number, is refused, since it could not check anything.
type Anchor struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"`
	// At is the latest time of a disclosure up to this entry, in whole seconds; zero if there
	// was none. A log that is opened again accepts no earlier disclosure.
	At time.Time `json:"at,omitzero"`
}

// Validate reports everything wrong with the anchor.
func (a Anchor) Validate() error {
	var c therapy.Check
	sum, err := hex.DecodeString(a.Hash)
	if a.Seq == 0 && (a.Hash != "" || !a.At.IsZero()) || a.Seq > 0 && (err != nil || len(sum) != sha256.Size || strings.ToLower(a.Hash) != a.Hash) {
		c.Wrong("/hash", "anchor-form", "the number of entries and the hash of the last, or neither", therapy.ErrContradiction)
	}
	return c.Err()
}

// reaches reports whether two anchors name the same entry.
func (a Anchor) reaches(b Anchor) bool { return a.Seq == b.Seq && a.Hash == b.Hash }

// Log is an [Auditor] that writes entries as JSON lines, chained by hashes. It only appends;
// the caller keeps the written lines. It is safe for concurrent use.
//
// A log can consist of segments, such as a file for each month: [Log.Close] ends one and
// returns its anchor, and [NewLog] with that anchor begins the next. Delete old segments as a
// whole, oldest first; [VerifySegment] checks the remaining ones from the anchor of the last
// deleted segment.
//
// The zero Log, and a log whose last write failed, accept no records, so that nothing is
// disclosed.
type Log struct {
	mu    sync.Mutex
	w     io.Writer
	end   Anchor
	times clock
	// broken says that a write failed, was short or panicked, or that the segment has
	// been closed.
	broken bool
}

// NewLog returns a log that appends to w after the given end. end is the zero Anchor for a
// new log, otherwise the result of [Log.Anchor], of [Log.Close], or of [VerifyLog] without an
// error: after an unfinished line nothing could be read. Each call of Record is one call of
// Write; the data must be safely stored when Write returns. To continue a log that was not
// closed, use [OpenLog]. With an invalid anchor, the log accepts no records.
func NewLog(w io.Writer, end Anchor) *Log {
	l := &Log{w: w, end: end, broken: end.Validate() != nil}
	l.times.reached(end.At)
	return l
}

// OpenLog verifies a log or segment that begins after start, and returns a log that continues
// at its end. It fails if anything is wrong. An unfinished last line is never ignored: a
// person who knows what happened has to check and remove it first. anchor is an earlier end
// of the log.
func OpenLog(r io.Reader, w io.Writer, start, anchor Anchor) (*Log, error) {
	end, err := VerifySegment(r, start, anchor)
	if err != nil {
		return nil, err
	}
	return NewLog(w, end), nil
}

// Record appends an entry for each record, in one call of Write. After a write that failed,
// was short or panicked, the log accepts no more records: a part of a line may have been
// written, and nothing after it could be read.
func (l *Log) Record(_ context.Context, records []Record) error {
	if l == nil || l.w == nil {
		return &therapy.FieldError{Rule: "log-missing", Err: ErrInvalid}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.append(records)
}

func (l *Log) append(records []Record) error {
	if l.broken {
		return &therapy.FieldError{Rule: "log-failed", Hint: "verify it and open it again", Err: ErrInvalid}
	}
	var lines []byte
	end := l.end
	for i := range records {
		if records[i].released() {
			if l.times.before(records[i].At) {
				return &therapy.FieldError{Path: "/at", Rule: "log-time", Hint: "a time that is not before the last disclosure", Err: therapy.ErrContradiction}
			}
			end.At = later(end.At, records[i].At)
		}
		e := Entry{Seq: end.Seq + 1, Prev: end.Hash, Record: records[i]}
		line, err := e.line()
		if err != nil {
			return err
		}
		lines = append(lines, line...)
		end.Seq, end.Hash = e.Seq, e.Hash
	}
	// Until the write has succeeded, the log counts as broken, also if the writer panics.
	l.broken = true
	n, err := l.w.Write(lines)
	if err == nil && n != len(lines) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return err
	}
	l.end, l.broken = end, false
	l.times.reached(end.At)
	return nil
}

// before reports whether the time is too far before the latest disclosure.
func (l *Log) before(t time.Time) bool { return l != nil && l.times.before(t) }

// later returns the later of two times in whole seconds.
func later(a, b time.Time) time.Time {
	b = b.UTC().Truncate(time.Second)
	if a.Before(b) {
		return b
	}
	return a
}

// line sets the hash of the entry and returns it as a line.
func (e *Entry) line() ([]byte, error) {
	hash, err := e.hash()
	if err != nil {
		return nil, err
	}
	e.Hash = hash
	line, err := json.Marshal(e)
	if err != nil {
		return nil, &therapy.FieldError{Path: "/record", Rule: "record-invalid", Err: ErrInvalid}
	}
	return append(line, '\n'), nil
}

// Close ends the segment with an entry that says so, and returns its anchor. Keep the anchor
// elsewhere, and begin the next segment from it. The log accepts no more records.
func (l *Log) Close(at time.Time) (Anchor, error) {
	if l == nil || l.w == nil {
		return Anchor{}, &therapy.FieldError{Rule: "log-missing", Err: ErrInvalid}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.append([]Record{{Event: SegmentClosed, At: at, Rule: "segment"}}); err != nil {
		return Anchor{}, err
	}
	l.broken = true
	return l.end, nil
}

// Anchor returns the present end of the log.
func (l *Log) Anchor() Anchor {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.end
}

// Tampering says what was done to a log.
type Tampering string

// The kinds of tampering.
const (
	// Changed means that an entry does not have its stated hash.
	Changed Tampering = "changed"
	// Missing means that one or more entries are missing.
	Missing Tampering = "missing"
	// Moved means that entries are not in the order in which they were written, or that an
	// entry is repeated.
	Moved Tampering = "moved"
	// Inserted means that an entry is not linked to the one before it.
	Inserted Tampering = "inserted"
	// Unreadable means that a line is not an entry.
	Unreadable Tampering = "unreadable"
	// Torn means that the last line is unfinished, as after a crash or with a full disk.
	Torn Tampering = "torn"
	// CutOff means that the log ends before its anchor.
	CutOff Tampering = "cut-off"
	// Backdated means that an entry has a time of disclosure long before that of an earlier
	// entry.
	Backdated Tampering = "backdated"
)

// TamperError says what was found, and in which line of the log, counted from 1.
type TamperError struct {
	Line int
	What Tampering
}

// Error says what was found and where.
func (e *TamperError) Error() string {
	return fmt.Sprintf("%v: line %d: %s", ErrTampered, e.Line, e.What)
}

// Unwrap returns [ErrTampered].
func (e *TamperError) Unwrap() error { return ErrTampered }

// VerifyLog reads a log from its beginning and finds the first entry that was changed,
// removed, inserted or moved; the error is a [*TamperError]. anchor is an earlier end of the
// log; the zero Anchor checks only the chain, which does not show that the end is missing or
// that everything was written again. VerifyLog returns the end of the log, to keep as an
// anchor or to continue writing. With an error, it returns the last valid entry, to find the
// fault; do not continue writing from it.
func VerifyLog(r io.Reader, anchor Anchor) (Anchor, error) {
	return VerifySegment(r, Anchor{}, anchor)
}

// VerifySegment is [VerifyLog] for a log that begins after start, the anchor at the end of
// the segment before it, which was deleted or is kept elsewhere. Several consecutive segments
// can be read as one. It fails for invalid anchors, and for an anchor from before start,
// which cannot be checked here.
func VerifySegment(r io.Reader, start, anchor Anchor) (Anchor, error) {
	var c therapy.Check
	c.Part("/start", start.Validate())
	c.Part("/anchor", anchor.Validate())
	if anchor.Seq > 0 && anchor.Seq < start.Seq {
		c.Wrong("/anchor", "anchor-before-start", "an anchor within this segment", therapy.ErrRange)
	}
	end := start
	if err := c.Err(); err != nil {
		return end, err
	}
	anchored := anchor.Seq <= start.Seq
	if anchor.Seq > 0 && anchor.Seq == start.Seq && !anchor.reaches(start) {
		return end, &TamperError{Line: 1, What: Changed}
	}
	var times clock
	times.reached(start.At)
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLongLine) {
			return end, err
		}
		if errors.Is(err, io.EOF) {
			return end, &TamperError{Line: n, What: Torn}
		}
		e, ok := readEntry(line)
		if !ok || err != nil {
			return end, &TamperError{Line: n, What: Unreadable}
		}
		if what := follows(&e, end); what != "" {
			if what == Missing && appearsLater(lines, end.Seq+1) {
				what = Moved
			}
			return end, &TamperError{Line: n, What: what}
		}
		if e.Record.released() {
			if times.before(e.Record.At) {
				return end, &TamperError{Line: n, What: Backdated}
			}
			times.reached(e.Record.At)
			end.At = later(end.At, e.Record.At)
		}
		end.Seq, end.Hash = e.Seq, e.Hash
		if end.Seq == anchor.Seq {
			if !end.reaches(anchor) {
				return end, &TamperError{Line: n, What: Changed}
			}
			anchored = true
		}
	}
	if !anchored {
		return end, &TamperError{Line: int(end.Seq-start.Seq) + 1, What: CutOff}
	}
	return end, nil
}

// maxLine is the maximum length of a line: far longer than any entry, and short enough that a
// line without an end does not fill the memory.
const maxLine = 1 << 20

var errLongLine = errors.New("line too long")

// readLine reads a line with its end.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull) && len(line) <= maxLine:
		case errors.Is(err, bufio.ErrBufferFull):
			return line, errLongLine
		default:
			return line, err
		}
	}
}

// Entries yields the records of a log, in order, up to the first line that is not an
// entry. It verifies nothing; see [VerifyLog].
func Entries(r io.Reader) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		lines := bufio.NewReader(r)
		for {
			line, err := readLine(lines)
			e, ok := readEntry(line)
			if !ok || err != nil || !yield(e.Record) {
				return
			}
		}
	}
}

// appearsLater reports whether a later line begins like the entry with this number.
func appearsLater(lines *bufio.Reader, seq uint64) bool {
	begin := []byte(`{"seq":` + strconv.FormatUint(seq, 10) + `,`)
	for {
		line, err := readLine(lines)
		if bytes.HasPrefix(line, begin) {
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
	if len(line) > maxLine || json.Unmarshal(line, &e) != nil {
		return e, false
	}
	written, err := json.Marshal(e)
	return e, err == nil && bytes.Equal(append(written, '\n'), line)
}

// follows says why the entry does not follow the present end of the log, "" if it does.
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
