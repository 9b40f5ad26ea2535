package recommend_test

import (
	"testing"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

// TestOverridesShowNothing by accident, and by a decision on every field otherwise.
func TestOverridesShowNothing(t *testing.T) {
	confidentialtest.CheckDisplay(t, recommend.OverrideSpec{})
	confidentialtest.CheckFields(t, recommend.OverrideSpec{})
}
