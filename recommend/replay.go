package recommend

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// decisionJSON is the result of a recommendation in a record.
type decisionJSON struct {
	Outcome   policy.Outcome  `json:"outcome"`
	Advised   []policy.Option `json:"advised"`
	DecidedBy *therapy.Layer  `json:"decidedBy"`
	// Flagged are the options advised that a clinical question opposes.
	Flagged []policy.Option `json:"flagged,omitempty"`
}

func (d decisionJSON) equal(other decisionJSON) bool {
	stage := func(d decisionJSON) therapy.Layer {
		if d.DecidedBy == nil {
			return 0
		}
		return *d.DecidedBy
	}
	return d.Outcome == other.Outcome && slices.Equal(d.Advised, other.Advised) && stage(d) == stage(other)
}

func (rec Recommendation) decision() decisionJSON {
	d := decisionJSON{Outcome: rec.Outcome(), Advised: optionNames(rec)}
	if layer, ok := rec.DecidedBy(); ok {
		d.DecidedBy = &layer
	}
	for x := range rec.Against() {
		if o := x.Option().Option; !slices.Contains(d.Flagged, o) {
			d.Flagged = append(d.Flagged, o)
		}
	}
	return d
}

// policyName names the policy that was followed, exactly.
func (rec Recommendation) policyName() policy.Name {
	return policy.Name{ID: rec.PolicyID(), Version: rec.PolicyVersion(), Digest: rec.r.program.Digest()}
}

// Digest identifies the recommendation: "sha256:" and a hash in hexadecimal of the policy's
// name and digest, the answers, the outcome, the advised options and the deciding stage. It
// does not depend on words. It is "" for the zero Recommendation.
func (rec Recommendation) Digest() string {
	if rec.r == nil {
		return ""
	}
	return digest([]byte(mustJSON(struct {
		Policy  policy.Name
		Answers Answers
		Decided decisionJSON
	}{rec.policyName(), rec.counted(), rec.decision()})))
}

// Replay reads a recommendation from the JSON of a clinician's [Rendering] and makes it
// again: it decides with the answers in the JSON and compares the results. The policy must be
// the one that was followed, by id and version, and the outcome, the advised options and the
// deciding stage must be the same; words may have changed.
func (r *Recommender) Replay(rendering []byte) (Recommendation, error) {
	if r.program == nil {
		return Recommendation{}, errNoPolicy()
	}
	var doc struct {
		Format     string                        `json:"format"`
		Policy     policy.Name                   `json:"policy"`
		Answers    Answers                       `json:"answers"`
		Assessed   Provenance                    `json:"assessed"`
		Provenance map[therapy.Factor]Provenance `json:"provenance"`
		Complete   *bool                         `json:"complete"`
		decisionJSON
	}
	if err := json.Unmarshal(rendering, &doc); err != nil {
		return Recommendation{}, &therapy.FieldError{Rule: "json-malformed", Hint: "what Rendering.AppendJSON writes", Err: therapy.ErrSyntax}
	}
	var c therapy.Check
	if doc.Format != Format && doc.Format != firstFormat {
		c.Wrong("/format", "recommendation-format", Format, therapy.ErrUnknown)
	}
	if doc.Complete != nil {
		c.Wrong("/complete", "recommendation-complete", "the rendering for a clinician", therapy.ErrRequired)
	}
	if err := c.Err(); err != nil {
		return Recommendation{}, err
	}
	return r.replay(doc.Policy, Intake{Answers: doc.Answers, Provenance: doc.Provenance, Assessed: doc.Assessed}, time.Time{}, doc.decisionJSON)
}

// replay makes a recommendation again and compares it with the result in a record.
func (r *Recommender) replay(name policy.Name, intake Intake, now time.Time, said decisionJSON) (Recommendation, error) {
	p := &r.program.Policy
	if name.ID != p.ID || name.Version != p.Version || name.Digest != "" && !p.HasDigest(name.Digest) {
		return Recommendation{}, &therapy.FieldError{Path: "/policy", Rule: "replay-policy", Hint: "the policy that was followed", Err: therapy.ErrContradiction}
	}
	rec, err := r.Recommend(intake, now)
	if err != nil {
		return Recommendation{}, therapy.At("/intake", err)
	}
	if !rec.decision().equal(said) {
		return Recommendation{}, &therapy.FieldError{Path: "/recommendation", Rule: "replay-decision", Hint: "the result that the policy gives for these answers", Err: therapy.ErrContradiction}
	}
	return rec, nil
}
