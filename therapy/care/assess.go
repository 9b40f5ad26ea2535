package care

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/words"
)

// The rules of [Assess]: stable ids that say how an achievement was derived.
const (
	// RuleNotObserved means that it has not been measured yet.
	RuleNotObserved = "not-observed"
	// RuleMet means that the latest value meets the target.
	RuleMet = "target-met"
	// RuleMetAgain means that at least the latest two values meet the target.
	RuleMetAgain = "target-met-again"
	// RuleLost means that the target was met before and is not met now.
	RuleLost = "target-lost"
	// RuleOnce means that there is only one value. It does not meet the target, and it shows
	// no direction.
	RuleOnce = "observed-once"
	// RuleReliable means that the change since the first value is reliable by a threshold
	// set.
	RuleReliable = "reliable-change"
	// RuleUnreliable means that the change since the first value, if any, is small enough to
	// be a measurement error by the threshold set.
	RuleUnreliable = "no-reliable-change"
	// RuleDirection means that no threshold set has the measure, and only the direction of
	// the change was used. It is the weakest basis.
	RuleDirection = "direction-only"
	// RuleLevel means that a level on the goal's own attainment scale was used.
	RuleLevel = "attainment-level"
)

// Point is one value at one time. The zero Point means no point.
type Point struct {
	confidential.Hidden
	At    time.Time `json:"at,omitzero"`
	Value float64   `json:"value"`
}

// TargetJudgement is the result of comparing the observations with one target. The zero
// TargetJudgement means no judgement.
type TargetJudgement struct {
	confidential.Hidden
	// Target is the target.
	Target Target `json:"target"`
	// Achievement is how far it is reached, zero if nothing was observed.
	Achievement Achievement `json:"achievement,omitzero"`
	// Rule is the id of the rule that decided: one of the Rule constants.
	Rule string `json:"rule,omitempty"`
	// First and Latest are the values that were compared, and Count is the number of moments
	// with a value.
	First  Point `json:"first,omitzero"`
	Latest Point `json:"latest,omitzero"`
	Count  int   `json:"count,omitempty"`
	// Improvement is the change from First to Latest towards the target; it is negative if
	// the change is away from the target.
	Improvement float64 `json:"improvement,omitzero"`
	// Set, Mark and Sources are the threshold by which a reliable change was judged; they are
	// zero if there was none.
	Set     measure.SetRef     `json:"set,omitzero"`
	Mark    measure.ChangeMark `json:"mark,omitzero"`
	Sources []therapy.Source   `json:"sources,omitempty"`
	// Words says all of this in a sentence.
	Words string `json:"words,omitempty"`
}

// Judgement is what the observations say about a goal: how far it is reached, and how that
// was derived. It is information for the people who decide; they may record it in the plan.
// The zero Judgement means no judgement.
type Judgement struct {
	confidential.Hidden
	// Achievement is how far the goal is reached.
	Achievement Achievement `json:"achievement,omitzero"`
	// Targets are the judgements of the single targets, in the order of the goal. If the goal
	// has an attainment scale and no target on it, the scale comes last, with level 0 (the
	// expected result) as the target.
	Targets []TargetJudgement `json:"targets,omitempty"`
	// Words says how the achievement was derived.
	Words string `json:"words,omitempty"`
}

