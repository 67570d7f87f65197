package ward

import (
	"bytes"
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Month is the monthly table: GET /cap-uy/{cu}/thang/{ky}.
func Month(w http.ResponseWriter, r *page.Request) error {
	if !monthForm.MatchString(r.PathValue("ky")) {
		return fault.Missing()
	}
	var l look
	confirms, sends := false, false
	if err := r.Read(func(rd *store.Reader) (err error) {
		if l, err = read(rd, r, r.PathValue("ky")); err != nil {
			return err
		}
		if confirms, err = access.Can(rd, access.ScoreConfirm, l.top.ID); err == nil {
			sends, err = access.Can(rd, access.CountsSend, l.top.ID)
		}
		return err
	}); err != nil {
		return err
	}
	doors := []ui.Link{{Text: r.T("synthesis.door"), Href: link.Synthesis(l.top.Slug, l.month[:4]+"-nam")}}
	doors = append(doors, ui.Link{Text: r.T("inspection.door"), Href: link.WardChecks(l.top.Slug)})
	if confirms {
		doors = append(doors, ui.Link{Text: r.T("contents.scores"), Href: link.ConfirmScores(l.top.Slug)}, ui.Link{Text: r.T("gradingsheet.door"), Href: link.GradingSheet(l.top.Slug, l.month)}, ui.Link{Text: r.T("returns.door"), Href: link.Returns(l.top.Slug)})
	}
	if sends {
		doors = append(doors, ui.Link{Text: r.T("counts.door"), Href: link.Counts(l.top.Slug) + "?thang=" + l.month})
	}
	rows, next := l.paged(r)
	if next != nil {
		doors = append([]ui.Link{*next}, doors...)
	}
	heading := r.T("wardpage.table", "month", r.Month(l.month))
	return r.Page(w, 0, ui.Page{
		Title: heading + " · " + l.top.Name, Where: l.top.Name, Heading: heading, Wide: true, BarTitle: r.T("wardpage.table.bar"),
		Back: &ui.Link{Href: link.Committee(l.top.Slug) + "?thang=" + l.month}, Sub: r.T("wardpage.table.sub", "time", r.Moment(l.now.At), "count", l.now.Totals.Waiting),
		Primary: &ui.Action{Text: r.T("wardpage.export"), Href: link.MonthSheet(l.top.Slug, l.month), Icon: "download"},
	}, ShowMonth(MonthTable{
		Turn:  l.turned(r, func(m string) string { return link.Month(l.top.Slug, m) }),
		Table: table(r, l, rows), Doors: doors,
	}))
}

func columns(r *page.Request) []ui.Column {
	return []ui.Column{
		{Text: r.T("wardpage.col.cell")}, {Text: r.T("wardpage.col.state")}, {Text: r.T("wardpage.col.members"), Num: true}, {Text: r.T("wardpage.col.day"), Num: true},
		{Text: r.T("wardpage.col.came"), Num: true}, {Text: r.T("wardpage.col.given"), Num: true}, {Text: r.T("wardpage.col.done"), Num: true}, {Text: r.T("wardpage.col.overdue"), Num: true},
	}
}

// figures are a row's numbers; what is not known stays empty, never 0.
func figures(members, expected, present, given, done, overdue int, held bool, heldDay string) []ui.Cell {
	c := []ui.Cell{{Text: strconv.Itoa(members)}, {Text: heldDay}, {}, {}, {}, {Text: strconv.Itoa(overdue)}}
	if held && expected > 0 {
		c[2].Text = strconv.Itoa(present) + "/" + strconv.Itoa(expected)
	}
	if held {
		c[3].Text, c[4].Text = strconv.Itoa(given), strconv.Itoa(done)
	}
	return c
}

func table(r *page.Request, l look, rows []report.CellRow) ui.Table {
	t := ui.Table{Caption: r.T("wardpage.table.caption", "month", r.Month(l.month)), Columns: columns(r), Missing: l.now.Totals.Waiting}
	for _, c := range rows {
		state := stateTag(r, c)
		row := []ui.Cell{{Text: named(r, c), Href: link.CellSeen(l.top.Slug, c.Slug) + "?thang=" + l.month}, {Tag: &state}}
		t.Rows = append(t.Rows, append(row, figures(c.Members, c.Expected, c.Present, c.TasksGiven, c.TasksDone, c.TasksOverdue, c.HeldDay != "", day(c.HeldDay))...))
	}
	s := l.now.Totals
	t.Total = append([]ui.Cell{{Text: r.T("wardpage.total", "count", s.Cells)}, {Text: r.T("wardpage.total.met", "met", s.Met, "count", s.Cells)}},
		figures(s.Members, s.Expected, s.Present, s.TasksGiven, s.TasksDone, s.TasksOverdue, s.Met > 0, "")...)
	return t
}

// named is a cell by its short name, with the day from which it stood here no more.
func named(r *page.Request, c report.CellRow) string {
	if c.GoneOn == "" {
		return short(c.Name)
	}
	return short(c.Name) + " · " + r.T("wardpage.gone", "day", vi.ShowDay(c.GoneOn))
}

// MonthFile is the same table as a file: GET /cap-uy/{cu}/thang/{ky}/tai.
func MonthFile(w http.ResponseWriter, r *page.Request) error {
	if !monthForm.MatchString(r.PathValue("ky")) {
		return fault.Missing()
	}
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = read(rd, r, r.PathValue("ky")); return }); err != nil {
		return err
	}
	full := sheet.Sheet{Name: r.T("wardpage.file.sheet", "month", number(l.month)), Frozen: true, Widths: []float64{6, 34, 22, 10, 14, 10, 10, 10, 10, 10}}
	full.Header = append(full.Header, r.T("wardpage.col.n"))
	for _, c := range columns(r) {
		full.Header = append(full.Header, c.Text)
	}
	full.Header = append(full.Header[:5:5], append([]string{r.T("wardpage.col.present"), r.T("wardpage.col.expected")}, full.Header[6:]...)...)
	gaps := sheet.Sheet{Name: r.T("wardpage.file.gaps"), Header: []string{r.T("wardpage.col.cell"), r.T("wardpage.col.state")}, Widths: []float64{34, 30}}
	for i, c := range l.now.Rows {
		full.Rows = append(full.Rows, fileRow(r, i+1, c))
		if c.State != report.Sealed && c.State != report.New {
			gaps.Rows = append(gaps.Rows, []any{c.Name, stateTag(r, c).Text})
		}
	}
	s := l.now.Totals
	full.Rows = append(full.Rows, []any{nil, r.T("wardpage.total", "count", s.Cells), r.T("table.missing", "count", s.Waiting), s.Members, nil, s.Present, s.Expected, s.TasksGiven, s.TasksDone, s.TasksOverdue},
		[]any{nil, r.T("wardpage.table.sub", "time", r.Moment(l.now.At), "count", s.Waiting)})
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{full, gaps}); err != nil {
		return err
	}
	return page.Save(w, sheet.Type, "bang-thang-"+l.month+".xlsx", b.Bytes())
}

