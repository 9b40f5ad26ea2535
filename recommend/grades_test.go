package recommend_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// questionStates lists every state in which a question of the default policy can be asked: with
// all of its rules, with each rule that has its own situation, and with every only-if whose
// condition can be certain being certain.
func questionStates(p policy.Policy) []activeQuestion {
	var states []activeQuestion
	for _, q := range p.Questions {
		var general, special []policy.Rule
		for _, r := range p.Rules {
			switch {
			case r.Question != q.ID:
			case r.When.Equal(therapy.All()):
				general = append(general, r)
			default:
				special = append(special, r)
			}
		}
		// Rules with the same situation apply together.
		sets, all := [][]policy.Rule{general}, slices.Clone(general)
		for i, r := range special {
			all = append(all, r)
			if !slices.ContainsFunc(special[:i], func(o policy.Rule) bool { return o.When.Equal(r.When) }) {
				set := slices.Clone(general)
				for _, o := range special {
					if o.When.Equal(r.When) {
						set = append(set, o)
					}
				}
				sets = append(sets, set)
			}
		}
		sets = append(sets, all)
		for _, rules := range sets {
			for _, certain := range []bool{false, true} {
				a := activeQuestion{id: q.ID, grades: map[policy.Option]therapy.Grade{}, certain: optionSet{}, complete: q.Complete, weak: q.Weak}
				named := false
				for _, r := range rules {
					for _, g := range r.Grades {
						if old := a.grades[g.Option]; old == 0 || g.Grade == therapy.Against || old != therapy.Against && g.Grade < old {
							a.grades[g.Option] = g.Grade
						}
						if g.Grade == therapy.OnlyIf && !r.If.IsZero() && certain {
							a.certain[g.Option], named = true, true
						}
					}
				}
				a.certain = a.certain.keep(func(o policy.Option) bool { return a.grades[o] == therapy.OnlyIf })
				if len(a.grades) > 0 && named == certain {
					states = append(states, a)
				}
			}
		}
	}
	return states
}

// patterns keeps one state for all states with the same grades. The properties depend only on the
// grades of a question, so every set of three questions is a choice of three patterns, possibly
// with repetition.
func patterns(states []activeQuestion) []activeQuestion {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(states), func(q activeQuestion) bool {
		key := fmt.Sprint(q.grades, q.certain, q.complete, q.weak)
		again := seen[key]
		seen[key] = true
		return again
	})
}

