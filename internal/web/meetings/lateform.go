package meetings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// LateSection is a part of the form under its own heading.
type LateSection struct {
	Title, Text string
	Rows        []LateRow
}

// LateRow are fields that belong together: one absentee, one line, one task.
type LateRow struct {
	Title string
	Parts []templ.Component
}

const mostRows = 40 // of one kind: a form has an end

// usual is what a month begins with that nobody has typed anything of: what was
// registered, else the rule's day, the last meeting's hour, place and people,
// and the lines of the template.
func (p paperMonth) usual(rd *store.Reader, r *page.Request) (minutes.Late, error) {
	in := p.draft.Late
	day, h, m := p.M.Period+"-03", 19, 30
	regime := r.Book.Regime(p.M.Period+"-01", rule.OrgKind(p.Cell.Kind))
	if regime.Day > 0 {
		day = fmt.Sprintf("%s-%02d", p.M.Period, regime.Day)
	}
	before, _, err := meeting.List(rd, meeting.Filter{Org: p.Cell.ID, Kind: p.M.Kind, Limit: 12})
	if err != nil {
		return in, err
	}
	if at := slices.IndexFunc(before, func(x meeting.Meeting) bool { return x.Chair != "" && x.Scribe != "" }); at >= 0 {
		last := before[at]
		in.Chair, in.Scribe, in.Place = last.Chair, last.Scribe, last.Place
		h, m = store.Clock(last.StartsAt).Hour(), store.Clock(last.StartsAt).Minute()
	}
	if in.Chair == "" {
		in.Chair = rd.Viewer().Person
	}
	in.Begin = moment(day, h, m)
	if p.M.ID != "" {
		in.Begin, in.Place, in.DayReason = p.M.StartsAt, p.M.Place, p.M.DayReason
		if p.M.Chair != "" {
			in.Chair, in.Scribe = p.M.Chair, p.M.Scribe
		}
		items, err := meeting.Items(rd, p.M.ID)
		if err != nil {
			return in, err
		}
		for _, i := range items {
			in.Items = append(in.Items, minutes.LateItem{ID: i.ID, Title: i.Title})
		}
	}
	if len(in.Items) == 0 {
		for _, l := range r.Book.Agenda(day, rule.OrgKind(p.Cell.Kind), p.M.Kind).Lines {
			if !l.Studies() {
				in.Items = append(in.Items, minutes.LateItem{Title: l.TitleVI})
			}
		}
	}
	in.End = in.Begin + int64(regime.Minutes(p.M.Kind))*60_000
	return in, nil
}

// sections are the form from top to bottom, in the order of the paper minutes.
func (p paperMonth) sections(r *page.Request) []LateSection {
	return slices.Concat([]LateSection{
		{Title: late(r, "when"), Rows: []LateRow{{Parts: p.whenFields(r)}}},
		{Title: late(r, "absent"), Text: late(r, "absent.how", "count", p.expected()), Rows: p.markRows(r)},
	}, p.duesSection(r), []LateSection{
		{Title: late(r, "items"), Text: late(r, "items.how"), Rows: p.itemRows(r)},
		{Title: late(r, "reviewed"), Text: p.reviewedText(r), Rows: p.reviewRows(r)},
		{Title: late(r, "tasks"), Text: late(r, "tasks.how"), Rows: p.taskRows(r)},
		{Title: late(r, "votes"), Text: late(r, "votes.how"), Rows: p.voteRows(r)},
		{Title: late(r, "numbers"), Text: late(r, "numbers.how"), Rows: []LateRow{{Parts: []templ.Component{
			short(lateText(r, "numbers.minutes", "numbers.minutes", number(p.in.Numbers.Minutes, p.next.Minutes))),
			short(lateText(r, "numbers.resolution", "numbers.resolution", number(p.in.Numbers.Resolution, p.next.Resolution)))}}}},
	})
}

func number(typed, next int) string {
	if typed == 0 {
		typed = next
	}
	if typed == 0 {
		return ""
	}
	return strconv.Itoa(typed)
}

func (p paperMonth) expected() (n int) {
	for _, m := range p.roll {
		if m.Expected {
			n++
		}
	}
	return n
}

