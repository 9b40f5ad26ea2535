package confidential

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// The rights of the person whose record it is: to read it ([View], then [Viewed.Text]), to
// have it erased ([Erasure]), and that it is kept no longer than necessary ([RetentionRule]).

// Erasure says that a person's content was erased by destroying the key of their texts; see
// [Key.Person] and [DestroyedKey]. The audit chain stays complete and records the erasure: it
// contains pseudonyms and names, no content. The zero Erasure is not valid.
type Erasure struct {
	Hidden
	// Person is the person whose content it was, and Key the destroyed key.
	Person PersonID `json:"person"`
	Key    KeyID    `json:"key"`
	// By is the person who destroyed it, At is when, and Ref is the request or decision
	// behind it.
	By  PersonID    `json:"by"`
	At  time.Time   `json:"at"`
	Ref ReferenceID `json:"ref"`
}

// Validate reports everything wrong with the erasure.
func (e Erasure) Validate() error {
	var c therapy.Check
	c.Stated("/person", "erasure-person", !e.Person.IsZero())
	c.RecordID("/key", "erasure-key", string(e.Key))
	c.Stated("/by", "erasure-by", !e.By.IsZero())
	c.Instant("/at", e.At)
	c.RecordID("/ref", "erasure-ref", string(e.Ref))
	return c.Err()
}

// RecordErasure records an erasure. Call it before you destroy the key, so that no key is
// destroyed without a record.
func (g *Gate) RecordErasure(ctx context.Context, e Erasure) error {
	if err := e.Validate(); err != nil {
		return err
	}
	return g.note(ctx, Record{Event: Erased, At: e.At, Actor: e.By, Subject: e.Person, Ref: e.Ref, Key: e.Key, Rule: "erasure"})
}

// RetentionStart is the start of a retention period. The zero RetentionStart is unstated and
// refused.
type RetentionStart uint8

// The starts of retention periods.
const (
	// FromLastContact runs from the last contact with the person.
	FromLastContact RetentionStart = iota + 1
	// FromMajority runs from the day the person comes of age, or from the last contact
	// if that is later.
	FromMajority

	numRetentionStarts
)

//enum:names RetentionStart
var retentionStartNames = [numRetentionStarts]string{FromLastContact: "last-contact", FromMajority: "majority"}

// RetentionRule says how long records of some kinds have to be kept by the law of a place.
// This package has no built-in rules, since the periods differ from place to place. The zero
// RetentionRule is not valid.
type RetentionRule struct {
	// ID names the rule.
	ID string `json:"id"`
	// Kinds are the kinds it applies to; empty means any.
	Kinds []Kind `json:"kinds,omitempty"`
	// Years is the length of the period, From its start. MajorityAt is the age for
	// [FromMajority].
	Years      int            `json:"years"`
	From       RetentionStart `json:"from"`
	MajorityAt int            `json:"majorityAt,omitempty"`
	// Reason says why in words, Sources on whose authority.
	Reason  string           `json:"reason"`
	Sources []therapy.Source `json:"sources"`
}

// Validate reports everything wrong with the rule.
func (r RetentionRule) Validate() error {
	var c therapy.Check
	c.Name("/id", "retention-id", r.ID)
	checkWords(&c, "/kinds", "retention-kinds", r.Kinds)
	if r.Years < 0 || r.Years > 150 {
		c.Wrong("/years", "retention-years", "0 to 150", therapy.ErrRange)
	}
	c.Stated("/from", "retention-from", r.From.Valid())
	if (r.From == FromMajority) != (r.MajorityAt > 0) || r.MajorityAt < 0 || r.MajorityAt > 30 {
		c.Wrong("/majorityAt", "retention-majority", "the age of majority, from which the period runs", therapy.ErrRange)
	}
	c.Stated("/reason", "retention-reason", strings.TrimSpace(r.Reason) != "")
	c.Part("/sources", therapy.ValidateSources(r.Sources))
	return c.Err()
}

// until returns the last day on which the content has to be kept, the zero Date if that is
// not known.
func (r RetentionRule) until(k Kept) therapy.Date {
	start := k.LastContact
	if r.From == FromMajority {
		if k.Born.IsZero() {
			return therapy.Date{}
		}
		if majority := k.Born.AddMonths(12 * r.MajorityAt); start.Before(majority) {
			start = majority
		}
	}
	if start.IsZero() {
		return start
	}
	return start.AddMonths(12 * r.Years)
}

