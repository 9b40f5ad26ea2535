package house_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/group/compose"
	"github.com/therapykit/therapykit/group/groupfhir"
	"github.com/therapykit/therapykit/group/screening"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/cdshooks"
	"github.com/therapykit/therapykit/recommend/governance"
	"github.com/therapykit/therapykit/recommend/intakefhir"
	"github.com/therapykit/therapykit/recommend/page"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/measure"
	"github.com/therapykit/therapykit/therapy/words/pack"
)

// long uses the full size of the corpus: ten megabytes, a million members.
var long = flag.Bool("long", false, "try texts of ten megabytes through every reader")

// hostile lists texts that an attacker could send. Each is wrong for every reader, except for the
// readers that its row names.
func hostile() map[string][]byte {
	million, size := 10_000, 128<<10
	if *long {
		million, size = 1_000_000, 10<<20
	}
	return map[string][]byte{
		"a long text":            []byte(`{"format":"` + strings.Repeat("x", size) + `"}`),
		"a long name":            []byte(`{"` + strings.Repeat("x", size) + `":1}`),
		"a million members":      []byte(`{"format":"x"` + strings.Repeat(`,"id":"k"`, million) + "}"),
		"a million names":        []byte(names1(million)),
		"a million elements":     []byte("[" + strings.Repeat("{},", million) + "{}]"),
		"deep lists":             []byte(strings.Repeat("[", million)),
		"deep objects":           []byte(strings.Repeat(`{"a":`, million)),
		"deep, and closed":       []byte(strings.Repeat("[", million) + strings.Repeat("]", million)),
		"deep conditions":        []byte(strings.Repeat(`{"not":`, million) + `{"is":"adult"}` + strings.Repeat("}", million)),
		"a byte order mark":      []byte("\xef\xbb\xbf{}"),
		"NUL in a name":          []byte("{\"id\x00\":1}"),
		"only NUL":               bytes.Repeat([]byte{0}, size),
		"invalid UTF-8":          []byte("{\"\xff\xfe\":\"\xff\"}"),
		"half a surrogate pair":  []byte(`{"record":"\ud800"}`),
		"a huge number":          []byte(`{"seq":` + strings.Repeat("9", size) + `}`),
		"a huge exponent":        []byte(`{"value":1e999999999,"revision":1e-999999999}`),
		"text after the end":     []byte(`{} {}`),
		"an open text":           []byte(`{"id":"` + strings.Repeat("y", size)),
		"a backslash at the end": []byte(`{"id":"\`),
		"lines without an end":   bytes.Repeat([]byte("{}\n"), million/3),
		"commas":                 []byte(strings.Repeat(",", size)),
		"nothing":                nil,
	}
}

// names1 returns an object of many members with different names.
func names1(n int) string {
	var b strings.Builder
	b.WriteString("{")
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"m` + time.Duration(i).String() + `":""`)
	}
	return b.String() + "}"
}

// strictly lists the texts that are wrong for every reader of JSON.
var strictly = []string{
	"deep lists", "deep objects", "a byte order mark", "NUL in a name", "only NUL", "invalid UTF-8", "text after the end", "an open text", "a backslash at the end", "commas", "nothing",
}

