package duty

import (
	"cmp"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Turn is one member who reports at a meeting, with the duties and what was
// said of each there.
type Turn struct {
	Someone
	Duties []Said
}

// Said is a duty with the words a meeting heard about it, empty until then.
type Said struct {
	Duty
	Words string
}

// waiting is who has duties, and since which month he has not been heard.
type waiting struct {
	Someone
	key   string // name key
	since string // month of the last report heard at a meeting, else of the giving
}

// pick says whose turn it is in a month: those who have waited longest, as many
// as it takes to hear everybody within the window, and in any case everybody
// whose window ends now. Who was absent stays first in line and takes nobody's
// place: his window is over, so he comes on top. Among those who have waited
// equally long the name decides, nothing else.
func pick(all []waiting, month string, limits rule.Duties) []waiting {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b waiting) int {
		return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.key, b.key), cmp.Compare(a.Member, b.Member))
	})
	due := 0
	for _, w := range all {
		if months(w.since, month) >= limits.HearWithinMonths {
			due++
		}
	}
	return all[:min(max(limits.PerMeeting(len(all)), due), len(all))]
}

// months is how many months b is after a.
func months(a, b string) int {
	n := func(m string) int {
		y, _ := strconv.Atoi(m[:4])
		mo, _ := strconv.Atoi(m[5:7])
		return y*12 + mo
	}
	if len(a) < 7 || len(b) < 7 {
		return 0
	}
	return n(b) - n(a)
}

// InTurn says who reports standing duties at a meeting, in name order. Only the
// meeting of the month hears them. It follows from the reports heard before, so
// it is the same to whoever asks and needs no list of its own.
func InTurn(rd *store.Reader, book *rule.Book, m meeting.Meeting) ([]Turn, error) {
	if err := access.Must(rd, access.DutyView, m.Org); err != nil {
		return nil, err
	}
	if !meeting.OfMonth(m.Kind) {
		return nil, nil
	}
	limits := book.Duties(m.Day)
	all, err := queue(rd, limits, m)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	chosen := pick(all, m.Period, limits)
	slices.SortFunc(chosen, func(a, b waiting) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.Member, b.Member)) })
	said, err := heardAt(rd, m)
	var out []Turn
	for _, w := range chosen {
		t := Turn{Someone: w.Someone}
		for _, s := range said {
			if s.Member == w.Member {
				t.Duties = append(t.Duties, s)
			}
		}
		out = append(out, t)
	}
	return out, err
}

func queue(rd *store.Reader, limits rule.Duties, m meeting.Meeting) ([]waiting, error) {
	type one struct {
		waiting
		activity, given, adopted string
	}
	all, err := store.All(rd, func(row store.Scan) (o one, err error) {
		err = row(&o.Member, &o.Name, &o.key, &o.activity, &o.given, &o.adopted, &o.since)
		return
	}, `select d.member, p.full_name, p.name_key, s.activity, min(d.given_on), y.adopted_on,
			coalesce((select max(h.period) from duty x join duty_event e on e.tenant = x.tenant and e.duty = x.id join meeting h on h.tenant = e.tenant and h.id = e.meeting
				where x.tenant = $1 and x.member = d.member and e.kind = 'report' and h.period < $4), '')
		from duty d join duty_year y on y.tenant = d.tenant and y.org = d.org and y.year = d.year
		join member m on m.tenant = d.tenant and m.id = d.member join person p on p.tenant = m.tenant and p.id = m.person
		join member_span s on s.tenant = d.tenant and s.member = d.member and s.org = d.org and s.from_day <= $5 and (s.to_day is null or s.to_day > $5) and s.standing <> 'ended'
		where d.tenant = $1 and d.org = $2 and d.year = cast($3 as integer) and d.ended_on is null and d.given_on < $5
		group by d.member, p.full_name, p.name_key, s.activity, y.adopted_on`, m.Org, m.Period[:4], m.Period, m.Day)
	var out []waiting
	for _, o := range all {
		if !limits.Gives(o.activity) {
			continue
		}
		if o.since == "" {
			o.since = vi.MonthOf(max(o.given, o.adopted))
		}
		out = append(out, o.waiting)
	}
	return out, err
}

// heardAt are the duties of the year with what this meeting heard of them.
func heardAt(rd *store.Reader, m meeting.Meeting) ([]Said, error) {
	return store.All(rd, func(row store.Scan) (s Said, err error) {
		s.Duty, err = scan(func(dest ...any) error { return row(append(dest, &s.Words)...) })
		return
	}, `select `+columns+`, coalesce((select e.note from duty_event e where e.tenant = d.tenant and e.duty = d.id and e.kind = 'report' and e.meeting = $5 order by e.at desc, e.id desc limit 1), '')`+from+`
		where d.tenant = $1 and d.org = $2 and d.year = cast($3 as integer) and d.ended_on is null and d.given_on <= $4 order by p.name_key, d.member, d.given_on, d.id`, m.Org, m.Period[:4], m.Day, m.ID)
}

// HeardAt are the reports on standing duties a meeting heard, in name order:
// for its minutes.
func HeardAt(rd *store.Reader, m meeting.Meeting) ([]Said, error) {
	if err := access.Must(rd, access.MinutesView, m.Org); err != nil {
		return nil, err
	}
	all, err := heardAt(rd, m)
	return slices.DeleteFunc(all, func(s Said) bool { return s.Words == "" }), err
}
