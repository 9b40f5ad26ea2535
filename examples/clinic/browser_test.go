package main

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// pagesOf returns the pages of each role, found by following every link from the first page. An
// address with another number counts as the same page. More lists pages that only forms lead to.
func pagesOf(b *tab, more ...string) []string {
	b.Helper()
	var pages []string
	seen := map[string]bool{}
	number := regexp.MustCompile(`[0-9]+`)
	queue := append([]string{b.path()}, more...)
	for len(queue) > 0 && len(pages) < 40 {
		path := queue[0]
		queue = queue[1:]
		u, err := url.Parse(path)
		if err != nil || strings.HasSuffix(u.Path, ".json") || strings.HasPrefix(u.Path, "/static") {
			continue
		}
		kind := number.ReplaceAllString(u.Path, "#")
		if seen[kind] {
			continue
		}
		seen[kind] = true
		pages = append(pages, path)
		b.open(path)
		links := eval[[]string](b, `[...document.querySelectorAll('a[href]')].map(a => new URL(a.href)).filter(u => u.origin === location.origin).map(u => u.pathname + u.search)`)
		queue = append(queue, links...)
	}
	return pages
}

// TestEveryPageIsAccessible checks every page with axe, on a wide and on a narrow screen, and
// that no page breaks its own content security policy.
func TestEveryPageIsAccessible(t *testing.T) {
	c := newClinic(t)
	c.turn(2 * time.Hour)
	out := c.tab("")
	out.open("/sign-in")
	require.Empty(t, out.faults(), "sign-in")
	for _, name := range []string{"maya", "rosa", "priya", "anna", "hana"} {
		b := c.tab("").signIn(name)
		var more []string
		if name == "priya" {
			more = []string{"/privacy/person?person=client-1", "/privacy/claim?person=client-1"}
		}
		pages := pagesOf(b, more...)
		require.Greater(t, len(pages), 2, "%s: %v", name, pages)
		t.Log(name, pages)
		for _, path := range pages {
			b.open(path)
			require.Empty(t, b.faults(), "%s at %s", name, path)
			require.Empty(t, eval[[]string](b, `[...document.querySelectorAll('[style],script:not([src])')].map(e => e.outerHTML.slice(0, 80)).filter(h => !h.startsWith('<svg'))`),
				"%s at %s: nothing inline", name, path)
		}
		b.narrow()
		for _, path := range pages {
			b.open(path)
			require.Empty(t, b.faults(), "%s at %s, narrow", name, path)
			require.LessOrEqual(t, eval[int](b, "document.documentElement.scrollWidth"), 362, "%s at %s: no sideways scrolling", name, path)
		}
	}
}

// TestAxeFindsAFault checks that axe finds a fault on a page that has one.
func TestAxeFindsAFault(t *testing.T) {
	b := newClinic(t).tab("")
	b.open("/sign-in")
	eval[bool](b, `document.querySelectorAll('label').forEach(l => l.remove()), true`)
	found := b.faults()
	require.True(t, slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, "label (critical)") }), "%v", found)
}

// TestInjectedScriptsDoNotRun checks that the content security policy of the pages
// stops injected scripts.
func TestInjectedScriptsDoNotRun(t *testing.T) {
	b := newClinic(t).tab("").signIn("maya")
	ran := eval[bool](b, `(() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s);
		const d = document.createElement('div'); d.innerHTML = '<img src=x onerror="window.ran = true">'; document.body.append(d);
		return new Promise(done => setTimeout(() => done(window.ran === true), 300)); })()`)
	require.False(t, ran)
}

