package recommend_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/group"
	"github.com/therapykit/therapykit/individual"
	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
	"github.com/therapykit/therapykit/recommend/standard"
	"github.com/therapykit/therapykit/therapy"
)

// bareProgram uses its own policy.
const bareProgram = `package main

import (
	"fmt"
	"os"
	"time"

	"github.com/therapykit/therapykit/recommend"
	"github.com/therapykit/therapykit/recommend/policy"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	p, err := policy.Parse(data)
	if err != nil {
		panic(err)
	}
	r, err := recommend.New(p)
	if err != nil {
		panic(err)
	}
	rec, err := r.RecommendJSON([]byte(os.Args[2]), time.Now())
	fmt.Println(rec.For(recommend.Audience{}).Text(), string(rec.Certificate()), err)
}
`

// symbolsOf builds a program and returns the names in it.
func symbolsOf(t *testing.T, source string) []string {
	t.Helper()
	dir := t.TempDir()
	main, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "program")
	require.NoError(t, os.WriteFile(main, []byte(source), 0o600))
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, main).CombinedOutput()
	require.NoError(t, err, string(out))
	out, err = exec.CommandContext(t.Context(), "go", "tool", "nm", program).CombinedOutput()
	require.NoError(t, err, string(out))
	return strings.Split(string(out), "\n")
}

// A program with its own policy links nothing of the built-in modalities or of the standard
// policy.
func TestOwnPolicyLinksNoModality(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds programs")
	}
	symbols := symbolsOf(t, bareProgram)
	linked := func(of any) (names []string) {
		name := runtime.FuncForPC(reflect.ValueOf(of).Pointer()).Name()
		room := name[:strings.LastIndexByte(name, '.')+1]
		for _, name := range symbols {
			if strings.Contains(name, room) {
				names = append(names, name)
			}
		}
		return names
	}
	for _, of := range []any{standard.Policy, group.Descriptor, individual.Descriptor} {
		require.Empty(t, linked(of))
	}
	for _, of := range []any{recommend.New, policy.Parse, therapy.Pointer} {
		require.NotEmpty(t, linked(of), "the test sees what is linked")
	}
}
