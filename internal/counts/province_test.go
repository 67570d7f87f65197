package counts_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"chibo/internal/counts"
	"chibo/internal/counts/countstest"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/office/sheet"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTheServerCarriesItOnlyWithConsent: without the secretary's word nothing goes up;
// with it the months are there, once, and change when something is settled.
func TestTheServerCarriesItOnlyWithConsent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		p := countstest.Found(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error { return countstest.Row(tx, "Đảng bộ phường Sông Xanh") })
		secretary := lead(t, db, c)
		p.List(t, db.Tenant, "Phường Sông Xanh", counts.ByServer, "", "2026-11")
		send := func() {
			t.Helper()
			if err := counts.Send(meetingtest.Book)(context.Background(), db.DB, store.Viewer{Tenant: db.Tenant, Person: store.System}, nil); err != nil {
				t.Fatal(err)
			}
		}
		stands := func() (all []counts.Held) {
			t.Helper()
			p.DB.Read(t, p.Officer, func(rd *store.Reader) (err error) {
				all, err = counts.States(rd, p.Org, db.Tenant, month)
				return err
			})
			return all
		}
		consent := func(who string, above int64, on bool) error {
			return db.TryWrite(who, func(tx *store.Tx) error {
				u, err := counts.UpwardOf(tx.Reader, c.Ward)
				if err == nil {
					_, err = counts.Consent(tx, c.Ward, u.Version, above, on)
				}
				return err
			})
		}
		send()
		if len(stands()) != 0 {
			t.Fatal("it went up without consent")
		}
		if err := consent(c.Officer, p.DB.Tenant, true); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the officer consented: %v", err)
		}
		if err := consent(secretary, db.Tenant, true); !fault.Is(err, "counts_above") {
			t.Errorf("to itself: %v", err)
		}
		for range 2 { // a form sent twice is one word
			if err := consent(secretary, p.DB.Tenant, true); err != nil {
				t.Fatal(err)
			}
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			all, err := job.List(rd, 9)
			if err != nil || len(all) != 2 { // one for now, one for the night, asked for by the first run
				t.Errorf("jobs %+v %v", all, err)
			}
			return nil
		})
		send()
		send()
		if all := stands(); len(all) != 1 || all[0].Way != counts.ByServer || *all[0].Figures.Held != 0 {
			t.Fatalf("twice sent: %+v", all)
		}
		held(t, db, c)
		send()
		if all := stands(); len(all) != 2 || *all[0].Figures.Held != 1 || all[1].OverAt == 0 {
			t.Fatalf("after the meeting: %+v", all)
		}
		if err := consent(secretary, 1, true); err != nil {
			t.Fatal(err)
		}
		send()
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			if u, err := counts.UpwardOf(rd, c.Ward); err != nil || u.State != counts.Unknown {
				t.Errorf("to nobody: %+v %v", u, err)
			}
			return nil
		})
		if err := consent(secretary, 1, false); err != nil {
			t.Fatal(err)
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update meeting set opened_at = null where tenant = $1`)
			return err
		})
		send()
		if len(stands()) != 2 {
			t.Error("it went up after the consent was taken back")
		}
	})
}

var titles counts.Titles = func(name string) string { return "cột " + strings.ReplaceAll(name, "_", " ") }

// book writes a spreadsheet with the columns named.
func workbook(t *testing.T, columns []string, rows ...[]any) []byte {
	t.Helper()
	s := sheet.Sheet{Name: "số liệu"}
	for _, c := range columns {
		s.Header = append(s.Header, titles(c))
	}
	s.Rows = rows
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{s}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestASpreadsheetIsReadLineByLine(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		p := countstest.Found(t, db)
		p.List(t, db.Tenant, "Phường Sông Xanh", counts.ByFile, sign.Public(db.Tenant), "2026-11")
		p.List(t, 1100103, "Xã Mường Lống", counts.BySheet, "", "2026-11")
		p.List(t, 1100104, "Xã Pa Nậm", counts.BySheet, "", "2026-12")
		bring := func(asked string, data []byte) (all []counts.Taken, err error) {
			err = p.DB.TryWrite(p.Officer, func(tx *store.Tx) (err error) {
				all, err = counts.ReceiveSheet(tx, meetingtest.Book, p.Org, asked, "so-lieu.xlsx", data, titles)
				return err
			})
			return all, err
		}
		columns := []string{"number", "name", "cells", "held", "on_time", "expected", "present", "concerns", "concerns_late", "self_good", "confirmed_good"}
		var template []byte
		p.DB.Read(t, p.Officer, func(rd *store.Reader) (err error) { template, err = counts.Template(rd, p.Org, month, titles); return })
		if _, err := bring(month, template); !fault.Is(err, "counts_sheet_empty") {
			t.Errorf("the template as it is: %v", err)
		}
		good := workbook(t, columns, []any{1100103, "Xã Mường Lống", 22, 20, nil, "1.234", 1100, nil, nil, 12, nil}, []any{1100104, "Xã Pa Nậm"})
		all, err := bring(month, good)
		if err != nil || len(all) != 1 || all[0].Held.Way != counts.BySheet {
			t.Fatalf("a good one: %+v %v", all, err)
		}
		if f := all[0].Held.Figures; *f.Held != 20 || f.OnTime != nil || *f.Expected != 1234 || f.Concerns != nil || f.Tables[0].Self.Good != 12 || f.Tables[0].Confirmed != nil {
			t.Errorf("what is blank is not known: %s", store.JSON(f))
		}
		if all, err = bring(month, good); err != nil || !all[0].Again {
			t.Errorf("the same once more: %+v %v", all, err)
		}
		for code, row := range map[string][]any{
			"counts_line_unknown": {1100999, "", 1},
			"counts_line_figure":  {1100103, "", "hai"},
			"counts_line_more":    {1100103, "", 22, 23},
			"counts_line_small":   {1100103, "", 22, 20, nil, 4, 3},
			"counts_line_signed":  {int(db.Tenant), "", 22},
		} {
			if code == "counts_line_signed" {
				data, _ := made(t, db, c)
				p.DB.Write(t, p.Officer, func(tx *store.Tx) error {
					_, err := counts.Receive(tx, meetingtest.Book, p.Org, month, data.Data())
					return err
				})
			}
			if _, err := bring(month, workbook(t, columns, row, []any{1100104, "", 9})); !fault.Is(err, code) {
				t.Errorf("%s: %v", code, err)
			}
		}
		if _, err := bring(month, workbook(t, columns, []any{1100103, "", 22}, []any{1100103, "", 22})); !fault.Is(err, "counts_line_twice") {
			t.Errorf("twice: %v", err)
		}
		if _, err := bring("2026-11", workbook(t, columns, []any{1100104, "", 22})); !fault.Is(err, "counts_line_month") {
			t.Errorf("before it counted: %v", err)
		}
		if _, err := bring(month, workbook(t, columns[1:], []any{"", 22})); !fault.Is(err, "counts_sheet_form") {
			t.Errorf("no numbers: %v", err)
		}
		if _, err := bring(month, []byte("{}")); !fault.Is(err, "counts_not_sheet") {
			t.Errorf("no table: %v", err)
		}
		p.DB.Read(t, p.Officer, func(rd *store.Reader) error { // none of the refused left a line
			o, err := counts.Month(rd, meetingtest.Book, p.Org, month, "2026-12-03")
			if err != nil || o.With != 2 || o.Typed != 1 || len(o.Without()) != 1 || o.Without()[0].Name != "Xã Pa Nậm" {
				t.Errorf("the month: %+v %v", o, err)
			}
			return nil
		})
		// the commune takes the program up: its signed file wins, what was typed is kept
		key := countstest.Key(3)
		p.DB.Write(t, p.Officer, func(tx *store.Tx) error {
			_, err := counts.List(tx, p.Org, counts.Listing{Number: 1100103, Name: "Xã Mường Lống", Way: counts.ByFile, Key: key.Public(1100103), Fingerprint: strings.ToUpper(counts.Fingerprint(key.Public(1100103))), From: "2026-11", Version: 1})
			return err
		})
		file := signedFor(t, key.Sign, 1100103, 22)
		var taken counts.Taken
		p.DB.Write(t, p.Officer, func(tx *store.Tx) (err error) {
			taken, err = counts.Receive(tx, meetingtest.Book, p.Org, month, file)
			return err
		})
		if taken.Over.Way != counts.BySheet || taken.Held.N != 2 {
			t.Errorf("the signed file: %+v", taken)
		}
	})
}

// signedFor is a file of another server, with so many cells.
func signedFor(t *testing.T, sign counts.Signer, number int64, cells int) []byte {
	t.Helper()
	data, err := counts.Statement{Schema: counts.Schema, Tenant: number, Committee: "Đảng bộ xã", Month: month, Sequence: 1, AsAt: storetest.Start.UnixMilli(), Figures: counts.Figures{Cells: &cells, Tables: counts.Tables{}}}.Sealed(sign)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestTheMonthOfManyCommittees: 3 or 300, the same statements; sums over what was given;
// two scoring tables stay apart; on a day past it stands as it stood.
func TestTheMonthOfManyCommittees(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		var spent [2]int
		for i, many := range []int{3, 300} {
			one := *db
			one.Tenant = db.Tenant + int64(i)*1000
			p := countstest.Found(t, &one)
			p.DB.Write(t, store.System, func(tx *store.Tx) error {
				for n := range many {
					c, err := counts.List(tx, p.Org, counts.Listing{Number: int64(1100100 + n), Name: fmt.Sprintf("Xã số %03d", n), Way: counts.BySheet, From: "2026-01"})
					if err != nil || n == 1 { // of the second nothing is known
						if err != nil {
							return err
						}
						continue
					}
					table := "quality.table.a@1"
					if n == 2 {
						table = "quality.table.b@2"
					}
					if _, err := tx.Exec(`insert into counts_held (tenant, month, committee, n, way, seq, as_at, received_at, over_at, by_person, figures) values ($1, $2, $3, 1, 'file', 1, 0, $4, null, '', $5)`,
						month, c.ID, tx.Now(), fmt.Sprintf(`{"cells":10,"held":8,"on_time":7,"silent":%d,"members":200,"tables":[{"table":%q,"self":{"good":6},"confirmed":{"good":4}}]}`, 2*(n%2), table)); err != nil {
						return err
					}
				}
				return nil
			})
			p.DB.Clock.Set(storetest.Start.Add(24 * time.Hour))
			p.DB.Read(t, p.Officer, func(rd *store.Reader) error {
				o, err := counts.Month(rd, meetingtest.Book, p.Org, month, "2026-12-04")
				spent[i] = rd.Asked()
				if err != nil || len(o.Rows) != many || o.With != many-1 || o.Sums["cells"] != (counts.Sum{N: 10 * (many - 1), From: many - 1}) || o.Late.N != many-1 || o.Sums["present"].From != 0 {
					t.Errorf("%d: %d rows, with %d, %+v %v", many, len(o.Rows), o.With, o.Sums, err)
				}
				if len(o.Tables) != 2 || o.Tables[0].Self.Good != 6*(many-2) || o.Tables[1].Confirmed.Good != 4 {
					t.Errorf("%d: tables %s", many, store.JSON(o.Tables))
				}
				if past, err := counts.Month(rd, meetingtest.Book, p.Org, month, "2026-12-02"); err != nil || past.With != 0 || len(past.Without()) != many {
					t.Errorf("%d: the day before: %+v %v", many, past.With, err)
				}
				return nil
			})
			p.DB.Clock.Set(storetest.Start)
		}
		if spent[0] != spent[1] || spent[0] > 4 {
			t.Errorf("3 committees take %d statements, 300 take %d", spent[0], spent[1])
		}
	})
}
