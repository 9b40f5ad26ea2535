package screening

import "github.com/therapykit/therapykit/therapy"

// idForm is the hint of every error about a person's pseudonym.
const idForm = "a pseudonym with a digit in it, never a name"

// fail is one thing wrong, at a place.
func fail(path, rule, hint string, err error) error {
	return &therapy.FieldError{Path: path, Rule: rule, Hint: hint, Err: err}
}
