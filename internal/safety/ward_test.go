// Package safety holds the tests that cross every room: plans of all statements,
// every route and call against every post, an attack from a neighbouring
// committee, bad input, headers, and what the log tells. The tables they walk
// are those of the program itself (web.Routes, api.Operations, access.Actions,
// store.Statements): what is added there is tested here without being asked.
package safety

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/app"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/link"
	"chibo/rules"
)

const (
	other = int64(9900002) // the neighbouring committee in the same database
	mark  = "ZUYNH"        // stands in every name and text of that committee
	month = "2026-11"
)

var (
	book  = rule.MustLoad(rules.FS)
	today = time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam)
)

// guest is somebody at the door with all that he holds.
type guest struct {
	name   string
	person string
	grants []access.Grant // Path unused: root above, cells below
	cookie string
	token  string
}

// sitting is one meeting with what stands in it, for filling addresses.
type sitting struct {
	id, period, item, deed, part, paper string
	opinion, judged, outside, praise    string
	ahead                               string
	interpreter                         string
	device                              string // taken along, with an entry that was refused
}

// place is an organisation with the ids that lie in it.
type place struct {
	name, org, slug                      string
	cell                                 bool
	meetings                             []sitting
	member, person, task, post, imported string
	reminder                             string
	duty                                 string                      // a standing duty of the cell
	request                              string                      // about personal data, typed by the cell\'s lead
	leak                                 string                      // data of the ward that got out
	rule                                 string                      // of the committee's own
	finding                              string                      // a question put to the cell about a meeting
	alarm                                string                      // on reading too much, of somebody of the ward
	document, file, helper               string                      // a paper from above, its file, who helps the secretary
	circle                               access.Circle               // whose meetings are walked
	inner                                map[access.Circle][]sitting // of its committee
}

// made is the sample ward on disk, with its guests and its neighbour, made once
// and copied for every test.
type made struct {
	dir         string
	root        string
	rootSlug    string
	guests      []*guest
	own         place
	sibling     place
	upper       place
	foreign     place
	foreignRoot place
	hop         map[access.Circle][]sitting // meetings of the committee above
}

var build = sync.OnceValues(func() (*made, error) {
	m := &made{}
	var err error
	if m.dir, err = os.MkdirTemp("", "chibo-safety-"); err != nil {
		return nil, err
	}
	there, err := os.MkdirTemp("", "chibo-neighbour-")
	if err != nil {
		return nil, err
	}
	if err := m.neighbour(there); err != nil {
		return nil, fmt.Errorf("neighbour: %w", err)
	}
	return m, m.live(filepath.Join(there, "chibo.sqlite"))
})

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	debug.SetGCPercent(400)            // memory is plenty, time is not
	_ = flag.Set("test.parallel", "8") // most of a test is waiting for the disk
	code := m.Run()
	if w, err := build(); err == nil {
		_ = os.RemoveAll(w.dir)
	}
	os.Exit(code)
}

func openAt(dir string) (*store.DB, error) {
	return store.Open(context.Background(), store.Options{Dir: dir, Clock: func() time.Time { return today }, Vault: storetest.Vault})
}

func (m *made) neighbour(dir string) error {
	db, err := openAt(dir)
	if err != nil {
		return err
	}
	ward, err := demo.Make(context.Background(), db, book, today, 2, io.Discard)
	if err != nil {
		return err
	}
	if err := lookedAt(db, ward.Cells[6].ID); err != nil {
		return err
	}
	return db.Close()
}

// lookedAt puts a question about its last sealed meeting to each cell, old enough for
// the committee to be told.
func lookedAt(db *store.DB, cells ...string) error {
	return db.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
		for _, cell := range cells {
			if _, err := tx.Exec(`insert into finding (tenant, id, org, meeting, kind, n, of_all, other, rule, found_at, told_on, gone_at, answer, answered_by, answered_at, version)
				select tenant, $2, org, id, 'flat', 0, 0, '', 'formality.watch.local@1', $3, day, null, '', '', null, 1 from meeting where tenant = $1 and org = $4 and kind = 'regular' and sealed_at is not null order by day desc limit 1`,
				store.NewID(), tx.Now()-1, cell); err != nil {
				return err
			}
		}
		return nil
	})
}