// properties checks P0 to P9 and P11 of the clinical reference, sections C.4 and C.9, in one
// situation. It reads from the questions themselves which options are flagged, so that it finds a
// version that forgets a flag.
func properties(s scene, v variant) error {
	flagged := optionSet{}
	for _, q := range s.questions {
		flagged.add(s.eligible.keep(func(o policy.Option) bool { return q.opposes(o, asWritten) }))
	}
	unflagged := s.eligible.less(flagged)
	survivors, _ := s.survivors(v)
	fault := func(p string, args ...any) error {
		return fmt.Errorf("%s: %v of %v, flagged %v, eligible %v", p, args, s.questions, flagged, s.eligible)
	}
	if len(survivors) == 0 || len(survivors.less(s.eligible)) > 0 { // P0
		return fault("P0", survivors)
	}
	if wished := s.wished.and(s.eligible); len(wished.less(survivors)) > 0 { // P6, first part
		return fault("P6", survivors)
	}
	if len(s.questions) == 1 && len(s.wished) == 0 && !s.joins { // P4, with F1
		q := s.questions[0]
		if top := q.top(s.eligible, asWritten); len(top) > 0 && len(top.less(flagged)) > 0 && !maps.Equal(top, survivors) {
			return fault("P4", survivors)
		}
	}
	// If eligibility has excluded a question's own top, 3a and 3e let flagged options remain
	// together with others, and P11 says nothing. With the default policy that needs an exclusion
	// of individual therapy that leaves the combination, and there is none.
	everything := setOf(standard.Individual, standard.Group, standard.Combined)
	ranked := !slices.ContainsFunc(s.questions, func(q activeQuestion) bool {
		return len(q.top(everything, asWritten)) > 0 && len(q.top(s.eligible, asWritten)) == 0
	})
	later := [][]func(optionSet) optionSet{nil}
	for _, o := range []policy.Option{standard.Individual, standard.Group, standard.Combined} {
		later = append(later, []func(optionSet) optionSet{func(s optionSet) optionSet {
			if s[o] {
				return setOf(o)
			}
			return s
		}})
	}
	for _, stages := range later {
		outcome, advised := s.outcome(v, stages)
		switch {
		case outcome == policy.Recommended && len(advised.and(flagged)) > 0 && len(s.eligible) > 1:
			return fault("P1", advised)
		case len(advised.less(flagged)) == 0 && len(unflagged) > 0:
			return fault("P5 and P7", advised)
		case ranked && len(s.wished) == 0 && len(unflagged) > 0 && len(advised.and(flagged)) > 0:
			return fault("P11", advised)
		case outcome == policy.Recommended && len(s.eligible) > 1 && len(advised.and(s.wished).and(flagged)) > 0:
			return fault("P6", advised)
		}
	}
	// P3: neither the order of the questions nor a repeated question changes anything.
	turned := s
	turned.questions = append(slices.Clone(s.questions), s.questions...)
	slices.Reverse(turned.questions)
	if again, _ := turned.survivors(v); !maps.Equal(again, survivors) {
		return fault("P3", survivors, again)
	}
	// P2 and P9: a question adds flags, and removes only its own.
	for i := range s.questions {
		less := s
		less.questions = slices.Delete(slices.Clone(s.questions), i, i+1)
		_, before := less.survivors(v)
		_, now := s.survivors(v)
		own := s.eligible.keep(func(o policy.Option) bool { return s.questions[i].opposes(o, v) })
		if len(before.less(now)) > 0 || len(now.less(before).less(own)) > 0 {
			return fault("P2 and P9", before, now)
		}
	}
	// P8: questions with the same top give that top.
	same := len(s.questions) > 0 && len(s.wished) == 0 && !s.joins
	for _, q := range s.questions {
		top := q.top(s.eligible, v)
		same = same && len(top) > 0 && maps.Equal(top, s.questions[0].top(s.eligible, v)) && !q.off
	}
	if same && len(survivors.less(flagged)) > 0 {
		if top := s.questions[0].top(s.eligible, v); len(top.less(flagged)) > 0 && !maps.Equal(top, survivors) {
			return fault("P8", survivors, top)
		}
	}
	return nil
}

