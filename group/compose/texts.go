package compose

import "github.com/therapykit/therapykit/therapy/words"

// The English texts of reasons, by key: for a clinician, who sees ids, and for the
// client. The texts for the client say nothing about other people and do not show who else is in a
// group. The codes of reasons and rules are part of the keys.

// message is a text with its key.
type message struct {
	key     words.Key
	english string
}

const keyPrefix = "compose"

func clinicianKey(parts ...string) words.Key { return key("clinician", parts) }

func clientKey(parts ...string) words.Key { return key("client", parts) }

func key(reader string, parts []string) words.Key {
	return words.Join(append(append([]string{keyPrefix}, parts...), reader)...)
}

// texts of one thing for both readers; an empty text says nothing.
type texts struct{ clinician, client string }

// reasonTexts are by code, without the rule.
var reasonTexts = [...]struct {
	code Code
	texts
}{
	{CodeNotSuitable, texts{
		"Screening did not find group therapy suitable.",
		"A group is not the right place for you now. Your therapist can talk with you about what else can help.",
	}},
	{CodeSeveralRules, texts{
		"No group can take the client: more than one rule keeps them out of each group.",
		"There is no group for you at the moment.",
	}},
	{CodeMinimumUnreachable, texts{
		"The groups that the client could join do not open: too few people on the list could join them.",
		"A group that could suit you cannot start yet. Too few people are waiting for it.",
	}},
	{CodeNotOpenedMinimum, texts{
		"The group that the client could join does not open: too few people are left for it.",
		"A group that could suit you cannot start yet. Too few people can join it.",
	}},
	{CodeNotOpenedResource, texts{
		"The group that the client could join does not open: other groups use the therapist, the time or the room that it needs.",
		"A group that could suit you cannot start yet. It still needs a therapist or a room.",
	}},
	{CodeConflict, texts{
		"Somebody in the group must not be in one group with the client.",
		"There is no place for you in these groups at the moment.",
	}},
	{CodeComposition, texts{
		"A rule about who is together in the group keeps the client out.",
		"There is no place for you in these groups at the moment.",
	}},
	{CodeFull, texts{
		"The groups that the client could join are full.",
		"The groups that could suit you are full.",
	}},
}

// textsOf returns the texts of a code. If there are none, they are empty.
func textsOf(code Code) texts {
	for _, x := range reasonTexts {
		if x.code == code {
			return x.texts
		}
	}
	return texts{}
}

// ruleTexts say what keeps a client out of the groups, if it is a single rule.
var ruleTexts = [numRules]texts{
	RuleSuitable: {"Screening did not find group therapy suitable.", ""},
	RuleIntake: {
		"The groups that would otherwise suit take nobody at present.",
		"The groups that could suit you take nobody at the moment.",
	},
	RuleTheme: {
		"The groups that would otherwise suit do not work on a concern of the client.",
		"The groups that you could come to are about something else than you want help with.",
	},
	RuleContraindicated: {
		"The groups that would otherwise suit work on a theme that is ruled out for the client.",
		"There is no group for you at the moment.",
	},
	RuleMode: {
		"The groups that would otherwise suit do not meet in a way in which the client can take part.",
		"The groups that could suit you meet in another way than you can: online, or in a room. If that changes, please tell us.",
	},
	RuleRegion: {
		"The groups that would otherwise suit meet where the client cannot come.",
		"The groups that could suit you meet too far away. If you can travel further, please tell us.",
	},
	RuleLanguage: {
		"The groups that would otherwise suit speak another language.",
		"The groups that could suit you speak another language.",
	},
	RuleGender: {
		"The groups that would otherwise suit are for another gender.",
		"There is no group for you at the moment.",
	},
	RuleAge: {
		"The groups that would otherwise suit are for another age.",
		"The groups that could suit you are for people of another age.",
	},
	RuleSlot: {
		"The groups that would otherwise suit meet when the client cannot come.",
		"The groups that could suit you meet when you cannot come. If you can come at more times, please tell us.",
	},
	RuleTherapist: {
		"The groups that would otherwise suit are led by somebody whom the client does not accept.",
		"The groups that could suit you are led by somebody you do not want to see.",
	},
	RuleMemberConflict: {
		"A member of the groups that would otherwise suit must not be in one group with the client.",
		"There is no place for you in these groups at the moment.",
	},
	RuleFit: {
		"The groups that would otherwise suit fit the client less well than the policy asks for.",
		"The groups that you could come to do not fit you well enough.",
	},
	RuleQuotaFull: {
		"The members of the groups that would otherwise suit use up a rule about who is together.",
		"There is no place for you in these groups at the moment.",
	},
	RuleTherapistGender: {
		"The groups that would otherwise suit are not led by therapists of the gender that the client needs.",
		"The groups that could suit you are not led as you need it.",
	},
	RulePin: {
		"The client has been promised another place, which the plan cannot keep.",
		"The place that we promised you is not possible as things are. We will talk with you about it.",
	},
	RuleTogether: {
		"The groups that would otherwise suit cannot take the client together with those they have to be with.",
		"There is no group yet for all of you together.",
	},
	RuleRuledOut: {
		"Screening found the groups that would otherwise suit wrong for the client.",
		"There is no group for you at the moment.",
	},
	RuleLeaders: {
		"The groups that would otherwise suit are not led by a woman and a man, as the policy asks.",
		"A group that could suit you cannot start yet. It still needs a therapist.",
	},
}

