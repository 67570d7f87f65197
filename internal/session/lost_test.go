package session_test

import (
	"context"
	"strconv"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

const phrase = "con trâu đen uống nước suối"

// TestALostPhoneIsShutOutAtOnce: phone, program, unused code and password are
// dead in the same moment, the new code is in, and nobody else is touched.
func TestALostPhoneIsShutOutAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		person(t, db, "khoa", "Trần Văn Khoa")
		place(t, db, "cell3", "001.002.", "hien", "secretary")
		place(t, db, "cell3", "001.002.", "khoa", "committee")
		own, err := redeem(db, issue(t, db, store.System, "hien", session.Scanned).Link, "a")
		if err != nil {
			t.Fatal(err)
		}
		phone, err := redeem(db, issue(t, db, store.System, "khoa", session.Scanned).Link, "b")
		if err != nil {
			t.Fatal(err)
		}
		if err := session.SetPassword(ctx, db.DB, db.As("khoa"), "", phrase); err != nil {
			t.Fatal(err)
		}
		var program session.Started
		db.Write(t, store.System, func(tx *store.Tx) (err error) { program, err = session.NewToken(tx, "khoa", "bảng tính"); return })
		unused := issue(t, db, "khoa", "khoa", session.Printed)

		var live session.Live
		db.Read(t, "hien", func(rd *store.Reader) (err error) { live, err = session.LiveOf(rd, "khoa"); return })
		if live.Devices != 1 || live.Programs != 1 || live.LastUse == 0 {
			t.Errorf("before: %+v", live)
		}
		var e session.Enrolment
		db.Write(t, "hien", func(tx *store.Tx) (err error) { e, err = session.Lost(tx, "khoa", session.Scanned); return })

		if _, err := session.Find(ctx, db.DB, phone.Secret); fault.KindOf(err) != fault.Unsigned {
			t.Errorf("the lost phone: %v", err)
		}
		if _, err := session.FindToken(ctx, db.DB, program.Secret); fault.KindOf(err) != fault.Unsigned {
			t.Errorf("the program: %v", err)
		}
		if _, err := redeem(db, unused.Link, "c"); !fault.Is(err, session.CodeDead) {
			t.Errorf("the code not used yet: %v", err)
		}
		if _, err := session.SignIn(ctx, db.DB, "khoa.tran@"+strconv.FormatInt(db.Tenant, 10), phrase, "android", false); !fault.Is(err, "sign_in_wrong") {
			t.Errorf("the password the phone had kept: %v", err)
		}
		if _, err := session.Find(ctx, db.DB, own.Secret); err != nil {
			t.Errorf("the secretary's own phone went too: %v", err)
		}
		if s, err := redeem(db, e.Link, "d"); err != nil || s.Person != "khoa" {
			t.Errorf("the new phone: %+v, %v", s, err)
		}
	})
}

// TestWhoMayShutAPhoneOut: the right is that of handing out codes, and nobody
// shuts himself out: a thief with the phone could lock its owner out.
func TestWhoMayShutAPhoneOut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		for id, name := range map[string]string{"hien": "Lường Thị Hiên", "khoa": "Trần Văn Khoa", "ha": "Nguyễn Thu Hà", "mai": "Lò Thị Mai"} {
			person(t, db, id, name)
		}
		place(t, db, "ward", "001.", "ha", "officer")
		place(t, db, "cell3", "001.002.", "hien", "secretary")
		place(t, db, "cell3", "001.002.", "khoa", "deputy")
		place(t, db, "cell3", "001.002.", "mai", "committee")
		for _, c := range []struct {
			by, whom string
			may      bool
		}{{"hien", "khoa", true}, {"khoa", "hien", true}, {"ha", "hien", true}, {"hien", "ha", false}, {"mai", "khoa", false}, {"hien", "hien", false}, {"", "khoa", false}} {
			err := db.TryWrite(c.by, func(tx *store.Tx) error { _, err := session.Lost(tx, c.whom, session.Scanned); return err })
			if (err == nil) != c.may || err != nil && fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s for %s: %v", c.by, c.whom, err)
			}
		}
	})
}

// TestAPhoneShutOutMakesNoKey: a request that was already on its way when the
// phone was shut out cannot leave a code, a program or a password behind.
func TestAPhoneShutOutMakesNoKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		phone, err := redeem(db, issue(t, db, store.System, "hien", session.Scanned).Link, "a")
		if err != nil {
			t.Fatal(err)
		}
		thief := phone.Viewer() // found a moment before
		db.Write(t, store.System, func(tx *store.Tx) error { _, err := session.Lost(tx, "hien", session.Scanned); return err })
		for what, try := range map[string]func() error{
			"a code": func() error {
				return db.DB.Write(ctx, thief, func(tx *store.Tx) error { _, err := session.Issue(tx, "hien", session.Scanned); return err })
			},
			"a program": func() error {
				return db.DB.Write(ctx, thief, func(tx *store.Tx) error { _, err := session.NewToken(tx, "hien", "x"); return err })
			},
			"a password": func() error { return session.SetPassword(ctx, db.DB, thief, "", phrase) },
		} {
			if err := try(); fault.KindOf(err) != fault.Unsigned {
				t.Errorf("%s after being shut out: %v", what, err)
			}
		}
	})
}
