package measure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/measure"
)

// totals is a first and a last total; nil means missing.
type totals struct{ First, Last *float64 }

// plainCourse is a course given by totals, from which the scores are made.
type plainCourse struct {
	Depression, Anxiety, Backup totals
	Instrument                  measure.ID
	Contacts                    int
	Ended                       bool
}

type scoreKey struct {
	id    measure.ID
	total float64
	last  bool
}

var madeScores = map[scoreKey]measure.Score{}

// fromTotal makes a score with the total.
func fromTotal(tb testing.TB, id measure.ID, total *float64, last bool) measure.Score {
	tb.Helper()
	if total == nil {
		return measure.Score{}
	}
	key := scoreKey{id, *total, last}
	s, ok := madeScores[key]
	if !ok {
		at := day(0)
		if last {
			at = day(84)
		}
		var err error
		s, err = standard(tb, id).FromTotal(at, *total)
		require.NoError(tb, err)
		madeScores[key] = s
	}
	return s
}

func (p plainCourse) scored(tb testing.TB) measure.Course {
	tb.Helper()
	pair := func(id measure.ID, t totals) measure.Pair {
		return measure.Pair{First: fromTotal(tb, id, t.First, false), Last: fromTotal(tb, id, t.Last, true)}
	}
	return measure.Course{
		Depression: pair("phq-9", p.Depression), Anxiety: pair(p.Instrument, p.Anxiety), Backup: pair("gad-7", p.Backup),
		Instrument: p.Instrument, Contacts: p.Contacts, Ended: p.Ended,
	}
}

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
		got, err := rules.Evaluate(plainCourse{Depression: totals{test.d1, test.d2}, Anxiety: totals{test.a1, test.a2}, Instrument: "gad-7", Contacts: 2, Ended: true}.scored(t))
		require.NoError(t, err)
		require.Equal(t, []measure.Verdict{test.kase, test.imp, test.det, test.rec, test.r},
			[]measure.Verdict{got.Caseness, got.ReliableImprovement, got.ReliableDeterioration, got.Recovery, got.ReliableRecovery}, "%s: %s", test.name, test.reason)
		require.True(t, got.Finished)
	}
}

func TestNHSRefuses(t *testing.T) {
	rules := serviceRules(t)
	double := standard(t, "phq-9")
	double.Multiply = 2
	foreign, err := double.FromTotal(day(0), 10)
	require.NoError(t, err)
	for _, test := range []struct {
		name, reason string
		rules        measure.NHSRules
		course       measure.Course
		want         error
	}{
		{"no measure named", "nobody knows what the numbers are", rules, measure.Course{}, therapy.ErrRequired},
		{"no marks", "the set says nothing about it", rules, measure.Course{Instrument: "wsas"}, therapy.ErrUnknown},
		{"contacts below 0", "there is no such number", rules, measure.Course{Instrument: "gad-7", Contacts: -1}, therapy.ErrRange},
		{"anxiety in the place of depression", "a GAD-7 total is no PHQ-9 total", rules, measure.Course{Instrument: "gad-7", Depression: measure.Pair{First: fromTotal(t, "gad-7", p(12), false)}}, therapy.ErrContradiction},
		{"another measure than is named", "nobody knows what was meant", rules, measure.Course{Instrument: "spin", Anxiety: measure.Pair{First: fromTotal(t, "gad-7", p(12), false)}}, therapy.ErrContradiction},
		{"back-up of another measure", "the back-up is GAD-7", rules, measure.Course{Instrument: "spin", Backup: measure.Pair{First: fromTotal(t, "phq-9", p(12), false)}}, therapy.ErrContradiction},
		{"last before first", "the outcome would be turned round", rules, measure.Course{Instrument: "gad-7", Anxiety: measure.Pair{First: fromTotal(t, "gad-7", p(12), true), Last: fromTotal(t, "gad-7", p(5), false)}}, therapy.ErrContradiction},
		{"a foreign instrument of that name", "another scale", rules, measure.Course{Instrument: "gad-7", Depression: measure.Pair{First: foreign}}, therapy.ErrContradiction},
		{"zero rules", "they know no marks", measure.NHSRules{}, measure.Course{Instrument: "gad-7"}, therapy.ErrRequired},
	} {
		got, err := test.rules.Evaluate(test.course)
		require.ErrorIs(t, err, test.want, "%s: %s", test.name, test.reason)
		require.Zero(t, got, test.name)
		if strings.Contains(test.name, "another measure") || strings.Contains(test.name, "in the place of") {
			require.ErrorContains(t, err, "[nhs-instrument]", test.name)
		}
	}
	_, err = measure.NewNHSRules(measure.ThresholdSet{})
	require.ErrorIs(t, err, therapy.ErrRequired)
	_, err = measure.NewNHSRules(standardSet(t, measure.SetBischoff))
	require.ErrorIs(t, err, therapy.ErrRequired, "a set without caseness is not enough")
}

