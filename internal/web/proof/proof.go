// Package proof holds the pages of sealed papers and their proof: the versions
// of a paper, a correction on its way, the book of minutes and its numbers, and
// the page on which anyone checks a proof file or the code of a printed paper.
package proof

import (
	"net/url"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func word(r *page.Request, key string, args ...any) string { return r.T("proofpage."+key, args...) }

// moment is "21:22 ngày 03/12/2026".
func moment(r *page.Request, ms int64) string {
	return word(r, "moment", "time", store.Clock(ms).Format("15:04"), "day", vi.ShowDay(store.Day(ms)))
}

func month(r *page.Request, period string) string { return r.Month(period) }

// versionName is "Bản 1" or "Bản đính chính lần 1".
func versionName(r *page.Request, v int) string {
	if v == 1 {
		return word(r, "version.first")
	}
	return word(r, "version.corrected", "n", v-1)
}

// once is store.Once for a form.
func once(tx *store.Tx, r *page.Request, fn func() error) error {
	sent := struct {
		Path string
		Form url.Values
	}{r.URL.Path, r.PostForm}
	_, err := store.Once(tx, r.Key(), sent, func() (bool, error) { return true, fn() })
	return err
}

// write runs fn once for each showing of the form.
func write(r *page.Request, fn func(tx *store.Tx) error) error {
	return r.Write(func(tx *store.Tx) error { return once(tx, r, func() error { return fn(tx) }) })
}

// seat is where a paper comes from: its meeting's address where the viewer may
// open it.
type seat struct {
	Cell org.Org
	M    meeting.Meeting
	Ky   string
}

func seatOf(rd *store.Reader, s minutes.Sealed) (seat, bool, error) {
	m, err := meeting.Get(rd, s.Meeting)
	if store.IsNoRow(err) {
		return seat{}, false, nil
	}
	if err != nil {
		return seat{}, false, err
	}
	if reads, err := meeting.Can(rd, m, access.MinutesView); err != nil || !reads { // knows the meeting, not its papers' page
		return seat{}, false, err
	}
	cell, err := org.Get(rd, m.Org)
	return seat{cell, m, link.Period(m.Period, m.Kind, m.N)}, err == nil, err
}

// back leads to the meeting's papers, else home.
func (s seat) back(known bool) string {
	if !known {
		return link.Home
	}
	return link.Done(s.Cell.Slug, s.Ky)
}

// frame is the page around one paper.
func frame(r *page.Request, heading string, s minutes.Sealed, cell, back string) ui.Page {
	return ui.Page{Title: heading + " · " + r.Numbered(s.Symbol) + " · " + cell, Where: cell, Heading: heading, Sub: r.Numbered(s.Symbol), Back: &ui.Link{Href: back}}
}
