package therapy

import (
	"iter"

	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text of the descriptor that a person reads, in English, with its
// key, such as "descriptor.MODALITY.privacy" or "descriptor.MODALITY.benefit.ID". The
// texts of its indications and factors have the keys that they have in a policy:
// "rule.ID.says.client", "statement.NAME.question".
func (d Descriptor) Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		done := false
		d = d.Clone()
		d.texts(func(key words.Key, text *string) {
			done = done || *text != "" && !yield(key, *text)
		})
		for _, info := range d.Factors {
			for key, text := range info.Messages() {
				done = done || !yield(key, text)
			}
		}
	}
}

// In returns the descriptor with its texts in a language. Show it to people, but do not store
// it.
func (d Descriptor) In(language words.Language) Descriptor {
	d = d.Clone()
	if language.IsZero() {
		return d
	}
	d.texts(func(key words.Key, text *string) {
		if *text != "" {
			*text = language.Text(key, *text)
		}
	})
	for i := range d.Factors {
		d.Factors[i] = d.Factors[i].In(language)
	}
	return d
}

// texts visits every text but those of the statements.
func (d *Descriptor) texts(visit func(words.Key, *string)) {
	at := func(text *string, parts ...string) {
		visit(words.Join(append([]string{"descriptor", string(d.Modality)}, parts...)...), text)
	}
	at(&d.Name, "name")
	at(&d.PlainName, "plain-name")
	at(&d.Summary.Statement, "summary")
	at(&d.Participants.Statement, "participants")
	at(&d.Leadership.Statement, "leadership")
	at(&d.Privacy.Statement, "privacy")
	at(&d.Privacy.Mitigation.Statement, "mitigation")
	at(&d.Focus.Statement, "focus")
	at(&d.Relationship.Statement, "relationship")
	at(&d.Perspectives.Statement, "perspectives")
	at(&d.Time.Statement, "time")
	at(&d.Cost.Statement, "cost")
	at(&d.Interpersonal.Statement, "interpersonal")
	at(&d.Support.Statement, "support")
	for i := range d.Benefits {
		at(&d.Benefits[i].Title, "benefit", d.Benefits[i].ID, "title")
		at(&d.Benefits[i].Statement, "benefit", d.Benefits[i].ID)
	}
	for i := range d.Limits {
		at(&d.Limits[i].Title, "limit", d.Limits[i].ID, "title")
		at(&d.Limits[i].Statement, "limit", d.Limits[i].ID)
	}
	for i := range d.Programmes {
		p := &d.Programmes[i]
		at(&p.Name, "programme", p.ID, "name")
		at(&p.Population, "programme", p.ID, "population")
		at(&p.Note, "programme", p.ID, "note")
	}
	for i := range d.Indications {
		in := &d.Indications[i]
		visit(words.Join("rule", in.ID, "says", "clinician"), &in.Clinician)
		visit(words.Join("rule", in.ID, "says", "client"), &in.Client)
		visit(words.Join("rule", in.ID, "reopens", "clinician"), &in.Reopens)
		if in.Question.ID != "" {
			visit(words.Join("question", in.Question.ID, "clinician"), &in.Question.Clinician)
			visit(words.Join("question", in.Question.ID, "client"), &in.Question.Client)
		}
	}
}

// TitleIn returns [Dimension.Title] in a language.
func (d Dimension) TitleIn(language words.Language) string {
	if !d.Valid() {
		return ""
	}
	return language.Text(words.Join("dimension", d.String()), d.Title())
}

// Messages yields the texts of this package that belong to no descriptor, in English, with
// their keys: the headings of the dimensions, the names of layers, grades and kinds of
// sources, and the sentences about faults.
func Messages() iter.Seq2[words.Key, string] {
	return words.Chain(func(yield func(words.Key, string) bool) {
		for d := DimensionParticipants; d.Valid(); d++ {
			if !yield(words.Join("dimension", d.String()), d.Title()) {
				return
			}
		}
	}, SpokenNames("layer", layerNames[:]), SpokenNames("grade", gradeNames[:]), SpokenNames("strength", strengthNames[:]), faultTexts.All())
}
