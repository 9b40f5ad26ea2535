package recommend

import (
	"math/bits"

	"github.com/therapykit/therapykit/therapy"
)

// How a decision is made. One pass over the literals that hold adds up, in
// lanes, the points of every rule that hangs on one literal, and looks at the
// compound rules, exclusions and requirements that one of their literals sets
// off. Then the stages are gone through in order. Nothing is allocated, and
// rules none of whose literals hold cost nothing.

// maxWidth is the most words that the points of all stages can take.
const maxWidth = 4 * maxOptions / 4

// tally is what one pass finds.
type tally struct {
	points   [maxWidth]int64
	excluded uint16 // options that a fired rule excludes
	pending  uint16 // options whose exclusion is required to be known and is not
	heed     uint16 // options that a weighing rule has spoken about
	danger   bool
	asksSafe bool // a required statement of safety is unknown
	asksMore bool // a rule of sufficiency fired, or a required one is unknown
}

func (r *Recommender) tally(a *Answers, l *literals, t *tally) {
	width := len(r.stages) * r.lanes
	copy(t.points[:width], r.base)
	t.heed = r.baseHeed
	for i := range r.always {
		r.setOff(&r.always[i], l, t)
	}
	for w, matters := range r.matters {
		for b := l[w] & matters; b != 0; b &= b - 1 {
			x := w*64 + bits.TrailingZeros64(b)
			e := &r.table[x]
			if e.givesPoints {
				t.heed |= e.heed
				addLanes(&t.points, r.points[x*width:(x+1)*width])
			}
			if e.hasNoTrigger {
				continue
			}
			for i := e.from; i < e.to; i++ {
				if trig := &r.triggers[i]; len(trig.earlier) == 0 || !meets(trig.earlier, l) {
					r.setOff(trig, l, t)
				}
			}
		}
	}
	for w, doubles := range r.doubles {
		for b := a.strong[w] & doubles; b != 0; b &= b - 1 {
			statement := w*64 + bits.TrailingZeros64(b)
			addLanes(&t.points, r.doubled[statement*width:(statement+1)*width])
		}
	}
}

func addLanes(to *[maxWidth]int64, row []int64) {
	if len(row) == 4 { // four stages, up to four options: the usual case
		to[0] += row[0]
		to[1] += row[1]
		to[2] += row[2]
		to[3] += row[3]
		return
	}
	for i, n := range row {
		to[i&(maxWidth-1)] += n
	}
}

// setOff looks at one rule: whether it fires, or whether its answer is required
// and unknown.
func (r *Recommender) setOff(trig *trigger, l *literals, t *tally) {
	c := &r.rules[trig.rule]
	if trig.require {
		if !c.required.holds(l) || c.fires.holds(l) || c.fails.holds(l) {
			return
		}
		switch c.Layer {
		case therapy.LayerSafety:
			t.asksSafe = true
		case therapy.LayerSufficiency:
			t.asksMore = true
		case therapy.LayerEligibility, therapy.LayerIndication, therapy.LayerPreference, therapy.LayerNeed, therapy.LayerPractical:
			t.pending |= c.excludes // rules that weigh exclude nothing and require nothing
		}
		return
	}
	if !c.fires.holds(l) {
		return
	}
	switch c.Layer {
	case therapy.LayerSafety:
		t.danger = true
	case therapy.LayerSufficiency:
		t.asksMore = true
	case therapy.LayerEligibility:
		t.excluded |= c.excludes
	case therapy.LayerIndication, therapy.LayerPreference, therapy.LayerNeed, therapy.LayerPractical:
		width := len(r.stages) * r.lanes
		t.heed |= c.speaks
		addLanes(&t.points, r.compound[int(trig.rule)*width:(int(trig.rule)+1)*width])
	}
}

// verdict is what a decision comes to, as small numbers.
type verdict struct {
	outcome  Outcome
	decided  therapy.Layer // the stage that settled it, 0 for none
	lead     int16         // how far the best was ahead there
	standing uint16        // the options advised
	eligible uint16        // the options not excluded
}

