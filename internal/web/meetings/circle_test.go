package meetings_test

import (
	"net/http"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// TestTheRoomOfAWardsCommitteeHasEveryPage: its secretary holds no post in a
// cell, so that a page which asks for a cell's right would not be found.
func TestTheRoomOfAWardsCommitteeHasEveryPage(t *testing.T) {
	d := newDesk(t)
	c := d.cast
	var slug string
	d.db.Write(t, store.System, func(tx *store.Tx) error {
		for who, post := range map[string]access.Post{c.Loc.Person: access.WardSecretary, c.Huy.Person: access.WardMember, c.Mai.Person: access.WardMember} {
			if _, err := member.Appoint(tx, member.Post{Person: who, Post: post, Org: c.Ward, From: "2026-01-01"}); err != nil {
				return err
			}
		}
		o, err := org.Get(tx.Reader, c.Ward)
		slug = o.Slug
		return err
	})
	d.db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
	d.db.Write(t, c.Loc.Person, func(tx *store.Tx) error {
		m, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Ward, Period: "2026-12", Kind: meeting.Committee, StartsAt: meetingtest.StartsAt, Place: "Phòng họp"})
		if err == nil {
			_, err = meeting.Open(tx, meetingtest.Book, m.ID, c.Loc.Person, c.Huy.Person)
		}
		return err
	})
	ky := link.Period("2026-12", meeting.Committee, 1)
	for _, path := range []string{link.Meeting(slug, ky), link.Room(slug, ky), link.RollCall(slug, ky), link.Opinion(slug, ky), link.Assign(slug, ky), link.Resolution(slug, ky), link.NewDeed(slug, ky),
		link.Evaluate(slug, ky), link.Praise(slug, ky), link.Reserve(slug, ky), link.Close(slug, ky), link.Prints(slug, ky)} {
		for _, who := range []string{c.Loc.Person, c.Huy.Person} {
			if status, _, body := d.ask(who, http.MethodGet, path, nil); status != http.StatusOK {
				t.Errorf("%s: %d for %s\n%s", path, status, who, first(body))
			}
		}
		if status, _, _ := d.ask(c.Hien.Person, http.MethodGet, path, nil); status != http.StatusNotFound {
			t.Errorf("%s: %d for a secretary who does not sit in it", path, status)
		}
	}
}
