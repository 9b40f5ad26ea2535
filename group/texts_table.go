package group

import (
	"iter"
	"time"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Messages yields every text of this package that a person reads, in English, with its key.
// [therapy.Descriptor.Messages] yields the texts of the descriptor.
func Messages() iter.Seq2[words.Key, string] {
	all := []iter.Seq2[words.Key, string]{
		texts.All(), therapy.SpokenNames("leaving", leavingNames[:]), therapy.SpokenNames("climate", climateNames[:]),
		therapy.SpokenNames("therapeutic-factor", therapeuticFactorNames[:]), therapy.SpokenNames("standing", standingNames[:]),
	}
	return words.Chain(append(all, tables)...)
}

// tables yields the texts that stand in tables of their own.
func tables(yield func(words.Key, string) bool) {
	for k := Kind(1); k < numKinds; k++ {
		if !yield(words.Join("group", "kind", k.String(), "title"), kindTable[k].title) ||
			!yield(words.Join("group", "kind", k.String(), "purpose"), kindTable[k].purpose) {
			return
		}
	}
	for f := TherapeuticFactor(1); f < numTherapeuticFactors; f++ {
		if !yield(words.Join("group", "factor", f.String(), "meaning"), factorMeanings[f].meaning) {
			return
		}
	}
	for rule := range AttritionRules() {
		if !yield(words.Join("group", "attrition", rule.ID, "statement"), rule.Statement) ||
			!yield(words.Join("group", "attrition", rule.ID, "advice"), rule.Advice) {
			return
		}
	}
}

// onDay is a day for a place in a text.
func onDay(name string, d therapy.Date) words.Arg { return words.Day(name, d.In(time.UTC)) }

// texts are the sentences of this package.
var texts = words.Texts{
	{"group.terms.outside.unstated", "Nothing is agreed about what may be said outside."},
	{"group.terms.outside.nothing-outside", "What is said here stays here. Members do not tell others who comes here."},
	{"group.terms.outside.own-story-outside", "What others say here, and who they are, stays here. You may speak about yourself."},
	{"group.terms.respect", "Nobody is attacked, threatened or hurt, with words or in any other way."},
	{"group.terms.attendance", "Members come to every session and say so beforehand if they cannot come."},
	{"group.terms.attendance.hours", "Members come to every session. If they cannot come, they say so at least {hours, plural, one {# hour} other {# hours}} before."},
	{"group.terms.attendance.missed", "After {n, plural, one {# missed session} other {# missed sessions in a row}} the leaders get in touch."},
	{"group.terms.lateness.none", "Sessions begin on time, and nobody comes in after the beginning."},
	{"group.terms.lateness", "Sessions begin on time, and nobody comes in more than {n, plural, one {# minute} other {# minutes}} after the beginning."},
	{"group.terms.leaving", "Members who want to leave say so and come to {n, plural, one {# more session} other {# more sessions}} to say goodbye."},
	{"group.terms.contact.unstated", "Nothing is agreed about contact outside the sessions."},
	{"group.terms.contact.none", "Members have no contact outside the sessions."},
	{"group.terms.contact.brought-back", "Members who meet outside the sessions tell the group in the next one."},
	{"group.terms.contact.free", "Whether members meet outside the sessions is up to them."},
	{"group.terms.sobriety.unstated", "Nothing is agreed about alcohol and drugs."},
	{"group.terms.sobriety.sober-in-session", "Members come sober."},
	{"group.terms.sobriety.abstinent", "Members do not use alcohol or drugs while they are in the group."},
	{"group.terms.recording.unstated", "Nothing is agreed about recording."},
	{"group.terms.recording.none", "Nobody records sessions."},
	{"group.terms.recording.if-all-consent", "Sessions are recorded only by the leaders, and only if everybody in the room consents each time."},
	{"group.terms.fee.none", "There is no fee."},
	{"group.terms.fee.unstated", "Nothing is agreed about the fee."},
	{"group.terms.fee.per-attendee", "Each session costs each member {amount}."},
	{"group.terms.fee.per-meeting", "Each session costs {amount}, shared among the members."},
	{"group.terms.fee.per-course", "The course costs each member {amount}."},
	{"group.terms.fee.missed", "Members also pay for sessions that they miss without cancelling in time."},

	{"group.leakage", "In a group there is a higher risk than in individual therapy that what you say becomes known outside. " +
		"The leaders are bound by their profession. The other members are bound only by this agreement, " +
		"and nobody can make sure that all of them keep it. Think of this when you decide what to say."},

	{"group.admission.unknown", "admission not clear"},
	{"group.admission.admissible", "{free, plural, one {# free place} other {# free places}} on {on}"},
	{"group.admission.full", "full on {on}, {waiting, plural, one {# person} other {# people}} waiting"},
	{"group.admission.held-for-others", "no free place on {on}: {held} reserved for others, the first until {until}"},
	{"group.admission.closed-since", "closed since its start on {since}"},
	{"group.admission.on-hold", "paused since {since}"},
	{"group.admission.over", "ended on {since}"},
	{"group.admission.not-yet-formed", "not formed before {since}"},
	{"group.admission.already-member", "already a member"},
	{"group.admission.leads-group", "leads the group"},
	{"group.admission.full.help", "a member leaves, or the size is raised with a reason; until then the waiting list"},
	{"group.admission.held-for-others.help", "a hold expires or an offer is declined; until then the waiting list"},
	{"group.admission.closed-since.help", "another group, or the next run of this one"},
	{"group.admission.on-hold.help", "the group goes on"},
	{"group.admission.not-yet-formed.help", "a later day"},

	{"group.attrition.figures.missed", "{n} of {of} missed"},
	{"group.attrition.figures.row", "{n} missed in a row"},
	{"group.attrition.figures.withdrawn", "withdrawn twice in a row"},
	{"group.attrition.figures.prepared", "not prepared"},
	{"group.attrition.figures.earlier", "{n, plural, one {# earlier stay ended this way} other {# earlier stays ended this way}}"},
	{"group.attrition.figures.trainees", "{n, plural, one {only # trainee} other {only # trainees}}"},

	{"group.attrition.stays", "{n, plural, one {# stay} other {# stays}}: {parts}"},
	{"group.attrition.going", "{n, plural, one {# continues} other {# continue}}"},
	{"group.attrition.left", "{n} {leaving}"},
}
