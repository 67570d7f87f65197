package quality_test

import (
	"strings"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

func p(n rule.Points) *rule.Points { return &n }

// hall calls the roll: four came, Khoa stayed away with a reason.
func hall(t *testing.T, db *storetest.DB, c meetingtest.Cast, id string) {
	t.Helper()
	db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
		for _, one := range []meetingtest.Someone{c.Hien, c.Huy, c.Loc, c.Mai, c.Anh} {
			if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: id, Member: one.Member, Status: attendance.Here}); err != nil {
				return err
			}
		}
		_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: id, Member: c.Khoa.Member, Status: attendance.Excused, Reason: "work"})
		return err
	})
}

// judged is what the cell says where nothing is counted.
func judged() []quality.Given {
	return []quality.Given{{Code: "3a", Points: p(500)}, {Code: "4b", Points: p(2050)}, {Code: "4c", Points: p(900)}, {Code: "5", Points: p(500)}, {Code: "7", Points: p(450), Reason: "Chưa đưa tài liệu lên Sổ tay."}}
}

func line(s quality.Sheet, code string) quality.Line {
	for _, l := range s.Lines {
		if l.Code == code {
			return l
		}
	}
	return quality.Line{}
}

func TestTheSheetStandsOnWhatHappened(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		hall(t, db, c, m.ID)
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			for _, one := range []meetingtest.Someone{c.Loc, c.Mai, c.Loc} {
				if _, err := speech.Add(tx, speech.Opinion{Meeting: m.ID, Member: one.Member, Kind: "contribute", Gist: "Nên làm sớm."}); err != nil {
					return err
				}
			}
			return nil
		})
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			s, err := quality.Read(rd, book, m.ID)
			if err != nil {
				return err
			}
			if got := s.By.Ref.String(); got != "quality.table.hd42@1" {
				t.Errorf("table %s", got)
			}
			// Five of six who should come: 83,3 %, nobody without a reason.
			if l := line(s, "2"); l.Suggestion.Points != 400 || !l.Suggestion.Known || !strings.HasPrefix(s.Evidence(l, false), "5/6 đồng chí dự (83,3%)") {
				t.Errorf("attendance: %+v, %s", l.Suggestion, s.Evidence(l, false))
			}
			// No task was due from before: the line does not apply, the rest is measured on 100.
			if l := line(s, "6"); l.Applies() || l.Suggestion.Policy != "rescale" {
				t.Errorf("results: %+v", l.Suggestion)
			}
			if l := line(s, "4b"); l.Suggestion.Known || !strings.Contains(s.Evidence(l, false), "2/5 đồng chí phát biểu (40%)") {
				t.Errorf("opinions: %+v, %s", l.Suggestion, s.Evidence(l, false))
			}
			for _, l := range s.Lines {
				for _, name := range []string{"Khoa", "Lộc", "Mai"} {
					if strings.Contains(s.Evidence(l, false), name) {
						t.Errorf("evidence names %s: %s", name, s.Evidence(l, false))
					}
				}
			}
			return nil
		})
		for _, who := range []string{c.Neighbour.Person, c.Officer} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := quality.Read(rd, book, m.ID); return err }); !fault.Is(err, "not_found") {
				t.Errorf("somebody outside reads the sheet: %v", err)
			}
		}
	})
}

func TestLinesAreProposedVotedAndConfirmedApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		hall(t, db, c, m.ID)
		fill := func(who string, version int64, given ...quality.Given) (s quality.Sheet, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) {
				s, err = quality.ProposeLines(tx, book, m.ID, version, given)
				return err
			})
			return s, err
		}
		// Mai scores: named for it, and for nothing else.
		if _, err := fill(c.Mai.Person, 0, judged()...); !fault.Is(err, "not_found") {
			t.Errorf("nobody named her: %v", err)
		}
		name := func(who, whom string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return quality.NameScorer(tx, m.ID, whom) })
		}
		if err := name(c.Mai.Person, c.Mai.Person); !fault.Is(err, "not_found") {
			t.Errorf("she names herself: %v", err)
		}
		if err := name(c.Hien.Person, c.Neighbour.Person); !fault.Is(err, "score_scorer") {
			t.Errorf("a neighbour scores: %v", err)
		}
		if err := name(c.Hien.Person, c.Mai.Person); err != nil {
			t.Fatal(err)
		}
		if err := db.TryWrite(c.Mai.Person, func(tx *store.Tx) error {
			_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: c.Khoa.Member, Status: attendance.Here})
			return err
		}); !fault.Is(err, "not_found") {
			t.Errorf("the scorer calls the roll: %v", err)
		}
		s, err := fill(c.Mai.Person, 0, judged()[:2]...)
		if err != nil || s.Self != nil || len(s.Sum.Open) != 3 || s.Version != 1 {
			t.Fatalf("half of it: %+v %v", s.Score, err)
		}
		if again, err := fill(c.Mai.Person, 0, judged()[:2]...); err != nil || again.Version != 1 {
			t.Errorf("sent again: %+v %v", again.Score, err)
		}
		hold := func(id string, yes int) (s quality.Score, err error) {
			err = db.TryWrite(c.Huy.Person, func(tx *store.Tx) (err error) {
				s, _, err = quality.Hold(tx, book, m.ID, vote.Hands{ID: id, Subject: "Điểm", For: yes})
				return err
			})
			return s, err
		}
		if _, err := hold("early", 4); !fault.Is(err, "score_lines_open") {
			t.Errorf("voted with lines open: %v", err)
		}
		for _, x := range []struct {
			name, code string
			version    int64
			given      quality.Given
		}{
			{"more than the most", "score_range", 1, quality.Given{Code: "3a", Points: p(501)}},
			{"above the evidence without a word", "e25", 1, quality.Given{Code: "2", Points: p(500)}},
			{"a line the table has not", "score_code", 1, quality.Given{Code: "9z", Points: p(1)}},
			{"an older page", "stale", 0, quality.Given{Code: "3a", Points: p(400)}},
		} {
			if _, err := fill(c.Huy.Person, x.version, x.given); !fault.Is(err, x.code) {
				t.Errorf("%s: %v", x.name, err)
			}
		}
		if s, err = fill(c.Huy.Person, 1, append(judged(), quality.Given{Code: "2", Points: p(500), Reason: "Một đồng chí trực bão theo lệnh."})...); err != nil || s.Self == nil {
			t.Fatalf("all of it: %+v %v", s.Score, err)
		}
		// By hand: lines over 70, measured on 100, cut off below a hundredth.
		var lines rule.Points
		for _, l := range s.Lines {
			if l.Applies() {
				lines += *l.Self
			}
		}
		if want := lines * 10000 / 7000; *s.Self != want {
			t.Errorf("total %s, by hand %s of lines %s", s.Self, want, lines)
		}
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error {
			_, err := quality.Propose(tx, book, m.ID, s.Version, rule.Whole(100), "Tròn")
			return err
		}); !fault.Is(err, "score_by_lines") {
			t.Errorf("one figure over the lines: %v", err)
		}
		voted, err := hold("v1", 4)
		if err != nil || voted.Voted == nil || *voted.Voted != *s.Self || voted.Suggested == nil {
			t.Fatalf("voted: %+v %v", voted, err)
		}
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			x, err := quality.Read(rd, book, m.ID)
			if l := line(x, "4b"); err == nil && (l.Voted == nil || *l.Voted != 2050 || l.Confirmed != nil) {
				t.Errorf("line after the vote: %+v", l)
			}
			return err
		})
		// Another figure on any line asks for another vote.
		x, err := fill(c.Hien.Person, voted.Version, quality.Given{Code: "4b", Points: p(2000)})
		if err != nil || x.Voted != nil || line(x, "4b").Voted != nil {
			t.Errorf("an old vote stands under a new line: %+v %v", x.Score, err)
		}
		if _, err := hold("v2", 4); err != nil {
			t.Fatal(err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := meeting.Close(tx, m.ID); err != nil {
				return err
			}
			_, err := meeting.Confirm(tx, m.ID)
			return err
		})
		if _, err := fill(c.Mai.Person, x.Version+2, quality.Given{Code: "4b", Points: p(100)}); !fault.Is(err, "not_found") {
			t.Errorf("the scorer after the minutes: %v", err)
		}
		confirmedAbove(t, db, c, m.ID)
	})
}

