package group

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// MemberAttendance is one member's attendance of a group. The zero MemberAttendance
// is nobody's.
type MemberAttendance struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Counted sums up the sessions that count: those during a stay, from the day on
	// which the member had accepted the agreement.
	Counted care.Attendance `json:"counted" kind:"attendance"`
	// Uncounted is how many sessions the member was at before having accepted the
	// agreement. They are shown and count towards nothing.
	Uncounted int `json:"uncounted" kind:"attendance"`
	// Unlisted is how many sessions took place during a stay without the member being
	// listed at all, neither as there nor as away: somebody forgot them.
	Unlisted int `json:"unlisted" kind:"attendance"`
	// Standing is how the member stood to the agreement on the last of the sessions
	// they belonged to.
	Standing Standing `json:"standing,omitzero" kind:"treatment-plan"`
	// Present says whether the stay went on after the last of the sessions.
	Present bool `json:"present" kind:"attendance"`
}

// AttendanceOf sums up the attendance of everybody who has been a member, by id. The
// sessions may come in any order; a session counts once however often it is passed. Those
// of other groups are passed over, and so are those that did not take place, unless
// nobody came ([care.ReasonNoShow]).
func AttendanceOf(r Roster, a Agreement, sessions iter.Seq[Session]) []MemberAttendance {
	held := heldSessions(r, sessions)
	var all []MemberAttendance
	for _, member := range everybody(r) {
		m := MemberAttendance{Member: member}
		var counted []care.Session
		for _, s := range held {
			attendee, expected := s.attendee(member)
			if _, stays := r.MembershipOn(member, s.On()); !stays {
				continue
			}
			m.Standing = a.StandingIn(r, member, s.On())
			switch {
			case !expected:
				m.Unlisted++
			case m.Standing.Counts():
				counted = append(counted, s.Meeting())
			case attendee.Attendance.Present():
				m.Uncounted++
			}
		}
		m.Counted = care.AttendanceOf(member, slices.Values(counted))
		if n := len(held); n > 0 {
			_, m.Present = r.MembershipOn(member, held[n-1].On().AddDays(1))
		}
		all = append(all, m)
	}
	return all
}

// heldSessions returns the sessions of the group that took place, or would have if anybody
// had come, by day, each once.
func heldSessions(r Roster, sessions iter.Seq[Session]) []Session {
	return slices.DeleteFunc(once(sessions), func(s Session) bool {
		noShow := s.meeting.Status() == care.SessionCancelled && s.meeting.Spec().Reason == care.ReasonNoShow
		return s.meeting.Group() != r.group.ID() || !s.meeting.Status().Begun() && !noShow
	})
}

// attendee returns the person's part in the meeting; an entry in error is none.
func (s Session) attendee(person confidential.PersonID) (care.Attendee, bool) {
	a, listed := s.meeting.Attendee(person)
	if !a.Counts() {
		return care.Attendee{}, false
	}
	return a, listed
}

// once returns each session once, by day and then by when it began and by id. Of one that
// is passed several times the last revision counts.
func once(sessions iter.Seq[Session]) []Session {
	latest := map[care.SessionID]Session{}
	for s := range sessions {
		if was, ok := latest[s.Meeting().ID()]; !ok || was.revision() < s.revision() {
			latest[s.Meeting().ID()] = s
		}
	}
	return slices.SortedFunc(maps.Values(latest), func(a, b Session) int {
		return cmp.Or(a.On().Compare(b.On()), a.Meeting().Start().Compare(b.Meeting().Start()), cmp.Compare(a.Meeting().ID(), b.Meeting().ID()))
	})
}

// everybody returns who is or was a member, by id.
func everybody(r Roster) []confidential.PersonID {
	var all []confidential.PersonID
	for _, e := range r.spec.Memberships {
		if e.counts() {
			all = append(all, e.Member)
		}
	}
	slices.SortFunc(all, confidential.PersonID.Compare)
	return slices.Compact(all)
}

// AttritionRule is a plain rule by which somebody may be at risk of dropping out. It
// has no points: rules are read, not added up. The zero AttritionRule is not valid.
type AttritionRule struct {
	// ID is its stable name.
	ID string `json:"id"`
	// Statement says when it applies.
	Statement string `json:"statement"`
	// Advice says what helps.
	Advice string `json:"advice"`
	// Sources say who says so.
	Sources []therapy.Source `json:"sources"`
}

// The ids of the rules of attrition.
const (
	attritionMissedRate   = "missed-one-in-five"
	attritionNoShows      = "missed-in-a-row"
	attritionWithdrawn    = "withdrawn"
	attritionUnprepared   = "unprepared"
	attritionNotAccepted  = "agreement-not-accepted"
	attritionEarlierDrop  = "dropped-out-before"
	attritionTraineeAlone = "trainee-leads"
)