// TestByKeyboardOnly signs in, skips to the content, and answers a section of the form without a
// mouse.
func TestByKeyboardOnly(t *testing.T) {
	b := newClinic(t).tab("")
	b.open("/sign-in")
	b.do(chromedp.KeyEvent(kb.Tab))
	require.Equal(t, "skip", eval[string](b, "document.activeElement.className"), "the first stop leads past the frame")
	focused := func() string {
		return eval[string](b, "document.activeElement.name || document.activeElement.textContent.trim()")
	}
	tabTo := func(what string) {
		t.Helper()
		for range 60 {
			if focused() == what {
				visible := eval[string](b, "getComputedStyle(document.activeElement).outlineStyle")
				require.NotEqual(t, "none", visible, "%s shows that it has the focus", what)
				return
			}
			b.do(chromedp.KeyEvent(kb.Tab))
		}
		t.Fatalf("%s cannot be reached by keyboard", what)
	}
	tabTo("name")
	b.do(chromedp.KeyEvent("femi"))
	tabTo("password")
	b.do(chromedp.KeyEvent("made-up-people" + kb.Enter))
	require.Eventually(t, func() bool { return b.path() == "/client/client-6" }, 20*time.Second, 100*time.Millisecond)
	b.open("/client/client-6/intake")
	before := b.text()
	first := eval[string](b, "document.querySelector('main input[type=radio]').name")
	tabTo(first)
	b.do(chromedp.KeyEvent(" "))
	require.True(t, eval[bool](b, "document.activeElement.checked"))
	tabTo("Save and go on")
	b.do(chromedp.KeyEvent(kb.Enter))
	require.Eventually(t, func() bool { now := b.text(); return now != "" && now != before }, 20*time.Second, 100*time.Millisecond)
}

// TestInGerman checks that a browser that asks for German gets German, including questions and
// reasons.
func TestInGerman(t *testing.T) {
	c := newClinic(t)
	b := c.tab("de-DE,de;q=0.9,en;q=0.5").signIn("maya")
	require.Equal(t, "de", eval[string](b, "document.documentElement.lang"))
	for _, path := range []string{"/", "/client/client-1", "/client/client-6/intake", "/client/client-7/recommendation", "/client/client-1/plan"} {
		b.open(path)
		require.Equal(t, "de", eval[string](b, "document.documentElement.lang"), path)
		require.Empty(t, b.faults(), path)
		text := " " + strings.ReplaceAll(b.text(), "Enjoy the evenings again.", "") + " " // the client's own words
		text = regexp.MustCompile(`(?m)^.*\[en\] .*$`).ReplaceAllString(text, "")         // the library marks texts that its pack does not have yet
		for _, english := range []string{" the ", " and ", " you ", " your ", " of "} {
			require.NotContains(t, strings.ToLower(text), english, "%s:\n%s", path, text)
		}
	}
}

// TestPrinted checks that the page to take home prints without the parts that are only for the
// screen.
func TestPrinted(t *testing.T) {
	b := newClinic(t).tab("").signIn("maya")
	b.open("/client/client-7/recommendation/print")
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(pdf, []byte("%PDF")))
	b.asPrinted()
	require.Equal(t, "none", eval[string](b, "getComputedStyle(document.querySelector('header')).display"))
	require.Zero(t, eval[int](b, "[...document.querySelectorAll('form')].filter(f => getComputedStyle(f).display !== 'none').length"))
}

// TestFromReferralToEnding goes from referral to ending in a browser, with scripts and without.
func TestFromReferralToEnding(t *testing.T) {
	c := newClinic(t)
	b := c.tab("").signIn("maya")
	b.open("/client/client-6/intake")
	wanted := map[string]string{"answer.no-acute-risk": "yes", "answer.values-privacy": "yes", "answer.wants-in-depth-exploration": "yes", "choice.age": "adult"}
	for n := 0; b.path() == "/client/client-6/intake"; n++ {
		require.Less(t, n, 20, "the form ends")
		there := eval[[]string](b, `[...new Set([...document.querySelectorAll('main input[type=radio]')].map(e => e.name))]`)
		for name, value := range wanted {
			if slices.Contains(there, name) {
				b.fill(map[string]string{name: value})
			}
		}
		b.press("main form button.main")
	}
	require.Equal(t, "/client/client-6/recommendation", b.path())
	b.has("individual")
	b.fill(map[string]string{"option": "individual"})
	b.press("form[action='/client/client-6/choice'] button")
	require.Equal(t, "/client/client-6/plan", b.path())
	b.fill(map[string]string{
		"concern": "depression", "statement": "Nothing is fun.", "history": "A long year.", "hope": "Laugh again.", "scope": "individual",
		"importance": "8", "risk": "no", "riskText": "Asked.",
	})
	b.press("form[action='/client/client-6/plan/draft'] button")
	b.has("Laugh again.")
	settle := "form:has(input[value=settle])"
	b.fillIn(settle, map[string]string{"words": "Yes.", "from": "2026-12-01", "time": "10:00", "sessions": "12"})
	b.press(settle + " button")
	b.press("form:has(input[value=begin]) button")
	b.has("active")
	appointment := "form[action='/client/client-6/plan/appointment']"
	b.fillIn(appointment, map[string]string{"day": "2026-12-01", "time": "10:00"})
	b.press(appointment + " button")
	b.has("1 Dec 2026")
	ending := "form[action='/client/client-6/ending']"
	b.fillIn(ending, map[string]string{"reason": "moved"})
	b.press(ending + " button")
	b.has("Ended on")
}

