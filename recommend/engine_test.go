package recommend_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/internal/madeup"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// The special cases of the decision engine: errors that the sweeps against the reference would
// rarely find. Each row was found by breaking the engine in one place and seeing all other tests
// pass.

// requiring returns the rule with its answer required where c holds.
func requiring(r policy.Rule, c therapy.Condition) policy.Rule {
	r.RequiredIf = c
	return r
}

func TestDecisionCorners(t *testing.T) {
	const yes, no = therapy.Yes, therapy.No
	i, g, c := standard.Individual, standard.Group, standard.Combined
	is, always := therapy.Is, therapy.All()
	noIndividual := requiring(exclusion("first", is("no-individual"), i), is("abuse"))
	noGroup := requiring(exclusion("second", is("abuser-present"), g, c), is("abuse"))
	tests := []struct {
		name    string
		reason  string
		rules   []policy.Rule
		intake  recommend.Answers
		outcome policy.Outcome
		decided therapy.Layer
		advised []policy.Option
	}{
		{
			"two required, the later immaterial", "a question about options that are out does not answer the one before it",
			[]policy.Rule{noIndividual, noGroup, exclusion("third", is("no-group"), g, c)},
			in("abuse", yes, "no-group", yes), policy.NeedsInformation, therapy.LayerEligibility, nil,
		},
		{
			"two required, the earlier immaterial", "nor one after it",
			[]policy.Rule{noGroup, noIndividual, exclusion("third", is("no-group"), g, c)},
			in("abuse", yes, "no-group", yes), policy.NeedsInformation, therapy.LayerEligibility, nil,
		},
		{
			"two required, one answered", "the other still has to be",
			[]policy.Rule{noIndividual, noGroup},
			in("abuse", yes, "abuser-present", no), policy.NeedsInformation, therapy.LayerEligibility, nil,
		},
		{
			"two exclusions", "they add up",
			[]policy.Rule{exclusion("a", is("abuse"), g), exclusion("b", is("abuse"), i)},
			in("abuse", yes), policy.Recommended, therapy.LayerEligibility,
			[]policy.Option{c},
		},
		{
			"two that always speak", "the one about an option that is out does not silence the other",
			[]policy.Rule{
				exclusion("out", is("no-group"), g),
				rule("a", therapy.LayerNeed, always, ind(1)), rule("b", therapy.LayerNeed, always, grp(1)),
			},
			in("no-group", yes), policy.Recommended, therapy.LayerNeed,
			[]policy.Option{i},
		},
		{
			"one sure statement of two", "the rule waits for the other",
			[]policy.Rule{
				rule("a", therapy.LayerNeed, therapy.All(is("lonely"), therapy.AnyOf("secret", "poor")), ind(9)),
				rule("b", therapy.LayerPractical, is("lonely"), grp(1)),
			},
			in("lonely", yes), policy.Recommended, therapy.LayerPractical,
			[]policy.Option{g},
		},
		{
			"both statements", "now it speaks",
			[]policy.Rule{
				rule("a", therapy.LayerNeed, therapy.All(is("lonely"), therapy.AnyOf("secret", "poor")), ind(9)),
				rule("b", therapy.LayerPractical, is("lonely"), grp(1)),
			},
			in("lonely", yes, "poor", yes), policy.Recommended, therapy.LayerNeed,
			[]policy.Option{i},
		},
		{
			"either of two, both true", "the rule counts once",
			[]policy.Rule{
				rule("a", therapy.LayerNeed, therapy.AnyOf("lonely", "poor"), ind(2)),
				rule("b", therapy.LayerNeed, is("secret"), grp(3)),
			},
			in("lonely", yes, "poor", yes, "secret", yes), policy.Recommended, therapy.LayerNeed,
			[]policy.Option{g},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := testPolicy(t)
			p.Rules, p.Conflicts = tt.rules, nil
			res := agree(t, recommend.Must(p), newReferee(p), tt.intake)
			require.Equal(t, tt.outcome, res.Outcome, tt.reason)
			require.Equal(t, tt.decided, res.Decided)
			if diff := gocmp.Diff(tt.advised, res.Advised); diff != "" {
				t.Errorf("%s: advised (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
}

// repeated is the same statement n times: n clauses if all of them must hold, and one clause of n
// literals if one of them is enough.
func repeated(n int) []therapy.Factor {
	return slices.Repeat([]therapy.Factor{"poor"}, n)
}

// A condition beyond the limit of the normal form is refused. If it were compiled only in part,
// its rule would fire when it should not, or never.
func TestConditionBound(t *testing.T) {
	refused := []string{"/rules/6/when condition-too-many-clauses"}
	tangle := madeup.TooManyClauses("danger", "safe", "consent", "muddled", "lonely", "poor", "secret", "abuse", "disorder", "no-group")
	tests := []struct {
		name   string
		reason string
		when   therapy.Condition
		want   []string
	}{
		{"as many side by side as may be", "256", therapy.AllOf(repeated(256)...), nil},
		{"one more", "257", therapy.AllOf(repeated(257)...), refused},
		{"one more, denied", "no part of 257 holds: the mirror image", therapy.Not(therapy.AnyOf(repeated(257)...)), refused},
		{"in two steps", "128 and 129", therapy.All(therapy.AllOf(repeated(128)...), therapy.AllOf(repeated(129)...)), refused},
		{"one wide clause", "the bound is on clauses", therapy.AnyOf(repeated(257)...), nil},
		{"as many products as may be", "16 by 16", therapy.Any(therapy.AllOf(repeated(16)...), therapy.AllOf(repeated(16)...)), nil},
		{"more products", "16 by 17", therapy.Any(therapy.AllOf(repeated(16)...), therapy.AllOf(repeated(17)...)), refused},
		{"a part of all", "a refused part refuses the whole", therapy.All(therapy.Is("lonely"), tangle), refused},
		{"a part of any", "so it does here", therapy.Any(therapy.Is("lonely"), tangle), refused},
		{"the only part of any", "an empty product is no condition that always holds", therapy.Any(tangle), refused},
		{"deep down", "at any depth", therapy.Not(therapy.Not(therapy.Any(therapy.Is("lonely"), therapy.All(tangle)))), refused},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := testPolicy(t)
			p.Rules[6].When = tt.when
			r, err := recommend.New(p)
			require.Equal(t, tt.want, brokenRules(err), tt.reason)
			if err != nil {
				require.Nil(t, r)
				return
			}
			ref := newReferee(p)
			agree(t, r, ref, in("poor", therapy.Yes, "lonely", therapy.Yes))
			agree(t, r, ref, in("poor", therapy.No, "lonely", therapy.Yes))
		})
	}
}

// places are statements at the ends of the machine words in which they are packed, in pairs: the
// two statements of a pair exclude each other.
var places = [4][2]int{{0, 255}, {63, 192}, {64, 191}, {127, 128}}

// placesPolicy has the maximum size of a policy, and uses the statements at these places: each
// yes supports individual therapy, and strongly counts double; each no supports a group. A rule
// of safety that never fires names the given statements.
func placesPolicy(t *testing.T, ofSafety ...int) policy.Policy {
	t.Helper()
	infos := make([]therapy.FactorInfo, 256)
	for i := range infos {
		infos[i] = fact(statementName(i), therapy.LayerPreference)
	}
	p := testPolicy(t)
	p.Rules, p.Cautions, p.Conflicts = nil, nil, nil
	for _, pair := range places {
		for k, i := range pair {
			other := statementName(pair[1-k])
			infos[i].Excludes = []therapy.Factor{other}
			p.Rules = append(p.Rules,
				rule(fmt.Sprintf("yes-%d", i), therapy.LayerPreference, therapy.Is(statementName(i)), ind(1)),
				rule(fmt.Sprintf("no-%d", i), therapy.LayerNeed, therapy.Not(therapy.Is(statementName(i))), grp(1)),
			)
		}
	}
	factors, err := therapy.NewVocabulary(infos...)
	require.NoError(t, err)
	p.Factors = factors
	never := []therapy.Condition{therapy.Any()}
	for _, i := range ofSafety {
		never = append(never, therapy.Is(statementName(i)))
	}
	p.Rules = append(p.Rules, rule("never", therapy.LayerSafety, therapy.All(never...)))
	return p
}

// Statements at the ends of machine words are answered, settled by others, doubled and decoded
// like all other statements.
func TestStatementsAtTheEndsOfWords(t *testing.T) {
	p := placesPolicy(t)
	r, ref := recommend.Must(p), newReferee(p)
	check := func(intake recommend.Answers) {
		agree(t, r, ref, intake)
		a, err := r.Pack(intake)
		require.NoError(t, err)
		if diff := gocmp.Diff(intake, r.Unpack(a)); diff != "" {
			t.Errorf("decoded (-want +got):\n%s", diff)
		}
	}
	for _, pair := range places {
		for k, i := range pair {
			one, other := statementName(i), statementName(pair[1-k])
			for _, answer := range []therapy.Answer{therapy.No, therapy.Yes, therapy.Strongly} {
				check(recommend.Answers{one: answer})
				check(recommend.Answers{one: answer, other: therapy.No}) // stated, although it follows from another answer
			}
		}
	}
	// One statement of each pair, in every combination.
	for ways := range 1 << len(places) {
		intake := recommend.Answers{}
		for n, pair := range places {
			intake[statementName(pair[ways>>n&1])] = therapy.Yes
		}
		check(intake)
	}
}

// A contradiction is about safety if and only if a rule of safety names one of the two
// statements, wherever they are.
func TestContradictionsOnSafety(t *testing.T) {
	const plain, safety = "answers-contradict", "answers-contradict-on-safety"
	for _, pair := range places {
		var others []int // all statements but the two
		for i := range 256 {
			if !slices.Contains(pair[:], i) {
				others = append(others, i)
			}
		}
		tests := []struct {
			name     string
			reason   string
			ofSafety []int
			want     string
		}{
			{"neither", "nobody is in danger", nil, plain},
			{"first", "the first says that somebody may be", pair[:1], safety},
			{"second", "the second does", pair[1:], safety},
			{"both", "both do", pair[:], safety},
			{"all others", "it is about others", others, plain},
		}
		for _, tt := range tests {
			t.Run(fmt.Sprintf("%d %s", pair, tt.name), func(t *testing.T) {
				r := recommend.Must(placesPolicy(t, tt.ofSafety...))
				first, second := min(pair[0], pair[1]), max(pair[0], pair[1])
				_, err := r.Pack(recommend.Answers{statementName(first): therapy.Yes, statementName(second): therapy.Strongly})
				require.Equal(t, []string{fmt.Sprintf("/s%d %s", second, tt.want)}, brokenRules(err), tt.reason)
				require.ErrorIs(t, err, therapy.ErrContradiction)
				require.ErrorContains(t, err, fmt.Sprintf("it excludes s%d", first))
				require.Equal(t, tt.want == safety, strings.Contains(err.Error(), "somebody may be in danger"), tt.reason)
			})
		}
	}
}

// Every pair that contradicts itself is named, and no other pair.
func TestContradictionsAreExact(t *testing.T) {
	const yes, no, strongly = therapy.Yes, therapy.No, therapy.Strongly
	p := testPolicy(t)
	factors, err := p.Factors.With(
		fact("a", therapy.LayerNeed, "b", "d"), fact("b", therapy.LayerNeed, "a"), fact("c", therapy.LayerNeed), fact("d", therapy.LayerNeed, "a"),
		fact("e", therapy.LayerNeed, "f"), fact("f", therapy.LayerNeed, "e"), fact("g", therapy.LayerNeed, "h"), fact("h", therapy.LayerNeed, "g"),
	)
	require.NoError(t, err)
	p.Factors = factors
	r := recommend.Must(p)
	tests := []struct {
		name   string
		reason string
		intake recommend.Answers
		want   []string
	}{
		{"none", "what excludes nothing goes with everything", recommend.Answers{"a": yes, "c": yes, "e": yes, "g": strongly}, nil},
		{"denied", "one yes and one no", recommend.Answers{"a": yes, "b": no, "d": no}, nil},
		{"both denied", "of two that exclude each other neither has to be so", recommend.Answers{"a": no, "b": no}, nil},
		{"one pair", "the rest is beside it", recommend.Answers{"a": yes, "b": yes, "c": yes, "e": yes, "h": yes}, []string{"/b answers-contradict"}},
		{"a later pair", "b lies between", recommend.Answers{"a": yes, "d": strongly, "f": yes, "g": yes}, []string{"/d answers-contradict"}},
		{"two with one", "b and d go together", recommend.Answers{"a": yes, "b": yes, "d": yes}, []string{"/b answers-contradict", "/d answers-contradict"}},
		{"two pairs", "each", recommend.Answers{"e": yes, "f": yes, "g": yes, "h": yes}, []string{"/f answers-contradict", "/h answers-contradict"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := r.Pack(tt.intake)
			require.Equal(t, tt.want, brokenRules(err), tt.reason)
		})
	}
}

// Errors of an intake tell people how to correct it, and tell programs the kind of error.
func TestEncodeErrors(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	tests := []struct {
		name   string
		reason string
		intake recommend.Answers
		want   string
		hint   string
	}{
		{"no such answer", "the answers there are", recommend.Answers{"poor": 9}, "/poor answer-word", "one of yes, no, strongly, unknown"},
		{"near", "the name that was meant", recommend.Answers{"pour": therapy.Yes}, "/#1 factor-unknown", "did you mean poor?"},
		{"not near", "no name is made up", recommend.Answers{"nothing-of-the-kind": therapy.Yes}, "/#1 factor-unknown", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := r.Pack(tt.intake)
			require.Equal(t, recommend.Packed{}, a)
			require.Equal(t, []string{tt.want}, brokenRules(err))
			failure := therapy.FieldErrors(err)[0]
			require.Equal(t, tt.hint, failure.Hint, tt.reason)
			require.Error(t, failure.Err, "every failure is of a kind")
		})
	}
}

func TestQuestionCorners(t *testing.T) {
	const yes = therapy.Yes
	is, always := therapy.Is, therapy.All()
	stop := func(id string, when therapy.Condition, asks ...therapy.Factor) policy.Rule {
		r := requiring(rule(id, therapy.LayerSufficiency, when), always)
		r.Asks = asks
		return r
	}
	tests := []struct {
		name   string
		reason string
		rules  []policy.Rule
		intake recommend.Answers
		want   []string
	}{
		{
			"several open", "all that the condition names",
			[]policy.Rule{stop("a", therapy.AnyOf("muddled", "poor"))},
			in(),
			[]string{"a muddled", "a poor"},
		},
		{
			"one of two open", "what is answered is not asked again",
			[]policy.Rule{stop("a", therapy.AllOf("muddled", "poor"))},
			in("muddled", yes),
			[]string{"a poor"},
		},
		{
			"names one other", "one name is enough to replace the condition's",
			[]policy.Rule{stop("a", is("muddled"), "poor")},
			in(),
			[]string{"a poor"},
		},
		{
			"each once, of several", "the second rule wants what the first has asked for",
			[]policy.Rule{stop("a", is("muddled"), "poor", "secret"), stop("b", is("muddled"), "poor", "lonely", "secret")},
			in(),
			[]string{"a poor", "a secret", "b lonely"},
		},
		{
			"exclusion of the first option alone", "what it would exclude is out",
			[]policy.Rule{
				stop("a", is("muddled")), exclusion("b", is("no-individual"), standard.Individual),
				requiring(exclusion("c", is("abuser-present"), standard.Individual), always),
			},
			in("no-individual", yes),
			[]string{"a muddled"},
		},
		{
			"nothing said, two together", "a rule of two statements is no place to start",
			[]policy.Rule{
				rule("a", therapy.LayerNeed, therapy.AllOf("secret", "abuse"), ind(1)), rule("b", therapy.LayerNeed, is("lonely"), grp(1)),
			},
			in(),
			[]string{"b lonely"},
		},
		{
			"nothing said, the first of all statements", "it is a statement like the others",
			[]policy.Rule{rule("a", therapy.LayerNeed, is("danger"), ind(1)), rule("b", therapy.LayerNeed, is("safe"), ind(1))},
			recommend.Answers{},
			[]string{"a danger", "b safe"},
		},
		{
			"nothing said, for an option that is out", "what speaks for it changes nothing",
			[]policy.Rule{
				exclusion("a", is("no-group"), standard.Group),
				rule("b", therapy.LayerNeed, is("lonely"), grp(1)), rule("c", therapy.LayerNeed, is("secret"), com(1)),
			},
			in("no-group", yes),
			[]string{"c secret"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := testPolicy(t)
			p.Rules, p.Conflicts = tt.rules, nil
			rec, err := recommend.Must(p).Recommend(given(tt.intake), now)
			require.NoError(t, err)
			require.Equal(t, policy.NeedsInformation, rec.Outcome())
			if diff := gocmp.Diff(tt.want, questions(&rec)); diff != "" {
				t.Errorf("%s: (-want +got):\n%s", tt.reason, diff)
			}
		})
	}
	t.Run("at the ends of words", func(t *testing.T) {
		p := placesPolicy(t)
		var asks []therapy.Factor
		var want []string
		for _, pair := range places {
			for _, i := range pair {
				asks = append(asks, statementName(i))
				want = append(want, "a "+string(statementName(i)))
			}
		}
		p.Rules = append(p.Rules, stop("a", is("s1"), asks...), stop("b", is("s1"), asks...))
		rec, err := recommend.Must(p).Recommend(given(nil), now)
		require.NoError(t, err)
		if diff := gocmp.Diff(want, questions(&rec)); diff != "" {
			t.Errorf("each is asked once: (-want +got):\n%s", diff)
		}
	})
}

// questions lists "rule statement" of every question.
func questions(rec *recommend.Recommendation) []string {
	var list []string
	for q := range rec.Questions() {
		list = append(list, q.Rule+" "+string(q.Info.Factor))
	}
	return list
}

// An iterator that is stopped after the first element does not continue, and the caller may
// change what it has returned.
func TestTwoOfEverything(t *testing.T) {
	p := testPolicy(t).Clone()
	p.Rules = append(p.Rules, rule("also-danger", therapy.LayerSafety, therapy.Is("danger")))
	also, caution, conflict := p.Actions[0], p.Cautions[0], p.Conflicts[0]
	also.ID, caution.ID, conflict.ID = "also-act", "also-said", "also-disagree"
	p.Actions, p.Cautions, p.Conflicts = append(p.Actions, also), append(p.Cautions, caution), append(p.Conflicts, conflict)
	r := recommend.Must(p)

	danger, err := r.Recommend(given(recommend.Answers{"danger": therapy.Yes, "disorder": therapy.Yes}), now)
	require.NoError(t, err)
	require.Len(t, slices.Collect(danger.Danger()), 2)
	require.Len(t, slices.Collect(danger.Actions()), 2)
	require.Empty(t, slices.Collect(danger.Conflicts()), "nothing is weighed in danger")
	for x := range danger.Danger() {
		require.True(t, x.Counted(), "danger always counts")
		require.NotPanics(t, func() { x.Option() })
		break
	}
	for a := range danger.Actions() {
		a.Sources[0].ID = "SPOILT"
		break
	}
	for a := range danger.Actions() {
		require.Equal(t, "T1", a.Sources[0].ID)
	}

	calm, err := r.Recommend(given(in("disorder", therapy.Yes, "wants-company", therapy.Strongly, "no-individual", therapy.Yes, "lonely", therapy.Yes)), now)
	require.NoError(t, err)
	require.Len(t, slices.Collect(calm.Cautions()), 2)
	require.Len(t, slices.Collect(calm.Conflicts()), 2)
	for range calm.Cautions() {
		break
	}
	for range calm.Conflicts() {
		break
	}
}

// A caution for none of several options is not given, whichever of them remains.
func TestCautionWithoutSeveral(t *testing.T) {
	p := testPolicy(t)
	p.Cautions[0].With, p.Cautions[0].Without = nil, []policy.Option{standard.Individual, standard.Group}
	r := recommend.Must(p)
	for name, intake := range map[string]recommend.Answers{
		"individual": in("wants-quiet", therapy.Yes), "group": in("lonely", therapy.Yes),
	} {
		rec, err := r.Recommend(given(intake), now)
		require.NoError(t, err)
		require.Equal(t, []policy.Option{policy.Option(name)}, advised(rec))
		require.Empty(t, slices.Collect(rec.Cautions()), name)
	}
	rec, err := r.Recommend(given(in("lonely", therapy.Yes, "secret", therapy.Yes)), now)
	require.NoError(t, err)
	require.Equal(t, []policy.Option{standard.Combined}, advised(rec))
	require.Len(t, slices.Collect(rec.Cautions()), 1)
}

// A rule that names a statement twice must not be taken for one that can never fire, wherever the
// statement is.
func TestAuditAtTheEndsOfWords(t *testing.T) {
	p := placesPolicy(t)
	p.Rules = p.Rules[:0]
	for _, pair := range places {
		for _, i := range pair {
			is := therapy.Is(statementName(i))
			p.Rules = append(p.Rules,
				rule(fmt.Sprintf("yes-%d", i), therapy.LayerPreference, therapy.All(is, is), ind(1)),
				rule(fmt.Sprintf("no-%d", i), therapy.LayerNeed, therapy.All(therapy.Not(is), therapy.Not(is)), grp(1)),
			)
		}
	}
	p.Rules = append(p.Rules, rule("both", therapy.LayerNeed, therapy.All(therapy.Is("s0"), therapy.Not(therapy.Is("s0"))), grp(1)))
	report, err := governance.Audit(p, therapy.Date{})
	require.NoError(t, err)
	var never []string
	for _, f := range report.Findings {
		if f.Kind == governance.NeverFires {
			never = append(never, f.ID)
		}
	}
	require.Equal(t, []string{"both"}, never)
}
