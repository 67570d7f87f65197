package programme

import (
	"slices"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const (
	titleMost   = 200
	textMost    = 300 // of a target, of a reason
	unitMost    = 40
	paperMost   = 60
	targetsMost = 40
	yearsMost   = 10 // nobody plans further; the length of a term is a rule and not asked here
)

// Begin drafts a programme: one of a year and one of a term may begin on a day. The same
// once more is the one that is there. For those who write the organisation's programmes.
func Begin(tx *store.Tx, book *rule.Book, in Programme) (Programme, error) {
	if err := access.Must(tx.Reader, access.ProgrammeKeep, in.Org); err != nil {
		return in, err
	}
	if err := open(tx.Reader, book, in.Org); err != nil {
		return in, err
	}
	in.Title = vi.Clean(in.Title)
	if err := spans(&in); err != nil {
		return in, err
	}
	ids, err := tx.Strings(`select id from programme where tenant = $1 and org = $2 and kind = $3 and from_day = $4`, in.Org, in.Kind, in.From)
	if err != nil {
		return in, err
	}
	if len(ids) > 0 {
		have, err := Get(tx.Reader, ids[0], 0)
		if err == nil && (have.To != in.To || have.Title != in.Title) {
			err = fault.New(fault.Conflict, "programme_twice", "day", vi.ShowDay(in.From))
		}
		return have, err
	}
	in.ID = store.NewID()
	if _, err := tx.Exec(`insert into programme (tenant, id, org, kind, title, from_day, to_day, adopted_on, version, created_at, by_person) values ($1, $2, $3, $4, $5, $6, $7, '', 1, $8, $9)`,
		in.ID, in.Org, in.Kind, in.Title, in.From, in.To, tx.Now(), tx.Viewer().Person); err != nil {
		return in, err
	}
	if err := edition(tx, in.ID, 1, ""); err != nil {
		return in, err
	}
	return noted(tx, in, "programme.begin", in)
}

func edition(tx *store.Tx, id string, n int, reason string) error {
	_, err := tx.Exec(`insert into programme_edition (tenant, programme, n, reason, adopted_on, meeting, paper, at, by_person) values ($1, $2, $3, $4, '', '', '', $5, $6)`, id, n, reason, tx.Now(), tx.Viewer().Person)
	return err
}

// open refuses a cell that keeps headings only: what it sets itself stays out of the system
// (design/decisions.md 19).
func open(rd *store.Reader, book *rule.Book, id string) error {
	o, err := org.Get(rd, id)
	if err == nil && book.Agenda(rd.Today(), rule.OrgKind(o.Kind), meeting.Regular).HeadingsOnly {
		err = fault.New(fault.Conflict, "programme_closed_cell")
	}
	return err
}

func spans(in *Programme) error {
	var bad fault.Fields
	if !slices.Contains(Kinds, in.Kind) {
		bad.Add("kind", "programme_kind")
	}
	if n := utf8.RuneCountInString(in.Title); n == 0 || n > titleMost {
		bad.Add("title", "programme_title", "limit", titleMost)
	}
	switch {
	case !vi.ValidDay(in.From):
		bad.Add("from", "programme_days")
	case !vi.ValidDay(in.To) || in.To <= in.From || in.To > vi.AddDays(in.From, yearsMost*366):
		bad.Add("to", "programme_days")
	case in.Kind == Year && in.From[:4] != in.To[:4]:
		bad.Add("to", "programme_one_year")
	}
	return bad.Err()
}

// keeps reads a programme in its draft edition, for who writes it.
func keeps(rd *store.Reader, id string) (Programme, error) {
	p, err := Get(rd, id, 0)
	if err != nil {
		return p, err
	}
	if err := access.Must(rd, access.ProgrammeKeep, p.Org); err != nil {
		return Programme{}, err
	}
	e, ok := p.Draft()
	if !ok || e.N == p.Edition.N {
		return p, nil
	}
	return Get(rd, id, e.N)
}

// writable refuses an edition that was adopted: it is changed by a further one.
func (p Programme) writable() error {
	if p.Edition.AdoptedOn != "" {
		return fault.New(fault.Conflict, "programme_adopted", "day", vi.ShowDay(p.Edition.AdoptedOn))
	}
	return nil
}

// moved counts a change of a programme and writes it down.
func moved(tx *store.Tx, p Programme, what string, said any) (Programme, error) {
	if _, err := tx.Exec(`update programme set version = version + 1 where tenant = $1 and id = $2`, p.ID); err != nil {
		return p, err
	}
	return noted(tx, p, what, said)
}

func noted(tx *store.Tx, p Programme, what string, said any) (Programme, error) {
	if err := audit.Note(tx, what, "programme", p.ID, p.Org, said); err != nil {
		return p, err
	}
	return keeps(tx.Reader, p.ID)
}

// Put writes a target into the edition that is being drafted: a new one where in has no id.
// The same words once more are one target.
func Put(tx *store.Tx, id string, version int64, in Target) (Programme, error) {
	p, err := keeps(tx.Reader, id)
	if err != nil {
		return p, err
	}
	if err := p.writable(); err != nil {
		return p, err
	}
	if err := tidy(tx.Reader, p, &in); err != nil {
		return p, err
	}
	old, known := p.Shown(in.ID)
	if in.ID != "" && !known {
		return p, fault.Missing()
	}
	for _, t := range p.Targets {
		if t.ID == in.ID && alike(t, in) {
			return p, nil
		}
		if t.ID != in.ID && vi.Fold(t.Text) == vi.Fold(in.Text) {
			if in.ID == "" && alike(t, in) {
				return p, nil
			}
			return p, fault.Bad("text", "programme_same")
		}
	}
	if known && p.Version != version {
		return p, fault.Stale(p)
	}
	if in.Position = old.Position; !known {
		if len(p.Targets) >= targetsMost {
			return p, fault.New(fault.Conflict, "programme_many", "limit", targetsMost)
		}
		in.ID = store.NewID()
		for _, t := range p.Targets {
			in.Position = max(in.Position, t.Position)
		}
		in.Position++
	}
	if err := write(tx, p, p.Edition.N, in); err != nil {
		return p, err
	}
	return moved(tx, p, "programme.target", map[string]any{"before": old, "after": in})
}

func alike(a, b Target) bool {
	b.Position, b.ID, b.FollowerName, b.Standing = a.Position, a.ID, a.FollowerName, a.Standing
	return a == b
}

func write(tx *store.Tx, p Programme, n int, t Target) error {
	_, err := tx.Exec(`insert into programme_target (tenant, programme, edition, id, position, text, measure, unit, start_value, goal, from_day, due_on, origin, follower) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		on conflict (tenant, programme, edition, id) do update set text = excluded.text, measure = excluded.measure, unit = excluded.unit, start_value = excluded.start_value, goal = excluded.goal, from_day = excluded.from_day, due_on = excluded.due_on, origin = excluded.origin, follower = excluded.follower`,
		p.ID, n, t.ID, t.Position, t.Text, t.Measure, t.Unit, t.Start, t.Goal, t.From, t.Due, t.Origin, t.Follower)
	return err
}

// tidy cleans a target and says all that is wrong with it.
func tidy(rd *store.Reader, p Programme, in *Target) error {
	var bad fault.Fields
	in.Text, in.Unit = vi.Clean(in.Text), vi.Clean(in.Unit)
	if n := utf8.RuneCountInString(in.Text); n == 0 || n > textMost {
		bad.Add("text", "programme_text", "limit", textMost)
	}
	if !slices.Contains(Measures, in.Measure) {
		bad.Add("measure", "programme_measure")
	}
	if !slices.Contains(Origins, in.Origin) {
		bad.Add("origin", "programme_origin")
	}
	numbers(in, &bad)
	if in.From == "" {
		in.From = p.From
	}
	switch {
	case !vi.ValidDay(in.From) || in.From < p.From || in.From > p.To:
		bad.Add("from", "programme_outside", "from", vi.ShowDay(p.From), "to", vi.ShowDay(p.To))
	case !vi.ValidDay(in.Due) || in.Due <= in.From || in.Due > p.To:
		bad.Add("due", "programme_outside", "from", vi.ShowDay(vi.AddDays(in.From, 1)), "to", vi.ShowDay(p.To))
	}
	if in.Follower != "" {
		all, err := Followers(rd, p.Org)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(f Comrade) bool { return f.Person == in.Follower }) {
			bad.Add("follower", "programme_follower")
		}
	}
	return bad.Err()
}

