package compose

import (
	"iter"
	"strings"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text that this package can say to a person, by key, for language
// packs.
func Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		var list []message
		both := func(t texts, parts ...string) {
			if t.clinician != "" {
				list = append(list, message{clinicianKey(parts...), t.clinician})
			}
			if t.client != "" {
				list = append(list, message{clientKey(parts...), t.client})
			}
		}
		for _, code := range append([]Code{CodeNotSuitable, CodeSeveralRules}, codeOrder...) {
			both(textsOf(code), "reason", slug(code))
		}
		for r := RuleSuitable; r < numRules; r++ {
			both(ruleTexts[r], "rule", r.String())
			list = append(list, message{clinicianKey("change", "rule", r.String()), ruleChanges[r]})
		}
		for k := ChangeSeat; k < numChangeKinds; k++ {
			list = append(list, message{clinicianKey("change", k.String()), changeTexts[k]})
		}
		list = append(list, loneChange, fewestChanges, oneWay, withOthers, staysOnList,
			placed, preferences, noPreferences, placedClient, likedClient)
		for _, p := range preferenceTexts {
			both(p.texts, "preference", p.name)
		}
		for _, m := range list {
			if !yield(m.key, m.english) {
				return
			}
		}
	}
}

// slug is a code as a part of a key.
func slug(c Code) string { return strings.ReplaceAll(string(c), ":", "-") }

// rule is the rule that a code names, if it names one.
func (c Code) rule() Rule {
	var r Rule
	name, found := strings.CutPrefix(string(c), noGroupPrefix)
	if !found || r.UnmarshalText([]byte(name)) != nil {
		return RuleNone
	}
	return r
}

// ForClinician says in sentences why the client has no place and what would give them one. It
// names groups and resources by their ids, and names no other person.
func (u Unplaced) ForClinician(l words.Language) []string {
	said := []string{l.Text(clinicianKey("reason", slug(u.Code)), textsOf(u.Code).clinician)}
	if r := u.Code.rule(); r != RuleNone {
		said[0] = l.Text(clinicianKey("rule", r.String()), ruleTexts[r].clinician)
	}
	if len(u.Changes) == 0 {
		return said
	}
	changes := make([]string, len(u.Changes))
	for k, c := range u.Changes {
		changes[k] = c.text(l)
	}
	way := oneWay
	if u.Fewest {
		way = fewestChanges
	}
	said = append(said, l.Format(way.key, way.english, words.Name("group", u.Group), words.Name("changes", l.And(changes...))))
	if n := len(u.Companions); n > 0 {
		said = append(said, l.Format(withOthers.key, withOthers.english, words.Number("n", n)))
	}
	return said
}

// ForClient tells the client the same in sentences, as far as they may know it: nothing about
// other people, and nothing about rules that would have to be ignored.
func (u Unplaced) ForClient(l words.Language) []string {
	said := l.Text(clientKey("reason", slug(u.Code)), textsOf(u.Code).client)
	if r := u.Code.rule(); r != RuleNone {
		said = l.Text(clientKey("rule", r.String()), ruleTexts[r].client)
	}
	if u.Code == CodeNotSuitable {
		return []string{said}
	}
	return []string{said, l.Text(staysOnList.key, staysOnList.english)}
}

// text says one change.
func (c Change) text(l words.Language) string {
	switch {
	case c.Kind == ChangeRule:
		return l.Text(clinicianKey("change", "rule", c.Rule.String()), ruleChanges[c.Rule])
	case c.Kind == ChangeQuota && c.To == 0:
		return l.Text(loneChange.key, loneChange.english)
	case c.Kind.Valid():
		return l.Format(clinicianKey("change", c.Kind.String()), changeTexts[c.Kind],
			words.Number("n", c.To), words.Name("resource", c.Resource))
	}
	return ""
}

// ForClinician gives the reasons for the place in sentences.
func (p Placement) ForClinician(l words.Language) []string {
	said := l.Format(placed.key, placed.english, words.Name("group", p.Group), words.Name("concern", p.Concern),
		words.Number("rank", p.ConcernRank), words.Number("severity", p.Severity))
	met := p.met(func(name string, t texts) string { return l.Text(clinicianKey("preference", name), t.clinician) })
	if len(met) == 0 {
		return []string{said, l.Text(noPreferences.key, noPreferences.english)}
	}
	return []string{said, l.Format(preferences.key, preferences.english, words.Name("list", l.And(met...)))}
}

// ForClient tells the client in sentences that there is a place, and which of their wishes it
// meets.
func (p Placement) ForClient(l words.Language) []string {
	said := []string{l.Format(placedClient.key, placedClient.english, words.Name("concern", p.Concern))}
	met := p.met(func(name string, t texts) string { return l.Text(clientKey("preference", name), t.client) })
	if len(met) > 0 {
		said = append(said, l.Format(likedClient.key, likedClient.english, words.Name("list", l.And(met...))))
	}
	return said
}

// met lists the preferences that the place meets.
func (p Placement) met(text func(name string, t texts) string) (list []string) {
	for k, met := range [...]bool{p.PreferredSlot, p.FirstLanguage, p.TherapistWish, p.PreferredMode} {
		if met {
			list = append(list, text(preferenceTexts[k].name, preferenceTexts[k].texts))
		}
	}
	return list
}
