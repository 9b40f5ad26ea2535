package governance

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// MaxCaseSize is the maximum length of a line of past cases, in bytes.
const MaxCaseSize = 1 << 20

// MaxCaseColumns is the maximum number of columns in a table of past cases.
const MaxCaseColumns = 4096

// ReadJSONLines yields a case for every line of r that is not empty. Each line is a [Case] in
// JSON:
//
//	{"id":"p-1","intake":{"adult":"yes","values-privacy":"strongly"},"decided":"individual"}
//
// The intake is required: {} says that nothing was answered. The text is UTF-8, with or
// without a byte order mark.
//
// A line that is not a case is yielded as a case with a [Case.Err] and with an id that names
// the line, and reading continues; [Backtest] counts such a case, searches it for danger and
// continues too. A line
// longer than [MaxCaseSize], or an error of r, is reported in the same way, but ends the
// sequence. Lines are read one at a time and not kept. The sequence can be used only once.
func ReadJSONLines(r io.Reader) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for n, line := range lines(r) {
			if line.failed != nil {
				yield(unreadable(n, line.failed, line.text))
				return
			}
			if !yield(caseOfJSON(n, line.text)) {
				return
			}
		}
	}
}

// ReadCSV yields a case for every line of a table except the first, which names the columns:
//
//	id,decided,adult,no-acute-risk,values-privacy
//	p-1,individual,yes,yes,strongly
//	p-2,,yes,yes,
//
// The columns id and decided may be missing; every other column is a statement, and there
// must be at least one. A cell is yes, no, strongly or unknown, as in an intake; an empty
// cell is unknown, so that a blank never becomes a no. A line with only empty cells, as
// spreadsheets write at the end, counts as an empty line. Columns are separated by commas or,
// if the first line has none, by semicolons. A cell must not contain a line break. Errors are
// reported as by [ReadJSONLines], with the number of the column, counted from 0; if the first
// line is wrong, there are no other cases, and the lines below it are only searched for danger.
func ReadCSV(r io.Reader) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		var columns []string
		var heading *Case // that is wrong
		var under []byte  // what stands under it
		separator := ','
		for n, line := range lines(r) {
			switch {
			case heading != nil:
				one := pairs(columns, line.text, separator)
				if line.failed != nil || len(under)+len(one) > MaxCaseSize {
					yield(*heading)
					return
				}
				under = append(append(under, one...), '\n')
			case line.failed != nil:
				yield(unreadable(n, line.failed, pairs(columns, line.text, separator)))
				return
			case columns != nil:
				if c, empty := caseOfCells(n, line.text, columns, separator); !empty && !yield(c) {
					return
				}
			default:
				if !bytes.ContainsRune(line.text, ',') && bytes.ContainsRune(line.text, ';') {
					separator = ';'
				}
				var err error
				if columns, err = readColumns(line.text, separator); err != nil {
					wrong := unreadable(n, err, nil)
					wrong.unread = func() []byte { return under }
					heading = &wrong
				}
			}
		}
		if heading != nil {
			yield(*heading)
		}
	}
}

// readColumns reads and judges the first line of a table. With an error it returns the columns
// as far as they can be made out.
func readColumns(text []byte, separator rune) ([]string, error) {
	columns := cellsAnyway(text, separator)
	if err := checkText(text); err != nil {
		return columns, err
	}
	if _, err := splitLine(text, separator); err != nil {
		return columns, err
	}
	return columns, checkColumns(columns)
}

// cellsAnyway splits a line that cannot be read.
func cellsAnyway(text []byte, separator rune) []string {
	cells, err := splitLine(text, separator)
	if err != nil {
		cells = strings.Split(strings.ReplaceAll(string(text), `"`, ""), string(separator))
	}
	return cells
}

