package recommendtest_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

var today = therapy.MustDate(2026, time.June, 1)

// TestDefaultPolicy checks that the standard policy passes all cases.
func TestDefaultPolicy(t *testing.T) { recommendtest.Run(t, standard.Policy(), today) }

func without(p policy.Policy, drop func(policy.Rule) bool) policy.Policy {
	p.Rules = slices.DeleteFunc(p.Rules, drop)
	for i := range p.Conflicts {
		for _, side := range []*policy.Position{&p.Conflicts[i].A, &p.Conflicts[i].B} {
			side.Rules = slices.DeleteFunc(side.Rules, func(id string) bool {
				return !slices.ContainsFunc(p.Rules, func(r policy.Rule) bool { return r.ID == id })
			})
		}
	}
	return p
}

func anything(p policy.Policy, layer therapy.Layer, when therapy.Condition) policy.Rule {
	r := policy.Rule{
		ID: "made-up", Layer: layer, Ages: therapy.AnyAge, When: when,
		Says: policy.Words{Clinician: "Made up.", Client: "Made up, for you."}, Sources: p.Rules[0].Sources,
	}
	if layer.Weighs() {
		r.Points = []policy.Points{{Option: standard.Group, Points: 3}}
	}
	return r
}

// around decides with another recommender, on a changed copy of the intake.
type around struct {
	inner  *recommend.Recommender
	change func(recommend.Answers)
}

func (a around) Recommend(intake recommend.Intake, now time.Time) (recommend.Recommendation, error) {
	intake.Answers = maps.Clone(intake.Answers)
	a.change(intake.Answers)
	return a.inner.Recommend(intake, now)
}

// wrapped returns a policy with a decider that changes intakes.
func wrapped(change func(recommend.Answers)) recommendtest.Subject {
	return recommendtest.Subject{Policy: standard.Policy(), New: func(p policy.Policy) (recommendtest.Decider, error) {
		return around{recommend.Must(p), change}, nil
	}}
}

// TestBrokenServices checks that each case about deciding finds a decider that is broken in the
// way that the case is about.
func TestBrokenServices(t *testing.T) {
	broken := map[string]recommendtest.Subject{
		// A wish is taken for a sign of hope.
		"danger-escalates": wrapped(func(in recommend.Answers) {
			if in[therapy.PrefersGroup] == therapy.Yes {
				delete(in, therapy.CannotKeepSafe)
			}
		}),
		// What is not answered is guessed from what is.
		"unknown-is-not-support": wrapped(func(in recommend.Answers) {
			if in[therapy.LimitedBudget] == therapy.Unanswered && in[therapy.ValuesPrivacy] == therapy.Yes {
				in[therapy.ValuesPrivacy] = therapy.Strongly
			}
		}),
		// A form sends its default.
		"blocks-are-not-lifted-silently": wrapped(func(in recommend.Answers) {
			if in[therapy.AbuserInAvailableGroup] == therapy.Unanswered {
				in[therapy.AbuserInAvailableGroup] = therapy.No
			}
		}),
		// The first rule wins.
		"order-free": {Policy: standard.Policy(), New: func(p policy.Policy) (recommendtest.Decider, error) {
			first := p.Rules[0].ID
			return around{recommend.Must(p), func(in recommend.Answers) {
				if first == "f01-acute-suicidality" {
					delete(in, therapy.ValuesPrivacy)
				}
			}}, nil
		}},
		// A column of the table is missing.
		"json": {Policy: standard.Policy(), Load: func(b []byte) (policy.Policy, error) {
			p, err := policy.Parse(b)
			for i := range p.Rules {
				p.Rules[i].RequiredIf = therapy.Condition{}
			}
			return p, err
		}},
		// Yesterday's policy is still in memory.
		"certified": {Policy: standard.Policy(), New: func(p policy.Policy) (recommendtest.Decider, error) {
			p.Version = "0.9"
			return recommend.New(p)
		}},
	}
	for id, subject := range broken {
		t.Run(id, func(t *testing.T) {
			err := subject.Check()
			require.Error(t, err)
			require.Regexp(t, "(?m)^"+id+": ", err.Error())
		})
	}
	require.NoError(t, wrapped(func(recommend.Answers) {}).Check(), "something that does not meddle passes")
	refusing := recommendtest.Subject{Policy: standard.Policy(), New: func(policy.Policy) (recommendtest.Decider, error) {
		return nil, errors.New("not today")
	}}
	require.ErrorContains(t, refusing.Check(), "not today")
	full := recommendtest.Subject{Policy: standard.Policy(), Store: func(policy.Policy) ([]byte, error) {
		return nil, errors.New("disk full")
	}}
	require.ErrorContains(t, full.Check(), "disk full")
}

// waived names every statement whose safety a policy has lost, so that it is valid.
func waived(p policy.Policy) policy.Policy {
	for _, loss := range p.Losses() {
		if p.Waived(loss.Statement) {
			continue
		}
		p.Waivers = append(p.Waivers, policy.Waiver{Statement: loss.Statement, By: "a test", Why: "to see what is found"})
	}
	return p
}

