package policy

import (
	"fmt"
	"slices"

	"github.com/therapykit/therapykit/recommend/internal/layout"
	"github.com/therapykit/therapykit/therapy"
)

// About says what an option is like, in the same five points for every option and whatever a
// person has answered. Texts show all of it, so that no option is described in more detail
// than another. About is not part of a policy's digest. The zero About is empty.
type About struct {
	// Like describes it: who talks with whom, and who hears it.
	Like Words `json:"like"`
	// People is how many take part.
	People Words `json:"people"`
	// Often is how the times are found and how often people meet.
	Often Words `json:"often"`
	// Length is how long a course and a session take.
	Length Words `json:"length"`
	// Cost is what it costs compared with other options.
	Cost Words `json:"cost"`
	// Together says that other clients take part.
	Together bool `json:"together,omitempty"`
	// Sources say where this was published.
	Sources []therapy.Source `json:"sources"`
}

// IsZero reports whether the description is empty.
func (a About) IsZero() bool { return a.Like == (Words{}) && len(a.Sources) == 0 }

// Points returns the five points in the order in which they are shown.
func (a About) Points() [5]Words { return [...]Words{a.Like, a.People, a.Often, a.Length, a.Cost} }

func (a *About) parts() [5]struct {
	name string
	says *Words
} {
	return [...]struct {
		name string
		says *Words
	}{{"like", &a.Like}, {"people", &a.People}, {"often", &a.Often}, {"length", &a.Length}, {"cost", &a.Cost}}
}

func (a About) validate() error {
	var c therapy.Check
	for _, part := range a.parts() {
		c.Part("/"+part.name, part.says.validate())
	}
	c.Part("/sources", therapy.ValidateSources(a.Sources))
	return c.Err()
}

func (a About) clone() About {
	a.Sources = slices.Clone(a.Sources)
	return a
}

// AboutOf describes an option from the descriptors of its modalities: who takes part and
// hears what is said, how times are set, how long published programmes are, and what a
// session costs compared with others. An option of several modalities gets the same five
// points for all its parts together: its parts have descriptions of their own. AboutOf
// returns the zero About if c lacks one of the modalities.
func AboutOf(c therapy.Catalogue, o Option) About {
	var parts []therapy.Descriptor
	for m := range o.Modalities() {
		d, ok := c.Lookup(m)
		if !ok {
			return About{}
		}
		parts = append(parts, d)
	}
	// The one-to-one part comes first, as in the names of options.
	slices.SortStableFunc(parts, func(a, b therapy.Descriptor) int { return a.Participants.Clients.Max - b.Participants.Clients.Max })
	points := together(parts)
	if len(parts) == 1 {
		points = describe(parts[0])
	}
	var about About
	for i, part := range about.parts() {
		*part.says = Words{layout.Capital(points[i].Clinician) + ".", layout.Capital(points[i].Client) + "."}
	}
	for _, d := range parts {
		about.Together = about.Together || d.Participants.Clients.Max != 1
		for _, t := range []therapy.Trait{d.Relationship.Trait, d.Privacy.Trait, d.Participants.Trait, d.Time.Trait, d.Cost.Trait} {
			for _, s := range t.Sources {
				if !slices.ContainsFunc(about.Sources, func(t therapy.Source) bool { return t.ID == s.ID }) {
					about.Sources = append(about.Sources, s)
				}
			}
		}
	}
	return about
}

// describe returns the five points of one modality, each as a sentence without its capital
// letter and full stop.
func describe(d therapy.Descriptor) [5]Words {
	sessions, minutes, perWeek := courses(d)
	return [...]Words{like(d), people(d), often(d.Time.Schedule, perWeek), length(sessions, minutes), price(d.Cost.Relative)}
}

// together returns the five points of several modalities that a client attends together. Each of
// them also has its own description; this is the description of all of them together.
func together(parts []therapy.Descriptor) [5]Words {
	all := "both"
	if len(parts) > 2 {
		all = "all"
	}
	cost := Words{"it costs at least as much as its parts together, in money and in time", "you pay for " + all + ", and need time for " + all}
	return [...]Words{whoHears(parts), groupSizes(parts), meetings(parts), total(parts), cost}
}

