package care_test

import (
	"flag"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

var update = flag.Bool("update", false, "write files of the present formats")

// TestPresentFormats keeps a file of every current format. When a format gets a new version, the old
// file must remain readable.
func TestPresentFormats(t *testing.T) {
	t.Parallel()
	key := testKey(t)
	plans := course(t)
	session, err := newSession(t, groupMeeting()).Store(key)
	require.NoError(t, err)
	episode, err := newEpisode(t, fullEpisode()).Store(key)
	require.NoError(t, err)
	for name, now := range map[string][]byte{"plan-3": storePlan(t, plans[len(plans)-1]), "session-3": session, "episode-3": episode} {
		kept := therapytest.Kept(t, *update, filepath.Join("testdata", name+".json"), append(now, '\n'))
		switch name {
		case "plan-3":
			_, err = care.LoadPlan(kept, key)
		case "session-3":
			_, err = care.LoadSession(kept, key)
		default:
			_, err = care.LoadEpisode(kept, key)
		}
		require.NoError(t, err, name)
	}
}
