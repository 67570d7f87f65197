package quality

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Question is what the committee asked the cell about its score, and what the cell
// answered. It stands beside the confirmation on both sides and holds nothing up:
// the committee may confirm before the answer, or without one.
type Question struct {
	Text      string
	ByName    string
	At        int64
	Reply     string
	ReplyName string
	ReplyAt   int64
}

// Open tells that the cell has yet to answer.
func (q Question) Open() bool { return q.Text != "" && q.Reply == "" }

// Ask puts the committee's one question about a score it has not confirmed yet. Sent
// again it is one question. It changes no version, so that nobody's open form goes
// stale by it. For whoever confirms.
func Ask(tx *store.Tx, book *rule.Book, id, text string) error {
	s, m, err := Above(tx.Reader, book, id)
	text = vi.CleanText(text)
	switch {
	case err != nil:
		return err
	case s.Question.Text == text && text != "":
		return nil
	case s.Question.Text != "":
		return fault.New(fault.Conflict, "score_asked").With(s.Score)
	case s.Voted == nil:
		return fault.New(fault.Conflict, "score_unvoted")
	case s.Confirmed != nil:
		return fault.New(fault.Conflict, "score_ask_late")
	case text == "" || len(text) > 1000:
		return fault.Bad("question", "score_question")
	}
	if _, err := tx.Exec(`update meeting_score set question = $3, question_by = $4, question_at = $5 where tenant = $1 and meeting = $2`, id, text, tx.Viewer().Person, tx.Now()); err != nil {
		return err
	}
	return audit.Note(tx, "quality.ask", "meeting", id, m.Org, map[string]string{"text": text})
}

// Reply is the cell's one answer to it, before or after the confirmation. For the
// secretary and her deputy.
func Reply(tx *store.Tx, id, text string) error {
	m, err := meeting.For(tx.Reader, id, access.MinutesSeal)
	if err != nil {
		return err
	}
	s, err := of(tx.Reader, id)
	text = vi.CleanText(text)
	switch {
	case err != nil:
		return err
	case s.Question.Text == "":
		return fault.New(fault.Conflict, "score_unasked")
	case s.Question.Reply == text && text != "":
		return nil
	case s.Question.Reply != "":
		return fault.New(fault.Conflict, "score_replied").With(s)
	case text == "" || len(text) > 1000:
		return fault.Bad("reply", "score_reply")
	}
	if _, err := tx.Exec(`update meeting_score set reply = $3, reply_by = $4, reply_at = $5 where tenant = $1 and meeting = $2`, id, text, tx.Viewer().Person, tx.Now()); err != nil {
		return err
	}
	return audit.Note(tx, "quality.reply", "meeting", id, m.Org, map[string]string{"text": text})
}

// Asked is a meeting whose score the committee asked about.
type Asked struct {
	Period, Kind string
	N            int
	Text         string
}

// Unanswered lists the questions a cell has yet to answer, the oldest first. For
// whoever may answer; nobody else's list has any.
func Unanswered(rd *store.Reader, org string) ([]Asked, error) {
	if may, err := access.Can(rd, access.MinutesSeal, org); err != nil || !may {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (a Asked, err error) { err = scan(&a.Period, &a.Kind, &a.N, &a.Text); return },
		`select m.period, m.kind, m.n, x.question from meeting m cross join meeting_score x
		where m.tenant = $1 and m.org = $2 and m.circle = '' and x.tenant = m.tenant and x.meeting = m.id and x.question <> '' and x.reply = '' order by m.starts_at, m.id`, org)
}
