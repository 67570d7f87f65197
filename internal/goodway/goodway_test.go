package goodway_test

import (
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/fault"
	"chibo/internal/goodway"
	"chibo/internal/meeting"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func write[T any](db *storetest.DB, who string, do func(tx *store.Tx) (T, error)) (out T, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := do(tx)
		out = got
		return err
	})
	return out, err
}

func exec(t *testing.T, db *storetest.DB, text string, args ...any) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
}

// bins is what Hiên's cell writes.
func bins() goodway.Writing {
	return goodway.Writing{Org: cast.Cell, Title: "Thùng rác ba ngăn đầu ngõ", Done: "Đặt 4 thùng ba ngăn ở đầu ngõ.", How: "Tổ trưởng hướng dẫn hai tuần đầu.", Effort: "4 thùng, 2 buổi tối mỗi tuần.", Kinds: []string{"residential"}}
}

func written(t *testing.T, db *storetest.DB, in goodway.Writing) goodway.GoodWay {
	t.Helper()
	w, err := write(db, cast.Hien, func(tx *store.Tx) (goodway.GoodWay, error) { return goodway.Write(tx, cast.Book, in) })
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func share(db *storetest.DB, who string, w goodway.GoodWay, reach string) (goodway.GoodWay, error) {
	return write(db, who, func(tx *store.Tx) (goodway.GoodWay, error) {
		return goodway.Share(tx, cast.Book, w.ID, w.Version, reach)
	})
}

func take(db *storetest.DB, who, id, org string) (goodway.TakenWay, error) {
	return write(db, who, func(tx *store.Tx) (goodway.TakenWay, error) { return goodway.Take(tx, id, org) })
}

func reads(db *storetest.DB, who, id string) bool {
	return db.TryRead(who, func(rd *store.Reader) error { _, err := goodway.Get(rd, cast.Book, id); return err }) == nil
}

func shelf(t *testing.T, db *storetest.DB, who, org string) (s goodway.Shelf) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { s, err = goodway.Of(rd, org); return })
	return s
}

// TestAWayGoesOnlyAsFarAsItsCellSays: a draft is the secretary's and the deputy's, for the
// committee alone no other cell reads it, shared with all every cell does; nobody shares it
// but the cell; taken back it is gone, and who copied it keeps words and source.
func TestAWayGoesOnlyAsFarAsItsCellSays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		w := written(t, db, bins())
		see := func(step string, who map[string]bool) {
			t.Helper()
			for _, one := range []string{cast.Hien, cast.Khoa, cast.Mai, cast.Panh, cast.Dung, cast.Admin} {
				if got := reads(db, one, w.ID); got != who[one] {
					t.Errorf("%s: %s reads: %v", step, one, got)
				}
			}
		}
		see("draft", map[string]bool{cast.Hien: true, cast.Khoa: true})
		if _, err := take(db, cast.Panh, w.ID, cast.Other); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a draft is taken: %v", err)
		}
		for _, who := range []string{cast.Panh, cast.Dung, cast.Mai} {
			if _, err := share(db, who, w, goodway.ToAll); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s shares what is not theirs: %v", who, err)
			}
		}
		if _, err := share(db, cast.Hien, w, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("shared without saying with whom: %v", err)
		}
		var err error
		if w, err = share(db, cast.Hien, w, goodway.ToCommittee); err != nil {
			t.Fatal(err)
		}
		see("for the committee", map[string]bool{cast.Hien: true, cast.Khoa: true, cast.Mai: true, cast.Dung: true})
		if s := shelf(t, db, cast.Panh, cast.Other); len(s.Fit)+len(s.Other) != 0 {
			t.Errorf("the neighbour's shelf %+v", s)
		}
		for range 2 {
			if w, err = share(db, cast.Hien, w, goodway.ToAll); err != nil {
				t.Fatal(err)
			}
		}
		see("for all", map[string]bool{cast.Hien: true, cast.Khoa: true, cast.Mai: true, cast.Panh: true, cast.Dung: true})
		if s := shelf(t, db, cast.Panh, cast.Other); len(s.Fit) != 1 || s.Fit[0].OrgName != "Chi bộ Tổ dân phố 3" || !s.Keeps {
			t.Errorf("the neighbour's shelf %+v", s)
		}
		if _, err := take(db, cast.Hien, w.ID, cast.Cell); !fault.Is(err, "goodway_own") {
			t.Errorf("one's own: %v", err)
		}
		if _, err := take(db, cast.Mai, w.ID, cast.Cell); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member takes: %v", err)
		}
		got, err := take(db, cast.Panh, w.ID, cast.Other)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := take(db, cast.Panh, w.ID, cast.Other); err != nil || again.ID != got.ID {
			t.Errorf("taken twice %+v %v", again, err)
		}
		for range 2 {
			if w, err = write(db, cast.Khoa, func(tx *store.Tx) (goodway.GoodWay, error) { return goodway.TakeBack(tx, cast.Book, w.ID) }); err != nil {
				t.Fatal(err)
			}
		}
		see("taken back", map[string]bool{cast.Hien: true, cast.Khoa: true})
		if s := shelf(t, db, cast.Panh, cast.Other); len(s.Fit) != 0 || len(s.Taken) != 1 || s.Taken[0].Source != "Chi bộ Tổ dân phố 3" || s.Taken[0].How != bins().How {
			t.Errorf("what was copied %+v", s)
		}
	})
}

