package meetings

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/quality"
	"chibo/internal/resolution"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// done and open are the rows of a checklist.
func done(title, second, href string) ui.Row {
	return ui.Row{Icon: "circle-check", Kind: "ok", Title: title, Second: second, Href: href}
}

func still(title, second, href string) ui.Row {
	return ui.Row{Icon: "circle-dashed", Kind: "warn", Title: title, Second: second, Href: href}
}

// ClosePage is GET, Close POST: what is there and what is missing; closing leads
// to the reading of the minutes.
func ClosePage(w http.ResponseWriter, r *page.Request) error { return closing(w, r, http.StatusOK) }

func closing(w http.ResponseWriter, r *page.Request, status int) error {
	var rows []ui.Row
	var advice []string
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if rows, err = s.closeRows(rd, r); err != nil {
			return err
		}
		advice, err = meeting.Advice(rd, r.Book, s.M.ID, "close")
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, word(r, "close.title"), word(r, "bar.close"), link.Room(s.Slug, s.Ky))
	if s.M.OpenedAt > 0 {
		until := s.Now
		if s.M.ClosedAt > 0 {
			until = s.M.ClosedAt
		}
		p.Sub = say(r, "close.lasted", "minutes", s.M.Lasted(s.Now), "from", hour(s.M.OpenedAt), "until", hour(until))
	}
	if s.M.At(meeting.Closed) {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "close.over", "time", hour(s.M.ClosedAt))}
		p.Primary = &ui.Action{Text: word(r, "next.closed"), Href: link.ReadBack(s.Slug, s.Ky, "1")}
		body := Checklist(rows)
		if s.M.At(meeting.Confirmed) || !s.May {
			p.Primary = &ui.Action{Text: word(r, "door.minutes"), Href: link.Minutes(s.Slug, s.Ky)}
		} else {
			body = templ.Join(body, Soft(say(r, "reopen.what")), Post(Form{Action: link.Reopen(s.Slug, s.Ky)}, ui.Action{Text: say(r, "reopen")}, "btn"))
		}
		return r.Page(w, status, p, body)
	}
	var above []templ.Component
	for _, code := range advice {
		above = append(above, ui.NoteBox(ui.Note{Kind: "warn", Text: word(r, "advice."+code)}))
	}
	return s.ask(w, r, status, p, say(r, "close.read"), Form{}, append(above, Checklist(rows))...)
}