// readers lists all readers of the module, by room and name: every function that takes text,
// bytes or a document from outside.
func readers(t testing.TB) map[string]func([]byte) error {
	t.Helper()
	block, err := aes.NewCipher(make([]byte, 32))
	require.NoError(t, err)
	aead, err := cipher.NewGCMWithRandomNonce(block)
	require.NoError(t, err)
	ring, err := confidential.NewKeyring(confidential.Key{ID: "key-1", State: confidential.PrimaryKey, Cipher: aead})
	require.NoError(t, err)
	rec := recommend.Default()
	verifier, err := recommend.NewVerifier(standard.Policy())
	require.NoError(t, err)
	form, err := recommend.NewForm(standard.Policy())
	require.NoError(t, err)
	sheet, err := intakefhir.NewForm(rec)
	require.NoError(t, err)
	tokens, err := cdshooks.NewVerifier(cdshooks.VerifierSpec{
		Audiences: []string{"https://cds.example/x"}, Issuers: map[string]cdshooks.Issuer{"https://ehr.example": {}},
		Keys: func(context.Context, string, string) (crypto.PublicKey, bool, error) { return nil, false, nil },
		Seen: func(context.Context, string, string, time.Time, time.Time) (bool, error) { return true, nil },
	})
	require.NoError(t, err)
	service, err := cdshooks.NewService(cdshooks.ServiceSpec{ID: "x", Recommender: rec})
	require.NoError(t, err)
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	phq9, ok := measure.Standard().Lookup("phq-9")
	require.True(t, ok)
	nobody := func(fhir.Element) (confidential.PersonID, bool) { return confidential.PersonID{}, false }
	node := func(read func(*fhir.Node) error) func([]byte) error {
		return func(b []byte) error {
			n, err := fhir.Parse(b)
			if err != nil {
				return err
			}
			return read(n)
		}
	}
	strict := func(make func() any) func([]byte) error {
		return func(b []byte) error { return therapy.UnmarshalStrict(b, make()) }
	}
	cases := func(seq func(func(governance.Case) bool)) error {
		for c := range seq {
			if err := c.Err(); err != nil {
				return err
			}
		}
		return nil
	}
	return map[string]func([]byte) error{
		"therapy.UnmarshalStrict":                        strict(func() any { return new(map[string]string) }),
		"therapy.UnmarshalStrictList":                    func(b []byte) error { return therapy.UnmarshalStrictList(b, new([]therapy.Descriptor), 10) },
		"therapy.Condition.UnmarshalJSON":                strict(func() any { return new(therapy.Condition) }),
		"therapy.Vocabulary.UnmarshalJSON":               strict(func() any { return new(therapy.Vocabulary) }),
		"therapy.Catalogue.UnmarshalJSON":                strict(func() any { return new(therapy.Catalogue) }),
		"therapy.Descriptor":                             strict(func() any { return new(therapy.Descriptor) }),
		"therapy.Names.Parse":                            func(b []byte) error { _, err := therapy.Names{"", "a"}.Parse(b); return err },
		"therapy.ParseDate":                              func(b []byte) error { _, err := therapy.ParseDate(string(b)); return err },
		"therapy.Date.UnmarshalText":                     func(b []byte) error { return new(therapy.Date).UnmarshalText(b) },
		"therapy.Ages.UnmarshalText":                     func(b []byte) error { return new(therapy.Ages).UnmarshalText(b) },
		"therapy/words/pack.Parse":                       func(b []byte) error { _, err := pack.Parse(b); return err },
		"therapy/measure.Catalogue.UnmarshalJSON":        strict(func() any { return new(measure.Catalogue) }),
		"therapy/measure.Answer.UnmarshalJSON":           strict(func() any { return new(measure.Answer) }),
		"therapy/measure.Score.UnmarshalJSON":            strict(func() any { return new(measure.Score) }),
		"therapy/measure.Instrument":                     strict(func() any { return new(measure.Instrument) }),
		"therapy/measure.ThresholdSet":                   strict(func() any { return new(measure.ThresholdSet) }),
		"therapy/measure.SymptomRule":                    strict(func() any { return new(measure.SymptomRule) }),
		"therapy/measure.Catalogue.ScoreJSON":            func(b []byte) error { _, err := measure.Standard().ScoreJSON(b); return err },
		"therapy/measure.ParseResponse":                  func(b []byte) error { _, err := measure.ParseResponse(b); return err },
		"therapy/care.LoadPlan":                          func(b []byte) error { _, err := care.LoadPlan(b, ring); return err },
		"therapy/care.LoadSession":                       func(b []byte) error { _, err := care.LoadSession(b, ring); return err },
		"therapy/care.LoadEpisode":                       func(b []byte) error { _, err := care.LoadEpisode(b, ring); return err },
		"therapy/care.ClockTime.UnmarshalText":           func(b []byte) error { return new(care.ClockTime).UnmarshalText(b) },
		"therapy/care.Rating.UnmarshalJSON":              strict(func() any { return new(care.Rating) }),
		"therapy/care.Raised.UnmarshalText":              func(b []byte) error { return new(care.Raised).UnmarshalText(b) },
		"therapy/care.Schedule.UnmarshalJSON":            strict(func() any { return new(care.Schedule) }),
		"therapy/confidential.Value.UnmarshalJSON":       func(b []byte) error { return new(confidential.Value[[]int]).UnmarshalJSON(b) },
		"therapy/confidential.Value.UnmarshalText":       func(b []byte) error { return new(confidential.Value[string]).UnmarshalText(b) },
		"therapy/confidential.Value.UnmarshalBinary":     func(b []byte) error { return new(confidential.Value[string]).UnmarshalBinary(b) },
		"therapy/confidential.Value.Scan":                func(b []byte) error { return new(confidential.Value[string]).Scan(b) },
		"therapy/confidential.Envelope.UnmarshalJSON":    func(b []byte) error { return new(confidential.Envelope).UnmarshalJSON(b) },
		"therapy/confidential.Envelope.Scan":             func(b []byte) error { return new(confidential.Envelope).Scan(b) },
		"therapy/confidential.Table.UnmarshalJSON":       func(b []byte) error { return new(confidential.Table).UnmarshalJSON(b) },
		"therapy/confidential.Decision.UnmarshalJSON":    func(b []byte) error { return new(confidential.Decision).UnmarshalJSON(b) },
		"therapy/confidential.ConsentList.UnmarshalJSON": func(b []byte) error { return new(confidential.ConsentList).UnmarshalJSON(b) },
		"therapy/confidential.LoadDocument": func(b []byte) error {
			_, _, err := confidential.LoadDocument("x/1", ring, b, new(struct{}))
			return err
		},
		"therapy/confidential.VerifyLog": func(b []byte) error {
			_, err := confidential.VerifyLog(bytes.NewReader(b), confidential.Anchor{Seq: 1, Hash: strings.Repeat("0", 64)})
			return err
		},
		"therapy/confidential.VerifySegment": func(b []byte) error {
			_, err := confidential.VerifySegment(bytes.NewReader(b), confidential.Anchor{}, confidential.Anchor{})
			return err
		},
		"therapy/confidential.OpenLog": func(b []byte) error {
			_, err := confidential.OpenLog(bytes.NewReader(b), nil, confidential.Anchor{}, confidential.Anchor{})
			return err
		},
		"therapy/confidential.Entries": func(b []byte) error {
			for range confidential.Entries(bytes.NewReader(b)) {
			}
			return nil
		},
		"therapy/confidential.Label":                  strict(func() any { return new(confidential.Label) }),
		"therapy/confidential.Request":                strict(func() any { return new(confidential.Request) }),
		"therapy/confidential.ParsePersonID":          func(b []byte) error { _, err := confidential.ParsePersonID(string(b)); return err },
		"therapy/confidential.PersonID.UnmarshalText": func(b []byte) error { return new(confidential.PersonID).UnmarshalText(b) },
		"therapy/confidential.PersonID.Scan":          func(b []byte) error { return new(confidential.PersonID).Scan(b) },
		"therapy/confidential.Level.UnmarshalText":    func(b []byte) error { return new(confidential.Level).UnmarshalText(b) },
		"therapy/confidential.Level.Scan":             func(b []byte) error { return new(confidential.Level).Scan(b) },
		"therapy/confidential.Kind.Scan":              func(b []byte) error { return new(confidential.Kind).Scan(b) },
		"therapy/confidential.Setting.Scan":           func(b []byte) error { return new(confidential.Setting).Scan(b) },
		"therapy/confidential.Tags.UnmarshalText":     func(b []byte) error { return new(confidential.Tags).UnmarshalText(b) },
		"therapy/confidential.Tags.Scan":              func(b []byte) error { return new(confidential.Tags).Scan(b) },
		"therapy/confidential.Purpose.Scan":           func(b []byte) error { return new(confidential.Purpose).Scan(b) },
		"therapy/confidential.Audience.Scan":          func(b []byte) error { return new(confidential.Audience).Scan(b) },
		"therapy/confidential.Effect.Scan":            func(b []byte) error { return new(confidential.Effect).Scan(b) },
		"therapy/fhir.Parse":                          func(b []byte) error { _, err := fhir.Parse(b); return err },
		"therapy/fhir.Node.UnmarshalJSON":             func(b []byte) error { return json.Unmarshal(b, new(fhir.Node)) },
		"therapy/fhir.Read": node(func(n *fhir.Node) error {
			_, err := fhir.Read(n, fhir.ReadSpec{Person: nobody, Author: confidential.MustPersonID("t-1"), Measures: measure.Standard()})
			return err
		}),
		"therapy/fhir.ReadResponse": node(func(n *fhir.Node) error {
			_, _, err := fhir.ReadResponse(n, phq9, fhir.AnswerTable{Questionnaire: "q", Instrument: "phq-9"})
			return err
		}),
		"individual.LoadAssessment":                         func(b []byte) error { _, err := individual.LoadAssessment(b, ring); return err },
		"individual.LoadCourse":                             func(b []byte) error { _, err := individual.LoadCourse(b, ring); return err },
		"group.LoadRoster":                                  func(b []byte) error { _, err := group.LoadRoster(b, ring); return err },
		"group.LoadAgreement":                               func(b []byte) error { _, err := group.LoadAgreement(b, ring); return err },
		"group.LoadSession":                                 func(b []byte) error { _, err := group.LoadSession(b, ring); return err },
		"group.Group.UnmarshalJSON":                         strict(func() any { return new(group.Group) }),
		"group/screening.Criteria.UnmarshalJSON":            strict(func() any { return new(screening.Criteria) }),
		"group/screening.Composition.UnmarshalJSON":         strict(func() any { return new(screening.Composition) }),
		"group/screening.LoadRecord":                        func(b []byte) error { _, err := screening.LoadRecord(b, ring); return err },
		"group/compose.Read":                                func(b []byte) error { _, err := compose.Read(bytes.NewReader(b)); return err },
		"group/compose.Problem.UnmarshalJSON":               strict(func() any { return new(compose.Problem) }),
		"group/compose.Policy.UnmarshalJSON":                strict(func() any { return new(compose.Policy) }),
		"group/compose.Quota.UnmarshalJSON":                 strict(func() any { return new(compose.Quota) }),
		"group/compose.Replanned.UnmarshalJSON":             strict(func() any { return new(compose.Replanned) }),
		"group/compose.Result.UnmarshalJSON":                strict(func() any { return new(compose.Result) }),
		"group/compose.Report.UnmarshalJSON":                strict(func() any { return new(compose.Report) }),
		"group/groupfhir.Read":                              node(func(n *fhir.Node) error { groupfhir.Read(n, nobody); return nil }),
		"recommend.Recommender.ParseIntake":                 func(b []byte) error { _, err := rec.ParseIntake(b); return err },
		"recommend.Recommender.RecommendJSON":               func(b []byte) error { _, err := rec.RecommendJSON(b, now); return err },
		"recommend.Recommender.PackJSON":                    func(b []byte) error { _, err := rec.PackJSON(b); return err },
		"recommend.Recommender.Replay":                      func(b []byte) error { _, err := rec.Replay(b); return err },
		"recommend.Recommender.LoadOverride":                func(b []byte) error { _, err := rec.LoadOverride(b, ring); return err },
		"recommend.Answers.UnmarshalJSON":                   strict(func() any { return new(recommend.Answers) }),
		"recommend.Intake.UnmarshalJSON":                    strict(func() any { return new(recommend.Intake) }),
		"recommend.Verify":                                  func(b []byte) error { return recommend.Verify(b, standard.Policy()) },
		"recommend.Verifier.Verify":                         verifier.Verify,
		"recommend/policy.Parse":                            func(b []byte) error { _, err := policy.Parse(b); return err },
		"recommend/policy.ParseOverlay":                     func(b []byte) error { _, err := policy.ParseOverlay(b); return err },
		"recommend/policy.Policy.UnmarshalJSON":             strict(func() any { return new(policy.Policy) }),
		"recommend/policy.Overlay.UnmarshalJSON":            strict(func() any { return new(policy.Overlay) }),
		"recommend/governance.ReadJSONLines":                func(b []byte) error { return cases(governance.ReadJSONLines(bytes.NewReader(b))) },
		"recommend/governance.ReadCSV":                      func(b []byte) error { return cases(governance.ReadCSV(bytes.NewReader(b))) },
		"recommend/governance.Agreement.UnmarshalJSON":      strict(func() any { return new(governance.Agreement) }),
		"recommend/governance.BacktestReport.UnmarshalJSON": strict(func() any { return new(governance.BacktestReport) }),
		"recommend/page.Read": func(b []byte) error {
			_, err := page.Read(form, url.Values{string(b): {string(b)}, "adult": {string(b)}})
			return err
		},
		"recommend/intakefhir.Form.Read":   func(b []byte) error { _, err := sheet.Read(b, intakefhir.ReadSpec{}); return err },
		"recommend/intakefhir.Form.Replay": node(func(n *fhir.Node) error { _, err := sheet.Replay(n); return err }),
		"recommend/cdshooks.LoadFeedback":  func(b []byte) error { _, err := cdshooks.LoadFeedback(b, ring); return err },
		"recommend/cdshooks.ParseUUID":     func(b []byte) error { _, err := cdshooks.ParseUUID(string(b)); return err },
		"recommend/cdshooks.ParseKeys":     func(b []byte) error { _, err := cdshooks.ParseKeys(b); return err },
		"recommend/cdshooks.Verifier.Verify": func(b []byte) error {
			_, err := tokens.Verify(context.Background(), "Bearer "+string(b), now)
			return err
		},
		"recommend/cdshooks.Service.Answer": func(b []byte) error {
			return service.Answer(context.Background(), cdshooks.Call{Body: b, Now: now}).Err
		},
		"recommend/cdshooks.Service.Feedback": func(b []byte) error {
			answer, _ := service.Feedback(context.Background(), cdshooks.Call{Body: b, Now: now}, func(context.Context, cdshooks.UUID) (cdshooks.Issued, bool, error) {
				return cdshooks.Issued{}, false, nil
			})
			return answer.Err
		},
	}
}

