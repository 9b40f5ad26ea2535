package policy

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text of the policy that a person reads, in English, with
// its key: "rule.ID.says.client", "caution.ID.says.clinician",
// "statement.NAME.question". Keys are made of ids, so that they stay while texts
// change. Empty texts are left out. The order is that of the policy.
func (p Policy) Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		done := false
		visit := func(key words.Key, text *string) {
			if !done && *text != "" {
				done = !yield(key, *text)
			}
		}
		p = p.Clone()
		p.texts(visit)
		for _, info := range p.Factors.All() {
			for key, text := range info.Messages() {
				visit(key, &text)
			}
		}
	}
}

// In returns the policy with its texts in a language. Show it to people, but do not store it.
// It has the same digest, since the digest does not cover words.
func (p Policy) In(language words.Language) Policy {
	p = p.Clone()
	if language.IsZero() {
		return p
	}
	p.texts(translate(language))
	p.Factors = p.Factors.In(language)
	return p
}

// texts visits every text except those of the statements.
func (p *Policy) texts(visit func(words.Key, *string)) {
	both := func(w *Words, key ...string) { w.texts(visit, key...) }
	visit(words.Join("policy", "title"), &p.Title)
	both(&p.Profile, "policy", "profile")
	for i := range p.Options {
		p.Options[i].texts(visit)
	}
	for i := range p.Questions {
		visit(words.Join("question", p.Questions[i].ID, "clinician"), &p.Questions[i].Clinician)
		visit(words.Join("question", p.Questions[i].ID, "client"), &p.Questions[i].Client)
	}
	for i := range p.Rules {
		both(&p.Rules[i].Says, "rule", p.Rules[i].ID, "says")
		both(&p.Rules[i].Reopens, "rule", p.Rules[i].ID, "reopens")
	}
	for i := range p.Actions {
		both(&p.Actions[i].Says, "action", p.Actions[i].ID, "says")
	}
	for i := range p.Cautions {
		both(&p.Cautions[i].Says, "caution", p.Cautions[i].ID, "says")
	}
	places := map[string]int{}
	for i := range p.Crisis {
		c := &p.Crisis[i]
		place := strings.ToLower(c.Place)
		if places[place]++; places[place] > 1 {
			place += "-" + strconv.Itoa(places[place])
		}
		for _, part := range []struct {
			name string
			text *string
		}{{"emergency", &c.Emergency}, {"line", &c.Line}, {"text", &c.Text}} {
			if strings.ContainsFunc(*part.text, unicode.IsLetter) { // a bare number is the same in every language
				visit(words.Join("crisis", place, part.name), part.text)
			}
		}
	}
	for i := range p.Conflicts {
		c := &p.Conflicts[i]
		both(&c.Title, "conflict", c.ID, "title")
		both(&c.A.Says, "conflict", c.ID, "a", "says")
		both(&c.B.Says, "conflict", c.ID, "b", "says")
	}
}

// texts visits the texts of an option: its names and its description.
func (o *OptionInfo) texts(visit func(words.Key, *string)) {
	slug := strings.ReplaceAll(string(o.Option), "+", "-and-") // keys have no +
	visit(words.Join("option", slug, "name"), &o.Name)
	visit(words.Join("option", slug, "plain-name"), &o.PlainName)
	for _, part := range o.About.parts() {
		part.says.texts(visit, "option", slug, "about", part.name)
	}
}

// texts visits the words for both readers.
func (w *Words) texts(visit func(words.Key, *string), key ...string) {
	visit(words.Join(append(slices.Clip(key), Clinician.String())...), &w.Clinician)
	visit(words.Join(append(slices.Clip(key), Client.String())...), &w.Client)
}

// In returns the option with its names and its description in a language. Show it to people,
// but do not store it.
func (o OptionInfo) In(language words.Language) OptionInfo {
	if language.IsZero() {
		return o
	}
	o.texts(translate(language))
	return o
}

// translate puts a text in a language. An empty one stays empty.
func translate(language words.Language) func(words.Key, *string) {
	return func(key words.Key, text *string) {
		if *text != "" {
			*text = language.Text(key, *text)
		}
	}
}

// In returns the words for the reader in a language. key is the key of the words without the
// reader: Join("rule", id, "says").
func (w Words) In(language words.Language, key words.Key, reader Reader) string {
	if reader != Client {
		reader = Clinician
	}
	if language.IsZero() {
		return w.To(reader)
	}
	return language.Text(words.Join(string(key), reader.String()), w.To(reader))
}
