package confidential

import (
	"encoding/json"

	"github.com/therapykit/therapykit/therapy"
)

// tableRow is a row of a table as it is written: the rule and the overlay that it
// belongs to.
type tableRow struct {
	Overlay string `json:"overlay,omitempty"`
	Rule    Rule   `json:"rule"`
}

// within1MB refuses text that is longer than 1 MB, which no table or decision is.
func within1MB(data []byte) error {
	if len(data) > 1<<20 {
		return &therapy.FieldError{Rule: "text-size", Hint: "at most a megabyte", Err: therapy.ErrRange}
	}
	return nil
}

// MarshalJSON writes the rows in the order in which they are tried.
func (t *Table) MarshalJSON() ([]byte, error) {
	rows := []tableRow{}
	for overlay, r := range t.All() {
		rows = append(rows, tableRow{overlay, r})
	}
	return json.Marshal(rows)
}

// UnmarshalJSON reads what MarshalJSON writes, strictly, and checks it as [NewTable] and
// [Table.With] do.
func (t *Table) UnmarshalJSON(data []byte) error {
	var rows []tableRow
	if err := within1MB(data); err != nil {
		return err
	}
	if err := therapy.UnmarshalStrict(data, &rows); err != nil {
		return err
	}
	if len(rows) > 1000 {
		return &therapy.FieldError{Rule: "table-size", Hint: "at most 1000", Err: therapy.ErrRange}
	}
	built := &Table{}
	for end := len(rows); end > 0; { // the last overlay was laid first
		begin := end - 1
		for begin > 0 && rows[begin-1].Overlay == rows[end-1].Overlay {
			begin--
		}
		var rules []Rule
		for _, r := range rows[begin:end] {
			rules = append(rules, r.Rule)
		}
		next, err := built.With(rows[end-1].Overlay, rules...)
		if err != nil {
			return err
		}
		built, end = next, begin
	}
	*t = *built
	return nil
}
