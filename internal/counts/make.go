package counts

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The ways a month comes to the committee above.
const (
	ByServer = "server" // deposited by the same server
	ByFile   = "file"   // a signed file, carried or mailed by people
	BySheet  = "sheet"  // typed into a spreadsheet by a committee without this program
)

// Ways lists them in the order of forms.
var Ways = []string{ByFile, ByServer, BySheet}

// Made is a statement a committee made. Once made it is never altered.
type Made struct {
	Sequence    int64  `json:"sequence"`
	Month       string `json:"month"`
	Way         string `json:"way"`
	AsAt        int64  `json:"-"`
	By          string `json:"-"`
	DeliveredAt int64  `json:"-"`
	above       int64  // where the server carries it
	digest      string
	body        string
}

// Data is the signed file; of what the server carries itself it is unsigned.
func (m Made) Data() []byte { return []byte(m.body) }

// Name is what the file is called.
func (m Made) Name(tenant int64) string {
	return "so-lieu-" + number(tenant) + "-" + m.Month + "-lan-" + number(m.Sequence) + ".json"
}

const madeColumns = `seq, month, way, above, as_at, made_by, coalesce(delivered_at, 0), digest, body`

func scanMade(scan store.Scan) (m Made, err error) {
	err = scan(&m.Sequence, &m.Month, &m.Way, &m.above, &m.AsAt, &m.By, &m.DeliveredAt, &m.digest, &m.body)
	return
}

// History lists what a committee made of a month, the newest first.
func History(rd *store.Reader, top, month string) ([]Made, error) {
	if err := access.Must(rd, access.CountsSend, top); err != nil {
		return nil, err
	}
	return history(rd, month)
}

func history(rd *store.Reader, month string) ([]Made, error) {
	return store.All(rd, scanMade, `select `+madeColumns+` from counts_made where tenant = $1 and month = $2 order by seq desc limit 100`, month)
}

// Get gives one statement by its number.
func Get(rd *store.Reader, top string, sequence int64) (Made, error) {
	if err := access.Must(rd, access.CountsSend, top); err != nil {
		return Made{}, err
	}
	return store.One(rd, scanMade, `select `+madeColumns+` from counts_made where tenant = $1 and seq = $2`, sequence)
}

// Make makes the signed file of a month as it stands now, for the committee's office and
// its secretary. While nothing of the month has changed, the file of before is the file:
// again is true.
func Make(tx *store.Tx, book *rule.Book, sign Signer, top, month string) (m Made, again bool, err error) {
	if err := access.Must(tx.Reader, access.CountsSend, top); err != nil {
		return m, false, err
	}
	if sign == nil {
		return m, false, fault.New(fault.Conflict, "counts_no_key")
	}
	s, err := state(tx.Reader, book, top, month)
	if err != nil {
		return m, false, err
	}
	digest := s.digest()
	all, err := history(tx.Reader, month)
	if err != nil {
		return m, false, err
	}
	for _, old := range all {
		if old.digest == digest && old.Way == ByFile && old.Sequence == all[0].Sequence {
			return old, true, nil
		}
	}
	if s.Sequence, err = tx.Int(`select coalesce(max(seq), 0) + 1 from counts_made where tenant = $1`); err != nil {
		return m, false, err
	}
	data, err := s.Sealed(sign)
	if err != nil {
		return m, false, err
	}
	m = Made{Sequence: s.Sequence, Month: month, Way: ByFile, AsAt: s.AsAt, By: tx.Viewer().Person, digest: digest, body: string(data)}
	return m, false, m.put(tx, top)
}

func (m Made) put(tx *store.Tx, top string) error {
	if _, err := tx.Exec(`insert into counts_made (tenant, seq, month, way, above, as_at, made_by, digest, body, delivered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null)`,
		m.Sequence, m.Month, m.Way, m.above, m.AsAt, m.By, m.digest, m.body); err != nil {
		return err
	}
	return audit.Note(tx, "counts.make", "counts", number(m.Sequence), top, map[string]any{"month": m.Month, "way": m.Way})
}

// state is a month as it stands, without a number yet.
func state(rd *store.Reader, book *rule.Book, top, month string) (Statement, error) {
	s := Statement{Schema: Schema, Tenant: rd.Tenant(), Month: month, AsAt: rd.Now()}
	if !vi.ValidDay(month+"-01") || month > vi.MonthOf(rd.Today()) {
		return s, fault.Bad("month", "counts_future", "month", vi.ShowMonth(month))
	}
	o, err := org.Get(rd, top)
	if err != nil {
		return s, err
	}
	root, err := org.Root(rd)
	if err != nil {
		return s, err
	}
	if o.Parent != "" || root.ID != o.ID { // a statement is of the whole committee
		return s, fault.Missing()
	}
	if since, err := founded(rd, top); err != nil || month < vi.MonthOf(since) {
		if err == nil {
			err = fault.Bad("month", "counts_before", "month", vi.ShowMonth(month), "since", vi.ShowMonth(vi.MonthOf(since)))
		}
		return s, err
	}
	s.Committee = o.Name
	if s.Figures, err = Of(rd, book, top, month); err != nil {
		return s, err
	}
	return s, s.Figures.Check(book.Attention(rd.Today()))
}

// Look shows what would go up of a month, before anything does.
func Look(rd *store.Reader, book *rule.Book, top, month string) (Statement, error) {
	if err := access.Must(rd, access.CountsSend, top); err != nil {
		return Statement{}, err
	}
	return state(rd, book, top, month)
}

func founded(rd *store.Reader, top string) (day string, err error) {
	err = rd.Get([]any{&day}, `select min(e.valid_from) from org_edge e where e.tenant = $1 and e.org = $2`, top)
	return day, err
}

// digest tells two states of a month apart, whenever they were counted.
func (s Statement) digest() string {
	b, err := json.Marshal(map[string]any{"committee": s.Committee, "figures": s.Figures})
	if err != nil {
		panic(err) // numbers and a name
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
