package member

import (
	"slices"

	"chibo/internal/store"
)

// Where a person's sealed values stand. Nothing is searched by telephone, so only
// the identity number has a blind index.
func phoneSpot(person string) store.Spot {
	return store.Spot{Table: "person", Column: "phone", Row: person}
}
func identitySpot(person string) store.Spot {
	return store.Spot{Table: "person", Column: "identity", Row: person}
}

const identityField = "person.identity"

// memberColumns are read by locked.scan, over m, s, e and what besidePerson joins.
const memberColumns = `m.id, p.id, p.full_name, p.other_name, p.sex, p.birth, p.birth_precision, p.home, p.phone_withheld, p.phone_sealed, k.sealed, coalesce(d.state, ''),
	coalesce(m.card, ''), coalesce(m.old_card, ''), m.card_issuer, m.card_day, m.admitted_on, m.official_on, coalesce(m.ended_on, ''), m.note,
	s.org, coalesce(e.name, ''), s.standing, s.activity, s.from_day, m.version, p.name_key`

// besidePerson joins the person of a membership m with the key and the state of the
// data: a whole roll opens with one statement.
const besidePerson = ` join person p on p.tenant = m.tenant and p.id = m.person
	left join person_key k on k.tenant = p.tenant and k.person = p.id left join data_state d on d.tenant = p.tenant and d.person = p.id `

// locked is a row of memberColumns as it lies in the database.
type locked struct {
	Member
	withheld   bool
	phone, key []byte
}

func (l *locked) into() []any {
	m := &l.Member
	return []any{&m.ID, &m.PersonID, &m.FullName, &m.OtherName, &m.Sex, &m.Birth, &m.BirthPrecision, &m.Home, &l.withheld, &l.phone, &l.key, &m.Data,
		&m.Card, &m.OldCard, &m.CardIssuer, &m.CardDay, &m.AdmittedOn, &m.OfficialOn, &m.EndedOn, &m.Note,
		&m.Org, &m.OrgName, &m.Standing, &m.Activity, &m.Since, &m.Version, &m.NameKey}
}

func scanLocked(scan store.Scan) (l locked, err error) { err = scan(l.into()...); return }

// members runs a select of memberColumns and opens what the viewer may read.
func members(rd *store.Reader, text string, args ...any) ([]Member, error) {
	rows, err := store.All(rd, scanLocked, text, args...)
	if err != nil {
		return nil, err
	}
	all := make([]Member, len(rows))
	for i, l := range rows {
		if all[i], err = l.open(rd); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// open gives the telephone to who may read it, and hides what is restricted. A
// number whose key does not fit stays hidden: a roll must open without it.
func (l locked) open(rd *store.Reader) (Member, error) {
	m := l.Member
	if m.Data == Restricted {
		may, err := opened(rd, m.PersonID)
		if err != nil || !may {
			return m.hidden(), err
		}
	}
	if !l.withheld && len(l.phone) > 0 {
		m.Phone, _ = openPhone(rd, m.PersonID, l.phone, l.key)
	}
	return m, nil
}

func openPhone(rd *store.Reader, person string, sealed, wrapped []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	key, err := rd.Vault().KeyOf(person, wrapped)
	if err != nil {
		return "", err
	}
	return key.Open(phoneSpot(person), sealed)
}

// hidden leaves of a restricted record what a cell cannot meet without: who
// stands on its roll and how.
func (m Member) hidden() Member {
	m.OtherName, m.Sex, m.Birth, m.BirthPrecision, m.Home, m.Phone = "", "", "", "", "", ""
	m.Card, m.OldCard, m.CardIssuer, m.CardDay, m.AdmittedOn, m.OfficialOn, m.Note = "", "", "", "", "", "", ""
	m.Hidden = true
	return m
}

// opened tells whether the viewer reads a restricted record: the own one, or one
// that a second person agreed to open for some minutes.
func opened(rd *store.Reader, person string) (bool, error) {
	v := rd.Viewer().Person
	if v == store.System || v == person {
		return true, nil
	}
	now, err := store.Memo(rd, "member.opened", func() ([]string, error) {
		return rd.Strings(`select person from data_opening where tenant = $1 and viewer = $2 and until_at > $3`, v, rd.Now())
	})
	return slices.Contains(now, person), err
}

// keyOf is a person's key, made at the first thing there is to seal.
func keyOf(tx *store.Tx, person string) (store.Key, error) {
	type row struct{ sealed []byte }
	found, err := store.All(tx.Reader, func(scan store.Scan) (r row, err error) { err = scan(&r.sealed); return },
		`select sealed from person_key where tenant = $1 and person = $2`, person)
	if err != nil {
		return store.Key{}, err
	}
	if len(found) == 1 {
		return tx.Vault().KeyOf(person, found[0].sealed)
	}
	key, wrapped, err := tx.Vault().NewKey(person)
	if err != nil {
		return key, err
	}
	_, err = tx.Exec(`insert into person_key (tenant, person, sealed) values ($1, $2, $3)`, person, wrapped)
	return key, err
}

// sealedAs seals a value for a spot of a person; "" is nothing at all.
func sealedAs(tx *store.Tx, person string, at store.Spot, value string) ([]byte, error) {
	if value == "" {
		return nil, nil
	}
	key, err := keyOf(tx, person)
	if err != nil {
		return nil, err
	}
	return key.Seal(at, value), nil
}

// SealFor seals a value of another room for a spot of a person, with that person's own
// key: erased with the person. It asks no right.
func SealFor(tx *store.Tx, person string, at store.Spot, value string) ([]byte, error) {
	return sealedAs(tx, person, at, value)
}

// OpenFor opens what SealFor sealed; "" where nothing was. It asks no right: the room has
// decided who reads it.
func OpenFor(rd *store.Reader, person string, at store.Spot, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	var wrapped []byte
	if err := rd.Get([]any{&wrapped}, `select sealed from person_key where tenant = $1 and person = $2`, person); err != nil {
		return "", err
	}
	key, err := rd.Vault().KeyOf(person, wrapped)
	if err != nil {
		return "", err
	}
	return key.Open(at, sealed)
}
