package therapy

// articleSources lists the statements of the article that is this library's
// default policy, in its own order. The claims are paraphrases. The article cites
// nothing and states preferences only. What the editors of this library add, such as a
// guideline that disagrees, is a remark and no part of the claim.
func articleSources() []Source {
	rows := []Source{
		{ID: "S1", Section: "Introduction", Claim: "The question is which approach fits the person; neither is declared better."},
		{ID: "S2", Section: "Individual therapy: assessment", Claim: "The therapist assesses the one client thoroughly before treatment."},
		{ID: "S3", Section: "Individual therapy: treatment plan", Claim: "The plan is made for this client: issues, history and goals, and it can be adjusted."},
		{ID: "S4", Section: "Individual therapy: focused attention", Claim: "The client has all of the therapist's attention, for exploring thoughts, feelings and behaviour."},
		{ID: "S5", Section: "Individual therapy: techniques", Claim: "Techniques are chosen for the client, for instance cognitive behavioural work or mindfulness."},
		{ID: "S6", Section: "Individual therapy: goal setting", Claim: "Goals are set with the client, clear and their own."},
		{ID: "S7", Section: "Individual therapy: cultural sensitivity", Claim: "Culture, values and beliefs of the client are taken into account.", Remark: "The article says this of individual therapy only, which does not show that groups cannot."},
		{ID: "S8", Section: "Individual therapy: feedback", Claim: "The therapist asks the client what they make of the treatment."},
		{ID: "S9", Section: "Individual therapy: support and empathy", Claim: "Support and empathy are fitted to how this client feels."},
		{ID: "S10", Section: "Individual therapy: scheduling and pacing", Claim: "Times and pace can often be fitted to the client."},
		{ID: "S11", Section: "Individual therapy: duration", Claim: "The course can be short and solution-focused or long and in depth."},
		{ID: "S12", Section: "Individual therapy: confidentiality", Claim: "Private matters can be raised without fear of being judged or of a breach of privacy."},
		{ID: "S13", Section: "Individual therapy: personal history", Claim: "There is room for childhood, trauma and past relationships."},
		{ID: "S14", Section: "Individual therapy: takeaway", Claim: "In sum, support and guidance are tailored to one person."},
		{ID: "S15", Section: "Group therapy: definition", Claim: "A group brings together people with similar concerns."},
		{ID: "S16", Section: "Group therapy: peer support", Claim: "Meeting others in the same position lessens isolation and shame."},
		{ID: "S17", Section: "Group therapy: perspectives", Claim: "Members meet several points of view and ways of coping."},
		{ID: "S18", Section: "Group therapy: social skills", Claim: "Suits work on social skills and relationships: communication, conflict, boundaries."},
		{ID: "S19", Section: "Group therapy: feedback", Claim: "Members give each other constructive feedback in a safe setting."},
		{ID: "S20", Section: "Group therapy: accountability", Claim: "Having to report to others keeps members working at their goals."},
		{ID: "S21", Section: "Group therapy: cost", Claim: "Is often more cost-effective, which can lower a money barrier.", Remark: "Often is not always; a lower price a session is not the same as better value (E15, E77)."},
		{ID: "S22", Section: "Group therapy: normalisation", Claim: "Seeing others struggle lessens self-criticism and helps self-acceptance."},
		{ID: "S23", Section: "Group therapy: real-life simulation", Claim: "Practising real situations in a group can build confidence in social anxiety, phobias and performance anxiety.", Remark: "For adults with diagnosed social anxiety disorder guidelines put individual therapy first (E15)."},
		{ID: "S24", Section: "Group therapy: community", Claim: "Ties made in a group can last beyond the sessions."},
		{ID: "S25", Section: "Group therapy: structure", Claim: "Groups are usually structured and led by a trained therapist."},
		{ID: "S26", Section: "Group therapy: emotional expression", Claim: "Feelings can be let out in a safe, contained setting."},
		{ID: "S27", Section: "Group therapy: peer influence", Claim: "Seeing others progress gives hope and motivation."},
		{ID: "S28", Section: "Group therapy: psychoeducation", Claim: "Groups often include teaching about the condition."},
		{ID: "S29", Section: "Group therapy: limits", Claim: "A group is not the best fit for every person or every issue."},
		{ID: "S30", Section: "Group therapy: limits", Claim: "Some people do better with individual therapy or with both."},
		{ID: "S31", Section: "Group therapy: limits", Claim: "Needs, preferences and goals are what the choice depends on."},
		{ID: "S32", Section: "Group therapy: limits", Claim: "How well a group works depends on the therapist's skill, the make-up of the group and the members' will to take part."},
		{ID: "S33", Section: "Key differences: number of participants", Claim: "One client and one therapist meet."},
		{ID: "S34", Section: "Key differences: number of participants", Claim: "A group has usually five to fifteen members."},
		{ID: "S35", Section: "Key differences: number of participants", Claim: "Members of a group have common or related issues."},
		{ID: "S36", Section: "Key differences: privacy", Claim: "Individual therapy is the most private and confidential."},
		{ID: "S37", Section: "Key differences: privacy", Claim: "In a group what is said is likelier to become known outside."},
		{ID: "S38", Section: "Key differences: privacy", Claim: "Therapists insist on confidentiality in the group.", Remark: "This lessens the risk and does not remove it."},
		{ID: "S39", Section: "Key differences: therapeutic focus", Claim: "Individual therapy is about one client's concerns, needs and goals."},
		{ID: "S40", Section: "Key differences: therapeutic focus", Claim: "Group therapy is about the person and about what goes on between people."},
		{ID: "S41", Section: "Key differences: therapeutic relationship", Claim: "The bond with one therapist allows depth and a high degree of trust."},
		{ID: "S42", Section: "Key differences: therapeutic relationship", Claim: "In a group the relationship is with all members and the therapist."},
		{ID: "S43", Section: "Key differences: perspectives", Claim: "In individual therapy the therapist's is the only other point of view."},
		{ID: "S44", Section: "Key differences: perspectives", Claim: "In a group members learn from each other's experience."},
		{ID: "S45", Section: "Key differences: cost", Claim: "Individual therapy tends to cost more than group therapy."},
		{ID: "S46", Section: "Key differences: time", Claim: "Length and frequency of individual therapy are set for the client."},
		{ID: "S47", Section: "Key differences: cost", Claim: "One therapist's time is shared, hence more cost-effective."},
		{ID: "S48", Section: "Key differences: time", Claim: "A group meets on a regular schedule for a set time."},
		{ID: "S49", Section: "Key differences: interpersonal skills", Claim: "Individual therapy attends mostly to inner processes and self-awareness."},
		{ID: "S50", Section: "Key differences: interpersonal skills", Claim: "Group therapy is particularly good for skills with other people."},
		{ID: "S51", Section: "Key differences: support", Claim: "In individual therapy support comes chiefly from the therapist."},
		{ID: "S52", Section: "Key differences: support", Claim: "In a group support comes from members too: community and being understood."},
		{ID: "S53", Section: "Choosing between the two", Claim: "The nature of the concern, preferences and goals decide."},
		{ID: "S54", Section: "Choosing between the two: individual", Claim: "Individual therapy may be preferred for highly personal or sensitive issues."},
		{ID: "S55", Section: "Choosing between the two: individual", Claim: "Individual therapy may be preferred for depth and personal attention."},
		{ID: "S56", Section: "Choosing between the two: individual", Claim: "Individual therapy may be preferred for privacy and confidentiality."},
		{ID: "S57", Section: "Choosing between the two: group", Claim: "Group therapy may be preferred for several perspectives and the support of peers."},
		{ID: "S58", Section: "Choosing between the two: group", Claim: "Group therapy may be preferred for interpersonal issues or social anxiety.", Remark: "For adults with diagnosed social anxiety disorder guidelines put individual therapy first (E15)."},
		{ID: "S59", Section: "Choosing between the two: group", Claim: "Group therapy may be preferred when money or time is short.", Remark: "On time the article also calls individual therapy the flexible one (S10, S46, S48)."},
		{ID: "S60", Section: "Choosing between the two: both", Claim: "The two do not exclude each other."},
		{ID: "S61", Section: "Choosing between the two: both", Claim: "Both together suit when they deal with different aspects."},
		{ID: "S62", Section: "The provider", Claim: "Both kinds are on offer at the provider.", Remark: "Availability is part of the question."},
		{ID: "S63", Section: "The provider", Claim: "Both can be part of one person's course."},
	}
	for i := range rows {
		rows[i].Document = "What Is the Difference Between Individual and Group Therapy?"
		rows[i].Organisation = "APN London"
		rows[i].Strength = WebPage
	}
	return rows
}
