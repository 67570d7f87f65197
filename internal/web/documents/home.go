package documents

import (
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// home is the page a file belongs to.
func home(rd *store.Reader, a document.Attachment) (string, error) {
	if a.Document != "" {
		d, err := directive.Get(rd, a.Document)
		if fault.KindOf(err) == fault.NotFound {
			return link.Document(a.Document), nil
		}
		if err != nil {
			return "", err
		}
		o, err := org.Get(rd, d.Org)
		return link.Directive(o.Slug, d.ID), err
	}
	m, err := meeting.Get(rd, a.Meeting)
	if err != nil {
		return "", err
	}
	o, err := org.Get(rd, m.Org)
	return link.Announce(o.Slug, link.Period(m.Period, m.Kind, m.N)), err
}
