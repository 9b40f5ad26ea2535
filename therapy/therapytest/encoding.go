package therapytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/therapykit/therapykit/therapy"
)

// Encodes checks that nothing of a package is lost in JSON. Every exported type that
// holds data does one of two things. It encodes all of itself and is read back equal, by
// [therapy.UnmarshalStrict]. Or it refuses to encode, with an error that names what to
// call instead.
//
// The values are examples: for each type at least one, with all its fields set. The zero
// value of each type is tried too; if it is documented as not valid, it may also refuse with
// a [*therapy.FieldError]. folder is the folder of the package, "." in its own tests: a type
// without a value is an error, so that a new type cannot be forgotten. Types that hold no
// data are listed in except, with the reason.
func Encodes(folder string, except map[string]string, values ...any) error {
	types, err := dataTypes(folder)
	if err != nil {
		return err
	}
	var errs []error
	given := map[string]bool{}
	for _, v := range values {
		typ := reflect.TypeOf(v)
		name := typ.Name()
		given[name] = true
		if err := comesBack(reflect.ValueOf(v), false); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
		if err := comesBack(reflect.Zero(typ), true); err != nil {
			errs = append(errs, fmt.Errorf("the zero %s: %w", name, err))
		}
	}
	for _, name := range types {
		_, excepted := except[name]
		switch {
		case given[name] && excepted:
			errs = append(errs, fmt.Errorf("%s: has a value and is excepted", name))
		case !given[name] && !excepted:
			errs = append(errs, fmt.Errorf("%s: no value is given for it", name))
		}
	}
	for name := range except {
		if !slices.Contains(types, name) {
			errs = append(errs, fmt.Errorf("%s: is excepted and no type of the package", name))
		}
	}
	return errors.Join(errs...)
}

// comesBack checks that one value is read back equal, or refuses to encode.
func comesBack(v reflect.Value, zero bool) error {
	text, err := json.Marshal(v.Interface())
	if err != nil {
		if zero && len(therapy.FieldErrors(err)) > 0 || namesACall(err) {
			return nil
		}
		return fmt.Errorf("refuses without naming what to call: %w", err)
	}
	if string(text) == "{}" && (!zero || v.Kind() == reflect.Struct && lacksMembers(v.Type())) {
		return errors.New("encodes to {}")
	}
	back := reflect.New(v.Type())
	if err := therapy.UnmarshalStrict(text, back.Interface()); err != nil {
		return fmt.Errorf("is not read back: %w", err)
	}
	if !equal(v, back.Elem()) {
		return errors.New("is read back as something else")
	}
	again, err := json.Marshal(back.Elem().Interface())
	if err != nil || string(again) != string(text) {
		return errors.New("encodes differently when it has been read back")
	}
	return nil
}

// namesACall reports whether the error says what to call instead: whether it has a name with
// a capital letter before or after a dot or a parenthesis, such as plan.Store or For().
func namesACall(err error) bool {
	if wrapper, ok := errors.AsType[*json.MarshalerError](err); ok {
		return namesACall(wrapper.Err) // its own words name the type
	}
	for word := range strings.FieldsSeq(err.Error()) {
		word = strings.Trim(word, ",;:()[]`\"")
		if _, after, ok := strings.Cut(word, "."); ok && after != "" && 'A' <= after[0] && after[0] <= 'Z' {
			return true
		}
	}
	return false
}

// lacksMembers reports whether encoding/json sees no field of the type, so that it would
// always encode as {}.
func lacksMembers(t reflect.Type) bool {
	if t.NumField() == 0 {
		return false
	}
	for field := range t.Fields() {
		if (field.IsExported() || field.Anonymous) && field.Tag.Get("json") != "-" {
			return false
		}
	}
	return true
}

// equal uses the type's own Equal where it has one.
func equal(a, b reflect.Value) bool {
	if method := a.MethodByName("Equal"); method.IsValid() && method.Type().NumIn() == 1 && method.Type().In(0) == a.Type() {
		return method.Call([]reflect.Value{b})[0].Bool()
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// dataTypes lists the exported types of a folder that can hold data: all except interfaces,
// functions, channels, generic types and aliases.
func dataTypes(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, entry.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, declaration := range file.Decls {
			general, ok := declaration.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range general.Specs {
				typ, ok := spec.(*ast.TypeSpec)
				if !ok || !typ.Name.IsExported() || typ.TypeParams != nil || typ.Assign.IsValid() {
					continue
				}
				switch typ.Type.(type) {
				case *ast.InterfaceType, *ast.FuncType, *ast.ChanType:
				default:
					names = append(names, typ.Name.Name)
				}
			}
		}
	}
	slices.Sort(names)
	return names, nil
}
