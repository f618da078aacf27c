//go:build browser

package document

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	_ "image/png" // screenshots
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The page in a real browser: Debian's package chromium, driven over its own protocol. The build tag asks for it, and without
// the browser the tests fail; .ci/run installs it and sets the tag.

// browser is a running Chromium with one page.
type browser struct {
	t        *testing.T
	to       *os.File
	from     *bufio.Reader
	session  string
	id       int
	problems []string // what the console, the page or the network had to complain about
	requests []string
}

func start(t *testing.T) *browser {
	t.Helper()
	theirIn, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--user-data-dir="+t.TempDir(), "about:blank")
	c.ExtraFiles = []*os.File{theirIn, theirOut} // 3 and 4, as --remote-debugging-pipe wants them
	if err := c.Start(); err != nil {
		t.Fatalf("%v; install Debian's package chromium", err)
	}
	theirIn.Close()
	theirOut.Close()
	b := &browser{t: t, to: to, from: bufio.NewReader(from)}
	t.Cleanup(func() {
		b.session = ""
		b.call("Browser.close", nil)
		_ = c.Wait() // how it ends does not matter
	})
	if err := from.SetReadDeadline(time.Now().Add(2 * time.Minute)); err != nil {
		t.Fatal(err)
	}
	var target struct{ TargetID, SessionID string }
	b.into(&target, "Target.createTarget", map[string]any{"url": "about:blank"})
	b.into(&target, "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true})
	b.session = target.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		b.call(domain+".enable", nil)
	}
	return b
}

// message is one of the protocol.
type message struct {
	ID        int             `json:"id,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    any             `json:"params,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     json.RawMessage `json:"error,omitempty"`
}

// call sends a command and waits for its answer; events on the way are noted.
func (b *browser) call(method string, params any) json.RawMessage {
	b.t.Helper()
	b.id++
	data, err := json.Marshal(message{ID: b.id, SessionID: b.session, Method: method, Params: params})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.to.Write(append(data, 0)); err != nil {
		b.t.Fatal(err)
	}
	for {
		m := b.next()
		if m.ID == b.id {
			if m.Error != nil {
				b.t.Fatalf("%s: %s", method, m.Error)
			}
			return m.Result
		}
	}
}

// next reads a message and notes what it complains about.
func (b *browser) next() message {
	b.t.Helper()
	data, err := b.from.ReadBytes(0)
	if err != nil {
		b.t.Fatal(err)
	}
	var m message
	if err := json.Unmarshal(bytes.TrimSuffix(data, []byte{0}), &m); err != nil {
		b.t.Fatal(err)
	}
	text, err := json.Marshal(m.Params)
	if err != nil {
		b.t.Fatal(err)
	}
	switch m.Method {
	case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded":
		b.problems = append(b.problems, string(text))
	case "Network.requestWillBeSent":
		var p struct{ Request struct{ URL string } }
		if err := json.Unmarshal(text, &p); err != nil {
			b.t.Fatal(err)
		}
		b.requests = append(b.requests, p.Request.URL)
	}
	return m
}

func (b *browser) into(v any, method string, params any) {
	b.t.Helper()
	if err := json.Unmarshal(b.call(method, params), v); err != nil {
		b.t.Fatal(err)
	}
}

// open shows a document and waits until it is loaded.
func (b *browser) open(d *Document) {
	b.t.Helper()
	var page bytes.Buffer
	if err := HTML(&page, d); err != nil {
		b.t.Fatal(err)
	}
	file := filepath.Join(b.t.TempDir(), "report.html")
	if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.problems, b.requests = nil, nil
	b.call("Page.navigate", map[string]any{"url": "file://" + file})
	for b.next().Method != "Page.loadEventFired" {
	}
}