// lenient lists the readers that may accept a text of the corpus, with the reason.
var lenient = map[string]string{
	"therapy/confidential.Value.UnmarshalText":    "any text is a text",
	"therapy/confidential.Entries":                "ends at what is no entry",
	"therapy/confidential.VerifySegment":          "an empty log is whole",
	"therapy/confidential.OpenLog":                "an empty log is whole",
	"therapy/confidential.PersonID.UnmarshalText": "no text is nobody",
	"therapy/confidential.PersonID.Scan":          "no text is nobody",
	"therapy/confidential.Tags.UnmarshalText":     "no text is no tag",
	"therapy/confidential.Tags.Scan":              "no text is no tag",
	"therapy/care.Raised.UnmarshalText":           "no text is no level",
	"therapy.Ages.UnmarshalText":                  "no text is any age",
	"therapy.Date.UnmarshalText":                  "no text is no date",
	"therapy.ParseDate":                           "no text is no date",
	"therapy.Names.Parse":                         "no text is the unstated name of this list",
	"recommend/governance.ReadJSONLines":          "no lines are no cases, and a table of an office begins with a byte order mark",
	"recommend/page.Read":                         "fields that are not the form's are somebody else's",
	"therapy/care.ClockTime.UnmarshalText":        "no text is no time",
	"recommend/governance.ReadCSV":                "no lines are no cases",
}

