package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/therapytest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestOutput(t *testing.T) {
	t.Parallel()
	charts := t.TempDir()
	var stdout, stderr bytes.Buffer
	require.Zero(t, run([]string{"-charts", charts}, &stdout, &stderr), stderr.String())
	golden(t, "course.txt", stdout.Bytes())
	for _, who := range clients() {
		svg, err := os.ReadFile(filepath.Join(charts, who.id.String()+".svg"))
		require.NoError(t, err)
		golden(t, who.id.String()+".svg", svg)
		wellFormed(t, svg)
	}
	for _, secret := range []string{"evenings", "dread", "low year", "made-up progress", "Yes, let us try"} {
		require.NotContains(t, stdout.String(), secret, "what was said is sealed")
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	therapytest.Golden(t, *update, filepath.Join("testdata", name), got)
}

func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else {
			require.NoError(t, err)
		}
	}
}

func TestRefuses(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 2, run([]string{"-nonsense"}, &stdout, &stderr))
	require.Equal(t, 1, run([]string{"-charts", filepath.Join(t.TempDir(), "missing")}, &stdout, &stderr), "a directory that is not there is not made up")
}
