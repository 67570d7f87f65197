package duty

import (
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Give writes one duty down: a draft before the year's duties are adopted, in
// force at once after. Who drafts gives it. A fourth duty, one for an exempt
// member, the same one twice and one in a cell of closed content are refused.
func Give(tx *store.Tx, book *rule.Book, in Duty) (Duty, error) {
	if err := access.Must(tx.Reader, access.DutyEdit, in.Org); err != nil {
		return Duty{}, err
	}
	this, _ := strconv.Atoi(tx.Today()[:4]) // always four digits
	if in.Year < this || in.Year > this+1 {
		return Duty{}, fault.Bad("year", "duty_year", "first", this, "last", this+1)
	}
	if err := open(tx.Reader, book, in.Org); err != nil {
		return Duty{}, err
	}
	in.ID = ""
	var wrong fault.Fields
	tidy(&in, tx.Today(), &wrong)
	if err := takes(tx.Reader, book, in, &wrong); err != nil {
		return Duty{}, err
	}
	if err := wrong.Err(); err != nil {
		return Duty{}, err
	}
	in.ID = store.NewID()
	if _, err := tx.Exec(`insert into duty (tenant, id, org, year, member, what, product, due, rhythm, helper, place, given_on, ended_on, end_reason, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, null, '', 1)`,
		in.ID, in.Org, in.Year, in.Member, in.What, in.Product, in.Due, in.Rhythm, in.Helper, in.Place, tx.Today()); err != nil {
		return Duty{}, err
	}
	if err := note(tx, in, "give", "", "", in); err != nil {
		return Duty{}, err
	}
	return read(tx.Reader, in.ID)
}

// open refuses a cell that keeps headings only: what its members are charged
// with stays out of the system (design/decisions.md 19).
func open(rd *store.Reader, book *rule.Book, cell string) error {
	o, err := org.Get(rd, cell)
	if err == nil && book.Agenda(rd.Today(), rule.OrgKind(o.Kind), "regular").HeadingsOnly {
		err = fault.New(fault.Conflict, "duty_closed_cell")
	}
	return err
}

// tidy cleans the words and says what is missing.
func tidy(in *Duty, today string, wrong *fault.Fields) {
	in.What, in.Product, in.Place = vi.Clean(in.What), vi.Clean(in.Product), vi.Clean(in.Place)
	if in.What == "" {
		wrong.Add("what", "duty_no_what")
	}
	for name, text := range map[string]string{"what": in.What, "product": in.Product, "place": in.Place} {
		if len(text) > 2000 {
			wrong.Add(name, "meeting_text_long")
		}
	}
	switch {
	case in.Due == "" && in.Rhythm == "":
		wrong.Add("due", "duty_no_time")
	case in.Due == "":
	case !vi.ValidDay(in.Due):
		wrong.Add("due", "task_bad_day")
	case in.Due[:4] != strconv.Itoa(in.Year):
		wrong.Add("due", "duty_due_year", "year", in.Year)
	case in.Due < today && in.ID == "":
		wrong.Add("due", "task_due_past", "day", vi.ShowDay(in.Due), "first", vi.ShowDay(today))
	}
	if in.Rhythm != "" && !slices.Contains(Rhythms, in.Rhythm) {
		wrong.Add("rhythm", "duty_no_time")
	}
}

// takes asks whether the member may be given this duty and the helper may help.
func takes(rd *store.Reader, book *rule.Book, in Duty, wrong *fault.Fields) error {
	limits := book.Duties(rd.Today())
	if in.Member == "" {
		wrong.Add("member", "task_no_owner")
		return nil
	}
	activity, err := member.In(rd, in.Member, in.Org, rd.Today())
	if err != nil {
		return err
	}
	switch {
	case activity == "":
		wrong.Add("member", "task_owner_outside")
	case !limits.Gives(activity):
		wrong.Add("member", "duty_exempt")
	}
	have, err := rd.Strings(`select what from duty where tenant = $1 and org = $2 and year = $3 and member = $4 and ended_on is null and id <> $5`, in.Org, in.Year, in.Member, in.ID)
	if err != nil {
		return err
	}
	if len(have) >= limits.Most {
		wrong.Add("member", "duty_full", "most", limits.Most)
	}
	if slices.ContainsFunc(have, func(what string) bool { return vi.Fold(what) == vi.Fold(in.What) }) {
		wrong.Add("what", "duty_same")
	}
	switch {
	case in.Helper == "":
		return nil
	case in.Helper == in.Member:
		wrong.Add("helper", "task_helper_is_owner")
		return nil
	}
	activity, err = member.In(rd, in.Helper, in.Org, rd.Today())
	if err == nil && !limits.Gives(activity) {
		wrong.Add("helper", "task_helper_outside")
	}
	return err
}

// note appends an event and the audit entry.
func note(tx *store.Tx, d Duty, kind, text, meeting string, detail any) error {
	if _, err := tx.Exec(`insert into duty_event (tenant, id, duty, kind, note, detail, meeting, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		store.NewID(), d.ID, kind, text, store.JSON(detail), store.NullString(meeting), tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "duty."+kind, "duty", d.ID, d.Org, map[string]any{"note": text, "detail": detail})
}

// Copy drafts a year from the year before: every duty that was not ended, for
// members who may still be given one. What is there already stays. It answers
// how many it wrote. Asked twice it writes nothing twice.
func Copy(tx *store.Tx, book *rule.Book, cell string, year int) (int, error) {
	if err := access.Must(tx.Reader, access.DutyEdit, cell); err != nil {
		return 0, err
	}
	old, err := store.All(tx.Reader, scan, `select `+columns+from+`where d.tenant = $1 and d.org = $2 and d.year = $3 and d.ended_on is null order by p.name_key, d.member, d.id`, cell, year-1)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, d := range old {
		d.Year = year
		if d.Due != "" {
			d.Due = strconv.Itoa(year) + d.Due[4:]
			if !vi.ValidDay(d.Due) { // 29 February
				d.Due = strconv.Itoa(year) + "-02-28"
			}
			if d.Due < tx.Today() {
				d.Due = strconv.Itoa(year) + "-12-31"
			}
		}
		_, err := Give(tx, book, d)
		if fault.KindOf(err) == fault.Invalid { // has it already, left, became exempt
			continue
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Adopt says that the cell agreed on the year's duties, at a meeting of its own
// where one is named. From then on members see them. Said again it is the same.
func Adopt(tx *store.Tx, cell string, year int, meeting string) error {
	p, err := Year(tx.Reader, cell, year)
	if err != nil {
		return err
	}
	if err := access.Must(tx.Reader, access.DutyEdit, cell); err != nil {
		return err
	}
	switch {
	case p.AdoptedOn != "" && p.Meeting == meeting:
		return nil
	case p.AdoptedOn != "":
		return fault.New(fault.Conflict, "duty_adopted", "day", vi.ShowDay(p.AdoptedOn))
	case len(p.Duties) == 0:
		return fault.New(fault.Conflict, "duty_none_yet")
	}
	day := tx.Today()
	if meeting != "" {
		if err := tx.Get([]any{&day}, `select day from meeting where tenant = $1 and id = $2 and org = $3 and opened_at is not null`, meeting, cell); err != nil {
			if store.IsNoRow(err) {
				return fault.Bad("meeting", "duty_no_meeting")
			}
			return err
		}
	}
	if _, err := tx.Exec(`insert into duty_year (tenant, org, year, adopted_on, meeting, at, by_person) values ($1, $2, $3, $4, $5, $6, $7)`,
		cell, year, day, store.NullString(meeting), tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "duty.adopt", "org", cell, cell, map[string]any{"year": year, "meeting": meeting, "duties": len(p.Duties)})
}
