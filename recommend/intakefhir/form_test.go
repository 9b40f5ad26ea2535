package intakefhir_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// items yields every item of a questionnaire.
func items(n *fhir.Node, visit func(*fhir.Node)) {
	for item := range n.Get("item").Parts() {
		visit(item)
		items(item, visit)
	}
}

func sheet(t *testing.T, reader policy.Reader) map[string]*fhir.Node {
	t.Helper()
	list := map[string]*fhir.Node{}
	items(theForm(t).Questionnaire(intakefhir.QuestionnaireSpec{Reader: reader}), func(n *fhir.Node) {
		id := n.Get("linkId").Text()
		require.Nil(t, list[id], "linkIds are unique: %s", id)
		list[id] = n
	})
	return list
}

// TestTheSheetsAskWhatTheFormAsks compares both with the form's own list of questions.
func TestTheSheetsAskWhatTheFormAsks(t *testing.T) {
	f := theForm(t)
	p := f.Recommender().Policy()
	clinicians, clients := sheet(t, policy.Clinician), sheet(t, policy.Client)
	require.NotContains(t, clients, "domestic-abuse")
	text := string(f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client}).AppendJSON(nil))
	for _, section := range f.Data().Sections {
		for _, q := range section.Questions {
			item := clinicians[q.ID]
			require.NotNil(t, item, q.ID)
			for _, i := range q.Items {
				info, _ := p.Factors.Lookup(i.Factor)
				codes := string(item.AppendJSON(nil))
				require.Contains(t, codes, `"`+string(i.Factor)+`"`)
				require.Equal(t, !q.Choice && i.Strongly, strings.Contains(codes, `"code":"strongly"`), q.ID)
				if q.InPerson || q.Clinician {
					require.NotContains(t, text, `"`+string(i.Factor)+`"`)
					require.NotContains(t, text, info.ToClient())
				}
				if info.Layer == therapy.LayerSafety || p.Alarm(i.Factor) != 0 {
					require.Nil(t, item.Get("enableWhen"), "a statement about safety is never hidden: %s", i.Factor)
					require.NotContains(t, codes, "enableWhen")
				}
			}
		}
	}
	for id := range clinicians {
		if strings.HasSuffix(id, "-help") || strings.HasSuffix(id, "-limit") {
			require.Equal(t, "display", clinicians[id].Get("type").Text())
		}
	}
	require.Equal(t, "boolean", clients["gone-through-practical"].Get("type").Text())
	require.NotContains(t, clients, "gone-through-safety")
}

// renderer decides whether an item is shown, like one of two real renderers. They differ in how
// they treat an unanswered question.
type renderer struct {
	answers    map[string]string // by linkId, "system|code"
	unanswered bool              // the result of "!=" for an unanswered question
}

func (r renderer) shows(t *testing.T, item *fhir.Node) bool {
	t.Helper()
	for x := range item.Get("extension").Parts() {
		if strings.HasSuffix(x.Get("url").Text(), "enableWhenExpression") {
			return r.path(t, x.Get("valueExpression").Get("expression").Text())
		}
	}
	when := item.Get("enableWhen")
	if when == nil {
		return true
	}
	all := item.Get("enableBehavior").Text() == "all"
	require.Equal(t, when.Len() > 1, item.Get("enableBehavior") != nil)
	for w := range when.Parts() {
		given, answered := r.answers[w.Get("question").Text()]
		var holds bool
		coding := w.Get("answerCoding")
		same := answered && given == coding.Get("system").Text()+"|"+coding.Get("code").Text()
		switch w.Get("operator").Text() {
		case "=":
			holds = same
		case "exists":
			want, ok := w.Get("answerBoolean").Bool()
			require.True(t, ok, "exists takes a boolean")
			holds = answered == want
		default:
			holds = !same
			if !answered {
				holds = r.unanswered
			}
		}
		if holds != all {
			return holds
		}
	}
	return all
}

