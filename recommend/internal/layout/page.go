// Package layout writes texts for people, as plain text or as Markdown, and escapes
// them so that texts of a policy cannot act as markup. Not in it: the texts, policies,
// and HTML, which is in package page.
package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Page builds a text of headings, paragraphs and nested points. The same calls write
// plain text or Markdown, so that both have the same content. The zero Page is empty
// plain text.
type Page struct {
	b        strings.Builder
	markdown bool
	after    block
	part     bool // the last heading was a Part
	blocks   []Block
}

// Block is one piece of a page: a heading of level 1 to 3, a paragraph, or a point of a list
// at a depth. The text is on one line and not escaped.
type Block struct {
	Heading int
	Point   bool
	Depth   int
	Text    string
}

// Blocks returns the blocks written so far.
func (p *Page) Blocks() []Block { return p.blocks }

// New returns an empty page, in Markdown or as plain text.
func New(markdown bool) *Page { return &Page{markdown: markdown} }

// String returns the text written so far.
func (p *Page) String() string { return p.b.String() }

type block uint8

const (
	nothing block = iota
	heading
	paragraph
	point
)

const lineWidth = 100

// gap writes a blank line before a block, except between points and, in plain text, between
// the heading of a part and its first point.
func (p *Page) gap(next block) {
	tight := p.after == point && next == point || p.part && !p.markdown && next == point
	if p.after != nothing && !tight {
		p.b.WriteByte('\n')
	}
	p.after, p.part = next, false
}

// Title writes the title, a heading of level 1.
func (p *Page) Title(s string) { p.heading(1, s, '=') }

// Section writes the heading of a section, of level 2.
func (p *Page) Section(s string) { p.heading(2, s, '-') }

// Part writes the heading of a part of a section, of level 3.
func (p *Page) Part(s string) { p.heading(3, s, 0) }

func (p *Page) heading(level int, s string, rule byte) {
	p.gap(heading)
	p.part = level == 3
	p.blocks = append(p.blocks, Block{Heading: level, Text: oneLine(s)})
	if p.markdown {
		p.b.WriteString(strings.Repeat("#", level) + " " + inMarkdown(s) + "\n")
		return
	}
	s = oneLine(s)
	p.b.WriteString(s + "\n")
	if rule != 0 {
		p.b.WriteString(strings.Repeat(string(rule), utf8.RuneCountInString(s)) + "\n")
	}
}

// Paragraph writes a paragraph.
func (p *Page) Paragraph(s string) {
	p.gap(paragraph)
	p.blocks = append(p.blocks, Block{Text: oneLine(s)})
	p.wrap(s, "", "")
}

// Point writes an item of a list; depth 0 is the outermost.
func (p *Page) Point(depth int, s string) {
	p.gap(point)
	p.blocks = append(p.blocks, Block{Point: true, Depth: depth, Text: oneLine(s)})
	indent := strings.Repeat("  ", depth)
	p.wrap(s, indent+"- ", indent+"  ")
}

func (p *Page) wrap(s, first, rest string) {
	if p.markdown {
		p.b.WriteString(first + inMarkdown(s) + "\n")
		return
	}
	line, used := first, 0
	for word := range strings.FieldsSeq(oneLine(s)) {
		if used > 0 && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > lineWidth {
			p.b.WriteString(line + "\n")
			line, used = rest, 0
		}
		if used > 0 {
			line += " "
		}
		line += word
		used++
	}
	p.b.WriteString(line + "\n")
}

// oneLine puts a text on one line and makes control characters visible: the author of a
// policy must not be able to end a heading, forge a line of the explanation or control a
// terminal.
func oneLine(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return utf8.RuneError
		}
		return c
	}, strings.Join(strings.Fields(s), " "))
}

// inMarkdown escapes a text so that CommonMark shows it unchanged: on one line, without
// markup, and without characters at its start that open a block.
func inMarkdown(s string) string {
	s = markdownEscaper.Replace(oneLine(s))
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch rest := s[digits:]; {
	case digits == 0 && s != "" && strings.ContainsRune("-+=~", rune(s[0])):
		return `\` + s
	case digits > 0 && rest != "" && (rest[0] == '.' || rest[0] == ')'):
		return s[:digits] + `\` + rest
	}
	return s
}

// markdownEscaper escapes characters in a policy's texts that would act as markup or, after
// conversion to HTML, as tags.
var markdownEscaper = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "|", `\|`, "#", `\#`,
)

// Capital returns the text with its first letter in upper case.
func Capital(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
