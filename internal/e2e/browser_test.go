package e2e

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"chibo/internal/web/asset"
)

// require skips a test that lacks a tool; where all tools must be there it fails.
func require(t *testing.T, ok bool, lacking string) {
	t.Helper()
	switch {
	case ok:
	case os.Getenv("CHIBO_REQUIRE_TOOLS") != "":
		t.Fatal(lacking)
	default:
		t.Skip(lacking)
	}
}

var chrome struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
	axe  string
}

// chromiumPath is the browser's program, "" where there is none. By day it is Chromium
// without its window: the same engine, and a third less to calculate. CHIBO_BROWSER
// names another (make drill: the one people have, whole).
func chromiumPath() string {
	for _, name := range []string{os.Getenv("CHIBO_BROWSER"), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// options start a browser with a profile in a folder.
func options(path, dir string) []chromedp.ExecAllocatorOption {
	return []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-color-profile", "srgb"),
	}
}

// chromium is one browser for the whole package; each visitor gets a profile of
// his own in it.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path := chromiumPath()
	require(t, path != "", "no Chromium here: install chromium to run the browser tests")
	require(t, asset.Built(), "the style and script are not built: run make assets")
	source, err := os.ReadFile(filepath.Join("..", "web", "asset", "node_modules", "axe-core", "axe.min.js"))
	require(t, err == nil, "axe-core is not there: run npm ci in internal/web/asset")
	chrome.once.Do(func() {
		chrome.axe = string(source)
		dir, err := os.MkdirTemp("", "chibo-browser-")
		if err != nil {
			chrome.err = err
			return
		}
		alloc, end := chromedp.NewExecAllocator(context.Background(), options(path, dir)...)
		ctx, cancel := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {})) // events newer than the protocol we were built with
		chrome.ctx = ctx
		chrome.stop = func() { cancel(); end(); _ = os.RemoveAll(dir) }
		chrome.err = chromedp.Run(ctx)
	})
	if chrome.err != nil {
		t.Fatal(chrome.err)
	}
	return chrome.ctx
}

// own starts a browser of its own with its profile in a folder, as a phone that
// is switched off and on again; shut closes it as one closes a browser.
func (s *server) own(t *testing.T, who, dir string, more ...chromedp.ExecAllocatorOption) (v *visitor, shut func()) {
	t.Helper()
	chromium(t) // what a browser test needs is there
	alloc, end := chromedp.NewExecAllocator(context.Background(), append(options(chromiumPath(), dir), more...)...)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {}))
	v = &visitor{t: t, s: s, ctx: ctx, who: who, bytes: map[network.RequestID]*load{}}
	chromedp.ListenTarget(ctx, v.listen)
	v.run("start a browser", audits.Enable(), network.Enable(), emulation.SetDeviceMetricsOverride(360, 640, 1, true))
	closed := false
	shut = func() {
		if closed {
			return
		}
		closed = true
		gone := make(chan struct{})
		go func() {
			_ = chromedp.Cancel(ctx) // lets it write what it holds
			cancel()
			end()
			close(gone)
		}()
		select {
		case <-gone:
		case <-time.After(2 * time.Second): // one that was killed answers nothing
		}
	}
	t.Cleanup(shut)
	return v, shut
}

// visitor is one person at one phone.
type visitor struct {
	t    *testing.T
	s    *server
	ctx  context.Context
	who  string
	mute bool // no script: what the page's script would check is not asked
	away bool // no network: what cannot be fetched is no fault of the page

	mu       sync.Mutex
	problems []string // console errors, refused by the CSP, uncaught exceptions
	bytes    map[network.RequestID]*load
}

// load is one answer as it went over the wire: head and body. HTTP/2 sends a
// repeated head in some bytes, the plain HTTP of a test in full.
type load struct {
	address     string
	head, bytes int64
	cached      bool
}

// phone opens a browser with an empty profile at 360 x 640.
func (s *server) phone(t *testing.T, who string) *visitor {
	t.Helper()
	parent := chromium(t)
	// A profile of its own needs a window of its own, which chromedp does not ask for.
	exec := cdp.WithExecutor(parent, chromedp.FromContext(parent).Browser)
	profile, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(exec)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := target.CreateTarget("about:blank").WithBrowserContextID(profile).WithNewWindow(true).Do(exec)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithTargetID(tab))
	t.Cleanup(func() { cancel(); _ = target.DisposeBrowserContext(profile).Do(exec) })
	v := &visitor{t: t, s: s, ctx: ctx, who: who, bytes: map[network.RequestID]*load{}}
	chromedp.ListenTarget(ctx, v.listen)
	v.run("open a phone", audits.Enable(), network.Enable(), emulation.SetDeviceMetricsOverride(360, 640, 1, true))
	return v
}

