package policy

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/therapy"
)

// Waiver says that a policy does without the safety of one statement, who answers for it
// and why. A policy that loses safety without one is refused; [Policy.Losses] says what
// counts. What is waived is repeated in every recommendation, found by an audit, and fails
// the conformance kit unless the kit is told to allow it.
type Waiver struct {
	// Statement is the statement whose safety is waived: one of the policy, or a built-in
	// one that the policy has left out.
	Statement therapy.Factor `json:"statement"`
	// By names who answers for it, as a role or an office and not as a person.
	By string `json:"by"`
	// Why says why, in a sentence.
	Why string `json:"why"`
}

// Loss is one piece of safety that a policy does not keep. The zero Loss is none.
type Loss struct {
	// Statement is what it depends on, and what a [Waiver] names.
	Statement therapy.Factor `json:"statement"`
	// What says what the policy has to do and does not.
	What string `json:"what"`
}

// Alarm returns what a statement of the policy means for safety: what the built-in
// vocabulary marks, so that a copy of it cannot lose or change a mark, or else what the
// policy's own vocabulary marks.
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

// Losses lists what the policy does not keep of the safety that no policy may lose in
// silence, waived or not:
//
//   - A danger escalates by itself, its answer is required, something is said to do now, and
//     no yes to another statement settles it as no. Physical danger, and pregnancy or a young
//     baby, have an action of their own. A policy that uses any statement of the
//     built-in vocabulary has all of its dangers.
//   - An all-clear that is denied stops, and so does a sign that nothing was assessed.
//   - What stops for want of an answer asks for that, or for what settles it.
//   - Safeguarding: abuse and who else may be near, age and consent, the physical check with
//     an eating disorder, suicide and self-harm beside a mixed group. These are kept for
//     the statements that the policy has, by whatever rules.
//   - A group is ruled out where the person or others would not be safe in it: violence that
//     is not under control, agreements that cannot be kept, delusions that would take in the
//     group, and in a mixed group a pattern of harming others. Whether a group fits, can be
//     reached or can be followed is a service's own affair.
//   - Abuse, hopelessness, and thoughts of suicide or self-harm have a caution beside
//     whatever is advised.
//   - A built-in statement is shown and asked as carefully as in the built-in vocabulary.
func (p Policy) Losses() []Loss {
	var list []Loss
	lose := func(f therapy.Factor, what string) {
		if loss := (Loss{f, what}); !slices.Contains(list, loss) {
			list = append(list, loss)
		}
	}
	keep := newKeeper(&p)
	builtIn := false
	for f := range p.Factors.Names() {
		builtIn = builtIn || therapy.Factors().Has(f)
		if alarm := p.Alarm(f); alarm != 0 {
			if s := alarmed(f, alarm); !keep.keeps(s) {
				lose(f, s.lost)
			}
			if alarm == therapy.Danger && !keep.says(f) {
				lose(f, "no action says what to do now when it escalates")
			}
		}
		if slices.Contains(ownActions(), f) && !keep.saysOwn(f) {
			lose(f, "an action of its own has to say what to do now, beside those for every danger")
		}
		for _, what := range p.careless(f) {
			lose(f, what)
		}
	}
	for f := range therapy.Factors().Names() {
		info, _ := therapy.Factors().Outline(f)
		if builtIn && !p.Factors.Has(f) && info.Alarm == therapy.Danger {
			lose(f, "a policy that uses the built-in vocabulary has all of its dangers")
		}
	}
	for _, f := range warnings() {
		if p.Factors.Has(f) && !keep.warns(f) {
			lose(f, "some caution has to be about it, with every outcome")
		}
	}
	for _, s := range safeguards() {
		// Without the statement it is lost where the policy has what calls for it.
		has := p.Factors.Has(s.statement)
		called := slices.ContainsFunc(keep.ways(s.required), func(way []therapy.Literal) bool { return len(way) > 0 })
		if has && !keep.keeps(s) || !has && called {
			lose(s.statement, s.lost)
		}
	}
	return list
}

