package confidential

import (
	"slices"
	"strconv"
	"time"

	"github.com/therapykit/therapykit/therapy"
)

// Refusal is one person's recorded refusal of disclosures: to whom, for which purposes, of
// which kinds. It overrides rows that need no consent, such as those of the care team, until
// it is withdrawn or the same person consents later. It does not override legal obligations,
// protection from serious harm, emergencies, the treating therapist's own work or a client's
// own access.
//
// Unlike in a [Consent], an empty list means any: in doubt a refusal is broad. The zero
// Refusal is not valid and counts for nothing.
type Refusal struct {
	Hidden
	// Ref names the refusal, so that decisions can refer to it.
	Ref ConsentID `json:"ref"`
	// By is the person who refuses.
	By PersonID `json:"by"`
	// Audiences, Purposes, Kinds and Recipients are what it refuses; empty means any.
	Audiences  []Audience `json:"audiences,omitempty"`
	Purposes   []Purpose  `json:"purposes,omitempty"`
	Kinds      []Kind     `json:"kinds,omitempty"`
	Recipients []PersonID `json:"recipients,omitempty"`
	// Given is when it was said, Withdrawn when it was withdrawn, zero if it was not.
	Given     time.Time `json:"given"`
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// Validate reports everything wrong with the refusal.
func (r Refusal) Validate() error {
	var c therapy.Check
	c.RecordID("/ref", "refusal-ref", string(r.Ref))
	c.Stated("/by", "refusal-by", !r.By.IsZero())
	checkWords(&c, "/audiences", "refusal-audiences", r.Audiences)
	checkWords(&c, "/purposes", "refusal-purposes", r.Purposes)
	checkWords(&c, "/kinds", "refusal-kinds", r.Kinds)
	c.Instant("/given", r.Given)
	if !r.Withdrawn.IsZero() && r.Withdrawn.Before(r.Given) {
		c.Wrong("/withdrawn", "refusal-withdrawn", "not before it was given", therapy.ErrContradiction)
	}
	return c.Err()
}

// checkWords checks members of a closed vocabulary.
func checkWords[T interface{ Valid() bool }](c *therapy.Check, path, rule string, list []T) {
	for i, x := range list {
		if !x.Valid() {
			c.Wrong(path+"/"+strconv.Itoa(i), rule, "", therapy.ErrUnknown)
		}
	}
}

// covers reports whether the refusal applies to the request.
func (r *Refusal) covers(kind Kind, req *Request) bool {
	return r.Ref.Valid() && !r.By.IsZero() && !r.Given.IsZero() && !req.At.Before(r.Given) && (r.Withdrawn.IsZero() || req.At.Before(r.Withdrawn)) &&
		anyOf(r.Audiences, req.Audience) && anyOf(r.Purposes, req.Purpose) && anyOf(r.Kinds, kind) && anyOf(r.Recipients, req.Recipient)
}

func anyOf[T comparable](list []T, x T) bool { return len(list) == 0 || slices.Contains(list, x) }
