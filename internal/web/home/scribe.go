package home

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// scribes are the posts of those who write a committee's minutes and the circle
// they do it in.
var scribes = map[access.Post]access.Circle{access.CommitteeScribe: access.OfCommittee, access.StandingScribe: access.OfStanding}

// scribed is the address of the committee's meeting whose scribe the viewer is,
// "" where it has ended a moment ago.
func scribed(r *page.Request, p page.Post) (at string, err error) {
	err = r.Read(func(rd *store.Reader) error {
		m, err := meeting.Scribed(rd, p.Org, scribes[p.Post])
		if fault.KindOf(err) == fault.NotFound {
			return nil
		}
		if err == nil {
			at = link.Meeting(p.OrgSlug, link.Period(m.Period, m.Kind, m.N))
		}
		return err
	})
	return at, err
}

// toScribed leads the scribe of a committee to its meeting: his home until the
// minutes are confirmed.
func toScribed(w http.ResponseWriter, r *page.Request, p page.Post) error {
	at, err := scribed(r, p)
	if err != nil {
		return err
	}
	if at == "" {
		at = link.Contents
	}
	return r.See(w, at)
}

// scribeRows lead to that meeting from the contents.
func scribeRows(r *page.Request, p page.Post, row func(key, icon, href string) ui.Row) []ui.Row {
	at, err := scribed(r, p)
	if err != nil || at == "" {
		return nil
	}
	return []ui.Row{row("scribed", "file-pen-line", at)}
}
