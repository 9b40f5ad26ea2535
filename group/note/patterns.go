package note

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// patterns are everything that a checker searches for: the folded letters of every form of
// every name, with the member it belongs to.
type patterns struct {
	members []confidential.PersonID
	byKey   map[string][]pattern
	longest int // bytes of the longest key
	inside  []pattern
}

type pattern struct {
	member int
	form   Form
	parts  int    // of how many words the name consists as it is recorded
	word   bool   // also a word of everyday language
	loose  bool   // never more than possible: an ending added, a letter left out
	key    string // for inside only
}

// surer reports whether p is a more certain reading of the same letters than q.
func (p pattern) surer(q pattern) bool {
	return !p.loose && (q.loose || !p.word && q.word)
}

// add prepares every form of one member's names.
func (p *patterns) add(member int, names Names, words map[string]bool) error {
	var check therapy.Check
	for _, list := range []struct {
		path  string
		names []string
		form  Form
	}{{"given", names.Given, GivenName}, {"family", names.Family, FamilyName}, {"nicknames", names.Nicknames, Nickname}} {
		for i, name := range list.names {
			if foldText(name) == "" {
				check.Wrong("/"+list.path+"/"+strconv.Itoa(i), "name-letters", "a name has a letter", therapy.ErrSyntax)
				continue
			}
			if !readAsOneName(name) {
				check.Wrong("/"+list.path+"/"+strconv.Itoa(i), "name-apart",
					"the parts of a name stand close together, in one script, with no end of a sentence between them", therapy.ErrSyntax)
				continue
			}
			p.addName(member, name, list.form, words)
		}
	}
	if len(names.Given)+len(names.Family)+len(names.Nicknames) == 0 {
		check.Wrong("", "names-none", "at least one name", therapy.ErrRequired)
	}
	for _, family := range names.Family {
		for _, given := range names.Given {
			p.addPair(member, given, family)
		}
		for _, nickname := range names.Nicknames {
			p.addPair(member, nickname, family)
		}
	}
	if len(names.Given) > 0 && len(names.Family) > 0 {
		p.addInitials(member, names)
	}
	return check.Err()
}

// readAsOneName reports whether the name is read as one name when it occurs in a text. A name
// that is not could not be found.
func readAsOneName(name string) bool {
	first, unspaced := true, false
	for w := range wordsOf(name) {
		// Scripts with and without spaces are read in different ways: a name in both scripts
		// must be recorded as two names.
		if !first && (w.unspaced != unspaced || !w.near && !w.unspaced) {
			return false
		}
		first, unspaced = false, w.unspaced
	}
	return true
}

// addName enters a name and, if it has several parts, each part that can be used alone.
func (p *patterns) addName(member int, name string, form Form, words map[string]bool) {
	for _, name := range variants(name) {
		parts := splitName(name)
		whole := strings.Join(parts, "")
		p.enter(whole, pattern{member: member, form: form, parts: len(parts), word: len(parts) == 1 && isWord(whole, words)})
		if len(parts) < 2 {
			continue
		}
		for _, part := range parts {
			if !tables().particles[part] && utf8.RuneCountInString(part) > 1 {
				p.enter(part, pattern{member: member, form: form, parts: 1, word: isWord(part, words)})
			}
		}
	}
}

// addPair enters two names together, in either order, and the user names made from one and
// the first letter of the other.
func (p *patterns) addPair(member int, given, family string) {
	for _, given := range variants(given) {
		for _, family := range variants(family) {
			g, f := foldText(given), foldText(family)
			if g == "" || f == "" {
				continue // reported where the name itself is entered
			}
			full := pattern{member: member, form: FullName, parts: len(splitName(given)) + len(splitName(family))}
			p.enter(g+f, full)
			p.enter(f+g, full)
			handle := pattern{member: member, form: NameAndInitial, parts: 2, loose: true}
			for _, key := range []string{first(g) + f, f + first(g), g + first(f), first(f) + g} {
				if utf8.RuneCountInString(key) > 3 {
					p.put(key, handle)
				}
			}
		}
	}
}

// variants returns a name unchanged, and with its marks written as a second letter if that is
// usual.
func variants(name string) []string {
	if long := tables().longMarks.Replace(name); long != name {
		return []string{name, long}
	}
	return []string{name}
}

// addInitials enters the first letters of given and family names: of all names, and of the
// first name of each kind, in either order. Single letters are entered as well.
func (p *patterns) addInitials(member int, names Names) {
	letters := func(list []string) string {
		var all strings.Builder
		for _, name := range list {
			for _, part := range splitName(name) {
				if !tables().particles[part] {
					all.WriteString(first(part))
				}
			}
		}
		return all.String()
	}
	given, family := letters(names.Given), letters(names.Family)
	each := []string{given + family, family + given}
	for _, g := range names.Given {
		for _, f := range names.Family {
			// With the particles ("AvdB") and without them ("AB").
			each = append(each, letters([]string{g})+letters([]string{f}), letters([]string{f})+letters([]string{g}), first(foldText(g))+first(foldText(f)))
			var withParticles strings.Builder
			for _, part := range slices.Concat(splitName(g), splitName(f)) {
				withParticles.WriteString(first(part))
			}
			each = append(each, withParticles.String())
		}
	}
	for _, key := range each {
		if utf8.RuneCountInString(key) > 1 {
			p.put(key, pattern{member: member, form: Initials})
		}
	}
	for _, r := range given + family {
		p.put(string(r), pattern{member: member, form: Initials})
	}
}

// enter adds the key: with and without an "s" at its end, and with double letters of German
// and the Nordic languages also written as one. For scripts without spaces it adds the key
// for the search inside words.
func (p *patterns) enter(key string, what pattern) {
	if strings.ContainsFunc(key, unspaced) {
		what.key = key
		what.loose = utf8.RuneCountInString(key) == 1
		p.inside = append(p.inside, what)
		return
	}
	p.put(key, what)
	what.loose = true
	short := tables().digraphs.Replace(key)
	for _, spelling := range [...]string{short, key + "s", key + "es", short + "s"} {
		p.put(spelling, what)
	}
}

func (p *patterns) put(key string, what pattern) {
	i := slices.IndexFunc(p.byKey[key], func(q pattern) bool {
		return q.member == what.member && (q.form == Initials) == (what.form == Initials)
	})
	switch {
	case i < 0:
		p.byKey[key] = append(p.byKey[key], what)
		p.longest = max(p.longest, len(key))
	case what.surer(p.byKey[key][i]):
		p.byKey[key][i] = what
	}
}

func isWord(key string, words map[string]bool) bool { return tables().common[key] || words[key] }

// splitName splits a name into folded parts at every character that is not a letter.
func splitName(name string) []string {
	var parts []string
	for w := range wordsOf(name) {
		parts = append(parts, w.key)
	}
	return parts
}

// foldText returns the folded letters of a text as one word.
func foldText(text string) string { return strings.Join(splitName(text), "") }

func first(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}
