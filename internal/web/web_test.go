package web_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/account"
	"chibo/internal/web/asset"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

// place is a server with a committee and its first officer.
type place struct {
	*httptest.Server
	t      *testing.T
	db     *storetest.DB
	app    *app.App
	person string
}

func open(t *testing.T, address string) *place {
	t.Helper()
	db := storetest.SQLite(t)
	a := &app.App{DB: db.DB}
	h, err := web.New(web.Options{DB: db.DB, URL: address, Founder: a.Found})
	if err != nil {
		t.Fatal(err)
	}
	p := &place{Server: httptest.NewServer(h), t: t, db: db, app: a}
	t.Cleanup(p.Close)
	return p
}

func (p *place) found() *place {
	p.t.Helper()
	p.db.Write(p.t, store.System, func(tx *store.Tx) error {
		s, err := app.Found(tx, account.Founding{Tenant: p.db.Tenant, Committee: "Đảng bộ phường Sông Xanh", Place: "Sông Xanh", ConsentNo: "12-CV/ĐU", ConsentDay: "2026-11-02", Officer: "Nguyễn Thu Hà", SignIn: "ha.nguyen"})
		p.person = s.Person
		return err
	})
	return p
}

func (p *place) code() session.Enrolment {
	p.t.Helper()
	var e session.Enrolment
	p.db.Write(p.t, store.System, func(tx *store.Tx) (err error) { e, err = session.Issue(tx, p.person, session.Printed); return })
	return e
}

// browser keeps cookies and follows nothing, so that each answer is seen.
func browser(t *testing.T) *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

type answer struct {
	*http.Response
	body string
}

func (p *place) do(c *http.Client, method, path string, form url.Values, header ...string) answer {
	p.t.Helper()
	req, err := http.NewRequest(method, p.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := c.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer{res, string(b)}
}

func (p *place) signedIn() *http.Client {
	p.t.Helper()
	c := browser(p.t)
	if a := p.do(c, "POST", link.Activate(p.code().Link), url.Values{"device": {"own"}}); a.StatusCode != http.StatusSeeOther {
		p.t.Fatalf("activation: %d %s", a.StatusCode, a.body)
	}
	return c
}

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	p := open(t, "").found()
	for _, path := range []string{"/dang-nhap", "/khong-co-trang-nay", "/healthz", "/tro-giup"} {
		a := p.do(browser(t), "GET", path, nil)
		for name, want := range map[string]string{
			"Content-Security-Policy": web.CSP, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Strict-Transport-Security": "", "X-Route": "",
		} {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
	}
}

func TestWhatIsNotThereAndWhatIsNotMineAreOneAnswer(t *testing.T) {
	p := open(t, "").found()
	c := p.signedIn()
	unknown := p.do(c, "GET", "/khong-co", nil)
	foreign := p.do(c, "POST", link.EndDevice(store.NewID()), nil)
	if unknown.StatusCode != 404 || foreign.StatusCode != 404 {
		t.Fatalf("%d, %d", unknown.StatusCode, foreign.StatusCode)
	}
	const words = "Không có trang này, hoặc trang không dành cho đồng chí."
	if !strings.Contains(unknown.body, words) || !strings.Contains(foreign.body, words) {
		t.Error("the two say different things")
	}
}

func TestWithoutASessionOneIsLedToTheDoorAndBack(t *testing.T) {
	p := open(t, "").found()
	a := p.do(browser(t), "GET", "/may", nil)
	if a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/dang-nhap?ve=%2Fmay" {
		t.Fatalf("%d to %s", a.StatusCode, a.Header.Get("Location"))
	}
	a = p.do(browser(t), "GET", "/may", nil, "HX-Request", "true")
	if a.StatusCode != http.StatusNoContent || a.Header.Get("HX-Redirect") == "" {
		t.Fatalf("fragment: %d %v", a.StatusCode, a.Header)
	}
	for _, evil := range []string{"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\t//evil"} {
		if got := page.Local(evil); got != link.Home {
			t.Errorf("would lead to %q", got)
		}
	}
}

