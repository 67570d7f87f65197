package web_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"chibo/internal/web/link"
)

// lines collects the log of the machine.
type lines struct {
	sync.Mutex
	bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.Buffer.Write(b)
}

// TestWhatIsRefusedIsLogged: whoever asks for more than he may, sends from another site or comes with a dead cookie
// leaves one line with route, reason and a mark; the mark is the person's, from page to page, and names nobody. The
// same is counted.
func TestWhatIsRefusedIsLogged(t *testing.T) {
	log := &lines{}
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(log, nil)))
	defer slog.SetDefault(was)
	p := open(t, "").found()
	her := p.signedIn()
	ask := func(c *http.Client, method, path string, header ...string) answer {
		return p.do(c, method, path, url.Values{"lý do rất riêng": {"x"}}, header...)
	}
	ask(her, "GET", "/chi-bo/khong-co/ke-hoach-rieng-zuynh")
	ask(her, "GET", link.Committee("khong-co-zuynh"))
	ask(her, "GET", link.Cell("khong-co-zuynh"))
	ask(her, "POST", link.SignOutAll, "Origin", "https://ngoai.example", "Sec-Fetch-Site", "cross-site")
	stranger := browser(t)
	ask(stranger, "GET", link.Committee("khong-co-zuynh"))
	ask(stranger, "GET", "/khong-co-gi-zuynh")
	old := p.signedIn()
	home, _ := url.Parse(p.URL)
	dead := old.Jar.Cookies(home)
	ask(old, "POST", link.SignOut)
	old.Jar.SetCookies(home, dead)
	ask(old, "GET", link.Me)
	type line struct{ Msg, Reason, Who, Route, Method string }
	var got []line
	for _, text := range strings.Split(strings.TrimSpace(log.String()), "\n") {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err == nil && l.Msg == "refused" {
			got = append(got, l)
		}
	}
	want := []line{{"refused", "missing", "", "/cap-uy/{cu}", "GET"}, {"refused", "right", "", "/chi-bo/{cb}", "GET"}, {"refused", "foreign", "-", "-", "POST"}, {"refused", "ended", "-", "/toi", "GET"}}
	who := ""
	if len(got) > 0 && got[0].Route == "/" { // an address nobody has, by one who is signed in
		got = got[1:]
	}
	for i, w := range want {
		if i >= len(got) {
			t.Fatalf("%d lines: %+v\n%s", len(got), got, log.String())
		}
		g := got[i]
		if w.Who == "" {
			if who == "" {
				who = g.Who
			}
			if len(g.Who) != 12 || g.Who != who {
				t.Errorf("marked %q, then %q", who, g.Who)
			}
			g.Who = ""
		}
		if g != w {
			t.Errorf("line %d: %+v, want %+v", i, g, w)
		}
	}
	for _, secret := range []string{p.person, "zuynh", "rất riêng", dead[0].Value} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
	res, err := http.Get(p.URL + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	figures, _ := io.ReadAll(res.Body)
	for _, f := range []string{`chibo_refused_total{reason="missing"}`, `chibo_refused_total{reason="right"} 1`, `chibo_refused_total{reason="foreign"} 1`, `chibo_refused_total{reason="ended"} 1`} {
		if !strings.Contains(string(figures), f) {
			t.Errorf("not counted: %s", f)
		}
	}
}
