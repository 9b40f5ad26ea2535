package web

import (
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	lib "github.com/therapykit/therapykit/therapy/words"

	"github.com/therapykit/therapykit/examples/clinic/words"
)

// sets holds all templates, by the tag of the language and the name of the template.
type sets map[string]map[string]*template.Template

// parse parses the templates. Each file defines "main", which the layout includes.
func parse(files []fs.FS) sets {
	all := sets{}
	for tag, language := range words.Languages() {
		layout := template.Must(template.New("layout.html").Funcs(functions(language)).ParseFS(pages, "pages/layout.html"))
		all[tag] = map[string]*template.Template{}
		for _, f := range files {
			names, err := fs.Glob(f, "*/*.html")
			if err != nil {
				panic(err)
			}
			for _, name := range names {
				if path.Base(name) == "layout.html" {
					continue
				}
				set := template.Must(template.Must(layout.Clone()).ParseFS(f, name))
				all[tag][strings.TrimSuffix(path.Base(name), ".html")] = set
			}
		}
	}
	return all
}

func (s sets) execute(w io.Writer, tag, name string, data frame) error {
	set, ok := s[tag][name]
	if !ok {
		return fs.ErrNotExist
	}
	return set.ExecuteTemplate(w, "layout.html", data)
}

// functions are the functions for templates: t returns a text for a key and its English, word the
// text of a vocabulary's name, and day and clock a time.
func functions(l lib.Language) template.FuncMap {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // time/tzdata is linked
	}
	return template.FuncMap{
		"t":    func(key, english string) string { return l.Text(words.Key(key), english) },
		"tn":   func(key, english string, n int) string { return l.Format(words.Key(key), english, lib.Number("n", n)) },
		"tx":   func(key, english, x string) string { return l.Format(words.Key(key), english, lib.Name("x", x)) },
		"word": func(name string) string { return words.Word(l, name) },
		"day": func(t any) string {
			at := moment(t)
			if at.IsZero() {
				return ""
			}
			if _, whole := t.(time.Time); whole {
				at = at.In(zone)
			}
			return l.Day(at)
		},
		"clock":  func(t any) string { return moment(t).In(zone).Format("15:04") },
		"lang":   l.Tag,
		"notice": l.Notice,
		"dict": func(pairs ...any) map[string]any {
			m := map[string]any{}
			for i := 0; i+1 < len(pairs); i += 2 {
				m[pairs[i].(string)] = pairs[i+1]
			}
			return m
		},
		"typed": func(f frame, field, otherwise string) string {
			if f.Typed.Has(field) {
				return f.Typed.Get(field)
			}
			return otherwise
		},
	}
}

func moment(t any) time.Time {
	switch x := t.(type) {
	case time.Time:
		return x
	case string:
		for _, layout := range []string{time.RFC3339, time.DateOnly} {
			if at, err := time.Parse(layout, x); err == nil {
				return at
			}
		}
	}
	return time.Time{}
}
