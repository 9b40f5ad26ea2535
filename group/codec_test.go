package group_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/confidential/confidentialtest"
)

// FuzzGroupJSON checks that a decoded group can be encoded and decoded again to the same value.
func FuzzGroupJSON(f *testing.F) {
	for _, enrolment := range []group.Enrolment{group.EnrolmentClosed, group.EnrolmentOpen} {
		s := spec(enrolment)
		s.Programme = programme(therapy.Range{Min: 5, Max: 12})
		data, err := json.Marshal(newGroup(f, s))
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte("null"))
	f.Add([]byte(`{"id":"group-1"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var g group.Group
		if err := g.UnmarshalJSON(data); err != nil {
			require.True(t, g.IsZero(), "an error leaves the value unchanged")
			return
		}
		first, err := json.Marshal(g)
		require.NoError(t, err)
		var back group.Group
		require.NoError(t, json.Unmarshal(first, &back))
		second, err := json.Marshal(back)
		require.NoError(t, err)
		require.Empty(t, cmp.Diff(string(first), string(second)))
		require.True(t, back.Equal(g))
	})
}

// FuzzRosterJSON decodes lists and makes a roster of a group with them; an accepted roster is
// accepted again after encoding and decoding.
func FuzzRosterJSON(f *testing.F) {
	data, err := json.Marshal(roster(f, spec(group.EnrolmentOpen), 6).Spec())
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`{"waits":[{"person":"p-1","since":"2026-01-01","priority":"soon","meanwhile":["nothing"]}]}`))
	g := newGroup(f, spec(group.EnrolmentOpen))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s group.RosterSpec
		if therapy.UnmarshalStrict(data, &s) != nil {
			return
		}
		r, err := group.NewRoster(g, s)
		if err != nil {
			require.NotEmpty(t, therapy.FieldErrors(err))
			return
		}
		back, err := group.NewRoster(g, r.Spec())
		require.NoError(t, err)
		require.True(t, back.Equal(r))
		for e := range r.Memberships() {
			require.LessOrEqual(t, r.Count(e.Joined), g.Size().Max)
		}
	})
}

// FuzzLoad reads stored records of every format; an accepted record can be stored and read again.
func FuzzLoad(f *testing.F) {
	key := confidentialtest.Ring(f)
	for _, store := range []func(confidential.Keyring) ([]byte, error){fullRoster(f).Store, fullAgreement(f).Store, fullSession(f).Store} {
		data, err := store(key)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := group.LoadRoster(data, key); err == nil {
			again, err := r.Store(key)
			require.NoError(t, err)
			back, err := group.LoadRoster(again, key)
			require.NoError(t, err)
			require.True(t, back.Equal(r))
		}
		if a, err := group.LoadAgreement(data, key); err == nil {
			again, err := a.Store(key)
			require.NoError(t, err)
			back, err := group.LoadAgreement(again, key)
			require.NoError(t, err)
			require.True(t, back.Equal(a))
		}
		if s, err := group.LoadSession(data, key); err == nil {
			again, err := s.Store(key)
			require.NoError(t, err)
			back, err := group.LoadSession(again, key)
			require.NoError(t, err)
			require.Equal(t, s.Revision().Number, back.Revision().Number)
		}
	})
}
