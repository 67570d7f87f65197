package meetings

import (
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// records lead from a line of the agenda to the record it comes from, by the
// kind of the source; id is the line's SourceID.
var records = map[string]func(s sitting, id string) string{
	"task":     func(_ sitting, id string) string { return link.Task(id) },
	"document": func(_ sitting, id string) string { return link.Document(id) },
	"date": func(s sitting, id string) string { // kind, member, day
		if _, rest, ok := strings.Cut(id, "."); ok {
			if one, _, ok := strings.Cut(rest, "."); ok && one != "" {
				return link.Member(one)
			}
		}
		return link.Members(s.Slug)
	},
	"dues": func(s sitting, _ string) string { return link.Members(s.Slug) },
}

// record is the way to what a line is about; nil where there is no record.
func (s sitting) record(r *page.Request, i meeting.Item) *ui.Link {
	to := records[i.SourceKind]
	if to == nil || i.Secret || !r.Words.Has("prepare.record."+i.SourceKind) {
		return nil
	}
	return &ui.Link{Text: r.T("prepare.record." + i.SourceKind), Href: to(s, i.SourceID)}
}
