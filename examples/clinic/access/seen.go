package access

import (
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// Seen is what a user may see of a value: the JSON that the gate let through, read by path, such
// as "goals/0/statement". Templates get nothing else about people. The zero Seen is empty.
type Seen struct {
	confidential.Hidden
	v any
}

// Join combines what was seen of several people, by name.
func Join(parts map[string]Seen) Seen {
	whole := map[string]any{}
	for name, s := range parts {
		whole[name] = s.v
	}
	return Seen{v: whole}
}

// At returns the value at the path, the zero Seen if there is none.
func (s Seen) At(path string) Seen {
	v := s.v
	for name := range strings.SplitSeq(path, "/") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(x) {
				return Seen{}
			}
			v = x[i]
		default:
			return Seen{}
		}
	}
	return Seen{v: v}
}

// Withheld reports whether the value may not be seen.
func (s Seen) Withheld() bool {
	m, ok := s.v.(map[string]any)
	return ok && m["withheld"] == true
}

// Any reports whether there is something at the path that may be seen.
func (s Seen) Any(path string) bool {
	at := s.At(path)
	return at.v != nil && at.v != "" && at.v != false && !at.Withheld()
}

// List returns the elements at the path that may be seen.
func (s Seen) List(path string) []Seen {
	all, _ := s.At(path).v.([]any)
	var shown []Seen
	for _, x := range all {
		if e := (Seen{v: x}); !e.Withheld() {
			shown = append(shown, e)
		}
	}
	return shown
}

// Cut reports whether the list at the path, or elements of it, may not be seen.
func (s Seen) Cut(path string) bool {
	at := s.At(path)
	all, _ := at.v.([]any)
	return at.Withheld() || len(all) > len(s.List(path))
}

// Text returns the text at the path, "" if there is none or it is withheld.
func (s Seen) Text(path string) string {
	switch x := s.At(path).v.(type) {
	case string:
		return x
	case json.Number:
		return x.String()
	case bool:
		return strconv.FormatBool(x)
	}
	return ""
}

// Pairs returns the members of the object at the path as a text, in the order of their names.
func (s Seen) Pairs(path string) string {
	m, _ := s.At(path).v.(map[string]any)
	var all []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		all = append(all, name+": "+(Seen{v: m}).Text(name))
	}
	return strings.Join(all, ", ")
}

// Self is the text of the value itself.
func (s Seen) Self() string {
	return Seen{v: map[string]any{"x": s.v}}.Text("x")
}

// Number returns the number at the path.
func (s Seen) Number(path string) (float64, bool) {
	n, ok := s.At(path).v.(json.Number)
	if !ok {
		return 0, false
	}
	f, err := n.Float64()
	return f, err == nil
}

// Time returns the time at the path, the zero time where there is none.
func (s Seen) Time(path string) time.Time {
	t, _ := time.Parse(time.RFC3339, s.Text(path))
	return t
}

// Picture returns markup that the library has drawn and escaped: an SVG picture or its table.
// Anything else is shown as text.
func (s Seen) Picture(path string) template.HTML {
	text := s.Text(path)
	if strings.HasPrefix(text, "<svg ") || strings.HasPrefix(text, "<table") {
		return template.HTML(text) //nolint:gosec // drawn by package measure
	}
	return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // escaped
}

// String protects against templates that show the value itself by mistake: it returns a
// placeholder.
func (s Seen) String() string { return fmt.Sprint(confidential.Placeholder) }

// Document returns what may be seen as JSON, for another format such as FHIR.
func (s Seen) Document() ([]byte, error) { return json.MarshalIndent(s.v, "", "  ") }
