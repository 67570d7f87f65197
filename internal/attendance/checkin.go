package attendance

import (
	"cmp"
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Marking is one tap of the roll call. At is when it was said or happened (a
// phone may have been offline); 0 is now. Version is that of the mark the
// person saw; 0 when there was none.
type Marking struct {
	Meeting   string
	Member    string
	Status    string
	Reason    string
	Method    string
	At        int64
	Version   int64
	Concluded bool // the cell itself concluded "without reason" in the meeting
}

// situation is what the single select of the hot path brings.
type situation struct {
	org, state, day string
	circle          access.Circle
	startsAt        int64
	activity        string // of the member on the roll; "" is not on it
	mark            Mark
	marked          bool
}

// CheckIn marks one member. The same again is the same answer. What one person
// said later replaces what he said before, in whatever order it arrives; what
// two people said differently needs the version seen, or is a conflict that
// gives back the other mark.
func CheckIn(tx *store.Tx, in Marking) (Mark, error) {
	if err := in.check(); err != nil {
		return Mark{}, err
	}
	s, err := look(tx.Reader, in.Meeting, in.Member)
	if err != nil {
		return Mark{}, err
	}
	if err := access.Must(tx.Reader, s.circle.Of(access.MeetingRun), s.org); err != nil {
		return Mark{}, err
	}
	if s.activity == "" {
		return Mark{}, fault.Missing() // of another cell, or nobody
	}
	said := in.At
	in.At = s.when(in.At, tx.Now())
	explicit := said != 0 && in.At == said
	if s.marked && s.mark.says(in, explicit, tx.Viewer().Person) {
		return s.mark, nil
	}
	if err := s.allows(tx.Reader, in); err != nil {
		return Mark{}, err
	}
	if s.marked {
		return change(tx, s, in, explicit)
	}
	k := in.mark(tx.Viewer().Person, 1)
	n, err := tx.Exec(`insert into mark (tenant, meeting, member, status, arrived_at, left_at, reason, method, at, by_person, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) on conflict do nothing`,
		in.Meeting, k.Member, k.Status, store.NullInt(k.ArrivedAt), store.NullInt(k.LeftAt), k.Reason, k.Method, k.At, k.By)
	if err != nil {
		return Mark{}, err
	}
	if n == 0 { // somebody was quicker between the look and the insert
		return Mark{}, fault.New(fault.Busy, "busy")
	}
	return k, audit.Note(tx, "attendance.mark", "meeting", in.Meeting, s.org, noted{k.Member, k.Status, k.Reason})
}

// noted is what the audit entry of a first mark says.
type noted struct {
	Member string `json:"member"`
	Status string `json:"status"`
	Reason string `json:"reason"`
}

func (in *Marking) check() error {
	in.Method = cmp.Or(in.Method, "scribe")
	absent := slices.Contains(Statuses, in.Status) && !Came(in.Status)
	switch {
	case !slices.Contains(Statuses, in.Status):
		return fault.Bad("status", "mark_status")
	case !slices.Contains(Methods, in.Method):
		return fault.Bad("method", "mark_method")
	case in.Reason != "" && (!absent || !slices.Contains(Reasons, in.Reason)):
		return fault.Bad("reason", "mark_reason")
	case in.Reason == "" && in.Status == Excused:
		return fault.Bad("reason", "mark_reason_needed")
	}
	return nil
}

// look reads meeting and roll at once, and the mark when there is one. Before
// the opening the roll is the cell as it stands on the meeting's day; a
// committee's is read apart, its few meetings need no single select.
func look(rd *store.Reader, id, member string) (s situation, err error) {
	if err = rd.Get([]any{&s.org, &s.state, &s.day, &s.circle, &s.startsAt, &s.activity, &s.marked}, `
		select m.org, m.state, m.day, m.circle, m.starts_at,
			case when m.opened_at is null
				then coalesce((select s.activity from member_span s where s.tenant = m.tenant and s.member = $3 and s.org = m.org and s.from_day <= m.day and (s.to_day is null or s.to_day > m.day) and s.standing <> 'ended'),
					(select s.activity from member_stay s where s.tenant = m.tenant and s.member = $3 and s.org = m.org and s.from_day <= m.day and (s.to_day is null or s.to_day > m.day)), '')
				else coalesce((select r.activity from meeting_roll r where r.tenant = m.tenant and r.meeting = m.id and r.stage = 'open' and r.member = $3), '') end,
			exists (select 1 from mark k where k.tenant = m.tenant and k.meeting = m.id and k.member = $3)
		from meeting m where m.tenant = $1 and m.id = $2`, id, member); err != nil {
		return s, err
	}
	if s.circle != access.OfAll {
		if s.activity, err = seated(rd, id, member); err != nil {
			return s, err
		}
	}
	if !s.marked {
		return s, nil
	}
	s.mark, err = store.One(rd, scanMark, `select `+markColumns+` from mark k where k.tenant = $1 and k.meeting = $2 and k.member = $3`, id, member)
	return s, err
}

// seated is the activity of a member on the roll of a committee's meeting; ""
// when he does not sit in it.
func seated(rd *store.Reader, id, member string) (string, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return "", err
	}
	roll, err := meeting.Roll(rd, m)
	for _, r := range roll {
		if r.Member == member {
			return r.Activity, err
		}
	}
	return "", err
}

// when takes the moment a phone gives, unless it cannot be: a wrong clock must
// not lose the mark.
func (s situation) when(at, now int64) int64 {
	const halfDay = 12 * 3_600_000
	if at <= 0 || at > now || at < s.startsAt-halfDay {
		return now
	}
	return at
}

// says reports whether the mark already holds what comes in.
func (k Mark) says(in Marking, explicit bool, by string) bool {
	switch {
	case k.Status != in.Status || k.Reason != in.Reason:
		return false
	case !explicit || k.At == in.At:
		return true
	case in.Version == k.Version: // another hour for a late coming or an early leaving
		return in.Status != Late && in.Status != LeftEarly
	}
	return k.By != by
}

// allows are the rules in the order a person would say them.
func (s situation) allows(rd *store.Reader, in Marking) error {
	switch {
	case s.state == meeting.Confirmed || s.state == meeting.Sealed || s.state == meeting.Reported:
		return fault.New(fault.Conflict, "mark_confirmed")
	case rd.Today() < s.day && s.state != meeting.InSession && s.state != meeting.Closed:
		return fault.New(fault.Conflict, "mark_too_early", "day", vi.ShowDay(s.day))
	case s.activity == "suspended":
		return fault.Bad("member", "mark_suspended")
	case in.Status == Unexcused && (!s.marked || Came(s.mark.Status)):
		return fault.Bad("status", "mark_first_unexplained")
	case in.Status == Unexcused && s.state != meeting.Closed && !in.Concluded:
		return fault.Bad("status", "mark_cell_concludes")
	}
	return nil
}

func (in Marking) mark(by string, version int64) Mark {
	k := Mark{Member: in.Member, Status: in.Status, Reason: in.Reason, Method: in.Method, At: in.At, By: by, Version: version}
	switch in.Status {
	case Present, Late:
		k.ArrivedAt = in.At
	case LeftEarly:
		k.LeftAt = in.At
	}
	return k
}

// change writes another mark over the one there is; the old one goes into the
// history.
func change(tx *store.Tx, s situation, in Marking, explicit bool) (Mark, error) {
	by := tx.Viewer().Person
	now, old := in.mark(by, s.mark.Version+1), s.mark
	if in.Version != old.Version {
		past, err := history(tx.Reader, in.Meeting, in.Member)
		if err != nil {
			return Mark{}, err
		}
		past = slices.DeleteFunc(past, func(p Past) bool { return p.Method == announced })
		said := now.past()
		switch {
		case slices.ContainsFunc(past, said.same): // sent once more after it was already replaced
			return old, nil
		case old.By != by || in.Version != 0 || !explicit:
			return Mark{}, fault.Stale(old)
		}
		now = fold(in.Member, append(past, old.past(), said))
		now.Version = old.Version + 1
		if now.past().same(old.past()) { // an older tap arrives late: it is history already
			old = in.mark(by, 0)
		}
	} else if now.Status == LeftEarly {
		now.ArrivedAt = old.ArrivedAt
	}
	if err := remember(tx, in.Meeting, old); err != nil {
		return Mark{}, err
	}
	if _, err := tx.Exec(`update mark set status = $4, arrived_at = $5, left_at = $6, reason = $7, method = $8, at = $9, by_person = $10, version = version + 1 where tenant = $1 and meeting = $2 and member = $3`,
		in.Meeting, now.Member, now.Status, store.NullInt(now.ArrivedAt), store.NullInt(now.LeftAt), now.Reason, now.Method, now.At, now.By); err != nil {
		return Mark{}, err
	}
	return now, audit.Note(tx, "attendance.change", "meeting", in.Meeting, s.org, map[string]any{"member": now.Member, "before": []string{s.mark.Status, s.mark.Reason}, "after": []string{now.Status, now.Reason}})
}

func (k Mark) past() Past { return Past{k.Status, k.Reason, k.Method, k.At, k.By} }

func (p Past) same(q Past) bool {
	return p.Status == q.Status && p.Reason == q.Reason && p.At == q.At && p.By == q.By
}

// fold is the mark that one person's taps make in the order of their saying,
// whatever the order of their arrival.
func fold(member string, taps []Past) Mark {
	slices.SortFunc(taps, func(a, b Past) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Status, b.Status), cmp.Compare(a.Reason, b.Reason))
	})
	k := Mark{Member: member}
	for _, p := range taps {
		switch {
		case p.Status == LeftEarly:
			k.LeftAt = p.At
		case !Came(p.Status):
			k.ArrivedAt, k.LeftAt = 0, 0
		case p.Status != k.Status:
			k.ArrivedAt, k.LeftAt = p.At, 0
		}
		k.Status, k.Reason, k.Method, k.At, k.By = p.Status, p.Reason, p.Method, p.At, p.By
	}
	return k
}

func remember(tx *store.Tx, id string, k Mark) error {
	_, err := tx.Exec(`insert into mark_history (tenant, id, meeting, member, status, reason, method, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		store.NewID(), id, k.Member, k.Status, k.Reason, k.Method, k.At, k.By)
	return err
}
