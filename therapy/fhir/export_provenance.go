package fhir

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Act is what somebody did to a record. The zero Act is unstated.
type Act uint8

// The acts.
const (
	// Revised means that the record was revised.
	Revised Act = iota + 1
	// Corrected means that an entry of the record was marked as entered in error.
	Corrected
	// CoSigned means that a second person signed a note, in addition to its author.
	CoSigned

	numActs
)

//enum:names Act
var actNames = [numActs]string{Revised: "revised", Corrected: "corrected", CoSigned: "co-signed"}

// revisionExtra is the data of a revision for which R4 has no element.
type revisionExtra struct {
	Number   int  `json:"number"`
	Follows  int  `json:"follows,omitempty"`
	Unused   bool `json:"unused,omitempty"`
	Corrects bool `json:"corrects,omitempty"`
}

// history is the text between the reference of a record and the number of a revision.
const history = "/_history/"

// provenance says who did something to a record, when and why. number distinguishes
// provenances of the same record and act.
type provenance struct {
	act    Act
	number int
	target string
	rev    care.RevisionSpec
	kind   confidential.Kind
}

// trail is what is known about who made and changed a record: its revisions, the entries that
// were marked as mistakes, and co-signatures.
type trail struct {
	record    string
	label     confidential.Label
	revisions iter.Seq[care.Revision]
	// corrections and signatures are listed by the JSON pointer of their entry.
	corrections []correctionAt
	signatures  []signatureAt
}

type correctionAt struct {
	place string
	care.Correction
}

type signatureAt struct {
	place string
	care.Signature
}

// corrected notes that an entry was marked as a mistake: it is not sent. It reports
// whether it was.
func (t *trail) corrected(place string, c care.Correction) bool {
	if c.IsZero() {
		return false
	}
	t.corrections = append(t.corrections, correctionAt{place, c})
	return true
}

func (t *trail) signed(place string, note care.Note) {
	for i, s := range note.CoSigned {
		t.signatures = append(t.signatures, signatureAt{place + "/coSigned/" + strconv.Itoa(i), s})
	}
}

// trail adds a Provenance for each revision, correction and signature of an exported record,
// if they are asked for by name ([PartRevisions]). Earlier versions of the record are never
// exported, and neither are reasons in words.
func (x *Export) trail(ctx context.Context, t trail, p permission) error {
	for _, c := range t.corrections {
		x.omit(t.record, c.place, EnteredInError)
	}
	include := x.includes(PartRevisions) && !p.minimum
	why := ByNameOnly
	if p.minimum {
		why = MinimumOnly
	}
	if !include {
		for rev := range t.revisions {
			if rev.Number > 1 {
				x.omit(t.record, "/revisions", why)
				break
			}
		}
		for _, s := range t.signatures {
			x.omit(t.record, s.place, why)
		}
		return nil
	}
	for rev := range t.revisions {
		r, ok, err := x.provenance(ctx, t, provenance{act: Revised, number: rev.Number, target: t.record + history + strconv.Itoa(rev.Number), rev: rev.RevisionSpec})
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		operation := "UPDATE"
		if rev.Number == 1 {
			operation = "CREATE"
		}
		r.AddCoding("Provenance.activity", systemOperation, operation, "")
		if rev.Number > 1 {
			r.Add("Provenance.entity").SetText("Provenance.entity.role", "revision").
				AddReference("Provenance.entity.what", t.record+history+strconv.Itoa(rev.Number-1))
			x.omit(t.record, "/revisions/"+strconv.Itoa(rev.Number-2), NoForm) // how it stood
		}
		extend(r, ownRevision, revisionExtra{Number: rev.Number, Follows: rev.Follows, Unused: rev.Unused, Corrects: rev.Corrects}, nil)
		x.prose(rev.Note, t.record, "/revisions/"+strconv.Itoa(rev.Number-1)+"/note")
		x.finish(r, permission{})
	}
	for i, c := range t.corrections {
		r, ok, err := x.provenance(ctx, t, provenance{act: Corrected, number: i + 1, target: t.record, rev: care.RevisionSpec{Author: c.By, At: c.At, Reason: c.Reason}})
		if err != nil {
			return err
		}
		if ok {
			r.AddCoding("Provenance.activity", systemOperation, "NULLIFY", "")
			r.Add("Provenance.entity").SetText("Provenance.entity.role", "removal").AddIdentifier("Provenance.entity.what", idEntry, t.record+"#"+c.place)
			x.finish(r, permission{})
		}
	}
	for i, s := range t.signatures {
		r, ok, err := x.provenance(ctx, t, provenance{
			act: CoSigned, number: i + 1, target: t.record, rev: care.RevisionSpec{Author: s.By, At: s.At}, kind: confidential.ProgressNote,
		})
		if err != nil {
			return err
		}
		if ok {
			r.AddCoding("Provenance.activity", ownActivity, "co-signature", "")
			r.Add("Provenance.entity").SetText("Provenance.entity.role", "source").AddIdentifier("Provenance.entity.what", idEntry, t.record+"#"+s.place)
			x.finish(r, permission{})
		}
	}
	return nil
}

