package confidential

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Gate is the one way by which sealed content gets out. It goes through guards
// that no table can override, then asks the table, then has the decision
// recorded; only then is anything released. A nil Gate, a Gate without a table
// and a Gate without an auditor refuse everything. It is safe for concurrent use
// if its auditor is.
type Gate struct {
	table   *Table
	auditor Auditor
	// one holds records for single disclosures, so that they allocate nothing.
	one sync.Pool
}

// NewGate returns a gate that decides by the table and records with the auditor.
func NewGate(table *Table, auditor Auditor) *Gate { return &Gate{table: table, auditor: auditor} }

// Explain says what the gate would decide, without disclosing and without
// recording anything.
func (g *Gate) Explain(l Label, req Request) Decision { return g.decide(&l, &req) }

// The guards, in the order in which they are asked. They can only tighten.
var (
	guardGate      = Decision{Rule: "G1-gate", Reason: "there is no gate, no table or no auditor, and nothing is disclosed without a record", Sources: "S16, S14"}
	guardUnstated  = Decision{Rule: "G1-unstated", Reason: "who asks, in what role, what for and when all have to be stated", Sources: "S11, S12"}
	guardKind      = Decision{Rule: "G1-kind", Reason: "the content is not classified", Sources: "S1"}
	guardForm      = Decision{Rule: "G1-form", Reason: "it encodes itself and can hold something sealed that could not be judged", Sources: "S1"}
	guardNever     = Decision{Rule: "G2-never", Reason: "this recipient must never receive it", Sources: "S2"}
	guardSubject   = Decision{Rule: "G0-subject", Reason: "the request is about somebody else", Sources: "S8, S13"}
	guardSelf      = Decision{Rule: "G0-self", Reason: "the content is not about this client, who was not there either", Sources: "S7, S24"}
	guardOthers    = Decision{Rule: "G3-others", Reason: "the content is about several people, and each of them has to consent or be removed", Sources: "S19b"}
	guardSubstance = Decision{Rule: "G4-substance-use", Reason: "substance use records need consent here as well", Sources: "S11"}
	guardApproval  = Decision{Rule: "G5-approval", Reason: "very restricted content needs the reference of a named approver", Sources: "S1, S2"}
	guardNoRow     = Decision{Rule: "no-row", Reason: "no rule permits it", Sources: "S16"}
)

// decide goes through the guards and the table.
func (g *Gate) decide(l *Label, req *Request) Decision {
	switch {
	case g == nil || g.table == nil || isNil(g.auditor):
		return guardGate
	case req.Recipient.IsZero() || !req.Audience.Valid() || !req.Purpose.Valid() || req.At.IsZero():
		return guardUnstated
	case !l.Kind.Valid() || !l.Level.Valid() || l.Tags&^allTags != 0:
		return guardKind
	case slices.Contains(l.Never, req.Recipient):
		return guardNever
	case !req.Subject.IsZero() && !l.Subject.IsZero() && l.Subject != req.Subject:
		return guardSubject
	case req.Audience == Client && !l.concerns(req.Recipient) && !slices.Contains(l.Heard, req.Recipient):
		return guardSelf
	}
	r := g.table.first(l, req)
	if r == nil {
		return guardNoRow
	}
	d := Decision{
		Effect: r.rule.Effect, Rule: r.rule.ID, Overlay: r.overlay, Reason: r.rule.Reason,
		Sources: r.rule.Sources, Varies: r.rule.Varies, duties: r.rule.Duties,
		Notice: l.Tags.Has(SubstanceUse),
	}
	if d.Effect == Deny {
		return d
	}
	return g.require(d, r, l, req)
}

