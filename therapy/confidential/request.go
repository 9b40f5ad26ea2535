package confidential

import (
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// Request is somebody asking for content. The zero Request is refused.
type Request struct {
	Hidden
	// Recipient is who would get it; Audience in what role; Purpose what for.
	Recipient PersonID
	Audience  Audience
	Purpose   Purpose
	// Subject is whom the request is about, such as the person whose bill is to be paid.
	// Nothing from anybody else's record is disclosed. It may be left out; then records
	// about several people give out none of them where only the minimum is permitted.
	Subject PersonID
	// Consents are the permissions to look at. Those that do not fit are ignored.
	Consents []Consent
	// Treats lists the cases the recipient works on, as the caller has established from
	// plans and rosters on the day: it makes somebody a treating therapist of this client
	// in this case rather than of some other.
	Treats []Case
	// Actor is who lets it out, if not the recipient; Ref is the order, incident
	// or approval it rests on.
	Actor PersonID
	Ref   ReferenceID
	// At is the time of asking. The zero time is refused: consent is a matter of
	// when.
	At time.Time
}

// Effect is what a decision permits. The zero Effect is [Deny].
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

// Decision says whether content may be disclosed, on whose authority, and what
// follows. The zero Decision denies.
type Decision struct {
	Hidden
	// Effect is what is permitted.
	Effect Effect
	// Rule is the id of the guard or row that decided; Overlay names the
	// deployer's overlay it belongs to, "" for the default table.
	Rule    string
	Overlay string
	// Reason says why, in words; Sources on whose authority.
	Reason  string
	Sources string
	// Varies says how the law differs from place to place, "" where it does not.
	Varies string
	// NeedsRef says that an order, incident or approval reference is missing;
	// NeedsConsentOf lists whose consent is; StandAlone that it has to cover
	// this kind of content and nothing else.
	NeedsRef       bool
	NeedsConsentOf []PersonID
	StandAlone     bool
	// Notice says that the recipient has to be told that passing it on may need
	// consent again (substance use).
	Notice bool

	duties []string
}

// Needs says in words what is missing for a permission, nothing if nothing is or
// if nothing would help.
func (d Decision) Needs() []string {
	var needs []string
	what := "consent of "
	if d.StandAlone {
		what = "consent, for this kind alone, of "
	}
	for _, id := range d.NeedsConsentOf {
		needs = append(needs, what+id.String())
	}
	if d.NeedsRef {
		needs = append(needs, "the reference of an order, incident or approval")
	}
	return needs
}

// Duties returns what the decision obliges whoever discloses to do.
func (d Decision) Duties() []string { return slices.Clone(d.duties) }

// DeniedError is a refusal. What it prints is the same whatever the cause, since errors
// travel to logs and to whoever asked; the Decision says why and is for whoever answers
// for confidentiality.
type DeniedError struct{ Decision Decision }

// Error says that the disclosure was refused and nothing else.
func (*DeniedError) Error() string { return ErrDenied.Error() }

// Format writes what [DeniedError.Error] returns, for every verb and flag.
func (*DeniedError) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(ErrDenied.Error())) }

// LogValue returns what [DeniedError.Error] returns.
func (*DeniedError) LogValue() slog.Value { return slog.StringValue(ErrDenied.Error()) }

// Unwrap returns [ErrDenied].
func (e *DeniedError) Unwrap() error { return ErrDenied }
