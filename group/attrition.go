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

// MemberAttendance is one member's attendance of a group. The zero MemberAttendance has no
// member.
type MemberAttendance struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Counted sums up the sessions that count: those during a stay, from the day on which the
	// member accepted the agreement.
	Counted care.Attendance `json:"counted" kind:"attendance"`
	// Uncounted is how many sessions the member attended before they accepted the agreement.
	// These sessions do not count.
	Uncounted int `json:"uncounted" kind:"attendance"`
	// Unlisted is how many sessions took place during a stay without any entry for the
	// member, neither present nor absent. Such entries were forgotten.
	Unlisted int `json:"unlisted" kind:"attendance"`
	// Standing is the member's standing on the day of the last session during their stay.
	Standing Standing `json:"standing,omitzero" kind:"treatment-plan"`
	// Present says whether the stay continued after the last of the sessions.
	Present bool `json:"present" kind:"attendance"`
}

// AttendanceOf sums up the attendance of everybody who is or was a member, ordered by id. The
// sessions may come in any order; a session counts once, however often it occurs. Sessions of
// other groups are ignored, and so are sessions that did not take place, unless nobody came
// ([care.ReasonNoShow]).
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

// heldSessions returns the sessions of the group that took place, or would have taken place
// if anybody had come. Each occurs once; the order is by day.
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

// once returns each session once, ordered by day, then by start and then by id. If a session
// is passed several times, its last revision counts.
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

// AttritionRule is a plain rule that says when a person may be at risk of dropping out. It
// has no points, and rules are not added up. The zero AttritionRule is not valid.
type AttritionRule struct {
	// ID is its stable name.
	ID string `json:"id"`
	// Statement says when it applies.
	Statement string `json:"statement"`
	// Advice says what helps.
	Advice string `json:"advice"`
	// Sources are the published sources.
	Sources []therapy.Source `json:"sources"`
}

// AttritionRules yields the rules, in the order of findings.
//
// Research also finds more drop-out among young people and with some diagnoses (E59). There
// is no rule about that: these facts cannot be changed, and such a rule would discriminate against people.
//
// The rules give no probability: drop-out is common (about one in five, source E59), and none
// of the rules predicts who will drop out. They say whom to talk to.
func AttritionRules() iter.Seq[AttritionRule] {
	return func(yield func(AttritionRule) bool) {
		for _, row := range attritionTable() {
			if !yield(row.rule) {
				return
			}
		}
	}
}

// memberHistory is the data about a member that the warning rules use.
type memberHistory struct {
	roster     Roster
	agreement  Agreement
	held       []Session // by day
	attendance map[confidential.PersonID]care.Attendance
	prepared   func(confidential.PersonID) therapy.Truth
	on         therapy.Date
}

// attritionRow is a rule and how it is applied: figures returns what was counted for a
// member, or "" if the rule does not apply.
type attritionRow struct {
	rule    AttritionRule
	figures func(p *memberHistory, member confidential.PersonID) string
}

// attritionTable is the table of rules. A rule that has no study of its own cites the sources
// it was derived from.
func attritionTable() []attritionRow {
	cite := therapy.MustCite
	return []attritionRow{
		// E67: would not select those who miss even one in four or five meetings.
		{AttritionRule{"missed-one-in-five", "Has missed at least one in five of at least four sessions.", "Ask what makes it hard to come. Offer what helps: other times, reminders, transport.", cite("E67", "E65")}, (*memberHistory).missedRate},
		// E67: irregular attendance; E65: reminders and contact help.
		{AttritionRule{"missed-in-a-row", "Has missed the last two sessions or more without cancelling.", "Get in touch before the next session.", cite("E67", "E65")}, (*memberHistory).missedInRow},
		// S32: success depends on willingness to engage actively.
		{AttritionRule{"withdrawn", "Was withdrawn in the last two sessions for which it was noted.", "Talk one to one; ask what would make the group safer.", cite("S32", "E58")}, (*memberHistory).withdrawnLately},
		// E66: prepared patients stay longer; E58: early individual sessions reduce drop-out.
		{AttritionRule{"unprepared", "Joined without preparation.", "Prepare the person now, in one or two individual sessions.", cite("E66", "E58", "E65")}, (*memberHistory).unprepared},
		// E72: clients who cannot or will not agree; a clinical reading of the duty to explain.
		{AttritionRule{"agreement-not-accepted", "Is a member and has not accepted the agreement.", "Go through the agreement, and ask what stands in the way.", cite("E72", "E76")}, (*memberHistory).notAccepted},
		// E69: repeated abandonment of therapies.
		{AttritionRule{"dropped-out-before", "Has dropped out of this group before.", "Talk about what happened last time, and about how to say goodbye.", cite("E69")}, (*memberHistory).earlierDrops},
		// E59: higher drop-out with trainee therapists.
		{AttritionRule{"trainee-leads", "The group is led by a trainee alone.", "Add a trained co-leader and supervision.", cite("E59")}, (*memberHistory).traineeAlone},
	}
}

// AttritionFinding is a rule that applies to a member, with the figures. The zero
// AttritionFinding belongs to nobody.
type AttritionFinding struct {
	confidential.Hidden
	// Member is the person.
	Member confidential.PersonID `json:"member" kind:"identity,subject"`
	// Rule is the rule that applies to the member.
	Rule AttritionRule `json:"rule" kind:"treatment-plan"`
	// Figures says what was counted, in words.
	Figures string `json:"figures" kind:"attendance"`
}

