package couples_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/couples/couples"
	"github.com/therapykit/therapykit/recommend/recommendtest"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

// TestDescriptorKit runs the tests for contributors of a modality.
func TestDescriptorKit(t *testing.T) { therapytest.Run(t, couples.Descriptor) }

// TestCatalogueKit checks the modality together with the built-in ones.
func TestCatalogueKit(t *testing.T) {
	catalogue, err := standard.Catalogue().With(couples.Descriptor())
	require.NoError(t, err)
	require.NoError(t, therapytest.Catalogue(catalogue))
}

// TestPolicyKit runs the tests for people who deploy a policy.
func TestPolicyKit(t *testing.T) {
	recommendtest.Run(t, thePolicy(t), therapy.MustDate(2026, time.June, 1))
}
