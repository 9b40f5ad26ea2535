package cdshooks

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/words"
)

// perSide is how many reasons a card shows for an option, and how many against it. It is the
// same for every option and both sides, so that no option looks better because it has more
// space.
const perSide = 4

// maxQuestions is the largest number of questions on a card; those about danger are all listed.
const maxQuestions = 12

// maxFaults is how many faults of an intake a card lists.
const maxFaults = 5

// writer writes the detail of one card.
type writer struct {
	s     *Service
	rec   recommend.Recommendation
	page  *layout.Page
	cited map[string]therapy.Source
}

func (s *Service) write(rec recommend.Recommendation) *writer {
	return &writer{s: s, rec: rec, page: layout.New(true), cited: map[string]therapy.Source{}}
}

// detail writes what a recommendation is based on: for every option the reasons for it and
// against it, in equal detail.
func (w *writer) detail() {
	w.reservations()
	if w.rec.Outcome() == policy.NeedsInformation {
		w.cautions()
		w.questions()
		return
	}
	for _, o := range w.s.policy.Options {
		w.option(o.Option)
	}
	w.conflicts()
	w.cautions()
	if n := w.unknown(); n > 0 {
		w.page.Paragraph(w.s.say("unknown", words.Number("n", n)))
	}
}

// reservations come first: what speaks against the advice itself, and which information it
// lacks.
func (w *writer) reservations() {
	for x := range w.rec.Against() {
		if slices.ContainsFunc(slices.Collect(x.Rules()), func(r policy.Rule) bool { return w.s.discreet(w.s.policy.Condition(r)) }) {
			w.page.Paragraph(w.s.say("in-person"))
			continue
		}
		w.page.Paragraph(w.s.say("against-first", words.Name("option", w.s.spoken.options[x.Option().Option]), words.Name("question", w.s.spoken.questions[x.Question().ID])) + w.cite(x.Sources()))
	}
	for _, waiver := range w.s.policy.Waivers {
		w.page.Paragraph(w.s.say("waived", words.Name("statement", string(waiver.Statement)), words.Name("by", waiver.By), words.Name("why", waiver.Why)))
	}
	w.set("stale", w.rec.Stale(), words.Name("days", strconv.Itoa(w.s.policy.SafetyLimit())))
	w.set("unqualified", w.rec.Unqualified())
	if w.rec.SafetyUndated() {
		w.page.Paragraph(w.s.say("undated"))
	}
	if w.rec.SafetyUnattributed() {
		w.page.Paragraph(w.s.say("unattributed"))
	}
}

// set names answers that were not used, as far as they may be shown on a screen.
func (w *writer) set(key string, aside iter.Seq[therapy.Factor], args ...words.Arg) {
	var names []string
	for f := range aside {
		if !w.s.namesPrivate(string(f)) {
			names = append(names, string(f))
		}
	}
	if len(names) > 0 {
		w.page.Paragraph(w.s.say(key, append(args, words.Name("statements", strings.Join(names, ", ")))...))
	}
}

// questions lists the information that is needed first.
func (w *writer) questions() {
	w.page.Section(w.s.say("ask"))
	toldOff, shown, left := false, 0, 0
	for q := range w.rec.Questions() {
		info, _ := w.s.spoken.factors.Lookup(q.Info.Factor)
		if shown++; shown > maxQuestions && q.Layer != therapy.LayerSafety {
			left++
			continue
		}
		switch {
		case info.Discretion != therapy.InPersonOnly:
			w.page.Point(0, info.Question)
		case !toldOff:
			w.page.Point(0, w.s.say("ask-in-person"))
			toldOff = true
		}
	}
	if left > 0 {
		w.page.Point(0, w.s.say("more", words.Number("n", left)))
	}
}

