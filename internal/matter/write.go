package matter

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const (
	whatMost    = 300
	officeMost  = 120
	outcomeMost = 2000
	paperMost   = 60
)

// Put writes a line of the draft: a new one where in has no id. The same words once more are
// one line. For those who give duties, in a cell of which the rules want a list.
func Put(tx *store.Tx, book *rule.Book, in Matter, version int64) (Matter, error) {
	list, err := writing(tx.Reader, book, in.Org, in.Year)
	if err != nil {
		return in, err
	}
	if err := tidy(tx.Reader, &in); err != nil {
		return in, err
	}
	old := Matter{}
	for _, m := range list.Matters {
		switch {
		case m.ID == in.ID:
			old = m
		case m.ClosedOn == "" && vi.Fold(m.What) == vi.Fold(in.What) && in.ID == "" && m.Office == in.Office && m.ReportOn == in.ReportOn:
			return m, nil
		case m.ClosedOn == "" && vi.Fold(m.What) == vi.Fold(in.What):
			return in, fault.Bad("what", "matter_same")
		}
	}
	switch {
	case in.ID != "" && old.ID == "":
		return in, fault.Missing()
	case old.AdoptedOn != "":
		return old, fault.New(fault.Conflict, "matter_adopted", "day", vi.ShowDay(old.AdoptedOn))
	case old.ID != "" && old.What == in.What && old.Office == in.Office && old.ReportOn == in.ReportOn:
		return old, nil
	case old.ID != "" && old.Version != version:
		return in, fault.Stale(old)
	}
	if old.ID == "" {
		law, err := makes(tx.Reader, book, in.Org)
		if err == nil && len(list.Matters) >= law.Most {
			err = fault.New(fault.Conflict, "matter_many", "limit", law.Most)
		}
		if err != nil {
			return in, err
		}
		in.ID = store.NewID()
		_, err = tx.Exec(`insert into matter (tenant, id, org, year, what, office, report_on, adopted_on, meeting, paper, outcome, reported_on, closed_on, close_reason, version, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, '', '', '', '', '', '', '', 1, $8, $9)`,
			in.ID, in.Org, in.Year, in.What, in.Office, in.ReportOn, tx.Now(), tx.Viewer().Person)
		if err != nil {
			return in, err
		}
	} else if _, err := tx.Exec(`update matter set what = $3, office = $4, report_on = $5, version = version + 1 where tenant = $1 and id = $2`, in.ID, in.What, in.Office, in.ReportOn); err != nil {
		return in, err
	}
	return noted(tx, in, "matter.put", map[string]any{"before": old, "after": in})
}

// writing reads the list for who writes it.
func writing(rd *store.Reader, book *rule.Book, cell string, year int) (List, error) {
	if err := access.Must(rd, access.DutyEdit, cell); err != nil {
		return List{}, err
	}
	this, _ := strconv.Atoi(rd.Today()[:4])
	if year < this || year > this+1 {
		return List{}, fault.Bad("year", "duty_year", "first", this, "last", this+1)
	}
	l, err := Year(rd, book, cell, year)
	if err == nil && !l.Makes {
		err = fault.New(fault.Conflict, "matter_kind")
	}
	return l, err
}

// tidy cleans a line and says what is wrong with it: an office answers for it, and who
// stands there with the name of a member is refused.
func tidy(rd *store.Reader, in *Matter) error {
	var bad fault.Fields
	in.What, in.Office = vi.Clean(in.What), vi.Clean(in.Office)
	if n := utf8.RuneCountInString(in.What); n == 0 || n > whatMost {
		bad.Add("what", "matter_what", "limit", whatMost)
	}
	if n := utf8.RuneCountInString(in.Office); n == 0 || n > officeMost {
		bad.Add("office", "matter_office", "limit", officeMost)
	}
	if year := strconv.Itoa(in.Year); !vi.ValidDay(in.ReportOn) || in.ReportOn[:4] != year {
		bad.Add("report_on", "matter_day", "year", in.Year)
	}
	names, err := rd.Strings(`select p.full_name from member_span s join member m on m.tenant = s.tenant and m.id = s.member join person p on p.tenant = m.tenant and p.id = m.person
		where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and s.standing <> 'ended'`, in.Org, rd.Today())
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.Contains(vi.Fold(in.Office), vi.Fold(name)) {
			bad.Add("office", "matter_named")
			break
		}
	}
	return bad.Err()
}

func noted(tx *store.Tx, m Matter, what string, said any) (Matter, error) {
	if err := audit.Note(tx, what, "matter", m.ID, m.Org, said); err != nil {
		return m, err
	}
	return Get(tx.Reader, m.ID)
}

