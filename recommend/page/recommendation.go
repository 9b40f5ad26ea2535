package page

import (
	"html/template"
	"io"
	"iter"
	"maps"

	"github.com/therapykit/therapykit/recommend"
)

// WriteRecommendation writes a rendering as one HTML document, with the same content as the
// text of the rendering. language is the BCP 47 tag of the rendering's language, "" for
// English. styleSheet is the address of a style sheet to use instead of the built-in style,
// "" for the built-in style.
func WriteRecommendation(w io.Writer, x recommend.Rendering, language, styleSheet string) error {
	doc := document{Lang: language, StyleSheet: styleSheet, Style: built().style}
	if doc.Lang == "" {
		doc.Lang = "en"
	}
	depth := -1
	item := func(to int) { // closes and opens lists until the item is at its depth
		for ; depth > to; depth-- {
			doc.Parts = append(doc.Parts, piece{Tag: "/li"}, piece{Tag: "/ul"})
		}
		if depth == to && to >= 0 {
			doc.Parts = append(doc.Parts, piece{Tag: "/li"})
		}
		for ; depth < to; depth++ {
			doc.Parts = append(doc.Parts, piece{Tag: "ul"})
			if depth+1 < to {
				doc.Parts = append(doc.Parts, piece{Tag: "li"})
			}
		}
	}
	for block := range x.Blocks() {
		switch {
		case block.Point:
			item(block.Depth)
			doc.Parts = append(doc.Parts, piece{Tag: "li", Text: block.Text})
			continue
		case block.Heading == 1:
			doc.Title = block.Text
		}
		item(-1)
		doc.Parts = append(doc.Parts, piece{Tag: [...]string{"p", "h1", "h2", "h3"}[block.Heading], Text: block.Text, Whole: true})
	}
	item(-1)
	return built().recommendation.Execute(w, doc)
}

type document struct {
	Lang, Title, StyleSheet string
	Style                   template.CSS
	Parts                   []piece
}

// piece opens or closes an element, or is a complete element.
type piece struct {
	Tag, Text string
	Whole     bool
}

func mapKeys(m map[string]string) iter.Seq[string] { return maps.Keys(m) }
