package group_test

import (
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/individual"
)

// TestInitIsCheap checks that the tables are built on first use, so that importing these packages
// costs nothing at start. The test starts its own binary without any test and reads the runtime's
// trace of package initialisation.
func TestInitIsCheap(t *testing.T) {
	t.Parallel()
	_, _, _ = group.Descriptor, note.NewChecker, screening.DefaultCriteria
	_ = individual.Descriptor // so that all four packages are linked
	self := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	self.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	trace, err := self.CombinedOutput()
	require.NoError(t, err)
	require.Contains(t, string(trace), "init testing @", "there is a trace")
	ours := regexp.MustCompile(`init github\.com/therapykit/therapykit/(group|group/note|group/screening|individual) @.*`)
	require.Empty(t, ours.FindAllString(string(trace), -1))
}
