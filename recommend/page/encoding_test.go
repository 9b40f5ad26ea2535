package page_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestEncodes: nothing of this package is lost in JSON.
func TestEncodes(t *testing.T) {
	require.NoError(t, therapytest.Encodes(".", nil, page.FormOptions{Reader: policy.Clinician}))
}
