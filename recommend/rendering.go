package recommend

import (
	"iter"

	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// Audience says for whom something is rendered, where, in which language, on which day and
// how much of it. Every rendering takes it as its only argument. The zero Audience is a
// clinician who reads English, and gets the summary followed by the full explanation.
type Audience struct {
	// Reader says who reads it; if unstated, it is [Clinician].
	Reader policy.Reader
	// Place is where the reader is, as an ISO 3166 code such as "GB-ENG". If it is empty,
	// texts leave out what depends on the place. Numbers to call depend on both Place and Date:
	// state both whenever a text is for somebody who may need one.
	Place string
	// Language is the language of the rendering; the zero Language is English.
	Language words.Language
	// Date is the day of the rendering. If it is zero, texts leave out what depends on the
	// day. A text names a number to call only if somebody has checked the number within the
	// year before this day.
	Date therapy.Date
	// Extent says how much is written; if unstated, it is everything.
	Extent Extent
	// WithoutSources leaves the list of sources out of texts and of JSON. A clinician's text,
	// and all JSON, still has the ids of the sources next to what is based on them.
	WithoutSources bool
	// NoLetter says that nothing should be written for the client, for any reason. The
	// rendering is then the same as if writing would not be safe: see [Rendering.Withheld].
	NoLetter bool
}

// Extent says how much of a recommendation is written. The zero Extent is all of it: the
// summary, followed by the full explanation.
type Extent uint8

// The extents.
const (
	// SummaryOnly is the headline and at most nine more lines; see [Summary].
	SummaryOnly Extent = iota + 1
	// ExplanationOnly is the headline and the full explanation.
	ExplanationOnly

	numExtents
)

//enum:names Extent
var extentNames = [numExtents]string{SummaryOnly: "summary", ExplanationOnly: "explanation"}

// Rendering is a recommendation for one audience: as plain text, as Markdown and as JSON. All
// three have the same content.
type Rendering struct {
	confidential.Hidden
	rec      Recommendation
	audience Audience
}

// For returns the recommendation rendered for the audience. Both readers get the same facts,
// and every option gets the same detail, with three exceptions for the client: texts express
// points in words, say everything once and name only the first reasons where there are many,
// so that they have fewer than 700 words without their sources, and leave out everything that
// other people must not read by the [therapy.Discretion] of a statement. Equal
// recommendations give equal bytes.
func (rec Recommendation) For(a Audience) Rendering {
	if a.Reader != policy.Client {
		a.Reader = policy.Clinician
	}
	if rec.r != nil && !a.Language.IsZero() {
		rec.r = rec.r.in(a.Language)
	}
	return Rendering{rec: rec, audience: a}
}

// Withheld reports whether nothing is written for the client: because a statement that is
// discussed only in person ([therapy.InPersonOnly]) is answered yes, so that a text at home
// could bring the person into danger, or because the audience says so ([Audience.NoLetter]).
// Texts then consist of one sentence that gives no reason, and are always the same. A
// clinician's rendering is never withheld.
func (x Rendering) Withheld() bool {
	return x.audience.Reader == policy.Client && (x.audience.NoLetter || x.rec.unsafeToWrite())
}

// unsafeToWrite reports whether a statement is true that is discussed only in person.
func (rec Recommendation) unsafeToWrite() bool {
	if rec.r == nil {
		return false
	}
	for statement := range rec.r.program.Factors {
		if rec.r.parts().inPerson.Has(statement) {
			if given, _ := rec.answers.Answer(statement); therapy.Answer(given).Truth() == therapy.True {
				return true
			}
		}
	}
	return false
}

// Text returns the rendering as plain text.
func (x Rendering) Text() string { return x.write(false).String() }

// Markdown returns the rendering as CommonMark, without embedded HTML.
func (x Rendering) Markdown() string { return x.write(true).String() }

// Block is one piece of a rendering: a heading of level 1 to 3, a point of a list at a
// depth counted from zero, or a paragraph. The zero Block is an empty paragraph.
type Block struct {
	confidential.Hidden
	Heading int    `json:"heading,omitempty"`
	Point   bool   `json:"point,omitempty"`
	Depth   int    `json:"depth,omitempty"`
	Text    string `json:"text"`
}

// Blocks yields the rendering piece by piece, for programs that show it in their own form.
// All blocks together have the content of [Rendering.Text].
func (x Rendering) Blocks() iter.Seq[Block] {
	return func(yield func(Block) bool) {
		for _, block := range x.write(false).Blocks() {
			if !yield(Block{Heading: block.Heading, Point: block.Point, Depth: block.Depth, Text: block.Text}) {
				return
			}
		}
	}
}

// Audience returns the audience of the rendering.
func (x Rendering) Audience() Audience { return x.audience }

// In returns the rendering of the same recommendation with another extent.
func (x Rendering) In(extent Extent) Rendering {
	x.audience.Extent = extent
	return x
}

// MarshalJSON is [Rendering.AppendJSON]; it does not fail.
func (x Rendering) MarshalJSON() ([]byte, error) { return x.AppendJSON(nil), nil }

// write writes the rendering, as Markdown or as plain text.
func (x Rendering) write(markdown bool) *layout.Page {
	p, rec := layout.New(markdown), x.rec
	e := &explainer{rec: &rec, page: p, reader: x.audience.Reader, audience: x.audience}
	switch {
	case rec.r == nil:
		p.Paragraph(e.say("none"))
		return p
	case x.Withheld():
		p.Title(e.say("no-letter")) // a page has a heading even without content
		p.Paragraph(e.say("hard", words.Name("lines", e.crisis())))
		e.notice()
		return p
	}
	summary := x.Summary()
	for _, e.amount = range amounts {
		p = layout.New(markdown)
		e.page, e.cited = p, nil
		p.Title(summary.Headline)
		for _, flag := range summary.Flags {
			p.Paragraph(flag)
		}
		shown := Summary{Flags: summary.Flags}
		if x.audience.Extent != ExplanationOnly {
			p.Paragraph(summary.Why)
			summary.points(p)
			shown = summary
		}
		e.told = read(shown)
		if x.audience.Extent == SummaryOnly || e.letterEnds() {
			break
		}
		if e.explanation(); e.reader != policy.Client || fits(p) {
			break
		}
	}
	if x.audience.Extent != SummaryOnly && !e.letterEnds() {
		e.basis()
	}
	if x.audience.Extent == ExplanationOnly && e.reader == policy.Client {
		p.Paragraph(summary.Help) // always present, so that it reveals nothing
	}
	if !e.letterEnds() {
		p.Paragraph(e.say("closing"))
	}
	e.notice()
	return p
}

// notices returns the notices about the texts of a document: that nobody has reviewed the policy,
// or its translation.
func (a Audience) notices(p policy.Policy) []string {
	var list []string
	if p.ReviewedBy == "" {
		list = append(list, a.say("unreviewed"))
	}
	if notice := a.Language.Notice(); notice != "" {
		list = append(list, notice)
	}
	return list
}

// notice ends a text with these notices.
func (e *explainer) notice() {
	for _, notice := range e.audience.notices(e.rec.r.program.Policy) {
		e.page.Paragraph(notice)
	}
}
