package ward

import (
	"chibo/internal/desk"
	"chibo/internal/report"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// marks are the tag of each reason.
var marks = map[string]ui.Tag{
	desk.Papers:   {Kind: "warn", Icon: "clock-alert"},
	desk.Clash:    {Kind: "warn", Icon: "triangle-alert"},
	desk.FewCame:  {Kind: "warn", Icon: "triangle-alert"},
	desk.Unled:    {Kind: "warn", Icon: "user-check"},
	desk.FewCan:   {Kind: "warn", Icon: "users"},
	desk.TermOver: {Kind: "warn", Icon: "calendar"},
	desk.Concern:  {Kind: "bad", Icon: "clock-alert"},
	desk.Campaign: {Kind: "warn", Icon: "clock-alert"},
	desk.Unread:   {Kind: "warn", Icon: "clock-alert"},
	desk.Score:    {Kind: "warn", Icon: "clock-alert"},
}

// tagOf is the mark of a reason: its picture and its word.
func tagOf(r *page.Request, why desk.Reason) ui.Tag {
	switch why.Code {
	case desk.Silent:
		return tag(r, "meeting.state.silent")
	case desk.Missed:
		return tag(r, "meeting.state.missed")
	case desk.HeldLate:
		return tag(r, "meeting.state.held_late")
	case desk.Overdue:
		return tag(r, "task.state.overdue")
	}
	t := marks[why.Code]
	t.Text = r.T("wardpage.why."+why.Code+".tag", "least", why.Of)
	return t
}

// textOf is a reason as a sentence.
func textOf(r *page.Request, c report.CellRow, why desk.Reason, before report.CellRow, on string) string {
	switch why.Code {
	case desk.Silent:
		return silence(r, c, before, on)
	case desk.Missed:
		unmet, _ := r.Book.Silence(why.Day).Find(why.Why)
		return r.T("wardpage.why.missed", "day", day(why.Day), "why", r.Either(unmet.VI, unmet.EN))
	case desk.HeldLate:
		if why.Excused {
			return r.T("wardpage.heldlate.reason", "day", day(why.Day))
		}
		return r.T("wardpage.heldlate.why", "day", day(why.Day))
	}
	return r.T("wardpage.why."+why.Code, "count", why.N, "of", why.Of, "day", day(why.Day), "date", shown(why.Day), "with", short(why.With))
}

// shown is a day with its year, nothing for none.
func shown(d string) string {
	if d == "" {
		return ""
	}
	return vi.ShowDay(d)
}

func silence(r *page.Request, c, before report.CellRow, today string) string {
	text := ""
	if c.PlannedDay != "" {
		text = r.T("wardpage.silent.planned", "day", day(c.PlannedDay), "count", vi.DaysBetween(c.DueDay, today))
	} else {
		text = r.T("wardpage.silent.unplanned", "count", vi.DaysBetween(c.DueDay, today))
	}
	if c.RemindedOn != "" {
		text += " " + r.T("silence.reminded.short", "day", day(c.RemindedOn))
	}
	if before.Org != "" {
		switch state := mark(before).State; {
		case before.Meeting == "":
		case state == "late":
			text += " " + r.T("wardpage.before.late", "month", number(before.Month))
		case state == "silent":
			text += " " + r.T("wardpage.before.silent", "month", number(before.Month))
		}
	}
	return text
}

// text is the first reason as a sentence, and how many more there are.
func text(r *page.Request, b desk.Board, f desk.Exception) string {
	text := textOf(r, f.Cell, f.Reasons[0], b.Before[f.Cell.Org], b.On)
	if n := len(f.Reasons) - 1; n > 0 {
		text += " " + r.T("wardpage.more", "count", n)
	}
	return text
}
