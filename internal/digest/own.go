package digest

import (
	"chibo/internal/access"
	"chibo/internal/concern"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// own are the viewer's own tasks and the answers that wait for his word.
func own(rd *store.Reader, _ *rule.Book, _ []access.Grant, n counts) error {
	tasks, err := task.Mine(rd)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		switch state, _ := t.Shown(rd.Today()); state {
		case "overdue":
			n["own_overdue"]++
		case "due_soon":
			n["own_soon"]++
		}
	}
	raised, err := concern.Mine(rd)
	for _, c := range raised {
		if c.State == concern.Answered && c.ClosedOn == "" {
			n["own_answered"]++
		}
	}
	return err
}

// meetings are those announced for the next days in a cell the viewer stands in.
func meetings(rd *store.Reader, book *rule.Book, grants []access.Grant, n counts) error {
	until := vi.AddDays(rd.Today(), book.Rhythm(rd.Today()).SoonDays)
	for _, org := range in(grants, access.Member) {
		all, _, err := meeting.List(rd, meeting.Filter{Org: org, Limit: 12})
		if err != nil {
			return err
		}
		for _, m := range all {
			if m.State == meeting.Announced && m.Day >= rd.Today() && m.Day <= until {
				n["meetings_soon"]++
			}
		}
	}
	return nil
}