// TestGroupsAreFormedInABrowser checks that the run shows its progress and ends with groups, and
// with reasons for the people without a place.
func TestGroupsAreFormedInABrowser(t *testing.T) {
	b := newClinic(t).tab("").signIn("rosa")
	b.open("/group/group-1/forming")
	b.form()
	b.has("Groups", "Without a place, and why")
	require.Empty(t, b.faults())
}

// form starts a run and waits for its end.
func (b *tab) form() {
	b.Helper()
	b.press("main form button.main")
	ended := func() bool {
		ctx, stop := context.WithTimeout(b.ctx, 5*time.Second)
		defer stop() // the page may already be loading
		found, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.querySelectorAll('main h2').length > 1"))
		return err == nil && found
	}
	require.Eventually(b, ended, 60*time.Second, 200*time.Millisecond)
}

// TestTwoEditorsInBrowsers checks that the second editor sees the stored text next to what they
// typed.
func TestTwoEditorsInBrowsers(t *testing.T) {
	c := newClinic(t)
	first, second := c.tab("").signIn("maya"), c.tab("").signIn("maya")
	for _, b := range []*tab{first, second} {
		b.open("/client/client-1/plan")
	}
	edit := func(b *tab, words string) {
		b.fillIn("form:has(input[name=do][value=goal])", map[string]string{"statement": words, "reason": "client-feedback"})
		b.press("form:has(input[name=do][value=goal]) button")
	}
	edit(first, "Enjoy the evenings with friends.")
	first.has("Enjoy the evenings with friends.")
	edit(second, "Enjoy every evening.")
	second.has("Enjoy the evenings with friends.")
	require.Contains(t, eval[string](second, "document.documentElement.outerHTML"), "Enjoy every evening.")
}

// TestPictures takes the pictures of the README, with CLINIC_PICTURES naming the folder.
func TestPictures(t *testing.T) {
	folder := os.Getenv("CLINIC_PICTURES")
	if folder == "" {
		t.Skip("CLINIC_PICTURES names no folder: no pictures are taken")
	}
	c := newClinic(t)
	c.turn(2 * time.Hour)
	for _, shot := range [][3]string{
		{"day", "maya", "/"},
		{"chart", "maya", "/client/client-1"},
		{"recommendation", "maya", "/client/client-7/recommendation"},
		{"forming", "rosa", "/group/group-1/forming"},
		{"privacy", "priya", "/privacy/person?person=client-1"},
	} {
		name, b := shot[0], c.tab("").signIn(shot[1])
		b.do(chromedp.EmulateViewport(1240, 760))
		b.open(shot[2])
		if name == "forming" {
			b.form()
		}
		picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s.png", name)), picture, 0o600))
	}
}

// TestSessionsInABrowser records a session with its notes, and a group session whose note is
// refused because it names a member.
func TestSessionsInABrowser(t *testing.T) {
	c := newClinic(t)
	c.turn(2 * time.Hour)
	b := c.tab("").signIn("maya")
	b.open("/session/client-1-session-9")
	b.fill(map[string]string{"attendance": "attended", "progress": "Slept better.", "process": "For me alone."})
	b.press("main form button.main")
	b.has("Slept better.")
	anna := c.tab("").signIn("anna")
	anna.has("Slept better.")
	require.NotContains(t, anna.text(), "For me alone.")

	c.turn(10 * time.Hour) // the group session is over
	rosa := c.tab("").signIn("rosa")
	rosa.open("/group/group-1/session/group-1-session-4")
	rosa.fillIn("main form", map[string]string{"shared": "We admired how Chiara asked for help."})
	rosa.press("main form button.main")
	require.Equal(t, "Chiara", eval[string](rosa, "document.querySelector('mark').textContent"))
	rosa.fillIn("main form", map[string]string{"shared": "We admired how somebody asked for help."})
	rosa.press("main form button.main")
	rosa.has("We admired how somebody asked for help.")
}
