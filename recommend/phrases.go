package recommend

import (
	"iter"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/words"
)

// phrases are the library's own words around what a policy says, so that the
// two readers read the same document in different words.
type phrases struct {
	headline      [policy.Either + 1]string
	safetyFirst   string // headline while danger is not known to be absent
	reservation   string // headline where only elimination speaks for the option
	doNow         string
	why           string
	ask           string
	askFirst      string
	askSafety     string
	askInPerson   string
	couldMean     string
	nothingSaid   string
	stages        string
	onlyOne       string
	onlyOneBut    string
	tips          string
	stillLevel    string
	noBearing     string
	nothingDrops  string
	notAlone      string // where a stage would have left only what is opposed
	parts         string
	partsNothing  string
	forIt         string
	against       string
	ruledOut      string
	toldInPerson  string
	reopens       string
	nothing       string
	speaksFor     string
	disagree      string
	profile       string
	firstCarried  string
	secondCarried string
	becauseFirst  string
	otherSilent   string
	bothWeighed   string
	neither       string
	cautions      string
	cautionsFirst string // where they stand before questions
	answers       string
	withheld      string
	closing       string
}

var clinicianWords = phrases{
	headline: [policy.Either + 1]string{
		policy.Escalate:         "Escalate: somebody may be in danger",
		policy.NeedsInformation: "Needs information first",
		policy.NoneSuitable:     "None of the formats is possible as things are",
		policy.Recommended:      "Recommended: {options}",
		policy.Either:           "Either is reasonable: {options}",
	},
	safetyFirst:   "Needs information first: safety",
	reservation:   "Only {options} is possible, and what is indicated speaks against it",
	doNow:         "What to do now",
	why:           "Why",
	ask:           "What has to be known first",
	askFirst:      "These have to be answered before any format is considered. Unknown is not no.",
	askSafety:     "These have to be answered before any format is considered. Unknown is not no. One statement by a trained person, that all dangers were asked about and none is present, settles them together.",
	couldMean:     "What the answer could mean: ",
	nothingSaid:   "Nothing that was answered speaks for any format. Any of these would be a start.",
	stages:        "How it was decided",
	onlyOne:       "Decided in eligibility: it is the only format that is not ruled out.",
	onlyOneBut:    "Decided in eligibility: it is the only format that is not ruled out, and the indication speaks against it. Look for what is indicated elsewhere, and at what would reopen the others, before settling for it.",
	tips:          "No stage settles it. Either can be chosen; a preference, once the person has been told about both, would tip it.",
	stillLevel:    "No stage settles it, and the person's preference has been counted. Go through both together, and find out which reasons matter most to the person: that would tip it.",
	noBearing:     "nothing that was answered bears on this.",
	nothingDrops:  "Nothing drops out.",
	notAlone:      "What counts here would leave only a format that a guideline opposes. It does not decide: both reasons stand, and none wins.",
	parts:         "What could go where",
	partsNothing:  "Nothing that was answered names an aspect for it: agree one, or have the other format by itself.",
	forIt:         "For",
	against:       "Against",
	ruledOut:      "Ruled out",
	reopens:       "What would reopen it: ",
	nothing:       "Nothing that was answered.",
	speaksFor:     "It speaks for {options}.",
	disagree:      "Where sources disagree",
	profile:       "Profile followed: ",
	firstCarried:  "The first of the two carried weight here, under {stage}",
	secondCarried: "The second of the two carried weight here, under {stage}",
	becauseFirst:  ", which is looked at first.",
	otherSilent:   ". The rules of the other do not apply to what was answered.",
	bothWeighed:   "Both were weighed together, under {stage}.",
	neither:       "Neither of the two decided here.",
	cautions:      "To be said and watched",
	cautionsFirst: "Before asking",
	answers:       "Answers it rests on",
	closing: "This supports a decision that a clinician and a client make together; it does not make it. " +
		"It is not medical advice, not a diagnosis and not a crisis service.",
}

