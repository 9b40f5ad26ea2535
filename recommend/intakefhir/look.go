package intakefhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/lenient"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Recommend reads a response and decides; now is the moment of the decision.
//
// If the response is refused, the error says what is wrong with it, and the recommendation is
// zero, with one exception. If the response says that somebody may be in danger (see
// [Form.Read]), the recommendation is to escalate, and it is returned together with the error.
func (f *Form) Recommend(data []byte, spec ReadSpec, now time.Time) (recommend.Recommendation, Reading, error) {
	x, err := f.receive(data, alone, spec)
	var rec recommend.Recommendation
	if err == nil {
		rec, err = f.recommender.Recommend(x.reading.Intake, now)
	}
	if err != nil && rec.Outcome() != policy.Escalate {
		rec = f.danger(x, now)
	}
	return rec, x.reading, err
}

// Limits of what is kept of a refused document: an answer that can be meant as a yes is
// short, and so is the name of a statement.
const (
	maxName  = 160
	maxWord  = 32
	maxFound = 512 << 10
	maxDepth = 200
)

// lookThrough writes the readable parts of a refused response as an intake with a member for
// every answer. [recommend.Recommender.RecommendJSON] then searches it for danger.
func (f *Form) lookThrough(data []byte) []byte {
	l := lenientReader{found: map[namedAnswer]bool{}}
	l.decoder = json.NewDecoder(bytes.NewReader(bytes.ToValidUTF8(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\uFFFD"))))
	l.decoder.UseNumber()
	l.value(nil, 0)
	var first, rest []string // statements as they are written here come first
	size := 0
	for _, m := range l.members {
		if f.policy.Factors.Has(therapy.Factor(m.name)) {
			first = append(first, m.text())
		} else if size += len(m.text()) + 1; size < maxFound {
			rest = append(rest, m.text())
		}
	}
	return []byte("{" + strings.Join(append(first, rest...), ",") + "}")
}

// lenientReader reads JSON as far as possible, even if members are repeated or the end is missing.
type lenientReader struct {
	decoder *json.Decoder
	found   map[namedAnswer]bool
	members []namedAnswer
}

// namedAnswer is a statement and an answer as JSON.
type namedAnswer struct{ name, answer string }

func (m namedAnswer) text() string { return quote(m.name) + ":" + m.answer }

func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return string(text)
}

// lookedItem collects the linkIds and the answers of an item, unchanged. For an observation, or
// an extension, these are its codes, or its url, and its values.
type lookedItem struct {
	links   []string
	answers []any
	codes   []string
	values  []any
}

// value reads one value and passes a text or number in it to say, unless say is nil.
func (l *lenientReader) value(say func(any), depth int) bool {
	token, err := l.decoder.Token()
	if err != nil {
		return false
	}
	switch token {
	case json.Delim('{'):
		return l.object(say, depth)
	case json.Delim('['):
		for l.decoder.More() {
			if depth > maxDepth || !l.value(say, depth+1) {
				return false
			}
		}
		_, err := l.decoder.Token()
		return err == nil
	}
	if say != nil {
		say(token)
	}
	return true
}

// object reads an object, which may be an item.
func (l *lenientReader) object(say func(any), depth int) bool {
	var own lookedItem
	ok := depth <= maxDepth
	for ok && l.decoder.More() {
		token, err := l.decoder.Token()
		if err != nil {
			ok = false
			break
		}
		var into func(any)
		switch name, _ := token.(string); {
		case name == "linkId":
			into = addText(&own.links)
		case name == "answer":
			into = func(v any) { own.answers = append(own.answers, v) }
		case say == nil && (name == "code" || name == "url"):
			into = addText(&own.codes)
		case say == nil && strings.HasPrefix(name, "value"):
			into = func(v any) { own.values = append(own.values, v) }
		case say != nil && (strings.HasPrefix(name, "value") || name == "code" || name == "coding" || name == "display" || name == "text"):
			into = say
		}
		ok = l.value(into, depth+1)
	}
	l.pair(own.links, own.answers, l.add)
	l.pair(own.codes, own.values, l.addValue)
	if ok {
		_, err := l.decoder.Token()
		ok = err == nil
	}
	return ok
}

func addText(to *[]string) func(any) {
	return func(v any) {
		if text, ok := v.(string); ok {
			*to = append(*to, text)
		}
	}
}

// maxPairs is the number of answers of one item that are combined with each of its linkIds. A
// real item has one of each.
const maxPairs = 256

// pair records the answers of an item. If there are too many, only answers that can mean yes
// are combined with the names, so that the time stays proportional to the length of the text.
func (l *lenientReader) pair(names []string, answers []any, add func(name string, answer any)) {
	if len(names)*len(answers) > maxPairs {
		yes := false
		for _, answer := range answers {
			add("", answer)
			yes = yes || lenient.Yes(fmt.Sprint(answer))
		}
		if answers = nil; yes {
			answers = []any{"yes"}
		}
	}
	for _, name := range names {
		for _, answer := range answers {
			add(name, answer)
		}
	}
}

// addValue records the value of an observation or of an extension. A text is not the name of
// a statement there: an extension may name the statement of its item.
func (l *lenientReader) addValue(name string, value any) {
	if text, ok := value.(string); ok {
		l.note(lastPart(name), quote(strings.Trim(text, " \t\r\n.!")))
		return
	}
	l.add(lastPart(name), value)
}

// lastPart returns the end of a name that is a path or an address.
func lastPart(name string) string { return name[strings.LastIndexAny(name, "/.:#|")+1:] }

// add records an answer. The answer to a choice is the name of a statement, so add also
// records that this statement is true.
func (l *lenientReader) add(link string, answer any) {
	switch a := answer.(type) {
	case string:
		a = strings.Trim(a, " \t\r\n.!")
		// Some programs write the whole path of an item.
		if last := lastPart(link); last != link {
			l.note(last, quote(a))
		}
		l.note(link, quote(a))
		l.note(a, `"yes"`)
	case json.Number:
		if n, err := a.Float64(); err == nil && n == 1 {
			a = "1" // 1.0 too
		}
		l.note(link, a.String())
	case bool:
		l.note(link, strconv.FormatBool(a))
	}
}

func (l *lenientReader) note(name, answer string) {
	m := namedAnswer{name, answer}
	if name == "" || len(name) > maxName || len(answer) > maxWord || l.found[m] {
		return
	}
	l.found[m] = true
	l.members = append(l.members, m)
}
