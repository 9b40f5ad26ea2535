package group

import (
	"iter"
	"slices"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

// TherapeuticFactor is one of the eleven ways in which groups help, according to Yalom
// (source E75). Leaders can record which of them they observed in a session.
//
// The zero TherapeuticFactor is unstated and refused.
type TherapeuticFactor uint8

// The eleven factors, in the order in which the source lists them.
const (
	// Hope is seeing that others get better.
	Hope TherapeuticFactor = iota + 1
	// Universality is learning that one is not alone.
	Universality
	// Information is learning about the difficulty and what helps.
	Information
	// Altruism is being of help to others.
	Altruism
	// CorrectiveRecapitulation is experiencing old family patterns again, with a different
	// outcome.
	CorrectiveRecapitulation
	// SocialisingTechniques is practising how to behave with people.
	SocialisingTechniques
	// ImitativeBehaviour is trying out what one sees in others.
	ImitativeBehaviour
	// InterpersonalLearning is learning in the group how one affects others.
	InterpersonalLearning
	// Cohesiveness is belonging.
	Cohesiveness
	// Catharsis is expressing feelings among people who can cope with them.
	Catharsis
	// ExistentialFactors is facing problems that nobody else can solve for a person.
	ExistentialFactors

	numTherapeuticFactors
)

//enum:names TherapeuticFactor
var therapeuticFactorNames = [numTherapeuticFactors]string{
	Hope: "hope", Universality: "universality", Information: "information", Altruism: "altruism",
	CorrectiveRecapitulation: "corrective-recapitulation", SocialisingTechniques: "socialising-techniques",
	ImitativeBehaviour: "imitative-behaviour", InterpersonalLearning: "interpersonal-learning",
	Cohesiveness: "cohesiveness", Catharsis: "catharsis", ExistentialFactors: "existential-factors",
}

// TherapeuticFactors yields the eleven factors in order.
func TherapeuticFactors() iter.Seq[TherapeuticFactor] {
	return func(yield func(TherapeuticFactor) bool) {
		for f := TherapeuticFactor(1); f < numTherapeuticFactors; f++ {
			if !yield(f) {
				return
			}
		}
	}
}

// Meaning returns one sentence about what a member would notice, in a language; "" for an
// invalid factor.
func (f TherapeuticFactor) Meaning(language words.Language) string {
	if !f.Valid() {
		return ""
	}
	return language.Text(words.Join("group", "factor", f.String(), "meaning"), factorMeanings[f].meaning)
}

// Benefits returns the statements of the article about benefits of groups that this factor
// explains. It is empty for two factors that the article does not mention:
// [CorrectiveRecapitulation] and [ExistentialFactors].
func (f TherapeuticFactor) Benefits() []therapy.Source {
	if !f.Valid() {
		return nil
	}
	return therapy.MustCite(factorMeanings[f].statements...)
}

// Sources returns the sources of the factor.
func (f TherapeuticFactor) Sources() []therapy.Source {
	if !f.Valid() {
		return nil
	}
	return therapy.MustCite("E75")
}

// BehindBenefit returns, in order, the factors behind a benefit that the article names, by
// the id of its statement ("S16"). It is empty for statements without such a factor, such as
// the one about cost (S21).
func BehindBenefit(statement string) []TherapeuticFactor {
	var found []TherapeuticFactor
	for f := range TherapeuticFactors() {
		if slices.Contains(factorMeanings[f].statements, statement) {
			found = append(found, f)
		}
	}
	return found
}

// factorMeanings maps the factors to the article's statements S16 to S28, S44, S50
// and S52. The mapping is this library's reading: the article names no theory.
var factorMeanings = [numTherapeuticFactors]struct {
	meaning    string
	statements []string
}{
	// S27: positive peer influence can inspire hope and motivation.
	Hope: {"Seeing others get better gives hope.", []string{"S27"}},
	// S16: less isolation and shame; S22: less self-criticism.
	Universality: {"Others have this too: I am not alone with it.", []string{"S16", "S22"}},
	// S28: psychoeducational components; S17: coping strategies.
	Information: {"I learn what this is and what others do about it.", []string{"S28", "S17"}},
	// S19: feedback to one another; S20: members motivate one another.
	Altruism: {"I can be of use to somebody.", []string{"S19", "S20"}},
	// No statement of the article.
	CorrectiveRecapitulation: {"Here it turns out differently than it did at home.", nil},
	// S18: social skills; S23: practice for those with social anxiety.
	SocialisingTechniques: {"I practise being with people.", []string{"S18", "S23"}},
	// S44: learn from each other's experiences; S17: a range of coping strategies.
	ImitativeBehaviour: {"I try what works for others.", []string{"S44", "S17"}},
	// S19: constructive feedback; S50: interpersonal skills; S18: relationships.
	InterpersonalLearning: {"I find out how I come across, and try something else.", []string{"S19", "S50", "S18"}},
	// S52: community and understanding; S24: connections beyond the sessions.
	Cohesiveness: {"I belong here.", []string{"S52", "S24"}},
	// S26: emotional expression in a safe setting.
	Catharsis: {"I can let it out, and the others can cope with it.", []string{"S26"}},
	// No statement of the article.
	ExistentialFactors: {"Some things nobody else can solve for me, and I can live with that.", nil},
}
