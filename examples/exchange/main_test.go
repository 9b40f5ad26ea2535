package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestOutput(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "bundle.json")
	var stdout, stderr bytes.Buffer
	require.Zero(t, run([]string{"-to", path}, &stdout, &stderr), stderr.String())
	require.NotContains(t, stdout.String(), "false", "everything comes back equal")
	require.NotContains(t, stdout.String(), "evenings again")
	bundle, err := os.ReadFile(path)
	require.NoError(t, err)
	golden(t, "exchange.txt", stdout.Bytes())
	golden(t, "bundle.fhir.json", append(bundle, '\n'))
	n, err := fhir.Parse(bundle)
	require.NoError(t, err)
	require.NoError(t, fhir.Check(n))
}

func TestOthersGetLess(t *testing.T) {
	t.Parallel()
	r, err := newRecord()
	require.NoError(t, err)
	for _, to := range recipients()[1:] {
		bundle, omissions, err := send(r, to.request, confidential.NewGate(confidential.DefaultTable(), &auditLog{}))
		require.NoError(t, err)
		require.NotEmpty(t, omissions)
		require.NotContains(t, string(bundle), "QuestionnaireResponse", "answers are not for %s", to.who)
	}
}

func TestMisuse(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 2, run([]string{"-nonsense"}, &stdout, &stderr))
	require.Equal(t, 1, run([]string{"-to", filepath.Join(t.TempDir(), "no", "folder")}, &stdout, &stderr))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-golden +got):\n%s", name, diff)
	}
}
