package standard

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Measures returns the table from questionnaires to statements, and the questions to ask
// about their critical items. The taxonomy names a questionnaire for one row only, F27; a
// score never proposes a statement that needs a diagnosis.
func Measures() policy.Measures {
	return policy.Measures{
		Rules: measureRules(), Asks: measureAsks(), Otherwise: append(aboutSuicide(), therapy.HarmToOthersImminent),
		Raised: says(
			"The answer to a critical item is at or above its mark. Ask directly, today: the score does not say how great the danger is.",
			"One of your answers is about being in danger. Somebody should talk with you about it today.",
		),
		Unanswered: says(
			"A critical item has no usable answer. Silence is not a no: ask directly.",
			"One question about being in danger has no answer yet. Somebody should ask you about it.",
		),
		Unseen: says(
			"Only a total is known, and a total says nothing about critical items. Look at the answers, or ask directly.",
			"From your score alone nobody can see whether you are in danger. Somebody should ask you about it.",
		),
		Sources: therapy.MustCite("E79"),
	}
}

// The sources of the numbers in the table.

// Read in the guideline's own list of terms, in a copy that puts one page of
// the document on one page of the web; the link is the guideline's home.
func sourceSeverity() therapy.Source {
	return therapy.Source{
		ID: "NG222-severity", Document: "Depression in adults: treatment and management (NG222)",
		Organisation: "National Institute for Health and Care Excellence", Section: "terms used in this guideline: less severe depression", Year: 2022,
		Strength: therapy.Guideline, Link: "https://www.nice.org.uk/guidance/ng222",
		Claim: "Less severe depression, that is subthreshold and mild depression, was defined as scoring below 16 on PHQ-9.",
	}
}

func sourceCaseness() therapy.Source {
	return therapy.Source{
		ID: "PMC8411661", Document: "PMC8411661", Organisation: "PubMed Central", Section: "table 1",
		Strength: therapy.Observational, Link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC8411661/",
		Claim: "The talking therapy services of the NHS in England count a PHQ-9 of 10 or more as caseness.",
	}
}

func measureRules() []policy.MeasureRule {
	adults := []therapy.Factor{therapy.Adult}
	return []policy.MeasureRule{
		{
			// F27, less severe. The guideline's definition has no lower end, but a score
			// below caseness does not show that there is a depression; a clinician has to say
			// so.
			ID: "phq-9-less-severe", Instrument: "phq-9", From: 10, Below: 16,
			Statement: therapy.DepressionLessSevere, Answer: therapy.Yes, Needs: adults,
			Says: says(
				"PHQ-9 from 10 to below 16: if this is a depression, it is a less severe one.",
				"Your answers fit a depression that is less severe. A score alone is not a diagnosis.",
			),
			Sources: []therapy.Source{sourceSeverity(), sourceCaseness()},
		},
		{
			// F27, more severe: every score above "less severe".
			ID: "phq-9-more-severe", Instrument: "phq-9", From: 16,
			Statement: therapy.DepressionMoreSevere, Answer: therapy.Yes, Needs: adults,
			Says: says(
				"PHQ-9 of 16 or more: if this is a depression, it is a more severe one.",
				"Your answers fit a depression that is more severe. A score alone is not a diagnosis.",
			),
			Sources: []therapy.Source{sourceSeverity()},
		},
	}
}

// aboutSuicide are the statements of F01 and F08.
func aboutSuicide() []therapy.Factor {
	return []therapy.Factor{
		therapy.AcuteSuicidality, therapy.SuicidePlanAndMeans, therapy.CannotKeepSafe,
		therapy.PassiveSuicidalIdeation, therapy.RecentSuicideAttempt, therapy.RecurrentSelfHarm,
	}
}

// measureAsks lists every critical item of the built-in instruments; a test compares the two.
func measureAsks() []policy.MeasureAsk {
	return []policy.MeasureAsk{
		// Thoughts of death or of self-harm.
		{Instrument: "phq-9", Item: 9, Ask: aboutSuicide()},
		{Instrument: "epds", Item: 10, Ask: aboutSuicide()},
		// Plans to end one's life.
		{Instrument: "core-10", Item: 6, Ask: aboutSuicide()},
		// Life without meaning: not a thought of death, but close to one.
		{Instrument: "dass-21", Item: 21, Ask: append(aboutSuicide(), therapy.WarningSignHopelessness)},
		// Taking risks: to oneself, and to others.
		{Instrument: "pcl-5", Item: 16, Ask: []therapy.Factor{therapy.CannotKeepSafe, therapy.RecurrentSelfHarm, therapy.HarmToOthersImminent, therapy.AcuteSuicidality}},
	}
}
