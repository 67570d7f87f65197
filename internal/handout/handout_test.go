package handout_test

import (
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// told makes December held and sealed with two tasks of members without a phone
// and one given outside the resolution, and January announced.
func told(t *testing.T, db *storetest.DB) {
	t.Helper()
	cast.Build(t, db)
	cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "closed")
	db.Write(t, cast.Huy, func(tx *store.Tx) error {
		_, _, err := resolution.Put(tx, cast.Book, "dec", 0, "", []resolution.Item{
			{Owner: cast.M(cast.Loc), Deed: "Đặt 2 thùng rác đầu ngõ 12", Measure: "thùng đã đặt", Due: "2026-12-20", ReportAt: "2027-01", Helper: cast.M(cast.Mai)},
			{Owner: cast.M(cast.Khoa), Deed: "Sửa đèn ngõ 7", Due: "2026-12-25", ReportAt: "2027-01"},
			{Owner: cast.M(cast.Mai), Deed: "Việc riêng ngoài nghị quyết", Due: "2026-12-25", ReportAt: "2027-01", Outside: true}})
		return err
	})
	db.Write(t, cast.Hien, func(tx *store.Tx) error {
		if err := minutes.Confirm(tx.As(cast.Huy), "dec", "scribe", "device"); err != nil {
			return err
		}
		if err := minutes.Confirm(tx.As(cast.Hien), "dec", "chair", "device"); err != nil {
			return err
		}
		_, err := minutes.Seal(tx, cast.Book, "dec")
		return err
	})
	cast.Meeting(t, db, "jan", cast.Cell, "2027-01-03", "announced")
	db.Write(t, cast.Hien, func(tx *store.Tx) error {
		return member.MarkPaperOnly(tx, cast.Cell, map[string]bool{cast.M(cast.Loc): true, cast.M(cast.Mai): true})
	})
	db.Write(t, store.System, func(tx *store.Tx) error {
		return member.PutPhone(tx, cast.Hien, "0912 345 678")
	})
}

func cellBatch(t *testing.T, db *storetest.DB, who, id, kind, only string) (out handout.Made, err error) {
	t.Helper()
	err = db.TryRead(who, func(rd *store.Reader) (err error) { out, err = handout.ForCell(rd, cast.Book, id, kind, only); return })
	return out, err
}

func officeBatch(t *testing.T, db *storetest.DB, who, id string) (out handout.Made, err error) {
	t.Helper()
	err = db.TryRead(who, func(rd *store.Reader) (err error) { out, err = handout.ForOffice(rd, cast.Book, id); return })
	return out, err
}

func TestOneFileForEverybodyWithoutAPhone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		told(t, db)
		b, err := cellBatch(t, db, cast.Hien, "jan", handout.All, "")
		if err != nil {
			t.Fatal(err)
		}
		if want := (handout.Contents{People: 2, Invitations: 2, Resolution: "Số 01-NQ/CB", Copies: 2, Slips: 2}); b.Contents != want {
			t.Errorf("%+v, want %+v", b.Contents, want)
		}
		if b.File != "ban-in-chi-bo-to-dan-pho-3-2027-01" {
			t.Errorf("file %q", b.File)
		}
		text := b.Doc.PlainText()
		for _, want := range []string{"Trần Đức Lộc", "Lò Thị Mai", "19 giờ 30, Chủ nhật, ngày 03/01/2027", "Nhà văn hóa tổ 3", "0912 345 678", "Nhiệm vụ tháng tới",
			"1. Đặt 2 thùng rác đầu ngõ 12; thùng đã đặt", "Bản chữ lớn của đồng chí Trần Đức Lộc", "Hạn: 20/12/2026", "Cùng làm: đồng chí Lò Thị Mai", "Nghị quyết Số 01-NQ/CB", "Việc riêng ngoài nghị quyết"} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %q in\n%s", want, text)
			}
		}
		for _, never := range []string{"PHIẾU ĐIỂM DANH", "ốm", "(không ghi)"} {
			if strings.Contains(text, never) {
				t.Errorf("holds %q:\n%s", never, text)
			}
		}
		if _, err := b.Doc.Bytes(); err != nil {
			t.Error(err)
		}
	})
}