// path evaluates the one form of expression that is written, by plain text.
func (r renderer) path(t *testing.T, expression string) bool {
	t.Helper()
	for {
		at := strings.Index(expression, "%resource")
		if at < 0 {
			break
		}
		end := at + strings.Index(expression[at:], "value.where(")
		end += strings.IndexByte(expression[end:], ')') + 1
		call := expression[at:end]
		_, link, _ := strings.Cut(call, "linkId='")
		link, codes, _ := strings.Cut(link, "'")
		_, given, _ := strings.Cut(r.answers[link], "|")
		holds := given != "" && strings.Contains(codes, "code='"+given+"'")
		rest := expression[end:]
		if ending, ok := strings.CutPrefix(rest, ".empty()"); ok {
			holds, rest = !holds, ending
		} else {
			rest, ok = strings.CutPrefix(rest, ".exists()")
			require.True(t, ok)
		}
		expression = expression[:at] + map[bool]string{true: "T", false: "F"}[holds] + rest
	}
	for strings.ContainsAny(expression, "()") {
		closing := strings.IndexByte(expression, ')')
		opening := strings.LastIndexByte(expression[:closing], '(')
		expression = expression[:opening] + map[bool]string{true: "T", false: "F"}[flat(expression[opening+1:closing])] + expression[closing+1:]
	}
	return flat(expression)
}

// flat evaluates terms joined by "and" and "or", of which "and" binds stronger.
func flat(s string) bool {
	for part := range strings.SplitSeq(s, " or ") {
		if !strings.Contains(part, "F") {
			return true
		}
	}
	return false
}

// agree compares when items are shown with when the form asks, on made-up answers.
func agree(t *testing.T, f *intakefhir.Form, rounds int) (hidden int) {
	t.Helper()
	p := f.Recommender().Policy()
	rng := rand.New(rand.NewPCG(3, 4))
	for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
		list := map[string]*fhir.Node{}
		items(f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: reader}), func(n *fhir.Node) { list[n.Get("linkId").Text()] = n })
		for range rounds {
			given, answers := map[therapy.Factor]therapy.Truth{}, map[string]string{}
			for _, section := range f.Data().Sections {
				for _, q := range section.Questions {
					if list[q.ID] == nil || rng.IntN(2) == 0 {
						continue
					}
					if rng.IntN(4) == 0 {
						answers[q.ID] = intakefhir.SystemAnswer + "|unknown"
						continue
					}
					if q.Choice {
						chosen := q.Items[rng.IntN(len(q.Items))].Factor
						answers[q.ID] = intakefhir.SystemFactor + "|" + string(chosen)
						for _, i := range q.Items {
							given[i.Factor] = map[bool]therapy.Truth{true: therapy.True, false: therapy.False}[i.Factor == chosen]
						}
						continue
					}
					code := []string{"yes", "no", "strongly"}[rng.IntN(2+map[bool]int{true: 1}[q.Items[0].Strongly])]
					answers[q.ID] = intakefhir.SystemAnswer + "|" + code
					given[q.Items[0].Factor] = map[bool]therapy.Truth{true: therapy.False, false: therapy.True}[code == "no"]
					if reader == policy.Client && q.Items[0].Trained && code == "yes" {
						delete(given, q.Items[0].Factor) // a yes from the client settles no other statement
					}
				}
			}
			for _, section := range f.Data().Sections {
				for _, q := range section.Questions {
					item := list[q.ID]
					if item == nil {
						continue
					}
					want := q.Asked(func(x therapy.Factor) therapy.Truth { return given[x] })
					for _, i := range q.Items {
						info, _ := p.Factors.Lookup(i.Factor)
						want = want || !i.Follows.IsZero() || info.Layer == therapy.LayerSafety || p.Alarm(i.Factor) != 0
					}
					if !want {
						hidden++
					}
					for _, unanswered := range []bool{false, true} {
						require.Equal(t, want, renderer{answers, unanswered}.shows(t, item), "%s %s", reader, q.ID)
					}
				}
			}
		}
	}
	return hidden
}

func TestBothRenderersShowWhatTheFormAsks(t *testing.T) {
	require.Greater(t, agree(t, theForm(t), 100), 1000)
	require.Greater(t, agree(t, madeUp(t), 300), 100)
}

