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

// form forms the groups and prints the report.
func form(ctx context.Context, out *bytes.Buffer, language words.Language, problem compose.Problem) (compose.Result, error) {
	ask(&problem)
	result, err := compose.Solve(ctx, problem, compose.Options{})
	if err != nil {
		return compose.Result{}, err
	}
	score, err := compose.Check(problem, result.Assignment)
	if err != nil {
		return compose.Result{}, err
	}
	_, first, err := compose.FirstComeFirstServed(problem)
	if err != nil {
		return compose.Result{}, err
	}
	fmt.Fprintf(out, "2. Forming groups\n\n   %d people placed for %d points (first come, first served: %d); ", len(result.Report.Placed), score.Points, first.Points)
	switch {
	case result.PlacingProven():
		fmt.Fprintf(out, "nobody could do better.\n\n")
	case result.Gap()*100 < score.Points:
		fmt.Fprintf(out, "proven to be within one per cent of the best.\n\n")
	default:
		fmt.Fprintf(out, "at most %d points more can be had.\n\n", result.Gap())
	}
	for _, g := range result.Report.Groups {
		if g.Open {
			fmt.Fprintf(out, "   %-20s opens with %2d, %d places left\n", g.Group, g.Joining, g.Seats)
		} else {
			fmt.Fprintf(out, "   %-20s does not open: lacks %s, %d missing\n", g.Group, g.Lack, g.Missing)
		}
	}
	codes := map[compose.Code]int{}
	for _, u := range result.Report.Unplaced {
		codes[u.Code]++
	}
	fmt.Fprintf(out, "\n   %d people have no place, and each is told why:\n", len(result.Report.Unplaced))
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		fmt.Fprintf(out, "      %-24s %2d\n", code, codes[code])
	}
	say(out, language, result.Report)
	if err := replan(ctx, out, problem, result.Assignment); err != nil {
		return compose.Result{}, err
	}
	return result, nil
}
