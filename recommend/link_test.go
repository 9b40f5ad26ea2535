package recommend_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// bareProgram puts a policy of its own to work. DEFAULT stands where it could use the
// standard one.
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
	DEFAULT
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

// A program with a policy of its own links nothing of the built-in modalities or of
// the standard policy.
func TestOwnPolicyLinksNoModality(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds programs")
	}
	linked := func(source string) (names []string) {
		for _, name := range symbolsOf(t, source) {
			for _, room := range []string{"group", "individual", "recommend/standard"} {
				if strings.Contains(name, "therapykit/therapykit/"+room+".") {
					names = append(names, name)
				}
			}
		}
		return names
	}
	require.Empty(t, linked(strings.Replace(bareProgram, "DEFAULT", "", 1)))
	require.NotEmpty(t, linked(strings.Replace(bareProgram, "DEFAULT", "r = recommend.Default()", 1)), "the test sees what is linked")
}
