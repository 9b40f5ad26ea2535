package recommend

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/internal/lenient"
	"github.com/therapykit/therapykit/therapy"
)

// A refused document is searched for danger, in any form: the strict reader may have stopped
// before the danger, or may not know that part of the document. The search does not use JSON. It
// reads words and separators in one pass, and treats a statement of danger as answered yes if
// something like a yes probably belongs to it. A false alarm costs little; an overlooked
// danger can cost a life.

// dangerNames finds statements of danger by name, in any spelling.
type dangerNames struct {
	known  map[string]int // every statement, by its letters and digits alone
	danger []string       // those of danger, the same way
	words  func() dangerWords
	bad    []badNews // in the order of the policy
}

// badNews is an answer that says that somebody may be in danger: yes to a danger, or no to a
// statement that there is none.
type badNews struct {
	statement int
	answer    engine.Answer
}

func (r *Recommender) nameDangers() {
	r.dangers.known = map[string]int{}
	var dangers []therapy.Factor
	for i, f := range r.program.Factors {
		name := letters(f)
		r.dangers.known[name] = i
		if r.engine.Danger.Has(i) {
			r.dangers.danger = append(r.dangers.danger, name)
			dangers = append(dangers, f)
		}
		switch {
		case r.engine.Danger.Has(i) && r.info(i).Layer == therapy.LayerSafety:
			r.dangers.bad = append(r.dangers.bad, badNews{i, engine.Yes})
		case r.program.Policy.Alarm(f) == therapy.AllClear:
			r.dangers.bad = append(r.dangers.bad, badNews{i, engine.No})
		}
	}
	r.dangers.words = sync.OnceValue(func() dangerWords { return wordsOfDangers(dangers, slices.Values(r.program.Factors)) })
}

// letters is the name of a statement without the hyphens.
func letters(f therapy.Factor) string { return strings.ReplaceAll(string(f), "-", "") }

// find returns the statement that a name means: a statement of the policy in any spelling, or a
// danger that it misspells by at most two letters.
func (d *dangerNames) find(name string) (statement int, ok bool) {
	if statement, ok = d.known[name]; ok {
		return statement, true
	}
	for _, danger := range d.danger {
		if name == "no"+danger {
			return 0, false // which says the opposite
		}
		if len(danger) >= 8 && near(name, danger) {
			return d.known[danger], true
		}
	}
	return 0, false
}

// ending returns the danger that a key of several parts ends with, as in
// "risk.acute-suicidality", "acute-suicidality.value" or
// "https://example.org/acute-suicidality".
func (d *dangerNames) ending(key string) (statement int, ok bool) {
	key = strings.TrimSuffix(strings.TrimSuffix(key, "value"), "answer")
	for _, danger := range d.danger {
		before, found := strings.CutSuffix(key, danger)
		if found && len(danger) >= 8 && !slices.ContainsFunc(opposites, func(word string) bool { return strings.HasSuffix(before, word) }) {
			return d.known[danger], true
		}
	}
	return 0, false
}

// opposites are words before a name that reverse its meaning.
var opposites = []string{"no", "not", "non", "without", "denies", "denied"}

// near reports whether two names differ in at most two letters: one more, one less, or
// another one in its place.
func near(a, b string) bool {
	const most = 2
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return false
	}
	var before, row [2*most + 1]int // the diagonal band of the table of distances
	for k := range before {
		before[k] = max(k-most, 0)
		if k < most {
			before[k] = most + 1
		}
	}
	for i := 1; i <= len(a); i++ {
		best := most + 1
		for k := range row {
			j := i + k - most
			row[k] = most + 1
			switch {
			case j < 0 || j > len(b):
				continue
			case j == 0:
				row[k] = i
			default:
				row[k] = before[k] + 1
				if looksLike(a[i-1], b[j-1]) {
					row[k] = before[k]
				}
				if k > 0 {
					row[k] = min(row[k], row[k-1]+1)
				}
				if k+1 < len(before) {
					row[k] = min(row[k], before[k+1]+1)
				}
			}
			best = min(best, row[k])
		}
		if best > most {
			return false
		}
		before = row
	}
	return before[len(b)-len(a)+most] <= most
}

// maxNameLength is how many letters and digits of a phrase are looked at.
const maxNameLength = 80

// names records a yes to the danger that a name means. It returns false if the name means none.
func (r *Recommender) names(name string, a *engine.Answers) bool {
	statement, ok := r.dangers.meant(name)
	if ok = ok && r.engine.Danger.Has(statement); ok {
		a.Give(statement, engine.Yes)
	}
	return ok
}

