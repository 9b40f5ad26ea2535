package note

import (
	"cmp"
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
// sealed; see [Known]. Every form in use has to be stated: this library knows
// no nickname that nobody recorded, and inflects no name.
//
// The zero Names are none.
type Names struct {
	confidential.Hidden
	// Given are the given names, each in full: "Anne-Marie".
	Given []string `json:"given,omitempty"`
	// Family are the family names, present and earlier: "van der Berg".
	Family []string `json:"family,omitempty"`
	// Nicknames are all other forms in use: short forms, handles, names used online,
	// inflected forms in languages that have them, the name in another script.
	Nicknames []string `json:"nicknames,omitempty"`
}

// Known are the sealed names of one member. The zero Known are nobody's.
type Known struct {
	confidential.Hidden
	// Member is whose names they are.
	Member confidential.PersonID
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

//enum:names Form
var formNames = [numForms]string{
	FullName: "full-name", GivenName: "given-name", FamilyName: "family-name", Nickname: "nickname",
	Initials: "initials", NameAndInitial: "name-and-initial",
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

//enum:names Certainty
var certaintyNames = [numCertainties]string{Certain: "certain", Possible: "possible"}

// Mention is a place in a text at which a member may be named. It does not hold the
// name. The zero Mention is none.
type Mention struct {
	confidential.Hidden
	// Member is who may be named.
	Member confidential.PersonID `json:"member"`
	// Start and End are byte offsets into the text: text[Start:End] is the mention.
	Start int `json:"start"`
	End   int `json:"end"`
	// Form is in what form, and Certainty how sure it is.
	Form      Form      `json:"form"`
	Certainty Certainty `json:"certainty"`
}

// Checker finds the names of members in texts. It is made by [NewChecker],
// cannot be changed, and may be shared between goroutines. It prints as a
// placeholder: it holds names.
//
// The zero Checker knows no names and clears nothing.
type Checker struct {
	confidential.Hidden
	names *nameIndex
}

// nameIndex is behind a pointer, and the pointer is in a function, so that printing
// a struct with a checker inside shows an address.
type nameIndex struct{ open func() *patterns }

// CheckerSpec is what a note checker is made from. The zero CheckerSpec knows nobody.
type CheckerSpec struct {
	confidential.Hidden
	// Known are the sealed names, of every member the texts must not name.
	Known []Known
	// Open opens them, as a rule with [confidential.Value.Disclose] and a gate that
	// records it. It is asked once for each member.
	Open func(confidential.Value[Names]) (Names, error)
	// Words are further words of everyday language that are names too, in lower case,
	// for texts in other languages than English.
	Words []string
}

// NewChecker opens the names and prepares to look for them. It reports everything
// wrong at once: a member without a name is an error, since nothing could be found
// of them, and so is a name without a letter. An error of Open is reported as
// [therapy.ErrRequired] at its place, without its text.
func NewChecker(spec CheckerSpec) (Checker, error) {
	p := &patterns{byKey: map[string][]pattern{}}
	words := map[string]bool{}
	for _, w := range spec.Words {
		words[foldText(w)] = true
	}
	var check therapy.Check
	for i, known := range spec.Known {
		place := "/known/" + strconv.Itoa(i)
		switch {
		case known.Member.IsZero():
			check.Wrong(place+"/member", "person-id", idForm, therapy.ErrRequired)
			continue
		case slices.Contains(p.members, known.Member):
			check.Wrong(place+"/member", "names-twice", "one entry for each member", therapy.ErrDuplicate)
			continue
		case spec.Open == nil:
			check.Wrong("/open", "names-open", "a function that opens the sealed names", therapy.ErrRequired)
			return Checker{}, check.Err()
		}
		names, err := spec.Open(known.Names)
		if err != nil {
			check.Wrong(place+"/names", "names-sealed", "names that can be opened", therapy.ErrRequired)
			continue
		}
		p.members = append(p.members, known.Member)
		check.Part(place+"/names", p.add(len(p.members)-1, names, words))
	}
	if err := check.Err(); err != nil {
		return Checker{}, err
	}
	return Checker{names: &nameIndex{open: func() *patterns { return p }}}, nil
}

// MarshalJSON fails: a checker holds opened names, and is made anew.
func (Checker) MarshalJSON() ([]byte, error) { return nil, refused("note.NewChecker") }

// Covers reports whether the checker knows names of the member.
func (c Checker) Covers(member confidential.PersonID) bool {
	return c.names != nil && slices.Contains(c.names.open().members, member)
}

// Find yields every place at which a member may be named, by where it begins, then
// the longer one, then by id. Of several readings of one place for one member the
// longest stands.
//
// Names are found in any case, with or without accents, run together or apart, with
// a hyphen, an apostrophe or anything else short between their parts, in the
// possessive, and as initials. A name that is a word of everyday language is
// [Possible], unless it is capitalised in the middle of a sentence.
func (c Checker) Find(text string) iter.Seq[Mention] {
	return slices.Values(c.mentions(text))
}

func (c Checker) mentions(text string) []Mention {
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
	last := map[confidential.PersonID]int{} // where in kept, plus one
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
