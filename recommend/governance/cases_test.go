package governance_test

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// inWords is a case in the form that the tests below compare.
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

// TestReadCSVHeading checks that after a wrong heading nothing else is read.
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

// TestReadingEnds checks that reading stops at a case that cannot be read, and that this case
// says so.
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
	for range governance.ReadCSV(strings.NewReader("id,adult\na,yes\nb,no\n")) {
		break // the caller stops
	}
}

// TestUnreadableCasesAreSearchedForDanger spoils a line in every way in which a line can be
// spoilt: the danger in it is counted, and reported with the line and the statement.
func TestUnreadableCasesAreSearchedForDanger(t *testing.T) {
	r := recommend.Default()
	table := func(lines ...string) iter.Seq[governance.Case] {
		return governance.ReadCSV(strings.NewReader("id,adult,acute-suicidality,medically-stable,isolation\n" + strings.Join(lines, "\n") + "\n"))
	}
	list := func(lines ...string) iter.Seq[governance.Case] {
		return governance.ReadJSONLines(strings.NewReader(strings.Join(lines, "\n")))
	}
	utf16le := func(s string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return string(b)
	}
	const suicidality, unstable = "acute-suicidality seems to be answered yes", "medically-stable seems to be answered no"
	for name, tt := range map[string]struct {
		cases iter.Seq[governance.Case]
		first string
		said  []string
	}{
		"CSV: an answer of another column": {table("p-1,yes,no,,", "p-2,perhaps,yes,,"), "line 3", []string{suicidality}},
		"CSV: the answer itself":           {table("p-1,yes,Yes!,,"), "line 2", []string{suicidality}},
		"CSV: a cell too many":             {table("p-1,yes,yes,,,"), "line 2", []string{suicidality}},
		"CSV: a cell missing in front":     {table("yes,yes,,"), "line 2", []string{suicidality}},
		"CSV: a quote":                     {table(`p-1,"yes,yes,,`), "line 2", []string{suicidality}},
		"CSV: not UTF-8":                   {table("p-\xff,yes,yes,,"), "line 2", []string{suicidality}},
		"CSV: two statements":              {table("p-1,maybe,yes,no,"), "line 2", []string{suicidality, unstable}},
		"CSV: too long":                    {table("p-1,yes,yes,," + strings.Repeat("x", governance.MaxCaseSize)), "line 2", []string{suicidality}},
		"CSV: a heading": {
			governance.ReadCSV(strings.NewReader("id;Acute Suicidality;adult\np-1;no;yes\np-2;yes;yes\n")), "line 1", []string{suicidality},
		},
		"JSON: a member too many":   {list(`{"intake":{"adult":"yes"}}`, `{"intake":{"acute-suicidality":"yes"},"more":1}`), "line 2", []string{suicidality}},
		"JSON: another answer":      {list(`{"intake":{"acute-suicidality":"yes","adult":"perhaps"}}`), "line 1", []string{suicidality}},
		"JSON: no intake":           {list(`{"acute-suicidality":"yes"}`), "line 1", []string{suicidality}},
		"JSON: a list":              {list(`["acute-suicidality","yes"]`), "line 1", []string{suicidality}},
		"JSON: cut off":             {list(`{"intake":{"acute-suicidality":"yes"`), "line 1", []string{suicidality}},
		"JSON: another encoding":    {list(utf16le(`{"intake":{"acute-suicidality":"yes"}}`)), "line 1", []string{suicidality}},
		"JSON: an all-clear denied": {list(`{"intake":{"medically-stable":"no","adult":"perhaps"}}`), "line 1", []string{unstable}},
		"JSON: too long":            {list(`{"intake":{"acute-suicidality":"yes"},"x":"` + strings.Repeat("x", governance.MaxCaseSize) + `"}`), "line 1", []string{suicidality}},
		"CSV: no danger":            {table("p-1,perhaps,no,yes,yes"), "", nil},
		"CSV: not known":            {table("p-1,perhaps,unknown,,yes"), "", nil},
		"CSV: a shifted no":         {table("p-1,no,no,,,"), "", nil},
		"JSON: no danger":           {list(`{"intake":{"acute-suicidality":"no","adult":"perhaps"}}`), "", nil},
	} {
		report, err := governance.Backtest(t.Context(), r, r, tt.cases, governance.BacktestOptions{})
		require.NoError(t, err)
		require.Equal(t, 1, report.Unreadable, name)
		require.Equal(t, min(len(tt.said), 1), report.UnreadableDangerous, name)
		for i, said := range tt.said {
			require.Equal(t, "danger-in-refused", report.Errors[i].Rule, name)
			require.Contains(t, report.Errors[i].Hint, said, name)
			require.Equal(t, tt.first, report.Errors[i].First, name)
			require.Contains(t, report.Text(), "somebody may have been in danger: 1.", name)
		}
	}
	for c := range table("p-1,yes,yes,,") {
		require.Empty(t, c.Dangers(r), "a case that can be read is decided on")
	}
	require.Empty(t, governance.Case{}.Dangers(nil))
}

