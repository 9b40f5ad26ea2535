package couples

import (
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// cautions lists what an explanation has to say if a couple might meet.
func cautions() []policy.Caution {
	advising := []policy.Outcome{policy.Recommended, policy.Either}
	together := []therapy.Modality{Modality}
	return []policy.Caution{
		{
			ID: "couples-shared-privacy", Ages: therapy.AnyAge, Outcomes: advising, With: together,
			Says: policy.Words{
				Clinician: "What is said is shared between the partners, and goes home with them. The partner is under no professional duty.",
				Client:    "Your partner hears what you say there, and nobody can promise what happens with it afterwards.",
			},
			Sources: []therapy.Source{acaCouples},
		},
		{
			ID: "couples-who-is-the-client", Ages: therapy.AnyAge, Outcomes: advising, With: together,
			Says: policy.Words{
				Clinician: "Agree at the outset who the client is (one partner, the other, or the couple), who consents to what, and whose record it is.",
				Client:    "Ask at the start whose therapy it is, yours, your partner's or both, and who may see what is written down.",
			},
			Sources: []therapy.Source{acaCouples},
		},
		{
			ID: "couples-separate-disclosures", Ages: therapy.AnyAge, Outcomes: advising, With: together,
			Says: policy.Words{
				Clinician: "Agree before any separate contact what happens to something that one partner tells alone. A disclosure of abuse is never passed on to the partner and never raised together.",
				Client:    "Ask what happens if you tell the therapist something alone. If it is about being hurt or afraid, your partner is not told.",
			},
			Sources: []therapy.Source{acaCouples, mustCite("E86")},
		},
		{
			ID: "couples-safe-contact", Ages: therapy.AnyAge, Outcomes: advising, With: together,
			Says: policy.Words{
				Clinician: "Keep a separate safe contact for each partner, agreed with that partner alone; do not send one's letters or questions to a shared address.",
				Client:    "Say how you can be reached safely. You can have a way that is yours alone.",
			},
			Sources: []therapy.Source{mustCite("E47"), mustCite("E86")},
		},
		{
			ID: "couples-watch-the-risk", Ages: therapy.AnyAge, Outcomes: advising, With: together,
			Says: policy.Words{
				Clinician: "Ask each partner alone about violence, control and fear before the first session together, and again on the way; a new sign ends the work together.",
				Client:    "You will be asked alone whether you feel safe, more than once. You can end therapy together at any time.",
			},
			Sources: therapy.MustCite("E47", "E86"),
		},
		{
			ID: "couples-coercive-control", Ages: therapy.AnyAge, When: therapy.Is(CoerciveControl),
			Says: policy.Words{
				Clinician: "Control or fear between the partners: never see them together about it, do not tell the other what was said, assess the risk and follow it, keep every contact safe. This holds whichever of them is the client.",
				Client:    "Nobody should have to be afraid of a partner. You can talk about it alone and in safety, and your partner is not told.",
			},
			Sources: therapy.MustCite("E47", "E86"),
		},
		{
			// If there is abuse, the couple does not decide together.
			ID: "couples-preference-not-followed", Ages: therapy.AnyAge, Outcomes: []policy.Outcome{policy.Recommended},
			When:    therapy.All(therapy.Is(PrefersCouples), therapy.Not(therapy.AnyOf(therapy.DomesticAbuse, CoerciveControl))),
			Without: []policy.Option{Couples, WithIndividual},
			Says: policy.Words{
				Clinician: "The person prefers therapy together, and it is not what is advised: explain why, to this person alone, and decide together.",
				Client:    "You would rather come together, and that is not what is suggested here. Ask why. You can still decide together with your therapist.",
			},
			Sources: therapy.MustCite("E7", "E61"),
		},
	}
}

// conflicts lists two guidelines of one organisation that disagree about a couple in which one
// partner has both depression and a stress disorder.
func conflicts() []policy.Conflict {
	return []policy.Conflict{{
		ID: "couples-depression-or-trauma", When: therapy.All(depressionAndDistress(), therapy.AnyOf(therapy.PTSD, therapy.AcuteStressDisorder)),
		Title: policy.Words{
			Clinician: "depression with relationship distress, and trauma: couples therapy?",
			Client:    "low mood in a difficult relationship, and trauma: therapy together?",
		},
		A: policy.Position{
			Rules: []string{"couples-depression-with-distress"},
			Says: policy.Words{
				Clinician: "The guideline on depression suggests couples therapy where the relationship is in distress.",
				Client:    "For low mood with trouble in the relationship, therapy together is suggested.",
			},
			Sources: therapy.MustCite("E9"),
		},
		B: policy.Position{
			Rules: []string{"couples-trauma"},
			Says: policy.Words{
				Clinician: "The guideline on post-traumatic stress finds the evidence for couples therapy insufficient and puts individual trauma-focused therapy first.",
				Client:    "For trauma, one-to-one therapy comes first.",
			},
			Sources: therapy.MustCite("E25"),
		},
	}}
}
