package main

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var waitingPerson = regexp.MustCompile(`screening/(person-\d+)`)

// TestGroup goes through the work of a lead: the group, a screening, an accepted offer, the
// agreement, and a session whose shared note must not name anybody.
func TestGroup(t *testing.T) {
	c := newClinic(t)
	c.turn(12 * time.Hour)
	rosa := c.as("rosa")
	require.Contains(t, rosa.get("/").body, "/group/group-1")
	p := rosa.get("/group/group-1")
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	for _, want := range []string{"Chiara Romano", "did not attend", "Waiting list", "Whom to talk to"} {
		require.Contains(t, p.body, want)
	}
	m := waitingPerson.FindStringSubmatch(p.body)
	require.NotNil(t, m)
	s := rosa.get("/group/group-1/screening/" + m[1])
	require.Equal(t, http.StatusOK, s.status, text(s.body))
	s = rosa.post("/group/group-1/screening/"+m[1], s.form())
	require.Equal(t, http.StatusOK, s.status, text(s.body))
	require.Contains(t, s.body, "ask first")
	roster := func(p page, typed ...string) page {
		f := p.form(typed...)
		v := regexp.MustCompile(`name="do" value="leave"><input type="hidden" name="version" value="(\d+)"`).FindStringSubmatch(p.body)
		f.Set("version", v[1])
		return rosa.post("/group/group-1", f)
	}
	p = roster(rosa.get("/group/group-1"), "do", "offer", "person", m[1], "passed", "times-do-not-fit")
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "Accepts")
	p = roster(p, "do", "accept", "person", m[1])
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	a := regexp.MustCompile(`name="do" value="agree"><input type="hidden" name="version" value="(\d+)"`).FindStringSubmatch(p.body)
	require.NotNil(t, a)
	f := p.form("do", "agree", "person", "client-3", "shown", "yes")
	f.Set("version", a[1])
	require.Equal(t, http.StatusOK, rosa.post("/group/group-1", f).status)
	require.Contains(t, rosa.get("/group/group-1/agreement").body, "outside")

	path := "/group/group-1/session/group-1-session-4"
	p = rosa.get(path)
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	form := p.form("shared", "We admired how Chiara asked for help.", "climate", "supportive")
	for _, id := range []string{"3", "4", "5", "8", "9", "10"} {
		form.Set("attendance-client-"+id, "attended")
	}
	form.Set("own-client-8", "Spoke for the first time.")
	refused := rosa.post(path, form)
	require.Equal(t, http.StatusUnprocessableEntity, refused.status, text(refused.body))
	require.Contains(t, refused.body, "<mark>Chiara</mark>")
	require.Contains(t, refused.body, "Spoke for the first time.")
	form.Set("shared", "We admired how somebody asked for help.")
	p = rosa.post(path, form)
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "We admired how somebody asked for help.")
	require.Contains(t, p.body, "Spoke for the first time.")

	member := rosa.get("/client/client-3")
	require.Equal(t, http.StatusOK, member.status, "a member's own record, as co-therapist")
	require.NotContains(t, member.body, "rescue")
	require.Equal(t, http.StatusNotFound, c.as("maya").get("/group/group-1").status)
	require.Equal(t, http.StatusNotFound, rosa.get("/group/group-9").status)
	require.Equal(t, http.StatusNotFound, rosa.get("/client/client-1").status)
}

// TestForming forms groups from the waiting list, with progress, and accepts one of them.
func TestForming(t *testing.T) {
	c := newClinic(t)
	rosa := c.as("rosa")
	require.Equal(t, http.StatusOK, rosa.post("/group/group-1/forming", nil).status)
	progress := rosa.get("/group/group-1/forming/progress")
	require.Contains(t, progress.body, "event: done")
	p := rosa.get("/group/group-1/forming")
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "60 people wait")
	require.Contains(t, p.body, "Without a place, and why")
	m := regexp.MustCompile(`name="accept" value="([^"]*)"`).FindStringSubmatch(p.body)
	require.NotNil(t, m)
	g := rosa.post("/group/group-1/forming/accept", p.form("accept", m[1]))
	require.Equal(t, http.StatusOK, g.status, text(g.body))
	require.Equal(t, "/group/"+m[1], g.path)
	require.Equal(t, http.StatusNotFound, c.as("tom").get("/group/group-1/forming").status)
}
