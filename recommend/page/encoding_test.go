package page_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestEncodes checks that the exported types of this package survive JSON unchanged.
func TestEncodes(t *testing.T) {
	require.NoError(t, therapytest.Encodes(".", nil, page.FormOptions{Reader: policy.Clinician}))
}
