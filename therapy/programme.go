package therapy

import (
	"errors"
	"strings"
)

// Programme is a published way to run a modality for a stated condition: how many sessions,
// how long, how many people. A figure is zero if no source that could be read gives it. Zero
// means unknown, never "none".
//
// The zero Programme is not valid.
type Programme struct {
	// ID is a stable name ([ValidName]), unique in its descriptor.
	ID string `json:"id"`
	// Name is the name of the programme, for people to read.
	Name string `json:"name"`
	// Condition is the condition that the programme treats, as a name of an open vocabulary,
	// such as "social-anxiety-disorder". It is empty if the programme is not for one
	// condition.
	Condition string `json:"condition,omitempty"`
	// Population says for whom it is, if the source says so: "adults", "aged 9 to 14".
	Population string `json:"population,omitempty"`
	// Sessions is the usual number of sessions.
	Sessions Range `json:"sessions,omitzero"`
	// FollowUps is the number of further sessions after the course.
	FollowUps Range `json:"followUps,omitzero"`
	// Minutes is the length of one session in minutes.
	Minutes Range `json:"minutes,omitzero"`
	// Weeks is the length of the course in weeks.
	Weeks Range `json:"weeks,omitzero"`
	// PerWeek is the number of sessions a week.
	PerWeek Range `json:"perWeek,omitzero"`
	// Size is the number of clients, for modalities with several clients.
	Size Range `json:"size,omitzero"`
	// Leaders is the number of people who lead a session.
	Leaders Range `json:"leaders,omitzero"`
	// Note adds what the figures do not say.
	Note string `json:"note,omitempty"`
	// Sources support the figures.
	Sources []Source `json:"sources"`
}

// Validate reports everything wrong with the programme at once.
func (p Programme) Validate() error {
	var errs []error
	if !ValidName(p.ID) {
		errs = append(errs, &FieldError{Path: "/id", Rule: "programme-id", Err: ErrSyntax})
	}
	if strings.TrimSpace(p.Name) == "" {
		errs = append(errs, &FieldError{Path: "/name", Rule: "programme-name", Err: ErrRequired})
	}
	if p.Condition != "" && !ValidName(p.Condition) {
		errs = append(errs, &FieldError{Path: "/condition", Rule: "programme-condition", Err: ErrSyntax})
	}
	for _, r := range []struct {
		path string
		r    Range
	}{
		{"/sessions", p.Sessions},
		{"/followUps", p.FollowUps},
		{"/minutes", p.Minutes},
		{"/weeks", p.Weeks},
		{"/perWeek", p.PerWeek},
		{"/size", p.Size},
		{"/leaders", p.Leaders},
	} {
		if !r.r.Valid() {
			errs = append(errs, &FieldError{Path: r.path, Rule: "programme-range", Err: ErrRange})
		}
	}
	errs = append(errs, At("/sources", ValidateSources(p.Sources)))
	return errors.Join(errs...)
}
