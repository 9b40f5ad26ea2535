package note_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// madeUp are the made-up members of these tests.
func madeUp() *book {
	b := &book{}
	b.add(member(1), note.Names{Given: []string{"Zoë", "Anne-Marie"}, Family: []string{"Müller"}, Nicknames: []string{"Zozo"}})
	b.add(member(2), note.Names{Given: []string{"Will"}, Family: []string{"O'Connor"}})
	b.add(member(3), note.Names{Given: []string{"小明"}, Family: []string{"王"}})
	b.add(member(4), note.Names{Given: []string{"Łukasz"}, Family: []string{"van der Berg", "Sørensen-Kjær"}})
	b.add(member(5), note.Names{Given: []string{"Grace", "Hope"}, Family: []string{"Jones"}, Nicknames: []string{"Gigi99"}})
	b.add(member(6), note.Names{Given: []string{"Jo"}})
	b.add(member(7), note.Names{Given: []string{"Иван"}, Family: []string{"Йорданов"}})
	return b
}

func TestFindNames(t *testing.T) {
	t.Parallel()
	c := madeUp().checker(t)
	for _, tt := range []struct {
		name string
		text string
		want string // "member text form certainty", joined
	}{
		{"given name", "then Zoë spoke", "01 Zoë given-name certain"},
		{"accent left out", "then Zoe spoke", "01 Zoe given-name certain"},
		{"accent typed by itself", "then Zoe\u0308 spoke", "01 Zoe\u0308 given-name certain"},
		{"capitals", "ZOE!", "01 ZOE given-name certain"},
		{"small letters", "what zoe said", "01 zoe given-name certain"},
		{"possessive", "in Zoe's chair", "01 Zoe's given-name certain"},
		{"possessive with a round apostrophe", "in Zoë’s chair", "01 Zoë’s given-name certain"},
		{"possessive without apostrophe", "in Zoes chair", "01 Zoes given-name possible"},
		{"plural of the family", "the Joneses came", "05 Joneses family-name possible"},
		{"name ending in s", "James and Jones' idea", "05 Jones family-name certain"},
		{"hyphen", "Anne-Marie wept", "01 Anne-Marie given-name certain"},
		{"hyphen left out", "Annemarie wept", "01 Annemarie given-name certain"},
		{"space for the hyphen", "Anne Marie wept", "01 Anne Marie given-name certain"},
		{"other dashes, spaced", "Anne – Marie wept", "01 Anne – Marie given-name certain"},
		{"half of a double name", "Marie wept", "01 Marie given-name certain"},
		{"divided at the end of a line", "and Anne-Ma-\nrie wept", "01 Anne-Ma-\nrie given-name certain"},
		{"divided, in a file of Windows", "and Anne-Ma-\r\nrie wept", "01 Anne-Ma-\r\nrie given-name certain"},
		{"soft hyphen inside", "Anne\u00adma\u00adrie wept", "01 Anne\u00adma\u00adrie given-name certain"},
		{"zero width space inside", "then Z\u200boe spoke", "01 Z\u200boe given-name certain"},
		{"full-width letters", "then Ｚｏｅ spoke", "01 Ｚｏｅ given-name certain"},
		{"letters set apart", "then Z o e spoke", "01 Z o e given-name possible"},
		{"umlaut written out", "Mueller", "01 Mueller family-name certain"},
		{"umlaut left out", "Muller", "01 Muller family-name certain"},
		{"umlaut typed by itself", "Mu\u0308ller", "01 Mu\u0308ller family-name certain"},
		{"full name", "Zoë Müller", "01 Zoë Müller full-name certain"},
		{"family name first", "Müller, Zoë", "01 Müller, Zoë full-name certain"},
		{"run together", "zoemueller", "01 zoemueller full-name certain"},
		{"in an address", "zoe.muller@example.org", "01 zoe.muller full-name certain"},
		{"handle", "zmuller wrote", "01 zmuller name-and-initial possible"},
		{"nickname", "Zozo laughed", "01 Zozo nickname certain"},
		{"nickname and family name", "Zozo Muller laughed", "01 Zozo Muller full-name certain"},
		{"nickname with digits", "gigi99 wrote", "05 gigi nickname certain"},
		{"initials with dots", "then Z.M. spoke", "01 Z.M. initials certain"},
		{"initials with dots and spaces", "then Z. M. spoke", "01 Z. M. initials certain"},
		{"all initials", "then Z.A.M.M. spoke", "01 Z.A.M.M. initials certain"},
		{"initials without dots", "then ZM spoke", "01 ZM initials possible"},
		{"initials reversed", "then M.Z. spoke", "01 M.Z. initials certain"},
		{"small initials with dots", "then z.m. spoke", "01 z.m. initials possible"},
		{"small letters without dots are no initials", "a zm b", ""},
		{"initials, possessive", "in Z.M.'s chair", "01 Z.M. initials certain"},
		{"one initial", "then Z. spoke", "01 Z. initials possible"},
		{"one initial without a dot", "then Z spoke", "01 Z initials possible"},
		{"initial and family name", "Z. Müller spoke", "01 Z. initials possible; 01 Müller family-name certain"},
		{"the word", "they will go", "02 will given-name possible"},
		{"the word that opens a sentence", "It is late. Will they go?", "02 Will given-name possible"},
		{"capitalised in the middle: the name", "we asked Will about it", "02 Will given-name certain"},
		{"two names that are words", "with grace and hope", "05 grace given-name possible; 05 hope given-name possible"},
		{"apostrophe in the name", "O'Connor left", "02 O'Connor family-name certain"},
		{"another apostrophe", "O’Connor left", "02 O’Connor family-name certain"},
		{"apostrophe left out", "Oconnor left", "02 Oconnor family-name certain"},
		{"space for the apostrophe", "O Connor left", "02 O Connor family-name certain"},
		{"part after the apostrophe", "Connor left", "02 Connor family-name certain"},
		{"Chinese, inside a sentence", "今天王小明说", "03 王小明 full-name certain"},
		{"Chinese given name", "小明说", "03 小明 given-name certain"},
		{"Chinese family name alone", "王先生说", "03 王 family-name possible"},
		{"Chinese text, Latin name", "今天Zoe说", "01 Zoe given-name certain"},
		{"stroke left out", "Lukasz left", "04 Lukasz given-name certain"},
		{"particles", "van der Berg left", "04 van der Berg family-name certain"},
		{"particles run together", "Vanderberg left", "04 Vanderberg family-name certain"},
		{"without the particles", "Berg left", "04 Berg family-name certain"},
		{"particle alone is no name", "the van left", ""},
		{"Danish letters", "Soerensen and Kjaer", "04 Soerensen family-name certain; 04 Kjaer family-name certain"},
		{"Danish double name", "Sorensen Kjaer", "04 Sorensen Kjaer family-name certain"},
		{"Cyrillic with its mark left out", "Иорданов сказал", "07 Иорданов family-name certain"},
		{"Cyrillic full name", "Иван Йорданов", "07 Иван Йорданов full-name certain"},
		{"short name", "Jo left", "06 Jo given-name certain"},
		{"short name inside a word is none", "a job for joiners", ""},
		{"nobody", "the group was lively today", ""},
		{"nothing", "", ""},
		{"broken text", "\xff Zoe \xfe", "01 Zoe given-name certain"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var all []string
			for m := range c.Find(tt.text) {
				all = append(all, fmt.Sprintf("%s %s %s %s", strings.TrimPrefix(m.Member.String(), "member-"), tt.text[m.Start:m.End], m.Form, m.Certainty))
			}
			require.Empty(t, cmp.Diff(tt.want, strings.Join(all, "; ")))
		})
	}
}

