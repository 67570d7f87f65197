package session_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestOneWhoMistypesLocksNobodyElse: in a hall behind one address somebody types
// the same wrong code five times and waits; the others come in.
func TestOneWhoMistypesLocksNobodyElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		person(t, db, "hien", "Lường Thị Hiên")
		e := issue(t, db, store.System, "hien", session.Printed)
		at := strconv.FormatInt(db.Tenant, 10) + "-"
		for n := range 5 {
			_, err := redeem(db, at+"00000000", "hall")
			if n < 4 && !fault.Is(err, session.CodeDead) || n == 4 && fault.KindOf(err) != fault.TooMany {
				t.Fatalf("try %d: %v", n, err)
			}
		}
		if _, err := redeem(db, at+"0000 0000", "hall"); fault.KindOf(err) != fault.TooMany {
			t.Errorf("the same code, written otherwise: %v", err)
		}
		if _, err := redeem(db, at+e.Code, "hall"); err != nil {
			t.Errorf("a neighbour with the right code: %v", err)
		}
	})
}

// TestAMachineAtOnePlaceIsLockedAndALinkIsNot: thirty wrong codes from an address
// lock what is typed there for a quarter of an hour; whoever scans comes in, and so
// does who types the right code elsewhere.
func TestAMachineAtOnePlaceIsLockedAndALinkIsNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		for _, id := range []string{"hien", "khoa", "mai"} {
			person(t, db, id, id)
		}
		at := strconv.FormatInt(db.Tenant, 10) + "-"
		hien, khoa, mai := issue(t, db, store.System, "hien", session.Printed), issue(t, db, store.System, "khoa", session.Printed), issue(t, db, store.System, "mai", session.Printed)
		guess := func(n int, from string) error {
			code := fmt.Sprintf("%08d", n)
			if code == hien.Code || code == khoa.Code || code == mai.Code {
				return nil
			}
			_, err := redeem(db, at+code, from)
			return err
		}
		for n := range 30 {
			if err := guess(n, "hall"); n < 29 && !fault.Is(err, session.CodeDead) || n == 29 && fault.KindOf(err) != fault.TooMany {
				t.Fatalf("guess %d: %v", n, err)
			}
		}
		if _, err := redeem(db, at+hien.Code, "hall"); fault.KindOf(err) != fault.TooMany {
			t.Errorf("the right code typed there: %v", err)
		}
		if _, err := redeem(db, khoa.Link, "hall"); err != nil {
			t.Errorf("the square scanned there: %v", err)
		}
		if _, err := redeem(db, at+mai.Code, "home"); err != nil {
			t.Errorf("typed elsewhere: %v", err)
		}
		db.Clock.Set(db.Clock.Now().Add(15 * time.Minute))
		if _, err := redeem(db, at+hien.Code, "hall"); err != nil {
			t.Errorf("after a quarter of an hour: %v", err)
		}
		// From many places at once: six hundred in an hour, then typing waits, scanning does not.
		for n := range 600 {
			if err := guess(1000+n, fmt.Sprint("bot ", n)); n == 569 && fault.KindOf(err) != fault.TooMany { // thirty fell into the hour already
				t.Errorf("six hundred guesses: %v", err)
			}
		}
		if _, err := redeem(db, issue(t, db, store.System, "hien", session.Printed).Link, "bot 1"); err != nil {
			t.Errorf("scanned under attack: %v", err)
		}
	})
}

// TestAnAccountTakesTenTriesAnHour: whatever the pace, ten wrong passwords in an
// hour are all there are, and the owner comes in by a code at once all the same.
func TestAnAccountTakesTenTriesAnHour(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		e := issue(t, db, store.System, "hien", session.Printed) // makes the account
		if err := session.SetPassword(ctx, db.DB, db.As("hien"), "", phrase); err != nil {
			t.Fatal(err)
		}
		login, began, tried := "hien.luong@"+strconv.FormatInt(db.Tenant, 10), db.Clock.Now(), 0
		for db.Clock.Now().Sub(began) < time.Hour {
			if _, err := session.SignIn(ctx, db.DB, login, "không phải mật khẩu này", "windows", false); fault.Is(err, "sign_in_wrong") {
				tried++
			} else if fault.KindOf(err) == fault.TooMany && tried%5 == 4 {
				tried++ // the try that closes the door was looked at too
			}
			db.Clock.Set(db.Clock.Now().Add(30 * time.Second))
		}
		if tried > 10 || tried < 9 {
			t.Errorf("%d tries in an hour", tried)
		}
		if _, err := redeem(db, e.Link, "x"); err != nil {
			t.Errorf("the owner with a code: %v", err)
		}
		db.Clock.Set(began.Add(time.Hour + 16*time.Minute))
		if _, err := session.SignIn(ctx, db.DB, login, phrase, "windows", false); err != nil {
			t.Errorf("the owner with the password, later: %v", err)
		}
	})
}
