package recommend_test

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// The validation report is in the repository with the other safety documents. Its figures are
// between marks. Figures from a few intakes are always checked; those from a hundred thousand
// intakes are checked except with -short. Run with -update to write them.
const validationReport = "validation.md"

// tally counts the results for plausible intakes.
type tally struct {
	n                          int
	outcomes                   map[string]int
	ages                       map[string][4]int // recommended by option, and either
	ranked, either             int
	flagged, flaggedOnly       int // a flagged option advised, and of these without another eligible option
	groupAgainst               int // a flagged group alone advised although another option was eligible
	dangers, missed, falsely   int
	poorer, poorerGroup, grave int // another outcome with a limited budget; of these a group alone; of these a flagged one
	compared, same             int
	changes                    map[string]int
	whys                       map[string]map[string]int
}

func validate(t *testing.T, n int) tally {
	t.Helper()
	c := tally{n: n, outcomes: map[string]int{}, ages: map[string][4]int{}, changes: map[string]int{}, whys: map[string]map[string]int{}}
	old, err := standard.Retired("1.0.0")
	require.NoError(t, err)
	before, err := recommend.NewForReplay(old)
	require.NoError(t, err)
	rng, former := rand.New(rand.NewPCG(12, 2026)), recommend.Answers{} // the former version knows fewer statements
	for range n {
		intake := recommendtest.Plausible(rng)
		rec, err := theStandard().Recommend(intake, time.Time{})
		require.NoError(t, err)
		c.count(intake.Answers, rec)
		c.money(t, intake.Answers, rec)
		clear(former)
		for f, answer := range intake.Answers {
			if old.Factors.Has(f) {
				former[f] = answer
			}
		}
		if was, err := before.Recommend(given(former), time.Time{}); err == nil {
			c.change(was, rec)
		}
	}
	return c
}

func groupAlone(rec recommend.Recommendation) bool {
	return rec.Outcome() == policy.Recommended && rec.Advises(standard.Group)
}

func againstWithChoice(rec recommend.Recommendation) bool {
	return groupAlone(rec) && rec.AgainstIndication() && len(slices.Collect(rec.Eligible())) > 1
}

func (c *tally) count(answers recommend.Answers, rec recommend.Recommendation) {
	c.outcomes[rec.Summary()]++
	danger := false
	vocabulary := therapy.Factors()
	for f, answer := range answers {
		info, _ := vocabulary.Outline(f)
		danger = danger || info.Alarm == therapy.Danger && answer.Truth() == therapy.True
	}
	switch escalates := rec.Outcome() == policy.Escalate; {
	case danger && escalates:
		c.dangers++
	case danger:
		c.dangers, c.missed = c.dangers+1, c.missed+1
	case escalates:
		c.falsely++
	}
	column := -1
	switch rec.Outcome() {
	case policy.Either:
		c.either++
		column = 3
	case policy.Recommended:
		for i, o := range []policy.Option{standard.Individual, standard.Group, standard.Combined} {
			if rec.Advises(o) {
				column = i
			}
		}
	default:
		return
	}
	c.ranked++
	for _, band := range ageBands {
		if answers[band.factor] == therapy.Yes {
			row := c.ages[band.ages.String()]
			row[column]++
			c.ages[band.ages.String()] = row
		}
	}
	if rec.AgainstIndication() {
		if c.flagged++; len(slices.Collect(rec.Eligible())) == 1 {
			c.flaggedOnly++
		}
	}
	if againstWithChoice(rec) {
		c.groupAgainst++
	}
}

// money decides once with a limited budget and once without.
func (c *tally) money(t *testing.T, answers recommend.Answers, rec recommend.Recommendation) {
	t.Helper()
	poor := but(answers, therapy.LimitedBudget, therapy.Yes)
	if answers[therapy.LimitedBudget].Truth() == therapy.True {
		poor = but(answers, therapy.LimitedBudget, therapy.No)
	}
	other, err := theStandard().Recommend(given(poor), time.Time{})
	require.NoError(t, err)
	if answers[therapy.LimitedBudget].Truth() == therapy.True {
		rec, other = other, rec
	}
	if rec.Summary() == other.Summary() {
		return
	}
	if c.poorer++; groupAlone(other) {
		c.poorerGroup++
	}
	if againstWithChoice(other) || againstWithChoice(rec) {
		c.grave++
	}
}

// change compares the two versions of the policy, and records why the outcome differs.
func (c *tally) change(was, is recommend.Recommendation) {
	c.compared++
	if was.Summary() == is.Summary() {
		c.same++
		return
	}
	key := was.Summary() + " | " + is.Summary()
	c.changes[key]++
	if c.whys[key] == nil {
		c.whys[key] = map[string]int{}
	}
	c.whys[key][whyNow(is)]++
}

func whyNow(rec recommend.Recommendation) string {
	for q := range rec.Questions() {
		return "asks for " + q.Rule
	}
	layer, decided := rec.DecidedBy()
	var names []string
	for q := range rec.Asked() {
		names = append(names, q.Question().ID)
	}
	switch {
	case decided && layer != therapy.LayerIndication:
		return "decided in " + layer.String()
	case len(names) > 0:
		return "questions " + strings.Join(names, ", ")
	}
	return "nothing decides"
}