var clientWords = phrases{
	headline: [policy.Either + 1]string{
		policy.Escalate:         "First of all: safety",
		policy.NeedsInformation: "A few things to find out first",
		policy.NoneSuitable:     "Nothing on offer here fits as things are",
		policy.Recommended:      "What this suggests: {options}",
		policy.Either:           "Each of these could be right for you: {options}",
	},
	safetyFirst:   "A few questions about safety first",
	reservation:   "Only {options} is possible right now, and something else is usually recommended",
	doNow:         "What to do now",
	why:           "Why",
	ask:           "Questions to answer first",
	askFirst:      "These matter before anything else can be suggested. Not knowing is fine; it just has to be found out.",
	askSafety:     "Everybody is asked these questions before therapy is chosen, because being safe comes first. You can answer them together with somebody. If a trained person has asked you about all of them, that is enough.",
	askInPerson:   "There is something that is better asked in person, when you are alone with the one who asks.",
	couldMean:     "What the answer could mean: ",
	nothingSaid:   "So far nothing points one way or the other. Talking about any of these would be a start.",
	stages:        "How this came about",
	onlyOne:       "It is the only one that is possible as things are.",
	onlyOneBut:    "It is the only one that is possible as things are, and experts usually recommend something else. Ask whether that can be had somewhere else, or later.",
	tips:          "Nothing in the answers settles it. What you would rather have, once you know about each, can tip it.",
	stillLevel:    "What you would like has been counted, and other things weigh as much. Talk about what matters most to you: that can tip it.",
	noBearing:     "nothing in the answers bears on this.",
	nothingDrops:  "All of them stay in.",
	notAlone:      "What you need or would like points one way, and guidelines point another. Both count. Talk about it together.",
	parts:         "What could go where",
	partsNothing:  "Nothing in the answers says yet what this part would be for. It helps to agree on that.",
	forIt:         "What speaks for it",
	against:       "What speaks against it",
	ruledOut:      "Why it is not possible at the moment",
	toldInPerson:  "There is a reason that is better told in person. You can ask about it.",
	reopens:       "What would change that: ",
	nothing:       "Nothing in the answers so far.",
	speaksFor:     "This speaks for {options}.",
	disagree:      "Where experts disagree",
	profile:       "What is followed here: ",
	firstCarried:  "The first of the two counted here, under {stage}",
	secondCarried: "The second of the two counted here, under {stage}",
	becauseFirst:  ", which is looked at first.",
	otherSilent:   ". The other does not apply to what was answered.",
	bothWeighed:   "Both were weighed together, under {stage}.",
	neither:       "Neither of the two decided here.",
	cautions:      "Good to know",
	cautionsFirst: "Before you answer",
	answers:       "The answers this is based on",
	withheld:      "Not every answer is listed, because others might read this. You can ask to see all of them.",
	closing: "This is meant to help you and your therapist decide together. The decision is yours and theirs. " +
		"It is not medical advice, not a diagnosis, and not a service for emergencies.",
}

// texts visits every text with the name that its key is made of.
func (w *phrases) texts(visit func(name string, text *string)) {
	for o := policy.Escalate; o.Valid(); o++ {
		visit("headline-"+o.String(), &w.headline[o])
	}
	visit("safety-first", &w.safetyFirst)
	visit("reservation", &w.reservation)
	visit("do-now", &w.doNow)
	visit("why", &w.why)
	visit("ask", &w.ask)
	visit("ask-first", &w.askFirst)
	visit("ask-safety", &w.askSafety)
	visit("ask-in-person", &w.askInPerson)
	visit("could-mean", &w.couldMean)
	visit("nothing-said", &w.nothingSaid)
	visit("stages", &w.stages)
	visit("only-one", &w.onlyOne)
	visit("only-one-but", &w.onlyOneBut)
	visit("tips", &w.tips)
	visit("still-level", &w.stillLevel)
	visit("no-bearing", &w.noBearing)
	visit("nothing-drops", &w.nothingDrops)
	visit("not-alone", &w.notAlone)
	visit("parts", &w.parts)
	visit("parts-nothing", &w.partsNothing)
	visit("for-it", &w.forIt)
	visit("against", &w.against)
	visit("ruled-out", &w.ruledOut)
	visit("told-in-person", &w.toldInPerson)
	visit("reopens", &w.reopens)
	visit("nothing", &w.nothing)
	visit("speaks-for", &w.speaksFor)
	visit("disagree", &w.disagree)
	visit("profile", &w.profile)
	visit("first-carried", &w.firstCarried)
	visit("second-carried", &w.secondCarried)
	visit("because-first", &w.becauseFirst)
	visit("other-silent", &w.otherSilent)
	visit("both-weighed", &w.bothWeighed)
	visit("neither", &w.neither)
	visit("cautions", &w.cautions)
	visit("cautions-first", &w.cautionsFirst)
	visit("answers", &w.answers)
	visit("withheld", &w.withheld)
	visit("closing", &w.closing)
}

// phrasesFor returns the library's words for a reader in a language.
func phrasesFor(reader policy.Reader, language words.Language) *phrases {
	source := &clinicianWords
	if reader == policy.Client {
		source = &clientWords
	}
	if language.IsZero() {
		return source
	}
	spoken := *source
	spoken.texts(func(name string, text *string) {
		if *text != "" {
			*text = language.Text(phraseKey(name, reader), *text)
		}
	})
	return &spoken
}

func phraseKey(name string, reader policy.Reader) words.Key {
	return words.Join("recommendation", name, reader.String())
}

