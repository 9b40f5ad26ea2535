package confidential_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
)

// enum lists the methods of every closed vocabulary.
type enum interface {
	~uint8
	fmt.Stringer
	Valid() bool
	AppendText([]byte) ([]byte, error)
	MarshalText() ([]byte, error)
}

// testEnum checks that every constant has a name and that no other names are accepted.
func testEnum[T enum, P interface {
	*T
	UnmarshalText([]byte) error
}](t *testing.T, first T, names ...string) {
	t.Helper()
	t.Run(fmt.Sprintf("%T", first), func(t *testing.T) {
		all := every(first)
		require.Len(t, all, len(names), "every constant has a name")
		for i, x := range all {
			require.True(t, x.Valid())
			require.Equal(t, names[i], x.String())
			b, err := x.AppendText([]byte("x"))
			require.NoError(t, err)
			require.Equal(t, "x"+names[i], string(b))
			var back T
			require.NoError(t, P(&back).UnmarshalText([]byte(names[i])))
			require.Equal(t, x, back)
			for _, wrong := range []string{strings.ToUpper(names[i]), names[i] + " ", " " + names[i], names[i][:len(names[i])-1]} {
				require.ErrorIs(t, P(&back).UnmarshalText([]byte(wrong)), therapy.ErrUnknown)
				require.Equal(t, x, back, "an error leaves the value unchanged")
			}
		}
		bad := []T{first + T(len(names)), 255}
		if first > 0 {
			bad = append(bad, 0)
		}
		for _, x := range bad {
			require.False(t, x.Valid())
			require.Contains(t, x.String(), "(", "a placeholder with the number")
			_, err := x.MarshalText()
			require.ErrorIs(t, err, therapy.ErrRange)
		}
		var x T
		err := P(&x).UnmarshalText([]byte(secretTexts[0]))
		require.ErrorIs(t, err, therapy.ErrUnknown)
		_, found := leaked(err.Error())
		require.False(t, found, "the error does not quote the input")
	})
}

func TestEnums(t *testing.T) {
	testEnum(t, confidential.VeryRestricted, "very-restricted", "restricted", "normal", "moderate", "low", "unrestricted")
	testEnum(t, confidential.Identity, "identity", "attendance", "diagnosis", "treatment-plan", "progress-note", "process-note", "personal-history", "test-result", "risk-assessment", "group-content", "third-party")
	testEnum(t, confidential.IndividualSetting, "individual", "couple", "family", "group")
	testEnum(t, confidential.Client, "client", "treating-therapist", "co-therapist", "group-member", "supervisor", "care-team", "referrer", "payer", "relative", "guardian", "safeguarding", "court", "researcher", "emergency-service", "front-desk")
	testEnum(t, confidential.Treatment, "treatment", "coordination", "supervision", "payment", "legal-order", "research", "client-access", "support", "safety", "child-protection", "emergency", "administration")
	testEnum(t, confidential.Deny, "deny", "permit-minimum", "permit")
	testEnum(t, confidential.Always, "always", "own-case", "present", "deidentified")
	testEnum(t, confidential.NoRequirement, "nothing", "consent", "stand-alone-consent", "reference", "emergency-access")
	testEnum(t, confidential.Disclosed, "disclosed", "refused", "malformed", "emergency-opened", "emergency-used", "emergency-reviewed", "erased", "segment-closed")
	testEnum(t, confidential.PrimaryKey, "primary", "old", "disabled", "destroyed")
}

// TestLevelOrder states the order of HL7 v3 Confidentiality, V > R > N > M > L > U.
func TestLevelOrder(t *testing.T) {
	const order = "VRNMLU"
	for i, a := range levels {
		require.Equal(t, order[i:i+1], a.Code())
		var read confidential.Level
		require.NoError(t, read.UnmarshalText([]byte(order[i:i+1])))
		require.Equal(t, a, read)
		for j, b := range levels {
			want := 0
			if i < j {
				want = +1
			} else if i > j {
				want = -1
			}
			require.Equal(t, want, a.Compare(b), "%s and %s", a, b)
			stricter := a
			if j < i {
				stricter = b
			}
			require.Equal(t, stricter, confidential.HighWater(a, b))
		}
		require.Equal(t, confidential.VeryRestricted, confidential.HighWater(a, 99), "unknown is strictest")
		require.Equal(t, 0, confidential.Level(99).Compare(confidential.VeryRestricted))
	}
	var zero confidential.Level
	require.Equal(t, confidential.VeryRestricted, zero, "forgetting protects")
	require.Equal(t, confidential.VeryRestricted, confidential.HighWater())
	require.Equal(t, "V", confidential.Level(99).Code())
	require.ErrorIs(t, zero.UnmarshalText([]byte("r")), therapy.ErrUnknown)
}

func TestKindsAreDocumented(t *testing.T) {
	for _, k := range kinds {
		want, hl7 := confidential.Restricted, "MH"
		switch k {
		case confidential.ProcessNote:
			want, hl7 = confidential.VeryRestricted, "PSYTHPN"
		case confidential.Identity, confidential.Attendance, confidential.ThirdParty:
			hl7 = ""
		}
		require.Equal(t, want, k.DefaultLevel(), k)
		require.Equal(t, hl7, k.HL7(), k)
		require.NoError(t, therapy.ValidateSources(k.Sources()), k)
		require.LessOrEqual(t, k.Floor().Compare(k.DefaultLevel()), 0)
		require.NoError(t, confidential.LabelFor(k, client1).Validate())
	}
	require.Equal(t, confidential.VeryRestricted, confidential.Kind(0).DefaultLevel(), "unclassified is V")
	require.Equal(t, confidential.VeryRestricted, confidential.Kind(99).DefaultLevel())
	require.Empty(t, confidential.Kind(99).HL7())
	require.Equal(t, therapy.MustCite("L28"), confidential.Kind(0).Sources())
	for _, p := range purposes {
		require.NotEmpty(t, p.HL7(), p)
	}
	require.Empty(t, confidential.Purpose(99).HL7())
}

