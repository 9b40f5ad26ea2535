package governance_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// inWords is a case as the tests below compare it.
func inWords(t *testing.T, c governance.Case) string {
	t.Helper()
	if err := c.Err(); err != nil {
		return c.ID + ": " + err.Error()
	}
	b, err := json.Marshal(c)
	require.NoError(t, err)
	return string(b)
}

func TestReadJSONLines(t *testing.T) {
	const in = "\ufeff" + `{"id":"p-1","intake":{"adult":"yes"},"decided":"individual"}` + "\r\n\n" +
		`{"intake":{"format":"therapykit-intake/2","answers":{"adult":{"answer":"yes","by":"client"}}}}` + "\n" +
		`{"id":"p-3","intake":{"adult":"perhaps"}}` + "\n" +
		`{"id":"p-4","intake":{},"more":1}` + "\n" +
		`[` + "\n" +
		`{"id":"p-6","intake":{"adult":"no"}}`
	var got []string
	for c := range governance.ReadJSONLines(strings.NewReader(in)) {
		got = append(got, inWords(t, c))
	}
	require.Len(t, got, 6)
	require.Equal(t, `{"id":"p-1","intake":{"adult":"yes"},"decided":"individual"}`, got[0])
	require.Equal(t, `{"intake":{"format":"therapykit-intake/2","answers":{"adult":{"answer":"yes","by":"client"}}}}`, got[1])
	for i, want := range []string{"line 4: /intake/#1", "line 5: /#2", "line 6: "} {
		require.True(t, strings.HasPrefix(got[2+i], want), "%s", got[2+i])
	}
	require.Equal(t, `{"id":"p-6","intake":{"adult":"no"}}`, got[5], "a line that is wrong does not end the reading")
}

