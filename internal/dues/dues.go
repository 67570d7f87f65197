// Package dues keeps, for each member and month, whether the dues were paid,
// waived or are still owed, and how many đồng: what the cell needs at its
// meeting and what minutes and resolution print. The rates of regulation
// 01-QĐ/TW and what is sent up come on the same key. Amounts are whole đồng.
package dues

import (
	"fmt"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The states of a member's month; "" is not taken down yet and counts as owed.
const (
	Paid   = "paid"
	Waived = "waived"
	Unpaid = "unpaid"
)

// States lists what may be taken down.
var States = []string{Paid, Waived, Unpaid}

// Line is one member's month.
type Line struct {
	Member, Name, NameKey string
	Activity              string // on the last day of the month on which he stands in the cell
	Ended                 string // the day the membership ended, if within the month
	State                 string // paid, waived, unpaid, "" not taken down
	Amount                int64  // đồng
	Version               int64  // 0 while nothing is taken down
	Usual                 int64  // what was paid the last time before, a proposal
}

// Sum are the counts of a month, without names.
type Sum struct {
	Month                string
	Paid, Waived, Unpaid int
	Amount               int64 // đồng paid
	Entered              bool  // something was taken down
}

// Sentence is the line of minutes and resolution, always Vietnamese; "" while
// nothing was taken down.
func (s Sum) Sentence() string {
	if !s.Entered {
		return ""
	}
	return fmt.Sprintf("Đảng phí %s: %d đồng chí đã nộp %s, %d đồng chí được miễn, %d đồng chí chưa nộp.", vi.ShowMonth(s.Month), s.Paid, vi.ShowMoney(s.Amount), s.Waived, s.Unpaid)
}

// Add counts a list.
func Add(month string, all []Line) Sum {
	s := Sum{Month: month}
	for _, l := range all {
		s.Entered = s.Entered || l.State != ""
		switch l.State {
		case Paid:
			s.Paid++
			s.Amount += l.Amount
		case Waived:
			s.Waived++
		default:
			s.Unpaid++
		}
	}
	return s
}

// OfMonth lists a cell's month in name order, to those who take dues down and
// to the deputy. A member stands in the list of the cell in which he is on the
// last day of the month on which he stands anywhere, so that one who moves, or
// whose cell is merged, in mid-month is asked once; what another cell took down
// already is not asked again, and what was taken down here stays here.
func OfMonth(rd *store.Reader, book *rule.Book, org, month string) ([]Line, error) {
	if err := access.Must(rd, access.DuesView, org); err != nil {
		return nil, err
	}
	return lines(rd, book, org, month)
}

// Counts are the month's counts as last taken down, for whoever sees the
// cell's meetings; Entered is false where nothing was.
func Counts(rd *store.Reader, org, month string) (Sum, error) {
	if err := access.Must(rd, access.MeetingView, org); err != nil {
		return Sum{}, err
	}
	all, err := store.All(rd, func(scan store.Scan) (s Sum, err error) {
		s.Month, s.Entered = month, true
		err = scan(&s.Paid, &s.Waived, &s.Unpaid, &s.Amount)
		return
	}, `select paid, waived, unpaid, amount from due_month where tenant = $1 and org = $2 and month = $3`, org, month)
	if err != nil || len(all) == 0 {
		return Sum{Month: month}, err
	}
	return all[0], nil
}

// Latest are the counts of a month, or of the one before while nothing of it is
// taken down; without either nothing is said about anybody. For whoever sees
// the cell's meetings.
func Latest(rd *store.Reader, org, month string) (Sum, error) {
	if err := access.Must(rd, access.MeetingView, org); err != nil {
		return Sum{}, err
	}
	all, err := store.All(rd, func(scan store.Scan) (s Sum, err error) {
		s.Entered = true
		err = scan(&s.Month, &s.Paid, &s.Waived, &s.Unpaid, &s.Amount)
		return
	}, `select month, paid, waived, unpaid, amount from due_month where tenant = $1 and org = $2 and month in ($3, $4) order by month desc limit 1`, org, month, vi.PrevMonth(month))
	if err != nil || len(all) == 0 {
		return Sum{Month: month}, err
	}
	return all[0], nil
}

// Owing counts those of a cell who have not paid a month, taken down or not,
// for whoever prepares the meeting.
func Owing(rd *store.Reader, book *rule.Book, org, month string) (int, error) {
	if err := access.Must(rd, access.MeetingPrepare, org); err != nil {
		return 0, err
	}
	all, err := lines(rd, book, org, month)
	return Add(month, all).Unpaid, err
}

func lines(rd *store.Reader, book *rule.Book, org, month string) ([]Line, error) {
	first, next, ok := days(month)
	if !ok {
		return nil, fault.Bad("month", "dues_month")
	}
	outside := book.DuesPlace(first).Outside
	type found struct {
		Line
		org string
	}
	all, err := store.All(rd, func(scan store.Scan) (f found, err error) {
		err = scan(&f.Member, &f.Name, &f.NameKey, &f.Activity, &f.Ended, &f.State, &f.Amount, &f.Version, &f.org)
		return
	}, `select m.id, p.full_name, p.name_key, s.activity, coalesce(m.ended_on, ''), coalesce(d.state, ''), coalesce(d.amount, 0), coalesce(d.version, 0), coalesce(d.org, '')
		from member_span s cross join member m cross join person p left join due d on d.tenant = m.tenant and d.member = m.id and d.month = $5
		where s.tenant = $1 and s.org = $2 and s.from_day < $4 and (s.to_day is null or s.to_day > $3)
			and m.tenant = s.tenant and m.id = s.member and p.tenant = m.tenant and p.id = m.person
			and not exists (select 1 from member_span f where f.tenant = s.tenant and f.member = s.member and f.from_day > s.from_day and f.from_day < $4)
		union all
		select m.id, p.full_name, p.name_key, '', coalesce(m.ended_on, ''), d.state, d.amount, d.version, d.org
		from due d cross join member m cross join person p
		where d.tenant = $1 and d.org = $2 and d.month = $5 and m.tenant = d.tenant and m.id = d.member and p.tenant = m.tenant and p.id = m.person`, org, first, next, month)
	if err != nil {
		return nil, err
	}
	var out []Line
	have := map[string]bool{}
	for _, f := range all {
		if f.Ended < first || f.Ended >= next {
			f.Ended = ""
		}
		switch {
		case have[f.Member]:
		case f.org != "" && f.org != org: // another cell took it down before the move
		case f.State == "" && (f.Ended != "" || slices.Contains(outside, f.Activity)):
		default:
			have[f.Member] = true
			out = append(out, f.Line)
		}
	}
	slices.SortFunc(out, func(a, b Line) int {
		if c := strings.Compare(a.NameKey, b.NameKey); c != 0 {
			return c
		}
		return strings.Compare(a.Member, b.Member)
	})
	return out, nil
}

// days are the first day of a month and of the next.
func days(month string) (first, next string, ok bool) {
	first = month + "-01"
	if len(month) != 7 || !vi.ValidDay(first) {
		return "", "", false
	}
	return first, vi.NextMonth(month) + "-01", true
}

// Own is one month of the viewer's own dues.
type Own struct {
	Month, State string
	Amount       int64
}

// Mine lists the viewer's own months of a year, oldest first.
func Mine(rd *store.Reader, year string) ([]Own, error) {
	return store.All(rd, func(scan store.Scan) (o Own, err error) { err = scan(&o.Month, &o.State, &o.Amount); return },
		`select d.month, d.state, d.amount from member m cross join due d where m.tenant = $1 and m.person = $2 and d.tenant = m.tenant and d.member = m.id and d.month >= $3 and d.month <= $4 order by d.month`,
		rd.Viewer().Person, year+"-01", year+"-12")
}

// Owed counts the months of a year which a cell took down as not paid. It asks
// no right: a room that has asked one reads it.
func Owed(rd *store.Reader, member, year string) (int, error) {
	n, err := rd.Int(`select count(*) from due where tenant = $1 and member = $2 and month >= $3 and month <= $4 and state = 'unpaid'`, member, year+"-01", year+"-12")
	return int(n), err
}
