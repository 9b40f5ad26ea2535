// Groups forms groups from a made-up waiting list of 120 people and follows one of
// them through eight sessions.
//
//	go run ./examples/groups
//
// It screens everybody, forms the groups, says who was left out and what would change that, and
// reports on the composition of one group. Then it follows this group: a member drops out; the free
// place is offered to the first person on the list, who does not answer in time; the next person
// joins late, which a slow-open group allows; the agreement is renewed; a shared note is refused
// because it names a member. At the end it prints attendance, risk of drop-out, climate and cost.
package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"

	"github.com/therapykit/therapykit/examples/internal/tongue"
	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

//go:embed data/*.json
var data embed.FS

func main() {
	language := tongue.Flag(flag.CommandLine)
	flag.Parse()
	if err := run(context.Background(), os.Stdout, *language); err != nil {
		fmt.Fprintln(os.Stderr, "groups:", err)
		os.Exit(1)
	}
}

// run tells the whole story.
func run(ctx context.Context, w io.Writer, language words.Language) error {
	out := &bytes.Buffer{}
	problem, screenings, err := readPeople(out, language)
	if err != nil {
		return err
	}
	result, err := form(ctx, out, language, problem)
	if err != nil {
		return err
	}
	c, err := newCourse(ctx, out, language, problem, result, screenings)
	if err != nil {
		return err
	}
	if err := c.tell(); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

// readPeople reads the waiting list and the screening answers, screens everybody and marks who
// can be placed.
func readPeople(out *bytes.Buffer, language words.Language) (compose.Problem, map[string]screening.Result, error) {
	list, err := data.ReadFile("data/waiting.json")
	if err != nil {
		return compose.Problem{}, nil, err
	}
	problem, err := compose.Read(bytes.NewReader(list))
	if err != nil {
		return compose.Problem{}, nil, err
	}
	text, err := data.ReadFile("data/screening.json")
	if err != nil {
		return compose.Problem{}, nil, err
	}
	var differing map[string]map[therapy.Factor]therapy.Truth
	if err := json.Unmarshal(text, &differing); err != nil {
		return compose.Problem{}, nil, err
	}
	criteria := screening.DefaultCriteria().In(language)
	screenings := map[string]screening.Result{}
	counts := map[screening.Verdict]int{}
	reasons := map[string]int{}
	for i := range problem.Clients {
		client := &problem.Clients[i]
		answers := nothingInTheWay(criteria)
		maps.Copy(answers, differing[client.ID])
		s := criteria.Screen(group.StructuredCBT, answers)
		screenings[client.ID] = s
		counts[s.Verdict]++
		for _, finding := range s.Reasons {
			reasons[s.Verdict.String()+" "+finding.Criterion.ID]++
		}
		// People who need preparation are placed and prepare before the start.
		client.Suitable = s.Verdict == screening.MayJoin || s.Verdict == screening.PrepareFirst
	}
	fmt.Fprintf(out, "1. Screening %d people by criteria %s\n\n", len(problem.Clients), criteria.Version())
	for verdict := screening.MayJoin; verdict >= screening.NotThisGroup; verdict-- {
		fmt.Fprintf(out, "   %-15s %3d\n", verdict, counts[verdict])
		for criterion := range criteria.All() {
			if n := reasons[verdict.String()+" "+criterion.ID]; n > 0 {
				text := criterion.Advice
				if verdict == screening.AskFirst {
					text = "Ask: " + criterion.When.String() + "?"
				}
				fmt.Fprintf(out, "      %-22s %2d  %s\n", criterion.ID, n, text)
			}
		}
	}
	fmt.Fprintln(out)
	return problem, screenings, nil
}

// nothingInTheWay returns the answers of a person without any obstacle. The made-up list stores
// only the differences.
func nothingInTheWay(criteria screening.Criteria) screening.Facts {
	answers := screening.Facts{}
	for criterion := range criteria.All() {
		for statement := range criterion.When.Factors() {
			answers[statement] = therapy.False
		}
	}
	for _, statement := range []therapy.Factor{therapy.NoAcuteRisk, therapy.ConsentGiven, screening.SharesConcern, therapy.InformedDiscussionDone} {
		answers[statement] = therapy.True
	}
	return answers
}
