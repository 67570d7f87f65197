package formality_test

import (
	"strings"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/formality"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

var november = []string{
	"Trong tháng cả tổ có 32 trên 58 hộ phân loại rác đúng, còn nhiều hộ ở ngõ 12 để lẫn rác hữu cơ với rác tái chế.",
	"Xe thu gom đến lúc 15 giờ, khi phần lớn các gia đình chưa đi làm về nên phải để rác ra từ sáng.",
	"Đề nghị phường cho xe vào ngõ sau 18 giờ và đặt thêm hai thùng lớn ở đầu ngõ cạnh trạm biến áp.",
}

var december = []string{
	"Nhà văn hóa đã lợp lại mái tôn, phần tiền còn thiếu do ba doanh nghiệp trên địa bàn ủng hộ.",
	"Bà con lo tuyến buýt mới không dừng ở cổng chợ nên các cụ phải đi bộ gần một cây số để khám bệnh.",
	"Câu lạc bộ dưỡng sinh xin mượn sân trường tiểu học vào sáng thứ bảy, nhà trường đã đồng ý.",
}

func at(day string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	if err != nil {
		panic(err)
	}
	return t.Add(9 * time.Hour)
}

// again is what a hurried scribe makes of a text for the next month.
func again(lines []string) (out []string) {
	for _, l := range lines {
		out = append(out, strings.NewReplacer("32", "35", "58", "57", "18 giờ", "19 giờ", "Trong tháng", "Tháng này", "phần lớn", "đa số").Replace(l))
	}
	return out
}

// held writes a closed meeting whose minutes and resolution say these words, seals it
// and lets the program read it.
func held(t testing.TB, db *storetest.DB, id, cell, day string, said, deeds []string) {
	t.Helper()
	cast.Meeting(t, db, id, cell, day, "closed")
	chair, scribe := cast.Hien, cast.Huy
	if cell != cast.Cell {
		chair, scribe = cast.Panh, cast.Panh
	}
	owner := map[string]string{cast.Cell: cast.M(cast.Loc), cast.Other: cast.M(cast.Panh)}[cell]
	db.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`update agenda_item set conclusion = $3 where tenant = $1 and id = $2`, id+"-i1", strings.Join(said, "\n")); err != nil {
			return err
		}
		for _, who := range map[string][]string{cast.Cell: {cast.Loc, cast.Mai, cast.Khoa}}[cell] {
			if _, err := tx.Exec(`insert into opinion (tenant, id, meeting, item, member, kind, gist, at, by_person) values ($1, $2, $3, $4, $5, 'agree', '', 0, $6)`, id+who, id, id+"-i1", cast.M(who), scribe); err != nil {
				return err
			}
		}
		return nil
	})
	db.Write(t, scribe, func(tx *store.Tx) error {
		var items []resolution.Item
		for _, d := range deeds {
			items = append(items, resolution.Item{Owner: owner, Deed: d, Due: day[:8] + "28"})
		}
		if _, _, err := resolution.Put(tx, cast.Book, id, 0, "", items); err != nil {
			return err
		}
		_, err := minutes.Compose(tx, cast.Book, id)
		return err
	})
	db.Write(t, chair, func(tx *store.Tx) error {
		if err := minutes.Confirm(tx.As(scribe), id, "scribe", "device"); err != nil {
			return err
		}
		if err := minutes.Confirm(tx, id, "chair", "device"); err != nil {
			return err
		}
		_, err := minutes.Seal(tx, cast.Book, id)
		return err
	})
	reads(t, db, id)
}

// three makes the other cell large enough to resolve.
func three(t testing.TB, db *storetest.DB) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		for _, p := range []string{cast.Dung, cast.Admin} {
			if _, err := tx.Exec(`insert into member (tenant, id, person, card_issuer, card_day, admitted_on, official_on, identity_match, note, version, created_at) values ($1, $2, $3, '', '', '2010-01-01', '2011-01-01', '', '', 1, 0)`, cast.M(p), p); err != nil {
				return err
			}
			if _, err := tx.Exec(`insert into member_span (tenant, member, from_day, to_day, org, standing, activity) values ($1, $2, '2025-07-01', null, $3, 'official', 'active')`, cast.M(p), cast.Other); err != nil {
				return err
			}
		}
		return nil
	})
}

