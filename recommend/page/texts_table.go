package page

import (
	"iter"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields the texts of this package in English, with their keys. The texts of the
// form and of the recommendation are in package recommend.
func Messages() iter.Seq2[words.Key, string] { return texts.All() }

var texts = words.Texts{
	{"page.form.title", "Questions before we choose a format of therapy"},
	{"page.form.intro", "Tick what is true. You need not tell us why. You can stop at any time. If you are in danger now, tell us before you go on."},
	{"page.form.submit", "Send"},
	{"page.form.if-applies", "Only if this applies"},
	{"page.form.case", "{applies}: {section}"},
	{"page.form.trouble", "Something does not fit. Please look at the marked questions again."},
}