// TestBacktestCountsWhatItCannotRead checks that nothing in the file is lost.
func TestBacktestCountsWhatItCannotRead(t *testing.T) {
	const table = "id,adult,no-acute-risk,values-privacy\np-1,yes,yes,strongly\np-2,maybe,yes,\np-3,yes,yes,strongly\n"
	r := recommend.Default()
	report, err := governance.Backtest(t.Context(), r, r, governance.ReadCSV(strings.NewReader(table)), governance.BacktestOptions{})
	require.NoError(t, err)
	require.Equal(t, []int{3, 2, 1, 0}, []int{report.Cases, report.Compared, report.Unreadable, report.Refused.Cases})
	require.Equal(t, "line 3", report.Errors[0].First)
	require.Contains(t, report.Text(), "Could not be read: 1.")
}

// TestBacktestForeignStatements checks that a statement that one policy lacks counts as unknown
// there, and that one that both lack is refused.
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
	require.Equal(t, alone.Outcome(), report.Transitions[0].A.Outcome, "the rest of the case is decided normally")
}

// encoded returns a text in another encoding.
func encoded(text string) map[string]string {
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(text)) {
		little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
	}
	return map[string]string{
		"UTF-16": string(little), "UTF-16, the other way": string(big), "UTF-16 without a mark": string(little[2:]),
		"Latin-1": strings.ReplaceAll(text, "ü", "\xfc"),
	}
}

// TestNothingIsMisread checks that text in files from office programs is read correctly, or
// reported with its line and, in a table, its column. No other text becomes an answer, an intake or a
// case.
func TestNothingIsMisread(t *testing.T) {
	const head = "id,decided,adult,values-privacy\n"
	for _, tt := range []struct {
		name, in string
		want     []string // for every case: its id, and its faults
	}{
		{"no heading", "p-1,group,yes,no\np-2,group,yes,yes\n", []string{"line 1: /columns/2 case-heading, /columns/3 case-heading"}},
		{"no heading and no ids", "yes,unknown\nno,yes\n", []string{"line 1: /columns/0 case-heading, /columns/1 case-heading"}},
		{"a heading without statements", "id,decided\np-1,group\n", []string{"line 1: /columns case-heading"}},
		{"a heading of a spreadsheet", "ID; Adult\np-1;yes\n", []string{"line 1: /columns/0 case-column, /columns/1 case-column"}},
		{"a note on the separator", "sep=;\nid;adult\n", []string{"line 1: /columns/0 case-column, /columns/1 case-column"}},
		{"tabs", "id\tadult\np-1\tyes\n", []string{"line 1: /columns/0 case-column"}},
		{"lines of an old Mac", "id,adult\rp-1,yes\r", []string{"line 1: /columns/1 case-column, /columns/2 case-heading"}},
		{"a column twice", "adult,id,adult\nyes,p-1,no\n", []string{"line 1: /columns/2 case-column-twice"}},
		{"empty rows", head + ",,,\np-1,,yes,\n\n  \n,,,\n;\n", []string{"p-1", "line 7: case-columns"}},
		{"nothing answered", head + "p-1,,,\n,group,,\n", []string{"p-1", ""}},
		{"other words", head + "p-1,,Yes,\np-2,,1,true\np-3,, yes,\n", []string{"line 2: /columns/2 answer-word", "line 3: /columns/2 answer-word, /columns/3 answer-word", "line 4: /columns/2 answer-word"}},
		{"a line break in a cell", head + "\"p\n1\",,yes,no\np-2,,yes,\n", []string{"line 2: case-csv", "line 3: case-csv", "p-2"}},
		{"a quote too many", head + "p\"1,,yes,\n\"p-2\"x,,yes,\n\"p,3\",,yes,\n", []string{"line 2: case-csv", "line 3: case-csv", "p,3"}},
		{"too few and too many", head + "p-1,,yes\np-2,,yes,,\n", []string{"line 2: case-columns", "line 3: case-columns"}},
		{"no intake", `{"id":"p-1","decided":"group"}` + "\n{}\n" + `{"id":"p-3","intake":{}}`, []string{"line 1: /intake case-intake", "line 2: /intake case-intake", "p-3"}},
		{"an intake that is none", `{"intake":null}` + "\n" + `{"intake":[]}` + "\nnull\n[]\n1", []string{"line 1: ", "line 2: ", "line 3: ", "line 4: ", "line 5: "}},
		{"one case over lines", "{\n\"intake\":\n{}}\n", []string{"line 1: ", "line 2: ", "line 3: "}},
		{"two on a line", `{"intake":{}} {"intake":{}}` + "\n" + `{"intake":{}},`, []string{"line 1: ", "line 2: "}},
		{"a member twice", `{"intake":{"adult":"yes"},"intake":{}}`, []string{"line 1: "}},
	} {
		read := governance.ReadCSV
		if strings.HasPrefix(tt.in, "{") {
			read = governance.ReadJSONLines
		}
		var got []string
		for c := range read(strings.NewReader(tt.in)) {
			got = append(got, said(c))
		}
		require.Len(t, got, len(tt.want), "%s: %v", tt.name, got)
		for i, want := range tt.want {
			require.True(t, got[i] == want || strings.HasSuffix(want, ": ") && strings.HasPrefix(got[i], want), "%s: %q, not %q", tt.name, got[i], want)
		}
	}
	for name, table := range encoded("id,adult\nMüller,yes\nJürgens,no\n") {
		if name == "UTF-16" || name == "UTF-16, the other way" || name == "UTF-16 without a mark" {
			require.Equal(t, []string{"line 1: case-utf8"}, saidOf(governance.ReadCSV(strings.NewReader(table))), name)
			continue
		}
		require.Equal(t, []string{"line 2: case-utf8", "line 3: case-utf8"}, saidOf(governance.ReadCSV(strings.NewReader(table))), name)
	}
	for name, lines := range encoded(`{"id":"Jürgens","intake":{"adult":"yes"}}`) {
		require.Equal(t, []string{"line 1: case-utf8"}, saidOf(governance.ReadJSONLines(strings.NewReader(lines))), name)
	}
}