func (r *Recommender) verdict(t *tally) verdict {
	switch {
	case t.danger:
		return verdict{outcome: Escalate, decided: therapy.LayerSafety}
	case t.asksSafe:
		return verdict{outcome: NeedsInformation, decided: therapy.LayerSafety}
	case t.asksMore:
		return verdict{outcome: NeedsInformation, decided: therapy.LayerSufficiency}
	}
	v := verdict{eligible: r.everyone &^ t.excluded}
	switch {
	case v.eligible == 0:
		v.outcome, v.decided = NoneSuitable, therapy.LayerEligibility
		return v
	case t.pending&v.eligible != 0:
		v.outcome, v.decided = NeedsInformation, therapy.LayerEligibility
		return v
	case v.eligible&(v.eligible-1) == 0:
		v.outcome, v.decided, v.standing = Recommended, therapy.LayerEligibility, v.eligible
		return v
	case t.heed&v.eligible == 0:
		v.outcome = NeedsInformation
		return v
	}
	v.outcome, v.standing = Either, v.eligible
	for i := range r.stages {
		s := &r.stages[i]
		left, lead := r.narrow(s, &t.points, v.standing)
		if left&(left-1) == 0 {
			return verdict{outcome: Recommended, decided: s.layer, lead: int16(lead), standing: left, eligible: v.eligible}
		}
		v.standing = left
	}
	return v
}

// narrow drops the options that are more than the stage's margin behind the
// best of those standing. The lead is the best's over the best one dropped, 0
// if none drops out.
func (r *Recommender) narrow(s *weighingStage, points *[maxWidth]int64, standing uint16) (left uint16, lead int) {
	var each [maxOptions]int
	unpack(points[s.at:s.at+r.lanes], each[:len(r.policy.Options)])
	best := 0
	for b, first := standing, true; b != 0; b &= b - 1 {
		if n := each[bits.TrailingZeros16(b)]; first || n > best {
			best, first = n, false
		}
	}
	for b := standing; b != 0; b &= b - 1 {
		option := bits.TrailingZeros16(b)
		if behind := best - each[option]; behind <= s.margin {
			left |= 1 << option
		} else if lead == 0 || behind < lead {
			lead = behind
		}
	}
	return left, lead
}

// unpack takes the lanes apart, giving back what negative lanes have borrowed.
func unpack(lanes []int64, each []int) {
	for i := 0; i < len(each); i += 4 {
		rest := lanes[i/4]
		for j := i; j < min(i+4, len(each)); j++ {
			n := int16(rest)
			each[j] = int(n)
			rest = (rest - int64(n)) >> 16
		}
	}
}

// Decide makes the decision for packed answers. It is total: any Answers of this
// recommender give a Recommendation. It allocates nothing; reasons, questions
// and texts are worked out when they are asked for.
func (r *Recommender) Decide(a Answers) Recommendation {
	var t tally
	l := a.literals()
	r.tally(&a, &l, &t)
	return Recommendation{r: r, answers: a, verdict: r.verdict(&t)}
}

// Recommend encodes the intake and decides. If the intake is refused, the error
// says everything that is wrong with it and the recommendation is the zero one,
// with one exception: an intake that cannot be accepted is still looked through
// for danger, and if a rule of safety is certainly true the recommendation is
// to escalate, beside the error.
func (r *Recommender) Recommend(intake Intake) (Recommendation, error) {
	a, err := r.Encode(intake)
	if err == nil {
		return r.Decide(a), nil
	}
	for f, answer := range intake {
		if statement, known := r.index[f]; known && answer.Valid() {
			a.give(statement, answer)
		}
	}
	r.entail(&a) // what contradicts itself counts both ways: danger is not argued away
	if found := r.Decide(a); found.Outcome() == Escalate {
		return found, err
	}
	return Recommendation{}, err
}
