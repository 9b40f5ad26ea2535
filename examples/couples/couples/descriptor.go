package couples

import (
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// Modality is the code of couples therapy.
const Modality therapy.Modality = "couples"

// ThePartner is the other person in the room.
const ThePartner therapy.Party = "partner"

// Descriptor returns the description of couples therapy: complete, valid, and a
// copy of the caller's own. It is safe for concurrent use.
func Descriptor() therapy.Descriptor { return descriptor().Clone() }

var descriptor = sync.OnceValue(build)

// build makes the descriptor.
func build() therapy.Descriptor {
	return therapy.Descriptor{
		Modality:  Modality,
		Name:      "Couples therapy",
		PlainName: "therapy together with your partner",
		Summary: trait("Two partners meet a therapist together. The work is on what happens between them, or on a change that one of them makes with the other's support.",
			mustCite("E9"), mustCite("E45")),
		Participants: therapy.Participants{
			Clients: therapy.Range{Min: 2, Max: 2}, Therapists: therapy.Range{Min: 1, Max: 1}, SharedConcern: true,
			Trait: trait("Two partners and a therapist; both take part of their own will.", cg115, acaCouples),
		},
		Leadership: therapy.Leadership{
			By:    []therapy.Party{therapy.TheTherapist},
			Trait: trait("A therapist trained in working with couples leads, and takes neither side.", mustCite("E9"), acaCouples),
		},
		Privacy: therapy.Privacy{
			Hearers: []therapy.Party{therapy.TheTherapist, ThePartner},
			Leakage: therapy.LeakageShared,
			Mitigation: trait("At the start the three agree who the client is and what happens to something that one partner tells the therapist alone. An agreement is no guarantee.",
				acaCouples),
			Trait: trait("What is said is shared with the partner, who is under no professional duty and is there at home afterwards.", acaCouples),
		},
		Focus: therapy.Focus{
			On:    []string{"couple", "interpersonal"},
			Trait: trait("How the partners deal with each other, and how one can support a change that the other makes.", mustCite("E9"), mustCite("E45")),
		},
		Relationship: therapy.Relationship{
			With:  []therapy.Party{therapy.TheTherapist, ThePartner},
			Trait: trait("A triangle: each partner with the therapist, and the two with each other.", acaCouples),
		},
		Perspectives: therapy.Perspectives{
			From:  []therapy.Party{therapy.TheTherapist, ThePartner},
			Trait: trait("The partner's point of view is in the room, beside the therapist's.", mustCite("E9")),
		},
		Time: therapy.Time{
			Schedule: therapy.ScheduleRegular,
			Trait:    trait("Usually weekly, at a time when both can come; a course for drinking is 12 to 20 sessions of 90 minutes.", alcoholGuideline),
		},
		Cost: therapy.Cost{
			Relative: therapy.CostHigher,
			Trait: trait("One therapist's time goes to two people. No reliable price for couples was found: a session is likely to cost at least what one-to-one therapy does, and serves both.",
				mustCite("E77")),
		},
		Interpersonal: therapy.Interpersonal{
			Practice: therapy.PracticeCentral,
			Trait:    trait("The partners practise with each other in every session; skills with other people are not the purpose.", mustCite("E9")),
		},
		Support: therapy.Support{
			From:  []therapy.Party{therapy.TheTherapist, ThePartner},
			Trait: trait("Support comes from the partner as well as the therapist.", mustCite("E45"), alcoholGuideline),
		},
		Benefits:    benefits(),
		Limits:      limits(),
		Programmes:  programmes(),
		Indications: indications(),
		Factors:     factors(),
	}
}

func benefits() []therapy.Feature {
	return []therapy.Feature{
		feature("works-on-the-relationship", "Work where the trouble is",
			"When the relationship feeds a depression, the relationship itself is worked on.", mustCite("E9")),
		feature("partner-as-support", "The partner helps",
			"A partner who knows what is being tried can support it every day, such as drinking less.", mustCite("E45"), alcoholGuideline),
		feature("practice-with-partner", "Practice with the person it is about",
			"What is learnt is tried out at once, with the partner present.", mustCite("E9")),
	}
}

func limits() []therapy.Feature {
	return []therapy.Feature{
		feature("not-where-there-is-abuse", "Not where there is abuse",
			"Where one partner abuses or controls the other, talking together can bring danger. Then there is no work together.", cg115, mustCite("E86")),
		feature("needs-two-willing", "It takes two",
			"Both have to want it and to come. One of them cannot do it alone.", cg115),
		feature("less-private", "Less private",
			"There is little room for what the partner should not hear.", acaCouples),
		feature("not-first-for-trauma", "Not a treatment of trauma",
			"For post-traumatic stress there is not enough evidence for couples therapy as the main treatment.", mustCite("E25")),
	}
}

// programmes lists the one published course whose figures could be read. What no
// source gives, such as its length in weeks, stays zero.
func programmes() []therapy.Programme {
	return []therapy.Programme{
		{
			ID: "behavioural-couples-therapy", Name: "Behavioural couples therapy", Condition: "harmful-drinking", Population: "adults with a willing partner",
			Sessions: therapy.Range{Min: 12, Max: 20}, Minutes: therapy.Range{Min: 90, Max: 90}, Size: therapy.Range{Min: 2, Max: 2},
			Note:    "Not where there is domestic abuse.",
			Sources: []therapy.Source{alcoholGuideline, cg115},
		},
	}
}

func trait(statement string, sources ...therapy.Source) therapy.Trait {
	return therapy.Trait{Statement: statement, Sources: sources}
}

func feature(id, title, statement string, sources ...therapy.Source) therapy.Feature {
	return therapy.Feature{ID: id, Title: title, Trait: trait(statement, sources...)}
}
