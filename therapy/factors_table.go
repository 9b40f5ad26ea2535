package therapy

// factorRow is one row of the taxonomy, or the part of it that rests on the same
// sources.
type factorRow struct {
	row        string
	layer      Layer
	discretion Discretion
	sources    []string
	factors    []factorText
}

// factorText holds the texts of the table that are for one factor only.
type factorText struct {
	factor     Factor
	question   string
	plain      string
	definition string
}

// factorRows is the taxonomy. The order is that of its rows, and inside a row the
// order in which the row names its factors; [Factors] keeps both.
//
// Questions say "the person", so that a clinician can answer them from the record. The plain
// questions are asked to the person word for word. Both can be answered with yes or no, are
// neutral, and name directly what they ask about. This matters most for danger: the guideline
// says to ask directly about suicide (E79).
func factorRows() []factorRow {
	return []factorRow{
		// F01: acute suicidality.
		{
			row: "F01", layer: LayerSafety, discretion: AnswerWithheld, sources: []string{"E79", "E80", "E81"},
			factors: []factorText{
				{
					factor:     AcuteSuicidality,
					question:   "Is the person thinking of ending their life now, with an intention to act or with preparations made?",
					plain:      "Do you think of ending your life now, and mean to do it? Or have you prepared for it?",
					definition: "Suicidal thoughts at present, with intent or preparation.",
				},
				{
					factor:     SuicidePlanAndMeans,
					question:   "Does the person have a plan for ending their life and a way to carry it out?",
					plain:      "Do you have a plan to end your life, and a way to do it?",
					definition: "There is a plan for suicide, and the means are within reach.",
				},
				{
					factor:     CannotKeepSafe,
					question:   "Does the person say, or does it appear, that they cannot keep themselves safe at the moment?",
					plain:      "Do you feel that you cannot keep safe now? Or does somebody who knows you?",
					definition: "The person is not able to keep themselves safe now.",
				},
			},
		},
		// F02: imminent risk of harm to others.
		{
			row: "F02", layer: LayerSafety, discretion: AnswerWithheld, sources: []string{"E79", "E40", "E81"},
			factors: []factorText{
				{
					factor:     HarmToOthersImminent,
					question:   "Does the person intend, or plan, to seriously harm somebody in the near future?",
					plain:      "Do you mean to hurt someone soon?",
					definition: "A stated intention or plan to harm others, which could be acted on soon.",
				},
				{
					factor:     NoImminentThreat,
					question:   "Has danger to others been asked about and found not to be imminent?",
					plain:      "Has somebody asked you if others are in danger, and found that none are?",
					definition: "Assessed: no imminent danger to anybody else.",
				},
			},
		},
		// F03: an acute psychotic episode.
		{
			row: "F03", layer: LayerSafety, discretion: AnswerWithheld, sources: []string{"E38", "E80"},
			factors: []factorText{
				{
					factor:     AcutePsychosis,
					question:   "Are there new or worsening psychotic symptoms, such as voices or delusions, with a loss of safety or of everyday functioning?",
					plain:      "Do you hear or see things, or believe things, that are new or worse? Are you less safe?",
					definition: "An acute psychotic episode, untreated or beyond what the present team can manage.",
				},
			},
		},
		// F04: acute mania or hypomania.
		{
			row: "F04", layer: LayerSafety, discretion: AnswerWithheld, sources: []string{"E40", "E66"},
			factors: []factorText{
				{
					factor:     AcuteMania,
					question:   "Is the person in a manic or hypomanic state at present?",
					plain:      "Are you very high, cross or driven now, more than is normal for you?",
					definition: "A current manic or hypomanic state.",
				},
			},
		},
		// F05: acute intoxication or severe withdrawal.
		{
			row: "F05", layer: LayerSafety, discretion: AnswerWithheld, sources: []string{"E80", "E45"},
			factors: []factorText{
				{
					factor:     AcuteIntoxication,
					question:   "Is the person intoxicated by alcohol or another substance at this contact?",
					plain:      "Are you drunk or on drugs right now?",
					definition: "Intoxicated at the time of the contact.",
				},
				{
					factor:     SevereAlcoholWithdrawal,
					question:   "Is the person in severe alcohol withdrawal, or withdrawing with a history of withdrawal seizures or delirium?",
					plain:      "Are you in bad withdrawal from alcohol? Or in any, after fits or confusion in one before?",
					definition: "Severe withdrawal, or withdrawal with a history of seizures or delirium tremens, or CIWA-Ar of 20 or more.",
				},
			},
		},
		// F06: medical instability or dangerous self-neglect.
		{
			row: "F06", layer: LayerSafety, discretion: AnswerWithheld, sources: []string{"E35", "E79"},
			factors: []factorText{
				{
					factor:     MedicalInstability,
					question:   "Are there signs of a medical emergency, such as severe malnutrition, dehydration, a very slow pulse or failing organs, or self-neglect that has become dangerous?",
					plain:      "Is your body in danger, such as from very low weight or lack of water? Or do you hardly look after yourself?",
					definition: "Physically unstable, or neglecting themselves to a dangerous degree.",
				},
				{
					factor:     MedicallyStable,
					question:   "Has the person's physical state been checked and found stable?",
					plain:      "Has a doctor or nurse checked your body, and found it stable?",
					definition: "Physical health has been assessed, and it is stable.",
				},
			},
		},
		// F07: whether risk has been assessed.
		{
			row: "F07", layer: LayerSafety, discretion: AnswerWithheld, sources: []string{"E79", "E80"},
			factors: []factorText{
				{
					factor:     RiskNotAssessed,
					question:   "Is the risk to self and others still to be assessed, for instance because questions were left open or answers did not fit together?",
					plain:      "Is it still open how safe you and others are?",
					definition: "Risk has not been assessed, or the assessment was refused, incomplete or inconsistent.",
				},
				{
					factor:     WarningSignHopelessness,
					question:   "Does the person express hopelessness, or another warning sign of suicide?",
					plain:      "Have you lost hope? Or is there another sign that you may want to end your life?",
					definition: "Hopelessness or another warning sign has been noticed.",
				},
				{
					factor:     NoAcuteRisk,
					question:   "Has risk been assessed, with no acute danger to self or others, no acute psychosis or mania, no intoxication or severe withdrawal, and no medical emergency?",
					plain:      "Has a trained person asked today if you are safe, and found no danger?",
					definition: "Assessed: none of the acute dangers is present.",
				},
			},
		},
		// F08: suicidal thoughts or self-harm without acute danger.
		{
			row: "F08", layer: LayerSafety, discretion: AnswerWithheld, sources: []string{"E79", "E66", "E80", "E42"},
			factors: []factorText{
				{
					factor:     PassiveSuicidalIdeation,
					question:   "Does the person have thoughts of being dead or of not waking up, without any intention to act?",
					plain:      "Do you think of being dead or not waking up, but mean to do nothing?",
					definition: "Passive suicidal thoughts, without intent, plan or preparation.",
				},
				{
					factor:     RecentSuicideAttempt,
					question:   "Has the person attempted to end their life recently and been assessed as safe now?",
					plain:      "Have you tried to end your life recently, and been found safe since?",
					definition: "A recent attempt; assessed as safe at present.",
				},
				{
					factor:     RecurrentSelfHarm,
					question:   "Does the person currently harm themselves again and again?",
					plain:      "Do you hurt yourself again and again at present?",
					definition: "A current pattern of repeated self-harm.",
				},
				{
					factor:     NoRecentSelfHarm,
					question:   "Has self-harm been asked about, and has there been none in the recent past?",
					plain:      "Have you been asked about hurting yourself or trying to die? Has there been none lately?",
					definition: "Asked: no self-harm and no suicide attempt in the recent past.",
				},
				{
					factor:     SafetyPlanInPlace,
					question:   "Is there a safety plan that the person has helped to make and would use?",
					plain:      "Is there a safety plan that you helped make and that you would use?",
					definition: "A safety plan exists and the person knows it.",
				},
				{
					factor:     UnderMentalHealthTeam,
					question:   "Is a specialist mental-health team involved in the person's care now?",
					plain:      "Is a specialist mental health team involved in your care now?",
					definition: "Under the care of a specialist mental-health team.",
				},
			},
		},
		// F09: safeguarding and domestic abuse.
		{
			row: "F09", layer: LayerSafety, discretion: InPersonOnly, sources: []string{"E47", "E86", "E72"},
			factors: []factorText{
				{
					factor:     DomesticAbuse,
					question:   "Is the person being abused or controlled by a partner, a relative or somebody they live with?",
					plain:      "Does a partner, or someone close to you, hurt you, scare you or control you?",
					definition: "Ongoing abuse or coercive control by somebody close.",
				},
				{
					factor:     AbuserInAvailableGroup,
					question:   "Would somebody who abuses or has abused the person be in the group that is available?",
					plain:      "Would somebody who hurts you, or has hurt you, be in the group?",
					definition: "The available group would bring the person together with their abuser.",
				},
			},
		},
		// F09: safeguarding: what is suspected, and who may learn of it.
		{
			row: "F09", layer: LayerSafety, discretion: InPersonOnly, sources: []string{"E47", "E84", "E132"},
			factors: []factorText{
				{
					factor:     AbuseSuspected,
					question:   "Is abuse suspected, though the person has not said so?",
					plain:      "Has somebody said that they are worried that you are being hurt?",
					definition: "Abuse is suspected and has not been confirmed.",
				},
				{
					factor:     ConsenterMayBeAbuser,
					question:   "May the one who would consent for the person be the one who abuses them?",
					plain:      "Could the parent or carer who says yes for you be hurting you?",
					definition: "Whoever holds parental responsibility may be the abuser.",
				},
				{
					factor:     SafeContactUnknown,
					question:   "Is it unclear whether a letter or message to the person could be read by somebody they are afraid of?",
					plain:      "Could someone you are afraid of read a letter or message to you?",
					definition: "It is not known how to reach the person safely.",
				},
			},
		},
		// F10: age band, capacity and consent.
		{
			row: "F10", layer: LayerSufficiency, sources: []string{"E84"},
			factors: []factorText{
				{
					factor:     Adult,
					question:   "Is the person 18 or older?",
					plain:      "Are you 18 or older?",
					definition: "Aged 18 or over.",
				},
				{
					factor:     Adolescent16To17,
					question:   "Is the person 16 or 17?",
					plain:      "Are you 16 or 17?",
					definition: "Aged 16 or 17.",
				},
				{
					factor:     Adolescent12To15,
					question:   "Is the person between 12 and 15?",
					plain:      "Are you between 12 and 15?",
					definition: "Aged 12 to 15.",
				},
				{
					factor:     ChildUnder12,
					question:   "Is the person younger than 12?",
					plain:      "Are you younger than 12?",
					definition: "Aged under 12.",
				},
				{
					factor:     ParentalConsent,
					question:   "Has somebody with parental responsibility consented to therapy for the person?",
					plain:      "Has a parent, or whoever may decide for you, agreed to therapy?",
					definition: "A holder of parental responsibility has consented.",
				},
				{
					factor:     ConsentGiven,
					question:   "Has the person themselves given valid consent to therapy?",
					plain:      "Have you yourself agreed to therapy, knowing what you agree to?",
					definition: "Valid consent of the person, who is able to give it.",
				},
				{
					factor:     ConsentUnclear,
					question:   "Is it unclear whether valid consent has been given, or whether the person is able to give it?",
					plain:      "Is it unclear whether you have agreed, or can decide it at the moment?",
					definition: "Consent, or the capacity for it, is in doubt.",
				},
			},
		},
		// F10: narrower ages.
		{
			row: "F10", layer: LayerSufficiency, sources: []string{"E84", "E87", "E103", "E112"},
			factors: []factorText{
				{
					factor:     Aged9To14,
					question:   "Is the child or young person between 9 and 14 years old?",
					plain:      "Are you from 9 to 14 years old?",
					definition: "Aged 9 to 14.",
				},
				{
					factor:     Aged5To8,
					question:   "Is the child between 5 and 8 years old?",
					plain:      "Is your child, or are you, from 5 to 8 years old?",
					definition: "The child that this is about is 5 to 8.",
				},
				{
					factor:     Under5,
					question:   "Is the child younger than 5?",
					plain:      "Is your child, or are you, under 5?",
					definition: "The child that this is about is under 5.",
				},
				{
					factor:     OlderAdult,
					question:   "Is the person 65 or older?",
					plain:      "Are you 65 or older?",
					definition: "Aged 65 or over; the person counts as an adult too.",
				},
			},
		},
		// F11: whether the intake is sufficient and consistent.
		{
			row: "F11", layer: LayerSufficiency, sources: []string{"S31", "S53", "E7"},
			factors: []factorText{
				{
					factor:     NoFactorsRecorded,
					question:   "Does the intake still lack anything about needs, preferences and goals?",
					plain:      "Is nothing written down yet about what you need, want and hope for?",
					definition: "No needs, preferences or goals are recorded.",
				},
				{
					factor:     ConcernUnspecified,
					question:   "Is it still open what the person is seeking help for?",
					plain:      "Is it still open what you are looking for help with?",
					definition: "The concern has not been stated.",
				},
				{
					factor:     ContradictoryPreferences,
					question:   "Do the preferences that the person has stated contradict each other?",
					plain:      "Do your wishes, as written down, not fit with each other?",
					definition: "Stated preferences do not fit together, and nobody has clarified them.",
				},
			},
		},
		// F11: a problem that the vocabulary does not name.
		{
			row: "F11", layer: LayerSufficiency, sources: []string{"S31", "S53"},
			factors: []factorText{
				{
					factor:     MainProblemNotListed,
					question:   "Is the main problem none of those listed here?",
					plain:      "Is your main problem not on this list?",
					definition: "The main problem has no statement of its own.",
				},
			},
		},
		// F12: place and guideline profile, conflicts C1, C12 and C13, by the statements behind them.
		{
			row: "F12", layer: LayerSufficiency, sources: []string{"S23", "S58", "E15", "E16", "E18", "E19", "E20", "E36", "E37", "E80", "E82"},
			factors: []factorText{
				{
					factor:     JurisdictionEngland,
					question:   "Is the person being cared for in England?",
					plain:      "Are you being cared for in England?",
					definition: "English law, services and guidelines apply.",
				},
				{
					factor:     VeteranUS,
					question:   "Is the person a veteran or service member cared for under guidelines of the United States?",
					plain:      "Are you, or were you, in the forces of the United States?",
					definition: "Guidelines of the US departments of Veterans Affairs and Defense apply.",
				},
				{
					factor:     Prison,
					question:   "Is the person in prison?",
					plain:      "Are you in prison?",
					definition: "In custody.",
				},
			},
		},
		// F13: type and composition of the available group.
		{
			row: "F13", layer: LayerEligibility, sources: []string{"S15", "S32", "S34", "S35", "E66", "E68", "E78"},
			factors: []factorText{
				{
					factor:     GroupTypeHeterogeneous,
					question:   "Is the available group a mixed process group, rather than one for a single condition or with a set programme?",
					plain:      "Is your group for people with many kinds of problems?",
					definition: "The group on offer is heterogeneous and works with its own process.",
				},
				{
					factor:     DBTAvailable,
					question:   "Is a full programme of dialectical behaviour or mentalisation-based therapy available?",
					plain:      "Is there a full DBT or MBT course for you?",
					definition: "A programme of skills group beside individual sessions can be had.",
				},
			},
		},
		// F14: availability and waiting time of a format.
		{
			row: "F14", layer: LayerEligibility, sources: []string{"S62", "E7", "E32"},
			factors: []factorText{
				{
					factor:     GroupUnavailable,
					question:   "Is it impossible to get a place in a suitable group?",
					plain:      "Is there no group for you at the moment?",
					definition: "No suitable group can be had.",
				},
				{
					factor:     IndividualUnavailable,
					question:   "Is it impossible to get individual therapy?",
					plain:      "Can you not get one-to-one therapy?",
					definition: "No individual therapy can be had.",
				},
				{
					factor:     IndividualLongWait,
					question:   "Would the person wait long for individual therapy to start?",
					plain:      "Would you have to wait long for one-to-one therapy to start?",
					definition: "Individual therapy can be had only after a long wait.",
				},
			},
		},
		// F15: a declined format.
		{
			row: "F15", layer: LayerEligibility, sources: []string{"E1", "E4", "E32", "E2"},
			factors: []factorText{
				{
					factor:     DeclinesGroup,
					question:   "Has the person, after being told what it is, declined group therapy?",
					plain:      "Have you been told what therapy in a group is, and said no?",
					definition: "An informed no to group therapy.",
				},
				{
					factor:     GroupAcceptable,
					question:   "Would group therapy be acceptable to the person?",
					plain:      "Would therapy in a group be all right for you?",
					definition: "The person would accept group therapy, without necessarily preferring it.",
				},
				{
					factor:     DeclinesMedication,
					question:   "Has the person declined medication?",
					plain:      "Have you said that you do not want medication?",
					definition: "The person does not want medication.",
				},
			},
		},
		// F15: a declined format, the other side.
		{
			row: "F15", layer: LayerEligibility, sources: []string{"E2"},
			factors: []factorText{
				{
					factor:     DeclinesIndividual,
					question:   "Has the person, after being told what it is, declined individual therapy?",
					plain:      "Have you been told what one-to-one therapy is, and said no?",
					definition: "An informed no to individual therapy.",
				},
			},
		},
		// F16: willingness to take an active part in a group.
		{
			row: "F16", layer: LayerEligibility, sources: []string{"S32", "E48", "E68"},
			factors: []factorText{
				{
					factor:     UnwillingToEngageInGroup,
					question:   "Is the person doubtful about taking an active part in a group?",
					plain:      "Are you unsure about taking an active part in a group?",
					definition: "Reluctant to engage actively in a group, without refusing it.",
				},
				{
					factor:     RefusesToParticipate,
					question:   "Does the person refuse to take part in any group?",
					plain:      "Do you refuse to take part in any group?",
					definition: "Refuses any part in a group.",
				},
			},
		},
		// F17: ability to keep the agreements of a group.
		{
			row: "F17", layer: LayerEligibility, discretion: AnswerWithheld, sources: []string{"E48", "E72"},
			factors: []factorText{
				{
					factor:     CannotHonourGroupAgreements,
					question:   "Is the person unable to keep a group's agreements, such as confidentiality, attendance, sobriety or non-violence?",
					plain:      "Could you not keep group rules, such as to come, be sober, keep it private?",
					definition: "Cannot keep to what members of a group agree on.",
				},
			},
		},
		// F18: aggression that threatens members.
		{
			row: "F18", layer: LayerEligibility, discretion: AnswerWithheld, sources: []string{"E66", "E48"},
			factors: []factorText{
				{
					factor:     UncontrolledAggression,
					question:   "Is there a current pattern of violence that the person cannot control, which would threaten other members?",
					plain:      "Do you get violent in a way that you cannot stop?",
					definition: "Violence that endangers members of a group, though no one is in imminent danger.",
				},
			},
		},
		// F19: delusions that would take in the group.
		{
			row: "F19", layer: LayerEligibility, discretion: AnswerWithheld, sources: []string{"E66", "E68"},
			factors: []factorText{
				{
					factor:     DelusionsInvolvingGroup,
					question:   "Is it likely that a group would become part of the person's delusions or marked mistrust?",
					plain:      "Would you come to think that a group is against you?",
					definition: "A group would probably be taken into delusions or marked paranoia.",
				},
			},
		},
		// F20: not being able to bear groups.
		{
			row: "F20", layer: LayerEligibility, sources: []string{"E48", "E49", "E50", "E71"},
			factors: []factorText{
				{
					factor:     CannotTolerateGroup,
					question:   "Do groups bring on panic, dissociation or overload that the person cannot bear at present?",
					plain:      "Do groups bring on panic, or feelings that you cannot bear now?",
					definition: "Severe distress in groups, which cannot be borne now.",
				},
			},
		},
		// F21: ability to take part in the task of a group.
		{
			row: "F21", layer: LayerEligibility, sources: []string{"E68", "E79", "E42", "E71", "E52"},
			factors: []factorText{
				{
					factor:     AcquiredBrainInjury,
					question:   "Has the person had a brain injury with lasting effects?",
					plain:      "Have you had a brain injury with lasting effects?",
					definition: "Lasting effects of an acquired brain injury.",
				},
				{
					factor:     CannotFollowGroup,
					question:   "Even with adaptations, would the person be unable to follow what goes on in a group?",
					plain:      "Even with help, could you not follow what goes on in a group?",
					definition: "Cannot take part in the task of a group, for cognitive, sensory or other reasons, even with adaptations.",
				},
				{
					factor:     LanguageBarrier,
					question:   "Does the person need an interpreter, or a therapist who speaks another language?",
					plain:      "Do you need an interpreter?",
					definition: "The language of the service is a barrier.",
				},
				{
					factor:     InterpreterIndividualOnly,
					question:   "Can an interpreter be had for individual sessions and not for a group?",
					plain:      "Can you have an interpreter for one-to-one sessions, but not for a group?",
					definition: "Interpreting is available for individual sessions only.",
				},
			},
		},
		// F22: reliability and practical ability to attend a group.
		{
			row: "F22", layer: LayerEligibility, sources: []string{"E67", "E68", "E51", "S48"},
			factors: []factorText{
				{
					factor:     IrregularAttendance,
					question:   "Is the person likely to miss one session in four or five, or more?",
					plain:      "Are you likely to miss one session in four or five, or more?",
					definition: "Would miss at least one meeting in four or five.",
				},
				{
					factor:     CannotAttendGroup,
					question:   "Is it impossible for the person to get to a group or be free at its times?",
					plain:      "Can you not get to a group, or not be free at its times?",
					definition: "Cannot attend a group for practical reasons.",
				},
			},
		},
		// F23: dual relationships and roles that endanger the secrecy of a group.
		{
			row: "F23", layer: LayerEligibility, sources: []string{"E69", "S37"},
			factors: []factorText{
				{
					factor:     DualRelationshipInGroup,
					question:   "Does the person know a member or the therapist of the available group from elsewhere?",
					plain:      "Do you know someone in that group, or its therapist, from somewhere else?",
					definition: "A relationship outside the group with somebody in it.",
				},
				{
					factor:     ProfessionLimitsGroupConfidentiality,
					question:   "Does the person hold a position, such as police officer, teacher or judge in a small place, that would put a group's confidentiality at risk?",
					plain:      "Does your job, such as police, teacher or judge, make a group less private?",
					definition: "A profession or position that endangers the secrecy of a group.",
				},
			},
		},
		// F24: severe antisocial traits.
		{
			row: "F24", layer: LayerEligibility, discretion: AnswerWithheld, sources: []string{"E68", "E69"},
			factors: []factorText{
				{
					factor:     SevereAntisocialTraits,
					question:   "Is there a pattern of exploiting or harming others that would damage a group?",
					plain:      "Have you been found to use or hurt others in ways that damage a group?",
					definition: "Severe antisocial traits, with exploitation or destructive behaviour.",
				},
			},
		},
		// F24: antisocial personality disorder, diagnosed.
		{
			row: "F24", layer: LayerIndication, discretion: AnswerWithheld, sources: []string{"E100"},
			factors: []factorText{
				{
					factor:     ASPD,
					question:   "Has antisocial personality disorder been diagnosed?",
					plain:      "Have you been told that you have antisocial personality disorder?",
					definition: "Antisocial personality disorder is diagnosed.",
				},
				{
					factor:     ASPDProgrammeAvailable,
					question:   "Is a group programme made for antisocial personality disorder or offending available?",
					plain:      "Is a group course made for this open to you?",
					definition: "A programme made for it can be had.",
				},
			},
		},
		// F25: an acute life crisis.
		{
			row: "F25", layer: LayerEligibility, sources: []string{"E48", "E69"},
			factors: []factorText{
				{
					factor:     AcuteLifeCrisis,
					question:   "Has the person been in the midst of a crisis in their life for some days or weeks?",
					plain:      "Have you been in a crisis in your life for some days or weeks?",
					definition: "In the throes of a life crisis.",
				},
			},
		},
		// F26: mandated attendance.
		{
			row: "F26", layer: LayerEligibility, sources: []string{"E73", "E76", "E85"},
			factors: []factorText{
				{
					factor:     CourtMandatedGroup,
					question:   "Has a court, an authority or an employer ordered the person to attend a group?",
					plain:      "Has a court, an office or your boss told you to go to a group?",
					definition: "Attendance at a group is required by a third party.",
				},
				{
					factor:     AcceptsGroup,
					question:   "Does the person accept attending the group that has been required?",
					plain:      "Do you accept going to the group that has been required of you?",
					definition: "Agrees to attend the group that is required.",
				},
				{
					factor:     ReportsToThirdParty,
					question:   "Will progress or attendance be reported to a third party?",
					plain:      "Will somebody else be told how you are doing, or whether you come?",
					definition: "Somebody outside therapy receives reports.",
				},
			},
		},
		// F27: adult depression by severity.
		{
			row: "F27", layer: LayerIndication, sources: []string{"E1", "E2", "E3", "E4"},
			factors: []factorText{
				{
					factor:     DepressionLessSevere,
					question:   "Does the person have less severe depression (as a guide, PHQ-9 below 16)?",
					plain:      "Have you been told that your depression is milder?",
					definition: "Adult depression that is less severe, by assessment or a PHQ-9 below 16.",
				},
			},
		},
		// F27: adult depression by severity.
		{
			row: "F27", layer: LayerIndication, sources: []string{"E5", "E66"},
			factors: []factorText{
				{
					factor:     DepressionMoreSevere,
					question:   "Does the person have more severe depression (as a guide, PHQ-9 of 16 or more)?",
					plain:      "Have you been told that your depression is more severe?",
					definition: "Adult depression that is more severe, by assessment or a PHQ-9 of 16 or more.",
				},
			},
		},
		// F27: adult depression by severity.
		{
			row: "F27", layer: LayerIndication, sources: []string{"E9"},
			factors: []factorText{
				{
					factor:     MDDMildModerate,
					question:   "Has mild to moderate major depressive disorder been diagnosed?",
					plain:      "Have you been diagnosed with mild to moderate major depression?",
					definition: "Major depressive disorder, mild to moderate, as the guideline for US veterans uses the term.",
				},
			},
		},
		// F28: depression in remission with a risk of relapse.
		{
			row: "F28", layer: LayerIndication, sources: []string{"E13", "E9"},
			factors: []factorText{
				{
					factor:     DepressionRemission,
					question:   "Is the person in remission from depression?",
					plain:      "Have you got over a depression, so that it is in remission?",
					definition: "Has recovered from an episode of depression.",
				},
				{
					factor:     HighRelapseRisk,
					question:   "Is there a high risk that depression comes back, for instance after three or more episodes?",
					plain:      "Is your depression likely to come back, such as after three times or more?",
					definition: "A high risk of relapse into depression.",
				},
				{
					factor:     RelapsePrevention,
					question:   "Is it a goal of treatment to prevent a relapse into depression?",
					plain:      "Is it one of your goals to keep depression from coming back?",
					definition: "Treatment is meant to prevent a relapse into depression.",
				},
			},
		},
		// F28: how the person recovered.
		{
			row: "F28", layer: LayerIndication, sources: []string{"E96", "E97"},
			factors: []factorText{
				{
					factor:     RemittedOnMedicationOnly,
					question:   "Did the person recover from depression with medication alone, without psychological therapy?",
					plain:      "Did medicine make you well from depression, with no therapy?",
					definition: "Recovery from depression with medication and no therapy.",
				},
			},
		},
		// F29: diagnosed social anxiety disorder, with both sides of conflict C1.
		{
			row: "F29", layer: LayerIndication, sources: []string{"S23", "S58", "E15", "E16", "E18", "E19", "E20"},
			factors: []factorText{
				{
					factor:     SocialAnxietyDisorderDiagnosed,
					question:   "Has social anxiety disorder been diagnosed?",
					plain:      "Have you been diagnosed with social anxiety disorder?",
					definition: "A diagnosis of social anxiety disorder, not shyness or nervousness alone.",
				},
			},
		},
		// F30: diagnosed post-traumatic and acute stress disorder.
		{
			row: "F30", layer: LayerIndication, sources: []string{"E25", "E27"},
			factors: []factorText{
				{
					factor:     PTSD,
					question:   "Has post-traumatic stress disorder been diagnosed?",
					plain:      "Have you been diagnosed with post-traumatic stress disorder?",
					definition: "A diagnosis of post-traumatic stress disorder.",
				},
				{
					factor:     AcuteStressDisorder,
					question:   "Has acute stress disorder been diagnosed?",
					plain:      "Have you been diagnosed with acute stress disorder?",
					definition: "A diagnosis of acute stress disorder.",
				},
				{
					factor:     SUDComorbid,
					question:   "Is there also a substance use disorder, beside another condition?",
					plain:      "Do you also have a problem with drink or drugs, beside something else?",
					definition: "A substance use disorder accompanies another condition.",
				},
			},
		},
		// F30: diagnosed post-traumatic and acute stress disorder.
		{
			row: "F30", layer: LayerIndication, sources: []string{"E27", "E30"},
			factors: []factorText{
				{
					factor:     InIndividualTraumaTherapy,
					question:   "Is the person already in individual trauma-focused therapy?",
					plain:      "Are you already in one-to-one therapy that works on a trauma?",
					definition: "A course of individual trauma-focused therapy is under way.",
				},
			},
		},
		// F30: a trauma that several went through.
		{
			row: "F30", layer: LayerIndication, sources: []string{"E115", "E116"},
			factors: []factorText{
				{
					factor:     SharedTraumaLastMonth,
					question:   "Within the last month, did several people go through the same traumatic event as the person?",
					plain:      "In the last month, did a very bad thing happen to you and others?",
					definition: "A traumatic event of the last month, shared by several people; from the age of 7.",
				},
			},
		},
		// F31: obsessive-compulsive disorder.
		{
			row: "F31", layer: LayerIndication, sources: []string{"E23", "E19"},
			factors: []factorText{
				{
					factor:     OCDMild,
					question:   "Does the person have obsessive-compulsive disorder with mild effects on everyday life?",
					plain:      "Do you have OCD that gets in the way only a little?",
					definition: "Obsessive-compulsive disorder with mild functional impairment.",
				},
			},
		},
		// F31: more severe OCD, and body dysmorphic disorder.
		{
			row: "F31", layer: LayerIndication, sources: []string{"E19", "E126", "E127"},
			factors: []factorText{
				{
					factor:     OCDModerateSevere,
					question:   "Does the person have obsessive-compulsive disorder with moderate or severe effects on everyday life?",
					plain:      "Do you have OCD that gets in the way a lot?",
					definition: "Obsessive-compulsive disorder with moderate or severe impairment.",
				},
				{
					factor:     BDD,
					question:   "Has body dysmorphic disorder been diagnosed?",
					plain:      "Have you been told that you have BDD, a worry about your looks?",
					definition: "Body dysmorphic disorder is diagnosed.",
				},
			},
		},
		// F32: generalised anxiety and panic.
		{
			row: "F32", layer: LayerIndication, sources: []string{"E21", "E19", "E22"},
			factors: []factorText{
				{
					factor:     GADStep2,
					question:   "Does the person have generalised anxiety disorder that education and watchful monitoring have not helped enough?",
					plain:      "Do you worry too much, and have facts and waiting not helped?",
					definition: "Generalised anxiety disorder at the second step of stepped care.",
				},
				{
					factor:     GADMarkedImpairment,
					question:   "Does generalised anxiety disorder markedly limit the person's everyday life?",
					plain:      "Does worry get in your way a lot?",
					definition: "Generalised anxiety disorder with marked functional impairment.",
				},
				{
					factor:     PanicDisorder,
					question:   "Has panic disorder been diagnosed?",
					plain:      "Have you been diagnosed with panic disorder?",
					definition: "A diagnosis of panic disorder.",
				},
				{
					factor:     AnxietyDisorder,
					question:   "Has an anxiety disorder been diagnosed, whichever it is?",
					plain:      "Have you been diagnosed with an anxiety disorder, whichever it is?",
					definition: "A diagnosis of an anxiety disorder, of any kind.",
				},
			},
		},
		// F32: a phobia, diagnosed.
		{
			row: "F32", layer: LayerIndication, sources: []string{"E126"},
			factors: []factorText{
				{
					factor:     SpecificPhobia,
					question:   "Has a specific phobia been diagnosed?",
					plain:      "Have you been told that you have a phobia, a strong fear of one thing?",
					definition: "A specific phobia is diagnosed.",
				},
			},
		},
		// F33: eating disorders.
		{
			row: "F33", layer: LayerIndication, sources: []string{"E32", "E33", "E34"},
			factors: []factorText{
				{
					factor:     BingeEatingDisorder,
					question:   "Has binge eating disorder been diagnosed?",
					plain:      "Have you been diagnosed with binge eating disorder?",
					definition: "A diagnosis of binge eating disorder.",
				},
				{
					factor:     BulimiaNervosa,
					question:   "Has bulimia nervosa been diagnosed?",
					plain:      "Have you been diagnosed with bulimia?",
					definition: "A diagnosis of bulimia nervosa.",
				},
				{
					factor:     AnorexiaNervosa,
					question:   "Has anorexia nervosa been diagnosed?",
					plain:      "Have you been diagnosed with anorexia?",
					definition: "A diagnosis of anorexia nervosa.",
				},
			},
		},
		// F33: eating disorders: family therapy, and other kinds.
		{
			row: "F33", layer: LayerIndication, sources: []string{"E91"},
			factors: []factorText{
				{
					factor:     FamilyTherapyTriedOrUnsuitable,
					question:   "Has family therapy for the eating disorder been tried without enough effect, or is it not possible or not acceptable?",
					plain:      "Have you tried family therapy for your eating problem, or can you not do it?",
					definition: "Family therapy did not help enough, or is not possible or not acceptable.",
				},
				{
					factor:     OSFED,
					question:   "Has another specified eating disorder been diagnosed?",
					plain:      "Do you have an eating disorder with another name?",
					definition: "An eating disorder other than anorexia, bulimia and binge eating disorder is diagnosed.",
				},
			},
		},
		// F34: psychosis in a stable phase.
		{
			row: "F34", layer: LayerIndication, sources: []string{"E36", "E37"},
			factors: []factorText{
				{
					factor:     PsychosisStable,
					question:   "Does the person have a psychotic disorder that is in a stable phase?",
					plain:      "Have you been diagnosed with a psychosis, and are you in a stable phase now?",
					definition: "A psychotic disorder in a stable phase.",
				},
				{
					factor:     NegativeSymptoms,
					question:   "Are there negative symptoms of psychosis, such as withdrawal or loss of drive?",
					plain:      "Since a psychosis, have you become withdrawn, or lost much of your drive?",
					definition: "Negative symptoms of a psychotic disorder.",
				},
				{
					factor:     InIndividualCBT,
					question:   "Is the person already in individual cognitive behavioural therapy?",
					plain:      "Do you have one-to-one CBT now?",
					definition: "A course of individual cognitive behavioural therapy is under way.",
				},
			},
		},
		// F35: bipolar disorder.
		{
			row: "F35", layer: LayerIndication, sources: []string{"E39", "E41"},
			factors: []factorText{
				{
					factor:     BipolarEuthymic,
					question:   "Does the person have bipolar disorder and an even mood at present?",
					plain:      "Do you have bipolar disorder, with an even mood at present?",
					definition: "Bipolar disorder between episodes.",
				},
				{
					factor:     BipolarDepression,
					question:   "Is the person in a depressive episode of bipolar disorder?",
					plain:      "Do you have bipolar disorder, and are you depressed at present?",
					definition: "A current depressive episode of bipolar disorder.",
				},
				{
					factor:     HospitalDischarge,
					question:   "Has the person recently left, or are they about to leave, a psychiatric hospital?",
					plain:      "Have you just left a mental hospital, or will you leave one soon?",
					definition: "Around discharge from inpatient mental-health care.",
				},
			},
		},
		// F36: borderline personality disorder.
		{
			row: "F36", layer: LayerIndication, sources: []string{"E42", "E43", "E44"},
			factors: []factorText{
				{
					factor:     BPD,
					question:   "Has borderline personality disorder been diagnosed?",
					plain:      "Have you been told that you have BPD?",
					definition: "A diagnosis of borderline personality disorder (emotionally unstable personality disorder).",
				},
			},
		},
		// F36: strong emotions and self-harm as the aim of treatment.
		{
			row: "F36", layer: LayerIndication, discretion: AnswerWithheld, sources: []string{"E102", "E117"},
			factors: []factorText{
				{
					factor:     EmotionalDysregulation,
					question:   "Are there marked difficulties in regulating emotions?",
					plain:      "Are your feelings often so strong that you cannot handle them?",
					definition: "Marked difficulties in regulating emotions.",
				},
				{
					factor:     SelfHarmProgrammeWanted,
					question:   "Is reducing repeated self-harm a main aim of treatment?",
					plain:      "Is it a main goal for you to hurt yourself less often?",
					definition: "Treatment is to reduce repeated self-harm.",
				},
			},
		},
		// F37: substance use.
		{
			row: "F37", layer: LayerIndication, sources: []string{"E45", "E46", "E53", "E48"},
			factors: []factorText{
				{
					factor:     SUDEarlyRecovery,
					question:   "Is the person in early recovery from a substance use disorder?",
					plain:      "Have you just begun to get over a problem with drink or drugs?",
					definition: "Early recovery from a substance use disorder.",
				},
				{
					factor:     SubstanceMisuseEstablished,
					question:   "Is there an established pattern of drug misuse?",
					plain:      "Have you been misusing drugs for some time?",
					definition: "Established drug misuse.",
				},
				{
					factor:     Sentence18MonthsPlus,
					question:   "Is the person serving a sentence of 18 months or more?",
					plain:      "Are you serving a sentence of 18 months or more?",
					definition: "A prison sentence of at least 18 months.",
				},
			},
		},
		// F37: staying off alcohol or drugs.
		{
			row: "F37", layer: LayerIndication, sources: []string{"E45", "E120", "E121"},
			factors: []factorText{
				{
					factor:     SUDRelapsePrevention,
					question:   "Is it a goal to prevent a relapse into alcohol or drug use?",
					plain:      "Do you want to stay off alcohol or drugs?",
					definition: "Preventing a relapse into substance use is a goal.",
				},
			},
		},
		// F37: gambling.
		{
			row: "F37", layer: LayerIndication, discretion: AnswerWithheld, sources: []string{"E105"},
			factors: []factorText{
				{
					factor:     GamblingHarm,
					question:   "Does gambling harm the person or those close to them?",
					plain:      "Does your gambling hurt you or the people close to you?",
					definition: "Harm from gambling.",
				},
			},
		},
		// F38: neurodevelopmental conditions with a social or anxiety goal.
		{
			row: "F38", layer: LayerIndication, sources: []string{"E49", "E50", "E52"},
			factors: []factorText{
				{
					factor:     Autism,
					question:   "Is the person autistic?",
					plain:      "Are you autistic?",
					definition: "Autistic, by diagnosis or as the person describes themselves.",
				},
			},
		},
		// F38: learning disability and dementia.
		{
			row: "F38", layer: LayerIndication, sources: []string{"E52", "E122", "E123"},
			factors: []factorText{
				{
					factor:     LearningDisability,
					question:   "Does the person have a learning disability?",
					plain:      "Do you have a learning disability?",
					definition: "A learning disability.",
				},
				{
					factor:     DementiaMildModerate,
					question:   "Has mild to moderate dementia been diagnosed?",
					plain:      "Have you been told that you have dementia, mild or in the middle?",
					definition: "Mild to moderate dementia is diagnosed.",
				},
			},
		},
		// F39: conditions of children, young people and their parents.
		{
			row: "F39", layer: LayerIndication, sources: []string{"E51", "E12"},
			factors: []factorText{
				{
					factor:     ParentsOfChild3To11,
					question:   "Is help sought as a parent or carer of a child aged 3 to 11?",
					plain:      "Do you seek help as a parent of a child aged 3 to 11?",
					definition: "The people to take part are parents or carers of a child aged 3 to 11.",
				},
				{
					factor:     ChildConductDisorder,
					question:   "Does the child, or the young person, have a conduct disorder or a high risk of one?",
					plain:      "Is there a conduct disorder, yours or your child's, or a high risk of one?",
					definition: "Conduct disorder in a child or young person, or a high risk of it.",
				},
				{
					factor:     DepressionMildCYP,
					question:   "Is the person under 18, with mild depression?",
					plain:      "Are you under 18, with mild depression?",
					definition: "Mild depression in somebody under 18.",
				},
				{
					factor:     DepressionModerateSevereCYP,
					question:   "Is the person under 18, with moderate or severe depression?",
					plain:      "Are you under 18, with moderate or severe depression?",
					definition: "Moderate to severe depression in somebody under 18.",
				},
			},
		},
		// F39: help sought as a parent or carer.
		{
			row: "F39", layer: LayerIndication, sources: []string{"E103", "E104", "E123", "E124"},
			factors: []factorText{
				{
					factor:     CannotJoinParentGroup,
					question:   "Are the parents or carers unable to take part in a group?",
					plain:      "As a parent, can you not join a group for parents?",
					definition: "Parents or carers cannot take part in a group.",
				},
				{
					factor:     SevereComplexConductProblems,
					question:   "Are the child's conduct problems severe and complex?",
					plain:      "Have you been told that your child's problems are severe?",
					definition: "Conduct problems that are severe and complex.",
				},
				{
					factor:     ParentsOfChildWithADHD,
					question:   "Is help sought as the parent or carer of a child or young person with ADHD?",
					plain:      "Do you look for help as the parent of a child with ADHD?",
					definition: "Help is sought as the parent or carer of somebody with ADHD.",
				},
				{
					factor:     ParentsOfChildWithLearningDisability,
					question:   "Is help sought as the parent or carer of a child with a learning disability?",
					plain:      "Do you look for help as the parent of a child with a learning disability?",
					definition: "Help is sought as the parent or carer of a child with a learning disability.",
				},
			},
		},
		// F40: treatment history.
		{
			row: "F40", layer: LayerIndication, sources: []string{"E3", "E7", "E14", "E32"},
			factors: []factorText{
				{
					factor:     PriorGoodResponseIndividual,
					question:   "Has individual therapy helped the person before?",
					plain:      "Has one-to-one therapy helped you before?",
					definition: "A good response to individual therapy in the past.",
				},
				{
					factor:     GroupNonresponse,
					question:   "Has the person taken part in group therapy without enough benefit?",
					plain:      "Have you taken part in a therapy group that did not help enough?",
					definition: "Group therapy has been tried and has not helped enough.",
				},
				{
					factor:     GuidedSelfHelpTried,
					question:   "Has guided self-help been tried, without enough benefit or without being acceptable?",
					plain:      "Have you tried guided self-help, and it did not help enough or suit you?",
					definition: "Guided self-help did not help enough, or was not acceptable.",
				},
				{
					factor:     DepressionInCancer,
					question:   "Does the person have depression alongside cancer?",
					plain:      "Do you have depression alongside cancer?",
					definition: "Depression in an adult with cancer.",
				},
			},
		},
		// F41: preference for a format.
		{
			row: "F41", layer: LayerPreference, sources: []string{"E3", "E7", "E9", "E61", "E63", "S30", "S31", "S60", "S63"},
			factors: []factorText{
				{
					factor:     PrefersIndividual,
					question:   "Does the person prefer individual therapy?",
					plain:      "Would you rather have one-to-one therapy?",
					definition: "States a preference for individual therapy.",
				},
				{
					factor:     PrefersGroup,
					question:   "Does the person prefer group therapy?",
					plain:      "Would you rather have therapy in a group?",
					definition: "States a preference for group therapy.",
				},
				{
					factor:     WantsBoth,
					question:   "Does the person want individual and group therapy together?",
					plain:      "Would you like one-to-one therapy with a group?",
					definition: "States a wish for both formats together.",
				},
				{
					factor:     NoPreference,
					question:   "Has the person been asked, and have no preference for a format?",
					plain:      "Have you been asked what you would rather have, and is either fine with you?",
					definition: "Asked: no preference for one format over another.",
				},
				{
					factor:     InformedDiscussionDone,
					question:   "Have the formats, their benefits and their limits been discussed with the person?",
					plain:      "Has somebody told you what each kind is like, good and bad?",
					definition: "A preference, if there is one, is informed.",
				},
				{
					factor:     NotYetInformed,
					question:   "Is a discussion of the formats with the person still to come?",
					plain:      "Has nobody told you yet what each kind of therapy is like?",
					definition: "The person has not yet been told what the formats offer.",
				},
			},
		},
		// F42: value placed on privacy, and fear of judgement.
		{
			row: "F42", layer: LayerPreference, sources: []string{"S12", "S36", "S37", "S56", "E63", "E76"},
			factors: []factorText{
				{
					factor:     ValuesPrivacy,
					question:   "Is it important to the person that as few people as possible know what they say?",
					plain:      "Does it matter to you that few people know what you say?",
					definition: "Values the privacy of one-to-one sessions.",
				},
				{
					factor:     FearOfJudgement,
					question:   "Is the person afraid of being judged by others for what they would say?",
					plain:      "Are you afraid that others would judge you for what you say?",
					definition: "Fears being judged by other people.",
				},
			},
		},
		// F43: a sensitive or highly personal issue.
		{
			row: "F43", layer: LayerNeed, sources: []string{"S12", "S54"},
			factors: []factorText{
				{
					factor:     SensitiveIssue,
					question:   "Is the concern highly personal or sensitive for the person?",
					plain:      "Is what you want to talk about very private for you?",
					definition: "A highly personal or sensitive issue.",
				},
			},
		},
		// F44: depth, personal attention and tailoring.
		{
			row: "F44", layer: LayerNeed, sources: []string{"S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S11", "S14", "S41", "S55"},
			factors: []factorText{
				{
					factor:     WantsInDepthExploration,
					question:   "Does the person want to explore their concerns in depth?",
					plain:      "Do you want to go into things in depth?",
					definition: "Wants exploration in depth.",
				},
				{
					factor:     WantsUndividedAttention,
					question:   "Does the person want the therapist's attention to themselves?",
					plain:      "Do you want the therapist's attention to yourself?",
					definition: "Wants the undivided attention of the therapist.",
				},
				{
					factor:     WantsPersonalisedPlan,
					question:   "Does the person want a treatment plan made just for them?",
					plain:      "Do you want a plan made just for you?",
					definition: "Wants a plan tailored to them.",
				},
				{
					factor:     HasSpecificPersonalGoals,
					question:   "Does the person have specific goals of their own for therapy?",
					plain:      "Do you have particular goals of your own for therapy?",
					definition: "Has personal goals that are specific to them.",
				},
				{
					factor:     WantsCloseTherapistRelationship,
					question:   "Does the person want a close working relationship with one therapist?",
					plain:      "Do you want to work closely with one therapist?",
					definition: "Wants a close, trusting relationship with one therapist.",
				},
				{
					factor:     NeedsCulturalTailoring,
					question:   "Does therapy need to be fitted to the person's culture, values or beliefs?",
					plain:      "Does therapy need to fit your culture, values or beliefs?",
					definition: "Culture, values or beliefs call for a tailored approach.",
				},
			},
		},
		// F45: personal history and inner life.
		{
			row: "F45", layer: LayerNeed, sources: []string{"S13", "S49"},
			factors: []factorText{
				{
					factor:     PersonalHistoryFocus,
					question:   "Does the person want to work on their personal history, such as childhood or past relationships?",
					plain:      "Do you want to work on your past, such as when you were a child?",
					definition: "The work is to be about personal history.",
				},
				{
					factor:     InternalFocus,
					question:   "Does the person want to work chiefly on their inner life and self-awareness?",
					plain:      "Do you want to work mostly on your inner life, and get to know yourself?",
					definition: "The work is to be about inner processes and self-awareness.",
				},
			},
		},
		// F46: interpersonal and social-skills goals.
		{
			row: "F46", layer: LayerNeed, sources: []string{"S18", "S50", "S58", "E36", "E49"},
			factors: []factorText{
				{
					factor:     InterpersonalDifficulties,
					question:   "Does the person have difficulties with other people, such as conflict or setting boundaries?",
					plain:      "Is it hard for you to get on with people, or to say no?",
					definition: "Difficulties in relationships with others are part of the concern.",
				},
				{
					factor:     SocialSkillsGoal,
					question:   "Does the person want to improve their social skills?",
					plain:      "Do you want to get better at being with people?",
					definition: "Better social skills are a goal.",
				},
			},
		},
		// F47: self-described social or performance anxiety, without a diagnosis.
		{
			row: "F47", layer: LayerNeed, sources: []string{"S23", "S58", "E75"},
			factors: []factorText{
				{
					factor:     SocialAnxiety,
					question:   "Does the person describe themselves as anxious or shy in the company of others?",
					plain:      "Do you feel anxious or shy in company?",
					definition: "Self-described social anxiety; a diagnosis is a factor of its own.",
				},
				{
					factor:     PerformanceAnxiety,
					question:   "Is the person anxious about performing or speaking in front of others?",
					plain:      "Are you afraid to speak or do things in front of others?",
					definition: "Anxiety about performing in front of others.",
				},
			},
		},
		// F47: a fear of one thing, without a diagnosis.
		{
			row: "F47", layer: LayerNeed, sources: []string{"S23"},
			factors: []factorText{
				{
					factor:     PhobiaSelfDescribed,
					question:   "Does the person describe a strong fear of one thing or situation, without a diagnosis?",
					plain:      "Do you have a strong fear of one thing?",
					definition: "A self-described phobia; a diagnosis is a factor of its own.",
				},
			},
		},
		// F48: isolation, peers, community, perspectives and accountability.
		{
			row: "F48", layer: LayerNeed, sources: []string{"S16", "S17", "S19", "S20", "S24", "S43", "S44", "S52", "S57"},
			factors: []factorText{
				{
					factor:     Isolation,
					question:   "Does the person feel isolated or alone with their concern?",
					plain:      "Do you feel isolated, or alone with what you are going through?",
					definition: "Feels isolated.",
				},
				{
					factor:     WantsPeerSupport,
					question:   "Would the person like support from others in a similar position?",
					plain:      "Would you like help from people who face the same thing?",
					definition: "Wants the support of peers.",
				},
				{
					factor:     WantsCommunity,
					question:   "Would the person like to belong to a community that may last beyond the sessions?",
					plain:      "Would you like to be part of a group of people that may last?",
					definition: "Wants to belong to a community.",
				},
				{
					factor:     WantsDiversePerspectives,
					question:   "Would the person like to hear several points of view?",
					plain:      "Would you like to hear several points of view?",
					definition: "Wants perspectives other than the therapist's.",
				},
				{
					factor:     WantsPeerFeedback,
					question:   "Would the person like feedback from others in a similar position?",
					plain:      "Would you like people who face the same thing to tell you what they see?",
					definition: "Wants the feedback of peers.",
				},
				{
					factor:     WantsAccountability,
					question:   "Would it help the person to be accountable to others for working on their goals?",
					plain:      "Would it help you if others kept you to your goals?",
					definition: "Wants to be held to their goals by others.",
				},
			},
		},
		// F49: normalisation, hope, expression, psychoeducation and structure.
		{
			row: "F49", layer: LayerNeed, sources: []string{"S16", "S22", "S25", "S26", "S27", "S28", "E75"},
			factors: []factorText{
				{
					factor:     Shame,
					question:   "Does the person feel ashamed of what they are going through?",
					plain:      "Do you feel ashamed of what you are going through?",
					definition: "Shame about the concern.",
				},
				{
					factor:     SelfCriticism,
					question:   "Is the person harsh in judging themselves?",
					plain:      "Do you judge yourself harshly?",
					definition: "Marked self-criticism.",
				},
				{
					factor:     LowHope,
					question:   "Does the person have little hope or motivation that things can change?",
					plain:      "Do you have little hope or drive that things can change?",
					definition: "Little hope of change; warning signs of suicide are a factor of their own.",
				},
				{
					factor:     WantsEmotionalExpression,
					question:   "Does the person want a place to let feelings out?",
					plain:      "Do you want a place to let your feelings out?",
					definition: "Wants to express feelings.",
				},
				{
					factor:     WantsPsychoeducation,
					question:   "Does the person want to learn facts about their condition?",
					plain:      "Do you want to learn facts about what you have?",
					definition: "Wants to be taught about the condition.",
				},
				{
					factor:     WantsStructure,
					question:   "Does the person want sessions with a clear structure?",
					plain:      "Do you want sessions with a clear structure?",
					definition: "Wants structured sessions.",
				},
			},
		},
		// R4: different aspects: the modifier of rule R4 of the article, with what stands behind C2.
		{
			row: "R4", layer: LayerNeed, sources: []string{"S30", "S60", "S61", "S62", "S63", "E27", "E36", "E43", "E44", "E56", "E57", "E58"},
			factors: []factorText{
				{
					factor:     MultipleAspects,
					question:   "Are there different aspects to work on, some better suited to individual and some to group sessions?",
					plain:      "Do you want different things, some better one to one and some in a group?",
					definition: "The needs that point to each format concern different aspects.",
				},
			},
		},
		// F50: cost, time and schedule, with what stands behind C3 and C4.
		{
			row: "F50", layer: LayerPractical, sources: []string{"S10", "S21", "S45", "S46", "S47", "S48", "S59", "E1", "E4", "E8", "E15", "E67", "E77"},
			factors: []factorText{
				{
					factor:     LimitedBudget,
					question:   "Is money for therapy limited?",
					plain:      "Is your money for therapy limited?",
					definition: "The price of sessions matters a good deal; being unable to pay at all is unavailability.",
				},
				{
					factor:     LimitedTime,
					question:   "Is the person's time for therapy limited overall?",
					plain:      "Do you have little time for therapy?",
					definition: "Little time in total for therapy.",
				},
				{
					factor:     FixedScheduleOK,
					question:   "Would a fixed, regular time suit the person?",
					plain:      "Would a fixed, regular time suit you?",
					definition: "A fixed slot is possible.",
				},
				{
					factor:     NeedsFlexibleSchedule,
					question:   "Does the person need times that can change from week to week?",
					plain:      "Do you need times that can change from week to week?",
					definition: "Irregular availability calls for flexible times.",
				},
				{
					factor:     WantsOwnPace,
					question:   "Does the person want to work at their own pace?",
					plain:      "Do you want to work at your own pace?",
					definition: "Wants to set the pace themselves.",
				},
			},
		},
		// F51: conditions of body and life that guidelines answer for.
		{
			row: "F51", layer: LayerIndication, sources: []string{"E106", "E107", "E108", "E109", "E110", "E111", "E126"},
			factors: []factorText{
				{
					factor:     ChronicInsomnia,
					question:   "Has chronic insomnia been diagnosed?",
					plain:      "Have you had bad sleep for months, and has a doctor said so?",
					definition: "Chronic insomnia is diagnosed.",
				},
				{
					factor:     ChronicPrimaryPain,
					question:   "Is there chronic primary pain, lasting more than three months?",
					plain:      "Have you had pain for more than three months, and no doctor can find why?",
					definition: "Pain of more than three months without an underlying condition.",
				},
				{
					factor:     PersistentBackPain,
					question:   "Is there persistent low back pain or sciatica, with psychosocial obstacles to recovery or after treatments that did not help?",
					plain:      "Have you had back pain for a long time, and has treatment not helped?",
					definition: "Persistent low back pain or sciatica that other treatment has not helped.",
				},
				{
					factor:     Perinatal,
					question:   "Is the person pregnant, or did they give birth within the last twelve months?",
					plain:      "Are you pregnant, or have you had a baby in the last year?",
					definition: "Pregnant, or within a year of giving birth.",
				},
				{
					factor:     ProlongedGrief,
					question:   "Has prolonged grief disorder been diagnosed?",
					plain:      "Has a doctor said that your grief has gone on very long?",
					definition: "Prolonged grief disorder is diagnosed.",
				},
			},
		},
		// F51: bereavement by suicide.
		{
			row: "F51", layer: LayerIndication, discretion: AnswerWithheld, sources: []string{"E125"},
			factors: []factorText{
				{
					factor:     BereavedBySuicide,
					question:   "Has the person lost somebody to suicide, or to a suspected suicide?",
					plain:      "Have you lost someone to suicide?",
					definition: "Bereaved by a suicide, or a suspected one.",
				},
			},
		},
	}
}
