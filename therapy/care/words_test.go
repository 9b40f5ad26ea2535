package care_test

import (
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// TestChangesAndFindingsAreTranslated checks that every change and every finding of a plan is
// translated completely, except for ids.
func TestChangesAndFindingsAreTranslated(t *testing.T) {
	t.Parallel()
	before, after := newPlan(t, fullPlan()), func() care.Plan {
		spec := fullPlan()
		spec.Status, spec.ReviewEvery, spec.Until = care.PlanOnHold, 42, therapy.MustDate(2026, 12, 1)
		spec.Goals[0].Status, spec.Goals[0].Reason, spec.Goals[0].Targets = care.GoalOnHold, care.ReasonHoliday, nil
		spec.Strands[0].Delivery, spec.Strands[0].Schedule = care.Remote, care.MustSchedule(care.ScheduleSpec{
			Kind: therapy.ScheduleRegular, Zone: "Europe/London", From: therapy.MustDate(2026, 1, 5), Every: 2, Per: care.Weekly,
			At: care.MustClockTime(18, 0), Minutes: 50, Sessions: therapy.Range{Min: 6, Max: 12},
		})
		return newPlan(t, spec)
	}()
	n := 0
	for _, change := range slices.Concat(care.Diff(before, after), care.Diff(after, before)) {
		told := change.In(words.Pseudo()).Words
		require.NotContains(t, told, words.Mark, change.Words)
		require.True(t, strings.HasPrefix(told, "⟦"), told)
		require.Equal(t, change, change.In(words.English()))
		n++
	}
	require.Greater(t, n, 10)
	for finding := range before.Findings(therapy.MustDate(2027, 1, 1)) {
		require.True(t, strings.HasPrefix(finding.In(words.Pseudo()).Words, "⟦"), finding.Words)
	}
	goal := fullPlan().Goals[0]
	goal.Scale = care.AttainmentScale{}
	judged, err := care.Assess(goal, slices.Values([]care.Observation{{At: moment(1), Measure: "phq-9", Value: 16}, {At: moment(8), Measure: "phq-9", Value: 10}}), nhs(t))
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(judged.In(words.Pseudo()).Words, "⟦⟦⟦phq-9 bélõw"), judged.In(words.Pseudo()).Words)
	require.Equal(t, judged, judged.In(words.English()))
}

// TestFieldsHaveNames checks that every field of a record has a text for its name, which messages
// about changes use.
func TestFieldsHaveNames(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, english := range care.Messages() {
		known[english] = true
	}
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] || typ == reflect.TypeFor[time.Time]() {
			return
		}
		seen[typ] = true
		for field := range typ.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if !field.IsExported() || name == "-" {
				continue
			}
			if name != "" {
				require.True(t, known[confidential.FieldName(words.English(), name)], "%s of %s", name, typ)
			}
			walk(field.Type)
		}
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[care.PlanSpec](), reflect.TypeFor[care.SessionSpec](), reflect.TypeFor[care.EpisodeSpec]()} {
		walk(typ)
	}
	require.Greater(t, len(seen), 20)
}

// TestNamesHaveTexts checks that every name of a vocabulary in a record has a text.
func TestNamesHaveTexts(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, english := range care.Messages() {
		known[english] = true
	}
	check := func(names iter.Seq[string]) {
		n := 0
		for name := range names {
			require.True(t, known[name], name)
			n++
		}
		require.Positive(t, n)
	}
	check(namesOf[care.PlanStatus]())
	check(namesOf[care.GoalStatus]())
	check(namesOf[care.SessionStatus]())
	check(namesOf[care.Achievement]())
	check(namesOf[care.AttendanceStatus]())
	check(namesOf[care.Agreement]())
	check(namesOf[care.Delivery]())
	check(namesOf[care.EndingKind]())
	check(namesOf[care.Scope]())
	check(namesOf[care.Voice]())
	check(namesOf[care.Priority]())
	check(namesOf[care.StepKind]())
	check(namesOf[care.NoteStatus]())
	check(namesOf[care.Weekday]())
}

func namesOf[T interface {
	~uint8
	Valid() bool
	String() string
}]() iter.Seq[string] {
	return func(yield func(string) bool) {
		for v := T(1); v.Valid() && yield(v.String()); v++ {
			continue
		}
	}
}
