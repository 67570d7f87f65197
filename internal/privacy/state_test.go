package privacy_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func ask(person, what string, version int64) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		return privacy.AskState(tx, privacy.Proposal{Person: person, What: what, Reason: "Đồng chí đề nghị bằng giấy", Version: version})
	}
}

func agree(person string, version int64) func(*store.Tx) error {
	return func(tx *store.Tx) error { _, err := privacy.Agree(tx, book, person, version); return err }
}

// TestARestrictedRecordOpensOnlyWithTwo walks the whole way: asked by the office,
// agreed by the committee's leader, hidden from everybody, opened to one officer for a quarter
// of an hour, lifted again; at each step those who may not are refused.
func TestARestrictedRecordOpensOnlyWithTwo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c, leader := watched(t, db)
		p := c.Loc.Person
		db.Write(t, store.System, func(tx *store.Tx) error { return member.PutPhone(tx, p, "0912345678") })
		phone := func(who string) (m member.Member) {
			db.Read(t, who, func(rd *store.Reader) (err error) { m, err = member.Get(rd, c.Loc.Member); return })
			return m
		}
		for _, who := range []string{c.Hien.Person, c.Mai.Person, leader} { // asking is the office's
			if err := db.TryWrite(who, ask(p, privacy.Restrict, 0)); fault.KindOf(err) != fault.NotFound {
				t.Errorf("asked by %s: %v", who, err)
			}
		}
		if err := db.TryWrite(c.Officer, ask(c.Officer, privacy.Restrict, 0)); !fault.Is(err, "privacy_own") {
			t.Errorf("of himself: %v", err)
		}
		if err := db.TryWrite(c.Officer, ask(p, privacy.Shred, 0)); !fault.Is(err, "data_still_member") {
			t.Errorf("a member erased: %v", err)
		}
		for _, what := range []string{"", "sell", privacy.Lift, privacy.OpenUp} {
			if err := db.TryWrite(c.Officer, ask(p, what, 0)); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q of an active record: %v", what, err)
			}
		}
		db.Write(t, c.Officer, ask(p, privacy.Restrict, 0))
		if phone(c.Officer).Hidden {
			t.Error("restricted by one alone")
		}
		for _, who := range []string{c.Officer, c.Hien.Person, c.Mai.Person} {
			if err := db.TryWrite(who, agree(p, 1)); fault.KindOf(err) != fault.NotFound {
				t.Errorf("agreed by %s: %v", who, err)
			}
		}
		db.Write(t, store.System, func(tx *store.Tx) error { // who holds both posts still needs another
			_, err := member.Appoint(tx, member.Post{Person: c.Officer, Post: access.WardDeputy, Org: c.Ward, From: "2026-01-01"})
			return err
		})
		if err := db.TryWrite(c.Officer, agree(p, 1)); !fault.Is(err, "data_second") {
			t.Errorf("agreed with himself: %v", err)
		}
		if err := db.TryWrite(leader, agree(p, 0)); !fault.Is(err, "stale") {
			t.Errorf("an old page: %v", err)
		}
		db.Write(t, leader, agree(p, 1))
		for _, who := range []string{c.Officer, c.Hien.Person} {
			if m := phone(who); !m.Hidden || m.Phone+m.Card+m.Birth+m.Home+m.Note != "" || m.FullName == "" || m.Standing != "official" {
				t.Errorf("%s reads %+v", who, m)
			}
		}
		if m := phone(p); m.Phone != "0912345678" || m.Hidden {
			t.Error("the person does not read the own record")
		}
		if err := db.TryWrite(c.Officer, func(tx *store.Tx) error {
			_, err := member.Edit(tx, member.Edited{ID: c.Loc.Member, Version: phone(c.Officer).Version, FullName: "Khác"})
			return err
		}); !fault.Is(err, "data_restricted") {
			t.Errorf("written over what is hidden: %v", err)
		}
		db.Write(t, c.Officer, ask(p, privacy.OpenUp, 2))
		db.Write(t, leader, agree(p, 3))
		if phone(c.Officer).Phone == "" || !phone(c.Hien.Person).Hidden {
			t.Error("opened to another, or to nobody")
		}
		db.Clock.Set(storetest.Start.Add(16 * time.Minute))
		if !phone(c.Officer).Hidden {
			t.Error("open after a quarter of an hour")
		}
		db.Write(t, c.Officer, ask(p, privacy.Lift, 4))
		decline := func(reason string) func(*store.Tx) error {
			return func(tx *store.Tx) error { _, err := privacy.Decline(tx, p, 5, reason); return err }
		}
		if err := db.TryWrite(leader, decline(" ")); fault.KindOf(err) != fault.Invalid {
			t.Errorf("refused without a reason: %v", err)
		}
		db.Write(t, leader, decline("Đồng chí chưa rút đề nghị"))
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			s, err := privacy.StateOf(rd, p)
			if s.Refusal != "Đồng chí chưa rút đề nghị" || s.State != member.Restricted || s.Ask != "" {
				t.Errorf("%+v", s)
			}
			return err
		})
		db.Write(t, c.Officer, ask(p, privacy.Lift, 6))
		db.Write(t, leader, agree(p, 7))
		if phone(c.Officer).Phone != "0912345678" {
			t.Error("not in use again")
		}
	})
}