func fileRow(r *page.Request, n int, c report.CellRow) []any {
	row := []any{n, c.Name, stateTag(r, c).Text, nil, nil, nil, nil, nil, nil, c.TasksOverdue}
	if c.GoneOn == "" { // its members are counted where they went
		row[3] = c.Members
	} else {
		row[2] = stateTag(r, c).Text + " · " + r.T("wardpage.gone", "day", vi.ShowDay(c.GoneOn))
	}
	if c.HeldDay != "" {
		row[4], row[7], row[8] = vi.ShowDay(c.HeldDay), c.TasksGiven, c.TasksDone
		if c.Expected > 0 {
			row[5], row[6] = c.Present, c.Expected
		}
	}
	return row
}

// Cells lists whom to phone: GET /cap-uy/{cu}/chi-bo.
func Cells(w http.ResponseWriter, r *page.Request) error {
	var l look
	var c Calls
	err := r.Read(func(rd *store.Reader) (err error) {
		if l, err = read(rd, r, r.URL.Query().Get("thang")); err != nil {
			return err
		}
		c = Calls{}
		may, err := access.Can(rd, access.SilenceRemind, l.top.ID)
		if err != nil {
			return err
		}
		for _, cell := range l.now.Rows {
			if cell.State != report.Silent {
				continue
			}
			who, err := secretary(rd, cell.Org)
			if err != nil {
				return err
			}
			one := call(r, l, cell, who)
			if may {
				x := wordOn(r, l.top.Slug, cell)
				one.Remind = &x
			}
			c.Cells = append(c.Cells, one)
		}
		return nil
	})
	if err != nil {
		return err
	}
	back := link.Committee(l.top.Slug) + "?thang=" + l.month
	c.Why, c.Empty = r.T("wardpage.calls.why"), r.T("wardpage.calls.none")
	heading := r.T("wardpage.calls", "count", len(c.Cells), "month", number(l.month))
	return r.Page(w, 0, ui.Page{
		Title: heading + " · " + l.top.Name, Where: l.top.Name, Heading: heading, Back: &ui.Link{Href: back},
		Primary: &ui.Action{Text: r.T("wardpage.open.table", "month", number(l.month)), Href: link.Month(l.top.Slug, l.month)},
	}, ShowCalls(c))
}

