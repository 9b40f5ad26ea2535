// Package demo makes up a clinic: two clinicians, a group lead, a privacy officer, twelve clients
// at every stage from referral to ending, a running group, and sixty people who wait for a group.
// All of them are made up. The same seed and day give the same clinic.
package demo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/examples/clinic/store"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// Password is the password of every account. The clinic refuses to serve with it beyond loopback.
const Password = "made-up-people"

// Account is a user who can sign in to the demonstration.
type Account struct {
	Name, Person, FullName string
	Role                   store.Role
}

// Accounts lists the users who can sign in.
var Accounts = []Account{
	{"maya", "clinician-1", "Maya Okafor", store.Clinician},
	{"tom", "clinician-2", "Tom Fischer", store.Clinician},
	{"rosa", "lead-1", "Rosa Lind", store.Clinician},
	{"priya", "officer-1", "Priya Shah", store.Officer},
	{"anna", "client-1", "", store.Client},
	{"bert", "client-2", "", store.Client},
	{"femi", "client-6", "", store.Client},
	{"hana", "client-8", "", store.Client},
}

var (
	maya    = confidential.MustPersonID("clinician-1")
	tom     = confidential.MustPersonID("clinician-2")
	rosa    = confidential.MustPersonID("lead-1")
	insurer = confidential.MustPersonID("insurer-1")
)

// GroupID is the running group.
const GroupID = "group-1"

// stage is how far a client has come.
type stage int

const (
	referred stage = iota
	answered
	treated
	ended
)

// person is a made-up client.
type person struct {
	id        confidential.PersonID
	name      string
	therapist confidential.PersonID
	stage     stage
	concern   string
	hope      string
	// phq holds the totals of PHQ-9 at the assessment and at the weekly sessions; -1 is a missed
	// session.
	phq     []int
	inGroup bool
	comes   int // the hour of a session today, 0 for none
}

var people = []person{
	{name: "Anna Petersen", therapist: maya, stage: treated, concern: "depression", hope: "Enjoy the evenings again.", phq: []int{17, 17, 16, 14, 13, 11, 9, 8, 7}, comes: 9},
	{name: "Bert Quayle", therapist: maya, stage: treated, concern: "depression", hope: "Go back to work without dread.", phq: []int{19, 19, 20, -1, 19, 20, 21, 20}, comes: 11},
	{name: "Chiara Romano", therapist: maya, stage: treated, concern: "social-anxiety", hope: "Eat lunch with the others.", phq: []int{12, 12, 11, 12, 10}, inGroup: true, comes: 14},
	{name: "Dilip Sarkar", therapist: maya, stage: treated, concern: "social-anxiety", hope: "Speak up in a meeting.", phq: []int{9, 9, 8, -1, -1}, inGroup: true},
	{name: "Elif Tanrikulu", therapist: maya, stage: treated, concern: "social-anxiety", hope: "Answer the telephone.", phq: []int{14, 13, 13, 12}, inGroup: true},
	{name: "Femi Udoh", therapist: maya, stage: referred, concern: "depression"},
	{name: "Greta Vogelsang", therapist: maya, stage: answered, concern: "depression"},
	{name: "Hana Wakabayashi", therapist: tom, stage: treated, concern: "social-anxiety", hope: "Say no when I mean no.", phq: []int{11, 10, 9, 9}, inGroup: true, comes: 10},
	{name: "Ivo Xanthos", therapist: tom, stage: treated, concern: "social-anxiety", hope: "Go to the choir again.", phq: []int{13, 13, 12, 11}, inGroup: true, comes: 13},
	{name: "Jana Yilmaz", therapist: tom, stage: treated, concern: "social-anxiety", hope: "Return what does not fit to the shop.", phq: []int{10, 10, 10, 9}, inGroup: true},
	{name: "Kofi Zeller", therapist: tom, stage: ended, concern: "depression", hope: "Sleep through, and get up for the children.", phq: []int{16, 15, 13, 11, 9, 7, 6, 5, 4}},
	{name: "Lena Abernathy", therapist: tom, stage: treated, concern: "depression", hope: "Paint again.", phq: []int{15, 14, 14}},
}

// everybody returns the clients with their pseudonyms.
func everybody() []person {
	all := slices.Clone(people)
	for i := range all {
		all[i].id = confidential.MustPersonID(fmt.Sprintf("client-%d", i+1))
	}
	return all
}

// nameOf splits a name into its given and family parts.
func nameOf(full string) (given, family string) {
	given, family, _ = strings.Cut(full, " ")
	return given, family
}
