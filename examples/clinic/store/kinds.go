package store

import (
	"fmt"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// The library's records, in the library's own format.
var (
	Plans         = Kind[care.Plan]{"plan", care.LoadPlan, care.Plan.Store}
	Sessions      = Kind[care.Session]{"session", care.LoadSession, care.Session.Store}
	Episodes      = Kind[care.Episode]{"episode", care.LoadEpisode, care.Episode.Store}
	Assessments   = Kind[individual.Assessment]{"assessment", individual.LoadAssessment, individual.Assessment.Store}
	Rosters       = Kind[group.Roster]{"roster", group.LoadRoster, group.Roster.Store}
	Agreements    = Kind[group.Agreement]{"agreement", group.LoadAgreement, group.Agreement.Store}
	GroupSessions = Kind[group.Session]{"group-session", group.LoadSession, group.Session.Store}
	Screenings    = Kind[screening.Record]{"screening", screening.LoadRecord, screening.Record.Store}
)

// The clinic's own records.
var (
	People      = document[Person]("person")
	Intakes     = document[Intake]("intake")
	Choices     = document[Chosen]("choice")
	Overrides   = Kind[recommend.Override]{"override", recommend.Default().LoadOverride, recommend.Override.Store}
	Measures    = document[Measure]("measure")
	Emergencies = document[Emergency]("emergency")
	Problems    = document[Problem]("problem")
)

// rotated lists all kinds, for code that goes through the whole store.
var rotated = kinds(Plans.again(), Sessions.again(), Episodes.again(), Assessments.again(), Rosters.again(), Agreements.again(), GroupSessions.again(),
	Screenings.again(), People.again(), Intakes.again(), Choices.again(), Overrides.again(), Measures.again(), Emergencies.again(), Problems.again())

// again reads a stored record and stores it again, under the ring's primary key.
type again struct {
	kind  string
	store func([]byte, confidential.Keyring) ([]byte, error)
}

func (k Kind[T]) again() again {
	return again{k.Name, func(stored []byte, r confidential.Keyring) ([]byte, error) {
		is, err := k.Load(stored, r)
		if err != nil {
			return nil, err
		}
		return k.Store(is, r)
	}}
}

func kinds(all ...again) map[string]again {
	byName := map[string]again{}
	for _, a := range all {
		byName[a.kind] = a
	}
	return byName
}

// document returns a kind of the clinic's own records.
func document[T any](name string) Kind[T] {
	format := "clinic-" + name + "/1"
	return Kind[T]{
		Name: name,
		Load: func(data []byte, r confidential.Keyring) (is T, err error) {
			if _, _, err = confidential.LoadDocument(format, r, data, &is); err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
			return is, err
		},
		Store: func(is T, r confidential.Keyring) ([]byte, error) {
			return confidential.StoreDocument(format, name, 0, r, is)
		},
	}
}

// Person is the person behind a pseudonym. Names are stored only here.
type Person struct {
	confidential.Hidden
	ID    confidential.PersonID          `json:"id" kind:"identity,subject"`
	Name  confidential.Value[string]     `json:"name" kind:"identity"`
	Names confidential.Value[note.Names] `json:"names,omitzero" kind:"identity"`
	Born  therapy.Date                   `json:"born,omitzero" kind:"identity"`
}

// Intake holds the answers about a client and who gave them.
type Intake struct {
	confidential.Hidden
	Client  confidential.PersonID `json:"client" kind:"identity,subject"`
	Answers recommend.Intake      `json:"answers" kind:"personal-history"`
	Gone    []therapy.Section     `json:"gone,omitempty" kind:"personal-history"`
}

// Chosen is the choice for a client, who made it and why.
type Chosen struct {
	confidential.Hidden
	Client confidential.PersonID      `json:"client" kind:"identity,subject"`
	Choice care.Choice                `json:"choice"`
	Note   confidential.Value[string] `json:"note,omitzero" kind:"treatment-plan"`
}

// Measure is a completed questionnaire.
type Measure struct {
	confidential.Hidden
	Client  confidential.PersonID `json:"client" kind:"identity,subject"`
	Session care.SessionID        `json:"session,omitempty" kind:"attendance"`
	Score   measure.Score         `json:"score" kind:"test-result"`
}

// Emergency is an emergency access and the result of its review.
type Emergency struct {
	confidential.Hidden
	Access confidential.EmergencyAccess `json:"access"`
	Review confidential.EmergencyReview `json:"review,omitzero"`
}

// Problem is a waiting list and the groups that could be formed from it.
type Problem struct {
	confidential.Hidden
	Problem compose.Problem `json:"problem" kind:"group-content"`
	// Result is the last plan that was found, at the time At.
	Result compose.Result `json:"result,omitzero" kind:"group-content"`
	At     time.Time      `json:"at,omitzero" kind:"group-content"`
}