func call(r *page.Request, l look, c report.CellRow, who contact) Call {
	out := Call{Cell: short(c.Name), Href: link.CellSeen(l.top.Slug, c.Slug) + "?thang=" + l.month, Text: silence(r, c, report.CellRow{}, l.today), Who: r.T("wardpage.nosecretary")}
	if who.Name != "" {
		out.Who = r.T("wardpage.secretary", "name", who.Name)
	}
	if who.Phone != "" {
		out.Tel = &ui.Link{Text: r.T("wardpage.tel.number", "phone", who.Phone), Href: "tel:" + digits(who.Phone), Name: r.T("wardpage.tel.number.of", "phone", who.Phone, "name", who.Name)}
	}
	return out
}

// Cell is one cell as the level above sees it: GET /cap-uy/{cu}/chi-bo/{cb}.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var l look
	var s Seen
	var cell org.Org
	err := r.Read(func(rd *store.Reader) (err error) {
		if l, err = read(rd, r, r.URL.Query().Get("thang")); err != nil {
			return err
		}
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		s, err = seen(rd, r, l, cell)
		return err
	})
	if err != nil {
		return err
	}
	return r.Page(w, 0, ui.Page{
		Title: cell.Name + " · " + r.Month(l.month) + " · " + l.top.Name, Where: l.top.Name, Heading: cell.Name, Sub: upper(r.Month(l.month)),
		Back:    &ui.Link{Href: link.Committee(l.top.Slug) + "?thang=" + l.month},
		Primary: s.primary(r, l),
	}, ShowSeen(s))
}

func (s Seen) primary(r *page.Request, l look) *ui.Action {
	if s.Resolution != "" {
		return &ui.Action{Text: r.T("wardpage.seen.resolution"), Href: s.Resolution}
	}
	return &ui.Action{Text: r.T("wardpage.open.table", "month", number(l.month)), Href: link.Month(l.top.Slug, l.month)}
}

func seen(rd *store.Reader, r *page.Request, l look, cell org.Org) (Seen, error) {
	var s Seen
	past, err := report.Cell(rd, r.Book, cell.ID, 12)
	if err != nil {
		return s, err
	}
	who, err := secretary(rd, cell.ID)
	if err != nil {
		return s, err
	}
	for _, c := range l.now.Rows {
		if c.Org == cell.ID {
			s.State, s.Facts = stateTag(r, c), facts(r, c, who)
		}
	}
	if s.State.Text == "" {
		return s, fault.Missing() // not among the cells of this committee that month
	}
	if err := s.word(rd, r, l, cell); err != nil {
		return s, err
	}
	all, _, err := task.Of(rd, task.Filter{Org: cell.ID, State: "open", Limit: 200})
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return s, err
	}
	for _, t := range all {
		s.Tasks = append(s.Tasks, taskRow(r, t, ""))
	}
	papers, err := minutes.OfMonth(rd, cell.ID, l.month)
	if err != nil && fault.KindOf(err) != fault.NotFound { // who sees counts only sees no papers
		return s, err
	}
	for _, p := range papers {
		row := ui.Row{Href: link.PaperPage(p.ID), Icon: "lock", Kind: "sealed", Title: r.T("proofpage.type."+p.Type) + " " + r.No(p.Symbol)}
		if p.Version > 1 {
			row.Second = r.T("proofpage.version.corrected", "n", p.Version-1)
		}
		s.Links = append(s.Links, row)
		if p.Type == "resolution" && s.Resolution == "" {
			s.Resolution = row.Href
		}
	}
	sees, err := access.Can(rd, access.DirectiveView, cell.ID)
	if err != nil {
		return s, err
	}
	if sees {
		s.Links = append(s.Links, ui.Row{Href: link.CellDirectives(l.top.Slug, cell.Slug), Icon: "mail", Title: r.T("directive.cell")})
	}
	if sees, err = access.Can(rd, access.VisitView, cell.ID); err != nil {
		return s, err
	}
	if sees {
		s.Links = append(s.Links, ui.Row{Href: link.Visits(cell.Slug), Icon: "handshake", Title: r.T("visit.door")})
	}
	help, err := helpRows(rd, r, cell)
	if err != nil {
		return s, err
	}
	s.Links = append(s.Links, help...)
	s.Turn = l.turned(r, func(m string) string { return link.CellSeen(l.top.Slug, cell.Slug) + "?thang=" + m })
	s.Table = ui.Table{Caption: r.T("wardpage.seen.table"), Columns: columns(r)}
	s.Table.Columns[0].Text = r.T("wardpage.col.month")
	row := ui.StripRow{Label: short(cell.Name)}
	s.Strip = &ui.Strip{Caption: r.T("wardpage.seen.caption")}
	for i := len(past) - 1; i >= 0; i-- {
		s.Strip.Months, row.Cells = append(s.Strip.Months, number(past[i].Month)), append(row.Cells, mark(past[i]))
	}
	s.Strip.Rows = []ui.StripRow{row}
	for _, c := range past {
		t := stateTag(r, c)
		s.Table.Rows = append(s.Table.Rows, append([]ui.Cell{{Text: upper(r.Month(c.Month))}, {Tag: &t}},
			figures(c.Members, c.Expected, c.Present, c.TasksGiven, c.TasksDone, c.TasksOverdue, c.HeldDay != "", day(c.HeldDay))...))
	}
	if len(past) == 0 {
		s.Strip = nil
	}
	return s, nil
}