// Messages yields the texts of renderings that stand around what a policy says, and those of
// forms, in English, with their keys. Those of the policy are yielded by
// [policy.Policy.Messages].
func Messages() iter.Seq2[words.Key, string] {
	return func(yield func(words.Key, string) bool) {
		done := false
		for _, reader := range []policy.Reader{policy.Clinician, policy.Client} {
			spoken := *phrasesFor(reader, words.English())
			spoken.texts(func(name string, text *string) {
				if !done && *text != "" {
					done = !yield(phraseKey(name, reader), *text)
				}
			})
		}
		for _, s := range asides {
			if !done {
				done = !yield(words.Join("recommendation", s.key), s.english)
			}
		}
		for key, english := range formMessages {
			done = done || !yield(key, english)
		}
	}
}

// aside is a text that is the same for both readers, or meant for one of them.
type aside struct{ key, english string }

// asides are the texts of renderings that stand in no phrase.
var asides = []aside{
	{"none", "No recommendation was made."},
	{"hard", "If things get hard: {lines}"},
	{"policy", "{title} (policy {id}, version {version})."},
	{"still-in", "Still in: {options}."},
	{"left", "Left: {options} (lead {lead}, margin {margin})."},
	{"speaks-for", "speaks for {options}"},
	{"speaks-against", "speaks against {options}"},
	{"speaks-neither", "neither for nor against {options}"},
	{"settled-before", "(It was settled before this counted.)"},
	{"doubled", "doubled: it matters a great deal"},
	{"not-counted", "not counted"},
	{"follows", "No, since it follows from these: {statements}"},
	{"sources", "Sources"},
	{"stage-indication", "What is known to help"},
	{"stage-preference", "What you would like"},
	{"stage-need", "What you need and hope for"},
	{"stage-practical", "Money, time and place"},
	{"answer-no", "No"},
	{"answer-yes", "Yes"},
	{"answer-strongly", "Strongly"},
	{"grade-offer.clinician", "is offered"},
	{"grade-offer.client", "comes first"},
	{"grade-consider.clinician", "is considered"},
	{"grade-consider.client", "can help"},
	{"grade-only-if.clinician", "only if the first choice does not fit"},
	{"grade-only-if.client", "is there if the first does not fit"},
	{"grade-adjunct.clinician", "only beside other treatment"},
	{"grade-adjunct.client", "is an extra"},
	{"grade-against.clinician", "not as the only treatment"},
	{"grade-against.client", "is not put first"},
	{"against-client", "Guidelines put something else first for this. You can ask why this is named too."},
	{"against-first", "{option} goes against what is put first for {question}"},
	{"against-weak", "{option}: {question} speaks against it"},
	{"against-record", "Say so, record why, and agree when it is looked at again."},
	{"named-only", "It is named because no other format is possible; what would reopen the others stands below."},
	{"named-wish", "It is named because the person wishes for it and has been told what there is."},
	{"named-all", "It is named because every format that is possible is opposed by something."},
	{"waived", "This policy does without the safety of {statement} ({by}: {why})."},
	{"stale", "Older than {days} days, and so taken as unknown: {statements}."},
	{"unqualified", "Not given by somebody who can give them, and so taken as unknown: {statements}. An all-clear has to be a clinician's."},
	{"unattributed", "It is not stated who asked about safety. An all-clear has to be a clinician's."},
	{"undated", "It is not stated when safety was asked about. Answers about safety are for the day on which they are given."},
	{"yields", "Another question takes over from it."},
	{"meet-one-client", "This points to {options}."},
	{"meet-one", "Left: {options}."},
	{"meet-shared-client", "These agree on {options}."},
	{"meet-shared", "The questions agree. Left: {options}."},
	{"meet-differ-client", "Different things call for different help, at the same time or one after the other. That leaves {options}."},
	{"meet-differ", "The questions have different answers, which can be met at the same time or one after the other. Left: {options}."},
	{"crisis-emergency", "If a life is in danger: {number}."},
	{"crisis-line", "Crisis line: {number}."},
	{"crisis-text", "Text: {number}."},
	{"crisis-none-client", "If a life is in danger: call the emergency number. Or call the crisis line of your place."},
	{"crisis-none", "Emergency number and crisis line: those of the place (none that was checked within a year is known for it)."},
}

// say returns an aside in the language of the audience.
func (e *explainer) say(key string, args ...words.Arg) string {
	for _, s := range asides {
		if s.key == key {
			return e.audience.Language.Format(words.Join("recommendation", key), s.english, args...)
		}
	}
	return key // a test holds every key to a text
}

// fill puts a value in the place of a phrase.
func fill(phrase, name, value string) string {
	return words.English().Format("", phrase, words.Name(name, value))
}
