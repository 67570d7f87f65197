package digest

import (
	"context"
	"crypto/subtle"
	"net/mail"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Daily, Workdays and Weekly are the days on which a letter may go.
const (
	Daily    = "daily"
	Workdays = "workdays" // Monday to Friday
	Weekly   = "weekly"   // Monday
)

// Rhythms lists them.
var Rhythms = []string{Daily, Workdays, Weekly}

// Why letters went off without the person saying so on his page.
const (
	ByLink        = "link"          // by the way out in a letter
	Undeliverable = "undeliverable" // none arrived for days
)

// Choice is what a person chose about letters.
type Choice struct {
	Address string `json:"address,omitempty"` // for the person alone
	Mail    bool   `json:"mail"`
	Hour    int    `json:"hour"`
	Days    string `json:"days"`
	OffWhy  string `json:"off_why,omitempty"`
	OffOn   string `json:"off_on,omitempty"`
	Version int64  `json:"version"` // 0: nothing chosen yet
	link    string
	sealed  []byte
	failed  int
}

func spot(person string) store.Spot {
	return store.Spot{Table: "digest_choice", Column: "address", Row: person}
}

const columns = `address_sealed, mail, hour, days, off_why, off_on, version, link, failed`

func scan(s store.Scan) (c Choice, err error) {
	err = s(&c.sealed, &c.Mail, &c.Hour, &c.Days, &c.OffWhy, &c.OffOn, &c.Version, &c.link, &c.failed)
	return
}

// Mine is the viewer's own choice; nobody reads another's.
func Mine(rd *store.Reader, book *rule.Book) (Choice, error) {
	return of(rd, book, rd.Viewer().Person)
}

// Kept is what is kept of the viewer, for his own file; nil where nothing is.
func Kept(rd *store.Reader) (*Choice, error) {
	person := rd.Viewer().Person
	all, err := store.All(rd, scan, `select `+columns+` from digest_choice where tenant = $1 and person = $2`, person)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	all[0].Address, err = member.OpenFor(rd, person, spot(person), all[0].sealed)
	return &all[0], err
}

func of(rd *store.Reader, book *rule.Book, person string) (Choice, error) {
	c, err := store.One(rd, scan, `select `+columns+` from digest_choice where tenant = $1 and person = $2`, person)
	if fault.KindOf(err) == fault.NotFound {
		return Choice{Hour: book.Rhythm(rd.Today()).Hours[0], Days: Daily}, nil
	}
	if err == nil {
		c.Address, err = member.OpenFor(rd, person, spot(person), c.sealed)
	}
	return c, err
}

// Choose keeps the viewer's own choice. Without an address nothing is mailed; an address
// taken out of the form is forgotten.
func Choose(tx *store.Tx, book *rule.Book, in Choice) (Choice, error) {
	person := tx.Viewer().Person
	old, err := of(tx.Reader, book, person)
	if err != nil {
		return old, err
	}
	in.Address = vi.Clean(in.Address)
	if same(old, in) { // the same form twice
		return old, nil
	}
	if old.Version != in.Version {
		return old, fault.Stale(old)
	}
	if err := in.check(book, tx.Today()); err != nil {
		return old, err
	}
	if in.sealed, err = member.SealFor(tx, person, spot(person), in.Address); err != nil {
		return old, err
	}
	if in.link = old.link; in.link == "" {
		in.link = store.NewID()
	}
	in.Version, in.OffWhy, in.OffOn = old.Version+1, "", ""
	if _, err := tx.Exec(`insert into digest_choice (tenant, person, link, address_sealed, mail, hour, days, failed, off_why, off_on, version)
		values ($1, $2, $3, $4, $5, $6, $7, 0, '', '', $8)
		on conflict (tenant, person) do update set address_sealed = excluded.address_sealed, mail = excluded.mail, hour = excluded.hour, days = excluded.days, failed = 0, off_why = '', off_on = '', version = excluded.version`,
		person, in.link, in.sealed, in.Mail, in.Hour, in.Days, in.Version); err != nil {
		return old, err
	}
	// The log says that letters were switched, never where they go.
	return in, audit.Note(tx, "digest.choose", "digest_choice", person, "", map[string]any{"mail": in.Mail, "hour": in.Hour, "days": in.Days})
}

func same(a, b Choice) bool {
	return a.Version > 0 && a.Address == b.Address && a.Mail == b.Mail && a.Hour == b.Hour && a.Days == b.Days && a.OffWhy == ""
}

func (c Choice) check(book *rule.Book, today string) error {
	var wrong fault.Fields
	a, err := mail.ParseAddress(c.Address)
	switch {
	case c.Address == "" && c.Mail:
		wrong.Add("address", "digest_address")
	case c.Address != "" && (err != nil || a.Address != c.Address || len(c.Address) > 254 || strings.ContainsFunc(c.Address, func(r rune) bool { return r > 126 || r <= ' ' })):
		wrong.Add("address", "digest_address")
	}
	if !book.Rhythm(today).May(c.Hour) {
		wrong.Add("hour", "choice")
	}
	if !slices.Contains(Rhythms, c.Days) {
		wrong.Add("days", "choice")
	}
	return wrong.Err()
}

// Link is what the way out in a letter holds: the committee, a random mark and a proof
// that the program made it. It never switches anything on and names nobody.
func (c Choice) Link(rd *store.Reader) (string, error) {
	proof, err := rd.Vault().Index("digest.off", c.link)
	if err != nil {
		return "", err
	}
	return strconv.FormatInt(rd.Tenant(), 10) + "." + c.link + "." + proof[:32], nil
}

// Off switches the letters off whose way out is given, without anybody being signed in.
// Followed again, or after the person was erased, it is the same answer; what the program
// did not make is not found.
func Off(ctx context.Context, db *store.DB, given string) error {
	v, link, err := read(given)
	if err == nil {
		err = genuine(ctx, db, v, given, link)
	}
	if err != nil {
		return err
	}
	return db.Write(ctx, v, func(tx *store.Tx) error {
		n, err := tx.Exec(`update digest_choice set mail = not (1 = 1), off_why = $3, off_on = $4, version = version + 1 where tenant = $1 and link = $2 and mail`, link, ByLink, tx.Today())
		if err != nil || n == 0 {
			return err
		}
		return audit.Note(tx, "digest.off", "digest_choice", link, "", nil)
	})
}

// Genuine tells whether the program made a way out; it changes nothing.
func Genuine(ctx context.Context, db *store.DB, given string) error {
	v, link, err := read(given)
	if err != nil {
		return err
	}
	return genuine(ctx, db, v, given, link)
}

func read(given string) (v store.Viewer, link string, err error) {
	parts := strings.Split(given, ".")
	if len(parts) != 3 {
		return v, "", fault.Missing()
	}
	tenant, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || tenant < 1 {
		return v, "", fault.Missing()
	}
	return store.Viewer{Tenant: tenant, Person: store.System}, parts[1], nil
}

func genuine(ctx context.Context, db *store.DB, v store.Viewer, given, link string) error {
	return db.Read(ctx, v, func(rd *store.Reader) error {
		want, err := Choice{link: link}.Link(rd)
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(given)) != 1 {
			err = fault.Missing()
		}
		return err
	})
}

// Counted is how many are mailed, and how many were given up because nothing arrived.
type Counted struct{ On, Lost int }

// Count counts them for whoever keeps the machine; it names nobody and asks no right.
func Count(rd *store.Reader) (c Counted, err error) {
	on, err := rd.Int(`select count(*) from digest_choice where tenant = $1 and mail = (1 = 1)`)
	if err != nil {
		return c, err
	}
	lost, err := rd.Int(`select count(*) from digest_choice where tenant = $1 and off_why = 'undeliverable'`)
	return Counted{int(on), int(lost)}, err
}
