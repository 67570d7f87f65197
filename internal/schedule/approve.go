package schedule

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Approve approves days, hours and places as they stood on the page: tokens are the rows'.
// What a cell has moved since is not approved unseen: the whole is refused, with the name
// of the cell. Approved already is approved. It gives how many are new.
func Approve(tx *store.Tx, book *rule.Book, top, month string, tokens []string) (int, error) {
	if err := access.Must(tx.Reader, access.ScheduleKeep, top); err != nil {
		return 0, err
	}
	if len(tokens) == 0 {
		return 0, fault.Bad("rows", "schedule_none")
	}
	reg, err := Of(tx.Reader, book, top, month)
	if err != nil {
		return 0, err
	}
	found, n, want := 0, 0, slices.Compact(slices.Sorted(slices.Values(tokens)))
	for _, r := range reg.Rows {
		if r.Token == "" || !slices.Contains(want, r.Token) {
			continue
		}
		if found++; r.Status == Approved {
			continue
		}
		if r.Held {
			return 0, fault.New(fault.Conflict, "schedule_held", "cell", r.Name)
		}
		if _, err := tx.Exec(`insert into schedule_approval (tenant, meeting, org, month, starts_at, place, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (tenant, meeting) do update set month = excluded.month, starts_at = excluded.starts_at, place = excluded.place, at = excluded.at, by_person = excluded.by_person`,
			r.Meeting, r.Org, month, r.StartsAt, r.Place, tx.Now(), tx.Viewer().Person); err != nil {
			return 0, err
		}
		if err := audit.Note(tx, "schedule.approve", "meeting", r.Meeting, r.Org, map[string]any{"starts_at": r.StartsAt, "place": r.Place}); err != nil {
			return 0, err
		}
		n++
	}
	if found < len(want) {
		return 0, fault.New(fault.Conflict, "schedule_moved")
	}
	return n, nil
}

// Pending counts the meetings of this month and the next below an organisation that wait
// for the committee's approval, and names the first month of them; nothing for who does
// not give it.
func Pending(rd *store.Reader, top string) (n int, month string, err error) {
	may, err := access.Can(rd, access.ScheduleKeep, top)
	if err != nil || !may {
		return 0, "", err
	}
	first := vi.MonthOf(rd.Today())
	err = rd.Get([]any{&n, &month}, `select count(*), coalesce(min(m.period), '') from org_edge top
		cross join meeting m
		cross join org_edge e
		left join schedule_approval a on a.tenant = m.tenant and a.meeting = m.id
		where top.tenant = $1 and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)
			and m.tenant = top.tenant and m.opened_at is null and m.day >= $3 and m.period >= $4 and m.period <= $5 and `+meeting.WhereOfMonth+`
			and e.tenant = m.tenant and e.org = m.org and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			and (a.meeting is null or a.starts_at <> m.starts_at or a.place <> m.place)`, top, rd.Today(), first, vi.NextMonth(first))
	return n, month, err
}