func (w *writer) option(o policy.Option) {
	name := w.s.spoken.options[o]
	if w.rec.Advises(o) {
		name = w.s.say("advised", words.Name("option", name))
	}
	w.page.Section(layout.Capital(name))
	var out, pro, con []recommend.Reason
	for x := range w.rec.Reasons() {
		switch {
		case x.Option() != o:
		case x.Excludes():
			out = append(out, x)
		case x.Supports():
			pro = append(pro, x)
		default:
			con = append(con, x)
		}
	}
	if len(out) > 0 {
		w.side("ruled-out", out)
	}
	w.side("for", pro)
	w.side("against", con)
}

// side lists reasons; those that counted come first.
func (w *writer) side(title string, reasons []recommend.Reason) {
	w.page.Part(w.s.say(title))
	if len(reasons) == 0 {
		w.page.Point(0, w.s.say("nothing"))
		return
	}
	slices.SortStableFunc(reasons, func(a, b recommend.Reason) int {
		return cmp.Compare(counts(b), counts(a))
	})
	toldOff, shown := false, 0
	for i, x := range reasons {
		switch {
		case w.s.discreet(x.Condition()):
			if !toldOff {
				w.page.Point(0, w.s.say("in-person"))
				toldOff = true
			}
		case shown == perSide:
			w.page.Point(0, w.s.say("more", words.Number("n", len(reasons)-i)))
			return
		default:
			shown++
			w.page.Point(0, w.s.spoken.rules[x.Rule()]+w.elsewhere(x)+w.cite(slices.Collect(x.Sources())))
			if x.Excludes() {
				w.page.Point(1, w.s.say("reopens", words.Name("what", w.s.spoken.reopens[x.Rule()])))
			}
		}
	}
}

