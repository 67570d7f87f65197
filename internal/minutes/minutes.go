// Package minutes is the top room: it composes the minutes of a meeting from
// what was recorded and nothing else (a gap prints "(không ghi)"), lets the
// scribe mend the parts, takes the confirmation of scribe and chair, and seals
// minutes and resolution. Sealing is one transaction: numbers of the term's
// series, the sealed form (RFC 8785 JSON), its commitment and log leaf, the
// tasks, the month's counts and the meeting's state. The papers (.docx) are
// renderings; of a sealed paper, from its sealed bytes alone. Minutes stay in
// the cell (design/decisions.md 10, 11, 18).
package minutes

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Gap stands where nothing was recorded.
const Gap = "(không ghi)"

// Part is one part of the minutes, in the order it is read aloud.
type Part struct {
	Key      string `json:"key"` // opening, attendance, item.<id>, last_month, votes, tasks, closing
	Title    string `json:"title"`
	Text     string `json:"text"`
	Edited   bool   `json:"edited"`
	Version  int64  `json:"version"`
	Position int    `json:"position"`
}

// Parts reads the minutes as they stand: corrected ones in their newest version.
func Parts(rd *store.Reader, id string) ([]Part, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return nil, err
	}
	if m.At(meeting.Sealed) { // what a correction says by now
		if s, err := minutesOf(rd, id); err == nil && s.Version > 1 {
			d, err := s.Document()
			return d.Body.Parts, err
		} else if err != nil && !store.IsNoRow(err) {
			return nil, err
		}
	}
	return parts(rd, id)
}

func parts(rd *store.Reader, id string) ([]Part, error) {
	return store.All(rd, func(scan store.Scan) (p Part, err error) {
		err = scan(&p.Key, &p.Title, &p.Text, &p.Edited, &p.Version, &p.Position)
		return
	}, `select part, title, coalesce(edited, composed), edited is not null, version, position from minutes_draft where tenant = $1 and meeting = $2 order by position, part`, id)
}

// Compose writes the parts from what was recorded; a part that somebody edited
// keeps its words.
func Compose(tx *store.Tx, book *rule.Book, id string) ([]Part, error) {
	m, err := meeting.For(tx.Reader, id, access.MinutesEdit)
	if err != nil {
		return nil, err
	}
	if m.At(meeting.Confirmed) {
		return nil, fault.New(fault.Conflict, "minutes_sealed")
	}
	return compose(tx, book, m)
}

func compose(tx *store.Tx, book *rule.Book, m meeting.Meeting) ([]Part, error) {
	rec, err := gather(tx.Reader, book, m)
	if err != nil {
		return nil, err
	}
	fresh := rec.parts()
	old, err := parts(tx.Reader, m.ID)
	if err != nil {
		return nil, err
	}
	was := map[string]Part{}
	for _, p := range old {
		was[p.Key] = p
	}
	changed := 0
	for n, p := range fresh {
		before, ok := was[p.Key]
		delete(was, p.Key)
		if ok && before.Position == n+1 && before.Title == p.Title && (before.Edited || before.Text == p.Text) {
			continue
		}
		changed++
		if _, err := tx.Exec(`insert into minutes_draft (tenant, meeting, part, position, title, composed, edited, version) values ($1, $2, $3, $4, $5, $6, null, 1)
			on conflict (tenant, meeting, part) do update set position = excluded.position, title = excluded.title, composed = excluded.composed,
			version = minutes_draft.version + case when minutes_draft.edited is null then 1 else 0 end`,
			m.ID, p.Key, n+1, p.Title, p.Text); err != nil {
			return nil, err
		}
	}
	for key, p := range was {
		if p.Edited { // its item is gone, the words somebody wrote are not
			continue
		}
		changed++
		if _, err := tx.Exec(`delete from minutes_draft where tenant = $1 and meeting = $2 and part = $3`, m.ID, key); err != nil {
			return nil, err
		}
	}
	if changed > 0 {
		if err := audit.Note(tx, "minutes.compose", "meeting", m.ID, m.Org, map[string]int{"parts": len(fresh), "changed": changed}); err != nil {
			return nil, err
		}
	}
	return parts(tx.Reader, m.ID)
}

// Edit mends one part. Empty text gives the composed words back. Whoever had
// confirmed confirms again.
func Edit(tx *store.Tx, id, key string, version int64, text string) (Part, error) {
	m, err := meeting.For(tx.Reader, id, access.MinutesView)
	if err != nil {
		return Part{}, err
	}
	may, err := meeting.Can(tx.Reader, m, access.MinutesEdit)
	if err != nil {
		return Part{}, err
	}
	settled := m.At(meeting.Confirmed)
	if !may && (!settled || tx.Viewer().Person != m.Scribe) { // the scribe's right ended while he was typing: he is told, not shut out
		return Part{}, fault.Missing()
	}
	p, err := part(tx.Reader, id, key)
	if err != nil {
		return Part{}, err
	}
	if settled {
		return Part{}, fault.New(fault.Conflict, "minutes_sealed").With(p)
	}
	if p.Version != version {
		return Part{}, fault.Stale(p)
	}
	text = vi.CleanText(text)
	if len([]rune(text)) > 20_000 {
		return Part{}, fault.Bad("text", "minutes_part_long")
	}
	if _, err := tx.Exec(`update minutes_draft set edited = case when $4 = '' or composed = $4 then null else $4 end, version = version + 1 where tenant = $1 and meeting = $2 and part = $3`, id, key, text); err != nil {
		return Part{}, err
	}
	if _, err := tx.Exec(`delete from confirmation where tenant = $1 and meeting = $2`, id); err != nil {
		return Part{}, err
	}
	if err := audit.Note(tx, "minutes.edit", "meeting", id, m.Org, map[string]string{"part": key, "before": p.Text, "after": text}); err != nil {
		return Part{}, err
	}
	return part(tx.Reader, id, key)
}

func part(rd *store.Reader, id, key string) (Part, error) {
	all, err := parts(rd, id)
	if err != nil {
		return Part{}, err
	}
	for _, p := range all {
		if p.Key == key {
			return p, nil
		}
	}
	return Part{}, fault.Missing()
}
