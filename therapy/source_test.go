package therapy_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

func TestSourceValidate(t *testing.T) {
	require.NoError(t, aSource("T1").Validate())
	for _, test := range []struct {
		name   string
		change func(*therapy.Source)
		want   []string
	}{
		{"no id", func(s *therapy.Source) { s.ID = "" }, []string{"/id source-id"}},
		{"an id that starts with a digit", func(s *therapy.Source) { s.ID = "1a" }, []string{"/id source-id"}},
		{"an id with a space", func(s *therapy.Source) { s.ID = "E 1" }, []string{"/id source-id"}},
		{"an id of 33 bytes", func(s *therapy.Source) { s.ID = strings.Repeat("a", 33) }, []string{"/id source-id"}},
		{"an id of 32 bytes", func(s *therapy.Source) { s.ID = strings.Repeat("a", 32) }, nil},
		{"an id with dot and hyphen", func(s *therapy.Source) { s.ID = "NG222.1-2" }, nil},
		{"an id of the letters and digits at the ends", func(s *therapy.Source) { s.ID = "azAZ09" }, nil},
		{"an id that starts with the last small letter", func(s *therapy.Source) { s.ID = "z" }, nil},
		{"an id with the character before the digits", func(s *therapy.Source) { s.ID = "a/" }, []string{"/id source-id"}},
		{"an id with the character after them", func(s *therapy.Source) { s.ID = "a:" }, []string{"/id source-id"}},
		{"no document", func(s *therapy.Source) { s.Document = " \t" }, []string{"/document source-document"}},
		{"no strength", func(s *therapy.Source) { s.Strength = 0 }, []string{"/strength source-strength"}},
		{"a strength that there is not", func(s *therapy.Source) { s.Strength = 200 }, []string{"/strength source-strength"}},
		{"a year too early", func(s *therapy.Source) { s.Year = 1799 }, []string{"/year source-year"}},
		{"a year too late", func(s *therapy.Source) { s.Year = 2201 }, []string{"/year source-year"}},
		{"a negative year", func(s *therapy.Source) { s.Year = -1 }, []string{"/year source-year"}},
		{"the first year", func(s *therapy.Source) { s.Year = 1800 }, nil},
		{"the last year", func(s *therapy.Source) { s.Year = 2200 }, nil},
		{"a link that is not secure", func(s *therapy.Source) { s.Link = "http://example.org" }, []string{"/link source-link"}},
		{"a link that is only a beginning", func(s *therapy.Source) { s.Link = "https://" }, []string{"/link source-link"}},
		{"a link with prose", func(s *therapy.Source) { s.Link = "https://example.org and more" }, []string{"/link source-link"}},
		{"a link", func(s *therapy.Source) { s.Link = "https://example.org/a" }, nil},
		{"everything at once", func(s *therapy.Source) { *s = therapy.Source{Year: 1, Link: "x"} }, []string{
			"/id source-id", "/document source-document", "/strength source-strength", "/year source-year", "/link source-link",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := aSource("T1")
			test.change(&s)
			require.Equal(t, test.want, broken(t, s.Validate()))
		})
	}
}

func TestValidateSources(t *testing.T) {
	require.NoError(t, therapy.ValidateSources(sources()))
	require.Equal(t, []string{" sources-missing"}, broken(t, therapy.ValidateSources(nil)))
	got := therapy.ValidateSources([]therapy.Source{aSource("A"), {}, aSource("A"), {}})
	require.Equal(t, []string{
		"/1/id source-id", "/1/document source-document", "/1/strength source-strength", "/2/id source-duplicate",
		"/3/id source-id", "/3/document source-document", "/3/strength source-strength",
	}, broken(t, got))
}

func TestSourceString(t *testing.T) {
	for _, test := range []struct {
		name string
		s    therapy.Source
		want string
	}{
		{"zero names nothing", therapy.Source{}, ""},
		{"the least", therapy.Source{ID: "A", Document: "Doc"}, "A, Doc"},
		{"the most", therapy.Source{
			ID: "A", Document: "Doc", Organisation: "Org", Section: "3", Year: 2020, Strength: therapy.GuidelineArchived, Claim: "not shown",
		}, "A, Org, Doc, 3, 2020 (guideline archived)"},
	} {
		require.Equal(t, test.want, test.s.String(), test.name)
	}
}

func TestSourceJSON(t *testing.T) {
	s := aSource("T1")
	data, err := json.Marshal(s)
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"T1","document":"A made-up document","strength":"textbook"}`, string(data), "empty fields are left out")
	s.Year, s.Link, s.ReviewBy = 2020, "https://example.org", therapy.MustDate(2027, time.January, 1)
	data, err = json.Marshal(s)
	require.NoError(t, err)
	var back therapy.Source
	require.NoError(t, therapy.UnmarshalStrict(data, &back))
	require.Equal(t, map[therapy.Source]bool{s: true}, map[therapy.Source]bool{back: true}, "sources are comparable")
	_, err = json.Marshal(therapy.Source{ID: "A"})
	require.Error(t, err, "a source without a strength cannot be encoded")
}
