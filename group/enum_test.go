package group_test

import (
	"encoding"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/words"
)

type enum interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
	Valid() bool
}

type unmarshaler[T any] interface {
	*T
	encoding.TextUnmarshaler
}

// checkEnum checks an enumeration: every constant is named here, in order, and the value after the
// last is invalid, so that a new constant fails the test.
func checkEnum[T enum, P unmarshaler[T]](t *testing.T, names ...string) {
	t.Helper()
	typ := strings.TrimPrefix(fmt.Sprintf("%T", T(0)), "group.")
	for i, name := range names {
		v := T(i + 1)
		require.Truef(t, v.Valid(), "%s %s", typ, name)
		require.Equal(t, name, v.String())
		text, err := v.MarshalText()
		require.NoError(t, err)
		var back T
		require.NoError(t, P(&back).UnmarshalText(text))
		require.Equal(t, v, back)
		if upper := strings.ToUpper(name); upper != name {
			require.ErrorIs(t, P(&back).UnmarshalText([]byte(upper)), therapy.ErrUnknown, "case matters")
		}
		require.Equal(t, v, back, "an error leaves the value unchanged")
		require.ErrorIs(t, P(&back).UnmarshalText([]byte(name+" ")), therapy.ErrUnknown)
	}
	for _, v := range []T{0, T(len(names) + 1), 255} {
		require.Falsef(t, v.Valid(), "%s %d", typ, uint8(v))
		require.Equal(t, fmt.Sprintf("%s(%d)", typ, uint8(v)), v.String())
		_, err := v.MarshalText()
		require.ErrorIs(t, err, therapy.ErrRange)
	}
	var v T
	require.ErrorIs(t, P(&v).UnmarshalText(nil), therapy.ErrUnknown, "the empty text is no name")
}

func TestEnums(t *testing.T) {
	t.Parallel()
	checkEnum[group.Kind](t, "psychoeducational", "skills", "structured-cbt", "support", "interpersonal-process")
	checkEnum[group.Enrolment](t, "closed", "slow-open", "open")
	checkEnum[group.Timeframe](t, "time-limited", "ongoing")
	checkEnum[group.Status](t, "forming", "running", "paused", "closed", "cancelled")
	checkEnum[group.LeaderRole](t, "lead", "co-lead", "substitute", "guest")
	checkEnum[group.Route](t, "waiting-list", "referred", "self-referred", "transferred", "from-individual", "returning", "mandated")
	checkEnum[group.Leaving](t, "completed", "left-by-agreement", "dropped-out", "moved-group", "moved-away", "referred-on", "excluded",
		"group-closed", "died")
	checkEnum[group.WaitEnd](t, "placed", "withdrawn", "removed")
	checkEnum[group.OfferAnswer](t, "accepted", "declined", "withdrawn")
	checkEnum[group.OfferStatus](t, "held", "expired", "answered")
	checkEnum[group.Priority](t, "urgent", "soon", "routine")
	checkEnum[group.AdmissionOutcome](t, "admissible", "full", "held-for-others", "closed-since", "on-hold", "over", "not-yet-formed",
		"already-member", "leads-group")
	checkEnum[group.OccupancyLevel](t, "below-minimum", "within-size", "at-capacity")
	checkEnum[group.SpeakingOutside](t, "nothing-outside", "own-story-outside")
	checkEnum[group.Contact](t, "none", "brought-back", "free")
	checkEnum[group.Sobriety](t, "sober-in-session", "abstinent")
	checkEnum[group.Recording](t, "none", "if-all-consent")
	checkEnum[group.Cause](t, "first", "terms-changed", "member-joined", "after-breach", "review")
	checkEnum[group.Standing](t, "not-accepted", "renewal-due", "accepted")
	checkEnum[group.TherapeuticFactor](t, "hope", "universality", "information", "altruism", "corrective-recapitulation",
		"socialising-techniques", "imitative-behaviour", "interpersonal-learning", "cohesiveness", "catharsis", "existential-factors")
	checkEnum[group.Participation](t, "engaged", "moderate", "withdrawn", "disruptive")
	checkEnum[group.Climate](t, "supportive", "collaborative", "engaged", "hesitant", "guarded", "passive", "tense")
	checkEnum[group.IncidentKind](t, "confidentiality-breach", "threat", "intoxication", "contact-breach", "recording-breach",
		"left-in-distress", "risk-disclosed", "safeguarding", "open-conflict")
	checkEnum[group.Gender](t, "f", "m", "x")
	checkEnum[group.AgeBand](t, "under-16", "16-25", "26-40", "41-60", "61+")
	checkEnum[group.FeeBasis](t, "per-attendee", "per-meeting", "per-course")
	checkEnum[group.Counting](t, "attendees", "meetings", "leaders")
}

func TestKindsAreDescribed(t *testing.T) {
	t.Parallel()
	for k := group.Psychoeducational; k <= group.InterpersonalProcess; k++ {
		require.NotEmpty(t, k.Title(words.English()), k)
		require.True(t, strings.HasSuffix(k.Purpose(words.English()), "."), k)
		require.NoError(t, therapy.ValidateSources(k.Sources()), k)
		require.Equal(t, k == group.InterpersonalProcess, k.Heterogeneous(), "%s: only mixed process groups have the stricter rules", k)
	}
	require.Empty(t, group.Kind(99).Title(words.English()))
	require.Empty(t, group.Kind(0).Purpose(words.English()))
	require.True(t, group.Kind(0).Heterogeneous(), "the zero kind gets the stricter rules")
}

func TestTherapeuticFactors(t *testing.T) {
	t.Parallel()
	silent := 0
	for f := range group.TherapeuticFactors() {
		require.NotEmpty(t, f.Meaning(words.English()), f)
		require.Equal(t, "E75", f.Sources()[0].ID)
		for _, s := range f.Benefits() {
			require.Equal(t, byte('S'), s.ID[0], "benefits are statements of the article")
			require.Contains(t, group.BehindBenefit(s.ID), f, "the mapping goes both ways")
		}
		if len(f.Benefits()) == 0 {
			silent++
		}
	}
	require.Equal(t, 2, silent, "the article is silent on recapitulation and existential factors")
	require.Empty(t, group.BehindBenefit("S21"), "no factor is related to the price")
	require.Empty(t, group.TherapeuticFactor(0).Meaning(words.English()))
	require.Nil(t, group.TherapeuticFactor(0).Benefits())
	require.Nil(t, group.TherapeuticFactor(99).Sources())
	for range group.TherapeuticFactors() {
		break // the iterator must stop when the loop ends early
	}
}

func TestWorkingClimates(t *testing.T) {
	t.Parallel()
	for c := group.Climate(0); c <= group.ClimateTense+1; c++ {
		require.Equal(t, c >= group.ClimateSupportive && c <= group.ClimateEngaged, c.Working(), c)
	}
}
