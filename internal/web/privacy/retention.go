package privacy

import (
	"net/http"
	"strings"

	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// shownNights is how many nights the page lists.
const shownNights = 14

// Retention is how long each class is kept, what the nights took away, and who
// left and waits for the committee's decision: GET /cap-uy/{cu}/rieng-tu/luu-giu.
// Whoever keeps the machine reads it without names.
func Retention(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var classes []privacy.Class
	var runs []privacy.Run
	var former []privacy.Former
	var names bool
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if classes, err = privacy.Kept(rd, r.Book); err != nil {
			return err
		}
		if runs, err = privacy.Runs(rd, shownNights); err != nil {
			return err
		}
		if names, err = access.Can(rd, access.PrivacyKeep, top.ID); err != nil || !names {
			return err
		}
		former, err = privacy.AfterEnd(rd)
		return err
	}); err != nil {
		return err
	}
	if len(former) > 0 {
		if err := looked(r, top.ID, "roll"); err != nil {
			return err
		}
	}
	back := link.System()
	if names {
		back = link.Privacy(top.Slug)
	}
	f := ui.Page{Title: r.T("keeping.title") + " · " + top.Name, Where: top.Name, Heading: r.T("keeping.title"), Sub: r.T("keeping.sub"), Back: &ui.Link{Href: back}, Primary: &ui.Action{Text: r.T("memberpage.back"), Href: back}}
	if len(runs) == 0 {
		f.Banner = &ui.Note{Kind: "info", Text: r.T("keeping.none")}
	}
	return r.Page(w, 0, f, ShowRetention(classLines(r, classes), nightLines(r, classes, runs), formerRows(r, top.Slug, former), names))
}

// classLines say of each class how long it is kept and up to when it is gone.
func classLines(r *page.Request, all []privacy.Class) []ui.Line {
	lang := r.Words.Lang()
	var out []ui.Line
	for _, c := range all {
		line := ui.Line{Text: c.Title.In(lang), Second: c.Text().In(lang) + ". " + r.T("keeping.never")}
		if c.Acts {
			line.Second = c.Text().In(lang) + ". " + r.T("keeping.before", "day", vi.ShowDay(c.Before))
		}
		out = append(out, line)
	}
	return out
}

// nightLines say of each night how many rows went, by class.
func nightLines(r *page.Request, classes []privacy.Class, runs []privacy.Run) []ui.Line {
	lang := r.Words.Lang()
	titles := map[string]string{}
	for _, c := range classes {
		titles[c.Key] = c.Title.In(lang)
	}
	var out []ui.Line
	for i := 0; i < len(runs); {
		day, total, open := runs[i].Day, int64(0), false
		var parts []string
		for ; i < len(runs) && runs[i].Day == day; i++ {
			total += runs[i].Rows
			open = open || runs[i].DoneAt == 0
			if runs[i].Rows > 0 {
				parts = append(parts, r.T("keeping.rows", "what", titles[runs[i].Class], "count", vi.Number(runs[i].Rows)))
			}
		}
		line := ui.Line{Text: r.T("keeping.night", "day", vi.ShowDay(day), "count", vi.Number(total)), Second: strings.Join(parts, "; ")}
		if open {
			line.Second = r.T("keeping.broken")
		}
		out = append(out, line)
	}
	return out
}

// formerRows are those who are members no more, each with the page on which it is
// decided about his data.
func formerRows(r *page.Request, slug string, all []privacy.Former) []ui.Row {
	var out []ui.Row
	for _, f := range all {
		out = append(out, ui.Row{Href: link.DataState(slug, f.Person), Icon: "user-check", Title: f.Name, Second: r.T("keeping.ended", "day", vi.ShowDay(f.EndedOn), "cell", f.OrgName)})
	}
	return out
}
