package confidential_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
)

func recordAt(n int) confidential.Record {
	return confidential.Record{
		Event: confidential.Disclosed, At: noon.Add(time.Duration(n) * time.Minute), Recipient: therapist3, Audience: confidential.TreatingTherapist, Purpose: confidential.Treatment,
		Subject: confidential.MustPersonID(fmt.Sprintf("client-%d", n)), Kind: confidential.ProgressNote, Level: confidential.Restricted,
		Setting: confidential.IndividualSetting, Effect: confidential.Permit, Rule: "TT1",
	}
}

// written returns a log of n entries, its lines with their line breaks, and the anchor at its end.
func written(tb testing.TB, n int) (all []byte, lines []string, end confidential.Anchor) {
	tb.Helper()
	var b bytes.Buffer
	log := confidential.NewLog(&b, confidential.Anchor{})
	for i := range n {
		require.NoError(tb, log.Record(tb.Context(), []confidential.Record{recordAt(i)}))
	}
	lines = strings.SplitAfter(b.String(), "\n")
	return b.Bytes(), lines[:len(lines)-1], log.Anchor()
}

func requireTampered(t *testing.T, log string, anchor confidential.Anchor, line int, what confidential.Tampering, msg ...any) {
	t.Helper()
	_, err := confidential.VerifyLog(strings.NewReader(log), anchor)
	var tampered *confidential.TamperError
	require.ErrorAs(t, err, &tampered, msg...)
	require.ErrorIs(t, err, confidential.ErrTampered)
	require.Equal(t, line, tampered.Line, msg...)
	if what != "" {
		require.Equal(t, what, tampered.What, msg...)
	}
	require.Contains(t, err.Error(), fmt.Sprintf("line %d", line))
}

func TestLogVerifies(t *testing.T) {
	all, lines, end := written(t, 6)
	require.Len(t, lines, 6)
	got, err := confidential.VerifyLog(bytes.NewReader(all), end)
	require.NoError(t, err)
	require.Equal(t, end, got)
	got, err = confidential.VerifyLog(strings.NewReader(""), confidential.Anchor{})
	require.NoError(t, err)
	require.Zero(t, got)

	// A log can be continued, and an older anchor remains valid.
	var more bytes.Buffer
	log := confidential.NewLog(&more, end)
	require.NoError(t, log.Record(t.Context(), []confidential.Record{recordAt(6)}))
	got, err = confidential.VerifyLog(io.MultiReader(bytes.NewReader(all), &more), end)
	require.NoError(t, err)
	require.Equal(t, log.Anchor(), got)
	require.EqualValues(t, 7, got.Seq)
}

