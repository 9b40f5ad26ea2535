package recommend_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
)

// Whose answers can exclude danger: a clinician's for every statement, the person's for a single
// danger, and nobody else's. An answer without an informant counts, and the text says that the
// informant is not stated.
func TestWhoCanClearSomebody(t *testing.T) {
	var dangers []therapy.Factor
	for f, info := range therapy.Factors().All() {
		if info.Alarm == therapy.Danger {
			dangers = append(dangers, f)
		}
	}
	allClear := recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly}
	each := recommend.Answers{therapy.Adult: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly}
	for _, f := range dangers {
		each[f] = therapy.No
	}
	for _, tt := range []struct {
		by                    recommend.Informant
		allClear, each, noted bool
	}{
		{"", true, true, true},
		{recommend.ByClinician, true, true, false},
		{recommend.ByClient, false, true, false},
		{recommend.ByRelative, false, false, false},
		{"neighbour", false, false, false},
	} {
		for name, from := range map[string]recommend.Intake{
			"of all":     {Assessed: recommend.Provenance{By: tt.by, At: now}},
			"of each":    {Assessed: recommend.Provenance{By: recommend.ByClinician, At: now}, Provenance: map[therapy.Factor]recommend.Provenance{}},
			"and no day": {Assessed: recommend.Provenance{By: tt.by}},
		} {
			for _, x := range []struct {
				answers recommend.Answers
				counts  bool
			}{{allClear, tt.allClear}, {each, tt.each}} {
				intake := from
				intake.Answers = x.answers
				if name == "of each" {
					if tt.by == "" {
						continue // the common provenance of all answers applies
					}
					intake.Provenance = map[therapy.Factor]recommend.Provenance{}
					for f := range x.answers {
						intake.Provenance[f] = recommend.Provenance{By: tt.by}
					}
				}
				for _, at := range []time.Time{{}, now} {
					rec, err := theStandard().Recommend(intake, at)
					require.NoError(t, err)
					require.Equal(t, x.counts, rec.Outcome() == policy.Recommended, "%q %s: %s", tt.by, name, rec.Summary())
					require.Equal(t, !x.counts, len(slices.Collect(rec.Unqualified())) > 0)
					require.Equal(t, tt.noted, rec.SafetyUnattributed(), "%q %s", tt.by, name)
					require.True(t, intake.Equal(rec.Intake()), "the intake is kept as it was given")
					text := rec.For(recommend.Audience{}).Text()
					require.Equal(t, tt.noted, contains(text, "It is not stated who asked about safety."))
					require.Equal(t, !x.counts, contains(text, "Not given by somebody who can give them"))
					require.False(t, contains(rec.For(recommend.Audience{Reader: policy.Client}).Text(), "Not given by somebody"))
				}
			}
		}
	}
	// Packing leaves out where answers come from, and what does not count because of it.
	document := []byte(`{"format":"therapykit-intake/2","assessed":{"by":"relative"},"answers":{"adult":"yes","no-acute-risk":"yes","values-privacy":"strongly"}}`)
	packed, err := theStandard().PackJSON(document)
	require.NoError(t, err)
	require.Equal(t, policy.NeedsInformation, theStandard().Decide(packed).Outcome())
	require.Equal(t, recommend.Answers{therapy.Adult: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly}, theStandard().Unpack(packed))
	// An answer that says that there is danger counts from anybody.
	for _, by := range []recommend.Informant{recommend.ByRelative, recommend.ByClient, "neighbour"} {
		rec, err := theStandard().Recommend(recommend.Intake{
			Answers:  recommend.Answers{therapy.Adult: therapy.Yes, therapy.AcuteMania: therapy.Yes},
			Assessed: recommend.Provenance{By: by},
		}, now)
		require.NoError(t, err)
		require.Equal(t, policy.Escalate, rec.Outcome(), by)
	}
}

// The JSON names the answers that were set aside, and a replayed or stored recommendation has the
// same result.
func TestSetAsideIsReplayed(t *testing.T) {
	intake := recommend.Intake{
		Answers: recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.NoImminentThreat: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly},
		Provenance: map[therapy.Factor]recommend.Provenance{
			therapy.NoAcuteRisk: {By: recommend.ByRelative, At: now}, therapy.NoImminentThreat: {By: recommend.ByClinician, At: now.AddDate(0, -1, 0)},
		},
	}
	rec, err := theStandard().Recommend(intake, now)
	require.NoError(t, err)
	require.Equal(t, policy.NeedsInformation, rec.Outcome())
	data := rec.For(recommend.Audience{}).AppendJSON(nil)
	var said struct {
		Stale, Unqualified []therapy.Factor
		Answers            recommend.Answers
		Provenance         map[therapy.Factor]recommend.Provenance
	}
	require.NoError(t, json.Unmarshal(data, &said))
	require.Equal(t, []therapy.Factor{therapy.NoImminentThreat}, said.Stale)
	require.Equal(t, []therapy.Factor{therapy.NoAcuteRisk}, said.Unqualified)
	require.Equal(t, recommend.Answers{therapy.Adult: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly}, said.Answers)
	require.Empty(t, said.Provenance)
	again, err := theStandard().Replay(data)
	require.NoError(t, err)
	require.Equal(t, rec.Digest(), again.Digest())
	require.NoError(t, recommend.Verify(rec.CertificateWithin(100), rec.Policy()))
	client := string(rec.For(recommend.Audience{Reader: policy.Client}).AppendJSON(nil))
	require.NotContains(t, client, "unqualified")
	require.NotContains(t, client, "stale")

	written, err := json.Marshal(rec.Intake())
	require.NoError(t, err)
	back, err := theStandard().RecommendJSON(written, now)
	require.NoError(t, err)
	require.Equal(t, rec.Digest(), back.Digest())
}

// An interview continues from answers that have become too old, and does not ask again and again
// for an all-clear that the informant cannot give.
func TestInterviewAfterOldAnswers(t *testing.T) {
	old := recommend.Intake{
		Answers:  recommend.Answers{therapy.Adult: therapy.Yes, therapy.NoAcuteRisk: therapy.Yes, therapy.ValuesPrivacy: therapy.Strongly},
		Assessed: recommend.Provenance{By: recommend.ByClinician, At: now.AddDate(0, -1, 0)},
	}
	rec, err := theStandard().Recommend(old, now)
	require.NoError(t, err)
	require.Equal(t, policy.NeedsInformation, rec.Outcome())
	q, ok := rec.Interview().Next()
	require.True(t, ok)
	require.Equal(t, therapy.NoAcuteRisk, q.Info.Factor)
	after, err := rec.Interview().Answer(therapy.NoAcuteRisk, recommend.FormYes)
	require.NoError(t, err)
	require.Equal(t, policy.Recommended, after.Recommendation().Outcome(), "it is answered today")

	own := old
	own.Assessed = recommend.Provenance{By: recommend.ByClient, At: now}
	rec, err = theStandard().Recommend(own, now)
	require.NoError(t, err)
	_, err = rec.Interview().Answer(therapy.NoAcuteRisk, recommend.FormYes)
	require.ErrorIs(t, err, therapy.ErrContradiction)
	require.Equal(t, "answer-unqualified", therapy.FieldErrors(err)[0].Rule)
	asked, err := rec.Interview().Answer(therapy.AcuteMania, recommend.FormNo)
	require.NoError(t, err)
	require.Equal(t, therapy.False, asked.Recommendation().Truth(therapy.AcuteMania), "of a single danger the person can speak")
}

// contains reports whether a text with line breaks contains the words.
func contains(text, words string) bool {
	return strings.Contains(strings.Join(strings.Fields(text), " "), words)
}
