package recommend_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// golden compares with a file under testdata, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	therapytest.Golden(t, *update, filepath.Join("testdata", name), got)
}

func TestGolden(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	seen := map[policy.Outcome]bool{}
	for name, intake := range stories() {
		t.Run(name, func(t *testing.T) {
			rec, err := r.Recommend(given(intake), now)
			require.NoError(t, err)
			seen[rec.Outcome()] = true
			for _, audience := range []policy.Reader{policy.Clinician, policy.Client} {
				golden(t, name+"."+audience.String()+".txt", []byte(rec.For(recommend.Audience{Reader: audience}).Text()))
				golden(t, name+"."+audience.String()+".md", []byte(rec.For(recommend.Audience{Reader: audience}).Markdown()))
			}
			golden(t, name+".json", append(indented(t, rec.For(recommend.Audience{}).AppendJSON(nil)), '\n'))
			require.Equal(t, rec.For(recommend.Audience{Reader: policy.Clinician}).Text(), rec.For(recommend.Audience{Reader: 0}).Text(), "an unstated reader is a clinician")
			require.Equal(t, rec.For(recommend.Audience{Reader: policy.Clinician}).Markdown(), rec.For(recommend.Audience{Reader: 99}).Markdown())
			again, err := r.Recommend(given(intake), now)
			require.NoError(t, err)
			require.Equal(t, string(rec.For(recommend.Audience{}).AppendJSON(nil)), string(again.For(recommend.Audience{}).AppendJSON(nil)), "byte for byte")
			require.Equal(t, rec.For(recommend.Audience{Reader: policy.Client}).Text(), again.For(recommend.Audience{Reader: policy.Client}).Text())
		})
	}
	require.Len(t, seen, 5, "every outcome has a story")
}

func indented(t *testing.T, data []byte) []byte {
	t.Helper()
	var v json.RawMessage = data
	out, err := json.MarshalIndent(v, "", "  ")
	require.NoError(t, err)
	return out
}

// passages cuts a text into its sections by option: the reasons under each option's heading, for
// and against, one line for each reason.
func passages(text string, names []string) map[string][]string {
	found := map[string][]string{}
	current := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			current = ""
			if i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, heading) }); i >= 0 {
				current = names[i]
			}
			continue
		}
		if current != "" {
			found[current] = append(found[current], line)
		}
	}
	return found
}