func TestEverydayWordsOfAnotherLanguage(t *testing.T) {
	t.Parallel()
	b := &book{}
	b.add(member(1), note.Names{Given: []string{"Wolke"}})
	find := func(c note.Checker) note.Certainty {
		for m := range c.Find("eine wolke") {
			return m.Certainty
		}
		return 0
	}
	require.Equal(t, note.Certain, find(b.checker(t)))
	require.Equal(t, note.Possible, find(b.checker(t, "Wolke")))
}

// TestTwoMembersOfOneName checks that both members are reported, because the name can mean either.
func TestTwoMembersOfOneName(t *testing.T) {
	t.Parallel()
	b := &book{}
	b.add(member(2), note.Names{Given: []string{"Alina"}})
	b.add(member(1), note.Names{Given: []string{"Alina"}})
	found := slices.Collect(b.checker(t).Find("so Alina said"))
	require.Len(t, found, 2)
	require.Equal(t, []confidential.PersonID{member(1), member(2)}, []confidential.PersonID{found[0].Member, found[1].Member})
}

func TestNewCheckerRefuses(t *testing.T) {
	t.Parallel()
	b := madeUp()
	for _, tt := range []struct {
		name string
		spec func() note.CheckerSpec
		want string
	}{
		{"nobody opens", func() note.CheckerSpec { return note.CheckerSpec{Known: b.sealed} }, "/open names-open"},
		{"nobody and twice", func() note.CheckerSpec {
			return note.CheckerSpec{Known: []note.Known{{}, b.sealed[0], b.sealed[0]}, Open: b.open}
		}, "/known/0/member person-id, /known/2/member names-twice"},
		{"the gate refuses", func() note.CheckerSpec {
			return note.CheckerSpec{Known: b.sealed[:1], Open: func(confidential.Value[note.Names]) (note.Names, error) {
				return note.Names{}, errors.New("Zoë Müller is not yours to see")
			}}
		}, "/known/0/names names-sealed"},
		{"no name, and names without letters", func() note.CheckerSpec {
			bad := &book{}
			bad.add(member(1), note.Names{})
			bad.add(member(2), note.Names{Given: []string{"..", "99"}})
			return note.CheckerSpec{Known: bad.sealed, Open: bad.open}
		}, "/known/0/names names-none, /known/1/names/given/0 name-letters, /known/1/names/given/1 name-letters"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := note.NewChecker(tt.spec())
			require.Equal(t, tt.want, broken(err))
			require.NotContains(t, err.Error(), "Zoë")
		})
	}
}

