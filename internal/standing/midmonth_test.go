package standing_test

import (
	"slices"
	"testing"
	"time"

	"chibo/internal/dues"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// TestOneWhoGoesInMidMonth: Lộc has a task, a duty and a request for exemption
// when he dies, moves, or his cell becomes part of another on the 15th. What was
// before stays as it was; everything after follows him or waits for his cell.
func TestOneWhoGoesInMidMonth(t *testing.T) {
	for fate, want := range map[string]struct {
		stands       string // his activity in the other cell from the 15th
		here, there  int    // the base of January's vote; 0: not held
		asked        string // the cell in which his December dues are asked
		left         string // why his task waits to be handed over, "" where it went along
		waits, works string // the cell whose vote his request waits for; that in which duty and task stand
	}{
		"dies":      {"", 4, 0, "", "ended", "", "here"},
		"moves":     {"active", 4, 2, "there", "moved", "there", "here"},
		"is merged": {"active", 0, 6, "there", "", "there", "there"},
	} {
		t.Run(fate, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db *storetest.DB) {
				c := meetingtest.Ward(t, db)
				evening := c.Opened(t, db)
				if _, err := askMine(db, c.Loc.Person, standing.Request{Reason: "age", From: "2027-01-10"}); err != nil {
					t.Fatal(err)
				}
				var before []meeting.Rolled
				db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
					if _, err = duty.Give(tx, book, duty.Duty{Org: c.Cell, Year: 2026, Member: c.Loc.Member, What: "Phụ trách sáu hộ", Rhythm: "month"}); err != nil {
						return err
					}
					if err = duty.Adopt(tx, c.Cell, 2026, ""); err != nil {
						return err
					}
					if _, err = vote.Hold(tx, book, vote.Hands{ID: "v", Meeting: evening.ID, Subject: "x", Matter: "ordinary", For: 3, Why: "giơ tay trước điểm danh"}); err != nil {
						return err
					}
					before, err = meeting.Frozen(tx.Reader, evening.ID, meeting.StageOpen)
					return err
				})
				db.Write(t, store.System, func(tx *store.Tx) error {
					_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version)
						values ($1, 't1', $2, $3, $4, 'Đặt thùng rác', '', '2026-12-30', '2027-01', '', '', false, 'assigned', '', '2026-12-03', null, 1)`, c.Cell, evening.ID, c.Loc.Member)
					return err
				})

				db.Clock.Set(time.Date(2026, 12, 15, 12, 0, 0, 0, store.Vietnam))
				db.Write(t, c.Officer, func(tx *store.Tx) error {
					switch fate {
					case "dies":
						return member.Record(tx, book, member.Event{Member: c.Loc.Member, Kind: member.Ended, From: "2026-12-15", Reason: "từ trần"})
					case "moves":
						return member.Record(tx, book, member.Event{Member: c.Loc.Member, Kind: member.Moved, Org: c.Other, From: "2026-12-15"})
					}
					o, err := org.Get(tx.Reader, c.Cell)
					if err == nil {
						_, err = member.Reorganise(tx, book, org.Change{Org: c.Cell, Kind: org.Merged, Into: []string{c.Other}, Day: "2026-12-15", Version: o.Version})
					}
					return err
				})
				db.Write(t, store.System, func(tx *store.Tx) error { // what the program does at dawn; nothing while both cells stand
					if err := task.Follow(tx, c.Cell, c.Other); err != nil {
						return err
					}
					return duty.Follow(tx, c.Cell, c.Other)
				})

				// The roll, day by day, and what the evening kept.
				if got := activity(t, db, c.Cell, c.Loc.Member, "2026-12-14"); got != "active" {
					t.Errorf("on the 14th he is %q here", got)
				}
				if here, there := activity(t, db, c.Cell, c.Loc.Member, "2026-12-15"), activity(t, db, c.Other, c.Loc.Member, "2026-12-15"); here != "" || there != want.stands {
					t.Errorf("on the 15th he is %q here and %q there", here, there)
				}
				db.Read(t, store.System, func(rd *store.Reader) error {
					after, err := meeting.Frozen(rd, evening.ID, meeting.StageOpen)
					if !slices.Equal(before, after) {
						t.Errorf("the evening's roll changed: %+v", after)
					}
					votes, err2 := vote.List(rd, evening.ID)
					if err2 == nil && (len(votes) != 1 || votes[0].Base != 5) {
						t.Errorf("the evening's vote: %+v", votes)
					}
					if err == nil {
						err = err2
					}
					return err
				})

				// Dues, task, duty, request: in his cell, or the one that became of it.
				cells := map[string]struct{ org, lead string }{"here": {c.Cell, c.Hien.Person}, "there": {c.Other, c.Neighbour.Person}}
				for name, at := range cells {
					if name == "here" && fate == "is merged" {
						for what, read := range map[string]func(*store.Reader) error{
							"dues":     func(rd *store.Reader) error { _, err := dues.OfMonth(rd, book, at.org, "2026-12"); return err },
							"tasks":    func(rd *store.Reader) error { _, err := task.Left(rd, at.org); return err },
							"duties":   func(rd *store.Reader) error { _, err := duty.Left(rd, book, at.org); return err },
							"requests": func(rd *store.Reader) error { _, err := standing.Waiting(rd, at.org); return err },
						} {
							if err := db.TryRead(at.lead, read); fault.KindOf(err) != fault.NotFound {
								t.Errorf("%s of a cell that is no more: %v", what, err)
							}
						}
						continue
					}
					db.Read(t, at.lead, func(rd *store.Reader) error {
						asked, err := dues.OfMonth(rd, book, at.org, "2026-12")
						if err != nil {
							return err
						}
						if got := slices.ContainsFunc(asked, func(l dues.Line) bool { return l.Member == c.Loc.Member }); got != (want.asked == name) {
							t.Errorf("dues asked %s: %v", name, got)
						}
						open, err := task.Open(rd, at.org)
						if err != nil {
							return err
						}
						if (len(open) == 1) != (want.works == name) {
							t.Errorf("tasks open %s: %+v", name, open)
						}
						left, err := task.Left(rd, at.org)
						if err != nil {
							return err
						}
						if wait := want.left != "" && name == "here"; (len(left) == 1) != wait || wait && left[0].Why != want.left {
							t.Errorf("tasks left %s: %+v", name, left)
						}
						idle, err := duty.Left(rd, book, at.org)
						if err != nil {
							return err
						}
						year, err := duty.Year(rd, at.org, 2026)
						if err != nil {
							return err
						}
						if (len(idle) == 1) != (want.left != "" && name == "here") || (len(year.Duties) == 1) != (want.works == name) {
							t.Errorf("duties %s: %+v, left %+v", name, year.Duties, idle)
						}
						waits, err := standing.Waiting(rd, at.org)
						if (len(waits) == 1) != (want.waits == name) {
							t.Errorf("requests %s: %+v", name, waits)
						}
						return err
					})
				}

				// January's vote counts who is there in January.
				db.Clock.Set(time.Date(2027, 1, 3, 19, 30, 0, 0, store.Vietnam))
				for name, n := range map[string]int{"here": want.here, "there": want.there} {
					at := cells[name]
					if n == 0 {
						continue
					}
					var base int
					db.Write(t, at.lead, func(tx *store.Tx) error {
						m, err := meeting.Plan(tx, book, meeting.Planning{Org: at.org, Period: "2027-01", Kind: meeting.Regular, StartsAt: tx.Now(), Place: "Nhà văn hóa"})
						if err != nil {
							return err
						}
						scribe := c.Huy.Person
						if fate == "moves" && name == "there" {
							scribe = c.Loc.Person
						}
						if _, err = meeting.Open(tx, book, m.ID, at.lead, scribe); err != nil {
							return err
						}
						b, err := vote.Base(tx.Reader, book, m.ID)
						base = b.N
						return err
					})
					if base != n {
						t.Errorf("January's base %s is %d, not %d", name, base, n)
					}
				}
			})
		})
	}
}