const (
	name     = "Quàng Thị Zuyên"
	oldPhone = "0912777333"
	newPhone = "0912777444"
	card     = "012777555666"
	home     = "Bản Zưởng, nhà số 77"
	device   = "Điện thoại của Zuyên"
	identity = "012777888999"
)

// TestAnErasedPersonIsNowhere is C 60: after the erasure no table, no page of the
// file and no write-ahead log holds a word of the person; the numbers stay, the
// log verifies, and nothing opens what was sealed.
func TestAnErasedPersonIsNowhere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		c, leader := watched(t, db)
		var m member.Member
		db.Write(t, store.System, func(tx *store.Tx) error {
			if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, '', '', '', '', '', '', '', 0) on conflict do nothing`); err != nil {
				return err
			}
			_, err := tx.Exec(`update tenant set settings = '{"fields":{"identity_number":true,"home_place":true}}' where tenant = $1`)
			return err
		})
		db.Write(t, store.System, func(tx *store.Tx) (err error) {
			m, err = member.Enter(tx, book, member.New{Person: member.Person{FullName: name, Phone: oldPhone, Home: home, Birth: "1950-07-07", BirthPrecision: "full"}, Org: c.Cell, Card: card,
				AdmittedOn: "1977-07-07", OfficialOn: "1978-07-07", From: "2026-01-01", Note: "ghi chú Zuyên"})
			if err != nil {
				return err
			}
			if err = member.SetIdentity(tx, m.PersonID, identity); err != nil {
				return err
			}
			_, err = tx.Exec(`insert into audit_entry (tenant, id, at, person, action, object_kind, object_id, org, detail, salt) values ($1, $2, 1, 'x', 'member.edit', 'member', $3, '', $4, $5)`,
				"00-old", m.ID, `{"before":{"Phone":"`+oldPhone+`","FullName":"`+name+`"}}`, []byte("salt")) // as the log was written before
			return err
		})
		var edited member.Member
		db.Write(t, c.Officer, func(tx *store.Tx) (err error) {
			edited, err = store.Once(tx, "key-of-the-edit", 1, func() (member.Member, error) {
				return member.Edit(tx, member.Edited{ID: m.ID, Version: m.Version, FullName: name, Phone: newPhone, Card: card, Home: home, Birth: "1950-07-07", AdmittedOn: "1977-07-07"})
			})
			return err
		})
		if edited.Phone != newPhone {
			t.Fatalf("%+v", edited)
		}
		if err := audit.SequenceAll(ctx, db.DB); err != nil {
			t.Fatal(err)
		}
		db.Write(t, store.System, func(tx *store.Tx) error { // a device, a list that waits, a past meeting
			if _, err := session.Account(tx, m.PersonID, name); err != nil {
				return err
			}
			if _, err := tx.Exec(`insert into session (tenant, id, token_hash, person, kind, device, shared, issued_by, created_at, last_seen, expires_at) values ($1, 's', $2, $3, 'device', $4, false, 'x', 1, 1, 2)`, []byte(fmt.Sprint("t", tx.Tenant())), m.PersonID, device); err != nil {
				return err
			}
			return audit.Note(tx, "session.begin", "session", "s", "", map[string]string{"device": device})
		})
		if _, err := member.Stage(ctx, db.DB, db.As(store.System), book, member.Upload{Kind: member.ListMembers, Name: "ds.csv", Data: []byte("Họ và tên,Số thẻ,Điện thoại,Chi bộ\n" + name + "," + card + "," + newPhone + ",Chi bộ Tổ dân phố 3\n")}); err != nil {
			t.Fatal(err)
		}
		if err := db.TryWrite(c.Officer, ask(m.PersonID, privacy.Shred, 0)); !fault.Is(err, "data_still_member") {
			t.Fatalf("erased while a member: %v", err)
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			return member.Record(tx, book, member.Event{Member: m.ID, Kind: member.Ended, From: tx.Today(), Reason: "chuyển nơi khác, Zuyên", Decision: "QĐ 7"})
		})
		before := counts(t, db)
		db.Write(t, c.Officer, ask(m.PersonID, privacy.Shred, 0))
		db.Write(t, leader, agree(m.PersonID, 1))
		if err := db.DB.Scrub(ctx); err != nil {
			t.Fatal(err)
		}
		words := []string{name, "Zuyên", oldPhone, newPhone, card, home, device, identity, "1950-07-07", "zuyen"}
		inTables(t, db, words)
		if file := db.File(); file != "" {
			inFiles(t, []string{file, file + "-wal"}, words)
		}
		if after := counts(t, db); after != before {
			t.Errorf("counts: %s, were %s", after, before)
		}
		if err := audit.SequenceAll(ctx, db.DB); err != nil {
			t.Fatal(err)
		}
		db.Read(t, leader, func(rd *store.Reader) error {
			var findings []audit.Finding
			_, err := audit.Walk{Read: audit.On(rd), Found: func(f audit.Finding) { findings = append(findings, f) }}.Run()
			for _, f := range findings {
				if f.Object != "00-old" || f.Code != "entry_unlogged" { // the one this test wrote past the program
					t.Errorf("the log: %v", f)
				}
			}
			s, err2 := privacy.StateOf(rd, m.PersonID)
			if s.State != member.Shredded || s.Name != member.ErasedName || s.Ways() != nil {
				t.Errorf("%+v %v", s, err2)
			}
			return err
		})
		if err := db.TryWrite(c.Officer, ask(m.PersonID, privacy.Lift, 2)); !fault.Is(err, "data_shredded") {
			t.Errorf("brought back: %v", err)
		}
	})
}

// counts are the numbers that must not change with an erasure.
func counts(t *testing.T, db *storetest.DB) string {
	t.Helper()
	var out []string
	db.Read(t, store.System, func(rd *store.Reader) error {
		for _, text := range []string{`select count(*) from person where tenant = $1`, `select count(*) from member where tenant = $1`, `select count(*) from member_span where tenant = $1`, `select count(*) from member_event where tenant = $1`,
			`select count(*) from meeting_roll where tenant = $1`, `select count(*) from mark where tenant = $1`} {
			n, err := rd.Int(text)
			if err != nil {
				return err
			}
			out = append(out, fmt.Sprint(n))
		}
		_, err := org.Root(rd)
		return err
	})
	return strings.Join(out, " ")
}

// inTables looks into every column of every table, as whoever holds the database would.
func inTables(t *testing.T, db *storetest.DB, words []string) {
	t.Helper()
	list := `select name from sqlite_master where type = 'table' and name not like 'sqlite%'`
	if db.File() == "" {
		list = `select table_name from information_schema.tables where table_schema = current_schema()`
	}
	names, err := db.Raw().Query(list)
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for names.Next() {
		var n string
		if err := names.Scan(&n); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, n)
	}
	_ = names.Close()
	for _, table := range tables {
		rows, err := db.Raw().Query("select * from " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			for i, v := range values {
				text := fmt.Sprint(v)
				if b, ok := v.([]byte); ok {
					text = string(b)
				}
				for _, w := range words {
					if strings.Contains(text, w) {
						t.Errorf("%s.%s still says %q: %.200s", table, columns[i], w, text)
					}
				}
			}
		}
		_ = rows.Close()
	}
}

// inFiles looks into the bytes of the files, also between the rows.
func inFiles(t *testing.T, files, words []string) {
	t.Helper()
	for _, f := range files {
		data, err := os.ReadFile(f)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if i := strings.Index(string(data), w); i >= 0 {
				t.Errorf("%s holds %q at %d: %s", f, w, i, hex.EncodeToString(data[max(0, i-20):min(len(data), i+40)]))
			}
		}
	}
}