// live makes the ward itself, gives it a guest for every post and takes the
// neighbour in.
func (m *made) live(neighbour string) error {
	ctx := context.Background()
	db, err := openAt(m.dir)
	if err != nil {
		return err
	}
	ward, err := demo.Make(ctx, db, book, today, 2, io.Discard)
	if err != nil {
		return err
	}
	m.root, m.rootSlug = ward.Root.ID, ward.Root.Slug
	own, sibling := ward.Cells[6], ward.Cells[7]
	if err := lookedAt(db, own.ID, sibling.ID); err != nil {
		return err
	}
	stands := access.Grant{Post: access.Member, Org: own.ID}
	in := func(name access.Post, n int) {
		g := &guest{name: string(name), person: own.Members[n].PersonID, grants: []access.Grant{stands}}
		if name != access.Member {
			g.grants = append(g.grants, access.Grant{Post: name, Org: own.ID})
		}
		m.guests = append(m.guests, g)
	}
	in(access.Scribe, 3)
	in(access.Secretary, 0)
	in(access.Deputy, 1)
	in(access.Committee, 10) // none of those who write its minutes
	in(access.Member, 9)
	in(access.Assistant, 8)
	m.guests = append(m.guests, &guest{name: "nobody"})
	system := store.Viewer{Tenant: demo.Tenant, Person: store.System}
	if err := db.Write(ctx, system, func(tx *store.Tx) error {
		if _, err := member.Appoint(tx, member.Post{Person: own.Members[10].PersonID, Post: access.Committee, Org: own.ID, From: "2026-11-20"}); err != nil {
			return err
		}
		for i, post := range []access.Post{access.InCharge, access.Officer, access.WardSecretary, access.WardDeputy, access.StandingMember, access.WardMember, access.Administrator, ""} {
			p, err := member.NewPerson(tx, member.Person{FullName: "Khách Thứ " + string(rune('A'+i))})
			if err != nil {
				return err
			}
			g := &guest{name: string(post), person: p.ID}
			switch post {
			case "":
				g.name = "without a post"
			case access.InCharge:
				g.grants = []access.Grant{{Post: post, Org: own.ID}}
			default:
				g.grants = []access.Grant{{Post: post, Org: m.root}}
			}
			for _, h := range g.grants {
				if post == access.WardSecretary { // the sample ward has one, and there is only one
					if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, '2025-07-01', null, '', 0, '')`, store.NewID(), p.ID, string(post), h.Org); err != nil {
						return err
					}
					continue
				}
				if _, err := member.Appoint(tx, member.Post{Person: p.ID, Post: post, Org: h.Org, From: "2025-07-01"}); err != nil {
					return err
				}
			}
			m.guests = append(m.guests, g)
		}
		if err := m.more(tx, own, sibling); err != nil {
			return err
		}
		for _, g := range m.guests {
			if g.person == "" {
				continue
			}
			if _, err := session.Account(tx, g.person, "Khách "+g.name); err != nil {
				return err
			}
			s, err := session.Begin(tx, g.person, "phép thử")
			if err != nil {
				return err
			}
			k, err := session.NewToken(tx, g.person, "phép thử")
			if err != nil {
				return err
			}
			g.cookie, g.token = s.Secret, k.Secret
		}
		return nil
	}); err != nil {
		return err
	}
	imported, err := member.Stage(ctx, db, store.Viewer{Tenant: demo.Tenant, Person: ward.Officer}, book,
		member.Upload{Kind: member.ListMembers, Name: "ds.csv", Data: []byte("Họ và tên,Ngày sinh,Chi bộ\nNgười Mới,01/02/1980,Chi bộ Tổ dân phố 7\n")})
	if err != nil {
		return err
	}
	if err := takeIn(ctx, db, neighbour); err != nil {
		return err
	}
	if m.own, err = survey(db.Raw(), demo.Tenant, own.ID, own.Members[12].ID); err != nil {
		return err
	}
	root, err := survey(db.Raw(), demo.Tenant, m.root, own.Members[12].ID)
	if err != nil {
		return err
	}
	m.hop = root.inner
	if m.sibling, err = survey(db.Raw(), demo.Tenant, sibling.ID, sibling.Members[12].ID); err != nil {
		return err
	}
	m.own.name, m.sibling.name = "own", "sibling"
	if err := takenAlong(ctx, db, own.Secretary, m.own.meetings); err != nil {
		return err
	}
	if err := db.Write(ctx, store.Viewer{Tenant: demo.Tenant, Person: own.Secretary}, func(tx *store.Tx) error {
		for _, s := range m.own.meetings { // a correction on its way, so that its pages stand
			if s.paper == "" {
				continue
			}
			if _, err := minutes.Amend(tx, s.paper); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	m.own.imported, m.sibling.imported = imported, imported
	m.upper = m.own // ids of the own cell under the root's address fit nothing
	m.upper.name, m.upper.org, m.upper.slug, m.upper.cell = "upper", m.root, m.rootSlug, false
	var org, one string
	if err := db.Raw().QueryRow(`select org from org_edge where tenant = ? and name like 'Chi bộ Tổ dân phố 7%'`, other).Scan(&org); err != nil {
		return err
	}
	if err := db.Raw().QueryRow(`select member from member_span where tenant = ? and org = ? limit 1`, other, org).Scan(&one); err != nil {
		return err
	}
	if m.foreign, err = survey(db.Raw(), other, org, one); err != nil {
		return err
	}
	m.foreignRoot = m.foreign
	if err := db.Raw().QueryRow(`select o.id, o.slug from org o join org_edge e on e.tenant = o.tenant and e.org = o.id where o.tenant = ? and e.parent is null`, other).Scan(&m.foreignRoot.org, &m.foreignRoot.slug); err != nil {
		return err
	}
	return db.Close()
}

// takenAlong takes every meeting along that is not sealed yet, with an entry that
// its room refuses.
func takenAlong(ctx context.Context, db *store.DB, secretary string, meetings []sitting) error {
	for i := range meetings {
		s := &meetings[i]
		err := db.Write(ctx, store.Viewer{Tenant: demo.Tenant, Person: secretary}, func(tx *store.Tx) error {
			m, err := meeting.Get(tx.Reader, s.id)
			if err != nil || m.At(meeting.Sealed) {
				return err
			}
			d, _, err := offline.Take(tx, offline.Taking{Meeting: s.id, Label: "điện thoại"})
			if err != nil {
				return err
			}
			s.device = d.ID
			_, err = offline.Receive(tx, book, d.ID, offline.Batch{Ops: []offline.Op{{ID: store.NewID(), Device: d.ID, Seq: 1, Lamport: 1, Kind: "score", Key: "score", Value: json.RawMessage(`{"points":900,"reason":"x"}`)}}})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// takeIn copies the neighbour's rows under its own number and writes the mark
// into every name and text.
func takeIn(ctx context.Context, db *store.DB, file string) error {
	c, err := db.Raw().Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	do := func(text string, args ...any) error {
		if _, err := c.ExecContext(ctx, text, args...); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		return nil
	}
	if err := do(`attach ? as there`, file); err != nil {
		return err
	}
	if err := do(`pragma foreign_keys = 0`); err != nil {
		return err
	}
	tables, err := column(ctx, c, `select m.name from there.sqlite_master m where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) c where c.name = 'tenant')`)
	if err != nil {
		return err
	}
	for _, t := range tables {
		cols, err := column(ctx, c, `select name from pragma_table_info(?) where name <> 'tenant'`, t)
		if err != nil {
			return err
		}
		list := strings.Join(cols, ", ")
		if err := do(fmt.Sprintf(`insert into main.%s (tenant, %s) select %d, %s from there.%s where tenant = %d`, t, list, other, list, t, demo.Tenant)); err != nil {
			return err
		}
	}
	for t, cols := range map[string][]string{
		"tenant": {"name", "place"}, "org_edge": {"name"}, "person": {"full_name"}, "meeting": {"place"}, "meeting_roll": {"full_name"},
		"agenda_item": {"title", "gist"}, "task": {"deed"}, "resolution_item": {"deed"}, "vote": {"subject"},
	} {
		for _, col := range cols {
			if err := do(fmt.Sprintf(`update main.%s set %s = %s || ' %s' where tenant = %d`, t, col, col, mark, other)); err != nil {
				return err
			}
		}
	}
	for _, t := range []string{"org", "org_slug"} {
		if err := do(fmt.Sprintf(`update main.%s set slug = 'khac-' || slug where tenant = %d`, t, other)); err != nil {
			return err
		}
	}
	if err := do(`detach there`); err != nil {
		return err
	}
	return do(`pragma foreign_keys = 1`)
}

func column(ctx context.Context, c *sql.Conn, text string, args ...any) ([]string, error) {
	rows, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// survey finds the ids that lie in a cell.
func survey(db *sql.DB, tenant int64, org, someone string) (place, error) {
	p := place{org: org, member: someone, cell: true, inner: map[access.Circle][]sitting{}}
	var all []sitting
	var in []access.Circle
	var err error
	get := func(into *string, text string, args ...any) {
		if err != nil {
			return
		}
		if e := db.QueryRow(text, append([]any{tenant}, args...)...).Scan(into); e != nil && e != sql.ErrNoRows {
			err = fmt.Errorf("%s: %w", text, e)
		}
	}
	get(&p.slug, `select slug from org where tenant = ? and id = ?`, org)
	get(&p.person, `select person from member where tenant = ? and id = ?`, someone)
	get(&p.post, `select id from post_holding where tenant = ? and org = ? and post = 'committee'`, org)
	get(&p.rule, `select id from regulation where tenant = ? and ? <> '' order by id desc limit 1`, org)
	get(&p.reminder, `select id from reminder where tenant = ? and org = ? and closed_on is null order by id desc limit 1`, org)
	get(&p.task, `select t.id from task t where t.tenant = ? and t.org = ? order by t.closed_on is not null, t.id desc limit 1`, org)
	get(&p.alarm, `select id from read_alarm where tenant = ? order by at limit 1`)
	get(&p.finding, `select id from finding where tenant = ? and org = ? and gone_at is null order by id limit 1`, org)
	get(&p.leak, `select id from breach where tenant = ? order by id limit 1`)
	get(&p.request, `select id from data_request where tenant = ? and org = ? and channel <> 'self' order by id desc limit 1`, org)
	get(&p.duty, `select id from duty where tenant = ? and org = ? order by id desc limit 1`, org)
	rows, e := db.Query(`select id, period, kind, n from meeting where tenant = ? and org = ? order by period desc, kind`, tenant, org)
	get(&p.document, `select id from document where tenant = ? and org = ?`, org)
	get(&p.file, `select id from attachment where tenant = ? and document = ?`, p.document)
	get(&p.helper, `select id from post_holding where tenant = ? and org = ? and post = 'assistant'`, org)
	if e != nil {
		return p, e
	}
	for rows.Next() {
		var s sitting
		kind, n := "", 0
		if e := rows.Scan(&s.id, &s.period, &kind, &n); e != nil {
			return p, e
		}
		s.period = link.Period(s.period, kind, n)
		all = append(all, s)
		in = append(in, (meeting.Meeting{Kind: kind}).Circle())
	}
	if e := errors.Join(rows.Err(), rows.Close()); e != nil {
		return p, e
	}
	for i := range all {
		s := &all[i]
		get(&s.item, `select id from agenda_item where tenant = ? and meeting = ? order by position desc limit 1`, s.id)
		get(&s.deed, `select id from resolution_item where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.opinion, `select id from opinion where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.ahead, `select id from opinion_ahead where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.judged, `select task from evaluation where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.outside, `select id from resolution_item where tenant = ? and meeting = ? and outside limit 1`, s.id)
		get(&s.interpreter, `select id from interpreter where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.praise, `select id from praise where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.part, `select part from minutes_draft where tenant = ? and meeting = ? limit 1`, s.id)
		get(&s.paper, `select id from paper where tenant = ? and meeting = ? and type = 'resolution' limit 1`, s.id)
		if in[i] == access.OfAll {
			p.meetings = append(p.meetings, *s)
		} else {
			p.inner[in[i]] = append(p.inner[in[i]], *s)
		}
	}
	return p, err
}

// server is one copy of the ward, serving.
type server struct {
	*made
	t       testing.TB
	db      *store.DB
	handler http.Handler
}

func serve(t testing.TB) *server { return serveAt(t, "") }

func serveAt(t testing.TB, address string) *server {
	t.Helper()
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(m.dir, "chibo.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "chibo.sqlite"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "files"), os.DirFS(filepath.Join(m.dir, "files"))); err != nil {
		t.Fatal(err)
	}
	db, err := openAt(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &server{made: m, t: t, db: db}
	// Who may have a paper is asked here, not how it looks: LibreOffice would take most of the time.
	made := func(context.Context, []byte) ([]byte, error) { return []byte("%PDF-1.7"), nil }
	calls := api.New(api.Deps{DB: db, Book: book, PDF: made, PersonFile: (&app.App{DB: db, Book: book}).PersonFile,
		Authenticate: func(ctx context.Context, token string) (store.Viewer, error) {
			k, err := session.FindToken(ctx, db, token)
			return k.Viewer(), err
		}})
	if s.handler, err = web.New(web.Options{DB: db, Book: book, URL: address, API: calls, PDF: made, Founder: (&app.App{DB: db}).Found, Practices: &app.Practices{App: &app.App{DB: db, Book: book}}}); err != nil {
		t.Fatal(err)
	}
	return s
}

// guest finds a guest by name.
func (m *made) guest(name access.Post) *guest {
	return m.guests[slices.IndexFunc(m.guests, func(g *guest) bool { return g.name == string(name) })]
}

type answer struct {
	status int
	header http.Header
	body   string
}

var addresses atomic.Int64 // every request from another address: the door's brake is tested elsewhere

// from names the address a request comes from, host whom it claims to ask, among
// the headers of send and raw.
const from, host = "from", "host"

// send asks the server; body nil is a GET without body, else a form.
func (s *server) send(g *guest, method, path string, form url.Values, headers ...string) answer {
	s.t.Helper()
	var body io.Reader
	if method != http.MethodGet {
		body = strings.NewReader(form.Encode())
	}
	return s.raw(g, method, path, body, headers...)
}

func (s *server) raw(g *guest, method, path string, body io.Reader, headers ...string) answer {
	s.t.Helper()
	r := httptest.NewRequest(method, "http://chibo.test/", body)
	u, err := url.Parse(path)
	if err != nil {
		s.t.Fatal(err)
	}
	r.URL.Path, r.URL.RawPath, r.URL.RawQuery, r.RequestURI = u.Path, u.RawPath, u.RawQuery, path
	n := addresses.Add(1)
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:4000", n>>16&255, n>>8&255, n&255)
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if g != nil && g.person != "" {
		if strings.HasPrefix(path, api.Prefix) {
			r.Header.Set("Authorization", "Bearer "+g.token)
			r.Header.Set("Content-Type", "application/json")
		} else {
			r.Header.Set("Cookie", "chibo="+g.cookie+"; __Host-chibo="+g.cookie)
		}
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == from { // where the request comes from is no header
			r.RemoteAddr = headers[i+1] + ":4000"
			continue
		}
		if headers[i] == host {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return answer{w.Code, w.Header(), w.Body.String()}
}

// hop tells the pages of a meeting of the committee above.
func hop(pattern string) bool { return strings.Contains(pattern, "/hop/{ky}") }

// circles are whose meetings an address is walked with: the same pages serve the
// cell's and its committee's.
func circles(pattern string) []access.Circle {
	switch {
	case hop(pattern):
		return []access.Circle{access.OfCommittee, access.OfStanding}
	case strings.HasPrefix(pattern, cellMeeting):
		return []access.Circle{access.OfAll, access.OfCommittee}
	}
	return []access.Circle{access.OfAll}
}

const cellMeeting = "/chi-bo/{cb}/sinh-hoat/{ky}"

// fill makes addresses of a pattern: one for each meeting where it names one.
// An address part that it cannot fill fails the test.
func (m *made) fill(t testing.TB, pattern string, p place) []string {
	t.Helper()
	all := p.meetings
	if p.circle != access.OfAll && !hop(pattern) { // the cell committee's newest meeting, where there is one
		if len(p.inner[p.circle]) == 0 {
			return nil
		}
		all = p.inner[p.circle][:1]
	}
	if hop(pattern) { // the same handlers once more: walked from one place, at the newest meeting
		if all = m.hop[cmp.Or(p.circle, access.OfCommittee)][:1]; p.name != "own" && !strings.HasSuffix(pattern, "/hop/{ky}") {
			return nil
		}
	}
	if !strings.Contains(pattern, "{ky}") && !strings.HasPrefix(pattern, api.Prefix+"/meetings/{id}") && !strings.Contains(pattern, "/bao-vang/{") && !strings.Contains(pattern, "/y-kien-truoc/{") && !strings.Contains(pattern, "/toi/bao-co-mat/{") && !strings.Contains(pattern, "/toi/ma-diem-danh/{") && !strings.Contains(pattern, "{document}") && !strings.Contains(pattern, "/giay-to/{id}") && !strings.Contains(pattern, "/papers/{id}") {
		all = all[:1]
	}
	var out []string
	for _, s := range all {
		names := strings.Split(pattern, "/")
		parts := slices.Clone(names)
		for i, part := range names {
			if !strings.HasPrefix(part, "{") {
				continue
			}
			v, known := m.value(names, i, p, s)
			if !known {
				t.Errorf("%s: how is %s filled? Teach value()", pattern, part)
			}
			if v == "" {
				v = "khong-co"
			}
			parts[i] = url.PathEscape(v)
		}
		out = append(out, strings.Join(parts, "/"))
	}
	return out
}

func (m *made) value(parts []string, i int, p place, s sitting) (string, bool) {
	rootSlug := m.rootSlug
	if p.org == m.foreign.org || p.org == m.foreignRoot.org {
		rootSlug = m.foreignRoot.slug
	}
	before := parts[i-1]
	switch before + "/" + parts[i] {
	case "chi-bo/{cb}", "ban-in/{cb}", "xac-nhan-diem/{cb}", "diem/{cb}":
		return p.slug, true
	case "{cb}/{ky}": // of a score
		return month, true
	case "cap-uy/{cu}":
		return rootSlug, true
	case "sinh-hoat/{ky}", "hop/{ky}":
		return s.period, true
	case "dues/{month}", "thang/{ky}", "thang/{thang}", "months/{month}":
		return month, true
	case "dang-vien/{id}", "diem-danh/{id}", "members/{id}", "phieu/{id}", "hoi-tham/{id}":
		return p.member, true
	case "cap-ma/{id}", "people/{id}":
		return p.person, true
	case "nhiem-vu-nam/{id}", "duties/{id}":
		return p.duty, true
	case "nhiem-vu-nam/{nam}", "duties/{year}":
		return month[:4], true
	case "nhiem-vu/{id}", "tasks/{id}":
		return p.task, true
	case "to-chuc/{id}", "orgs/{id}", "chi-bo/{id}":
		return p.org, true
	case "canh-bao/{id}", "alarms/{id}":
		return p.alarm, true
	case "nhin-lai/{id}", "findings/{id}":
		return p.finding, true
	case "lo-du-lieu/{id}", "breaches/{id}":
		return p.leak, true
	case "han-che/{id}", "quyet-dinh/{id}", "states/{id}":
		return p.person, true
	case "de-nghi/{yc}":
		return p.request, true
	case "rieng-tu/{id}", "requests/{id}", "own-requests/{id}":
		return p.request, true
	case "{id}/{viec}":
		if parts[i-2] == "rieng-tu" {
			return "tra-loi", true
		}
		return "sua", true
	case "chuc-vu/{id}":
		return p.post, true
	case "nhap/{id}", "imports/{id}":
		return p.imported, true
	case "bien-ban/{id}":
		return s.part, true
	case "noi-dung/{n}", "bieu-quyet/{n}", "y-kien/{n}":
		return "1", true
	case "noi-dung/{id}":
		if parts[i-2] == "nghi-quyet" {
			return s.deed, true
		}
		return s.item, true
	case "y-kien-truoc/{id}", "opinions-ahead/{ahead}":
		if parts[1] == "toi" {
			return s.id, true
		}
		return s.ahead, true
	case "y-kien/{id}", "opinions/{opinion}":
		return s.opinion, true
	case "danh-gia/{id}":
		return s.judged, true
	case "doi-cho/{id}":
		return s.outside, true
	case "bieu-duong/{id}", "praise/{praise}":
		return s.praise, true
	case "may-hop/{id}", "bo/{id}", "devices/{device}":
		return s.device, true
	case "chon/{id}":
		return base64.RawURLEncoding.EncodeToString([]byte("score")), true
	case "phien-dich/{id}", "interpreters/{interpreter}":
		return s.interpreter, true
	case "doc/{n}":
		return "1", true
	case "nhac-nho/{id}", "reminders/{id}":
		return p.reminder, true
	case "rieng/{id}":
		return p.rule, true
	case "xem/{qd}":
		return "regime.length.hd42@1", true
	case "tai/{tep}":
		if i > 2 && parts[i-3] == "xem" {
			return "quy-dinh.yaml", true
		}
		if parts[i-2] == "{cb}" { // the office's batch
			return s.period + ".docx", true
		}
		if parts[i-2] != "so-dang-ky" && (parts[i-3] == "rieng-tu" || parts[i-3] == "de-nghi") {
			return "ban-sao.docx", true
		}
		if parts[i-3] == "lo-du-lieu" {
			return "danh-sach.xlsx", true
		}
		if parts[i-2] == "so-dang-ky" {
			return "so-dang-ky.xlsx", true
		}
		if parts[i-2] == "goi-so-tay" {
			return "sau.zip", true
		}
		if parts[1] == "giay-to" {
			return "1.docx", true
		}
		if parts[2] == "phieu" || parts[i-3] == "phieu" {
			return "phieu.docx", true
		}
		return "minutes.docx", true
	case "giay-to/{id}", "papers/{id}":
		return s.paper, true
	case "files/{file}":
		return "1.docx", true
	case "doan/{phan}":
		return "place", true
	case "v/{id}":
		return s.paper, true
	case "{id}/{ban}":
		return "1", true
	case "tro-giup/{trang}":
		return "phong", true
	case "{ban}/{ma}":
		return "00000000000000000000000000000000", true
	case "van-ban/{id}", "received/{id}":
		return p.document, true
	case "packet/{file}":
		return "before.zip", true
	case "tep/{id}", "files/{id}":
		return p.file, true
	case "nguoi-giup/{id}", "assistants/{post}":
		return p.helper, true
	case "in/{mau}":
		return "nghi-quyet", true
	case "bao-vang/{id}", "meetings/{id}", "bao-co-mat/{id}", "ma-diem-danh/{id}":
		return s.id, true
	case "items/{item}":
		return s.item, true
	case "sheet/{file}":
		return "sheet.docx", true
	case "office-batch/{file}":
		return "batch.docx", true
	case "documents/{file}":
		return "minutes.docx", true
	case "proofs/{document}":
		return s.paper, true
	case "may/{id}", "sessions/{id}":
		return "018f0000-0000-7000-8000-000000000000", true
	case "kich-hoat/{ma}", "thiet-lap/{ma}":
		return "9900001.khong-co", true
	}
	return "", false
}
