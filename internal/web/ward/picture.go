package ward

import (
	"cmp"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/desk"
	"chibo/internal/quality"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Pictures are the desk's: each is a question, a sentence how to read it, the
// drawing, and its numbers beside it. What is nil is not known yet.
type Pictures struct {
	Strip  *ui.Strip
	Work   *Work
	Spread *Spread
	Gaps   *Gaps
	Asked  *Asked
}

// Asked is how far the campaign came that is due first.
type Asked struct {
	Caption, Spoken string
	Steps           []ui.SquareRow
	All             *ui.Link // where cell by cell stands
}

// Work is how far the tasks of the month before came.
type Work struct {
	Caption, Spoken string
	Bars            []ui.Bar
}

// Spread is who came where.
type Spread struct {
	Spoken string
	Target int
	Dots   []ui.Dot
	Below  []ui.Pair // cells below the mark, with their numbers
	All    *ui.Link  // where the numbers of all stand
}

// Gaps is where cell and committee judged differently.
type Gaps struct {
	Caption, Spoken string
	Low             int
	Gaps            []ui.Gap
	All             []ui.Pair
}

func draw(rd *store.Reader, r *page.Request, l look, b desk.Board) (p Pictures, err error) {
	if p.Strip, err = strip(rd, r, l); err != nil {
		return p, err
	}
	p.Work, p.Spread = work(r, l, b), spread(r, l, b)
	if p.Gaps, err = gaps(rd, r, l, b); err != nil {
		return p, err
	}
	p.Asked, err = asked(rd, r, l, b)
	return p, err
}

func asked(rd *store.Reader, r *page.Request, l look, b desk.Board) (*Asked, error) {
	may, err := access.Can(rd, access.CampaignView, l.top.ID)
	if err != nil || !may || b.Campaign == nil {
		return nil, err
	}
	c, n := b.Campaign, b.Campaign.Counts
	a := &Asked{Caption: r.T("campaign.desk.caption", "topic", c.Topic, "day", vi.ShowDay(c.Due)), Spoken: r.T("campaign.spoken", "cells", n.Cells, "planned", n.Planned, "held", n.Held, "sent", n.Sent, "tasked", n.Tasked),
		All: &ui.Link{Text: r.T("campaign.desk.numbers"), Href: link.Campaign(l.top.Slug, c.ID)}}
	for i, key := range []string{"planned", "held", "sent", "tasked"} {
		row := ui.SquareRow{Text: r.T("campaign.row." + key)}
		for _, m := range c.Cells {
			row.Reached = append(row.Reached, []bool{m.Planned, m.Held, m.Sent, m.Tasked}[i])
		}
		a.Steps = append(a.Steps, row)
	}
	return a, nil
}

// strip draws twelve months of the cells, from the first in which any cell had a
// meeting: what was before the system is not "chưa báo". A small gap parts kinds.
func strip(rd *store.Reader, r *page.Request, l look) (*ui.Strip, error) {
	shown := l.now.Rows[:min(len(l.now.Rows), folded)]
	first := l.month
	for range 11 {
		first = vi.PrevMonth(first)
	}
	rows, err := report.Months(rd, r.Book, l.now, shown, first)
	if err != nil {
		return nil, err
	}
	for ; first < l.month && !slices.ContainsFunc(shown, func(c report.CellRow) bool { return rows[c.Org][first].Meeting != "" }); first = vi.NextMonth(first) {
	}
	s := &ui.Strip{Caption: r.T("wardpage.strip.caption")}
	for m := first; m <= l.month; m = vi.NextMonth(m) {
		s.Months = append(s.Months, number(m))
	}
	for i, c := range shown {
		row := ui.StripRow{Label: short(c.Name), Gap: i > 0 && shown[i-1].Kind != c.Kind}
		for m := first; m <= l.month; m = vi.NextMonth(m) {
			row.Cells = append(row.Cells, mark(rows[c.Org][m]))
		}
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}

func work(r *page.Request, l look, b desk.Board) *Work {
	s := b.Steps
	if s.Given == 0 {
		return nil
	}
	month := number(vi.PrevMonth(l.month))
	return &Work{
		Caption: r.T("wardpage.work.caption", "resolutions", s.Resolutions, "month", month, "given", s.Given, "done", s.Done), Spoken: r.T("wardpage.work.spoken", "given", s.Given, "done", s.Done),
		Bars: []ui.Bar{{Text: r.T("wardpage.work.given"), Count: s.Given}, {Text: r.T("wardpage.work.complete"), Count: s.Complete}, {Text: r.T("wardpage.work.reported"), Count: s.Reported}, {Text: r.T("wardpage.work.done"), Count: s.Done}},
	}
}

// spread draws who came where, once a cell has met.
func spread(r *page.Request, l look, b desk.Board) *Spread {
	s := &Spread{Target: b.Target, All: &ui.Link{Text: r.T("picture.numbers"), Href: link.Month(l.top.Slug, l.month), Name: r.T("wardpage.spread.numbers")}}
	small := r.Book.Attention(b.On)
	for _, c := range l.now.Rows[:min(len(l.now.Rows), folded)] { // of a large committee the first, as in the strip
		if c.HeldDay == "" || c.Expected == 0 {
			continue
		}
		came := strconv.Itoa(c.Present) + "/" + strconv.Itoa(c.Expected)
		s.Dots = append(s.Dots, ui.Dot{Text: short(c.Name), Part: c.Present, Of: c.Expected, Small: small.Small(c.Expected)})
		if 100*c.Present < b.Target*c.Expected {
			s.Below = append(s.Below, ui.Pair{Term: short(c.Name), Text: came, Href: link.CellSeen(l.top.Slug, c.Slug) + "?thang=" + l.month})
		}
	}
	if len(s.Dots) == 0 {
		return nil
	}
	s.Spoken = r.T("wardpage.spread.spoken", "cells", len(s.Dots), "below", len(s.Below), "target", b.Target)
	return s
}

// drawn is how many gaps a picture shows; all of them stand in its numbers.
const drawn = 5

// gaps draws where the committee confirmed another score than the cell voted: of the
// month at hand, or of the one before while nothing is confirmed.
func gaps(rd *store.Reader, r *page.Request, l look, b desk.Board) (*Gaps, error) {
	may, err := access.Can(rd, access.ScoreConfirm, l.top.ID)
	if err != nil || !may || len(b.Judged) == 0 {
		return nil, err
	}
	return gapsOf(r, b.Judged[0].Period, slices.Clone(b.Judged)), nil
}

func gapsOf(r *page.Request, month string, all []quality.Waiting) *Gaps {
	g := &Gaps{}
	for _, w := range all[:min(len(all), folded)] {
		g.All = append(g.All, ui.Pair{Term: short(w.Cell), Text: r.T("wardpage.gaps.pair", "self", w.Voted.String(), "confirmed", w.Confirmed.String())})
	}
	far := func(w quality.Waiting) int { return max(int(w.Voted-*w.Confirmed), int(*w.Confirmed-w.Voted)) }
	slices.SortStableFunc(all, func(a, b quality.Waiting) int { return cmp.Compare(far(b), far(a)) })
	lowest := 100
	for _, w := range all {
		if far(w) == 0 || len(g.Gaps) == drawn {
			break
		}
		gap := ui.Gap{Text: short(w.Cell), Self: int(w.Voted) / 100, Confirmed: int(*w.Confirmed) / 100, By: (rule.Points(far(w))).String()}
		lowest = min(lowest, gap.Self, gap.Confirmed)
		g.Gaps = append(g.Gaps, gap)
	}
	g.Low = max(0, min(lowest/10*10, 90))
	g.Caption = r.T("wardpage.gaps.caption", "month", number(month), "low", g.Low)
	if len(g.Gaps) == 0 {
		g.Caption = r.T("wardpage.gaps.same", "month", number(month), "count", len(all))
	}
	g.Spoken = r.T("wardpage.gaps.spoken", "count", len(g.Gaps))
	return g
}
