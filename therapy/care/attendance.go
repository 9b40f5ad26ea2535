package care

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// Attendance sums up a person's sessions. The fields are plain counts; each method says which
// of them it uses.
//
// The zero Attendance is that of a person who was expected at no session.
type Attendance struct { //nolint:recvcheck // counting is on the pointer
	confidential.Hidden
	// Attended, Late and LeftEarly count the sessions at which the person was present from
	// beginning to end, came late, or left early.
	Attended  int `json:"attended,omitzero"`
	Late      int `json:"late,omitzero"`
	LeftEarly int `json:"leftEarly,omitzero"`
	// DidNotAttend counts those at which the person was expected and did not come.
	DidNotAttend int `json:"didNotAttend,omitzero"`
	// CancelledByClient, CancelledByService and CancelledByOther count those that were
	// cancelled for the person in time, CancelledLate those that the person cancelled too
	// late.
	CancelledByClient  int `json:"cancelledByClient,omitzero"`
	CancelledByService int `json:"cancelledByService,omitzero"`
	CancelledByOther   int `json:"cancelledByOther,omitzero"`
	CancelledLate      int `json:"cancelledLate,omitzero"`
	// NotReported counts those for which nobody has reported attendance yet.
	NotReported int `json:"notReported,omitzero"`
	// Minutes is the total time the person was present. If it was not recorded for a session
	// and the person was present from beginning to end, the length of the session counts: the
	// actual length, or else the planned one.
	Minutes int `json:"minutes,omitzero"`
	// Unmeasured counts the sessions that Minutes leaves out: the person was present for part
	// of the time, and it was not recorded how long.
	Unmeasured int `json:"unmeasured,omitzero"`
	// Absences is how many times in a row the person has been absent up to now, and
	// LongestAbsences the longest such row. A session that the service cancelled, or for
	// which nobody has reported attendance, neither continues nor ends a row. Several
	// sessions at the same moment count once; the person was present if they attended one of
	// them.
	Absences        int `json:"absences,omitzero"`
	LongestAbsences int `json:"longestAbsences,omitzero"`
}

// AttendanceOf adds up the sessions at which client was expected. They may come in any order.
// A session counts once, however often it occurs; of several states the latest counts.
// Entries marked as errors do not count. Sessions that have not begun do not count either,
// unless they were cancelled for the person or the person did not come.
func AttendanceOf(client confidential.PersonID, sessions iter.Seq[Session]) Attendance {
	var sum Attendance
	var moment time.Time
	here, away := false, false
	turn := func() {
		switch {
		case here:
			sum.Absences = 0
		case away:
			sum.Absences++
			sum.LongestAbsences = max(sum.LongestAbsences, sum.Absences)
		}
		here, away = false, false
	}
	for s := range DistinctSessions(sessions) {
		if s.Status() == SessionEnteredInError {
			continue
		}
		a, expected := s.Attendee(client)
		if !expected || !a.Counts() || a.Attendance == NotReported && !s.Status().Begun() && s.Status() != SessionUnknown {
			continue
		}
		if !s.Start().Equal(moment) {
			turn()
			moment = s.Start()
		}
		sum.add(a, s.spec().lasted())
		here = here || a.Attendance.Present()
		away = away || a.Attendance == DidNotAttend || a.Attendance == CancelledByClient || a.Attendance == CancelledByOther || a.Attendance == CancelledLate
	}
	turn()
	return sum
}

// add counts one session of the given length in minutes.
func (sum *Attendance) add(a Attendee, lasted int) {
	switch a.Attendance {
	case Attended:
		sum.Attended++
		if a.Minutes == 0 {
			a.Minutes = lasted
		}
	case AttendedLate:
		sum.Late++
	case LeftEarly:
		sum.LeftEarly++
	case DidNotAttend:
		sum.DidNotAttend++
	case CancelledByClient:
		sum.CancelledByClient++
	case CancelledByOther:
		sum.CancelledByOther++
	case CancelledByService:
		sum.CancelledByService++
	case CancelledLate:
		sum.CancelledLate++
	case NotReported, 0, numAttendanceStatuses:
		sum.NotReported++
	}
	if a.Attendance.Present() {
		sum.Minutes += a.Minutes
		if a.Minutes == 0 {
			sum.Unmeasured++
		}
	}
}

