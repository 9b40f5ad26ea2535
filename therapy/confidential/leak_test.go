package confidential_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
)

// The suite puts a sealed value into every container (leak_shapes_test.go), sends each through every
// channel (leak_channels_test.go) and checks the output in two ways: whether it contains the secret
// in any spelling, and whether another secret gives another output. The second check also finds
// spellings that the first does not know.

// The secrets are two made-up texts and two numbers, of different lengths. No part of them occurs in
// the name of a type, a method or a file.
var (
	secretTexts = [2]string{"Zq7wept", "Xk9laughed-aloud"}
	secretInts  = [2]int{1998877665, 3141}
)

// finding is one leak.
type finding struct{ channel, shape, payload, why string }

func (f finding) String() string {
	return fmt.Sprintf("%s of %s (%s): %s", f.channel, f.shape, f.payload, f.why)
}

// spellings lists the encoded forms of a secret.
var spellings = func() []string {
	var all []string
	for _, s := range secretTexts {
		all = append(all, s, strings.ToUpper(s), strings.ToLower(s))
		for _, verb := range []string{"%d", "%x", "%X", "%#x", "%o", "%b", "%U", "%c", "%q"} {
			all = append(all, strings.Trim(fmt.Sprintf(verb, []byte(s)), "[]"), strings.Trim(fmt.Sprintf(verb, []rune(s)), "[]"))
		}
		for _, verb := range []string{"%x", "%X", "% x", "% X", "%# x"} {
			all = append(all, fmt.Sprintf(verb, s))
		}
		list := strings.ReplaceAll(strings.Trim(fmt.Sprintf("%d", []byte(s)), "[]"), " ", ",")
		all = append(all, list, strings.ReplaceAll(list, ",", ", "), hex.EncodeToString([]byte(s)))
		for shift := range 3 { // the base64 of a text depends on its position
			e := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), s...))
			all = append(all, e[(shift*8+5)/6:len(e)-1])
		}
		r := []rune(s)
		slices.Reverse(r)
		all = append(all, string(r))
	}
	// The other number is short and could occur in addresses by chance; the comparison of the two
	// outputs finds it instead.
	for _, verb := range []string{"%d", "%x", "%X", "%o", "%b", "%U", "%+d"} {
		all = append(all, fmt.Sprintf(verb, secretInts[0]))
	}
	return slices.DeleteFunc(all, func(s string) bool { return len(s) < 5 })
}()

func leaked(out string) (string, bool) {
	for _, s := range spellings {
		if strings.Contains(out, s) {
			return s, true
		}
	}
	return "", false
}

// addresses matches addresses in memory, the only permitted difference between two outputs. On
// 32-bit machines they have fewer digits.
var addresses = regexp.MustCompile(`\+?0[xXob]?[0-9a-fA-F]+|[0-9a-fA-F]{` + strconv.Itoa(1+strconv.IntSize/8) + `,}|goroutine [0-9]+|U\+[0-9A-F]{6,}|\x{00a0}| `)

// paddings matches the spaces of an address or random seed that was padded to a width.
var paddings = regexp.MustCompile(`@+`)

func normal(out string) string {
	return paddings.ReplaceAllString(addresses.ReplaceAllString(out, "@"), "@")
}

// differ reports whether the two outputs differ by more than addresses. A diff of two maps lists the
// keys in the order of their addresses, so its lines may be in another order. Only lines that differ
// are examined: an address never spans lines.
func differ(c channel, one, two string) bool {
	a, b := strings.Split(one, "\n"), strings.Split(two, "\n")
	if len(a) != len(b) {
		return true
	}
	var left, right []string
	for i := range a {
		if a[i] != b[i] {
			left, right = append(left, a[i]), append(right, b[i])
		}
	}
	one, two = normal(strings.Join(left, "\n")), normal(strings.Join(right, "\n"))
	if strings.HasPrefix(c.name, "cmp") {
		return unordered(one) != unordered(two)
	}
	return one != two
}

