package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chibo/internal/audit"
	"chibo/internal/blob"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/mail"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/regulation"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// rowsOf counts what each table holds of a committee.
func rowsOf(t *testing.T, db *storetest.DB, tenant int64) map[string]int64 {
	t.Helper()
	ctx := context.Background()
	tables, err := db.Rows(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) < 70 {
		t.Fatalf("only %d tables", len(tables))
	}
	out := map[string]int64{}
	for name := range tables {
		if err := db.DB.Read(ctx, Officer(tenant), func(rd *store.Reader) error {
			n, err := rd.Int("select count(*) from " + name + " where tenant = $1")
			if n > 0 {
				out[name] = n
			}
			return err
		}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return out
}

// practised is a secretary of a real cell with a practice under way.
func practised(t *testing.T, db *storetest.DB) (p *Practices, own session.Session, inside session.Started) {
	t.Helper()
	cast := meetingtest.Ward(t, db)
	db.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, '', '', '', '', '', '', '{}', 0)`); err != nil {
			return err
		}
		if _, err := session.Account(tx, cast.Hien.Person, "Lường Thị Hiên"); err != nil {
			return err
		}
		begun, err := session.Begin(tx, cast.Hien.Person, "máy thử")
		own = begun.Session
		return err
	})
	own.Lang, own.TextSize = "vi", "lon"
	p = &Practices{App: &App{DB: db.DB, Book: meetingtest.Book, Books: regulation.NewBooks(db.DB, meetingtest.Book)}}
	begun := time.Now()
	inside, err := p.Begin(context.Background(), own)
	t.Logf("begun in %s", time.Since(begun).Round(time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	return p, own, inside
}

// TestAPracticeLeavesNothing makes one, uses what it can, and ends it: no table
// holds a row of it, and the real committee has not gained or lost one.
func TestAPracticeLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		p, own, inside := practised(t, db)
		if err := audit.SequenceAll(ctx, db.DB); err != nil {
			t.Fatal(err)
		}
		before := rowsOf(t, db, db.Tenant)
		if !store.Practising(inside.Tenant) || rowsOf(t, db, inside.Tenant)["paper"] != 2 {
			t.Fatalf("no practice with a sealed month: %v", rowsOf(t, db, inside.Tenant))
		}
		again, err := p.Begin(ctx, own)
		if err != nil || again.Tenant != inside.Tenant || again.Secret == inside.Secret {
			t.Errorf("begun twice: %d, then %d (%v)", inside.Tenant, again.Tenant, err)
		}
		if _, err := blob.In(db.Dir()).Put(inside.Tenant, []byte("một tệp tập dượt")); err != nil {
			t.Fatal(err)
		}
		if err := audit.SequenceAll(ctx, db.DB); err != nil {
			t.Fatal(err)
		}
		if err := p.End(ctx, own); err != nil {
			t.Fatal(err)
		}
		if left := rowsOf(t, db, inside.Tenant); len(left) > 0 {
			t.Errorf("left after the end: %v", left)
		}
		if some, _ := filepath.Glob(filepath.Join(db.Dir(), "files", "999*", "*")); len(some) > 0 {
			t.Errorf("files left: %v", some)
		}
		after := rowsOf(t, db, db.Tenant)
		for name := range before {
			if before[name] != after[name] {
				t.Errorf("the real committee had %d rows in %s, has %d", before[name], name, after[name])
			}
		}
		if len(after) != len(before) {
			t.Errorf("tables of the real committee: %d, then %d", len(before), len(after))
		}
		late := db.DB.Write(ctx, inside.Viewer(), func(tx *store.Tx) error {
			return audit.Note(tx, "too.late", "x", "x", "", nil)
		})
		if fault.KindOf(late) != fault.NotFound {
			t.Errorf("a write after the end: %v", late)
		}
		if err := p.End(ctx, own); err != nil {
			t.Errorf("ended twice: %v", err)
		}
	})
}

// TestAPracticeEndsByItself: a day after its making the job wipes it.
func TestAPracticeEndsByItself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		_, _, inside := practised(t, db)
		runner := &job.Runner{DB: db.DB, Handlers: jobs(regulation.NewBooks(db.DB, meetingtest.Book), blob.In(db.Dir()), t.TempDir(), mail.Server{}, "")}
		db.Clock.Set(storetest.Start.Add(23 * time.Hour))
		if _, err := runner.Drain(context.Background()); err != nil {
			t.Fatal(err)
		}
		if len(rowsOf(t, db, inside.Tenant)) == 0 {
			t.Fatal("wiped before its day was over")
		}
		db.Clock.Set(storetest.Start.Add(25 * time.Hour))
		if _, err := runner.Drain(context.Background()); err != nil {
			t.Fatal(err)
		}
		if left := rowsOf(t, db, inside.Tenant); len(left) > 0 {
			t.Errorf("left after a day: %v", left)
		}
	})
}

// TestAPracticeStaysInside: no list of committees, code, program, backup or
// other person reaches it.
func TestAPracticeStaysInside(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		p, own, inside := practised(t, db)
		t.Cleanup(func() { _ = p.End(ctx, own) })
		all, err := db.Tenants(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, tenant := range all {
			if store.Practising(tenant) {
				t.Errorf("%d stands among the committees", tenant)
			}
		}
		if s, err := session.FindPractice(ctx, db.DB, own, inside.Secret, session.Find); err != nil || s.Tenant != inside.Tenant || s.TextSize != "lon" {
			t.Errorf("its owner: %+v %v", s, err)
		}
		other := own
		other.Person = "khac"
		if _, err := session.FindPractice(ctx, db.DB, other, inside.Secret, session.Find); fault.KindOf(err) != fault.Unsigned {
			t.Errorf("somebody else with its cookie: %v", err)
		}
		if _, err := session.FindToken(ctx, db.DB, inside.Secret); fault.KindOf(err) != fault.Unsigned {
			t.Errorf("as a program: %v", err)
		}
		err = db.DB.Write(ctx, inside.Viewer(), func(tx *store.Tx) error {
			_, err := session.NewToken(tx, inside.Person, "chương trình")
			return err
		})
		if !fault.Is(err, "practice_only") {
			t.Errorf("a token: %v", err)
		}
		err = db.DB.Write(ctx, inside.Viewer(), func(tx *store.Tx) error {
			_, err := session.Issue(tx, inside.Person, session.Printed)
			return err
		})
		if !fault.Is(err, "practice_only") {
			t.Errorf("a code: %v", err)
		}
		if err := session.SetPassword(ctx, db.DB, inside.Viewer(), "", "con trâu đen uống nước"); !fault.Is(err, "practice_only") {
			t.Errorf("a password: %v", err)
		}
		file := filepath.Join(t.TempDir(), "copy.sqlite")
		if err := db.Copy(ctx, file); err != nil {
			t.Fatal(err)
		}
		copied, err := store.Open(ctx, store.Options{File: file})
		if err != nil {
			t.Fatal(err)
		}
		defer copied.Close()
		have, err := copied.All(ctx)
		if err != nil || len(have) == 0 {
			t.Fatalf("the copy holds %v (%v)", have, err)
		}
		for _, tenant := range have {
			if store.Practising(tenant) {
				t.Errorf("the copy holds %d", tenant)
			}
		}
		if err := db.Wipe(ctx, db.Tenant); err == nil {
			t.Fatal("a real committee was wiped")
		}
	})
}

// TestEveryPaperOfAPracticeSaysSo makes all papers of its sealed month and of
// today's meeting.
func TestEveryPaperOfAPracticeSaysSo(t *testing.T) {
	db := storetest.SQLite(t)
	ctx := context.Background()
	p, own, inside := practised(t, db)
	t.Cleanup(func() { _ = p.End(ctx, own) })
	if err := db.DB.Read(ctx, inside.Viewer(), func(rd *store.Reader) error {
		root, err := org.Root(rd)
		if err != nil || !strings.Contains(root.Name, "TẬP DƯỢT") {
			t.Errorf("the committee is called %q (%v)", root.Name, err)
		}
		ids, err := rd.Strings(`select id from meeting where tenant = $1 order by starts_at`)
		if err != nil || len(ids) != 2 {
			t.Fatalf("%d meetings (%v)", len(ids), err)
		}
		made := 0
		for _, id := range ids {
			for _, kind := range minutes.Kinds {
				d, name, err := minutes.Sheet(rd, meetingtest.Book, id, kind)
				if fault.KindOf(err) == fault.Conflict { // a cell issues no conclusions
					continue
				}
				if err != nil {
					t.Errorf("%s: %v", kind, err)
					continue
				}
				made++
				if !strings.Contains(d.PlainText(), "TẬP DƯỢT") {
					t.Errorf("%s does not say TẬP DƯỢT", name)
				}
			}
		}
		if made < 15 {
			t.Errorf("only %d papers", made)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
