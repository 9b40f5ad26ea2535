package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/therapykit/therapykit/examples/clinic/demo"
)

// browserPath finds the browser: the one that CLINIC_BROWSER names, or one on the path.
func browserPath() string {
	if named := os.Getenv("CLINIC_BROWSER"); named != "" {
		return named
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// chrome starts one browser for all tests of the package.
var chrome = sync.OnceValues(func() (context.Context, error) {
	path := browserPath()
	if path == "" {
		return nil, exec.ErrNotFound
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path))...)
	ctx, stop := chromedp.NewContext(allocator)
	stopBrowser = stop
	return ctx, chromedp.Do(ctx, chromedp.Navigate("about:blank"))
})

// stopBrowser closes the browser at the end of the tests.
var stopBrowser = func() {}

// tab is a user at a real browser.
type tab struct {
	*clinic
	ctx context.Context
}

// tab opens a private window. Without a browser it skips the test with a message, or fails where
// a browser is required.
func (c *clinic) tab(language string) *tab {
	c.Helper()
	browser, err := chrome()
	if err != nil {
		if os.Getenv("CLINIC_REQUIRE_BROWSER") != "" {
			require.NoError(c, err, "a browser is required")
		}
		c.Skip("NO BROWSER: the flows in a browser were NOT tested")
	}
	ctx, stop := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	require.NoError(c, chromedp.Do(ctx, chromedp.Navigate("about:blank")))
	c.Cleanup(stop)
	b := &tab{c, ctx}
	if language != "" {
		order(b, network.Enable, network.EnableParams{})
		order(b, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": language}})
	}
	return b
}

// do runs actions, for at most half a minute.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 30*time.Second)
	defer stop()
	require.NoError(b, chromedp.Do(ctx, steps...))
}

func eval[T any](b *tab, script string) T {
	b.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 30*time.Second)
	defer stop()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	require.NoError(b, err)
	return v
}

func (b *tab) open(path string) {
	b.Helper()
	b.do(chromedp.Navigate(b.url + path))
}

func (b *tab) path() string { b.Helper(); return eval[string](b, "location.pathname") }
func (b *tab) text() string {
	b.Helper()
	return eval[string](b, "document.body ? document.body.innerText : ''")
}

// signIn signs a user in through the page.
func (b *tab) signIn(name string) *tab {
	b.Helper()
	b.open("/sign-in")
	b.do(chromedp.SendKeys(chromedp.ID("name"), name), chromedp.SendKeys(chromedp.ID("password"), demo.Password))
	b.press("main form:not([action='/sign-out']) button")
	require.NotEqual(b, "/sign-in", b.path(), "%s is signed in", name)
	return b
}

// press clicks a button and waits for the next page.
func (b *tab) press(button string) {
	b.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 30*time.Second)
	defer stop()
	_, err := chromedp.RunResponse(ctx, chromedp.ScrollIntoView(chromedp.CSS(button)), chromedp.Click(chromedp.CSS(button)))
	require.NoError(b, err, "a page comes of %s", button)
}

// fill fills in fields by name, whatever their type. A value that ends with a question mark is
// used only if the field exists.
func (b *tab) fill(fields map[string]string) {
	b.Helper()
	for name, value := range fields {
		script := fmt.Sprintf(`(() => {
			const all = [...document.getElementsByName(%q)].filter(e => e.type !== 'hidden');
			if (!all.length) return 'no field';
			const first = all[0];
			if (first.type === 'radio' || first.type === 'checkbox') {
				const one = all.find(e => e.value === %q);
				if (!one) return 'no such choice';
				one.click();
			} else { first.value = %q; }
			return '';
		})()`, name, value, value)
		require.Empty(b, eval[string](b, script), "%s on %s", name, b.path())
	}
}

// narrow sets the size of a telephone.
func (b *tab) narrow() {
	b.Helper()
	order(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 360, Height: 740, DeviceScaleFactor: 1, Mobile: true})
}

//go:embed testdata/axe.min.js
var axe string

// faults runs axe on the page and returns what it finds: the rule, how bad it is, and where.
func (b *tab) faults() []string {
	b.Helper()
	eval[bool](b, axe+"\n;true")
	found := eval[[]string](b, `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
		.then(r => r.violations.map(v => v.id + ' (' + v.impact + '): ' + v.nodes.map(n => n.target.join(' ')).join(', ')))`)
	return found
}

func (b *tab) has(words ...string) {
	b.Helper()
	text := b.text()
	for _, w := range words {
		require.True(b, strings.Contains(text, w), "%q on %s:\n%s", w, b.path(), text)
	}
}

// fillIn fills in one of several forms on a page.
func (b *tab) fillIn(form string, fields map[string]string) {
	b.Helper()
	for name, value := range fields {
		script := fmt.Sprintf(`(() => {
			const f = document.querySelector(%q)?.querySelector('[name="' + %q + '"]:not([type=hidden])');
			if (!f) return false;
			for (let d = f.closest('details'); d; d = d.parentElement.closest('details')) d.open = true;
			f.value = %q;
			return true;
		})()`, form, name, value)
		require.True(b, eval[bool](b, script), "%s in %s", name, form)
	}
}

func (b *tab) asPrinted() {
	b.Helper()
	order(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
}

// order sends the browser a command.
func order[P, R any](b *tab, what cdp.Command[P, R], params P) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, what, params)
	require.NoError(b, err)
}
