package policy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Waiver says that a policy does without the safety of one statement, who answers for it
// and why. A policy that loses safety without one is refused. What is waived is repeated
// in every recommendation, found by an audit, and fails the conformance kit unless the
// kit is told to allow it.
type Waiver struct {
	// Statement is the statement whose safety is waived.
	Statement therapy.Factor `json:"statement"`
	// By names who answers for it, as a role or an office and not as a person.
	By string `json:"by"`
	// Why says why.
	Why string `json:"why"`
}

// Alarm returns what safety hangs on a statement of the policy: what its vocabulary
// marks, or else what the built-in vocabulary marks for the same name, so that a copy
// of a vocabulary cannot lose a mark.
func (p Policy) Alarm(f therapy.Factor) therapy.Alarm {
	info, ok := p.Factors.Lookup(f)
	if !ok {
		return 0
	}
	if info.Alarm == 0 {
		info, _ = therapy.Factors().Lookup(f)
	}
	return info.Alarm
}

// Unguarded lists, in the policy's order, the statements whose safety the policy does
// not keep, waived or not: a danger that nothing escalates by itself or that nobody is
// required to answer, or that a yes to another statement would settle as no; an all-clear
// whose denial stops nothing; and a sign that nothing was assessed which stops nothing.
func (p Policy) Unguarded() []therapy.Factor {
	var list []therapy.Factor
	for f := range p.Factors.All() {
		if alarm := p.Alarm(f); alarm != 0 && !p.guards(f, alarm) {
			list = append(list, f)
		}
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

// guards reports whether the policy keeps the safety that hangs on the statement, also
// when nothing else is known.
func (p Policy) guards(f therapy.Factor, alarm therapy.Alarm) bool {
	bad := therapy.True
	if alarm == therapy.AllClear {
		bad = therapy.False
	}
	alone := func(g therapy.Factor) therapy.Truth {
		if g == f {
			return bad
		}
		return therapy.Unknown
	}
	nothing := func(therapy.Factor) therapy.Truth { return therapy.Unknown }
	stops, required := false, false
	for _, r := range p.Rules {
		if r.Layer != therapy.LayerSafety && (alarm == therapy.Danger || r.Layer != therapy.LayerSufficiency) {
			continue
		}
		if p.Condition(r).Eval(alone) != therapy.True {
			continue
		}
		stops = true
		required = required || r.RequiredIf.Eval(nothing) == therapy.True
	}
	return stops && (required || alarm != therapy.Danger) && !p.silenced(f, alarm)
}

// silenced reports whether a yes to some other statement would settle a danger as no
// without anybody having asked about it. The exclusions of the built-in vocabulary do not
// count, nor does an all-clear beside a danger that the vocabulary does not know.
func (p Policy) silenced(f therapy.Factor, alarm therapy.Alarm) bool {
	if alarm == therapy.AllClear {
		return false
	}
	info, _ := p.Factors.Lookup(f)
	known, builtIn := therapy.Factors().Lookup(f)
	for _, other := range info.Excludes {
		if builtIn && !slices.Contains(known.Excludes, other) || !builtIn && p.Alarm(other) != therapy.AllClear {
			return true
		}
	}
	return false
}

// safety refuses a policy that loses safety without saying so.
func (v *policyCheck) safety() {
	waived := map[therapy.Factor]bool{}
	for i, w := range v.policy.Waivers {
		place := therapy.Pointer("waivers", strconv.Itoa(i))
		v.factor(place+"/statement", w.Statement)
		if waived[w.Statement] {
			v.Wrong(place+"/statement", "waiver-twice", "", therapy.ErrDuplicate)
		}
		waived[w.Statement] = true
		if strings.TrimSpace(w.By) == "" {
			v.Wrong(place+"/by", "waiver-by", "who answers for it", therapy.ErrRequired)
		}
		if strings.TrimSpace(w.Why) == "" {
			v.Wrong(place+"/why", "waiver-why", "why", therapy.ErrRequired)
		}
	}
	for _, f := range v.policy.Unguarded() {
		if waived[f] {
			continue
		}
		hint := "nothing escalates " + string(f) + " by itself, or nobody is required to answer it; restore that, or waive it by name"
		if v.policy.Alarm(f) != therapy.Danger {
			hint = "nothing stops for the bad answer to " + string(f) + "; restore that, or waive it by name"
		}
		v.Wrong("/rules", "safety-lost", hint, therapy.ErrContradiction)
	}
}
