package standard

import (
	"slices"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// safetyRules are rows F01 to F06. If one fires, nothing is ranked. All of them have to be
// answered before anything is advised: an unanswered danger is not an absent one.
// "no-acute-risk" answers all of them, since it says that a clinician has assessed the person
// and found no danger; so it is asked first.
func safetyRules() []policy.Rule {
	rules := []policy.Rule{
		{
			// F01 (E79 1.2.9, E80, E81).
			ID: "f01-acute-suicidality", Layer: therapy.LayerSafety, Ages: therapy.AnyAge,
			When: therapy.AnyOf(therapy.AcuteSuicidality, therapy.SuicidePlanAndMeans, therapy.CannotKeepSafe),
			Says: says(
				"Acute danger of suicide: intent, a plan with means, or the person cannot keep themself safe.",
				"There are signs that your life could be in danger. Keeping you safe comes before everything else.",
			),
			Sources: therapy.MustCite("E79", "E80", "E81"),
		},
		{
			// F02 (E79, E40, E81).
			ID: "f02-harm-to-others", Layer: therapy.LayerSafety, Ages: therapy.AnyAge, When: therapy.Is(therapy.HarmToOthersImminent),
			Says: says(
				"Imminent risk of harm to somebody else.",
				"There are signs that someone could be hurt. It comes first to keep all of you safe.",
			),
			Sources: therapy.MustCite("E79", "E40", "E81"),
		},
		{
			// F03 (E38, E80).
			ID: "f03-acute-psychosis", Layer: therapy.LayerSafety, Ages: therapy.AnyAge, When: therapy.Is(therapy.AcutePsychosis),
			Says: says(
				"Acute psychotic episode: treat it first.",
				"What you are going through needs help right away, before therapy is chosen.",
			),
			Sources: therapy.MustCite("E38", "E80"),
		},
		{
			// F04 (E40, E66).
			ID: "f04-acute-mania", Layer: therapy.LayerSafety, Ages: therapy.AnyAge, When: therapy.Is(therapy.AcuteMania),
			Says: says(
				"Acute mania or hypomania: urgent specialist assessment first.",
				"What you are going through needs help right away, before therapy is chosen.",
			),
			Sources: therapy.MustCite("E40", "E66"),
		},
		{
			// F05 (E80 D4, E45 Rec 27).
			ID: "f05-intoxication-or-withdrawal", Layer: therapy.LayerSafety, Ages: therapy.AnyAge,
			When: therapy.AnyOf(therapy.AcuteIntoxication, therapy.SevereAlcoholWithdrawal),
			Says: says(
				"Acute intoxication or severe withdrawal: medical care first.",
				"Your body needs medical care first.",
			),
			Sources: therapy.MustCite("E80", "E45", "E81"),
		},
		{
			// F06 (E35, E79 1.16.11).
			ID: "f06-medical-instability", Layer: therapy.LayerSafety, Ages: therapy.AnyAge, When: therapy.Is(therapy.MedicalInstability),
			Says: says(
				"Medically unstable, or dangerously neglected: medical care first.",
				"Your body needs medical care first.",
			),
			Sources: therapy.MustCite("E35", "E79"),
		},
	}
	for i := range rules {
		rules[i].RequiredIf = therapy.All()
		rules[i].Asks = slices.Collect(rules[i].When.Factors())
	}
	rules[0].Asks = slices.Insert(rules[0].Asks, 0, therapy.NoAcuteRisk)
	return rules
}

// actions say what to do now. They are the same for every danger, except for what the place
// or the danger adds.
func actions() []policy.Action {
	medical := therapy.AnyOf(therapy.MedicalInstability, therapy.AcuteIntoxication, therapy.SevereAlcoholWithdrawal)
	return []policy.Action{
		{
			ID: "now-emergency",
			Says: says(
				"If a life is at risk now, or the person or others cannot be kept safe: emergency number or emergency department, at once. Do not leave the person alone.",
				"If a life is in danger now, call the emergency number. Or go to the emergency room. Do not stay alone.",
			),
			Sources: therapy.MustCite("E80", "E81"),
		},
		{
			ID: "now-urgent-assessment",
			Says: says(
				"Otherwise refer urgently, today, to crisis or specialist mental health care; hand over what is known.",
				"If not, somebody trained should talk with you today.",
			),
			Sources: therapy.MustCite("E38", "E40", "E79", "E80"),
		},
		{
			ID: "now-perinatal", When: therapy.Is(therapy.Perinatal),
			Says: says(
				"Pregnant or within a year of giving birth: the specialist perinatal team or the crisis team today, and think of the baby's safety.",
				"Ask for the team for mothers and babies today.",
			),
			Sources: therapy.MustCite("E81", "E110"),
		},
		{
			ID: "now-medical", When: medical,
			Says: says(
				"Arrange medical assessment at once: physical danger comes first.",
				"See a doctor at once. Your body comes first.",
			),
			Sources: therapy.MustCite("E35", "E45", "E80"),
		},
	}
}
