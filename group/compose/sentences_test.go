package compose_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/therapy/words"
)

// TestEveryReasonHasSentences renders every code, rule and kind of change for both readers: no
// empty sentence, no unfilled placeholder, and a key for each text.
func TestEveryReasonHasSentences(t *testing.T) {
	t.Parallel()
	known := map[words.Key]string{}
	for key, english := range compose.Messages() {
		require.NotEmpty(t, english, key)
		require.NotContains(t, known, key)
		known[key] = english
	}
	codes := []compose.Code{
		compose.CodeNotSuitable, compose.CodeSeveralRules, compose.CodeMinimumUnreachable, compose.CodeNotOpenedMinimum,
		compose.CodeNotOpenedResource, compose.CodeConflict, compose.CodeComposition, compose.CodeFull,
	}
	var changes []compose.Change
	for k := compose.ChangeSeat; k.Valid(); k++ {
		changes = append(changes, compose.Change{Kind: k, Resource: "room-1", To: 7}, compose.Change{Kind: k})
	}
	for r := compose.RuleSuitable; r.Valid(); r++ {
		codes = append(codes, compose.Code("no-group:"+r.String()))
		changes = append(changes, compose.Change{Kind: compose.ChangeRule, Rule: r})
	}
	for _, code := range codes {
		u := compose.Unplaced{Client: "secret", Code: code, Group: "g", Changes: changes, Companions: []string{"hidden", "hidden-2"}}
		for _, fewest := range []bool{true, false} {
			u.Fewest = fewest
			for _, said := range [][]string{u.ForClinician(words.English()), u.ForClinician(words.Pseudo())} {
				require.Len(t, said, 3)
				for _, sentence := range said {
					require.NotEmpty(t, sentence, code)
					require.NotContains(t, sentence, "{")
					require.NotContains(t, sentence, "hidden")
				}
			}
		}
		for _, sentence := range u.ForClient(words.English()) {
			if code == "no-group:not-suitable" {
				continue // has a code of its own
			}
			require.NotEmpty(t, sentence, code)
			for _, other := range []string{"conflict", "relative", "somebody in", "member", "hidden", "secret", "room-1", "{"} {
				require.NotContains(t, strings.ToLower(sentence), other, code)
			}
		}
	}
}

func TestSentencesReadWell(t *testing.T) {
	t.Parallel()
	u := compose.Unplaced{
		Client: "c", Code: compose.CodeFull, Group: "monday", Fewest: true,
		Changes: []compose.Change{{Kind: compose.ChangeRule, Rule: compose.RuleSlot}, {Kind: compose.ChangeSeat, To: 9}},
	}
	require.Equal(t, []string{
		"The groups that the client could join are full.",
		"The fewest changes that give a place, in monday: the client can come when the group meets and the group takes 9 people.",
	}, u.ForClinician(words.English()))
	require.Equal(t, []string{
		"The groups that could suit you are full.", "You stay on the waiting list. We look again each time we plan groups.",
	}, u.ForClient(words.English()))
	p := compose.Placement{Client: "c", Group: "monday", Concern: "grief", ConcernRank: 1, Severity: 2, PreferredSlot: true, TherapistWish: true}
	require.Equal(t, []string{
		"Joins monday for grief, concern number 1, of severity 2 out of 3.",
		"The place also meets: a preferred time and the wish about the therapist, if any.",
	}, p.ForClinician(words.English()))
	require.Equal(t, []string{
		"There is a place for you in a group about grief.", "It also fits what you told us: the time and who leads it.",
	}, p.ForClient(words.English()))
}
