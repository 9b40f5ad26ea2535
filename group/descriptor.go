package group

import (
	"sync"

	"github.com/therapykit/therapykit/therapy"
)

// Modality is the code of group therapy.
const Modality therapy.Modality = "group"

// Descriptor returns the description of group therapy, complete and valid. Each call returns
// a new copy. It is safe for concurrent use.
func Descriptor() therapy.Descriptor {
	built.Do(func() { built.descriptor = describe() })
	return built.descriptor.Clone()
}

// built keeps the descriptor after the first call, so that a program that never asks for it
// does not build it.
var built struct {
	sync.Once
	descriptor therapy.Descriptor
}

func describe() therapy.Descriptor {
	return therapy.Descriptor{
		Modality:  Modality,
		Name:      "Group therapy",
		PlainName: "therapy in a group",
		Summary: trait(
			"Several people with a similar concern meet with a trained therapist, and learn from and support each other.",
			"S15", "S16", "S25", "S44"),
		Participants: therapy.Participants{
			// The article's range; programmes set their own inside or near it (C5).
			Clients:       therapy.Range{Min: 5, Max: 15},
			Therapists:    therapy.Range{Min: 1},
			SharedConcern: true,
			Trait:         trait("Usually 5 to 15 people who share a concern, with one or more trained therapists. Programmes set their own size.", "S34", "S35", "E78"),
		},
		Leadership: therapy.Leadership{
			By:    []therapy.Party{therapy.TheTherapist},
			Trait: trait("A trained therapist leads and keeps the work on track; some programmes have two.", "S15", "S25", "E4"),
		},
		Privacy: therapy.Privacy{
			Hearers: []therapy.Party{therapy.TheTherapist, therapy.TheMembers},
			Leakage: therapy.LeakageHigher,
			Mitigation: trait(
				"The therapist makes confidence a rule of the group and says where its limits are. That lowers the risk; it is no guarantee.",
				"S38", "E72", "E76"),
			Trait: trait("Less private: what is said is heard by everybody in the group, and the risk that it travels is higher than one to one.", "S36", "S37"),
		},
		Focus: therapy.Focus{
			On:    []string{"individual", "interpersonal"},
			Trait: trait("Each person's own concerns, and what happens between people.", "S40"),
		},
		Relationship: therapy.Relationship{
			With:  []therapy.Party{therapy.TheTherapist, therapy.TheMembers},
			Trait: trait("With the whole group: what happens between members matters as much as what happens with the therapist.", "S42"),
		},
		Perspectives: therapy.Perspectives{
			From:  []therapy.Party{therapy.TheTherapist, therapy.TheMembers},
			Trait: trait("Many points of view; members learn from each other's experience.", "S17", "S44"),
		},
		Time: therapy.Time{
			Schedule: therapy.ScheduleRegular,
			Trait:    trait("The same time for everybody, on a regular schedule and with a set length: easy to plan for, hard to move.", "S48"),
		},
		Cost: therapy.Cost{
			Relative: therapy.CostLower,
			Trait:    trait("A session usually costs less, because several people share the therapist's time. A price per session says nothing about value for money, which differs by condition.", "S21", "S47", "E77"),
		},
		Interpersonal: therapy.Interpersonal{
			Practice: therapy.PracticeCentral,
			Trait:    trait("Talking, listening and settling conflicts are practised in the session, with the people present.", "S18", "S50"),
		},
		Support: therapy.Support{
			From:  []therapy.Party{therapy.TheTherapist, therapy.TheMembers},
			Trait: trait("From the therapist and from the other members, with a sense of belonging.", "S52"),
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
