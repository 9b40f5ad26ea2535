package confidential_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/words"
)

// TestDecisionsAreTranslated checks for all rows and audiences that every text of a decision is
// translated when it is printed, and that the stored form does not depend on the language.
func TestDecisionsAreTranslated(t *testing.T) {
	english := map[words.Key]string{}
	for key, text := range confidential.Messages() {
		require.True(t, key.Valid(), key)
		_, twice := english[key]
		require.False(t, twice, key)
		english[key] = text
	}
	told := func(text string) { require.True(t, text == "" || strings.HasPrefix(text, "⟦"), text) }
	gate, rules := defaultGate(), map[string]bool{}
	for audience := confidential.Audience(1); audience.Valid(); audience++ {
		for purpose := confidential.Purpose(1); purpose.Valid(); purpose++ {
			for kind := confidential.Kind(1); kind.Valid(); kind++ {
				l := restricted
				l.Kind = kind
				d := gate.Explain(l, asked(treatingReq, func(r *confidential.Request) { r.Audience, r.Purpose = audience, purpose }))
				rules[d.Rule] = true
				in := d.In(words.Pseudo())
				told(in.Reason)
				told(in.Varies)
				for _, line := range append(in.Duties(), in.Needs()...) {
					told(line)
				}
				require.Equal(t, len(d.Duties()), len(in.Duties()))
				require.Equal(t, d.Reason, d.In(words.English()).Reason)
				same, err := json.Marshal(d)
				require.NoError(t, err)
				again, err := json.Marshal(d.In(words.English()))
				require.NoError(t, err)
				require.Equal(t, string(same), string(again))
			}
		}
	}
	require.Greater(t, len(rules), 15)
	emergency := confidential.Decision{Effect: confidential.Permit, ReviewDue: exampleAt}
	emergency.ReviewBy = therapist3
	told(emergency.In(words.Pseudo()).Duties()[0])
	told(confidential.Decision{NeedsRef: true, NeedsEmergency: true}.In(words.Pseudo()).Needs()[1])
}

// TestGuardReasonsAreMessages checks that the catalogue of messages contains the reason of each
// guard in the source.
func TestGuardReasonsAreMessages(t *testing.T) {
	all := map[string]bool{}
	for _, text := range confidential.Messages() {
		all[text] = true
	}
	source, err := os.ReadFile("gate.go")
	require.NoError(t, err)
	found := regexp.MustCompile(`= Decision\{Rule: "[^"]+", Reason: "([^"]+)"`).FindAllStringSubmatch(string(source), -1)
	require.Len(t, found, 15)
	for _, reason := range found {
		require.True(t, all[reason[1]], reason[1])
	}
}

var exampleAt = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)
