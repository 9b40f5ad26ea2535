package recommend_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// Recipe: trace and count. A log gets what happened and never the answers. The intake and the
// recommendation print no content, so it is safe to log them by mistake.
func Example_traceAndCount() {
	intake := recommend.Intake{Answers: recommend.Answers{therapy.Adult: recommend.Yes, therapy.NoAcuteRisk: recommend.Yes, therapy.ValuesPrivacy: recommend.Strongly}}
	rec, err := recommend.Default().Recommend(intake, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	layer, _ := rec.DecidedBy()
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	log.Info("recommended",
		"policy", rec.PolicyID(), "version", rec.PolicyVersion(), "outcome", rec.Outcome(), "stage", layer,
		"answered", len(intake.Answers), "faults", len(therapy.FieldErrors(err)), "intake", intake)
	// Output:
	// level=INFO msg=recommended policy=therapykit-default version=2.0.0 outcome=recommended stage=preference answered=3 faults=0 intake=[confidential]
}

// Recipe: replay an old decision. The rendering for the clinician, or the certificate, is made
// again with the same policy. If the result differs, that is an error.
func ExampleRecommender_Replay() {
	r := recommend.Default()
	rec, err := r.RecommendJSON([]byte(`{"adult":"yes","no-acute-risk":"yes","values-privacy":"strongly"}`), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, err := json.Marshal(rec.For(recommend.Audience{Reader: policy.Clinician}))
	if err != nil {
		fmt.Println(err)
		return
	}
	again, err := r.Replay(kept)
	fmt.Println(again.Outcome(), again.Digest() == rec.Digest(), err)
	// Output:
	// recommended true <nil>
}

// Recipe: add a statement. An overlay describes it, says where a form asks for it, and has a rule
// that uses it. The policy below is not changed.
func Example_addAStatement() {
	p, err := standard.Policy().Overlay(policy.Overlay{
		ID: "evening-clinic", Version: "1.0", Title: "Policy of a made-up evening clinic",
		Factors: []therapy.FactorInfo{{
			Factor: "works-nights", Layer: therapy.LayerPractical, Question: "Does the person work at night?", PlainQuestion: "Do you work at night?",
			Definition: "Works at night on most days of the week.", Sources: therapy.MustCite("S46"), Asking: therapy.Asking{Section: therapy.SectionPractical},
		}},
		Rules: []policy.Rule{{
			ID: "works-nights", Layer: therapy.LayerPractical, Ages: therapy.Adults, When: therapy.Is("works-nights"),
			Points: []policy.Points{{Option: standard.Individual, Points: 1}},
			Says: policy.Words{
				Clinician: "Works at night: the times of individual sessions can be moved more easily.", Client: "You work at night. One-to-one times are easier to move.",
			},
			Sources: therapy.MustCite("S46"),
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	form, err := recommend.NewForm(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, section := range form.Sections {
		if slices.ContainsFunc(section.Questions, func(q recommend.FormQuestion) bool { return q.ID == "works-nights" }) {
			fmt.Println("asked in:", section.Title.Client)
		}
	}
	fmt.Println(len(p.Rules) - len(standard.Policy().Rules))
	// Output:
	// asked in: Time, money, travel
	// 1
}
