package compose

import (
	"errors"
	"strconv"

	"github.com/therapykit/therapykit/therapy"
)

// mostFaults is how many faults are listed, so that a hostile file cannot cause a report
// larger than the file. The first ones are listed and the others counted.
const mostFaults = 100

// faults gathers what is wrong in the order in which it is found.
type faults struct {
	list  []error
	count int
}

func (f *faults) add(path, rule string, err error) {
	if f.count++; f.count <= mostFaults {
		f.list = append(f.list, &therapy.FieldError{Path: path, Rule: rule, Err: err})
	}
}

func (f *faults) err() error {
	if f.count > mostFaults {
		return errors.Join(append(f.list, &therapy.FieldError{
			Rule: "too-many-faults", Hint: strconv.Itoa(f.count-mostFaults) + " more", Err: therapy.ErrRange,
		})...)
	}
	return errors.Join(f.list...)
}