// AttritionRules yields the rules in the order in which findings come.
//
// Research also finds more drop-out among the young and with some diagnoses (E59).
// There is no rule on that: nobody can act on it, and it would single people out.
//
// There is no probability in them, and none can be given: drop-out is common (about one
// in five, source E59), and none of these tells who it will be. They say whom to
// talk to.
func AttritionRules() iter.Seq[AttritionRule] {
	return slices.Values(attritionRules())
}

// attritionRules is the table. Rules without a study of their own say so by citing
// what they lean on.
func attritionRules() []AttritionRule {
	cite := therapy.MustCite
	return []AttritionRule{
		// E67: would not select those who miss even one in four or five meetings.
		{attritionMissedRate, "Has missed at least one in five of at least four sessions.", "Ask what makes coming hard; offer what helps: times, reminders, transport.", cite("E67", "E65")},
		// E67: irregular attendance; E65: reminders and contact help.
		{attritionNoShows, "Has missed the last two sessions or more without saying so.", "Get in touch before the next session.", cite("E67", "E65")},
		// S32: success depends on willingness to engage actively.
		{attritionWithdrawn, "Was withdrawn in the last two sessions for which it was noted.", "Talk one to one; ask what would make the group safer.", cite("S32", "E58")},
		// E66: prepared patients stay longer; E58: early individual sessions reduce drop-out.
		{attritionUnprepared, "Joined without preparation.", "Make up for it with one or two sessions one to one.", cite("E66", "E58", "E65")},
		// E72: clients who cannot or will not agree; a clinical reading of the duty to explain.
		{attritionNotAccepted, "Is a member and has not accepted the agreement.", "Go through the agreement, and ask what stands in the way.", cite("E72", "E76")},
		// E69: repeated abandonment of therapies.
		{attritionEarlierDrop, "Has dropped out of this group before.", "Talk about what happened the last time, and about saying goodbye.", cite("E69")},
		// E59: higher drop-out with trainee therapists.
		{attritionTraineeAlone, "The group is led by a trainee alone.", "A trained co-lead, and supervision.", cite("E59")},
	}
}

// AttritionFinding is a rule that applies to a member, and the figures it rests on.
// The zero AttritionFinding is nobody's.
type AttritionFinding struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Rule is what applies.
	Rule AttritionRule `json:"rule" kind:"treatment-plan"`
	// Figures says what was counted, in words.
	Figures string `json:"figures" kind:"attendance"`
}

// AtRisk returns which rules apply to whom, by member and then in the order of the
// rules. Only those who are members on the day are looked at. prepared says who was
// prepared before joining; a nil prepared means that nobody knows, and then the rule
// on preparation applies to nobody.
func AtRisk(r Roster, a Agreement, sessions iter.Seq[Session], on therapy.Date, prepared func(confidential.PersonID) therapy.Truth) []AttritionFinding {
	var held []Session
	for _, s := range heldSessions(r, sessions) {
		if !on.Before(s.On()) {
			held = append(held, s)
		}
	}
	figures := map[confidential.PersonID]care.Attendance{}
	for _, m := range AttendanceOf(r, a, slices.Values(held)) {
		figures[m.Member] = m.Counted
	}
	alone := traineeAlone(r.group, on)
	var findings []AttritionFinding
	for _, member := range r.MembersOn(on) {
		for _, rule := range attritionRules() {
			text := ""
			switch rule.ID {
			case attritionMissedRate:
				text = missedRate(figures[member])
			case attritionNoShows:
				if n := missedInRow(held, r, member); n >= 2 {
					text = inFigures("row", words.Number("n", n))
				}
			case attritionWithdrawn:
				if withdrawnLately(held, member) {
					text = inFigures("withdrawn")
				}
			case attritionUnprepared:
				if prepared != nil && prepared(member) == therapy.False {
					text = inFigures("prepared")
				}
			case attritionNotAccepted:
				if s := a.StandingIn(r, member, on); !s.Counts() {
					text = s.String()
				}
			case attritionEarlierDrop:
				if n := earlierDrops(r, member, on); n > 0 {
					text = inFigures("earlier", words.Number("n", n))
				}
			case attritionTraineeAlone:
				text = alone
			}
			if text != "" {
				findings = append(findings, AttritionFinding{Member: member, Rule: rule, Figures: text})
			}
		}
	}
	return findings
}

// missedRate counts sessions missed, said beforehand or not; what the service
// cancelled is nobody's absence.
func missedRate(sum care.Attendance) string {
	missed := sum.DidNotAttend + sum.CancelledByClient + sum.CancelledLate
	if sum.Expected() < 4 || 5*missed < sum.Expected() {
		return ""
	}
	return inFigures("missed", words.Number("n", missed), words.Number("of", sum.Expected()))
}

