package members

import (
	"net/http"
	"strconv"

	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// groups are the parts of a preview, those that need a look first.
var groups = []struct {
	key string
	tag ui.Tag
	n   func(member.Counts) int
}{
	{"doubtful", ui.Tag{Kind: "warn", Icon: "triangle-alert"}, func(c member.Counts) int { return c.Doubtful }},
	{"refused", ui.Tag{Kind: "bad", Icon: "ban"}, func(c member.Counts) int { return c.Refused }},
	{"new", ui.Tag{Kind: "ok", Icon: "plus"}, func(c member.Counts) int { return c.New }},
	{"moved", ui.Tag{Kind: "act", Icon: "arrow-right"}, func(c member.Counts) int { return c.Moved }},
	{"changed", ui.Tag{Kind: "act", Icon: "pen-line"}, func(c member.Counts) int { return c.Changed }},
	{"gone", ui.Tag{Kind: "mute", Icon: "circle-help"}, func(c member.Counts) int { return c.Gone }},
	{"same", ui.Tag{Kind: "mute", Icon: "check"}, func(c member.Counts) int { return c.Same }},
}

const previewRows = 50

// preview is the fourth step: counts, and the rows of one group with reasons.
func preview(w http.ResponseWriter, r *page.Request, status int, top org.Org, m member.Import) error {
	here := link.Import(top.Slug, m.ID) + "?buoc=4"
	only := r.URL.Query().Get("xem")
	p := Preview{Commit: link.ImportCommit(top.Slug, m.ID), Action: link.Import(top.Slug, m.ID), None: r.T("memberpage.preview.none")}
	known := false
	for _, g := range groups {
		known = known || g.key == only
	}
	for _, g := range groups {
		n := g.n(m.Counts)
		if !known && n > 0 {
			only, known = g.key, true
		}
		if n > 0 {
			p.Counts = append(p.Counts, ui.Row{Href: here + "&xem=" + g.key + "#dong", Icon: g.tag.Icon, Kind: g.tag.Kind, Title: r.T("memberpage.group."+g.key, "count", n), Second: r.T("memberpage.group." + g.key + ".help")})
		}
	}
	p.Only, p.Title = only, r.T("memberpage.rows", "group", r.T("memberpage.verdict."+only))
	after, _ := strconv.Atoi(r.URL.Query().Get("sau"))
	var rows []member.ImportRow
	if err := r.Read(func(rd *store.Reader) (err error) {
		rows, err = member.ImportRows(rd, m.ID, only, after, previewRows+1)
		return
	}); err != nil {
		return err
	}
	if len(rows) > previewRows {
		rows = rows[:previewRows]
		p.Next = &ui.Link{Text: r.T("wardpage.next"), Href: here + "&xem=" + only + "&sau=" + strconv.Itoa(rows[previewRows-1].Line) + "#dong"}
	}
	for _, row := range rows {
		p.Lines = append(p.Lines, lineOf(r, row, only))
	}
	good := m.Counts.New + m.Counts.Moved + m.Counts.Changed
	f := frame(r, top, link.Import(top.Slug, m.ID)+"?buoc=3")
	f.Sub = m.FileName
	p.Summary = r.T("memberpage.summary", "total", m.Total-m.Counts.Gone, "good", good, "doubt", m.Counts.Doubtful, "bad", m.Counts.Refused)
	if p.Ready = good > 0; p.Ready {
		f.Primary = &ui.Action{Text: r.T("memberpage.commit", "count", good), Form: form.ID}
	} else {
		p.Summary = r.T("memberpage.summary.nothing", "total", m.Total-m.Counts.Gone)
		f.Primary = &ui.Action{Text: r.T("memberpage.another"), Href: link.Imports(top.Slug)}
	}
	return r.Page(w, status, f, ShowPreview(p))
}

// lineOf tells one row: which line, who, what was noticed and what to do.
func lineOf(r *page.Request, row member.ImportRow, only string) Line {
	name := row.Taken["full_name"]
	for _, other := range []string{row.Cells["full_name"], row.Taken["name"], row.Cells["name"]} {
		if name == "" {
			name = other
		}
	}
	l := Line{Title: r.T("memberpage.line", "line", row.Line, "name", name), Second: row.Taken["organisation"]}
	if row.Change == "gone" {
		l.Title = name
	}
	for _, g := range groups {
		if g.key == row.Verdict || row.Verdict == "ok" && g.key == row.Change {
			l.Tag = g.tag
			l.Tag.Text = r.T("memberpage.verdict." + g.key)
		}
	}
	for _, f := range row.Findings {
		l.Doubts = append(l.Doubts, doubt(r, row.Line, f))
	}
	if row.Verdict == "doubtful" {
		l.Accept, l.AcceptName = strconv.Itoa(row.Line), r.T("memberpage.accept.of", "line", row.Line, "name", name)
	}
	return l
}

// doubt tells one finding: a difference as both values, anything else as its
// sentence with what was understood, and what to do.
func doubt(r *page.Request, line int, f member.Finding) Doubt {
	taken, detail := shown(r, f.Taken), shown(r, f.Detail)
	words := []any{"field", f.Field, "taken", taken, "detail", detail, "line", line}
	var d Doubt
	if f.Code == "changed" {
		d.Text = r.T("memberpage.differs", "field", title(r, f.Field), "taken", taken)
		if detail != "" {
			d.Text = r.T("memberpage.differs.from", "field", title(r, f.Field), "taken", taken, "detail", detail)
		}
		return d
	}
	d.Text = r.T("import.finding."+f.Code, words...)
	if taken != "" {
		d.Text += r.T("memberpage.taken", "taken", taken)
	}
	if detail != "" {
		d.Text += r.T("memberpage.detail", "detail", detail)
	}
	d.Text += "."
	hint := f.Hint
	if hint == "" {
		hint = f.Code
	}
	if r.Words.Has("import.hint." + hint) {
		d.Hint = r.T("import.hint."+hint, words...)
	}
	return d
}

// shown writes a value as people do.
func shown(r *page.Request, s string) string {
	switch {
	case vi.ValidDay(s):
		return vi.ShowDay(s)
	case s == "male" || s == "female":
		return r.T("memberpage.sex." + s)
	case activities[s].Icon != "":
		return r.T("memberpage.activity." + s)
	}
	return s
}

// title is a field's name: the rules of members first, then those of organisations.
func title(r *page.Request, key string) string {
	if f, ok := r.Book.Fields(store.Day(r.DB.Now())).Find(key); ok {
		return r.Either(f.TitleVI, f.TitleEN)
	}
	if r.Words.Has("memberpage.org." + key) {
		return r.T("memberpage.org." + key)
	}
	return r.T("memberpage.field.other")
}