// slowOutcome states the definitions step by step, with the numbers of [serviceRules].
func slowOutcome(c plainCourse) [5]measure.Verdict {
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
	if (anxiety.First == nil || anxiety.Last == nil) && c.Backup.First != nil && c.Backup.Last != nil {
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
	// A case only by the measure of the problem, which has no last score.
	alone := kase != y && c.Anxiety.First != nil && isCase[c.Instrument](*c.Anxiety.First)
	if alone {
		kase = y
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
			if alone {
				recovery = u
			}
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

// Compares every combination of scores at, next to and far from every threshold, and of missing
// scores, with slowOutcome.
func TestNHSAgainstTheDefinitions(t *testing.T) {
	rules := serviceRules(t)
	phq := []*float64{nil, p(0), p(4), p(9), p(10), p(15), p(16), p(27)}
	anxiety := map[measure.ID][]*float64{
		"gad-7": {nil, p(0), p(4), p(7), p(8), p(11), p(12), p(21)},
		"spin":  {nil, p(8), p(18), p(19), p(28), p(29)},
		"pcl-5": {nil, p(22), p(23), p(32), p(33), p(42)},
		"who-5": {nil, p(28), p(32), p(48), p(52), p(72)},
	}
	backups := []totals{{}, {First: p(12)}, {First: p(12), Last: p(8)}, {First: p(7), Last: p(3)}, {First: p(3), Last: p(7)}, {Last: p(3)}}
	n := 0
	for id, values := range anxiety {
		for _, d1 := range phq {
			for _, d2 := range phq {
				for _, a1 := range values {
					for _, a2 := range values {
						for _, backup := range backups {
							c := plainCourse{Depression: totals{First: d1, Last: d2}, Anxiety: totals{First: a1, Last: a2}, Instrument: id, Backup: backup}
							got, err := rules.Evaluate(c.scored(t))
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
		got, err := rules.Evaluate(c.scored(t))
		require.NoError(t, err)
		require.Equal(t, slowOutcome(c), verdicts(got))
	}
}

// The counts of a tally add up, and no rate is above one.
func TestTallyAddsUp(t *testing.T) {
	rules := serviceRules(t)
	var tally measure.Tally
	for _, c := range courses(20_000) {
		o, err := rules.Evaluate(c.scored(t))
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

// A back-up measure never removes a result: no case becomes unknown or no case, and no verdict
// becomes unknown.
func TestBackupRemovesNoResult(t *testing.T) {
	rules := serviceRules(t)
	phq := []*float64{nil, p(4), p(10), p(16)}
	gad := []*float64{nil, p(3), p(7), p(8), p(12)}
	n := 0
	for id, some := range map[measure.ID][]*float64{"spin": {nil, p(8), p(18), p(19), p(29)}, "pcl-5": {nil, p(22), p(33), p(42)}} {
		for _, d1 := range phq {
			for _, d2 := range phq {
				for _, a1 := range some {
					for _, a2 := range some {
						bare := plainCourse{Depression: totals{d1, d2}, Anxiety: totals{a1, a2}, Instrument: id}
						before, err := rules.Evaluate(bare.scored(t))
						require.NoError(t, err)
						for _, b1 := range gad {
							for _, b2 := range gad {
								with := bare
								with.Backup = totals{b1, b2}
								after, err := rules.Evaluate(with.scored(t))
								require.NoError(t, err)
								if before.Caseness == measure.Yes {
									require.Equal(t, measure.Yes, after.Caseness, "%+v", with)
								}
								for i, v := range verdicts(before) {
									if v != measure.Unknown && verdicts(after)[i] == measure.Unknown {
										// A person who was a case by the back-up measure may have recovered or not.
										require.Equal(t, measure.NotApplicableVerdict, v, "%+v: verdict %d", with, i)
									}
								}
								n++
							}
						}
					}
				}
			}
		}
	}
	require.Greater(t, n, 10_000)
}

// The measures for single anxiety disorders need no thresholds: GAD-7 replaces them.
func TestDocumentedBackups(t *testing.T) {
	rules, err := measure.NewNHSRules(standardSet(t, measure.SetNHS))
	require.NoError(t, err)
	for _, id := range []measure.ID{"spin", "ies-r", "mi", "oci", "pdss", "pdss-sr", "hai"} {
		c := plainCourse{Depression: totals{p(18), p(6)}, Backup: totals{p(12), p(5)}, Instrument: "gad-7", Contacts: 2, Ended: true}.scored(t)
		c.Instrument = id
		if id == "spin" {
			c.Anxiety.First = fromTotal(t, "spin", p(40), false)
		}
		got, err := rules.Evaluate(c)
		require.NoError(t, err, id)
		require.Equal(t, measure.ID("gad-7"), got.Anxiety)
		require.Equal(t, measure.Yes, got.ReliableRecovery, id)
		c.Backup = measure.Pair{}
		got, err = rules.Evaluate(c)
		require.NoError(t, err)
		require.Equal(t, measure.Unknown, got.ReliableImprovement, "%s: without marks and back-up nothing is known of it", id)
		require.Equal(t, measure.Yes, got.Caseness, "%s: PHQ-9 shows a case all the same", id)
	}
	c := measure.Course{Instrument: "made-up"}
	_, err = rules.Evaluate(c)
	require.ErrorIs(t, err, therapy.ErrUnknown)
	more, err := measure.NewNHSRules(standardSet(t, measure.SetNHS), "made-up")
	require.NoError(t, err)
	_, err = more.Evaluate(c)
	require.NoError(t, err, "a user of the library can add one")
	_, err = measure.NewNHSRules(standardSet(t, measure.SetNHS), "Made up")
	require.ErrorIs(t, err, therapy.ErrSyntax)
}