// AtRisk returns which rules apply to which members, ordered by member and then by rule. It
// checks only members on the day. prepared says who was prepared before joining. If prepared
// is nil, that is not known, and the rule about preparation applies to nobody.
func AtRisk(r Roster, a Agreement, sessions iter.Seq[Session], on therapy.Date, prepared func(confidential.PersonID) therapy.Truth) []AttritionFinding {
	held := slices.DeleteFunc(heldSessions(r, sessions), func(s Session) bool { return on.Before(s.On()) })
	p := memberHistory{roster: r, agreement: a, held: held, attendance: map[confidential.PersonID]care.Attendance{}, prepared: prepared, on: on}
	for _, m := range AttendanceOf(r, a, slices.Values(held)) {
		p.attendance[m.Member] = m.Counted
	}
	table := attritionTable()
	var findings []AttritionFinding
	for _, member := range r.MembersOn(on) {
		for _, row := range table {
			if figures := row.figures(&p, member); figures != "" {
				findings = append(findings, AttritionFinding{Member: member, Rule: row.rule, Figures: figures})
			}
		}
	}
	return findings
}

// missedRate counts missed sessions, announced or not. A session that the service cancelled
// is not an absence.
func (p *memberHistory) missedRate(member confidential.PersonID) string {
	sum := p.attendance[member]
	missed := sum.DidNotAttend + sum.CancelledByClient + sum.CancelledLate
	if sum.Expected() < 4 || 5*missed < sum.Expected() {
		return ""
	}
	return inFigures("missed", words.Number("n", missed), words.Number("of", sum.Expected()))
}

// missedInRow counts the last sessions that the member missed without saying so.
// Sessions that nobody has reported, or that the service called off for the person,
// are passed over.
func (p *memberHistory) missedInRow(member confidential.PersonID) string {
	n := 0
row:
	for _, s := range slices.Backward(p.held) {
		attendee, expected := s.attendee(member)
		if _, stays := p.roster.MembershipOn(member, s.On()); !stays || !expected {
			continue
		}
		switch attendee.Attendance {
		case care.DidNotAttend:
			n++
		case care.Attended, care.AttendedLate, care.LeftEarly, care.CancelledByClient, care.CancelledLate:
			break row
		case care.NotReported, care.CancelledByService, care.CancelledByOther:
		}
	}
	if n < 2 {
		return ""
	}
	return inFigures("row", words.Number("n", n))
}

// withdrawnLately looks at the last two sessions in which somebody noted how the
// member took part.
func (p *memberHistory) withdrawnLately(member confidential.PersonID) string {
	n := 0
	for _, s := range slices.Backward(p.held) {
		switch took := s.Participation(member); {
		case took == Withdrawn:
			if n++; n == 2 {
				return inFigures("withdrawn")
			}
		case took != 0:
			return ""
		}
	}
	return ""
}

func (p *memberHistory) unprepared(member confidential.PersonID) string {
	if p.prepared == nil || p.prepared(member) != therapy.False {
		return ""
	}
	return inFigures("prepared")
}

func (p *memberHistory) notAccepted(member confidential.PersonID) string {
	standing := p.agreement.StandingIn(p.roster, member, p.on)
	if standing.Counts() {
		return ""
	}
	return standing.String()
}

func (p *memberHistory) earlierDrops(member confidential.PersonID) string {
	n := 0
	for e := range p.roster.MembershipsOf(member) {
		if e.counts() && e.Leaving.Premature() && e.Left.Before(p.on) {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return inFigures("earlier", words.Number("n", n))
}

// traineeAlone says who leads if it is trainees only; guests do not count.
func (p *memberHistory) traineeAlone(confidential.PersonID) string {
	trainees, others := 0, 0
	for _, l := range p.roster.group.LeadersOn(p.on) {
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

// AttritionSummary counts the stays in a group and how they ended. The zero AttritionSummary
// counts nothing.
type AttritionSummary struct {
	// Stays is the number of all stays, and Going the number of stays that continue.
	Stays int `json:"stays"`
	Going int `json:"going"`
	// Left counts the ended stays by reason. It has only reasons that occurred.
	Left map[Leaving]int `json:"left,omitempty"`
	// DroppedOut is the number of stays that ended prematurely.
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

// String returns the summary in English: "8 stays: 6 go on, 1 completed, 1 dropped out".
func (s AttritionSummary) String() string { return s.Words(words.English()) }

// Words returns the summary in a language.
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

// In returns the finding with its texts in a language. Show it to people, but do not store
// it.
func (f AttritionFinding) In(language words.Language) AttritionFinding {
	f.Rule, f.Figures = f.Rule.In(language), texts.Retell(language, f.Figures)
	return f
}

// In returns the rule with its texts in a language. Show it to people, but do not store it.
func (r AttritionRule) In(language words.Language) AttritionRule {
	r.Statement = language.Text(words.Join("group", "attrition", r.ID, "statement"), r.Statement)
	r.Advice = language.Text(words.Join("group", "attrition", r.ID, "advice"), r.Advice)
	return r
}

// inFigures says what was counted, in English; [AttritionFinding.In] says it in others.
func inFigures(key string, args ...words.Arg) string {
	return texts.Say(words.English(), words.Join("group", "attrition", "figures", key), args...)
}
