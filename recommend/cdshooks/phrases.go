package cdshooks

import (
	"iter"
	"maps"
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// messages are the texts of discovery and of cards in English, by the last part of their
// key. The first part is "cds".
var messages = map[string]string{
	"title":          "Format of therapy",
	"description":    "Suggests individual therapy, group therapy or both on the answers of an intake, with the reasons for and against each. It supports a decision that a clinician and a client make; it does not make it.",
	"usage-complete": "The client calls when the form of the intake is finished, and sends the answers in context.questionnaireResponse.",

	"summary-escalate":    "Somebody may be in danger. See what to do now.",
	"summary-safety":      "Danger has not been ruled out yet. Ask about safety before choosing a format of therapy.",
	"summary-information": "More has to be known before a format of therapy is suggested.",
	"summary-none":        "None of the formats of therapy is possible as things are.",
	"summary-recommended": "Format of therapy suggested: {options}.",
	"summary-reservation": "Only {options} is possible, and what is indicated speaks against it.",
	"summary-either":      "Each of these formats of therapy is reasonable: {options}.",
	"summary-invite":      "The intake has not been filled in. Nothing is known about danger.",
	"summary-unreadable":  "The intake cannot be read. Nothing is known about danger.",
	"summary-several":     "There are several intakes and it cannot be told which is current. Nothing is known about danger.",

	"in-person":        "There is a reason that is to be spoken about in person and in private only.",
	"ask-in-person":    "There is something to ask in person and in private.",
	"advised":          "{option} (suggested)",
	"more":             "{n, plural, one {# more} other {# more}}.",
	"unknown":          "{n, plural, one {# statement is} other {# statements are}} not answered. They count neither for nor against anything.",
	"older":            "The chart has more answers to this form than were sent. This rests on the latest of those that were.",
	"since":            "The client has answered again since. Those answers are not in this: read them.",
	"foreign":          "Something about another patient was sent with it, and was passed over.",
	"found-unfinished": "The form is not marked as finished.",
	"found-who":        "It is not certain that a clinician answered. What only a trained person can say counts as unknown then.",
	"found-when":       "It is not stated exactly when it was answered.",
	"found-not-asked":  "There are answers to questions that are not asked in this case. They count.",
	"found-other":      "Something in the answers could not be read whole.",
	"faults":           "What is wrong with the intake",
	"invite":           "The form asks about danger first, and then about what helps to choose a format of therapy.",

	"now":           "What to do now",
	"why":           "Why",
	"ask":           "What has to be known first",
	"ruled-out":     "Ruled out",
	"reopens":       "What would reopen it: {what}",
	"for":           "For",
	"against":       "Against",
	"nothing":       "Nothing that was answered.",
	"speaks-for":    "It speaks for {options}.",
	"cautions":      "Tell the person, and look out for",
	"disagree":      "Where sources disagree",
	"sources":       "Sources",
	"against-first": "{option} goes against what is put first for {question}.",
	"waived":        "This policy does without the safety of {statement} ({by}: {why}).",
	"stale":         "Older than {days} days, and so taken as unknown: {statements}.",
	"unqualified":   "Not given by somebody who can give them, and so taken as unknown: {statements}. An all-clear has to be a clinician's.",
	"unattributed":  "It is not stated who asked about safety. An all-clear has to be a clinician's.",
	"undated":       "It is not stated when safety was asked about. Such answers are for the day they are given.",
	"closing":       "This supports a decision that a clinician and a client make together; it does not make it. It is not medical advice, not a diagnosis and not a crisis service.",

	"crisis-emergency": "If a life is in danger: {number}.",
	"crisis-line":      "Crisis line: {number}.",
	"crisis-text":      "Text: {number}.",
	"crisis-none":      "Emergency number and crisis line: those of the place (none that was checked within a year is known for it).",

	"source":       "{title}, version {version}",
	"suggestion":   "Draft a request for {option}",
	"link-form":    "Open the form of the intake",
	"link-explain": "Full explanation",

	"reason-client-preference":  "The client prefers another format",
	"reason-clinical-judgement": "Clinical judgement",
	"reason-availability":       "Not available in time",
	"reason-new-information":    "Something new is known",
	"reason-policy-mistaken":    "The policy seems wrong here",
}

// Messages yields the texts of this package that people read, in English, with their keys, in
// the order of the keys. The texts that cards take from a policy are in
// [policy.Policy.Messages].
func Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		for _, key := range slices.Sorted(maps.Keys(messages)) {
			if !yield(words.Join("cds", key), messages[key]) {
				return
			}
		}
	}
}

// texts are the texts of a policy for clinicians in one language, by id.
type texts struct {
	title             string
	options           map[policy.Option]string
	rules, reopens    map[string]string
	actions, cautions map[string]string
	questions         map[string]string
	factors           therapy.Vocabulary
	conflicts         map[string]policy.Conflict
}

func textsOf(p policy.Policy) texts {
	t := texts{
		title: p.Title, options: map[policy.Option]string{}, rules: map[string]string{}, reopens: map[string]string{},
		questions: map[string]string{}, factors: p.Factors,
		actions: map[string]string{}, cautions: map[string]string{}, conflicts: map[string]policy.Conflict{},
	}
	for _, o := range p.Options {
		t.options[o.Option] = o.Name
	}
	for _, r := range p.Rules {
		t.rules[r.ID], t.reopens[r.ID] = r.Says.Clinician, r.Reopens.Clinician
	}
	for _, q := range p.Questions {
		t.questions[q.ID] = q.Clinician
	}
	for _, a := range p.Actions {
		t.actions[a.ID] = a.Says.Clinician
	}
	for _, c := range p.Cautions {
		t.cautions[c.ID] = c.Says.Clinician
	}
	for _, c := range p.Conflicts {
		t.conflicts[c.ID] = c
	}
	return t
}
