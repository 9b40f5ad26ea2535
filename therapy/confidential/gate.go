package confidential

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Gate is the only way to open sealed content. It checks guards that no table can override,
// then asks the table, then lets the auditor record the decision, and only then releases
// content. A nil Gate, a Gate without a table and a Gate without an auditor refuse
// everything. It is safe for concurrent use if its auditor is.
type Gate struct {
	table   *Table
	auditor Auditor
	times   clock
	// emergencies are the accesses that were opened here or restored.
	emergencies emergencies
	// one is a pool of records for single disclosures, so that they allocate nothing.
	one sync.Pool
}

// NewGate returns a gate that decides by the table and records with the auditor.
func NewGate(table *Table, auditor Auditor) *Gate { return &Gate{table: table, auditor: auditor} }

// Explain says what the gate would decide, without disclosing and without
// recording anything.
func (g *Gate) Explain(l Label, req Request) Decision { return g.decide(&l, &req) }

// The guards, in the order in which they are asked. They can only tighten.
var (
	guardGate      = Decision{Rule: "G1-gate", Reason: "there is no gate, no table or no auditor, and nothing is disclosed without a record", cites: "L16, L14"}
	guardUnstated  = Decision{Rule: "G1-unstated", Reason: "who asks, in what role, what for and when all have to be stated", cites: "L11, L12"}
	guardTime      = Decision{Rule: "G1-time", Reason: "the time of asking lies before what has been disclosed already: what has ended since would count again", cites: "L11, L12"}
	guardKind      = Decision{Rule: "G1-kind", Reason: "the content is not classified", cites: "L1"}
	guardLabel     = Decision{Rule: "G1-label", Reason: "the label is not valid: it is below what its kind or tags need, or names nobody", cites: "L1, L2"}
	guardForm      = Decision{Rule: "G1-form", Reason: "it encodes itself and can hold something sealed that could not be judged", cites: "L1"}
	guardNever     = Decision{Rule: "G2-never", Reason: "this recipient, or who lets it out, must never receive it", cites: "L2"}
	guardSubject   = Decision{Rule: "G0-subject", Reason: "the request is about somebody else", cites: "L8, L13"}
	guardSelf      = Decision{Rule: "G0-self", Reason: "the content is not about this client, who was not there either", cites: "L7, L24"}
	guardNobody    = Decision{Rule: "G3-nobody", Reason: "nobody is named whom the content is about, so that nobody can be asked", cites: "L19b, L28"}
	guardOthers    = Decision{Rule: "G3-others", Reason: "the content is about several people, and each of them has to consent or be removed", cites: "L19b"}
	guardSubstance = Decision{Rule: "G4-substance-use", Reason: "substance use records need consent here as well", cites: "L11"}
	guardApproval  = Decision{Rule: "G5-approval", Reason: "very restricted content needs the reference of a named approver", cites: "L1, L2"}
	guardRefused   = Decision{Rule: "G6-refused", Reason: "somebody whom the content is about has refused, and that is recorded", cites: "L12, L14"}
	guardNoRow     = Decision{Rule: "no-row", Reason: "no rule permits it", cites: "L16"}
)

// decide checks the guards and then the table.
func (g *Gate) decide(l *Label, req *Request) Decision {
	switch {
	case g == nil || g.table == nil || isNil(g.auditor):
		return guardGate
	case req.Recipient.IsZero() || !req.Audience.Valid() || !req.Purpose.Valid() || !writable(req.At) || req.At.IsZero():
		return guardUnstated
	case !l.Kind.Valid() || !l.Level.Valid() || l.Tags&^allTags != 0:
		return guardKind
	case !l.sound():
		return guardLabel
	case slices.Contains(l.Never, req.Recipient) || !req.Actor.IsZero() && slices.Contains(l.Never, req.Actor):
		return guardNever
	case g.backdated(req.At):
		return guardTime
	case !req.Subject.IsZero() && !l.Subject.IsZero() && l.Subject != req.Subject:
		return guardSubject
	case req.Audience == Client && !l.concerns(req.Recipient) && (l.Kind != GroupContent || !slices.Contains(l.Heard, req.Recipient)):
		return guardSelf
	}
	if l.Subject == req.Recipient && req.Audience != Client {
		// A person who asks for their own record counts as its subject in every role: the
		// rows about their own access apply.
		own := *req
		own.Audience, own.Purpose = Client, ClientAccess
		return g.look(l, &own)
	}
	return g.look(l, req)
}

