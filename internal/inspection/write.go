package inspection

import (
	"slices"
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
	subjectMost = 200
	reasonMost  = 300
)

// Periods are the months and quarters of a year, in the order of the form.
var Periods = []string{"q1", "q2", "q3", "q4", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"}

// CheckPlan is what is written of an item.
type CheckPlan struct {
	Kind    string `json:"kind"`
	Ground  string `json:"ground,omitempty" doc:"Of thematic supervision by a cell"`
	Subject string `json:"subject" minLength:"1" maxLength:"800" doc:"General words; no name of a person, nothing found"`
	Period  string `json:"period" doc:"01 to 12, or q1 to q4"`
}

// clean checks what was written against the rule of the day.
func (p CheckPlan) clean(rd *store.Reader, law rule.Programme, y CheckYear) (CheckPlan, error) {
	p.Subject = vi.Clean(p.Subject)
	var bad fault.Fields
	kind, known := rule.FindNamed(law.Kinds, p.Kind)
	if !known {
		bad.Add("kind", "inspection_kind")
	}
	if n := utf8.RuneCountInString(p.Subject); n == 0 || n > subjectMost {
		bad.Add("subject", "inspection_subject", "limit", subjectMost)
	} else if law.Refuses(p.Subject) {
		bad.Add("subject", "inspection_refused")
	}
	if !slices.Contains(Periods, p.Period) {
		bad.Add("period", "inspection_period")
	}
	if err := bad.Err(); err != nil {
		return p, err
	}
	if !kind.AsksGround || !y.Cell {
		p.Ground = ""
	} else if err := grounds(rd, law, y.Org, p); err != nil {
		return p, err
	}
	return p, unnamed(rd, y.Org, p.Subject)
}

// grounds refuses thematic supervision to a cell that may not.
func grounds(rd *store.Reader, law rule.Programme, org string, p CheckPlan) error {
	n, err := rd.Int(`select count(*) from post_holding h where h.tenant = $1 and h.org = $2 and h.post = 'committee' and h.from_day <= $3 and (h.to_day is null or h.to_day > $3)`, org, rd.Today())
	if err != nil {
		return err
	}
	members, err := rd.Int(`select count(*) from member_span s where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)`, org, rd.Today())
	if err == nil && !law.May(p.Kind, p.Ground, n > 0, int(members)) {
		err = fault.Bad("ground", "inspection_ground", "limit", law.MembersOver)
	}
	return err
}

// unnamed refuses a subject that names a member: the programme says what, never whom.
func unnamed(rd *store.Reader, org, subject string) error {
	names, err := rd.Strings(`select p.full_name from org_edge c join org_edge e on e.tenant = c.tenant and e.path >= c.path and e.path < c.path || '~'
		join member_span s on s.tenant = e.tenant and s.org = e.org join member m on m.tenant = s.tenant and m.id = s.member join person p on p.tenant = m.tenant and p.id = m.person
		where c.tenant = $1 and c.org = $2 and c.valid_from <= $3 and (c.valid_to is null or c.valid_to > $3) and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)`, org, rd.Today())
	if err != nil {
		return err
	}
	text := " " + vi.Fold(subject) + " "
	for _, n := range names {
		if f := vi.Fold(n); f != "" && strings.Contains(text, " "+f+" ") {
			return fault.Bad("subject", "inspection_name")
		}
	}
	return nil
}

// keeps reads a programme for who may write in it.
func keeps(rd *store.Reader, org string, year int) (CheckYear, error) {
	if err := access.Must(rd, access.ChecksKeep, org); err != nil {
		return CheckYear{}, err
	}
	if year < 2020 || year > 2100 {
		return CheckYear{}, fault.Missing()
	}
	return Of(rd, org, year)
}

// Put writes an item into the programme of a year. The same kind, subject and period once
// more are one item.
func Put(tx *store.Tx, book *rule.Book, org string, year int, p CheckPlan) (Check, error) {
	y, err := keeps(tx.Reader, org, year)
	if err != nil {
		return Check{}, err
	}
	law := book.Programme(tx.Today())
	if p, err = p.clean(tx.Reader, law, y); err != nil {
		return Check{}, err
	}
	for _, i := range y.Items {
		if i.Kind == p.Kind && i.Subject == p.Subject && i.Period == p.Period && i.DroppedOn == "" {
			return i, nil
		}
	}
	id := store.NewID()
	if _, err := tx.Exec(`insert into inspection_item (tenant, id, org, year, kind, ground, subject, period, made_on, result, closed_on, dropped_on, drop_reason, rule, version, by_person)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', '', '', $10, 1, $11)`, id, org, year, p.Kind, p.Ground, p.Subject, p.Period, tx.Today(), law.String(), tx.Viewer().Person); err != nil {
		return Check{}, err
	}
	return noted(tx, id, org, "inspection.put", map[string]any{"year": year, "kind": p.Kind, "period": p.Period})
}

func noted(tx *store.Tx, id, org, what string, said any) (Check, error) {
	if err := audit.Note(tx, what, "inspection", id, org, said); err != nil {
		return Check{}, err
	}
	_, i, err := Get(tx.Reader, id)
	return i, err
}

// item reads one for who may write in it.
func item(rd *store.Reader, id string) (CheckYear, Check, error) {
	y, i, err := Get(rd, id)
	if err == nil {
		err = access.Must(rd, access.ChecksKeep, i.Org)
	}
	return y, i, err
}

// running refuses an item that has ended, or that somebody wrote in since the page was read.
func running(i Check, version int64) error {
	switch {
	case !i.Open():
		return fault.New(fault.Conflict, "inspection_closed").With(i)
	case i.Version != version:
		return fault.Stale(i)
	}
	return nil
}

// Change corrects an item.
func Change(tx *store.Tx, book *rule.Book, id string, version int64, p CheckPlan) (Check, error) {
	y, i, err := item(tx.Reader, id)
	if err != nil {
		return i, err
	}
	if p, err = p.clean(tx.Reader, book.Programme(tx.Today()), y); err != nil {
		return i, err
	}
	if i.Kind == p.Kind && i.Ground == p.Ground && i.Subject == p.Subject && i.Period == p.Period {
		return i, nil
	}
	if err := running(i, version); err != nil {
		return i, err
	}
	if _, err := tx.Exec(`update inspection_item set kind = $3, ground = $4, subject = $5, period = $6, version = version + 1 where tenant = $1 and id = $2`, id, p.Kind, p.Ground, p.Subject, p.Period); err != nil {
		return i, err
	}
	return noted(tx, id, i.Org, "inspection.change", map[string]any{"kind": p.Kind, "period": p.Period})
}

// Take writes the day on which a step was taken: in the order of the rule, not before the
// step before it and not in the days to come.
func Take(tx *store.Tx, book *rule.Book, id string, version int64, step, day string) (Check, error) {
	_, i, err := item(tx.Reader, id)
	if err != nil || i.On(step) == day && day != "" {
		return i, err
	}
	before := ""
	known := false
	for _, s := range book.Programme(tx.Today()).Steps {
		if s.Key == step {
			known = true
			break
		}
		before = s.Key
	}
	first := yearOf(i.Year-1) + "-07-01"
	if before != "" {
		first = i.On(before)
	}
	switch {
	case !known:
		return i, fault.Bad("step", "inspection_step")
	case first == "":
		return i, fault.Bad("step", "inspection_order")
	case !vi.ValidDay(day) || day > tx.Today() || day < first:
		return i, fault.Bad("day", "inspection_day", "from", vi.ShowDay(first), "until", vi.ShowDay(tx.Today()))
	}
	if err := running(i, version); err != nil {
		return i, err
	}
	if _, err := tx.Exec(`insert into inspection_step (tenant, item, step, day, by_person) values ($1, $2, $3, $4, $5) on conflict (tenant, item, step) do update set day = excluded.day, by_person = excluded.by_person`, id, step, day, tx.Viewer().Person); err != nil {
		return i, err
	}
	if _, err := tx.Exec(`update inspection_item set version = version + 1 where tenant = $1 and id = $2`, id); err != nil {
		return i, err
	}
	return noted(tx, id, i.Org, "inspection.step", map[string]string{"step": step, "day": day, "before": i.On(step)})
}

// Close gives an item its result, of the closed list, once its last step is taken.
func Close(tx *store.Tx, book *rule.Book, id string, version int64, result string) (Check, error) {
	_, i, err := item(tx.Reader, id)
	if err != nil || i.Result == result && result != "" {
		return i, err
	}
	law := book.Programme(tx.Today())
	if _, known := rule.FindNamed(law.Results, result); !known {
		return i, fault.Bad("result", "inspection_result")
	}
	last := law.Steps[len(law.Steps)-1]
	if i.On(last.Key) == "" {
		return i, fault.Bad("result", "inspection_unfinished")
	}
	if err := running(i, version); err != nil {
		return i, err
	}
	if _, err := tx.Exec(`update inspection_item set result = $3, closed_on = $4, version = version + 1 where tenant = $1 and id = $2`, id, result, tx.Today()); err != nil {
		return i, err
	}
	return noted(tx, id, i.Org, "inspection.close", map[string]string{"result": result})
}

// Drop takes an item out of the programme, for a reason.
func Drop(tx *store.Tx, id string, version int64, reason string) (Check, error) {
	_, i, err := item(tx.Reader, id)
	if err != nil {
		return i, err
	}
	if reason = vi.CleanText(reason); i.DroppedOn != "" && i.DropReason == reason {
		return i, nil
	}
	if n := utf8.RuneCountInString(reason); n == 0 || n > reasonMost {
		return i, fault.Bad("reason", "inspection_reason", "limit", reasonMost)
	}
	if err := running(i, version); err != nil {
		return i, err
	}
	if err := unnamed(tx.Reader, i.Org, reason); err != nil {
		return i, fault.Bad("reason", "inspection_name")
	}
	if _, err := tx.Exec(`update inspection_item set dropped_on = $3, drop_reason = $4, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today(), reason); err != nil {
		return i, err
	}
	return noted(tx, id, i.Org, "inspection.drop", nil)
}

// Adoption says which meeting adopted a programme: one held here, or another by its day and
// the number of its minutes.
type Adoption struct {
	Meeting   string `json:"meeting,omitempty" maxLength:"64"`
	Day       string `json:"day,omitempty" maxLength:"10"`
	MinutesNo string `json:"minutes_no,omitempty" maxLength:"80"`
}

// Adopt writes down that a meeting agreed to the programme of a year.
func Adopt(tx *store.Tx, org string, year int, version int64, a Adoption) (CheckYear, error) {
	y, err := keeps(tx.Reader, org, year)
	if err != nil {
		return y, err
	}
	if a.Meeting != "" {
		if err := tx.Get([]any{&a.Day}, `select m.day from meeting m where m.tenant = $1 and m.id = $2 and m.org = $3 and m.closed_at is not null`, a.Meeting, org); store.IsNoRow(err) {
			return y, fault.Bad("meeting", "inspection_meeting")
		} else if err != nil {
			return y, err
		}
		numbers, err := tx.Strings(`select p.symbol from paper p where p.tenant = $1 and p.meeting = $2 and p.type = 'minutes' order by p.version limit 1`, a.Meeting)
		if err != nil {
			return y, err
		}
		if a.MinutesNo = ""; len(numbers) > 0 {
			a.MinutesNo = numbers[0]
		}
	}
	a.MinutesNo = vi.Clean(a.MinutesNo)
	if y.AdoptedOn != "" && y.AdoptedOn == a.Day && y.Meeting == a.Meeting && y.MinutesNo == a.MinutesNo {
		return y, nil
	}
	switch {
	case len(y.Items) == 0:
		return y, fault.New(fault.Conflict, "inspection_empty")
	case !vi.ValidDay(a.Day) || a.Day > tx.Today() || a.Day < yearOf(year-1)+"-07-01":
		return y, fault.Bad("day", "inspection_adopted", "day", vi.ShowDay(tx.Today()))
	case a.Meeting == "" && a.MinutesNo == "" || utf8.RuneCountInString(a.MinutesNo) > 40:
		return y, fault.Bad("minutes_no", "inspection_minutes")
	case y.Version != version:
		return y, fault.Stale(y)
	}
	if _, err := tx.Exec(`insert into inspection_year (tenant, org, year, adopted_on, entered_on, meeting, minutes_no, version, by_person) values ($1, $2, $3, $4, $8, $5, $6, 1, $7)
		on conflict (tenant, org, year) do update set adopted_on = excluded.adopted_on, meeting = excluded.meeting, minutes_no = excluded.minutes_no, version = inspection_year.version + 1, by_person = excluded.by_person`,
		org, year, a.Day, a.Meeting, a.MinutesNo, tx.Viewer().Person, tx.Today()); err != nil {
		return y, err
	}
	if err := audit.Note(tx, "inspection.adopt", "org", org, org, map[string]any{"year": year, "day": a.Day, "before": y.AdoptedOn}); err != nil {
		return y, err
	}
	return Of(tx.Reader, org, year)
}