// says reports whether some action belongs to a danger by itself.
func (k *keeper) says(f therapy.Factor) bool {
	return slices.ContainsFunc(k.policy.Actions, func(a Action) bool {
		return a.When.IsZero() || k.fires(a.When, []therapy.Literal{{Factor: f, Yes: true}})
	})
}

// saysOwn reports whether some action is about a statement by itself, and not about every
// situation.
func (k *keeper) saysOwn(f therapy.Factor) bool {
	return slices.ContainsFunc(k.policy.Actions, func(a Action) bool {
		return k.fires(a.When, []therapy.Literal{{Factor: f, Yes: true}})
	})
}

// careless lists in what a statement is shown or asked less carefully than safety demands.
func (p Policy) careless(f therapy.Factor) []string {
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
		if bad && (builtIn && !excludes(therapy.Factors(), f, other) || !builtIn && p.Alarm(other) != therapy.AllClear) {
			lose(true, "no yes to another statement may settle it as no, unless that is an assessment")
			break
		}
	}
	if !builtIn {
		lose(marked != 0 && info.Layer != therapy.LayerSafety && info.FormSection() != therapy.SectionSafety && !asking.BlankStays, "a blank in a form must not answer it")
		return list
	}
	lose(info.Discretion < known.Discretion, "texts for the client have to be as discreet about it as the built-in vocabulary says")
	lose(known.Asking.Trained && !asking.Trained, "only somebody trained can give it")
	lose(known.Asking.BlankStays && !asking.BlankStays, "a blank in a form must not answer it")
	if known.Layer == therapy.LayerSafety {
		lose(info.Layer != known.Layer, "it belongs to safety")
		lose(known.Asking.Clinician && !asking.Clinician || !asking.If.Equal(known.Asking.If) || !asking.Unless.Equal(known.Asking.Unless) ||
			!asking.Follows.Equal(known.Asking.Follows), "it has to be asked of the same people, in the same cases")
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

// safety refuses a policy that loses safety without saying so.
//
// A policy that is kept for replay is left as it was.
func (v *policyCheck) safety() {
	if v.policy.ReplayOnly {
		return
	}
	waived := map[therapy.Factor]bool{}
	for i, w := range v.policy.Waivers {
		place := therapy.Pointer("waivers", strconv.Itoa(i))
		if !therapy.Factors().Has(w.Statement) { // one that was left out is waived too
			v.factor(place+"/statement", w.Statement)
		}
		if waived[w.Statement] {
			v.Wrong(place+"/statement", "waiver-twice", "", therapy.ErrDuplicate)
		}
		waived[w.Statement] = true
		if letters(w.By) < 3 {
			v.Wrong(place+"/by", "waiver-by", "the role or office that answers for it, such as medical director", therapy.ErrRequired)
		}
		if !aReason(w.Why) {
			v.Wrong(place+"/why", "waiver-why", reasonHint, therapy.ErrRequired)
		}
	}
	for _, loss := range v.policy.Losses() {
		if !waived[loss.Statement] {
			loss.report(&v.Check, "/rules")
		}
	}
	if len(v.policy.Crisis) == 0 {
		v.Wrong("/crisis", "crisis-missing", "a policy says whom to call, at least at one place", therapy.ErrRequired)
	}
}

// report refuses a policy because of the loss.
func (x Loss) report(c *therapy.Check, place string) {
	c.Wrong(place, "safety-lost", string(x.Statement)+": "+x.What+"; restore that, or waive it by name", therapy.ErrContradiction)
}

// reasonHint says what a reason is.
const reasonHint = "why, in a sentence: three words or more that say what is done instead"

// aReason reports whether a text can be a reason: at least three words and fifteen letters.
func aReason(text string) bool { return len(strings.Fields(text)) >= 3 && letters(text) >= 15 }

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