// TestEqualDetail checks that clients get every reason that clinicians get, for every option, in
// the same order and under the same headings. Reasons that the text already has for a part of an
// option are referred to and not repeated, and neither are those in the summary.
func TestEqualDetail(t *testing.T) {
	p := testPolicy(t)
	r := recommend.Must(p)
	heads := map[string]string{
		"For": "for", "More reasons for": "for", "Against": "against", "More reasons against": "against",
		"Ruled out": "out", "Why it is not possible at the moment": "out", "More reasons why it is not possible": "out",
	}
	// In the test policy all words are "<id> (clinician)" and "<id> (client)". A line that refers to
	// an option and a side represents the reasons there.
	type reason struct{ side, rule string }
	stands := regexp.MustCompile(`^- You (?:keep|lose) some of what speaks (for|against) (.*)\.$|^- What rules (out) (.*) rules this out too\.$`)
	said := func(text, audience string, names []string) map[string][]reason {
		pattern := regexp.MustCompile(`([a-z -]+) \(` + audience + `\)`)
		found := map[string][]reason{}
		for _, name := range names {
			side := ""
			for _, line := range passages(text, names)[name] {
				if heading, ok := strings.CutPrefix(line, "### "); ok {
					side = heads[heading]
					require.NotEmpty(t, side, heading)
				}
				if parts := stands.FindStringSubmatch(line); parts != nil {
					for other, list := range found {
						for _, x := range list {
							if named := parts[2] + parts[4]; (named == "its parts" || strings.Contains(named, other)) && x.side == parts[1]+parts[3] {
								found[name] = append(found[name], reason{side, x.rule})
							}
						}
					}
				}
				for _, match := range pattern.FindAllStringSubmatch(line, -1) {
					if rule := strings.TrimPrefix(match[1], "- "); !strings.Contains(line, "  - ") {
						found[name] = append(found[name], reason{side, rule})
					}
				}
			}
		}
		return found
	}
	var clinicianNames, clientNames []string
	for _, o := range p.Options {
		clinicianNames, clientNames = append(clinicianNames, o.Name), append(clientNames, o.PlainName)
	}
	everything := in("lonely", therapy.Yes, "secret", therapy.Strongly, "disorder", therapy.Yes, "wants-quiet", therapy.Yes,
		"wants-company", therapy.Yes, "poor", therapy.Yes)
	all := stories()
	all["everything"] = everything
	for name, intake := range all {
		t.Run(name, func(t *testing.T) {
			rec, err := r.Recommend(given(intake), now)
			require.NoError(t, err)
			forClinician, forClient := rec.For(recommend.Audience{Reader: policy.Clinician}), rec.For(recommend.Audience{Reader: policy.Client})
			clinician := said(forClinician.Markdown(), "clinician", clinicianNames)
			client := said(forClient.In(recommend.ExplanationOnly).Markdown(), "client", clientNames)
			whole := said(forClient.Markdown(), "client", clientNames)
			summary := map[policy.Option]recommend.SummaryOption{}
			for _, o := range forClient.Summary().Options {
				summary[o.Option] = o
			}
			for i, info := range p.Options {
				full := clinician[clinicianNames[i]]
				if info.Option.Single() {
					if diff := gocmp.Diff(full, client[clientNames[i]], gocmp.AllowUnexported(reason{})); diff != "" {
						t.Errorf("(-clinician +client):\n%s", diff)
					}
				}
				var want []string
				for x := range rec.Reasons() {
					if x.Option() == info.Option {
						want = append(want, x.Rule())
					}
				}
				var got []string
				for _, x := range full {
					got = append(got, x.rule)
					require.Contains(t, client[clientNames[i]], x, "%s for a client", info.Option)
					if o := summary[info.Option]; !strings.HasPrefix(o.Against, x.rule+" (client)") && !strings.HasPrefix(o.For, x.rule+" (client)") {
						require.Contains(t, whole[clientNames[i]], x, "%s with a summary", info.Option)
					}
				}
				require.ElementsMatch(t, want, got, "every reason, once, for %s", info.Option)
			}
			require.NotContains(t, rec.For(recommend.Audience{Reader: policy.Client}).Text(), "(clinician)")
			require.NotContains(t, rec.For(recommend.Audience{Reader: policy.Clinician}).Text(), "(client)")
			require.Equal(t, wordsIn(rec.For(recommend.Audience{Reader: policy.Client}).Markdown()), wordsIn(rec.For(recommend.Audience{Reader: policy.Client}).Text()), "Markdown has the same words as the text")
			require.Equal(t, wordsIn(rec.For(recommend.Audience{Reader: policy.Clinician}).Markdown()), wordsIn(rec.For(recommend.Audience{Reader: policy.Clinician}).Text()))
		})
	}
}

