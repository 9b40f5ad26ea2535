package group

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Names are the names somebody is known by. They are identity, and so they are kept
// sealed; see [KnownNames]. Every form in use has to be stated: this library knows
// no nickname that nobody recorded, and inflects no name.
//
// The zero Names are none.
type Names struct {
	// Given are the given names, each in full: "Anne-Marie".
	Given []string `json:"given,omitempty"`
	// Family are the family names, present and earlier: "van der Berg".
	Family []string `json:"family,omitempty"`
	// Nicknames are all other forms in use: short forms, handles, names used online,
	// inflected forms in languages that have them, the name in another script.
	Nicknames []string `json:"nicknames,omitempty"`
}

// KnownNames are the sealed names of one member. The zero KnownNames are nobody's.
type KnownNames struct {
	// Member is whose names they are.
	Member confidential.ID
	// Names are the names.
	Names confidential.Value[Names]
}

// Form is in what form a name occurs. The zero Form is unstated.
type Form uint8

// The forms of a name.
const (
	// FullName is given and family name together, in either order.
	FullName Form = iota + 1
	// GivenName is a given name, or a part of a double one.
	GivenName
	// FamilyName is a family name, or a part of a double one.
	FamilyName
	// Nickname is another recorded name.
	Nickname
	// Initials are the first letters: "A. B.", "AB", "A.".
	Initials
	// NameAndInitial is a name run together with a first letter, as in handles:
	// "abauer", "annab".
	NameAndInitial

	numForms
)

var formNames = [numForms]string{
	FullName: "full-name", GivenName: "given-name", FamilyName: "family-name", Nickname: "nickname",
	Initials: "initials", NameAndInitial: "name-and-initial",
}

// Valid reports whether f is one of the constants.
func (f Form) Valid() bool { return f > 0 && f < numForms }

// String returns the name, or a placeholder with the number.
func (f Form) String() string { return enumString("Form", formNames[:], uint8(f)) }

// AppendText appends the name; it fails for an invalid value.
func (f Form) AppendText(b []byte) ([]byte, error) { return enumAppend(b, formNames[:], uint8(f)) }

// MarshalText returns the name; it fails for an invalid value.
func (f Form) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (f *Form) UnmarshalText(text []byte) error {
	v, err := enumParse(formNames[:], text)
	if err == nil {
		*f = Form(v)
	}
	return err
}

// Certainty is how sure it is that a name is meant. The zero Certainty is unstated,
// and is to be taken as certain.
type Certainty uint8

// The certainties.
const (
	// Certain is a name that is hardly anything else where it stands.
	Certain Certainty = iota + 1
	// Possible is something that can be a name and can be something else: a common
	// word, initials, a name with an "s" at its end.
	Possible

	numCertainties
)

var certaintyNames = [numCertainties]string{Certain: "certain", Possible: "possible"}

// Valid reports whether c is one of the constants.
func (c Certainty) Valid() bool { return c > 0 && c < numCertainties }

// String returns the name, or a placeholder with the number.
func (c Certainty) String() string { return enumString("Certainty", certaintyNames[:], uint8(c)) }

// AppendText appends the name; it fails for an invalid value.
func (c Certainty) AppendText(b []byte) ([]byte, error) {
	return enumAppend(b, certaintyNames[:], uint8(c))
}

// MarshalText returns the name; it fails for an invalid value.
func (c Certainty) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText accepts the exact names only.
func (c *Certainty) UnmarshalText(text []byte) error {
	v, err := enumParse(certaintyNames[:], text)
	if err == nil {
		*c = Certainty(v)
	}
	return err
}

// Mention is a place in a text at which a member may be named. It does not hold the
// name. The zero Mention is none.
type Mention struct {
	// Member is who may be named.
	Member confidential.ID `json:"member"`
	// Start and End are byte offsets into the text: text[Start:End] is the mention.
	Start int `json:"start"`
	End   int `json:"end"`
	// Form is in what form, and Certainty how sure it is.
	Form      Form      `json:"form"`
	Certainty Certainty `json:"certainty"`
}

// NoteChecker finds the names of members in texts. It is made by [NewNoteChecker],
// cannot be changed, and may be shared between goroutines. It prints as a
// placeholder: it holds names.
//
// The zero NoteChecker knows no names and clears nothing.
type NoteChecker struct{ names *nameIndex }

// nameIndex is behind a pointer, and the pointer is in a function, so that printing
// a struct with a checker inside shows an address.
type nameIndex struct{ open func() *patterns }

