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

// The reasons one may tap for taking a line off; own words do as well. They are
// kept as words, because the papers are Vietnamese whatever the page's language.
const (
	ReasonSettled   = "Đã giải quyết"
	ReasonLater     = "Chuyển buổi sau" // the line comes back in the draft of the next meeting
	ReasonElsewhere = "Không thuộc chi bộ"
)

// Removal is a line taken off the agenda.
type Removal struct {
	ID, Title, SourceKind, SourceID, Reason string
	Later                                   bool // moved to the next meeting
}

const removalColumns = `r.id, r.title, r.source_kind, r.source_id, r.reason, r.later`

func scanRemoval(scan store.Scan) (r Removal, err error) {
	err = scan(&r.ID, &r.Title, &r.SourceKind, &r.SourceID, &r.Reason, &r.Later)
	return
}

// Removed lists the lines taken off.
func Removed(rd *store.Reader, meeting string) ([]Removal, error) {
	if _, err := For(rd, meeting, access.MeetingView); err != nil {
		return nil, err
	}
	return store.All(rd, scanRemoval, `select `+removalColumns+` from agenda_removed r where r.tenant = $1 and r.meeting = $2 order by r.at, r.id`, meeting)
}

// Carried is a line that an earlier meeting of the same circle moved on
// and no later one has taken up yet.
type Carried struct {
	Removal
	Day string // of the meeting that moved it
}

// CarriedTo lists what earlier meetings moved on to this one. A line once taken
// up (or taken off again) by a later meeting is that meeting's. It asks for no
// right: whoever hands the meeting over was allowed to read it.
func CarriedTo(rd *store.Reader, m Meeting) ([]Carried, error) {
	return store.All(rd, func(scan store.Scan) (c Carried, err error) {
		err = scan(&c.ID, &c.Title, &c.SourceKind, &c.SourceID, &c.Reason, &c.Later, &c.Day)
		return
	}, `select `+removalColumns+`, o.day from agenda_removed r join meeting o on o.tenant = r.tenant and o.id = r.meeting
		where r.tenant = $1 and o.org = $2 and o.circle = $5 and o.starts_at < $3 and o.id <> $4 and r.later
			and not exists (select 1 from agenda_item i where i.tenant = r.tenant and i.source_kind = 'carried' and i.source_id = r.id and i.meeting <> $4)
			and not exists (select 1 from agenda_removed g where g.tenant = r.tenant and g.source_kind = 'carried' and g.source_id = r.id and g.meeting <> $4)
		order by o.starts_at, r.at, r.id`, m.Org, m.StartsAt, m.ID, string(m.Circle()))
}

// takeOut moves an item to the removed ones, so that a new draft does not bring
// it back.
func takeOut(tx *store.Tx, m Meeting, i Item, reason string, later bool) error {
	if _, err := tx.Exec(`delete from agenda_item where tenant = $1 and meeting = $2 and id = $3`, m.ID, i.ID); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into agenda_removed (tenant, meeting, id, title, source_kind, source_id, reason, later, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
		m.ID, i.ID, i.Title, i.SourceKind, i.SourceID, reason, later, tx.Now(), tx.Viewer().Person)
	return err
}

// RemoveItem takes one line off the agenda and keeps why: one of the reasons
// above, with or without own words behind a colon, or own words alone. A line
// put there by hand or by the template needs no reason. What stood below a
// heading stays, each line a matter of its own.
func RemoveItem(tx *store.Tx, meeting, item, reason string) (Meeting, []Item, error) {
	m, err := editable(tx.Reader, meeting)
	if err != nil {
		return Meeting{}, nil, err
	}
	all, err := items(tx.Reader, meeting)
	if err != nil {
		return Meeting{}, nil, err
	}
	at := slices.IndexFunc(all, func(i Item) bool { return i.ID == item })
	if at < 0 {
		gone, err := Removed(tx.Reader, meeting)
		if err != nil {
			return Meeting{}, nil, err
		}
		if slices.ContainsFunc(gone, func(i Removal) bool { return i.ID == item }) {
			return m, all, nil
		}
		return Meeting{}, nil, fault.Missing()
	}
	i := all[at]
	if reason = vi.Clean(reason); reason == "" && (carried(i) || i.Gist != "" || i.Conclusion != "") {
		return Meeting{}, nil, fault.Bad("reason", "agenda_remove_reason", "title", i.Title)
	}
	chip, _, _ := strings.Cut(reason, ":")
	if err := takeOut(tx, m, i, reason, vi.SameName(chip, ReasonLater) && !i.Secret); err != nil {
		return Meeting{}, nil, err
	}
	for n := range below(all, at) {
		b := &all[at+1+n]
		if _, err := tx.Exec(`update agenda_item set alone = true where tenant = $1 and meeting = $2 and id = $3`, meeting, b.ID); err != nil {
			return Meeting{}, nil, err
		}
		b.Alone = true
	}
	if err := audit.Note(tx, "meeting.item_remove", "meeting", meeting, m.Org, map[string]any{"item": i, "reason": reason}); err != nil {
		return Meeting{}, nil, err
	}
	return bump(tx, meeting, slices.Delete(all, at, at+1))
}

// Explain tells anew why a line stands on the agenda, when its record has moved
// on since; nothing else changes, so that nobody's open form grows stale.
func Explain(tx *store.Tx, m Meeting, i Item, text string) error {
	if i.ID == "" || i.Secret || i.SourceText == text {
		return nil
	}
	_, err := tx.Exec(`update agenda_item set source_text = $4 where tenant = $1 and meeting = $2 and id = $3`, m.ID, i.ID, vi.Clean(text))
	return err
}
