package attendance_test

import (
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

type desk struct {
	t  *testing.T
	db *storetest.DB
	c  meetingtest.Cast
	m  meeting.Meeting
}

// atDesk is the evening with the code open on the chair's screen.
func atDesk(t *testing.T, db *storetest.DB) desk {
	c := meetingtest.Ward(t, db)
	db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
	d := desk{t, db, c, c.Opened(t, db)}
	if err := d.write(c.Hien.Person, func(tx *store.Tx) error { return attendance.PutDesk(tx, d.m.ID, true) }); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d desk) write(who string, fn func(*store.Tx) error) error { return d.db.TryWrite(who, fn) }

func (d desk) screen() attendance.Desk {
	d.t.Helper()
	var out attendance.Desk
	d.db.Read(d.t, d.c.Huy.Person, func(rd *store.Reader) (err error) { out, err = attendance.DeskOf(rd, d.m.ID); return })
	return out
}

func (d desk) tell(who meetingtest.Someone, code string) (a attendance.Answer, err error) {
	err = d.write(who.Person, func(tx *store.Tx) (err error) { a, err = attendance.Tell(tx, d.m.ID, code); return })
	return a, err
}

func (d desk) settle(who string, taken, refused []string) (n int, err error) {
	err = d.write(who, func(tx *store.Tx) (err error) { n, err = attendance.Settle(tx, d.m.ID, taken, refused); return })
	return n, err
}

func (d desk) mark(who meetingtest.Someone) (k attendance.Mark) {
	d.db.Read(d.t, d.c.Huy.Person, func(rd *store.Reader) error {
		all, err := attendance.Marks(rd, d.m.ID)
		k = all[who.Member]
		return err
	})
	return k
}

// TestAScanIsAProposal: it marks nobody until the scribe takes it, whom he did not
// see waits on, a member takes none, and the way is kept on the mark.
func TestAScanIsAProposal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		d := atDesk(t, db)
		s := d.screen()
		if len(s.Code) != 16 || len(s.Short()) != 6 || !s.Open {
			t.Fatalf("%+v", s)
		}
		for who, code := range map[meetingtest.Someone]string{d.c.Mai: s.Code, d.c.Loc: s.Short()[:3] + " " + s.Short()[3:], d.c.Tin: s.Short()} { // who is exempt and comes counts
			for range 2 {
				if a, err := d.tell(who, code); err != nil || a.At == 0 || a.Present != 0 {
					t.Errorf("%+v %v", a, err)
				}
			}
			if k := d.mark(who); k.Status != "" {
				t.Errorf("a scan marks: %+v", k)
			}
		}
		if got := d.screen().Waiting; len(got) != 3 {
			t.Errorf("%d wait", len(got))
		}
		if _, err := d.settle(d.c.Mai.Person, []string{d.c.Mai.Member}, nil); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member takes himself: %v", err)
		}
		if n, err := d.settle(d.c.Huy.Person, []string{d.c.Mai.Member, d.c.Khoa.Member}, []string{d.c.Tin.Member}); err != nil || n != 1 {
			t.Errorf("%d %v", n, err)
		}
		if k := d.mark(d.c.Mai); k.Status != attendance.Present || k.Method != "qr" {
			t.Errorf("%+v", k)
		}
		for _, who := range []meetingtest.Someone{d.c.Khoa, d.c.Tin, d.c.Loc} { // not told, refused, not seen
			if k := d.mark(who); k.Status != "" {
				t.Errorf("%+v", k)
			}
		}
		if a, err := d.tell(d.c.Mai, "bad"); err != nil || a.Present == 0 { // E10: nothing more to do
			t.Errorf("%+v %v", a, err)
		}
		if _, err := d.tell(d.c.Tin, s.Short()); !fault.Is(err, "checkin_used") {
			t.Errorf("a refused code once more: %v", err)
		}
		db.Clock.Set(db.Clock.Now().Add(20 * time.Second))
		if _, err := d.tell(d.c.Tin, d.screen().Short()); err != nil { // a new one may
			t.Error(err)
		}
	})
}

