package minutes_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/report"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
	"chibo/internal/vote"
)

var held = meetingtest.StartsAt

const hourMS = 3_600_000

// facts are what the evening of 3 December was, whichever way it is entered.
func facts(c meetingtest.Cast) minutes.Late {
	return minutes.Late{Org: c.Cell, Period: "2026-12", Kind: meeting.Regular, Begin: held, End: held + hourMS*3/2, Place: "Nhà văn hóa tổ 3", Chair: c.Hien.Person, Scribe: c.Huy.Person,
		Marks:        []minutes.LateMark{{Member: c.Mai.Member, Status: attendance.Excused, Reason: "illness"}, {Member: c.Khoa.Member, Status: attendance.Unexcused}},
		Guests:       []meeting.Guest{{FullName: "Vàng Thị Sáo", Capacity: "đảng ủy viên"}},
		Interpreters: []meeting.Interpreter{{FullName: "Lò Văn Pâng", Language: "Thái"}},
		Dues:         []minutes.LateDue{{Member: c.Loc.Member, State: dues.Paid, Amount: 60_000}, {Member: c.Tin.Member, State: dues.Waived}, {Member: c.Mai.Member, State: dues.Unpaid}},
		Items:        []minutes.LateItem{{Title: "Nhiệm vụ tháng tới", Gist: "Các đồng chí bàn việc thùng rác.", Conclusion: "Đặt hai thùng rác đầu ngõ"}, {Title: "Thời sự"}},
		Votes:        []minutes.LateVote{{Subject: "Chi quỹ 500 nghìn đồng", Matter: "ordinary", For: 2, Against: 1}, {Subject: "Thông qua nghị quyết", Matter: "resolution", For: 3}},
		Tasks:        []resolution.Item{{Owner: c.Loc.Member, Deed: "Đặt hai thùng rác", Measure: "Có thùng rác", Due: "2026-12-20", ReportAt: "2027-01"}}}
}

// live runs the same evening in the system.
func live(t *testing.T, db *storetest.DB, c meetingtest.Cast) string {
	t.Helper()
	in := facts(c)
	at := func(ms int64) { db.Clock.Set(time.UnixMilli(ms)) }
	m := c.Planned(t, db)
	at(held)
	db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		var lines []meeting.Item
		for _, i := range in.Items {
			lines = append(lines, meeting.Item{Title: i.Title})
		}
		_, items, err := meeting.PutItems(tx, m.ID, m.Version, lines)
		if err != nil {
			return err
		}
		if _, err := meeting.Open(tx, meetingtest.Book, m.ID, in.Chair, in.Scribe); err != nil {
			return err
		}
		for _, k := range []struct{ who, status, reason string }{{c.Hien.Member, attendance.Present, ""}, {c.Huy.Member, attendance.Present, ""}, {c.Loc.Member, attendance.Present, ""}, {c.Anh.Member, attendance.Present, ""},
			{c.Mai.Member, attendance.Excused, "illness"}, {c.Khoa.Member, attendance.Unexplained, ""}} {
			if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: k.who, Status: k.status, Reason: k.reason}); err != nil {
				return err
			}
		}
		if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: c.Khoa.Member, Status: attendance.Unexcused, Version: 1, Concluded: true}); err != nil {
			return err
		}
		if _, err := meeting.AddGuest(tx, m.ID, in.Guests[0].FullName, in.Guests[0].Capacity); err != nil {
			return err
		}
		if _, err := meeting.NameInterpreter(tx, m.ID, in.Interpreters[0].FullName, in.Interpreters[0].Language); err != nil {
			return err
		}
		if _, err = meeting.Minute(tx, m.ID, items[0].ID, 1, in.Items[0].Gist, in.Items[0].Conclusion); err != nil {
			return err
		}
		var paid []dues.Entry
		for _, d := range in.Dues {
			paid = append(paid, dues.Entry(d))
		}
		_, err = dues.Put(tx, meetingtest.Book, c.Cell, in.Period, paid)
		return err
	})
	at(held + hourMS)
	db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		if _, _, err := resolution.Put(tx, meetingtest.Book, m.ID, 0, "", in.Tasks); err != nil {
			return err
		}
		for _, v := range in.Votes {
			kept, err := vote.Hold(tx, meetingtest.Book, vote.Hands{Meeting: m.ID, Subject: v.Subject, Matter: v.Matter, For: v.For, Against: v.Against, Other: v.Other})
			if err != nil {
				return err
			}
			if v.Matter == "resolution" {
				if err := resolution.Adopt(tx, m.ID, kept.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	at(in.End)
	db.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := meeting.Close(tx, m.ID); return err })
	db.Write(t, c.Huy.Person, func(tx *store.Tx) error { return minutes.Confirm(tx, m.ID, "scribe", "device") })
	db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		if err := minutes.Confirm(tx, m.ID, "chair", "device"); err != nil {
			return err
		}
		_, err := minutes.Seal(tx, meetingtest.Book, m.ID)
		return err
	})
	return m.ID
}

