// Couples adds a new modality: couples therapy, with its own statements, rules and
// safeguarding, and a policy that can recommend it as well as the built-in modalities. The
// library was not changed for it.
//
//	go run ./examples/couples
//
// It prints how couples and individual therapy differ, explained recommendations
// for made-up people, and how the policy differs from the default.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/examples/internal/tongue"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

func main() {
	language := tongue.Flag(flag.CommandLine)
	flag.Parse()
	if err := run(os.Stdout, *language); err != nil {
		fmt.Fprintln(os.Stderr, "couples:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, language words.Language) error {
	out := &bytes.Buffer{}
	catalogue, err := standard.Catalogue().With(couples.Descriptor())
	if err != nil {
		return err
	}
	if err := compare(out, language, catalogue, couples.Modality, "individual"); err != nil {
		return err
	}
	p, err := couples.Policy()
	if err != nil {
		return err
	}
	recommender, err := recommend.New(p)
	if err != nil {
		return err
	}
	for _, s := range stories() {
		rec, err := recommender.Recommend(recommend.Intake{Answers: s.intake}, time.Time{})
		if err != nil {
			return err
		}
		tell(out, language, s, rec)
	}
	fmt.Fprintf(out, "%s\n\nHow %s differs from %s\n\n", divider, p.ID, standard.PolicyID)
	for _, change := range policy.Diff(standard.Policy(), p) {
		if change.Part != "policy" { // its name is in the heading
			fmt.Fprintf(out, "- %s\n", change)
		}
	}
	_, err = w.Write(out.Bytes())
	return err
}

const divider = "================================================================================"

// compare prints the table that a decision aid would show.
func compare(out *bytes.Buffer, language words.Language, catalogue therapy.Catalogue, a, b therapy.Modality) error {
	left, okLeft := catalogue.Lookup(a)
	right, okRight := catalogue.Lookup(b)
	if !okLeft || !okRight {
		return fmt.Errorf("the catalogue does not describe %s and %s", a, b)
	}
	left, right = left.In(language), right.In(language)
	fmt.Fprintf(out, "%s and %s: how they differ\n", left.Name, right.PlainName)
	for _, row := range therapy.Compare(left, right) {
		fmt.Fprintf(out, "\n%s\n  %-10s  %s\n  %-10s  %s\n", row.Dimension.TitleIn(language), a, row.A.Statement, b, row.B.Statement)
	}
	fmt.Fprintf(out, "\nProgrammes\n")
	for _, p := range left.Programmes {
		fmt.Fprintf(out, "  %s: %d to %d sessions of %d minutes (%s)\n", p.Name, p.Sessions.Min, p.Sessions.Max, p.Minutes.Max, p.Sources[0].ID)
	}
	fmt.Fprintln(out)
	return nil
}

// tell prints one recommendation: for the clinician, or in the client's words.
func tell(out *bytes.Buffer, language words.Language, s story, rec recommend.Recommendation) {
	fmt.Fprintf(out, "%s\n\n%s\n\n%s", divider, s.title, rec.For(recommend.Audience{Reader: s.audience, Language: language}).Text())
	var open []recommend.OpenQuestion
	ever := together(rec)
	for question := range rec.OpenQuestions() {
		open = append(open, question)
		ever = ever || together(question.IfYes) || together(question.IfNo) || together(question.Witness)
	}
	fmt.Fprintf(out, "\nProof: %s; %d unanswered statements could still change it.\n", rec.Settlement().State, len(open))
	if len(open) > 0 {
		fmt.Fprintf(out, "The first: %s\n  yes: %s\n  no:  %s\n", open[0].Info.In(language).Question, open[0].IfYes.Summary(), open[0].IfNo.Summary())
	}
	if !ever {
		fmt.Fprintln(out, "None of them, answered either way, leads to therapy together.")
	}
	fmt.Fprintln(out)
}

// together reports whether the advice includes an option in which the couple meets.
func together(rec recommend.Recommendation) bool {
	for option := range rec.Advised() {
		if option.Option.Includes(couples.Modality) {
			return true
		}
	}
	return false
}
