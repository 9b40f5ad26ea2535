package group

import "github.com/therapykit/therapykit/therapy"

// indications are the rules that group therapy brings along. Their ids start
// with the row of the factor taxonomy. Points mean something only beside other
// points of the same layer; see [therapy.Indication].
func indications() []therapy.Indication {
	var rules []therapy.Indication
	for _, e := range exclusionTable() {
		rules = append(rules, therapy.Indication{
			ID: e.id, Layer: therapy.LayerEligibility, Ages: therapy.AnyAge, When: e.when, RequiredIf: e.requiredIf, Reopens: e.reopens,
			Clinician: e.clinician, Client: e.client, Sources: therapy.MustCite(e.sources...),
		})
	}
	for _, e := range conditionTable() {
		rules = append(rules, e.rule())
	}
	// The article and the textbooks behind these name no age.
	for _, table := range [][]weighing{wishTable(), needTable(), practicalTable()} {
		for _, e := range table {
			rules = append(rules, therapy.Indication{
				ID: e.id, Layer: e.layer, Ages: therapy.AnyAge, When: e.when, Alone: e.alone, Combined: e.combined,
				Clinician: e.clinician, Client: e.client, Sources: therapy.MustCite(e.sources...),
			})
		}
	}
	return rules
}

// excluding is a row of the table of exclusions.
type excluding struct {
	id                string
	when, requiredIf  therapy.Condition
	reopens           string
	clinician, client string
	sources           []string
}

// weighing is a row of the tables of rules that give points.
type weighing struct {
	id                string
	layer             therapy.Layer
	when              therapy.Condition
	alone, combined   int
	clinician, client string
	sources           []string
}

// graded is a row of the table of rules that grade.
type graded struct {
	id, question      string
	when              therapy.Condition // beside the question's own; zero for none
	grade, combined   therapy.Grade
	only, unless      therapy.Condition // see [therapy.Indication]
	clinician, client string
	sources           []string
}

func (e graded) rule() therapy.Indication {
	question := therapy.MustQuestion(e.question)
	when := e.when
	if when.IsZero() {
		when = therapy.All()
	}
	return therapy.Indication{
		ID: e.id, Layer: therapy.LayerIndication, Ages: question.Ages, When: when, Question: question,
		Grade: e.grade, GradeCombined: e.combined, If: e.only, Unless: e.unless,
		Clinician: e.clinician, Client: e.client, Sources: therapy.MustCite(e.sources...),
	}
}

func cite(ids ...string) []string { return ids }

// mixed is a group of people with different concerns who work on how they get
// on with each other. The textbooks' warnings are written for such groups;
// homogeneous, structured groups are their explicit exception (E68, E43, E53).
func mixed(f therapy.Factor) therapy.Condition {
	return therapy.AllOf(f, therapy.GroupTypeHeterogeneous)
}