// whoHears says in how many parts others hear what is said.
func whoHears(parts []therapy.Descriptor) Words {
	open := 0
	for _, d := range parts {
		if d.Privacy.Leakage == therapy.LeakageShared || d.Privacy.Leakage == therapy.LeakageHigher {
			open++
		}
	}
	const clinician = "each part as it is by itself; "
	switch open {
	case 0:
		return Words{clinician + "nobody but the therapist hears what is said", "each part is as it is by itself. Nobody else hears you"}
	case len(parts):
		return Words{clinician + "others hear what is said", "each part is as it is by itself. Others hear you"}
	case 1:
		return Words{clinician + "in one, others hear what is said", "each part is as it is by itself. In one, others hear you"}
	}
	return Words{clinician + "in some, others hear what is said", "each part is as it is by itself. In some, others hear you"}
}

// groupSizes says how many people each part has.
func groupSizes(parts []therapy.Descriptor) (says Words) {
	for i, d := range parts {
		switch name := partName(i, len(parts)); i {
		case 0:
			says = Words{name + " " + people(d).Clinician, name + ", " + companions(d)}
		default:
			says = Words{says.Clinician + "; " + name + " " + people(d).Clinician, says.Client + ". " + layout.Capital(name) + ", " + companions(d)}
		}
	}
	return says
}

func partName(i, n int) string {
	switch {
	case i == 0:
		return "in one part"
	case n == 2:
		return "in the other"
	}
	return "in another"
}

// meetings says how often people meet in all parts together.
func meetings(parts []therapy.Descriptor) Words {
	var all []therapy.Range
	for _, d := range parts {
		_, _, perWeek := courses(d)
		all = append(all, perWeek)
	}
	if n := sum(all); !n.IsZero() {
		return Words{"each part at times of its own, often " + span(n) + " times a week in all", "often " + span(n) + " times a week in all"}
	}
	return Words{"each part at times of its own", "its own times for each part"}
}

// total says how long the courses of all parts are together.
func total(parts []therapy.Descriptor) Words {
	var all []therapy.Range
	var minutes therapy.Range
	for _, d := range parts {
		sessions, m, _ := courses(d)
		all, minutes = append(all, sessions), widen(minutes, m)
	}
	n := sum(all)
	if n.IsZero() || minutes.IsZero() {
		return Words{"each part as long as it is by itself", "each part is as long as it is by itself"}
	}
	return Words{
		fmt.Sprintf("%s sessions of %s minutes in all", span(n), span(minutes)),
		fmt.Sprintf("often %s meetings of %s minutes in all", span(n), span(minutes)),
	}
}

// sum adds ranges up; it is zero unless all of them are known.
func sum(all []therapy.Range) (total therapy.Range) {
	open := false
	for _, r := range all {
		if r.IsZero() {
			return therapy.Range{}
		}
		total.Min, total.Max = total.Min+max(r.Min, 1), total.Max+r.Max
		open = open || r.Max == 0
	}
	if open {
		total.Max = 0
	}
	return total
}

// courses returns the widest ranges of the published programmes.
func courses(d therapy.Descriptor) (sessions, minutes, perWeek therapy.Range) {
	for _, p := range d.Programmes {
		sessions, minutes, perWeek = widen(sessions, p.Sessions), widen(minutes, p.Minutes), widen(perWeek, p.PerWeek)
	}
	return sessions, minutes, perWeek
}

func widen(a, b therapy.Range) therapy.Range {
	if b.Min > 0 && (a.Min == 0 || b.Min < a.Min) {
		a.Min = b.Min
	}
	a.Max = max(a.Max, b.Max, b.Min)
	if a.Min == 0 {
		a.Min = a.Max
	}
	return a
}

