package minutes

import (
	"encoding/hex"
	"encoding/json"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const sealedColumns = `p.id, p.meeting, p.org, p.type, p.number, p.symbol, p.version, p.body, p.salt, p.commitment, p.previous, p.term_from, p.leaf, p.scribe, p.scribe_at, p.chair, p.chair_at, p.sealed_at`

func (s *Sealed) dest() []any {
	return []any{&s.ID, &s.Meeting, &s.Org, &s.Type, &s.Number, &s.Symbol, &s.Version, &s.Body, &s.Salt, &s.Commitment, &s.Previous, &s.TermFrom, &s.Leaf, &s.Scribe, &s.ScribeAt, &s.Chair, &s.ChairAt, &s.SealedAt}
}

func scanSealed(scan store.Scan) (s Sealed, err error) { err = scan(s.dest()...); return }

// Document reads the sealed form back.
func (s Sealed) Document() (d Document, err error) { return d, json.Unmarshal(s.Body, &d) }

// Papers lists the sealed papers of a meeting in all their versions that the
// viewer may see: minutes in the cell, the resolution also above it, and what
// the cell formally sent there.
func Papers(rd *store.Reader, id string) ([]Sealed, error) {
	all, err := store.All(rd, scanSealed, `select `+sealedColumns+` from paper p where p.tenant = $1 and p.meeting = $2 order by p.type, p.number, p.version`, id)
	if err != nil {
		return nil, err
	}
	out, err := readable(rd, all)
	if err == nil && len(out) == 0 {
		_, err = meeting.For(rd, id, access.MinutesView)
	}
	return out, err
}

// Versions lists the versions of a paper that the viewer may read, the oldest
// first; fault.Missing where there is none.
func Versions(rd *store.Reader, paperID string) ([]Sealed, error) {
	all, err := store.All(rd, scanSealed, `select `+sealedColumns+` from paper p where p.tenant = $1 and p.id = $2 order by p.version`, paperID)
	if err != nil {
		return nil, err
	}
	out, err := readable(rd, all)
	if err == nil && len(out) == 0 {
		err = fault.Missing()
	}
	return out, err
}

// VersionOf reads one version of a paper; 0 is the newest the viewer may read.
func VersionOf(rd *store.Reader, paperID string, version int) (Sealed, error) {
	all, err := Versions(rd, paperID)
	if err != nil {
		return Sealed{}, err
	}
	for _, s := range all {
		if s.Version == version {
			return s, nil
		}
	}
	if version == 0 {
		return all[len(all)-1], nil
	}
	return Sealed{}, fault.Missing()
}

func readable(rd *store.Reader, all []Sealed) (out []Sealed, err error) {
	for _, s := range all {
		if ok, err := mayRead(rd, s); err != nil {
			return nil, err
		} else if ok {
			out = append(out, s)
		}
	}
	return out, nil
}

// mayRead: those of the meeting's circle the kind of paper is for, and of a version formally sent up
// also those above who read the cell's resolutions.
func mayRead(rd *store.Reader, s Sealed) (bool, error) {
	in, err := meeting.CircleOf(rd, s.Meeting)
	if err != nil {
		return false, err
	}
	ok, err := access.Can(rd, in.Of(sees(s.Type)), s.Org)
	if ok || err != nil || sees(s.Type) == access.ResolutionView {
		return ok, err
	}
	if ok, err = access.Can(rd, access.ResolutionView, s.Org); !ok || err != nil {
		return false, err
	}
	n, err := rd.Int(`select count(*) from paper_sent where tenant = $1 and paper = $2 and version = $3`, s.ID, s.Version)
	return n > 0, err
}

func sees(kind string) access.Action {
	if kind == TypeResolution || kind == TypeConclusion {
		return access.ResolutionView
	}
	return access.MinutesView
}

// newest is the newest version of a meeting's paper of a kind.
func newest(rd *store.Reader, id, kind string) (Sealed, error) {
	return store.One(rd, scanSealed, `select `+sealedColumns+` from paper p where p.tenant = $1 and p.meeting = $2 and p.type = $3 order by p.number desc, p.version desc limit 1`, id, kind)
}

// newestOf is the newest version of one paper, whoever asks.
func newestOf(rd *store.Reader, paperID string) (Sealed, error) {
	return store.One(rd, scanSealed, `select `+sealedColumns+` from paper p where p.tenant = $1 and p.id = $2 order by p.version desc limit 1`, paperID)
}

func minutesOf(rd *store.Reader, id string) (Sealed, error) { return newest(rd, id, TypeMinutes) }

// Standing is what was declared of a version beside its sealed words.
type Standing struct {
	SentAt   int64  // to the committee above; 0 when not
	SignedOn string // day on which the printed paper was signed by hand, "" when not said
}

// StandingOf reads what was declared of each version of a paper the viewer reads.
func StandingOf(rd *store.Reader, paperID string) (map[int]Standing, error) {
	out := map[int]Standing{}
	if _, err := Versions(rd, paperID); err != nil {
		return nil, err
	}
	if _, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		var v int
		var st Standing
		err := scan(&v, &st.SentAt)
		out[v] = st
		return struct{}{}, err
	}, `select version, at from paper_sent where tenant = $1 and paper = $2`, paperID); err != nil {
		return nil, err
	}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		var v int
		var day string
		err := scan(&v, &day)
		st := out[v]
		st.SignedOn = day
		out[v] = st
		return struct{}{}, err
	}, `select version, day from paper_signed where tenant = $1 and paper = $2`, paperID)
	return out, err
}

