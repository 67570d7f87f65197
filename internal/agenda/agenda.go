// Package agenda drafts the agenda of a meeting: the template of the cell's
// kind and, under its lines, what the cell's own records bring (unfinished
// tasks, papers received, points carried over …), each line with what it comes
// from. It only fills the items of the meeting: what the cell added stays, what
// it took off does not come back, and drafting twice adds nothing twice.
package agenda

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Draft fills the agenda and returns it whole.
func Draft(tx *store.Tx, book *rule.Book, id string) ([]meeting.Item, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingPrepare)
	if err != nil {
		return nil, err
	}
	have, err := meeting.Items(tx.Reader, id)
	if err != nil || m.At(meeting.InSession) {
		return have, err
	}
	kind, err := meeting.Kind(tx.Reader, book, m)
	if err != nil {
		return nil, err
	}
	removed, err := meeting.Removed(tx.Reader, id)
	if err != nil {
		return nil, err
	}
	in := Asked{Book: book, M: m, Template: book.Agenda(m.Day, kind, m.Kind)}
	d := draft{items: have, removed: removed}
	d.template(in)
	if !in.Template.HeadingsOnly { // closed content: no words of the records on the agenda
		if err := d.fill(tx, in); err != nil {
			return nil, err
		}
	}
	_, all, err := meeting.PutItems(tx, id, m.Version, d.items)
	return all, err
}

type draft struct {
	items   []meeting.Item
	removed []meeting.Removal
	moved   []meeting.Carried // by earlier meetings
}

// template puts in the lines of the template. What the cell wrote before the
// first draft goes behind them.
func (d *draft) template(in Asked) {
	var own []meeting.Item
	if !slices.ContainsFunc(d.items, fromTemplate) {
		own, d.items = d.items, nil
	}
	for n, line := range in.Template.Lines {
		i := meeting.Item{Code: line.Code, Title: line.TitleVI, Purpose: line.Purpose, Minutes: line.Minutes,
			SourceKind: "template", SourceID: line.Code, SourceText: "Mẫu nội dung: " + in.Template.Source.Line()}
		if line.Studies() {
			study := in.Book.Study(in.M.Day)
			if !study.Found() {
				continue
			}
			i.Title, i.SourceText = study.TitleVI, "Nội dung thường xuyên: "+study.Source.Line()
		}
		if line.Code == "matter" && in.M.Matter != "" { // an extraordinary meeting treats what it was called for
			i.Title = in.M.Matter
		}
		if d.wanted(i) {
			d.items = slices.Insert(d.items, d.before(in.Template.Lines[n+1:]), i)
		}
	}
	d.items = append(d.items, own...)
}

// before is the place of a heading: before the next one of the template that
// stands, so that a meeting made a combined one keeps the order of its kind.
func (d *draft) before(later []rule.AgendaLine) int {
	for _, line := range later {
		if at := slices.IndexFunc(d.items, func(i meeting.Item) bool { return fromTemplate(i) && i.SourceID == line.Code }); at >= 0 {
			return at
		}
	}
	return len(d.items)
}

// fill puts in what earlier meetings moved on, before the conclusion, and asks
// every source once, for the first line of the template that names it.
func (d *draft) fill(tx *store.Tx, in Asked) (err error) {
	if d.moved, err = meeting.CarriedTo(tx.Reader, in.M); err != nil {
		return err
	}
	for _, i := range carried(d.moved, in.sitting()) {
		if d.wanted(i) {
			d.items = slices.Insert(d.items, d.beforeConclusion(in.Template), i)
		}
	}
	asked := map[string]bool{}
	for _, line := range in.Template.Lines {
		for _, name := range line.Sources {
			if asked[name] {
				continue
			}
			asked[name] = true
			if err := d.ask(tx, in, name, line.Code); err != nil {
				return err
			}
		}
	}
	for _, name := range []string{"targets", "matters"} {
		if err := d.ask(tx, in, name, in.underTasks()); err != nil {
			return err
		}
	}
	for _, name := range []string{"campaigns", "goodways"} {
		if err := d.ask(tx, in, name, under(in.Template)); err != nil {
			return err
		}
	}
	return nil
}

// ask puts the lines of one source in below its heading. A line that stands
// there already keeps all the cell wrote on it; only its reason is told anew.
func (d *draft) ask(tx *store.Tx, in Asked, name, under string) error {
	at := slices.IndexFunc(sources, func(s source) bool { return s.name == name })
	if at < 0 {
		return nil
	}
	lines, err := sources[at].find(tx.Reader, in)
	if err != nil {
		return err
	}
	for _, i := range lines {
		i = again(d.moved, i, in.sitting())
		if d.wanted(i) {
			at, headed := d.place(under, i.SourceKind)
			if !headed {
				at, i.Alone = d.beforeConclusion(in.Template), true
			}
			d.items = slices.Insert(d.items, at, i)
			continue
		}
		if o := slices.IndexFunc(d.items, i.SameRecord); o >= 0 {
			if err := meeting.Explain(tx, in.M, d.items[o], i.SourceText); err != nil {
				return err
			}
		}
	}
	return nil
}

// wanted refuses what is there already and what was taken off.
func (d *draft) wanted(i meeting.Item) bool {
	return !slices.ContainsFunc(d.items, i.SameRecord) &&
		!slices.ContainsFunc(d.removed, func(o meeting.Removal) bool { return o.SourceKind == i.SourceKind && o.SourceID == i.SourceID })
}

// place is below the heading, after the last line there of the same kind, or
// after all that stands below it. A heading that was taken off has no place.
func (d *draft) place(under, kind string) (int, bool) {
	head := slices.IndexFunc(d.items, func(i meeting.Item) bool { return fromTemplate(i) && i.SourceID == under })
	if head < 0 {
		return 0, false
	}
	end, same := head+1, 0
	for ; end < len(d.items) && d.items[end].SourceKind != "" && !fromTemplate(d.items[end]) && !d.items[end].Alone; end++ {
		if d.items[end].SourceKind == kind {
			same = end + 1
		}
	}
	if same > 0 {
		return same, true
	}
	return end, true
}

// beforeConclusion is the place of points that belong under no heading.
func (d *draft) beforeConclusion(t rule.Agenda) int {
	for _, line := range t.Lines {
		if !slices.Contains(line.Sources, "resolution") {
			continue
		}
		if at := slices.IndexFunc(d.items, func(i meeting.Item) bool { return fromTemplate(i) && i.SourceID == line.Code }); at >= 0 {
			return at
		}
	}
	return len(d.items)
}

func fromTemplate(i meeting.Item) bool { return i.SourceKind == "template" }
