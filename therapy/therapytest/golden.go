package therapytest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Golden fails the test if the text differs from that of the file, and shows the lines that
// differ. With update it writes the file, and its folder, instead.
func Golden(tb testing.TB, update bool, path string, got []byte) {
	tb.Helper()
	if diff := difference(string(Kept(tb, update, path, got)), string(got)); diff != "" {
		tb.Errorf("%s differs (- the file, + now); run with -update and look at what has changed:\n%s", path, diff)
	}
}

// GoldenJSON is [Golden] for a JSON text, which it indents.
func GoldenJSON(tb testing.TB, update bool, path string, got []byte) {
	tb.Helper()
	var text bytes.Buffer
	if err := json.Indent(&text, got, "", " "); err != nil {
		tb.Errorf("%s: what there is now is not JSON", path)
		return
	}
	text.WriteByte('\n')
	Golden(tb, update, path, text.Bytes())
}

// Kept returns the content of the file, for tests that need data written by an earlier
// version. With update it first writes got into the file.
func Kept(tb testing.TB, update bool, path string, got []byte) []byte {
	tb.Helper()
	if update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		tb.Fatalf("run with -update to write it: %v", err)
	}
	return kept
}

// difference returns the lines in which two texts differ, at most 20 of each, without the
// equal lines at their beginning and end; "" if the texts are the same.
func difference(want, got string) string {
	if want == got {
		return ""
	}
	a, b := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	line := 1
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b, line = a[1:], b[1:], line+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var out strings.Builder
	out.WriteString("from line " + strconv.Itoa(line) + "\n")
	for _, side := range []struct {
		sign  string
		lines []string
	}{{"-", a}, {"+", b}} {
		const most = 20
		for i, s := range side.lines[:min(len(side.lines), most)] {
			from := 0
			if i < min(len(a), len(b)) {
				from = common(a[i], b[i])
			}
			out.WriteString(side.sign + " " + clip(strings.TrimSuffix(s, "\n"), from) + "\n")
		}
		if more := len(side.lines) - most; more > 0 {
			out.WriteString(side.sign + " … " + strconv.Itoa(more) + " lines more\n")
		}
	}
	return out.String()
}

// common returns the number of equal bytes at the beginning of two lines.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// clip shortens a long line, such as that of a JSON document, to the part around the first
// difference.
func clip(line string, from int) string {
	const before, most = 60, 240
	if len(line) <= most {
		return line
	}
	head, tail := "", ""
	if from > before {
		line, head = line[min(from, len(line))-before:], "…"
	}
	if len(line) > most {
		line, tail = line[:most], "…"
	}
	return head + strings.ToValidUTF8(line, "") + tail
}
