package therapy

import "encoding/json"

// MarshalJSON writes the descriptions as an array, in order.
func (v Vocabulary) MarshalJSON() ([]byte, error) {
	if v.infos == nil {
		return []byte("[]"), nil
	}
	return json.Marshal(v.infos)
}

// UnmarshalJSON reads what [Vocabulary.MarshalJSON] writes, strictly, and checks
// it as [NewVocabulary] does. On an error v stays as it was.
func (v *Vocabulary) UnmarshalJSON(data []byte) error {
	var infos []FactorInfo
	if err := UnmarshalStrict(data, &infos); err != nil {
		return err
	}
	read, err := NewVocabulary(infos...)
	if err == nil {
		*v = read
	}
	return err
}
