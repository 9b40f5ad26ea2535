package group

import "github.com/therapykit/therapykit/therapy"

// feature is one row of the tables below.
func feature(id, title, statement string, ids ...string) therapy.Feature {
	return therapy.Feature{ID: id, Title: title, Trait: trait(statement, ids...)}
}

// benefits lists what group therapy gives, in the article's order.
func benefits() []therapy.Feature {
	return []therapy.Feature{
		// S16.
		feature("peer-support", "Support from people who know it themselves",
			"Meeting others with the same difficulties shows that one is not alone, and eases isolation and shame.", "S16", "S57"),
		// S17.
		feature("perspectives", "Many points of view",
			"Hearing how others see and cope with similar things can bring ideas that had not come up before.", "S17", "S44"),
		// S18; not in psychosis (C7).
		feature("social-skills", "Practice with other people",
			"Speaking up, settling conflicts and setting limits can be practised on the spot. After psychosis, training in social skills is not routinely offered.", "S18", "S50", "E36"),
		// S19, S20.
		feature("feedback-and-accountability", "Feedback and commitment",
			"Members tell each other what they notice, and help each other to keep at their goals.", "S19", "S20"),
		// S21; a price per session (C3).
		feature("cost", "Usually cheaper",
			"A place in a group usually costs less, so more people can afford it. In less severe depression groups are also good value; in diagnosed adult social anxiety they are not the better value.", "S21", "E1", "E15"),
		// S22.
		feature("normalisation", "Feelings turn out to be normal",
			"Seeing one's own feelings in others makes it easier to accept them and to be less hard on oneself.", "S22"),
		// S23; conflict C1 for diagnosed adults.
		feature("real-life-simulation", "A safe place to try things",
			"Situations that cause fear can be tried in a protected setting. For adults with diagnosed social anxiety disorder, guidance puts individual therapy first.", "S23", "S58", "E15"),
		// S24.
		feature("community", "A community",
			"With time a group can become a place to belong, and contacts can last beyond it.", "S24", "S52"),
		// S25.
		feature("structure", "Structure",
			"Sessions follow a structure that helps people stay with what they came for.", "S25"),
		// S26.
		feature("emotional-expression", "Room for feelings",
			"Feelings can be let out among people who understand them.", "S26"),
		// S27.
		feature("positive-peer-influence", "Hope from others",
			"Seeing others get better encourages people to take steps of their own.", "S27"),
		// S28.
		feature("psychoeducation", "Learning about the concern",
			"Groups often explain what is going on, which makes it easier to manage.", "S28"),
	}
}

// limits lists what group therapy does not give, and what it depends on.
func limits() []therapy.Feature {
	return []therapy.Feature{
		// S29.
		feature("not-for-everyone", "Not for everyone, or for everything",
			"Some people and some difficulties are better served one to one, or by both together. Before a group starts, each person's fit is looked at.", "S29", "S30", "E72"),
		// S37, S38.
		feature("leakage", "What is said may travel",
			"Members hear each other and are bound by agreement only. Confidence is asked of everybody, and cannot be guaranteed.", "S37", "S38", "E76"),
		// S32.
		feature("therapist-skill", "Depends on the therapist's skill",
			"How well a group works depends on how well it is led.", "S32"),
		// S15, S32, S35.
		feature("composition", "Depends on who is in it",
			"The members need a concern in common, and the mix has to work.", "S15", "S32", "S35", "E72"),
		// S32, E66.
		feature("willingness", "Depends on taking part",
			"A group helps those who take an active part. Preparation beforehand helps people stay and feel less anxious.", "S32", "E66"),
		// S48; E67 (C4).
		feature("regular-schedule", "Fixed times",
			"A group meets at set times. Coming irregularly harms one's own gain and the group, so little time is not always a reason for a group.", "S48", "E67"),
		// S34, with C5.
		feature("size", "Needs enough people, and not too many",
			"Usually 5 to 15; textbooks find 8 to 10 best, and programmes name 8, about 12, or 8 to 15.", "S34", "E66", "E78"),
		// The other side of S54 and S55; E63 on what is hard to say in front of others.
		feature("less-room-for-private-matters", "Less room for private matters",
			"Time and attention are shared, and very personal matters are harder to bring up.", "S54", "S55", "E63"),
		// C6.
		feature("not-alone-when-at-risk", "Not the only help for people at risk",
			"People who are actively suicidal or severely depressed should not be treated in a group alone.", "E66", "E69"),
		// C1.
		feature("diagnosed-social-anxiety", "Second choice for some diagnoses",
			"For adults with social anxiety disorder and for PTSD, guidance puts individual therapy first. A group does better than no treatment.", "E15", "E20", "E25"),
		// C11.
		feature("not-better-in-general", "Not better in general",
			"Across conditions, group and individual therapy do about equally well.", "E54", "E55"),
	}
}

// codes lists what terminologies call it. They were verified in published value
// sets; the labels are this library's. No billing codes.
func codes() []therapy.Code {
	set := therapy.Source{
		ID: "VS1187", Document: "Group Psychotherapy (value set 2.16.840.1.113883.3.526.3.1187)",
		Organisation: "US National Library of Medicine, Value Set Authority Center", Year: 2025, Strength: therapy.WebPage,
	}
	return []therapy.Code{
		{System: "http://snomed.info/sct", Code: "76168009", Display: "group psychotherapy", Source: set},
	}
}
