package members

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// facts are what the record says of the standing: until when it lasts, in which
// other cell the member takes part meanwhile.
func facts(rd *store.Reader, r *page.Request, m member.Member) ([]ui.Pair, error) {
	var out []ui.Pair
	ends, err := member.EndsOn(rd, m.ID)
	if err != nil {
		return nil, err
	}
	if ends != "" {
		out = append(out, ui.Pair{Term: r.T("standing.fact.until"), Text: lastDay(ends)})
	}
	stay, err := member.StayOf(rd, m.ID, rd.Today())
	if err != nil || stay.Org == "" {
		return out, err
	}
	host, err := org.Get(rd, stay.Org)
	if fault.KindOf(err) == fault.NotFound { // the name of another cell is not everybody's to see
		return out, nil
	}
	return append(out, ui.Pair{Term: r.T("standing.fact.host"), Text: host.Name}), err
}

// ways lead from the record to what may be done about the standing.
func ways(rd *store.Reader, r *page.Request, m member.Member, edit bool) ([]ui.Link, error) {
	propose, err := access.Can(rd, access.StatusPropose, m.Org)
	if err != nil {
		return nil, err
	}
	var out []ui.Link
	lead, err := access.Can(rd, access.PrivacyFor, m.Org)
	if err != nil {
		return nil, err
	}
	if lead {
		out = append(out, ui.Link{Text: r.T("privacy.for.link"), Href: link.Requests(m.ID)}, ui.Link{Text: r.T("privacy.consent.for.link"), Href: link.Consent(m.ID)})
	}
	if propose {
		out = append(out, ui.Link{Text: r.T("standing.exemption"), Href: link.Exemption(m.ID)})
	}
	if edit {
		out = append(out, ui.Link{Text: r.T("standing.stay"), Href: link.Stay(m.ID)}, ui.Link{Text: r.T("standing.sent"), Href: link.Strengthen(m.ID)})
	}
	return out, nil
}

// asked is the question to the secretary about one who stays away, nil for
// everybody else and when there is nothing to ask.
func asked(rd *store.Reader, r *page.Request, m member.Member) (*ui.Note, error) {
	c, err := standing.CareFor(rd, r.Book, m.ID)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil || !c.Ask || m.Activity != "active" {
		return nil, err
	}
	return &ui.Note{Kind: "info", Icon: "circle-help", Text: careText(r, c) + " " + r.T("standing.care.ask")}, nil
}

// careText says what happened, without a reproach.
func careText(r *page.Request, c standing.Care) string {
	switch {
	case c.Row >= 2:
		return r.T("standing.care.row", "count", c.Row)
	case c.Year > 0:
		return r.T("standing.care.year", "count", c.Year)
	}
	return r.T("standing.care.dues", "count", c.Unpaid)
}
