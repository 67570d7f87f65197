package session

import (
	"strconv"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Account gives a person a sign-in name, made of the given and the family name
// ("Lường Thị Hiên" gives hien.luong, the next one hien.luong2), and answers the
// name already there otherwise. It is called by those who may enrol.
func Account(tx *store.Tx, person, full string) (string, error) {
	return ensure(tx, person, NameFor(full))
}

// AccountNamed is Account with a name chosen, for the first officer; a name
// that is taken or badly formed is fault.Invalid.
func AccountNamed(tx *store.Tx, person, name string) (string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if !goodName(name) {
		return "", fault.Bad("sign_in", "account_name_form")
	}
	taken, err := tx.Int(`select count(*) from account where tenant = $1 and name = $2 and person <> $3`, name, person)
	if err != nil {
		return "", err
	}
	if taken > 0 {
		return "", fault.Bad("sign_in", "account_name_taken")
	}
	return ensure(tx, person, name)
}

func ensure(tx *store.Tx, person, wish string) (string, error) {
	old, err := tx.Strings(`select name from account where tenant = $1 and person = $2`, person)
	if err != nil {
		return "", err
	}
	if len(old) > 0 {
		return old[0], nil
	}
	name := wish
	for n := 2; ; n++ {
		taken, err := tx.Int(`select count(*) from account where tenant = $1 and name = $2`, name)
		if err != nil {
			return "", err
		}
		if taken == 0 {
			break
		}
		name = wish + strconv.Itoa(n)
	}
	if _, err := tx.Exec(`insert into account (tenant, person, name, password, lang, text_size, failures, locked_until, created_at) values ($1, $2, $3, null, 'vi', '', 0, 0, $4)`,
		person, name, tx.Now()); err != nil {
		return "", err
	}
	return name, audit.Note(tx, "session.account", "person", person, "", map[string]any{"name": name})
}

// NameFor makes a sign-in name of a full name: given name, dot, family name.
func NameFor(full string) string {
	words := strings.Fields(vi.Fold(full))
	switch len(words) {
	case 0:
		return "dang.vien"
	case 1:
		return words[0]
	}
	return words[len(words)-1] + "." + words[0]
}

func goodName(name string) bool {
	if len(name) < 2 || len(name) > 40 {
		return false
	}
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
		if !letter && (r != '.' && r != '-' || i == 0 || i == len(name)-1) {
			return false
		}
	}
	return true
}

// ByName finds the person behind a sign-in name, for the command line.
func ByName(rd *store.Reader, name string) (person string, err error) {
	err = rd.Get([]any{&person}, `select person from account where tenant = $1 and name = $2`, strings.ToLower(name))
	return
}

// SetLanguage and SetTextSize keep the viewer's own choices.
func SetLanguage(tx *store.Tx, lang string) error {
	if !i18n.Known(lang) {
		return fault.Bad("lang", "choice")
	}
	_, err := tx.Exec(`update account set lang = $3 where tenant = $1 and person = $2`, tx.Viewer().Person, lang)
	return err
}

// TextSizes are the steps of the type: Vừa, Lớn, Rất lớn.
var TextSizes = []string{"vua", "lon", "rat-lon"}

// SetTextSize keeps the viewer's size of type, one of TextSizes.
func SetTextSize(tx *store.Tx, size string) error {
	for _, s := range TextSizes {
		if s == size {
			_, err := tx.Exec(`update account set text_size = $3 where tenant = $1 and person = $2`, tx.Viewer().Person, size)
			return err
		}
	}
	return fault.Bad("size", "choice")
}
