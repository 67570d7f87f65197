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
		if err := session.Prove(ctx, db.DB, own.Viewer(), "", "prove"); !fault.Is(err, "password_wrong") {
			t.Errorf("who has no password proved by an empty one: %v", err)
		}
		if err := session.SetPassword(ctx, db.DB, own.Viewer(), "", phrase); err != nil {
			t.Fatal(err)
		}
		expect("own phone, with a password", own, true, session.ByDevice)
		if err := session.Prove(ctx, db.DB, own.Viewer(), "không phải", "prove"); !fault.Is(err, "password_wrong") {
			t.Errorf("a wrong one: %v", err)
		}
		expect("after a wrong one", own, true, session.ByDevice)
		if err := session.Prove(ctx, db.DB, own.Viewer(), phrase, "prove"); err != nil {
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
			err = session.Prove(ctx, db.DB, own.Viewer(), "không phải", "prove")
		}
		if fault.KindOf(err) != fault.TooMany {
			t.Errorf("a fifth wrong one: %v", err)
		}
	})
}
