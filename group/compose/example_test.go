package compose_test

import (
	"context"
	"fmt"
	"log"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
)

// grieving returns a made-up client who grieves and can come on Mondays.
func grieving(id string, priority group.Priority, weeks int) compose.Client {
	return compose.Client{
		ID: id, Priority: priority, WaitDays: 7 * weeks, Suitable: true,
		Concerns: []compose.Concern{{Code: "grief", Severity: 2}}, Slots: []string{"monday"}, Languages: []string{"en"},
		Gender: group.Female, Age: 40, Acuity: compose.LowAcuity, Modes: []compose.Mode{compose.Onsite}, Region: "north",
	}
}

// waiting returns a made-up problem with four people and one group for two or three.
func waiting() compose.Problem {
	return compose.Problem{
		Policy: compose.Policy{Routine: 100, Soon: 200, Urgent: 300, WaitCapWeeks: 52, MinFit: 35},
		Clients: []compose.Client{
			grieving("ada", group.Routine, 10), grieving("ben", group.Soon, 2),
			grieving("cas", group.Routine, 3), grieving("dot", group.Urgent, 1),
		},
		Groups: []compose.Group{{
			ID: "loss", Themes: []string{"grief"}, Slot: "monday", Therapists: []string{"tess"}, TherapistGender: compose.LedByWomen,
			Language: "en", Mode: compose.Onsite, Region: "north", Min: 2, Max: 3, State: compose.Candidate,
			Intake: compose.IntakeOpen, Gender: compose.AnyGender, AgeMin: 18, AgeMax: 99, Minutes: 900,
		}},
	}
}

func ExampleSolve() {
	r, err := compose.Solve(context.Background(), waiting(), compose.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.Assignment["loss"], r.Score.Points, "points, proven best:", r.PlacingProven())
	for _, u := range r.Report.Unplaced {
		fmt.Println(u.Client, u.Code, "in", u.Group, "needs", u.Changes[0].Kind, u.Changes[0].To)
	}
	// Output:
	// [ada ben dot] 613 points, proven best: true
	// cas full in loss needs seat 4
}

func ExampleWhatIf() {
	p := waiting()
	r, err := compose.Solve(context.Background(), p, compose.Options{})
	if err != nil {
		log.Fatal(err)
	}
	q, a := compose.WhatIf(p, r.Assignment, r.Report.Unplaced[0])
	score, err := compose.Check(q, a)
	fmt.Println(a["loss"], score.Points, err)
	// Output: [ada ben cas dot] 716 <nil>
}

func ExampleCheck() {
	_, err := compose.Check(waiting(), compose.Assignment{"loss": {"ada"}})
	fmt.Println(err)
	// Output: /groups/loss: out of range [minimum]
}

func ExampleBound_Verify() {
	p := waiting()
	r, err := compose.Solve(context.Background(), p, compose.Options{})
	if err != nil {
		log.Fatal(err)
	}
	proven, err := r.PlacingBound.Verify(context.Background(), p)
	fmt.Println("nobody can have more than", proven, "points", err)
	// Output: nobody can have more than 613 points <nil>
}

func ExampleProof_Verify() {
	p := waiting()
	r, err := compose.Solve(context.Background(), p, compose.Options{})
	if err != nil {
		log.Fatal(err)
	}
	// A proof by hand: for so few people one part is enough, with the prices of
	// the bound in the order of ids.
	part := compose.Part{PlacingWeight: 1}
	for _, id := range []string{"ada", "ben", "cas", "dot"} {
		part.Clients = append(part.Clients, r.PlacingBound.Clients[id])
	}
	proof := compose.Proof{Parts: []compose.Part{part}}
	points, fit, err := proof.Verify(context.Background(), p, r.Score)
	fmt.Println("no more points:", points, "no more fit:", fit, err)
	// Output: no more points: true no more fit: false <nil>
}

func ExampleReplan() {
	p := waiting()
	p.Groups[0].Max = 4
	standing := compose.Assignment{"loss": {"ada", "ben", "cas"}}
	plans, err := compose.Replan(context.Background(), p, standing, 1, compose.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, step := range plans.Steps {
		fmt.Println(len(step.Moves), "moves:", step.Result.Assignment["loss"])
	}
	// Output: 0 moves: [ada ben cas dot]
}
