package rules

import (
	"net/http"
	"net/url"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// committee reads the committee of the address and asks for a right over it. Rules are the whole committee's: no
// other organisation has such a page.
func committee(rd *store.Reader, r *page.Request, action access.Action) (org.Org, error) {
	top, err := org.BySlug(rd, r.PathValue("cu"))
	if err == nil && (top.Cell() || top.Parent != "") {
		err = fault.Missing()
	}
	if err == nil {
		err = org.Must(rd, action, top.ID)
	}
	return top, err
}

// group is one matter with the rules that apply, folded away unless something is looked for.
type group struct {
	Title string
	Open  bool
	Rows  []ui.Row
}

// searchMost bounds what is looked for, in characters.
const searchMost = 100

// sought is what a reader looks for in the rules; without marks and case, as people type.
func sought(r *page.Request) string {
	q := []rune(r.Text("tim"))
	return string(q[:min(len(q), searchMost)])
}

// matches tells whether a rule's name, words or source hold what is looked for.
func matches(r *page.Request, x rule.Rule, q string) bool {
	return q == "" || strings.Contains(vi.Fold(name(r, x)+" "+r.Either(x.TextVI, x.TextEN)+" "+x.Source.Line()+" "+x.Ref.String()), vi.Fold(q))
}

// groupTitle says how many rules wait under a summary.
func groupTitle(r *page.Request, key string, n int) string {
	return r.T("rulepage.group", "title", r.T("rulegroup."+key), "n", n)
}

// List is what applies on a day: GET /cap-uy/{cu}/quy-dinh.
func List(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var today string
	var waiting int
	may := false
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = committee(rd, r, access.RuleView); err != nil {
			return err
		}
		today = rd.Today()
		if may, err = access.Can(rd, access.RulePropose, top.ID); err != nil {
			return err
		}
		waiting, err = regulation.Waiting(rd)
		return err
	}); err != nil {
		return err
	}
	day := today
	if asked, precision, err := vi.ParseDay(r.Text("ngay")); err == nil && precision == vi.Full {
		day = asked
	}
	assumed := r.Text("loc") == "tam-dung"
	f := ui.Page{Title: r.T("rulepage.title") + " · " + top.Name, Where: top.Name, Heading: r.T("rulepage.title"), Sub: r.T("rulepage.on", "day", vi.ShowDay(day)), Back: &ui.Link{Href: link.Committee(top.Slug)},
		Primary: &ui.Action{Text: r.T("rulepage.own"), Href: link.OwnRules(top.Slug)}}
	if may {
		f.Primary = &ui.Action{Text: r.T("rulepage.propose"), Href: link.ProposeRule(top.Slug)}
	}
	q := sought(r)
	l := list{Day: vi.ShowDay(day), Action: link.Rules(top.Slug), Assumed: assumed, Sought: q}
	l.Groups, l.N, l.NAssumed = grouped(r, top.Slug, day, q, assumed)
	other := url.Values{"ngay": {vi.ShowDay(day)}}
	if q != "" {
		other.Set("tim", q)
		n := 0
		for _, g := range l.Groups {
			n += len(g.Rows)
		}
		l.Found = r.T("rulepage.found", "n", n, "q", q)
	}
	if !assumed {
		other.Set("loc", "tam-dung")
	}
	l.Other = ui.Link{Href: link.RulesOn(top.Slug, other.Encode()), Text: r.T("rulepage.filter", "n", l.NAssumed)}
	if assumed {
		l.Other.Text = r.T("rulepage.filter.all", "n", l.N)
	}
	l.Own = ui.Row{Href: link.OwnRules(top.Slug), Icon: "book-open", Title: r.T("rulepage.own"), Second: r.T("rulepage.own.sub")}
	if waiting > 0 {
		l.Own.Tag = &ui.Tag{Kind: "warn", Icon: "hourglass", Text: r.T("rulepage.waiting", "n", waiting)}
	}
	return r.Page(w, 0, f, showList(l))
}

type list struct {
	Day, Action string
	Sought      string
	Found       string // how many fit what is looked for
	Assumed     bool
	N, NAssumed int
	Other       ui.Link
	Own         ui.Row
	Groups      []group
}

// grouped lists what applies on a day under the matters; only the assumed where asked.
func grouped(r *page.Request, slug, day, q string, assumed bool) (out []group, n, uncertain int) {
	rows := map[string][]ui.Row{}
	for _, x := range applying(r.Book, day) {
		n++
		if x.Status == rule.Assumed {
			uncertain++
		} else if assumed {
			continue
		}
		if !matches(r, x, q) {
			continue
		}
		t := status(r, x)
		rows[groupOf(x.Pack)] = append(rows[groupOf(x.Pack)], ui.Row{Href: link.Rule(slug, x.Ref.String()), Icon: "book-open", Title: name(r, x), Second: x.Source.Line(), Vi: x.Source.Line(), Tag: &t})
	}
	for _, g := range groups {
		if len(rows[g.key]) > 0 {
			out = append(out, group{groupTitle(r, g.key, len(rows[g.key])), q != "" || assumed, rows[g.key]})
		}
	}
	return out, n, uncertain
}

// applying are the rules in force on a day, in the order of the matters; patterns of other places are not among
// them.
func applying(b *rule.Book, day string) []rule.Rule {
	order := map[string]int{}
	for i, g := range groups {
		for j, p := range g.packs {
			order[p] = i*100 + j + 1
		}
	}
	out := b.On(day)
	sortRules(out, order)
	return out
}