// TestACodeDiesHalfAMinuteAfterItLeftTheScreen, at whatever hour the server's clock
// stands; and it is a code of this meeting alone.
func TestACodeDiesHalfAMinuteAfterItLeftTheScreen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		d := atDesk(t, db)
		start := time.UnixMilli(meetingtest.StartsAt)
		photo := d.screen().Short()
		for _, x := range []struct {
			after time.Duration
			works bool
		}{{44 * time.Second, true}, {46 * time.Second, false}, {time.Hour, false}} {
			after, works := x.after, x.works
			db.Clock.Set(start.Add(after))
			_, err := d.tell(d.c.Loc, photo)
			if works && err != nil || !works && err == nil {
				t.Errorf("after %s: %v", after, err)
			}
			if works {
				if _, err := d.settle(d.c.Huy.Person, nil, []string{d.c.Loc.Member}); err != nil {
					t.Error(err)
				}
			}
		}
		photo = d.screen().Short()
		other := db.TryWrite(d.c.Hien.Person, func(tx *store.Tx) error {
			m, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: d.c.Cell, Period: "2026-12", Kind: meeting.Extraordinary, StartsAt: meetingtest.StartsAt, Place: "Nhà văn hóa", Matter: "Bão", CalledBy: "Bí thư"})
			if err == nil {
				err = attendance.PutDesk(tx, m.ID, true)
			}
			if err != nil {
				return err
			}
			_, err = attendance.Tell(tx.As(d.c.Mai.Person), m.ID, photo)
			if !fault.Is(err, "checkin_code") {
				t.Errorf("a code of another meeting: %v", err)
			}
			return nil
		})
		if other != nil {
			t.Error(other)
		}
	})
}

// TestWhoMayNotTell: the neighbour and the officer are told that the code is of
// another meeting, as of a meeting that is not; the suspended, whoever comes after
// the closing or while the code is shut; and whoever guesses waits.
func TestWhoMayNotTell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		d := atDesk(t, db)
		good := d.screen().Short()
		for _, who := range []string{d.c.Neighbour.Person, d.c.Officer} {
			for _, id := range []string{d.m.ID, "khong-co"} {
				err := d.write(who, func(tx *store.Tx) error { _, err := attendance.Tell(tx, id, good); return err })
				if !fault.Is(err, "checkin_other") || fault.KindOf(err) != fault.NotFound {
					t.Errorf("%s at %s: %v", who, id, err)
				}
			}
		}
		if _, err := d.tell(d.c.Nga, good); !fault.Is(err, "mark_suspended") {
			t.Errorf("the suspended: %v", err)
		}
		last := error(nil)
		for range 6 {
			_, last = d.tell(d.c.Khoa, "AAAAAA")
		}
		if fault.KindOf(last) != fault.TooMany {
			t.Errorf("guessing goes on: %v", last)
		}
		if _, err := d.tell(d.c.Khoa, good); fault.KindOf(err) != fault.TooMany {
			t.Errorf("the right one after guessing: %v", err)
		}
		for _, bad := range []string{"", "ABC", good + "A", string(make([]byte, 4000)), "ờờờờờờ"} {
			if _, err := d.tell(d.c.Tua, bad); err == nil {
				t.Errorf("%q is taken", bad)
			}
		}
		open := func(on bool) error {
			return d.write(d.c.Huy.Person, func(tx *store.Tx) error { return attendance.PutDesk(tx, d.m.ID, on) })
		}
		if err := open(false); err != nil {
			t.Fatal(err)
		}
		if _, err := d.tell(d.c.Anh, good); !fault.Is(err, "checkin_shut") {
			t.Errorf("while shut: %v", err)
		}
		if err := open(true); err != nil {
			t.Fatal(err)
		}
		db.Write(t, d.c.Hien.Person, func(tx *store.Tx) error {
			if _, err := attendance.RestUnexplained(tx, d.m.ID); err != nil {
				return err
			}
			_, err := meeting.Close(tx, d.m.ID)
			return err
		})
		if _, err := d.tell(d.c.Anh, good); !fault.Is(err, "checkin_over") {
			t.Errorf("after the closing: %v", err)
		}
	})
}