func (p paperMonth) reviewedText(r *page.Request) string {
	if len(p.reviewed) == 0 {
		return late(r, "reviewed.none")
	}
	return ""
}

func lateText(r *page.Request, name, label, stored string) ui.Field {
	return ui.Field{Name: name, Label: late(r, label), Value: form.Typed(r, name, stored), Error: r.Wrong(name)}
}

func short(f ui.Field) templ.Component {
	f.Short, f.InputMode = true, "numeric"
	return ui.TextField(f)
}

func (p paperMonth) whenFields(r *page.Request) []templ.Component {
	clockField := func(name, label string, at int64) templ.Component {
		f := lateText(r, name, label, hour(at))
		f.Short, f.Hint = true, word(r, "plan.hour.hint")
		return ui.TextField(f)
	}
	why := lateText(r, "day_reason", "day_reason", p.in.DayReason)
	why.Optional = true
	guests := lateText(r, "guests", "guests", p.guests())
	guests.Optional, guests.Hint = true, late(r, "guests.hint")
	out := []templ.Component{ui.DateField(lateText(r, "day", "day", vi.ShowDay(store.Day(p.in.Begin))), nil), clockField("begin", "begin", p.in.Begin), clockField("end", "end", p.in.End),
		ui.TextField(lateText(r, "place", "place", p.in.Place)), ui.Select(lateText(r, "chair", "chair", p.in.Chair), p.people(true)), ui.Select(lateText(r, "scribe", "scribe", p.in.Scribe), p.people(true))}
	if !p.M.OfCommittee() { // no day is laid down for one
		out = append(out, ui.TextField(why))
	}
	if p.M.Kind == meeting.Extraordinary {
		out = append(out, ui.TextField(lateText(r, "matter", "matter", p.in.Matter)), ui.TextField(lateText(r, "called_by", "called_by", p.in.CalledBy)))
	}
	interpreters := lateText(r, "interpreters", "interpreters", p.interpreters())
	interpreters.Optional, interpreters.Hint = true, late(r, "interpreters.hint")
	return append(out, ui.TextArea(guests, 2), ui.TextArea(interpreters, 2))
}

func (p paperMonth) guests() string {
	var out []string
	for _, g := range p.in.Guests {
		out = append(out, strings.TrimSuffix(g.FullName+", "+g.Capacity, ", "))
	}
	return strings.Join(out, "\n")
}

func (p paperMonth) interpreters() string {
	var out []string
	for _, i := range p.in.Interpreters {
		out = append(out, strings.TrimSuffix(i.FullName+", "+i.Language, ", "))
	}
	return strings.Join(out, "\n")
}

// people are those on the roll of the day, by person or by member.
func (p paperMonth) people(byPerson bool) []ui.Option {
	var out []ui.Option
	for _, m := range p.roll {
		o := ui.Option{Value: m.Member, Text: m.FullName}
		if byPerson {
			o.Value = m.Person
		}
		out = append(out, o)
	}
	return out
}

// rows is how many rows of a kind to show: those filled and some more.
func rows(r *page.Request, name string, filled, least, more int) int {
	for n := range mostRows {
		if r.FormValue(fmt.Sprintf(name, n)) != "" {
			filled = max(filled, n+1)
		}
	}
	return min(max(least, filled+more), mostRows)
}

func (p paperMonth) markRows(r *page.Request) (out []LateRow) {
	var what []ui.Option
	for _, reason := range attendance.Reasons {
		what = append(what, ui.Option{Value: attendance.Excused + "." + reason, Text: late(r, "mark.excused."+reason)})
	}
	for _, status := range []string{attendance.Unexplained, attendance.Unexcused, attendance.Late, attendance.LeftEarly, attendance.Present} {
		what = append(what, ui.Option{Value: status, Text: late(r, "mark."+status)})
	}
	for n := range rows(r, "marks.%d.member", len(p.in.Marks), 3, 1) {
		var k minutes.LateMark
		if n < len(p.in.Marks) {
			k = p.in.Marks[n]
		}
		name := fmt.Sprintf("marks.%d.", n)
		who, why := lateText(r, name+"member", "mark.member", k.Member), lateText(r, name+"what", "mark.what", strings.TrimSuffix(k.Status+"."+k.Reason, "."))
		why.Error = either(either(why.Error, r.Wrong(name+"reason")), r.Wrong(name+"status"))
		out = append(out, LateRow{late(r, "mark.row", "n", n+1), []templ.Component{ui.Select(who, p.people(false)), ui.Select(why, what)}})
	}
	return out
}

