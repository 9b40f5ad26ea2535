package group

import (
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// Kind says what a group does, and so who can take part in it. The exclusions in textbooks
// are for mixed groups that work on how members relate; the textbooks name specialised and
// structured groups as an exception (source E68). So the criteria of package screening depend
// on the kind.
//
// The zero Kind is unstated and refused.
type Kind uint8

// The kinds of group.
const (
	// Psychoeducational groups teach: what the difficulty is and what helps.
	Psychoeducational Kind = iota + 1
	// Skills groups practise: social skills, emotion regulation, problem-solving.
	Skills
	// StructuredCBT groups follow a cognitive-behavioural programme session by session.
	StructuredCBT
	// Support groups let people with a shared concern support each other, with a leader.
	Support
	// InterpersonalProcess groups work with what happens between the members, who
	// may come with different difficulties.
	InterpersonalProcess

	numKinds
)

//enum:names Kind
var kindNames = [numKinds]string{
	Psychoeducational:    "psychoeducational",
	Skills:               "skills",
	StructuredCBT:        "structured-cbt",
	Support:              "support",
	InterpersonalProcess: "interpersonal-process",
}

// Title returns the kind as a heading in a language, "" for an invalid kind.
func (k Kind) Title(language words.Language) string { return k.say(language, "title", k.info().title) }

// Purpose returns one sentence about what a group of this kind is for, in a language; "" for
// an invalid kind.
func (k Kind) Purpose(language words.Language) string {
	return k.say(language, "purpose", k.info().purpose)
}

func (k Kind) say(language words.Language, part, english string) string {
	if !k.Valid() {
		return ""
	}
	return language.Text(words.Join("group", "kind", k.String(), part), english)
}

// Heterogeneous reports whether members usually come with different difficulties,
// so that the stricter textbook exclusions apply. It is true for an invalid kind:
// what is not stated gets the stricter rules.
func (k Kind) Heterogeneous() bool { return !k.Valid() || k == InterpersonalProcess }

// Sources returns the sources of the description.
func (k Kind) Sources() []therapy.Source { return slices.Clone(therapy.MustCite(k.info().sources...)) }

func (k Kind) info() kindInfo {
	if int(k) < len(kindTable) {
		return kindTable[k]
	}
	return kindInfo{}
}

type kindInfo struct {
	title, purpose string
	sources        []string
}

// kindTable describes the kinds. The split follows row F13 of the factor taxonomy.
var kindTable = [numKinds]kindInfo{
	// S28: psychoeducational components; E21: interactive psychoeducational groups.
	Psychoeducational: {
		"Psychoeducational group", "Members learn what their difficulty is and which ways of coping help.",
		[]string{"S28", "E21"},
	},
	// S18: social skills; E43: skills groups inside a combined programme; E49: social learning programmes.
	Skills: {
		"Skills group", "Members practise skills together: dealing with people, with feelings, with problems.",
		[]string{"S18", "E43", "E49"},
	},
	// S25: structured and led; E4: group CBT of eight sessions; E32: group CBT-ED of sixteen.
	StructuredCBT: {
		"Structured CBT group", "Members follow a cognitive-behavioural programme together, session by session.",
		[]string{"S25", "E4", "E32"},
	},
	// S16, S52: not alone; a sense of community.
	Support: {
		"Support group", "Members who share a concern support each other, and find that they are not alone.",
		[]string{"S16", "S52"},
	},
	// S40, S50: interpersonal dynamics; E68: the textbook's heterogeneous outpatient group.
	InterpersonalProcess: {
		"Interpersonal process group", "Members work on how they relate, with what happens between them in the room.",
		[]string{"S40", "S50", "E68"},
	},
}

// Enrolment says whether a group takes people after it has started. The zero Enrolment
// is unstated and refused.
type Enrolment uint8

// The kinds of enrolment.
const (
	// EnrolmentClosed groups take nobody after their start.
	EnrolmentClosed Enrolment = iota + 1
	// EnrolmentSlowOpen groups take a new member when a place becomes free, and prepare the
	// group for each newcomer.
	EnrolmentSlowOpen
	// EnrolmentOpen groups take people at any session while there are places.
	EnrolmentOpen

	numEnrolments
)

//enum:names Enrolment
var enrolmentNames = [numEnrolments]string{EnrolmentClosed: "closed", EnrolmentSlowOpen: "slow-open", EnrolmentOpen: "open"}

// Timeframe says whether a group has a set end. The zero Timeframe is unstated and
// refused.
type Timeframe uint8

// The timeframes of a group.
const (
	// TimeLimited groups run for a set number of sessions or until a set day.
	TimeLimited Timeframe = iota + 1
	// Ongoing groups have no set end.
	Ongoing

	numTimeframes
)

//enum:names Timeframe
var timeframeNames = [numTimeframes]string{TimeLimited: "time-limited", Ongoing: "ongoing"}