// Send gives one version of a paper of the cell to the committee above, which
// may read it from then on. Who seals the cell's minutes may.
func Send(tx *store.Tx, paperID string, version int) error {
	s, err := sealable(tx.Reader, paperID, version)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`insert into paper_sent (tenant, paper, version, at, by_person) values ($1, $2, $3, $4, $5) on conflict do nothing`, s.ID, s.Version, tx.Now(), tx.Viewer().Person)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "minutes.send", "paper", s.ID, s.Org, map[string]any{"version": s.Version, "symbol": s.Symbol})
}

// SignedByHand keeps on which day the printed paper was signed: a declaration
// of those who seal the cell's minutes.
func SignedByHand(tx *store.Tx, paperID string, version int, day string) error {
	s, err := sealable(tx.Reader, paperID, version)
	if err != nil {
		return err
	}
	if !vi.ValidDay(day) || day > tx.Today() {
		return fault.Bad("day", "paper_signed_day")
	}
	if first := store.Day(s.SealedAt); day < first {
		return fault.Bad("day", "paper_signed_early", "day", vi.ShowDay(first))
	}
	standing, err := StandingOf(tx.Reader, paperID)
	if err != nil || standing[s.Version].SignedOn == day {
		return err
	}
	if _, err := tx.Exec(`insert into paper_signed (tenant, paper, version, day, at, by_person) values ($1, $2, $3, $4, $5, $6)
		on conflict (tenant, paper, version) do update set day = excluded.day, at = excluded.at, by_person = excluded.by_person`, s.ID, s.Version, day, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "minutes.signed_by_hand", "paper", s.ID, s.Org, map[string]any{"version": s.Version, "day": day, "before": standing[s.Version].SignedOn})
}

// sealable finds a version of a paper for one who may seal in its meeting.
func sealable(rd *store.Reader, paperID string, version int) (Sealed, error) {
	s, err := VersionOf(rd, paperID, version)
	if err != nil {
		return s, err
	}
	_, err = meeting.For(rd, s.Meeting, access.MinutesSeal)
	return s, err
}

// Shown is the moment of sealing in words, and the first 16 bytes of the
// commitment as printed.
func (s Sealed) Shown() (when, hash string) {
	h := hex.EncodeToString(s.Commitment)[:32]
	var groups []string
	for i := 0; i < len(h); i += 4 {
		groups = append(groups, h[i:i+4])
	}
	return store.Clock(s.SealedAt).Format("15:04") + " ngày " + vi.ShowDay(store.Day(s.SealedAt)), strings.Join(groups, " ")
}

// No is a symbol within a sentence: "số 05-NQ/CB".
func No(symbol string) string { return strings.Replace(symbol, "Số ", "số ", 1) }

// No is the paper's symbol within a sentence.
func (s Sealed) No() string { return No(s.Symbol) }
