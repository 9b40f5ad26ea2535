package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy/words"
)

// ask adds what the coordinators ask for: two friends who only come together, at least two men in
// a group about grief, and a promised place.
func ask(problem *compose.Problem) {
	problem.Together = append(problem.Together, compose.Together{Members: []string{"person-040", "person-042"}, Reason: "friends"})
	for g := range problem.Groups {
		if problem.Groups[g].ID == "grief-monday-5" {
			problem.Groups[g].Quotas = append(problem.Groups[g].Quotas, compose.Quota{Attribute: compose.ByGender, Value: "m", Min: 2})
		}
	}
	for i := range problem.Clients {
		if problem.Clients[i].ID == "person-055" {
			problem.Clients[i].Pin = compose.Pin{Group: theGroup}
		}
	}
}

// say prints the reason of the first person without a place for each code, once for the clinician
// and once for the client.
func say(out *bytes.Buffer, language words.Language, report compose.Report) {
	said := map[compose.Code]bool{}
	for _, u := range report.Unplaced {
		if said[u.Code] {
			continue
		}
		said[u.Code] = true
		fmt.Fprintf(out, "\n   %s\n", u.Client)
		for _, sentence := range u.ForClinician(language) {
			fmt.Fprintf(out, "      %s\n", sentence)
		}
		fmt.Fprintf(out, "      To the client:\n")
		for _, sentence := range u.ForClient(language) {
			fmt.Fprintf(out, "         %s\n", sentence)
		}
	}
	fmt.Fprintln(out)
}

// replan plans the next week: four people with a place have cancelled, and at most two others may
// be asked to move so that more waiting people get a place.
func replan(ctx context.Context, out *bytes.Buffer, problem compose.Problem, standing compose.Assignment) error {
	cancelled := []string{"person-001", "person-010", "person-016", "person-004"}
	problem.Clients = slices.Clone(problem.Clients)
	for i := range problem.Clients { // they no longer want a place
		problem.Clients[i].Suitable = problem.Clients[i].Suitable && !slices.Contains(cancelled, problem.Clients[i].ID)
	}
	standing = maps.Clone(standing)
	for id := range standing {
		standing[id] = slices.DeleteFunc(slices.Clone(standing[id]), func(client string) bool { return slices.Contains(cancelled, client) })
	}
	// Most places stay the same, so less work than usual is enough.
	plans, err := compose.Replan(ctx, problem, standing, 2, compose.Options{Work: 3_000_000})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "   A week later four people have cancelled. Nobody else loses a place, and at most two may be asked to move:\n\n")
	for _, step := range plans.Steps {
		fmt.Fprintf(out, "   %d moved: %d people placed for %d points, fit %d\n", len(step.Moves), step.Result.Score.Placed, step.Result.Score.Points, step.Result.Score.Fit)
		for _, move := range step.Moves {
			fmt.Fprintf(out, "      %s from %s to %s\n", move.Client, move.From, move.To)
		}
	}
	fmt.Fprintln(out)
	return nil
}
