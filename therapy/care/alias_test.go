package care_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/measure"
)

// memory collects the addresses of the backing arrays of every slice and of every map that can be
// reached from v, including unexported fields. Sealed values, conditions and time zones are immutable
// and may be shared.
func memory(v reflect.Value, into map[uintptr]string, path string) {
	if v.Type() == reflect.TypeFor[confidential.Value[string]]() || v.Type() == reflect.TypeFor[therapy.Condition]() {
		return
	}
	switch v.Kind() { //nolint:exhaustive // the other kinds are in the default
	case reflect.Slice:
		if v.Len() > 0 && v.Type().Elem().Size() > 0 {
			into[v.Pointer()] = path
		}
		for i := range v.Len() {
			memory(v.Index(i), into, fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.Map:
		if !v.IsNil() {
			into[v.Pointer()] = path
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Type().Elem().PkgPath() != "time" {
			memory(v.Elem(), into, path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			memory(v.Field(i), into, path+"."+v.Type().Field(i).Name)
		}
	default:
	}
}

// outputs calls every accessor of x, that is, every method without arguments or with arguments from
// the samples, and yields the results and the elements of iterators.
func outputs(t *testing.T, x any, samples map[reflect.Type]reflect.Value, yield func(method string, out reflect.Value)) {
	t.Helper()
	v := reflect.ValueOf(x)
	for i := range v.NumMethod() {
		method := v.Type().Method(i)
		in := make([]reflect.Value, 0, method.Type.NumIn())
		for j := 1; j < method.Type.NumIn(); j++ {
			sample, ok := samples[method.Type.In(j)]
			if !ok {
				in = nil
				break
			}
			in = append(in, sample)
		}
		if in == nil {
			continue
		}
		for _, out := range v.Method(i).Call(in) {
			if out.Kind() == reflect.Func && out.Type().CanSeq() {
				for element := range out.Seq() {
					yield(method.Name, element)
				}
				continue
			}
			if out.Kind() == reflect.Func && out.Type().CanSeq2() {
				for _, element := range out.Seq2() {
					yield(method.Name, element)
				}
				continue
			}
			yield(method.Name, out)
		}
	}
}

// TestNoAliasing calls every accessor of every record and of everything that it returns, and
// looks for memory that two of them share: a caller who writes to a returned value must not
// change the record, or a value returned to another caller.
func TestNoAliasing(t *testing.T) {
	t.Parallel()
	plans := course(t)
	session, err := newSession(t, groupMeeting()).Amend(revise(9, "x"), func(*care.SessionSpec) {})
	require.NoError(t, err)
	catalogue, err := therapy.NewCatalogue(individual.Descriptor())
	require.NoError(t, err)
	samples := map[reflect.Type]reflect.Value{}
	for _, sample := range []any{
		care.GoalID("mood"), care.StrandID("individual"), therapy.MustDate(2026, 3, 1), 1, moment(300), client1, measure.ID("phq-9"), "", care.SessionFinished, session, plans[4],
		individual.Modality, therapy.Adult,
	} {
		samples[reflect.TypeOf(sample)] = reflect.ValueOf(sample)
	}
	for _, record := range []any{
		plans[4], session, newEpisode(t, fullEpisode()),
		care.MustSchedule(func() care.ScheduleSpec {
			s := weekly("UTC", therapy.MustDate(2026, 1, 5), 9, 0, 9)
			s.On, s.Pauses = []care.Weekday{1}, []care.Pause{{From: therapy.MustDate(2026, 1, 5), Until: therapy.MustDate(2026, 1, 5)}}
			s.Agreed = []care.Meeting{{On: therapy.MustDate(2026, 1, 5), At: 5}}
			return s
		}()),
		catalogue, therapy.Factors(),
	} {
		inside := map[uintptr]string{}
		memory(addressable(record), inside, reflect.TypeOf(record).Name())
		require.NotEmpty(t, inside)
		called := map[string]bool{}
		outputs(t, record, samples, func(method string, out reflect.Value) {
			called[method] = true
			// Histories return records, which share only immutable memory.
			if slices.Contains([]string{"At", "AsOf", "Store", "With"}, method) {
				return
			}
			given := map[uintptr]string{}
			memory(out, given, method)
			for address, path := range given {
				if owner, shared := inside[address]; shared {
					t.Errorf("%T: %s shares memory with the record: %s", record, path, owner)
				}
			}
		})
		require.Greater(t, len(called), 2, "%T", record)
	}
}

// TestSealedTypes lists the types of the package with unexported fields. A new one must be added to
// the tests of aliasing, or its exception explained.
func TestSealedTypes(t *testing.T) {
	t.Parallel()
	checked := map[string]string{
		"Plan": "", "Session": "", "Episode": "", "Schedule": "", "Rating": "a number only", "Raised": "a number only",
	}
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	found := map[string]string{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !spec.Name.IsExported() {
				return true
			}
			if fields, ok := spec.Type.(*ast.StructType); ok && slices.ContainsFunc(fields.Fields.List, func(f *ast.Field) bool {
				return slices.ContainsFunc(f.Names, func(name *ast.Ident) bool { return !name.IsExported() })
			}) {
				found[spec.Name.Name] = checked[spec.Name.Name]
			}
			return true
		})
	}
	require.Equal(t, checked, found)
}

// addressable copies x so that reflection can read its unexported fields.
func addressable(x any) reflect.Value {
	v := reflect.New(reflect.TypeOf(x)).Elem()
	v.Set(reflect.ValueOf(x))
	return v
}

// TestClones checks for every specification and every open type with a Clone method that the copy
// shares no slice. A new field that Clone does not copy fails here.
func TestClones(t *testing.T) {
	t.Parallel()
	plan, session, episode := fullPlan(), groupMeeting(), fullEpisode()
	for _, x := range []any{
		plan.Goals[0], plan.Strands[0], plan.Choice, session.Attendees[0], episode.Steps[0],
	} {
		v := reflect.ValueOf(x)
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.Slice {
				require.NotZero(t, f.Len(), "%T.%s is filled, so that the test sees it", x, v.Type().Field(i).Name)
			}
		}
		original, copied := map[uintptr]string{}, map[uintptr]string{}
		memory(v, original, "")
		memory(v.MethodByName("Clone").Call(nil)[0], copied, "")
		require.Len(t, copied, len(original))
		for address, path := range copied {
			require.NotContains(t, original, address, "%T%s", x, path)
		}
	}
}

// TestAliasingDetector checks the detector: it must find an accessor that returns internal memory.
func TestAliasingDetector(t *testing.T) {
	t.Parallel()
	leak := leaky{list: []int{1}}
	inside := map[uintptr]string{}
	memory(addressable(leak), inside, "leaky")
	seen := 0
	outputs(t, leak, nil, func(_ string, out reflect.Value) {
		given := map[uintptr]string{}
		memory(out, given, "")
		for address := range given {
			if _, shared := inside[address]; shared {
				seen++
			}
		}
	})
	require.Equal(t, 2, seen, "the list itself, and through an iterator")
}

type leaky struct{ list []int }

func (l leaky) List() []int            { return l.list }
func (l leaky) Lists() iter.Seq[[]int] { return slices.Values([][]int{l.list}) }
func (l leaky) Copy() []int            { return slices.Clone(l.list) }
