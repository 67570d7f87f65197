package account_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

const typed = "Nhà văn hóa tổ 3, phòng trong"

// TestARemovedSecretarysOpenForm: she has a form open while the officer releases
// her, on another program of the same database. What she sends within the same
// second does nothing, says why, and gives her words back; her own part works.
func TestARemovedSecretarysOpenForm(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		s := webtest.On(t, db)
		other := s.Beside()
		hien := s.Cast.Hien.Person
		form := link.NewMeeting(s.Cell.Slug)
		s.See(hien, form)
		var post string
		s.DB.Read(t, store.System, func(rd *store.Reader) error {
			return rd.Get([]any{&post}, `select id from post_holding where tenant = $1 and person = $2 and post = 'secretary'`, hien)
		})
		if code, _ := s.Get(hien, link.Members(s.Cell.Slug)); code != http.StatusOK {
			t.Fatalf("before: %d", code)
		}
		var today string
		s.DB.Read(t, store.System, func(rd *store.Reader) error { today = rd.Today(); return nil })
		began := time.Now()
		other.Must(s.Cast.Officer, link.EndPost(s.Ward, post), "to", show(today))
		code, _, body := s.Post(hien, form, "period", "2027-03", "day", "03/03/2027", "hour", "19:30", "place", typed)
		if took := time.Since(began); took > time.Second {
			t.Errorf("rights were gone after %s", took)
		}
		text := webtest.Text(body)
		if code != http.StatusNotFound || !strings.Contains(text, "đồng chí thôi giữ nhiệm vụ: Bí thư Chi bộ Tổ dân phố 3") || !strings.Contains(body, typed) {
			t.Errorf("the open form: %d %s", code, text)
		}
		s.DB.Read(t, store.System, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from meeting where tenant = $1 and period = '2027-03'`)
			if err == nil && n != 0 {
				t.Errorf("%d meetings were written", n)
			}
			return err
		})
		for _, path := range []string{link.Members(s.Cell.Slug), form, link.Care(s.Cell.Slug), link.Enrol(s.Cast.Khoa.Person)} {
			if code, _ := s.Get(hien, path); code != http.StatusNotFound {
				t.Errorf("%s: %d", path, code)
			}
		}
		s.See(hien, link.Me)
		// Another's refusal tells nothing of her.
		if _, _, body := s.Post(s.Cast.Huy.Person, form, "place", typed); strings.Contains(body, "thôi giữ") {
			t.Error("a comrade without a post is told of one")
		}
	})
}

// TestRightsAreGoneAtTheNextRequest: a post ended, a stay ended, a phone shut
// out: the other program, which has answered that person a moment before, knows.
func TestRightsAreGoneAtTheNextRequest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		s := webtest.On(t, db)
		other := s.Beside()
		khoa := s.Cast.Khoa.Person
		roll := link.Members(s.Cell.Slug)
		expect := func(what string, path string, want int) {
			t.Helper()
			began := time.Now()
			code, _, _ := s.Serve(khoa, request(t, http.MethodGet, path))
			if code != want || time.Since(began) > time.Second {
				t.Errorf("%s: %s answers %d in %s, want %d", what, path, code, time.Since(began), want)
			}
		}
		expect("a member", roll, http.StatusNotFound)
		var post string
		other.DB.Write(t, store.System, func(tx *store.Tx) (err error) {
			post, err = member.Appoint(tx, member.Post{Person: khoa, Post: access.Deputy, Org: s.Cast.Cell, From: tx.Today()})
			return err
		})
		expect("appointed over there", roll, http.StatusOK)
		other.DB.Write(t, store.System, func(tx *store.Tx) error { return member.Release(tx, post, tx.Today()) })
		expect("released over there", roll, http.StatusNotFound)
		expect("his own part", link.Me, http.StatusOK)
		other.DB.Write(t, s.Cast.Hien.Person, func(tx *store.Tx) error { _, err := session.Lost(tx, khoa, session.Scanned); return err })
		expect("shut out over there", link.Me, http.StatusSeeOther)
	})
}

// TestAPostEndsAtMidnight over HTTP: the page open at 23:59 sends nothing at 0:00.
func TestAPostEndsAtMidnight(t *testing.T) {
	s := webtest.New(t)
	hien := s.Cast.Hien.Person
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update post_holding set to_day = $3 where tenant = $1 and person = $2`, hien, day(s.DB.Clock.Now().AddDate(0, 0, 1)))
		return err
	})
	s.See(hien, link.NewMeeting(s.Cell.Slug))
	next := s.DB.Clock.Now().In(store.Vietnam).AddDate(0, 0, 1)
	s.DB.Clock.Set(time.Date(next.Year(), next.Month(), next.Day(), 0, 0, 0, 0, store.Vietnam))
	if code, _, body := s.Post(hien, link.NewMeeting(s.Cell.Slug), "place", typed); code != http.StatusNotFound || !strings.Contains(body, typed) {
		t.Errorf("a minute after: %d", code)
	}
}

func day(at time.Time) string { return store.Day(at.UnixMilli()) }

func show(day string) string { return day[8:] + "/" + day[5:7] + "/" + day[:4] }
