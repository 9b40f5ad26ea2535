package measure

import (
	"slices"
	"strconv"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Form is the wording of an instrument, for showing and printing it. Wording is never changed
// or translated here; a translation is another Form. The zero Form is refused.
type Form struct {
	// Language is the language of the wording, as in BCP 47, such as "en".
	Language string `json:"language"`
	// Intro is the text above the items.
	Intro string `json:"intro"`
	// Items is the text of each item, in order.
	Items []string `json:"items"`
	// Options are the answers that can be chosen for every item, from the lowest up.
	Options []FormOption `json:"options"`
	// Terms says why the wording may be included here, in the owner's words or close to them.
	Terms string `json:"terms"`
	// Sources say where the wording and the terms were read.
	Sources []therapy.Source `json:"sources"`
}

// FormOption is one answer that can be chosen.
type FormOption struct {
	// Answer is the number that the choice counts as, before reversal.
	Answer int `json:"answer"`
	// Text is the wording of the choice.
	Text string `json:"text"`
}

func (f Form) clone() Form {
	f.Items, f.Options, f.Sources = slices.Clone(f.Items), slices.Clone(f.Options), slices.Clone(f.Sources)
	return f
}

func (f Form) check(c *therapy.Check, at string, items []Item) {
	stated(c, at+"/language", "form-language", f.Language)
	stated(c, at+"/intro", "form-intro", f.Intro)
	stated(c, at+"/terms", "form-terms", f.Terms)
	if len(f.Items) != len(items) {
		c.Wrong(at+"/items", "form-items", "one text for each item", therapy.ErrContradiction)
	}
	for i, text := range f.Items {
		if strings.TrimSpace(text) == "" {
			c.Wrong(at+index("items", i), "form-item", "", therapy.ErrRequired)
		}
	}
	c.Stated(at+"/options", "form-options", len(f.Options) > 0)
	for i, o := range f.Options {
		if strings.TrimSpace(o.Text) == "" {
			c.Wrong(at+index("options", i)+"/text", "form-option", "", therapy.ErrRequired)
		}
		if i > 0 && o.Answer <= f.Options[i-1].Answer {
			c.Wrong(at+index("options", i)+"/answer", "form-option", "from the lowest answer up", therapy.ErrContradiction)
		}
		if slices.ContainsFunc(items, func(it Item) bool { return !it.allows(o.Answer) }) {
			c.Wrong(at+index("options", i)+"/answer", "form-option", "an answer to every item", therapy.ErrRange)
		}
	}
	c.Part(at+"/sources", therapy.ValidateSources(f.Sources))
}

// Text is the form as plain text, to be printed: the items are numbered, and every
// item has a line for each choice.
func (f Form) Text() string {
	var b strings.Builder
	b.WriteString(f.Intro + "\n")
	for i, item := range f.Items {
		b.WriteString("\n" + strconv.Itoa(i+1) + ". " + item + "\n")
		for _, o := range f.Options {
			b.WriteString("   [ ] " + strconv.Itoa(o.Answer) + "  " + o.Text + "\n")
		}
	}
	return b.String()
}