// provenance begins one Provenance. The gate decides about each Provenance separately.
func (x *Export) provenance(ctx context.Context, t trail, v provenance) (Element, bool, error) {
	label := t.label
	if v.kind != 0 {
		label = x.label(v.kind)
	}
	id := PartID(strings.ReplaceAll(t.record, "/", "-"), v.act.String()+"-"+strconv.Itoa(v.number))
	r, p, ok, err := x.begin(ctx, "Provenance", id, label)
	if err != nil || !ok {
		return Element{}, false, err
	}
	if p.minimum {
		x.omit("Provenance/"+id, "", MinimumOnly)
		return Element{}, false, nil
	}
	r.AddReference("Provenance.target", v.target).SetText("Provenance.recorded", instantText(v.rev.At))
	r.AddCoding("Provenance.reason", ownReason, string(v.rev.Reason), "")
	agent := "author"
	if v.act == CoSigned {
		agent = "verifier"
	}
	r.Add("Provenance.agent").AddCoding("Provenance.agent.type", systemParticipant, agent, "").AddReference("Provenance.agent.who", x.staff(v.rev.Author))
	return r, true, nil
}

// ProvenanceReading says who did something to a record, when and why, as [PartRevisions]
// writes it. It does not become part of the record: a record that is taken over starts with a
// new ledger.
type ProvenanceReading struct {
	confidential.Hidden
	// Record is the reference of the record, such as "CarePlan/plan-1".
	Record string
	// Act is what was done, and Place is the JSON pointer of the entry in the record, "" for
	// the whole record.
	Act   Act
	Place string
	// Revision says who, when and why; its number is 0 if the act is not a revision.
	Revision care.Revision
}

// MarshalJSON always returns an error: it is part of a [Reading], which cannot be encoded.
func (ProvenanceReading) MarshalJSON() ([]byte, error) {
	return refuse("write Node.AppendJSON of what Read reads")
}

// provenance reads a Provenance that this library wrote. Others are not interpreted.
func (r *reader) provenance(e Element) (ProvenanceReading, bool) {
	reference := e.Get("Provenance.target")
	target, number, revised := strings.Cut(reference.node.Get("reference").Text(), history)
	entity := e.Get("Provenance.entity")
	what := entity.Get("Provenance.entity.what").Get("Reference.identifier")
	_, place, entry := strings.Cut(what.node.Get("value").Text(), "#")
	entry = entry && what.node.Get("system").Text() == idEntry
	out := ProvenanceReading{Record: target}
	var extra revisionExtra
	x := e.Extension(ownRevision)
	switch role := entity.node.Get("role").Text(); {
	case revised && x.Exists():
		if unextend(x, &extra, func(at Element, rule string) { r.found(at, NotRepresentable, rule) }); strconv.Itoa(extra.Number) != number {
			r.found(reference, Contradicted, "provenance-number")
		}
		out.Act = Revised
	case entry && role == "removal":
		out.Act, out.Place = Corrected, place
	case entry && role == "source" && e.Code("Provenance.activity", ownActivity) == "co-signature":
		out.Act, out.Place = CoSigned, place
	default:
		return out, false
	}
	for _, path := range []Path{"Provenance.target", "Provenance.entity", "Provenance.activity"} {
		for part := range e.All(path) {
			r.use.mark(part.node)
		}
	}
	agent := e.Get("Provenance.agent")
	r.use.mark(agent.Get("Provenance.agent.type").node)
	out.Revision = care.Revision{Number: extra.Number, RevisionSpec: care.RevisionSpec{
		Author: r.person(agent.Get("Provenance.agent.who"), "provenance-agent"), At: r.instant(e.Get("Provenance.recorded")), Reason: care.Reason(e.Code("Provenance.reason", ownReason)),
		Follows: extra.Follows, Unused: extra.Unused, Corrects: extra.Corrects,
	}}
	r.common(e)
	return out, true
}
