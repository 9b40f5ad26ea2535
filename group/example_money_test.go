package group_test

import (
	"fmt"
	"log"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// The price of a meeting is shared exactly by those who attended. A member with an own fee pays that
// fee, and the service pays the difference: a charge does not show what another member pays.
func ExampleFee_Bill() {
	fee := group.Fee{Basis: group.PerMeeting, Amount: group.Money{Minor: 20000, Currency: "GBP"}}
	own := group.Money{Minor: 1000, Currency: "GBP"}
	bill, err := fee.Bill([]group.Payer{
		{Member: confidential.MustPersonID("person-1")}, {Member: confidential.MustPersonID("person-2"), Own: &own}, {Member: confidential.MustPersonID("person-3")},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, charge := range bill.Charges {
		fmt.Println(charge.Amount)
	}
	fmt.Println("the service:", bill.Service, "of", bill.Total)
	// Output:
	// £66.67
	// £10.00
	// £66.66
	// the service: £56.67 of £200.00
}

// Known early signs of dropping out are reported by member, with the counts. There is no score and no
// probability.
func ExampleAtRisk() {
	r, err := group.NewRoster(evening(), group.RosterSpec{Memberships: []group.Membership{
		{Member: confidential.MustPersonID("person-1"), Joined: therapy.MustDate(2026, 2, 20), Route: group.Referred},
	}})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range group.AtRisk(r, group.Agreement{}, func(func(group.Session) bool) {}, therapy.MustDate(2026, 4, 1), nil) {
		fmt.Println(f.Rule.ID+":", f.Rule.Advice)
	}
	// Output:
	// agreement-not-accepted: Go through the agreement, and ask what stands in the way.
}
