package fhir

import (
	"html"
	"strings"
)

// Narrate writes the narrative of a resource anew from its status, codes and dates, with
// everything escaped. A narrative that says more than the data ("additional") is kept. Call
// Narrate after edits, and after you have removed everything that the reader may not see.
func Narrate(r Element) {
	if r.typ == nil || !r.typ.resource || r.typ.byName["text"] == nil {
		return
	}
	text := r.Get(Path(r.Type() + ".text"))
	if text.Text("Narrative.status") == "additional" {
		return
	}
	var b strings.Builder
	b.WriteString(`<div xmlns="http://www.w3.org/1999/xhtml"><p>`)
	b.WriteString(html.EscapeString(r.Type()))
	for _, d := range r.typ.elements {
		if words := narrated(r, d); words != "" {
			b.WriteString("; " + html.EscapeString(d.name+": "+words))
		}
	}
	b.WriteString("</p></div>")
	text.Remove()
	r.Add(Path(r.Type()+".text")).SetText("Narrative.status", "generated").SetText("Narrative.div", b.String())
}

// narrated returns the words for one element: codes, dates and coded concepts. People and
// free text are not in the narrative.
func narrated(r Element, d *Definition) string {
	if d.name == "id" || d.name == "language" || d.name == "implicitRules" {
		return ""
	}
	var words []string
	for v := range r.All(d.Path) {
		switch d.Type {
		case "code", "date", "dateTime", "instant":
			words = append(words, v.Value())
		case "CodeableConcept":
			word := v.Text("CodeableConcept.text")
			if word == "" {
				coding := v.Get("CodeableConcept.coding")
				if word = coding.Text("Coding.display"); word == "" {
					word = coding.Text("Coding.code")
				}
			}
			words = append(words, word)
		case "Period":
			words = append(words, v.Text("Period.start")+" to "+v.Text("Period.end"))
		case "Quantity":
			words = append(words, v.Text("Quantity.value"))
		}
	}
	return strings.Trim(strings.Join(words, ", "), ", ")
}