// TestLogFindsEveryChange changes a log in every way and checks the reported line.
func TestLogFindsEveryChange(t *testing.T) {
	all, lines, end := written(t, 6)
	join := func(lines ...string) string { return strings.Join(lines, "") }
	without := func(i int) string { return join(append(append([]string{}, lines[:i]...), lines[i+1:]...)...) }

	t.Run("every byte", func(t *testing.T) {
		line := 1
		for i, b := range all {
			for _, x := range []byte{b ^ 1, b ^ 0x20, ' '} {
				if x == b {
					continue
				}
				changed := bytes.Clone(all)
				changed[i] = x
				requireTampered(t, string(changed), end, line, "", "byte %d", i)
			}
			if b == '\n' {
				line++
			}
		}
	})
	t.Run("a field, with a new hash", func(t *testing.T) {
		for i := range lines[:5] {
			forged := forge(t, lines[i], func(e *confidential.Entry) { e.Record.Rule = "CO1" })
			requireTampered(t, strings.Replace(string(all), lines[i], forged, 1), end, i+2, confidential.Inserted, "the next entry does not follow from it")
		}
		forged := forge(t, lines[5], func(e *confidential.Entry) { e.Record.Rule = "CO1" })
		requireTampered(t, strings.Replace(string(all), lines[5], forged, 1), end, 6, confidential.Changed, "the anchor holds the last")
	})
	t.Run("removal", func(t *testing.T) {
		for i := range 5 {
			requireTampered(t, without(i), end, i+1, confidential.Missing)
		}
		requireTampered(t, without(5), end, 6, confidential.CutOff)
		requireTampered(t, "", end, 1, confidential.CutOff)
		_, err := confidential.VerifyLog(strings.NewReader(without(5)), confidential.Anchor{})
		require.NoError(t, err, "without an anchor a missing end cannot be found, as documented")
	})
	t.Run("repetition", func(t *testing.T) {
		for i := range lines {
			for at := i + 1; at <= len(lines); at++ {
				again := append(append(append([]string{}, lines[:at]...), lines[i]), lines[at:]...)
				requireTampered(t, join(again...), end, at+1, confidential.Moved)
			}
		}
	})
	t.Run("reordering", func(t *testing.T) {
		for i := range lines {
			for j := i + 1; j < len(lines); j++ {
				swapped := append([]string{}, lines...)
				swapped[i], swapped[j] = swapped[j], swapped[i]
				requireTampered(t, join(swapped...), end, i+1, confidential.Moved, "%d and %d", i, j)
			}
		}
	})
	t.Run("insertion", func(t *testing.T) {
		for i := range lines {
			for _, text := range []string{"\n", "{}\n", "null\n", "not an entry\n"} {
				in := append(append(append([]string{}, lines[:i]...), text), lines[i:]...)
				requireTampered(t, join(in...), end, i+1, "")
			}
			// An inserted entry with a correct hash and the number of the next.
			forged := forge(t, lines[i], func(e *confidential.Entry) { e.Record.Subject = client2 })
			in := append(append(append([]string{}, lines[:i]...), forged), lines[i:]...)
			if i == 5 {
				requireTampered(t, join(in...), end, 6, confidential.Changed, "the anchor holds the last")
			} else {
				requireTampered(t, join(in...), end, i+2, confidential.Moved)
			}
		}
	})
	t.Run("a tail cut in the middle of a line", func(t *testing.T) {
		requireTampered(t, string(all[:len(all)-1]), end, 6, confidential.Torn)
		requireTampered(t, string(all[:len(all)-20]), end, 6, confidential.Torn)
	})
	t.Run("written anew", func(t *testing.T) {
		var b bytes.Buffer
		log := confidential.NewLog(&b, confidential.Anchor{})
		for i := range 6 {
			require.NoError(t, log.Record(t.Context(), []confidential.Record{recordAt(i + 1)}))
		}
		requireTampered(t, b.String(), end, 6, confidential.Changed, "only the anchor can know")
		_, err := confidential.VerifyLog(&b, confidential.Anchor{})
		require.NoError(t, err)
	})
	t.Run("something hidden in a line", func(t *testing.T) {
		hidden := strings.Replace(lines[2], `{"seq"`, `{"note":"x","seq"`, 1)
		requireTampered(t, strings.Replace(string(all), lines[2], hidden, 1), end, 3, confidential.Unreadable, "what the hash does not cover is not read over")
	})
}

// forge changes an entry and corrects its hash, as an attacker with write access could.
func forge(t *testing.T, line string, change func(*confidential.Entry)) string {
	t.Helper()
	var e confidential.Entry
	require.NoError(t, json.Unmarshal([]byte(line), &e))
	change(&e)
	var b bytes.Buffer
	log := confidential.NewLog(&b, confidential.Anchor{Seq: e.Seq - 1, Hash: e.Prev})
	require.NoError(t, log.Record(t.Context(), []confidential.Record{e.Record}))
	return b.String()
}

// failing is a writer that fails after a number of bytes.
type failing struct {
	bytes.Buffer
	room int
}

func (w *failing) Write(p []byte) (int, error) {
	if len(p) > w.room {
		n, _ := w.Buffer.Write(p[:w.room])
		w.room = 0
		return n, errors.New("disk full")
	}
	w.room -= len(p)
	return w.Buffer.Write(p)
}

func TestLogThatFailsTakesNoMore(t *testing.T) {
	_, lines, _ := written(t, 2)
	w := &failing{room: len(lines[0]) + 10}
	log := confidential.NewLog(w, confidential.Anchor{})
	require.NoError(t, log.Record(t.Context(), []confidential.Record{recordAt(0)}))
	end := log.Anchor()
	require.EqualError(t, log.Record(t.Context(), []confidential.Record{recordAt(1)}), "disk full")
	w.room = 1 << 20
	requireRules(t, log.Record(t.Context(), []confidential.Record{recordAt(1)}), " log-failed")
	require.Equal(t, end, log.Anchor())
	requireTampered(t, w.String(), end, 2, confidential.Torn, "the line that was begun can be seen")

	var none *confidential.Log
	requireRules(t, none.Record(t.Context(), []confidential.Record{recordAt(0)}), " log-missing")
	requireRules(t, confidential.NewLog(nil, confidential.Anchor{}).Record(t.Context(), []confidential.Record{recordAt(0)}), " log-missing")
	requireRules(t, confidential.NewLog(io.Discard, confidential.Anchor{}).Record(context.Background(), []confidential.Record{{Kind: 99}}), "/record record-invalid")

	_, err := confidential.VerifyLog(io.MultiReader(strings.NewReader(lines[0]), broken{}), confidential.Anchor{})
	require.EqualError(t, err, "cannot read")
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("cannot read") }
