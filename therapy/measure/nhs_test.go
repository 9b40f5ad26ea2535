package measure_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

func TestNHSOutcomes(t *testing.T) {
	rules, err := measure.NewNHSRules(standardSet(t, measure.SetNHS))
	require.NoError(t, err)
	const y, n, u, na = measure.Yes, measure.No, measure.Unknown, measure.NotApplicableVerdict
	for _, test := range []struct {
		name, reason           string
		d1, d2, a1, a2         *float64
		kase, imp, det, rec, r measure.Verdict
	}{
		{"recovers reliably", "both measures end below their marks and one fell far enough", p(18), p(6), p(12), p(5), y, y, n, y, y},
		{"recovers, too little for reliable", "two points are less than six", p(11), p(9), p(7), p(7), y, n, n, y, n},
		{"six is enough", "the mark includes six, and 12 is still a case", p(18), p(12), p(12), p(12), y, y, n, n, n},
		{"five is not", "one less than the mark", p(18), p(13), p(12), p(12), y, n, n, n, n},
		{"the other measure vetoes", "a reliable rise of the second measure undoes the improvement of the first", p(18), p(6), p(8), p(12), y, n, n, n, n},
		{"gets worse", "one rises reliably and none falls so", p(10), p(16), p(12), p(12), y, n, y, n, n},
		{"not a case", "who was no case cannot recover, and can improve", p(9), p(2), p(7), p(2), n, y, n, na, na},
		{"no last score", "an end that nobody saw is unknown and not no", p(18), nil, p(12), p(5), y, u, u, u, u},
		{"nothing", "nothing is known", nil, nil, nil, nil, u, u, u, u, u},
		{"one first score shows a case", "the other cannot undo it", p(18), p(5), nil, p(5), y, u, u, y, u},
		{"one first score shows none", "the other could have shown a case", p(5), p(5), nil, p(5), u, u, u, u, u},
	} {
		got, err := rules.Evaluate(measure.Course{Depression: measure.Pair{test.d1, test.d2}, Anxiety: measure.Pair{test.a1, test.a2}, Instrument: "gad-7", Contacts: 2, Ended: true})
		require.NoError(t, err)
		require.Equal(t, []measure.Verdict{test.kase, test.imp, test.det, test.rec, test.r},
			[]measure.Verdict{got.Caseness, got.ReliableImprovement, got.ReliableDeterioration, got.Recovery, got.ReliableRecovery}, "%s: %s", test.name, test.reason)
		require.True(t, got.Finished)
	}
}

func TestNHSRefuses(t *testing.T) {
	rules := serviceRules(t)
	for _, test := range []struct {
		name, reason string
		rules        measure.NHSRules
		course       measure.Course
		want         error
	}{
		{"no measure named", "nobody knows what the numbers are", rules, measure.Course{}, therapy.ErrRequired},
		{"no marks", "the set says nothing about it", rules, measure.Course{Instrument: "wsas"}, therapy.ErrUnknown},
		{"contacts below 0", "there is no such number", rules, measure.Course{Instrument: "gad-7", Contacts: -1}, therapy.ErrRange},
		{"not a number", "it would pass every comparison as no", rules, measure.Course{Instrument: "gad-7", Depression: measure.Pair{First: p(math.NaN())}}, therapy.ErrRange},
		{"depression too high", "PHQ-9 ends at 27", rules, measure.Course{Instrument: "gad-7", Depression: measure.Pair{Last: p(28)}}, therapy.ErrRange},
		{"anxiety too high", "GAD-7 ends at 21", rules, measure.Course{Instrument: "gad-7", Anxiety: measure.Pair{First: p(22)}}, therapy.ErrRange},
		{"back-up below 0", "wrong even where it is not needed", rules, measure.Course{Instrument: "spin", Anxiety: measure.Pair{First: p(9), Last: p(9)}, Backup: measure.Pair{Last: p(-1)}}, therapy.ErrRange},
		{"zero rules", "they know no marks", measure.NHSRules{}, measure.Course{Instrument: "gad-7"}, therapy.ErrRequired},
	} {
		got, err := test.rules.Evaluate(test.course)
		require.ErrorIs(t, err, test.want, "%s: %s", test.name, test.reason)
		require.Zero(t, got, test.name)
	}
	_, err := measure.NewNHSRules(measure.ThresholdSet{})
	require.ErrorIs(t, err, therapy.ErrRequired)
	_, err = measure.NewNHSRules(standardSet(t, measure.SetBischoff))
	require.ErrorIs(t, err, therapy.ErrRequired, "a set without caseness is not enough")
}

