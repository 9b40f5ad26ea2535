package main

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestInsurer checks that the insurer gets dates, codes and dose, and results only while the
// client allows it.
func TestInsurer(t *testing.T) {
	c := newClinic(t)
	priya, anna := c.as("priya"), c.as("anna")
	release := func() page {
		p := priya.get("/privacy/claim?person=client-1")
		require.Equal(t, http.StatusOK, p.status, text(p.body))
		require.NotContains(t, p.body, "Petersen", "a look ahead shows nothing")
		p = priya.post("/privacy/claim", p.form("ref", "bill-1"))
		require.Equal(t, http.StatusOK, p.status, text(p.body))
		return p
	}
	p := release()
	require.Contains(t, p.body, "A. P.")
	require.Contains(t, p.body, "depression")
	require.NotContains(t, p.body, "Results")
	require.NotContains(t, p.body, "evenings")
	said := anna.get("/client/client-1/consents")
	require.Equal(t, http.StatusOK, said.status)
	said = anna.post("/client/client-1/consents", said.form("grant", "insurer-results"))
	require.Equal(t, http.StatusOK, said.status, text(said.body))
	require.Contains(t, said.body, "payer", "she sees that the insurer has asked")
	c.turn(time.Minute)
	p = release()
	require.Contains(t, p.body, "Results")
	require.NotContains(t, p.body, "evenings")
	said = anna.post("/client/client-1/consents", said.form())
	require.Contains(t, said.body, "taken back", text(said.body))
	c.turn(time.Minute)
	require.NotContains(t, release().body, "Results")
}

// TestEmergency checks that an emergency access opens a record for an hour and then needs a
// review.
func TestEmergency(t *testing.T) {
	c := newClinic(t)
	tom, priya := c.as("tom"), c.as("priya")
	require.Equal(t, http.StatusNotFound, tom.get("/client/client-1").status)
	today := tom.get("/")
	p := tom.post("/emergency", today.form("person", "client-1", "reason", "found-unconscious"))
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "Enjoy the evenings")
	require.NotContains(t, p.body, "rescue", "no process notes")
	require.Equal(t, http.StatusNotFound, tom.post("/client/client-1/plan", url.Values{"do": {"begin"}, "version": {"3"}}).status, "to read is not to write")
	p = priya.get("/privacy")
	require.Contains(t, p.body, "Not reviewed")
	p = priya.post("/privacy/review", p.form("outcome", "justified"))
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.NotContains(t, p.body, "Not reviewed")
	c.turn(61 * time.Minute)
	tom = c.as("tom")
	require.Equal(t, http.StatusNotFound, tom.get("/client/client-1").status)
}

// TestOfficer checks that the privacy officer sees who may see what and why, but no content.
func TestOfficer(t *testing.T) {
	c := newClinic(t)
	priya := c.as("priya")
	c.as("tom").get("/client/client-1")
	p := priya.get("/privacy/person?person=client-1&recipient=clinician-1")
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "TT1")
	require.Contains(t, p.body, "clinician-2", "who was refused")
	for _, word := range []string{"Petersen", "evenings", "rescue"} {
		require.NotContains(t, p.body, word)
	}
	p = priya.get("/privacy")
	require.Contains(t, p.body, "deny")
	p = priya.post("/privacy/verify", url.Values{})
	require.Contains(t, p.body, "The chain is whole", text(p.body))
	require.Equal(t, http.StatusNotFound, priya.get("/client/client-1").status)
}

// TestFHIR exports a record as FHIR and imports it again.
func TestFHIR(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	p := maya.get("/client/client-1/fhir/bundle.json")
	require.Equal(t, http.StatusOK, p.status)
	require.Contains(t, p.body, `"CarePlan"`)
	require.NotContains(t, p.body, "rescue")
	in := maya.post("/client/client-1/fhir", url.Values{"document": {p.body}})
	require.Equal(t, http.StatusOK, in.status, text(in.body))
	require.Contains(t, in.body, "there already: 10", text(in.body))
	other := maya.post("/client/client-6/fhir", url.Values{"document": {p.body}})
	require.Contains(t, other.body, "Taken over: 0", text(other.body))
	require.Equal(t, http.StatusUnprocessableEntity, maya.post("/client/client-1/fhir", url.Values{"document": {`{"a":1,"a":2}`}}).status)
	require.Equal(t, http.StatusNotFound, c.as("tom").get("/client/client-1/fhir/bundle.json").status)
	status, out := call(t, nil, "export-fhir", "-db", c.file, "-keys", string(c.keys), "-client", "client-1", "-by", "maya")
	require.Equal(t, 0, status, out)
	require.Contains(t, out, `"CarePlan"`)
}
