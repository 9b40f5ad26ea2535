package recommend

import (
	"encoding/json"
	"errors"
	"math/bits"
	"strconv"
	"sync"

	"github.com/therapykit/therapykit/recommend/internal/engine"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Format is the value of the member "format" of a recommendation's JSON. It changes when a
// reader of the old format could misread the new one. The first format, which has no grades,
// can still be replayed.
const (
	Format      = "therapykit-recommendation/2"
	firstFormat = "therapykit-recommendation/1"
)

// MarshalJSON always returns an error: a recommendation is written for an audience. The error
// names [Recommendation.For].
func (rec Recommendation) MarshalJSON() ([]byte, error) {
	return nil, errors.New("recommend: a recommendation is written for a reader: encode what rec.For returns")
}

// AppendJSON appends the recommendation and all its reasons as one JSON object: outcome,
// advised options, deciding stage, answers, stages with their points, every option with every
// reason for and against it in both wordings, danger and actions, questions, disagreements,
// cautions, and the cited sources, each once: everything else names them by id. It is for
// other software. The list of sources is more than half of it: a program that has the policy
// has them there already, and leaves the list out with [Audience.WithoutSources].
//
// For a client it leaves out what other people must not read: answers to statements with any
// [therapy.Discretion], and reasons, questions, disagreements and cautions that depend on
// statements that are discussed only in person; "complete" is then false, whether or not
// something is left out. With [SummaryOnly] it is the summary, in [SummaryFormat]; otherwise
// the summary is left out, since it contains nothing else. For a withheld rendering
// ([Rendering.Withheld]) it is a summary that says only that.
//
// Members are in a fixed order; equal recommendations give equal bytes. The zero
// Recommendation is null. If dst has not enough capacity, AppendJSON allocates one buffer of
// the right size; reusing a buffer is cheaper.
func (x Rendering) AppendJSON(dst []byte) []byte {
	switch {
	case x.rec.r == nil:
		return append(dst, "null"...)
	case x.audience.Extent == SummaryOnly || x.Withheld():
		return x.appendSummary(dst)
	case cap(dst)-len(dst) >= muchRoom:
		return x.appendWhole(dst)
	}
	// Growing dst step by step would be slow: write into a reused buffer, and copy.
	scratch := &x.rec.r.parts().scratch
	kept, ok := scratch.Get().(*[]byte)
	if !ok {
		kept = new([]byte)
	}
	*kept = x.appendWhole((*kept)[:0])
	dst = append(dst, *kept...)
	clear(*kept) // it contains data about a person
	scratch.Put(kept)
	return dst
}

// muchRoom is the free capacity from which on a caller's buffer is written directly.
const muchRoom = 4096

// appendWhole writes everything but a summary.
func (x Rendering) appendWhole(dst []byte) []byte {
	rec := &x.rec
	w := jsonWriter{b: dst, parts: rec.r.parts(), client: x.audience.Reader == policy.Client}
	if n := (len(w.parts.sources) + 63) / 64; n > len(w.few) {
		w.many = make([]uint64, n-len(w.few))
	}
	w.raw(w.parts.head)
	w.raw(`,"outcome":"`)
	w.raw(rec.Outcome().String())
	w.raw(`","advised":[`)
	for info := range rec.Advised() {
		w.item()
		w.quoted(string(info.Option))
	}
	w.raw(`],"decidedBy":`)
	if layer, ok := rec.DecidedBy(); ok {
		w.quoted(layer.String())
		w.raw(`,"lead":`)
		w.int(rec.Lead())
	} else {
		w.raw("null")
	}
	if rec.AgainstIndication() {
		w.raw(`,"againstIndication":true,"against":[`)
		for x := range rec.Against() {
			w.item()
			w.raw(`{"option":`)
			w.quoted(string(x.Option().Option))
			w.raw(`,"question":`)
			w.quoted(x.Question().ID)
			w.raw(`,"clinician":` + mustJSON(x.Question().Clinician))
			if x.Weak() {
				w.raw(`,"weak":true`)
			}
			w.raw(`,"rules":[`)
			for r := range x.Rules() {
				w.item()
				w.quoted(r.ID)
			}
			w.raw("]}")
		}
		w.raw("]")
	}
	w.raw(w.parts.waivers)
	w.raw(`,"answers":{`)
	for statement, f := range rec.r.program.Factors {
		given, entailed := rec.answers.Answer(statement)
		if given != engine.Unanswered && !entailed && !(w.client && w.parts.discreet.Has(statement)) {
			w.item()
			w.b = appendMember(w.b, string(f), therapy.Answer(given).String())
		}
	}
	w.raw("}")
	switch {
	case w.client:
		w.raw(`,"complete":false`)
	default:
		w.origin(rec)
	}
	w.stages(rec)
	w.options(rec)
	w.danger(rec)
	w.questions(rec)
	w.conflicts(rec)
	w.cautions(rec)
	if !x.audience.WithoutSources {
		w.sources()
	}
	w.raw(w.parts.notices[x.audience.Reader])
	w.raw("}")
	return w.b
}

// origin writes where the answers come from, and which of the answers that say that there is no
// danger do not count or lack a date or an informant.
func (w *jsonWriter) origin(rec *Recommendation) {
	if from := rec.origin; from != nil {
		if from.assessed != (Provenance{}) {
			w.raw(`,"assessed":` + mustJSON(from.assessed))
		}
		if counted := from.counted(); len(counted) > 0 {
			w.raw(`,"provenance":` + mustJSON(counted))
		}
		if len(from.stale) > 0 {
			w.raw(`,"stale":` + mustJSON(from.stale))
		}
		if len(from.unqualified) > 0 {
			w.raw(`,"unqualified":` + mustJSON(from.unqualified))
		}
	}
	if rec.SafetyUndated() {
		w.raw(`,"safetyUndated":true`)
	}
	if rec.SafetyUnattributed() {
		w.raw(`,"safetyUnattributed":true`)
	}
}

// jsonParts are the pieces of JSON that are the same for every recommendation
// of a policy, prepared once.
type jsonParts struct {
	head      string // format and policy
	waivers   string // the statements whose safety the policy drops
	notices   map[policy.Reader]string
	options   []string // the opening of each option
	rules     []string // id, layer, wording and sources of each rule
	cautions  []string
	actions   []string
	conflicts []string
	factors   []string
	sources   []string
	index     map[therapy.Source]int
	// The parts that a client's rendering leaves out.
	discreet                                      engine.Set // answers
	rulesInPerson, cautionsInPerson, openInPerson []bool     // pieces, and disagreements
	inPerson                                      engine.Set // questions
	// Which sources each piece cites, by index.
	optionCites, ruleCites, cautionCites, actionCites, conflictCites [][]int
	// scratch holds buffers (*[]byte) to write into where the caller has none.
	scratch sync.Pool
}

func (r *Recommender) compileJSON(language words.Language) *jsonParts {
	p := &jsonParts{index: map[therapy.Source]int{}, notices: map[policy.Reader]string{policy.Clinician: "", policy.Client: ""}}
	for f, info := range r.program.Policy.Factors.All() {
		statement := r.program.Index[f]
		if info.Discretion != 0 {
			p.discreet.Add(statement)
		}
		if info.Discretion == therapy.InPersonOnly {
			p.inPerson.Add(statement)
		}
	}
	for reader := range p.notices {
		if list := (Audience{Reader: reader, Language: language}).notices(r.program.Policy); len(list) > 0 {
			p.notices[reader] = `,"notices":` + mustJSON(list)
		}
	}
	p.head = `{"format":` + mustJSON(Format) + `,"policy":{"id":` + mustJSON(r.program.Policy.ID) + `,"version":` + mustJSON(r.program.Policy.Version) + `}`
	if list := r.program.Policy.Waivers; len(list) > 0 {
		p.waivers = `,"waivers":` + mustJSON(list)
	}
	for _, o := range r.program.Policy.Options {
		piece := `{"option":` + mustJSON(o.Option) + `,"name":` + mustJSON(o.Name) + `,"plainName":` + mustJSON(o.PlainName)
		cites, ids := p.cite(o.About.Sources)
		if !o.About.IsZero() {
			piece += `,"about":` + mustJSON(struct {
				policy.About
				Sources json.RawMessage `json:"sources"` // ids, as everywhere else
			}{o.About, json.RawMessage(ids)})
		}
		p.options = append(p.options, piece)
		p.optionCites = append(p.optionCites, cites)
	}
	for _, c := range r.program.Rules {
		cites, ids := p.cite(c.Sources)
		piece := `{"rule":` + mustJSON(c.ID) + `,"layer":` + mustJSON(c.Layer) + `,` + wording(c.Says) + `,"sources":` + ids
		hidden := r.inPerson(r.program.When[len(p.rules)])
		if hidden {
			piece += `,"inPersonOnly":true`
		}
		p.rulesInPerson = append(p.rulesInPerson, hidden)
		if c.Question != "" {
			piece += `,"question":` + mustJSON(c.Question)
		}
		if c.Levels {
			piece += `,"levels":true`
		}
		if len(c.Excludes) > 0 {
			piece += `,"excludes":true,"reopens":` + mustJSON(c.Reopens)
		}
		p.rules = append(p.rules, piece)
		p.ruleCites = append(p.ruleCites, cites)
	}
	for _, c := range r.program.Policy.Cautions {
		cites, ids := p.cite(c.Sources)
		piece := `{"id":` + mustJSON(c.ID) + `,` + wording(c.Says) + `,"sources":` + ids
		hidden := r.inPerson(c.Scope())
		if hidden {
			piece += `,"inPersonOnly":true`
		}
		if c.ClinicianOnly {
			piece += `,"clinicianOnly":true`
		}
		p.cautionsInPerson = append(p.cautionsInPerson, hidden || c.ClinicianOnly)
		p.cautions = append(p.cautions, piece+"}")
		p.cautionCites = append(p.cautionCites, cites)
	}
	for _, a := range r.program.Policy.Actions {
		cites, ids := p.cite(a.Sources)
		p.actions = append(p.actions, `{"id":`+mustJSON(a.ID)+`,`+wording(a.Says)+`,"sources":`+ids+`}`)
		p.actionCites = append(p.actionCites, cites)
	}
	for _, c := range r.program.Policy.Conflicts {
		citesA, a := p.position(c.A)
		citesB, b := p.position(c.B)
		p.conflicts = append(p.conflicts, `{"id":`+mustJSON(c.ID)+`,`+wording(c.Title)+`,"a":`+a+`,"b":`+b)
		p.openInPerson = append(p.openInPerson, r.inPerson(c.When))
		p.conflictCites = append(p.conflictCites, append(citesA, citesB...))
	}
	for f, info := range r.program.Policy.Factors.All() {
		piece := `{"factor":` + mustJSON(f) + `,"question":` + mustJSON(info.Question) + `,"plainQuestion":` + mustJSON(info.ToClient())
		if info.Discretion != 0 {
			piece += `,"discretion":` + mustJSON(info.Discretion)
		}
		p.factors = append(p.factors, piece+`,"definition":`+mustJSON(info.Definition))
	}
	return p
}

// cite marks sources as cited.
func (w *jsonWriter) cite(cites []int) {
	for _, n := range cites {
		*w.cited(n / 64) |= 1 << (n % 64)
	}
}

func (p *jsonParts) position(side policy.Position) (cites []int, piece string) {
	cites, ids := p.cite(side.Sources)
	return cites, `{` + wording(side.Says) + `,"rules":` + mustJSON(side.Rules) + `,"sources":` + ids + `}`
}

// cite numbers the sources and returns their ids as a JSON array.
func (p *jsonParts) cite(sources []therapy.Source) (cites []int, ids string) {
	names := make([]string, len(sources))
	for i, s := range sources {
		n, known := p.index[s]
		if !known {
			n = len(p.sources)
			p.index[s] = n
			p.sources = append(p.sources, mustJSON(s))
		}
		cites = append(cites, n)
		names[i] = s.ID
	}
	return cites, mustJSON(names)
}

func wording(w policy.Words) string {
	return `"clinician":` + mustJSON(w.Clinician) + `,"client":` + mustJSON(w.Client)
}

// mustJSON encodes a value of a checked policy, which cannot fail.
func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("recommend: a checked policy cannot be written: " + err.Error())
	}
	return string(b)
}