// pairs writes a line of a table as an object of columns and cells, to search it for danger.
// If a cell is missing or too many, nobody knows where, and each cell stands under both
// columns that it may belong to.
func pairs(columns []string, text []byte, separator rune) []byte {
	cells := cellsAnyway(text, separator)
	out := []byte{'{'}
	for _, shift := range slices.Compact([]int{0, len(columns) - len(cells)}) {
		for i, cell := range cells {
			if at := i + shift; at >= 0 && at < len(columns) && cell != "" {
				out = strconv.AppendQuote(out, columns[at])
				out = append(strconv.AppendQuote(append(out, ':'), cell), ',')
			}
		}
	}
	return append(out, '}')
}

// line is a line of a stream, or the error that ended the stream.
type line struct {
	text   []byte // until the next line is read; of a line that is too long its beginning
	failed error
}

// lines yields every line of r that is not empty with its number, counted from one. A line
// that is too long, or an error of r, is the last.
func lines(r io.Reader) iter.Seq2[int, line] {
	return func(yield func(int, line) bool) {
		scanner := bufio.NewScanner(r)
		scanner.Buffer(make([]byte, 0, 1<<12), MaxCaseSize)
		var long []byte
		scanner.Split(func(data []byte, end bool) (int, []byte, error) {
			advance, token, err := bufio.ScanLines(data, end)
			if advance == 0 && len(data) >= MaxCaseSize {
				long = bytes.Clone(data)
			}
			return advance, token, err
		})
		n := 1
		for ; scanner.Scan(); n++ {
			text := scanner.Bytes()
			if n == 1 {
				text = bytes.TrimPrefix(text, []byte("\ufeff"))
			}
			if len(bytes.TrimSpace(text)) > 0 && !yield(n, line{text: text}) {
				return
			}
		}
		switch err := scanner.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield(n, line{text: long, failed: &therapy.FieldError{Rule: "case-size", Hint: "at most " + strconv.Itoa(MaxCaseSize) + " bytes a line; the rest was not read", Err: therapy.ErrRange}})
		case err != nil:
			yield(n, line{failed: &therapy.FieldError{Rule: "case-read", Hint: "the rest could not be read", Err: therapy.ErrSyntax}})
		}
	}
}

// unreadable returns the case for a line that is not a case. text is what is searched for
// danger.
func unreadable(n int, err error, text []byte) Case {
	text = bytes.Clone(text)
	c := Case{line: n, wrong: err, unread: func() []byte { return text }}
	c.ID = c.name()
	return c
}

// checkText refuses a line that is not UTF-8, such as a line of a file in another encoding: its
// names would be read as other names.
func checkText(line []byte) error {
	if utf8.Valid(line) && bytes.IndexByte(line, 0) < 0 {
		return nil
	}
	return &therapy.FieldError{Rule: "case-utf8", Hint: "text in UTF-8: save the file in that encoding", Err: therapy.ErrSyntax}
}

// caseOfJSON reads a line of JSON.
func caseOfJSON(n int, text []byte) Case {
	if err := checkText(text); err != nil {
		return unreadable(n, err, text)
	}
	var d struct {
		ID      string            `json:"id,omitempty"`
		Intake  *recommend.Intake `json:"intake"`
		Decided policy.Option     `json:"decided,omitempty"`
	}
	err := therapy.UnmarshalStrict(text, &d)
	if err == nil && d.Intake == nil {
		err = &therapy.FieldError{Path: "/intake", Rule: "case-intake", Hint: "an object of statements and answers; {} if nothing was answered", Err: therapy.ErrRequired}
	}
	if err != nil {
		return unreadable(n, err, text)
	}
	return Case{ID: d.ID, Intake: *d.Intake, Decided: d.Decided, line: n}
}

func splitLine(line []byte, separator rune) ([]string, error) {
	table := csv.NewReader(bytes.NewReader(line))
	table.Comma, table.FieldsPerRecord = separator, -1
	cells, err := table.Read()
	if err != nil {
		between := map[rune]string{',': "commas", ';': "semicolons"}[separator]
		return nil, &therapy.FieldError{Rule: "case-csv", Hint: "cells with " + between + " between them, every quote closed, and no line break in a cell", Err: therapy.ErrSyntax}
	}
	return cells, nil
}