// writtenName is a name as somebody wrote it.
type writtenName struct {
	letters string // and digits, all small, at most maxNameLength
	first   string // its first word
	spaces  int    // the number of spaces in it
}

// maxSpaces is the largest number of spaces in a phrase that can be a name. A longer phrase is a
// sentence, which may say anything about the words in it.
const maxSpaces = 2

// meant returns the statement that a name as somebody wrote it means.
func (d *dangerNames) meant(name string) (statement int, ok bool) {
	p := writtenName{spaces: strings.Count(strings.TrimSpace(name), " ")}
	var all []byte
	for _, c := range name {
		switch x := plain(c); {
		case x != 0 && len(all) < maxNameLength:
			all = append(all, x)
		case x == 0 && p.first == "" && !invisible(c):
			p.first = string(all)
		}
	}
	p.letters = string(all)
	return d.inName(p)
}

// inName returns the statement that a name means.
func (d *dangerNames) inName(p writtenName) (statement int, ok bool) {
	if statement, ok = d.find(p.letters); !ok && p.spaces == 0 {
		statement, ok = d.ending(p.letters)
	}
	if !ok && p.spaces <= maxSpaces && !slices.Contains(opposites, p.first) {
		words := d.words()
		var danger string
		if danger, ok = words.find(p.letters); ok {
			statement = d.known[danger]
		}
	}
	return statement, ok
}

// lookAgain searches a refused document for danger, treats what it finds as given answers,
// and reports what the reader has not already reported.
func (r *Recommender) lookAgain(data []byte, a *engine.Answers, reader *intakeReader) {
	said := map[int]bool{}
	report := func(statement int, rule, hint string) {
		f := r.program.Factors[statement]
		if !said[statement] && !reader.told[f] {
			reader.danger.Wrong("", rule, string(f)+" "+hint+dangerHint, therapy.ErrSyntax)
		}
		said[statement] = true
	}
	var open []int
	r.lookThrough(data,
		func(statement int, answer engine.Answer) {
			word := "yes"
			if answer == engine.No {
				word = "no"
			}
			report(statement, "danger-in-refused", "seems to be answered "+word)
			a.Give(statement, answer)
		},
		func(statement int) {
			if !said[statement] {
				said[statement], open = true, append(open, statement)
			}
		})
	for _, statement := range open {
		if given, _ := a.Answer(statement); given == engine.Unanswered {
			said[statement] = false
			report(statement, "danger-named-in-refused", "is named without a readable answer")
		}
	}
}

// dangerSearch searches a refused intake for statements of danger.
type dangerSearch struct {
	names    *dangerNames
	isDanger func(statement int) bool
	said     func(statement int, answer engine.Answer)
	open     func(statement int)
	text     []byte // letters and digits since the last separator
	first    int    // how many of them belong to the first word, 0 before the first space
	spaces   int    // the number of spaces between them
	yesIn    []bool // for each bracket that is open, whether a yes in it has no statement yet

	subject  int  // the current statement, -1 for none
	depth    int  // of the brackets around it
	named    bool // nothing has come after its name yet
	colon    bool // its answer follows a colon
	before   bool // a yes without a statement comes before it
	followed bool // something that is not an answer follows it
	answered bool
}

// lookThrough finds the statements of danger that a document answers with something like yes,
// the all-clears that it answers with something like no, and the dangers that it names without
// a readable answer. Its time is proportional to the length of the document.
func (r *Recommender) lookThrough(data []byte, said func(statement int, answer engine.Answer), open func(statement int)) {
	l := dangerSearch{names: &r.dangers, isDanger: r.engine.Danger.Has, said: said, open: open, yesIn: make([]bool, 1, 16), subject: -1}
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == 0: // half of a letter in another encoding
		case c == '\\' || c == '%' || c == '&':
			if escaped, size := unescape(data[i:]); size > 0 {
				l.character(escaped)
				i += size - 1
				continue
			}
			l.character(rune(c))
		case c < utf8.RuneSelf:
			l.character(rune(c))
		default:
			letter, size := utf8.DecodeRune(data[i:])
			l.letter(letter)
			i += size - 1
		}
	}
	l.separator('\n')
	l.leave()
}

