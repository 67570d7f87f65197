// Package schedule is the register of a month: on which day, at which hour and where each
// cell of a committee meets, as the cells themselves registered it; what the committee
// approved of it; and the one notice that tells all cells. It asks the cells for nothing
// they have not said: rows are their meetings, clashes are the desk's.
package schedule

import (
	"hash/fnv"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/desk"
	"chibo/internal/member"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Where a cell stands in the register (domain/meetings.md 6).
const (
	Waiting    = "waiting"    // has registered no day
	Registered = "registered" // has, and the committee has not approved it, or not where it stands now
	Approved   = "approved"
)

// Booking is one cell of the register.
type Booking struct {
	Org       string   `json:"org"`
	Name      string   `json:"name"`
	Slug      string   `json:"slug"`
	Meeting   string   `json:"meeting"`
	Members   int      `json:"members"`
	Day       string   `json:"day"`
	StartsAt  int64    `json:"starts_at"` // ms; 0 none
	Place     string   `json:"place"`
	Secretary string   `json:"secretary"`
	Phone     string   `json:"phone"` // for those who keep the roll alone
	Status    string   `json:"status"`
	With      string   `json:"with"`      // another cell at the same hour and place
	Charge    []string `json:"in_charge"` // who of the committee answers for it, and who of its advisory bodies follows it
	Doubled   string   `json:"doubled"`   // another cell one of them is due at
	Holiday   string   `json:"holiday"`   // the name of the public holiday it falls on
	Held      bool     `json:"held"`      // it has begun: nothing of it is approved any more
	Token     string   `json:"token"`     // what an approval names: this meeting at this hour and place
}

// Clear tells of a row that may be approved without a thought: nothing speaks against it.
func (r Booking) Clear() bool { return r.With == "" && r.Doubled == "" && r.Holiday == "" }

// Register is a month over the cells of a committee.
type Register struct {
	Org        string    `json:"org"`
	Month      string    `json:"month"`
	At         int64     `json:"at"`
	Rows       []Booking `json:"rows"`
	Waiting    int       `json:"waiting"`
	Registered int       `json:"registered"`
	Approved   int       `json:"approved"`
	Notice     *Notice   `json:"notice"`  // the last one
	Changed    []Slot    `json:"changed"` // what stands otherwise than that one says, as it stands now
}

// Of reads the register of a month below an organisation, for those who see its month:
// the same number of statements for 20 cells and for 20,000.
func Of(rd *store.Reader, book *rule.Book, top, month string) (Register, error) {
	out := Register{Org: top, Month: month, At: rd.Now()}
	now, err := report.Ward(rd, book, top, month)
	if err != nil {
		return out, err
	}
	phones, err := access.Can(rd, access.RollView, top)
	if err != nil {
		return out, err
	}
	leads, err := member.Leads(rd, top, access.Secretary, rd.Today(), phones)
	if err != nil {
		return out, err
	}
	charge, err := member.Leads(rd, top, access.InCharge, rd.Today(), false)
	if err != nil {
		return out, err
	}
	approved, err := approvals(rd, month)
	if err != nil {
		return out, err
	}
	follows, err := member.Leads(rd, top, access.Adviser, rd.Today(), false)
	if err != nil {
		return out, err
	}
	people := map[string][]string{}
	for org, all := range follows {
		charge[org] = append(charge[org], all...)
	}
	for org, all := range charge {
		for _, l := range all {
			people[org] = append(people[org], l.Person)
		}
	}
	same, twice := desk.Clashes(now.Rows, book), desk.Doubled(now.Rows, book, people)
	holidays := book.Holidays(year(month))
	for _, c := range now.Rows {
		r := Booking{Org: c.Org, Name: c.Name, Slug: c.Slug, Meeting: c.Meeting, Members: c.Members, Day: c.PlannedDay, StartsAt: c.StartsAt, Place: c.Place,
			With: same[c.Org].Name, Doubled: twice[c.Org].Name, Holiday: holidays.Name(c.PlannedDay), Held: c.HeldDay != ""}
		if all := leads[c.Org]; len(all) > 0 {
			r.Secretary, r.Phone = all[0].Name, all[0].Phone
		}
		for _, l := range charge[c.Org] {
			r.Charge = append(r.Charge, l.Name)
		}
		r.judge(approved)
		out.add(r)
	}
	out.Notice, err = last(rd, top, month)
	if err == nil && out.Notice != nil {
		out.Changed = out.Notice.Words.against(out.words())
	}
	return out, err
}

func (out *Register) add(r Booking) {
	switch r.Status {
	case Waiting:
		out.Waiting++
	case Registered:
		out.Registered++
	default:
		out.Approved++
	}
	out.Rows = append(out.Rows, r)
}

// judge says where a row stands.
func (r *Booking) judge(approved map[string]approval) {
	r.Status = Waiting
	if r.Meeting == "" || r.StartsAt == 0 {
		return
	}
	r.Status, r.Token = Registered, r.Meeting+"."+strconv.FormatInt(r.StartsAt, 36)+"."+mark(r.Place)
	if a, there := approved[r.Meeting]; there && a.startsAt == r.StartsAt && a.place == r.Place {
		r.Status = Approved
	}
}

// mark tells one place from another in a form.
func mark(place string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(vi.Clean(place)))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

func year(month string) int {
	n, _ := strconv.Atoi(month[:4]) // callers have looked at its form
	return n
}

type approval struct {
	meeting, place string
	startsAt       int64
}

// approvals are those of a month, by meeting.
func approvals(rd *store.Reader, month string) (map[string]approval, error) {
	all, err := store.All(rd, func(scan store.Scan) (a approval, err error) { err = scan(&a.meeting, &a.startsAt, &a.place); return },
		`select a.meeting, a.starts_at, a.place from schedule_approval a where a.tenant = $1 and a.month = $2`, month)
	out := make(map[string]approval, len(all))
	for _, a := range all {
		out[a.meeting] = a
	}
	return out, err
}
