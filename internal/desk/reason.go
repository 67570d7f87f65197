package desk

import (
	"chibo/internal/report"
	"chibo/internal/vi"
)

// What a cell may need somebody for.
const (
	Silent   = "silent"    // the report's day is over and nothing is known; N days ago
	Missed   = "missed"    // the cell said on Day that it does not meet, for the reason Why
	Papers   = "papers"    // it met, its papers are N days late
	Clash    = "clash"     // registered for the hour and place of another cell, With
	FewCame  = "few_came"  // N of Of expected came
	Unled    = "unled"     // no secretary
	FewCan   = "few_can"   // N official members of the Of it needs to resolve
	TermOver = "term_over" // its term ended on Day
	Concern  = "concern"   // N answers owed are late, the oldest by Of days
	Unread   = "unread"    // N papers sent down and not opened, the first sent on Day
	Campaign = "campaign"  // N results of campaigns owed since Day
	Score    = "score"     // the score voted on Day waits for the committee's word
	Overdue  = "overdue"   // N tasks past their day and not reported
	HeldLate = "held_late" // met on Day, after the day it should have
)

// Codes lists them, the gravest first (design 4.11). A task overdue is no reason by
// itself, nor is a score that waits: the desk leads to the lists of all of them.
var Codes = []string{Silent, Missed, Papers, Clash, FewCame, Unled, FewCan, TermOver, Concern, Unread, Campaign, Score, Overdue, HeldLate}

// Reason is why a cell needs somebody, with its count or day.
type Reason struct {
	Code    string `json:"code"`
	N       int    `json:"n,omitempty"`
	Of      int    `json:"of,omitempty"`
	Day     string `json:"day,omitempty"`
	With    string `json:"with,omitempty"`        // the other cell's name
	Told    string `json:"reminded_on,omitempty"` // the day the committee last asked after it
	Why     string `json:"why,omitempty"`         // key of rule cell.silence
	Excused bool   `json:"excused,omitempty"`     // another day was registered with a reason
}

// reasons lists why a cell needs somebody, in the order of Codes.
func (w whole) reasons(c report.CellRow) []Reason {
	var out []Reason
	add := func(is bool, r Reason) {
		if is {
			out = append(out, r)
		}
	}
	if c.GoneOn != "" { // its papers may still be owed; its secretary, members and tasks are elsewhere
		add(c.State == report.Late, Reason{Code: Papers, N: vi.DaysBetween(c.DueDay, w.on), Day: c.HeldDay})
		return out
	}
	met := c.HeldDay != ""
	add(c.State == report.Silent, Reason{Code: Silent, N: vi.DaysBetween(c.DueDay, w.on), Day: c.PlannedDay, Told: c.RemindedOn})
	add(c.State == report.Missed && c.AcceptedOn == "", Reason{Code: Missed, Day: c.MissedOn, Why: c.MissedWhy})
	add(c.State == report.Late, Reason{Code: Papers, N: vi.DaysBetween(c.DueDay, w.on), Day: c.HeldDay})
	other, both := w.clashes[c.Org]
	add(both, Reason{Code: Clash, Day: c.PlannedDay, With: other.Name})
	add(met && w.law.Few(c.Present, c.Expected), Reason{Code: FewCame, N: c.Present, Of: c.Expected})
	add(w.unled[c.Org], Reason{Code: Unled})
	few := w.few[c.Org]
	add(few.Few(), Reason{Code: FewCan, N: few.Official, Of: few.Least})
	ended := w.over[c.Org]
	add(ended != "", Reason{Code: TermOver, Day: ended})
	late := w.late[c.Org]
	add(late.N > 0, Reason{Code: Concern, N: late.N, Of: late.Days})
	papers := w.unread[c.Org]
	add(papers.N > 0 && w.law.Unread(papers.Sent, w.on), Reason{Code: Unread, N: papers.N, Day: papers.Sent})
	asked := w.asked[c.Org]
	add(asked.N > 0, Reason{Code: Campaign, N: asked.N, Day: asked.Due})
	voted := w.waits[c.Org]
	add(voted != "" && len(out) > 0 && w.law.Waits(voted, w.on), Reason{Code: Score, N: vi.DaysBetween(voted, w.on), Day: voted})
	add(c.TasksOverdue > 0 && len(out) > 0, Reason{Code: Overdue, N: c.TasksOverdue})
	add(met && !c.OnTime, Reason{Code: HeldLate, Day: c.HeldDay, Excused: c.Reason})
	return out
}
