package group_test

import (
	"fmt"

	"github.com/therapykit/therapykit/group"
)

func ExampleDescriptor() {
	d := group.Descriptor()
	fmt.Println(d.Name)
	fmt.Println("members:", d.Participants.Clients.Min, "to", d.Participants.Clients.Max)
	fmt.Println("leakage risk:", d.Privacy.Leakage)
	// Output:
	// Group therapy
	// members: 5 to 15
	// leakage risk: higher
}