// jsonWriter appends pieces and keeps track of what has been cited.
type jsonWriter struct {
	b      []byte
	parts  *jsonParts
	client bool
	few    [16]uint64 // set of the sources cited; it spares an allocation
	many   []uint64   // those from the 1025th on
}

func (w *jsonWriter) raw(s string)    { w.b = append(w.b, s...) }
func (w *jsonWriter) int(n int)       { w.b = strconv.AppendInt(w.b, int64(n), 10) }
func (w *jsonWriter) quoted(s string) { w.b = append(append(append(w.b, '"'), s...), '"') }

// item puts the comma between items: none after an opening bracket.
func (w *jsonWriter) item() {
	if last := w.b[len(w.b)-1]; last != '[' && last != '{' {
		w.b = append(w.b, ',')
	}
}

func (w *jsonWriter) piece(s string, cites []int) {
	w.item()
	w.raw(s)
	w.cite(cites)
}

// cited returns the i-th word of the set of sources cited.
func (w *jsonWriter) cited(i int) *uint64 {
	if i < len(w.few) {
		return &w.few[i]
	}
	return &w.many[i-len(w.few)]
}

func (w *jsonWriter) stages(rec *Recommendation) {
	w.raw(`,"stages":[`)
	for s := range rec.Stages() {
		w.item()
		w.raw(`{"layer":"`)
		w.raw(s.Layer().String())
		w.raw(`"`)
		w.points(s)
		w.raw(`,"left":[`)
		for info := range s.Left() {
			w.item()
			w.quoted(string(info.Option))
		}
		w.raw("]}")
	}
	w.raw("]")
}

