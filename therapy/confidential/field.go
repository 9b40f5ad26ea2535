package confidential

import (
	"reflect"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// FieldTag is the content of a struct tag by which [View] decides about a field of a record:
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
//   - subject: the field names the person whom the struct and everything in it is about. If
//     each struct in a list has a subject, the list is about several people.
//   - about: the field names other people whom the struct is about.
//   - professional: the field names a person who acts in a professional role; this fact
//     belongs to the client's record, not to theirs.
//   - time, minimum, code, words: the part of the minimum necessary, at most one of them.
//
// If only the minimum necessary is permitted, the recipient and the purpose decide which
// parts are shown:
//
//   - time: times, durations and frequencies. Everybody sees them; the front desk sees
//     nothing else. Days and moments belong to this part by default.
//   - minimum: the codes that a bill needs, such as a diagnosis, a format, a status. A payer
//     sees this part and times; so does a relative or guardian, unless somebody has to be
//     protected.
//   - code: other codes, numbers and truth values. Professionals and courts see them too.
//     Numbers, truth values and members of closed vocabularies belong to this part by
//     default.
//   - words: not part of the minimum. Texts belong to this part by default.
//
// In attendance, a payer, relative or guardian also sees the codes; in risk, a relative or
// guardian does. So a payer sees dates, codes and dose, and no words.
//
// A field that is a struct, or a list or map of structs, needs no tag: the view decides about
// the fields inside it. With a tag, its kind applies to every field inside that has no tag of
// its own, and the whole list is withheld if nothing of the kind may be shown. A sealed
// [Value] has its own label; with a tag, an absent value is treated like a value of that
// kind.
//
// The zero FieldTag is that of a field without a tag. Nobody sees such a field.
type FieldTag struct {
	Kind         Kind
	Subject      bool
	About        bool
	Professional bool
	// Part is the part of the minimum necessary that the tag states, if any.
	Part FieldPart
}

// FieldPart says to which part of the minimum necessary a field belongs; see [FieldTag]. The
// parts are ordered: no recipient of the minimum sees the first, all see the last. With the
// zero FieldPart, the type of the field decides.
type FieldPart uint8

// The parts.
const (
	// PartWords is not part of the minimum.
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

// least returns the first part, in the order of [FieldPart], that a recipient sees of content
// of the kind if only the minimum necessary is permitted.
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

// FieldTagOf reads the tag of a field. It fails for a malformed tag; the zero FieldTag
// without an error means that there is none.
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