// TestBrokenPolicies checks that each case about data finds a policy that is broken in the way that
// the case is about; TestBrokenServices has the other cases.
func TestBrokenPolicies(t *testing.T) {
	engine := []string{"danger-escalates", "unknown-is-not-support", "blocks-are-not-lifted-silently", "order-free", "json", "certified"}
	broken := map[string]func(p policy.Policy) policy.Policy{
		"valid": func(p policy.Policy) policy.Policy { p.Title = ""; return p },
		"keeps-safety": func(p policy.Policy) policy.Policy {
			p = without(p, func(r policy.Rule) bool { return r.ID == "f04-acute-mania" })
			p.Waivers = []policy.Waiver{{Statement: therapy.AcuteMania, By: "a test", Why: "to see what is found"}}
			return p
		},
		"asks-about-safety": func(p policy.Policy) policy.Policy {
			return waived(without(p, func(r policy.Rule) bool { return r.Layer == therapy.LayerSafety }))
		},
		"says-what-to-do": func(p policy.Policy) policy.Policy {
			for i := range p.Actions {
				p.Actions[i].When = therapy.Any()
			}
			return waived(p)
		},
		"can-pass": func(p policy.Policy) policy.Policy {
			p.Rules = append(p.Rules, anything(p, therapy.LayerSufficiency, therapy.All()))
			return p
		},
		"nothing-said-nothing-advised": func(p policy.Policy) policy.Policy {
			p.Rules = append(p.Rules, anything(p, therapy.LayerNeed, therapy.All()))
			return p
		},
		"every-option": func(p policy.Policy) policy.Policy {
			r := anything(p, therapy.LayerEligibility, therapy.Any(therapy.Is(therapy.Adult), therapy.Not(therapy.Is(therapy.Adult))))
			r.Excludes, r.Reopens = []policy.Option{standard.Combined}, r.Says
			p.Rules = append(p.Rules, r)
			return p
		},
		"both-sides": func(p policy.Policy) policy.Policy {
			for i := range p.Rules {
				p.Rules[i].Points = slices.DeleteFunc(p.Rules[i].Points, func(x policy.Points) bool {
					return x.Option == standard.Combined && x.Points > 0
				})
			}
			return waived(without(p, func(r policy.Rule) bool { return r.Layer.Weighs() && len(r.Points) == 0 }))
		},
		"cautions": func(p policy.Policy) policy.Policy { p.Cautions = nil; return waived(p) },
		"declined": func(p policy.Policy) policy.Policy {
			return without(p, func(r policy.Rule) bool {
				return r.Layer == therapy.LayerEligibility && slices.Contains(slices.Collect(r.When.Factors()), therapy.DeclinesIndividual)
			})
		},
		"children": func(p policy.Policy) policy.Policy {
			for i := range p.Rules {
				if r := &p.Rules[i]; r.Layer.Weighs() && r.Ages != therapy.AnyAge {
					r.Ages &^= therapy.Under12
				}
			}
			return without(p, func(r policy.Rule) bool { return r.Ages == 0 })
		},
		"statements-used": func(p policy.Policy) policy.Policy {
			info, _ := p.Factors.Lookup(therapy.ValuesPrivacy)
			info.Factor, info.Excludes = "likes-music", nil
			var err error
			if p.Factors, err = p.Factors.With(info); err != nil {
				panic(err)
			}
			return p
		},
		"can-fire": func(p policy.Policy) policy.Policy {
			r := anything(p, therapy.LayerNeed, therapy.Is(therapy.Adult))
			r.Ages = therapy.Under12
			p.Rules = append(p.Rules, r)
			return p
		},
		"plain-words": func(p policy.Policy) policy.Policy {
			p.Rules[0].Says.Client = p.Rules[0].Says.Clinician
			return p
		},
		"sources-current": func(p policy.Policy) policy.Policy { p.ReviewBy = therapy.MustDate(2020, time.May, 1); return p },
	}
	for c := range recommendtest.Cases() {
		t.Run(c.ID, func(t *testing.T) {
			require.NotEmpty(t, c.Sentence)
			if slices.Contains(engine, c.ID) {
				return
			}
			make, ok := broken[c.ID]
			require.True(t, ok, "every case has a policy that it catches")
			err := recommendtest.Check(make(standard.Policy()), today)
			require.Error(t, err)
			require.True(t, strings.HasPrefix(err.Error(), c.ID+": ") || strings.Contains(err.Error(), "\n"+c.ID+": "), "%v", err)
		})
	}
}

