package meeting_test

import (
	"slices"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTheNextMeetingSaysWhatCameOfIt: what November named is asked about in December,
// and answered once, by who runs the meeting.
func TestTheNextMeetingSaysWhatCameOfIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		named := []string{"Bắt đầu muộn 5 phút", "Ít ý kiến"}
		db.Write(t, store.System, func(tx *store.Tx) error {
			day := time.UnixMilli(meetingtest.StartsAt).AddDate(0, -1, 0)
			if _, err := tx.Exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, chair, scribe, premeeting, opened_at, closed_at, regime_rule, version, created_at, created_by)
				values ($1, 'nov', $2, '2026-11', 'regular', 1, $3, '2026-11-03', '', '', 'sealed', null, null, '', $3, $3, '', 1, 0, 'system')`, c.Cell, day.UnixMilli()); err != nil {
				return err
			}
			_, err := tx.Exec(`insert into shortcoming (tenant, meeting, lines, version, at, by_person) values ($1, 'nov', $2, 1, 0, '')`, named[0]+"\n"+named[1])
			return err
		})
		m := c.Opened(t, db)
		say := func(who string, outcomes ...string) (n meeting.Named, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { n, err = meeting.LookBack(tx, m.ID, outcomes); return })
			return
		}
		for _, bad := range []struct {
			who, code string
			outcomes  []string
		}{{c.Loc.Person, "not_found", []string{"yes", "no"}}, {c.Neighbour.Person, "not_found", []string{"yes", "no"}}, {c.Officer, "not_found", []string{"yes", "no"}},
			{c.Hien.Person, "stale", []string{"yes"}}, {c.Hien.Person, "lack_outcome", []string{"yes", "perhaps"}}} {
			if _, err := say(bad.who, bad.outcomes...); !fault.Is(err, bad.code) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		n, err := say(c.Hien.Person, "partly", "")
		if err != nil || n.Open() != 1 || n.Meeting != "nov" || !slices.Equal(n.Lines, named) {
			t.Errorf("%+v %v", n, err)
		}
		if n, err = say(c.Huy.Person, "partly", "yes"); err != nil || n.Open() != 0 {
			t.Errorf("%+v %v", n, err)
		}
		if _, err := say(c.Huy.Person, "partly", "yes"); err != nil {
			t.Errorf("again: %v", err)
		}
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error { // the cell reads it
			all, err := meeting.NamedLately(rd, c.Cell, 3)
			if len(all) != 1 || !slices.Equal(all[0].Outcomes, []string{"partly", "yes"}) {
				t.Errorf("%+v", all)
			}
			return err
		})
		if err := db.TryRead(c.Officer, func(rd *store.Reader) error { _, err := meeting.NamedLately(rd, c.Cell, 3); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the committee reads what the cell named: %v", err)
		}
	})
}
