package minutes_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/report"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// led is a ward whose committee sits: Dung of cell 4 its secretary, Mai of the
// standing committee, Huy a member; the cell has a committee of Hiên, Lộc, Khoa.
func led(t *testing.T, db *storetest.DB) meetingtest.Cast {
	c := meetingtest.Ward(t, db)
	db.Write(t, store.System, func(tx *store.Tx) error {
		for _, p := range []member.Post{
			{Person: c.Loc.Person, Post: access.Deputy, Org: c.Cell}, {Person: c.Khoa.Person, Post: access.Committee, Org: c.Cell},
			{Person: c.Neighbour.Person, Post: access.WardSecretary, Org: c.Ward}, {Person: c.Mai.Person, Post: access.StandingMember, Org: c.Ward}, {Person: c.Huy.Person, Post: access.WardMember, Org: c.Ward},
		} {
			p.From = "2026-01-01"
			if _, err := member.Appoint(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

// round takes a committee's meeting from planning to sealed papers.
func round(t *testing.T, db *storetest.DB, lead, chair, scribe, org, kind string, owner meetingtest.Someone, roll []meetingtest.Someone) (meeting.Meeting, minutes.Sealed) {
	t.Helper()
	db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
	var m meeting.Meeting
	var sealed minutes.Sealed
	step := func(who string, fn func(tx *store.Tx) error) { t.Helper(); db.Write(t, who, fn) }
	step(lead, func(tx *store.Tx) (err error) {
		m, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: org, Period: "2026-12", Kind: kind, StartsAt: meetingtest.StartsAt, Place: "Phòng họp"})
		return
	})
	step(lead, func(tx *store.Tx) error {
		if _, err := meeting.Open(tx, meetingtest.Book, m.ID, chair, scribe); err != nil {
			return err
		}
		for _, p := range roll {
			if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: p.Member, Status: attendance.Present}); err != nil {
				return err
			}
		}
		if _, err := vote.Hold(tx, meetingtest.Book, vote.Hands{Meeting: m.ID, Subject: "Nghị quyết", Matter: "resolution", For: len(roll)}); err != nil {
			return err
		}
		_, _, err := resolution.Put(tx, meetingtest.Book, m.ID, 0, "", []resolution.Item{{Owner: owner.Member, Deed: "Rà soát danh sách " + kind, Measure: "có danh sách", Due: "2026-12-20"}})
		return err
	})
	step(lead, func(tx *store.Tx) error { _, err := meeting.Close(tx, m.ID); return err })
	step(scribe, func(tx *store.Tx) error { return minutes.Confirm(tx, m.ID, "scribe", "device") })
	step(chair, func(tx *store.Tx) error { return minutes.Confirm(tx, m.ID, "chair", "device") })
	step(chair, func(tx *store.Tx) (err error) { sealed, err = minutes.Seal(tx, meetingtest.Book, m.ID); return })
	return m, sealed
}

// TestACommitteesPapers: the same circle for the cell committee, the committee
// of a ward and its standing committee: numbers, names, votes, tasks, and nobody
// outside finds any of it.
func TestACommitteesPapers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := led(t, db)
		for _, x := range []struct {
			kind, lead, chair, scribe, org string
			owner                          meetingtest.Someone
			roll                           []meetingtest.Someone
			symbol                         string
			says, never                    []string
			sees, blind                    []string
		}{
			{meeting.CellCommittee, c.Hien.Person, c.Hien.Person, c.Khoa.Person, c.Cell, c.Khoa, []meetingtest.Someone{c.Hien, c.Loc, c.Khoa}, "Số 01-NQ/CU",
				[]string{"CHI BỘ TỔ DÂN PHỐ 3", "họp chi ủy tháng 12/2026", "T/M CHI ỦY", "3/3 ủy viên tán thành", "Chi ủy họp", "Lưu Chi ủy"}, []string{"T/M CHI BỘ", "buổi sinh hoạt"},
				[]string{c.Loc.Person}, []string{c.Huy.Person, c.Officer, c.Neighbour.Person}},
			{meeting.Committee, c.Officer, c.Neighbour.Person, c.Officer, c.Ward, c.Huy, []meetingtest.Someone{c.Neighbour, c.Mai, c.Huy}, "Số 01-NQ/ĐU",
				[]string{"ĐẢNG ỦY PHƯỜNG SÔNG XANH", "họp đảng ủy tháng 12/2026", "T/M ĐẢNG ỦY", "3/3 ủy viên tán thành", "BÍ THƯ"}, []string{"T/M CHI BỘ", "chi bộ"},
				[]string{c.Huy.Person, c.Mai.Person}, []string{c.Hien.Person, c.Khoa.Person}},
			{meeting.Standing, c.Officer, c.Neighbour.Person, c.Officer, c.Ward, c.Mai, []meetingtest.Someone{c.Neighbour, c.Mai}, "Số 02-NQ/ĐU",
				[]string{"họp ban thường vụ đảng ủy tháng 12/2026", "T/M BAN THƯỜNG VỤ"}, []string{"T/M CHI BỘ"},
				[]string{c.Mai.Person, c.Officer}, []string{c.Huy.Person, c.Hien.Person}},
		} {
			m, sealed := round(t, db, x.lead, x.chair, x.scribe, x.org, x.kind, x.owner, x.roll)
			db.Read(t, x.lead, func(rd *store.Reader) error {
				all, err := minutes.Papers(rd, m.ID)
				if err != nil || len(all) != 2 || all[1].Symbol != x.symbol {
					t.Errorf("%s: %d papers, %+v (%v)", x.kind, len(all), all, err)
				}
				b, _, err := minutes.Docx(rd, meetingtest.Book, m.ID, "resolution")
				if err != nil {
					return err
				}
				text, err := read(b)
				if err != nil {
					return err
				}
				for _, want := range x.says {
					if !strings.Contains(text, want) {
						t.Errorf("%s: the resolution lacks %q\n%s", x.kind, want, text)
					}
				}
				for _, bad := range x.never {
					if strings.Contains(text, bad) {
						t.Errorf("%s: the resolution says %q\n%s", x.kind, bad, text)
					}
				}
				b, _, err = minutes.Docx(rd, meetingtest.Book, m.ID, "minutes")
				if err != nil {
					return err
				}
				text, err = read(b)
				if !strings.Contains(text, "Cuộc họp kết thúc lúc") || strings.Contains(text, "chi bộ nhất trí") || strings.Contains(text, "dự bị") {
					t.Errorf("%s: the minutes speak of a cell\n%s", x.kind, text)
				}
				return err
			})
			for _, who := range x.sees {
				db.Read(t, who, func(rd *store.Reader) error {
					given, err := task.FromMeeting(rd, x.org, m.ID)
					if err != nil || len(given) != 1 || given[0].Org != x.org {
						t.Errorf("%s: a member sees %d tasks (%v)", x.kind, len(given), err)
					}
					if _, err := minutes.ProofOf(rd, sealed.ID); fault.KindOf(err) == fault.NotFound {
						t.Errorf("%s: a member has no proof: %v", x.kind, err)
					}
					return nil
				})
			}
			for _, who := range x.blind {
				db.Read(t, who, func(rd *store.Reader) error {
					if _, err := task.FromMeeting(rd, x.org, m.ID); fault.KindOf(err) != fault.NotFound {
						t.Errorf("%s: an outsider reads its tasks: %v", x.kind, err)
					}
					if all, err := minutes.Papers(rd, m.ID); fault.KindOf(err) != fault.NotFound {
						t.Errorf("%s: an outsider has %d papers: %v", x.kind, len(all), err)
					}
					if _, err := minutes.ProofOf(rd, sealed.ID); fault.KindOf(err) != fault.NotFound {
						t.Errorf("%s: an outsider has the proof: %v", x.kind, err)
					}
					if _, _, err := minutes.Docx(rd, meetingtest.Book, m.ID, "resolution"); fault.KindOf(err) != fault.NotFound {
						t.Errorf("%s: an outsider has the resolution: %v", x.kind, err)
					}
					if _, err := attendance.List(rd, m.ID); fault.KindOf(err) != fault.NotFound {
						t.Errorf("%s: an outsider reads the roll call: %v", x.kind, err)
					}
					open, _, err := task.Of(rd, task.Filter{})
					for _, o := range open {
						if o.Meeting == m.ID {
							t.Errorf("%s: an outsider finds its task in a list", x.kind)
						}
					}
					return forgive(err)
				})
			}
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error { // the cell's own numbers, tasks and month know nothing of it
			s, err := minutes.SeriesOf(rd, meetingtest.Book, c.Cell, access.OfAll, "resolution", "2026-12-03")
			if err != nil || s.Next != 1 {
				t.Errorf("the cell's next resolution is %d (%v)", s.Next, err)
			}
			if open, err := task.Open(rd, c.Cell); err != nil || len(open) != 0 {
				t.Errorf("the cell has %d tasks of its committee (%v)", len(open), err)
			}
			return err
		})
		db.Read(t, store.System, func(rd *store.Reader) error {
			month, err := report.Ward(rd, meetingtest.Book, c.Ward, "2026-12")
			for _, r := range month.Rows {
				if r.HeldDay != "" || r.TasksGiven != 0 || r.Present != 0 {
					t.Errorf("the month counts a committee's meeting: %+v", r)
				}
			}
			return err
		})
	})
}

func read(b []byte) (string, error) {
	lines, err := docx.Text(bytes.NewReader(b))
	return strings.Join(lines, "\n"), err
}

func forgive(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}