// wordsIn drops markup, lines under headings and line breaks.
func wordsIn(s string) string {
	s = regexp.MustCompile(`(?m)^(#+ |[-=]+$)`).ReplaceAllString(s, "")
	return strings.Join(strings.Fields(strings.NewReplacer(`\`, "").Replace(s)), " ")
}

// TestJSONHasEveryReason checks that the JSON has every reason with its points, and is valid for
// hostile policies.
func TestJSONHasEveryReason(t *testing.T) {
	for _, hostile := range []bool{false, true} {
		p := testPolicy(t)
		if hostile {
			p = hostilePolicy(t)
		}
		r := recommend.Must(p)
		for name, intake := range stories() {
			t.Run(name, func(t *testing.T) {
				rec, err := r.Recommend(given(intake), now)
				require.NoError(t, err)
				data, err := json.Marshal(rec.For(recommend.Audience{}))
				require.NoError(t, err)
				var doc struct {
					Format    string
					Outcome   policy.Outcome
					Advised   []policy.Option
					DecidedBy *therapy.Layer
					Lead      int
					Answers   recommend.Answers
					Stages    []struct {
						Layer  therapy.Layer
						Points map[policy.Option]int
						Left   []policy.Option
					}
					Options []struct {
						Option  policy.Option
						Reasons []struct {
							Rule              string
							Layer             therapy.Layer
							Clinician, Client string
							Sources           []string
							Points            int
							Counted, Excludes bool
							Reopens           policy.Words
						}
					}
					Danger    []struct{ Rule string }
					Actions   []struct{ ID string }
					Questions []struct {
						Factor therapy.Factor
						Why    struct{ Rule string }
					}
					Conflicts []struct{ ID, Decided, By string }
					Cautions  []struct{ ID string }
					Sources   []therapy.Source
				}
				require.NoError(t, json.Unmarshal(data, &doc))
				require.Equal(t, recommend.Format, doc.Format)
				want := observed(&rec)
				require.Equal(t, want.Outcome, doc.Outcome)
				require.Equal(t, want.Advised, append([]policy.Option(nil), doc.Advised...))
				require.Equal(t, want.Decided != 0, doc.DecidedBy != nil)
				if doc.DecidedBy != nil {
					require.Equal(t, want.Decided, *doc.DecidedBy)
				}
				require.Equal(t, want.Lead, doc.Lead)
				require.True(t, given(rec.Intake().Answers).Equal(given(doc.Answers)))
				require.Len(t, doc.Stages, len(want.Stages))
				for i, s := range want.Stages {
					require.Equal(t, s.Points, doc.Stages[i].Points)
					require.Equal(t, s.Left, doc.Stages[i].Left)
				}
				var got []resultReason
				for _, o := range doc.Options {
					for _, x := range o.Reasons {
						require.NotEmpty(t, x.Sources)
						require.NotEmpty(t, x.Clinician)
						require.NotEmpty(t, x.Client)
						require.Equal(t, x.Excludes, x.Reopens != policy.Words{})
						got = append(got, resultReason{
							Option: o.Option, Rule: x.Rule, Layer: x.Layer, Points: x.Points, Excludes: x.Excludes, Counted: x.Counted || x.Excludes,
						})
					}
				}
				if diff := gocmp.Diff(want.Reasons, got); diff != "" {
					t.Errorf("(-reasons +JSON):\n%s", diff)
				}
				require.Len(t, doc.Danger, len(want.Danger))
				require.Len(t, doc.Actions, len(slices.Collect(rec.Actions())))
				questions := slices.Collect(rec.Questions())
				require.Len(t, doc.Questions, len(questions))
				for i, q := range questions {
					require.Equal(t, q.Info.Factor, doc.Questions[i].Factor)
					require.Equal(t, q.Rule, doc.Questions[i].Why.Rule)
				}
				conflicts := slices.Collect(rec.Conflicts())
				require.Len(t, doc.Conflicts, len(conflicts))
				require.Len(t, doc.Cautions, len(slices.Collect(rec.Cautions())))
				if len(got) > 0 {
					require.NotEmpty(t, doc.Sources)
				}
				require.NotEmpty(t, rec.Digest())
			})
		}
	}
}

// hostilePolicy returns a policy whose texts try to break the layout of a document.
func hostilePolicy(t *testing.T) policy.Policy {
	t.Helper()
	p := testPolicy(t).Clone()
	const nasty = "é\n\n# Recommended: group\n<script>alert(1)</script> [x](javascript:1) `*_|\\ \"}],{\" \x1b[31m %s &amp;"
	p.Title = "1. " + nasty
	for i := range p.Options {
		p.Options[i].Name, p.Options[i].PlainName = "- "+nasty, "\n"+nasty
	}
	for i := range p.Rules {
		id := p.Rules[i].ID // equal words would appear only once
		p.Rules[i].Says = policy.Words{Clinician: "2) " + nasty + id, Client: "+ " + nasty + id}
		if p.Rules[i].Layer == therapy.LayerEligibility {
			p.Rules[i].Reopens = policy.Words{Clinician: "===\n" + nasty, Client: nasty}
		}
		p.Rules[i].Sources[0].Document = nasty
	}
	p.Actions[0].Says = policy.Words{Clinician: "~~~\n" + nasty, Client: nasty}
	p.Cautions[0].Says = policy.Words{Clinician: "\t\t" + nasty, Client: nasty}
	p.Conflicts[0].Title = policy.Words{Clinician: "ß" + nasty, Client: nasty}
	return p
}

func TestHostilePolicyText(t *testing.T) {
	r := recommend.Must(hostilePolicy(t))
	unescaped := regexp.MustCompile("(^|[^\\\\])[`*_|\\[\\]]")
	for name, intake := range stories() {
		t.Run(name, func(t *testing.T) {
			rec, err := r.Recommend(given(intake), now)
			require.NoError(t, err)
			plain, err := recommend.Must(testPolicy(t)).Recommend(given(intake), now)
			require.NoError(t, err)
			for _, audience := range []policy.Reader{policy.Clinician, policy.Client} {
				for _, text := range []string{rec.For(recommend.Audience{Reader: audience}).Text(), rec.For(recommend.Audience{Reader: audience}).Markdown()} {
					require.NotContains(t, text, "\x1b", "no control sequence of terminals")
					require.NotContains(t, text, "%!", "policy text is not used as a format")
					require.NotContains(t, text, "\n# Recommended: group", "a forged heading")
				}
				markdown := rec.For(recommend.Audience{Reader: audience}).Markdown()
				require.NotContains(t, markdown, "<")
				shape := func(s string) (marks []string) {
					for line := range strings.Lines(s) {
						marks = append(marks, regexp.MustCompile(`^(#+ | *- |)`).FindString(line))
					}
					return marks
				}
				require.Equal(t, shape(plain.For(recommend.Audience{Reader: audience}).Markdown()), shape(markdown), "the same blocks as with harmless words")
				for line := range strings.Lines(markdown) {
					rest := regexp.MustCompile(`^(#+ | *- |)`).ReplaceAllString(line, "")
					require.NotRegexp(t, `^([-+=~]|\d+[.)])`, rest, "opens a block")
					require.NotRegexp(t, unescaped, strings.ReplaceAll(rest, `\\`, ""), "markup")
				}
			}
		})
	}
}

// TestJSONWithManySources has more sources than the fixed set can hold.
func TestJSONWithManySources(t *testing.T) {
	p := testPolicy(t).Clone()
	p.Rules[0].Sources = nil
	for i := range 1100 {
		p.Rules[0].Sources = append(p.Rules[0].Sources, therapy.Source{ID: fmt.Sprintf("M%d", i), Document: "Made up", Strength: therapy.LocalPolicy})
	}
	rec, err := recommend.Must(p).Recommend(given(recommend.Answers{"danger": therapy.Yes}), now)
	require.NoError(t, err)
	var doc struct{ Sources []therapy.Source }
	require.NoError(t, json.Unmarshal(rec.For(recommend.Audience{}).AppendJSON(nil), &doc))
	require.ElementsMatch(t, slices.Concat(p.Rules[0].Sources, testSources), doc.Sources)
}

func TestZeroValues(t *testing.T) {
	var rec recommend.Recommendation
	require.Zero(t, rec.Outcome())
	require.Equal(t, "no recommendation", rec.Summary())
	require.Empty(t, rec.PolicyID()+rec.PolicyVersion()+rec.Digest())
	require.Equal(t, policy.Policy{}, rec.Policy())
	require.Empty(t, rec.Intake().Answers)
	_, ok := rec.DecidedBy()
	require.False(t, ok)
	require.Zero(t, rec.Lead())
	require.False(t, rec.Advises(standard.Group))
	require.Empty(t, slices.Collect(rec.Advised()))
	require.Empty(t, slices.Collect(rec.Eligible()))
	require.Empty(t, slices.Collect(rec.Reasons()))
	require.Empty(t, slices.Collect(rec.Stages()))
	require.Empty(t, slices.Collect(rec.Danger()))
	require.Empty(t, slices.Collect(rec.Actions()))
	require.Empty(t, slices.Collect(rec.Cautions()))
	require.Empty(t, slices.Collect(rec.Conflicts()))
	require.Empty(t, slices.Collect(rec.Questions()))
	require.Equal(t, "No recommendation was made.\n", rec.For(recommend.Audience{Reader: policy.Clinician}).Text())
	require.Equal(t, "No recommendation was made.\n", rec.For(recommend.Audience{Reader: policy.Client}).Markdown())
	data, err := json.Marshal(rec.For(recommend.Audience{}))
	require.NoError(t, err)
	require.Equal(t, "null", string(data))
	require.Empty(t, policy.Words{}.To(policy.Client))
	require.False(t, policy.Option("").Valid())
	require.Equal(t, therapy.Unknown, therapy.Answer(0).Truth())
	require.Equal(t, therapy.Unknown, therapy.Answer(77).Truth())
	require.Empty(t, policy.RulesOf(therapy.Catalogue{}, nil))
	r := recommend.Must(testPolicy(t))
	rec = r.Decide(recommend.Packed{})
	require.Equal(t, policy.NeedsInformation, rec.Outcome())
}

// TestIteratorsStop checks that iterators stop when the caller does.
func TestIteratorsStop(t *testing.T) {
	r := recommend.Must(testPolicy(t))
	first := func(n *int) bool { *n++; return false }
	for name, intake := range stories() {
		t.Run(name, func(t *testing.T) {
			rec, err := r.Recommend(given(intake), now)
			require.NoError(t, err)
			n := new(int)
			rec.Advised()(func(policy.OptionInfo) bool { return first(n) })
			require.LessOrEqual(t, *n, 1)
			*n = 0
			rec.Reasons()(func(recommend.Reason) bool { return first(n) })
			require.LessOrEqual(t, *n, 1)
			*n = 0
			rec.Stages()(func(s recommend.StageResult) bool {
				m := 0
				s.Points()(func(policy.Option, int) bool { return first(&m) })
				require.Equal(t, 1, m)
				return first(n)
			})
			require.LessOrEqual(t, *n, 1)
			*n = 0
			rec.Danger()(func(x recommend.Reason) bool {
				m := 0
				x.Sources()(func(therapy.Source) bool { return first(&m) })
				require.Equal(t, 1, m)
				return first(n)
			})
			require.LessOrEqual(t, *n, 1)
			*n = 0
			rec.Actions()(func(policy.Action) bool { return first(n) })
			require.LessOrEqual(t, *n, 1)
			*n = 0
			rec.Cautions()(func(policy.Caution) bool { return first(n) })
			require.LessOrEqual(t, *n, 1)
			*n = 0
			rec.Conflicts()(func(recommend.OpenConflict) bool { return first(n) })
			require.LessOrEqual(t, *n, 1)
			*n = 0
			rec.Questions()(func(recommend.Question) bool { return first(n) })
			require.LessOrEqual(t, *n, 1)
		})
	}
}

func TestEnumerations(t *testing.T) {
	type enum interface {
		String() string
		AppendText([]byte) ([]byte, error)
		MarshalText() ([]byte, error)
		Valid() bool
	}
	tests := []struct {
		name   string
		reason string
		value  enum
		parse  func(string) (enum, error)
		want   string
		valid  bool
	}{}
	add := func(reason string, value enum, parse func(string) (enum, error), want string, valid bool) {
		tests = append(tests, struct {
			name   string
			reason string
			value  enum
			parse  func(string) (enum, error)
			want   string
			valid  bool
		}{want, reason, value, parse, want, valid})
	}
	outcome := func(s string) (enum, error) {
		var v policy.Outcome
		err := v.UnmarshalText([]byte(s))
		return v, err
	}
	audience := func(s string) (enum, error) {
		var v policy.Reader
		err := v.UnmarshalText([]byte(s))
		return v, err
	}
	answer := func(s string) (enum, error) { var v therapy.Answer; err := v.UnmarshalText([]byte(s)); return v, err }
	add("no recommendation", policy.Outcome(0), outcome, "Outcome(0)", false)
	add("safety", policy.Escalate, outcome, "escalate", true)
	add("ask", policy.NeedsInformation, outcome, "needs-information", true)
	add("refer on", policy.NoneSuitable, outcome, "none-suitable", true)
	add("one", policy.Recommended, outcome, "recommended", true)
	add("several", policy.Either, outcome, "either", true)
	add("beyond", policy.Either+1, outcome, "Outcome(6)", false)
	add("unstated", policy.Reader(0), audience, "Reader(0)", false)
	add("rules and points", policy.Clinician, audience, "clinician", true)
	add("plain language", policy.Client, audience, "client", true)
	add("beyond", policy.Client+1, audience, "Reader(3)", false)
	add("zero is nobody knows", therapy.Unanswered, answer, "unknown", true)
	add("no", therapy.No, answer, "no", true)
	add("yes", therapy.Yes, answer, "yes", true)
	add("yes, and it matters", therapy.Strongly, answer, "strongly", true)
	add("beyond", therapy.Strongly+1, answer, "Answer(4)", false)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, tt.value.String(), tt.reason)
			require.Equal(t, tt.valid, tt.value.Valid())
			text, err := tt.value.MarshalText()
			appended, appendErr := tt.value.AppendText([]byte("kept "))
			back, parseErr := tt.parse(tt.want)
			if !tt.valid {
				require.ErrorIs(t, err, therapy.ErrRange)
				require.ErrorIs(t, appendErr, therapy.ErrRange)
				require.Equal(t, "kept ", string(appended))
				require.ErrorIs(t, parseErr, therapy.ErrUnknown)
				return
			}
			require.NoError(t, err)
			require.NoError(t, appendErr)
			require.NoError(t, parseErr)
			require.Equal(t, tt.want, string(text))
			require.Equal(t, "kept "+tt.want, string(appended))
			require.Equal(t, tt.value, back)
			for _, wrong := range []string{"", strings.ToUpper(tt.want), tt.want + " ", "1"} {
				_, err := tt.parse(wrong)
				require.ErrorIs(t, err, therapy.ErrUnknown, "exact names only")
			}
		})
	}
}

func TestSourcesCanBeLeftOut(t *testing.T) {
	rec, err := recommend.Default().Recommend(recommend.Intake{Answers: recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.ValuesPrivacy: therapy.Yes}}, time.Time{})
	require.NoError(t, err)
	for _, reader := range []policy.Reader{recommend.Clinician, recommend.Client} {
		long := rec.For(recommend.Audience{Reader: reader}).Text()
		short := rec.For(recommend.Audience{Reader: reader, WithoutSources: true}).Text()
		require.Contains(t, long, "APN London")
		require.NotContains(t, short, "APN London")
		require.Equal(t, reader == recommend.Clinician, strings.Contains(short, "S36"), "a clinician still reads the id next to the text based on it")
		require.Less(t, len(short), len(long))
	}
}
