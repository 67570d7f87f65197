package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/job"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

var book = rule.MustLoad(rules.FS)

// world is one committee behind the API, with its officer.
type world struct {
	*storetest.DB
	t       testing.TB
	handler http.Handler
	officer string // token
	dung    string // the officer's person
	root    string
}

func newWorld(t testing.TB, db *storetest.DB) *world {
	t.Helper()
	w := &world{DB: db, t: t}
	w.handler = api.New(api.Deps{DB: db.DB, Book: book, Authenticate: func(ctx context.Context, token string) (store.Viewer, error) {
		s, err := session.FindToken(ctx, db.DB, token)
		return s.Viewer(), err
	}})
	db.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'Đảng bộ phường Mẫu', 'commune', 'Mẫu', '', '', '', '{}', 0)`); err != nil {
			return err
		}
		root, err := org.Create(tx, org.New{Name: "Đảng bộ phường Mẫu", Kind: "commune", From: "2025-07-01"})
		if err != nil {
			return err
		}
		p, err := member.NewPerson(tx, member.Person{FullName: "Quàng Thị Dung"})
		if err != nil {
			return err
		}
		w.root, w.dung = root.ID, p.ID
		_, err = member.Appoint(tx, member.Post{Person: p.ID, Post: access.Officer, Org: root.ID, From: "2025-07-01"})
		return err
	})
	w.officer = w.token(w.dung)
	t.Cleanup(func() { // the jobs of other tests look at every tenant
		_ = db.TryWrite(store.System, func(tx *store.Tx) error { _, err := tx.Exec(`delete from tenant where tenant = $1`); return err })
	})
	return w
}

// token makes an API token for a person.
func (w *world) token(person string) (secret string) {
	w.t.Helper()
	w.Write(w.t, store.System, func(tx *store.Tx) error {
		s, err := session.NewToken(tx, person, "test")
		secret = s.Secret
		return err
	})
	return secret
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) into(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
}

func (w *world) do(token, method, path string, body any, headers ...string) answer {
	w.t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	case []byte:
		reader = bytes.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			w.t.Fatal(err)
		}
		reader = bytes.NewReader(text)
	}
	r := httptest.NewRequest(method, path, reader)
	r.Header.Set("Authorization", "Bearer "+token)
	if reader != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return answer{rec.Code, rec.Header(), rec.Body.Bytes()}
}

// must is do that fails the test unless the answer is a success, read into out.
func (w *world) must(token, method, path string, body, out any, headers ...string) answer {
	w.t.Helper()
	a := w.do(token, method, path, body, headers...)
	if a.status >= 300 {
		w.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	if out != nil {
		a.into(w.t, out)
	}
	return a
}

// refused checks a refusal's status and code, and that it is a whole problem.
func (w *world) refused(a answer, status int, code string) api.Problem {
	w.t.Helper()
	var p api.Problem
	a.into(w.t, &p)
	if a.status != status || p.Code != code || p.Status != status {
		w.t.Errorf("want %d %s, got %d %s", status, code, a.status, a.body)
	}
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		w.t.Errorf("type of a problem: %s", got)
	}
	if p.Title == "" || p.Detail == "" || strings.Contains(p.Detail, "{") || strings.Contains(p.Detail, "⟦") || p.Detail == p.Title {
		w.t.Errorf("a problem without sentences: %s", a.body)
	}
	return p
}

// drain does the jobs that wait.
func (w *world) drain() {
	w.t.Helper()
	run := func(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
		var in struct{ Import string }
		if err := json.Unmarshal(payload, &in); err != nil {
			return err
		}
		for done := false; !done; {
			if err := db.Bulk(ctx, v, func(tx *store.Tx) (err error) { done, err = member.CommitChunk(tx, book, in.Import, 100); return }); err != nil {
				return err
			}
		}
		return nil
	}
	r := &job.Runner{DB: w.DB.DB, Handlers: map[string]job.Handler{api.ImportJob: run, report.Job: report.Handler(book)}}
	if _, err := r.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func form(t testing.TB, name string, data []byte) (body []byte, contentType string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	f, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write(data)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m.FormDataContentType()
}

// take imports one of the sample lists in two steps.
func (w *world) take(kind, name string) api.Import {
	w.t.Helper()
	data, err := os.ReadFile("../../testdata/" + name)
	if err != nil {
		w.t.Fatal(err)
	}
	body, contentType := form(w.t, name, data)
	var first, again, now api.Import
	w.must(w.officer, "POST", "/api/v1/imports?kind="+kind, body, &first, "Content-Type", contentType, "Idempotency-Key", "import-"+kind)
	body, contentType = form(w.t, name, data)
	w.must(w.officer, "POST", "/api/v1/imports?kind="+kind, body, &again, "Content-Type", contentType, "Idempotency-Key", "import-"+kind)
	if first.ID != again.ID || first.State != "ready" {
		w.t.Fatalf("the same file under the same key was read twice: %+v %+v", first, again)
	}
	if a := w.must(w.officer, "POST", "/api/v1/imports/"+first.ID+"/commit", nil, nil); a.status != http.StatusAccepted {
		w.t.Errorf("commit answers %d", a.status)
	}
	w.drain()
	w.must(w.officer, "GET", "/api/v1/imports/"+first.ID, nil, &now)
	if now.State != "done" {
		w.t.Fatalf("the import is %s, %d of %d", now.State, now.Done, now.Total)
	}
	return first
}

type list[T any] struct {
	Items []T
	Next  string
}

// cell finds a cell with enough members who can act.
func (w *world) cell() (cell api.Org, active []api.Member) {
	w.t.Helper()
	var orgs list[api.Org]
	w.must(w.officer, "GET", "/api/v1/orgs", nil, &orgs)
	if len(orgs.Items) != 21 {
		w.t.Fatalf("%d organisations", len(orgs.Items))
	}
	for _, o := range orgs.Items {
		if o.Kind != "residential" {
			continue
		}
		var members list[api.Member]
		w.must(w.officer, "GET", "/api/v1/members?activity=active&standing=official&limit=200&org="+o.ID, nil, &members)
		if len(members.Items) >= 6 {
			return o, members.Items
		}
	}
	w.t.Fatal("no cell has six active members")
	return
}

func TestTheWholeCircleOfACell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		w.take("orgs", "to-chuc-phuong-mau.xlsx")
		if members := w.take("members", "dang-vien-phuong-mau.xlsx"); len(members.Doubtful) == 0 || members.Doubtful[0].Line == 0 || members.RowsOK < 500 || len(members.Columns) < 4 {
			t.Errorf("preview of members: %d doubtful, %d good, columns %v", len(members.Doubtful), members.RowsOK, members.Columns)
		}
		cell, people := w.cell()
		hien, huy, loc := people[0], people[1], people[2]
		w.must(w.officer, "POST", "/api/v1/posts", map[string]any{"person": hien.Person, "post": "secretary", "org": cell.ID}, nil)
		secretary, scribe, plain := w.token(hien.Person), w.token(huy.Person), w.token(loc.Person)

		var me api.Me
		w.must(secretary, "GET", "/api/v1/me", nil, &me)
		if me.Person.Name != hien.FullName || len(me.Posts) != 2 || len(me.Orgs) != 1 || me.Member != hien.ID {
			t.Errorf("me: %+v", me)
		}

		december := w.meet(t, cell, secretary, scribe, plain, people)

		// A month later: what was not finished stands on the agenda by itself.
		w.Clock.Set(time.Date(2027, 1, 3, 18, 0, 0, 0, store.Vietnam))
		var m, drafted api.Meeting
		w.must(secretary, "POST", "/api/v1/meetings", plan(cell.ID, "2027-01", "2027-01-03T19:30:00+07:00"), &m)
		w.must(secretary, "POST", "/api/v1/meetings/"+m.ID+"/agenda/draft", nil, &drafted)
		w.must(secretary, "POST", "/api/v1/meetings/"+m.ID+"/agenda/draft", nil, &m)
		if len(m.Agenda) != len(drafted.Agenda) {
			t.Errorf("drafting twice: %d and %d lines", len(drafted.Agenda), len(m.Agenda))
		}
		var tasks list[api.Task]
		w.must(secretary, "GET", "/api/v1/tasks?state=open&org="+cell.ID, nil, &tasks)
		if len(tasks.Items) != 2 {
			t.Fatalf("%d open tasks after %s", len(tasks.Items), december)
		}
		for _, k := range tasks.Items {
			found := false
			for _, i := range m.Agenda {
				found = found || i.SourceID == k.ID
			}
			if !found {
				t.Errorf("the agenda of January lacks %q: %+v", k.Deed, m.Agenda)
			}
		}
		w.judge(t, m.ID, secretary, plain, huy, tasks.Items)

		var month api.Month
		w.must(w.officer, "GET", "/api/v1/orgs/"+w.root+"/months/2026-12", nil, &month)
		if month.Cells != 20 || month.Held != 1 || len(month.Items) != 20 {
			t.Errorf("the month: %d cells, %d held, %d rows", month.Cells, month.Held, len(month.Items))
		}
		w.papers(t, december, secretary)
		w.proved(t, december, cell.ID, secretary, scribe)
	})
}

func plan(cell, period, at string) map[string]any {
	return map[string]any{"org": cell, "period": period, "kind": "regular", "starts_at": at, "place": "Nhà văn hóa"}
}

// meet holds the meeting of December and gives its id.
func (w *world) meet(t *testing.T, cell api.Org, secretary, scribe, plain string, people []api.Member) string {
	t.Helper()
	var m api.Meeting
	w.must(secretary, "POST", "/api/v1/meetings", plan(cell.ID, "2026-12", "2026-12-03T19:30:00+07:00"), &m, "Idempotency-Key", "plan")
	if m.State != "planned" || m.Day != "2026-12-03" {
		t.Fatalf("%+v", m)
	}
	at := "/api/v1/meetings/" + m.ID
	step := func(token string, body map[string]any) api.Meeting {
		t.Helper()
		var now api.Meeting
		w.must(token, "POST", at+"/steps", body, &now)
		return now
	}
	w.refused(w.do(secretary, "POST", at+"/steps", map[string]any{"step": "announce"}), 409, "no_agenda")
	w.refused(w.do(plain, "PUT", at+"/agenda", map[string]any{"version": m.Version, "items": []any{}}), 404, "not_found")

	items := []map[string]any{{"title": "Thời sự", "minutes": 20, "presenter": people[0].FullName, "purpose": "inform"}, {"title": "Nhiệm vụ tháng tới", "minutes": 70, "purpose": "decide", "source": "Chi bộ đề nghị"}}
	stale := w.refused(w.do(secretary, "PUT", at+"/agenda", map[string]any{"items": items}), 409, "stale")
	if newer, ok := stale.Newer.(map[string]any); !ok || newer["id"] != m.ID || newer["version"] != float64(m.Version) {
		t.Errorf("a stale edit gets back %v", stale.Newer)
	}
	w.must(secretary, "PUT", at+"/agenda", map[string]any{"version": m.Version, "items": items}, &m)
	if len(m.Agenda) != 2 || m.Agenda[1].Source != "Chi bộ đề nghị" {
		t.Fatalf("agenda: %+v", m.Agenda)
	}
	step(secretary, map[string]any{"step": "prepare", "note": "Chi ủy thống nhất hai việc"})
	step(secretary, map[string]any{"step": "announce"})
	w.refused(w.do(secretary, "POST", at+"/steps", map[string]any{"step": "open"}), 422, "no_scribe")
	w.refused(w.do(plain, "POST", at+"/steps", map[string]any{"step": "open"}), 404, "not_found")
	if now := step(secretary, map[string]any{"step": "open", "scribe": people[1].Person}); now.State != "in_session" || now.Chair != people[0].Person {
		t.Fatalf("%+v", now)
	}
	w.Clock.Set(time.Date(2026, 12, 3, 19, 40, 0, 0, store.Vietnam))
	w.refused(w.do(secretary, "POST", at+"/steps", map[string]any{"step": "close"}), 422, "roll_incomplete")
	w.rollCall(t, at, scribe, plain)

	var said api.Opinion
	w.must(scribe, "POST", at+"/opinions", map[string]any{"member": people[2].ID, "item": m.Agenda[1].ID, "gist": "Nên đặt thùng rác đầu ngõ"}, &said)
	w.refused(w.do(scribe, "POST", at+"/votes", map[string]any{"subject": "Nghị quyết tháng 12", "matter": "ordinary", "for": 9999}), 422, "too_many_hands")
	var sheet api.Attendance
	w.must(scribe, "GET", at+"/attendance", nil, &sheet)
	var vote, again api.Vote
	hands := map[string]any{"subject": "Nghị quyết tháng 12", "matter": "ordinary", "for": sheet.Counts.Official, "against": 0, "other": 0, "adopts": true}

	resolved := map[string]any{"items": []map[string]any{
		{"owner": people[1].ID, "deed": "Đặt hai thùng rác đầu ngõ", "measure": "Hai thùng đã đặt", "due": "2026-12-25", "report_at": "2027-01"},
		{"owner": people[2].ID, "deed": "Thăm ba gia đình khó khăn", "measure": "Ba gia đình", "due": "2026-12-30", "report_at": "2027-01"}}}
	bad := w.refused(w.do(scribe, "PUT", at+"/resolution", map[string]any{"items": []map[string]any{{"owner": "", "deed": "x", "due": "2026-12-25"}}}), 422, "task_no_owner")
	if len(bad.Errors) == 0 || bad.Errors[0].Field != "items.0.owner" {
		t.Errorf("by field: %+v", bad.Errors)
	}
	var res api.Resolution
	w.must(scribe, "PUT", at+"/resolution", resolved, &res)
	w.refused(w.do(w.officer, "GET", at+"/resolution", nil), 404, "not_found") // a draft is the cell's
	w.refused(w.do(w.officer, "GET", at+"/documents/resolution.docx", nil), 404, "not_found")
	if len(res.Items) != 2 || res.Warnings == nil {
		t.Errorf("resolution: %+v", res)
	}
	if p := w.refused(w.do(scribe, "PUT", at+"/resolution", resolved), 409, "stale"); p.Newer == nil {
		t.Error("no newer resolution in the refusal")
	}
	w.must(scribe, "POST", at+"/votes", hands, &vote, "Idempotency-Key", "vote")
	w.must(scribe, "POST", at+"/votes", hands, &again, "Idempotency-Key", "vote")
	if !vote.Passed || vote.Rule.ID == "" || vote.Rule.Version == 0 || vote.Sentence == "" || vote.Base < sheet.Counts.Official || again.ID != vote.ID {
		t.Errorf("vote: %+v", vote)
	}
	w.Clock.Set(time.Date(2026, 12, 3, 21, 20, 0, 0, store.Vietnam))
	step(secretary, map[string]any{"step": "close"})
	w.adopt(t, at, secretary, scribe)
	return m.ID
}
