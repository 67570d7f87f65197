package meetings_test

import (
	"context"
	"net/http"
	"regexp"
	"testing"
	"time"

	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/live"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

const (
	soon  = 10 * time.Second
	never = 150 * time.Millisecond
)

func mark(t *testing.T, s *webtest.Site, id, who string) {
	t.Helper()
	s.DB.Write(t, s.Cast.Hien.Person, func(tx *store.Tx) error {
		_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: id, Member: who, Status: attendance.Here})
		return err
	})
}

// beats is all a line may say.
var beats = regexp.MustCompile(`^(retry: 3000\n|data: \d+\n|:\n|\n)*$`)

// TestALineTellsThatSomethingChanged: to whoever may read the meeting, in this
// cell, and nothing else; who may not gets no line.
func TestALineTellsThatSomethingChanged(t *testing.T) {
	s := webtest.New(t).Beside() // a hub of its own, to be closed
	m := s.Cast.Opened(t, s.DB)
	server, at := s.Over(t), link.Live(s.Cell.Slug, "2026-12")
	for who, want := range map[string]int{s.Cast.Officer: http.StatusNotFound, s.Cast.Neighbour.Person: http.StatusNotFound, "nobody": http.StatusSeeOther} {
		if l := s.Listen(t, server, who, at); l.Status != want {
			t.Errorf("%s gets %d, want %d", who, l.Status, want)
		}
	}
	l := s.Listen(t, server, s.Cast.Loc.Person, at+"?tu="+s.DB.Live().Mark())
	if l.Status != http.StatusOK || l.Header.Get("Content-Type") != "text/event-stream" || l.Header.Get("Content-Encoding") != "" || l.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", l.Status, l.Header)
	}
	if l.Hears(never) {
		t.Error("a beat although nothing has changed")
	}
	mark(t, s, m.ID, s.Cast.Tua.Member)
	if !l.Hears(soon) {
		t.Fatal("a mark is not heard")
	}
	s.DB.Write(t, store.System, func(tx *store.Tx) error { tx.Touch("another cell"); return nil })
	if l.Hears(never) {
		t.Error("another cell's change is heard")
	}

	// What changed between the reading of a page and its listening is not missed.
	before := s.DB.Live().Mark()
	mark(t, s, m.ID, s.Cast.Mai.Member)
	if late := s.Listen(t, server, s.Cast.Loc.Person, at+"?tu="+before); !late.Hears(soon) {
		t.Error("a change before the line was open is missed")
	}

	// The server's end is theirs.
	s.DB.Live().Close()
	if _, ok := l.Ends(soon); !ok {
		t.Fatal("the line outlives the server")
	}
	if !beats.MatchString(l.Whole.String()) {
		t.Errorf("more than beats were sent: %q", l.Whole)
	}
}

