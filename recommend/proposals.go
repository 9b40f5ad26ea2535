package recommend

import (
	"slices"
	"strconv"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// MeasureConflict is a proposal that was not merged, or an answer that a question from a
// questionnaire puts in doubt. A clinician has to decide about both.
type MeasureConflict struct {
	confidential.Hidden
	// Rule says what kind of conflict it is: "answered-otherwise" (the statement has another
	// answer), "excluded" (another answer settles it as no), "need-missing" (a statement that
	// the row needs is not answered yes) or "asked-and-answered" (a critical item asks for a
	// statement that the intake settles as no; check whether the person was asked after the
	// questionnaire was filled in).
	Rule string `json:"rule"`
	// Statement is the statement that was proposed or asked for.
	Statement therapy.Factor `json:"statement"`
	// With is the statement it conflicts with; empty for "answered-otherwise" and
	// "asked-and-answered".
	With therapy.Factor `json:"with,omitempty"`
}

// MergeProposals returns a copy of the intake with the proposals for the statements that a
// clinician has accepted. Given answers do not change: a proposal that contradicts them is
// not merged, and is returned as a conflict, in the order of the statements. Conflicts from
// questions follow, whatever was accepted: a critical item that is raised or unknown while
// the intake says no. Merged answers have the questionnaire as their provenance. The given
// intake is not changed.
//
// It refuses an intake that [Recommender.Pack] refuses, and statements without a proposal or
// that the policy does not have, and reports everything at once.
func (r *Recommender) MergeProposals(intake Intake, s policy.Suggestions, statements ...therapy.Factor) (Intake, []MeasureConflict, error) {
	if r.program == nil {
		return Intake{}, nil, errNoPolicy()
	}
	a, err := r.pack(intake.Answers)
	var c therapy.Check
	c.Part("", err)
	c.Part("", intake.provenanceError())
	proposals := slices.Collect(s.Proposals())
	var accepted []policy.Proposal
	for i, statement := range statements {
		path := therapy.Pointer("statements", strconv.Itoa(i))
		at := slices.IndexFunc(proposals, func(p policy.Proposal) bool { return p.Rule.Statement == statement })
		if at < 0 {
			c.Wrong(path, "proposal-missing", "a statement that is proposed", therapy.ErrUnknown)
		} else if _, known := r.program.Index[statement]; !known {
			c.Wrong(path, "factor-unknown", r.suggestion(string(statement)), therapy.ErrUnknown)
		} else {
			accepted = append(accepted, proposals[at])
		}
	}
	if err := c.Err(); err != nil {
		return Intake{}, nil, err
	}
	var conflicts []MeasureConflict
	merged := intake.clone()
	for _, p := range accepted {
		before := r.given(&a, p.Rule.Statement)
		if conflict, ok := r.merge(&a, p.Rule); !ok {
			conflicts = append(conflicts, conflict)
		} else if before == therapy.Unanswered {
			merged.put(p.Rule.Statement, answerWithProvenance{p.Rule.Answer, Provenance{At: p.At, From: FromMeasure}})
		}
	}
	for q := range s.Questions() {
		for _, f := range q.Ask {
			conflict := MeasureConflict{Rule: "asked-and-answered", Statement: f}
			if r.given(&a, f) == therapy.No && !slices.Contains(conflicts, conflict) {
				conflicts = append(conflicts, conflict)
			}
		}
	}
	return merged, conflicts, nil
}

// merge records one proposed answer, or returns the conflict that prevents it.
func (r *Recommender) merge(a *engine.Answers, rule policy.MeasureRule) (MeasureConflict, bool) {
	statement := r.program.Index[rule.Statement]
	switch given, entailed := a.Answer(statement); {
	case entailed:
		return MeasureConflict{Rule: "excluded", Statement: rule.Statement, With: r.excluder(a, statement)}, false
	case given == engine.Yes || given == engine.Strongly:
		// The statement is answered already, perhaps with strongly.
		return MeasureConflict{}, true
	case given == engine.No:
		return MeasureConflict{Rule: "answered-otherwise", Statement: rule.Statement}, false
	}
	for _, need := range rule.Needs {
		if given := r.given(a, need); given != therapy.Yes && given != therapy.Strongly {
			return MeasureConflict{Rule: "need-missing", Statement: rule.Statement, With: need}, false
		}
	}
	a.Give(statement, engine.Answer(rule.Answer))
	r.engine.Entail(a)
	return MeasureConflict{}, true
}

// given is the answer that is given or follows; a statement that the policy
// does not have is unanswered.
func (r *Recommender) given(a *engine.Answers, f therapy.Factor) therapy.Answer {
	statement, known := r.program.Index[f]
	if !known {
		return therapy.Unanswered
	}
	answer, _ := a.Answer(statement)
	return therapy.Answer(answer)
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
