package document_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/blob"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// docx is the least file of its format with these lines.
func docx(t testing.TB, lines ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = fmt.Fprintf(w, `<w:document xmlns:w="w"><w:p><w:t>%s</w:t></w:p></w:document>`, strings.Join(lines, "</w:t></w:p><w:p><w:t>"))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func plan12(org string) document.Received {
	return document.Received{Org: org, Number: "12-KH/ĐU", IssuedOn: "2026-11-16", Issuer: "Đảng ủy phường Sông Xanh", Abstract: "về phân loại rác tại nguồn",
		Summary: "Mỗi hộ hai thùng rác.\nXong trước ngày 31/12/2026.", Level: document.Normal, Audience: document.ForMembers, ReceivedOn: "2026-11-20"}
}

func TestAPaperFromAboveUntilItIsDiscussed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			made, err := document.Receive(tx, plan12(c.Cell))
			if err != nil {
				return err
			}
			again, err := document.Receive(tx, plan12(c.Cell))
			if again.ID != made.ID {
				t.Error("the same paper twice")
			}
			return err
		})
		other := plan12(c.Cell)
		other.Abstract = "về việc khác"
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { _, err := document.Receive(tx, other); return err }); !fault.Is(err, "document_exists") {
			t.Errorf("%v", err)
		}
		draft := func(id string) (n int) {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
				all, err := agenda.Draft(tx, meetingtest.Book, id)
				n = 0
				for at, i := range all {
					if i.SourceKind == "document" {
						n++
						if all[at-1].Code != "documents" || i.SourceText != "12-KH/ĐU ngày 16/11/2026 của Đảng ủy phường Sông Xanh, nhận ngày 20/11/2026" {
							t.Errorf("%+v", i)
						}
					}
				}
				return err
			})
			return n
		}
		state := func() (s string) {
			db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
				all, err := document.Register(rd, c.Cell)
				if len(all) == 1 {
					s = all[0].State
				}
				return err
			})
			return s
		}
		if s := state(); s != document.Seen {
			t.Error(s)
		}
		if once, again := draft(m.ID), draft(m.ID); once != 1 || again != 1 || state() != document.Scheduled {
			t.Errorf("not on the agenda once: %s", state())
		}
		db.Write(t, store.System, func(tx *store.Tx) error { // the meeting is over
			_, err := tx.Exec(`update meeting set state = 'closed', opened_at = 1, closed_at = 2 where tenant = $1 and id = $2`, m.ID)
			return err
		})
		if state() != document.Discussed {
			t.Error(state())
		}
		var next meeting.Meeting
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
			next, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: "2027-01", Kind: meeting.Regular, StartsAt: storetest.Start.AddDate(0, 1, 0).UnixMilli(), Place: "Nhà văn hóa"})
			return err
		})
		if draft(next.ID) != 0 {
			t.Error("a paper discussed came back")
		}
	})
}

func TestWhoSeesAPaperAndWhatIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := member.Appoint(tx, member.Post{Person: c.Mai.Person, Post: access.Committee, Org: c.Cell, From: "2026-01-01"})
			return err
		})
		ids := map[string]string{}
		for n, audience := range document.Audiences {
			in := plan12(c.Cell)
			in.Number, in.Audience = fmt.Sprintf("%d-CV/ĐU", n), audience
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error { d, err := document.Receive(tx, in); ids[audience] = d.ID; return err })
		}
		for _, who := range []struct {
			name, person string
			sees         int
		}{{"secretary", c.Hien.Person, 3}, {"committee", c.Mai.Person, 2}, {"member", c.Loc.Person, 1}} {
			db.Read(t, who.person, func(rd *store.Reader) error {
				all, err := document.Register(rd, c.Cell)
				if len(all) != who.sees {
					t.Errorf("%s sees %d", who.name, len(all))
				}
				return err
			})
		}
		for _, who := range []string{c.Neighbour.Person, c.Officer, ""} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := document.Get(rd, ids[document.ForMembers]); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		if err := db.TryRead(c.Loc.Person, func(rd *store.Reader) error { _, err := document.Get(rd, ids[document.ForSecretary]); return err }); !fault.Is(err, "not_found") {
			t.Errorf("%v", err)
		}
		for name, spoil := range map[string]struct {
			do   func(d *document.Received)
			code string
		}{
			"secret level":   {func(d *document.Received) { d.Level = "secret" }, "secret_mark"},
			"a mark inside":  {func(d *document.Received) { d.Summary = "Độ mật: Tối mật" }, "secret_mark"},
			"six lines":      {func(d *document.Received) { d.Summary = "1\n2\n3\n4\n5\n6" }, "document_summary"},
			"no summary":     {func(d *document.Received) { d.Summary = " \n " }, "document_summary"},
			"of tomorrow":    {func(d *document.Received) { d.ReceivedOn = "2026-12-04" }, "document_received"},
			"issued later":   {func(d *document.Received) { d.IssuedOn = "2026-11-21" }, "document_issued"},
			"for the street": {func(d *document.Received) { d.Audience = "public" }, "document_audience"},
		} {
			in := plan12(c.Cell)
			spoil.do(&in)
			if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { _, err := document.Receive(tx, in); return err }); !fault.Is(err, spoil.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer} {
			if err := db.TryWrite(who, func(tx *store.Tx) error { _, err := document.Receive(tx, plan12(c.Cell)); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		edit := plan12(c.Cell)
		edit.Number, edit.Audience, edit.Abstract = "2-CV/ĐU", document.ForMembers, "về phân loại rác, bản sửa"
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := document.Correct(tx, ids[document.ForMembers], 1, edit)
			return err
		})
		edit.Abstract = "bản của người đến sau"
		if err := db.TryWrite(c.Mai.Person, func(tx *store.Tx) error {
			_, err := document.Correct(tx, ids[document.ForMembers], 1, edit)
			return err
		}); !fault.Is(err, "stale") {
			t.Errorf("%v", err)
		}
	})
}

func TestFilesOfAMeeting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		var m meeting.Meeting
		starts := storetest.Start.AddDate(0, 0, 2)
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
			m, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: meeting.Combined, StartsAt: starts.UnixMilli(), Place: "Nhà văn hóa", DayReason: "trùng lễ"})
			return err
		})
		files := blob.In(t.TempDir())
		put := func(who, name string, data []byte, a document.Attachment) (document.Attachment, error) {
			checked, err := document.Check("file", name, data)
			if err != nil {
				return document.Attachment{}, err
			}
			if checked, err = checked.Keep(files, db.Tenant); err != nil {
				t.Fatal(err)
			}
			var made document.Attachment
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { made, err = document.Attach(tx, a, checked); return })
			return made, err
		}
		to := document.Attachment{Meeting: m.ID, Role: document.DraftResolution, Title: "Dự thảo nghị quyết"}
		data := docx(t, "Dự thảo nghị quyết", "giữ mối liên hệ mật thiết với nhân dân")
		a, err := put(c.Hien.Person, `..\..\C:\dự thảo<script>.DOCX`, data, to)
		if err != nil || a.Name != "dự thảo script.docx" || a.Unread != "" {
			t.Fatalf("%+v %v", a, err)
		}
		if again, err := put(c.Hien.Person, "khac.pdf", data, to); err != nil || again.ID != a.ID {
			t.Errorf("the same file twice: %+v %v", again, err)
		}
		for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer} {
			if _, err := put(who, "a.docx", data, to); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		seen := func(who string) (n int) {
			err := db.TryRead(who, func(rd *store.Reader) error {
				all, err := document.Files(rd, m.ID)
				n = len(all)
				if err == nil && n > 0 {
					_, err = document.Open(rd, all[0].ID)
				}
				return err
			})
			if err != nil {
				return -1
			}
			return n
		}
		if seen(c.Hien.Person) != 1 || seen(c.Loc.Person) != 0 || seen(c.Neighbour.Person) != -1 {
			t.Error("a paper not announced yet is for those who prepare")
		}
		db.Clock.Set(starts.Add(-30 * time.Hour))
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := agenda.Draft(tx, meetingtest.Book, m.ID); err != nil {
				return err
			}
			if _, err := document.Announce(tx, meetingtest.Book, m.ID); err != nil {
				return err
			}
			_, err := document.Announce(tx, meetingtest.Book, m.ID)
			return err
		})
		if seen(c.Loc.Person) != 1 {
			t.Error("an announced paper is for every member")
		}
		db.Clock.Set(starts.Add(-20 * time.Hour))
		if _, err := put(c.Hien.Person, "ke hoach.docx", docx(t, "Kế hoạch"), document.Attachment{Meeting: m.ID, Role: document.Plan}); err != nil {
			t.Fatal(err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := document.Announce(tx, meetingtest.Book, m.ID); return err })
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			now, err := meeting.Get(rd, m.ID)
			if err != nil {
				return err
			}
			sent, err := document.Sent(rd, now)
			if len(sent) != 2 || sent[0].Late() || !sent[1].Late() || sent[0].Papers != 1 || sent[1].Papers != 2 {
				t.Errorf("%+v", sent)
			}
			return err
		})
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if err := document.Detach(tx, a.ID); err != nil {
				return err
			}
			return document.Detach(tx, a.ID)
		})
		if seen(c.Loc.Person) != 1 {
			t.Error("a file taken away is still there")
		}
	})
}