// TestALineEndsWithTheRight within a second: the session signed out, the device
// lost, the membership ended.
func TestALineEndsWithTheRight(t *testing.T) {
	for name, end := range map[string]func(s *webtest.Site, who meetingtest.Someone) error{
		"signed out": func(s *webtest.Site, who meetingtest.Someone) error {
			var mine []session.Entry
			s.DB.Read(t, who.Person, func(rd *store.Reader) (err error) { mine, err = session.Mine(rd); return })
			return s.DB.TryWrite(who.Person, func(tx *store.Tx) error { return session.SignOut(tx, mine[0].ID) })
		},
		"membership ended": func(s *webtest.Site, who meetingtest.Someone) error {
			return s.DB.TryWrite(store.System, func(tx *store.Tx) error {
				return member.Put(tx, member.Event{Member: who.Member, Kind: member.Ended, From: tx.Today(), Reason: "removed"})
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := webtest.New(t)
			s.Cast.Opened(t, s.DB)
			server, at := s.Over(t), link.Live(s.Cell.Slug, "2026-12")
			who := s.Cast.Tua
			l, other := s.Listen(t, server, who.Person, at), s.Listen(t, server, s.Cast.Loc.Person, at)
			if l.Status != http.StatusOK || other.Status != http.StatusOK {
				t.Fatal(l.Status, other.Status)
			}
			if err := end(s, who); err != nil {
				t.Fatal(err)
			}
			if took, ok := l.Ends(soon); !ok || took > time.Second {
				t.Errorf("the line ends after %v (%v)", took, ok)
			}
			if _, ok := other.Ends(never); ok {
				t.Error("another's line ends with it")
			}
			for until := time.Now().Add(soon); s.DB.Live().Listening(live.Topic{Tenant: s.DB.Tenant, Org: s.Cast.Cell}) > 1; time.Sleep(time.Millisecond) {
				if time.Now().After(until) {
					t.Fatal("it listens on")
				}
			}
		})
	}
}

// TestALineEndsByTheClock: nobody writes anything, and a session or a membership ends
// because its hour has come; the line ends with it and not at the next beat.
func TestALineEndsByTheClock(t *testing.T) {
	for name, end := range map[string]func(s *webtest.Site, who meetingtest.Someone) error{
		"the session": func(s *webtest.Site, who meetingtest.Someone) error {
			return s.DB.TryWrite(who.Person, func(tx *store.Tx) error {
				_, err := tx.Exec(`update session set expires_at = $3 where tenant = $1 and person = $2`, who.Person, tx.Now()+300)
				return err
			})
		},
		"the day": func(s *webtest.Site, who meetingtest.Someone) error {
			s.DB.Clock.Set(time.Date(2026, 12, 3, 23, 59, 59, int(700*time.Millisecond), store.Vietnam))
			return s.DB.TryWrite(store.System, func(tx *store.Tx) error {
				return member.Put(tx, member.Event{Member: who.Member, Kind: member.Ended, From: "2026-12-04", Reason: "removed"})
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := webtest.New(t)
			s.Cast.Opened(t, s.DB)
			server, at := s.Over(t), link.Live(s.Cell.Slug, "2026-12")
			s.Listen(t, server, s.Cast.Tua.Person, at) // signs him in
			if err := end(s, s.Cast.Tua); err != nil {
				t.Fatal(err)
			}
			l := s.Listen(t, server, s.Cast.Tua.Person, at)
			if l.Status != http.StatusOK {
				t.Fatal(l.Status)
			}
			s.DB.Clock.Set(s.DB.Clock.Now().Add(time.Second))
			if took, ok := l.Ends(soon); !ok { // a beat later it would end anyway; soon is well before that
				t.Errorf("the line ends after %v (%v)", took, ok)
			}
		})
	}
}

// TestTwoServersFollowOneAnother on one PostgreSQL.
func TestTwoServersFollowOneAnother(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		if db.Engine() != "postgres" {
			return
		}
		one := webtest.On(t, db)
		two := one.Beside()
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { two.DB.Follow(ctx); close(done) }()
		defer func() { stop(); <-done }()
		m := one.Cast.Opened(t, db)
		l := two.Listen(t, two.Over(t), two.Cast.Loc.Person, link.Live(two.Cell.Slug, "2026-12")+"?tu="+two.DB.Live().Mark())
		for end := time.Now().Add(soon); !l.Hears(200 * time.Millisecond); { // until it follows
			if time.Now().After(end) {
				t.Fatal("the second server never hears")
			}
			db.Write(t, store.System, func(tx *store.Tx) error { tx.Touch(one.Cast.Cell); return nil })
		}
		for l.Hears(300 * time.Millisecond) {
		}
		mark(t, one, m.ID, one.Cast.Tua.Member)
		if !l.Hears(soon) {
			t.Error("a mark at the first server is not heard at the second")
		}
		mine := []session.Entry{}
		db.Read(t, one.Cast.Loc.Person, func(rd *store.Reader) (err error) { mine, err = session.Mine(rd); return })
		db.Write(t, one.Cast.Loc.Person, func(tx *store.Tx) error { return session.SignOut(tx, mine[0].ID) })
		if took, ok := l.Ends(soon); !ok || took > time.Second {
			t.Errorf("signed out at the first server the line of the second ends after %v (%v)", took, ok)
		}
	})
}

// TestPagesThatFollow: while the meeting is on, and never the answer to a form.
func TestPagesThatFollow(t *testing.T) {
	s := webtest.New(t)
	s.Cast.Planned(t, s.DB)
	b, ky := s.Cell.Slug, "2026-12"
	follows := regexp.MustCompile(`data-live="[^"]*/truc-tiep\?tu=`)
	if _, body := s.Get(s.Cast.Hien.Person, link.Meeting(b, ky)); follows.MatchString(body) {
		t.Error("a meeting only planned is followed")
	}
	s.DB.Write(t, s.Cast.Hien.Person, func(tx *store.Tx) error {
		m, err := meeting.Find(tx.Reader, s.Cast.Cell, ky, meeting.Regular)
		if err != nil {
			return err
		}
		if _, err = agenda.Draft(tx, meetingtest.Book, m.ID); err != nil {
			return err
		}
		_, err = meeting.Open(tx, meetingtest.Book, m.ID, s.Cast.Hien.Person, s.Cast.Huy.Person)
		return err
	})
	for _, path := range []string{link.Meeting(b, ky), link.Room(b, ky), link.RollCall(b, ky), link.Item(b, ky, "1"), link.Vote(b, ky, "1"), link.Wall(b, ky)} {
		for _, who := range []string{s.Cast.Huy.Person, s.Cast.Loc.Person} {
			if code, body := s.Get(who, path); code != http.StatusOK || !follows.MatchString(body) {
				t.Errorf("%s does not follow (%d)", path, code)
			}
		}
	}
	if _, _, body := s.Post(s.Cast.Huy.Person, link.Vote(b, ky, "1"), "for", "99"); follows.MatchString(body) {
		t.Error("the answer to a form follows: what was typed would be changed")
	}
}
