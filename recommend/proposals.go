package recommend

import (
	"errors"
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// MeasureConflict is a proposal that was not merged, or an answer that a
// question casts doubt on. Both are for a clinician to settle.
type MeasureConflict struct {
	// Rule says what kind it is: "answered-otherwise" (the statement has another
	// answer), "excluded" (another answer settles it as no), "need-missing" (what the
	// row needs is not answered yes) or "asked-and-answered" (a critical item asks
	// for a statement that the intake settles as no: was the person asked after
	// the questionnaire was filled in?).
	Rule string
	// Statement is what was proposed, or asked for.
	Statement therapy.Factor
	// With is the statement it conflicts with; empty for "answered-otherwise" and
	// "asked-and-answered".
	With therapy.Factor
}

// MergeProposals returns a copy of the intake with those proposals merged whose
// statements a clinician has accepted. Answers that are given stay as they are:
// what does not go with them is not merged, and comes back as a conflict, in the
// order of the statements. Conflicts from questions follow, whatever was
// accepted: a critical item that is not certainly quiet beside an intake that
// says no. The intake that was passed in is not changed.
//
// It refuses, all at once, an intake that [Recommender.Encode] refuses, and
// statements that nothing was proposed for or the policy does not have.
func (r *Recommender) MergeProposals(intake Intake, s policy.Suggestions, statements ...therapy.Factor) (Intake, []MeasureConflict, error) {
	if r.program == nil {
		return nil, nil, errNoPolicy()
	}
	a, err := r.Encode(intake)
	errs := []error{err}
	proposals := slices.Collect(s.Proposals())
	var rules []policy.MeasureRule
	for i, statement := range statements {
		path := therapy.Pointer("statements", strconv.Itoa(i))
		at := slices.IndexFunc(proposals, func(p policy.Proposal) bool { return p.Rule.Statement == statement })
		if at < 0 {
			errs = append(errs, &therapy.FieldError{Path: path, Rule: "proposal-missing", Hint: "a statement that is proposed", Err: therapy.ErrUnknown})
		} else if _, known := r.program.Index[statement]; !known {
			errs = append(errs, r.unknownFactor(path, string(statement)))
		} else {
			rules = append(rules, proposals[at].Rule)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	var conflicts []MeasureConflict
	for _, rule := range rules {
		if conflict, ok := r.merge(&a.packed, rule); !ok {
			conflicts = append(conflicts, conflict)
		}
	}
	for q := range s.Questions() {
		for _, f := range q.Ask {
			conflict := MeasureConflict{Rule: "asked-and-answered", Statement: f}
			if r.given(&a.packed, f) == policy.No && !slices.Contains(conflicts, conflict) {
				conflicts = append(conflicts, conflict)
			}
		}
	}
	return r.Decode(a), conflicts, nil
}

// merge gives one answer, or says why not.
func (r *Recommender) merge(a *engine.Answers, rule policy.MeasureRule) (MeasureConflict, bool) {
	statement := r.program.Index[rule.Statement]
	switch given, entailed := a.Answer(statement); {
	case entailed:
		return MeasureConflict{"excluded", rule.Statement, r.excluder(a, statement)}, false
	case given == engine.Yes || given == engine.Strongly:
		// Said already, and perhaps more strongly than a score can.
		return MeasureConflict{}, true
	case given == engine.No:
		return MeasureConflict{Rule: "answered-otherwise", Statement: rule.Statement}, false
	}
	for _, need := range rule.Needs {
		if given := r.given(a, need); given != policy.Yes && given != policy.Strongly {
			return MeasureConflict{"need-missing", rule.Statement, need}, false
		}
	}
	a.Give(statement, engine.Answer(rule.Answer))
	r.engine.Entail(a)
	return MeasureConflict{}, true
}

// given is the answer that is given or follows; a statement that the policy
// does not have is unanswered.
func (r *Recommender) given(a *engine.Answers, f therapy.Factor) policy.Answer {
	statement, known := r.program.Index[f]
	if !known {
		return policy.Unanswered
	}
	answer, _ := a.Answer(statement)
	return policy.Answer(answer)
}

// excluder finds the first statement that is answered yes and settles this one.
func (r *Recommender) excluder(a *engine.Answers, statement int) therapy.Factor {
	for i, f := range r.program.Factors {
		if given, _ := a.Answer(i); r.engine.Excludes(i, statement) && given >= engine.Yes {
			return f
		}
	}
	return ""
}
