package confidential

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Effect says what a decision permits. The zero Effect is [Deny].
type Effect uint8

// The effects, strictest first.
const (
	// Deny discloses nothing.
	Deny Effect = iota
	// PermitMinimum discloses the minimum necessary for the purpose.
	PermitMinimum
	// Permit discloses the content.
	Permit

	numEffects
)

//enum:names Effect
var effectNames = [numEffects]string{Deny: "deny", PermitMinimum: "permit-minimum", Permit: "permit"}

// Decision says whether content may be disclosed, by which rule and sources, and with which
// duties. It is for the person responsible for confidentiality. Do not show it to the
// recipient: it reveals what is withheld and why. The zero Decision denies.
type Decision struct {
	Hidden
	// Effect is what is permitted.
	Effect Effect
	// Rule is the id of the guard or row that decided; Overlay names the overlay that it
	// belongs to, "" for the default table.
	Rule    string
	Overlay string
	// Reason says why, in words.
	Reason string
	// Varies says how the law differs from place to place, "" if it does not.
	Varies string
	// NeedsRef says that the reference of an order, incident or approval is missing, and
	// NeedsEmergency that an emergency access is missing. NeedsConsentOf lists the people
	// whose consent is missing; StandAlone says that the consent has to cover only this kind
	// of content.
	NeedsRef       bool
	NeedsEmergency bool
	NeedsConsentOf []PersonID
	StandAlone     bool
	// Consents are the consents that the decision relies on, or the refusal that it respects.
	Consents ConsentList
	// Notice says that the recipient has to be told that passing the content on may need a
	// new consent (substance use).
	Notice bool
	// ReviewBy is the person who has to review the use of an emergency access, by ReviewDue;
	// it is zero if there was none.
	ReviewBy  PersonID
	ReviewDue time.Time

	sources []therapy.Source
	// cites are the ids of the sources of a guard.
	cites  string
	duties []string
	// language is the language of Needs and Duties.
	language words.Language
}

// Needs says in words what is missing for a permission. It is empty if nothing is missing, or
// if nothing would help.
func (d Decision) Needs() []string {
	var needs []string
	what := words.Key("gate.needs.consent")
	if d.StandAlone {
		what = "gate.needs.consent-alone"
	}
	for _, id := range d.NeedsConsentOf {
		needs = append(needs, texts.Say(d.language, what, words.Name("person", id.String())))
	}
	if d.NeedsRef {
		needs = append(needs, texts.Say(d.language, "gate.needs.reference"))
	}
	if d.NeedsEmergency {
		needs = append(needs, texts.Say(d.language, "gate.needs.emergency"))
	}
	return needs
}

// Duties returns what the person who discloses has to do because of the decision.
func (d Decision) Duties() []string {
	duties := slices.Clone(d.duties)
	if !d.ReviewBy.IsZero() && d.Effect != Deny {
		duties = append(duties, texts.Say(d.language, "gate.review",
			words.Name("person", d.ReviewBy.String()), words.Name("time", d.ReviewDue.UTC().Format(time.RFC3339))))
	}
	return duties
}

// Sources returns the sources of the rule that decided.
func (d Decision) Sources() []therapy.Source {
	if d.cites != "" {
		return cite(d.cites)
	}
	return slices.Clone(d.sources)
}

// cite returns the sources with the ids in a list, such as "L6, L11e": a letter at the end
// names a part of a source, which becomes the section.
func cite(list string) []therapy.Source {
	var found []therapy.Source
	for id := range strings.SplitSeq(list, ",") {
		id = strings.TrimSpace(id)
		whole := strings.TrimRight(id, "abcdefghij")
		s := therapy.MustCite(whole)[0]
		s.Section = id[len(whole):]
		found = append(found, s)
	}
	return found
}

// decisionJSON is a decision as it is written.
type decisionJSON struct {
	Effect         Effect           `json:"effect"`
	Rule           string           `json:"rule,omitempty"`
	Overlay        string           `json:"overlay,omitempty"`
	Reason         string           `json:"reason,omitempty"`
	Sources        []therapy.Source `json:"sources,omitempty"`
	Varies         string           `json:"varies,omitempty"`
	NeedsRef       bool             `json:"needsRef,omitempty"`
	NeedsEmergency bool             `json:"needsEmergency,omitempty"`
	NeedsConsentOf []PersonID       `json:"needsConsentOf,omitempty"`
	StandAlone     bool             `json:"standAlone,omitempty"`
	Consents       ConsentList      `json:"consents,omitzero"`
	Notice         bool             `json:"notice,omitempty"`
	ReviewBy       PersonID         `json:"reviewBy,omitzero"`
	ReviewDue      time.Time        `json:"reviewDue,omitzero"`
	Duties         []string         `json:"duties,omitempty"`
}

// MarshalJSON writes the whole decision.
func (d Decision) MarshalJSON() ([]byte, error) {
	return json.Marshal(decisionJSON{
		d.Effect, d.Rule, d.Overlay, d.Reason, d.Sources(), d.Varies, d.NeedsRef, d.NeedsEmergency, d.NeedsConsentOf,
		d.StandAlone, d.Consents, d.Notice, d.ReviewBy, d.ReviewDue, d.duties,
	})
}

// UnmarshalJSON reads what MarshalJSON writes, strictly.
func (d *Decision) UnmarshalJSON(data []byte) error {
	var j decisionJSON
	if err := within1MB(data); err != nil {
		return err
	}
	if err := therapy.UnmarshalStrict(data, &j); err != nil {
		return err
	}
	*d = Decision{
		Effect: j.Effect, Rule: j.Rule, Overlay: j.Overlay, Reason: j.Reason, sources: j.Sources, Varies: j.Varies, NeedsRef: j.NeedsRef,
		NeedsEmergency: j.NeedsEmergency, NeedsConsentOf: j.NeedsConsentOf, StandAlone: j.StandAlone, Consents: j.Consents, Notice: j.Notice,
		ReviewBy: j.ReviewBy, ReviewDue: j.ReviewDue, duties: j.Duties,
	}
	return nil
}

// DeniedError is a refusal. Its text is the same for every cause, since errors reach logs and
// the person who asked. The Decision says why; it is for the person responsible for
// confidentiality.
type DeniedError struct{ Decision Decision }

// Error says only that the disclosure was refused.
func (*DeniedError) Error() string { return ErrDenied.Error() }

// Format writes the text of [DeniedError.Error], for every verb and flag.
func (*DeniedError) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(ErrDenied.Error())) }

// LogValue returns the text of [DeniedError.Error].
func (*DeniedError) LogValue() slog.Value { return slog.StringValue(ErrDenied.Error()) }

// MarshalJSON writes the text of [DeniedError.Error].
func (*DeniedError) MarshalJSON() ([]byte, error) { return json.Marshal(ErrDenied.Error()) }

// Unwrap returns [ErrDenied].
func (e *DeniedError) Unwrap() error { return ErrDenied }