func percent(part, whole int) string { return fmt.Sprintf("%.1f %%", 100*float64(part)/float64(whole)) }

// most lists the most frequent keys, the most frequent first.
func most(counts map[string]int, n int) []string {
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return keys[:min(n, len(keys))]
}

func (c tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d intakes; %d ranked (%s).\n\n", c.n, c.ranked, percent(c.ranked, c.n))
	b.WriteString("| outcome | intakes |\n|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(c.outcomes)) {
		fmt.Fprintf(&b, "| %s | %d |\n", name, c.outcomes[name])
	}
	b.WriteString("\n| what is watched | figure |\n|---|---|\n")
	for _, row := range [][2]string{
		{"either, of what is ranked (has to stay under 5 %)", fmt.Sprintf("%d (%s)", c.either, percent(c.either, c.ranked))},
		{"advised against a flag, which is shown", fmt.Sprintf("%d, of these %d where nothing else was possible", c.flagged, c.flaggedOnly)},
		{"a group alone against a flag where something else was possible (has to be none)", fmt.Sprint(c.groupAgainst)},
		{"intakes with a danger stated; missed (has to be none); escalated without one (has to be none)", fmt.Sprintf("%d; %d; %d", c.dangers, c.missed, c.falsely)},
		{"another outcome because the budget is limited; a group alone then; against a flag (has to be none)", fmt.Sprintf("%d (%s); %d; %d", c.poorer, percent(c.poorer, c.n), c.poorerGroup, c.grave)},
	} {
		fmt.Fprintf(&b, "| %s | %s |\n", row[0], row[1])
	}
	b.WriteString("\n| age, of what is ranked | individual | group | both | either |\n|---|---|---|---|---|\n")
	for _, band := range ageBands {
		row := c.ages[band.ages.String()]
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d |\n", band.ages, row[0], row[1], row[2], row[3])
	}
	fmt.Fprintf(&b, "\nVersion 1.0.0 beside 2.0.0: %d compared, %d the same, %d different (%s). The changes that come up most:\n\n",
		c.compared, c.same, c.compared-c.same, percent(c.compared-c.same, c.compared))
	b.WriteString("| from | to | intakes | why, most often |\n|---|---|---|---|\n")
	for _, key := range most(c.changes, 20) {
		why := most(c.whys[key], 1)[0]
		fmt.Fprintf(&b, "| %s | %d | %s (%d) |\n", key, c.changes[key], why, c.whys[key][why])
	}
	return b.String()
}

// readability measures the texts for clients.
func readability() string {
	var grades, lengths []float64
	for _, text := range clientTexts() {
		grade, length := readingGrade(text)
		grades, lengths = append(grades, grade), append(lengths, length)
	}
	slices.Sort(grades)
	sum := 0.0
	for _, length := range lengths {
		sum += length
	}
	return fmt.Sprintf("%d texts for clients: median grade %.1f, highest %.1f, %.1f words a sentence on average.\n",
		len(grades), grades[len(grades)/2], math.Round(grades[len(grades)-1]*10)/10, sum/float64(len(lengths)))
}

// part returns the part of a text between two marks, and the text with that part replaced.
func part(t *testing.T, text, name, words string) (was, with string) {
	t.Helper()
	open, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->\n"
	before, rest, ok := strings.Cut(text, open)
	require.True(t, ok, name)
	was, after, ok := strings.Cut(rest, end)
	require.True(t, ok, name)
	return was, before + open + words + end + after
}

// TestValidationReport checks the figures of the validation report against the code.
func TestValidationReport(t *testing.T) {
	path := filepath.Join("standard", validationReport)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	text := string(data)
	figures := map[string]string{"readability": readability(), "2000 intakes": validate(t, 2_000).String()}
	if !testing.Short() {
		all := validate(t, 100_000)
		figures["100000 intakes"] = all.String()
		card, err := os.ReadFile(filepath.Join("standard", "model-card.md"))
		require.NoError(t, err)
		for _, n := range []int{all.ranked, all.either, all.outcomes["recommended group"], all.dangers, all.compared - all.same} {
			require.Contains(t, string(card), fmt.Sprintf(" %d,%03d", n/1000, n%1000), "the model card")
		}
	}
	for name, now := range figures {
		was, with := part(t, text, name, now)
		if *update {
			text = with
			continue
		}
		if diff := gocmp.Diff(was, now); diff != "" {
			t.Errorf("%s (-report +now):\n%s", name, diff)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	// Figures that have to be 0 are 0, also in the parts that -short does not check.
	for _, name := range []string{"2000 intakes", "100000 intakes"} {
		was, _ := part(t, text, name, "")
		require.Contains(t, was, "where something else was possible (has to be none) | 0 |", name)
		require.Contains(t, was, "; 0; 0 |", name)
	}
	require.Contains(t, text, standard.PolicyVersion)
}