// TestContributorsMistakes checks that each typical mistake in an addition to a policy is found by
// its case, with the place and what to do.
func TestContributorsMistakes(t *testing.T) {
	never := therapy.AllOf(therapy.Adult, therapy.ChildUnder12)
	caution := func(when therapy.Condition, says policy.Words) func(p *policy.Policy) {
		return func(p *policy.Policy) {
			p.Cautions = append(p.Cautions, policy.Caution{ID: "made-up", Ages: therapy.AnyAge, When: when, Says: says, Sources: p.Rules[0].Sources})
		}
	}
	action := func(when therapy.Condition, says policy.Words) func(p *policy.Policy) {
		return func(p *policy.Policy) {
			p.Actions = append(p.Actions, policy.Action{ID: "made-up", When: when, Says: says, Sources: p.Rules[0].Sources})
		}
	}
	rule := func(when therapy.Condition, change func(*policy.Rule)) func(p *policy.Policy) {
		return func(p *policy.Policy) {
			r := anything(*p, therapy.LayerNeed, when)
			change(&r)
			p.Rules = append(p.Rules, r)
		}
	}
	low := therapy.Is(therapy.LowHope)
	good := policy.Words{Clinician: "Made up.", Client: "Made up, for you."}
	for name, tt := range map[string]struct {
		add  func(*policy.Policy)
		want []string
	}{
		"a rule for an adult who is a child": {rule(never, func(*policy.Rule) {}), []string{"can-fire: ", "rule made-up: ", "correct the condition or the ages"}},
		"a rule for and against itself":      {rule(therapy.All(low, therapy.Not(low)), func(*policy.Rule) {}), []string{"can-fire: ", "rule made-up: "}},
		"a rule of another age":              {rule(therapy.Is(therapy.Adult), func(r *policy.Rule) { r.Ages = therapy.Under12 }), []string{"can-fire: ", "rule made-up: "}},
		"a caution that never comes":         {caution(never, good), []string{"can-fire: ", "caution made-up: "}},
		"an action that never comes":         {action(never, good), []string{"can-fire: ", "action made-up: "}},
		"one caution for both":               {caution(low, policy.Words{Clinician: "The same.", Client: "The same."}), []string{"plain-words: ", "caution made-up: write a different text for the client"}},
		"one action for both":                {action(low, policy.Words{Clinician: "The same.", Client: "The same."}), []string{"plain-words: ", "action made-up: "}},
		"a statement's code":                 {rule(low, func(r *policy.Rule) { r.Says.Client = "You said low-hope." }), []string{"plain-words: ", "rule made-up: the text for the client contains low-hope, the code of a statement: write it in words"}},
		"a source's code":                    {caution(low, policy.Words{Clinician: "See E79.", Client: "It is so (E79)."}), []string{"plain-words: ", "caution made-up: the text for the client contains E79, the code of a source"}},
		"a rule's code":                      {rule(low, func(r *policy.Rule) { r.Says.Client = "As in f01-acute-suicidality." }), []string{"plain-words: ", "the code of a rule"}},
		"an option that is against nothing": {func(p *policy.Policy) {
			p.Options = append(p.Options, policy.OptionInfo{Option: "art", Name: "art therapy", PlainName: "making art"})
		}, []string{"both-sides: ", "option art: add a rule that gives it points or a grade", "cautions: ", "declined: ", "declines-art"}},
		"a source that nobody has looked at": {func(p *policy.Policy) {
			c := &p.Cautions[0]
			c.Sources = slices.Clone(c.Sources)
			c.Sources[0].ReviewBy = therapy.MustDate(2020, time.May, 1)
		}, []string{"sources-current: ", "caution ", "review it"}},
		"a crisis line that nobody has looked at": {func(p *policy.Policy) {
			p.Crisis = slices.Clone(p.Crisis)
			p.Crisis[0].CheckedOn, p.Crisis[0].ReviewBy = therapy.MustDate(2019, time.May, 1), therapy.MustDate(2020, time.May, 1)
		}, []string{"sources-current: ", "the crisis line of GB-ENG: review it"}},
		"a waiver that nobody allowed": {func(p *policy.Policy) {
			*p = without(*p, func(r policy.Rule) bool { return r.ID == "f04-acute-mania" })
			p.Waivers = []policy.Waiver{{Statement: therapy.AcuteMania, By: "a test", Why: "to see what is found"}}
		}, []string{"keeps-safety: ", "Subject.AllowWaivers"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := standard.Policy()
			tt.add(&p)
			err := recommendtest.Check(p, today)
			require.Error(t, err)
			for _, want := range tt.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
}

func TestSourcePastItsReview(t *testing.T) {
	late := therapy.MustDate(2090, time.January, 1)
	require.ErrorContains(t, recommendtest.Check(standard.Policy(), late), "sources-current")
	require.NoError(t, recommendtest.Check(standard.Policy(), therapy.Date{}), "no date, no review")
}

func ExampleCheck() {
	fmt.Println(recommendtest.Check(standard.Policy(), therapy.MustDate(2026, time.June, 1)))
	// Output: <nil>
}

func ExampleCases() {
	for c := range recommendtest.Cases() {
		fmt.Println(c.ID+":", c.Sentence)
		break
	}
	// Output: valid: the policy is valid and complete, and compiles
}