// TestAnInvitationNamesNobodyElse: what the records brought under a heading may
// name a comrade; the paper in another's hands says the headings only.
func TestAnInvitationNamesNobodyElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		told(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			for n, i := range []struct{ kind, title string }{{"template", "Đảng viên, đảng phí"}, {"exemption", "Miễn công tác đối với đồng chí Đỗ Thị Nga"}, {"", "Thăm gia đình chính sách"}} {
				if _, err := tx.Exec(`insert into agenda_item (tenant, meeting, id, position, code, title, purpose, minutes, presenter, source_kind, source_id, source_text, secret, draft, gist, conclusion, version)
					values ($1, 'jan', $2, $3, 'x', $4, 'decide', 5, '', $5, $2, '', $6, '', '', '', 1)`, "i"+i.kind, 50+n, i.title, i.kind, false); err != nil {
					return err
				}
			}
			return nil
		})
		for who, make := range map[string]func() (handout.Made, error){
			"cell":   func() (handout.Made, error) { return cellBatch(t, db, cast.Hien, "jan", handout.All, "") },
			"office": func() (handout.Made, error) { return officeBatch(t, db, cast.Dung, "jan") }} {
			b, err := make()
			if err != nil {
				t.Fatal(err)
			}
			text := b.Doc.PlainText()
			if !strings.Contains(text, "- Đảng viên, đảng phí;") || !strings.Contains(text, "- Thăm gia đình chính sách.") || strings.Contains(text, "Miễn công tác") {
				t.Errorf("%s: %s", who, text)
			}
		}
	})
}

func TestASlipHoldsOnlyOwnData(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		told(t, db)
		for who, never := range map[string][]string{cast.Loc: {"Sửa đèn", "Việc riêng", "Trần Văn Khoa"}, cast.Khoa: {"thùng rác", "Việc riêng", "Lò Thị Mai", "Trần Đức Lộc"}} {
			b, err := cellBatch(t, db, cast.Hien, "jan", handout.Slips, cast.M(who))
			if err != nil {
				t.Fatal(err)
			}
			text := b.Doc.PlainText()
			for _, n := range append(never, "Lường Thị Hiên", "0912") {
				if strings.Contains(text, n) {
					t.Errorf("%s's slip holds %q:\n%s", who, n, text)
				}
			}
			if b.Contents.Slips != 1 || b.Contents.Invitations+b.Contents.Copies != 0 {
				t.Errorf("%+v", b.Contents)
			}
		}
		b, err := cellBatch(t, db, cast.Hien, "jan", handout.Invitations, cast.M(cast.Tin)) // exempt: called when asked for
		if err != nil || b.Contents.Invitations != 1 || !strings.Contains(b.Doc.PlainText(), "Hoàng Văn Tín") {
			t.Errorf("the exempt member's invitation: %+v %v", b.Contents, err)
		}
		if b, err = cellBatch(t, db, cast.Hien, "dec", handout.All, ""); err != nil || b.Contents.Invitations != 0 || b.Contents.Copies != 2 {
			t.Errorf("after a meeting nobody is invited to it: %+v %v", b.Contents, err)
		}
	})
}

// TestTheOfficesBatchHoldsNoAbsence: what the ward's office prints for a cell
// holds neither minutes nor who was away nor why, whatever state the meeting is in.
func TestTheOfficesBatchHoldsNoAbsence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		told(t, db)
		b, err := officeBatch(t, db, cast.Dung, "jan")
		if err != nil {
			t.Fatal(err)
		}
		if want := (handout.Contents{People: 2, Invitations: 2, Roll: true, Resolution: "Số 01-NQ/CB", Copies: 2, Slips: 1}); b.Contents != want {
			t.Errorf("%+v, want %+v", b.Contents, want)
		}
		text := b.Doc.PlainText()
		for _, want := range []string{"PHIẾU ĐIỂM DANH", "1 | Lò Thị Ánh |  | \n", "Kính mời đồng chí", "NGHỊ QUYẾT", "THẺ VIỆC"} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %q in\n%s", want, text)
			}
		}
		// The absent of December, the gist, the conclusion, the helper, the task given outside the resolution.
		never := []string{"ốm", "vắng có lý do (", "\nBIÊN BẢN\n", "Kết luận", "Cùng làm", "Việc riêng", "miễn", "Hoàng Văn Tín", "(không ghi)"}
		db.Write(t, store.System, func(tx *store.Tx) error { // on the evening itself, with marks and words already there
			if _, err := tx.Exec(`update meeting set state = 'in_session', opened_at = starts_at where tenant = $1 and id = 'jan'`); err != nil {
				return err
			}
			if _, err := tx.Exec(`update agenda_item set gist = 'LỜI TRONG PHÒNG', conclusion = 'KẾT LUẬN TRONG PHÒNG' where tenant = $1 and meeting = 'jan'`); err != nil {
				return err
			}
			_, err := tx.Exec(`insert into mark (tenant, meeting, member, status, reason, method, at, by_person, version) values ($1, 'jan', 'm-mai', 'excused', 'illness', 'scribe', 0, 'huy', 1)`)
			return err
		})
		during, err := officeBatch(t, db, cast.Dung, "jan")
		if err != nil {
			t.Fatal(err)
		}
		if during.Doc.PlainText() != text {
			t.Error("what the office prints depends on what happened in the room")
		}
		over, err := officeBatch(t, db, cast.Dung, "dec")
		if err != nil || over.Contents.Roll || over.Contents.Invitations != 0 {
			t.Errorf("after the meeting: %+v %v", over.Contents, err)
		}
		for _, n := range append(never, "TRONG PHÒNG") {
			for when, s := range map[string]string{"before": text, "after": over.Doc.PlainText()} {
				if strings.Contains(s, n) {
					t.Errorf("%s: holds %q:\n%s", when, n, s)
				}
			}
		}
	})
}

