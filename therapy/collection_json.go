package therapy

import (
	"encoding/json"
	"strconv"
)

// Limits on untrusted input, applied before it is checked: far above the present numbers, and low
// enough that checking is fast.
const (
	maxFactors    = 10_000
	maxModalities = 1000
)

// UnmarshalStrictList is [UnmarshalStrict] for a list of at most the given number of
// elements. It refuses a longer list (rule "list-size") before it allocates the elements,
// because a short text can be a list of a million empty elements.
func UnmarshalStrictList[E any](data []byte, list *[]E, most int) error {
	var elements []json.RawMessage
	if err := UnmarshalStrict(data, &elements); err != nil {
		return err
	}
	if len(elements) > most {
		return &FieldError{Rule: "list-size", Hint: "at most " + strconv.Itoa(most) + " elements", Err: ErrRange}
	}
	return UnmarshalStrict(data, list)
}

// MarshalJSON writes the descriptions as an array, in order.
func (v Vocabulary) MarshalJSON() ([]byte, error) { return appendList(v.infos) }

// UnmarshalJSON reads what [Vocabulary.MarshalJSON] writes, strictly, and checks
// it as [NewVocabulary] does. On an error v is unchanged.
func (v *Vocabulary) UnmarshalJSON(data []byte) error {
	var infos []FactorInfo
	if err := UnmarshalStrictList(data, &infos, maxFactors); err != nil {
		return err
	}
	read, err := NewVocabulary(infos...)
	if err == nil {
		*v = read
	}
	return err
}

// Equal reports whether the two have the same factors with the same descriptions in the
// same order.
func (v Vocabulary) Equal(other Vocabulary) bool { return sameJSON(v, other) }

// MarshalJSON writes the descriptors as an array, in the order of their modalities.
func (c Catalogue) MarshalJSON() ([]byte, error) { return appendList(c.entries) }

// UnmarshalJSON reads what [Catalogue.MarshalJSON] writes, strictly, and checks it as
// [NewCatalogue] does. On an error c is unchanged.
func (c *Catalogue) UnmarshalJSON(data []byte) error {
	var descriptors []Descriptor
	if err := UnmarshalStrictList(data, &descriptors, maxModalities); err != nil {
		return err
	}
	read, err := NewCatalogue(descriptors...)
	if err == nil {
		*c = read
	}
	return err
}

// Equal reports whether the two describe the same modalities in the same way.
func (c Catalogue) Equal(other Catalogue) bool { return sameJSON(c, other) }

// appendList writes an empty list for none.
func appendList[E any](list []E) ([]byte, error) {
	if len(list) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal(list)
}

// sameJSON reports whether two values have the same JSON. A value that has no JSON form
// equals nothing.
func sameJSON(a, b json.Marshaler) bool {
	x, err := a.MarshalJSON()
	if err != nil {
		return false
	}
	y, err := b.MarshalJSON()
	return err == nil && string(x) == string(y)
}
