package meeting

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Premeeting is what the cell committee settled before the meeting (guidance
// 42, preparation: last month judged, this month's matters and debates chosen).
// A cell without a committee has its secretary and deputy confer; a secretary
// alone notes what he prepared.
type Premeeting struct {
	HeldAt     int64
	Present    []string // persons
	Assessment string   // of last month, some sentences
	Focus      []string // agenda lines to discuss in depth, at most FocusMost
	Drafter    string   // person who prepares the draft resolution
	Follower   string   // person who follows the meeting and scores it
	Version    int64    // 0 while there is none
}

// FocusMost is how many matters can be discussed in depth in one evening
// (design/ux.md 4.3: one or two).
const FocusMost = 2

// Leader is one who leads the cell on the day of the meeting.
type Leader struct {
	Person, FullName string
	Post             access.Post
}

// Leaders are the cell committee of the meeting's day: secretary first.
func Leaders(rd *store.Reader, m Meeting) ([]Leader, error) {
	if err := Must(rd, m, access.MeetingPrepare); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (l Leader, err error) { err = scan(&l.Person, &l.FullName, &l.Post); return },
		`select h.person, p.full_name, h.post from post_holding h join person p on p.tenant = h.tenant and p.id = h.person
		where h.tenant = $1 and h.org = $2 and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) and h.post in ('secretary', 'deputy', 'committee')
		order by case h.post when 'secretary' then 1 when 'deputy' then 2 else 3 end, p.name_key, p.id`, m.Org, m.Day)
}

// Premeet reads what was settled; Version 0 when nothing was yet.
func Premeet(rd *store.Reader, id string) (Premeeting, error) {
	if _, err := For(rd, id, access.MeetingPrepare); err != nil {
		return Premeeting{}, err
	}
	return premeet(rd, id)
}

func premeet(rd *store.Reader, id string) (p Premeeting, err error) {
	err = rd.Get([]any{&p.HeldAt, &p.Assessment, &p.Drafter, &p.Follower, &p.Version}, `select held_at, assessment, drafter, follower, version from premeeting where tenant = $1 and meeting = $2`, id)
	if store.IsNoRow(err) {
		return Premeeting{}, nil
	}
	if err != nil {
		return p, err
	}
	if p.Present, err = rd.Strings(`select person from premeeting_present where tenant = $1 and meeting = $2 order by person`, id); err != nil {
		return p, err
	}
	p.Focus, err = rd.Strings(`select f.item from premeeting_focus f join agenda_item i on i.tenant = f.tenant and i.meeting = f.meeting and i.id = f.item
		where f.tenant = $1 and f.meeting = $2 and not i.secret order by i.position, i.id`, id)
	return p, err
}

// Settle keeps the minutes of the pre-meeting and, with them, the step
// "prepared". An edit on an older text gets the newer one back.
func Settle(tx *store.Tx, id string, in Premeeting) (Premeeting, error) {
	m, err := For(tx.Reader, id, access.MeetingPrepare)
	if err != nil {
		return Premeeting{}, err
	}
	old, err := premeet(tx.Reader, id)
	if err != nil {
		return Premeeting{}, err
	}
	in.Assessment = vi.CleanText(in.Assessment)
	slices.Sort(in.Present)
	in.Present = slices.Compact(in.Present)
	note, err := in.check(tx.Reader, m)
	if err != nil {
		return Premeeting{}, err
	}
	if old.Version > 0 && in.same(old) {
		return old, nil
	}
	switch {
	case m.At(InSession):
		return Premeeting{}, fault.New(fault.Conflict, "premeeting_over")
	case in.Version != old.Version:
		return Premeeting{}, fault.Stale(old)
	}
	in.Version++
	if err := in.write(tx, id); err != nil {
		return Premeeting{}, err
	}
	if err := audit.Note(tx, "meeting.premeeting", "meeting", id, m.Org, map[string]any{"before": old, "after": in}); err != nil {
		return Premeeting{}, err
	}
	_, err = Prepare(tx, id, note)
	return in, err
}

