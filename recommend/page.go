package recommend

import (
	"strings"
	"unicode/utf8"
)

// page is a text under construction: headings, paragraphs and nested points. It
// is written as plain text or as Markdown from the same calls, so that the two
// cannot differ in what they say.
type page struct {
	b        strings.Builder
	markdown bool
	after    block
}

type block uint8

const (
	nothing block = iota
	heading
	paragraph
	point
)

const lineWidth = 100

// gap puts the blank line that the two neighbours call for.
func (p *page) gap(next block) {
	if p.after != nothing && (p.after != next || next != point) {
		p.b.WriteByte('\n')
	}
	p.after = next
}

// title is the first line; section opens a part, part a part of that.
func (p *page) title(s string)   { p.heading(s, "# ", '=') }
func (p *page) section(s string) { p.heading(s, "## ", '-') }
func (p *page) part(s string)    { p.heading(s, "### ", 0) }

func (p *page) heading(s, hashes string, rule byte) {
	p.gap(heading)
	if p.markdown {
		p.b.WriteString(hashes + markdownEscaper.Replace(s) + "\n")
		return
	}
	p.b.WriteString(s + "\n")
	if rule != 0 {
		p.b.WriteString(strings.Repeat(string(rule), utf8.RuneCountInString(s)) + "\n")
	}
}

func (p *page) paragraph(s string) {
	p.gap(paragraph)
	p.wrap(s, "", "")
}

// point writes an item of a list; depth 0 is the outermost.
func (p *page) point(depth int, s string) {
	p.gap(point)
	indent := strings.Repeat("  ", depth)
	p.wrap(s, indent+"- ", indent+"  ")
}

func (p *page) wrap(s, first, rest string) {
	if p.markdown {
		p.b.WriteString(first + markdownEscaper.Replace(s) + "\n")
		return
	}
	line, used := first, 0
	for word := range strings.FieldsSeq(s) {
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

// markdownEscaper keeps what a deployer wrote into a policy from being read as
// markup or, where Markdown is turned into HTML, as tags.
var markdownEscaper = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "|", `\|`, "#", `\#`,
)