// TestConditionsOfEveryShapeAreReadAlike gives a statement random conditions of every shape.
func TestConditionsOfEveryShapeAreReadAlike(t *testing.T) {
	is, not := therapy.Is, therapy.Not
	adult, poor, lonely, private := is("grown-up"), is("poor"), is("lonely"), is("private")
	shapes := []therapy.Condition{
		{},
		adult, poor, private, not(adult), not(poor), not(private),
		therapy.Any(adult, poor), therapy.All(adult, poor), therapy.All(private, lonely), therapy.Any(not(adult), private),
		therapy.All(therapy.Any(adult, poor), therapy.Any(lonely, not(private))), not(therapy.Any(adult, poor)), not(therapy.All(adult, private)),
		therapy.All(is("company"), not(poor)), therapy.Any(is("company"), is("quiet")), is("hurt"), therapy.Any(is("hurt"), poor), therapy.All(is("hurt"), poor),
	}
	base := madeUp(t).Recommender().Policy()
	for _, asked := range shapes {
		for _, unless := range shapes {
			p := base.Clone()
			var infos []therapy.FactorInfo
			for factor, info := range p.Factors.All() {
				if factor == "no-individual" {
					info.Asking.If, info.Asking.Unless = asked, unless
				}
				infos = append(infos, info)
			}
			var err error
			p.Factors, err = therapy.NewVocabulary(infos...)
			require.NoError(t, err)
			r, err := recommend.New(p)
			require.NoError(t, err)
			f, err := intakefhir.NewForm(r)
			require.NoError(t, err)
			agree(t, f, 12)
		}
	}
}

func TestTheVersionChangesWithTheForm(t *testing.T) {
	f := theForm(t)
	p := f.Recommender().Policy()
	var infos []therapy.FactorInfo
	for factor, info := range p.Factors.All() {
		if factor == therapy.Adult {
			info.Question += " "
		}
		infos = append(infos, info)
	}
	var err error
	p.Factors, err = therapy.NewVocabulary(infos...)
	require.NoError(t, err)
	r, err := recommend.New(p)
	require.NoError(t, err)
	other, err := intakefhir.NewForm(r)
	require.NoError(t, err)
	require.NotEqual(t, f.Version(), other.Version())
	require.Equal(t, f.Version(), theForm(t).Version())
}

// TestATextWithoutATranslationIsNotGuessed checks the text that replaces a missing translation.
func TestATextWithoutATranslationIsNotGuessed(t *testing.T) {
	f := madeUp(t)
	de := german(t, f)
	plain := string(f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client, Language: de}).AppendJSON(nil))
	require.Contains(t, plain, "Sind Sie erwachsen?")
	require.Contains(t, plain, `"`+words.Mark+"Are you child?")
	beside := string(f.Questionnaire(intakefhir.QuestionnaireSpec{Reader: policy.Client, Translations: []words.Language{de}}).AppendJSON(nil))
	require.Contains(t, beside, "Sind Sie erwachsen?")
	require.Contains(t, beside, `"Are you grown-up?"`)
	require.NotContains(t, beside, words.Mark)
}

// TestEveryTextComesFromTheCatalogue looks for texts that no language pack can translate.
func TestEveryTextComesFromTheCatalogue(t *testing.T) {
	for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
		n := theForm(t).Questionnaire(intakefhir.QuestionnaireSpec{Reader: reader, Language: words.Pseudo()})
		items(n, func(item *fhir.Node) {
			require.True(t, strings.HasPrefix(item.Get("text").Text(), "⟦"), item.Get("linkId").Text())
			for option := range item.Get("answerOption").Parts() {
				require.True(t, strings.HasPrefix(option.Get("valueCoding").Get("display").Text(), "⟦"), item.Get("linkId").Text())
			}
		})
	}
	count := 0
	for key, text := range intakefhir.Messages() {
		require.True(t, key.Valid())
		require.NotEmpty(t, text)
		count++
	}
	require.Equal(t, 8, count)
}
