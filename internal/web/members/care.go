package members

import (
	"net/http"

	"chibo/internal/org"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// comrade is one of the care page: why, and the one thing to write down.
type comrade struct {
	Name    string
	Why     []string
	More    *ui.Link
	Asked   string // said when it is written down for today
	Action  string
	Ask     string // the button's words
	AskName string
}

// CarePage lists whom the secretary may want to think of, by name and never by a
// count: GET /chi-bo/{cb}/hoi-tham.
func CarePage(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var list []comrade
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		all, err := standing.Comrades(rd, r.Book, o.ID)
		list = nil
		for _, c := range all {
			list = append(list, told(r, o.Slug, c))
		}
		return err
	})
	if err != nil {
		return err
	}
	heading := r.T("standing.care")
	p := ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Sub: r.T("standing.care.sub"), Back: &ui.Link{Href: link.Home}, Primary: &ui.Action{Text: r.T("memberpage.roll"), Href: link.Members(o.Slug)}}
	if len(list) == 0 {
		return r.Page(w, 0, p, ui.NoteBox(ui.Note{Kind: "ok", Text: r.T("own.care.none")}))
	}
	return r.Page(w, 0, p, showCare(list, r.T("own.care.only")))
}

func told(r *page.Request, slug string, c standing.Comrade) comrade {
	out := comrade{Name: c.Name, Action: link.AskedAfter(slug, c.Member), Ask: r.T("own.care.done"), AskName: r.T("own.care.done.of", "name", c.Name)}
	if c.Ask {
		out.Why = append(out.Why, careText(r, c.Care)+" "+r.T("standing.care.ask"))
		out.More = &ui.Link{Text: r.T("standing.exemption"), Name: r.T("own.care.exemption.of", "name", c.Name), Href: link.Exemption(c.Member)}
	}
	if c.NoDuty {
		out.Why = append(out.Why, r.T("own.care.noduty"))
	}
	if c.Unasked {
		out.Why = append(out.Why, r.T("own.care.unasked", "months", r.Book.Asking(store.Day(r.DB.Now())).Months))
	}
	if c.Asked {
		out.Asked = r.T("own.care.today")
	}
	return out
}

// AskedAfter writes down the day: POST /chi-bo/{cb}/hoi-tham/{id}.
func AskedAfter(w http.ResponseWriter, r *page.Request) error {
	slug := ""
	err := r.Write(func(tx *store.Tx) error {
		o, err := org.BySlug(tx.Reader, r.PathValue("cb"))
		if err != nil {
			return err
		}
		slug = o.Slug
		return standing.AskAfter(tx, r.PathValue("id"))
	})
	if err != nil {
		return err
	}
	return r.See(w, link.Care(slug))
}