func TestWhoPrintsForWhom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		told(t, db)
		cast.Meeting(t, db, "feb", cast.Cell, "2027-02-03", "planned")
		cast.Meeting(t, db, "cc", cast.Cell, "2027-03-03", "announced")
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update meeting set kind = 'cell_committee', circle = 'committee' where tenant = $1 and id = 'cc'`)
			return err
		})
		for who, want := range map[string]string{cast.Hien: "cell", cast.Khoa: "cell", cast.Huy: "", cast.Loc: "", cast.Panh: "", cast.Admin: "", cast.Dung: "office", "": ""} {
			got := ""
			if _, err := cellBatch(t, db, who, "jan", handout.All, ""); err == nil {
				got += "cell"
			} else if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q: %v", who, err)
			}
			if _, err := officeBatch(t, db, who, "jan"); err == nil {
				got += "office"
			} else if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q: %v", who, err)
			}
			if got != want {
				t.Errorf("%q prints as %q, want %q", who, got, want)
			}
		}
		if _, err := officeBatch(t, db, cast.Dung, "feb"); !fault.Is(err, "handout_not_announced") {
			t.Errorf("a meeting not announced: %v", err)
		}
		for _, who := range []string{cast.Hien, cast.Dung} {
			if _, err := officeBatch(t, db, who, "cc"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s prints for the cell committee's own meeting: %v", who, err)
			}
			if _, err := cellBatch(t, db, who, "cc", handout.All, ""); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s prints for the cell committee's own meeting: %v", who, err)
			}
		}
		if _, err := cellBatch(t, db, cast.Hien, "jan", handout.All, cast.M(cast.Panh)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member of another cell: %v", err)
		}
		if _, err := cellBatch(t, db, cast.Hien, "jan", "minutes", ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a kind that is none: %v", err)
		}
		stranger := store.Viewer{Tenant: db.Tenant + 1, Person: store.System}
		if err := db.DB.Read(t.Context(), stranger, func(rd *store.Reader) error { _, err := handout.ForOffice(rd, cast.Book, "jan"); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another committee: %v", err)
		}
	})
}

func TestMarksOfTwoWhoEditAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		mark := func(who string, is map[string]bool) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return member.MarkPaperOnly(tx, cast.Cell, is) })
		}
		for _, who := range []string{cast.Huy, cast.Panh, cast.Dung, cast.Admin, ""} {
			if err := mark(who, map[string]bool{cast.M(cast.Loc): true}); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q marks: %v", who, err)
			}
		}
		if err := mark(cast.Hien, map[string]bool{cast.M(cast.Panh): true}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member of another cell: %v", err)
		}
		for _, one := range []struct {
			who string
			is  map[string]bool
		}{{cast.Hien, map[string]bool{cast.M(cast.Loc): true}}, {cast.Khoa, map[string]bool{cast.M(cast.Mai): true}}, {cast.Hien, map[string]bool{cast.M(cast.Loc): true}}} {
			if err := mark(one.who, one.is); err != nil {
				t.Fatal(err)
			}
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			all, err := handout.Readers(rd, cast.Cell)
			got := ""
			for _, r := range all {
				if r.PaperOnly {
					got += r.FullName + ","
				}
			}
			if got != "Trần Đức Lộc,Lò Thị Mai," {
				t.Errorf("marked: %s", got)
			}
			n, err2 := rd.Int(`select count(*) from audit_entry where tenant = $1 and action = 'member.paper_only'`)
			if n != 2 {
				t.Errorf("%d entries for two changes and a repeat", n)
			}
			if err == nil {
				err = err2
			}
			return err
		})
		if access.Actions()[access.HandoutBatch][access.Secretary] != access.None {
			t.Error("the office's door is the office's")
		}
	})
}