// TestWhatWasTakenComesToTheMeetingAndIsJudgedByItsCell: once on the draft of the next
// agenda with its source, and the cell's own word is read beside the way.
func TestWhatWasTakenComesToTheMeetingAndIsJudgedByItsCell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		w, err := share(db, cast.Hien, written(t, db, bins()), goodway.ToAll)
		if err != nil {
			t.Fatal(err)
		}
		got, err := take(db, cast.Panh, w.ID, cast.Other)
		if err != nil {
			t.Fatal(err)
		}
		lines := func(id string) (n int) {
			var all []meeting.Item
			db.Write(t, cast.Panh, func(tx *store.Tx) (err error) { all, err = agenda.Draft(tx, cast.Book, id); return })
			for _, i := range all {
				if i.SourceKind == "goodway" && i.SourceID == got.ID && i.SourceText == "Theo cách làm của Chi bộ Tổ dân phố 3, lấy về ngày 03/12/2026" {
					n++
				}
			}
			return n
		}
		cast.Meeting(t, db, "c4", cast.Other, "2026-12-03", "planned")
		if first, second := lines("c4"), lines("c4"); first != 1 || second != 1 {
			t.Error("the line does not stand once on the agenda")
		}
		cast.Meeting(t, db, "c5", cast.Other, "2027-01-03", "planned")
		if lines("c5") != 0 {
			t.Error("it stands on a second agenda")
		}
		say := func(who, word, said string) (goodway.TakenWay, error) {
			return write(db, who, func(tx *store.Tx) (goodway.TakenWay, error) {
				return goodway.Say(tx, got.ID, got.Version, word, said)
			})
		}
		for _, c := range []struct{ word, said string }{{"", "Tốt."}, {"best", "Tốt."}, {goodway.Worked, " "}, {goodway.Worked, "Đồng chí Panh làm rất tốt."}} {
			if _, err := say(cast.Panh, c.word, c.said); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q %q: %v", c.word, c.said, err)
			}
		}
		if _, err := say(cast.Dung, goodway.Worked, "Tốt."); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the committee speaks for the cell: %v", err)
		}
		for range 2 {
			if _, err := say(cast.Panh, goodway.Partly, "Ngõ hẹp, chỉ đặt được một thùng."); err != nil {
				t.Error(err)
			}
		}
		if _, err := say(cast.Panh, goodway.Unfit, "Chữ của máy cũ"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			all, err := goodway.WentElsewhere(rd, w)
			if len(all) != 1 || all[0].OrgName != "Chi bộ Tổ dân phố 4" || all[0].Word != goodway.Partly {
				t.Errorf("how it went %+v", all)
			}
			return err
		})
	})
}

// TestNobodyIsNamed: a full name, or a given name behind "đồng chí" and its like; the same
// letters in another word are none.
func TestNobodyIsNamed(t *testing.T) {
	db := storetest.SQLite(t)
	cast.Build(t, db)
	for text, refused := range map[string]bool{
		"Do Trần Đức Lộc nghĩ ra.": true, "đồng chí Lộc nghĩ ra": true, "Nhờ ông Khoa, việc xong.": true, "Đ/c Mai hướng dẫn": true,
		"Lộc cây đầu ngõ": false, "Anh em trong ngõ": false, "bà con làm mai": false, "Sáng mai cả tổ làm": false,
	} {
		in := bins()
		in.How = text
		_, err := write(db, cast.Hien, func(tx *store.Tx) (goodway.GoodWay, error) { return goodway.Write(tx, cast.Book, in) })
		if (fault.KindOf(err) == fault.Invalid) != refused {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestWhatShowsItIsTheCellsOwn: months that were held, their numbers as they stand; of
// fewer than five nobody is counted; another's month and a month not held are refused.
func TestWhatShowsItIsTheCellsOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		exec(t, db, `insert into cell_month (tenant, org, month, meeting, state, planned_day, held_day, on_time, members, expected, present, minutes_long, tasks_given, tasks_done, tasks_overdue, computed_at, version)
			values ($1, 'cell3', '2026-11', 'm11', 'sealed', '2026-11-03', '2026-11-03', 1 = 1, 7, 6, 5, 90, 5, 4, 0, 0, 1), ($1, 'cell3', '2026-10', 'm10', 'sealed', '2026-10-03', '2026-10-03', 1 = 1, 4, 4, 2, 90, 0, 0, 0, 0, 1), ($1, 'cell4', '2026-09', 'x', 'sealed', '2026-09-03', '2026-09-03', 1 = 1, 7, 6, 5, 90, 5, 4, 0, 0, 1)`)
		var all []goodway.Proof
		db.Read(t, cast.Hien, func(rd *store.Reader) (err error) { all, err = goodway.Offered(rd, cast.Book, cast.Cell); return })
		if len(all) != 2 || all[0].Key() != "tasks:2026-11" || all[0].N != 4 || all[1].Key() != "meeting:2026-11" || all[1].Of != 6 {
			t.Errorf("offered %+v", all)
		}
		for _, key := range []string{"tasks:2026-09", "meeting:2026-10", "tasks:2026-12", "x"} {
			in := bins()
			in.Proofs = []string{key}
			if _, err := write(db, cast.Hien, func(tx *store.Tx) (goodway.GoodWay, error) { return goodway.Write(tx, cast.Book, in) }); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", key, err)
			}
		}
		in := bins()
		in.Proofs = []string{"tasks:2026-11"}
		w := written(t, db, in)
		exec(t, db, `update cell_month set tasks_done = 5 where tenant = $1 and org = 'cell3' and month = '2026-11'`)
		db.Read(t, cast.Khoa, func(rd *store.Reader) (err error) {
			if w, err = goodway.Get(rd, cast.Book, w.ID); len(w.Proofs) != 1 || w.Proofs[0].N != 5 {
				t.Errorf("shown %+v", w.Proofs)
			}
			return err
		})
	})
}