func TestCheckerDoesNotShowNames(t *testing.T) {
	t.Parallel()
	c := madeUp().checker(t)
	holder := struct {
		Checker note.Checker
		hidden  note.Checker
	}{c, c}
	for _, shown := range []string{fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c), fmt.Sprintf("%+v", holder), fmt.Sprintf("%#v", holder), fmt.Sprintf("%+v", &holder)} {
		require.NotRegexp(t, `(?i)zo[eë]|muller|will|connor`, shown)
	}
	require.True(t, c.Covers(member(1)))
	require.False(t, c.Covers(member(90)))
	require.False(t, note.Checker{}.Covers(member(1)))
	require.Empty(t, slices.Collect(note.Checker{}.Find("Zoe")))
}

func TestClear(t *testing.T) {
	t.Parallel()
	c := madeUp().checker(t)
	draft := note.Draft{Text: "The group talked about fear of failing.", Group: care.GroupID("group-1"), Heard: []confidential.PersonID{member(2), member(1)}}
	cleared, err := c.Clear(draft)
	require.NoError(t, err)
	require.True(t, cleared.Covers(member(7)))
	require.False(t, cleared.Covers(member(90)))
	sealed := cleared.Note(lead, care.NoteFinal)
	label := sealed.Text.Label()
	require.Equal(t, confidential.GroupContent, label.Kind)
	require.Equal(t, confidential.GroupSetting, label.Setting)
	require.Equal(t, "member-01 member-02", ids(label.Heard))
	require.NoError(t, label.Validate())
	require.True(t, note.Cleared{}.IsZero())
	require.True(t, note.Cleared{}.Note(lead, care.NoteFinal).IsZero())
	require.False(t, cleared.IsZero())

	refused := draft
	refused.Text = "We will see. Zoë wept."
	_, err = c.Clear(refused)
	require.Equal(t, "/text note-may-name-member, /text note-names-member", broken(err))
	require.ErrorContains(t, err, "bytes 3 to 7")
	require.ErrorContains(t, err, "bytes 13 to 17")
	for _, told := range []string{"Zo", "will", "member-"} {
		require.NotContains(t, err.Error(), told, "an error quotes no name and names no member")
	}
	refused.NotNames = slices.Collect(c.Find(refused.Text))
	_, err = c.Clear(refused)
	require.Equal(t, "/text note-names-member", broken(err), "a certain name cannot be accepted away")
	refused.Text = "We will see. Somebody wept."
	_, err = c.Clear(refused)
	require.Equal(t, "/notNames/1 note-mention-unknown", broken(err), "an accepted mention must be in this text")
	refused.NotNames = refused.NotNames[:1]
	_, err = c.Clear(refused)
	require.NoError(t, err, "the author has checked the word")

	_, err = note.Checker{}.Clear(note.Draft{})
	require.Equal(t, "note-unchecked, /text note-text, /group group-id", broken(err))
}

