package quality

import (
	"strconv"

	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// thought is the code of the agenda lines about ideology, criticism and
// self-criticism, as the templates have it.
const thought = "morale"

// counted is one row of what the rooms know of a meeting.
type counted struct {
	what     string
	num, den int64
}

// countAll is everything of one meeting that is a plain count, in one statement;
// every part begins at an index.
const countAll = `
	select 'roll', coalesce(sum(case when k.status in ('present', 'late', 'left_early') then 1 else 0 end), 0), coalesce(sum(case when r.expected or k.status in ('present', 'late', 'left_early') then 1 else 0 end), 0)
		from meeting_roll r left join mark k on k.tenant = r.tenant and k.meeting = r.meeting and k.member = r.member where r.tenant = $1 and r.meeting = $2 and r.stage = 'open'
	union all select 'marks', count(*), coalesce(sum(case when k.status = 'unexcused' and r.expected then 1 else 0 end), 0)
		from mark k join meeting_roll r on r.tenant = k.tenant and r.meeting = k.meeting and r.stage = 'open' and r.member = k.member where k.tenant = $1 and k.meeting = $2
	union all select 'items', coalesce(sum(case when conclusion <> '' then 1 else 0 end), 0), count(*) from agenda_item where tenant = $1 and meeting = $2 and not secret
	union all select 'drafts', coalesce(sum(case when draft <> '' then 1 else 0 end), 0), 0 from agenda_item where tenant = $1 and meeting = $2
	union all select 'files', count(*), 0 from attachment where tenant = $1 and meeting = $2 and role = 'draft_resolution' and gone_at is null
	union all select 'praise', count(*), 0 from praise where tenant = $1 and meeting = $2
	union all select 'reminders', count(*), 0 from reminder where tenant = $1 and meeting = $2
	union all select 'speakers', count(distinct member), count(*) from opinion where tenant = $1 and meeting = $2
	union all select 'tasks', coalesce(sum(case when owner <> '' and due <> '' then 1 else 0 end), 0), count(*) from resolution_item where tenant = $1 and meeting = $2
	union all select 'voted', coalesce(sum(case when passed then 1 else 0 end), 0), count(*) from vote where tenant = $1 and meeting = $2 and matter = 'resolution'
	union all select 'minutes', coalesce(sum(case when passed then 1 else 0 end), 0), count(*) from vote where tenant = $1 and meeting = $2 and matter = 'minutes'
	union all select 'heard', coalesce(sum(case when v.result in ('done', 'done_late') then 1 else 0 end), 0), count(*)
		from task_at_opening a left join evaluation v on v.tenant = a.tenant and v.meeting = a.meeting and v.task = a.task where a.tenant = $1 and a.meeting = $2
	union all select 'judged', count(*), 0 from evaluation where tenant = $1 and meeting = $2
	union all select 'premeeting', count(*), 0 from premeeting where tenant = $1 and meeting = $2 and version > 0
	union all select 'papers', coalesce(sum(case when deadline = 0 or at <= deadline then 1 else 0 end), 0), count(*) from papers_sent where tenant = $1 and meeting = $2
	union all select 'lacks', count(*), 0 from shortcoming where tenant = $1 and meeting = $2 and lines <> '' and lines <> '[]'
	union all select 'leaders', count(*), 0 from post_holding where tenant = $1 and org = $3 and post in ('deputy', 'committee') and from_day <= $4 and (to_day is null or to_day > $4)
	union all select 'themes', count(*), 0 from meeting where tenant = $1 and org = $3 and period = $5 and kind in ('thematic', 'combined') and opened_at is not null`

// facts counts what a meeting shows, metric by metric. It asks for no right and
// names nobody; the caller has asked.
func facts(rd *store.Reader, book *rule.Book, m meeting.Meeting) (rule.Facts, error) {
	f := rule.Facts{Of: map[string]rule.Fact{}, Not: map[string]bool{}}
	all, err := store.All(rd, func(scan store.Scan) (c counted, err error) { err = scan(&c.what, &c.num, &c.den); return }, countAll, m.ID, m.Org, m.Day, m.Period)
	if err != nil {
		return f, err
	}
	n, of := map[string]int64{}, map[string]int64{}
	for _, c := range all {
		n[c.what], of[c.what] = c.num, c.den
	}
	yes := func(metric string, is bool) {
		f.Of[metric] = rule.Fact{}
		if is {
			f.Of[metric] = rule.Fact{Num: 1}
		}
	}
	f.Not["no_previous"] = of["heard"] == 0
	f.Not["no_committee"] = n["leaders"] == 0
	f.Not["no_thematic"] = n["themes"] == 0
	premet, told, papers := n["premeeting"] > 0 || m.Premeeting != "", m.AnnouncedAt > 0, n["papers"] > 0
	yes("premeeting", premet)
	yes("notice", told)
	yes("papers_ahead", papers)
	prepared := []bool{told, papers}
	if n["leaders"] > 0 {
		prepared = append(prepared, premet)
	}
	f.Of["preparation"] = ratio(prepared)
	yes("draft_ready", n["drafts"]+n["files"] > 0)
	yes("thematic_held", n["themes"] > 0)
	if m.OpenedAt == 0 {
		return f, nil
	}
	if n["marks"] > 0 {
		f.Of["attendance_rate"] = rule.Fact{Num: n["roll"], Den: of["roll"]}
		f.Of["unexcused"] = rule.Fact{Num: of["marks"]}
		f.Of["speakers_rate"] = rule.Fact{Num: min(n["speakers"], n["roll"]), Den: n["roll"]}
	}
	f.Of["praised"] = rule.Fact{Num: n["praise"] + n["reminders"]}
	f.Of["items_concluded"] = rule.Fact{Num: n["items"], Den: of["items"]}
	f.Of["results_rate"] = rule.Fact{Num: n["heard"], Den: of["heard"]}
	f.Of["tasks_assigned"] = rule.Fact{Num: n["tasks"], Den: of["tasks"]}
	if of["tasks"] > 0 || of["voted"] > 0 || m.At(meeting.Closed) {
		yes("resolution_voted", n["voted"] > 0)
	}
	if of["minutes"] > 0 {
		yes("minutes_agreed", n["minutes"] > 0)
	}
	done := []bool{m.Scribe != "", n["marks"] > 0, n["items"] > 0, n["speakers"] > 0, of["tasks"] > 0, n["voted"] > 0, n["lacks"] > 0}
	if of["heard"] > 0 {
		done = append(done, n["judged"] > 0)
	}
	f.Of["steps"] = ratio(done)
	if err := clocks(rd, book, m, f); err != nil {
		return f, err
	}
	return f, excused(rd, m, f)
}

// ratio is how many of some yes and no are yes.
func ratio(list []bool) rule.Fact {
	out := rule.Fact{Den: int64(len(list))}
	for _, is := range list {
		if is {
			out.Num++
		}
	}
	return out
}

// clocks measures what the hours of the evening show.
func clocks(rd *store.Reader, book *rule.Book, m meeting.Meeting, f rule.Facts) error {
	kind, err := meeting.Kind(rd, book, m)
	if err != nil {
		return err
	}
	regime := book.Regime(m.Day, kind)
	until := rd.Now()
	if m.ClosedAt > 0 {
		until = m.ClosedAt
	}
	if asked, lasted := int64(regime.Minutes(m.Kind)), (until-m.OpenedAt)/60_000; asked > 0 {
		f.Of["length_rate"] = rule.Fact{Num: lasted, Den: asked}
		f.Of["length_short"] = rule.Fact{Num: max(0, asked-lasted), Den: asked}
	}
	f.Of["start_late"] = rule.Fact{Num: max(0, (m.OpenedAt-m.StartsAt)/60_000)}
	if regime.Day > 0 && meeting.OfMonth(m.Kind) {
		f.Of["on_day"] = rule.Fact{}
		if m.Day == m.Period+"-"+twoDigits(regime.Day) {
			f.Of["on_day"] = rule.Fact{Num: 1}
		}
	}
	if regime.ReportDays > 0 {
		switch due := vi.AddDays(m.Day, regime.ReportDays); {
		case m.ReportedAt > 0 && store.Day(m.ReportedAt) <= due:
			f.Of["reported"] = rule.Fact{Num: 1}
		case m.ReportedAt > 0, rd.Today() > due:
			f.Of["reported"] = rule.Fact{}
		}
	}
	return talked(rd, m, until, f)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// talked adds up how long the lines about ideology and criticism lasted: from
// where one was begun to where the next was.
func talked(rd *store.Reader, m meeting.Meeting, until int64, f rule.Facts) error {
	type begun struct {
		code string
		at   int64
	}
	all, err := store.All(rd, func(scan store.Scan) (b begun, err error) { err = scan(&b.code, &b.at); return },
		`select code, started_at from agenda_item where tenant = $1 and meeting = $2 and started_at > 0 order by started_at, position`, m.ID)
	sum, seen := int64(0), false
	for n, b := range all {
		if b.code != thought {
			continue
		}
		end := until
		if n+1 < len(all) {
			end = all[n+1].at
		}
		sum, seen = sum+max(0, end-b.at), true
	}
	if seen {
		f.Of["thought_minutes"] = rule.Fact{Num: sum / 60_000}
	}
	return err
}

// excused finds the longest run of meetings of the month in the year that one
// comrade stayed away from with a reason: the number alone.
func excused(rd *store.Reader, m meeting.Meeting, f rule.Facts) error {
	if !meeting.OfMonth(m.Kind) {
		return nil
	}
	longest, run, last := int64(0), int64(0), ""
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		member, status := "", ""
		err := scan(&member, &status)
		if member != last {
			run, last = 0, member
		}
		if status == "excused" {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
		return struct{}{}, err
	}, `select r.member, coalesce(k.status, '') from meeting m cross join meeting_roll r left join mark k on k.tenant = r.tenant and k.meeting = r.meeting and k.member = r.member
		where m.tenant = $1 and m.org = $2 and m.period >= $3 and m.period <= $4 and `+meeting.WhereOfMonth+` and m.opened_at is not null
			and r.tenant = m.tenant and r.meeting = m.id and r.stage = 'open' and r.expected order by r.member, m.period`, m.Org, m.Period[:4]+"-01", m.Period)
	f.Of["excused_running"] = rule.Fact{Num: longest}
	return err
}
