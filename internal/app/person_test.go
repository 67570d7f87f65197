package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/config"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/regulation"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestOneCommandExportsAndTwoNamesErase: the file has what is kept; an erasure
// takes two names, each with its post, and leaves no PDF behind.
func TestOneCommandExportsAndTwoNamesErase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		c := meetingtest.Ward(t, db)
		a := &App{Config: config.Config{Data: t.TempDir()}, DB: db.DB, Book: meetingtest.Book, Books: regulation.NewBooks(db.DB, meetingtest.Book)}
		var m member.Member
		db.Write(t, store.System, func(tx *store.Tx) (err error) {
			for person, post := range map[string]access.Post{c.Khoa.Person: access.WardSecretary} {
				if _, err = member.Appoint(tx, member.Post{Person: person, Post: post, Org: c.Ward, From: "2026-01-01"}); err != nil {
					return err
				}
			}
			m, err = member.Enter(tx, meetingtest.Book, member.New{Person: member.Person{FullName: "Quàng Thị Zâu", Phone: "0912345678"}, Org: c.Cell, AdmittedOn: "2001-02-03", OfficialOn: "2002-02-03", From: "2026-01-01"})
			return err
		})
		data, err := a.ExportPerson(ctx, db.Tenant, "Quàng Thị Zâu")
		if err != nil || !strings.Contains(string(data), "0912345678") || !strings.Contains(string(data), "2001-02-03") {
			t.Fatalf("%s %v", data, err)
		}
		mark, err := a.MarkPerson(ctx, db.Tenant, "Quàng Thị Zâu")
		again, _ := a.MarkPerson(ctx, db.Tenant, "Quàng Thị Zâu")
		if err != nil || len(mark) != 12 || mark != again {
			t.Errorf("marked %q, then %q: %v", mark, again, err)
		}
		if _, err := a.ExportPerson(ctx, db.Tenant, "Không Có"); err == nil {
			t.Error("nobody was exported")
		}
		pdf := filepath.Join(a.PDFs(), "x.pdf")
		if err := os.MkdirAll(a.PDFs(), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(pdf, []byte("Quàng Thị Zâu"), 0o600); err != nil {
			t.Fatal(err)
		}
		in := Shredding{Person: m.PersonID, AskedBy: c.Officer, AgreedBy: c.Khoa.Person, Reason: "Đồng chí đề nghị"}
		if err := a.ShredPerson(ctx, db.Tenant, in); !fault.Is(err, "data_still_member") {
			t.Fatalf("a member: %v", err)
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			return member.Record(tx, meetingtest.Book, member.Event{Member: m.ID, Kind: member.Ended, From: tx.Today()})
		})
		for name, bad := range map[string]Shredding{
			"one alone": {m.PersonID, c.Officer, c.Officer, "x"}, "without the post": {m.PersonID, c.Officer, c.Mai.Person, "x"},
			"the wrong way round": {m.PersonID, c.Khoa.Person, c.Officer, "x"}, "without a reason": {m.PersonID, c.Officer, c.Khoa.Person, " "},
		} {
			if err := a.ShredPerson(ctx, db.Tenant, bad); err == nil {
				t.Errorf("erased %s", name)
			}
		}
		if err := a.ShredPerson(ctx, db.Tenant, in); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(pdf); !os.IsNotExist(err) {
			t.Errorf("the PDF is still there: %v", err)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			names, err := member.PersonNames(rd, []string{m.PersonID})
			if names[m.PersonID] != member.ErasedName {
				t.Errorf("%v", names)
			}
			return err
		})
	})
}