func (p Premeeting) same(o Premeeting) bool {
	a, b := slices.Sorted(slices.Values(p.Focus)), slices.Sorted(slices.Values(o.Focus))
	return p.HeldAt == o.HeldAt && slices.Equal(p.Present, o.Present) && p.Assessment == o.Assessment && slices.Equal(a, b) && p.Drafter == o.Drafter && p.Follower == o.Follower
}

func (p Premeeting) write(tx *store.Tx, id string) error {
	if _, err := tx.Exec(`insert into premeeting (tenant, meeting, held_at, assessment, drafter, follower, version, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		on conflict (tenant, meeting) do update set held_at = excluded.held_at, assessment = excluded.assessment, drafter = excluded.drafter, follower = excluded.follower, version = excluded.version, at = excluded.at, by_person = excluded.by_person`,
		id, p.HeldAt, p.Assessment, p.Drafter, p.Follower, p.Version, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	for _, text := range []string{`delete from premeeting_present where tenant = $1 and meeting = $2`, `delete from premeeting_focus where tenant = $1 and meeting = $2`} {
		if _, err := tx.Exec(text, id); err != nil {
			return err
		}
	}
	for _, person := range p.Present {
		if _, err := tx.Exec(`insert into premeeting_present (tenant, meeting, person) values ($1, $2, $3)`, id, person); err != nil {
			return err
		}
	}
	for _, item := range p.Focus {
		if _, err := tx.Exec(`insert into premeeting_focus (tenant, meeting, item) values ($1, $2, $3) on conflict do nothing`, id, item); err != nil {
			return err
		}
	}
	return nil
}

// check says what is wrong with the form and composes the note that the API and
// the papers read.
func (p Premeeting) check(rd *store.Reader, m Meeting) (note string, err error) {
	leaders, err := Leaders(rd, m)
	if err != nil {
		return "", err
	}
	agenda, err := items(rd, m.ID)
	if err != nil {
		return "", err
	}
	people, err := Live(rd, m)
	if err != nil {
		return "", err
	}
	var bad fault.Fields
	if p.HeldAt <= 0 || p.HeldAt > m.StartsAt || p.HeldAt < m.StartsAt-int64(90)*86_400_000 {
		bad.Add("day", "premeeting_day")
	}
	if p.Assessment == "" {
		bad.Add("assessment", "premeeting_assessment")
	} else if len(p.Assessment) > 8000 {
		bad.Add("assessment", "meeting_text_long")
	}
	var present, focus []string
	for _, l := range leaders {
		if slices.Contains(p.Present, l.Person) {
			present = append(present, l.FullName)
		}
	}
	if len(present) != len(p.Present) || len(present) == 0 && len(leaders) > 0 {
		bad.Add("present", "premeeting_present")
	}
	for _, i := range agenda {
		if slices.Contains(p.Focus, i.ID) && !i.Secret {
			focus = append(focus, i.Title)
		}
	}
	if len(focus) != len(p.Focus) || len(focus) > FocusMost {
		bad.Add("focus", "premeeting_focus", "most", FocusMost)
	}
	named := func(field, person string) string {
		if person == "" {
			return ""
		}
		if at := slices.IndexFunc(people, func(r Rolled) bool { return r.Person == person }); at >= 0 {
			return people[at].FullName
		}
		if at := slices.IndexFunc(leaders, func(l Leader) bool { return l.Person == person }); at >= 0 {
			return leaders[at].FullName
		}
		bad.Add(field, "premeeting_person")
		return ""
	}
	drafter, follower := named("drafter", p.Drafter), named("follower", p.Follower)
	if err := bad.Err(); err != nil {
		return "", err
	}
	return p.note(present, focus, drafter, follower), nil
}

// note is the pre-meeting in lines: the names and titles are those of the day.
func (p Premeeting) note(present, focus []string, drafter, follower string) string {
	lines := []string{"Có mặt: " + strings.Join(present, ", "), "Đánh giá tháng trước: " + p.Assessment}
	if len(focus) > 0 {
		lines = append(lines, "Bàn kỹ: "+strings.Join(focus, "; "))
	}
	if drafter != "" {
		lines = append(lines, "Chuẩn bị dự thảo nghị quyết: "+drafter)
	}
	if follower != "" {
		lines = append(lines, "Theo dõi, chấm điểm: "+follower)
	}
	return strings.Join(lines, "\n")
}
