package minutes

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Correction stands in a corrected version: which one it is, why, and where the
// cell agreed to it.
type Correction struct {
	Round         int      `json:"round"` // 1 for the first correction
	Reason        string   `json:"reason"`
	Parts         []string `json:"parts"`          // keys of the parts whose words changed
	Replaces      int64    `json:"replaces"`       // when the version before was sealed, ms
	Adopted       string   `json:"adopted"`        // the later meeting that agreed; "" where chair and scribe confirmed again
	AdoptedDay    string   `json:"adopted_day"`    //
	AdoptedPeriod string   `json:"adopted_period"` //
}

// Amendment is a correction on its way: the words are kept here until it is
// sealed as the next version (bản đính chính).
type Amendment struct {
	Paper         Sealed // the newest version, which it would replace
	Version       int    // the one it becomes
	Reason        string
	Adopted       string // a later meeting, or ""
	Edit          int64  // version of reason and adoption, for stale edits
	OpenedAt      int64
	Parts         []Amended
	Confirmations []Confirmation
}

// Amended is one part of the paper with what it is to say.
type Amended struct {
	Key, Title string
	Was, Text  string
	Changed    bool
	Edit       int64 // 0 before the first change
}

// Amend opens a correction of a sealed paper, or answers the one already open:
// two begun at once are one. Secretary and deputy may; extracts are made anew
// instead.
func Amend(tx *store.Tx, paperID string) (Amendment, error) {
	s, err := amendable(tx.Reader, paperID)
	if err != nil {
		return Amendment{}, err
	}
	if err := writesAmendment(tx.Reader, Amendment{Paper: s}); err != nil {
		return Amendment{}, err
	}
	n, err := tx.Exec(`insert into correction (tenant, paper, version, meeting, reason, adopted_at, edit, opened_at, opened_by, sealed_at) values ($1, $2, $3, $4, '', '', 1, $5, $6, null) on conflict do nothing`,
		s.ID, s.Version+1, s.Meeting, tx.Now(), tx.Viewer().Person)
	if err != nil {
		return Amendment{}, err
	}
	if n > 0 {
		if err := audit.Note(tx, "minutes.amend", "paper", s.ID, s.Org, map[string]any{"version": s.Version + 1, "symbol": s.Symbol}); err != nil {
			return Amendment{}, err
		}
	}
	return amendment(tx.Reader, s)
}

// AmendmentOf reads the open correction of a paper; fault.Missing when there is
// none. Those who may write it see it.
func AmendmentOf(rd *store.Reader, paperID string) (Amendment, error) {
	s, err := amendable(rd, paperID)
	if err != nil {
		return Amendment{}, err
	}
	return amendment(rd, s)
}

// amendable finds the newest version of a paper for one who may correct it.
func amendable(rd *store.Reader, paperID string) (Sealed, error) {
	s, err := newestOf(rd, paperID)
	if err != nil {
		return s, err
	}
	m, err := meeting.For(rd, s.Meeting, access.MinutesView)
	if err != nil {
		return s, err
	}
	if me := rd.Viewer().Person; me != m.Chair && me != m.Scribe { // who signed it may read and confirm its correction
		if _, err = meeting.For(rd, s.Meeting, access.MinutesSeal); err != nil {
			return s, err
		}
	}
	if s.Type == TypeExtract {
		return s, fault.New(fault.Conflict, "correction_extract")
	}
	return s, nil
}

func amendment(rd *store.Reader, s Sealed) (a Amendment, err error) {
	a = Amendment{Paper: s, Version: s.Version + 1}
	if err := rd.Get([]any{&a.Reason, &a.Adopted, &a.Edit, &a.OpenedAt}, `select reason, adopted_at, edit, opened_at from correction where tenant = $1 and paper = $2 and version = $3`, s.ID, a.Version); err != nil {
		return a, err
	}
	d, err := s.Document()
	if err != nil {
		return a, err
	}
	a.Parts = fields(d.Body)
	type changed struct {
		part, text string
		edit       int64
	}
	all, err := store.All(rd, func(scan store.Scan) (c changed, err error) { err = scan(&c.part, &c.text, &c.edit); return },
		`select part, text, edit from correction_part where tenant = $1 and paper = $2 and version = $3`, s.ID, a.Version)
	if err != nil {
		return a, err
	}
	for _, c := range all {
		if i := slices.IndexFunc(a.Parts, func(p Amended) bool { return p.Key == c.part }); i >= 0 {
			p := &a.Parts[i]
			p.Text, p.Edit, p.Changed = c.text, c.edit, c.text != p.Was
		}
	}
	a.Confirmations, err = store.All(rd, func(scan store.Scan) (c Confirmation, err error) {
		err = scan(&c.Role, &c.Person, &c.Name, &c.At, &c.Method)
		return
	}, `select c.role, c.person, coalesce(p.full_name, ''), c.at, c.method from correction_confirmation c left join person p on p.tenant = c.tenant and p.id = c.person
		where c.tenant = $1 and c.paper = $2 and c.version = $3 order by c.at, c.role desc`, s.ID, a.Version)
	return a, err
}

