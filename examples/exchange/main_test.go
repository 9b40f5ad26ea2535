package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
	"github.com/therapykit/therapykit/therapy/therapytest"
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

// TestTheListSaysWhatWasLeftOut compares what others get with what the therapist gets: the list
// names every resource and every member that is missing, and nothing is added.
func TestTheListSaysWhatWasLeftOut(t *testing.T) {
	t.Parallel()
	r, err := newRecord()
	require.NoError(t, err)
	resources := func(to recipient) (map[string]*fhir.Node, map[string]bool) {
		bundle, omissions, err := send(r, to.request, confidential.NewGate(confidential.DefaultTable(), &auditLog{}))
		require.NoError(t, err)
		n, err := fhir.Parse(bundle)
		require.NoError(t, err)
		byID, listed := map[string]*fhir.Node{}, map[string]bool{}
		for entry := range n.Get("entry").Parts() {
			resource := entry.Get("resource")
			byID[resource.Get("resourceType").Text()+"/"+resource.Get("id").Text()] = resource
		}
		for _, o := range omissions {
			listed[o.Record+o.Place] = true
		}
		return byID, listed
	}
	whole, _ := resources(recipients()[0])
	for _, to := range recipients()[1:] {
		got, listed := resources(to)
		require.Less(t, len(got), len(whole), to.who)
		for id, resource := range whole {
			part, ok := got[id]
			if !ok {
				require.True(t, listed[id], "%s does not get %s", to.who, id)
				continue
			}
			for member := range resource.Parts() {
				if part.Get(member.Name()) == nil && !refersTo(member, listed) {
					require.True(t, listed[id+"/"+member.Name()], "%s does not get %s of %s", to.who, member.Name(), id)
				}
			}
		}
		for id := range got {
			require.Contains(t, whole, id, to.who)
		}
	}
}

// refersTo reports whether n only refers to something in the list.
func refersTo(n *fhir.Node, listed map[string]bool) bool {
	count, all := 0, true
	var walk func(*fhir.Node)
	walk = func(n *fhir.Node) {
		if n.Name() == "reference" {
			count++
			all = all && listed[n.Text()]
		}
		for part := range n.Parts() {
			walk(part)
		}
	}
	walk(n)
	return count > 0 && all
}

func TestMisuse(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 2, run([]string{"-nonsense"}, &stdout, &stderr))
	require.Equal(t, 1, run([]string{"-to", filepath.Join(t.TempDir(), "no", "folder")}, &stdout, &stderr))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	therapytest.Golden(t, *update, filepath.Join("testdata", name), got)
}
