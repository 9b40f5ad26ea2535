package therapy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

func TestProgrammeValidate(t *testing.T) {
	bad := therapy.Range{Min: 2, Max: 1}
	for _, test := range []struct {
		name   string
		change func(*therapy.Programme)
		want   []string
	}{
		{"only what has to be stated", func(*therapy.Programme) {}, nil},
		{"for a condition", func(p *therapy.Programme) { p.Condition = "social-anxiety-disorder" }, nil},
		{"malformed id", func(p *therapy.Programme) { p.ID = "" }, []string{"/id programme-id"}},
		{"no name", func(p *therapy.Programme) { p.Name = " " }, []string{"/name programme-name"}},
		{"malformed condition", func(p *therapy.Programme) { p.Condition = "Social anxiety" }, []string{"/condition programme-condition"}},
		{"sessions", func(p *therapy.Programme) { p.Sessions = bad }, []string{"/sessions programme-range"}},
		{"follow-ups", func(p *therapy.Programme) { p.FollowUps = bad }, []string{"/followUps programme-range"}},
		{"minutes", func(p *therapy.Programme) { p.Minutes = bad }, []string{"/minutes programme-range"}},
		{"weeks", func(p *therapy.Programme) { p.Weeks = bad }, []string{"/weeks programme-range"}},
		{"per week", func(p *therapy.Programme) { p.PerWeek = bad }, []string{"/perWeek programme-range"}},
		{"size", func(p *therapy.Programme) { p.Size = bad }, []string{"/size programme-range"}},
		{"leaders", func(p *therapy.Programme) { p.Leaders = bad }, []string{"/leaders programme-range"}},
		{"no source", func(p *therapy.Programme) { p.Sources = nil }, []string{"/sources sources-missing"}},
		{"everything at once", func(p *therapy.Programme) { *p = therapy.Programme{Condition: "X", Sessions: bad, Size: bad} }, []string{
			"/id programme-id", "/name programme-name", "/condition programme-condition", "/sessions programme-range", "/size programme-range",
			"/sources sources-missing",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := therapy.Programme{ID: "course", Name: "A course", Sources: sources()}
			test.change(&p)
			require.Equal(t, test.want, broken(t, p.Validate()))
		})
	}
}
