package care_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/therapytest"
)

func TestCoSignature(t *testing.T) {
	t.Parallel()
	signed := func(by confidential.PersonID, day int) care.Signature { return care.Signature{By: by, At: moment(day)} }
	for _, tt := range []struct {
		name string
		edit func(*care.Note)
		want []string
	}{
		{"by a supervisor", func(n *care.Note) { n.CoSigned = []care.Signature{signed(colleague, 9)} }, nil},
		{"of a draft", func(n *care.Note) { n.Status, n.CoSigned = care.NoteDraft, []care.Signature{signed(colleague, 9)} }, []string{"/shared/coSigned co-signature-draft"}},
		{"by the author", func(n *care.Note) { n.CoSigned = []care.Signature{signed(therapist, 9)} }, []string{"/shared/coSigned/0/by co-signature-twice"}},
		{"twice by one", func(n *care.Note) { n.CoSigned = []care.Signature{signed(colleague, 8), signed(colleague, 9)} }, []string{"/shared/coSigned/1/by co-signature-twice"}},
		{"by nobody at no time", func(n *care.Note) { n.CoSigned = []care.Signature{{}} }, []string{"/shared/coSigned/0/by id-missing", "/shared/coSigned/0/at time-missing"}},
		{"of no note", func(n *care.Note) { *n = care.Note{CoSigned: []care.Signature{signed(colleague, 9)}} }, []string{
			"/shared/text note-text", "/shared/status note-status", "/shared/by id-missing", "/shared/coSigned co-signature-draft",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := groupMeeting()
			tt.edit(&s.Shared)
			_, err := care.NewSession(s)
			require.Equal(t, tt.want, therapytest.Faults(err))
		})
	}
}

func TestCoSignatureBelongsToItsText(t *testing.T) {
	t.Parallel()
	x, err := care.NewSession(groupMeeting())
	require.NoError(t, err)
	zone := time.FixedZone("elsewhere", 3600)
	x, err = x.Amend(revise(9, "co-signed"), func(s *care.SessionSpec) {
		s.Shared.CoSigned = []care.Signature{{By: colleague, At: moment(9).In(zone)}}
	})
	require.NoError(t, err)
	require.Equal(t, time.UTC, x.Shared().CoSigned[0].At.Location(), "kept in UTC")
	x.Shared().CoSigned[0].By = client1
	require.Equal(t, colleague, x.Shared().CoSigned[0].By, "the accessor returns a copy")
	_, err = x.Amend(revise(10, "co-signed"), func(s *care.SessionSpec) { s.Shared.CoSigned = nil })
	require.Equal(t, []string{"/shared/coSigned co-signature-removed"}, therapytest.Faults(err))
	other := seal(confidential.GroupContent, "The group practised saying no, and yes.")
	_, err = x.Amend(revise(10, care.ReasonCorrection), func(s *care.SessionSpec) { s.Shared.Text, s.Shared.Status = other, care.NoteAmended })
	require.Equal(t, []string{"/shared/coSigned co-signature-stale"}, therapytest.Faults(err), "nobody has signed the new text")
	y, err := x.Amend(revise(10, care.ReasonCorrection), func(s *care.SessionSpec) {
		s.Shared.Text, s.Shared.Status, s.Shared.CoSigned = other, care.NoteAmended, nil
	})
	require.NoError(t, err)
	before, ok := y.AsOf(2)
	require.True(t, ok)
	require.Len(t, before.Shared().CoSigned, 1, "the history keeps the signature of the earlier text")
	y, err = y.Amend(revise(11, "co-signed"), func(s *care.SessionSpec) {
		s.Shared.CoSigned = []care.Signature{{By: colleague, At: moment(11)}}
	})
	require.NoError(t, err)
	data, err := y.Store(testKey(t))
	require.NoError(t, err)
	back, err := care.LoadSession(data, testKey(t))
	require.NoError(t, err)
	require.Equal(t, y.Shared().CoSigned, back.Shared().CoSigned)
}

func TestCorrection(t *testing.T) {
	t.Parallel()
	require.True(t, care.Correction{}.IsZero())
	require.NoError(t, care.Correction{}.Validate(), "the entry is not marked as an error")
	right := care.Correction{By: therapist, At: moment(9), Reason: care.ReasonWrongPerson}
	require.NoError(t, right.Validate())
	require.Equal(t, right, care.Correction{By: therapist, At: moment(9).In(time.FixedZone("x", 60)), Reason: care.ReasonWrongPerson}.Canonical())
	err := care.Correction{Reason: "It was Anna"}.Validate()
	require.Equal(t, []string{"/by id-missing", "/at time-missing", "/reason reason-name"}, therapytest.Faults(err))
	require.NotContains(t, err.Error(), "Anna")
	require.ErrorIs(t, err, therapy.ErrSyntax)
}
