package main

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestSession fills in a questionnaire, records the session that it belongs to, and amends a
// note.
func TestSession(t *testing.T) {
	c := newClinic(t)
	c.turn(4 * time.Hour) // after the morning sessions
	anna, maya := c.as("anna"), c.as("maya")
	p := anna.get("/client/client-1/measure")
	require.Equal(t, http.StatusOK, p.status)
	form := p.form()
	for i := range 9 {
		form.Set("item-"+strconv.Itoa(i), "0")
	}
	form.Set("item-8", "1")
	own := anna.post("/client/client-1/measure", form)
	require.Equal(t, "/client/client-1", own.path)
	require.Contains(t, own.body, "116 123", "where help is")
	require.Equal(t, http.StatusConflict, anna.post("/client/client-1/measure", form).status, "sent twice")
	require.Contains(t, maya.get("/").body, "has to be looked at today")

	p = maya.get("/session/client-1-session-9")
	require.Equal(t, http.StatusOK, p.status)
	require.Contains(t, p.body, "phq-9: 1")
	p = maya.post("/session/client-1-session-9", p.form("attendance", "attended", "progress", "The progress.", "process", "The process."))
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "The progress.")
	require.Contains(t, p.body, "The process.")
	p = maya.post("/session/client-1-session-9", p.form("progress", "The progress, put right."))
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "amended")

	chart := anna.get("/client/client-1")
	require.Contains(t, chart.body, "The progress, put right.")
	require.NotContains(t, chart.body, "The process.")
	require.Equal(t, http.StatusNotFound, anna.get("/session/client-1-session-9").status)

	missed := maya.get("/session/client-2-session-8")
	missed = maya.post("/session/client-2-session-8", missed.form("attendance", "did-not-attend"))
	require.Equal(t, http.StatusOK, missed.status, text(missed.body))
	require.Contains(t, missed.body, "client no show")
	require.Equal(t, http.StatusNotFound, maya.post("/session/client-8-session-4", url.Values{"version": {"1"}, "attendance": {"attended"}}).status)
	require.False(t, strings.Contains(c.log.String(), "progress"))
}