// require denies where something that the row or a guard asks for is missing.
// The guards look at who asks and what the label says, never at the row, so that
// no row of an overlay can be written round them.
func (g *Gate) require(d Decision, r *row, l *Label, req *Request) Decision {
	alone := r.rule.Needs == StandAloneConsent
	unnamed := l.Kind == ThirdParty && len(l.About) == 0
	if r.rule.Needs == ReferenceRequired && req.Ref == "" {
		d.Effect, d.NeedsRef = Deny, true
		return d
	}
	if r.rule.Needs == ConsentRequired || alone {
		need := missing(l, req, alone, PersonID{})
		if len(need) > 0 || l.Subject.IsZero() && len(l.About) == 0 {
			d.Effect, d.NeedsConsentOf, d.StandAlone = Deny, need, alone
			return d
		}
		if unnamed { // whom it is about is not said, so they cannot have consented
			return tighten(d, &guardOthers, nil)
		}
	}
	// G3: in full, content about others goes only to those who heard it in the
	// group or treat the case, or with everybody's consent. The minimum leaves
	// the others out.
	if d.Effect == Permit && !within(l, req) {
		settled := l.Subject // whether the subject is asked is the row's affair,
		if req.Audience == Client {
			settled = req.Recipient // unless the subject is somebody else
		}
		if need := missing(l, req, alone, settled); len(need) > 0 || unnamed {
			duties := d.duties
			d = tighten(d, &guardOthers, need)
			d.Effect, d.duties = PermitMinimum, duties
		}
	}
	inner := req.Audience == TreatingTherapist && treats(l, req) || req.Audience == Client && l.concerns(req.Recipient)
	// G4: more protective law for substance use, with its exceptions. What a
	// person sees of their own record and what their therapist uses are not
	// disclosures.
	if d.Notice && !inner && req.Purpose != Emergency && req.Purpose != ChildProtection && req.Purpose != LegalOrder {
		need := missing(l, req, alone, PersonID{})
		if len(need) > 0 || l.Subject.IsZero() && len(l.About) == 0 {
			return tighten(d, &guardSubstance, need)
		}
	}
	if l.Level.Compare(VeryRestricted) == 0 && !inner && req.Ref == "" {
		d = tighten(d, &guardApproval, nil)
		d.NeedsRef = true
	}
	return d
}

// within reports whether content about others tells the recipient nothing about
// anybody that they are not trusted with or have not heard: a therapist of the
// case, somebody who was in the group when it was said, or anyone if nobody can
// be recognised.
func within(l *Label, req *Request) bool {
	return (req.Audience == TreatingTherapist || req.Audience == CoTherapist) && treats(l, req) ||
		l.Kind == GroupContent && slices.Contains(l.Heard, req.Recipient) ||
		l.Level.Compare(Low) <= 0
}

func tighten(d Decision, guard *Decision, need []PersonID) Decision {
	return Decision{
		Rule: guard.Rule, Overlay: d.Overlay, Reason: guard.Reason, Sources: guard.Sources,
		Varies: d.Varies, Notice: d.Notice, NeedsConsentOf: need,
	}
}

// missing lists everybody the content is about who has not consented to the
// request, the subject first, leaving out the recipient and whoever is settled.
// It allocates only if somebody is missing.
func missing(l *Label, req *Request, alone bool, settled PersonID) []PersonID {
	var need []PersonID
	check := func(id PersonID) {
		if id.IsZero() || id == req.Recipient || id == settled || slices.Contains(need, id) {
			return
		}
		for i := range req.Consents {
			if req.Consents[i].covers(id, l.Kind, req, alone) {
				return
			}
		}
		need = append(need, id)
	}
	check(l.Subject)
	for _, id := range l.About {
		check(id)
	}
	return need
}

// pass decides and has the decision recorded. Without a record there is no
// permission.
func (g *Gate) pass(ctx context.Context, l *Label, req *Request) (Decision, error) {
	d := g.decide(l, req)
	if g == nil || isNil(g.auditor) {
		return d, &DeniedError{Decision: d}
	}
	one, _ := g.one.Get().(*[1]Record)
	if one == nil {
		one = new([1]Record)
	}
	one[0] = newRecord(l, req, &d, "")
	failure := g.record(ctx, one[:])
	one[0] = Record{}
	g.one.Put(one)
	switch {
	case d.Effect == Deny && failure != nil: // it would not have been released anyway
		return d, errors.Join(&DeniedError{Decision: d}, failure)
	case d.Effect == Deny:
		return d, &DeniedError{Decision: d}
	case failure != nil:
		return Decision{}, failure
	}
	return d, nil
}

// record has the records written. A gate without an auditor has permitted nothing and
// writes nothing.
func (g *Gate) record(ctx context.Context, records []Record) error {
	if g == nil || isNil(g.auditor) || len(records) == 0 {
		return nil
	}
	if err := g.auditor.Record(ctx, records); err != nil {
		// What the auditor says may be about its storage; it is not passed on in
		// words, since nobody can know what it quotes.
		return fmt.Errorf("%w (%T)", ErrAudit, err)
	}
	return nil
}