func (a Amendment) unsign(tx *store.Tx) error {
	_, err := tx.Exec(`delete from correction_confirmation where tenant = $1 and paper = $2 and version = $3`, a.Paper.ID, a.Version)
	return err
}

// writesAmendment: those who seal the cell's minutes write a correction; a chair or
// scribe without a post only confirms it.
func writesAmendment(rd *store.Reader, a Amendment) error {
	_, err := meeting.For(rd, a.Paper.Meeting, access.MinutesSeal)
	return err
}

// AmendWhy keeps the reason and the later meeting that agreed ("" where chair
// and scribe will confirm again).
func AmendWhy(tx *store.Tx, paperID string, edit int64, reason, adopted string) (Amendment, error) {
	a, err := AmendmentOf(tx.Reader, paperID)
	if err != nil {
		return a, err
	}
	if err := writesAmendment(tx.Reader, a); err != nil {
		return a, err
	}
	reason = vi.Clean(reason)
	if reason == a.Reason && adopted == a.Adopted {
		return a, nil
	}
	if a.Edit != edit {
		return a, fault.Stale(a)
	}
	if len([]rune(reason)) > 1000 {
		return a, fault.Bad("reason", "text_too_long", "limit", 1000)
	}
	if adopted != "" {
		later, err := Later(tx.Reader, a)
		if err != nil {
			return a, err
		}
		if !slices.ContainsFunc(later, func(m meeting.Meeting) bool { return m.ID == adopted }) {
			return a, fault.Bad("adopted", "correction_meeting")
		}
	}
	if _, err := tx.Exec(`update correction set reason = $4, adopted_at = $5, edit = edit + 1 where tenant = $1 and paper = $2 and version = $3`, a.Paper.ID, a.Version, reason, adopted); err != nil {
		return a, err
	}
	if reason != a.Reason {
		if err := a.unsign(tx); err != nil {
			return a, err
		}
	}
	if err := audit.Note(tx, "minutes.amend_why", "paper", a.Paper.ID, a.Paper.Org, map[string]any{"version": a.Version, "before": []string{a.Reason, a.Adopted}, "after": []string{reason, adopted}}); err != nil {
		return a, err
	}
	return amendment(tx.Reader, a.Paper)
}

// Later are the meetings of the same body after the corrected one that were
// held, one of which may have agreed to the correction; the latest first.
func Later(rd *store.Reader, a Amendment) ([]meeting.Meeting, error) {
	m, err := meeting.For(rd, a.Paper.Meeting, access.MinutesView)
	if err != nil {
		return nil, err
	}
	ids, err := rd.Strings(`select id from meeting where tenant = $1 and org = $2 and starts_at > $3 and opened_at is not null order by starts_at desc limit 24`, m.Org, m.StartsAt)
	if err != nil {
		return nil, err
	}
	var out []meeting.Meeting
	for _, id := range ids {
		one, err := meeting.For(rd, id, access.MinutesView)
		if store.IsNoRow(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// DropAmendment gives an open correction up; its words stay in the diary.
func DropAmendment(tx *store.Tx, paperID string) error {
	a, err := AmendmentOf(tx.Reader, paperID)
	if err != nil {
		return err
	}
	if err := writesAmendment(tx.Reader, a); err != nil {
		return err
	}
	words := map[string]string{}
	for _, p := range a.Parts {
		if p.Changed {
			words[p.Key] = p.Text
		}
	}
	for _, text := range []string{`delete from correction_part where tenant = $1 and paper = $2 and version = $3`, `delete from correction_confirmation where tenant = $1 and paper = $2 and version = $3`, `delete from correction where tenant = $1 and paper = $2 and version = $3`} {
		if _, err := tx.Exec(text, a.Paper.ID, a.Version); err != nil {
			return err
		}
	}
	return audit.Note(tx, "minutes.amend_drop", "paper", a.Paper.ID, a.Paper.Org, map[string]any{"version": a.Version, "reason": a.Reason, "words": words})
}