// Assess derives from observations how far a goal is reached. It uses the reliable change of
// the first threshold set that has one for the measure. Observations without a target of the
// goal for their measure are ignored, and so are those marked as errors. If observations is
// nil, Assess uses those recorded with the goal; [Plan.Progress] also finds those of the
// sessions.
//
// If there are several values at one moment, such as the reports of two people, the worst one
// for the target counts. The reporters and the order of the observations make no difference.
// A value or a target that the instrument cannot have is an error.
//
// For each target: if the latest value meets the target, it is achieved; if at least the
// latest two values meet it and the goal is still worked towards, it is sustaining. If the
// latest value does not meet the target, it is compared with the first value or, if the
// target was met before, with the last value that met it. A reliable change towards the
// target is improving, away from it worsening, and anything else no-change. Without a
// threshold only the direction counts, and the judgement says so. A single value that does
// not meet the target is in-progress.
//
// For the goal: if all targets are met, it is achieved (sustaining if all of them are); if
// some are improving or met and none is worsening, it is improving; if some are worsening and
// none is better, it is worsening; if none has changed, it is no-change; otherwise it is
// in-progress. A completed goal that did not meet all of its targets is not-achieved if there
// was progress, and no-progress if there was none.
//
// These rules are the library's own. The codes are FHIR's; FHIR does not say how to derive
// them.
//
// It is an error to assess a goal that is neither active nor completed, a goal without
// targets and attainment scale, and a goal without observations.
func Assess(g Goal, observations iter.Seq[Observation], sets ...measure.ThresholdSet) (Judgement, error) {
	if g.Status != GoalActive && g.Status != GoalOnHold && g.Status != GoalCompleted {
		return Judgement{}, &therapy.FieldError{Path: "/status", Rule: "assess-not-sought", Hint: "a goal that is or was being sought", Err: therapy.ErrContradiction}
	}
	targets := slices.Clone(g.Targets)
	if len(g.Scale.Levels) > 0 && !slices.ContainsFunc(targets, func(t Target) bool { return t.Measure == AttainmentMeasure }) {
		targets = append(targets, Target{Measure: AttainmentMeasure, Compare: AtLeast, Value: 0})
	}
	if len(targets) == 0 {
		return Judgement{}, &therapy.FieldError{Path: "/targets", Rule: "assess-nothing-to-measure", Hint: "a target, or an attainment scale", Err: therapy.ErrRequired}
	}
	if observations == nil {
		observations = slices.Values(g.Progress)
	}
	var all []Observation
	var c therapy.Check
	for o := range observations {
		if o.Counts() {
			c.Part(at("/progress", len(all)), o.Validate())
			all = append(all, o)
		}
	}
	for i, t := range targets {
		c.Part(at("/targets", i), t.Validate())
	}
	if err := c.Err(); err != nil {
		return Judgement{}, err
	}
	j := Judgement{Targets: make([]TargetJudgement, len(targets))}
	observed := false
	for i, t := range targets {
		j.Targets[i] = judgeTarget(t, all, g.Scale, sets)
		observed = observed || j.Targets[i].Count > 0
	}
	if !observed {
		return Judgement{}, &therapy.FieldError{Path: "/progress", Rule: "assess-no-observation", Hint: "at least one observation", Err: therapy.ErrRequired}
	}
	j.Achievement = combine(g.Status, j.Targets)
	return j.In(words.English()), nil
}

// In returns the judgement with its words in a language. Show it to people, but do not store
// it.
func (j Judgement) In(language words.Language) Judgement {
	j.Targets = slices.Clone(j.Targets)
	said := make([]string, len(j.Targets))
	for i := range j.Targets {
		said[i] = j.Targets[i].say(language)
		j.Targets[i].Words = said[i]
	}
	j.Words = strings.Join(said, "; ")
	return j
}

func judgeTarget(t Target, all []Observation, scale AttainmentScale, sets []measure.ThresholdSet) TargetJudgement {
	j := TargetJudgement{Target: t}
	course := t.course(all)
	j.Count = len(course)
	if j.Count == 0 {
		j.Rule = RuleNotObserved
		return j
	}
	j.First, j.Latest = course[0], course[len(course)-1]
	lost := false
	if !t.Met(j.Latest.Value) {
		for _, p := range course {
			if t.Met(p.Value) {
				j.First, lost = p, true
			}
		}
	}
	j.Improvement = j.Latest.Value - j.First.Value
	if t.Compare.LowerIsBetter() {
		j.Improvement = -j.Improvement
	}
	switch {
	case t.Met(j.Latest.Value) && j.Count > 1 && t.Met(course[j.Count-2].Value):
		j.Achievement, j.Rule = Sustaining, RuleMetAgain
	case t.Met(j.Latest.Value):
		j.Achievement, j.Rule = Achieved, RuleMet
	case t.Measure == AttainmentMeasure && j.Count == 1 && len(scale.Levels) > 0:
		// The level at the start was agreed with the scale, so it need not be observed.
		j.Improvement = j.Latest.Value - float64(scale.Baseline)
		j.Achievement, j.Rule = trend(j.Improvement), RuleLevel
	case j.Count == 1:
		j.Achievement, j.Rule = InProgress, RuleOnce
	default:
		j.change(sets, lost)
	}
	return j
}

// course lists the values for the target in the order of time, one for each moment.
func (t Target) course(all []Observation) []Point {
	var course []Point
	for _, o := range all {
		if o.Measure == t.Measure && o.Scale == t.Scale {
			course = append(course, Point{At: instant(o.At), Value: o.Value})
		}
	}
	worse := func(a, b float64) int { // the better of two goes first, so that the worst stays
		if t.Compare.LowerIsBetter() {
			return cmp.Compare(a, b)
		}
		return cmp.Compare(b, a)
	}
	slices.SortFunc(course, func(a, b Point) int { return cmp.Or(a.At.Compare(b.At), worse(a.Value, b.Value)) })
	worst := course[:0]
	for i, p := range course {
		if i+1 == len(course) || !course[i+1].At.Equal(p.At) {
			worst = append(worst, p)
		}
	}
	return worst
}

