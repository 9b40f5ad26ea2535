package therapy_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy"
)

func TestFieldErrorMessage(t *testing.T) {
	for _, test := range []struct {
		name string
		err  therapy.FieldError
		want string
	}{
		{"zero does not panic", therapy.FieldError{}, "invalid"},
		{"kind alone", therapy.FieldError{Err: therapy.ErrRange}, "out of range"},
		{"everything", therapy.FieldError{Path: "/a/0", Rule: "r", Hint: "do so", Err: therapy.ErrSyntax}, "/a/0: malformed [r]: do so"},
		{"no hint", therapy.FieldError{Path: "/a", Rule: "r", Err: therapy.ErrRequired}, "/a: required [r]"},
	} {
		require.Equal(t, test.want, test.err.Error(), test.name)
	}
}

func TestSentinelsAreReachable(t *testing.T) {
	all := []error{
		therapy.ErrRequired, therapy.ErrSyntax, therapy.ErrUnknown, therapy.ErrDuplicate, therapy.ErrContradiction,
		therapy.ErrRange, therapy.ErrReference, therapy.ErrTransition, therapy.ErrConflict,
	}
	for i, sentinel := range all {
		err := fmt.Errorf("outer: %w", errors.Join(errors.New("other"), &therapy.FieldError{Err: sentinel}))
		for j, other := range all {
			require.Equal(t, i == j, errors.Is(err, other), "%v against %v", sentinel, other)
		}
	}
}

func TestFieldErrors(t *testing.T) {
	a, b, c := &therapy.FieldError{Path: "/a"}, &therapy.FieldError{Path: "/b"}, &therapy.FieldError{Path: "/c"}
	plain := errors.New("plain")
	for _, test := range []struct {
		name string
		err  error
		want []*therapy.FieldError
	}{
		{"nil has none", nil, nil},
		{"plain has none", plain, nil},
		{"one is itself", a, []*therapy.FieldError{a}},
		{"joined, in order", errors.Join(b, plain, a), []*therapy.FieldError{b, a}},
		{"wrapped once", fmt.Errorf("x: %w", a), []*therapy.FieldError{a}},
		{"wrapped twice at once", fmt.Errorf("x: %w and %w", a, c), []*therapy.FieldError{a, c}},
		{"joined in joined", errors.Join(errors.Join(a, b), c), []*therapy.FieldError{a, b, c}},
	} {
		require.Equal(t, test.want, therapy.FieldErrors(test.err), test.name)
	}
}

func TestAt(t *testing.T) {
	a, b := &therapy.FieldError{Path: "/a", Rule: "r", Err: therapy.ErrRange}, &therapy.FieldError{Path: "/b"}
	plain := errors.New("plain")
	for _, test := range []struct {
		name   string
		prefix string
		err    error
		want   []string
		plain  bool
	}{
		{"nil stays nil", "/x", nil, nil, false},
		{"plain stays plain", "/x", plain, nil, true},
		{"one moves", "/x", a, []string{"/x/a"}, false},
		{"all move, in order", "/x/0", errors.Join(b, a), []string{"/x/0/b", "/x/0/a"}, false},
		{"what is no field error stays beside them", "/x", errors.Join(a, plain, b), []string{"/x/a", "/x/b"}, true},
		{"the whole becomes a part", "/x", &therapy.FieldError{}, []string{"/x"}, false},
		{"no prefix moves nothing", "", a, []string{"/a"}, false},
		{"inside a wrapper", "/x", fmt.Errorf("w: %w", a), []string{"/x/a"}, false},
		{"inside a wrapper of several", "/x", fmt.Errorf("w: %w, %w", a, plain), []string{"/x/a"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := therapy.At(test.prefix, test.err)
			var paths []string
			for _, field := range therapy.FieldErrors(got) {
				paths = append(paths, field.Path)
			}
			require.Equal(t, test.want, paths)
			require.Equal(t, test.plain, errors.Is(got, plain))
			require.Equal(t, test.err == nil, got == nil)
		})
	}
	require.Equal(t, "/a", a.Path, "the error passed in is not changed")
	moved := therapy.FieldErrors(therapy.At("/x", a))[0]
	require.Equal(t, "r", moved.Rule)
	require.ErrorIs(t, moved, therapy.ErrRange)
}

func TestPointer(t *testing.T) {
	for want, tokens := range map[string][]string{
		"":         nil,
		"/goals/3": {"goals", "3"},
		"/":        {""},
		"/a~1b~0c": {"a/b~c"},
		"/~01":     {"~1"},
	} {
		require.Equal(t, want, therapy.Pointer(tokens...))
	}
}

// TestErrorsNeverQuote passes a word about a person to every function that takes text and checks
// that no error contains it.
func TestErrorsNeverQuote(t *testing.T) {
	const secret = "SECRET Anna has told"
	var errs []error
	d := aDescriptor("couple")
	d.Modality = secret
	d.Focus.On = []string{secret}
	d.Leadership.By = []therapy.Party{secret}
	d.Benefits[0].ID, d.Programmes[0].ID, d.Programmes[0].Condition = secret, secret, secret
	d.Codes[0].System = secret
	d.Indications[0].ID, d.Indications[0].When = secret, therapy.Is(secret)
	d.Factors = []therapy.FactorInfo{aFactor(secret, secret)}
	d.Summary.Sources[0].ID, d.Summary.Sources[0].Link = secret, secret
	_, err := therapy.NewCatalogue(d, d)
	errs = append(errs, d.Validate(), err)
	_, err = therapy.NewVocabulary(aFactor(secret), aFactor(secret, "nowhere"))
	errs = append(errs, err)
	_, err = therapy.ParseDate(secret)
	errs = append(errs, err)
	var (
		condition therapy.Condition
		layer     therapy.Layer
		date      therapy.Date
	)
	errs = append(errs, condition.UnmarshalJSON([]byte(`{"all":["`+secret+`",{"`+secret+`":[]}]}`)), condition.UnmarshalJSON([]byte(secret)),
		layer.UnmarshalText([]byte(secret)), date.UnmarshalText([]byte(secret)))
	for i, err := range errs {
		require.Error(t, err, "%d", i)
		require.NotContains(t, err.Error(), "SECRET", "%d", i)
		require.NotContains(t, err.Error(), "Anna", "%d", i)
	}
}

func FuzzPointer(f *testing.F) {
	f.Add("a", "b")
	f.Add("~", "/")
	f.Fuzz(func(t *testing.T, a, b string) {
		// Different paths never give the same pointer.
		if diff := cmp.Diff(therapy.Pointer(a, b) == therapy.Pointer(b, a), a == b); diff != "" {
			t.Errorf("%q and %q: %s", a, b, diff)
		}
	})
}
