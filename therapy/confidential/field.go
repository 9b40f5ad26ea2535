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
//   - time, minimum, code, words: what part of the minimum necessary it is, one of them.
//
// Where only the minimum necessary is permitted, it depends on who asks and what for what
// of a record they see:
//
//   - time: times, and how long and how often. Everybody sees them, and the front desk
//     nothing else. Days and moments are of this part without being told.
//   - minimum: the codes that a bill needs, such as a diagnosis, a format, a status. A
//     payer sees times and these; so does a relative or guardian, unless somebody has to
//     be protected.
//   - code: other codes, numbers and truth values. Professionals see them too, and courts.
//     Numbers, truth values and members of closed vocabularies are of this part without
//     being told.
//   - words: no part of the minimum. Texts are of this part without being told.
//
// Of attendance a payer, relative or guardian sees the codes too, and of risk a relative or
// guardian. So a payer sees dates, codes and dose, and no words.
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
	// Part is what part of the minimum necessary the field is, if it says so.
	Part FieldPart
}

// FieldPart is what part of the minimum necessary a field is, from what nobody sees of it
// to what everybody sees; see [FieldTag]. The zero FieldPart leaves it to the type of the
// field.
type FieldPart uint8

// The parts.
const (
	// PartWords is no part of the minimum.
	PartWords FieldPart = iota + 1
	// PartCode is for professionals.
	PartCode
	// PartMinimum is for payers as well.
	PartMinimum
	// PartTime is for everybody.
	PartTime

	numFieldParts
)

//enum:names FieldPart
var fieldPartNames = [numFieldParts]string{PartWords: "words", PartCode: "code", PartMinimum: "minimum", PartTime: "time"}

// least returns the least part that somebody sees of content of the kind where only the
// minimum necessary is permitted.
func (x Audience) least(p Purpose, k Kind) FieldPart {
	switch {
	case x == FrontDesk:
		return PartTime
	case p == Protection || p == ChildProtection || p == Emergency, k == Attendance:
		return PartCode
	case x == Payer, (x == Relative || x == Guardian) && k != RiskAssessment:
		return PartMinimum
	}
	return PartCode
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
		role, known := map[string]*bool{"subject": &t.Subject, "about": &t.About, "professional": &t.Professional}[option]
		switch {
		case slices.Contains(words[1:i+1], option), !known && t.Part != 0:
			return FieldTag{}, &therapy.FieldError{Rule: "field-option", Hint: "one part of the minimum, and each option once", Err: therapy.ErrDuplicate}
		case known:
			*role = true
		case t.Part.UnmarshalText([]byte(option)) != nil:
			return FieldTag{}, &therapy.FieldError{Rule: "field-option", Hint: "subject, about, professional, time, minimum, code or words", Err: therapy.ErrUnknown}
		}
	}
	roles := 0
	for _, role := range []bool{t.Subject, t.About, t.Professional} {
		if role {
			roles++
		}
	}
	if roles > 1 || roles == 1 && (t.Kind != Identity || !namesPeople(f.Type)) || t.Subject && f.Type != personType {
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
