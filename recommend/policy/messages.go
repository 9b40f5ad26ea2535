package policy

import (
	"iter"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text of the policy that a person reads, in English, with
// its key: "rule.ID.says.client", "caution.ID.says.clinician",
// "statement.NAME.question". Keys are made of ids, so that they stay while texts
// change. Empty texts are left out. The order is that of the policy.
func (p Policy) Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		m := messages{yield: yield}
		m.text(p.Title, "policy", "title")
		m.both(p.Profile, "policy", "profile")
		for _, o := range p.Options {
			m.text(o.Name, "option", o.Option.slug(), "name")
			m.text(o.PlainName, "option", o.Option.slug(), "plain-name")
		}
		for f, info := range p.Factors.All() {
			m.text(info.Question, "statement", string(f), "question")
			m.text(info.PlainQuestion, "statement", string(f), "plain-question")
			m.text(info.Definition, "statement", string(f), "definition")
		}
		for _, r := range p.Rules {
			m.both(r.Says, "rule", r.ID, "says")
			m.both(r.Reopens, "rule", r.ID, "reopens")
		}
		for _, a := range p.Actions {
			m.both(a.Says, "action", a.ID, "says")
		}
		for _, c := range p.Cautions {
			m.both(c.Says, "caution", c.ID, "says")
		}
		for _, c := range p.Conflicts {
			m.both(c.Title, "conflict", c.ID, "title")
			m.both(c.A.Says, "conflict", c.ID, "a", "says")
			m.both(c.B.Says, "conflict", c.ID, "b", "says")
		}
	}
}

type messages struct {
	yield func(words.Key, string) bool
	done  bool
}

func (m *messages) text(english string, key ...string) {
	if !m.done && english != "" {
		m.done = !m.yield(words.Join(key...), english)
	}
}

func (m *messages) both(w Words, key ...string) {
	m.text(w.Clinician, append(key[:len(key):len(key)], Clinician.String())...)
	m.text(w.Client, append(key[:len(key):len(key)], Client.String())...)
}

// In returns the words for the reader in a language; key is that of the words,
// without the reader: Join("rule", id, "says").
func (w Words) In(language words.Language, key words.Key, reader Reader) string {
	if reader != Client {
		reader = Clinician
	}
	if language.IsZero() {
		return w.To(reader)
	}
	return language.Text(words.Join(string(key), reader.String()), w.To(reader))
}

// NameIn returns the name of the option for the reader in a language.
func (o OptionInfo) NameIn(language words.Language, reader Reader) string {
	if reader == Client {
		return language.Text(words.Join("option", o.Option.slug(), "plain-name"), o.PlainName)
	}
	return language.Text(words.Join("option", o.Option.slug(), "name"), o.Name)
}

// slug is the option in the letters that keys may have.
func (o Option) slug() string { return strings.ReplaceAll(string(o), "+", "-and-") }
