package speech

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Reserved is an opinion that stayed in the minority and that its author keeps
// and sends to a committee (Party Charter, article 9). It is read by the author,
// the cell's committee and the committee it is addressed to; the minutes print
// it when the author wishes.
type Reserved struct {
	ID        string // made by the caller's form or phone; "" makes one
	Meeting   string
	Org       string
	Member    string // its author
	Name      string // filled by readers
	Vote      string // the vote it is about; "" none in particular
	Subject   string // of that vote, filled by readers
	Gist      string
	Addressee string // organisation: the cell itself (its committee) or one above it
	Printed   bool   // the author wishes it in the minutes
	At        int64
	By        string
}

// Reserve keeps a reserved opinion as its author spoke or wrote it, from the
// opening until the minutes are confirmed. Chair and scribe write it down.
func Reserve(tx *store.Tx, in Reserved) (Reserved, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.MeetingRun)
	if err != nil {
		return Reserved{}, err
	}
	in.Gist, in.Org = vi.CleanText(in.Gist), m.Org
	if in.Addressee == "" {
		in.Addressee = m.Org
	}
	old, err := store.All(tx.Reader, scanReserved, `select `+reservedColumns+reservedFrom+`where x.tenant = $1 and x.meeting = $2`, in.Meeting)
	if err != nil {
		return Reserved{}, err
	}
	if n := slices.IndexFunc(old, func(x Reserved) bool {
		return x.Member == in.Member && x.Vote == in.Vote && x.Gist == in.Gist && x.Addressee == in.Addressee
	}); n >= 0 {
		return old[n], nil
	}
	if err := open(m); err != nil {
		return Reserved{}, err
	}
	switch {
	case in.Gist == "":
		return Reserved{}, fault.Bad("gist", "reserved_text")
	case len(in.Gist) > 20_000:
		return Reserved{}, fault.Bad("gist", "meeting_text_long")
	}
	author, err := onRoll(tx.Reader, m, in.Member, "reserved_author")
	if err != nil {
		return Reserved{}, err
	}
	to, err := Addressees(tx.Reader, m)
	if err != nil {
		return Reserved{}, err
	}
	if !slices.ContainsFunc(to, func(a Addressee) bool { return a.Org == in.Addressee }) {
		return Reserved{}, fault.Bad("addressee", "reserved_addressee")
	}
	if in.Vote != "" {
		n, err := tx.Int(`select count(*) from vote where tenant = $1 and id = $2 and meeting = $3`, in.Vote, in.Meeting)
		if err != nil {
			return Reserved{}, err
		}
		if n == 0 {
			return Reserved{}, fault.Missing()
		}
	}
	if err := meeting.MayKeepWords(tx.Reader, m); err != nil {
		return Reserved{}, err
	}
	if in.ID == "" {
		in.ID = store.NewID()
	}
	in.Name, in.At, in.By = author.FullName, tx.Now(), tx.Viewer().Person
	n, err := tx.Exec(`insert into reserved_opinion (tenant, id, meeting, org, member, person, vote, gist, addressee, printed, at, by_person)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
		in.ID, in.Meeting, in.Org, in.Member, author.Person, in.Vote, in.Gist, in.Addressee, in.Printed, in.At, in.By)
	if err == nil && n == 0 { // a phone named it as another meeting's
		err = fault.Missing()
	}
	if err != nil {
		return Reserved{}, err
	}
	return in, audit.Note(tx, "speech.reserve", "meeting", m.ID, m.Org, map[string]any{"id": in.ID, "addressee": in.Addressee, "printed": in.Printed})
}

// Addressee is a committee a reserved opinion may be sent to.
type Addressee struct{ Org, Name string }

// Addressees are the cell itself, for its committee, and the organisations above
// it that day, the nearest first. Names of organisations are open to whoever reads
// the meeting, which the caller has asked.
func Addressees(rd *store.Reader, m meeting.Meeting) ([]Addressee, error) {
	var out []Addressee
	for at := m.Org; at != "" && len(out) < 8; {
		a := Addressee{Org: at}
		parent := ""
		if err := rd.Get([]any{&a.Name, &parent}, `select name, coalesce(parent, '') from org_edge where tenant = $1 and org = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)`, at, m.Day); err != nil {
			return out, err
		}
		out, at = append(out, a), parent
	}
	return out, nil
}

const reservedColumns = `x.id, x.meeting, x.org, x.member, coalesce(p.full_name, ''), x.vote, coalesce(v.subject, ''), x.gist, x.addressee, x.printed, x.at, x.by_person`

const reservedFrom = ` from reserved_opinion x left join person p on p.tenant = x.tenant and p.id = x.person left join vote v on v.tenant = x.tenant and v.id = x.vote `

func scanReserved(scan store.Scan) (x Reserved, err error) {
	err = scan(&x.ID, &x.Meeting, &x.Org, &x.Member, &x.Name, &x.Vote, &x.Subject, &x.Gist, &x.Addressee, &x.Printed, &x.At, &x.By)
	return
}

// ReservedOf lists the reserved opinions of a meeting that the viewer may read.
// Whoever wrote them down still sees them until the minutes are confirmed, to
// read them back to the author.
func ReservedOf(rd *store.Reader, id string) ([]Reserved, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanReserved, `select `+reservedColumns+reservedFrom+`where x.tenant = $1 and x.meeting = $2 order by x.at, x.id`, id)
	if err != nil {
		return nil, err
	}
	me := rd.Viewer().Person
	return readable(rd, all, func(x Reserved) bool { return x.By == me && !m.At(meeting.Confirmed) })
}

// ReservedFor lists all reserved opinions the viewer may read: own ones, those
// of a cell whose committee he belongs to, those addressed to his committee.
func ReservedFor(rd *store.Reader) ([]Reserved, error) {
	if err := access.Must(rd, access.SignedIn, ""); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var out []Reserved
	more := func(cond string, arg string) error {
		all, err := store.All(rd, scanReserved, `select `+reservedColumns+reservedFrom+`where x.tenant = $1 and `+cond+` order by x.at desc, x.id limit 200`, arg)
		for _, x := range all {
			if !seen[x.ID] {
				seen[x.ID] = true
				out = append(out, x)
			}
		}
		return err
	}
	if err := more(`x.person = $2`, rd.Viewer().Person); err != nil {
		return nil, err
	}
	for _, by := range []struct {
		action access.Action
		cond   string
	}{{access.ReservedView, `x.org = $2`}, {access.ReservedHear, `x.addressee = $2`}} {
		orgs, err := access.Orgs(rd, by.action)
		if err != nil {
			return nil, err
		}
		for _, g := range orgs {
			if err := more(by.cond, g.Org); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Reserved) int { return int(b.At/1000 - a.At/1000) })
	return readable(rd, out, func(Reserved) bool { return false })
}

// readable keeps what author, cell committee and addressee may read.
func readable(rd *store.Reader, all []Reserved, too func(Reserved) bool) ([]Reserved, error) {
	own, err := rd.Strings(`select id from member where tenant = $1 and person = $2`, rd.Viewer().Person)
	if err != nil {
		return nil, err
	}
	var out []Reserved
	for _, x := range all {
		ok := slices.Contains(own, x.Member) || too(x)
		for _, r := range []struct {
			action access.Action
			org    string
		}{{access.ReservedView, x.Org}, {access.ReservedHear, x.Addressee}} {
			if ok {
				break
			}
			if ok, err = access.Can(rd, r.action, r.org); err != nil {
				return nil, err
			}
		}
		if ok {
			out = append(out, x)
		}
	}
	return out, nil
}

// DropReserved takes one back that was written down by mistake, or that its author
// does not keep after all, until the minutes are confirmed: whoever wrote it down,
// and the cell's committee.
func DropReserved(tx *store.Tx, id, reserved string) error {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return err
	}
	all, err := ReservedOf(tx.Reader, id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(x Reserved) bool { return x.ID == reserved }) {
		n, err := tx.Int(`select count(*) from reserved_opinion where tenant = $1 and id = $2 and meeting = $3`, reserved, id)
		if err == nil && n > 0 { // another's, of which he may not know
			err = fault.Missing()
		}
		return err
	}
	if err := open(m); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from reserved_opinion where tenant = $1 and id = $2`, reserved); err != nil {
		return err
	}
	return audit.Note(tx, "speech.reserve_drop", "meeting", m.ID, m.Org, map[string]string{"id": reserved})
}
