package main

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/clinic/store"
)

// TestFromRecommendationToPlan goes from the recommendation to an active plan with an
// appointment.
func TestFromRecommendationToPlan(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	p := maya.get("/client/client-7/recommendation")
	require.Equal(t, http.StatusOK, p.status)
	p = maya.post("/client/client-7/choice", p.form("option", "individual", "note", "As you wish."))
	require.Equal(t, "/client/client-7/plan", p.path, text(p.body))
	draft := p.form("concern", "depression", "statement", "Nothing is fun.", "history", "A long year.", "hope", "Laugh again.", "scope", "individual",
		"importance", "8", "risk", "no", "riskText", "Asked.")
	p = maya.post("/client/client-7/plan/draft", draft)
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "Laugh again.")
	require.Equal(t, http.StatusConflict, maya.post("/client/client-7/plan/draft", draft).status, "a form that is sent twice")
	p = maya.post("/client/client-7/plan", p.form("do", "settle", "words", "Yes.", "from", "2026-12-01", "time", "10:00", "sessions", "12"))
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	p = maya.post("/client/client-7/plan", p.form("do", "begin"))
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "active")
	p = maya.post("/client/client-7/plan/appointment", p.form("day", "2026-12-01", "time", "10:00"))
	require.Equal(t, "/client/client-7", p.path, text(p.body))
	require.Contains(t, p.body, "1 Dec 2026")
	p = maya.post("/client/client-7/ending", p.form("reason", "moved"))
	require.Equal(t, http.StatusOK, p.status, text(p.body))
	require.Contains(t, p.body, "Ended on")
}

// TestOverride checks that an override needs a reason and is stored with the recommendation.
func TestOverride(t *testing.T) {
	c := newClinic(t)
	maya := c.as("maya")
	p := maya.get("/client/client-7/recommendation")
	none := maya.post("/client/client-7/choice", p.form("option", "group", "reason", "", "note", "They asked for it."))
	require.Equal(t, http.StatusUnprocessableEntity, none.status)
	require.Contains(t, none.body, "They asked for it.", "what was typed is kept")
	p = maya.post("/client/client-7/choice", p.form("option", "group", "reason", "client-preference", "note", "They asked for it."))
	require.Equal(t, "/client/client-7/plan", p.path, text(p.body))
	kept, err := store.Of(t.Context(), c.store, store.Overrides, "client-7")
	require.NoError(t, err)
	require.Len(t, kept, 1)
}

// TestTwoEditors checks that, if two people edit at once, the second sees what is stored now and
// keeps what they typed.
func TestTwoEditors(t *testing.T) {
	c := newClinic(t)
	first, second := c.as("maya"), c.as("maya")
	a, b := first.get("/client/client-1/plan"), second.get("/client/client-1/plan")
	saved := first.post("/client/client-1/plan", a.form("do", "goal", "goal", "hope", "statement", "Enjoy the evenings with friends.", "status", "active", "reason", "client-feedback"))
	require.Equal(t, http.StatusOK, saved.status, text(saved.body))
	lost := second.post("/client/client-1/plan", b.form("do", "goal", "goal", "hope", "statement", "Enjoy every evening.", "status", "active", "reason", "client-feedback"))
	require.Equal(t, http.StatusConflict, lost.status)
	require.Contains(t, lost.body, "Enjoy the evenings with friends.")
	require.Contains(t, lost.body, "Enjoy every evening.")
	again := second.post("/client/client-1/plan", lost.form("do", "goal", "goal", "hope", "statement", "Enjoy every evening.", "status", "active", "reason", "client-feedback"))
	require.Equal(t, http.StatusOK, again.status, text(again.body))
	require.Contains(t, again.body, "Enjoy every evening.")
	review := second.post("/client/client-1/plan", again.form("do", "review", "outcome", "progress", "note", "Going well."))
	require.Equal(t, http.StatusOK, review.status, text(review.body))
	require.Contains(t, review.body, "sustaining")
	add := second.post("/client/client-1/plan", review.form("do", "add", "statement", "See my brother.", "scope", "interpersonal"))
	require.Equal(t, http.StatusOK, add.status, text(add.body))
	anna := c.as("anna").get("/client/client-1/plan")
	require.Equal(t, http.StatusOK, anna.status)
	require.Contains(t, anna.body, "See my brother.")
	said := c.as("anna").post("/client/client-1/plan/answer", anna.form("agree", "yes", "words", "Good so."))
	require.Contains(t, said.body, "Good so.", text(said.body))
}
