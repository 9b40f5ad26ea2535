package policy

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/therapy"
)

// Waiver says that a policy drops the safety of one statement, who is responsible and why. A
// policy that lacks a part of safety without a waiver is refused; [Policy.Losses] says which
// parts there are. Every recommendation repeats the waivers, an audit reports them, and they
// fail the conformance kit unless it is told to allow them.
type Waiver struct {
	// Statement is the statement whose safety is waived: a statement of the policy, or a
	// built-in one that the policy lacks.
	Statement therapy.Factor `json:"statement"`
	// By names who is responsible, as a role or an office and not as a person.
	By string `json:"by"`
	// Why is the reason, in a sentence.
	Why string `json:"why"`
}

// Loss is one part of safety that a policy lacks. The zero Loss means no loss.
type Loss struct {
	// Statement is the statement that it depends on, and that a [Waiver] names.
	Statement therapy.Factor `json:"statement"`
	// What says what the policy has to do and does not do.
	What string `json:"what"`
}

// Alarm returns what a statement of the policy means for safety: the mark in the built-in
// vocabulary or, if the statement is not in it, the mark in the policy's own vocabulary. So a
// copy of a built-in statement cannot lose or change its mark.
func (p Policy) Alarm(f therapy.Factor) therapy.Alarm {
	info, ok := p.Factors.Outline(f)
	if !ok {
		return 0
	}
	if known, _ := therapy.Factors().Outline(f); known.Alarm != 0 {
		return known.Alarm
	}
	return info.Alarm
}

// Losses lists the parts of safety that the policy lacks, waived or not. No policy may lack
// them without a waiver:
//
//   - A danger alone is enough to escalate, its answer is required, there is an action for
//     it, and no yes to another statement settles it as no. Physical danger, and pregnancy or
//     a young baby, have their own actions. A policy that uses any statement of the built-in
//     vocabulary has all of its dangers.
//   - The answer "no" to an all-clear stops the decision, and so does a sign that nothing was
//     assessed.
//   - A rule that stops because an answer is missing asks for that answer, or for one that
//     settles it.
//   - Safeguarding: abuse and whether the abuser may be near, age and consent, the physical
//     check with an eating disorder, suicide and self-harm with a mixed group. These apply to
//     the statements that the policy has; the policy may use any rules for them.
//   - A group is ruled out if the person or others would not be safe in it: violence that is
//     not under control, agreements that cannot be kept, delusions that would include the
//     group, and in a mixed group a pattern of harming others. Whether a person fits into a
//     group, can reach it or can follow it is for the service to decide.
//   - Abuse, hopelessness, and thoughts of suicide or self-harm have a caution with every
//     advice.
//   - A built-in statement is shown and asked as carefully as in the built-in vocabulary.
func (p Policy) Losses() []Loss {
	var list []Loss
	lose := func(f therapy.Factor, what string) {
		if loss := (Loss{f, what}); !slices.Contains(list, loss) {
			list = append(list, loss)
		}
	}
	keep := newSafeguardCheck(&p)
	builtIn := false
	for f := range p.Factors.Names() {
		builtIn = builtIn || therapy.Factors().Has(f)
		if alarm := p.Alarm(f); alarm != 0 {
			if s := alarmed(f, alarm); !keep.meets(s) {
				lose(f, s.lost)
			}
			if alarm == therapy.Danger && !keep.hasAction(f) {
				lose(f, "an action must apply when this escalates")
			}
		}
		if slices.Contains(needOwnAction(), f) && !keep.hasOwnAction(f) {
			lose(f, "it needs its own action, in addition to the actions for every danger")
		}
		for _, what := range p.weakened(f) {
			lose(f, what)
		}
	}
	for f := range therapy.Factors().Names() {
		info, _ := therapy.Factors().Outline(f)
		if builtIn && !p.Factors.Has(f) && info.Alarm == therapy.Danger {
			lose(f, "a policy with statements of the built-in vocabulary must have all of its dangers")
		}
	}
	for _, f := range warnings() {
		if p.Factors.Has(f) && !keep.hasCaution(f) {
			lose(f, "for every outcome there must be a caution about it")
		}
	}
	for _, s := range safeguards() {
		// If the policy lacks the statement, the safeguard is lost if the policy has the
		// statements that require it.
		has := p.Factors.Has(s.statement)
		called := slices.ContainsFunc(keep.minimalAnswers(s.required), func(way []therapy.Literal) bool { return len(way) > 0 })
		if has && !keep.meets(s) || !has && called {
			lose(s.statement, s.lost)
		}
	}
	return list
}

// hasAction reports whether a danger alone is enough for some action.
func (k *safeguardCheck) hasAction(f therapy.Factor) bool {
	return slices.ContainsFunc(k.policy.Actions, func(a Action) bool {
		return a.When.IsZero() || k.isTrue(a.When, []therapy.Literal{{Factor: f, Yes: true}})
	})
}

// hasOwnAction reports whether some action is about this statement alone, and not about every
// situation.
func (k *safeguardCheck) hasOwnAction(f therapy.Factor) bool {
	return slices.ContainsFunc(k.policy.Actions, func(a Action) bool {
		return k.isTrue(a.When, []therapy.Literal{{Factor: f, Yes: true}})
	})
}