// points writes the points of a stage, or that it decides by grades.
func (w *jsonWriter) points(s StageResult) {
	if s.Graded() {
		w.raw(`,"graded":true`)
		return
	}
	w.raw(`,"margin":`)
	w.int(s.Margin())
	w.raw(`,"lead":`)
	w.int(s.Lead())
	if s.Guarded() {
		w.raw(`,"guarded":true`)
	}
	w.raw(`,"points":{`)
	for o, n := range s.Points() {
		w.item()
		w.quoted(string(o))
		w.raw(":")
		w.int(n)
	}
	w.raw("}")
}

func (w *jsonWriter) options(rec *Recommendation) {
	w.raw(`,"options":[`)
	current := -1
	for x := range rec.Reasons() {
		w.upTo(rec, &current, x.fired.Option)
		if w.client && w.parts.rulesInPerson[x.fired.Rule.Number] {
			continue
		}
		w.piece(w.parts.rules[x.fired.Rule.Number], w.parts.ruleCites[x.fired.Rule.Number])
		if x.fired.Grade != 0 {
			w.raw(`,"grade":"`)
			w.raw(x.Grade().String())
			w.raw(`"`)
		}
		if x.fired.Points != 0 {
			w.raw(`,"points":`)
			w.int(x.fired.Points)
		}
		if x.fired.Grade != 0 || x.fired.Points != 0 {
			w.raw(`,"counted":`)
			w.b = strconv.AppendBool(w.b, x.fired.Counted)
		}
		w.raw("}")
	}
	if rec.Outcome() != policy.Escalate {
		w.upTo(rec, &current, len(rec.r.program.Policy.Options))
	}
	w.raw("]")
}