// Decision is by what lines were adopted.
type Decision struct {
	Meeting string `json:"meeting"` // of the cell, or empty
	Day     string `json:"day"`     // where no meeting of the system is named
	Paper   string `json:"paper"`
}

// Adopt says that a meeting agreed on the lines that are drafts. Nothing left to adopt is
// no change.
func Adopt(tx *store.Tx, book *rule.Book, cell string, year int, in Decision) (List, error) {
	l, err := writing(tx.Reader, book, cell, year)
	if err != nil {
		return l, err
	}
	in.Paper = vi.Clean(in.Paper)
	if utf8.RuneCountInString(in.Paper) > paperMost {
		return l, fault.Bad("paper", "programme_paper", "limit", paperMost)
	}
	day := in.Day
	if in.Meeting != "" {
		err := tx.Get([]any{&day}, `select day from meeting where tenant = $1 and id = $2 and org = $3 and opened_at is not null`, in.Meeting, cell)
		if store.IsNoRow(err) {
			err = fault.Bad("meeting", "programme_meeting")
		}
		if err != nil {
			return l, err
		}
	}
	switch {
	case !vi.ValidDay(day) || day > tx.Today() || day < vi.AddDays(tx.Today(), -366):
		return l, fault.Bad("day", "programme_day", "today", vi.ShowDay(tx.Today()))
	case len(l.Matters) == 0:
		return l, fault.New(fault.Conflict, "matter_empty")
	case l.Drafts() == 0:
		return l, nil
	}
	if _, err := tx.Exec(`update matter set adopted_on = $4, meeting = $5, paper = $6, version = version + 1 where tenant = $1 and org = $2 and year = $3 and adopted_on = ''`, cell, year, day, in.Meeting, in.Paper); err != nil {
		return l, err
	}
	if err := audit.Note(tx, "matter.adopt", "org", cell, cell, map[string]any{"year": year, "decision": in, "lines": l.Drafts()}); err != nil {
		return l, err
	}
	return Year(tx.Reader, book, cell, year)
}

// writes reads a line for who writes the list.
func writes(rd *store.Reader, id string) (Matter, error) {
	m, err := Get(rd, id)
	if err != nil {
		return m, err
	}
	return m, access.Must(rd, access.DutyEdit, m.Org)
}

// Report writes down what the cell heard of an adopted line, and on which day. Other words
// for the same line change them; both stand in the log.
func Report(tx *store.Tx, id string, version int64, day, outcome string) (Matter, error) {
	m, err := writes(tx.Reader, id)
	if err != nil {
		return m, err
	}
	outcome = vi.CleanText(outcome)
	switch n := utf8.RuneCountInString(outcome); {
	case m.AdoptedOn == "":
		return m, fault.New(fault.Conflict, "matter_draft")
	case m.ClosedOn != "":
		return m, fault.New(fault.Conflict, "matter_closed", "day", vi.ShowDay(m.ClosedOn))
	case n == 0 || n > outcomeMost:
		return m, fault.Bad("outcome", "matter_outcome", "limit", outcomeMost)
	case !vi.ValidDay(day) || day > tx.Today() || day < m.AdoptedOn:
		return m, fault.Bad("day", "matter_heard", "from", vi.ShowDay(m.AdoptedOn), "to", vi.ShowDay(tx.Today()))
	case m.Outcome == outcome && m.ReportedOn == day:
		return m, nil
	case m.Version != version:
		return m, fault.Stale(m)
	}
	if _, err := tx.Exec(`update matter set outcome = $3, reported_on = $4, version = version + 1 where tenant = $1 and id = $2`, id, outcome, day); err != nil {
		return m, err
	}
	return noted(tx, m, "matter.report", map[string]any{"before": m.Outcome, "after": outcome, "day": day})
}

// Drop takes a line off: a draft goes, an adopted one stays with the reason.
func Drop(tx *store.Tx, id, reason string) error {
	m, err := writes(tx.Reader, id)
	if err != nil {
		return err
	}
	if m.AdoptedOn == "" {
		if _, err := tx.Exec(`delete from matter where tenant = $1 and id = $2`, id); err != nil {
			return err
		}
		return audit.Note(tx, "matter.drop", "matter", id, m.Org, map[string]any{"before": m})
	}
	reason = vi.Clean(reason)
	switch n := utf8.RuneCountInString(reason); {
	case m.ClosedOn != "":
		return nil
	case n == 0 || n > whatMost:
		return fault.Bad("reason", "programme_reason", "limit", whatMost)
	}
	if _, err := tx.Exec(`update matter set closed_on = $3, close_reason = $4, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today(), reason); err != nil {
		return err
	}
	return audit.Note(tx, "matter.drop", "matter", id, m.Org, map[string]string{"reason": reason})
}
