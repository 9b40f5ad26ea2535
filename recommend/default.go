package recommend

import (
	"sync"

	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// The names of package policy and package therapy that short programs need.
const (
	No       = therapy.No
	Yes      = therapy.Yes
	Strongly = therapy.Strongly

	Clinician = policy.Clinician
	Client    = policy.Client
)

// byDefault is filled only by Default, so that a program that does not call Default does not
// link the standard policy.
var byDefault struct {
	once        sync.Once
	recommender *Recommender
}

// Default returns the recommender of the standard policy. It is compiled on the
// first call and shared; like every Recommender it is immutable and safe for any
// number of goroutines.
func Default() *Recommender {
	byDefault.once.Do(func() { byDefault.recommender = Must(standard.Policy()) })
	return byDefault.recommender
}