func facts(r *page.Request, c report.CellRow, who contact) []ui.Pair {
	out := []ui.Pair{{Term: r.T("wardpage.fact.now"), Text: stateText(r, c)}}
	if c.GoneOn != "" {
		out = append(out, ui.Pair{Term: r.T("wardpage.fact.gone"), Text: vi.ShowDay(c.GoneOn)})
	}
	if who.Name != "" {
		out = append(out, ui.Pair{Term: r.T("wardpage.fact.secretary"), Text: who.Name})
	}
	if who.Phone != "" {
		out = append(out, ui.Pair{Term: r.T("wardpage.fact.phone"), Text: who.Phone, Href: "tel:" + digits(who.Phone)})
	}
	out = append(out, ui.Pair{Term: r.T("wardpage.col.members"), Text: strconv.Itoa(c.Members)})
	if c.DueDay != "" {
		out = append(out, ui.Pair{Term: r.T("wardpage.fact.due"), Text: vi.ShowDay(c.DueDay)})
	}
	return out
}

func taskRow(r *page.Request, t task.Task, cell string) ui.Task {
	state := "task.state." + t.State
	if t.Overdue {
		state = "task.state.overdue"
	}
	out := ui.Task{Title: t.Deed, Owner: cell, Due: r.T("wardpage.task.due", "day", vi.ShowDay(t.Due))}
	if t.ReportAt != "" {
		out.ReportAt = r.Month(t.ReportAt)
	}
	mark := tag(r, state)
	out.Tag = &mark
	return out
}

// Tasks lists the overdue tasks of all cells, by cell and text, never by
// person: GET /cap-uy/{cu}/nhiem-vu.
func Tasks(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var list []ui.Task
	next := ""
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		names := map[string]string{}
		cells, err := org.Cells(rd, rd.Today())
		if err != nil {
			return err
		}
		for _, c := range cells {
			names[c.ID] = short(c.Name)
		}
		all, more, err := task.Of(rd, task.Filter{State: "overdue", After: r.URL.Query().Get("sau")})
		list, next = nil, more
		for _, t := range all {
			list = append(list, taskRow(r, t, names[t.Org]))
		}
		return err
	})
	if err != nil {
		return err
	}
	heading := r.T("wardpage.tasks")
	p := ui.Page{Title: heading + " · " + top.Name, Where: top.Name, Heading: heading, Back: &ui.Link{Href: link.Committee(top.Slug)},
		Primary: &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(top.Slug)}}
	var more *ui.Link
	if next != "" {
		more = &ui.Link{Text: r.T("wardpage.next"), Href: link.CommitteeTasks(top.Slug) + "?sau=" + next}
	}
	return r.Page(w, 0, p, ShowTasks(list, more))
}
