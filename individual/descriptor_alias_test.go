package individual_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/therapy"
)

// TestDescriptorSharesNothing overwrites every element of every slice that can
// be reached from one descriptor, found by reflection, and looks whether the next
// one is as it was. A field added later is covered without anybody thinking of it.
func TestDescriptorSharesNothing(t *testing.T) {
	before := inFull(individual.Descriptor())
	spoiled := individual.Descriptor()
	n := scribble(t, reflect.ValueOf(&spoiled).Elem(), "Descriptor")
	require.Greater(t, n, 50, "slices found")
	require.NotEqual(t, before, inFull(spoiled), "the copy itself is spoiled")
	require.Equal(t, before, inFull(individual.Descriptor()))
}

// TestScribbleFindsSharing: a copy by assignment is the mistake the test above is
// there to find.
func TestScribbleFindsSharing(t *testing.T) {
	original := individual.Descriptor()
	before := inFull(original)
	shallow := original
	scribble(t, reflect.ValueOf(&shallow).Elem(), "Descriptor")
	require.NotEqual(t, before, inFull(original))
}

// inFull writes out all there is in a descriptor, spoiled or not.
func inFull(d therapy.Descriptor) string { return fmt.Sprintf("%#v", d) }

// scribble makes zero every element of every slice in v, innermost first, and
// returns how many slices with elements there were.
func scribble(t *testing.T, v reflect.Value, path string) int {
	t.Helper()
	n := 0
	switch v.Kind() {
	case reflect.Struct:
		switch v.Type() {
		case reflect.TypeFor[therapy.Condition](), reflect.TypeFor[therapy.Date]():
			return 0 // immutable: nothing outside their package can change them
		}
		for i := range v.NumField() {
			n += scribble(t, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += scribble(t, v.Index(i), path+"[]")
			v.Index(i).SetZero()
		}
		if v.Len() > 0 {
			n++
		}
	case reflect.Map, reflect.Pointer, reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		t.Errorf("%s can be shared in a way that this test does not know", path)
	default: // numbers, texts, truths: copied with the struct
	}
	return n
}