// ruleChanges say what would set a rule aside.
var ruleChanges = [numRules]string{
	RuleSuitable:        "screening finds group therapy suitable",
	RuleIntake:          "the group takes new members",
	RuleTheme:           "the client seeks help with what the group works on",
	RuleContraindicated: "no theme of the group is ruled out for the client",
	RuleMode:            "the client can take part in the way in which the group meets",
	RuleRegion:          "the client can come to where the group meets",
	RuleLanguage:        "the client speaks the language of the group",
	RuleGender:          "the group is open to the client's gender",
	RuleAge:             "the group is open to the client's age",
	RuleSlot:            "the client can come when the group meets",
	RuleTherapist:       "the client accepts who leads the group",
	RuleMemberConflict:  "the conflict with a member no longer stands in the way",
	RuleFit:             "the policy accepts a lower fit",
	RuleQuotaFull:       "the rule about who is together allows one more",
	RuleTherapistGender: "the client can do without a condition on the therapist's gender",
	RulePin:             "the promise of another place is given up",
	RuleTogether:        "the client can be without the others",
	RuleRuledOut:        "screening finds the group right for the client",
	RuleLeaders:         "the policy does without mixed leaders",
}

// changeTexts are the other kinds of change.
var changeTexts = [numChangeKinds]string{
	ChangeSeat:         "the group takes {n} people",
	ChangeMinimum:      "the group opens with {n, plural, one {# person} other {# people}}",
	ChangeResource:     "{resource} becomes available for the group as well",
	ChangeConflict:     "the conflict with somebody in the group no longer stands in the way",
	ChangeQuota:        "the group takes {n} of a kind of which it may have fewer",
	ChangeQuotaMinimum: "the group opens with {n} of a kind of which it needs more",
	ChangeTogether:     "the client joins without those they have to be with",
}

var (
	loneChange    = message{"compose.change.quota-lone.clinician", "one person may be the only one of a kind in the group"}
	fewestChanges = message{"compose.way.fewest.clinician", "The fewest changes that give a place, in {group}: {changes}."}
	oneWay        = message{"compose.way.one.clinician", "One way to a place, in {group}: {changes}. There may be a shorter one."}
	withOthers    = message{"compose.way.companions.clinician", "{n, plural, one {# other person} other {# other people}} without a place would join with them."}
	staysOnList   = message{"compose.waiting.client", "You stay on the waiting list. We look again each time we plan groups."}

	placed        = message{"compose.place.clinician", "Joins {group} for {concern}, concern number {rank}, of severity {severity} out of 3."}
	preferences   = message{"compose.place.preferences.clinician", "The place also meets: {list}."}
	noPreferences = message{"compose.place.no-preferences.clinician", "The place meets none of the preferences."}
	placedClient  = message{"compose.place.client", "There is a place for you in a group about {concern}."}
	likedClient   = message{"compose.place.preferences.client", "It also fits what you told us: {list}."}
)

// preferenceTexts name the preferences that a place can meet, in their order.
var preferenceTexts = [...]struct {
	name string
	texts
}{
	{"slot", texts{"a preferred time", "the time"}},
	{"language", texts{"the first language", "the language"}},
	{"therapist", texts{"the wish about the therapist, if any", "who leads it"}},
	{"mode", texts{"the preferred way to meet", "the way to meet"}},
}
