package packet_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"chibo/internal/agenda"
	"chibo/internal/blob"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/office/docx"
	"chibo/internal/packet"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func paper(t *testing.T, lines ...string) []byte {
	t.Helper()
	d := docx.Document{Page: docx.A4()}
	for _, l := range lines {
		d.Blocks = append(d.Blocks, docx.Paragraph{Runs: []docx.Run{{Text: l}}})
	}
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// prepared is a meeting with agenda and one paper, its files in a folder.
func prepared(t *testing.T, db *storetest.DB, c meetingtest.Cast) (meeting.Meeting, blob.Store) {
	t.Helper()
	m := c.Planned(t, db)
	files := blob.In(t.TempDir())
	checked, err := document.Check("file", "Dự thảo.docx", paper(t, "Dự thảo nghị quyết"))
	if err == nil {
		checked, err = checked.Keep(files, db.Tenant)
	}
	if err != nil {
		t.Fatal(err)
	}
	db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		if _, err := agenda.Draft(tx, meetingtest.Book, m.ID); err != nil {
			return err
		}
		_, err := document.Attach(tx, document.Attachment{Meeting: m.ID, Role: document.DraftResolution, Title: "Dự thảo nghị quyết tháng 12"}, checked)
		return err
	})
	return m, files
}

func names(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
		for _, c := range f.Name {
			if c > 126 {
				t.Errorf("%q is not a name for every system", f.Name)
			}
		}
	}
	return out
}

func TestThePacketBoxByBox(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m, files := prepared(t, db, c)
		var boxes []packet.Box
		var pieces []packet.Piece
		db.Read(t, c.Hien.Person, func(rd *store.Reader) (err error) {
			boxes, pieces, err = packet.Pieces(rd, meetingtest.Book, files, m.ID, packet.Before)
			return err
		})
		var order []string
		for _, b := range boxes {
			order = append(order, b.Code)
		}
		if got := strings.Join(order, " "); got != "title time place content papers" {
			t.Errorf("the order of the app: %s", got)
		}
		if boxes[0].Text != "Sinh hoạt chi bộ thường kỳ tháng 12/2026" || boxes[1].Text != "19:30, thứ Năm, ngày 03/12/2026" || !strings.HasPrefix(boxes[3].Text, "1. Khai mạc") || boxes[4].Text != "Dự thảo nghị quyết tháng 12" {
			t.Errorf("%+v", boxes)
		}
		data, err := packet.Zip(time.UnixMilli(meetingtest.StartsAt), boxes, pieces, func([]byte) ([]byte, error) { return []byte("%PDF-"), nil })
		if err != nil {
			t.Fatal(err)
		}
		all := names(t, data)
		for _, name := range []string{"4-chuong-trinh.docx", "4-chuong-trinh.pdf", "5-du-thao-nghi-quyet-thang-12.docx", "5-du-thao-nghi-quyet-thang-12.pdf", packet.ReadFirst, packet.PasteFrom} {
			if all[name] == "" {
				t.Errorf("%s is missing: %d files", name, len(all))
			}
		}
		first := all[packet.ReadFirst]
		if !strings.HasPrefix(first, "\ufeff") || !strings.Contains(first, "Ô 5: Tài liệu\r\n   Chép phần chữ của ô này.\r\n   Tệp: 5-du-thao-nghi-quyet-thang-12.docx\r\n") || strings.Contains(first, "chưa có công cụ") {
			t.Errorf("%q", first)
		}
		if !strings.Contains(all[packet.PasteFrom], "===== Ô 3: Địa điểm =====\r\nNhà văn hóa tổ 3\r\n") {
			t.Errorf("%q", all[packet.PasteFrom])
		}
		if data, err = packet.Zip(time.UnixMilli(meetingtest.StartsAt), boxes, pieces, nil); err != nil {
			t.Fatal(err)
		}
		if all = names(t, data); all["4-chuong-trinh.pdf"] != "" || !strings.Contains(all[packet.ReadFirst], "chưa có công cụ tạo .pdf") {
			t.Error("without the program the packet says so")
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			after, err := packet.Boxes(rd, meetingtest.Book, m.ID, packet.After)
			if len(after) != 2 || after[0].Text != "" || after[1].Text != "" {
				t.Errorf("before the meeting: %+v", after)
			}
			return err
		})
	})
}

func TestAPacketWithASecretIsRefusedWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m, files := prepared(t, db, c)
		sum, err := files.Put(db.Tenant, paper(t, "Số 3-KH/ĐU", "TỐI MẬT"))
		if err != nil {
			t.Fatal(err)
		}
		db.Write(t, store.System, func(tx *store.Tx) error { // however it came in
			_, err := tx.Exec(`update attachment set sum = $2 where tenant = $1 and meeting = $3`, sum, m.ID)
			return err
		})
		if err := db.TryRead(c.Hien.Person, func(rd *store.Reader) error {
			_, _, err := packet.Pieces(rd, meetingtest.Book, files, m.ID, packet.Before)
			return err
		}); !fault.Is(err, "packet_secret") {
			t.Errorf("%v", err)
		}
		db.Write(t, store.System, func(tx *store.Tx) error { // a file that is gone is told as such
			_, err := tx.Exec(`update attachment set sum = $2 where tenant = $1 and meeting = $3`, strings.Repeat("0", 64), m.ID)
			return err
		})
		if err := db.TryRead(c.Hien.Person, func(rd *store.Reader) error {
			_, _, err := packet.Pieces(rd, meetingtest.Book, files, m.ID, packet.Before)
			return err
		}); !fault.Is(err, "file_gone") {
			t.Errorf("%v", err)
		}
	})
}

func TestWhoDeclaresWhatWentUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m, _ := prepared(t, db, c)
		declare := func(who, part string, at int64) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return packet.Declare(tx, m.ID, part, at) })
		}
		now := storetest.Start.UnixMilli()
		for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer, ""} {
			if err := declare(who, packet.Before, now); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		// The secretary, nobody else, names who helps; it gives the packet and no more.
		for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer} {
			if err := db.TryWrite(who, func(tx *store.Tx) error { _, err := member.NameAssistant(tx, c.Cell, c.Loc.Person); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { _, err := member.NameAssistant(tx, c.Cell, c.Neighbour.Person); return err }); !fault.Is(err, "assistant_not_of_cell") {
			t.Errorf("%v", err)
		}
		post := ""
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
			if post, err = member.NameAssistant(tx, c.Cell, c.Loc.Person); err != nil {
				return err
			}
			again, err := member.NameAssistant(tx, c.Cell, c.Loc.Person)
			if again != post {
				t.Error("named twice")
			}
			return err
		})
		if err := declare(c.Loc.Person, packet.Before, now-60_000); err != nil {
			t.Errorf("who helps: %v", err)
		}
		if err := db.TryWrite(c.Loc.Person, func(tx *store.Tx) error { _, err := meeting.Prepare(tx, m.ID, "x"); return err }); !fault.Is(err, "not_found") {
			t.Errorf("who helps may do more: %v", err)
		}
		for name, x := range map[string]struct {
			part string
			at   int64
			code string
		}{"tomorrow": {packet.Before, now + 1, "packet_future"}, "no part": {"during", now, "packet_part"}, "after before it began": {packet.After, now, "packet_early"}} {
			if err := declare(c.Hien.Person, x.part, x.at); !fault.Is(err, x.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := declare(c.Hien.Person, packet.Before, now-120_000); err != nil {
			t.Fatal(err)
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			ticks, err := packet.Ticks(rd, m.ID)
			if tick := ticks[packet.Before]; tick.DoneAt != now-120_000 || tick.Name != "Lường Thị Hiên" || len(ticks) != 1 {
				t.Errorf("%+v", ticks)
			}
			return err
		})
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return member.EndAssistant(tx, c.Cell, post) })
		if err := declare(c.Loc.Person, packet.Before, now); !fault.Is(err, "not_found") {
			t.Errorf("ended: %v", err)
		}
	})
}