// upTo closes the option being written and opens those up to the given one.
func (w *jsonWriter) upTo(rec *Recommendation, current *int, option int) {
	for *current < option {
		if *current >= 0 {
			w.raw("]}")
		}
		if *current++; *current == len(rec.r.program.Policy.Options) {
			return
		}
		w.piece(w.parts.options[*current], w.parts.optionCites[*current])
		w.raw(`,"reasons":[`)
	}
}

func (w *jsonWriter) danger(rec *Recommendation) {
	if rec.Outcome() != policy.Escalate {
		return
	}
	w.raw(`,"danger":[`)
	for x := range rec.Danger() {
		if w.client && w.parts.rulesInPerson[x.fired.Rule.Number] {
			continue
		}
		w.piece(w.parts.rules[x.fired.Rule.Number], w.parts.ruleCites[x.fired.Rule.Number])
		w.raw("}")
	}
	w.raw(`],"actions":[`)
	l := rec.answers.Literals()
	for i := range rec.r.program.Actions {
		if rec.r.program.Actions[i].Holds(&l) {
			w.piece(w.parts.actions[i], w.parts.actionCites[i])
		}
	}
	w.raw("]")
}

func (w *jsonWriter) questions(rec *Recommendation) {
	if rec.Outcome() != policy.NeedsInformation {
		return
	}
	l := rec.answers.Literals()
	w.raw(`,"questions":[`)
	rec.questions(func(statement int, c *engine.Rule) bool {
		parts := w.parts
		if w.client && parts.inPerson.Has(statement) {
			return true
		}
		if w.client && parts.rulesInPerson[c.Number] {
			w.piece(parts.factors[statement], nil)
			w.raw("}")
			return true
		}
		w.piece(parts.factors[statement], parts.ruleCites[c.Number])
		// The words of the rule are true only if it is certain: for a rule of safety that
		// waits for an answer, they say what the answer could mean.
		w.raw(`,"certain":`)
		w.b = strconv.AppendBool(w.b, c.Fires.Holds(&l))
		w.raw(`,"why":`)
		w.raw(parts.rules[c.Number])
		w.raw("}}")
		return true
	})
	w.raw("]")
}

