package privacy

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// How a consent came.
const (
	InPerson  = "self"    // by the person, on the own device
	OnPaper   = "paper"   // a signed paper, typed by the cell's lead
	OnRequest = "request" // a request about data that was carried out
)

// Consent is one act: given, or withdrawn. The last of a purpose counts; none
// is ever changed.
type Consent struct {
	ID, Person, Purpose string
	Given               bool
	Text                string // the rule whose words were agreed to
	How, Paper, Day     string
	At                  int64
	By                  string
}

// Give is the viewer's own consent, or its withdrawal. The same once more
// changes nothing.
func Give(tx *store.Tx, book *rule.Book, purpose string, given bool) error {
	person := tx.Viewer().Person
	at, err := homeOf(tx.Reader, person)
	if err != nil {
		return err
	}
	return put(tx, book, person, at, Consent{Purpose: purpose, Given: given, How: InPerson})
}

// GiveFor types what a comrade signed on paper, for whoever leads the cell; a
// consent needs to say which paper.
func GiveFor(tx *store.Tx, book *rule.Book, id, purpose string, given bool, paper string) error {
	m, err := member.Known(tx.Reader, id)
	if err != nil {
		return err
	}
	if err := org.Must(tx.Reader, access.PrivacyFor, m.Org); err != nil {
		return err
	}
	if paper = vi.Clean(paper); paper == "" {
		return fault.Bad("paper", "required")
	}
	return put(tx, book, m.PersonID, m.Org, Consent{Purpose: purpose, Given: given, How: OnPaper, Paper: paper})
}

func put(tx *store.Tx, book *rule.Book, person, at string, c Consent) error {
	law := book.Consents(tx.Today())
	p, known := law.Find(c.Purpose)
	if !known {
		return fault.Bad("purpose", "privacy_purpose")
	}
	last, found, err := latest(tx.Reader, person, c.Purpose)
	if err != nil || found && last.Given == c.Given {
		return err
	}
	if _, err := tx.Exec(`insert into consent (tenant, id, person, purpose, given, text_rule, how, paper, day, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		store.NewID(), person, c.Purpose, c.Given, law.Ref.String(), c.How, c.Paper, tx.Today(), tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	if p.Field == "phone" {
		if err := member.Withhold(tx, person, !c.Given); err != nil {
			return err
		}
	}
	return org.Note(tx, "privacy.consent", "person", person, at, map[string]any{"purpose": c.Purpose, "given": c.Given, "how": c.How})
}

const consentColumns = `id, person, purpose, given, text_rule, how, paper, day, at, by_person from consent where tenant = $1 and person = $2`

func scanConsent(row store.Scan) (c Consent, err error) {
	err = row(&c.ID, &c.Person, &c.Purpose, &c.Given, &c.Text, &c.How, &c.Paper, &c.Day, &c.At, &c.By)
	return
}

func latest(rd *store.Reader, person, purpose string) (Consent, bool, error) {
	all, err := store.All(rd, scanConsent, `select `+consentColumns+` and purpose = $3 order by at desc, id desc limit 1`, person, purpose)
	if err != nil || len(all) == 0 {
		return Consent{}, false, err
	}
	return all[0], true, nil
}

// MyConsents is the viewer's own ledger, the newest first.
func MyConsents(rd *store.Reader) ([]Consent, error) {
	return store.All(rd, scanConsent, `select `+consentColumns+` order by at desc, id desc`, rd.Viewer().Person)
}

// ConsentsOf is a member's ledger, for whoever leads the cell.
func ConsentsOf(rd *store.Reader, id string) ([]Consent, error) {
	m, err := member.Known(rd, id)
	if err != nil {
		return nil, err
	}
	if err := org.Must(rd, access.PrivacyFor, m.Org); err != nil {
		return nil, err
	}
	return store.All(rd, scanConsent, `select `+consentColumns+` order by at desc, id desc`, m.PersonID)
}

// Now picks what counts today out of a ledger: the last act of the purpose.
func Now(ledger []Consent, purpose string) (Consent, bool) {
	for _, c := range ledger {
		if c.Purpose == purpose {
			return c, true
		}
	}
	return Consent{}, false
}
