package group_test

import (
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
)

func ExampleRoster_Join() {
	r, err := group.NewRoster(evening(), group.RosterSpec{})
	if err != nil {
		log.Fatal(err)
	}
	february, april := therapy.MustDate(2026, time.February, 20), therapy.MustDate(2026, time.April, 6)
	r, err = r.Join(group.Membership{Member: confidential.MustPersonID("person-1"), Joined: february, Route: group.Referred})
	if err != nil {
		log.Fatal(err)
	}
	_, err = r.Join(group.Membership{Member: confidential.MustPersonID("person-2"), Joined: april, Route: group.Referred})
	var refused *group.RefusedError
	fmt.Println(errors.As(err, &refused), refused.Admission.Outcome)
	fmt.Println(err)
	fmt.Println(r.Occupancy(april).Level, "by", r.Occupancy(april).Missing)
	// Output:
	// true closed-since
	// not admitted: closed since its start on 2 Mar 2026; would help: another group, or the next run of this one
	// below-minimum by 4
}

// A member who returns begins another stay; the earlier one is kept.
func ExampleRoster_MembershipsOf() {
	g, err := evening().Amend(func(s *group.Spec) { s.Enrolment = group.EnrolmentSlowOpen })
	if err != nil {
		log.Fatal(err)
	}
	person := confidential.MustPersonID("person-1")
	r, err := group.NewRoster(g, group.RosterSpec{Memberships: []group.Membership{
		{Member: person, Joined: therapy.MustDate(2026, time.February, 20), Route: group.Referred, Left: therapy.MustDate(2026, time.March, 16), Leaving: group.DroppedOut},
		{Member: person, Joined: therapy.MustDate(2026, time.April, 6), Route: group.Returning},
	}})
	if err != nil {
		log.Fatal(err)
	}
	for e := range r.MembershipsOf(person) {
		fmt.Println(e.Joined, e.Route, e.Left, e.Leaving.Valid())
	}
	// Output:
	// 2026-02-20 referred 2026-03-16 true
	// 2026-04-06 returning  false
}

func ExampleAgreement_Accept() {
	first := therapy.MustDate(2026, time.February, 20)
	a, err := group.NewAgreement(group.AgreementSpec{
		Group: care.GroupID("group-7"),
		Rounds: []group.Round{{From: first, Cause: group.FirstAgreement, Terms: group.Terms{
			SpeakingOutside: group.OwnStoryOutside, NoticeSessions: 1, Contact: group.ContactFree, Sobriety: group.SoberInSession, Recording: group.NoRecording,
		}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	person := confidential.MustPersonID("person-1")
	_, err = a.Accept(group.Acceptance{Member: person, Round: 1, On: first})
	fmt.Println(err)
	a, err = a.Accept(group.Acceptance{Member: person, Round: 1, On: first, LeakageShown: true, LeakageAcknowledged: true})
	if err != nil {
		log.Fatal(err)
	}
	a, err = a.Renew(group.AfterBreach, first.AddDays(30))
	fmt.Println(a.Standing(person, first.AddDays(29), first), a.Standing(person, first.AddDays(30), first), err)
	// Output:
	// /acceptances/0/leakageShown: required [leakage-shown]: the statement on leakage is shown before the person accepts
	// /acceptances/0/leakageAcknowledged: required [leakage-acknowledged]: the person confirms that they have understood it
	// accepted renewal-due <nil>
}
