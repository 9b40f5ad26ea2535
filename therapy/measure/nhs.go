package measure

import (
	"iter"

	"github.com/therapykit/therapykit/therapy"
)

// Verdict is the answer to a question about an outcome. The zero Verdict is
// unknown, which is not no.
type Verdict uint8

// The verdicts.
const (
	// Unknown means that a score is missing that the definition needs.
	Unknown Verdict = iota
	// No means that the definition is not met.
	No
	// Yes means that it is met.
	Yes
	// NotApplicableVerdict means that the question does not arise: recovery of
	// somebody who was not a case.
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

// Pair is a first and a last total of one instrument; nil is missing.
type Pair struct {
	// First and Last are totals within the instrument's range.
	First, Last *float64
}

// Course is what the NHS definitions need of one course of treatment.
type Course struct {
	// Depression is PHQ-9.
	Depression Pair
	// Anxiety is the measure for the person's problem.
	Anxiety Pair
	// Instrument is which measure Anxiety holds.
	Instrument ID
	// Backup is GAD-7, used where a score of Anxiety is missing and Instrument is another.
	Backup Pair
	// Contacts is the number of attended treatment contacts; a finished course has two or more.
	Contacts int
	// Ended says that the course is over.
	Ended bool
}

// Outcome are the NHS Talking Therapies outcomes of one course.
type Outcome struct {
	// Set names the thresholds; Anxiety is the measure that was in the end used.
	Set     SetRef
	Anxiety ID
	// Finished says that the course ended after two or more attended contacts.
	Finished bool
	// Caseness at the first scores.
	Caseness Verdict
	// ReliableImprovement needs one measure to fall reliably and neither to rise so.
	ReliableImprovement Verdict
	// ReliableDeterioration needs one measure to rise reliably and neither to fall so.
	ReliableDeterioration Verdict
	// Recovery is a case at first and neither measure on the case side at last.
	Recovery Verdict
	// ReliableRecovery is Recovery and ReliableImprovement.
	ReliableRecovery Verdict
}

// NHSRules works out the NHS Talking Therapies outcomes from one threshold set.
// The zero NHSRules refuses everything. It is safe for concurrent use.
type NHSRules struct {
	set   ThresholdSet
	ready bool
	_     [0]func()
}

// NHSSource is where the definitions stand.
func NHSSource() therapy.Source { return cite("M32") }

// NewNHSRules takes a set that has caseness and reliable change for the totals
// of PHQ-9 and GAD-7. Further anxiety measures come in with the set; the
// numbers of the national manual are not all public, so a deployer adds them.
func NewNHSRules(set ThresholdSet) (NHSRules, error) {
	var errs []error
	for _, id := range []ID{"phq-9", "gad-7"} {
		i := set.find(id, "")
		if i < 0 || !set.entries[i].judges() {
			errs = append(errs, fail("/"+string(id), "nhs-thresholds", therapy.ErrRequired))
		}
	}
	if errs != nil {
		return NHSRules{}, flat(errs)
	}
	return NHSRules{set: set, ready: true}, nil
}

// Evaluate applies the definitions. A missing score makes unknown what needs
// it. Scores outside their range and measures the set does not know are errors.
func (n NHSRules) Evaluate(c Course) (Outcome, error) {
	if !n.ready {
		return Outcome{}, fail("", "nhs-rules", therapy.ErrRequired)
	}
	id, anxiety := c.Instrument, c.Anxiety
	if id == "" {
		return Outcome{}, fail("/instrument", "nhs-instrument", therapy.ErrRequired)
	}
	dep, err := n.pair("phq-9", "/depression", c.Depression)
	if err != nil {
		return Outcome{}, err
	}
	anx, err := n.pair(id, "/anxiety", anxiety)
	if err != nil {
		return Outcome{}, err
	}
	backup, err := n.pair("gad-7", "/backup", c.Backup)
	if err != nil {
		return Outcome{}, err
	}
	if c.Contacts < 0 {
		return Outcome{}, fail("/contacts", "nhs-contacts", therapy.ErrRange)
	}
	// The pair is exchanged whole: the first score of one measure says nothing
	// about the last score of another.
	if id != "gad-7" && !anx.complete() && (c.Backup.First != nil || c.Backup.Last != nil) {
		id, anx = "gad-7", backup
	}
	out := Outcome{Set: n.set.ref, Anxiety: id, Finished: c.Ended && c.Contacts >= 2}
	out.Caseness = or(dep.first, anx.first)
	if dep.complete() && anx.complete() {
		better := dep.change == ReliableImprovement || anx.change == ReliableImprovement
		worse := dep.change == ReliableDeterioration || anx.change == ReliableDeterioration
		out.ReliableImprovement = verdict(better && !worse)
		out.ReliableDeterioration = verdict(worse && !better)
	}
	switch {
	case out.Caseness == No:
		out.Recovery = NotApplicableVerdict
	case out.Caseness == Yes && dep.last != Unknown && anx.last != Unknown:
		out.Recovery = verdict(dep.last == No && anx.last == No)
	}
	out.ReliableRecovery = and(out.Recovery, out.ReliableImprovement)
	return out, nil
}

type judged struct {
	first, last Verdict
	change      ChangeKind
}

func (j judged) complete() bool { return j.first != Unknown && j.last != Unknown }

func (n NHSRules) pair(id ID, path string, p Pair) (judged, error) {
	i := n.set.find(id, "")
	if i < 0 || !n.set.entries[i].judges() {
		return judged{}, unknownInstrument(path, "nhs-thresholds", id, n.measures())
	}
	e, in := &n.set.entries[i], n.set.in[i]
	low, high := in.Range()
	var j judged
	for _, v := range []*float64{p.First, p.Last} {
		if v != nil && !(*v >= low && *v <= high) {
			return judged{}, fail(path, "total-range", therapy.ErrRange)
		}
	}
	if p.First != nil {
		j.first = verdict(e.Case.met(in.Direction, *p.First))
	}
	if p.Last != nil {
		j.last = verdict(e.Case.met(in.Direction, *p.Last))
	}
	if j.complete() {
		var err error
		if j.change, err = e.Reliable.Classify(in.Direction.Improvement(*p.First, *p.Last)); err != nil {
			return judged{}, err
		}
	}
	return j, nil
}

// judges reports whether an outcome can be worked out from the entry: it is about
// a total and has both marks.
func (t Thresholds) judges() bool { return t.Subscale == "" && t.Case != nil && t.Reliable != nil }

// measures yields what can stand in a course.
func (n NHSRules) measures() iter.Seq[ID] {
	return func(yield func(ID) bool) {
		for _, e := range n.set.entries {
			if e.judges() && !yield(e.Instrument) {
				return
			}
		}
	}
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

// Tally counts outcomes. The zero Tally has none. Only finished courses count.
type Tally struct {
	// Finished courses, and those of them that were certainly not at caseness.
	Finished, NotCase int
	// Improved, Deteriorated, NoChange and NoEnd add up to Finished; NoEnd have no verdict on change.
	Improved, Deteriorated, NoChange, NoEnd int
	// Recovered and ReliablyRecovered.
	Recovered, ReliablyRecovered int
}

// Add returns the tally with one more outcome.
func (t Tally) Add(o Outcome) Tally {
	if !o.Finished {
		return t
	}
	t.Finished++
	if o.Caseness == No {
		t.NotCase++
	}
	switch {
	case o.ReliableImprovement == Yes:
		t.Improved++
	case o.ReliableDeterioration == Yes:
		t.Deteriorated++
	case o.ReliableImprovement == Unknown:
		t.NoEnd++
	default:
		t.NoChange++
	}
	if o.Recovery == Yes {
		t.Recovered++
	}
	if o.ReliableRecovery == Yes {
		t.ReliablyRecovered++
	}
	return t
}

// Rate is a share with its two counts, so that the denominator is never in doubt.
type Rate struct {
	// Count of Of.
	Count, Of int
}

// Value returns the share, 0 to 1; [ErrUndefined] where nobody is in the denominator.
func (r Rate) Value() (float64, error) {
	if r.Of <= 0 || r.Count < 0 || r.Count > r.Of {
		return 0, fail("", "rate-denominator", ErrUndefined)
	}
	return float64(r.Count) / float64(r.Of), nil
}

// Recovery is recovered over finished less those not at caseness. Cases without
// end scores stay in the denominator, as in the published figures.
func (t Tally) Recovery() Rate { return Rate{t.Recovered, t.Finished - t.NotCase} }

// ReliableRecovery has the denominator of [Tally.Recovery].
func (t Tally) ReliableRecovery() Rate { return Rate{t.ReliablyRecovered, t.Finished - t.NotCase} }

// Improvement is reliably improved over finished.
func (t Tally) Improvement() Rate { return Rate{t.Improved, t.Finished} }

// Deterioration is reliably deteriorated over finished.
func (t Tally) Deterioration() Rate { return Rate{t.Deteriorated, t.Finished} }

// Unchanged is no reliable change over finished. It and the two before do not
// add up to one where end scores are missing.
func (t Tally) Unchanged() Rate { return Rate{t.NoChange, t.Finished} }