// streams lists readers that read one line at a time and keep none: their total memory says
// nothing about how much they hold.
var streams = []string{"recommend/governance.ReadJSONLines", "recommend/governance.ReadCSV"}

// TestHostileTextThroughEveryReader checks that every reader takes linear time and bounded
// memory, and that its error says what is wrong and quotes nothing.
func TestHostileTextThroughEveryReader(t *testing.T) {
	corpus, all := hostile(), readers(t)
	for _, reader := range slices.Sorted(maps.Keys(all)) {
		t.Run(reader, func(t *testing.T) {
			for name, text := range corpus {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				begin := cpuTime()
				err := all[reader](text)
				took := cpuTime() - begin
				runtime.ReadMemStats(&after)
				used := after.TotalAlloc - before.TotalAlloc
				if _, may := lenient[reader]; !may && slices.Contains(strictly, name) {
					require.Error(t, err, name)
				}
				if err != nil {
					require.Less(t, len(err.Error()), 64<<10, name)
					require.NotContains(t, err.Error(), "xxxx", name)
					require.NotContains(t, err.Error(), "yyyy", name)
				}
				// Every reader is much faster than a megabyte a second.
				require.Less(t, took, 5*time.Second+time.Duration(len(text)/(1<<10))*time.Millisecond, name)
				if !slices.Contains(streams, reader) {
					require.Less(t, used, uint64(64<<20+200*len(text)), name)
				}
			}
		})
	}
}