func (p paperMonth) itemRows(r *page.Request) (out []LateRow) {
	for n := range rows(r, "items.%d.title", len(p.in.Items), 1, 1) {
		var i minutes.LateItem
		if n < len(p.in.Items) {
			i = p.in.Items[n]
		}
		name := fmt.Sprintf("items.%d.", n)
		gist, conclusion := lateText(r, name+"gist", "item.gist", i.Gist), lateText(r, name+"conclusion", "item.conclusion", i.Conclusion)
		gist.Optional, conclusion.Optional = true, true
		out = append(out, LateRow{late(r, "item.row", "n", n+1), []templ.Component{hidden(name+"id", form.Typed(r, name+"id", i.ID)), ui.TextArea(lateText(r, name+"title", "item.title", i.Title), 2), ui.TextArea(conclusion, 2),
			further(late(r, "item.more"), gist.Value != "", ui.TextArea(gist, 2))}})
	}
	return out
}

func (p paperMonth) reviewRows(r *page.Request) (out []LateRow) {
	var results []ui.Option
	for _, k := range []string{"done", "done_late", "partly", "not_done"} {
		results = append(results, ui.Option{Value: k, Text: late(r, "result."+k)})
	}
	for n, t := range p.reviewed {
		var v minutes.LateReview
		if at := slices.IndexFunc(p.in.Reviewed, func(x minutes.LateReview) bool { return x.Task == t.ID }); at >= 0 {
			v = p.in.Reviewed[at]
		}
		name := fmt.Sprintf("reviewed.%d.", n)
		result, why := lateText(r, name+"result", "result", v.Result), lateText(r, name+"why", "result.why", v.Why)
		why.Optional = true
		out = append(out, LateRow{t.Deed + " · " + t.OwnerName, []templ.Component{hidden(name+"task", t.ID), ui.Radios(result, results), ui.TextField(why)}})
	}
	return out
}

func (p paperMonth) taskRows(r *page.Request) (out []LateRow) {
	due := vi.AddDays(vi.NextMonth(p.M.Period)+"-01", -1) // before the meeting that hears of it
	if due <= store.Day(p.in.Begin) {
		due = vi.AddDays(vi.NextMonth(vi.NextMonth(p.M.Period))+"-01", -1)
	}
	for n := range rows(r, "tasks.%d.deed", len(p.in.Tasks), 2, 1) {
		i := resolution.Item{Due: due}
		if n < len(p.in.Tasks) {
			i = p.in.Tasks[n]
		}
		name := fmt.Sprintf("tasks.%d.", n)
		measure := lateText(r, name+"measure", "task.measure", i.Measure)
		measure.Optional = true
		out = append(out, LateRow{late(r, "task.row", "n", n+1), []templ.Component{ui.TextArea(lateText(r, name+"deed", "task.deed", i.Deed), 2), ui.Select(lateText(r, name+"owner", "task.owner", i.Owner), p.people(false)),
			ui.DateField(lateText(r, name+"due", "task.due", vi.ShowDay(i.Due)), nil), ui.TextField(measure)}})
	}
	return out
}

func (p paperMonth) voteRows(r *page.Request) (out []LateRow) {
	for n := range rows(r, "votes.%d.subject", len(p.in.Votes), 2, 1) {
		var v minutes.LateVote
		if n < len(p.in.Votes) {
			v = p.in.Votes[n]
		}
		name := fmt.Sprintf("votes.%d.", n)
		num := func(field, label string, of int) templ.Component {
			stored := ""
			if n < len(p.in.Votes) {
				stored = strconv.Itoa(of)
			}
			return short(lateText(r, name+field, label, stored))
		}
		row := LateRow{late(r, "vote.resolution"), []templ.Component{hidden(name+"matter", "resolution"), hidden(name+"subject", late(r, "vote.subject.resolution"))}}
		if n > 0 {
			row = LateRow{late(r, "vote.row", "n", n), []templ.Component{hidden(name+"matter", "ordinary"), ui.TextField(lateText(r, name+"subject", "vote.subject", v.Subject))}}
		}
		row.Parts = append(row.Parts, num("for", "vote.for", v.For), num("against", "vote.against", v.Against), num("other", "vote.other", v.Other))
		if r.Wrong(name+"why") != "" || v.Why != "" || r.FormValue(name+"why") != "" {
			row.Parts = append(row.Parts, ui.TextField(lateText(r, name+"why", "vote.why", v.Why)))
		}
		out = append(out, row)
	}
	return out
}