func TestTags(t *testing.T) {
	names := []string{"substance-use", "abuse", "violence", "sexual-health", "minor", "at-request"}
	for i := range 1 << 6 {
		tags := confidential.Tags(i)
		b, err := json.Marshal(tags)
		require.NoError(t, err)
		var back confidential.Tags
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, tags, back)
		require.Len(t, tags.HL7(), strings.Count(tags.String(), ",")+min(1, i))
		for n, name := range names {
			require.Equal(t, strings.Contains(","+tags.String()+",", ","+name+","), tags.Has(1<<n))
		}
		want := confidential.Restricted
		if i == 0 {
			want = confidential.Unrestricted
		} else if tags&(confidential.Abuse|confidential.AtRequest) != 0 {
			want = confidential.VeryRestricted
		}
		require.Equal(t, want, tags.DefaultLevel())
	}
	_, err := confidential.Tags(64).MarshalText()
	require.ErrorIs(t, err, therapy.ErrUnknown)
	require.Equal(t, confidential.VeryRestricted, confidential.Tags(64).DefaultLevel(), "unknown is strictest")
	for _, wrong := range []string{"abuse,abuse", "Abuse", "abuse,", ",", "other"} {
		tags := confidential.Minor
		require.ErrorIs(t, tags.UnmarshalText([]byte(wrong)), therapy.ErrUnknown)
		require.Equal(t, confidential.Minor, tags)
	}
}

func TestIDs(t *testing.T) {
	for text, ok := range map[string]bool{
		"client-17": true, "0": true, "a1b2:c_d.e": true, "0b9cf3a4-2f51-4c6e-9a59-0d7c1f7f3c11": true, strings.Repeat("1", 64): true,
		"": false, "jane-doe": false, "Jane1": false, "jane doe 1": false, "jané1": false, "a\n1": false, strings.Repeat("1", 65): false,
	} {
		id, err := confidential.ParsePersonID(text)
		require.Equal(t, ok, err == nil, text)
		if !ok {
			require.ErrorIs(t, err, therapy.ErrSyntax)
			require.True(t, id.IsZero())
			require.Panics(t, func() { confidential.MustPersonID(text) })
			continue
		}
		require.Equal(t, text, id.String())
		b, err := json.Marshal(id)
		require.NoError(t, err)
		var back confidential.PersonID
		require.NoError(t, json.Unmarshal(b, &back))
		require.True(t, back.Equal(id))
		appended, err := id.AppendText([]byte("x"))
		require.NoError(t, err)
		require.Equal(t, "x"+text, string(appended))
	}
	id := client1
	require.ErrorIs(t, id.UnmarshalText([]byte("Jane Doe")), therapy.ErrSyntax)
	require.Equal(t, client1, id)
	require.NoError(t, id.UnmarshalText(nil))
	require.True(t, id.IsZero())
	require.Negative(t, confidential.PersonID{}.Compare(client1))
	require.Negative(t, client1.Compare(client2))
}

func FuzzID(f *testing.F) {
	f.Add("client-17")
	f.Add("Jane Doe")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := confidential.ParsePersonID(s)
		if err == nil && (id.String() != s || strings.ToLower(s) != s || strings.ContainsAny(s, " \n") || !strings.ContainsAny(s, "0123456789")) {
			t.Fatal("accepted an invalid pseudonym, or changed a valid one")
		}
	})
}

func TestHearingInWords(t *testing.T) {
	ids := func(n int) []confidential.PersonID {
		var all []confidential.PersonID
		for i := range n {
			all = append(all, confidential.MustPersonID(fmt.Sprintf("person-%d", i)))
		}
		return all
	}
	const agreement = " An agreement can ask for discretion; it cannot enforce it."
	for _, tt := range []struct {
		name           string
		setting        confidential.Setting
		present, bound int // the speaker is present; the bound are the last
		unbound        int
		want           string
	}{
		{"individual", confidential.IndividualSetting, 2, 1, 0, "1 person will hear this, under a professional duty of confidence."},
		{"couple", confidential.CoupleSetting, 3, 1, 1, "2 people will hear this, 1 of them under no professional duty." + agreement},
		{"group", confidential.GroupSetting, 8, 1, 6, "7 people will hear this, 6 of them under no professional duty." + agreement},
		{"group without a leader", confidential.GroupSetting, 5, 0, 4, "4 people will hear this, under no professional duty." + agreement},
		{"two leaders and one member", confidential.GroupSetting, 3, 2, 0, "2 people will hear this, under a professional duty of confidence."},
		{"alone", confidential.IndividualSetting, 1, 0, 0, "Nobody else will hear this."},
	} {
		present := ids(tt.present)
		h := confidential.HearingOf(tt.setting, present[0], append(present, present...), present[tt.present-tt.bound:])
		require.Equal(t, tt.want, h.String(), tt.name)
		require.Equal(t, tt.unbound, h.Unbound(), tt.name)
		require.Equal(t, tt.setting, h.Setting)
	}
	require.Zero(t, confidential.Hearing{Hearers: 1, Bound: 3}.Unbound(), "never negative")
}
