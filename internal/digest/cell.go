package digest

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/concern"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/reminder"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/silence"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// cells are what those who lead a cell, or sit in its committee, look after.
func cells(rd *store.Reader, book *rule.Book, grants []access.Grant, n counts) error {
	for _, org := range in(grants, access.Secretary, access.Deputy) {
		for _, ask := range []func(*store.Reader, *rule.Book, string, counts) error{month, given, asked} {
			if err := ask(rd, book, org, n); err != nil {
				return err
			}
		}
	}
	seated := in(grants, access.Secretary, access.Deputy, access.Committee)
	for _, org := range seated {
		papers, err := document.Waiting(rd, meeting.Meeting{Org: org, Day: rd.Today()})
		if err != nil {
			return err
		}
		n["cell_papers"] += len(papers)
	}
	if len(seated) == 0 {
		return nil
	}
	looks, err := reminder.Open(rd)
	for _, x := range looks {
		if slices.Contains(seated, x.Org) && x.Due(rd.Today()) {
			n["cell_looks"]++
		}
	}
	return err
}

// month is what the cell's meetings owe upwards.
func month(rd *store.Reader, book *rule.Book, org string, n counts) error {
	silent, err := silence.Waiting(rd, book, org)
	if err != nil {
		return err
	}
	n["cell_silent"] += len(silent)
	late, err := campaign.LateBy(rd, rd.Today())
	if err != nil {
		return err
	}
	n["cell_campaigns"] += late[org].N
	all, _, err := meeting.List(rd, meeting.Filter{Org: org, Limit: 6})
	for _, m := range all {
		switch {
		case !m.At(meeting.Closed) || m.At(meeting.Reported):
		case m.At(meeting.Sealed):
			n["cell_results"]++
		default:
			n["cell_minutes"]++
		}
	}
	return err
}

// given are the cell's tasks.
func given(rd *store.Reader, _ *rule.Book, org string, n counts) error {
	tasks, err := task.Open(rd, org)
	for _, t := range tasks {
		switch state, _ := t.Shown(rd.Today()); {
		case t.AskedDue != "" || t.State == task.Help && t.Helper == "":
			n["cell_asks"]++
		case state == "overdue":
			n["cell_overdue"]++
		case state == "due_soon":
			n["cell_soon"]++
		}
	}
	return err
}

// asked is who waits for the cell's answer: whoever raised something, asked for exemption,
// or asked about a score.
func asked(rd *store.Reader, _ *rule.Book, org string, n counts) error {
	raised, err := concern.OfCell(rd, org)
	if err != nil {
		return err
	}
	for _, c := range raised {
		switch {
		case c.State != concern.Open || c.Answerer != concern.AtCell:
		case c.Late:
			n["cell_concerns_late"]++
		default:
			n["cell_concerns"]++
		}
	}
	exempt, err := standing.Waiting(rd, org)
	if err != nil {
		return err
	}
	n["cell_asks"] += len(exempt)
	scores, err := quality.Unanswered(rd, org)
	n["cell_questions"] += len(scores)
	return err
}

// charges are the cells a member of the committee above answers for, or an officer of an
// advisory body follows.
func charges(rd *store.Reader, book *rule.Book, grants []access.Grant, n counts) error {
	mine := append(in(grants, access.InCharge), in(grants, access.Adviser)...)
	for _, org := range mine {
		m, err := report.Ward(rd, book, org, vi.MonthOf(rd.Today()))
		if err != nil {
			return err
		}
		n["charge_silent"] += m.Totals.Silent
	}
	if len(mine) == 0 {
		return nil
	}
	all, err := concern.Entrusted(rd)
	for _, c := range all {
		if c.State == concern.Open {
			n["charge_concerns"]++
		}
	}
	return err
}
