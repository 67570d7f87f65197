package offline

import (
	"encoding/json"
	"slices"

	"chibo/internal/attendance"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Came is the choice, for an opinion of one who is marked absent, that he was there.
const Came = "came"

// gone are the refusals that Came settles.
var gone = []string{"opinion_absent", "opinion_left"}

// MayHaveCome tells whether Came is a choice.
func (u Unsettled) MayHaveCome() bool { return u.Kind == Opinion && slices.Contains(gone, u.Code) }

// AsItStands is the choice of what the meeting's record says now.
const AsItStands = "now"

// Unsettled is an entry on which two devices differ, or which a room refused:
// both are kept until somebody who holds the meeting chooses.
type Unsettled struct {
	Key      string
	Kind     string
	Name     string // of what it is about: a member, an item, a part …
	Disputed bool
	Hidden   bool   // the viewer may not read what it says: no values, no choosing
	Code     string // why it was refused; "" it was not
	Told     string // the same in words
	Now      json.RawMessage
	Choices  []Choice
}

// Choice is one of the values.
type Choice struct {
	Op     string
	Value  json.RawMessage
	Person string // full name
	Device string // what its holder calls it; Web for a form
	At     int64  // when, by the server's clock
}

// Member is whom the value is about, "" nobody.
func (c Choice) Member() string { return into[struct{ Member string }](c.Value).Member }

// UnsettledOf lists them by key, for whoever runs, chairs or writes the meeting.
func UnsettledOf(rd *store.Reader, book *rule.Book, id string) ([]Unsettled, error) {
	m, err := holding(rd, id)
	if err != nil {
		return nil, err
	}
	ops, err := all(rd, id)
	if err != nil || len(ops) == 0 {
		return nil, err
	}
	entries, err := entriesOf(rd, id)
	if err != nil {
		return nil, err
	}
	who, err := writersOf(rd, id)
	if err != nil {
		return nil, err
	}
	e := &evening{rd: rd, book: book, m: m, ops: ops}
	now, err := e.everyRow()
	if err != nil {
		return nil, err
	}
	byID := map[string]Op{}
	for _, o := range ops {
		byID[o.ID] = o
	}
	var out []Unsettled
	for key, r := range Fold(ops) {
		if !r.Disputed && entries[key].code == "" {
			continue
		}
		u := Unsettled{Key: key, Kind: kindOf(key), Name: nameOf(key), Disputed: r.Disputed, Code: entries[key].code, Told: entries[key].told, Now: now[key]}
		may, err := MayRead(rd, m, u.Kind)
		if err != nil {
			return nil, err
		}
		if u.Hidden = !may; u.Hidden {
			u.Now = nil
		}
		for _, id := range r.Heads {
			o := byID[id]
			if u.Hidden {
				o.Value = json.RawMessage("{}")
			}
			if slices.ContainsFunc(u.Choices, func(c Choice) bool { return Alike(key, c.Value, o.Value) }) {
				continue
			}
			w := who[o.Device]
			if o.Device == Web {
				w = [2]string{who[Web+o.person][0], Web}
			}
			u.Choices = append(u.Choices, Choice{o.ID, o.Value, w[0], w[1], o.held})
		}
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b Unsettled) int { return order(byID[a.Choices[0].Op], byID[b.Choices[0].Op]) })
	return out, nil
}

// writersOf names who wrote: by device the person and what the device is called,
// and for forms the person.
func writersOf(rd *store.Reader, id string) (map[string][2]string, error) {
	out := map[string][2]string{}
	all, err := devices(rd, id)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		out[d.ID] = [2]string{d.Name, d.Label}
	}
	forms, err := store.All(rd, func(scan store.Scan) (p [2]string, err error) { err = scan(&p[0], &p[1]); return }, `select distinct p.id, p.full_name from hall_op o join person p on p.tenant = o.tenant and p.id = o.person
		where o.tenant = $1 and o.meeting = $2 and o.device = $3`, id, Web)
	for _, p := range forms {
		out[Web+p[0]] = [2]string{p[1]}
	}
	return out, err
}

// Choose settles an entry: op is one of its choices, or AsItStands. It is written
// as an operation that saw all there was, so every device takes it over. Whoever
// runs, chairs or writes the meeting may, until it is sealed.
func Choose(tx *store.Tx, book *rule.Book, id, key, op string) error {
	m, err := holding(tx.Reader, id)
	if err != nil {
		return err
	}
	if m.At(meeting.Sealed) {
		return fault.New(fault.Conflict, "hall_sealed")
	}
	may, err := MayRead(tx.Reader, m, kindOf(key))
	if err == nil && !may {
		err = fault.Missing()
	}
	if err != nil {
		return err
	}
	e, err := begin(tx, book, id)
	if err != nil {
		return err
	}
	if _, err := e.absorb(); err != nil {
		return err
	}
	r, known := Fold(e.ops)[key]
	if !known {
		return fault.Missing()
	}
	if entries, err := entriesOf(tx.Reader, id); err != nil || !r.Disputed && entries[key].code == "" {
		return err // settled already
	}
	if op == Came {
		return e.came(key, r)
	}
	value := json.RawMessage("null")
	if op == AsItStands {
		now, err := e.everyRow()
		if err != nil {
			return err
		}
		if now[key] != nil {
			value = now[key]
		}
	} else {
		n := slices.IndexFunc(e.ops, func(o Op) bool { return o.ID == op && o.Key == key })
		if n < 0 {
			return fault.Bad("op", "hall_choice")
		}
		value = e.ops[n].Value
	}
	chosen, err := e.log.addWeb(tx, key, value, r.Heads)
	if err != nil {
		return err
	}
	e.ops = append(e.ops, chosen)
	if err := audit.Note(tx, "hall.choose", "meeting", id, e.m.Org, map[string]any{"entry": key, "of": len(r.Heads), "as_it_stands": op == AsItStands}); err != nil {
		return err
	}
	if err := e.write(); err != nil {
		return err
	}
	return e.log.keep(tx)
}

// came writes that the speaker of a refused opinion was there; the opinion is then
// taken by itself.
func (e *evening) came(key string, r Register) error {
	member := into[saying](r.Value).Member
	if kindOf(key) != Opinion || member == "" {
		return fault.Bad("op", "hall_choice")
	}
	mark := Mark + "/" + member
	o, err := e.log.addWeb(e.tx, mark, valued(marking{Status: attendance.Present, Method: "scribe"}), Fold(e.ops)[mark].Heads)
	if err != nil {
		return err
	}
	e.ops = append(e.ops, o)
	if err := audit.Note(e.tx, "hall.choose", "meeting", e.m.ID, e.m.Org, map[string]any{"entry": key, "came": true}); err != nil {
		return err
	}
	if err := e.write(); err != nil {
		return err
	}
	return e.log.keep(e.tx)
}

// Todo counts what is to be settled in a meeting, for the pages of the evening:
// entries on which two devices differ, those a room refused, those that came after
// the minutes were read. For whoever runs, chairs or writes it.
func Todo(rd *store.Reader, id string) (differ, refused, late int, err error) {
	m, err := holding(rd, id)
	if err != nil {
		return 0, 0, 0, err
	}
	ops, err := all(rd, id)
	if err != nil || len(ops) == 0 || m.At(meeting.Sealed) {
		return 0, 0, 0, err
	}
	o, err := outstanding(rd, m, ops)
	return len(o.disputed), len(o.refused), len(o.late), err
}