// bodies are the sealed forms of a meeting without what is another by nature:
// made-up ids, and when and how one confirmed.
func bodies(t *testing.T, db *storetest.DB, c meetingtest.Cast, id string, strip bool) string {
	t.Helper()
	out := ""
	db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		all, err := minutes.Papers(rd, id)
		for _, p := range all {
			var d map[string]any
			if err := json.Unmarshal(p.Body, &d); err != nil {
				return err
			}
			delete(d, "tenant")
			body := d["body"].(map[string]any)
			for _, s := range body["confirmations"].([]any) {
				delete(s.(map[string]any), "at")
				delete(s.(map[string]any), "method")
			}
			if strip {
				delete(body, "entered")
			}
			text, err := json.MarshalIndent(d, "", " ")
			if err != nil {
				return err
			}
			out += string(text) + "\n"
		}
		return err
	})
	if strip {
		out = regexp.MustCompile(`"Entered": "[^"]*"`).ReplaceAllString(out, `"Entered": ""`)
		out = regexp.MustCompile(`\\nNhập vào hệ thống sau buổi sinh hoạt[^"]*`).ReplaceAllString(out, "")
	}
	known := map[string]string{}
	return regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`).ReplaceAllStringFunc(out, func(id string) string {
		if known[id] == "" {
			known[id] = fmt.Sprintf("id%d", len(known)+1)
		}
		return known[id]
	})
}

func enter(db *storetest.DB, who string, in minutes.Late) (sealed minutes.Sealed, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) (err error) { sealed, err = minutes.EnterLate(tx, meetingtest.Book, in); return })
	return sealed, err
}

// TestAMonthEnteredAfterwardsIsTheMonthRunLive: the same facts give the same
// sealed forms but for the marks.
func TestAMonthEnteredAfterwardsIsTheMonthRunLive(t *testing.T) {
	run := map[string]string{}
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		run[db.Engine()] = bodies(t, db, c, live(t, db, c), false)
	})
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		planned := c.Planned(t, db)
		db.Clock.Set(time.UnixMilli(held).AddDate(0, 0, 7))
		db.Write(t, c.Officer, func(tx *store.Tx) error { // what happened since then does not touch that evening
			if err := member.Record(tx, meetingtest.Book, member.Event{Member: c.Loc.Member, Kind: member.Exempted, From: "2026-12-05", Until: "2027-12-05"}); err != nil {
				return err
			}
			return member.Record(tx, meetingtest.Book, member.Event{Member: c.Tua.Member, Kind: member.Resumed, From: "2026-12-06"})
		})
		sealed, err := enter(db, c.Hien.Person, facts(c))
		if err != nil {
			t.Fatal(err)
		}
		if sealed.Meeting != planned.ID {
			t.Error("the meeting that was planned is another")
		}
		whole := bodies(t, db, c, planned.ID, false)
		for _, want := range []string{`"entered": {`, "Nhập vào hệ thống sau buổi sinh hoạt, ngày 10/12/2026, bởi đồng chí Lường Thị Hiên, theo biên bản giấy"} {
			if !strings.Contains(whole, want) {
				t.Errorf("the sealed form does not say %q", want)
			}
		}
		if got, want := bodies(t, db, c, planned.ID, true), run[db.Engine()]; got != want {
			t.Errorf("entered afterwards:\n%s", firstDifference(got, want))
		}
		after(t, db, c, sealed)
		again, err := enter(db, c.Hien.Person, facts(c))
		if err != nil || again.ID != sealed.ID {
			t.Errorf("done twice: %v, %s and %s", err, again.ID, sealed.ID)
		}
		other := facts(c)
		other.Place = "Nhà đồng chí Lộc"
		if _, err := enter(db, c.Hien.Person, other); !fault.Is(err, "late_sealed") {
			t.Errorf("other facts over sealed ones: %v", err)
		}
	})
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d\nlate %s\nlive %s", i, strings.Join(x[max(0, i-2):min(len(x), i+3)], "\n"), strings.Join(y[min(len(y), max(0, i-2)):min(len(y), i+3)], "\n"))
		}
	}
	return "only longer"
}

// after looks at what the month left: tasks with their days, the month's desk,
// the log with the true hour.
func after(t *testing.T, db *storetest.DB, c meetingtest.Cast, sealed minutes.Sealed) {
	t.Helper()
	db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		tasks, err := task.FromMeeting(rd, c.Cell, sealed.Meeting)
		if err != nil || len(tasks) != 1 || tasks[0].AssignedOn != "2026-12-03" || tasks[0].Due != "2026-12-20" || tasks[0].ReportAt != "2027-01" {
			t.Errorf("tasks %+v %v", tasks, err)
		}
		months, err := report.Cell(rd, meetingtest.Book, c.Cell, 2)
		if err != nil || len(months) != 1 || months[0].HeldDay != "2026-12-03" || !months[0].OnTime || months[0].State != report.Sealed || months[0].Present != 4 || months[0].Expected != 6 {
			t.Errorf("month %+v %v", months, err)
		}
		if store.Day(months[0].SealedAt) != "2026-12-10" {
			t.Errorf("sealed on %s", store.Day(months[0].SealedAt))
		}
		m, err := meeting.Get(rd, sealed.Meeting)
		if err != nil || store.Day(m.EnteredAt) != "2026-12-10" || m.EnteredBy != c.Hien.Person || m.OpenedAt != held || m.ClosedAt != held+hourMS*3/2 {
			t.Errorf("meeting %+v %v", m, err)
		}
		old, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and action <> 'meeting.plan' and object_id = $2 and at < $3`, sealed.Meeting, held+24*hourMS)
		if err != nil || old > 0 {
			t.Errorf("%d entries of the log stand at the hour of the meeting (%v)", old, err)
		}
		return nil
	})
}

