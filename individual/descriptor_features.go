package individual

import "github.com/therapykit/therapykit/therapy"

// feature is one row of the tables below.
func feature(id, title, statement string, ids ...string) therapy.Feature {
	return therapy.Feature{ID: id, Title: title, Trait: trait(statement, ids...)}
}

// benefits lists the benefits of individual therapy, in the article's order.
func benefits() []therapy.Feature {
	return []therapy.Feature{
		// S2, qualified by C10: assessment is a duty in groups as well.
		feature("assessment", "Thorough assessment",
			"Work starts from a careful look at the person's mental health, so that what follows fits. Groups owe their members an assessment too; here it goes on throughout.",
			"S2", "E72"),
		// S3.
		feature("personalised-plan", "A plan of one's own",
			"The plan is drawn up for this person, from their difficulties, history and goals, and is changed when it no longer fits.", "S3", "S14"),
		// S4.
		feature("focused-attention", "Undivided attention",
			"The whole session belongs to one person, which leaves room to explore thoughts, feelings and behaviour in depth.", "S4", "S55"),
		// S5.
		feature("techniques", "Techniques chosen to fit",
			"Methods are picked for the person's needs and wishes, such as cognitive-behavioural work for patterns of thought or mindfulness for stress.", "S5"),
		// S6.
		feature("goal-setting", "Goals of one's own",
			"Client and therapist agree on clear personal goals, which also show how far therapy has come.", "S6"),
		// S7: said of individual work; not evidence that groups cannot.
		feature("cultural-sensitivity", "Respect for culture and beliefs",
			"Background, values and beliefs are taken into account, so that therapy makes sense in the person's own life.", "S7"),
		// S8.
		feature("feedback-and-collaboration", "A say in the treatment",
			"The therapist asks how it is going and adjusts; the person helps to decide how therapy is done.", "S8"),
		// S9.
		feature("support-and-empathy", "Support that meets the moment",
			"Support is attuned to how the person feels that day, so that they are heard and understood.", "S9"),
		// S10.
		feature("scheduling-and-pacing", "Times and pace that fit",
			"Appointments can often follow the person's availability, and the work can go at their pace.", "S10", "S46"),
		// S11.
		feature("duration", "As long as it takes",
			"Therapy can be short and focused or long and deep, depending on what is needed.", "S11", "S46"),
		// S12.
		feature("confidentiality", "Privacy",
			"Sensitive matters can be spoken about without others hearing and without fear of being judged by them.", "S12", "S36", "S56"),
		// S13.
		feature("personal-history", "Room for the past",
			"Childhood, painful events and past relationships can be looked at, and how they bear on the present.", "S13"),
	}
}

// limits lists the limits of individual therapy.
func limits() []therapy.Feature {
	return []therapy.Feature{
		// S43.
		feature("one-perspective", "One point of view",
			"There is only the therapist's view; how others have coped with the same is not heard at first hand.", "S43"),
		// S45, with C3.
		feature("dearer", "Usually dearer",
			"A session tends to cost more than a place in a group. Dear per session is not always poor value: for adults with diagnosed social anxiety disorder it is the better value of the two.", "S45", "E15"),
		// S49.
		feature("little-practice-with-people", "Little practice with other people",
			"Skills with other people are talked about more than tried out, as there is nobody else to try them with.", "S49", "S50"),
		// S51.
		feature("support-from-one-person", "Support rests on one person",
			"Support comes from the therapist alone; company of people in the same situation has to be found elsewhere.", "S51", "S52"),
		// C11.
		feature("not-better-in-general", "Not better in general",
			"Across conditions, individual and group therapy do about equally well; some conditions show a small or short-term advantage for individual therapy.", "E54", "E55", "E11", "E18"),
		// C4: guided self-help is the flexible option where time is short.
		feature("not-the-least-intrusive", "Not always the first step",
			"For some conditions briefer help comes first: guided self-help is the least intrusive option in less severe depression and in binge eating.", "E2", "E32"),
		// E7.
		feature("waiting", "There may be a wait",
			"One therapist sees one person at a time, so a place may take longer; people should be told how long.", "E7"),
	}
}

// codes lists its codes in terminologies. They were verified in published value sets; the
// labels are this library's. There are no billing codes.
func codes() []therapy.Code {
	return []therapy.Code{
		{
			// Value set 2.16.840.1.113883.3.526.3.1496.
			System: "http://snomed.info/sct", Code: "18512000", Display: "individual psychotherapy",
			Source: therapy.Source{
				ID: "VS1496", Document: "Psych Visit - Psychotherapy (value set 2.16.840.1.113883.3.526.3.1496)",
				Organisation: "US National Library of Medicine, Value Set Authority Center", Year: 2025, Strength: therapy.WebPage,
			},
		},
	}
}
