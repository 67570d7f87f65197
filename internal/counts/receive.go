package counts

import (
	"encoding/json"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Held is a state of a committee's month as the one above keeps it.
type Held struct {
	Committee  string  `json:"committee"`
	Month      string  `json:"month"`
	N          int     `json:"n"` // first, second, … state of the month
	Way        string  `json:"way"`
	Sequence   int64   `json:"sequence"`
	AsAt       int64   `json:"-"` // counted below at this moment; 0 where a spreadsheet does not say
	ReceivedAt int64   `json:"-"`
	OverAt     int64   `json:"-"` // another state came; 0 while this one stands
	Figures    Figures `json:"figures"`
}

const heldColumns = `h.committee, h.month, h.n, h.way, h.seq, h.as_at, h.received_at, coalesce(h.over_at, 0), h.figures`

func scanHeld(scan store.Scan) (h Held, err error) {
	figures := ""
	if err = scan(&h.Committee, &h.Month, &h.N, &h.Way, &h.Sequence, &h.AsAt, &h.ReceivedAt, &h.OverAt, &figures); err == nil {
		err = json.Unmarshal([]byte(figures), &h.Figures)
	}
	return
}

// States lists every state of a committee's month, the newest first.
func States(rd *store.Reader, top string, number int64, month string) ([]Held, error) {
	c, err := CommitteeOf(rd, top, number)
	if err != nil {
		return nil, err
	}
	return states(rd, c, month)
}

func states(rd *store.Reader, c Committee, month string) ([]Held, error) {
	return store.All(rd, scanHeld, `select `+heldColumns+` from counts_held h where h.tenant = $1 and h.month = $2 and h.committee = $3 order by h.n desc limit 200`, month, c.ID)
}

// Taken is what came of bringing a month.
type Taken struct {
	Committee Committee
	Held      Held
	Again     bool // it was here already; nothing changed
	Over      Held // the state it took the place of; N is 0 where there was none
}

// Receive takes a signed file in, for the month the officer asked for. Nothing in it is
// believed before the signature fits the key that stands on the list.
func Receive(tx *store.Tx, book *rule.Book, top, month string, data []byte) (t Taken, err error) {
	if err := access.Must(tx.Reader, access.ProvinceKeep, top); err != nil {
		return t, err
	}
	f, err := ReadFile(data, book.Attention(tx.Today()))
	if err != nil {
		return t, err
	}
	t.Committee, err = committeeOf(tx.Reader, top, f.Statement.Tenant)
	switch {
	case store.IsNoRow(err):
		return t, fault.Bad("file", "counts_unknown", "number", f.Statement.Tenant)
	case err != nil:
		return t, err
	case t.Committee.Public == "":
		return t, fault.Bad("file", "counts_keyless", "name", t.Committee.Name)
	case !f.Fits(t.Committee.Public):
		return t, fault.Bad("file", "counts_forged", "name", t.Committee.Name)
	case f.Statement.Month != month:
		return t, fault.Bad("file", "counts_other_month", "month", vi.ShowMonth(f.Statement.Month), "asked", vi.ShowMonth(month))
	}
	return take(tx, t.Committee, f.Statement, ByFile)
}

// deposit takes in what the server itself carried, where the committee above lists the
// one below as coming this way; else there is nobody here to take it.
func deposit(tx *store.Tx, s Statement) error {
	c, err := store.One(tx.Reader, scanCommittee, `select `+committeeColumns+` from org_edge e cross join counts_committee c
		where e.tenant = $1 and e.parent is null and e.valid_to is null and c.tenant = e.tenant and c.org = e.org and c.number = $2`, s.Tenant)
	if err == nil && c.Way != ByServer {
		err = fault.Missing()
	}
	if err != nil {
		return err
	}
	_, err = take(tx, c, s, ByServer)
	return err
}

// take keeps a statement that may be believed. A newer one takes the place of what
// stood, which is kept; an older one is refused.
func take(tx *store.Tx, c Committee, s Statement, way string) (Taken, error) {
	t := Taken{Committee: c}
	if err := inTime(tx.Reader, c, s.Month); err != nil {
		return t, err
	}
	all, err := states(tx.Reader, c, s.Month)
	if err != nil {
		return t, err
	}
	for _, h := range all {
		switch {
		case h.Way == BySheet:
		case h.Sequence == s.Sequence && same(h.Figures, s.Figures):
			t.Held, t.Again = h, true
			return t, nil
		case h.Sequence == s.Sequence:
			return t, fault.Bad("file", "counts_sequence", "n", s.Sequence)
		case h.Sequence > s.Sequence && h.OverAt == 0:
			return t, fault.Bad("file", "counts_older", "n", s.Sequence, "held", h.Sequence)
		}
	}
	return put(tx, t, all, Held{Committee: c.ID, Month: s.Month, Way: way, Sequence: s.Sequence, AsAt: s.AsAt, Figures: s.Figures})
}

// inTime refuses a month that is to come or in which the committee does not count.
func inTime(rd *store.Reader, c Committee, month string) error {
	if month > vi.MonthOf(rd.Today()) {
		return fault.Bad("file", "counts_future", "month", vi.ShowMonth(month))
	}
	if !c.Of(month) {
		return fault.Bad("file", "counts_not_below", "name", c.Name, "month", vi.ShowMonth(month))
	}
	return nil
}

func put(tx *store.Tx, t Taken, before []Held, h Held) (Taken, error) {
	h.N, h.ReceivedAt = len(before)+1, tx.Now()
	if len(before) > 0 {
		t.Over = before[0]
		if _, err := tx.Exec(`update counts_held set over_at = $4 where tenant = $1 and month = $2 and committee = $3 and over_at is null`, h.Month, h.Committee, tx.Now()); err != nil {
			return t, err
		}
	}
	if _, err := tx.Exec(`insert into counts_held (tenant, month, committee, n, way, seq, as_at, received_at, over_at, by_person, figures) values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9, $10)`,
		h.Month, h.Committee, h.N, h.Way, h.Sequence, h.AsAt, h.ReceivedAt, tx.Viewer().Person, store.JSON(h.Figures)); err != nil {
		return t, err
	}
	t.Held = h
	return t, audit.Note(tx, "counts.take", "committee", h.Committee, t.Committee.org, map[string]any{"month": h.Month, "way": h.Way, "sequence": h.Sequence, "n": h.N})
}

func same(a, b Figures) bool { return store.JSON(a) == store.JSON(b) }
