package meetings

import (
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// records lead from a line of the agenda to the record it comes from, by the
// kind of the source; id is the line's SourceID, "" that there is no way.
var records = map[string]func(s sitting, r *page.Request, id string) string{
	"task":     sitting.task,
	"document": func(_ sitting, _ *page.Request, id string) string { return link.Document(id) },
	"date": func(s sitting, _ *page.Request, id string) string { // kind, member, day
		if _, rest, ok := strings.Cut(id, "."); ok {
			if one, _, ok := strings.Cut(rest, "."); ok && one != "" {
				return link.Member(one)
			}
		}
		return link.Members(s.Slug)
	},
	"dues": sitting.paid,
	"duty": func(s sitting, r *page.Request, _ string) string {
		if !opens(r, func(rd *store.Reader) error { return access.Must(rd, access.DutyView, s.M.Org) }) {
			return ""
		}
		year, _ := strconv.Atoi(s.M.Day[:4])
		return link.Duties(s.Slug, year)
	},
	"topic": func(s sitting, _ *page.Request, _ string) string {
		if !s.Plans || !s.M.OnTopic() {
			return ""
		}
		return link.Topic(s.Slug, s.Ky)
	},
	"matters": func(s sitting, r *page.Request, _ string) string {
		if !opens(r, func(rd *store.Reader) error { return access.Must(rd, access.DutyView, s.M.Org) }) {
			return ""
		}
		return link.Matters(s.Slug) + "?nam=" + s.M.Day[:4]
	},
	"targets": func(s sitting, r *page.Request, _ string) string {
		if !opens(r, func(rd *store.Reader) error { return access.Must(rd, access.ProgrammeView, s.M.Org) }) {
			return ""
		}
		if s.M.OfCommittee() {
			return link.OwnProgrammes(s.Slug)
		}
		return link.Programmes(s.Slug)
	},
	"shortcoming": sitting.namedIn,
	"exemption":   sitting.request,
}

// opens tells whether what asks lets the viewer through; a way is shown to nobody else.
func opens(r *page.Request, asks func(rd *store.Reader) error) bool { return r.Read(asks) == nil }

// task is the page of a task: its owner, its helper and who sees the cell's tasks.
func (s sitting) task(r *page.Request, id string) string {
	if !opens(r, func(rd *store.Reader) error {
		all, err := access.Can(rd, access.TaskView, s.M.Org)
		if err != nil || all {
			return err
		}
		_, err = task.Get(rd, id)
		return err
	}) {
		return ""
	}
	return link.Task(id)
}

// paid is the month's list of dues.
func (s sitting) paid(r *page.Request, month string) string {
	if !opens(r, func(rd *store.Reader) error { return access.Must(rd, access.DuesView, s.M.Org) }) {
		return ""
	}
	return link.Dues(s.Slug, month)
}

// request is the page on which a request for exemption stands: the member's own,
// or that of those who lead the cell.
func (s sitting) request(r *page.Request, id string) (to string) {
	_ = r.Read(func(rd *store.Reader) error { // whoever may not read it is shown no way
		to = ""
		x, err := standing.Get(rd, id)
		if err != nil {
			return err
		}
		to = link.Exemption(x.Member)
		if self, err := member.Self(rd, x.Member); err != nil || !self {
			return err
		}
		if err := member.Must(rd, access.StatusPropose, x.Member); err != nil {
			to = link.OwnExemption
		}
		return nil
	})
	return to
}

// namedIn is the minutes in which the shortcomings were named.
func (s sitting) namedIn(r *page.Request, _ string) string {
	var last meeting.Meeting
	if err := r.Read(func(rd *store.Reader) (err error) { last, err = meeting.Before(rd, s.M); return }); err != nil {
		return ""
	}
	return link.Minutes(s.Slug, link.Period(last.Period, last.Kind, last.N))
}

// record is the way to what a line is about; nil where there is no record.
func (s sitting) record(r *page.Request, i meeting.Item) *ui.Link {
	to := records[i.SourceKind]
	if to == nil || i.Secret || !r.Words.Has("prepare.record."+i.SourceKind) {
		return nil
	}
	href := to(s, r, i.SourceID)
	if href == "" {
		return nil
	}
	return &ui.Link{Text: r.T("prepare.record." + i.SourceKind), Href: href}
}