type patterns struct {
	members []confidential.ID
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

// surer reports whether p is a better reading of the same letters than q.
func (p pattern) surer(q pattern) bool {
	return !p.loose && (q.loose || !p.word && q.word)
}

// NamesSpec is what a note checker is made from. The zero NamesSpec knows nobody.
type NamesSpec struct {
	// Known are the sealed names, of every member the texts must not name.
	Known []KnownNames
	// Open opens them, as a rule with [confidential.Value.Disclose] and a gate that
	// records it. It is asked once for each member.
	Open func(confidential.Value[Names]) (Names, error)
	// Words are further words of everyday language that are names too, in lower case,
	// for texts in other languages than English.
	Words []string
}

// NewNoteChecker opens the names and prepares to look for them. It reports everything
// wrong at once: a member without a name is an error, since nothing could be found
// of them, and so is a name without a letter. An error of Open is reported as
// [therapy.ErrRequired] at its place, without its text.
func NewNoteChecker(spec NamesSpec) (NoteChecker, error) {
	p := &patterns{byKey: map[string][]pattern{}}
	words := map[string]bool{}
	for _, w := range spec.Words {
		words[foldText(w)] = true
	}
	var errs []error
	for i, known := range spec.Known {
		place := therapy.Pointer("known", strconv.Itoa(i))
		switch {
		case known.Member.IsZero():
			errs = append(errs, fail(place+"/member", "person-id", idForm, therapy.ErrRequired))
			continue
		case slices.Contains(p.members, known.Member):
			errs = append(errs, fail(place+"/member", "names-twice", "one entry a member", therapy.ErrDuplicate))
			continue
		case spec.Open == nil:
			errs = append(errs, fail("/open", "names-open", "names are sealed, and somebody has to open them", therapy.ErrRequired))
			return NoteChecker{}, errors.Join(errs...)
		}
		names, err := spec.Open(known.Names)
		if err != nil {
			errs = append(errs, fail(place+"/names", "names-sealed", "could not be opened", therapy.ErrRequired))
			continue
		}
		p.members = append(p.members, known.Member)
		errs = append(errs, therapy.At(place+"/names", p.add(len(p.members)-1, names, words)))
	}
	if err := errors.Join(errs...); err != nil {
		return NoteChecker{}, err
	}
	return NoteChecker{names: &nameIndex{open: func() *patterns { return p }}}, nil
}

// String returns a placeholder.
func (NoteChecker) String() string { return confidential.Placeholder }

// GoString returns a placeholder.
func (NoteChecker) GoString() string { return confidential.Placeholder }

// Covers reports whether the checker knows names of the member.
func (c NoteChecker) Covers(member confidential.ID) bool {
	return c.names != nil && slices.Contains(c.names.open().members, member)
}

// add prepares every form of one member's names.
func (p *patterns) add(member int, names Names, words map[string]bool) error {
	var errs []error
	for _, list := range []struct {
		path  string
		names []string
		form  Form
	}{{"given", names.Given, GivenName}, {"family", names.Family, FamilyName}, {"nicknames", names.Nicknames, Nickname}} {
		for i, name := range list.names {
			if foldText(name) == "" {
				errs = append(errs, fail(therapy.Pointer(list.path, strconv.Itoa(i)), "name-letters", "a name has a letter", therapy.ErrSyntax))
				continue
			}
			p.addName(member, name, list.form, words)
		}
	}
	if len(names.Given)+len(names.Family)+len(names.Nicknames) == 0 {
		errs = append(errs, fail("", "names-none", "at least one name", therapy.ErrRequired))
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
	return errors.Join(errs...)
}

// addName enters a name and, of a name in several parts, each part that can stand
// alone.
func (p *patterns) addName(member int, name string, form Form, words map[string]bool) {
	for _, name := range variants(name) {
		parts := splitName(name)
		whole := strings.Join(parts, "")
		p.enter(whole, pattern{member: member, form: form, parts: len(parts), word: len(parts) == 1 && isWord(whole, words)})
		if len(parts) < 2 {
			continue
		}
		for _, part := range parts {
			if !particles[part] && utf8.RuneCountInString(part) > 1 {
				p.enter(part, pattern{member: member, form: form, parts: 1, word: isWord(part, words)})
			}
		}
	}
}

// addPair enters two names together, in either order, and the handles made of one
// and the first letter of the other.
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

// variants returns a name as it is, and with its marks written out as a second
// letter where that is usual.
func variants(name string) []string {
	if long := longMarks.Replace(name); long != name {
		return []string{name, long}
	}
	return []string{name}
}

var longMarks = strings.NewReplacer(
	"ä", "ae", "Ä", "Ae", "a\u0308", "ae", "A\u0308", "Ae", "ö", "oe", "Ö", "Oe", "o\u0308", "oe", "O\u0308", "Oe",
	"ü", "ue", "Ü", "Ue", "u\u0308", "ue", "U\u0308", "Ue", "ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa", "a\u030a", "aa", "A\u030a", "Aa",
)

// addInitials enters the first letters of given and family names: of all of them,
// and of the first of each, in either order. Single letters are entered as well.
func (p *patterns) addInitials(member int, names Names) {
	letters := func(list []string) string {
		var all strings.Builder
		for _, name := range list {
			for _, part := range splitName(name) {
				if !particles[part] {
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

// enter puts the key in, with and without an "s" at its end and with the letters
// that German and the Nordic languages write as two as one; or, for scripts without
// spaces, as something to look for inside of words.
func (p *patterns) enter(key string, what pattern) {
	if strings.ContainsFunc(key, unspaced) {
		what.key = key
		what.loose = utf8.RuneCountInString(key) == 1
		p.inside = append(p.inside, what)
		return
	}
	p.put(key, what)
	what.loose = true
	short := digraphs.Replace(key)
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

var digraphs = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "aa", "a")

func isWord(key string, words map[string]bool) bool { return commonWords[key] || words[key] }

// splitName cuts a name into folded parts at everything that is no letter.
func splitName(name string) []string {
	var parts []string
	for w := range wordsOf(name) {
		parts = append(parts, w.key)
	}
	return parts
}

// foldText returns the folded letters of a text, run together.
func foldText(text string) string { return strings.Join(splitName(text), "") }

func first(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// Find yields every place at which a member may be named, by where it begins, then
// the longer one, then by id. Of several readings of one place for one member the
// longest stands.
//
// Names are found in any case, with or without accents, run together or apart, with
// a hyphen, an apostrophe or anything else short between their parts, in the
// possessive, and as initials. A name that is a word of everyday language is
// [Possible], unless it is capitalised in the middle of a sentence.
func (c NoteChecker) Find(text string) iter.Seq[Mention] {
	return slices.Values(c.mentions(text))
}

func (c NoteChecker) mentions(text string) []Mention {
	if c.names == nil {
		return nil
	}
	p := c.names.open()
	words := slices.Collect(wordsOf(text))
	var found []Mention
	buffer := make([]byte, 0, p.longest+utf8.UTFMax)
	for i := range words {
		// Both spellings of a letter with a mark: "ü" typed as "u" and as "ue".
		for _, expanded := range [...]bool{false, true} {
			buffer = buffer[:0]
			differs := false
			for j := i; j < len(words) && (j == i || words[j].near); j++ {
				key := words[j].key
				if expanded && words[j].expanded != "" {
					key, differs = words[j].expanded, true
				}
				if buffer = append(buffer, key...); len(buffer) > p.longest {
					break
				}
				if expanded && !differs {
					continue
				}
				for _, what := range p.byKey[string(buffer)] {
					if m, ok := p.mention(text, words[i:j+1], what); ok {
						found = append(found, m)
					}
				}
			}
		}
	}
	for _, w := range words {
		found = p.findInside(found, w)
	}
	return longest(found)
}

// mention decides whether words that have the letters of a name are the name.
func (p *patterns) mention(text string, words []word, what pattern) (Mention, bool) {
	head := words[0]
	m := Mention{Member: p.members[what.member], Start: words[0].start, End: words[len(words)-1].end, Form: what.form, Certainty: Certain}
	if what.form == Initials {
		return m, initialsAt(text, words, &m)
	}
	switch capitalised := head.capital && !head.opens; {
	case what.loose, len(words) > what.parts, what.word && !capitalised:
		m.Certainty = Possible
	}
	return m, true
}

// initialsAt decides whether single letters are initials. All of them have to be
// capitals, or stand with dots. Initials of two or more with dots are certain; all
// others can be something else. "A" and "I" alone are words unless a dot follows.
func initialsAt(text string, words []word, m *Mention) bool {
	capitals, dots, letters := true, 0, 0
	for _, w := range words {
		n := utf8.RuneCountInString(w.key)
		letters += n
		capitals = capitals && w.capitals
		if n == 1 && strings.HasPrefix(text[w.end:], ".") {
			dots++
		}
	}
	dotted := dots == len(words)
	switch {
	case !capitals && !dotted:
		return false
	case len(words) > 1 && letters > len(words):
		return false // "AB C": two words, not initials
	case letters == 1 && !dotted && (words[0].key == "a" || words[0].key == "i"):
		return false
	case letters == 1 || !dotted || !capitals:
		m.Certainty = Possible
	}
	if dotted {
		m.End++
	}
	return true
}

// findInside looks for names in scripts that put no spaces between words.
func (p *patterns) findInside(found []Mention, w word) []Mention {
	for _, what := range p.inside {
		for from := 0; ; {
			at := strings.Index(w.key[from:], what.key)
			if at < 0 {
				break
			}
			from += at
			m := Mention{Member: p.members[what.member], Start: w.offsets[from], End: w.endOf(from + len(what.key)), Form: what.form, Certainty: Certain}
			if what.loose {
				m.Certainty = Possible
			}
			found = append(found, m)
			from += len(first(what.key))
		}
	}
	return found
}

// longest sorts the mentions and drops those inside another of the same
// member, which becomes certain if one of them was.
func longest(found []Mention) []Mention {
	slices.SortStableFunc(found, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), a.Member.Compare(b.Member), cmp.Compare(a.Certainty, b.Certainty), cmp.Compare(a.Form, b.Form))
	})
	kept := found[:0]
	last := map[confidential.ID]int{} // where in kept, plus one
	for _, m := range found {
		if i := last[m.Member]; i > 0 && m.End <= kept[i-1].End {
			if m.Certainty == Certain {
				kept[i-1].Certainty = Certain // "ZOE" in "ZOE's"
			}
			continue
		}
		kept = append(kept, m)
		last[m.Member] = len(kept)
	}
	return slices.Clip(kept)
}

// unspaced reports whether the script of r puts no spaces between words, or puts
// endings straight onto names, so that names are looked for inside of words.
func unspaced(r rune) bool {
	return r >= '\u0e00' && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