func (v *visitor) listen(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		v.problems = append(v.problems, "exception: "+e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning || e.Type == runtime.APITypeAssert {
			said := ""
			for _, a := range e.Args {
				said += " " + string(a.Value) + a.Description
			}
			v.problems = append(v.problems, "console:"+said)
		}
	case *log.EventEntryAdded:
		refused := strings.Contains(e.Entry.Text, "status of 4") || v.away && (strings.Contains(e.Entry.Text, "net::ERR_") || strings.Contains(e.Entry.Text, "status of 503")) // an answer the test asks for itself
		refused = refused || strings.Contains(e.Entry.Text, "Cross-Origin-Opener-Policy header has been ignored")                                                              // plain http on a name: there it protects nobody
		if (e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning) && !refused {
			v.problems = append(v.problems, fmt.Sprintf("log: %s %s", e.Entry.Text, e.Entry.URL))
		}
	case *audits.EventIssueAdded:
		if e.Issue.Code == audits.InspectorIssueCodeContentSecurityPolicyIssue && e.Issue.Details.ContentSecurityPolicyIssueDetails != nil {
			d := e.Issue.Details.ContentSecurityPolicyIssueDetails
			v.problems = append(v.problems, "refused by the CSP: "+d.ViolatedDirective+" "+d.BlockedURL)
		}
	case *network.EventRequestWillBeSent:
		v.bytes[e.RequestID] = &load{address: e.Request.URL}
	case *network.EventRequestServedFromCache:
		if l := v.bytes[e.RequestID]; l != nil {
			l.cached = true
		}
	case *network.EventResponseReceived:
		if l := v.bytes[e.RequestID]; l != nil {
			l.head, l.cached = int64(e.Response.EncodedDataLength), l.cached || e.Response.FromDiskCache
		}
	case *network.EventLoadingFinished:
		if l := v.bytes[e.RequestID]; l != nil {
			l.bytes = max(int64(e.EncodedDataLength)-l.head, 0)
		}
	}
}

const patience = 20 * time.Second

func (v *visitor) run(what string, actions ...chromedp.Action) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	// The first Run of a target binds its life to the context it is given.
	if chromedp.FromContext(v.ctx).Target == nil {
		ctx = v.ctx
	}
	if err := chromedp.Run(ctx, actions...); err != nil {
		v.t.Fatalf("%s: %s: %v (at %s)", v.who, what, err, v.at())
	}
}

// load runs actions that lead to another page and waits for it.
func (v *visitor) load(what string, actions ...chromedp.Action) int {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	res, err := chromedp.RunResponse(ctx, actions...)
	if err != nil {
		v.t.Fatalf("%s: %s: %v (at %s)", v.who, what, err, v.at())
	}
	if res == nil {
		return 0
	}
	return int(res.Status)
}

