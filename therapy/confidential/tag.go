package confidential

import (
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Tags is a set of sensitivities that content has besides its kind. The zero
// Tags is none.
type Tags uint8

// The sensitivities. Each can be added to others with |.
const (
	// SubstanceUse (HL7 SUD, ETH) is substance use. In some places more protective law
	// applies, such as 42 CFR Part 2 in the United States.
	SubstanceUse Tags = 1 << iota
	// Abuse (SDV) is sexual assault, abuse or domestic violence. The person has to be kept
	// safe from the perpetrator.
	Abuse
	// Violence (VIO) is actual or threatened violence.
	Violence
	// SexualHealth (SEX) is sexual health.
	SexualHealth
	// Minor (ADOL) means that the person is a minor.
	Minor
	// AtRequest (PRS) means that the person has asked for more protection.
	AtRequest

	allTags = AtRequest<<1 - 1
)

var tagNames = []struct{ name, hl7 string }{
	{"substance-use", "SUD"},
	{"abuse", "SDV"},
	{"violence", "VIO"},
	{"sexual-health", "SEX"},
	{"minor", "ADOL"},
	{"at-request", "PRS"},
}

// Has reports whether every tag of x is in the set.
func (t Tags) Has(x Tags) bool { return t&x == x }

// DefaultLevel returns the lowest level of content with these tags: very restricted for Abuse
// and AtRequest, which are both examples that HL7 gives for V; restricted for the others.
func (t Tags) DefaultLevel() Level {
	switch {
	case t&^allTags != 0, t&(Abuse|AtRequest) != 0:
		return VeryRestricted
	case t != 0:
		return Restricted
	}
	return Unrestricted
}

// HL7 returns the codes of HL7 v3-ActCode, in the order of the constants.
func (t Tags) HL7() []string {
	var codes []string
	for i, tag := range tagNames {
		if t.Has(1 << i) {
			codes = append(codes, tag.hl7)
		}
	}
	return codes
}

// String lists the names, joined by commas, "" for none.
func (t Tags) String() string {
	var names []string
	for i, tag := range tagNames {
		if t.Has(1 << i) {
			names = append(names, tag.name)
		}
	}
	return strings.Join(names, ",")
}

// AppendText appends the text of [Tags.String]; it fails for a tag that is not one of the
// constants.
func (t Tags) AppendText(b []byte) ([]byte, error) {
	if t&^allTags != 0 {
		return b, &therapy.FieldError{Rule: "tags-invalid", Err: therapy.ErrUnknown}
	}
	return append(b, t.String()...), nil
}

// MarshalText returns the text that [Tags.AppendText] appends.
func (t Tags) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText reads names joined by commas, each at most once.
func (t *Tags) UnmarshalText(text []byte) error {
	var read Tags
	if len(text) > 0 {
		for name := range strings.SplitSeq(string(text), ",") {
			tag := Tags(0)
			for i, known := range tagNames {
				if known.name == name {
					tag = 1 << i
				}
			}
			if tag == 0 || read.Has(tag) {
				return &therapy.FieldError{Rule: "tags-unknown", Err: therapy.ErrUnknown}
			}
			read |= tag
		}
	}
	*t = read
	return nil
}