// FuzzEveryReader fuzzes every reader of the module, by its number in the list. The fuzz targets of
// single packages use better input; this one covers all readers.
func FuzzEveryReader(f *testing.F) {
	all := readers(f)
	names := slices.Sorted(maps.Keys(all))
	seeds := []string{
		"{}", "[]", "null", `""`, "2026-03-02", "10:30", `{"is":"adult"}`, `{"format":"therapykit-plan/3","record":"plan/p-1","revisions":[]}`,
		`{"format":"therapykit-roster/1","record":"roster/g-1","content":{}}`, `{"adult":"yes"}`, `{"resourceType":"Group","type":"person","actual":true}`,
		`{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"reference":"Patient/1"}}}]}`,
		`{"envelope":"therapykit-envelope/2","label":{"level":"restricted","kind":"diagnosis","setting":"individual"},"key":"key-1","type":"string","cipher":"AAAA"}`,
		"id,decided,adult\np-1,group,yes\n", `{"keys":[{"kty":"EC","crv":"P-384"}]}`, `{"kind":"regular","zone":"Europe/London","from":"2026-01-05"}`,
	}
	for i := range names {
		for _, seed := range seeds {
			f.Add(uint16(i), []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, n uint16, data []byte) {
		name := names[int(n)%len(names)]
		begin := cpuTime()
		err := all[name](data)
		if took := cpuTime() - begin; took > 10*time.Second {
			t.Fatalf("%s took %s for %d bytes", name, took, len(data))
		}
		if err != nil && len(err.Error()) > 64<<10 {
			t.Fatalf("%s: %d bytes gave an error of %d bytes", name, len(data), len(err.Error()))
		}
	})
}

// takesText lists the parameter types that carry text.
var takesText = map[string]bool{"[]byte": true, "string": true, "io.Reader": true, "*Node": true, "*fhir.Node": true, "url.Values": true, "any": true}

// noReaders lists functions that are named like readers but read no input from outside.
var noReaders = map[string]string{
	"therapy/confidential.OpenAll":             "opens what is in a structure",
	"therapy/confidential.DocumentWriter.JSON": "writes",
	"therapy/confidential.DocumentReader.JSON": "reads what LoadDocument and others have read",
}

// TestEveryReaderIsTried checks that every exported function that has the name of a reader and
// takes text is in the list above.
func TestEveryReaderIsTried(t *testing.T) {
	all := readers(t)
	found := 0
	for _, room := range rooms(t) {
		if strings.HasPrefix(room, "examples/") || strings.Contains(room, "internal/") || strings.HasSuffix(room, "test") || room == "therapy/enumgen" {
			continue
		}
		files, err := filepath.Glob(filepath.Join(folder(room), "*.go"))
		require.NoError(t, err)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "names_gen.go") { // all of these use therapy.Names.Parse
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, d := range parsed.Decls {
				name, is := readerName(d)
				if !is {
					continue
				}
				name = room + "." + name
				if noReaders[name] == "" {
					found++
					require.True(t, all[name] != nil, "%s: a reader that nobody tries", name)
				}
			}
		}
	}
	require.Greater(t, found, 60)
}

