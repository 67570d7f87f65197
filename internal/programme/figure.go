package programme

import (
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Figure is what was known of a target in a month; N counts its corrections.
type Figure struct {
	Month  string `json:"month"` // YYYY-MM
	N      int    `json:"n"`     // 1, then a correction
	AsOf   string `json:"as_of"`
	Value  string `json:"value"`  // exact decimal; yes_no: 1 or 0
	Reason string `json:"reason"` // of a correction
	Stands bool   `json:"stands"` // false: corrected since
	At     int64  `json:"at"`
	ByName string `json:"by_name"` // never upwards
}

// Enter writes down what was known of a target on a day, once a month. Another figure for
// the same month is a correction: it wants a reason, and the n of the one it corrects. The
// same figure once more is one. For those who write the programme.
func Enter(tx *store.Tx, id, target string, in Figure) (Programme, error) {
	p, err := inForce(tx.Reader, id)
	if err != nil {
		return p, err
	}
	t, ok := p.Shown(target)
	if !ok {
		return p, fault.Missing()
	}
	if in.Reason = vi.Clean(in.Reason); utf8.RuneCountInString(in.Reason) > textMost {
		return p, fault.Bad("reason", "programme_reason", "limit", textMost)
	}
	if in.Value, ok = Exact(in.Value); !ok || t.Measure == YesNo && in.Value != "0" && in.Value != "1" {
		return p, fault.Bad("value", "programme_number", "whole", wholeMost, "parts", partsMost)
	}
	if !vi.ValidDay(in.AsOf) || in.AsOf > tx.Today() || in.AsOf < t.From {
		return p, fault.Bad("as_of", "programme_as_of", "from", vi.ShowDay(t.From), "to", vi.ShowDay(tx.Today()))
	}
	in.Month = vi.MonthOf(in.AsOf)
	have, err := store.All(tx.Reader, func(row store.Scan) (f Figure, err error) { err = row(&f.N, &f.AsOf, &f.Value); return },
		`select n, as_of, value from programme_figure where tenant = $1 and target = $2 and month = $3 and stands`, target, in.Month)
	if err != nil {
		return p, err
	}
	now := Figure{}
	if len(have) > 0 {
		now = have[0]
	}
	switch {
	case now.N > 0 && now.Value == in.Value && now.AsOf == in.AsOf:
		return p, nil
	case now.N > 0 && in.N > 0 && now.N != in.N:
		return p, fault.Stale(now)
	case now.N > 0 && in.Reason == "":
		return p, fault.Bad("reason", "programme_correct", "month", vi.ShowMonth(in.Month), "value", t.Amount(now.Value), "day", vi.ShowDay(now.AsOf))
	}
	if _, err := tx.Exec(`update programme_figure set stands = false where tenant = $1 and target = $2 and month = $3 and stands`, target, in.Month); err != nil {
		return p, err
	}
	if _, err := tx.Exec(`insert into programme_figure (tenant, target, month, n, programme, as_of, value, reason, stands, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		target, in.Month, now.N+1, id, in.AsOf, in.Value, in.Reason, true, tx.Now(), tx.Viewer().Person); err != nil {
		return p, err
	}
	tx.Touch(p.Org)
	if err := audit.Note(tx, "programme.figure", "programme", id, p.Org, map[string]any{"target": target, "before": now, "after": in}); err != nil {
		return p, err
	}
	return Get(tx.Reader, id, 0)
}

// inForce reads a programme in the edition in force, for who writes it.
func inForce(rd *store.Reader, id string) (Programme, error) {
	if _, err := keeps(rd, id); err != nil {
		return Programme{}, err
	}
	p, err := Get(rd, id, 0)
	if err == nil && p.Edition.AdoptedOn == "" {
		err = fault.New(fault.Conflict, "programme_not_adopted")
	}
	return p, err
}

// Figures are all that was ever entered for a target, the latest month first, corrections
// above what they correct. Whoever sees the programme sees them; the committee above without
// who entered them.
func Figures(rd *store.Reader, p Programme, target string) ([]Figure, error) {
	s, err := sees(rd, p.Org)
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, func(row store.Scan) (f Figure, err error) {
		err = row(&f.Month, &f.N, &f.AsOf, &f.Value, &f.Reason, &f.Stands, &f.At, &f.ByName)
		return
	}, `select x.month, x.n, x.as_of, x.value, x.reason, x.stands, x.at, coalesce(f.full_name, '') from programme_figure x left join person f on f.tenant = x.tenant and f.id = x.by_person
		where x.tenant = $1 and x.target = $2 and x.programme = $3 order by x.month desc, x.n desc limit 400`, target, p.ID)
	for i := range all {
		if s < whole {
			all[i].ByName = ""
		}
	}
	return all, err
}

// Deed is a task that serves a target: what, by when, done or not. Nobody is named.
type Deed struct {
	Deed   string `json:"deed"`
	Due    string `json:"due"`
	Done   bool   `json:"done"`
	Closed string `json:"closed_on"` // empty while it runs
}

// Deeds are the tasks of resolutions that serve the targets of a programme, by target: of
// meetings of the whole cell, or of the committee whose own programme it is. Whoever sees
// the programme sees them.
func Deeds(rd *store.Reader, p Programme) (map[string][]Deed, error) {
	if _, err := sees(rd, p.Org); err != nil {
		return nil, err
	}
	o, err := org.Get(rd, p.Org)
	if err != nil {
		return nil, err
	}
	circle := access.OfAll
	if !o.Cell() {
		circle = access.OfCommittee
	}
	type of struct {
		target string
		Deed
	}
	all, err := store.All(rd, func(row store.Scan) (d of, err error) {
		err = row(&d.target, &d.Deed.Deed, &d.Due, &d.Done, &d.Closed)
		return
	},
		`select r.target, k.deed, k.due, case when k.closed_on is not null and k.state in ('done', 'done_late') then 1 else 0 end = 1, coalesce(k.closed_on, '')
		from programme_target t join resolution_item r on r.tenant = t.tenant and r.target = t.id join task k on k.tenant = r.tenant and k.id = r.id and k.circle = $4
		where t.tenant = $1 and t.programme = $2 and t.edition = $3 order by k.due, k.id`, p.ID, p.Edition.N, string(circle))
	out := map[string][]Deed{}
	for _, d := range all {
		out[d.target] = append(out[d.target], d.Deed)
	}
	return out, err
}