// confirmedAbove: the officer decides otherwise on one line, and the cell reads it.
func confirmedAbove(t *testing.T, db *storetest.DB, c meetingtest.Cast, id string) {
	var s quality.Sheet
	db.Read(t, c.Officer, func(rd *store.Reader) (err error) {
		if s, _, err = quality.Above(rd, book, id); err == nil && (s.SelfByName != "" || s.Voted == nil) {
			t.Errorf("what the committee sees: %+v", s.Score)
		}
		all, more := quality.Queue(rd, book, c.Ward, "")
		if more != nil || len(all) != 1 || all[0].Voted != *s.Voted || all[0].Done() {
			t.Errorf("the queue: %+v %v", all, more)
		}
		return err
	})
	confirm := func(who string, in quality.Confirmation) (x quality.Sheet, err error) {
		err = db.TryWrite(who, func(tx *store.Tx) (err error) {
			x, err = quality.Confirm(tx, book, id, in)
			return err
		})
		return x, err
	}
	right := quality.Confirmation{Version: s.Version, Lines: map[string]rule.Points{"4b": 1500}, Reason: "Ít ý kiến.", Decision: "Biên bản họp đảng ủy số 12", DecisionDay: meetingDay}
	for _, x := range []struct {
		name, who, code string
		spoil           func(*quality.Confirmation)
	}{
		{"the cell confirms itself", c.Hien.Person, "not_found", func(*quality.Confirmation) {}},
		{"the neighbour", c.Neighbour.Person, "not_found", func(*quality.Confirmation) {}},
		{"otherwise without a reason", c.Officer, "score_confirm_reason", func(in *quality.Confirmation) { in.Reason = " " }},
		{"without its own paper", c.Officer, "score_decision", func(in *quality.Confirmation) { in.Decision = "" }},
		{"before the meeting", c.Officer, "score_decision_day", func(in *quality.Confirmation) { in.DecisionDay = "2026-12-02" }},
		{"over the most", c.Officer, "score_range", func(in *quality.Confirmation) { in.Lines = map[string]rule.Points{"4b": 2501} }},
		{"an older page", c.Officer, "stale", func(in *quality.Confirmation) { in.Version-- }},
	} {
		in := right
		x.spoil(&in)
		if _, err := confirm(x.who, in); !fault.Is(err, x.code) {
			t.Errorf("%s: %v", x.name, err)
		}
	}
	askedBack(t, db, c, id)
	x, err := confirm(c.Officer, right) // the question held nothing up, and its page did not go stale
	if err != nil || x.Confirmed == nil || *x.Confirmed >= *x.Voted || *line(x, "4b").Confirmed != 1500 || *line(x, "4b").Voted != 2000 {
		t.Fatalf("confirmed: %+v %v", x.Score, err)
	}
	if again, err := confirm(c.Officer, right); err != nil || again.Version != x.Version {
		t.Errorf("sent again: %+v %v", again.Score, err)
	}
	db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
		own, err := quality.Of(rd, id)
		if err == nil && (own.Confirmed == nil || own.ConfirmedReason != "Ít ý kiến." || own.Decision == "" || *own.Voted == *own.Confirmed) {
			t.Errorf("what the cell reads: %+v", own)
		}
		return err
	})
	if err := db.TryWrite(c.Officer, func(tx *store.Tx) error { return quality.Ask(tx, book, id, "Một câu nữa?") }); !fault.Is(err, "score_asked") {
		t.Errorf("a second question: %v", err)
	}
	answer := func(who, text string) error {
		return db.TryWrite(who, func(tx *store.Tx) error { return quality.Answered(tx, id, text) })
	}
	for _, x := range []struct{ who, text, code string }{{c.Loc.Person, "Xin xem lại", "not_found"}, {c.Hien.Person, " ", "score_answer"}, {c.Hien.Person, "Xin xem lại mục 4b.", ""}, {c.Hien.Person, "Xin xem lại mục 4b.", ""}, {c.Hien.Person, "Lần nữa", "score_answered"}} {
		if err := answer(x.who, x.text); x.code == "" && err != nil || x.code != "" && !fault.Is(err, x.code) {
			t.Errorf("%q: %v", x.text, err)
		}
	}
	db.Read(t, c.Officer, func(rd *store.Reader) error {
		rows, err := quality.Month(rd, book, c.Ward, "2026-12")
		if err == nil {
			err = quality.Explain(rd, book, rows)
		}
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.Org == c.Cell && (r.Points == nil || *r.Points != *x.Confirmed || !r.Confirmed || r.Table != "quality.table.hd42@1" || len(r.Deductions) == 0) {
				t.Errorf("the monthly sheet: %+v", r)
			}
			for _, d := range r.Deductions {
				if strings.Contains(d, "Khoa") {
					t.Errorf("the sheet names who stayed away: %s", d)
				}
			}
		}
		trend, err := quality.TrendOf(rd, book, c.Cell, "2026-12")
		if err == nil && (len(trend.Runs) != 1 || len(trend.Runs[0].Points) != 1 || len(trend.Lift) != 3 || trend.Lift[0].Line.Code != "4b") {
			t.Errorf("the trend: %+v", trend.Lift)
		}
		year, more := quality.YearOf(rd, book, c.Cell, "2026")
		if more == nil && (len(year.Months) != 1 || year.By.Found() || year.Words[year.Months[0].Word] != 1) {
			t.Errorf("the year: %+v", year)
		}
		return err
	})
}

const meetingDay = "2026-12-03"

// A month scored by one figure stays one figure, and a day without a table of its
// kind has only that.
func TestOneFigureWhereThereAreNoLines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		hall(t, db, c, m.ID)
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			if _, err := quality.Propose(tx, book, m.ID, 0, 9350, "Đúng giờ."); err != nil {
				return err
			}
			_, _, err := quality.Hold(tx, book, m.ID, vote.Hands{ID: "one", Subject: "Điểm", For: 4})
			return err
		})
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			s, err := quality.Read(rd, book, m.ID)
			if err == nil && (s.By.Found() || *s.Voted != 9350 || s.Band != "Tốt" || s.OutOf != 10000) {
				t.Errorf("%+v", s.Score)
			}
			return err
		})
	})
}
