package confidential

import "database/sql/driver"

// Value makes an envelope a driver.Valuer: a column of JSON text, NULL if empty.
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

// Scan makes an envelope an sql.Scanner. The error does not quote what was read.
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