func TestAPaperMonthThatCannotBeIsRefusedAndLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Clock.Set(time.UnixMilli(held).AddDate(0, 0, 7))
		for _, x := range []struct {
			what, code, field string
			change            func(in *minutes.Late)
		}{
			{"a month to come", "late_future", "begin", func(in *minutes.Late) { in.Begin += 30 * 24 * hourMS; in.End += 30 * 24 * hourMS }},
			{"a period to come", "late_future", "begin", func(in *minutes.Late) { in.Period = "2027-01" }},
			{"times reversed", "late_times", "end", func(in *minutes.Late) { in.End = in.Begin - hourMS }},
			{"a day long", "late_times", "end", func(in *minutes.Late) { in.End = in.Begin + 25*hourMS }},
			{"no time", "late_times", "begin", func(in *minutes.Late) { in.Begin = 0 }},
			{"of another cell", "late_not_of_cell", "marks.0.member", func(in *minutes.Late) { in.Marks[0].Member = c.Neighbour.Member }},
			{"somebody twice", "late_twice", "marks.1.member", func(in *minutes.Late) { in.Marks[1].Member = c.Mai.Member }},
			{"the chair absent", "late_leader_absent", "marks.0.member", func(in *minutes.Late) { in.Marks[0].Member = c.Hien.Member }},
			{"an exempt absent", "late_not_expected", "marks.0.member", func(in *minutes.Late) { in.Marks[0].Member = c.Tin.Member }},
			{"no reason", "mark_reason_needed", "marks.0.reason", func(in *minutes.Late) { in.Marks[0].Reason = "" }},
			{"chair of another cell", "chair_not_of_cell", "chair", func(in *minutes.Late) { in.Chair = c.Neighbour.Person }},
			{"one for both", "chair_is_scribe", "scribe", func(in *minutes.Late) { in.Scribe = in.Chair }},
			{"no place", "meeting_place", "place", func(in *minutes.Late) { in.Place = "" }},
			{"another day without a reason", "meeting_day_reason", "day_reason", func(in *minutes.Late) { in.Begin += 24 * hourMS; in.End += 24 * hourMS }},
			{"too many hands", "too_many_hands", "votes.0.for", func(in *minutes.Late) { in.Votes[0].For = 40 }},
			{"more hands than present", "why_more_hands", "votes.1.why", func(in *minutes.Late) { in.Votes[1].For = 4 }},
			{"an owner of another cell", "task_owner_outside", "tasks.0.owner", func(in *minutes.Late) { in.Tasks[0].Owner = c.Neighbour.Member }},
			{"due before the meeting", "task_due_past", "tasks.0.due", func(in *minutes.Late) { in.Tasks[0].Due = "2026-12-01" }},
			{"an unknown task", "not_found", "", func(in *minutes.Late) { in.Reviewed = []minutes.LateReview{{Task: "x", Result: "done"}} }},
			{"a line without words", "agenda_title", "items", func(in *minutes.Late) { in.Items[1].Title = " " }},
			{"a number too large", "number_range", "numbers.minutes", func(in *minutes.Late) { in.Numbers.Minutes = 10_000 }},
		} {
			in := facts(c)
			x.change(&in)
			_, err := enter(db, c.Hien.Person, in)
			var f *fault.Error
			if !asFault(err, &f) || f.Code != x.code && (len(f.Fields) == 0 || f.Fields[0].Code != x.code) {
				t.Errorf("%s: %v", x.what, err)
				continue
			}
			if x.field != "" && (len(f.Fields) == 0 || f.Fields[0].Name != x.field) {
				t.Errorf("%s: field %+v", x.what, f.Fields)
			}
		}
		for _, who := range []string{c.Huy.Person, c.Loc.Person, c.Neighbour.Person, c.Officer, ""} {
			if _, err := enter(db, who, facts(c)); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q enters: %v", who, err)
			}
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from meeting where tenant = $1`)
			if n > 0 {
				t.Errorf("%d meetings are left of what was refused", n)
			}
			return err
		})
	})
}

func TestAMeetingBegunInTheSystemGoesOnThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		c.Opened(t, db)
		db.Clock.Set(time.UnixMilli(held).AddDate(0, 0, 7))
		if _, err := enter(db, c.Hien.Person, facts(c)); !fault.Is(err, "late_begun") {
			t.Errorf("%v", err)
		}
	})
}

func TestTheNumbersOfThePaperAreTaken(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Clock.Set(time.UnixMilli(held).AddDate(0, 0, 7))
		in := facts(c)
		in.Numbers = minutes.Numbers{Minutes: 17, Resolution: 9}
		sealed, err := enter(db, c.Hien.Person, in)
		if err != nil || sealed.Number != 17 {
			t.Fatalf("%d %v", sealed.Number, err)
		}
		before := facts(c) // November, entered after December, with December's number
		before.Period, before.Begin, before.End = "2026-11", held-30*24*hourMS, held-30*24*hourMS+hourMS*3/2
		before.Tasks[0].Due, before.Tasks[0].ReportAt = "2026-11-20", "2026-12"
		before.Numbers = minutes.Numbers{Minutes: 17}
		if _, err := enter(db, c.Hien.Person, before); !fault.Is(err, "number_taken") {
			t.Errorf("a number used: %v", err)
		}
		before.Numbers = minutes.Numbers{Minutes: 16, Resolution: 8}
		if sealed, err = enter(db, c.Hien.Person, before); err != nil || sealed.Number != 16 {
			t.Errorf("%d %v", sealed.Number, err)
		}
	})
}

func TestATaskGivenLaterWasNotJudgedThen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Clock.Set(time.UnixMilli(held).AddDate(0, 0, 7))
		if _, err := enter(db, c.Hien.Person, facts(c)); err != nil {
			t.Fatal(err)
		}
		var given []task.Task
		db.Read(t, c.Hien.Person, func(rd *store.Reader) (err error) { given, err = task.Open(rd, c.Cell); return })
		before := facts(c)
		before.Period, before.Begin, before.End, before.Tasks, before.Votes = "2026-11", held-30*24*hourMS, held-30*24*hourMS+hourMS, nil, nil
		before.Reviewed = []minutes.LateReview{{Task: given[0].ID, Result: "done"}}
		if _, err := enter(db, c.Hien.Person, before); !fault.Is(err, "late_task_later") {
			t.Errorf("%v", err)
		}
		january := facts(c)
		january.Period, january.Begin, january.Tasks, january.Votes = "2027-01", held+31*24*hourMS, nil, nil
		january.End = january.Begin + hourMS
		january.Reviewed = []minutes.LateReview{{Task: given[0].ID, Result: "partly", Why: "Mới đặt một thùng"}}
		db.Clock.Set(time.UnixMilli(january.End).AddDate(0, 0, 3))
		if _, err := enter(db, c.Hien.Person, january); err != nil {
			t.Fatal(err)
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			now, err := task.Get(rd, given[0].ID)
			if err != nil || now.Result != "partly" || now.ReportAt != "2027-02" {
				t.Errorf("%+v %v", now, err)
			}
			return nil
		})
	})
}

func asFault(err error, into **fault.Error) bool {
	return errors.As(err, into)
}
