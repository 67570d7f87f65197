package quality_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/quality"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// askedBack: the committee asks once before it confirms, the cell's secretary finds
// it and answers once; both read both, and nobody else asks or answers.
func askedBack(t *testing.T, db *storetest.DB, c meetingtest.Cast, id string) {
	t.Helper()
	ask := func(who, text string) error {
		return db.TryWrite(who, func(tx *store.Tx) error { return quality.Ask(tx, book, id, text) })
	}
	reply := func(who, text string) error {
		return db.TryWrite(who, func(tx *store.Tx) error { return quality.Reply(tx, id, text) })
	}
	open := func(who string, want int) {
		t.Helper()
		db.Read(t, who, func(rd *store.Reader) error {
			all, err := quality.Unanswered(rd, c.Cell)
			if len(all) != want {
				t.Errorf("questions before %s: %+v", who, all)
			}
			return err
		})
	}
	first := "Mục 4b: ý kiến nào của đồng chí dự lần đầu?"
	for _, x := range []struct {
		do              func(who, text string) error
		who, text, code string
	}{
		{reply, c.Hien.Person, "Chưa ai hỏi", "score_unasked"},
		{ask, c.Hien.Person, "Tự hỏi", "not_found"}, {ask, c.Neighbour.Person, "Hỏi", "not_found"}, {ask, c.Officer, " ", "score_question"},
		{ask, c.Officer, first, ""}, {ask, c.Officer, first, ""}, {ask, c.Officer, "Câu khác", "score_asked"},
		{reply, c.Loc.Person, "Hai ý kiến", "not_found"}, {reply, c.Officer, "Hai ý kiến", "not_found"}, {reply, c.Hien.Person, "", "score_reply"},
	} {
		if err := x.do(x.who, x.text); x.code == "" && err != nil || x.code != "" && !fault.Is(err, x.code) {
			t.Errorf("%s %q: %v", x.who, x.text, err)
		}
	}
	open(c.Hien.Person, 1)
	open(c.Loc.Person, 0)
	for _, x := range []struct{ text, code string }{{"Hai ý kiến, ở biên bản.", ""}, {"Hai ý kiến, ở biên bản.", ""}, {"Ba", "score_replied"}} {
		if err := reply(c.Hien.Person, x.text); x.code == "" && err != nil || x.code != "" && !fault.Is(err, x.code) {
			t.Errorf("answered %q: %v", x.text, err)
		}
	}
	open(c.Hien.Person, 0)
	db.Read(t, c.Officer, func(rd *store.Reader) error {
		s, _, err := quality.Above(rd, book, id)
		if q := s.Question; q.Text != first || q.ByName == "" || q.At == 0 || q.Reply != "Hai ý kiến, ở biên bản." || q.ReplyName == "" || q.ReplyAt == 0 {
			t.Errorf("both stand on the sheet: %+v", q)
		}
		n, more := rd.Int(`select count(*) from audit_entry where tenant = $1 and action in ('quality.ask', 'quality.reply')`)
		if more != nil || n != 2 {
			t.Errorf("%d lines in the log: %v", n, more)
		}
		return err
	})
}
