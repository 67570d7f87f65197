package safety

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"chibo/internal/api"
	"chibo/internal/counts"
	"chibo/internal/counts/countstest"
	"chibo/internal/demo"
	"chibo/internal/office/sheet"
	"chibo/internal/regulation"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web/link"
)

// TestTheProvinceNamesNobody sends the sample ward's months up, as files and by the
// server, reads every page, table and call of the province, and looks in all of it and in
// the log for every name, card, phone number, place and cell of the ward: none is there.
func TestTheProvinceNamesNobody(t *testing.T) {
	log := &written{}
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(was)
	s := serve(t)
	key := countstest.Key(1)
	p := countstest.Found(t, &storetest.DB{DB: s.db, Tenant: demo.Tenant})
	g := &guest{name: "province", person: p.Officer}
	p.DB.Write(t, store.System, func(tx *store.Tx) error {
		begun, err := session.Begin(tx, p.Officer, "máy thử")
		if err != nil {
			return err
		}
		token, err := session.NewToken(tx, p.Officer, "máy thử")
		g.cookie, g.token = begun.Secret, token.Secret
		return err
	})
	p.List(t, demo.Tenant, "Phường Sông Xanh", counts.ByFile, key.Public(demo.Tenant), "2026-01")
	var told []string
	for _, m := range []string{"2026-10", month} {
		var data []byte
		own, err := regulation.NewBooks(s.db, book).Of(t.Context(), demo.Tenant)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.db.Write(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
			made, _, err := counts.Make(tx, own, key.Sign, s.root, m)
			data = made.Data()
			return err
		}); err != nil {
			t.Fatal(err)
		}
		p.DB.Write(t, p.Officer, func(tx *store.Tx) error {
			_, err := counts.Receive(tx, book, p.Org, m, data)
			return err
		})
		told = append(told, string(data))
		q := "?thang=" + m
		for _, path := range []string{link.Province(p.Slug) + q, link.ProvinceCommittees(p.Slug) + q, link.ProvinceCommittees(p.Slug) + q + "&xem=quan-tam", link.ProvinceOne(p.Slug, demo.Tenant) + q, link.ProvinceReceive(p.Slug) + q, link.ProvinceNew(p.Slug),
			api.Prefix + "/orgs/" + p.Org + "/province/" + m, api.Prefix + "/orgs/" + p.Org + "/communes", fmt.Sprintf("%s/orgs/%s/communes/%d/months/%s", api.Prefix, p.Org, demo.Tenant, m)} {
			a := s.send(g, http.MethodGet, path, nil)
			if a.status != http.StatusOK {
				t.Fatalf("%s: %d %s", path, a.status, head(a.body))
			}
			told = append(told, a.body)
		}
		for _, path := range []string{link.ProvinceFile(p.Slug) + q, link.ProvinceTemplate(p.Slug) + q} {
			told = append(told, cells(t, s.send(g, http.MethodGet, path, nil).body))
		}
	}
	all := strings.Join(append(told, log.String()), "\n")
	if !strings.Contains(all, "20/20") || !strings.Contains(all, "9900001.local.quality") {
		t.Fatal("the counts are not there")
	}
	looked := 0
	for _, q := range []string{
		`select full_name from person where tenant = ?`, `select card from member where tenant = ? and card is not null`, `select phone from person where tenant = ? and phone <> ''`, `select id from person where tenant = ?`, `select id from member where tenant = ?`,
		`select distinct place from meeting where tenant = ? and place <> ''`, `select distinct name from org_edge where tenant = ? and parent is not null`, `select slug from org o where o.tenant = ? and o.id not in (select org from org_edge e where e.tenant = o.tenant and e.parent is null)`, `select gist from opinion where tenant = ? and length(gist) > 20`, `select deed from task where tenant = ? and length(deed) > 10`,
	} {
		rows, err := s.db.Raw().Query(q, demo.Tenant)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var v string
			if err := rows.Scan(&v); err != nil {
				t.Fatal(err)
			}
			if looked++; strings.Contains(all, v) {
				t.Errorf("%s: %q went up", q, v)
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	if looked < 1800 { // 600 members by three things, and more
		t.Errorf("only %d secrets were looked for", looked)
	}
}

// cells are the texts of a workbook.
func cells(t *testing.T, body string) string {
	t.Helper()
	open, err := sheet.Open("x.xlsx", []byte(body), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, name := range open.Sheets() {
		rows, err := open.Rows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			for _, c := range r.Cells {
				b.WriteString(c.Text + "\n")
			}
		}
	}
	return b.String()
}
