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

// TestDescriptorKit is what every contributor of a modality runs.
func TestDescriptorKit(t *testing.T) { therapytest.Run(t, couples.Descriptor) }

// TestCatalogueKit checks it beside the built-in modalities.
func TestCatalogueKit(t *testing.T) {
	catalogue, err := standard.Catalogue().With(couples.Descriptor())
	require.NoError(t, err)
	require.NoError(t, therapytest.Catalogue(catalogue))
}

// TestPolicyKit is what every deployer of a policy runs.
func TestPolicyKit(t *testing.T) {
	recommendtest.Run(t, thePolicy(t), therapy.MustDate(2026, time.June, 1))
}
