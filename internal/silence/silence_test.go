package silence_test

import (
	"testing"
	"time"

	"chibo/internal/desk"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/report"
	"chibo/internal/silence"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

const month = "2026-12"

var book = meetingtest.Book

func at(t *testing.T, db *storetest.DB, day string) {
	t.Helper()
	morning, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	if err != nil {
		t.Fatal(err)
	}
	db.Clock.Set(morning.Add(8 * time.Hour))
}

func do(db *storetest.DB, who string, act func(tx *store.Tx) (silence.Word, error)) (w silence.Word, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) (err error) { w, err = act(tx); return err })
	return w, err
}

func remind(db *storetest.DB, who, cell string) (silence.Word, error) {
	return do(db, who, func(tx *store.Tx) (silence.Word, error) { return silence.Remind(tx, book, cell, month) })
}

func say(db *storetest.DB, who, cell string, version int64, reason, note string) (silence.Word, error) {
	return do(db, who, func(tx *store.Tx) (silence.Word, error) {
		return silence.Say(tx, book, cell, month, version, reason, note)
	})
}

// reason is the gravest one of a cell on the desk as at a day; "" where it needs nobody.
func reason(t *testing.T, db *storetest.DB, c meetingtest.Cast, day string) (why desk.Reason) {
	t.Helper()
	db.Read(t, c.Officer, func(rd *store.Reader) error {
		b, err := desk.Of(rd, book, c.Ward, month, day)
		if x, needs := b.Needs(c.Cell); needs {
			why = x.Reasons[0]
		}
		return err
	})
	return why
}

// TestACellIsRemindedOnceADay: not before its day, once a day by whomever, again the
// next; the desk tells when, the cell's secretary alone that it waits.
func TestACellIsRemindedOnceADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		at(t, db, "2026-12-05")
		if _, err := remind(db, c.Officer, c.Cell); !fault.Is(err, "silence_not_silent") {
			t.Errorf("before the report's day: %v", err)
		}
		at(t, db, "2026-12-06")
		first, err := remind(db, c.Officer, c.Cell)
		if err != nil || first.RemindedOn != "2026-12-06" || first.Version != 1 {
			t.Fatalf("%+v %v", first, err)
		}
		if again, err := remind(db, c.Officer, c.Cell); err != nil || again.Version != 1 {
			t.Errorf("pressed twice: %+v %v", again, err)
		}
		at(t, db, "2026-12-07")
		if next, err := remind(db, c.Officer, c.Cell); err != nil || next.Version != 2 || next.RemindedOn != "2026-12-07" {
			t.Errorf("the next day: %+v %v", next, err)
		}
		if why := reason(t, db, c, "2026-12-07"); why.Code != desk.Silent || why.Told != "2026-12-07" {
			t.Errorf("the desk: %+v", why)
		}
		if why := reason(t, db, c, "2026-12-06"); why.Code != desk.Silent || why.Told != "" { // only the last is kept
			t.Errorf("the desk as at the day before: %+v", why)
		}
		for who, n := range map[string]int{c.Hien.Person: 1, c.Loc.Person: 0, c.Officer: 0, c.Neighbour.Person: 0} {
			db.Read(t, who, func(rd *store.Reader) error {
				all, err := silence.Waiting(rd, book, c.Cell)
				if len(all) != n {
					t.Errorf("%d months wait, want %d", len(all), n)
				}
				return err
			})
		}
		for _, who := range []string{c.Hien.Person, c.Loc.Person, c.Neighbour.Person, ""} {
			if _, err := remind(db, who, c.Cell); fault.KindOf(err) != fault.NotFound {
				t.Errorf("who may not remind: %v", err)
			}
		}
		if _, err := do(db, c.Officer, func(tx *store.Tx) (silence.Word, error) { return silence.Remind(tx, book, c.Cell, "2026-13") }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("no such month: %v", err)
		}
		if _, err := do(db, c.Officer, func(tx *store.Tx) (silence.Word, error) { return silence.Remind(tx, book, c.Cell, "2020-01") }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a month before the cell stood: %v", err)
		}
	})
}

