package member

import "chibo/internal/store"

// Withhold shows a person's telephone number to nobody else from now on, or to
// those who keep the roll again; the number itself stays. It asks no right: it
// serves the ledger of consents, which has already asked.
func Withhold(tx *store.Tx, person string, withheld bool) error {
	_, err := tx.Exec(`update person set phone_withheld = $3, version = version + 1 where tenant = $1 and id = $2`, person, withheld)
	return err
}

// phoneRow is what the database holds of a person's number.
type phoneRow struct {
	withheld        bool
	state           string
	sealed, wrapped []byte
}

func phoneOf(rd *store.Reader, person string) (r phoneRow, err error) {
	err = rd.Get([]any{&r.withheld, &r.state, &r.sealed, &r.wrapped}, `select p.phone_withheld, coalesce(d.state, ''), p.phone_sealed, k.sealed from person p
		left join person_key k on k.tenant = p.tenant and k.person = p.id left join data_state d on d.tenant = p.tenant and d.person = p.id
		where p.tenant = $1 and p.id = $2`, person)
	return
}

// OwnPhone is the viewer's own number, also where it is withheld from others.
func OwnPhone(rd *store.Reader) (number string, withheld bool, err error) {
	r, err := phoneOf(rd, rd.Viewer().Person)
	if err != nil {
		return "", false, err
	}
	number, err = openPhone(rd, rd.Viewer().Person, r.sealed, r.wrapped)
	return number, r.withheld, err
}

// PhoneOf is a person's number for those it may be shown to, else "". It asks no
// right: it serves rooms that have already decided what the viewer sees.
func PhoneOf(rd *store.Reader, person string) (string, error) {
	r, err := phoneOf(rd, person)
	if err != nil || r.withheld || r.state != "" {
		return "", err
	}
	number, _ := openPhone(rd, person, r.sealed, r.wrapped)
	return number, nil
}

// PutPhone seals a number that was typed. An empty field takes nothing away that
// whoever typed could not see: a number withheld, or one that does not open. It
// asks no right: whoever writes a record has.
func PutPhone(tx *store.Tx, person, number string) error {
	r, err := phoneOf(tx.Reader, person)
	if err != nil {
		return err
	}
	if number == "" {
		if _, broken := openPhone(tx.Reader, person, r.sealed, r.wrapped); r.withheld || broken != nil {
			return nil //nolint:nilerr // what does not open stays as it is
		}
	}
	sealed, err := sealedAs(tx, person, phoneSpot(person), number)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`update person set phone_sealed = $3 where tenant = $1 and id = $2`, person, sealed)
	return err
}