// eval evaluates a script, whose value must be a text.
func (b *browser) eval(script string) string {
	b.t.Helper()
	var out struct {
		Result           struct{ Value any }
		ExceptionDetails any
	}
	b.into(&out, "Runtime.evaluate", map[string]any{"expression": "(async () => String(await (" + script + ")))()", "returnByValue": true, "awaitPromise": true})
	if out.ExceptionDetails != nil {
		b.t.Fatalf("%s: %v", script, out.ExceptionDetails)
	}
	s, _ := out.Result.Value.(string)
	return s
}

// expect compares what scripts say.
func (b *browser) expect(pairs ...[2]string) {
	b.t.Helper()
	for _, p := range pairs {
		if got := b.eval(p[0]); got != p[1] {
			b.t.Errorf("%s is %q, want %q", p[0], got, p[1])
		}
	}
}

// quiet demands that nothing complained and that nothing but the file was asked for.
func (b *browser) quiet() {
	b.t.Helper()
	for _, p := range b.problems {
		b.t.Errorf("the browser says: %s", p)
	}
	for _, r := range b.requests {
		if !strings.HasPrefix(r, "file://") && !strings.HasPrefix(r, "data:") {
			b.t.Errorf("the page asks for %s", r)
		}
	}
}

// screenshot takes the page as it is. With CONNAUDIT_SCREENSHOTS it is kept in that folder.
func (b *browser) screenshot(name string) image.Image {
	b.t.Helper()
	var shot struct{ Data string }
	b.into(&shot, "Page.captureScreenshot", map[string]any{"captureBeyondViewport": true})
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	if dir := os.Getenv("CONNAUDIT_SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		b.t.Fatal(err)
	}
	return img
}

const choose = `((id, value) => { const e = document.getElementById(id); e.value = value; e.dispatchEvent(new Event('input', {bubbles: true})); return e.value; })`

// visible counts the rows of findings that can be seen.
const visible = `[...document.querySelectorAll('tr.finding')].filter(r => r.offsetParent !== null).length`

func TestPageFilters(t *testing.T) {
	docs := replayed(t)
	b := start(t)
	b.open(docs[0])
	b.expect([2]string{`document.title`, "Connection audit, 2026-02-22"}, [2]string{visible, "37"},
		[2]string{`document.getElementById('filter').hidden`, "false"})
	b.expect([2]string{choose + `('by-repo', 'learning_ai_clock')`, "learning_ai_clock"}, [2]string{visible, "2"},
		[2]string{`document.getElementById('shown').textContent`, "2 of 37 findings"},
		[2]string{`[...document.querySelectorAll('#causes article')].filter(a => a.offsetParent !== null).length`, "0"})
	b.expect([2]string{choose + `('by-priority', 'P3')`, "P3"}, [2]string{visible, "1"})
	b.expect([2]string{choose + `('by-priority', '')`, ""}, [2]string{choose + `('by-repo', '')`, ""}, [2]string{choose + `('by-category', 'request-id')`, "request-id"},
		[2]string{visible, "12"}, [2]string{choose + `('by-text', 'PLATFORM_CLIENT.py')`, "PLATFORM_CLIENT.py"}, [2]string{visible, "1"})
	b.expect([2]string{choose + `('by-text', 'nowhere')`, "nowhere"}, [2]string{visible, "0"}, [2]string{`document.getElementById('none').hidden`, "false"})
	b.expect([2]string{`new Promise(r => { document.querySelector('button[type=reset]').click(); setTimeout(() => r(` + visible + `), 50); })`, "37"})
	b.quiet()
}

func TestPageSorts(t *testing.T) {
	b := start(t)
	b.open(replayed(t)[0])
	const found = `[...document.querySelectorAll('#summary tbody tr')].map(r => r.cells[2].dataset.value).join()`
	click := func(column string) [2]string {
		return [2]string{`(document.querySelector('#summary thead tr').cells[` + column + `].querySelector('button').click(), 'clicked')`, "clicked"}
	}
	b.expect(click("2"), [2]string{found, "1,1,1,1,2,2,3,4,6,12"}, click("2"), [2]string{found, "12,6,4,3,2,2,1,1,1,1"},
		[2]string{`document.querySelectorAll('#summary [aria-sort=descending]').length`, "1"})
	b.quiet()
}

