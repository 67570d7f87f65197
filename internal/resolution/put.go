package resolution

import (
	"fmt"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Put writes the whole resolution: preamble and items in their order. A wrong
// item refuses the whole with a field "items.N.owner" (N from 0), so that the
// page keeps what was typed; more items than the rule allows are kept outside
// the resolution with a warning.
func Put(tx *store.Tx, book *rule.Book, meeting string, version int64, preamble string, items []Item) (Resolution, []Warning, error) {
	p, old, err := open(tx, meeting)
	if err != nil {
		return Resolution{}, nil, err
	}
	if old.Version != version {
		return Resolution{}, nil, fault.Stale(old)
	}
	items = append([]Item(nil), items...)
	var wrong fault.Fields
	for n := range items {
		if err := check(tx.Reader, p, &items[n], fmt.Sprintf("items.%d.", n), &wrong); err != nil {
			return Resolution{}, nil, err
		}
	}
	if err := wrong.Err(); err != nil {
		return Resolution{}, nil, err
	}
	return write(tx, book, p, meeting, old, known(old), vi.CleanText(preamble), items)
}

// Add gives one more task, as is done while the meeting talks; its wrong
// fields are "owner", "deed", "due", "report_at", "continues".
func Add(tx *store.Tx, book *rule.Book, meeting string, item Item) (Resolution, []Warning, error) {
	p, old, err := open(tx, meeting)
	if err != nil {
		return Resolution{}, nil, err
	}
	var wrong fault.Fields
	if err := check(tx.Reader, p, &item, "", &wrong); err != nil {
		return Resolution{}, nil, err
	}
	if err := wrong.Err(); err != nil {
		return Resolution{}, nil, err
	}
	return write(tx, book, p, meeting, old, known(old), old.Preamble, append(append([]Item(nil), old.Items...), item))
}

// Adopt notes by which vote the resolution was passed.
func Adopt(tx *store.Tx, meeting, vote string) error {
	p, old, err := open(tx, meeting)
	if err != nil {
		return err
	}
	var passed bool
	if err := tx.Get([]any{&passed}, `select passed from vote where tenant = $1 and id = $2 and meeting = $3`, vote, meeting); err != nil {
		return err
	}
	if !passed {
		return fault.Bad("vote", "resolution_not_passed")
	}
	if old.VoteID == vote {
		return nil
	}
	if _, err := tx.Exec(`insert into resolution (tenant, meeting, preamble, vote, version, updated_at) values ($1, $2, '', $3, 1, $4)
		on conflict (tenant, meeting) do update set vote = excluded.vote, version = resolution.version + 1, updated_at = excluded.updated_at`, meeting, vote, tx.Now()); err != nil {
		return err
	}
	return audit.Note(tx, "resolution.adopt", "meeting", meeting, p.org, map[string]string{"vote": vote})
}

// open finds the meeting of a resolution that may still be written.
func open(tx *store.Tx, meeting string) (place, Resolution, error) {
	p, err := find(tx.Reader, meeting)
	if err != nil {
		return p, Resolution{}, err
	}
	if err := p.mayWrite(tx.Reader); err != nil {
		return p, Resolution{}, err
	}
	if p.settled() {
		return p, Resolution{}, fault.New(fault.Conflict, "resolution_sealed")
	}
	r, err := read(tx.Reader, meeting)
	return p, r, err
}

// check looks at one item in the order a person would: who, what, until when,
// heard at which meeting.
func check(rd *store.Reader, p place, i *Item, prefix string, wrong *fault.Fields) error {
	i.Deed, i.Measure = vi.Clean(i.Deed), vi.Clean(i.Measure)
	if i.Owner == "" {
		wrong.Add(prefix+"owner", "task_no_owner")
	} else if activity, err := meeting.Stands(rd, p.org, p.circle, i.Owner, p.day); err != nil {
		return err
	} else if activity == "" {
		wrong.Add(prefix+"owner", "task_owner_outside")
	}
	if err := checkHelper(rd, p, *i, prefix, wrong); err != nil {
		return err
	}
	if i.Deed == "" {
		wrong.Add(prefix+"deed", "task_no_deed")
	}
	switch {
	case i.Due == "":
		wrong.Add(prefix+"due", "task_no_due")
	case !vi.ValidDay(i.Due):
		wrong.Add(prefix+"due", "task_bad_day")
	case i.Due < p.day:
		wrong.Add(prefix+"due", "task_due_past", "day", vi.ShowDay(i.Due), "first", vi.ShowDay(p.day))
	}
	if i.ReportAt == "" {
		i.ReportAt = vi.NextMonth(p.period)
	}
	switch early := i.ReportAt <= p.period && (p.kind == "regular" || p.kind == "combined"); {
	case !vi.ValidDay(i.ReportAt + "-01"):
		wrong.Add(prefix+"report_at", "task_bad_period")
	case early || i.ReportAt < p.period:
		wrong.Add(prefix+"report_at", "task_report_past", "month", vi.ShowMonth(vi.NextMonth(p.period)))
	}
	if i.Continues != "" {
		n, err := rd.Int(`select count(*) from task where tenant = $1 and id = $2 and org = $3 and circle = $4 and closed_on is null`, i.Continues, p.org, string(p.circle))
		if err != nil {
			return err
		}
		if n == 0 {
			wrong.Add(prefix+"continues", "task_not_open")
		}
	}
	if err := checkTarget(rd, p, *i, prefix, wrong); err != nil {
		return err
	}
	return checkDocument(rd, p, *i, prefix, wrong)
}

// checkTarget wants a target of a programme the cell had adopted by the day of the meeting.
func checkTarget(rd *store.Reader, p place, i Item, prefix string, wrong *fault.Fields) error {
	if i.Target == "" {
		return nil
	}
	n, err := rd.Int(`select count(*) from programme_target t join programme_edition e on e.tenant = t.tenant and e.programme = t.programme and e.n = t.edition and e.adopted_on <> '' and e.adopted_on <= $4
		join programme g on g.tenant = t.tenant and g.id = t.programme and g.org = $3 where t.tenant = $1 and t.id = $2`, i.Target, p.org, p.day)
	if err == nil && n == 0 {
		wrong.Add(prefix+"target", "task_target")
	}
	return err
}

// checkDocument wants a paper that this meeting, or one of the cell before it, had on
// its agenda: a task comes of what was discussed.
func checkDocument(rd *store.Reader, p place, i Item, prefix string, wrong *fault.Fields) error {
	if i.Document == "" {
		return nil
	}
	n, err := rd.Int(`select count(*) from agenda_item i join meeting m on m.tenant = i.tenant and m.id = i.meeting
		where i.tenant = $1 and i.source_kind = 'document' and i.source_id = $2 and not i.secret and m.org = $3 and m.circle = $4 and m.day <= $5`, i.Document, p.org, string(p.circle), p.day)
	if err == nil && n == 0 {
		wrong.Add(prefix+"document", "task_document")
	}
	return err
}

// checkHelper wants one helper, if any, who stands in the cell and works there:
// not the owner, not who is exempt, away or suspended.
func checkHelper(rd *store.Reader, p place, i Item, prefix string, wrong *fault.Fields) error {
	if i.Helper == "" {
		return nil
	}
	if i.Helper == i.Owner {
		wrong.Add(prefix+"helper", "task_helper_is_owner")
		return nil
	}
	activity, err := meeting.Stands(rd, p.org, p.circle, i.Helper, p.day)
	if err == nil && !member.Works(activity) {
		wrong.Add(prefix+"helper", "task_helper_outside")
	}
	return err
}

func write(tx *store.Tx, book *rule.Book, p place, meeting string, old Resolution, ids map[string]bool, preamble string, items []Item) (Resolution, []Warning, error) {
	warnings, err := order(tx.Reader, book, p, meeting, items, ids)
	if err != nil {
		return Resolution{}, nil, err
	}
	if _, err := tx.Exec(`insert into resolution (tenant, meeting, preamble, vote, version, updated_at) values ($1, $2, $3, null, 1, $4)
		on conflict (tenant, meeting) do update set preamble = excluded.preamble, version = resolution.version + 1, updated_at = excluded.updated_at`, meeting, preamble, tx.Now()); err != nil {
		return Resolution{}, nil, err
	}
	if _, err := tx.Exec(`delete from resolution_item where tenant = $1 and meeting = $2`, meeting); err != nil {
		return Resolution{}, nil, err
	}
	for _, i := range items {
		if _, err := tx.Exec(`insert into resolution_item (tenant, meeting, id, position, outside, owner, deed, measure, due, report_at, continues, helper, document, target) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
			meeting, i.ID, i.Position, i.Outside, i.Owner, i.Deed, i.Measure, i.Due, i.ReportAt, store.NullString(i.Continues), i.Helper, i.Document, i.Target); err != nil {
			return Resolution{}, nil, err
		}
	}
	now, err := read(tx.Reader, meeting)
	if err != nil {
		return Resolution{}, nil, err
	}
	return now, warnings, audit.Note(tx, "resolution.put", "meeting", meeting, p.org, map[string]any{"before": old, "after": now})
}

func known(r Resolution) map[string]bool {
	ids := map[string]bool{}
	for _, i := range r.Items {
		ids[i.ID] = true
	}
	return ids
}

// order numbers the items, puts what is too much outside, and gathers what is
// worth a second look.
func order(rd *store.Reader, book *rule.Book, p place, meeting string, items []Item, known map[string]bool) ([]Warning, error) {
	limits := book.Limits(p.day)
	limit := limits.MaxTasks
	running, err := openTasks(rd, p, meeting)
	if err != nil {
		return nil, err
	}
	before, err := lastMonth(rd, p, meeting)
	if err != nil {
		return nil, err
	}
	var warnings []Warning
	inside := 0
	for n := range items {
		i := &items[n]
		if !known[i.ID] {
			i.ID = store.NewID()
		}
		delete(known, i.ID) // the same id twice is two items
		i.Position = n + 1
		if !i.Outside {
			if inside++; limit > 0 && inside > limit {
				i.Outside = true
				warnings = append(warnings, Warning{i.ID, SixthTask, []any{"max", limit}})
			}
		}
		if i.Measure == "" {
			warnings = append(warnings, Warning{i.ID, NoMeasure, []any{"deed", i.Deed}})
		}
		warnings = append(warnings, plainly(*i, p, limits.Deed)...)
		deed := vi.Fold(i.Deed)
		if t, ok := running[deed]; ok && t.id != i.Continues {
			warnings = append(warnings, Warning{i.ID, Duplicate, []any{"name", t.owner, "task", t.id}})
		} else if before[deed] && i.Continues == "" {
			warnings = append(warnings, Warning{i.ID, SameAsOld, []any{"deed", i.Deed}})
		}
	}
	return warnings, nil
}

type running struct{ id, deed, owner string }

// openTasks are those given before this meeting, whose own stand in its resolution.
func openTasks(rd *store.Reader, p place, meeting string) (map[string]running, error) {
	all, err := store.All(rd, func(scan store.Scan) (r running, err error) { err = scan(&r.id, &r.deed, &r.owner); return },
		`select t.id, t.deed, coalesce(p.full_name, '') from task t
		left join member m on m.tenant = t.tenant and m.id = t.owner
		left join person p on p.tenant = m.tenant and p.id = m.person
		where t.tenant = $1 and t.org = $2 and t.circle = $3 and t.closed_on is null and coalesce(t.meeting, '') <> $4`, p.org, string(p.circle), meeting)
	out := map[string]running{}
	for _, r := range all {
		out[vi.Fold(r.deed)] = r
	}
	return out, err
}

func lastMonth(rd *store.Reader, p place, meeting string) (map[string]bool, error) {
	deeds, err := rd.Strings(`select i.deed from resolution_item i join meeting m on m.tenant = i.tenant and m.id = i.meeting
		where i.tenant = $1 and m.org = $2 and m.period = $3 and m.id <> $4 and m.circle = $5`, p.org, vi.PrevMonth(p.period), meeting, string(p.circle))
	out := map[string]bool{}
	for _, d := range deeds {
		out[vi.Fold(d)] = true
	}
	return out, err
}