func span(r therapy.Range) string {
	switch {
	case r.Max == 0:
		return fmt.Sprintf("%d or more", r.Min)
	case r.Min == r.Max || r.Min == 0:
		return fmt.Sprint(r.Max)
	}
	return fmt.Sprintf("%d to %d", r.Min, r.Max)
}

func like(d therapy.Descriptor) Words {
	client := "you talk with a therapist"
	if d.Participants.Clients.Max != 1 {
		client = "you talk with a therapist and other people"
		if d.Participants.SharedConcern {
			client = "you talk with people with a problem like yours"
		}
	}
	switch d.Privacy.Leakage {
	case therapy.LeakageShared:
		return Words{"people close to each other hear what is said", client + ". They hear you"}
	case therapy.LeakageHigher:
		return Words{"everybody in the room hears what is said, and it can travel", client + ". They hear you"}
	case therapy.LeakageLowest:
	}
	return Words{"nobody but the therapist hears what is said", client + ". Nobody else hears you"}
}

func people(d therapy.Descriptor) Words {
	r, leaders := d.Participants.Clients, d.Participants.Therapists
	with, led := "with one therapist", " and a therapist"
	if leaders.Max != 1 {
		with, led = "with one therapist or more", " and a therapist or two"
	}
	switch {
	case r.Max == 1:
		return Words{"one client " + with, companions(d)}
	case r.Min == r.Max:
		return Words{fmt.Sprintf("%d clients %s", r.Min, with), companions(d) + led}
	}
	return Words{fmt.Sprintf("usually %s clients %s", span(r), with), "often " + companions(d) + led}
}

// companions says in plain words who else takes part.
func companions(d therapy.Descriptor) string {
	if d.Participants.Clients.Max == 1 {
		return "you and one therapist"
	}
	return span(d.Participants.Clients) + " people"
}

func often(s therapy.Scheduling, perWeek therapy.Range) Words {
	words := Words{"times as agreed", "times as you agree"}
	switch s {
	case therapy.ScheduleFlexible:
		words = Words{"times as agreed with the client", "times as you agree"}
	case therapy.ScheduleRegular:
		words = Words{"the same times for everybody", "the same times for all"}
	case therapy.ScheduleImmediate:
		words = Words{"at once, when it is needed", "it is there when you need it"}
	case therapy.ScheduleDropIn:
		words = Words{"at set times, open to whoever comes", "it is open at set times"}
	}
	if perWeek.IsZero() {
		return words
	}
	n := span(perWeek) + " times a week"
	switch perWeek {
	case therapy.Range{Min: 1, Max: 1}:
		n = "once a week"
	case therapy.Range{Min: 1, Max: 2}:
		n = "once or twice a week"
	}
	return Words{words.Clinician + ", often " + n, words.Client + ", often " + n}
}

func length(sessions, minutes therapy.Range) Words {
	switch {
	case sessions.IsZero() && minutes.IsZero():
		return Words{"as long as agreed", "you agree how long it takes"}
	case sessions.IsZero():
		return Words{"sessions of " + span(minutes) + " minutes", "one meeting takes " + span(minutes) + " minutes"}
	case minutes.IsZero():
		return Words{span(sessions) + " sessions", "most courses have " + span(sessions) + " meetings"}
	}
	return Words{
		fmt.Sprintf("%s sessions of %s minutes", span(sessions), span(minutes)),
		fmt.Sprintf("often %s meetings of %s minutes", span(sessions), span(minutes)),
	}
}

func price(level therapy.CostLevel) Words {
	switch level {
	case therapy.CostLowest:
		return Words{"free, or nearly so", "it costs you little or nothing"}
	case therapy.CostLower:
		return Words{"a session usually costs less, which says nothing about value for money", "one session often costs less"}
	case therapy.CostHigher:
		return Words{"a session usually costs more, which says nothing about value for money", "one session often costs more"}
	case therapy.CostHighest:
		return Words{"it costs more than other formats", "it costs more than most"}
	}
	return Words{"the price is not stated", "ask what it costs"}
}
