package note_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/note"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func TestNothingIsLostOrShown(t *testing.T) {
	t.Parallel()
	b := madeUp()
	c := b.checker(t)
	cleared, err := c.Clear(note.Draft{Text: "A calm evening.", Group: "group-1"})
	require.NoError(t, err)
	draft := note.Draft{Text: "Made-up words.", Group: "group-1"}
	mention := note.Mention{Member: member(1), Start: 1, End: 2, Form: note.Nickname, Certainty: note.Possible}
	people := []any{c, cleared, draft, mention, b.plain[0], b.sealed[0], note.CheckerSpec{Known: b.sealed}}
	require.NoError(t, therapytest.Encodes(".", map[string]string{
		"Known": "holds sealed names", "CheckerSpec": "holds sealed names and a function",
	}, c, cleared, draft, mention, b.plain[0], note.Nickname, note.Possible))
	confidentialtest.CheckListed(t, ".", people, nil)
	confidentialtest.CheckDisplay(t, people...)
}