// elsewhere names the options that a rule supports, if the rule is listed as a reason against
// an option of several modalities. The words of the rule praise those options, and without
// their names they would read as praise of this option.
func (w *writer) elsewhere(x recommend.Reason) string {
	if x.Points() >= 0 || x.Option().Single() {
		return ""
	}
	var names []string
	for _, r := range w.s.policy.Rules {
		for _, p := range r.Points {
			if r.ID == x.Rule() && p.Points > 0 {
				names = append(names, w.s.spoken.options[p.Option])
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " " + w.s.say("speaks-for", words.Name("options", w.s.spec.Language.And(names...)))
}

func counts(x recommend.Reason) int {
	if x.Counted() || x.Excludes() {
		return 1
	}
	return 0
}

func (w *writer) conflicts() {
	first := true
	for c := range w.rec.Conflicts() {
		if w.s.discreet(c.When) {
			continue
		}
		if first {
			w.page.Section(w.s.say("disagree"))
			first = false
		}
		spoken := w.s.spoken.conflicts[c.ID]
		w.page.Part(layout.Capital(spoken.Title.Clinician))
		w.page.Point(0, spoken.A.Says.Clinician+w.cite(c.A.Sources))
		w.page.Point(0, spoken.B.Says.Clinician+w.cite(c.B.Sources))
	}
}

func (w *writer) cautions() {
	first := true
	for c := range w.rec.Cautions() {
		if w.s.discreet(c.Scope()) {
			continue
		}
		if first {
			w.page.Section(w.s.say("cautions"))
			first = false
		}
		w.page.Point(0, w.s.spoken.cautions[c.ID]+w.cite(c.Sources))
	}
}

// danger writes what to do now, and then why.
func (w *writer) danger(now therapy.Date) {
	w.page.Section(w.s.say("now"))
	for a := range w.rec.Actions() {
		w.page.Point(0, w.s.spoken.actions[a.ID]+w.cite(a.Sources))
	}
	w.page.Point(0, w.crisis(now))
	w.page.Section(w.s.say("why"))
	toldOff := false
	for x := range w.rec.Danger() {
		switch {
		case !w.s.discreet(x.Condition()):
			w.page.Point(0, w.s.spoken.rules[x.Rule()]+w.cite(slices.Collect(x.Sources())))
		case !toldOff:
			w.page.Point(0, w.s.say("in-person"))
			toldOff = true
		}
	}
}

// crisis says whom to call: the numbers of the place, or that there are local numbers.
func (w *writer) crisis(now therapy.Date) string {
	for c := range w.rec.CrisisLines(recommend.Audience{Place: w.s.spec.Place, Date: now}) {
		var parts []string
		for _, line := range []struct{ key, number string }{{"crisis-emergency", c.Emergency}, {"crisis-line", c.Line}, {"crisis-text", c.Text}} {
			if line.number != "" {
				parts = append(parts, w.s.say(line.key, words.Name("number", line.number)))
			}
		}
		return strings.Join(parts, " ")
	}
	return w.s.say("crisis-none")
}

// findings says what the reader should know about the answers that were read, each thing
// once.
func (w *writer) findings(list []fhir.Finding) {
	said := map[string]bool{}
	for _, f := range list {
		key := "found-other"
		switch f.Rule {
		case "response-not-completed":
			key = "found-unfinished"
		case "response-clinician", "response-informant":
			key = "found-who"
		case "response-authored":
			key = "found-when"
		case "response-not-asked":
			key = "found-not-asked"
		}
		if !said[key] {
			said[key] = true
			w.page.Paragraph(w.s.say(key))
		}
	}
}

// faults lists what is wrong with an intake: places, rules, and what is wrong in the language
// of the card. It quotes no input, and leaves out the hints, which are for programmers.
func (w *writer) faults(err error) {
	fields := therapy.FieldErrors(err)
	if len(fields) == 0 {
		return
	}
	w.page.Section(w.s.say("faults"))
	for _, field := range fields[:min(len(fields), maxFaults)] {
		line := field.Path + " [" + field.Rule + "]"
		if w.s.namesPrivate(line) {
			line = "[" + field.Rule + "]"
		}
		for _, says := range recommend.Faults(field, w.s.spec.Language) {
			line += ": " + says
		}
		w.page.Point(0, strings.TrimSpace(line))
	}
	if more := len(fields) - maxFaults; more > 0 {
		w.page.Point(0, w.s.say("more", words.Number("n", more)))
	}
}

// end lists the sources and closes the text.
func (w *writer) end() string {
	if len(w.cited) > 0 {
		w.page.Section(w.s.say("sources"))
		for _, id := range slices.Sorted(maps.Keys(w.cited)) {
			w.page.Point(0, w.cited[id].Words(w.s.spec.Language))
		}
	}
	w.page.Paragraph(w.s.say("closing"))
	if notice := w.s.spec.Language.Notice(); notice != "" {
		w.page.Paragraph(notice)
	}
	return w.page.String()
}

// cite names sources by id and remembers them for the list at the end.
func (w *writer) cite(sources []therapy.Source) string {
	if len(sources) == 0 {
		return ""
	}
	ids := make([]string, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
		w.cited[s.ID] = s
	}
	return " (" + strings.Join(ids, ", ") + ")"
}

// unknown counts the statements without an answer that do not follow from other answers
// either.
func (w *writer) unknown() (n int) {
	for f := range w.s.policy.Factors.Names() {
		if w.rec.Truth(f) == therapy.Unknown {
			n++
		}
	}
	return n
}

// discreet reports whether a condition reads a statement that is spoken about in person
// only.
func (s *Service) discreet(c therapy.Condition) bool {
	return s.policy.Factors.Discretion(c) == therapy.InPersonOnly
}

// namesPrivate reports whether a line names a statement that is spoken about in person only.
func (s *Service) namesPrivate(line string) bool {
	for f, info := range s.policy.Factors.All() {
		if info.Discretion == therapy.InPersonOnly && strings.Contains(line, string(f)) {
			return true
		}
	}
	return false
}

// summary shortens a sentence to one line of fewer than 140 characters. It cuts between
// words.
func summary(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= MaxSummary {
		return s
	}
	runes := []rune(s)[:MaxSummary-1]
	cut := len(runes)
	if at := strings.LastIndexByte(string(runes), ' '); at > 0 && []rune(s)[cut] != ' ' {
		return string(runes)[:at] + "…"
	}
	return string(runes) + "…"
}
