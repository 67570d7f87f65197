package counts

import (
	"cmp"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Committee is one below the one that counts.
type Committee struct {
	ID      string `json:"id"`
	Number  int64  `json:"number"` // of its tenant
	Name    string `json:"name"`
	Way     string `json:"way"`      // how its months come: server, file, sheet
	Public  string `json:"verifier"` // key of its files
	From    string `json:"from"`
	Last    string `json:"last"` // last month it counts below; empty while it does
	Version int64  `json:"version"`
	org     string
}

// Of tells whether the committee counts in a month.
func (c Committee) Of(month string) bool {
	return c.From <= month && (c.Last == "" || c.Last >= month)
}

const committeeColumns = `c.id, c.number, c.name, c.way, c.public, c.from_month, c.last_month, c.version, c.org`

func scanCommittee(scan store.Scan) (c Committee, err error) {
	err = scan(&c.ID, &c.Number, &c.Name, &c.Way, &c.Public, &c.From, &c.Last, &c.Version, &c.org)
	return
}

// Committees lists those below an organisation in the order of their names, also those
// that count no longer.
func Committees(rd *store.Reader, top string) ([]Committee, error) {
	if err := access.Must(rd, access.ProvinceView, top); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanCommittee, `select `+committeeColumns+` from counts_committee c where c.tenant = $1 and c.org = $2`, top)
	slices.SortFunc(all, func(a, b Committee) int {
		return cmp.Or(cmp.Compare(vi.Fold(a.Name), vi.Fold(b.Name)), cmp.Compare(a.Number, b.Number))
	})
	return all, err
}

// CommitteeOf gives one by the number of its tenant.
func CommitteeOf(rd *store.Reader, top string, number int64) (Committee, error) {
	if err := access.Must(rd, access.ProvinceView, top); err != nil {
		return Committee{}, err
	}
	return committeeOf(rd, top, number)
}

func committeeOf(rd *store.Reader, top string, number int64) (Committee, error) {
	return store.One(rd, scanCommittee, `select `+committeeColumns+` from counts_committee c where c.tenant = $1 and c.org = $2 and c.number = $3`, top, number)
}

// Listing is what the committee above writes down of one below. Key and Fingerprint come
// by two ways: the key in a file, the fingerprint by phone or on paper.
type Listing struct {
	Number           int64
	Name, Way        string
	Key, Fingerprint string
	From, Last       string
	Version          int64 // of the one that is edited; 0 for a new one
}

// List puts a committee on the list, or changes it. The same once more is one.
func List(tx *store.Tx, top string, in Listing) (Committee, error) {
	if err := access.Must(tx.Reader, access.ProvinceKeep, top); err != nil {
		return Committee{}, err
	}
	in.Name, in.Key = vi.Clean(in.Name), strings.TrimSpace(in.Key)
	old, err := committeeOf(tx.Reader, top, in.Number)
	there := err == nil
	if err != nil && !store.IsNoRow(err) {
		return old, err
	}
	if err := in.check(tx.Tenant(), old.Public); err != nil {
		return old, err
	}
	c := Committee{ID: old.ID, Number: in.Number, Name: in.Name, Way: in.Way, Public: in.Key, From: in.From, Last: in.Last, Version: old.Version, org: top}
	if there && (Committee{c.ID, c.Number, c.Name, c.Way, c.Public, c.From, c.Last, c.Version, c.org}) == old {
		return old, nil
	}
	if in.Version != old.Version {
		if !there {
			return old, fault.Missing()
		}
		if in.Version == 0 {
			return old, fault.Bad("number", "counts_listed", "name", old.Name)
		}
		return old, fault.Stale(old)
	}
	if c.Version++; !there {
		c.ID = store.NewID()
	}
	if _, err := tx.Exec(`insert into counts_committee (tenant, id, org, number, name, way, public, from_month, last_month, version, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		on conflict (tenant, id) do update set name = excluded.name, way = excluded.way, public = excluded.public, from_month = excluded.from_month, last_month = excluded.last_month, version = excluded.version, by_person = excluded.by_person`,
		c.ID, c.org, c.Number, c.Name, c.Way, c.Public, c.From, c.Last, c.Version, tx.Viewer().Person); err != nil {
		return c, err
	}
	return c, audit.Note(tx, "counts.list", "committee", c.ID, top, map[string]any{"number": c.Number, "way": c.Way, "fingerprint": Fingerprint(c.Public), "was": Fingerprint(old.Public)})
}

// check finds what is wrong with a listing. A key is taken only with its fingerprint;
// the one kept already needs none.
func (in Listing) check(own int64, kept string) error {
	var wrong fault.Fields
	if in.Number <= 0 || in.Number == own || in.Number > 99_999_999 {
		wrong.Add("number", "counts_number")
	}
	if n := len(in.Name); n == 0 || n > nameMost {
		wrong.Add("name", "counts_name")
	}
	if !slices.Contains(Ways, in.Way) {
		wrong.Add("way", "counts_way")
	}
	if !vi.ValidDay(in.From + "-01") {
		wrong.Add("from", "counts_month")
	}
	if in.Last != "" && (!vi.ValidDay(in.Last+"-01") || in.Last < in.From) {
		wrong.Add("last", "counts_month")
	}
	switch whose, err := audit.Whose(in.Key); {
	case in.Key == "" && in.Way == ByFile:
		wrong.Add("verifier", "counts_key_missing")
	case in.Key == "":
	case err != nil || len(in.Key) > 200:
		wrong.Add("verifier", "counts_key_form")
	case whose != in.Number:
		wrong.Add("verifier", "counts_key_other", "number", whose)
	case in.Key != kept && !sameFingerprint(in.Fingerprint, in.Key):
		wrong.Add("fingerprint", "counts_fingerprint")
	}
	return wrong.Err()
}
