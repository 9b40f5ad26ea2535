// Package layout writes texts for people, as plain text or as Markdown, and keeps
// what others wrote from being read as markup. Not in it: the texts, policies, and
// HTML, which is in package page.
package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Page is a text under construction: headings, paragraphs and nested points. It
// is written as plain text or as Markdown from the same calls, so that the two
// cannot differ in what they say. The zero Page is empty plain text.
type Page struct {
	b        strings.Builder
	markdown bool
	after    block
	part     bool // the last heading was that of a part of a section
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

// Blocks returns what has been written, piece by piece.
func (p *Page) Blocks() []Block { return p.blocks }

// New returns an empty page, in Markdown or as plain text.
func New(markdown bool) *Page { return &Page{markdown: markdown} }

// String returns what has been written.
func (p *Page) String() string { return p.b.String() }

type block uint8

const (
	nothing block = iota
	heading
	paragraph
	point
)

const lineWidth = 100

// gap puts the blank line that the two neighbours call for: none between points and, in
// plain text, none between the heading of a part and its first point.
func (p *Page) gap(next block) {
	tight := p.after == point && next == point || p.part && !p.markdown && next == point
	if p.after != nothing && !tight {
		p.b.WriteByte('\n')
	}
	p.after, p.part = next, false
}

// Title is the first line.
func (p *Page) Title(s string) { p.heading(1, s, '=') }

// Section opens a part.
func (p *Page) Section(s string) { p.heading(2, s, '-') }

// Part opens a part of a section.
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

// oneLine brings a text onto one line and makes control characters visible: a
// policy is written by somebody else, and must not be able to end a heading,
// forge a line of the explanation or steer a terminal.
func oneLine(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return utf8.RuneError
		}
		return c
	}, strings.Join(strings.Fields(s), " "))
}

// inMarkdown writes a text so that CommonMark shows it as it is: on one line,
// without markup, and without anything at its start that opens a block.
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

// markdownEscaper keeps what a deployer wrote into a policy from being read as
// markup or, where Markdown is turned into HTML, as tags.
var markdownEscaper = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "|", `\|`, "#", `\#`,
)

// Capital starts a text in upper case.
func Capital(s string) string {
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