// missedInRow counts the last sessions that the member missed without saying so.
// Sessions that nobody has reported, or that the service called off for the person,
// are passed over.
func missedInRow(held []Session, r Roster, member confidential.PersonID) int {
	n := 0
	for _, s := range slices.Backward(held) {
		attendee, expected := s.attendee(member)
		if _, stays := r.MembershipOn(member, s.On()); !stays || !expected {
			continue
		}
		switch attendee.Attendance {
		case care.DidNotAttend:
			n++
		case care.Attended, care.AttendedLate, care.LeftEarly, care.CancelledByClient, care.CancelledLate:
			return n
		case care.NotReported, care.CancelledByService, care.CancelledByOther:
		}
	}
	return n
}

// withdrawnLately looks at the last two sessions in which somebody noted how the
// member took part.
func withdrawnLately(held []Session, member confidential.PersonID) bool {
	n := 0
	for _, s := range slices.Backward(held) {
		switch p := s.Participation(member); {
		case p == Withdrawn:
			if n++; n == 2 {
				return true
			}
		case p != 0:
			return false
		}
	}
	return false
}

func earlierDrops(r Roster, member confidential.PersonID, on therapy.Date) int {
	n := 0
	for e := range r.MembershipsOf(member) {
		if e.counts() && e.Leaving.Premature() && e.Left.Before(on) {
			n++
		}
	}
	return n
}

// traineeAlone says who leads if it is trainees only; guests do not count.
func traineeAlone(g Group, on therapy.Date) string {
	trainees, others := 0, 0
	for _, l := range g.LeadersOn(on) {
		switch {
		case l.Role == GuestLeader:
		case l.Qualification == Trainee:
			trainees++
		default:
			others++
		}
	}
	if trainees == 0 || others > 0 {
		return ""
	}
	return inFigures("trainees", words.Number("n", trainees))
}

// AttritionSummary is what has become of the stays in a group. The zero
// AttritionSummary counts nothing.
type AttritionSummary struct {
	// Stays is how many stays there have been; Going how many go on.
	Stays int `json:"stays"`
	Going int `json:"going"`
	// Left counts the ended stays by reason. A reason that nobody left for is not in
	// it.
	Left map[Leaving]int `json:"left,omitempty"`
	// DroppedOut is how many ended prematurely.
	DroppedOut int `json:"droppedOut"`
}

// Attrition counts the stays up to and including the day. Stays entered in error do
// not count.
func Attrition(r Roster, on therapy.Date) AttritionSummary {
	var sum AttritionSummary
	for e := range r.Memberships() {
		if !e.counts() || on.Before(e.Joined) {
			continue
		}
		sum.Stays++
		switch {
		case e.Left.IsZero() || !e.Left.Before(on):
			sum.Going++
		default:
			if sum.Left == nil {
				sum.Left = map[Leaving]int{}
			}
			sum.Left[e.Leaving]++
			if e.Leaving.Premature() {
				sum.DroppedOut++
			}
		}
	}
	return sum
}

// String says it in English: "8 stays: 6 go on, 1 completed, 1 dropped out".
func (s AttritionSummary) String() string { return s.Words(words.English()) }

// Words says it in a language.
func (s AttritionSummary) Words(language words.Language) string {
	parts := []string{texts.Say(language, "group.attrition.going", words.Number("n", s.Going))}
	for l := Leaving(1); l < numLeavings; l++ {
		if n := s.Left[l]; n > 0 {
			parts = append(parts, texts.Say(language, "group.attrition.left",
				words.Number("n", n), words.Name("leaving", therapy.Spoken(language, "leaving", l))))
		}
	}
	return texts.Say(language, "group.attrition.stays", words.Number("n", s.Stays), words.Name("parts", strings.Join(parts, ", ")))
}

// In returns the finding with its texts in a language, to be shown and not to be stored.
func (f AttritionFinding) In(language words.Language) AttritionFinding {
	f.Rule, f.Figures = f.Rule.In(language), texts.Retell(language, f.Figures)
	return f
}

// In returns the rule with its texts in a language, to be shown and not to be stored.
func (r AttritionRule) In(language words.Language) AttritionRule {
	r.Statement = language.Text(words.Join("group", "attrition", r.ID, "statement"), r.Statement)
	r.Advice = language.Text(words.Join("group", "attrition", r.ID, "advice"), r.Advice)
	return r
}

// inFigures says what was counted, in English; [AttritionFinding.In] says it in others.
func inFigures(key string, args ...words.Arg) string {
	return texts.Say(words.English(), words.Join("group", "attrition", "figures", key), args...)
}