func TestClearSealed(t *testing.T) {
	t.Parallel()
	c := madeUp().checker(t)
	text := "It was calm, and they will go on."
	sealed := confidential.SealText(confidential.GroupContent, member(1), text)
	open := func(confidential.Value[string]) (string, error) { return text, nil }
	_, err := c.ClearSealed(sealed, open)
	require.Equal(t, "/text note-may-name-member", broken(err))
	cleared, err := c.ClearSealed(sealed, open, slices.Collect(c.Find(text))...)
	require.NoError(t, err)
	require.True(t, cleared.Note(lead, care.NoteFinal).Text.Equal(sealed), "the text that was passed in")
	require.True(t, cleared.Covers(member(1)))
	_, err = c.ClearSealed(sealed, func(confidential.Value[string]) (string, error) { return "", errors.New(text) })
	require.Equal(t, "/text note-sealed", broken(err))
	require.NotContains(t, err.Error(), "calm")
	_, err = c.ClearSealed(sealed, nil)
	require.Equal(t, "/text note-text", broken(err))
	_, err = note.Checker{}.ClearSealed(sealed, open)
	require.Equal(t, "note-unchecked", broken(err))
}

// disguises lists ways of writing a name that a reader still recognises.
var disguises = []func(string) string{
	func(s string) string { return s },
	strings.ToUpper,
	strings.ToLower,
	func(s string) string {
		return strings.NewReplacer("ë", "e", "ü", "u", "Ł", "L", "ø", "o", "æ", "ae").Replace(s)
	},
	func(s string) string { return strings.NewReplacer("ë", "e\u0308", "ü", "u\u0308").Replace(s) },
	func(s string) string { return strings.NewReplacer("ü", "ue", "ø", "oe", "æ", "ae").Replace(s) },
	func(s string) string { return strings.NewReplacer("-", "", "'", "", " ", "").Replace(s) },
	func(s string) string { return strings.NewReplacer("-", " ", "'", "’").Replace(s) },
	func(s string) string { return s + "'s" },
	func(s string) string { return s + "s" },
	func(s string) string { return "\u200b" + strings.Join(strings.Split(s, ""), "\u200d") },
}

// TestNoDisguiseHides puts every name of every member, in every disguise, between other words, and
// checks that the member is found each time.
func TestNoDisguiseHides(t *testing.T) {
	t.Parallel()
	b := madeUp()
	c := b.checker(t)
	missed := hidden(t, b, func(text string, name string, is confidential.PersonID) bool {
		for m := range c.Find(text) {
			require.True(t, 0 <= m.Start && m.Start < m.End && m.End <= len(text))
			if m.Member == is && m.Form != note.Initials {
				return true
			}
		}
		return false
	})
	require.Empty(t, missed)
	// A simple comparison must fail for some of the cases; otherwise this test proves nothing.
	plain := hidden(t, b, func(text string, name string, _ confidential.PersonID) bool { return strings.Contains(text, name) })
	require.Greater(t, len(plain), 500)
}

// hidden lists the cases in which find does not find the name.
func hidden(t *testing.T, b *book, find func(text, name string, is confidential.PersonID) bool) []string {
	t.Helper()
	var missed []string
	around := [][2]string{{"", ""}, {"then ", " spoke"}, {"(", ")"}, {"…", ", and"}, {"\n- ", "\n"}, {"“", "”"}, {"@", "_x"}, {"then:", ";"}}
	n := 0
	for i, names := range b.plain {
		for _, name := range slices.Concat(names.Given, names.Family, names.Nicknames) {
			for d, disguise := range disguises {
				for _, a := range around {
					text := a[0] + disguise(name) + a[1]
					if !find(text, name, b.sealed[i].Member) {
						missed = append(missed, fmt.Sprintf("disguise %d of a name of member %d between %q", d, i+1, a))
					}
					n++
				}
			}
		}
	}
	require.Equal(t, 18*len(disguises)*len(around), n)
	return missed
}

