package page

import (
	"embed"
	"html/template"
	"sync"
)

//go:embed *.html style.css
var files embed.FS

// built is made at the first use, so that a program that never writes a page starts faster.
var built = sync.OnceValue(func() (t struct {
	form, recommendation *template.Template
	style                template.CSS
},
) {
	t.form = template.Must(template.ParseFS(files, "form.html"))
	t.recommendation = template.Must(template.ParseFS(files, "recommendation.html"))
	text, err := files.ReadFile("style.css")
	if err != nil {
		panic("page: " + err.Error())
	}
	t.style = template.CSS(text) //nolint:gosec // a file of this package
	return t
})
