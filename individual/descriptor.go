package individual

import (
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// Modality is the code of individual therapy.
const Modality therapy.Modality = "individual"

// Descriptor returns the description of individual therapy, complete and valid. Each call
// returns a new copy. It is safe for concurrent use.
func Descriptor() therapy.Descriptor {
	built.Do(func() { built.descriptor = build() })
	return built.descriptor.Clone()
}

// built keeps the descriptor after the first call.
var built struct {
	sync.Once
	descriptor therapy.Descriptor
}

func build() therapy.Descriptor {
	return therapy.Descriptor{
		Modality:  Modality,
		Name:      "Individual therapy",
		PlainName: "one-to-one therapy",
		Summary: trait(
			"One client meets one therapist, and everything, from assessment to pace, is fitted to that one person.",
			"S14", "S33"),
		Participants: therapy.Participants{
			Clients:    therapy.Range{Min: 1, Max: 1},
			Therapists: therapy.Range{Min: 1, Max: 1},
			Trait:      trait("One client and one therapist; all the attention is on that client's needs and concerns.", "S33"),
		},
		Leadership: therapy.Leadership{
			By:    []therapy.Party{therapy.TheTherapist},
			Trait: trait("The therapist leads, and shapes the plan together with the client.", "S3", "S8", "S33"),
		},
		Privacy: therapy.Privacy{
			Hearers: []therapy.Party{therapy.TheTherapist},
			Leakage: therapy.LeakageLowest,
			Trait: trait(
				"The most private format: nobody but the therapist hears what is said, so personal matters can be spoken about freely.",
				"S12", "S36"),
		},
		Focus: therapy.Focus{
			On:    []string{"individual"},
			Trait: trait("The client's own concerns, needs and goals, with a plan made for them.", "S39", "S49"),
		},
		Relationship: therapy.Relationship{
			With:  []therapy.Party{therapy.TheTherapist},
			Trait: trait("A close relationship between two people, with room for deep exploration and trust.", "S41"),
		},
		Perspectives: therapy.Perspectives{
			From:  []therapy.Party{therapy.TheTherapist},
			Trait: trait("The therapist's knowledge and point of view; no other voices are in the room.", "S43"),
		},
		Time: therapy.Time{
			Schedule: therapy.ScheduleFlexible,
			Trait:    trait("How often, how long and how fast is settled with the one client and can change on the way.", "S10", "S11", "S46"),
		},
		Cost: therapy.Cost{
			Relative: therapy.CostHigher,
			Trait:    trait("A session usually costs more, because the therapist's time goes to one person. A price per session says nothing about value for money, which differs by condition.", "S45", "E15", "E77"),
		},
		Interpersonal: therapy.Interpersonal{
			Practice: therapy.PracticeTalked,
			Trait:    trait("Dealings with other people can be talked through, but the work is mostly about inner processes and self-awareness.", "S49"),
		},
		Support: therapy.Support{
			From:  []therapy.Party{therapy.TheTherapist},
			Trait: trait("Guidance and emotional support come from the therapist.", "S9", "S51"),
		},
		Benefits:    benefits(),
		Limits:      limits(),
		Programmes:  programmes(),
		Codes:       codes(),
		Indications: indications(),
	}
}

func trait(statement string, ids ...string) therapy.Trait {
	return therapy.Trait{Statement: statement, Sources: therapy.MustCite(ids...)}
}
