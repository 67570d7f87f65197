package session_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestHowOneProvesOneself: the server says it from the session alone, a typed
// password stands five minutes and for that device only.
func TestHowOneProvesOneself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		in := func(shared bool) session.Started {
			t.Helper()
			s, err := session.Redeem(ctx, db.DB, issue(t, db, store.System, "hien", session.Scanned).Link, "x", "android", shared)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		own, family := in(false), in(true)
		var program session.Started
		db.Write(t, store.System, func(tx *store.Tx) (err error) { program, err = session.NewToken(tx, "hien", "x"); return })
		expect := func(what string, s session.Started, must bool, how string) {
			t.Helper()
			if err := db.DB.Read(ctx, s.Viewer(), func(rd *store.Reader) error {
				m, err := session.MustProve(rd)
				if err != nil {
					return err
				}
				h, err := session.Proved(rd)
				if m != must || h != how {
					t.Errorf("%s: must %v, by %q; want %v, %q", what, m, h, must, how)
				}
				return err
			}); err != nil {
				t.Fatal(what, err)
			}
		}
		expect("own phone", own, false, session.ByDevice)
		expect("family phone", family, false, session.ByShared)
		expect("program", program, false, session.ByToken)
		if _, err := session.Prove(ctx, db.DB, own.Session, "", "prove"); !fault.Is(err, "password_wrong") {
			t.Errorf("who has no password proved by an empty one: %v", err)
		}
		if err := session.SetPassword(ctx, db.DB, own.Viewer(), "", phrase); err != nil {
			t.Fatal(err)
		}
		expect("own phone, with a password", own, true, session.ByDevice)
		if _, err := session.Prove(ctx, db.DB, own.Session, "không phải", "prove"); !fault.Is(err, "password_wrong") {
			t.Errorf("a wrong one: %v", err)
		}
		expect("after a wrong one", own, true, session.ByDevice)
		var err error
		if own, err = session.Prove(ctx, db.DB, own.Session, phrase, "prove"); err != nil {
			t.Fatal(err)
		}
		expect("typed", own, false, session.ByPassword)
		expect("the other device has typed nothing", family, true, session.ByShared)
		expect("a program never types", program, false, session.ByToken)
		db.Clock.Set(db.Clock.Now().Add(5*time.Minute - time.Second))
		expect("four minutes and fifty-nine", own, false, session.ByPassword)
		db.Clock.Set(db.Clock.Now().Add(time.Second))
		expect("five minutes", own, true, session.ByDevice)
		s, err := session.SignIn(ctx, db.DB, "hien.luong@"+strconv.FormatInt(db.Tenant, 10), phrase, "windows", false)
		if err != nil {
			t.Fatal(err)
		}
		expect("signed in by password this moment", s, false, session.ByPassword)
		for range 5 {
			_, err = session.Prove(ctx, db.DB, own.Session, "không phải", "prove")
		}
		if fault.KindOf(err) != fault.TooMany {
			t.Errorf("a fifth wrong one: %v", err)
		}
	})
}

// TestAProofGivesANewToken: the former one opens the device only until the new one is
// seen, two minutes at most, and proves nothing; what was never the device's token
// gives none.
func TestAProofGivesANewToken(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		first, err := redeem(db, issue(t, db, store.System, "hien", session.Scanned).Link, "x")
		if err != nil {
			t.Fatal(err)
		}
		if err := session.SetPassword(ctx, db.DB, first.Viewer(), "", phrase); err != nil {
			t.Fatal(err)
		}
		find := func(secret string) (session.Session, bool) {
			t.Helper()
			s, err := session.Find(ctx, db.DB, secret)
			if err != nil && fault.KindOf(err) != fault.Unsigned {
				t.Fatal(err)
			}
			return s, err == nil
		}
		stale := func(s session.Session) (is bool) {
			t.Helper()
			if err := db.DB.Read(ctx, s.Viewer(), func(rd *store.Reader) (err error) { is, err = session.Stale(rd, s); return }); err != nil {
				t.Fatal(err)
			}
			return is
		}
		prove := func(s session.Session) session.Started {
			t.Helper()
			next, err := session.Prove(ctx, db.DB, s, phrase, "prove")
			if err != nil {
				t.Fatal(err)
			}
			return next
		}
		second := prove(first.Session)
		if second.Secret == first.Secret || second.ID != first.ID {
			t.Fatal("the token stayed, or the device became another")
		}
		old, ok := find(first.Secret)
		if !ok || !old.Former || !stale(old) {
			t.Errorf("a lost answer throws out, or its token counts as proof: %v %+v", ok, old)
		}
		third := prove(old) // sent again by the browser that got no answer
		if _, ok := find(second.Secret); ok {
			t.Error("a token nobody received still opens")
		}
		now, ok := find(third.Secret)
		if !ok || now.Former || stale(now) {
			t.Errorf("the new one: %v %+v", ok, now)
		}
		if _, ok := find(first.Secret); ok {
			t.Error("the former one opens after the new one was seen")
		}
		if _, err := session.Prove(ctx, db.DB, old, phrase, "prove"); fault.KindOf(err) != fault.Unsigned {
			t.Errorf("a dead token proved: %v", err)
		}
		fourth := prove(now)
		db.Clock.Set(db.Clock.Now().Add(2*time.Minute + time.Second))
		if _, ok := find(third.Secret); ok {
			t.Error("the former one opens after two minutes")
		}
		if _, ok := find(fourth.Secret); !ok {
			t.Error("the new one does not open")
		}
	})
}

// TestTheLastDay: a device used every day ends a year after it last proved itself, at
// three in the morning, and says so a month before; a password typed begins the year
// anew.
func TestTheLastDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		s, err := redeem(db, issue(t, db, store.System, "hien", session.Scanned).Link, "x")
		if err != nil {
			t.Fatal(err)
		}
		begun := db.Clock.Now()
		told, ended := 0, 0
		for day := 1; day <= 400 && ended == 0; day++ {
			db.Clock.Set(begun.AddDate(0, 0, day))
			switch now, err := session.Find(ctx, db.DB, s.Secret); {
			case fault.KindOf(err) == fault.Unsigned:
				ended = day
			case err != nil:
				t.Fatal(err)
			case now.Ends(db.DB.Now()) > 0 && told == 0:
				told = day
			}
		}
		if told < 335 || told > 337 || ended < 365 || ended > 366 {
			t.Errorf("told on day %d, ended on day %d", told, ended)
		}
		if at := store.Clock(s.LastDay()); at.Hour() != 3 || at.Minute() != 0 {
			t.Errorf("it ends at %s", at)
		}
		if s, err = redeem(db, issue(t, db, store.System, "hien", session.Scanned).Link, "x"); err != nil {
			t.Fatal(err)
		}
		if err := session.SetPassword(ctx, db.DB, s.Viewer(), "", phrase); err != nil {
			t.Fatal(err)
		}
		for range 5 { // used each 80 days, proved on the way
			db.Clock.Set(db.Clock.Now().AddDate(0, 0, 80))
			now, err := session.Find(ctx, db.DB, s.Secret)
			if err != nil {
				t.Fatal(err)
			}
			if s, err = session.Prove(ctx, db.DB, now, phrase, "prove"); err != nil {
				t.Fatal(err)
			}
		}
	})
}
