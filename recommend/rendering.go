package recommend

import (
	"iter"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// Audience says for whom something is rendered, where, in what language and on
// which day. It is the one argument of every rendering. The zero Audience is a
// clinician who reads English.
type Audience struct {
	// Reader is who reads it; unstated it is [Clinician].
	Reader policy.Reader
	// Place is where the reader is, as an ISO 3166 code such as "GB-ENG"; texts that
	// depend on the place say nothing of it where it is empty.
	Place string
	// Language is what it is written in; the zero Language is English.
	Language words.Language
	// Date is the day of the rendering; texts that depend on the day say nothing of
	// it where it is zero.
	Date therapy.Date
	// WithoutSources leaves the list of sources out of texts. The ids of the sources still
	// stand beside what rests on them.
	WithoutSources bool
}

// Rendering is a recommendation as one audience reads it: as plain text, as
// Markdown and as JSON. All three say the same.
type Rendering struct {
	confidential.Hidden
	rec      Recommendation
	audience Audience
}

// For returns the recommendation as the audience reads it. Both readers get the
// same facts, and every option the same detail, with two exceptions for the
// client: texts put points in words, and what a statement's [therapy.Discretion]
// keeps out of what others may read is left out, and texts say so. Equal
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

// Blocks yields the rendering piece by piece, for those who show it in a form of their own.
// What they say together is what [Rendering.Text] says.
func (x Rendering) Blocks() iter.Seq[Block] {
	return func(yield func(Block) bool) {
		for _, block := range x.write(false).Blocks() {
			if !yield(Block{Heading: block.Heading, Point: block.Point, Depth: block.Depth, Text: block.Text}) {
				return
			}
		}
	}
}

// MarshalJSON is [Rendering.AppendJSON]; it does not fail.
func (x Rendering) MarshalJSON() ([]byte, error) { return x.AppendJSON(nil), nil }