// look asks the table, and then the guards that depend on the row.
func (g *Gate) look(l *Label, req *Request) Decision {
	r := g.table.first(l, req)
	if r == nil {
		return guardNoRow
	}
	d := Decision{
		Effect: r.rule.Effect, Rule: r.rule.ID, Overlay: r.overlay, Reason: r.rule.Reason,
		Varies: r.rule.Varies, sources: r.rule.Sources, duties: r.rule.Duties,
		Notice: l.Tags.Has(SubstanceUse),
	}
	if d.Effect == Deny {
		return d
	}
	return g.require(d, r, l, req)
}

// require denies if something that the row or a guard needs is missing. The guards check who
// asks and what the label says, never the row, so that no row of an overlay can bypass them.
func (g *Gate) require(d Decision, r *row, l *Label, req *Request) Decision {
	alone := r.rule.Needs == StandAloneConsent
	var relied ConsentList
	if l.nobody() && l.Level.Compare(Low) > 0 && !within(l, req) && (req.Audience != FrontDesk || l.Kind != Attendance) {
		return tighten(d, &guardNobody, nil)
	}
	switch r.rule.Needs {
	case EmergencyRequired:
		if !req.Emergency.covers(l, req) || !g.emergencies.open(req.Emergency) {
			d.Effect, d.NeedsEmergency = Deny, true
			return d
		}
		d.ReviewBy, d.ReviewDue = req.Emergency.Reviewer, req.Emergency.ReviewDue
	case ReferenceRequired:
		if req.Ref == "" {
			d.Effect, d.NeedsRef = Deny, true
			return d
		}
	case ConsentRequired, StandAloneConsent:
		if need := missing(l, req, alone, PersonID{}, &relied); len(need) > 0 || l.nobody() {
			d.Effect, d.NeedsConsentOf, d.StandAlone = Deny, need, alone
			return d
		}
		if l.unnamed() { // whom it is about is not said, so they cannot have consented
			return tighten(d, &guardOthers, nil)
		}
	case NoRequirement, numRequirements:
	}
	if refusal := refused(l, req); refusal != "" {
		d = tighten(d, &guardRefused, nil)
		d.Consents.add(refusal)
		return d
	}
	// G3: content about others is disclosed in full only to people who heard it in the group
	// or treat the case, or with everybody's consent. The minimum leaves the others out.
	if d.Effect == Permit && !within(l, req) {
		settled := l.Subject // the row decides whether the subject must consent,
		if req.Audience == Client {
			settled = req.Recipient // except that the subject may be another person here
		}
		if need := missing(l, req, alone, settled, &relied); len(need) > 0 || l.unnamed() {
			duties := d.duties
			d = tighten(d, &guardOthers, need)
			d.Effect, d.duties = PermitMinimum, duties
		}
	}
	inner := req.Audience == TreatingTherapist && treats(l, req) || req.Audience == Client && l.concerns(req.Recipient)
	// G4: the more protective law for substance use, with its exceptions. Access of a person
	// to their own record, and use by their therapist, are not disclosures.
	if d.Notice && !inner && req.Purpose != Emergency && req.Purpose != ChildProtection && req.Purpose != LegalOrder {
		if need := missing(l, req, alone, PersonID{}, &relied); len(need) > 0 || l.nobody() {
			return tighten(d, &guardSubstance, need)
		}
	}
	if l.Level.Compare(VeryRestricted) == 0 && !inner && req.Ref == "" && d.ReviewBy.IsZero() {
		d = tighten(d, &guardApproval, nil)
		d.NeedsRef = true
	}
	d.Consents = relied
	return d
}

// within reports whether the recipient may know content about others: they are a therapist of
// the case, they were in the group when it was said, or nobody can be recognised in it.
func within(l *Label, req *Request) bool {
	return (req.Audience == TreatingTherapist || req.Audience == CoTherapist) && treats(l, req) ||
		l.Kind == GroupContent && slices.Contains(l.Heard, req.Recipient) ||
		l.Level.Compare(Low) <= 0
}

