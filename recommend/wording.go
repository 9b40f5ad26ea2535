package recommend

import (
	"github.com/therapykit/therapykit/recommend/policy"
)

// phrase is a text of renderings that does not come from a policy. Its key is
// "recommendation.NAME.clinician" and "recommendation.NAME.client", or "recommendation.NAME"
// if both readers read the same. Values in braces are names and whole sentences; no sentence
// is made from pieces of sentences.
type phrase struct {
	name  string
	words policy.Words
}

// toEach has a text for each reader; toBoth has the same text for both, and toClinician and
// toClient have one for one reader only.
func toEach(name, clinician, client string) phrase {
	return phrase{name, policy.Words{Clinician: clinician, Client: client}}
}

func toBoth(name, text string) phrase {
	return phrase{name, policy.Words{Clinician: text, Client: text}}
}
func toClinician(name, text string) phrase { return phrase{name, policy.Words{Clinician: text}} }
func toClient(name, text string) phrase    { return phrase{name, policy.Words{Client: text}} }

// texts lists the texts, in the order in which a rendering shows them.
var texts = [...]phrase{
	toBoth("none", "No recommendation was made."),
	toClient("no-letter", "Your clinician will talk with you about this in person. There is no letter about it."),
	toClinician("unsafe-to-write", "Tell it in person and in private. Nothing is written for the person to keep. Agree a safe way of contact."),

	// The headline.
	toEach("headline-escalate", "Escalate: somebody may be in danger", "First of all: safety"),
	toEach("headline-needs-information", "Needs information first", "A few things to find out first"),
	toEach("headline-none-suitable", "None of the formats is possible as things are", "Nothing on offer here fits as things are"),
	toEach("headline-recommended", "Recommended: {options}", "What this suggests: {options}"),
	toEach("headline-either", "Either is reasonable: {options}", "Each could be right: {options}"),
	toEach("headline-safety", "Needs information first: safety", "A few questions about safety first"),
	toEach("headline-reservation", "Only {options} is possible, and what is indicated speaks against it", "Only {options} is possible right now. Something else is usually put first."),

	// Additions to the headline.
	toClient("flag-against", "Guidelines put {first} first for this. You can ask why {option} is named too."),
	toClinician("flag-first", "{option} goes against what is put first for {question}."),
	toClinician("flag-weak", "A question without a guideline behind it, {question}, speaks against this: {option}."),
	toClinician("flag-record", "Say so, record why, and agree when it is looked at again."),
	toClinician("named-only", "It is named because no other format is possible; what would reopen the others stands below."),
	toClinician("named-wish", "It is named because the person wishes for it and has been told what there is."),
	toClinician("named-all", "It is named because every format that is possible is opposed by something."),
	toClinician("waived", "This policy does without the safety of {statement} ({by}: {why})."),
	toClinician("stale", "Older than {days} days, and so taken as unknown: {statements}."),
	toClinician("unqualified", "Not given by somebody who can give them, and so taken as unknown: {statements}. An all-clear has to be a clinician's."),
	toClinician("unattributed", "It is not stated who asked about safety. An all-clear has to be a clinician's."),
	toClinician("undated", "It is not stated when safety was asked about. Such answers are for the day they are given."),
	toClinician("undated-decision", "It is not stated when this is decided, so the age of the answers about safety was not checked."),

	// The summary: why, in one sentence.
	toEach("why-escalate", "Danger comes first: no format is ranked.", "Being safe comes first."),
	toEach("why-safety", "Danger is not known to be absent, and that comes first.", "Being safe comes first. Everybody is asked about it."),
	toEach("why-asks", "Something has to be known before any format is considered.", "Some things matter before a choice can be made."),
	toEach("why-nothing-said", "Nothing that was answered speaks for any format.", "So far nothing points one way or the other."),
	toEach("why-none", "Every format is ruled out as things are.", "None of them is possible right now. That is not your fault."),
	toBoth("why-eligibility", "It is the only one that is possible as things are."),
	toEach("why-indication", "What is indicated decided it.", "What is known to help decided it."),
	toEach("why-question", "What is put first for {questions} decided it.", "What is known to help decided it."),
	toEach("why-preference", "What the person would like decided it.", "What you would like decided it."),
	toEach("why-need", "What the person needs and hopes for decided it.", "What you need and hope for decided it."),
	toEach("why-practical", "Money, time and place decided it.", "Money, time and place decided it."),
	toEach("why-guarded", "What counts for the person points to a format that a guideline opposes. Both reasons stand.", "What you want points one way, and guidelines point another. Both count."),
	toEach("why-level", "The person's wish was counted, and other reasons weigh as much.", "Your wish was counted. Other things weigh as much."),
	toEach("why-open", "Nothing that was answered puts one before the other.", "Nothing in your answers puts one first."),
	// The best reasons for and against each option, what is unknown, what would change the result,
	// and what to do next.
	toBoth("short-both-sides", "{option}. For: {for} Against: {against}"),
	toEach("short-for", "{option}. For: {for} Against: nothing that was answered.", "{option}. For: {for} Against: nothing in your answers."),
	toEach("short-against", "{option}. For: nothing that was answered. Against: {against}", "{option}. For: nothing in your answers. Against: {against}"),
	toEach("short-out", "{option}. Ruled out: {against}", "{option}. Not possible now: {against}"),
	toEach("short-neither", "{option}. Nothing that was answered speaks for it or against it.", "{option}. Nothing in your answers speaks for it or against it."),
	toEach("unknown-asked", "Has to be known: {questions}", "To find out: {questions}"),
	toEach("unknown", "Not known, and could change this: {questions}", "Not known yet: {questions}"),
	toEach("unknown-none", "No single answer that is missing would change this by itself.", "There may be more questions to go through together."),
	toClient("unknown-more", "There are some more questions to go through together."),
	toEach("turns", "If the answer to “{question}” were “{answer}”: {result}.", "If your answer to “{question}” were “{answer}”: {result}."),
	toEach("turns-taken-back", "If “{question}” were not answered: {result}.", "If you had not answered “{question}”: {result}."),
	toEach("turns-reopens", "What would reopen this: {option}. {reopens}", "What would change this: {option}. {reopens}"),
	toEach("turns-none", "No single wish, need or diagnosis given otherwise would change it.", "No one wish or need of yours would change this."),
	toBoth("answer-no", "no"),
	toBoth("answer-yes", "yes"),
	toEach("answer-strongly", "strongly", "yes, very much"),
	toEach("result-escalate", "danger would come first", "safety would come first"),
	toBoth("result-needs-information", "more would have to be known first"),
	toBoth("result-none-suitable", "none of them would be possible"),
	toEach("next-escalate", "Next: {action}", "What to do now: {action}"),
	toEach("next-safety", "Next: somebody trained asks about danger today, one question after the other.", "Next: go through the questions about safety with your clinician today."),
	toEach("next-asks", "Next: ask what is missing, and decide then.", "Next: answer the questions together with your clinician."),
	toEach("next-none", "Next: refer on, and look at what would reopen each format.", "Next: ask what else can help you now."),
	toEach("next-either", "Next: tell the person about each, and ask which they would rather have.", "Next: talk about each with your clinician. Say which you would rather have."),
	toEach("next-together", "Next: agree it with the person, a talk before they join, and a review after about eight weeks.", "Next: talk about it with your clinician. Then meet whoever leads it."),
	toEach("next-alone", "Next: agree it with the person, and a review after about eight weeks.", "Next: talk about it with your clinician. You decide together."),
	toBoth("hard", "If things get hard: {lines}"),

	// Danger, and the questions to answer first.
	toBoth("do-now", "What to do now"),
	toClinician("why", "Why"),
	toEach("ask", "What has to be known first", "Questions to answer first"),
	toEach("ask-first", "These have to be answered before any format is considered. Unknown is not no.", "These matter before anything else can be suggested. Not knowing is fine; it just has to be found out."),
	toEach("ask-safety",
		"These have to be answered before any format is considered. Unknown is not no. One statement by a trained person, that all dangers were asked about and none is present, settles them together.",
		"Everybody is asked if they are safe before therapy is chosen. You can go through it together with somebody. If a trained person has asked you about it today, that is enough."),
	toClinician("could-mean", "What the answer could mean: {says}"),
	toEach("nothing-said", "Nothing that was answered speaks for any format. Any of these would be a start.", "So far nothing points one way or the other. Talking about any of these would be a start."),

	// How it was decided.
	toEach("stages", "How it was decided", "How this came about"),
	toClinician("only-one", "It is the only format that is not ruled out."),
	toEach("only-one-but",
		"It is the only format that is not ruled out, and the indication speaks against it. Look for what is indicated elsewhere, and at what would reopen the others, before settling for it.",
		"Experts usually put something else first. Ask whether that can be had somewhere else, or later."),
	toEach("stage-indication", "Indication", "What is known to help"),
	toEach("stage-preference", "Preference", "What you would like"),
	toEach("stage-need", "Need", "What you need and hope for"),
	toEach("stage-practical", "Practical matters", "Money, time and place"),
	toClinician("stage-silent", "{stage}: nothing that was answered bears on this."),
	toClinician("stage-points-left", "{stage}: {points}. Left: {options} (lead {lead}, margin {margin})."),
	toClinician("stage-points-all", "{stage}: {points}. No option drops out."),
	toClient("levelled", "{stage}: some things that you said stand against each other. They count the same."),
	toClient("left", "{stage}: this leaves {options}."),
	toClinician("left-graded", "Left: {options}."),
	toClinician("left-graded-all", "No option drops out."),
	toClinician("grade-offer", "Is offered: {options}."),
	toClinician("grade-consider", "Is considered: {options}."),
	toClinician("grade-only-if", "Only if the first choice does not fit: {options}."),
	toClinician("grade-adjunct", "Only beside other treatment: {options}."),
	toClinician("grade-against", "Not as the only treatment: {options}."),
	toClinician("yields", "Another question takes over from this one."),
	toClinician("meet-shared", "The questions agree."),
	toClinician("meet-differ", "The questions have different answers, which can be met at the same time or one after the other."),
	toClinician("tips", "No stage settles it. A preference, once the person has been told about each, would tip it."),
	toClinician("still-level",
		"No stage settles it, and the person's preference has been counted. Go through each together, and find out which reasons matter most to the person: that would tip it."),
	toClinician("not-alone",
		"What counts here would leave only a format that a guideline opposes. It does not decide: both reasons stand, and none wins."),
	toClinician("not-needed", "Points in brackets were not needed for the result."),
	toBoth("parts", "What could go where"),
	toEach("parts-nothing", "Nothing that was answered names an aspect for it: agree one, or have the other format by itself.", "Nothing in your answers says yet what this part would be for. It helps to agree on that."),

	// The end of an interview.
	toEach("interview-stopped", "Stop asking: there is something to do now.", "We stop the questions here. Being safe comes first."),
	toEach("interview-enough", "Enough is known: no answer that is still open would change the result. You can go on if the person wants to say more.", "That is enough: more answers would not change this. You can go on if you want to say more."),
	toEach("interview-complete", "Everything has been asked.", "You have answered everything."),

	// Each option, in the same detail.
	toEach("about-nothing", "The policy does not say what it is like.", "Ask what it is like."),
	toBoth("for", "For"),
	toBoth("against", "Against"),
	toClient("for-also", "More reasons for"),
	toClient("against-also", "More reasons against"),
	toClient("more", "There are more. Ask your clinician."),
	toClient("for-as-for-parts", "You keep some of what speaks for its parts."),
	toClient("against-as-for-parts", "You lose some of what speaks for its parts."),
	toClient("against-as-against-parts", "You keep some of what speaks against its parts."),
	toClient("ruled-out-as-ruled-out-parts", "What rules out its parts rules this out too."),
	toClient("for-as-for", "You keep some of what speaks for {options}."),
	toClient("ruled-out-as-ruled-out", "What rules out {options} rules this out too."),
	toClient("against-as-for", "You lose some of what speaks for {options}."),
	toClient("against-as-against", "You keep some of what speaks against {options}."),
	toEach("nothing-for", "For: nothing that was answered.", "For: nothing in your answers."),
	toEach("nothing-against", "Against: nothing that was answered.", "Against: nothing in your answers."),
	toEach("ruled-out", "Ruled out", "Why it is not possible at the moment"),
	toClient("ruled-out-also", "More reasons why it is not possible"),
	toEach("reopens", "What would reopen it: {reopens}", "What would change that: {reopens}"),
	toEach("speaks-for-other", "It speaks for {options}.", "This speaks for {options}."),
	toClinician("doubled", "doubled"),

	// Where sources disagree.
	toEach("disagree", "Where sources disagree", "Where experts disagree"),
	toClinician("profile", "Profile followed: {profile}"),
	toEach("first-before", "The first of the two carried weight here, under {stage}, which is looked at first.", "The first of the two counted here. “{stage}” is looked at first."),
	toEach("second-before", "The second of the two carried weight here, under {stage}, which is looked at first.", "The second of the two counted here. “{stage}” is looked at first."),
	toEach("first-alone", "The first of the two carried weight here, under {stage}. The rules of the other do not apply to what was answered.", "The first of the two counted here, under “{stage}”."),
	toEach("second-alone", "The second of the two carried weight here, under {stage}. The rules of the other do not apply to what was answered.", "The second of the two counted here, under “{stage}”."),
	toEach("both-weighed", "Both were weighed together, under {stage}.", "Both were weighed together, under “{stage}”."),
	toClinician("neither", "Neither of the two decided here."),

	// What to tell the person and look out for, and the basis of it.
	toEach("cautions", "Tell the person, and look out for", "Good to know"),
	toEach("cautions-first", "Before asking", "Before you answer"),
	toClinician("answers", "Answers it rests on"),
	toClinician("answered-no", "{statement}: no"),
	toClinician("answered-yes", "{statement}: yes"),
	toClinician("answered-strongly", "{statement}: strongly"),
	toClinician("follows", "{n, plural, one {# more statement is settled as no by these} other {# more statements are settled as no by these}}."),
	toBoth("sources", "Sources"),
	toClinician("policy", "{title} ({id} {version})."),
	toBoth("crisis-emergency", "If a life is in danger: {number}."),
	toBoth("crisis-line", "Crisis line: {number}."),
	toBoth("crisis-text", "Text: {number}."),
	toEach("crisis-none", "emergency number and crisis line of the place (none checked within a year).", "call the crisis line of your place. If a life is in danger, call the emergency number."),
	toEach("unreviewed", "No registered clinician has reviewed the content of this policy.", "No clinician has checked the rules behind this yet."),
	toEach("closing",
		"This supports a decision that a clinician and a client make together; it does not make it. It is not medical advice, not a diagnosis and not a crisis service.",
		"You and your therapist decide together. This is not medical advice, not a diagnosis, and not for emergencies."),
}