func unordered(out string) string {
	lines := strings.Split(out, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, "+-@ \t")
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// hunt sends two values with different secrets through all channels, in all containers.
func hunt[W any](payload string, a, b W, extra ...shape[W]) (findings []finding, probes int) {
	everyChannel := func(channel) bool { return true }
	findings = probe(payload, a, b, everyChannel, func(shape[W]) bool { return true }, extra...)
	return findings, 2 * len(channels) * (len(shapesOf[W]()) + len(extra))
}

// probe sends the two values through some channels, in some containers.
func probe[W any](payload string, a, b W, through func(channel) bool, in func(shape[W]) bool, extra ...shape[W]) (findings []finding) {
	for _, s := range append(shapesOf[W](), extra...) {
		for _, c := range channels {
			if !in(s) || !through(c) {
				continue
			}
			one, two, differs := tell(c, s, a, b)
			if what, ok := leaked(one + two); ok {
				findings = append(findings, finding{c.name, s.name, payload, "holds " + what})
			} else if differs {
				findings = append(findings, finding{c.name, s.name, payload, fmt.Sprintf("differs:\n%.300s\n%.300s", one, two)})
			}
		}
	}
	return findings
}

// tell sends two values through a channel, each in the place of the other, and reports whether the
// outputs differ. The seed of a sync.Map is random, and %q and %c may print it as a character.
// Therefore a difference is checked again with new containers: a real leak differs every time.
func tell[W any](c channel, s shape[W], a, b W) (one, two string, differs bool) {
	for range 3 {
		one, two = capture(c, s.in(a), s.in(b)), capture(c, s.in(b), s.in(a))
		if !differ(c, one, two) {
			return one, two, false
		}
	}
	return one, two, true
}

// capture runs a channel and returns its output, including the value of a panic.
func capture(c channel, x, y any) (out string) {
	defer func() {
		if r := recover(); r != nil {
			out += fmt.Sprintf("panic: %v %+v %s", r, r, r)
		}
	}()
	return c.run(x, y)
}

// person is structured content.
type person struct {
	Name string `json:"name"`
	Age  int    `json:"age"`
}

var restricted = confidential.LabelFor(confidential.ProgressNote, confidential.MustPersonID("client-1"))

func sealedPair[T any](a, b T) (one, two confidential.Value[T]) {
	return confidential.Seal(a, restricted), confidential.Seal(b, restricted)
}

type (
	embedsText   struct{ confidential.Value[string] }
	embedsPerson struct{ confidential.Value[person] }
	embedsHidden struct {
		ID string
		embedsText
	}
)

func TestNothingLeaks(t *testing.T) {
	require.GreaterOrEqual(t, len(channels), 100, "the suite has at least a hundred channels")
	names := map[string]bool{}
	for _, c := range channels {
		require.False(t, names[c.name], "two channels called %s", c.name)
		names[c.name] = true
	}
	total := 0
	report := func(t *testing.T, findings []finding, probes int) {
		t.Helper()
		total += probes
		for _, f := range findings[:min(20, len(findings))] {
			t.Error(f)
		}
		if len(findings) > 0 {
			t.Errorf("%d leaks in %d probes", len(findings), probes)
		}
	}
	p0, p1 := person{secretTexts[0], secretInts[0]}, person{secretTexts[1], secretInts[1]}
	t.Run("string", func(t *testing.T) {
		a, b := sealedPair(secretTexts[0], secretTexts[1])
		f, n := hunt("string", a, b,
			shape[confidential.Value[string]]{"embedded", func(w confidential.Value[string]) any { return embedsText{w} }},
			shape[confidential.Value[string]]{"embedded twice", func(w confidential.Value[string]) any { return &embedsHidden{"1", embedsText{w}} }})
		report(t, f, n)
	})
	t.Run("struct", func(t *testing.T) {
		a, b := sealedPair(p0, p1)
		f, n := hunt("struct", a, b,
			shape[confidential.Value[person]]{"embedded", func(w confidential.Value[person]) any { return embedsPerson{w} }})
		report(t, f, n)
	})
	t.Run("slice", func(t *testing.T) {
		a, b := sealedPair([]string{secretTexts[0]}, []string{secretTexts[1], "more"})
		f, n := hunt("slice", a, b)
		report(t, f, n)
	})
	t.Run("int", func(t *testing.T) {
		a, b := sealedPair(secretInts[0], secretInts[1])
		f, n := hunt("int", a, b)
		report(t, f, n)
	})
	if !testing.Short() {
		t.Run("pointer", func(t *testing.T) {
			a, b := sealedPair(&p0, &p1)
			f, n := hunt("pointer", a, b)
			report(t, f, n)
		})
		t.Run("bytes", func(t *testing.T) {
			a, b := sealedPair([]byte(secretTexts[0]), []byte(secretTexts[1]))
			f, n := hunt("bytes", a, b)
			report(t, f, n)
		})
		t.Run("any", func(t *testing.T) {
			a, b := sealedPair[any](map[string]string{"x": secretTexts[0]}, secretTexts[1])
			f, n := hunt("any", a, b)
			report(t, f, n)
		})
	}
	t.Logf("%d probes: %d channels, %d shapes", total, len(channels), len(shapesOf[int]())+2)
}

// TestLabelsDoNotShow sends the same content under different labels: the kind, the people and the
// level are sensitive too, and so is whether a displayed value is empty.
func TestLabelsDoNotShow(t *testing.T) {
	a := confidential.Seal("same", restricted)
	b := confidential.Seal("same", confidential.Label{
		Level: confidential.VeryRestricted, Kind: confidential.ProcessNote, Setting: confidential.GroupSetting,
		Subject: confidential.MustPersonID("client-2"), Tags: confidential.Abuse,
	})
	for _, s := range shapesOf[confidential.Value[string]]() {
		for _, c := range channels {
			if c.name == "reflect: call every method" {
				continue // the method Label returns the label on purpose
			}
			one, two, differs := tell(c, s, a, b)
			require.False(t, differs, "%s of %s:\n%s\n%s", c.name, s.name, one, two)
		}
	}
	for _, v := range []confidential.Value[string]{{}, a, b} {
		require.Equal(t, confidential.Placeholder, fmt.Sprint(v))
		require.Equal(t, confidential.Placeholder, v.String())
		require.Equal(t, confidential.Placeholder, v.GoString())
		require.Equal(t, confidential.Placeholder, v.LogValue().String())
		for _, verb := range "vsqxXdbocUeEfgGtz" {
			for _, flag := range []string{"", "+", "#", " ", "020", "-3.1"} {
				require.Equal(t, confidential.Placeholder, fmt.Sprintf("%"+flag+string(verb), v))
			}
		}
	}
}