func tighten(d Decision, guard *Decision, need []PersonID) Decision {
	return Decision{
		Rule: guard.Rule, Overlay: d.Overlay, Reason: guard.Reason, cites: guard.cites,
		Varies: d.Varies, Notice: d.Notice, NeedsConsentOf: need, ReviewBy: d.ReviewBy, ReviewDue: d.ReviewDue,
	}
}

// missing lists everybody who has to consent to the request and has not, the subject first:
// the people whom the content is about and, for content of a group, those who were in it,
// except professionals, the recipient and the settled person. It adds the consents that it
// finds to relied. It allocates only if somebody is missing or has consented.
func missing(l *Label, req *Request, alone bool, settled PersonID, relied *ConsentList) []PersonID {
	var need []PersonID
	check := func(id PersonID) {
		if id.IsZero() || id == req.Recipient || id == settled || slices.Contains(need, id) {
			return
		}
		if ref := req.consentOf(id, l.Kind, alone); ref == "" {
			need = append(need, id)
		} else {
			relied.add(ref)
		}
	}
	check(l.Subject)
	for _, id := range l.About {
		check(id)
	}
	if l.Kind == GroupContent || l.Subject.IsZero() {
		for _, id := range l.Heard {
			if !slices.Contains(l.Staff, id) {
				check(id)
			}
		}
	}
	return need
}

// refused returns the refusal that applies to the request, "" if there is none. Nobody can
// refuse legal obligations, protection from serious harm, the therapist's own work and a
// client's access to their own record.
func refused(l *Label, req *Request) ConsentID {
	switch req.Purpose {
	case LegalOrder, ChildProtection, Emergency, Protection:
		return ""
	case Treatment, Coordination, Supervision, Payment, Research, ClientAccess, Supporting, Administration:
	default:
	}
	if req.Audience == Client || req.Audience == TreatingTherapist && treats(l, req) {
		return ""
	}
	for i := range req.Refusals {
		r := &req.Refusals[i]
		if l.concerns(r.By) && r.covers(l.Kind, req) && !req.agreedSince(r, l.Kind) {
			return r.Ref
		}
	}
	return ""
}

// pass decides and lets the auditor record the decision. Without a record there is no
// permission, and none after the context was cancelled. After the record is written, pass
// decides again: if a consent in the request was revoked meanwhile, it refuses, and records
// that too.
func (g *Gate) pass(ctx context.Context, l *Label, req *Request) (Decision, error) {
	if ctx != nil && ctx.Err() != nil {
		return Decision{}, fmt.Errorf("%w: %w", ErrDenied, ctx.Err())
	}
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
	defer func() {
		one[0] = Record{}
		g.one.Put(one)
	}()
	switch {
	case d.Effect == Deny && failure != nil: // it would not have been released anyway
		return d, errors.Join(&DeniedError{Decision: d}, failure)
	case d.Effect == Deny:
		return d, &DeniedError{Decision: d}
	case failure != nil:
		return Decision{}, failure
	}
	if !req.shares() {
		g.times.reached(req.At)
		return d, nil
	}
	if again := g.decide(l, req); again.Effect < d.Effect {
		one[0] = newRecord(l, req, &again, "")
		return again, errors.Join(&DeniedError{Decision: again}, g.record(ctx, one[:]))
	}
	g.times.reached(req.At)
	return d, nil
}

// record lets the auditor write the records. A gate without an auditor has permitted nothing
// and writes nothing. If the context has ended meanwhile, that is a failure too.
func (g *Gate) record(ctx context.Context, records []Record) (failure error) {
	if ctx != nil && ctx.Err() != nil {
		return fmt.Errorf("%w: %w", ErrDenied, ctx.Err())
	}
	if g == nil || isNil(g.auditor) || len(records) == 0 {
		return nil
	}
	defer func() {
		if recover() != nil { // the value of the panic may quote content
			failure = fmt.Errorf("%w (it panicked)", ErrAudit)
		}
	}()
	if err := g.auditor.Record(ctx, records); err != nil {
		// The text of an auditor's error is not passed on, since it may quote confidential
		// data.
		return fmt.Errorf("%w (%T)", ErrAudit, err)
	}
	if ctx != nil && ctx.Err() != nil {
		return fmt.Errorf("%w: %w", ErrDenied, ctx.Err())
	}
	return nil
}
