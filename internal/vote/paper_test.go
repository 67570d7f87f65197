package vote_test

import (
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

// TestASecretMatterGoesByPaper: hands are refused with the sentence that says so;
// the tellers' count is taken when it can be.
func TestASecretMatterGoesByPaper(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			for _, one := range []meetingtest.Someone{c.Hien, c.Huy, c.Loc, c.Mai, c.Khoa} {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: one.Member, Status: attendance.Here}); err != nil {
					return err
				}
			}
			return nil
		})
		paper := func(issued, returned, valid int) vote.Hands {
			return vote.Hands{Matter: "expulsion", Method: vote.OnPaper, For: 4, Ballots: vote.Ballots{Issued: issued, Returned: returned, Valid: valid}}
		}
		for _, s := range []struct {
			name string
			in   vote.Hands
			code string
		}{
			{"by hand", vote.Hands{Matter: "expulsion", For: 4}, "vote_secret"},
			{"by shouting", vote.Hands{Matter: "ordinary", Method: "voice", For: 4}, "vote_method"},
			{"more given out than vote", paper(6, 5, 5), "ballots_issued"},
			{"more back than given out", paper(5, 6, 5), "ballots_returned"},
			{"more valid than back", paper(5, 4, 5), "ballots_valid"},
			{"more votes than valid ones", paper(5, 5, 3), "ballots_votes"},
			{"less than nought", paper(5, 5, -1), "vote_negative"},
			{"right, one invalid", paper(5, 5, 4), ""},
			{"an open matter by hand", vote.Hands{Matter: "admission", For: 4, Against: 1}, ""},
		} {
			s.in.Meeting, s.in.Subject = m.ID, s.name
			var v vote.Vote
			err := db.TryWrite(c.Huy.Person, func(tx *store.Tx) (err error) { v, err = vote.Hold(tx, meetingtest.Book, s.in); return })
			if (s.code == "") != (err == nil) || s.code != "" && !fault.Is(err, s.code) {
				t.Errorf("%s: %v", s.name, err)
			}
			if s.name == "right, one invalid" && (!v.Passed || v.Needed != 4 || v.Base != 5 || v.Method != vote.OnPaper || v.Ballots.Valid != 4) {
				t.Errorf("%+v", v)
			}
		}
		// Neither the probationary nor the suspended stand in any base.
		db.Read(t, c.Mai.Person, func(rd *store.Reader) error {
			for _, matter := range meetingtest.Book.Matters(m.Day, m.Kind) {
				o, err := vote.Before(rd, meetingtest.Book, m.ID, matter)
				if err != nil {
					return err
				}
				for _, id := range o.Members {
					if id == c.Anh.Member || id == c.Nga.Member {
						t.Errorf("%s: %s stands in the base", matter, id)
					}
				}
			}
			all, err := vote.List(rd, m.ID)
			if len(all) != 2 {
				t.Errorf("%d votes kept", len(all))
			}
			return err
		})
	})
}