// readerName returns the name of a declaration, and whether it reads text.
func readerName(d ast.Decl) (string, bool) {
	f, ok := d.(*ast.FuncDecl)
	if !ok || !f.Name.IsExported() {
		return "", false
	}
	name := f.Name.Name
	if f.Recv != nil {
		typ := f.Recv.List[0].Type
		if p, ok := typ.(*ast.StarExpr); ok {
			typ = p.X
		}
		if g, ok := typ.(*ast.IndexExpr); ok {
			typ = g.X
		}
		recv, ok := typ.(*ast.Ident)
		if !ok || !recv.IsExported() {
			return "", false
		}
		name = recv.Name + "." + name
	}
	reads := slices.ContainsFunc([]string{"Parse", "Load", "Read", "Unmarshal", "Replay", "Verify", "Scan", "Open"}, func(prefix string) bool {
		return strings.HasPrefix(f.Name.Name, prefix)
	}) || strings.HasSuffix(f.Name.Name, "JSON") && !strings.HasPrefix(f.Name.Name, "Marshal") && !strings.HasPrefix(f.Name.Name, "Append")
	if !reads {
		return "", false
	}
	for _, p := range f.Type.Params.List {
		if takesText[typeText(p.Type)] && len(p.Names) > 0 { // an unnamed parameter is not used
			return name, true
		}
	}
	return "", false
}

func typeText(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return "*" + typeText(e.X)
	case *ast.SelectorExpr:
		return typeText(e.X) + "." + e.Sel.Name
	case *ast.ArrayType:
		if e.Len == nil {
			return "[]" + typeText(e.Elt)
		}
	}
	return ""
}