// closeRows are what the closing looks at, in the order of the evening.
func (s sitting) closeRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	sheet, err := attendance.List(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	rows := []ui.Row{check(sheet.Unmarked == 0, rollHead(r, sheet), rollLeft(r, sheet), link.RollCall(s.Slug, s.Ky))}
	for _, more := range []func(*store.Reader, *page.Request) ([]ui.Row, error){s.todoRows, s.headRows, s.itemRows, s.resolutionRows, s.saidRows, s.lastRows} {
		some, err := more(rd, r)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	return rows, nil
}

// check is a row of the checklist: there already, or still open.
func check(ok bool, title, second, href string) ui.Row {
	if ok {
		return done(title, second, href)
	}
	return still(title, second, href)
}

func (s sitting) itemRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	items, err := itemsOf(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	settled, at := 0, link.Room(s.Slug, s.Ky)
	for _, i := range slices.Backward(items) {
		if i.Conclusion != "" {
			settled++
		} else {
			at = link.Item(s.Slug, s.Ky, strconv.Itoa(i.Position))
		}
	}
	rows := []ui.Row{check(settled == len(items), word(r, "close.items", "count", settled, "total", len(items)), "", at)}
	due, err := task.HeardAt(rd, s.M.ID)
	if err != nil || len(due) == 0 {
		return rows, err
	}
	return append(rows, check(found(due) == len(due), say(r, "evaluate.progress", "done", found(due), "total", len(due)), "", link.Evaluate(s.Slug, s.Ky))), nil
}

// resolutionRows say plainly when there is none: a meeting may end without.
func (s sitting) resolutionRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	d, err := resolution.Get(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	if len(d.Items) == 0 {
		return []ui.Row{still(say(r, "close.noresolution"), say(r, "close.noresolution.what"), link.Resolution(s.Slug, s.Ky))}, nil
	}
	rows := []ui.Row{done(word(r, "close.resolution", "count", len(d.Items)), "", link.Resolution(s.Slug, s.Ky))}
	votes, err := vote.List(rd, s.M.ID)
	for _, v := range votes {
		if v.ID == d.VoteID {
			return append(rows, done(word(r, "close.voted"), word(r, "vote.result", "for", v.For, "base", v.Base, "share", vi.Percent(v.For, v.Base)), link.Vote(s.Slug, s.Ky, "nghi-quyet"))), err
		}
	}
	return append(rows, still(word(r, "close.unvoted"), "", link.Vote(s.Slug, s.Ky, "nghi-quyet"))), err
}

// unvoted is how many tasks the resolution holds that nobody voted on; 0 when it
// was voted on or there is none.
func (s sitting) unvoted(rd *store.Reader) (int, error) {
	d, err := resolution.Get(rd, s.M.ID)
	if err != nil {
		return 0, err
	}
	votes, err := vote.List(rd, s.M.ID)
	if slices.ContainsFunc(votes, func(v vote.Vote) bool { return v.Matter == "resolution" }) {
		return 0, err
	}
	n := 0
	for _, i := range d.Items {
		if !i.Outside {
			n++
		}
	}
	return n, err
}

func (s sitting) saidRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	said, err := speech.List(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	rows, err := s.aheadRows(rd, r)
	if n := len(speech.Unwritten(said)); n > 0 && s.Runs {
		rows = append(rows, ui.Row{Icon: "triangle-alert", Kind: "warn", Title: say(r, "unwritten.title", "count", n), Href: link.Unwritten(s.Slug, s.Ky)})
	}
	return rows, err
}

// lastRows are what the chair does last: score, what to do better, the reading.
func (s sitting) lastRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	if s.M.OfCommittee() { // scores are of cell meetings
		return s.readingRow(rd, r)
	}
	x, err := quality.Of(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	row := still(say(r, "score.title"), say(r, "score.todo"), link.Score(s.Slug, s.Ky))
	switch {
	case x.Voted != nil:
		row = done(say(r, "score.done", "points", *x.Voted, "word", x.Band), "", row.Href)
	case x.Self != nil:
		row.Second = say(r, "score.unvoted", "points", *x.Self)
	}
	l, err := meeting.LacksOf(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	before, err := s.beforeRow(rd, r)
	if err != nil {
		return nil, err
	}
	rows := append(before, row, check(len(l.Lines) > 0, say(r, "lacks.title"), strings.Join(l.Lines, "; "), link.Shortcomings(s.Slug, s.Ky)))
	read, err := s.readingRow(rd, r)
	return append(rows, read...), err
}

// readingRow is how far the reading of the minutes has come.
func (s sitting) readingRow(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	votes, err := vote.List(rd, s.M.ID)
	if !s.M.At(meeting.Closed) {
		return []ui.Row{still(word(r, "next.closed"), "", "")}, err
	}
	v, held := minutesVote(votes)
	read := still(say(r, "close.unread"), "", link.ReadBack(s.Slug, s.Ky, "1"))
	if held && v.Passed {
		read = done(say(r, "close.agreed"), word(r, "vote.result", "for", v.For, "base", v.Base, "share", vi.Percent(v.For, v.Base)), link.Vote(s.Slug, s.Ky, "bien-ban"))
	}
	return []ui.Row{read}, err
}

// Reopen is POST: the closing is taken back, and one stands in the room again.
func Reopen(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := minutes.Reopen(tx, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return closing(w, r, status) })
	}
	return r.See(w, link.Room(s.Slug, s.Ky))
}

func Close(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		if _, err := meeting.Close(tx, s.M.ID); err != nil {
			return err
		}
		_, err := minutes.Compose(tx, r.Book, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return closing(w, r, status) })
	}
	return r.See(w, link.ReadBack(s.Slug, s.Ky, "1"))
}
