package minutes

import (
	"bytes"
	"encoding/json"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// LateDraft is what was typed so far of a month held on paper.
type LateDraft struct {
	Late
	Version int64
	At      int64
	By      string // person
}

// LateDraftOf reads the draft of a cell's month; Version 0 is none. For those
// who seal there.
func LateDraftOf(rd *store.Reader, org, period, kind string) (LateDraft, error) {
	d := LateDraft{Late: Late{Org: org, Period: period, Kind: kind}}
	if err := meeting.Must(rd, meeting.Meeting{Org: org, Kind: kind}, access.MinutesSeal); err != nil {
		return d, err
	}
	text := ""
	err := rd.Get([]any{&text, &d.Version, &d.At, &d.By}, `select entry, version, at, by_person from paper_month where tenant = $1 and org = $2 and period = $3 and kind = $4 and done_at is null`, org, period, kind)
	if store.IsNoRow(err) {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	return d, json.Unmarshal([]byte(text), &d.Late)
}

// SaveLate keeps what was typed, finished or not. A draft made on an older one
// gets the newer back (fault "stale") and changes nothing.
func SaveLate(tx *store.Tx, in Late, version int64) (LateDraft, error) {
	now, err := LateDraftOf(tx.Reader, in.Org, in.Period, in.Kind)
	if err != nil {
		return now, err
	}
	if now.Version > 0 && bytes.Equal(in.bytes(), now.Late.bytes()) {
		return now, nil
	}
	if now.Version != version && now.Version > 0 {
		return now, fault.Stale(now)
	}
	if len(in.bytes()) > 200_000 {
		return now, fault.Bad("items.0.conclusion", "meeting_text_long")
	}
	if err := in.keep(tx, false); err != nil {
		return now, err
	}
	if err := in.note(tx, "minutes.late_draft"); err != nil {
		return now, err
	}
	return LateDraftOf(tx.Reader, in.Org, in.Period, in.Kind)
}

func (in Late) bytes() []byte { return []byte(store.JSON(in)) }

func (in Late) keep(tx *store.Tx, done bool) error {
	at := store.NullInt(0)
	if done {
		at = store.NullInt(tx.Now())
	}
	_, err := tx.Exec(`insert into paper_month (tenant, org, period, kind, entry, version, at, by_person, done_at) values ($1, $2, $3, $4, $5, 1, $6, $7, $8)
		on conflict (tenant, org, period, kind) do update set entry = excluded.entry, version = paper_month.version + 1, at = excluded.at, by_person = excluded.by_person, done_at = excluded.done_at`,
		in.Org, in.Period, in.Kind, string(in.bytes()), tx.Now(), tx.Viewer().Person, at)
	return err
}

// done keeps the facts beside the papers they became.
func (in Late) done(tx *store.Tx) error { return in.keep(tx, true) }

// sameAgain answers a month that is sealed: with its papers when they were made
// of these very facts, else with a refusal.
func sameAgain(tx *store.Tx, m meeting.Meeting, in Late) (Sealed, error) {
	text := ""
	err := tx.Get([]any{&text}, `select entry from paper_month where tenant = $1 and org = $2 and period = $3 and kind = $4 and done_at is not null`, in.Org, in.Period, in.Kind)
	if err != nil && !store.IsNoRow(err) {
		return Sealed{}, err
	}
	if text != string(in.bytes()) || m.EnteredAt == 0 {
		return Sealed{}, fault.New(fault.Conflict, "late_sealed")
	}
	return minutesOf(tx.Reader, m.ID)
}
