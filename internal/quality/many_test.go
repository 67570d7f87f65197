package quality_test

import (
	"slices"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestManyAreConfirmedWhereEvidenceAndVoteAgree: by one decision, as the cells voted;
// what differs, is full, was asked about or has moved is left as it is and says why.
func TestManyAreConfirmedWhereEvidenceAndVoteAgree(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		cells := c.Scored(t, db, 6, 1)
		exec := func(text string, args ...any) {
			t.Helper()
			db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
		}
		exec(`update meeting_score set voted = out_of, suggested = out_of where tenant = $1 and meeting = $2`, cells[2].Meeting)
		db.Write(t, c.Officer, func(tx *store.Tx) error { return quality.Ask(tx, book, cells[3].Meeting, "Vì sao?") })
		exec(`delete from score_line where tenant = $1 and meeting = $2`, cells[4].Meeting)
		var picks []quality.Pick
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			picks = nil
			all, err := quality.Together(rd, book, c.Ward)
			for _, x := range all {
				i := slices.IndexFunc(cells, func(s meetingtest.ScoredCell) bool { return s.Meeting == x.Meeting })
				if want := []string{"", quality.WhyDiffers, quality.WhyFull, quality.WhyAsked, quality.WhyFigure, ""}[i]; x.Why != want || x.Version == 0 {
					t.Errorf("%s: %q, want %q (%+v)", x.Cell, x.Why, want, x)
				}
				picks = append(picks, quality.Pick{Meeting: x.Meeting, Version: x.Version})
			}
			return err
		})
		exec(`update meeting_score set version = version + 1 where tenant = $1 and meeting = $2`, cells[5].Meeting) // since the page was drawn
		send := func(who string, picks []quality.Pick, decision, day string) (out []quality.Outcome, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) {
				out, err = quality.ConfirmTogether(tx, book, c.Ward, picks, decision, day)
				return err
			})
			return out, err
		}
		for _, x := range []struct {
			name, who, decision, day, code string
			picks                          []quality.Pick
		}{
			{"a cell's secretary", c.Hien.Person, "Biên bản số 12", meetingDay, "not_found", picks},
			{"none chosen", c.Officer, "Biên bản số 12", meetingDay, "score_pick", nil},
			{"too many", c.Officer, "Biên bản số 12", meetingDay, "score_pick_many", make([]quality.Pick, 51)},
			{"no paper", c.Officer, " ", meetingDay, "score_decision", picks},
			{"a paper older than a meeting", c.Officer, "Biên bản số 12", "2026-12-02", "score_decision_day", picks},
			{"a paper of tomorrow", c.Officer, "Biên bản số 12", "2099-01-01", "score_decision_day", picks},
			{"something that is no score of theirs", c.Officer, "Biên bản số 12", meetingDay, "not_found", append(slices.Clone(picks), quality.Pick{Meeting: "khong-co"})},
		} {
			if _, err := send(x.who, x.picks, x.decision, x.day); !fault.Is(err, x.code) {
				t.Errorf("%s: %v", x.name, err)
			}
		}
		want := []string{"", quality.WhyDiffers, quality.WhyFull, quality.WhyAsked, quality.WhyFigure, quality.WhyMoved}
		for range 2 { // sent again it is one decision
			out, err := send(c.Officer, picks, "Biên bản số 12", meetingDay)
			if err != nil || len(out) != 6 {
				t.Fatalf("%+v %v", out, err)
			}
			for _, o := range out {
				i := slices.IndexFunc(cells, func(s meetingtest.ScoredCell) bool { return s.Meeting == o.Meeting })
				if o.Why != want[i] || o.Cell == "" {
					t.Errorf("%s: %q, want %q", o.Cell, o.Why, want[i])
				}
			}
		}
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			for i, x := range cells {
				s, _, err := quality.Above(rd, book, x.Meeting)
				if err != nil {
					return err
				}
				if done := s.Confirmed != nil; done != (i == 0) || done && (*s.Confirmed != *s.Voted || s.Decision != "Biên bản số 12" || s.Version != 4) {
					t.Errorf("cell %d: %+v", i, s.Score)
				}
				if i == 0 && *line(s, "2").Confirmed != rule.Points(450) {
					t.Errorf("its lines: %+v", line(s, "2"))
				}
			}
			return nil
		})
		out, err := send(c.Officer, picks[:1], "Biên bản số 13", meetingDay)
		if err != nil || out[0].Why != quality.WhyElsewhere {
			t.Errorf("another decision over a first one: %+v %v", out, err)
		}
	})
}
