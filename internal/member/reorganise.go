package member

import (
	"encoding/json"
	"time"

	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Reorganise makes a change of the tree together with what follows for people:
// a merge moves the members of the old cell and those who take part in it for
// a time, an end releases its posts, and a cell in which members stand cannot
// be dissolved.
func Reorganise(tx *store.Tx, book *rule.Book, in org.Change) (org.Org, error) {
	out, err := org.Apply(tx, in)
	if err != nil || in.Kind != org.Merged && in.Kind != org.Dissolved {
		return out, err
	}
	standing, err := tx.Strings(`select s.member from member_span s where s.tenant = $1 and s.org = $2 and (s.to_day is null or s.to_day > $3)
		union select s.member from member_stay s where s.tenant = $1 and s.org = $2 and (s.to_day is null or s.to_day > $3)`, in.Org, in.Day)
	if err != nil {
		return out, err
	}
	if len(standing) > 0 && in.Kind == org.Dissolved {
		return out, fault.New(fault.Conflict, "org_has_members", "count", len(standing))
	}
	for _, id := range standing {
		if err := follow(tx, id); err != nil {
			return out, err
		}
	}
	if _, err := tx.Exec(`update post_holding set to_day = $3 where tenant = $1 and org = $2 and (to_day is null or to_day > $3)`, in.Org, in.Day); err != nil {
		return out, err
	}
	if in.Kind == org.Merged {
		if err := job.Enqueue(tx, MergedJob, Merger{in.Org, in.Into[0]}, in.Org, dawn(in.Day)); err != nil {
			return out, err
		}
	}
	return out, org.Note(tx, "member.reorganise", "org", in.Org, in.Org, map[string]any{"kind": in.Kind, "day": in.Day, "moved": standing})
}

// MergedJob is the kind of the job asked for when a cell becomes part of
// another: on that day what it has under way follows its members.
const MergedJob = "member.merged"

// Merger is its payload.
type Merger struct {
	From string `json:"from"`
	Into string `json:"into"`
}

// dawn is the first moment of a day.
func dawn(day string) int64 {
	t, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	if err != nil {
		return 0
	}
	return t.UnixMilli()
}

// beyond is a stretch that reaches past the day on which its cell became part
// of another.
type beyond struct {
	from, org, day, decision, into string
}

// follow leads a member on where a cell they stand in, or take part in for a
// time, has become part of another: now, or with an entry made afterwards about
// days before. What no merge explains is refused.
func follow(tx *store.Tx, member string) error {
	for range 24 {
		b, found, err := first(tx.Reader, "member_span", member)
		if err != nil {
			return err
		}
		if !found {
			break
		}
		if err := record(tx, Event{Member: member, Kind: Moved, Org: b.into, From: max(b.from, b.day), Decision: b.decision}); err != nil {
			return err
		}
	}
	for range 24 {
		b, found, err := first(tx.Reader, "member_stay", member)
		if err != nil {
			return err
		}
		if !found {
			break
		}
		if err := followStay(tx, member, b); err != nil {
			return err
		}
	}
	type end struct{ name, day string }
	lost, err := store.All(tx.Reader, func(scan store.Scan) (e end, err error) { err = scan(&e.name, &e.day); return }, `
		select e.name, e.valid_to from member_span s cross join org_edge e
		where s.tenant = $1 and s.member = $2 and e.tenant = s.tenant and e.org = s.org and e.valid_to is not null and (s.to_day is null or s.to_day > e.valid_to)
			and not exists (select 1 from org_edge n where n.tenant = e.tenant and n.org = e.org and n.valid_from >= e.valid_to) limit 1`, member)
	if err != nil || len(lost) == 0 {
		return err
	}
	return fault.Bad("org", "org_ended", "name", lost[0].name, "day", vi.ShowDay(lost[0].day))
}

func first(rd *store.Reader, table, member string) (beyond, bool, error) {
	all, err := store.All(rd, func(scan store.Scan) (b beyond, err error) {
		var detail string
		if err = scan(&b.from, &b.org, &b.day, &b.decision, &detail); err != nil {
			return
		}
		var merged struct{ From, Into string }
		err = json.Unmarshal([]byte(detail), &merged)
		if merged.From == b.org {
			b.into = merged.Into
		}
		return
	}, `select s.from_day, s.org, v.day, v.decision, v.detail from `+table+` s cross join org_event v
		where s.tenant = $1 and s.member = $2 and v.tenant = s.tenant and v.org = s.org and v.kind = 'merge' and (s.to_day is null or s.to_day > v.day) order by s.from_day`, member)
	for _, b := range all {
		if b.into != "" {
			return b, true, err
		}
	}
	return beyond{}, false, err
}

// followStay lets a stay go on in the cell its host became part of; in the
// member's own cell it is over.
func followStay(tx *store.Tx, member string, b beyond) error {
	all, err := eventsOf(tx.Reader, member)
	if err != nil {
		return err
	}
	day := max(b.from, b.day)
	own := ""
	for _, s := range Derive(all) {
		if s.From <= day && (s.To == "" || s.To > day) {
			own = s.Org
		}
	}
	next := Event{Member: member, Kind: Resumed, From: day, Decision: b.decision}
	for _, e := range effective(all) {
		if own != b.into && e.Org == b.org && e.From <= day && (e.Kind == Away || e.Kind == Sent) && (e.Until == "" || e.Until > day) {
			next.Kind, next.Until, next.Counts, next.Rule, next.Org = e.Kind, e.Until, e.Counts, e.Rule, b.into
		}
	}
	return record(tx, next)
}
