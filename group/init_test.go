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

// TestNothingHappensAtStart: the tables are built when somebody asks for them, so that
// a program that imports these packages and does not use them pays nothing. The test
// starts itself again without any test, and reads what the runtime says of each package
// that is initialised.
func TestNothingHappensAtStart(t *testing.T) {
	t.Parallel()
	_, _, _ = group.Descriptor, note.NewChecker, screening.DefaultCriteria
	_ = individual.Descriptor // all four are linked in
	self := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	self.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	trace, err := self.CombinedOutput()
	require.NoError(t, err)
	require.Contains(t, string(trace), "init testing @", "the trace is there")
	ours := regexp.MustCompile(`init github\.com/therapykit/therapykit/(group|group/note|group/screening|individual) @.*`)
	require.Empty(t, ours.FindAllString(string(trace), -1))
}