// script answers an expression evaluated on the page.
func (v *visitor) script(expr string, out any) {
	v.t.Helper()
	v.run("evaluate", chromedp.Evaluate(expr, out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
}

func (v *visitor) at() string {
	var at string
	ctx, cancel := context.WithTimeout(v.ctx, 3*time.Second)
	defer cancel()
	_ = chromedp.Run(ctx, chromedp.Location(&at))
	return strings.TrimPrefix(at, v.s.url)
}

// visit opens a page and looks at it.
func (v *visitor) visit(path string) {
	v.t.Helper()
	if status := v.load("open "+path, chromedp.Navigate(v.s.url+path)); status != http.StatusOK && status != http.StatusNotModified {
		v.t.Fatalf("%s: %s answers %d: %s", v.who, path, status, v.text())
	}
	v.look()
}

// helpers are put before an expression: words as a person reads them.
const helpers = `const norm=s=>(s||'').replace(/[\u00a0\u202f]/g,' ').replace(/[\u2060\u200b\u00ad]/g,'').replace(/\s+/g,' ').trim();
const seen=e=>{const r=e.getBoundingClientRect();return r.width>0&&r.height>0&&getComputedStyle(e).visibility!=='hidden'};
`

// text is what stands on the page, in one line, the text there is to copy too.
func (v *visitor) text() string {
	v.t.Helper()
	var s string
	v.script(`(()=>{`+helpers+`return norm(document.body.innerText+' '+[...document.querySelectorAll('textarea[readonly]')].map(t=>t.value).join(' '))})()`, &s)
	return s
}

// reads fails unless the page says all of these.
func (v *visitor) reads(want ...string) {
	v.t.Helper()
	have := v.text()
	for _, w := range want {
		if !strings.Contains(have, w) {
			v.t.Fatalf("%s: %s does not say %q:\n%s", v.who, v.at(), w, have)
		}
	}
}

// mark finds a button or link by its words and marks it for the mouse.
func (v *visitor) mark(label string) string {
	v.t.Helper()
	var found bool
	v.script(fmt.Sprintf(`(()=>{%s
		document.querySelectorAll('[data-e2e]').forEach(e=>e.removeAttribute('data-e2e'));
		const all=[...document.querySelectorAll('a[href],button,summary')].filter(seen);
		const want=%q;
		const words=e=>[norm(e.textContent),norm(e.getAttribute('aria-label'))];
		const hit=all.find(e=>words(e).includes(want))||all.find(e=>words(e).some(w=>w.startsWith(want)));
		if(!hit)return false;
		hit.setAttribute('data-e2e','');hit.scrollIntoView({block:'center'});return true})()`, helpers, label), &found)
	if !found {
		v.t.Fatalf("%s: %s has no %q to press:\n%s", v.who, v.at(), label, v.text())
	}
	return `[data-e2e]`
}

// press clicks a button or link that leads to another page, and looks at that.
func (v *visitor) press(label string) {
	v.t.Helper()
	at := v.mark(label)
	if status := v.load("press "+label, chromedp.Click(at, chromedp.ByQuery)); status >= 400 {
		v.t.Fatalf("%s: %q answers %d at %s:\n%s", v.who, label, status, v.at(), v.text())
	}
	v.look()
}

// primary presses the page's one primary button and returns its words.
func (v *visitor) primary() string {
	v.t.Helper()
	var label string
	v.script(`(()=>{`+helpers+`const b=[...document.querySelectorAll('.chinh')].filter(seen);return b.length===1?norm(b[0].textContent):''})()`, &label)
	if label == "" {
		v.t.Fatalf("%s: %s has not exactly one primary button", v.who, v.at())
	}
	v.press(label)
	return label
}

// fill writes into fields by their names: pairs of name and value.
func (v *visitor) fill(pairs ...string) {
	v.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		var found bool
		v.script(fmt.Sprintf(`(()=>{const n=%q,x=%q;
			const all=[...document.querySelectorAll('main [name="'+n+'"]')];
			let e=all[0];if(!e)return false;
			if(e.type==='radio'){e=all.find(r=>r.value===x);if(!e)return false;e.checked=true}
			else if(e.type==='checkbox'){e=all.find(r=>r.value===x)||e;e.checked=x!==''}
			else{e.value=x;if(e.tagName==='SELECT'&&e.value!==x)return false}
			e.dispatchEvent(new Event('input',{bubbles:true}));e.dispatchEvent(new Event('change',{bubbles:true}));return true})()`, pairs[i], pairs[i+1]), &found)
		if !found {
			v.t.Fatalf("%s: %s has no field %s that takes %q:\n%s", v.who, v.at(), pairs[i], pairs[i+1], v.text())
		}
	}
}

// holds wants a field to stand there with these words in it.
func (v *visitor) holds(field, want string) {
	v.t.Helper()
	var have string
	v.script(fmt.Sprintf(`document.querySelector('main [name="%s"]').value`, field), &have)
	if have != want {
		v.t.Errorf("%s: %s of %s holds %q, want %q", v.who, field, v.at(), have, want)
	}
}

// submit presses the button of the form that holds a field.
func (v *visitor) submit(field string) {
	v.t.Helper()
	v.script(fmt.Sprintf(`(()=>{document.querySelectorAll('[data-e2e]').forEach(e=>e.removeAttribute('data-e2e'));
		const b=document.querySelector('main [name="%s"]').form.querySelector('button');b.setAttribute('data-e2e','');b.scrollIntoView({block:'center'});return true})()`, field), new(bool))
	if status := v.load("send the form of "+field, chromedp.Click(`[data-e2e]`, chromedp.ByQuery)); status >= 400 {
		v.t.Fatalf("%s: the form of %s answers %d:\n%s", v.who, field, status, v.text())
	}
	v.look()
}

// field is what a field holds.
func (v *visitor) field(name string) string {
	v.t.Helper()
	var s string
	v.script(fmt.Sprintf(`(()=>{const e=document.querySelector('main [name="%s"]:checked')||document.querySelector('main [name="%s"]');return e?e.value:''})()`, name, name), &s)
	return s
}

// noScript turns the page's scripts off, as an old phone's browser has none.
func (v *visitor) noScript() {
	v.t.Helper()
	v.mute = true
	v.run("turn scripts off", emulation.SetScriptExecutionDisabled(true))
}

// get fetches an address with this visitor's cookies, for files that a browser
// would save.
func (v *visitor) get(path string) (int, http.Header, []byte) {
	v.t.Helper()
	var cookies []*network.Cookie
	v.run("cookies", chromedp.ActionFunc(cookiesOf(v.s.url, &cookies)))
	return v.s.get(v.t, path, cookies)
}

func cookiesOf(address string, out *[]*network.Cookie) func(context.Context) error {
	return func(ctx context.Context) (err error) {
		*out, err = network.GetCookies().WithURLs([]string{address}).Do(ctx)
		return err
	}
}