// weakened lists the ways in which a statement is shown or asked less carefully than safety
// requires.
func (p Policy) weakened(f therapy.Factor) []string {
	info, _ := p.Factors.Outline(f)
	known, builtIn := therapy.Factors().Outline(f)
	var list []string
	lose := func(lost bool, what string) {
		if lost {
			list = append(list, what)
		}
	}
	marked, asking := p.Alarm(f), info.Asking
	bad := marked == therapy.Danger || builtIn && known.Layer == therapy.LayerSafety && marked != therapy.AllClear
	for other := range p.Factors.Excluded(f) {
		if bad && (builtIn && !therapy.Factors().Excludes(f, other) || !builtIn && p.Alarm(other) != therapy.AllClear) {
			lose(true, "a yes to another statement must not imply a no here, unless the other one is an assessment")
			break
		}
	}
	if !builtIn {
		lose(marked != 0 && info.Layer != therapy.LayerSafety && info.FormSection() != therapy.SectionSafety && !asking.BlankStays, "a blank in a form must not count as an answer")
		return list
	}
	lose(info.Discretion < known.Discretion, "texts for the client must be at least as discreet about it as the built-in vocabulary requires")
	lose(known.Asking.Trained && !asking.Trained, "only trained people may answer it")
	lose(known.Asking.BlankStays && !asking.BlankStays, "a blank in a form must not count as an answer")
	if known.Layer == therapy.LayerSafety {
		lose(info.Layer != known.Layer, "it must belong to the layer safety")
		lose(known.Asking.Clinician && !asking.Clinician || !asking.If.Equal(known.Asking.If) || !asking.Unless.Equal(known.Asking.Unless) ||
			!asking.Follows.Equal(known.Asking.Follows), "it must be asked of the same people, in the same cases")
	}
	return list
}

// Waived reports whether the safety of a statement is waived.
func (p Policy) Waived(f therapy.Factor) bool {
	for _, w := range p.Waivers {
		if w.Statement == f {
			return true
		}
	}
	return false
}

// safety refuses a policy that lacks a part of safety without a waiver. It does not check a
// policy that is kept for replay.
func (v *policyCheck) safety() {
	if v.policy.ReplayOnly {
		return
	}
	waived := map[therapy.Factor]bool{}
	for i, w := range v.policy.Waivers {
		place := therapy.Pointer("waivers", strconv.Itoa(i))
		if w.Statement != "" && !therapy.Factors().Has(w.Statement) { // a built-in statement that the policy lacks can be waived too
			v.factor(place+"/statement", w.Statement)
		}
		if waived[w.Statement] && w.Statement != "" {
			v.Wrong(place+"/statement", "waiver-twice", "", therapy.ErrDuplicate)
		}
		waived[w.Statement] = true
		v.Part(place, w.validate())
	}
	losses := v.policy.Losses()
	for _, loss := range losses {
		if !waived[loss.Statement] {
			loss.report(&v.Check, "/rules")
		}
	}
	if len(v.policy.Composed) == 0 { // an overlay can also need a waiver for words that it changes
		v.needless(v.policy.Waivers, losses, nil)
	}
	if len(v.policy.Crisis) == 0 {
		v.Wrong("/crisis", "crisis-missing", "the numbers to call in a crisis, for at least one place", therapy.ErrRequired)
	}
}

// needless refuses unnecessary waivers: every result would say that the policy lacks something that
// it has, and the next overlay could remove it without notice.
// Statements in reworded need a waiver for their words.
func (v *policyCheck) needless(waivers []Waiver, losses []Loss, reworded map[therapy.Factor]bool) {
	for i, w := range waivers {
		lost := slices.ContainsFunc(losses, func(x Loss) bool { return x.Statement == w.Statement })
		if !lost && !reworded[w.Statement] && w.Statement != "" {
			v.Wrong(therapy.Pointer("waivers", strconv.Itoa(i), "statement"), "waiver-needless", "nothing of its safety is lost: leave the waiver out", therapy.ErrContradiction)
		}
	}
}

func (w Waiver) validate() error {
	var c therapy.Check
	c.Name("/statement", "waiver-statement", string(w.Statement))
	if letters(w.By) < 3 {
		c.Wrong("/by", "waiver-by", "the role or office that is responsible, such as medical director", therapy.ErrRequired)
	}
	if !isReason(w.Why) {
		c.Wrong("/why", "waiver-why", reasonHint, therapy.ErrRequired)
	}
	return c.Err()
}

// report adds the error for a loss.
func (x Loss) report(c *therapy.Check, place string) {
	c.Wrong(place, "safety-lost", string(x.Statement)+": "+x.What+"; restore that, or waive it by name", therapy.ErrContradiction)
}

// reasonHint says what a reason must contain.
const reasonHint = "why, in a sentence: three words or more that say what is done instead"

// isReason reports whether a text is long enough for a reason: at least three words and
// fifteen letters.
func isReason(text string) bool { return len(strings.Fields(text)) >= 3 && letters(text) >= 15 }

// letters counts the letters of a text.
func letters(text string) int {
	n := 0
	for _, c := range text {
		if unicode.IsLetter(c) {
			n++
		}
	}
	return n
}
