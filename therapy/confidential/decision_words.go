package confidential

import (
	"iter"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"
)

// In returns the decision with its texts in a language: the reason, the duties, the needs,
// and how the law varies. Show it to people, but do not store it. The texts of a row have the
// keys that [Table.Messages] yields.
func (d Decision) In(language words.Language) Decision {
	if d.Reason != "" {
		d.Reason = language.Text(ruleKey(d.Rule, "reason"), d.Reason)
	}
	if d.Varies != "" {
		d.Varies = language.Text(variesKey(d.Varies), d.Varies)
	}
	d.duties = slices.Clone(d.duties)
	for i, duty := range d.duties {
		d.duties[i] = language.Text(dutyKey(duty), duty)
	}
	d.language = language
	return d
}

// Messages yields the texts of the rows in English, with their keys: reasons, duties, and how
// the law varies.
func (t *Table) Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		seen := map[words.Key]bool{}
		say := func(key words.Key, text string) bool {
			if text == "" || seen[key] {
				return true
			}
			seen[key] = true
			return yield(key, text)
		}
		for _, r := range t.All() {
			if !say(ruleKey(r.ID, "reason"), r.Reason) || !say(variesKey(r.Varies), r.Varies) {
				return
			}
			for _, duty := range r.Duties {
				if !say(dutyKey(duty), duty) {
					return
				}
			}
		}
	}
}

func ruleKey(rule, part string) words.Key { return words.Join("gate", "rule", words.Slug(rule), part) }

// Texts that are the same in several rows have one key.
func dutyKey(duty string) words.Key { return words.Join("gate", "duty", words.Slug(duty)) }

func variesKey(varies string) words.Key {
	slug := words.Slug(varies)
	if strings.ToUpper(varies) == varies { // "YES" is more than "yes"
		slug += "-strongly"
	}
	return words.Join("gate", "varies", slug)
}

// guardMessages yields why the guards refuse.
func guardMessages(yield func(words.Key, string) bool) {
	for _, g := range guards {
		if !yield(ruleKey(g.Rule, "reason"), g.Reason) {
			return
		}
	}
}

// guards lists all guards, for their texts.
var guards = [...]*Decision{
	&guardGate, &guardUnstated, &guardTime, &guardKind, &guardLabel, &guardForm, &guardNever, &guardSubject, &guardSelf,
	&guardNobody, &guardOthers, &guardSubstance, &guardApproval, &guardRefused, &guardNoRow,
}
