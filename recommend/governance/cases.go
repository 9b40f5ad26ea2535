package governance

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strconv"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// MaxCaseSize is how long a line of past cases may be, in bytes.
const MaxCaseSize = 1 << 20

// MaxCaseColumns is how many columns a table of past cases may have.
const MaxCaseColumns = 4096

// ReadJSONLines yields a case for every line of r that is not empty, as [Case] is written
// in JSON:
//
//	{"id":"p-1","intake":{"adult":"yes","values-privacy":"strongly"},"decided":"individual"}
//
// A line that is not a case is yielded as a case that [Case.Err] says is wrong, named after
// the line, and reading goes on; [Backtest] counts it and does not end. The same happens
// to a line beyond [MaxCaseSize] and to an error of r, which are the last. Lines are read
// one at a time and not kept. The result can be gone through once.
func ReadJSONLines(r io.Reader) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for n, line := range lines(r) {
			if line.failed != nil {
				yield(unreadable(n, line.failed))
				return
			}
			var c Case
			if err := therapy.UnmarshalStrict(line.text, &c); err != nil {
				c = unreadable(n, err)
			}
			if !yield(c) {
				return
			}
		}
	}
}

// ReadCSV yields a case for every line of a table but the first, which names the columns:
//
//	id,decided,adult,no-acute-risk,values-privacy
//	p-1,individual,yes,yes,strongly
//	p-2,,yes,yes,
//
// The columns id and decided may be missing; every other is a statement. A cell is yes, no,
// strongly or unknown, as in an intake; an empty one is unknown, so that a table cannot turn
// a blank into a no. Columns are separated by commas or, if the first line has none, by
// semicolons. A cell has no line break in it. What is wrong is reported as by
// [ReadJSONLines]; where the first line is wrong, that is all.
func ReadCSV(r io.Reader) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		var columns []string
		separator := ','
		for n, line := range lines(r) {
			err := line.failed
			if columns == nil && err == nil {
				if !bytes.ContainsRune(line.text, ',') && bytes.ContainsRune(line.text, ';') {
					separator = ';'
				}
				if columns, err = splitLine(line.text, separator); err == nil {
					err = checkColumns(columns)
				}
				if err == nil {
					continue
				}
				columns = nil
			}
			if columns == nil || line.failed != nil {
				yield(unreadable(n, err))
				return
			}
			if !yield(caseOf(n, line.text, columns, separator)) {
				return
			}
		}
	}
}

// line is a line of a stream, or what kept the stream from being read on.
type line struct {
	text   []byte // until the next line is read
	failed error
}

// lines yields every line of r that is not empty with its number, counted from one. A line
// that is too long, or an error of r, is the last.
func lines(r io.Reader) iter.Seq2[int, line] {
	return func(yield func(int, line) bool) {
		scanner := bufio.NewScanner(r)
		scanner.Buffer(make([]byte, 0, 1<<12), MaxCaseSize)
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
			yield(n, line{failed: &therapy.FieldError{Rule: "case-size", Hint: "at most " + strconv.Itoa(MaxCaseSize) + " bytes a line", Err: therapy.ErrRange}})
		case err != nil:
			yield(n, line{failed: &therapy.FieldError{Rule: "case-read", Hint: "the rest could not be read", Err: therapy.ErrSyntax}})
		}
	}
}

// unreadable stands for a line that is not a case.
func unreadable(n int, err error) Case { return Case{ID: "line " + strconv.Itoa(n), wrong: err} }

func splitLine(line []byte, separator rune) ([]string, error) {
	table := csv.NewReader(bytes.NewReader(line))
	table.Comma, table.FieldsPerRecord = separator, -1
	cells, err := table.Read()
	if err != nil {
		return nil, &therapy.FieldError{Rule: "case-csv", Hint: "cells separated by " + string(separator) + ", quoted where need be", Err: therapy.ErrSyntax}
	}
	return cells, nil
}

func checkColumns(columns []string) error {
	if len(columns) > MaxCaseColumns {
		return &therapy.FieldError{Rule: "case-columns", Hint: "at most " + strconv.Itoa(MaxCaseColumns), Err: therapy.ErrRange}
	}
	var c therapy.Check
	seen := map[string]bool{}
	for i, name := range columns {
		place := therapy.Pointer("columns", strconv.Itoa(i))
		if !therapy.ValidName(name) {
			c.Wrong(place, "case-column", "id, decided or the name of a statement", therapy.ErrSyntax)
		} else if seen[name] {
			c.Wrong(place, "case-column-twice", "", therapy.ErrDuplicate)
		}
		seen[name] = true
	}
	return c.Err()
}

// caseOf reads a line of a table.
func caseOf(n int, text []byte, columns []string, separator rune) Case {
	cells, err := splitLine(text, separator)
	if err != nil {
		return unreadable(n, err)
	}
	if len(cells) != len(columns) {
		return unreadable(n, &therapy.FieldError{Rule: "case-columns", Hint: strconv.Itoa(len(columns)) + " columns, as in the first line", Err: therapy.ErrRange})
	}
	answers := recommend.Answers{}
	made := Case{Intake: recommend.Intake{Answers: answers}}
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
		return unreadable(n, err)
	}
	return made
}
