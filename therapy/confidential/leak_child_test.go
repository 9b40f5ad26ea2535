package confidential_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// deaths lists crashes of a program that uses a value. Each runs in its own process, because most of
// them cannot be recovered.
var deaths = map[string]func(x any){
	"panic":                func(x any) { panic(x) },
	"panic with an error":  func(x any) { panic(fmt.Errorf("saving %v: %+v", x, x)) },
	"panic with a carrier": func(x any) { panic(carrier[any]{x}) },
	"panic, wrapped":       func(x any) { panic(errors.Join(&quietCarrier[any]{x}, errors.New("other"))) },
	"panic again": func(x any) {
		defer func() { panic(fmt.Sprintf("again: %+v", recover())) }()
		panic(x)
	},
	"panic in a panic": func(x any) {
		defer func() { panic(x) }()
		panic(unexported[any]{"1", x})
	},
	"nil pointer":       func(x any) { dereference(nil, x) },
	"index":             func(x any) { _ = []any{x}[len(fmt.Sprint(x))] },
	"bad assertion":     func(x any) { _ = x.(error) }, //nolint:errcheck,forcetypeassert // to die is the point
	"log.Fatal":         func(x any) { log.Fatal(x) },
	"log.Fatalf":        func(x any) { log.Fatalf("%+v %#v %d", x, x, x) },
	"dump on a signal":  waitForDump,
	"out of stack":      func(x any) { debug.SetMaxStack(1 << 20); recurse(x, 0) },
	"concurrent map":    concurrently,
	"exit with a print": func(x any) { fmt.Fprintf(os.Stderr, "%+v %s\n", x, x); os.Exit(3) },
}

//go:noinline
func dereference(p *person, x any) string { return p.Name + fmt.Sprint(x) }

//go:noinline
func recurse(x any, n int) int {
	var room [1 << 12]byte
	if n < 0 {
		return n
	}
	return recurse(x, n+1) + int(room[n%len(room)])
}

// waitForDump makes the runtime print all stacks while x is on one of them.
func waitForDump(x any) {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = p.Signal(syscall.SIGQUIT)
	}
	c := make(chan any)
	c <- fmt.Sprint(x, err)
}

func concurrently(x any) {
	m := map[int]any{}
	for g := range 8 {
		go func() {
			for i := range 1 << 22 {
				m[i%7+g] = x
			}
		}()
	}
	for i := range 1 << 24 {
		m[i%5] = x
	}
	panic(x) // if the runtime did not stop the program
}

const childDeath, childSecret = "THERAPYKIT_TEST_DEATH", "THERAPYKIT_TEST_WRAPPER"

func TestDeathsSayNothing(t *testing.T) {
	if name := os.Getenv(childDeath); name != "" {
		log.SetFlags(0)
		switch os.Getenv(childSecret) {
		case "string":
			deaths[name](confidential.Seal(secretTexts[0], restricted))
		case "struct":
			deaths[name](unexported[confidential.Value[person]]{"1", confidential.Seal(person{secretTexts[0], secretInts[0]}, restricted)})
		case "int":
			deaths[name](confidential.Seal(secretInts[0], restricted))
		case "broken":
			deaths[name](named2(secretTexts[0]))
		}
		t.Fatal("the program did not crash")
	}
	self, err := os.Executable()
	require.NoError(t, err)
	die := func(t *testing.T, name, wrapper string) string {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		cmd := exec.CommandContext(ctx, self, "-test.run=^TestDeathsSayNothing$", "-test.timeout=0")
		cmd.Env = append(os.Environ(), childDeath+"="+name, childSecret+"="+wrapper, "GOTRACEBACK=system")
		out, err := cmd.CombinedOutput()
		require.Error(t, err, "%s did not die", name)
		require.NoError(t, ctx.Err(), "%s did not die", name)
		require.NotContains(t, string(out), "the program did not crash")
		return string(out)
	}
	for name := range deaths {
		for _, wrapper := range []string{"string", "struct", "int"} {
			if wrapper == "int" && !strings.HasPrefix(name, "panic") {
				continue
			}
			t.Run(name+"/"+wrapper, func(t *testing.T) {
				t.Parallel()
				out := die(t, name, wrapper)
				what, found := leaked(out)
				require.False(t, found, "%s in\n%s", what, out)
			})
		}
	}
	t.Run("a named text is caught", func(t *testing.T) {
		_, found := leaked(die(t, "panic", "broken"))
		require.True(t, found, "the runtime prints texts of any type that has no String")
	})
}

// named2 is a text with a Format method, which the runtime does not call.
type named2 string

func (named2) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[R]")) }