func TestActivationByCode(t *testing.T) {
	p := open(t, "").found()
	c := browser(t)
	e := p.code()
	typed := strconv.FormatInt(p.db.Tenant, 10) + "-" + e.Code
	a := p.do(c, "POST", link.EnterCode, url.Values{"code": {typed}})
	if a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	next := a.Header.Get("Location")
	for range 2 { // looking twice uses nothing up
		if a = p.do(c, "GET", next, nil); a.StatusCode != 200 || !strings.Contains(a.body, "Nguyễn Thu Hà") {
			t.Fatalf("%d %s", a.StatusCode, a.body)
		}
	}
	a = p.do(c, "POST", next, url.Values{"device": {"own"}})
	if a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	cookie := a.Cookies()[0]
	if cookie.Name != "chibo" || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Secure || cookie.Path != "/" || cookie.MaxAge <= 0 {
		t.Errorf("cookie %+v", cookie)
	}
	if a = p.do(c, "GET", "/may", nil); a.StatusCode != 200 || !strings.Contains(a.body, "Máy này") {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	if a = p.do(browser(t), "POST", next, url.Values{"device": {"own"}}); a.StatusCode != 422 {
		t.Errorf("a second use answered %d", a.StatusCode)
	}
	if a = p.do(c, "POST", "/thoat", nil); a.StatusCode != http.StatusSeeOther || a.Header.Get("Clear-Site-Data") == "" {
		t.Errorf("sign-out %d", a.StatusCode)
	}
	if a = p.do(c, "GET", "/may", nil); a.StatusCode != http.StatusSeeOther {
		t.Errorf("still in: %d", a.StatusCode)
	}
}

func TestOnHTTPSTheCookieIsBoundToTheHost(t *testing.T) {
	p := open(t, "https://chibo.example").found()
	a := p.do(browser(t), "POST", link.Activate(p.code().Link), url.Values{"device": {"shared"}})
	cookie := a.Cookies()[0]
	if cookie.Name != "__Host-chibo" || !cookie.Secure || cookie.MaxAge != 0 {
		t.Errorf("cookie %+v", cookie)
	}
	if a.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS")
	}
}

func TestAnotherSitesFormIsRefused(t *testing.T) {
	p := open(t, "").found()
	c := p.signedIn()
	for _, h := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		if a := p.do(c, "POST", "/thoat", nil, h...); a.StatusCode != http.StatusForbidden {
			t.Errorf("%v: %d", h, a.StatusCode)
		}
	}
	if a := p.do(c, "GET", "/may", nil); a.StatusCode != 200 {
		t.Error("signed out by another site")
	}
}

func TestSignInByPasswordAndItsLock(t *testing.T) {
	p := open(t, "").found()
	const good = "con trâu đen uống nước suối"
	if err := session.SetPassword(context.Background(), p.db.DB, p.db.As(p.person), "", good); err != nil {
		t.Fatal(err)
	}
	at := "@" + strconv.FormatInt(p.db.Tenant, 10)
	try := func(name, password string) answer {
		return p.do(browser(t), "POST", link.Password, url.Values{"name": {name + at}, "password": {password}, "ve": {"/may"}})
	}
	if a := try("ha.nguyen", good); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/may" {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	known, unknown := try("ha.nguyen", "sai mật khẩu rồi"), try("khong.ai", "sai mật khẩu rồi")
	if known.StatusCode != 422 || strings.ReplaceAll(known.body, "ha.nguyen", "") != strings.ReplaceAll(unknown.body, "khong.ai", "") {
		t.Error("an unknown name is told apart")
	}
	if !strings.Contains(known.body, "ha.nguyen"+at) || strings.Contains(known.body, "sai mật khẩu rồi") {
		t.Error("the name is lost, or the password written back")
	}
	if !strings.Contains(known.body, "<title>Lỗi: ") || !strings.Contains(known.body, "data-focus") {
		t.Error("no summary of what to correct")
	}
	for range 4 {
		known = try("ha.nguyen", "sai mật khẩu rồi")
	}
	if known.StatusCode != http.StatusTooManyRequests || try("ha.nguyen", good).StatusCode != http.StatusTooManyRequests {
		t.Errorf("after five: %d", known.StatusCode)
	}
}

func TestFragmentsCarryNoFrame(t *testing.T) {
	p := open(t, "").found()
	whole, part := p.do(browser(t), "GET", "/dang-nhap", nil), p.do(browser(t), "GET", "/dang-nhap", nil, "HX-Request", "true")
	if !strings.Contains(whole.body, "<html") || strings.Contains(part.body, "<html") || !strings.Contains(part.body, link.EnterCode) {
		t.Error("frame and fragment are not told apart")
	}
	if !strings.Contains(strings.Join(part.Header.Values("Vary"), ","), "HX-Request") {
		t.Error("a cache could mix them up")
	}
}

func TestTheSetupLinkFoundsOnce(t *testing.T) {
	p := open(t, "")
	code, err := session.NewSetup(context.Background(), p.db.DB)
	if err != nil {
		t.Fatal(err)
	}
	c := browser(t)
	if a := p.do(c, "GET", link.Setup("sai"), nil); a.StatusCode != 404 {
		t.Errorf("a guessed link answered %d", a.StatusCode)
	}
	form := url.Values{"committee": {"Đảng bộ phường Sông Xanh"}, "number": {"9900001"}, "place": {"Sông Xanh"}, "consent_no": {"12-CV/ĐU"}, "consent_day": {"02/11/2026"}, "officer": {"NGUYỄN THU HÀ"}}
	if a := p.do(c, "POST", link.Setup(code), form); a.StatusCode != 422 || !strings.Contains(a.body, "dữ liệu mẫu") || !strings.Contains(a.body, "12-CV/ĐU") {
		t.Fatalf("sample number: %d %s", a.StatusCode, a.body)
	}
	form.Set("number", strconv.FormatInt(1_100_000+p.db.Tenant/100_000%90_000, 10))
	a := p.do(c, "POST", link.Setup(code), form)
	if a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	if a = p.do(c, "GET", "/", nil); a.Header.Get("Location") != link.Committee("dang-bo-phuong-song-xanh") {
		t.Errorf("the officer's home: %d %s", a.StatusCode, a.Header.Get("Location"))
	}
	if a = p.do(c, "GET", link.Contents, nil); a.StatusCode != 200 || !strings.Contains(a.body, "Nhập danh sách") {
		t.Errorf("contents: %d", a.StatusCode)
	}
	if a = p.do(browser(t), "POST", link.Setup(code), form); a.StatusCode != 404 {
		t.Errorf("used twice: %d", a.StatusCode)
	}
}

