//go:build unix

// Command judges compares the solver with HiGHS, a general solver for mixed-integer
// programs that stands outside the library. It makes up waiting lists that the search was
// not tuned on, solves each, and lets HiGHS prove the optimum of points and of fit, and
// the fewest minutes, from what compose.WriteLP writes.
//
//	judges -highs FOLDER [-blind] [-seeds N] [-clients N] [-shapes a,b] [-limit SECONDS]
//
//	judges -growth 500,2000,5000 [-first SEED] [-shapes clinic,minimum] [-everywhere]
//
// The second form measures time, memory and gap as lists grow, without HiGHS.
//
// FOLDER is where "npm install highs" has been run. The script run does that.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
)

func main() {
	highs := flag.String("highs", "", "folder with node_modules/highs")
	seeds := flag.Int("seeds", 5, "lists of each shape")
	clients := flag.Int("clients", 200, "clients of a list")
	shapes := flag.String("shapes", "", "names of shapes, all by default")
	blind := flag.Bool("blind", false, "lists of somebody who had not seen the search, in place of the others")
	families := flag.Bool("families", false, "lists of the five families as well")
	limit := flag.Int("limit", 60, "seconds that HiGHS may take for one stage")
	first := flag.Int64("first", 1, "the first seed")
	sizes := flag.String("growth", "", "numbers of clients at which to measure growth, and nothing else")
	everywhere := flag.Bool("everywhere", false, "let the share of groups online stay as lists grow")
	flag.Parse()
	if *sizes != "" {
		growth(*sizes, *shapes, *first, *everywhere)
		return
	}
	j := &judge{highs: *highs, limit: *limit}
	wanted := func(shape fmt.Stringer) bool {
		return *shapes == "" || slices.Contains(strings.Split(*shapes, ","), shape.String())
	}
	fmt.Println("list\tpoints\toptimum\tmiss %\tfit\toptimum\tmiss %\tminutes\toptimum\tmiss %\tgap %\tproven\tcpu s\tHiGHS cpu s")
	for seed := *first; seed < *first+int64(*seeds); seed++ {
		for shape := range waitlist.NumBlindShapes {
			if *blind && wanted(shape) {
				j.compare(waitlist.Blind(shape, *clients, uint64(seed)))
			}
		}
		for shape := range waitlist.NumShapes {
			if !*blind && wanted(shape) {
				j.compare(waitlist.Other(shape, *clients, seed))
			}
		}
		if *families {
			for _, kind := range kinds {
				j.compare(waitlist.Generate(kind.family, 7000+seed))
			}
		}
	}
	for _, name := range flag.Args() {
		f, err := os.Open(name)
		exit(err)
		p, err := compose.Read(f)
		exit(err)
		j.compare(p)
	}
	j.sum()
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "judges:", err)
		os.Exit(1)
	}
}

// judge compares and keeps what it has found.
type judge struct {
	highs                        string
	limit                        int
	lists, proven, unjudged      int
	missPoints, missFit, missMin []float64
	gaps, own, others            []float64
}

// verdict is what HiGHS says of one stage.
type verdict struct {
	Status string  `json:"status"`
	Value  float64 `json:"value"`
	CPU    float64 `json:"cpu"`
}

func (j *judge) compare(p compose.Problem) {
	before := cpu()
	r, err := compose.Solve(context.Background(), p, compose.Options{})
	exit(err)
	took := (cpu() - before).Seconds()
	score, err := compose.Check(p, r.Assignment)
	exit(err)
	if score != r.Score {
		exit(fmt.Errorf("%s: the score does not check", p.Name))
	}
	if placing, err := r.PlacingBound.Verify(context.Background(), p); err != nil || placing < r.Score.Placing {
		exit(fmt.Errorf("%s: the bound does not verify: %w", p.Name, err))
	}
	if len(r.Proof.Parts) > 0 {
		ok, _, err := r.Proof.Verify(context.Background(), p, compose.Score{Placing: r.Proof.Placing, Fit: r.Proof.Fit})
		exit(err)
		if !ok {
			exit(fmt.Errorf("%s: the proof does not verify", p.Name))
		}
	}
	gap := 100 * float64(r.Gap()) / float64(max(1, r.Score.Placing))
	j.lists++
	j.own, j.gaps = append(j.own, took), append(j.gaps, gap)
	if r.PlacingProven() {
		j.proven++
	}
	fmt.Printf("%s\t%d", p.Name, r.Score.Points)
	stages := []compose.Stage{compose.StagePlacing, compose.StageFit, compose.StageMinutes}
	reached, theirs := compose.Score{}, 0.0
	got := []int64{r.Score.Placing, r.Score.Fit, r.Score.Minutes}
	equal := true
	for k, stage := range stages {
		if j.highs == "" || !equal {
			fmt.Print("\t-\t-")
			if k < 2 {
				fmt.Printf("\t%d", got[k+1])
			}
			continue
		}
		v := j.ask(p, stage, reached)
		theirs += v.CPU
		if v.Status != "Optimal" {
			j.unjudged++
			equal = false
			fmt.Printf("\t%s\t-", v.Status)
		} else {
			best := int64(v.Value + 0.5)
			miss := 100 * float64(best-got[k]) / float64(max(1, best))
			if k == 2 {
				miss = -miss
			}
			switch k {
			case 0:
				reached.Placing = best
				j.missPoints = append(j.missPoints, miss)
				if best < got[0] {
					exit(fmt.Errorf("%s: better than the optimum", p.Name))
				}
			case 1:
				reached.Fit = best
				j.missFit = append(j.missFit, miss)
			default:
				j.missMin = append(j.missMin, miss)
			}
			equal = best == got[k]
			fmt.Printf("\t%d\t%.4f", best, miss)
		}
		if k < 2 {
			fmt.Printf("\t%d", got[k+1])
		}
	}
	j.others = append(j.others, theirs)
	fmt.Printf("\t%.3f\t%v/%v\t%.2f\t%.1f\n", gap, r.PlacingProven(), r.FitProven(), took, theirs)
}

// ask runs HiGHS on one stage.
func (j *judge) ask(p compose.Problem, stage compose.Stage, reached compose.Score) (v verdict) {
	file, err := os.CreateTemp("", "stage-*.lp")
	exit(err)
	defer os.Remove(file.Name())
	exit(compose.WriteLP(file, p, stage, reached))
	exit(file.Close())
	cmd := exec.Command("node", filepath.Join(j.highs, "solve.mjs"), file.Name(), strconv.Itoa(j.limit))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	exit(cmd.Run())
	exit(json.Unmarshal(out.Bytes(), &v))
	return v
}

// cpu is the processor time that this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	exit(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (j *judge) sum() {
	within := func(list []float64, most float64) (n int) {
		for _, v := range list {
			if v <= most {
				n++
			}
		}
		return n
	}
	line := func(what string, list []float64) {
		if len(list) == 0 {
			return
		}
		slices.Sort(list)
		fmt.Printf("%s: %d judged, median %.4f, worst %.4f, equal on %d, within 0.1 on %d, within 0.3 on %d\n",
			what, len(list), list[len(list)/2], list[len(list)-1], within(list, 0), within(list, 0.1), within(list, 0.3))
	}
	line("points missed, per cent", j.missPoints)
	line("fit missed at equal points, per cent", j.missFit)
	line("minutes missed at equal points and fit, per cent", j.missMin)
	line("gap, per cent", j.gaps)
	line("processor time, s", j.own)
	line("HiGHS processor time, s", j.others)
	fmt.Printf("%d lists, points proven on %d; HiGHS gave no answer to %d stages\n", j.lists, j.proven, j.unjudged)
}