// scenes visits every situation with the questions: all sets of eligible options, no wish and
// each informed wish, and with and without different aspects.
func scenes(questions []activeQuestion, visit func(scene) error) error {
	all := []policy.Option{standard.Individual, standard.Group, standard.Combined}
	for mask := 1; mask < 8; mask++ {
		eligible := optionSet{}
		for i, o := range all {
			if mask>>i&1 == 1 {
				eligible[o] = true
			}
		}
		for wish := range 4 {
			wished := optionSet{}
			if wish < 3 {
				wished[all[wish]] = true
			}
			s := scene{
				eligible: eligible, questions: questions, first: standard.Individual, second: standard.Group, together: standard.Combined,
				wished: wished, joins: wish == 2,
			}
			if err := visit(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// sweep visits every set of up to n questions of the default policy.
func sweep(states []activeQuestion, n int, visit func(scene) error) error {
	var pick func(from int, chosen []activeQuestion) error
	pick = func(from int, chosen []activeQuestion) error {
		if err := scenes(chosen, visit); err != nil {
			return err
		}
		for i := from; len(chosen) < n && i < len(states); i++ {
			if err := pick(i, append(slices.Clip(chosen), states[i])); err != nil {
				return err
			}
		}
		return nil
	}
	return pick(0, nil)
}

// TestPropertiesOfGrades tries every set of up to two questions of the standard policy, with
// -long of up to three.
func TestPropertiesOfGrades(t *testing.T) {
	wide(t)
	states := questionStates(standard.Policy())
	alike := patterns(states)
	n := 2 // the proof over every three questions is a long run
	if *long {
		n = 3
	}
	cases := 0
	require.NoError(t, sweep(alike, n, func(s scene) error { cases++; return properties(s, asWritten) }))
	t.Logf("%d states of %d questions in %d patterns, %d situations", len(states), len(standard.Policy().Questions), len(alike), cases)
}

// TestBrokenGrades checks that a version without the veto, without Complete or without F1 fails.
func TestBrokenGrades(t *testing.T) {
	states := patterns(questionStates(standard.Policy()))
	for v, name := range map[variant]string{noVeto: "no veto", noComplete: "no complete", noF1: "no F1"} {
		require.Error(t, sweep(states, 2, func(s scene) error { return properties(s, v) }), name)
	}
}

// TestFavourNeverHurts is P10: a statement that supports an option, a wish for it, a need that it
// serves or a reluctance about the other option never removes it from the advice. It tries every
// pair of questions that can be asked of an adult.
func TestFavourNeverHurts(t *testing.T) {
	p := standard.Policy()
	r := theStandard()
	favours := map[policy.Option][]recommend.Answers{
		standard.Individual: {
			{therapy.ValuesPrivacy: therapy.Yes},
			{therapy.FearOfJudgement: therapy.Yes},
			{therapy.PrefersIndividual: therapy.Yes},
			{therapy.PrefersIndividual: therapy.Yes, therapy.InformedDiscussionDone: therapy.Yes},
			{therapy.WantsInDepthExploration: therapy.Strongly},
			{therapy.UnwillingToEngageInGroup: therapy.Yes},
			{therapy.IrregularAttendance: therapy.Yes},
		},
		standard.Group: {
			{therapy.GroupAcceptable: therapy.Yes},
			{therapy.PrefersGroup: therapy.Yes},
			{therapy.LimitedBudget: therapy.Yes},
			{therapy.PrefersGroup: therapy.Yes, therapy.InformedDiscussionDone: therapy.Yes},
			{therapy.WantsPeerSupport: therapy.Strongly},
		},
	}
	var bases []recommend.Answers
	for _, q := range p.Questions {
		if q.Ages&therapy.Adults == 0 || q.Weak {
			continue
		}
		for _, way := range witnesses(q.When, true) {
			if base := settled(way); base[therapy.Adult] == therapy.Yes {
				bases = append(bases, base)
				break
			}
		}
	}
	advised := func(answers recommend.Answers) (recommend.Recommendation, bool) {
		rec, err := r.Recommend(given(answers), now)
		return rec, err == nil && (rec.Outcome() == policy.Recommended || rec.Outcome() == policy.Either)
	}
	tried := 0
	for i := range bases {
		for j := i; j < len(bases); j++ {
			both := maps.Clone(bases[i])
			maps.Copy(both, bases[j])
			before, ok := advised(both)
			if !ok {
				continue
			}
			for o, list := range favours {
				for _, more := range list {
					with := maps.Clone(both)
					maps.Copy(with, more)
					after, ok := advised(with)
					if !ok || !before.Advises(o) {
						continue
					}
					tried++
					require.True(t, after.Advises(o), "%v: %s, with %v: %s", both, before, more, after)
				}
			}
		}
	}
	require.Greater(t, tried, 3000)
}

// TestGradesByHand has the cases that the clinical reference works out (C.2, C.9).
func TestGradesByHand(t *testing.T) {
	const i, g, c = standard.Individual, standard.Group, standard.Combined
	for _, tt := range []struct {
		name    string
		answers recommend.Answers
		want    []policy.Option
		flagged bool
	}{
		{"fault 3", yes(therapy.DepressionMoreSevere, therapy.BingeEatingDisorder, therapy.GuidedSelfHelpTried, therapy.LimitedBudget), []policy.Option{i, c}, false},
		{"fault 3b", yes(therapy.PTSD, therapy.Prison, therapy.Sentence18MonthsPlus, therapy.SubstanceMisuseEstablished, therapy.Isolation), []policy.Option{i}, false},
		{"fault 3c", yes(therapy.PsychosisStable, therapy.BingeEatingDisorder, therapy.GuidedSelfHelpTried, therapy.Isolation), []policy.Option{i, c}, false},
		{"fault 11", yes(therapy.PTSD, therapy.PrefersGroup, therapy.InformedDiscussionDone, therapy.Isolation), []policy.Option{i, g}, true},
		{"fault 11, anorexia", yes(therapy.AnorexiaNervosa, therapy.MedicallyStable, therapy.PrefersGroup, therapy.InformedDiscussionDone, therapy.Isolation), []policy.Option{i, g}, true},
		{"an uninformed wish changes nothing", yes(therapy.PTSD, therapy.PrefersGroup), []policy.Option{i}, false},
		{"only a group is possible", yes(therapy.PTSD, therapy.IndividualUnavailable), []policy.Option{g}, true},
		{"F3: the programme answers for the diagnosis", yes(therapy.BPD, therapy.DBTAvailable, therapy.RecurrentSelfHarm), []policy.Option{c}, false},
		{"F5: a group is not advised to the unwilling", yes(therapy.DepressionLessSevere, therapy.UnwillingToEngageInGroup), []policy.Option{i}, false},
		{"F8: never a group alone after an attempt", but(yes(therapy.RecentSuicideAttempt, therapy.PrefersGroup, therapy.InformedDiscussionDone), therapy.GroupTypeHeterogeneous, therapy.No), []policy.Option{i, c}, false},
		{"B.1 no. 9: parents", yes(therapy.ParentsOfChild3To11, therapy.ChildConductDisorder), []policy.Option{g}, false},
		{"B.1 no. 9: severe and complex", yes(therapy.ParentsOfChild3To11, therapy.ChildConductDisorder, therapy.SevereComplexConductProblems), []policy.Option{i}, false},
		{"B.1 no. 9: severe and complex, and a wish for a group", yes(therapy.ParentsOfChild3To11, therapy.ChildConductDisorder, therapy.SevereComplexConductProblems, therapy.PrefersGroup, therapy.InformedDiscussionDone), []policy.Option{g}, false},
		{"B.1 no. 10: nothing known of the wish", yes(therapy.DepressionLessSevere), []policy.Option{i, g}, false},
		{"B.1 no. 10: a group is acceptable", yes(therapy.DepressionLessSevere, therapy.GroupAcceptable), []policy.Option{g}, false},
		{"B.1 no. 6: antisocial personality disorder and a programme", yes(therapy.ASPD, therapy.ASPDProgrammeAvailable), []policy.Option{g}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := theStandard().Recommend(given(tt.answers), now)
			require.NoError(t, err)
			var got []policy.Option
			for info := range rec.Advised() {
				got = append(got, info.Option)
			}
			require.Equal(t, tt.want, got, "%s", rec)
			require.Equal(t, tt.flagged, rec.AgainstIndication())
			n := 0
			for x := range rec.Against() {
				require.True(t, rec.Advises(x.Option().Option))
				require.NotEmpty(t, x.Sources())
				n++
			}
			require.Equal(t, tt.flagged, n > 0)
			require.NoError(t, theVerifier().Verify(rec.CertificateWithin(500)))
		})
	}
}

// TestParentsWhoCannotJoinAGroup (clinical reference, B.1 no. 9): if a parent seeks help and
// cannot take part in a group, no group is advised, whatever the course is about and whatever
// else is wished or needed. A group for the child is a different matter.
func TestParentsWhoCannotJoinAGroup(t *testing.T) {
	cannot := therapy.CannotJoinParentGroup
	reasons := []recommend.Answers{
		{},
		yes(therapy.PrefersGroup, therapy.LimitedBudget, therapy.Isolation),
		yes(therapy.WantsBoth, therapy.InformedDiscussionDone),
		yes(therapy.SevereComplexConductProblems),
	}
	for _, parents := range [][]therapy.Factor{
		{therapy.ParentsOfChildWithLearningDisability},
		{therapy.ParentsOfChildWithADHD, therapy.Under5},
		{therapy.ParentsOfChild3To11, therapy.ChildConductDisorder},
		{therapy.ParentsOfChildWithADHD, therapy.ChildConductDisorder},
		{therapy.ParentsOfChild3To11, therapy.ParentsOfChildWithLearningDisability},
	} {
		for _, more := range reasons {
			answers := yes(parents...)
			maps.Copy(answers, more)
			if answers[therapy.ParentsOfChildWithADHD] != 0 && answers[therapy.Under5] == 0 {
				answers[therapy.Under5] = therapy.No
			}
			can, err := theStandard().Recommend(given(answers), now)
			require.NoError(t, err)
			answers[cannot] = therapy.Yes
			rec, err := theStandard().Recommend(given(answers), now)
			require.NoError(t, err)
			require.Equal(t, "recommended individual", rec.Summary(), "%v", answers)
			if answers[therapy.SevereComplexConductProblems] == 0 {
				require.NotEqual(t, rec.Summary(), can.Summary(), "%v", answers)
			}
			require.NoError(t, theVerifier().Verify(rec.CertificateWithin(500)))

			answers[therapy.IndividualUnavailable] = therapy.Yes
			rec, err = theStandard().Recommend(given(answers), now)
			require.NoError(t, err)
			require.Equal(t, policy.NoneSuitable, rec.Outcome(), "%v", answers)
		}
	}
	child := given(aged(therapy.ChildUnder12, yes(therapy.ParentalConsent, therapy.ChildConductDisorder, therapy.Aged9To14)))
	alone, err := theStandard().Recommend(child, now)
	require.NoError(t, err)
	require.Equal(t, "recommended group", alone.Summary())
	child.Answers[cannot] = therapy.Yes
	same, err := theStandard().Recommend(child, now)
	require.NoError(t, err)
	require.Equal(t, alone.Summary(), same.Summary())
}

// TestMeetingWithAFourthOption has three questions without a common answer. One of them has both
// individual and group at its top: nothing prefers individual to group, so the combination is not
// added.
func TestMeetingWithAFourthOption(t *testing.T) {
	p := tinyPolicy(rand.New(rand.NewPCG(1, 2)), 3, true)
	fourth := policy.OptionOf("family")
	p.Options = append(p.Options, policy.OptionInfo{Option: fourth, Name: "family therapy", PlainName: "therapy as a family"})
	p.Meeting = policy.Meeting{First: standard.Individual, Second: standard.Group, Together: standard.Combined}
	p.Questions, p.Rules = nil, nil
	grade := func(question string, options ...policy.Option) {
		p.Questions = append(p.Questions, therapy.Question{
			ID: question, Ages: therapy.AnyAge, When: therapy.All(), Clinician: "question", Client: "question",
		})
		r := rule("r-"+question, therapy.LayerIndication, therapy.Is("s0"))
		r.Question = question
		for _, o := range options {
			r.Grades = append(r.Grades, policy.Grading{Option: o, Grade: therapy.Offer})
		}
		p.Rules = append(p.Rules, r)
	}
	grade("both", standard.Individual, standard.Group)
	grade("second", standard.Group)
	grade("other", fourth)
	r := recommend.Must(p)
	res := agree(t, r, newReferee(p), recommend.Answers{"s0": therapy.Yes})
	require.Equal(t, policy.Either, res.Outcome)
	require.ElementsMatch(t, []policy.Option{standard.Individual, standard.Group, fourth}, res.Advised)
}
