package individual

import (
	"iter"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text of this package that a person reads, in English, with its key:
// the descriptions of techniques, "technique.NAME.summary", and the origins of the parts of a
// draft. [therapy.Descriptor.Messages] yields the texts of the descriptor.
func Messages() iter.Seq2[words.Key, string] {
	return words.Chain(texts.All(), func(yield func(words.Key, string) bool) {
		for t := range Techniques() {
			done := false
			t.texts(func(key words.Key, text *string) {
				done = done || *text != "" && !yield(key, *text)
			})
			if done {
				return
			}
		}
	})
}

// In returns the description with its texts in a language. Show it to people, but do not
// store it.
func (t TechniqueInfo) In(language words.Language) TechniqueInfo {
	t = t.Clone()
	t.texts(func(key words.Key, text *string) {
		if *text != "" {
			*text = language.Text(key, *text)
		}
	})
	return t
}

func (t *TechniqueInfo) texts(visit func(words.Key, *string)) {
	visit(words.Join("technique", string(t.Technique), "name"), &t.Name)
	visit(words.Join("technique", string(t.Technique), "summary"), &t.Summary)
	for i := range t.Uses {
		visit(words.Join("technique", string(t.Technique), "use", t.Uses[i].Concern), &t.Uses[i].Note)
	}
}

// In returns the origin with its words in a language. Show it to people, but do not store it.
func (o Origin) In(language words.Language) Origin {
	o.Words = texts.Retell(language, o.Words)
	return o
}

// texts are the words of [Origin].
var texts = words.Texts{
	{"draft.responses", "Nothing is agreed until the person has agreed."},
	{"draft.caller", "Stated when the draft was made."},
	{"draft.clients", "The person who was assessed."},
	{"draft.status", "A proposal is a draft."},
	{"draft.issues", "What the person comes with."},
	{"draft.assessment", "The assessment itself."},
	{"draft.choice", "The recommendation or the decision that the modalities follow from."},
	{"draft.assessed", "As assessed."},
	{"draft.goal", "A hope of the person, in their own words."},
	{"draft.goal.status", "A goal is proposed until it is accepted."},
	{"draft.targets", "No longer a case by the set {set}, version {version} ({population})."},
	{"draft.strand", "A modality that was chosen."},
	{"draft.goals.all", "Every goal: there is one strand."},
	{"draft.goals.split", "Goals about the person alone go to individual therapy, the others to the other modalities."},
	{"draft.techniques", "The first of the techniques that fit the issues."},
	{"draft.techniques.wanted", "The first of the techniques that fit the issues; the person asks for it."},
	{"draft.programme", "The programme that runs the technique for the issue."},
	{"draft.schedule", "Length and number of sessions as in the programme {programme}; times are agreed one by one."},
	{"draft.delivery", "How the person would like to meet."},
	{"draft.delivery.open", "In person, until the person has said how they would like to meet."},
}
