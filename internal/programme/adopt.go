package programme

import (
	"strconv"
	"unicode/utf8"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Decision is by what an edition came into force.
type Decision struct {
	Meeting string `json:"meeting"` // of the organisation, or empty
	Day     string `json:"day"`     // where no meeting of the system is named
	Paper   string `json:"paper"`   // number of the resolution or the minutes, as typed
}

// Adopt says that the organisation agreed on the edition that was drafted. Said again it is
// the same.
func Adopt(tx *store.Tx, id string, version int64, in Decision) (Programme, error) {
	p, err := keeps(tx.Reader, id)
	if err != nil {
		return p, err
	}
	in.Paper = vi.Clean(in.Paper)
	day, err := decided(tx.Reader, p, in)
	if err != nil {
		return p, err
	}
	if e := p.Edition; e.AdoptedOn != "" {
		if e.AdoptedOn == day && e.Meeting == in.Meeting && e.Paper == in.Paper {
			return p, nil
		}
		return p, p.writable()
	}
	switch {
	case len(p.Targets) == 0:
		return p, fault.New(fault.Conflict, "programme_empty")
	case p.Version != version:
		return p, fault.Stale(p)
	case p.Edition.N > 1 && day < p.Editions[p.Edition.N-2].AdoptedOn:
		return p, fault.Bad("day", "programme_before", "day", vi.ShowDay(p.Editions[p.Edition.N-2].AdoptedOn))
	}
	if _, err := tx.Exec(`update programme_edition set adopted_on = $3, meeting = $4, paper = $5 where tenant = $1 and programme = $2 and n = $6`, id, day, in.Meeting, in.Paper, p.Edition.N); err != nil {
		return p, err
	}
	if _, err := tx.Exec(`update programme set adopted_on = case when adopted_on = '' then $3 else adopted_on end where tenant = $1 and id = $2`, id, day); err != nil {
		return p, err
	}
	tx.Touch(p.Org)
	return moved(tx, p, "programme.adopt", map[string]any{"edition": p.Edition.N, "decision": in, "day": day})
}

// decided is the day of a decision: that of the meeting, else the one named.
func decided(rd *store.Reader, p Programme, in Decision) (day string, err error) {
	if utf8.RuneCountInString(in.Paper) > paperMost {
		return "", fault.Bad("paper", "programme_paper", "limit", paperMost)
	}
	if in.Meeting == "" {
		if !vi.ValidDay(in.Day) || in.Day > rd.Today() || in.Day < vi.AddDays(p.From, -366) {
			return "", fault.Bad("day", "programme_day", "today", vi.ShowDay(rd.Today()))
		}
		return in.Day, nil
	}
	err = rd.Get([]any{&day}, `select day from meeting where tenant = $1 and id = $2 and org = $3 and opened_at is not null`, in.Meeting, p.Org)
	if store.IsNoRow(err) {
		err = fault.Bad("meeting", "programme_meeting")
	}
	return day, err
}

// Revise opens a further edition that begins with the targets in force, for a reason. One
// that is being drafted is the one.
func Revise(tx *store.Tx, id, reason string) (Programme, error) {
	p, err := keeps(tx.Reader, id)
	if err != nil {
		return p, err
	}
	reason = vi.Clean(reason)
	if p.Edition.AdoptedOn == "" {
		if p.Edition.N > 1 && p.Edition.Reason == reason {
			return p, nil
		}
		return p, fault.New(fault.Conflict, "programme_drafting")
	}
	if n := utf8.RuneCountInString(reason); n == 0 || n > textMost {
		return p, fault.Bad("reason", "programme_reason", "limit", textMost)
	}
	n := p.Edition.N + 1
	if err := edition(tx, id, n, reason); err != nil {
		return p, err
	}
	for _, t := range p.Targets {
		if err := write(tx, p, n, t); err != nil {
			return p, err
		}
	}
	return moved(tx, p, "programme.revise", map[string]string{"edition": strconv.Itoa(n), "reason": reason})
}

// Discard takes back an edition that was not adopted, and the whole programme where it was
// the first.
func Discard(tx *store.Tx, id string) error {
	p, err := keeps(tx.Reader, id)
	if err == nil {
		err = p.writable()
	}
	if err != nil {
		return err
	}
	for _, text := range []string{`delete from programme_target where tenant = $1 and programme = $2 and edition = $3`, `delete from programme_edition where tenant = $1 and programme = $2 and n = $3`} {
		if _, err := tx.Exec(text, id, p.Edition.N); err != nil {
			return err
		}
	}
	if p.Edition.N == 1 {
		if _, err := tx.Exec(`delete from programme where tenant = $1 and id = $2`, id); err != nil {
			return err
		}
	}
	return audit.Note(tx, "programme.discard", "programme", id, p.Org, map[string]any{"edition": p.Edition, "targets": p.Targets})
}