// change judges the change between two values. The later one does not meet the target.
func (j *TargetJudgement) change(sets []measure.ThresholdSet, lost bool) {
	for _, set := range sets {
		known, ok := set.For(j.Target.Measure, j.Target.Scale)
		if !ok || known.Reliable == nil {
			continue
		}
		kind, err := known.Reliable.Classify(j.Improvement)
		if err != nil {
			continue
		}
		j.Set, j.Mark, j.Sources = set.Ref(), *known.Reliable, known.Sources
		switch kind {
		case measure.ReliableImprovement:
			j.Achievement, j.Rule = Improving, RuleReliable
		case measure.ReliableDeterioration:
			j.Achievement, j.Rule = Worsening, RuleReliable
		case measure.NoReliableChange:
			j.Achievement, j.Rule = NoChange, RuleUnreliable
			if lost {
				// FHIR's in-progress is also the code for a goal that was reached, lost, and
				// is worked towards again.
				j.Achievement, j.Rule = InProgress, RuleLost
			}
		case measure.ImportantImprovement, measure.NoImportantChange, measure.ImportantDeterioration:
			// Those are judged by another mark.
		}
		return
	}
	j.Achievement, j.Rule = trend(j.Improvement), RuleDirection
	if j.Target.Measure == AttainmentMeasure {
		j.Rule = RuleLevel
	}
}

func trend(improvement float64) Achievement {
	switch {
	case improvement > 0:
		return Improving
	case improvement < 0:
		return Worsening
	}
	return NoChange
}

// say says the judgement in a language: which value met the target or did not, and with which
// value it was compared.
func (j *TargetJudgement) say(l words.Language) string {
	target := words.Name("target", j.Target.Words(l))
	if j.Rule == RuleNotObserved {
		return texts.Say(l, "care.judged.none", target)
	}
	key := words.Key("care.judged.not-met")
	switch {
	case j.Rule == RuleMetAgain:
		key = "care.judged.met-again"
	case j.Achievement.IsA(Achieved):
		key = "care.judged.met"
	}
	at := func(p Point) []words.Arg {
		return []words.Arg{words.Decimal("value", p.Value), words.Day("day", p.At)}
	}
	clauses := []string{texts.Say(l, key, append(at(j.Latest), target)...)}
	switch {
	case j.Count == 1 && j.Rule == RuleLevel:
		clauses = append(clauses, texts.Say(l, "care.judged.since-level", words.Name("change", j.changed(l))))
	case j.Count == 1:
		clauses = append(clauses, texts.Say(l, "care.judged.only"))
	default:
		clauses = append(clauses, texts.Say(l, "care.judged.since", append(at(j.First), words.Name("change", j.changed(l)))...))
	}
	switch j.Rule {
	case RuleReliable:
		clauses = append(clauses, j.marked(l, "care.judged.reliable"))
	case RuleUnreliable, RuleLost:
		clauses = append(clauses, j.marked(l, "care.judged.unreliable"))
	case RuleDirection:
		clauses = append(clauses, texts.Say(l, "care.judged.no-set"))
	}
	return strings.Join(clauses, ", ")
}

// marked says with which threshold a change was judged.
func (j *TargetJudgement) marked(l words.Language, key words.Key) string {
	mark := words.Key("care.judged.mark-beyond")
	if j.Mark.Inclusive {
		mark = "care.judged.mark"
	}
	set := j.Set.In(l)
	return texts.Say(l, key, words.Name("mark", texts.Say(l, mark, words.Decimal("points", j.Mark.Points))),
		words.Name("set", set.Name), words.Name("version", set.Version))
}

func (j *TargetJudgement) changed(l words.Language) string {
	switch {
	case j.Improvement > 0:
		return texts.Say(l, "care.judged.better", words.Decimal("points", j.Improvement))
	case j.Improvement < 0:
		return texts.Say(l, "care.judged.worse", words.Decimal("points", -j.Improvement))
	}
	return texts.Say(l, "care.judged.unchanged")
}

// combine makes one achievement from those of the targets.
func combine(status GoalStatus, targets []TargetJudgement) Achievement {
	met, kept, better, worse, same := 0, 0, 0, 0, 0
	for _, t := range targets {
		switch t.Achievement {
		case Sustaining:
			kept++
			met++
		case Achieved:
			met++
		case Improving:
			better++
		case Worsening:
			worse++
		case NoChange:
			same++
		case InProgress, NotAchieved, NoProgress, NotAttainable, 0, numAchievements:
		}
	}
	n := len(targets)
	switch {
	case met == n && kept == n && status != GoalCompleted:
		return Sustaining
	case met == n:
		return Achieved
	case status == GoalCompleted && met+better > 0:
		return NotAchieved
	case status == GoalCompleted:
		return NoProgress
	case met+better > 0 && worse == 0:
		return Improving
	case worse > 0 && met+better == 0:
		return Worsening
	case same == n:
		return NoChange
	}
	return InProgress
}
