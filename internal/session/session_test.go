package session_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// person puts a person without any post into the tenant.
func person(t *testing.T, db *storetest.DB, id, name string) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, identity_sealed, identity_index, version, created_at)
			values ($1, $2, $3, '', '', '', '', '', '', '', '', '', null, null, 1, 0)`, id, name)
		return err
	})
}

// place puts an organisation under a path into the tenant, and a post in it.
func place(t *testing.T, db *storetest.DB, org, path, who, post string) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into org (tenant, id, code, slug, version, created_at) values ($1, $2, $2, $2, 1, 0) on conflict do nothing`, org); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into org_edge (tenant, org, valid_from, valid_to, parent, name, kind, path, position) values ($1, $2, '2020-01-01', null, null, $2, 'residential', $3, 1) on conflict do nothing`, org, path); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, '2020-01-01', null, '', 0, '')`, store.NewID(), who, post, org)
		return err
	})
}

func issue(t *testing.T, db *storetest.DB, by, whom, kind string) session.Enrolment {
	t.Helper()
	var e session.Enrolment
	db.Write(t, by, func(tx *store.Tx) (err error) { e, err = session.Issue(tx, whom, kind); return })
	return e
}

func redeem(db *storetest.DB, text, from string) (session.Started, error) {
	return session.Redeem(context.Background(), db.DB, text, from, "android", false)
}

func TestALinkIsUsedOnceAndItsSessionLivesNinetyDaysFromLastUse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		e := issue(t, db, store.System, "hien", session.Scanned)
		if !strings.HasPrefix(e.Link, strconv.FormatInt(db.Tenant, 10)+".") || len(e.Code) != 8 {
			t.Fatalf("link %q, code %q", e.Link, e.Code)
		}
		in, err := session.Peek(ctx, db.DB, e.Link, "a")
		if err != nil || in.Name != "Lường Thị Hiên" {
			t.Fatalf("%+v, %v", in, err)
		}
		s, err := redeem(db, e.Link, "a")
		if err != nil {
			t.Fatal(err)
		}
		for _, again := range []string{e.Link, strconv.FormatInt(db.Tenant, 10) + "-" + e.Code} {
			if _, err := redeem(db, again, "b"); !fault.Is(err, session.CodeDead) {
				t.Errorf("used twice: %v", err)
			}
		}
		for range 3 { // used every sixty days it stays
			db.Clock.Set(db.Clock.Now().Add(60 * 24 * time.Hour))
			if found, err := session.Find(ctx, db.DB, s.Secret); err != nil || found.Person != "hien" || found.Kind != session.Device {
				t.Fatalf("%+v, %v", found, err)
			}
		}
		db.Clock.Set(db.Clock.Now().Add(91 * 24 * time.Hour))
		if _, err := session.Find(ctx, db.DB, s.Secret); fault.KindOf(err) != fault.Unsigned {
			t.Fatalf("after ninety-one days: %v", err)
		}
	})
}

func TestCodesRunOutAndANewOneKillsTheOld(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		person(t, db, "hien", "Lường Thị Hiên")
		for kind, life := range map[string]time.Duration{session.Scanned: 10 * time.Minute, session.Printed: 72 * time.Hour} {
			old := issue(t, db, store.System, "hien", kind)
			e := issue(t, db, store.System, "hien", kind)
			if _, err := redeem(db, old.Link, kind); !fault.Is(err, session.CodeDead) {
				t.Errorf("%s: the older link still works: %v", kind, err)
			}
			db.Clock.Set(db.Clock.Now().Add(life - time.Second))
			if _, err := session.Peek(context.Background(), db.DB, e.Link, kind); err != nil {
				t.Errorf("%s: dead before its time: %v", kind, err)
			}
			db.Clock.Set(db.Clock.Now().Add(2 * time.Second))
			if _, err := redeem(db, e.Link, kind); !fault.Is(err, session.CodeDead) {
				t.Errorf("%s: alive after its time: %v", kind, err)
			}
		}
	})
}

func TestPasswordsAndTheSameAnswerForUnknownNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		db.Write(t, store.System, func(tx *store.Tx) error { _, err := session.Account(tx, "hien", "Lường Thị Hiên"); return err })
		v := db.As("hien")
		for _, bad := range []string{"ngắn quá", "111111111111111", "matkhaumatkhaumatkhau", "Đảng Cộng sản Việt Nam", "hien.luonghien.luong"} {
			if err := session.SetPassword(ctx, db.DB, v, "", bad); fault.KindOf(err) != fault.Invalid {
				t.Errorf("accepted %q: %v", bad, err)
			}
		}
		const good = "con trâu đen uống nước suối"
		if err := session.SetPassword(ctx, db.DB, v, "", good); err != nil {
			t.Fatal(err)
		}
		if err := session.SetPassword(ctx, db.DB, v, "sai", good+" trong"); !fault.Is(err, "password_wrong") {
			t.Errorf("changed without the old one: %v", err)
		}
		if s, err := session.SignIn(ctx, db.DB, "Hien.Luong@"+strconv.FormatInt(db.Tenant, 10), good, "windows", true); err != nil || !s.Shared {
			t.Fatalf("%+v, %v", s, err)
		}
		for _, name := range []string{"hien.luong", "khong.ai"} {
			for n := range 6 {
				_, err := session.SignIn(ctx, db.DB, name+"@"+strconv.FormatInt(db.Tenant, 10), "không phải mật khẩu này", "windows", false)
				if n < 4 && !fault.Is(err, "sign_in_wrong") || n >= 4 && fault.KindOf(err) != fault.TooMany {
					t.Errorf("%s, try %d: %v", name, n, err)
				}
			}
		}
	})
}

