package handout_test

import (
	"strings"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// lain puts beside Lộc's tasks what no sheet may show, and his dues and looks.
func lain(t *testing.T, db *storetest.DB) {
	t.Helper()
	told(t, db)
	db.Write(t, store.System, func(tx *store.Tx) error {
		for _, text := range []string{
			`insert into reminder (tenant, id, meeting, org, member, person, gist, helper, look_on, again, named, closed_on, at, by_person, version) values ($1, 'r1', 'dec', 'cell3', 'm-loc', 'loc', 'LỜI NHẮC', '', '2027-01-03', false, false, null, 0, 'hien', 1)`,
			`insert into reserved_opinion (tenant, id, meeting, org, member, person, vote, gist, addressee, printed, at, by_person) values ($1, 'b1', 'dec', 'cell3', 'm-loc', 'loc', '', 'Ý KIẾN BẢO LƯU', '', true, 0, 'huy')`,
			`insert into due (tenant, member, month, org, state, amount, version, at, by_person) values ($1, 'm-loc', '2026-10', 'cell3', 'paid', 60000, 1, 0, 'hien'), ($1, 'm-loc', '2026-11', 'cell3', 'unpaid', 0, 1, 0, 'hien'), ($1, 'm-mai', '2026-11', 'cell3', 'waived', 0, 1, 0, 'hien')`,
			`insert into document (tenant, id, org, origin, number, issued_on, issuer, abstract, summary, level, audience, received_on, version, at, by_person) values ($1, 'd1', 'cell3', '', '12-KH/ĐU', '2026-11-20', 'Đảng ủy', 'về phân loại rác', 'x', 'normal', 'members', '2026-11-21', 1, 0, 'hien'), ($1, 'd2', 'cell3', '', '13-CV/ĐU', '2026-11-20', 'Đảng ủy', 'CHO CHI ỦY', 'x', 'normal', 'committee', '2026-11-21', 1, 0, 'hien'), ($1, 'd3', 'cell3', '', '14-TB/ĐU', '2026-11-20', 'Đảng ủy', 'NỘI BỘ', 'x', 'internal', 'members', '2026-11-21', 1, 0, 'hien')`,
			`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version, circle) values ($1, 't9', 'ward', 'dec', 'm-loc', 'VIỆC CỦA ĐẢNG ỦY', '', '2026-12-30', '2027-01', '', '', false, 'assigned', '', '2026-12-03', null, 1, 'committee')`,
			`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, 'h9', 'mai', 'committee', 'cell3', '2025-07-01', null, '', 0, 'system')`,
		} {
			if _, err := tx.Exec(text); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`insert into record_view (tenant, subject, hour, viewer, what, post, times, first_at, last_at) values ($1, 'loc', $2, 'dung', 'record', 'officer', 1, $3, $3)`, tx.Now()/3600_000, tx.Now())
		return err
	})
}

func sheetOf(t *testing.T, db *storetest.DB, who, of string, asked bool) (string, error) {
	t.Helper()
	out := ""
	err := db.TryRead(who, func(rd *store.Reader) error {
		var made handout.Made
		var err error
		if who == of {
			made, err = handout.OwnSheet(rd, cast.Book)
		} else {
			made, err = handout.SheetFor(rd, cast.Book, cast.M(of), asked)
		}
		out = made.Doc.PlainText()
		return err
	})
	return out, err
}

func TestTheOwnSheetHoldsOnlyOwnData(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		lain(t, db)
		for _, x := range []struct {
			who         string
			asked       bool
			dues, looks bool
			ward        bool
		}{{cast.Loc, false, true, true, true}, {cast.Hien, false, true, true, false}, {cast.Khoa, true, true, true, false}, {cast.Mai, false, false, true, false}, {cast.Mai, true, true, true, false}} {
			text, err := sheetOf(t, db, x.who, cast.Loc, x.asked)
			if err != nil {
				t.Fatalf("%s: %v", x.who, err)
			}
			for _, want := range []string{"PHIẾU CỦA TÔI", "Trần Đức Lộc", "19:30 Chủ nhật, ngày 03/01/2027, Nhà văn hóa tổ 3", "Đặt 2 thùng rác đầu ngõ 12; hạn 20/12/2026", "cùng làm: đồng chí Lò Thị Mai", "có mặt 1, trong 1 buổi", "số 01-NQ/CB, ngày 03/12/2026", "12-KH/ĐU: về phân loại rác", "14-TB/ĐU", "Đề nghị sửa"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s: lacks %q in\n%s", x.who, want, text)
				}
			}
			for _, never := range []string{"LỜI NHẮC", "BẢO LƯU", "CHO CHI ỦY", "NỘI BỘ", "Sửa đèn", "Việc riêng", "Trần Văn Khoa", "60.000", "miễn tháng", "ốm", "vắng có lý do", "Phạm Quốc Huy", "hỏi thăm"} {
				if strings.Contains(strings.ReplaceAll(text, "người in: Trần Văn Khoa", ""), never) {
					t.Errorf("%s: holds %q:\n%s", x.who, never, text)
				}
			}
			if got := strings.Contains(text, "đã nộp tháng 10; chưa nộp tháng 11"); got != x.dues {
				t.Errorf("%s, asked %v: dues %v\n%s", x.who, x.asked, got, text)
			}
			if got := strings.Contains(text, "Quàng Thị Dung, cán bộ đảng ủy, xem hồ sơ ngắn"); got != x.looks {
				t.Errorf("%s, asked %v: looks %v\n%s", x.who, x.asked, got, text)
			}
			if got := strings.Contains(text, "VIỆC CỦA ĐẢNG ỦY"); got != x.ward {
				t.Errorf("%s: a task of the committee above %v", x.who, got)
			}
			if got := strings.Contains(text, "người in: "); got != (x.who != cast.Loc) {
				t.Errorf("%s: who printed %v", x.who, got)
			}
		}
		// Who helps another has that task too; its owner is not told that he helps himself.
		for who, want := range map[string]bool{cast.Mai: true, cast.Loc: false} {
			text, err := sheetOf(t, db, who, who, false)
			if got := strings.Contains(text, "Việc tôi giúp") && strings.Contains(text, "đồng chí Trần Đức Lộc phụ trách"); err != nil || got != want {
				t.Errorf("%s helps: %v %v\n%s", who, got, err, text)
			}
		}
		// Of one who is not marked, who looked stays his own until he asks.
		if text, err := sheetOf(t, db, cast.Hien, cast.Huy, false); err != nil || strings.Contains(text, "Ai đã xem") {
			t.Errorf("%v\n%s", err, text)
		}
		if text, err := sheetOf(t, db, cast.Hien, cast.Huy, true); err != nil || !strings.Contains(text, "Ai đã xem") {
			t.Errorf("%v\n%s", err, text)
		}
		for _, who := range []string{cast.Huy, cast.Anh, cast.Panh, cast.Dung, cast.Admin, ""} {
			if text, err := sheetOf(t, db, who, cast.Loc, true); fault.KindOf(err) != fault.NotFound || strings.TrimSpace(text) != "" {
				t.Errorf("%q prints Lộc's sheet: %v", who, err)
			}
		}
		if _, err := sheetOf(t, db, cast.Hien, cast.Panh, true); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member of another cell: %v", err)
		}
	})
}
