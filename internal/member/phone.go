package member

import "chibo/internal/store"

// Withhold shows a person's telephone number to nobody else from now on, or to
// those who keep the roll again; the number itself stays. It asks no right: it
// serves the ledger of consents, which has already asked.
func Withhold(tx *store.Tx, person string, withheld bool) error {
	_, err := tx.Exec(`update person set phone_withheld = $3, version = version + 1 where tenant = $1 and id = $2`, person, withheld)
	return err
}

// OwnPhone is the viewer's own number, also where it is withheld from others.
func OwnPhone(rd *store.Reader) (number string, withheld bool, err error) {
	err = rd.Get([]any{&number, &withheld}, `select phone, phone_withheld from person where tenant = $1 and id = $2`, rd.Viewer().Person)
	return
}
