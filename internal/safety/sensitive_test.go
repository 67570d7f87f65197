package safety

import (
	"archive/zip"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/demo"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web"
)

// secret is something that few may read, with its readers by the table alone.
type secret struct {
	name, text string
	reads      func(g *guest) bool
}

// seed writes what may be read by few into the own cell, about one of its members
// who is no guest: with marks that stand nowhere else.
func (s *server) seed(t *testing.T) []secret {
	t.Helper()
	holds := func(a access.Action, org string) func(*guest) bool {
		return func(g *guest) bool { return s.may(g, a, org) }
	}
	either := func(some ...func(*guest) bool) func(*guest) bool {
		return func(g *guest) bool { return slices.ContainsFunc(some, func(f func(*guest) bool) bool { return f(g) }) }
	}
	all := []secret{
		{"telephone", "0977315246", holds(access.RollView, s.own.org)},
		{"home", "ngách ZUHOME hẻm 9", holds(access.RollView, s.own.org)},
		{"identity number", "001978564312", func(*guest) bool { return false }}, // in no answer at all
		{"note of the record", "ghi chú ZUNOTE", holds(access.RollView, s.own.org)},
		{"reminder", "nhắc nhở ZUREMIND", holds(access.ReminderKeep, s.own.org)},
		{"reserved opinion", "bảo lưu ZURESERVE", either(holds(access.ReservedView, s.own.org), holds(access.ReservedHear, s.root))},
		{"end of the identity number", "•4312", holds(access.RollView, s.own.org)},
	}
	if err := s.db.Write(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
		for _, w := range []struct {
			text string
			args []any
		}{
			{`update person set home = $3 where tenant = $1 and id = $2`, []any{s.own.person, all[1].text}},
			{`update member set note = $3 where tenant = $1 and id = $2`, []any{s.own.member, all[3].text}},
			{`update reminder set gist = $3 where tenant = $1 and id = $2`, []any{s.own.reminder, all[4].text}},
			{`insert into reserved_opinion (tenant, id, meeting, org, member, person, vote, gist, addressee, printed, at, by_person) values ($1, $2, $3, $4, $5, $6, '', $7, $8, false, $9, $10)`,
				[]any{store.NewID(), s.own.meetings[0].id, s.own.org, s.own.member, s.own.person, all[5].text, s.root, tx.Now(), s.own.person}},
		} {
			if n, err := tx.Exec(w.text, w.args...); err != nil || n != 1 {
				t.Fatalf("%s: %d rows, %v", w.text, n, err)
			}
		}
		if err := member.PutPhone(tx, s.own.person, all[0].text); err != nil {
			return err
		}
		text := ""
		if err := tx.Get([]any{&text}, `select settings from tenant where tenant = $1`); err != nil {
			return err
		}
		settings := map[string]any{}
		if err := json.Unmarshal([]byte(text), &settings); text != "" && err != nil {
			return err
		}
		settings["fields"] = map[string]bool{"identity_number": true, "phone": true, "home": true, "note": true}
		if _, err := tx.Exec(`update tenant set settings = $2 where tenant = $1`, store.JSON(settings)); err != nil {
			return err
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.db.Write(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
		return member.SetIdentity(tx, s.own.person, all[2].text)
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// words is all the text of an answer: of a zip, what is packed in it.
func words(body string) string {
	if !strings.HasPrefix(body, "PK\x03\x04") {
		return body
	}
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return body
	}
	var out strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			continue
		}
		b, _ := io.ReadAll(r)
		_ = r.Close()
		out.WriteString(f.Name + "\n" + words(string(b)) + "\n")
	}
	return out.String()
}

// TestWhatFewMayReadIsReadByThemAlone opens every page, file and call as every
// guest, and looks for what few may read: in HTML, JSON, .xlsx, .docx,
// zips and refusals, and in the log. Each is found by somebody who may.
func TestWhatFewMayReadIsReadByThemAlone(t *testing.T) {
	log := &written{}
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(was)
	s := serve(t)
	secrets := s.seed(t)
	found := map[string]bool{}
	look := func(g *guest, what string, a answer) {
		t.Helper()
		text := words(a.body)
		for _, x := range secrets {
			if !strings.Contains(text, x.text) {
				continue
			}
			if x.reads(g) {
				found[x.name] = true
				continue
			}
			i := strings.Index(text, x.text)
			t.Errorf("%s tells %s of the %s: …%s", what, g.name, x.name, text[max(0, i-80):i+len(x.text)])
		}
	}
	for _, g := range s.guests {
		for _, p := range []place{s.own, s.upper} {
			for _, r := range web.Routes(web.Options{}) {
				if r.Method == http.MethodGet && (p.cell || strings.Contains(r.Pattern, "/cap-uy/")) {
					for _, path := range s.fill(t, r.Pattern, p) {
						look(g, "GET "+r.Pattern, s.send(g, http.MethodGet, path+asked(r.Pattern, p), nil))
					}
				}
			}
		}
		for _, op := range api.Operations() {
			if op.Method != http.MethodGet {
				continue
			}
			for _, path := range s.fill(t, op.Path, s.own) {
				look(g, op.ID, s.raw(g, http.MethodGet, path, nil))
			}
		}
		for _, path := range []string{"/toi/du-lieu/tai?dang=xlsx", "/bao-luu", "/nhac-nho"} {
			look(g, path, s.send(g, http.MethodGet, path, nil))
		}
		for _, q := range []string{"?q=0977315246", "?q=001978564312", "?org=" + s.own.org + "&limit=500"} {
			look(g, "members"+q, s.raw(g, http.MethodGet, api.Prefix+"/members"+q, nil))
		}
	}
	for _, x := range secrets {
		if !found[x.name] && x.name != "identity number" {
			t.Errorf("the %s was found by nobody: is its mark still where it is read?", x.name)
		}
		if strings.Contains(log.String(), x.text) {
			t.Errorf("the log tells the %s", x.name)
		}
	}
}

// TestTheWholeRollStaysWithItsKeeper: a secretary who may read some twenty tries
// every way to the six hundred: pages, files, calls, one page after the other, ids
// guessed. She gets her own; what was opened is remembered with her name.
func TestTheWholeRollStaysWithItsKeeper(t *testing.T) {
	s := serve(t)
	g := s.guest(access.Secretary)
	own, others, ids := map[string]bool{}, map[string]bool{}, []string{}
	rows, err := s.db.Raw().Query(`select m.id, m.person, p.full_name, s.org from member m join person p on p.tenant = m.tenant and p.id = m.person join member_span s on s.tenant = m.tenant and s.member = m.id and s.to_day is null where m.tenant = ?`, demo.Tenant)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var id, person, name, org string
		if err := rows.Scan(&id, &person, &name, &org); err != nil {
			t.Fatal(err)
		}
		if org == s.own.org {
			own[name] = true
			continue
		}
		others[name], ids = true, append(ids, id)
	}
	if err := rows.Close(); err != nil || rows.Err() != nil {
		t.Fatal(err, rows.Err())
	}
	for name := range own {
		delete(others, name)
	}
	if len(ids) < 250 {
		t.Fatalf("only %d others live here", len(ids))
	}
	look := func(what string, a answer) {
		t.Helper()
		text, n := words(a.body), 0
		for name := range others {
			if strings.Contains(text, name) {
				n++
			}
		}
		if n > 3 { // the posts of the committee are known by name
			t.Errorf("%s tells %d names of other cells (%d)", what, n, a.status)
		}
	}
	for _, path := range []string{"/cap-uy/" + s.rootSlug + "/dang-vien", "/cap-uy/" + s.rootSlug + "/dang-vien/tai", "/cap-uy/" + s.rootSlug + "/dang-vien?q=a", "/chi-bo/" + s.own.slug + "/dang-vien/tai", "/chi-bo/" + s.sibling.slug + "/dang-vien", "/chi-bo/" + s.sibling.slug + "/dang-vien/tai"} {
		a := s.send(g, http.MethodGet, path, nil)
		if a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
		look(path, a)
	}
	for _, q := range []string{"?limit=500", "?org=" + s.root + "&limit=500", "?org=" + s.sibling.org, "?q=", "?q=nguyen&limit=500", "?standing=official&limit=500"} {
		for next, n := "", 0; n < 50; n++ {
			a := s.raw(g, http.MethodGet, api.Prefix+"/members"+q+next, nil)
			look("members"+q, a)
			var l struct{ Next string }
			if json.Unmarshal([]byte(a.body), &l) != nil || l.Next == "" {
				break
			}
			next = "&cursor=" + l.Next
		}
	}
	for _, q := range []string{"?under=" + s.root, "?org=" + s.root} {
		look("orgs"+q, s.raw(g, http.MethodGet, api.Prefix+"/orgs"+q, nil))
		look("posts"+q, s.raw(g, http.MethodGet, api.Prefix+"/posts"+q, nil))
		look("tasks"+q, s.raw(g, http.MethodGet, api.Prefix+"/tasks"+q, nil))
		look("meetings"+q, s.raw(g, http.MethodGet, api.Prefix+"/meetings"+q, nil))
	}
	for _, id := range ids { // guessed, one after the other
		if a := s.send(g, http.MethodGet, "/dang-vien/"+id, nil); a.status != http.StatusNotFound {
			t.Fatalf("a guessed id opens: %d", a.status)
		}
		if a := s.raw(g, http.MethodGet, api.Prefix+"/members/"+id, nil); a.status != http.StatusNotFound {
			t.Fatalf("a guessed id answers: %d", a.status)
		}
	}
	count := func(text string, args ...any) (n int) {
		t.Helper()
		if err := s.db.Raw().QueryRow(text, args...).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(`select count(*) from record_view where tenant = ? and viewer = ? and subject in (select m.person from member m join member_span s on s.tenant = m.tenant and s.member = m.id where s.org <> ?)`, demo.Tenant, g.person, s.own.org); n > 0 {
		t.Errorf("%d records of other cells count as opened", n)
	}
	keeper := s.guest(access.Officer)
	a := s.send(keeper, http.MethodGet, "/cap-uy/"+s.rootSlug+"/dang-vien/tai", nil)
	text, n := words(a.body), 0
	for name := range others {
		if strings.Contains(text, name) {
			n++
		}
	}
	if a.status != http.StatusOK || n < len(others)*9/10 {
		t.Errorf("its keeper's export: %d, %d of %d names", a.status, n, len(others))
	}
	if count(`select count(*) from record_view where tenant = ? and viewer = ? and what = 'export'`, demo.Tenant, keeper.person) == 0 {
		t.Error("the export is remembered nowhere")
	}
}