func TestReadCSV(t *testing.T) {
	const table = "\ufeffid,decided,adult,values-privacy\r\n" +
		"p-1,individual,yes,strongly\r\n" +
		"\"p,2\",,no,\r\n" +
		"p-3,,maybe,1\r\n" +
		"p-4,,yes\r\n" +
		"p-5,,\"yes,no\r\n" +
		"p-6,group,unknown,no"
	want := []string{
		`{"id":"p-1","intake":{"adult":"yes","values-privacy":"strongly"},"decided":"individual"}`,
		`{"id":"p,2","intake":{"adult":"no"}}`,
		"line 4: /columns/2, /columns/3",
		"line 5: case-columns",
		"line 6: case-csv",
		`{"id":"p-6","intake":{"values-privacy":"no"},"decided":"group"}`,
	}
	for _, in := range []string{table, strings.ReplaceAll(strings.ReplaceAll(table, "p,2", "p;2"), ",", ";")} {
		var got []string
		for c := range governance.ReadCSV(strings.NewReader(in)) {
			if err := c.Err(); err != nil {
				var places []string
				for _, e := range therapy.FieldErrors(err) {
					places = append(places, or(e.Path, e.Rule))
				}
				got = append(got, c.ID+": "+strings.Join(places, ", "))
				require.NotContains(t, err.Error(), "maybe", "a value is never quoted")
				continue
			}
			got = append(got, strings.ReplaceAll(inWords(t, c), "p;2", "p,2"))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// TestReadCSVHeading: a heading that is wrong is all there is.
func TestReadCSVHeading(t *testing.T) {
	for _, heading := range []string{"Adult,id", "adult,adult", "adult,,id", "\"adult", strings.Repeat("a,", governance.MaxCaseColumns) + "a"} {
		cases := slices.Collect(governance.ReadCSV(strings.NewReader(heading + "\nyes,p-1\nyes,p-2\n")))
		require.Len(t, cases, 1, heading)
		require.Error(t, cases[0].Err())
		require.Equal(t, "line 1", cases[0].ID)
	}
	require.Empty(t, slices.Collect(governance.ReadCSV(strings.NewReader(""))))
	require.Empty(t, slices.Collect(governance.ReadCSV(strings.NewReader("id,adult\n"))))
}

// TestReadingEnds: what cannot be read on is the last case, and says so.
func TestReadingEnds(t *testing.T) {
	long := `{"id":"` + strings.Repeat("x", governance.MaxCaseSize) + `"}`
	for name, in := range map[string]struct {
		r    io.Reader
		rule string
	}{
		"too long": {strings.NewReader("{\"intake\":{}}\n" + long + "\n{\"intake\":{}}\n"), "case-size"},
		"an error": {io.MultiReader(strings.NewReader("{\"intake\":{}}\n"), iotest.ErrReader(errors.New("the words of somebody"))), "case-read"},
	} {
		cases := slices.Collect(governance.ReadJSONLines(in.r))
		require.Len(t, cases, 2, name)
		require.NoError(t, cases[0].Err())
		require.Equal(t, in.rule, therapy.FieldErrors(cases[1].Err())[0].Rule, name)
		require.NotContains(t, cases[1].Err().Error(), "somebody")
	}
	for range governance.ReadCSV(strings.NewReader("id\na\nb\n")) {
		break // whoever has enough stops
	}
}

// TestBacktestCountsWhatItCannotRead: nothing that was in the file is lost.
func TestBacktestCountsWhatItCannotRead(t *testing.T) {
	const table = "id,adult,no-acute-risk,values-privacy\np-1,yes,yes,strongly\np-2,maybe,yes,\np-3,yes,yes,strongly\n"
	r := recommend.Default()
	report, err := governance.Backtest(t.Context(), r, r, governance.ReadCSV(strings.NewReader(table)), governance.BacktestOptions{})
	require.NoError(t, err)
	require.Equal(t, []int{3, 2, 1, 0}, []int{report.Cases, report.Compared, report.Unreadable, report.Refused.Cases})
	require.Equal(t, "line 3", report.Errors[0].First)
	require.Contains(t, report.Text(), "Could not be read: 1.")
}

// TestBacktestForeignStatements: a statement that one policy lacks counts as unknown
// there; one that both lack is refused.
func TestBacktestForeignStatements(t *testing.T) {
	p := standard.Policy()
	info, _ := p.Factors.Lookup(therapy.ValuesPrivacy)
	info.Factor, info.Excludes = "likes-music", nil
	var err error
	p.Factors, err = p.Factors.With(info)
	require.NoError(t, err)
	p.Version, p.Rules = "2.1.0", append(p.Rules, policy.Rule{
		ID: "music", Layer: therapy.LayerPreference, Ages: therapy.AnyAge, When: therapy.Is("likes-music"), Points: []policy.Points{{Option: standard.Group, Points: 9}},
		Says: policy.Words{Clinician: "Likes music.", Client: "You like music."}, Sources: therapy.MustCite("S1"),
	})
	const table = "id,adult,no-acute-risk,likes-music,liks-music\np-1,yes,yes,yes,\np-2,yes,yes,no,\np-3,yes,yes,,yes\np-4,yes,yes,unknown,\n"
	report, err := governance.Backtest(t.Context(), recommend.Default(), recommend.Must(p), governance.ReadCSV(strings.NewReader(table)), governance.BacktestOptions{})
	require.NoError(t, err)
	require.Equal(t, []governance.ForeignStatement{{Policy: "a", Statement: "likes-music", Count: 2}}, report.Foreign)
	require.Equal(t, []int{4, 3, 1}, []int{report.Cases, report.Compared, report.Refused.Cases}, "a misspelt statement is refused by both")
	require.Contains(t, report.Text(), "A does not know likes-music: its answer counted as unknown there in 2.")

	alone, err := recommend.Default().RecommendJSON([]byte(`{"adult":"yes","no-acute-risk":"yes"}`), time.Time{})
	require.NoError(t, err)
	require.Equal(t, alone.Outcome(), report.Transitions[0].A.Outcome, "the rest of the case is answered as it is")
}

func FuzzReadCases(f *testing.F) {
	f.Add([]byte("id,decided,adult\np-1,group,yes\n"))
	f.Add([]byte("{\"id\":\"p\",\"intake\":{\"adult\":\"yes\"}}\n[]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for c := range governance.ReadCSV(strings.NewReader(string(data))) {
			check(t, c)
		}
		for c := range governance.ReadJSONLines(strings.NewReader(string(data))) {
			check(t, c)
		}
	})
}

// check holds what is true of every case that is read: it says what is wrong with it, or
// it can be written and read again.
func check(t *testing.T, c governance.Case) {
	t.Helper()
	if err := c.Err(); err != nil {
		require.NotEmpty(t, therapy.FieldErrors(err))
		require.NotEmpty(t, c.ID)
		return
	}
	if _, err := json.Marshal(c); err != nil {
		return // an id or a decision that no JSON may hold; the backtest says so
	}
	b, _ := json.Marshal(c)
	n := 0
	for again := range governance.ReadJSONLines(strings.NewReader(string(b))) {
		n++
		require.NoError(t, again.Err(), "%s", b)
		require.True(t, again.Intake.Equal(c.Intake))
	}
	require.Equal(t, 1, n)
}

func ExampleReadCSV() {
	file := strings.NewReader("id,decided,adult,no-acute-risk,values-privacy\np-1,individual,yes,yes,strongly\np-2,group,yes,yes,oui\n")
	for c := range governance.ReadCSV(file) {
		fmt.Println(c.ID, c.Decided, len(c.Intake.Answers), c.Err())
	}
	// Output:
	// p-1 individual 3 <nil>
	// line 3  0 /columns/4: unknown name [answer-word]: yes, no, strongly, unknown or nothing
}