// slowOutcome says the definitions in sentences, with the numbers of
// [serviceRules] written out.
func slowOutcome(c measure.Course) [5]measure.Verdict {
	const y, n, u, na = measure.Yes, measure.No, measure.Unknown, measure.NotApplicableVerdict
	isCase := map[measure.ID]func(float64) bool{
		"phq-9": func(v float64) bool { return v >= 10 },
		"gad-7": func(v float64) bool { return v >= 8 },
		"spin":  func(v float64) bool { return v >= 19 },
		"pcl-5": func(v float64) bool { return v > 32 },
		"who-5": func(v float64) bool { return v <= 50 },
	}
	fell := map[measure.ID]func(float64) bool{
		"phq-9": func(down float64) bool { return down >= 6 },
		"gad-7": func(down float64) bool { return down >= 4 },
		"spin":  func(down float64) bool { return down >= 10 },
		"pcl-5": func(down float64) bool { return down > 9.5 },
		"who-5": func(down float64) bool { return -down >= 20 },
	}
	rose := func(id measure.ID, down float64) bool { return fell[id](-down) }
	id, anxiety := c.Instrument, c.Anxiety
	if id != "gad-7" && (anxiety.First == nil || anxiety.Last == nil) && (c.Backup.First != nil || c.Backup.Last != nil) {
		id, anxiety = "gad-7", c.Backup
	}
	d1, d2, a1, a2 := c.Depression.First, c.Depression.Last, anxiety.First, anxiety.Last
	kase, better, worse, recovery, reliable := u, u, u, u, u
	switch {
	case d1 != nil && isCase["phq-9"](*d1), a1 != nil && isCase[id](*a1):
		kase = y
	case d1 != nil && a1 != nil:
		kase = n
	}
	if d1 != nil && d2 != nil && a1 != nil && a2 != nil {
		anyFell := fell["phq-9"](*d1-*d2) || fell[id](*a1-*a2)
		anyRose := rose("phq-9", *d1-*d2) || rose(id, *a1-*a2)
		better, worse = n, n
		if anyFell && !anyRose {
			better = y
		}
		if anyRose && !anyFell {
			worse = y
		}
	}
	switch {
	case kase == n:
		recovery = na
	case kase == y && d2 != nil && a2 != nil:
		recovery = n
		if !isCase["phq-9"](*d2) && !isCase[id](*a2) {
			recovery = y
		}
	}
	switch {
	case recovery == na:
		reliable = na
	case recovery == n || better == n:
		reliable = n
	case recovery == y && better == y:
		reliable = y
	}
	return [5]measure.Verdict{kase, better, worse, recovery, reliable}
}

func verdicts(o measure.Outcome) [5]measure.Verdict {
	return [5]measure.Verdict{o.Caseness, o.ReliableImprovement, o.ReliableDeterioration, o.Recovery, o.ReliableRecovery}
}

// Every combination of scores on, beside and far from every mark, and of missing
// ones, against the definitions said slowly.
func TestNHSAgainstTheDefinitions(t *testing.T) {
	rules := serviceRules(t)
	phq := []*float64{nil, p(0), p(4), p(9), p(10), p(15), p(16), p(27)}
	anxiety := map[measure.ID][]*float64{
		"gad-7": {nil, p(0), p(4), p(7), p(8), p(11), p(12), p(21)},
		"spin":  {nil, p(8), p(18), p(19), p(28), p(29)},
		"pcl-5": {nil, p(22), p(23), p(32), p(33), p(42)},
		"who-5": {nil, p(30), p(32), p(50), p(52), p(72)},
	}
	backups := []measure.Pair{{}, {First: p(12)}, {First: p(12), Last: p(8)}, {First: p(7), Last: p(3)}, {First: p(3), Last: p(7)}}
	n := 0
	for id, totals := range anxiety {
		for _, d1 := range phq {
			for _, d2 := range phq {
				for _, a1 := range totals {
					for _, a2 := range totals {
						for _, backup := range backups {
							c := measure.Course{Depression: measure.Pair{First: d1, Last: d2}, Anxiety: measure.Pair{First: a1, Last: a2}, Instrument: id, Backup: backup}
							got, err := rules.Evaluate(c)
							if err != nil || verdicts(got) != slowOutcome(c) {
								t.Fatalf("%s: %v, want %v, %v", id, verdicts(got), slowOutcome(c), err)
							}
							n++
						}
					}
				}
			}
		}
	}
	require.Greater(t, n, 50_000)
	for _, c := range courses(20_000) {
		got, err := rules.Evaluate(c)
		require.NoError(t, err)
		require.Equal(t, slowOutcome(c), verdicts(got))
	}
}

// A tally of a mixed service adds up, and no rate is above one.
func TestTallyAddsUp(t *testing.T) {
	rules := serviceRules(t)
	var tally measure.Tally
	for _, c := range courses(20_000) {
		o, err := rules.Evaluate(c)
		require.NoError(t, err)
		tally = tally.Add(o)
	}
	require.Equal(t, tally.Finished, tally.Improved+tally.Deteriorated+tally.NoChange+tally.NoEnd)
	require.LessOrEqual(t, tally.ReliablyRecovered, min(tally.Recovered, tally.Improved))
	for _, r := range []measure.Rate{tally.Recovery(), tally.ReliableRecovery(), tally.Improvement(), tally.Deterioration(), tally.Unchanged()} {
		v, err := r.Value()
		require.NoError(t, err)
		require.True(t, v > 0 && v < 1, "%v", r)
	}
	require.Positive(t, tally.NoEnd)
}
