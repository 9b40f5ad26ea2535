package fhir_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/care"
	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

var update = flag.Bool("update", false, "write the published definitions anew")

func TestPublishedFilesMatchCode(t *testing.T) {
	want := fhir.PublishedResources()
	if *update {
		old, err := filepath.Glob("published/*.json")
		require.NoError(t, err)
		for _, name := range old {
			require.NoError(t, os.Remove(name))
		}
		for name, n := range want {
			var text bytes.Buffer
			require.NoError(t, json.Indent(&text, n.AppendJSON(nil), "", " "))
			text.WriteByte('\n')
			require.NoError(t, os.WriteFile(filepath.Join("published", name), text.Bytes(), 0o600))
		}
	}
	files, err := fs.Glob(fhir.Published(), "*.json")
	require.NoError(t, err)
	require.Len(t, files, len(want), "run with -update")
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join("published", name))
		require.NoError(t, err)
		n := parse(t, string(data))
		require.True(t, n.Equal(want[name]), "%s: run with -update", name)
		require.NoError(t, fhir.Check(n), name)
	}
}

// TestWrittenCodesArePublished checks a document with every field set: each of our codes is in its
// code system, unless that is open, and each of our extensions and everything in it is defined.
func TestWrittenCodesArePublished(t *testing.T) {
	x, _ := exportFor(t, confidential.TreatingTherapist, confidential.Treatment, fhir.PartGroup, fhir.PartAlerts, fhir.PartRevisions)
	require.NoError(t, x.Plan(t.Context(), revised(t)))
	require.NoError(t, x.Session(t.Context(), session(t, 1, care.Attendee{Client: client, Attendance: care.AttendedLate, Minutes: 30}, nil)))
	require.NoError(t, x.Consent(t.Context(), confidential.Consent{
		Ref: "c-1", By: client, Audiences: []confidential.Audience{confidential.Referrer}, Purposes: []confidential.Purpose{confidential.Coordination},
		Kinds: []confidential.Kind{confidential.TreatmentPlan}, Recipients: []confidential.PersonID{gp}, Given: at(5, 1, 9),
	}))
	published := fhir.PublishedResources()
	codes, extensions := 0, 0
	var walk func(n *fhir.Node)
	walk = func(n *fhir.Node) {
		if name, ok := strings.CutPrefix(n.Get("system").Text(), fhir.Base+"CodeSystem/"); ok {
			codes++
			system := published["CodeSystem-"+name+".json"]
			require.NotNil(t, system, name)
			if system.Get("content").Text() == "complete" {
				require.Contains(t, string(system.AppendJSON(nil)), `"code":"`+n.Get("code").Text()+`"`)
			}
		}
		if name, ok := strings.CutPrefix(n.Get("url").Text(), fhir.Base+"StructureDefinition/"); ok {
			extensions++
			definition := published["StructureDefinition-"+name+".json"]
			require.NotNil(t, definition, name)
			defined(t, definition, "Extension", n)
		}
		for part := range n.Parts() {
			walk(part)
		}
	}
	walk(x.Bundle("b"))
	require.Greater(t, codes, 20)
	require.Greater(t, extensions, 10)
}

// defined requires that the contents of an extension are defined below id.
func defined(t *testing.T, definition *fhir.Node, id string, extension *fhir.Node) {
	t.Helper()
	for sub := range extension.Get("extension").Parts() {
		own := id + ".extension:" + sub.Get("url").Text()
		var value *fhir.Node
		found := false
		for e := range definition.Get("differential").Get("element").Parts() {
			switch e.Get("id").Text() {
			case own:
				found = true
			case own + ".value[x]":
				value = e
			}
		}
		require.True(t, found, own)
		for part := range sub.Parts() {
			if typ, ok := strings.CutPrefix(part.Name(), "value"); ok {
				require.Equal(t, strings.ToLower(typ), strings.ToLower(value.Get("type").Index(0).Get("code").Text()), own)
			}
		}
		defined(t, definition, own, sub)
	}
}
