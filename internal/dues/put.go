package dues

import (
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Entry is one member's month as it was typed. Version is that of the line
// shown; an entry that changes nothing needs none.
type Entry struct {
	Member, State string
	Amount        int64
	Version       int64
}

// monthsAhead is how far ahead dues may be paid: those far away pay in advance.
const monthsAhead = 12

// Put takes a cell's month down for the members given; the others stay as they
// are. The same again changes nothing; what somebody else wrote meanwhile is
// fault.Stale with the newer line. Each change is one entry of the log with
// what stood before.
func Put(tx *store.Tx, book *rule.Book, org, month string, in []Entry) (Sum, error) {
	if err := access.Must(tx.Reader, access.DuesEdit, org); err != nil {
		return Sum{}, err
	}
	if _, _, ok := days(month); !ok {
		return Sum{}, fault.Bad("month", "dues_month")
	}
	last := vi.MonthOf(tx.Today())
	for range monthsAhead {
		last = vi.NextMonth(last)
	}
	if month > last {
		return Sum{}, fault.Bad("month", "dues_month_far")
	}
	all, err := lines(tx.Reader, book, org, month)
	if err != nil {
		return Sum{}, err
	}
	var bad fault.Fields
	type change struct{ was, is Line }
	var changes []change
	for i, e := range in {
		at := slices.IndexFunc(all, func(l Line) bool { return l.Member == e.Member })
		if at < 0 {
			return Sum{}, whyNot(tx.Reader, e.Member, month)
		}
		was := all[at]
		judge(e, fmt.Sprintf("items.%d.", i), &bad)
		if e.State == was.State && e.Amount == was.Amount {
			continue
		}
		if e.Version != was.Version {
			return Sum{}, fault.Stale(was)
		}
		is := was
		is.State, is.Amount, is.Version = e.State, e.Amount, was.Version+1
		all[at] = is
		changes = append(changes, change{was, is})
	}
	if err := bad.Err(); err != nil {
		return Sum{}, err
	}
	for _, c := range changes {
		if _, err := tx.Exec(`insert into due (tenant, member, month, org, state, amount, version, at, by_person) values ($1, $2, $3, $4, $5, $6, 1, $7, $8)
			on conflict (tenant, member, month) do update set state = excluded.state, amount = excluded.amount, version = due.version + 1, at = excluded.at, by_person = excluded.by_person`,
			c.is.Member, month, org, c.is.State, c.is.Amount, tx.Now(), tx.Viewer().Person); err != nil {
			return Sum{}, err
		}
		if err := audit.Note(tx, "dues.put", "member", c.is.Member, org, map[string]any{"month": month, "before": []any{c.was.State, c.was.Amount}, "after": []any{c.is.State, c.is.Amount}}); err != nil {
			return Sum{}, err
		}
	}
	sum := Add(month, all)
	if len(changes) == 0 {
		return sum, nil
	}
	_, err = tx.Exec(`insert into due_month (tenant, org, month, paid, waived, unpaid, amount, rule, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		on conflict (tenant, org, month) do update set paid = excluded.paid, waived = excluded.waived, unpaid = excluded.unpaid, amount = excluded.amount, rule = excluded.rule, at = excluded.at`,
		org, month, sum.Paid, sum.Waived, sum.Unpaid, sum.Amount, book.DuesPlace(month+"-01").Ref.String(), tx.Now())
	return sum, err
}

func judge(e Entry, prefix string, bad *fault.Fields) {
	switch {
	case !slices.Contains(States, e.State):
		bad.Add(prefix+"state", "dues_state")
	case e.Amount < 0 || e.Amount > vi.MostMoney:
		bad.Add(prefix+"amount", "dues_amount")
	case e.State == Paid && e.Amount == 0:
		bad.Add(prefix+"amount", "dues_amount_missing")
	case e.State != Paid && e.Amount != 0:
		bad.Add(prefix+"amount", "dues_amount_without")
	}
}

// whyNot says why a member is not in a cell's month.
func whyNot(rd *store.Reader, member, month string) error {
	_, next, _ := days(month)
	n, err := rd.Int(`select count(*) from member_span where tenant = $1 and member = $2 and from_day < $3`, member, next)
	if err != nil {
		return err
	}
	known, err := rd.Int(`select count(*) from member where tenant = $1 and id = $2`, member)
	switch {
	case err != nil:
		return err
	case known == 0:
		return fault.Missing()
	case n == 0:
		return fault.Bad("month", "dues_before_joining", "month", vi.ShowMonth(month))
	}
	return fault.Bad("member", "dues_elsewhere")
}
