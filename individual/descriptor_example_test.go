package individual_test

import (
	"fmt"

	"github.com/therapykit/therapykit/individual"
)

func ExampleDescriptor() {
	d := individual.Descriptor()
	fmt.Println(d.Name)
	fmt.Println(d.Privacy.Statement)
	fmt.Println("leakage risk:", d.Privacy.Leakage)
	// Output:
	// Individual therapy
	// The most private format: nobody but the therapist hears what is said, so personal matters can be spoken about freely.
	// leakage risk: lowest
}