// checkColumns checks the first line of a table.
func checkColumns(columns []string) error {
	if len(columns) > MaxCaseColumns {
		return &therapy.FieldError{Rule: "case-columns", Hint: "at most " + strconv.Itoa(MaxCaseColumns), Err: therapy.ErrRange}
	}
	var c therapy.Check
	seen := map[string]bool{}
	statements := 0
	for i, name := range columns {
		place := therapy.Pointer("columns", strconv.Itoa(i))
		var answer therapy.Answer
		switch {
		case !therapy.ValidName(name):
			c.Wrong(place, "case-column", "id, decided or the name of a statement, as it is written in an intake, without spaces; commas or semicolons between them", therapy.ErrSyntax)
		case seen[name]:
			c.Wrong(place, "case-column-twice", "each column once", therapy.ErrDuplicate)
		case answer.UnmarshalText([]byte(name)) == nil:
			c.Wrong(place, "case-heading", "the first line names the columns: this is an answer", therapy.ErrContradiction)
		case name != "id" && name != "decided":
			statements++
		}
		seen[name] = true
	}
	if err := c.Err(); err != nil {
		return err
	}
	if statements == 0 {
		return &therapy.FieldError{Path: "/columns", Rule: "case-heading", Hint: "at least one column for a statement", Err: therapy.ErrRequired}
	}
	return nil
}

// caseOfCells reads a line of a table. It reports a line of empty cells as such.
func caseOfCells(n int, text []byte, columns []string, separator rune) (read Case, empty bool) {
	refuse := func(err error) (Case, bool) { return unreadable(n, err, pairs(columns, text, separator)), false }
	if err := checkText(text); err != nil {
		return refuse(err)
	}
	cells, err := splitLine(text, separator)
	if err != nil {
		return refuse(err)
	}
	if !slices.ContainsFunc(cells, func(cell string) bool { return cell != "" }) {
		return Case{}, true
	}
	if len(cells) != len(columns) {
		return refuse(&therapy.FieldError{Rule: "case-columns", Hint: strconv.Itoa(len(columns)) + " columns, as in the first line", Err: therapy.ErrRange})
	}
	answers := recommend.Answers{}
	made := Case{Intake: recommend.Intake{Answers: answers}, line: n, columns: columns}
	var c therapy.Check
	for i, name := range columns {
		switch cell := cells[i]; {
		case name == "id":
			made.ID = cell
		case name == "decided":
			made.Decided = policy.Option(cell)
		case cell != "":
			var answer therapy.Answer
			if err := answer.UnmarshalText([]byte(cell)); err != nil {
				c.Wrong(therapy.Pointer("columns", strconv.Itoa(i)), "answer-word", "yes, no, strongly, unknown or nothing", therapy.ErrUnknown)
			}
			answers[therapy.Factor(name)] = answer
		}
	}
	if err := c.Err(); err != nil {
		return refuse(err)
	}
	return made, false
}

// name is the name of the case in a report: its pseudonym, or else its line.
func (c *Case) name() string {
	if c.ID == "" && c.line > 0 {
		return "line " + strconv.Itoa(c.line)
	}
	return c.ID
}

// place returns the place of an error in the case's intake. For a statement that a policy does not
// have it is the position in the intake, because its name may be about a person, or the column in a
// table.
func (c *Case) place(path string, asked recommend.Intake) string {
	number, counted := strings.CutPrefix(path, "/#")
	n, err := strconv.Atoi(number)
	names := slices.Sorted(maps.Keys(asked.Answers))
	if !counted || err != nil || n < 1 || n > len(names) {
		return path
	}
	if i := slices.Index(c.columns, string(names[n-1])); i >= 0 {
		return therapy.Pointer("columns", strconv.Itoa(i))
	}
	return path
}
