package waitlist_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/compose/internal/waitlist"
)

// TestBlind makes lists of many sizes: each is valid, the same every time, unlike that of
// the next seed, and leaves something to decide.
func TestBlind(t *testing.T) {
	for shape := range waitlist.NumBlindShapes {
		for _, clients := range []int{10, 11, 37, 90, 400} {
			t.Run(fmt.Sprintf("%s-%d", shape, clients), func(t *testing.T) {
				for seed := range uint64(10) {
					p := waitlist.Blind(shape, clients, seed)
					require.NoError(t, p.Validate(), "seed %d", seed)
					require.Len(t, p.Clients, clients)
					require.Equal(t, p, waitlist.Blind(shape, clients, seed))
					if clients < 90 {
						continue
					}
					require.NotEqual(t, p.Groups, waitlist.Blind(shape, clients, seed+1).Groups)
					_, score, err := compose.FirstComeFirstServed(p)
					require.NoError(t, err)
					require.Positive(t, score.Points, "seed %d", seed)
					require.Less(t, score.Placed, clients, "seed %d", seed)
				}
			})
		}
	}
}

func TestBlindShapeString(t *testing.T) {
	names := map[string]bool{}
	for shape := range waitlist.NumBlindShapes {
		names[shape.String()] = true
	}
	require.Len(t, names, int(waitlist.NumBlindShapes))
	require.Equal(t, "BlindShape(-1)", waitlist.BlindShape(-1).String())
}