func reads(t testing.TB, db *storetest.DB, id string) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { return formality.Read(tx, cast.Book, id) })
}

// found lists what a person reads of a cell, or of all cells where cell is "".
func found(t testing.TB, db *storetest.DB, who, cell string) map[string]formality.Finding {
	t.Helper()
	out := map[string]formality.Finding{}
	db.Read(t, who, func(rd *store.Reader) error {
		list := func() ([]formality.Finding, error) { return formality.OfCell(rd, cell) }
		if cell == "" {
			list = func() ([]formality.Finding, error) { return formality.Told(rd) }
		}
		all, err := list()
		for _, f := range all {
			out[f.Meeting+" "+f.Kind] = f
		}
		return err
	})
	return out
}

func passages(t testing.TB, db *storetest.DB, who string, f formality.Finding) (s formality.Side) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { s, err = formality.Passages(rd, cast.Book, f.ID); return })
	return s
}

func TestTheWordsOfLastMonth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Clock.Set(at("2026-12-05"))
		cast.Build(t, db)
		held(t, db, "nov", cast.Cell, "2026-11-03", november, november)
		held(t, db, "dec", cast.Cell, "2026-12-03", again(november), again(november))
		mine := found(t, db, cast.Hien, cast.Cell)
		f, ok := mine["dec own_minutes"]
		if !ok || f.Percent() < 90 || f.Other != "nov" || f.ToldOn != "2026-12-15" || f.Rule != "formality.watch.local@1" {
			t.Errorf("minutes: %+v of %v", f, mine)
		}
		if _, ok := mine["dec own_resolution"]; !ok || len(mine) != 2 {
			t.Errorf("found %v", mine)
		}
		if s := passages(t, db, cast.Hien, f); len(s.Pairs) != 3 || s.Pairs[0].Theirs == "" || s.Period != "2026-11" {
			t.Errorf("the secretary's evidence: %+v", s)
		}
		for _, who := range []string{cast.Loc, cast.Huy, cast.Panh, cast.Dung, cast.Admin, ""} {
			err := db.TryRead(who, func(rd *store.Reader) error { _, _, err := formality.Get(rd, f.ID); return err })
			list := db.TryRead(who, func(rd *store.Reader) error { _, err := formality.OfCell(rd, cast.Cell); return err })
			if fault.KindOf(err) != fault.NotFound || fault.KindOf(list) != fault.NotFound {
				t.Errorf("%q reads what the secretary is told first: %v, %v", who, err, list)
			}
		}
		if got := found(t, db, cast.Dung, ""); len(got) != 0 {
			t.Errorf("the committee is told at once: %v", got)
		}
		db.Clock.Set(at("2026-12-15"))
		told := found(t, db, cast.Dung, "")
		if len(told) != 2 {
			t.Errorf("the committee is told ten days later: %v", told)
		}
		if s := passages(t, db, cast.Dung, told["dec own_minutes"]); len(s.Pairs) != 0 || s.Meeting != "" {
			t.Errorf("the committee reads minutes: %+v", s)
		}
		if s := passages(t, db, cast.Dung, told["dec own_resolution"]); len(s.Pairs) != 3 || s.Pairs[0].Theirs == "" {
			t.Errorf("the committee does not see the resolution's sentences: %+v", s)
		}
	})
}