// numbers brings start and goal into the form that is kept.
func numbers(in *Target, bad *fault.Fields) {
	if in.Measure == YesNo {
		in.Unit, in.Start, in.Goal = "", "", ""
		return
	}
	exactly := func(name string, s *string) {
		exact, ok := Exact(*s)
		if !ok {
			bad.Add(name, "programme_number", "whole", wholeMost, "parts", partsMost)
		}
		*s = exact
	}
	exactly("start", &in.Start)
	exactly("goal", &in.Goal)
	if in.Measure == Percent {
		in.Unit = "%"
	}
	if n := utf8.RuneCountInString(in.Unit); in.Measure == Count && (n == 0 || n > unitMost) {
		bad.Add("unit", "programme_unit", "limit", unitMost)
	}
}

// Drop takes a target out of the edition that is being drafted. Its figures stay with the
// editions in which it stood.
func Drop(tx *store.Tx, id, target string) (Programme, error) {
	p, err := keeps(tx.Reader, id)
	if err == nil {
		err = p.writable()
	}
	if err != nil {
		return p, err
	}
	t, ok := p.Shown(target)
	if !ok {
		return p, nil
	}
	if _, err := tx.Exec(`delete from programme_target where tenant = $1 and programme = $2 and edition = $3 and id = $4`, p.ID, p.Edition.N, target); err != nil {
		return p, err
	}
	return moved(tx, p, "programme.drop", map[string]any{"before": t})
}

// Comrade is somebody who may follow a target.
type Comrade struct {
	Person string `json:"person"`
	Name   string `json:"name"`
}

// ofCommittee are the posts whose holders follow targets: of the cell's committee, or of the
// committee above for its own programme.
const ofCommittee = `('secretary', 'deputy', 'committee', 'officer', 'ward_secretary', 'ward_deputy', 'standing_member', 'ward_member')`

// Followers are who may follow a target today. For those who write the programme.
func Followers(rd *store.Reader, org string) ([]Comrade, error) {
	if err := access.Must(rd, access.ProgrammeKeep, org); err != nil {
		return nil, err
	}
	return store.All(rd, func(row store.Scan) (c Comrade, err error) { err = row(&c.Person, &c.Name); return }, `select p.id, p.full_name from person p
		where p.tenant = $1 and p.id in (select h.person from post_holding h where h.tenant = $1 and h.org = $2 and h.post in `+ofCommittee+` and h.from_day <= $3 and (h.to_day is null or h.to_day > $3)) order by p.name_key, p.id`, org, rd.Today())
}