// said returns the id of a case, and the places and rules of its faults.
func said(c governance.Case) string {
	if c.Err() == nil {
		return c.ID
	}
	var faults []string
	for _, e := range therapy.FieldErrors(c.Err()) {
		faults = append(faults, strings.TrimSpace(e.Path+" "+e.Rule))
	}
	return c.ID + ": " + strings.Join(faults, ", ")
}

func saidOf(cases iter.Seq[governance.Case]) []string {
	var list []string
	for c := range cases {
		list = append(list, said(c))
	}
	return list
}

// TestBacktestSaysWhere checks that an unknown column is named by its number, whichever answers a
// line has, and a case without a pseudonym by its line.
func TestBacktestSaysWhere(t *testing.T) {
	const table = "adult,aaa,no-acute-risk,zzz\nyes,,yes,\nyes,yes,yes,no\nyes,,yes,yes\n"
	r := recommend.Default()
	report, err := governance.Backtest(t.Context(), r, r, governance.ReadCSV(strings.NewReader(table)), governance.BacktestOptions{})
	require.NoError(t, err)
	require.Equal(t, []int{3, 1, 2}, []int{report.Cases, report.Compared, report.Refused.Cases})
	var got []string
	for _, e := range report.Errors {
		got = append(got, fmt.Sprint(e.Policy, " ", e.Path, " ", e.Rule, " ", e.Count, " ", e.First))
	}
	require.Equal(t, []string{
		"a /columns/1 factor-unknown 1 line 3", "a /columns/3 factor-unknown 2 line 3",
		"b /columns/1 factor-unknown 1 line 3", "b /columns/3 factor-unknown 2 line 3",
	}, got)
	const lines = `{"intake":{"adult":"yes"}}` + "\n" + `{"intake":{"adult":"yes","zzz":"yes"}}`
	report, err = governance.Backtest(t.Context(), r, r, governance.ReadJSONLines(strings.NewReader(lines)), governance.BacktestOptions{})
	require.NoError(t, err)
	require.Equal(t, []string{"/#2", "line 2"}, []string{report.Errors[0].Path, report.Errors[0].First})
}

// TestReadingKeepsNothing reads many lines and checks that none is kept in memory.
func TestReadingKeepsNothing(t *testing.T) {
	const many = 200_000
	lines := strings.Repeat("p,yes,no,\n", 1000)
	files := make([]io.Reader, 0, many/1000+1)
	files = append(files, strings.NewReader("id,adult,limited-budget,values-privacy\n"))
	for range many / 1000 {
		files = append(files, strings.NewReader(lines))
	}
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n := 0
	for c := range governance.ReadCSV(io.MultiReader(files...)) {
		require.NoError(t, c.Err())
		n++
	}
	runtime.GC()
	runtime.ReadMemStats(&now)
	require.Equal(t, many, n)
	require.Less(t, int64(now.HeapAlloc)-int64(before.HeapAlloc), int64(1<<20))
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

// check checks what must be true of every case: it names its faults, or it can be written and
// read again.
func check(t *testing.T, c governance.Case) {
	t.Helper()
	if err := c.Err(); err != nil {
		require.NotEmpty(t, therapy.FieldErrors(err))
		require.NotEmpty(t, c.ID)
		return
	}
	if _, err := json.Marshal(c); err != nil {
		return // an id or a decision that JSON cannot contain; the backtest reports it
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