func TestAnAnswerStandsBesideTheFinding(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Clock.Set(at("2026-12-05"))
		cast.Build(t, db)
		held(t, db, "nov", cast.Cell, "2026-11-03", november, december)
		held(t, db, "dec", cast.Cell, "2026-12-03", again(november), nil)
		mine := found(t, db, cast.Hien, cast.Cell)
		f := mine["dec own_minutes"]
		if _, ok := mine["dec no_task"]; !ok {
			t.Errorf("a month without a task: %v", mine)
		}
		answer := func(who string, version int64, text string) (a formality.Finding, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { a, err = formality.Answer(tx, f.ID, version, text); return })
			return
		}
		for _, bad := range []struct {
			who, text, code string
			version         int64
		}{{cast.Hien, " ", "finding_answer", 1}, {cast.Hien, strings.Repeat("đ", 1001), "finding_answer_long", 1}, {cast.Hien, "Việc chưa xong", "stale", 7}, {cast.Loc, "x", "not_found", 1}, {cast.Dung, "x", "not_found", 1}, {cast.Panh, "x", "not_found", 1}} {
			if _, err := answer(bad.who, bad.version, bad.text); !fault.Is(err, bad.code) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		a, err := answer(cast.Hien, 1, "Việc rác kéo dài hai tháng, lần sau ghi phần đã làm thêm.")
		if err != nil || a.AnsweredBy != cast.Hien || a.Version != 2 {
			t.Fatalf("%+v %v", a, err)
		}
		if b, err := answer(cast.Hien, 1, a.Answer); err != nil || b.Version != 2 {
			t.Errorf("the same answer again: %+v %v", b, err)
		}
		if told := found(t, db, cast.Dung, ""); len(told) != 1 || told["dec own_minutes"].Answer != a.Answer {
			t.Errorf("the committee reads the answered one: %v", told)
		}
		reads(t, db, "dec") // the job comes again
		if f := found(t, db, cast.Hien, cast.Cell)["dec own_minutes"]; f.Answer != a.Answer || f.ID != a.ID {
			t.Errorf("read again, the answer is lost: %+v", f)
		}
	})
}

func TestLikeAnotherCell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Clock.Set(at("2026-12-05"))
		cast.Build(t, db)
		three(t, db)
		held(t, db, "nov", cast.Cell, "2026-11-03", november, november)
		held(t, db, "dec4", cast.Other, "2026-12-03", again(november), again(november))
		if mine := found(t, db, cast.Hien, cast.Cell); len(mine) != 0 {
			t.Errorf("whoever wrote it first is asked: %v", mine)
		}
		mine := found(t, db, cast.Panh, cast.Other)
		for _, kind := range []string{"dec4 other_minutes", "dec4 other_resolution"} {
			f, ok := mine[kind]
			if !ok {
				t.Fatalf("found %v", mine)
			}
			s := passages(t, db, cast.Panh, f)
			if len(s.Pairs) == 0 || s.Meeting+s.Org+s.OrgName+s.Period != "" {
				t.Errorf("%s: the secretary reads of the other cell: %+v", kind, s)
			}
			for _, p := range s.Pairs {
				if p.Mine == "" || p.Theirs != "" {
					t.Errorf("%s: %+v", kind, p)
				}
			}
		}
		db.Clock.Set(at("2027-01-20"))
		told := found(t, db, cast.Dung, "")
		if s := passages(t, db, cast.Dung, told["dec4 other_resolution"]); len(s.Pairs) != 3 || s.Pairs[0].Theirs == "" || s.OrgName != "Chi bộ Tổ dân phố 3" {
			t.Errorf("both sides of a resolution: %+v", s)
		}
		if s := passages(t, db, cast.Dung, told["dec4 other_minutes"]); len(s.Pairs) != 0 || s.OrgName != "" {
			t.Errorf("the committee reads minutes: %+v", s)
		}
	})
}

// A ring of cells with one text between them does not make it everybody's phrasing:
// however many they are, whoever hands it in next is asked. What many cells share
// beside words of their own stays common.
func TestARingHidesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Clock.Set(at("2026-12-05"))
		cast.Build(t, db)
		three(t, db)
		held(t, db, "nov", cast.Cell, "2026-11-03", november, []string{"Dọn kho"})
		lend := func(share int) { // five more cells hand in the same, or so many of a hundred of its marks
			db.Write(t, store.System, func(tx *store.Tx) error {
				if _, err := tx.Exec(`delete from text_mark where tenant = $1 and org like 'ring%'`); err != nil {
					return err
				}
				for _, n := range []string{"1", "2", "3", "4", "5"} {
					if _, err := tx.Exec(`insert into text_mark (tenant, mark, paper, org, meeting, kind, day) select tenant, mark, 'paper' || $2, 'ring' || $2, 'sitting' || $2, kind, '2026-11-02' from text_mark
						where tenant = $1 and meeting = 'nov' and kind = 'minutes' and abs(mark) % 100 < $3`, n, share); err != nil {
						return err
					}
				}
				return nil
			})
		}
		lend(100)
		held(t, db, "dec4", cast.Other, "2026-12-03", again(november), []string{"Lau bàn ghế"})
		if mine := found(t, db, cast.Panh, cast.Other); mine["dec4 other_minutes"].Kind != formality.OtherMinutes {
			t.Errorf("a ring of seven hides itself: %v", mine)
		}
		lend(45)
		reads(t, db, "dec4")
		if mine := found(t, db, cast.Panh, cast.Other); mine["dec4 other_minutes"].N >= 60 {
			t.Errorf("what many share beside their own words counts: %+v", mine)
		}
	})
}

func TestAHonestMonthIsLeftAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Clock.Set(at("2026-12-05"))
		cast.Build(t, db)
		held(t, db, "nov", cast.Cell, "2026-11-03", november, []string{"Đặt 2 thùng rác đầu ngõ 12"})
		held(t, db, "dec", cast.Cell, "2026-12-03", december, []string{"Đặt thêm 1 thùng rác đầu ngõ 14"})
		if mine := found(t, db, cast.Hien, cast.Cell); len(mine) != 0 {
			t.Errorf("found %v", mine)
		}
	})
}

func TestAnEveningOnPaperOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Clock.Set(at("2026-12-05"))
		cast.Build(t, db)
		held(t, db, "dec", cast.Cell, "2026-12-03", december, []string{"Sửa loa"})
		db.Write(t, store.System, func(tx *store.Tx) error {
			if _, err := tx.Exec(`update meeting set closed_at = opened_at + 600000 where tenant = $1 and id = 'dec'`); err != nil {
				return err
			}
			if _, err := tx.Exec(`delete from opinion where tenant = $1 and meeting = 'dec' and member <> 'm-loc'`); err != nil {
				return err
			}
			_, err := tx.Exec(`insert into meeting_score (tenant, meeting, suggested, self, self_reason, self_by, self_at, voted, vote, voted_at, confirmed, confirmed_reason, confirmed_by, confirmed_at, band, band_rule, version)
				values ($1, 'dec', null, 10000, 'Đủ', 'hien', 0, null, '', null, null, '', '', null, 'Tốt', '', 1)`)
			return err
		})
		held(t, db, "dec4", cast.Other, "2026-12-03", november, []string{"Dọn kho"})
		reads(t, db, "dec")
		mine := found(t, db, cast.Hien, cast.Cell)
		if f := mine["dec hurried"]; f.N != 10 {
			t.Errorf("ten minutes: %+v", f)
		}
		if f := mine["dec silent"]; f.N != 1 || f.Of != 5 {
			t.Errorf("one spoke: %+v", f)
		}
		if _, ok := mine["dec flat"]; !ok {
			t.Errorf("full marks: %v", mine)
		}
		if f, ok := mine["dec merged"]; !ok || f.Other != "dec4" {
			t.Errorf("two cells in one hall at one hour: %v", mine)
		}
		db.Write(t, store.System, func(tx *store.Tx) error { // it was a slip of the clock, and is mended
			_, err := tx.Exec(`update meeting set closed_at = opened_at + 6000000 where tenant = $1 and id = 'dec'`)
			return err
		})
		reads(t, db, "dec")
		if _, ok := found(t, db, cast.Hien, cast.Cell)["dec hurried"]; ok {
			t.Error("what is true no longer is still found")
		}
	})
}

// TestSearchIsLimitedByTheYear: what stood in another cell long ago is forgotten.
func TestSearchIsLimitedByTheYear(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Clock.Set(at("2026-12-05"))
		cast.Build(t, db)
		held(t, db, "old", cast.Cell, "2025-10-03", november, nil)
		held(t, db, "dec4", cast.Other, "2026-12-03", again(november), []string{"Dọn kho"})
		if mine := found(t, db, cast.Panh, cast.Other); mine["dec4 other_minutes"].ID != "" {
			t.Errorf("found %v", mine)
		}
	})
}
