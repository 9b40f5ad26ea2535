package measure

import (
	"iter"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Verdict is the answer to a question about an outcome. The zero Verdict is Unknown, which
// does not mean No.
type Verdict uint8

// The verdicts.
const (
	// Unknown means that a score that the definition needs is missing.
	Unknown Verdict = iota
	// No means that the definition is not met.
	No
	// Yes means that it is met.
	Yes
	// NotApplicableVerdict means that the question makes no sense here: a person who was not
	// a case cannot recover.
	NotApplicableVerdict

	numVerdicts
)

//enum:names Verdict
var verdictNames = [numVerdicts]string{Unknown: "unknown", No: "no", Yes: "yes", NotApplicableVerdict: "not-applicable"}

func verdict(yes bool) Verdict {
	if yes {
		return Yes
	}
	return No
}

// Pair is a first and a last score of one instrument. A zero Score and a score without a
// total count as missing.
type Pair struct {
	confidential.Hidden
	First Score `json:"first" kind:"test-result,code"`
	Last  Score `json:"last" kind:"test-result,code"`
}

// Course is what the NHS definitions need of one course of treatment. It shows nothing
// through package fmt.
type Course struct {
	confidential.Hidden
	// Depression is PHQ-9.
	Depression Pair `json:"depression" kind:"test-result"`
	// Anxiety is the measure for the person's problem.
	Anxiety Pair `json:"anxiety" kind:"test-result"`
	// Instrument is the measure that Anxiety holds. It is needed even if the scores are
	// missing.
	Instrument ID `json:"instrument" kind:"test-result,code"`
	// Backup is GAD-7. It is used if a score of Anxiety is missing and Instrument is not
	// GAD-7 itself.
	Backup Pair `json:"backup" kind:"test-result"`
	// Contacts is the number of attended treatment contacts; a finished course has two or more.
	Contacts int `json:"contacts" kind:"attendance"`
	// Ended says that the course is over.
	Ended bool `json:"ended" kind:"attendance"`
}

// Outcome holds the NHS Talking Therapies outcomes of one course of treatment.
type Outcome struct {
	confidential.Hidden
	// Set names the thresholds. Anxiety is the measure that was used: that of the problem or
	// its backup.
	Set     SetRef `json:"set" kind:"test-result"`
	Anxiety ID     `json:"anxiety" kind:"test-result,code"`
	// Finished says that the course ended after two or more attended contacts.
	Finished bool `json:"finished" kind:"attendance"`
	// Caseness says whether the client was a case at the first scores.
	Caseness Verdict `json:"caseness" kind:"test-result"`
	// ReliableImprovement needs one measure that fell reliably, and no measure that rose
	// reliably.
	ReliableImprovement Verdict `json:"reliableImprovement" kind:"test-result"`
	// ReliableDeterioration needs one measure that rose reliably, and no measure that fell
	// reliably.
	ReliableDeterioration Verdict `json:"reliableDeterioration" kind:"test-result"`
	// Recovery needs a case at the first scores, and neither measure on the case side at the
	// last scores.
	Recovery Verdict `json:"recovery" kind:"test-result"`
	// ReliableRecovery needs both Recovery and ReliableImprovement.
	ReliableRecovery Verdict `json:"reliableRecovery" kind:"test-result"`
}

// NHSRules determines the NHS Talking Therapies outcomes with one threshold set. The zero
// NHSRules refuses everything. It is safe for concurrent use.
type NHSRules struct {
	set ThresholdSet
	// backed are measures in whose place GAD-7 may be used.
	backed []ID
	ready  bool
	_      [0]func()
}

const (
	nhsDepression ID = "phq-9"
	nhsAnxiety    ID = "gad-7"
)

// nhsBacked are the measures of the anxiety disorders for which the service's own rules
// have GAD-7 as the backup (M43, table 2), as this library names them.
var nhsBacked = [...]ID{"spin", "ies-r", "mi", "oci", "pdss", "pdss-sr", "hai"}

// Sources returns where the definitions and the backups were published.
func (n NHSRules) Sources() []therapy.Source { return therapy.MustCite("M32", "M43") }

// NewNHSRules takes a set that has caseness and reliable change for the totals of PHQ-9 and
// GAD-7. The set can have marks for further measures; not all numbers of the national manual
// are public, so you may have to add them. GAD-7 is the backup of every measure with marks in
// the set. It is also the backup of the measures for social anxiety, post-traumatic stress,
// agoraphobia, obsessive-compulsive disorder, panic and health anxiety that the service uses,
// and of the measures in backed, even if the set has no marks for them.
func NewNHSRules(set ThresholdSet, backed ...ID) (NHSRules, error) {
	n := NHSRules{set: set, backed: slices.Concat(nhsBacked[:], backed), ready: true}
	var c therapy.Check
	for _, id := range []ID{nhsDepression, nhsAnxiety} {
		c.Stated("/"+string(id), "nhs-thresholds", n.judges(id))
	}
	therapy.CheckNames(&c, "/backed", "nhs-backed", backed)
	if c.Failed() {
		return NHSRules{}, c.Err()
	}
	return n, nil
}

// judges reports whether the set has both marks for the total of a measure, so that an
// outcome can be determined.
func (n NHSRules) judges(id ID) bool {
	return n.set.find(id, "", wantCase) != nil && n.set.find(id, "", wantReliable) != nil
}

// measures yields the measures that a course can have.
func (n NHSRules) measures() iter.Seq[ID] {
	return func(yield func(ID) bool) {
		for _, m := range n.set.marks {
			if m.Subscale == "" && n.judges(m.Instrument) && !yield(m.Instrument) {
				return
			}
		}
		for _, id := range n.backed {
			if !yield(id) {
				return
			}
		}
	}
}

// MarshalJSON always returns an error: the rules are code, and their numbers are in the set.
func (n NHSRules) MarshalJSON() ([]byte, error) {
	return nil, refusal("write ThresholdSet.Spec, read it with NewThresholdSet, and call NewNHSRules")
}

// Evaluate applies the definitions. An outcome that needs a missing score is Unknown. The
// errors are: a score of the wrong instrument for its field, a last score that is earlier
// than the first, and a measure that the set does not know.
//
// The backup is used if the measure of the problem lacks a score and the backup has both
// scores. Both scores are then taken from the backup, since scores of two measures cannot be
// compared. A client who was a case by the measure of the problem still counts as a case;
// their recovery is then known only if they were also a case by PHQ-9 or the backup.
func (n NHSRules) Evaluate(c Course) (Outcome, error) {
	if !n.ready {
		return Outcome{}, fail("", "nhs-rules", therapy.ErrRequired)
	}
	var check therapy.Check
	depression := n.pair(&check, "/depression", nhsDepression, c.Depression)
	problem := n.pair(&check, "/anxiety", c.Instrument, c.Anxiety)
	backup := n.pair(&check, "/backup", nhsAnxiety, c.Backup)
	check.Stated("/instrument", "nhs-instrument", c.Instrument != "")
	if c.Contacts < 0 {
		check.Wrong("/contacts", "nhs-contacts", "0 or more", therapy.ErrRange)
	}
	if check.Failed() {
		return Outcome{}, check.Err()
	}
	used, id := problem, c.Instrument
	if !problem.complete() && backup.complete() {
		used, id = backup, nhsAnxiety
	}
	out := Outcome{Set: n.set.ref, Anxiety: id, Finished: c.Ended && c.Contacts >= 2}
	out.Caseness = or(depression.first, used.first)
	// Recovery is judged by the measures whose last scores are used.
	followed := out.Caseness
	if problem.first == Yes {
		out.Caseness = Yes
	}
	if depression.complete() && used.complete() {
		better := depression.change == ReliableImprovement || used.change == ReliableImprovement
		worse := depression.change == ReliableDeterioration || used.change == ReliableDeterioration
		out.ReliableImprovement = verdict(better && !worse)
		out.ReliableDeterioration = verdict(worse && !better)
	}
	switch {
	case out.Caseness == No:
		out.Recovery = NotApplicableVerdict
	case out.Caseness == Unknown || depression.last == Unknown || used.last == Unknown:
	case depression.last == Yes || used.last == Yes:
		out.Recovery = No
	case followed == Yes:
		out.Recovery = Yes
	}
	out.ReliableRecovery = and(out.Recovery, out.ReliableImprovement)
	return out, nil
}

// judged is what the NHS rules find for one measure: the verdicts on the first and the last score,
// and the change.
type judged struct {
	first, last Verdict
	change      ChangeKind
}

func (j judged) complete() bool { return j.change != 0 }

// pair judges the scores of one measure. Without marks for the measure the result is unknown.
func (n NHSRules) pair(c *therapy.Check, path string, id ID, p Pair) judged {
	var j judged
	at, known := n.set.find(id, "", wantCase), n.judges(id)
	if id != "" && !known && !slices.Contains(n.backed, id) {
		c.Part("", unknownInstrument(path, "nhs-thresholds", id, n.measures()))
		return j
	}
	if p.First.has && p.Last.has && p.Last.at.Before(p.First.at) {
		c.Wrong(path+"/last", "change-order", "not before the first", therapy.ErrContradiction)
	}
	for i, s := range [2]*Score{&p.First, &p.Last} {
		place := [2]string{"/first", "/last"}[i]
		switch {
		case s.instrument == "":
		case s.instrument != id:
			c.Wrong(path+place, "nhs-instrument", "a score of "+string(id), therapy.ErrContradiction)
		case known && (s.scale != at.in.whole("") || s.direction != at.in.Direction):
			c.Wrong(path+place, "instrument-differs", "a score on the scale of the set's instrument", therapy.ErrContradiction)
		case known && s.has:
			*[2]*Verdict{&j.first, &j.last}[i] = verdict(at.Case.met(s.direction, s.total))
		}
	}
	if j.first != Unknown && j.last != Unknown {
		j.change, _ = n.set.find(id, "", wantReliable).Reliable.Classify(at.in.Direction.Improvement(p.First.total, p.Last.total))
	}
	return j
}

func or(a, b Verdict) Verdict {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == No && b == No:
		return No
	default:
		return Unknown
	}
}

func and(recovery, improvement Verdict) Verdict {
	switch {
	case recovery == NotApplicableVerdict:
		return NotApplicableVerdict
	case recovery == No || improvement == No:
		return No
	case recovery == Yes && improvement == Yes:
		return Yes
	default:
		return Unknown
	}
}
