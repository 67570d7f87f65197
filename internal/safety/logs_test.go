package safety

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"chibo/internal/api"
	"chibo/internal/demo"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web"
)

// written collects a log safely.
type written struct {
	sync.Mutex
	bytes.Buffer
}

func (w *written) Write(b []byte) (int, error) {
	w.Lock()
	defer w.Unlock()
	return w.Buffer.Write(b)
}

// TestTheLogKnowsNobody walks every page, form and call with the log kept, and
// looks in it for every name, card, phone number, token, code, id and address.
func TestTheLogKnowsNobody(t *testing.T) {
	log := &written{}
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(was)

	s := serve(t)
	var e session.Enrolment
	if err := s.db.Write(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) (err error) {
		e, err = session.Issue(tx, s.own.person, session.Printed)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s.send(nil, http.MethodGet, "/kich-hoat/"+e.Link, nil)
	s.send(nil, http.MethodPost, "/kich-hoat", url.Values{"code": {e.Code}, "ma": {e.Code}})
	s.send(nil, http.MethodPost, "/dang-nhap/mat-khau", url.Values{"name": {"hien.luong"}, "password": {"mat-khau-rat-rieng"}})
	// Each page and call is asked for by the guests in turn until one is answered, and by
	// nobody: what is refused and what is done both leave their line.
	each := func(send func(g *guest) answer) {
		send(s.guest("nobody"))
		for _, g := range s.guests {
			if g.name != "nobody" && send(g).status < http.StatusBadRequest {
				return
			}
		}
	}
	for _, r := range web.Routes(web.Options{}) {
		if strings.HasPrefix(r.Pattern, "/thoat") {
			continue
		}
		for _, path := range s.fill(t, r.Pattern, s.own) {
			form := least(s.own)
			form.Set("reason", "lý do rất riêng")
			each(func(g *guest) answer { return s.send(g, r.Method, path+asked(r.Pattern, s.own), form) })
		}
	}
	for _, op := range api.Operations() {
		for i, path := range s.fill(t, op.Path, s.own) {
			text := ""
			if op.Method != http.MethodGet {
				text = bodyOf(t, op.ID, s.own, s.own.meetings[i])
			}
			each(func(g *guest) answer { return s.raw(g, op.Method, path, strings.NewReader(text)) })
		}
	}
	text := log.String()
	if !strings.Contains(text, "route=/may") {
		t.Fatal("the log was not kept")
	}
	secrets := map[string]string{e.Link: "link", e.Code: "code", "mat-khau-rat-rieng": "password", "hien.luong": "sign-in name", "lý do rất riêng": "what was typed",
		s.own.member: "member", s.own.person: "person", s.own.slug: "address"}
	for _, g := range s.guests {
		if g.person != "" {
			secrets[g.cookie], secrets[g.token], secrets[g.person] = "cookie", "token", "person"
		}
	}
	for _, q := range []string{`select full_name from person where tenant = ?`, `select card from member where tenant = ? and card is not null`, `select phone from person where tenant = ? and phone <> ''`} {
		rows, err := s.db.Raw().Query(q, demo.Tenant)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var v string
			if err := rows.Scan(&v); err != nil {
				t.Fatal(err)
			}
			secrets[v] = q
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	for secret, what := range secrets {
		if i := strings.Index(text, secret); i >= 0 {
			t.Errorf("the log tells %s %q: …%s", what, secret, text[max(0, i-150):min(len(text), i+60)])
		}
	}
	for l := range strings.SplitSeq(text, "\n") {
		if strings.Contains(l, "level=ERROR") || strings.Contains(l, "without words") || strings.Contains(l, "no sentence") {
			t.Errorf("met on the way: %s", head(l))
		}
	}
}
