package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/therapy/confidential"
	"github.com/therapykit/therapykit/therapy/fhir"
)

// exported returns the resources of a record in which every field is set, by their references,
// and what was left out.
func exported(t *testing.T, audience confidential.Audience, purpose confidential.Purpose, include ...fhir.Part) (map[string]*fhir.Node, map[string]bool) {
	t.Helper()
	x, _ := exportFor(t, audience, purpose, include...)
	byID, listed := map[string]*fhir.Node{}, map[string]bool{}
	for entry := range everything(t, x).Get("entry").Parts() {
		resource := entry.Get("resource")
		byID[resource.Get("resourceType").Text()+"/"+resource.Get("id").Text()] = resource
	}
	for _, o := range x.Omissions() {
		listed[o.Record+o.Place] = true
	}
	return byID, listed
}

// TestOmissionsAreListed compares the export for every recipient and purpose with the whole record:
// the list of omissions names every missing resource and member, except for references to a listed
// resource.
func TestOmissionsAreListed(t *testing.T) {
	t.Parallel()
	parts := []fhir.Part{fhir.PartGroup, fhir.PartAlerts, fhir.PartRevisions}
	whole, _ := exported(t, confidential.TreatingTherapist, confidential.Treatment, parts...)
	reduced := 0
	for audience := confidential.Audience(1); audience.Valid(); audience++ {
		for purpose := confidential.Purpose(1); purpose.Valid(); purpose++ {
			got, listed := exported(t, audience, purpose, parts...)
			for id, resource := range whole {
				part, ok := got[id]
				if resource.Get("resourceType").Text() == "Provenance" && !ok {
					continue // the provenance of a record is listed with the record
				}
				if !ok {
					reduced++
					require.True(t, listed[id], "%s for %s does not get %s", audience, purpose, id)
					continue
				}
				for member := range resource.Parts() {
					if part.Get(member.Name()) == nil && !refersTo(member, listed) {
						reduced++
						require.True(t, listed[id+"/"+member.Name()], "%s for %s does not get %s of %s", audience, purpose, member.Name(), id)
					}
				}
			}
			for id := range got {
				require.Contains(t, whole, id, "%s for %s", audience, purpose)
			}
		}
	}
	require.Greater(t, reduced, 100)
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
