package meetings

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/vi"
	duespage "chibo/internal/web/dues"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// collected reads the dues of the month, for whoever may take them down: only
// the regular meeting of the whole cell speaks of them.
func (p *paperMonth) collected(rd *store.Reader, r *page.Request) error {
	p.dues = nil
	if p.M.Kind != meeting.Regular && p.M.Kind != meeting.Combined {
		return nil
	}
	may, err := access.Can(rd, access.DuesEdit, p.Cell.ID)
	if err != nil || !may {
		return err
	}
	if p.dues, err = dues.OfMonth(rd, r.Book, p.Cell.ID, p.M.Period); err != nil {
		return err
	}
	return dues.Propose(rd, p.Cell.ID, p.M.Period, p.dues)
}

// duesSection takes the dues of the month: what most paid and that the rest paid
// it, the comrades one by one below.
func (p paperMonth) duesSection(r *page.Request) []LateSection {
	if len(p.dues) == 0 {
		return nil
	}
	m := duespage.Month{CommonError: r.Wrong("common")}
	rest := []string(nil)
	if r.Method == http.MethodPost {
		m.Common = r.Text("common")
		rest = r.Texts("rest")
	}
	open := false
	for _, l := range p.dues {
		c := p.dueLine(r, l)
		open = open || c.State != "" || c.Error != ""
		m.Lines = append(m.Lines, c)
	}
	each := duespage.Comrades(m.Lines)
	return []LateSection{{Title: late(r, "dues", "month", r.Month(p.M.Period)), Text: late(r, "dues.how"), Rows: []LateRow{{Parts: []templ.Component{duespage.CommonAmount(m),
		ui.Checkbox(ui.Field{Name: "rest", Value: dues.Paid, Label: late(r, "dues.rest")}, len(rest) > 0), further(late(r, "dues.each"), open, each)}}}}}
}

// dueLine is a line as the draft has it; where the book was written meanwhile,
// it says what stands there.
func (p paperMonth) dueLine(r *page.Request, l dues.Line) duespage.Comrade {
	book := l
	at := slices.IndexFunc(p.in.Dues, func(d minutes.LateDue) bool { return d.Member == l.Member })
	if at >= 0 {
		l.State, l.Amount = p.in.Dues[at].State, p.in.Dues[at].Amount
	}
	c := duespage.Shown(r, l)
	if at >= 0 && p.in.Dues[at].Version != book.Version {
		said := r.T("dues.state." + book.State)
		if book.State == dues.Paid {
			said += " " + vi.ShowMoney(book.Amount)
		}
		c.Hint = late(r, "dues.book", "said", strings.ToLower(said))
	}
	return c
}

// decodeDues reads them from the form.
func decodeDues(r *page.Request, wrong *fault.Fields) (out []minutes.LateDue) {
	in, bad := duespage.Entries(r)
	*wrong = append(*wrong, bad...)
	for _, e := range in {
		out = append(out, minutes.LateDue(e))
	}
	return out
}

// dueFields shows what a room finds wrong with a line of the dues at that line.
func dueFields(err error, in minutes.Late) error {
	var f *fault.Error
	if errors.As(err, &f) {
		for i := range f.Fields {
			n := -1
			if _, e := fmt.Sscanf(f.Fields[i].Name, "dues.%d.", &n); e == nil && n >= 0 && n < len(in.Dues) {
				f.Fields[i].Name = "amount-" + in.Dues[n].Member
			}
		}
	}
	return err
}