// decode reads the form; a row with nothing in it is none.
func (p paperMonth) decode(r *page.Request, wrong *fault.Fields) minutes.Late {
	in := minutes.Late{Org: p.Cell.ID, Period: p.M.Period, Kind: p.M.Kind, Place: r.Text("place"), DayReason: r.Text("day_reason"), Matter: r.Text("matter"), CalledBy: r.Text("called_by"), Chair: r.Text("chair"), Scribe: r.Text("scribe"), Preamble: p.draft.Preamble}
	in.Begin = instant(r, "day", "begin", wrong)
	if h, m, ok := clock(r.Text("end")); ok && in.Begin > 0 {
		in.End = moment(store.Day(in.Begin), h, m)
	} else {
		wrong.Add("end", "hour_form")
	}
	for _, line := range lines(r.Long("guests")) {
		name, capacity, _ := strings.Cut(line, ",")
		in.Guests = append(in.Guests, meeting.Guest{FullName: strings.TrimSpace(name), Capacity: strings.TrimSpace(capacity)})
	}
	for _, line := range lines(r.Long("interpreters")) {
		name, language, _ := strings.Cut(line, ",")
		in.Interpreters = append(in.Interpreters, meeting.Interpreter{FullName: strings.TrimSpace(name), Language: strings.TrimSpace(language)})
	}
	for n := range mostRows {
		at := func(kind, field string) string { return fmt.Sprintf("%s.%d.%s", kind, n, field) }
		if who := r.Text(at("marks", "member")); who != "" {
			status, reason, _ := strings.Cut(r.Text(at("marks", "what")), ".")
			if status == "" {
				wrong.Add(at("marks", "what"), "mark_reason_needed")
			}
			in.Marks = append(in.Marks, minutes.LateMark{Member: who, Status: status, Reason: reason})
		}
		if title := r.Text(at("items", "title")); title != "" || r.Text(at("items", "conclusion")) != "" {
			in.Items = append(in.Items, minutes.LateItem{ID: r.Text(at("items", "id")), Title: title, Gist: r.Long(at("items", "gist")), Conclusion: r.Long(at("items", "conclusion"))})
		}
		if result := r.Text(at("reviewed", "result")); result != "" {
			in.Reviewed = append(in.Reviewed, minutes.LateReview{Task: r.Text(at("reviewed", "task")), Result: result, Why: r.Long(at("reviewed", "why"))})
		}
		if deed := r.Text(at("tasks", "deed")); deed != "" || r.Text(at("tasks", "owner")) != "" {
			in.Tasks = append(in.Tasks, resolution.Item{Deed: deed, Owner: r.Text(at("tasks", "owner")), Due: r.Day(at("tasks", "due"), wrong), Measure: r.Text(at("tasks", "measure")), ReportAt: vi.NextMonth(p.M.Period)})
		}
		if counted := r.Text(at("votes", "for")) + r.Text(at("votes", "against")) + r.Text(at("votes", "other")); counted != "" {
			in.Votes = append(in.Votes, minutes.LateVote{Subject: r.Text(at("votes", "subject")), Matter: r.Text(at("votes", "matter")), For: r.Number(at("votes", "for"), wrong), Against: r.Number(at("votes", "against"), wrong),
				Other: r.Number(at("votes", "other"), wrong), Why: r.Text(at("votes", "why"))})
		}
	}
	in.Dues = decodeDues(r, wrong)
	in.Numbers = minutes.Numbers{Minutes: r.Number("numbers.minutes", wrong), Resolution: r.Number("numbers.resolution", wrong)}
	if len(in.Tasks) == 0 {
		in.Numbers.Resolution = 0
	}
	return in
}