// Kept is stored content of one kind in one record. The zero Kept is never due, since its
// last contact is not known.
type Kept struct {
	Hidden
	// Record names the record, as in [Place]; Subject is the person it is about, and Kind the
	// kind of content.
	Record  string   `json:"record"`
	Subject PersonID `json:"subject"`
	Kind    Kind     `json:"kind"`
	// LastContact is the day of the last contact, Born the day of birth if a rule needs it.
	// Zero means that it is not known.
	LastContact therapy.Date `json:"lastContact,omitzero"`
	Born        therapy.Date `json:"born,omitzero"`
	// Hold says that it must not be destroyed yet, whatever its age, for example because of a
	// lawsuit.
	Hold bool `json:"hold,omitempty"`
}

// Due is content whose retention period is over, with the rules that applied and the last day
// of the longest period.
type Due struct {
	Hidden
	Kept  Kept         `json:"kept"`
	Rules []string     `json:"rules"`
	Until therapy.Date `json:"until"`
}

// DueForErasure lists the content that need not be kept any longer on the day: the periods of
// all rules that apply to it are known and over, and it is not on hold. Content without any
// rule is not due, since nobody has decided about it. The order is that of kept.
func DueForErasure(rules []RetentionRule, kept iter.Seq[Kept], on therapy.Date) ([]Due, error) {
	var c therapy.Check
	for i, r := range rules {
		c.Part("/"+strconv.Itoa(i), r.Validate())
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	var due []Due
	for k := range kept {
		d, known := Due{Kept: k}, true
		for _, r := range rules {
			if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, k.Kind) {
				continue
			}
			until := r.until(k)
			known = known && !until.IsZero()
			d.Rules = append(d.Rules, r.ID)
			if d.Until.Before(until) {
				d.Until = until
			}
		}
		if known && !k.Hold && len(d.Rules) > 0 && d.Until.Before(on) {
			due = append(due, d)
		}
	}
	return due, nil
}

// Text returns what a view shows as lines of text in a language: the place of each piece in
// words, and its content. Withheld content is left out; the last line then says that
// something is withheld, but not what and how much. The name of a field has the key
// "field.NAME".
func (v Viewed) Text(language words.Language) string {
	var b strings.Builder
	withheld := textOf(&b, language, v.JSON, "")
	if withheld {
		b.WriteString(texts.Say(language, "view.not-shown") + "\n")
	}
	return b.String()
}

// textOf writes one value, and reports whether anything in it is withheld.
func textOf(b *strings.Builder, language words.Language, value json.RawMessage, path string) (withheld bool) {
	if string(value) == Withheld {
		return true
	}
	switch {
	case len(value) > 0 && value[0] == '{':
		for name, member := range members(value) {
			withheld = textOf(b, language, member, path+"/"+pointerEscapes.Replace(name)) || withheld
		}
	case len(value) > 0 && value[0] == '[':
		var list []json.RawMessage
		_ = json.Unmarshal(value, &list) // a view is JSON
		for i, element := range list {
			withheld = textOf(b, language, element, path+"/"+strconv.Itoa(i)) || withheld
		}
	case string(value) == "null" || string(value) == `""`:
	default:
		text := string(value)
		var s string
		if json.Unmarshal(value, &s) == nil {
			text = s
			if day, err := therapy.ParseDate(s); err == nil && !language.IsZero() {
				text = language.Day(day.In(time.UTC))
			}
		}
		if place := placeIn(language, path); place != "" {
			text = texts.Say(language, "view.line", words.Name("place", place), words.Name("text", text))
		}
		b.WriteString(text + "\n")
	}
	return withheld
}

// members yields the members of an object in their order.
func members(object json.RawMessage) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		dec := json.NewDecoder(strings.NewReader(string(object)))
		if _, err := dec.Token(); err != nil {
			return
		}
		for dec.More() {
			name, err := dec.Token()
			var member json.RawMessage
			text, ok := name.(string)
			if err != nil || !ok || dec.Decode(&member) != nil || !yield(text, member) {
				return
			}
		}
	}
}
