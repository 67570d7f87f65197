// Package silence is a month of a cell of which the committee knows nothing: the
// committee asks after it, once a day at most, and the cell may say that it does not
// meet this month and why. The committee accepts that word or asks back. It is about
// cells, never about persons; a meeting held after all ends it.
package silence

import (
	"regexp"
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Word is what stands about one month of a cell.
type Word struct {
	Org        string `json:"org"`
	Month      string `json:"month"`
	State      string `json:"state"` // of the cell's month, as package report has it
	PlannedDay string `json:"planned_day,omitempty"`
	DueDay     string `json:"due_day,omitempty"`
	RemindedOn string `json:"reminded_on,omitempty"` // last day the committee asked after it
	RemindedBy string `json:"-"`
	SaidOn     string `json:"said_on,omitempty"` // the cell said that it does not meet
	Reason     string `json:"reason,omitempty"`  // key of rule cell.silence
	Note       string `json:"note,omitempty"`
	AcceptedOn string `json:"accepted_on,omitempty"`
	AskedOn    string `json:"asked_on,omitempty"` // the committee asked back
	Question   string `json:"question,omitempty"`
	AnsweredOn string `json:"answered_on,omitempty"` // the cell said it again since
	Version    int64  `json:"version"`
}

// Said tells that the cell's word stands: it does not meet.
func (w Word) Said() bool { return w.SaidOn != "" }

// Asked tells that the committee asked back and waits for the cell.
func (w Word) Asked() bool { return w.Question != "" && w.AnsweredOn == "" && w.AcceptedOn == "" }

// Reminded tells that the committee asked after the month and nothing came since.
func (w Word) Reminded() bool { return w.RemindedOn != "" && w.State == report.Silent }

// MayRemind tells whether the committee may ask after it today.
func (w Word) MayRemind(book *rule.Book, today string) bool {
	return w.State == report.Silent && book.Silence(today).MayRemind(w.RemindedOn, today)
}

// MaySay tells whether the cell may say today that it does not meet: nothing was held,
// and the month is this one or a near one past.
func (w Word) MaySay(book *rule.Book, today string) bool {
	return (w.open() || w.State == report.Missed) && w.AcceptedOn == "" && book.Silence(today).MaySay(w.Month, today)
}

// open tells of a month in which nothing was held.
func (w Word) open() bool {
	return slices.Contains([]string{report.Planned, report.None, report.NotDue, report.Silent}, w.State)
}

const columns = `org, month, reminded_on, reminded_by, said_on, reason, note, accepted_on, asked_on, question, answered_on, version`

func scan(s store.Scan) (w Word, err error) {
	err = s(&w.Org, &w.Month, &w.RemindedOn, &w.RemindedBy, &w.SaidOn, &w.Reason, &w.Note, &w.AcceptedOn, &w.AskedOn, &w.Question, &w.AnsweredOn, &w.Version)
	return
}

var monthForm = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])$`)

// Of reads what stands about a month of a cell, for those who lead the cell or ask
// after it above. A month of which nothing was said has version 0.
func Of(rd *store.Reader, book *rule.Book, org, month string) (Word, error) {
	may, err := either(rd, org)
	if err != nil || !may || !monthForm.MatchString(month) {
		return Word{}, orMissing(err)
	}
	return of(rd, book, org, month)
}

func either(rd *store.Reader, org string) (bool, error) {
	may, err := access.Can(rd, access.SilenceSay, org)
	if err == nil && !may {
		may, err = access.Can(rd, access.SilenceRemind, org)
	}
	return may, err
}

func orMissing(err error) error {
	if err != nil {
		return err
	}
	return fault.Missing()
}

func of(rd *store.Reader, book *rule.Book, org, month string) (Word, error) {
	w, err := store.One(rd, scan, `select `+columns+` from cell_silence where tenant = $1 and month = $2 and org = $3`, month, org)
	if fault.KindOf(err) == fault.NotFound {
		w, err = Word{Org: org, Month: month}, nil
	}
	if err != nil {
		return w, err
	}
	m, err := report.Ward(rd, book, org, month)
	if err != nil {
		return w, err
	}
	for _, row := range m.Rows {
		if row.Org == org {
			w.State, w.PlannedDay, w.DueDay = row.State, row.PlannedDay, row.DueDay
			return w, nil
		}
	}
	return w, fault.Missing() // no cell that month
}

// Waiting lists the months of a cell in which the committee waits for its word, the
// oldest first: asked after and still silent, or asked back. For those who lead the
// cell; nobody else's list has any.
func Waiting(rd *store.Reader, book *rule.Book, org string) ([]Word, error) {
	if may, err := access.Can(rd, access.SilenceSay, org); err != nil || !may {
		return nil, err
	}
	first := vi.MonthOf(rd.Today())
	for range 12 {
		first = vi.PrevMonth(first)
	}
	months, err := rd.Strings(`select month from cell_silence where tenant = $1 and org = $2 and month >= $3 and accepted_on = '' order by month`, org, first)
	if err != nil {
		return nil, err
	}
	var out []Word
	for _, month := range months {
		w, err := of(rd, book, org, month)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if w.Reminded() || w.State == report.Missed && w.Asked() {
			out = append(out, w)
		}
	}
	return out, nil
}