// unescape returns the character that the document writes as an escape at its beginning, of
// JSON, of an address or of a page, and how long that is; size is 0 where there is none.
func unescape(data []byte) (c rune, size int) {
	hex := func(from, to int) (rune, bool) {
		if to > len(data) {
			return 0, false
		}
		n, err := strconv.ParseUint(string(data[from:to]), 16, 32)
		return rune(n), err == nil
	}
	switch {
	case data[0] == '%':
		if n, ok := hex(1, 3); ok {
			return n, 3
		}
	case len(data) > 1 && data[0] == '\\' && data[1] == 'u':
		n, ok := hex(2, 6)
		if !ok {
			return 0, 0
		}
		if utf16.IsSurrogate(n) && len(data) > 7 && data[6] == '\\' && data[7] == 'u' {
			if low, ok := hex(8, 12); ok {
				return utf16.DecodeRune(n, low), 12
			}
		}
		return n, 6
	case len(data) > 2 && data[0] == '&' && data[1] == '#':
		const longest = 10
		end := bytes.IndexByte(data[:min(longest, len(data))], ';')
		if end < 0 {
			return 0, 0
		}
		number, base := strings.ToLower(string(data[2:end])), 10
		if hexadecimal, ok := strings.CutPrefix(number, "x"); ok {
			number, base = hexadecimal, 16
		}
		if n, err := strconv.ParseUint(number, base, 32); err == nil {
			return rune(n), end + 1
		}
	}
	return 0, 0
}

// separators end a phrase; every other character except letters and digits ends a word.
const separators = "\"'`:=<>{}[](),;&|\n\t"

func (l *dangerSearch) character(c rune) {
	if c < utf8.RuneSelf && strings.IndexByte(separators, byte(c)) >= 0 {
		l.separator(byte(c))
	} else {
		l.letter(c)
	}
}

func (l *dangerSearch) letter(c rune) {
	switch x := plain(c); {
	case x != 0:
		if len(l.text) < maxNameLength {
			l.text = append(l.text, x)
		}
	case !invisible(c):
		if c == ' ' && len(l.text) > 0 {
			l.spaces++
		}
		if l.first == 0 {
			l.first = len(l.text)
		}
	}
}

// separator ends the phrase and records what comes between it and the next.
func (l *dangerSearch) separator(c byte) {
	l.endPhrase()
	switch c {
	case ':', '=', '>':
		l.colon = l.colon || l.named
		l.named = false
	case '{', '[', '(':
		l.named = false
		l.yesIn = append(l.yesIn, l.yesIn[len(l.yesIn)-1])
	case '}', ']', ')':
		l.named = false
		if inner := len(l.yesIn) - 1; inner > 0 {
			l.yesIn[inner-1] = l.yesIn[inner-1] || l.yesIn[inner]
			l.yesIn = l.yesIn[:inner]
		}
		if len(l.yesIn) < l.depth || len(l.yesIn) == l.depth && l.colon {
			l.leave()
		}
	case ',', ';', '&':
		if l.named = false; l.colon && len(l.yesIn) == l.depth {
			l.leave()
		}
	case '\n':
		if len(l.yesIn) == 1 && l.followed {
			l.leave()
		}
	}
}

func (l *dangerSearch) endPhrase() {
	if len(l.text) == 0 {
		l.first = 0
		return
	}
	p := writtenName{letters: string(l.text), spaces: l.spaces}
	if p.first = p.letters; l.first > 0 {
		p.first = p.letters[:l.first]
	}
	l.text, l.first, l.spaces = l.text[:0], 0, 0
	top := &l.yesIn[len(l.yesIn)-1]
	if statement, ok := l.names.inName(p); ok {
		l.leave()
		l.subject, l.depth, l.named, l.before = statement, len(l.yesIn), true, *top
		return
	}
	l.followed = true
	switch answer := lenient.Likely(p.letters, p.first); {
	case answer == therapy.Unknown:
	case l.subject >= 0:
		l.answer(answer == therapy.True, lenient.No(p.letters))
	default:
		*top = answer == therapy.True
	}
}

// answer records an answer to the current statement. If the answer is not a yes, firm says that
// it is a clear no and does not mean "unknown".
func (l *dangerSearch) answer(yes, firm bool) {
	l.answered = true
	switch {
	case yes && l.isDanger(l.subject):
		l.said(l.subject, engine.Yes)
	case firm && slices.Contains(l.names.bad, badNews{l.subject, engine.No}):
		l.said(l.subject, engine.No)
	}
	if !yes && len(l.yesIn) == l.depth { // deeper in brackets a yes may still follow
		l.leave()
	}
}

// leave ends the current statement. If the statement is a value without an answer after it,
// the answer before it counts.
func (l *dangerSearch) leave() {
	if l.subject >= 0 && !l.answered && l.isDanger(l.subject) {
		if l.before && !l.colon {
			l.said(l.subject, engine.Yes)
		} else {
			l.open(l.subject)
		}
	}
	l.subject, l.named, l.colon, l.before, l.followed, l.answered = -1, false, false, false, false, false
}
