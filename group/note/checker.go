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

// Names are the names that a person uses. They identify the person, so they are kept sealed;
// see [Known]. Every form in use has to be stated: this library does not guess nicknames or
// inflected forms.
//
// The zero Names are empty.
type Names struct {
	confidential.Hidden
	// Given are the given names, each in full: "Anne-Marie".
	Given []string `json:"given,omitempty"`
	// Family are the family names, present and earlier: "van der Berg".
	Family []string `json:"family,omitempty"`
	// Nicknames are all other forms in use: short forms, user names, names used online,
	// inflected forms in languages that have them, the name in another script.
	Nicknames []string `json:"nicknames,omitempty"`
}

// Known are the sealed names of one member. The zero Known belong to nobody.
type Known struct {
	confidential.Hidden
	// Member is the person with these names.
	Member confidential.PersonID
	// Names are the names.
	Names confidential.Value[Names]
}

// Form is the form in which a name occurs. The zero Form is unstated.
type Form uint8

// The forms of a name.
const (
	// FullName is given and family name together, in either order.
	FullName Form = iota + 1
	// GivenName is a given name, or a part of a double name.
	GivenName
	// FamilyName is a family name, or a part of a double name.
	FamilyName
	// Nickname is another recorded name.
	Nickname
	// Initials are the first letters: "A. B.", "AB", "A.".
	Initials
	// NameAndInitial is a name joined with a first letter, as in user names: "abauer",
	// "annab".
	NameAndInitial

	numForms
)

//enum:names Form
var formNames = [numForms]string{
	FullName: "full-name", GivenName: "given-name", FamilyName: "family-name", Nickname: "nickname",
	Initials: "initials", NameAndInitial: "name-and-initial",
}

// Certainty says how sure it is that a name is meant. The zero Certainty is unstated; treat
// it as Certain.
type Certainty uint8

// The certainties.
const (
	// Certain means that at this place it can hardly be anything else than the name.
	Certain Certainty = iota + 1
	// Possible means that it can be a name or something else: a common word, initials, a name
	// with an "s" at its end.
	Possible

	numCertainties
)

//enum:names Certainty
var certaintyNames = [numCertainties]string{Certain: "certain", Possible: "possible"}

// Mention is a place in a text at which a member may be named. It does not hold the
// name. The zero Mention means no mention.
type Mention struct {
	confidential.Hidden
	// Member is the person who may be named.
	Member confidential.PersonID `json:"member"`
	// Start and End are byte offsets into the text: text[Start:End] is the mention.
	Start int `json:"start"`
	End   int `json:"end"`
	// Form is the form of the name, and Certainty how sure it is.
	Form      Form      `json:"form"`
	Certainty Certainty `json:"certainty"`
}

// Checker finds the names of members in texts. [NewChecker] makes it. It is immutable and may
// be shared between goroutines. Because it contains names, it prints as a placeholder.
//
// The zero Checker has no names and clears no note.
type Checker struct {
	confidential.Hidden
	names *nameIndex
}

// nameIndex is a function that returns the index, so that printing a struct with a checker
// inside shows only an address.
type nameIndex struct{ open func() *patterns }

// CheckerSpec is the data for a note checker. The zero CheckerSpec has no members.
type CheckerSpec struct {
	confidential.Hidden
	// Known are the sealed names of every member whom the texts must not name.
	Known []Known
	// Open opens them, normally with [confidential.Value.Disclose] and a gate that records
	// it. It is called once for each member.
	Open func(confidential.Value[Names]) (Names, error)
	// Words are further everyday words that are also names, in lower case, for texts in other
	// languages than English.
	Words []string
}

// NewChecker opens the names and prepares the search for them. It reports everything wrong at
// once. A member without a name is an error, since nothing about them could be found, and so
// is a name without a letter. An error of Open is reported as [therapy.ErrRequired] at its
// place, without its text.
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

// MarshalJSON always returns an error: a checker contains opened names. Make a new one with
// NewChecker.
func (Checker) MarshalJSON() ([]byte, error) { return nil, refused("note.NewChecker") }

// Covers reports whether the checker knows names of the member.
func (c Checker) Covers(member confidential.PersonID) bool {
	return c.names != nil && slices.Contains(c.names.open().members, member)
}

// Find yields every place at which a member may be named, ordered by start, then the longer
// one first, then by id. If a place can be read as several names of one member, only the
// longest is yielded.
//
// Names are found in upper or lower case, with or without accents, as one word or several,
// with a hyphen, an apostrophe or something else short between their parts, in the
// possessive, and as initials. A name that is also an everyday word is [Possible], unless it
// is capitalised in the middle of a sentence.
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

// mention decides whether words with the letters of a name are the name.
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

// initialsAt decides whether single letters are initials. All of them have to be capitals or
// be followed by dots. Two or more initials with dots are certain; all others are possible.
// "A" and "I" alone are words unless a dot follows.
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

// findInside finds names in scripts without spaces between words.
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

// longest sorts the mentions and drops those inside another mention of the same member. If a
// dropped one was certain, the longer one becomes certain.
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

// unspaced reports whether the script of r has no spaces between words, or adds endings
// directly to names, so that names are searched inside words.
func unspaced(r rune) bool {
	return r >= '\u0e00' && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