// TestTheCommitteeSuggestsAndTheCellDecides: a shared way, or the cell's own line in a
// campaign; once, and a cell that put it aside is not asked again.
func TestTheCommitteeSuggestsAndTheCellDecides(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		w := written(t, db, bins())
		suggest := func(who, org string) (goodway.GoodHint, error) {
			return write(db, who, func(tx *store.Tx) (goodway.GoodHint, error) { return goodway.SuggestWay(tx, w.ID, org) })
		}
		if _, err := suggest(cast.Dung, cast.Other); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a draft is suggested: %v", err)
		}
		w, _ = share(db, cast.Hien, w, goodway.ToCommittee)
		if _, err := suggest(cast.Dung, cast.Other); !fault.Is(err, "goodway_closed") {
			t.Errorf("what is for the committee alone is suggested: %v", err)
		}
		w, _ = share(db, cast.Hien, w, goodway.ToAll)
		if _, err := suggest(cast.Hien, cast.Other); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a cell suggests: %v", err)
		}
		h, err := suggest(cast.Dung, cast.Other)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := suggest(cast.Dung, cast.Other); err != nil || again.ID != h.ID {
			t.Errorf("suggested twice %+v %v", again, err)
		}
		if s := shelf(t, db, cast.Panh, cast.Other); len(s.Hints) != 1 || s.Hints[0].Words != w.Title {
			t.Errorf("the cell is told %+v", s.Hints)
		}
		if err := db.TryWrite(cast.Hien, func(tx *store.Tx) error { return goodway.Decline(tx, h.ID) }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another cell declines: %v", err)
		}
		for range 2 {
			if err := db.TryWrite(cast.Panh, func(tx *store.Tx) error { return goodway.Decline(tx, h.ID) }); err != nil {
				t.Error(err)
			}
		}
		if again, err := suggest(cast.Dung, cast.Other); err != nil || again.State != "declined" {
			t.Errorf("asked again %+v %v", again, err)
		}
		exec(t, db, `insert into campaign (tenant, id, org, state, period, kinds, edition, sent_on, closed_on, causes, version, created_at, created_by) values ($1, 'k', 'ward', 'sent', '2026', '', 1, '2026-11-01', '', '', 1, 0, '')`)
		exec(t, db, `insert into campaign_cell (tenant, campaign, org, asked_on, reminded_on, meeting, edition, answers, practice, shares, sent_on, sent_by, version) values ($1, 'k', 'cell3', '2026-11-01', '', '', 1, '[]', 'Đổi rác lấy cây', 1 = 1, '2026-11-20', '', 1), ($1, 'k', 'cell4', '2026-11-01', '', '', 0, '', '', 1 = 2, '', '', 1)`)
		ask := func(org string) (goodway.GoodHint, error) {
			return write(db, cast.Dung, func(tx *store.Tx) (goodway.GoodHint, error) { return goodway.SuggestWriting(tx, "k", org) })
		}
		if _, err := ask(cast.Other); err == nil {
			t.Error("a cell that said nothing is asked to write it up")
		}
		if h, err = ask(cast.Cell); err != nil || h.Words != "Đổi rác lấy cây" {
			t.Fatalf("asked to write it up %+v %v", h, err)
		}
		in := bins()
		in.Hint = h.ID
		written(t, db, in)
		if s := shelf(t, db, cast.Hien, cast.Cell); len(s.Hints) != 0 || len(s.Own) != 2 {
			t.Errorf("written up %+v", s)
		}
	})
}
