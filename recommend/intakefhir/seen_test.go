package intakefhir_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/measure"
)

var (
	seen    = flag.String("seen", filepath.Join("testdata", "seen"), "where responses of a renderer are")
	planted = flag.Bool("planted", false, "read what came back of forms with a mistake in them, too")
)

// current is the version in the name of a form.
var current = regexp.MustCompile(`\|[^"|]+"`)

// clicked has the answers that internal/judges/browser.mjs clicks.
func clicked() recommend.Intake {
	return recommend.Intake{
		Answers: recommend.Answers{
			therapy.Adult: therapy.Yes, therapy.ConsentGiven: therapy.Yes, therapy.AcuteSuicidality: therapy.No, therapy.DepressionLessSevere: therapy.Yes,
			therapy.PrefersIndividual: therapy.Strongly, therapy.ValuesPrivacy: therapy.Strongly, therapy.SensitiveIssue: therapy.Yes,
			therapy.LimitedBudget: therapy.Yes, therapy.LimitedTime: therapy.No,
			// the box below the section is ticked
			therapy.FixedScheduleOK: therapy.No, therapy.NeedsFlexibleSchedule: therapy.No, therapy.WantsOwnPace: therapy.No,
		},
	}
}

func readClient(t *testing.T, f *intakefhir.Form, path string) (recommend.Answers, error) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	data = current.ReplaceAll(data, []byte("|"+f.Version()+`"`)) // the recording was made with an earlier form
	reading, err := f.Read(data, intakefhir.ReadSpec{Assessed: recommend.Provenance{By: recommend.ByClient, Person: client}})
	if err == nil {
		require.Equal(t, policy.Client, reading.Reader)
		require.Equal(t, recommend.FormNotKnown, reading.Filled.Answers[therapy.AcuteMania], "asked, and not known")
		require.Equal(t, recommend.ByClient, reading.Intake.Assessed.By)
		require.False(t, reading.Intake.Assessed.At.IsZero())
	}
	return reading.Intake.Answers, err
}

func readPHQ9(t *testing.T, path string) (float64, error) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	n, err := fhir.Parse(data)
	require.NoError(t, err)
	in, ok := measure.Standard().Lookup("phq-9")
	require.True(t, ok)
	response, _, err := fhir.ReadResponse(n, in, fhir.AnswerTable{})
	if err != nil {
		return 0, err
	}
	score, err := in.Score(response)
	require.NoError(t, err)
	require.Len(t, score.Alerts(), 1, "the ninth item is raised whatever the total is")
	total, ok := score.Total()
	require.True(t, ok)
	return total, nil
}

// TestResponsesOfARenderer reads the responses that LHC-Forms made from clicks on the client's sheet
// and on the PHQ-9: recorded ones, or those of the present run of internal/judges/run.
func TestResponsesOfARenderer(t *testing.T) {
	f := theForm(t)
	answers, err := readClient(t, f, filepath.Join(*seen, "lforms-client.json"))
	require.NoError(t, err)
	require.Empty(t, cmp.Diff(clicked().Answers, answers, cmp.Transformer("text", func(a recommend.Answers) map[therapy.Factor]therapy.Answer { return a })))
	total, err := readPHQ9(t, filepath.Join(*seen, "lforms-phq-9.json"))
	require.NoError(t, err)
	require.InDelta(t, 13.0, total, 0)
	if !*planted {
		return
	}
	answers, err = readClient(t, f, filepath.Join(*seen, "planted-5.json"))
	require.True(t, err != nil || !cmp.Equal(map[therapy.Factor]therapy.Answer(clicked().Answers), map[therapy.Factor]therapy.Answer(answers)), "yes and no were exchanged")
	total, err = readPHQ9(t, filepath.Join(*seen, "planted-6.json"))
	require.True(t, err != nil || total != 13, "another number was sent")
}

// TestARendererDoesNotSayWhoAnswered decides on the recorded response, with and without a statement
// of the caller about who answered.
func TestARendererDoesNotSayWhoAnswered(t *testing.T) {
	f := theForm(t)
	data, err := os.ReadFile(filepath.Join("testdata", "seen", "lforms-client.json"))
	require.NoError(t, err)
	data = current.ReplaceAll(data, []byte("|"+f.Version()+`"`))
	for _, by := range []recommend.Informant{"", recommend.ByClient, recommend.ByClinician} {
		reading, err := f.Read(data, intakefhir.ReadSpec{Assessed: recommend.Provenance{By: by, At: time.Date(2026, 11, 29, 21, 0, 0, 0, time.UTC)}})
		require.NoError(t, err)
		require.Equal(t, by == recommend.ByClinician, reading.Intake.Answers[therapy.NoAcuteRisk] == therapy.Yes)
	}
}
