package confidential

import (
	"reflect"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// FieldTag is what the struct tag of a record's field says about its content, for
// [View]:
//
//	Client   PersonID     `json:"client" kind:"identity,subject"`
//	Author   PersonID     `json:"author" kind:"identity,professional"`
//	Mentions []PersonID   `json:"mentions" kind:"identity,about"`
//	Status   Status       `json:"status" kind:"treatment-plan"`
//	Code     Code         `json:"code" kind:"diagnosis,minimum"`
//	Score    measure.Score `json:"score" kind:"test-result"`
//	Goals    []Goal       `json:"goals"`
//
// The first word is the name of a [Kind]. The options follow:
//
//   - subject: the person named is whom the struct is about, with everything in it.
//     A list of structs with a subject each is a list about several people.
//   - about: the people named are others whom the struct is about.
//   - professional: the person named acts in a professional role, and that they do is
//     part of the client's record, not of theirs.
//   - minimum: the field is part of the minimum necessary, see below.
//   - words: the field is not part of the minimum necessary.
//
// Where only the minimum necessary is permitted, fields that are numbers, times,
// truth values or members of closed vocabularies are shown, and texts are not: a payer
// sees dates, codes and dose, no words. The options minimum and words say otherwise
// for one field.
//
// A field that is a struct, or a list or map of structs, needs no tag: a view goes into
// it. With a tag, its kind holds for every field inside that has no tag of its own, and
// a list is withheld as a whole where nothing of the kind may be shown. A sealed
// [Value] has its own label; with a tag, an absent one is treated like one of the kind.
//
// The zero FieldTag is that of a field without a tag, which nobody sees.
type FieldTag struct {
	Kind         Kind
	Subject      bool
	About        bool
	Professional bool
	Minimum      bool
	Words        bool
}

// FieldTagOf reads the tag of a field. It fails for a tag that is not as documented;
// the zero FieldTag without an error means that there is none.
func FieldTagOf(f reflect.StructField) (FieldTag, error) {
	text, tagged := f.Tag.Lookup("kind")
	if !tagged {
		return FieldTag{}, nil
	}
	words := strings.Split(text, ",")
	var t FieldTag
	if err := t.Kind.UnmarshalText([]byte(words[0])); err != nil {
		return FieldTag{}, &therapy.FieldError{Rule: "field-kind", Hint: "the name of a kind", Err: therapy.ErrUnknown}
	}
	for i, option := range words[1:] {
		set, known := map[string]*bool{
			"subject": &t.Subject, "about": &t.About, "professional": &t.Professional, "minimum": &t.Minimum, "words": &t.Words,
		}[option]
		if !known || slices.Contains(words[1:i+1], option) {
			return FieldTag{}, &therapy.FieldError{Rule: "field-option", Hint: "subject, about, professional, minimum or words, once each", Err: therapy.ErrUnknown}
		}
		*set = true
	}
	roles := 0
	for _, role := range []bool{t.Subject, t.About, t.Professional} {
		if role {
			roles++
		}
	}
	if roles > 1 || roles == 1 && (t.Kind != Identity || !namesPeople(f.Type)) || t.Subject && f.Type != personType || t.Minimum && t.Words {
		return FieldTag{}, &therapy.FieldError{Rule: "field-option", Hint: "one role, and only of a person named by pseudonym", Err: therapy.ErrContradiction}
	}
	return t, nil
}

var personType = reflect.TypeFor[PersonID]()

// namesPeople reports whether the type is that of a person, of a list of people, or of
// a pointer to either.
func namesPeople(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
		t = t.Elem()
	}
	return t == personType
}