// TestTheCellSaysThatItDoesNotMeet: the desk shows that instead of silence until the
// committee accepts; it may ask back once at a time, and the cell answers or takes it back.
func TestTheCellSaysThatItDoesNotMeet(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		at(t, db, "2026-12-06")
		if _, err := remind(db, c.Officer, c.Cell); err != nil {
			t.Fatal(err)
		}
		for _, x := range []struct {
			who, reason, note, want string
			version                 int64
		}{
			{c.Hien.Person, "rain", "", "silence_reason", 1},
			{c.Hien.Person, "other", " ", "silence_note", 1},
			{c.Hien.Person, "merged", "", "stale", 0},
			{c.Loc.Person, "merged", "", "not_found", 1},
			{c.Officer, "merged", "", "not_found", 1},
			{c.Neighbour.Person, "merged", "", "not_found", 1},
		} {
			if _, err := say(db, x.who, c.Cell, x.version, x.reason, x.note); !fault.Is(err, x.want) {
				t.Errorf("%s: %v", x.want, err)
			}
		}
		w, err := say(db, c.Hien.Person, c.Cell, 1, "merged", "")
		if err != nil || w.State != report.Missed || w.SaidOn != "2026-12-06" {
			t.Fatalf("%+v %v", w, err)
		}
		if again, err := say(db, c.Hien.Person, c.Cell, 1, "merged", ""); err != nil || again.Version != w.Version {
			t.Errorf("the same form twice: %+v %v", again, err)
		}
		if why := reason(t, db, c, "2026-12-06"); why.Code != desk.Missed || why.Why != "merged" || why.Day != "2026-12-06" {
			t.Errorf("the desk: %+v", why)
		}
		if _, err := remind(db, c.Officer, c.Cell); !fault.Is(err, "silence_not_silent") {
			t.Errorf("reminded all the same: %v", err)
		}
		w = judged(t, db, c, w)
		if why := reason(t, db, c, "2026-12-07"); why.Code == desk.Missed || why.Code == desk.Silent {
			t.Errorf("accepted, and it still needs somebody: %+v", why)
		}
		if why := reason(t, db, c, "2026-12-06"); why.Code != desk.Missed {
			t.Errorf("the day before it was not accepted yet: %+v", why)
		}
		if _, err := say(db, c.Hien.Person, c.Cell, w.Version, "away", ""); !fault.Is(err, "silence_accepted") {
			t.Errorf("another word after it was accepted: %v", err)
		}
		back, err := do(db, c.Hien.Person, func(tx *store.Tx) (silence.Word, error) {
			return silence.TakeBack(tx, book, c.Cell, month, w.Version)
		})
		if err != nil || back.State != report.Silent || back.Said() || back.AcceptedOn != "" {
			t.Errorf("taken back: %+v %v", back, err)
		}
	})
}

// judged asks back, lets the cell answer, and accepts on the day after.
func judged(t *testing.T, db *storetest.DB, c meetingtest.Cast, w silence.Word) silence.Word {
	t.Helper()
	ask := func(version int64, text string) (silence.Word, error) {
		return do(db, c.Officer, func(tx *store.Tx) (silence.Word, error) { return silence.Ask(tx, book, c.Cell, month, version, text) })
	}
	accept := func(version int64) (silence.Word, error) {
		return do(db, c.Officer, func(tx *store.Tx) (silence.Word, error) { return silence.Accept(tx, book, c.Cell, month, version) })
	}
	if _, err := ask(w.Version, " "); !fault.Is(err, "silence_question") {
		t.Errorf("an empty question: %v", err)
	}
	asked, err := ask(w.Version, "Ghép vào ngày nào?")
	if err != nil || !asked.Asked() {
		t.Fatalf("%+v %v", asked, err)
	}
	if _, err := accept(w.Version); !fault.Is(err, "stale") {
		t.Errorf("an older version: %v", err)
	}
	db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		all, err := silence.Waiting(rd, book, c.Cell)
		if len(all) != 1 || !all[0].Asked() {
			t.Errorf("the secretary is not told of the question: %+v", all)
		}
		return err
	})
	said, err := say(db, c.Hien.Person, c.Cell, asked.Version, "merged", "Ngày 03/01.")
	if err != nil || said.Asked() || said.AnsweredOn == "" || said.Question == "" {
		t.Fatalf("the answer: %+v %v", said, err)
	}
	at(t, db, "2026-12-07")
	for range 2 {
		w, err = accept(said.Version)
		if err != nil || w.AcceptedOn != "2026-12-07" {
			t.Fatalf("%+v %v", w, err)
		}
	}
	return w
}

// TestAMeetingHeldAfterAllEndsIt: the word stands aside, the month counts as held, and
// neither side can say otherwise; nightly counting finds nothing to mend.
func TestAMeetingHeldAfterAllEndsIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		at(t, db, "2026-12-01")
		if w, err := say(db, c.Hien.Person, c.Cell, 0, "away", ""); err != nil || w.State != report.Missed {
			t.Fatalf("%+v %v", w, err)
		}
		at(t, db, "2026-12-03")
		c.Opened(t, db)
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			m, err := report.Ward(rd, book, c.Ward, month)
			if m.Totals.Missed != 0 || m.Totals.Met != 1 || m.Rows[0].State != report.Held {
				t.Errorf("%+v", m.Rows[0])
			}
			return err
		})
		if _, err := say(db, c.Neighbour.Person, c.Other, 0, "too_few", ""); err != nil {
			t.Errorf("the neighbour: %v", err)
		}
		if _, err := say(db, c.Hien.Person, c.Cell, 1, "too_few", ""); !fault.Is(err, "silence_met") {
			t.Errorf("said after it met: %v", err)
		}
		at(t, db, "2027-03-01")
		if _, err := do(db, c.Neighbour.Person, func(tx *store.Tx) (silence.Word, error) {
			return silence.Say(tx, book, c.Other, month, 1, "away", "")
		}); !fault.Is(err, "silence_met") {
			t.Errorf("three months later: %v", err)
		}
	})
}