// TestFindAgainstReference compares the result with a search that splits at spaces and compares
// single words, on texts for which that is sufficient.
func TestFindAgainstReference(t *testing.T) {
	t.Parallel()
	names := []string{"Alina", "Boris", "Chidi", "Dorota", "Emre"}
	b := &book{}
	for i, name := range names {
		b.add(member(i+1), note.Names{Given: []string{name}})
	}
	c := b.checker(t)
	filler := []string{"the", "group", "talked", "about", "sleep", "fear", "being", "late", "with", "courage"}
	for seed := range rounds() {
		rng := rand.New(rand.NewPCG(seed, 13))
		var text []string
		want := []string{}
		at := 0
		for range rng.IntN(30) {
			w := filler[rng.IntN(len(filler))]
			if rng.IntN(5) == 0 {
				i := rng.IntN(len(names))
				w = names[i]
				want = append(want, fmt.Sprintf("%s %d", member(i+1), at))
			}
			text = append(text, w)
			at += len(w) + 1
		}
		got := []string{}
		for m := range c.Find(strings.Join(text, " ")) {
			got = append(got, fmt.Sprintf("%s %d", m.Member, m.Start))
		}
		require.Equal(t, want, got, "seed %d", seed)
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"", "then Zoë spoke", "Z.M.", "\xff\xfeZoe", "Anne – Marie", "王小明说Zoe", "a\u0308\u0308.A.B.C. Will", strings.Repeat("Z.", 50)} {
		f.Add(seed, "Anna", "Berg")
	}
	f.Add("x", "Ä\u0308", "王O'")
	f.Fuzz(func(t *testing.T, text, given, family string) {
		b := madeUp()
		b.add(member(50), note.Names{Given: []string{given}, Family: []string{family}})
		c, err := note.NewChecker(note.CheckerSpec{Known: b.sealed, Open: b.open})
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			return
		}
		last := -1
		for m := range c.Find(text) {
			require.True(t, 0 <= m.Start && m.Start < m.End && m.End <= len(text))
			require.GreaterOrEqual(t, m.Start, last, "in order")
			last = m.Start
			require.True(t, m.Form.Valid() && m.Certainty.Valid())
			if utf8.ValidString(text) {
				require.True(t, utf8.ValidString(text[m.Start:m.End]), "at the boundaries of characters")
			}
		}
		again := slices.Collect(c.Find(text))
		require.Equal(t, slices.Collect(c.Find(text)), again, "the same text gives the same result")
		hit := false
		for m := range c.Find("then " + given + " spoke") {
			hit = hit || m.Member == member(50)
		}
		require.True(t, hit, "a recorded name is found as it was recorded")
	})
}

func BenchmarkFind(b *testing.B) {
	book := &book{}
	for i := range 12 {
		book.add(member(i+1), note.Names{Given: []string{fmt.Sprintf("Name%c", 'a'+i), "Maria"}, Family: []string{"von der Berg-Müller"}})
	}
	c := book.checker(b)
	text := strings.Repeat("The group talked about what it is like to be seen, and Ms Müller's idea came back twice. ", 40)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for range c.Find(text) {
		}
	}
}

// TestBareLettersThatAreWords checks single letters. "I" and "a" alone are words, whatever the
// initials of the members; with a dot they can be initials. Every other letter can be an initial.
func TestBareLettersThatAreWords(t *testing.T) {
	t.Parallel()
	for letter := 'A'; letter <= 'Z'; letter++ {
		b := &book{}
		b.add(member(1), note.Names{Given: []string{string(letter) + "qxz"}, Family: []string{"Kbarq"}})
		c := b.checker(t)
		word := letter == 'A' || letter == 'I'
		for text, possible := range map[string]bool{
			"Then " + string(letter) + " said so":                  !word,
			string(letter) + " said so":                            !word,
			"so said " + string(letter):                            !word,
			"so said " + string(letter) + ".":                      true,
			"(" + string(letter) + ". said so)":                    true,
			"then " + strings.ToLower(string(letter)) + " said so": false,
		} {
			found := slices.Collect(c.Find(text))
			if !possible {
				require.Empty(t, found, text)
				continue
			}
			require.Len(t, found, 1, text)
			require.Equal(t, note.Initials, found[0].Form, text)
			require.Equal(t, note.Possible, found[0].Certainty, text)
		}
	}
}
