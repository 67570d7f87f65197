package report

import (
	"context"
	"encoding/json"
	"errors"

	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Job is the kind of the job that recomputes a cell's month; its payload names
// "org" and "month".
const Job = "report.recompute"

// Handler does that job.
func Handler(book *rule.Book) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
		var in struct{ Org, Month string }
		if err := json.Unmarshal(payload, &in); err != nil {
			return err
		}
		return db.Bulk(ctx, v, func(tx *store.Tx) error { return Recompute(tx, book, in.Org, in.Month) })
	}
}

// derived is what a row of cell_month says, apart from when it was computed.
type derived struct {
	meeting, state, planned, held                                            string
	onTime                                                                   bool
	members, expected, present, minutes, tasksGiven, tasksDone, tasksOverdue int
	sealedAt, reportedAt                                                     int64
}

// Recompute writes the row of a cell and month from the cell's few rows. Rooms
// call it in the transaction that settles something; it asks for no rights and
// shows nothing.
func Recompute(tx *store.Tx, book *rule.Book, org, month string) error {
	d, err := derive(tx.Reader, book, org, month)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into cell_month (tenant, org, month, meeting, state, planned_day, held_day, on_time, members, expected, present, minutes_long, tasks_given, tasks_done, tasks_overdue, sealed_at, reported_at, computed_at, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)
		on conflict (tenant, month, org) do update set meeting = excluded.meeting, state = excluded.state, planned_day = excluded.planned_day, held_day = excluded.held_day, on_time = excluded.on_time,
		members = excluded.members, expected = excluded.expected, present = excluded.present, minutes_long = excluded.minutes_long, tasks_given = excluded.tasks_given, tasks_done = excluded.tasks_done,
		tasks_overdue = excluded.tasks_overdue, sealed_at = excluded.sealed_at, reported_at = excluded.reported_at, computed_at = excluded.computed_at, version = cell_month.version + 1`,
		org, month, store.NullString(d.meeting), d.state, store.NullString(d.planned), store.NullString(d.held), d.onTime, d.members, d.expected, d.present, d.minutes, d.tasksGiven, d.tasksDone, d.tasksOverdue,
		store.NullInt(d.sealedAt), store.NullInt(d.reportedAt), tx.Now())
	return err
}

func derive(rd *store.Reader, book *rule.Book, org, month string) (d derived, err error) {
	day := asAt(rd, month)
	r := raw{CellRow: CellRow{Org: org, Month: month}}
	if err := rd.Get([]any{&r.Kind}, `select kind from org_edge where tenant = $1 and org = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)`, org, day); err != nil && fault.KindOf(err) != fault.NotFound {
		return d, err
	}
	var closedAt int64
	err = rd.Get([]any{&r.Meeting, &r.PlannedDay, &r.startsAt, &r.openedAt, &closedAt, &r.SealedAt, &d.reportedAt},
		`select id, day, starts_at, coalesce(opened_at, 0), coalesce(closed_at, 0), coalesce(sealed_at, 0), coalesce(reported_at, 0) from meeting m
		where tenant = $1 and org = $2 and period = $3 and `+meeting.WhereOfMonth+` order by kind desc, n limit 1`, org, month)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return d, err
	}
	if err := rd.Get([]any{&r.founded}, `select coalesce(min(valid_from), '') from org_edge where tenant = $1 and org = $2`, org); err != nil {
		return d, err
	}
	words, err := ownWords(rd, org, month)
	if err != nil {
		return d, err
	}
	r.unheld = words[month]
	row := judge(rd, book, r, rd.Today())
	d.meeting, d.state, d.planned, d.held, d.onTime, d.sealedAt = row.Meeting, row.State, row.PlannedDay, row.HeldDay, row.OnTime, row.SealedAt
	if closedAt > 0 {
		d.minutes = int((closedAt - r.openedAt) / 60_000)
	}
	if d.expected, d.present, err = attended(rd, r.Meeting); err != nil {
		return d, err
	}
	number := func(text string, args ...any) (n int) {
		if err == nil {
			var v int64
			v, err = rd.Int(text, args...)
			n = int(v)
		}
		return n
	}
	on := day
	if d.held != "" {
		on = d.held
	}
	d.members = number(`select count(*) from member_span where tenant = $1 and org = $2 and from_day <= $3 and (to_day is null or to_day > $3) and standing <> 'ended'`, org, on)
	d.tasksGiven = number(`select count(*) from task t join meeting m on m.tenant = t.tenant and m.id = t.meeting where t.tenant = $1 and m.org = $2 and m.period = $3 and m.circle = ''`, org, month)
	d.tasksDone = number(`select count(*) from evaluation v join meeting m on m.tenant = v.tenant and m.id = v.meeting where v.tenant = $1 and m.org = $2 and m.period = $3 and m.circle = '' and v.result in ('done', 'done_late')`, org, month)
	d.tasksOverdue = number(`select count(*) from task t where t.tenant = $1 and t.circle = '' and (t.org = $2 and t.came_on <= $3 or t.came_from = $2 and t.came_on > $3)
		and t.assigned_on <= $3 and t.due < $3 and t.state <> 'reported' and (t.closed_on is null or t.closed_on > $3)`, org, day)
	return d, err
}

// attended counts the frozen roll against the marks: whoever is exempt or away
// and came all the same counts on both sides (design/decisions.md 6).
func attended(rd *store.Reader, meeting string) (expected, present int, err error) {
	if meeting == "" {
		return 0, 0, nil
	}
	type line struct{ expected, here bool }
	all, err := store.All(rd, func(scan store.Scan) (l line, err error) {
		status := ""
		err = scan(&l.expected, &status)
		l.here = status == "present" || status == "late" || status == "left_early"
		return
	}, `select r.expected, coalesce(k.status, '') from meeting_roll r
		left join mark k on k.tenant = r.tenant and k.meeting = r.meeting and k.member = r.member
		where r.tenant = $1 and r.meeting = $2 and r.stage = 'open'`, meeting)
	for _, l := range all {
		if l.expected || l.here {
			expected++
		}
		if l.here {
			present++
		}
	}
	return expected, present, err
}

// Difference is a row that did not say what its cell's rows say.
type Difference struct {
	Tenant int64
	Org    string
	Month  string
	Was    string
	Is     string
}

type key struct{ org, month string }

// Rederive derives every row of the last months of a committee again, one row a
// transaction so that nobody waits behind it, corrects what differs and returns how
// many rows there were and the differences in what was settled: none, unless a room
// forgot to recompute. State and overdue move with the calendar and are renewed
// without a word.
func Rederive(ctx context.Context, db *store.DB, book *rule.Book, tenant int64, months int) (rows int, out []Difference, err error) {
	v := store.Viewer{Tenant: tenant, Person: store.System}
	var keys []key
	err = db.Read(ctx, v, func(rd *store.Reader) (err error) {
		first := vi.MonthOf(rd.Today())
		for range months {
			first = vi.PrevMonth(first)
		}
		keys, err = store.All(rd, func(scan store.Scan) (k key, err error) { err = scan(&k.org, &k.month); return },
			`select org, month from cell_month where tenant = $1 and month >= $2 union select m.org, m.period from meeting m where m.tenant = $1 and m.period >= $2 and m.sealed_at is not null and `+meeting.WhereOfMonth, first)
		return err
	})
	if err != nil {
		return 0, nil, err
	}
	for _, k := range keys {
		var found *Difference
		if err := db.Bulk(ctx, v, func(tx *store.Tx) error {
			found = nil
			was, err := kept(tx.Reader, k)
			if err != nil {
				return err
			}
			is, err := derive(tx.Reader, book, k.org, k.month)
			if err != nil {
				return err
			}
			if is == was {
				return nil
			}
			a, b := was, is
			a.state, a.tasksOverdue, b.state, b.tasksOverdue = "", 0, "", 0
			if a != b {
				found = &Difference{tenant, k.org, k.month, store.JSON(was.counts()), store.JSON(is.counts())}
			}
			return Recompute(tx, book, k.org, k.month)
		}); err != nil {
			return rows, out, err
		}
		rows++
		if found != nil {
			out = append(out, *found)
		}
	}
	return rows, out, nil
}

func kept(rd *store.Reader, k key) (d derived, err error) {
	err = rd.Get([]any{&d.meeting, &d.state, &d.planned, &d.held, &d.onTime, &d.members, &d.expected, &d.present, &d.minutes, &d.tasksGiven, &d.tasksDone, &d.tasksOverdue, &d.sealedAt, &d.reportedAt},
		`select coalesce(meeting, ''), state, coalesce(planned_day, ''), coalesce(held_day, ''), on_time, members, expected, present, minutes_long, tasks_given, tasks_done, tasks_overdue, coalesce(sealed_at, 0), coalesce(reported_at, 0)
		from cell_month where tenant = $1 and org = $2 and month = $3`, k.org, k.month)
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return d, errors.Join(err)
}

func (d derived) counts() map[string]any {
	return map[string]any{"meeting": d.meeting, "planned": d.planned, "held": d.held, "on_time": d.onTime, "members": d.members, "expected": d.expected, "present": d.present, "minutes": d.minutes,
		"given": d.tasksGiven, "done": d.tasksDone, "sealed_at": d.sealedAt, "reported_at": d.reportedAt}
}