func TestFilesRefused(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		data []byte
		code string
	}{
		"24 MB":             {"a.pdf", make([]byte, 24<<20), "file_too_large"},
		"empty":             {"a.docx", nil, "file_unreadable"},
		"broken":            {"a.docx", docx(t, "x")[:60], "file_unreadable"},
		"a program":         {"a.docx", []byte("MZ\x90\x00"), "file_unreadable"},
		"marked name":       {"KH12_MAT.docx", docx(t, "x"), "secret_mark"},
		"marked inside":     {"a.docx", docx(t, "Số 12", "TỐI MẬT"), "secret_mark"},
		"marked and broken": {"a.docx", nil, "file_unreadable"},
	} {
		if _, err := document.Check("file", c.file, c.data); !fault.Is(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for in, want := range map[string]string{
		"../../etc/passwd": "passwd.docx", "": "tai lieu.docx", "...": "tai lieu.docx", "a\x00b\r\nc.docx": "a b c.docx", `nghị quyết "12".pdf`: "nghị quyết 12.docx",
		strings.Repeat("ế", 200) + ".docx": strings.Repeat("ế", 40) + ".docx", "CON": "CON.docx", "\u202excod.exe": "xcod.docx",
	} {
		if got, err := document.Check("file", in, docx(t, "x")); err != nil || got.Name != want {
			t.Errorf("%q: %q %v", in, got.Name, err)
		}
	}
}

func TestAClosedCellTakesNoFile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update org_edge set kind = 'armed_forces' where tenant = $1 and org = $2`, c.Cell)
			return err
		})
		checked, err := document.Check("file", "a.docx", docx(t, "x"))
		if err != nil {
			t.Fatal(err)
		}
		checked.Sum = strings.Repeat("0", 64)
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error {
			_, err := document.Attach(tx, document.Attachment{Meeting: m.ID, Role: document.Plan}, checked)
			return err
		}); !fault.Is(err, "meeting_content_closed") {
			t.Errorf("%v", err)
		}
	})
}

func TestTheNightTakesWhatNobodyNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		files := blob.In(t.TempDir())
		checked, err := document.Check("file", "a.docx", docx(t, "x"))
		if err == nil {
			checked, err = checked.Keep(files, db.Tenant)
		}
		orphan, err2 := files.Put(db.Tenant, []byte("mồ côi"))
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := document.Attach(tx, document.Attachment{Meeting: m.ID, Role: document.Plan}, checked)
			return err
		})
		db.Clock.Set(time.Now().Add(48 * time.Hour)) // the files on the disk have the age of the real clock
		if err := document.Sweep(files)(context.Background(), db.DB, db.As(store.System), nil); err != nil {
			t.Fatal(err)
		}
		if _, err := files.Get(db.Tenant, orphan); err == nil {
			t.Error("the orphan stayed")
		}
		if _, err := files.Get(db.Tenant, checked.Sum); err != nil {
			t.Error("a named file went")
		}
	})
}
