package confidential

import "database/sql/driver"

// Value implements driver.Valuer. It returns JSON text, or NULL if the envelope is empty.
func (e Envelope) Value() (driver.Value, error) {
	if e.IsZero() {
		return nil, nil
	}
	b, err := e.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return string(b), nil
}

// Scan implements sql.Scanner. The error does not quote the input.
func (e *Envelope) Scan(src any) error {
	switch s := src.(type) {
	case nil:
		*e = Envelope{}
		return nil
	case string:
		return e.UnmarshalJSON([]byte(s))
	case []byte:
		return e.UnmarshalJSON(s)
	}
	return ErrDecode
}
