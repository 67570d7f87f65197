// Package member keeps persons, their membership of the Party and their posts.
// A person is one row whatever they are; a membership hangs on it; a post is a
// third thing. What happened to a member is a list of dated events that only
// grows; the spans from which every roll and right is read are derived from it.
package member

import (
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Person is anyone known here, member or not.
type Person struct {
	ID, FullName, OtherName, Sex string // Sex: male, female or empty
	Birth, BirthPrecision        string // a day, and full, month or year
	Home, Phone                  string
	Ethnicity, Religion          string // kept only where the committee chose to
	Version                      int64
}

func tidy(rd *store.Reader, p *Person) error {
	on, err := chosen(rd)
	if err != nil {
		return err
	}
	p.FullName, p.OtherName, p.Phone = vi.TitleName(p.FullName), vi.TitleName(p.OtherName), vi.Clean(p.Phone)
	p.Home, p.Ethnicity, p.Religion = vi.Clean(p.Home), vi.Clean(p.Ethnicity), vi.Clean(p.Religion)
	for key, field := range map[string]*string{"ethnicity": &p.Ethnicity, "religion": &p.Religion, "home_place": &p.Home} {
		if sensitive[key] && !on[key] {
			*field = ""
		}
	}
	var bad fault.Fields
	if vi.Fold(p.FullName) == "" {
		bad.Add("full_name", "name_missing")
	}
	if p.Birth != "" && !vi.ValidDay(p.Birth) {
		bad.Add("birth", "day_unreadable")
	}
	if p.Birth == "" {
		p.BirthPrecision = ""
	} else if p.BirthPrecision == "" {
		p.BirthPrecision = "full"
	}
	switch p.Sex {
	case "", "male", "female":
	default:
		bad.Add("sex", "sex_unknown")
	}
	return bad.Err()
}

// NewPerson writes down a person who need not be a member, such as the
// administrator. It belongs to the committee as a whole.
func NewPerson(tx *store.Tx, in Person) (Person, error) {
	if err := mustRoot(tx.Reader, access.RollEdit); err != nil {
		return in, err
	}
	if err := tidy(tx.Reader, &in); err != nil {
		return in, err
	}
	in.ID = store.NewID()
	if err := putPerson(tx, in, ""); err != nil {
		return in, err
	}
	in.Version = 1
	return in, org.Note(tx, "member.person", "person", in.ID, "", nil)
}

// mustRoot asks for a right over the whole committee.
func mustRoot(rd *store.Reader, action access.Action) error {
	if rd.Viewer().Person == store.System {
		return nil
	}
	root, err := org.Root(rd)
	if err != nil {
		return err
	}
	return access.Must(rd, action, root.ID)
}

// putPerson writes a person down; the number and the telephone are sealed with the
// person's own key.
func putPerson(tx *store.Tx, p Person, identity string) error {
	phone, err := sealedAs(tx, p.ID, phoneSpot(p.ID), p.Phone)
	if err != nil {
		return err
	}
	sealed, index, err := sealedIdentity(tx, p.ID, identity)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, phone_sealed, ethnicity, religion, identity_sealed, identity_index, sealing, version, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, $12, $13, $14, 1, 1, $15)`,
		p.ID, p.FullName, vi.NameKey(p.FullName), p.OtherName, p.Sex, p.Birth, p.BirthPrecision, p.Home, phone, p.Ethnicity, p.Religion, sealed, store.NullString(index), tx.Now())
	return err
}

// sealedIdentity seals a number and makes what it is found by; "" is nothing.
func sealedIdentity(tx *store.Tx, person, number string) (sealed []byte, index string, err error) {
	if number == "" {
		return nil, "", nil
	}
	if sealed, err = sealedAs(tx, person, identitySpot(person), number); err != nil {
		return nil, "", err
	}
	index, err = tx.Vault().Index(identityField, number)
	return sealed, index, err
}

// PersonNames gives full names by person id. It asks no right: it serves rooms
// that have already decided what the viewer sees.
func PersonNames(rd *store.Reader, ids []string) (map[string]string, error) {
	out := map[string]string{}
	for from := 0; from < len(ids); from += 100 {
		list, args := in(ids[from:min(from+100, len(ids))], 2)
		type pair struct{ id, name string }
		some, err := store.All(rd, func(scan store.Scan) (p pair, err error) { err = scan(&p.id, &p.name); return },
			`select p.id, p.full_name from person p where p.tenant = $1 and p.id in `+list, args...)
		if err != nil {
			return nil, err
		}
		for _, p := range some {
			out[p.id] = p.name
		}
	}
	return out, nil
}

// in writes an in-list padded to a power of two by repeating the last value,
// so that few different texts are prepared.
func in(values []string, next int) (string, []any) {
	size := 1
	for size < len(values) {
		size *= 2
	}
	var b strings.Builder
	args := make([]any, 0, size)
	for i := range size {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("$" + strconv.Itoa(next+i))
		args = append(args, values[min(i, len(values)-1)])
	}
	return "(" + b.String() + ")", args
}

// SetIdentity keeps a person's identity number, sealed, where the committee's
// settings choose that field; an empty number forgets it.
func SetIdentity(tx *store.Tx, person, number string) error {
	if err := mustPerson(tx.Reader, access.RollEdit, person, false); err != nil {
		return err
	}
	if err := MustBeOpen(tx.Reader, person); err != nil {
		return err
	}
	on, err := chosen(tx.Reader)
	if err != nil {
		return err
	}
	if !on["identity_number"] {
		return fault.Bad("identity_number", "field_is_off")
	}
	number = digits(number)
	if number != "" && len(number) != 12 {
		return fault.Bad("identity_number", "identity_length")
	}
	if err := putIdentity(tx, person, number); err != nil {
		return err
	}
	return org.Note(tx, "member.identity", "person", person, "", map[string]bool{"kept": number != ""})
}

func putIdentity(tx *store.Tx, person, number string) error {
	sealed, index, err := sealedIdentity(tx, person, number)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`update person set identity_sealed = $3, identity_index = $4, version = version + 1 where tenant = $1 and id = $2`, person, sealed, store.NullString(index))
	return err
}

// Identity gives a person's identity number with all but the last four digits
// hidden, or "" where none is kept or the record is restricted.
func Identity(rd *store.Reader, person string) (string, error) {
	if err := mustPerson(rd, access.RollView, person, true); err != nil {
		return "", err
	}
	var sealed, wrapped []byte
	var state string
	if err := rd.Get([]any{&sealed, &wrapped, &state}, `select p.identity_sealed, k.sealed, coalesce(d.state, '') from person p left join person_key k on k.tenant = p.tenant and k.person = p.id
		left join data_state d on d.tenant = p.tenant and d.person = p.id where p.tenant = $1 and p.id = $2`, person); err != nil || len(sealed) == 0 {
		return "", err
	}
	if state == Restricted {
		if may, err := opened(rd, person); err != nil || !may {
			return "", err
		}
	}
	key, err := rd.Vault().KeyOf(person, wrapped)
	if err != nil {
		return "", err
	}
	number, err := key.Open(identitySpot(person), sealed)
	return Mask(number), err
}

// Mask hides all but the last four digits.
func Mask(number string) string {
	if len(number) <= 4 {
		return number
	}
	return strings.Repeat("•", len(number)-4) + number[len(number)-4:]
}

// mustPerson asks for a right over a person: over a cell they stand or stood
// in; for one who is no member, over the whole committee.
func mustPerson(rd *store.Reader, action access.Action, person string, self bool) error {
	if self && person != "" && rd.Viewer().Person == person {
		return nil
	}
	ids, err := rd.Strings(`select m.id from member m where m.tenant = $1 and m.person = $2`, person)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := must(rd, action, id); fault.KindOf(err) != fault.NotFound || err == nil {
			return err
		}
	}
	if len(ids) > 0 {
		return fault.Missing()
	}
	return mustRoot(rd, action)
}