// TestAHelperTakesCodesDownAndNothingElse: only when named, only in this meeting,
// only until it is closed; a code is good once; he sees no roll and marks nobody.
func TestAHelperTakesCodesDownAndNothingElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		d := atDesk(t, db)
		own := func(who meetingtest.Someone) (code string) {
			db.Read(t, who.Person, func(rd *store.Reader) (err error) { code, _, err = attendance.OwnCode(rd, d.m.ID); return })
			return code
		}
		help := func(who, code string) (a attendance.Answer, err error) {
			err = d.write(who, func(tx *store.Tx) (err error) { a, err = attendance.Help(tx, d.m.ID, code); return })
			return a, err
		}
		name := func(by, who string, ends bool) error {
			return d.write(by, func(tx *store.Tx) error { return attendance.NameHelper(tx, d.m.ID, who, ends) })
		}
		loc := own(d.c.Loc)
		if loc == own(d.c.Mai) || loc[:6] == d.screen().Short() {
			t.Error("two have one code")
		}
		if _, err := help(d.c.Anh.Person, loc); fault.KindOf(err) != fault.NotFound {
			t.Errorf("not named: %v", err)
		}
		for _, by := range []string{d.c.Huy.Person, d.c.Anh.Person, d.c.Neighbour.Person} { // the secretary names, not the scribe
			if err := name(by, d.c.Anh.Person, false); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s names: %v", by, err)
			}
		}
		if err := name(d.c.Hien.Person, d.c.Neighbour.Person, false); !fault.Is(err, "checkin_helper") {
			t.Errorf("a stranger helps: %v", err)
		}
		for range 2 {
			if err := name(d.c.Hien.Person, d.c.Anh.Person, false); err != nil {
				t.Fatal(err)
			}
		}
		if a, err := help(d.c.Anh.Person, loc[:6]); err != nil || a.Name != "Trần Đức Lộc" {
			t.Errorf("%+v %v", a, err)
		}
		if d.mark(d.c.Loc).Status != "" {
			t.Error("a helper marks")
		}
		if _, err := d.settle(d.c.Anh.Person, []string{d.c.Loc.Member}, nil); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a helper takes proposals: %v", err)
		}
		err := db.TryRead(d.c.Anh.Person, func(rd *store.Reader) error { _, err := attendance.DeskOf(rd, d.m.ID); return err })
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("a helper sees who waits: %v", err)
		}
		if _, err := d.settle(d.c.Huy.Person, nil, []string{d.c.Loc.Member}); err != nil {
			t.Error(err)
		}
		if _, err := help(d.c.Anh.Person, loc); !fault.Is(err, "checkin_used") {
			t.Errorf("one code twice: %v", err)
		}
		if a, err := help(d.c.Anh.Person, own(d.c.Mai)); err != nil || a.Name == "" {
			t.Errorf("%+v %v", a, err)
		}
		if _, err := d.settle(d.c.Huy.Person, []string{d.c.Mai.Member}, nil); err != nil || d.mark(d.c.Mai).Method != "helper" {
			t.Errorf("%+v %v", d.mark(d.c.Mai), err)
		}
		second := ""
		db.Write(t, d.c.Hien.Person, func(tx *store.Tx) error {
			m, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: d.c.Cell, Period: "2026-12", Kind: meeting.Extraordinary, StartsAt: meetingtest.StartsAt, Place: "Nhà văn hóa", Matter: "Bão", CalledBy: "Bí thư"})
			second = m.ID
			return err
		})
		err = d.write(d.c.Anh.Person, func(tx *store.Tx) error { _, err := attendance.Help(tx, second, loc); return err })
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("named for one meeting, helps in another: %v", err)
		}
		db.Write(t, d.c.Hien.Person, func(tx *store.Tx) error {
			if _, err := attendance.RestUnexplained(tx, d.m.ID); err != nil {
				return err
			}
			_, err := meeting.Close(tx, d.m.ID)
			return err
		})
		if _, err := help(d.c.Anh.Person, own2(loc)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("after the closing: %v", err)
		}
	})
}

func own2(s string) string { return s[:6] }

// TestThePaperSheetAndTheHeads: ticks of the printed sheet are marks by paper, never
// over a mark there is; the count of heads changes no mark.
func TestThePaperSheetAndTheHeads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		d := atDesk(t, db)
		enter := func(who string, members ...string) (n int, err error) {
			err = d.write(who, func(tx *store.Tx) (err error) { n, err = attendance.FromPaper(tx, d.m.ID, members); return })
			return n, err
		}
		db.Write(t, d.c.Huy.Person, func(tx *store.Tx) error {
			_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: d.m.ID, Member: d.c.Mai.Member, Status: attendance.Excused, Reason: "illness"})
			return err
		})
		if n, err := enter(d.c.Huy.Person, d.c.Loc.Member, d.c.Khoa.Member, d.c.Loc.Member, d.c.Mai.Member); err != nil || n != 2 {
			t.Errorf("%d %v", n, err)
		}
		if d.mark(d.c.Loc).Method != "paper" || d.mark(d.c.Mai).Status != attendance.Excused {
			t.Errorf("%+v %+v", d.mark(d.c.Loc), d.mark(d.c.Mai))
		}
		if _, err := enter(d.c.Huy.Person, d.c.Hien.Member, d.c.Neighbour.Member); fault.KindOf(err) != fault.NotFound || d.mark(d.c.Hien).Status != "" {
			t.Errorf("one of another cell: %v", err)
		}
		if _, err := enter(d.c.Anh.Person, d.c.Anh.Member); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member ticks: %v", err)
		}
		heads := func(who string, n int) error {
			return d.write(who, func(tx *store.Tx) error { return attendance.CountHeads(tx, d.m.ID, n) })
		}
		for n, code := range map[int]string{0: "checkin_count", -1: "checkin_count", 5001: "checkin_count"} {
			if err := heads(d.c.Huy.Person, n); !fault.Is(err, code) {
				t.Errorf("%d heads: %v", n, err)
			}
		}
		if err := heads(d.c.Mai.Person, 3); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%v", err)
		}
		if err := heads(d.c.Huy.Person, 3); err != nil || d.screen().Counted != 3 {
			t.Errorf("%v", err)
		}
	})
}
