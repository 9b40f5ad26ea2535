package measure_test

import (
	"testing"

	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/measure"
)

// personal has one value of every type that can hold data about a person.
func personal(t *testing.T) []any {
	t.Helper()
	s := score(t, "phq-4", 1, 2, 0, 3)
	return []any{
		s, phqResponse(), measure.Answered(3),
		measure.Alert{},
		measure.SubscaleScore{},
		measure.BandResult{},
		measure.CaseResult{},
		measure.ChangeResult{},
		measure.SymptomFinding{},
		measure.GroupCount{},
		measure.Pair{First: s},
		measure.Course{Depression: measure.Pair{First: s}},
		measure.Outcome{},
		measure.ChartPoint{},
		measure.ChartSpec{},
		measure.Picture{},
		measure.ReliableIndex{},
		measure.Significant{},
		measure.GoalLevel{},
		measure.Attainment{},
	}
}

func TestNothingAboutAPersonShows(t *testing.T) {
	confidentialtest.CheckDisplay(t, personal(t)...)
	confidentialtest.CheckListed(t, ".", personal(t), map[string]string{
		"ID": "names an instrument", "Instrument": "a questionnaire", "Item": "of a questionnaire", "Subscale": "of a questionnaire",
		"Critical": "of a questionnaire", "Skip": "of a questionnaire", "Licence": "of a questionnaire", "LOINC": "of a questionnaire",
		"Scoring": "of a questionnaire", "MissingRule": "of a questionnaire", "Scale": "of a questionnaire, and of a score that hides it",
		"Form": "wording", "FormOption": "wording", "Catalogue": "questionnaires",
		"Band": "of a set", "Cutoff": "of a set", "ChangeMark": "of a set", "Thresholds": "of a set", "ThresholdSpec": "of a set",
		"ThresholdSet": "for everybody", "SetRef": "names a set", "NHSRules": "for everybody",
		"Symptom": "of a rule", "SymptomCount": "of a rule", "SymptomOutcome": "of a rule", "SymptomSpec": "of a rule", "SymptomRule": "for everybody",
		"Norm": "of a group", "Reliability": "of a sample", "EffectSize": "of a group", "Tally": "of a service", "Rate": "of a service",
		"AttainmentPolicy": "for everybody",
	})
}

func TestEveryFieldHasAKind(t *testing.T) {
	var records []any
	for _, v := range personal(t) {
		switch v.(type) {
		case measure.Score, measure.Answer, measure.ChartSpec:
			// In a record these have one kind as a whole.
		default:
			records = append(records, v)
		}
	}
	confidentialtest.CheckFields(t, records...)
}