func TestASharedDeviceLeavesAfterTenMinutes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		e := issue(t, db, store.System, "hien", session.Scanned)
		s, err := session.Redeem(ctx, db.DB, e.Link, "x", "android", true)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			db.Clock.Set(db.Clock.Now().Add(9 * time.Minute))
			if _, err := session.Find(ctx, db.DB, s.Secret); err != nil {
				t.Fatal(err)
			}
		}
		db.Clock.Set(db.Clock.Now().Add(12 * time.Minute))
		if _, err := session.Find(ctx, db.DB, s.Secret); fault.KindOf(err) != fault.Unsigned {
			t.Fatalf("idle: %v", err)
		}
	})
}

func TestASecondDeviceIsAnnouncedOnTheFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		first, err := redeem(db, issue(t, db, store.System, "hien", session.Scanned).Link, "x")
		if err != nil {
			t.Fatal(err)
		}
		db.Clock.Set(db.Clock.Now().Add(time.Hour))
		second, err := redeem(db, issue(t, db, "hien", "hien", session.Scanned).Link, "x")
		if err != nil {
			t.Fatal(err)
		}
		announced := func(s session.Started) (n int) {
			if err := db.DB.Read(ctx, s.Viewer(), func(rd *store.Reader) error {
				all, err := session.Announced(rd)
				n = len(all)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return n
		}
		if announced(first) != 1 || announced(second) != 0 {
			t.Fatalf("announced %d on the old, %d on the new", announced(first), announced(second))
		}
		if err := db.DB.Write(ctx, first.Viewer(), session.Seen); err != nil || announced(first) != 0 {
			t.Fatalf("still announced: %v", err)
		}
		if err := db.DB.Write(ctx, first.Viewer(), session.SignOutEverywhere); err != nil {
			t.Fatal(err)
		}
		if _, err := session.Find(ctx, db.DB, second.Secret); fault.KindOf(err) != fault.Unsigned {
			t.Errorf("signed out everywhere, still in: %v", err)
		}
		if _, err := session.Find(ctx, db.DB, first.Secret); err != nil {
			t.Errorf("the present device was signed out too: %v", err)
		}
	})
}

func TestNobodyMakesAKeyToAHigherDoor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		for id, name := range map[string]string{"hien": "Lường Thị Hiên", "khoa": "Trần Văn Khoa", "ha": "Nguyễn Thu Hà", "la": "Lạ Mặt"} {
			person(t, db, id, name)
		}
		place(t, db, "ward", "001.", "ha", "officer")
		place(t, db, "cell3", "001.002.", "hien", "secretary")
		place(t, db, "cell3", "001.002.", "khoa", "deputy")
		for _, c := range []struct {
			by, whom string
			may      bool
		}{{"hien", "khoa", true}, {"ha", "hien", true}, {"hien", "ha", false}, {"khoa", "la", false}, {"hien", "hien", true}, {"", "hien", false}, {"la", "hien", false}} {
			err := db.TryWrite(c.by, func(tx *store.Tx) error { _, err := session.Issue(tx, c.whom, session.Scanned); return err })
			if (err == nil) != c.may || err != nil && fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s for %s: %v", c.by, c.whom, err)
			}
		}
		// an officer who also stands in the cell is out of the secretary's reach all the same
		place(t, db, "cell3", "001.002.", "ha", "committee")
		if err := db.TryWrite("hien", func(tx *store.Tx) error { _, err := session.Issue(tx, "ha", session.Scanned); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("secretary made a key to the officer's account: %v", err)
		}
	})
}

func TestAForeignTenantOrBrokenSecretFindsNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		person(t, db, "hien", "Lường Thị Hiên")
		s, err := redeem(db, issue(t, db, store.System, "hien", session.Scanned).Link, "x")
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(s.Secret, ".")
		for _, bad := range []string{"", rest, "1." + rest, strconv.FormatInt(db.Tenant, 10) + ".", strconv.FormatInt(db.Tenant, 10) + "." + strings.ToUpper(rest), "-1." + rest} {
			if _, err := session.Find(ctx, db.DB, bad); fault.KindOf(err) != fault.Unsigned {
				t.Errorf("%q: %v", bad, err)
			}
		}
		if _, err := session.FindToken(ctx, db.DB, s.Secret); fault.KindOf(err) != fault.Unsigned {
			t.Errorf("a browser's cookie opened the API: %v", err)
		}
	})
}