func TestLanguageAndSizeAreKept(t *testing.T) {
	p := open(t, "").found()
	c := p.signedIn()
	p.do(c, "POST", link.Language, url.Values{"lang": {"en"}})
	p.do(c, "POST", link.TextSize, url.Values{"size": {"lon"}})
	if a := p.do(c, "GET", "/may", nil); !strings.Contains(a.body, `lang="en"`) || !strings.Contains(a.body, `data-size="lon"`) {
		t.Error(a.body)
	}
	if a := p.do(browser(t), "GET", "/dang-nhap", nil, "Cookie", "ngon-ngu=en"); !strings.Contains(a.body, `lang="en"`) {
		t.Error("language before sign-in")
	}
}

func TestABodyOverTheLimitIsRefused(t *testing.T) {
	p := open(t, "").found()
	if a := p.do(browser(t), "POST", link.EnterCode, url.Values{"code": {strings.Repeat("1", page.FormLimit)}}); a.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", a.StatusCode)
	}
}

func TestFaultsPanicsAndEtags(t *testing.T) {
	db := storetest.SQLite(t)
	route := func(pattern string, h page.Handler) page.Route {
		return page.Route{Method: "GET", Pattern: pattern, Action: access.Anyone, Handler: h}
	}
	mux := (&page.Desk{DB: db.DB}).Mux([]page.Route{
		route("/a", func(http.ResponseWriter, *page.Request) error { panic("a thing only the log may see") }),
		route("/b", func(http.ResponseWriter, *page.Request) error { return fault.New(fault.Busy, "busy") }),
		route("/c", func(http.ResponseWriter, *page.Request) error { return fault.Stale(nil) }),
		route("/d", func(w http.ResponseWriter, r *page.Request) error {
			if r.NotModified(w, "7") {
				return nil
			}
			_, err := io.WriteString(w, "seven")
			return err
		}),
	})
	get := func(path string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		return w
	}
	if w := get("/a"); w.Code != 500 || strings.Contains(w.Body.String(), "only the log") || !regexp.MustCompile(`đọc mã [2-9A-HJKMNP-Z]{4} `).MatchString(strings.ReplaceAll(w.Body.String(), "\u00a0", " ")) {
		t.Errorf("panic: %d %s", w.Code, w.Body)
	}
	if w := get("/b"); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("busy: %d", w.Code)
	}
	if w := get("/c"); w.Code != 409 {
		t.Errorf("stale: %d", w.Code)
	}
	first := get("/d")
	if w := get("/d", "If-None-Match", first.Header().Get("ETag")); w.Code != 304 || w.Body.Len() != 0 {
		t.Errorf("not modified: %d", w.Code)
	}
}

func TestARouteWithoutActionStopsTheStart(t *testing.T) {
	for _, r := range []page.Route{
		{Method: "GET", Pattern: "/x", Handler: func(http.ResponseWriter, *page.Request) error { return nil }},
		{Method: "GET", Pattern: "/x", Action: "no.such", Handler: func(http.ResponseWriter, *page.Request) error { return nil }},
		{Method: "GET", Pattern: "/x", Action: access.Anyone},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v started", r)
				}
			}()
			(&page.Desk{}).Mux([]page.Route{r})
		}()
	}
}

var hole = regexp.MustCompile(`^\{\w+\}$`)

func TestEveryAddressIsMadeOfTheNouns(t *testing.T) {
	for _, r := range web.Routes(web.Options{}) {
		for seg := range strings.SplitSeq(strings.Trim(r.Pattern, "/"), "/") {
			if seg != "" && !hole.MatchString(seg) && link.Nouns[seg] == "" {
				t.Errorf("%s: %q is not among the nouns of link", r.Pattern, seg)
			}
		}
	}
}

// TestFilesAreFencedToo: a file of ours that is opened by itself loads nothing and
// stands in no frame.
func TestFilesAreFencedToo(t *testing.T) {
	p := open(t, "").found()
	for _, file := range []string{"mark.svg", "app.js"} {
		a := p.do(browser(t), "GET", asset.Path(file), nil)
		if csp := a.Header.Get("Content-Security-Policy"); a.StatusCode != http.StatusOK || !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: %d %q", file, a.StatusCode, csp)
		}
	}
}
