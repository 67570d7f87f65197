package minutes

import (
	"bytes"
	"crypto/sha256"
	"slices"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Heard keeps what the minutes say now as what was read aloud and agreed to, part by
// part; only a hash of each stays. For whoever holds the meeting, after the vote on the
// minutes, until they are confirmed; what was kept before is replaced.
func Heard(tx *store.Tx, id string) error {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil || m.At(meeting.Confirmed) {
		return err
	}
	all, err := Outline(tx.Reader, id)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from minutes_read where tenant = $1 and meeting = $2`, id); err != nil {
		return err
	}
	for _, p := range all {
		if _, err := tx.Exec(`insert into minutes_read (tenant, meeting, part, digest) values ($1, $2, $3, $4)`, id, p.Key, p.digest()); err != nil {
			return err
		}
	}
	return nil
}

func (p Part) digest() []byte {
	sum := sha256.Sum256([]byte(p.Title + "\x00" + p.Text))
	return sum[:]
}

// Unheard lists the keys of the parts that say something else than what was read aloud;
// none where nothing was kept, or the minutes are confirmed. For whoever reads them.
func Unheard(rd *store.Reader, id string) ([]string, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil || m.At(meeting.Confirmed) {
		return nil, err
	}
	type read struct {
		part   string
		digest []byte
	}
	kept, err := store.All(rd, func(scan store.Scan) (r read, err error) { err = scan(&r.part, &r.digest); return }, `select part, digest from minutes_read where tenant = $1 and meeting = $2`, id)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	if n, err := rd.Int(`select count(*) from vote where tenant = $1 and meeting = $2 and matter = 'minutes'`, id); err != nil || n == 0 { // taken back since
		return nil, err
	}
	all, err := Outline(rd, id)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, p := range all {
		n := slices.IndexFunc(kept, func(r read) bool { return r.part == p.Key })
		if n < 0 || !bytes.Equal(kept[n].digest, p.digest()) {
			out = append(out, p.Key)
		}
	}
	for _, r := range kept { // a part that is there no more
		if !slices.ContainsFunc(all, func(p Part) bool { return p.Key == r.part }) {
			out = append(out, r.part)
		}
	}
	return out, nil
}