func TestPageModes(t *testing.T) {
	b := start(t)
	b.open(replayed(t)[2])
	const back = `getComputedStyle(document.body).backgroundColor`
	for _, m := range []struct{ scheme, want string }{{"light", "rgb(255, 255, 255)"}, {"dark", "rgb(20, 24, 31)"}} {
		b.call("Emulation.setEmulatedMedia", map[string]any{"features": []any{map[string]string{"name": "prefers-color-scheme", "value": m.scheme}}})
		b.expect([2]string{back, m.want}, [2]string{faint, ""})
		if size := b.screenshot(m.scheme).Bounds(); size.Dx() < 700 || size.Dy() < 2000 {
			t.Errorf("the picture is %v", size)
		}
	}
	b.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	b.expect([2]string{`getComputedStyle(document.getElementById('filter')).display`, "none"}, [2]string{back, "rgb(255, 255, 255)"})
	b.expect([2]string{`(dispatchEvent(new Event('beforeprint')), document.querySelectorAll('details:not([open])').length)`, "0"})
	b.screenshot("print")
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": true})
	b.call("Emulation.setEmulatedMedia", map[string]any{"media": ""})
	b.expect([2]string{`document.documentElement.scrollWidth <= 390`, "true"})
	b.screenshot("narrow")
	b.quiet()
}

// faint lists texts whose contrast with what is behind them is below 4.5, as WCAG 2 counts it.
const faint = `(() => {
  const lum = c => { const [r, g, b] = c.match(/[\d.]+/g).map(Number).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/^rgba.*, 0\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
  const out = new Set();
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.closest('svg, script') || e.offsetParent === null) continue;
    const [a, b] = [lum(getComputedStyle(e).color), lum(behind(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) out.add(e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 20));
  }
  return [...out].join('; ');
})()`

// TestPageIsAccessible checks what a machine can: language, names of controls and regions, headings, heads of tables, ids.
func TestPageIsAccessible(t *testing.T) {
	b := start(t)
	b.open(replayed(t)[2])
	b.expect(
		[2]string{`document.documentElement.lang`, "en"},
		[2]string{`[...document.querySelectorAll('select, input')].filter(e => !e.labels.length).length`, "0"},
		[2]string{`[...document.querySelectorAll('button, summary, a')].filter(e => !e.textContent.trim()).length`, "0"},
		[2]string{`[...document.querySelectorAll('[role=region], [role=img], nav, form')].filter(e => !e.getAttribute('aria-label')).length`, "0"},
		[2]string{`[...document.querySelectorAll('thead th')].filter(e => e.scope !== 'col' || !e.textContent.trim()).length`, "0"},
		[2]string{`document.querySelectorAll('h1').length + ' ' + document.querySelectorAll('main').length`, "1 1"},
		[2]string{`[...document.querySelectorAll('h1, h2, h3, h4')].map(h => +h.tagName[1]).filter((n, i, all) => i && n > all[i - 1] + 1).length`, "0"},
		[2]string{`(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))`, "0"},
		[2]string{`[...document.querySelectorAll('nav a')].filter(a => !document.querySelector(a.getAttribute('href'))).length`, "0"})
}

// TestPageShowsMarkupAsText opens a document with markup in every field.
func TestPageShowsMarkupAsText(t *testing.T) {
	b := start(t)
	d := hostileDocument()
	b.open(d)
	b.expect([2]string{`typeof pwned`, "undefined"}, [2]string{`document.querySelectorAll('img, main b:not(.new), i').length`, "0"}, [2]string{`document.scripts.length`, "1"},
		[2]string{visible, "1"}, [2]string{`document.getElementById('by-repo').options[1].value === document.querySelector('tr.finding').cells[0].textContent`, "true"},
		[2]string{choose + `('by-repo', 'other')`, "other"}, [2]string{visible, "0"})
	b.quiet()
}