func (w *jsonWriter) conflicts(rec *Recommendation) {
	if rec.Outcome() == policy.Escalate {
		return
	}
	w.raw(`,"conflicts":[`)
	l := rec.answers.Literals()
	for i := range rec.r.program.Conflicts {
		c := &rec.r.program.Conflicts[i]
		if !c.When.Holds(&l) || w.client && w.parts.openInPerson[i] {
			continue
		}
		decided, by := rec.settle(c, &l)
		w.piece(w.parts.conflicts[i], w.parts.conflictCites[i])
		w.raw(`,"decided":"`)
		w.raw(sideNames[decided])
		w.raw(`"`)
		if by.Valid() {
			w.raw(`,"by":`)
			w.quoted(by.String())
		}
		w.raw("}")
	}
	w.raw("]")
}

func (w *jsonWriter) cautions(rec *Recommendation) {
	w.raw(`,"cautions":[`)
	l := rec.answers.Literals()
	for i := range rec.r.program.Cautions {
		if rec.r.program.Cautions[i].Holds(rec.verdict, &l) && !(w.client && w.parts.cautionsInPerson[i]) {
			w.piece(w.parts.cautions[i], w.parts.cautionCites[i])
		}
	}
	w.raw("]")
}

func (w *jsonWriter) sources() {
	w.raw(`,"sources":[`)
	for i := range len(w.few) + len(w.many) {
		for set := *w.cited(i); set != 0; set &= set - 1 {
			w.item()
			w.raw(w.parts.sources[i*64+bits.TrailingZeros64(set)])
		}
	}
	w.raw("]")
}