// DistinctSessions yields each session once, however often it occurs. Of several states of a
// session it yields the latest, by the number of its revision. They are ordered by their
// start, then by id. All counts of sessions in this package count these.
func DistinctSessions(sessions iter.Seq[Session]) iter.Seq[Session] {
	return func(yield func(Session) bool) {
		latest := map[SessionID]Session{}
		for s := range sessions {
			if known, ok := latest[s.ID()]; !ok || s.Revision().Number > known.Revision().Number {
				latest[s.ID()] = s
			}
		}
		distinct := slices.SortedFunc(maps.Values(latest), func(a, b Session) int {
			return cmp.Or(a.Start().Compare(b.Start()), cmp.Compare(a.ID(), b.ID()))
		})
		for _, s := range distinct {
			if !s.IsZero() && !yield(s) {
				return
			}
		}
	}
}

// Delivered is the dose: the number of sessions at which the person was present, for at least
// part of the time.
func (sum Attendance) Delivered() int { return sum.Attended + sum.Late + sum.LeftEarly }

// Expected is the number of sessions that the person could have attended: those they
// attended, missed, or cancelled themselves, in time or late. It does not count sessions that
// the service or another person cancelled, or for which nobody has reported attendance.
func (sum Attendance) Expected() int {
	return sum.Delivered() + sum.DidNotAttend + sum.CancelledByClient + sum.CancelledLate
}

// Rate is Delivered as a share of Expected, from 0 to 1. ok is false if Expected is 0: there
// is then no rate.
func (sum Attendance) Rate() (rate float64, ok bool) {
	if sum.Expected() == 0 {
		return 0, false
	}
	return float64(sum.Delivered()) / float64(sum.Expected()), true
}

// Words says the counts in a language.
func (sum Attendance) Words(language words.Language) string {
	parts := []string{texts.Say(language, "care.attendance", words.Number("delivered", sum.Delivered()), words.Number("expected", sum.Expected()))}
	for _, part := range []struct {
		n    int
		what string
	}{
		{sum.Late, "late"},
		{sum.LeftEarly, "left-early"},
		{sum.DidNotAttend, "did-not-attend"},
		{sum.CancelledByClient, "cancelled-by-client"},
		{sum.CancelledLate, "cancelled-late"},
		{sum.CancelledByService, "cancelled-by-service"},
		{sum.CancelledByOther, "cancelled-by-other"},
		{sum.NotReported, "not-reported"},
		{sum.Absences, "in-a-row"},
	} {
		if part.n > 0 {
			parts = append(parts, texts.Say(language, words.Join("care", "attendance", part.what), words.Number("n", part.n)))
		}
	}
	return strings.Join(parts, ", ")
}

// Dose compares the delivered sessions with the planned ones. The zero Dose says that no
// session was delivered or planned.
type Dose struct {
	confidential.Hidden
	// Delivered is the number of sessions that the person attended.
	Delivered int `json:"delivered"`
	// Planned is the expected number; the zero Range if none was set.
	Planned therapy.Range `json:"planned,omitzero"`
}

// DoseOf compares the sessions that client attended with the schedule of the strand. Only
// sessions of that plan and strand count, each once.
func DoseOf(client confidential.PersonID, plan PlanID, strand Strand, sessions iter.Seq[Session]) Dose {
	of := func(yield func(Session) bool) {
		for s := range sessions {
			a, _ := s.Attendee(client)
			p, id := s.Strand()
			if (p == plan || a.Plan == plan) && id == strand.ID && !yield(s) {
				return
			}
		}
	}
	return Dose{Delivered: AttendanceOf(client, of).Delivered(), Planned: strand.Schedule.Dose()}
}

// Left is how many planned sessions are still to come: least for the lower end of the planned
// range, most for its upper end. A most of -1 means that no upper end is set.
func (d Dose) Left() (least, most int) {
	if d.Planned.Max == 0 {
		return max(0, d.Planned.Min-d.Delivered), -1
	}
	return max(0, d.Planned.Min-d.Delivered), max(0, d.Planned.Max-d.Delivered)
}

// Words says the dose in a language.
func (d Dose) Words(language words.Language) string {
	if d.Planned.IsZero() {
		return texts.Say(language, "care.dose.none", words.Number("n", d.Delivered))
	}
	return texts.Say(language, "care.dose", words.Number("n", d.Delivered), words.Name("planned", sessionsWords(language, d.Planned)))
}

// sessionsWords says how many sessions: "12 sessions", "6 to 12 sessions".
func sessionsWords(language words.Language, r therapy.Range) string {
	switch {
	case r.Max == 0:
		return texts.Say(language, "care.sessions.least", words.Number("n", r.Min))
	case r.Min == 0:
		return texts.Say(language, "care.sessions.most", words.Number("n", r.Max))
	case r.Min == r.Max:
		return texts.Say(language, "care.sessions", words.Number("n", r.Min))
	}
	return texts.Say(language, "care.sessions.range", words.Number("n", r.Min), words.Number("most", r.Max))
}
