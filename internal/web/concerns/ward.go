package concerns

import (
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/concern"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Ward is GET /cap-uy/{cu}/tam-tu: what waits for the committee's answer, and how long
// answers are owed in its cells, in counts.
func Ward(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	l := List{}
	var aged *Aged
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		all, err := concern.Above(rd)
		if err != nil {
			return err
		}
		l = List{None: r.T("concern.ward.none"), Intro: r.T("concern.ward.intro")}
		l.Open, l.Over = rows(r, all, func(c concern.Concern) string { return link.WardConcern(o.Slug, c.ID) }, true)
		aged, err = Ageing(rd, r, o.ID, rd.Today())
		return err
	})
	if err != nil {
		return err
	}
	p := head(r, "concern.ward", o.Name, link.Committee(o.Slug))
	p.Primary = &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(o.Slug)}
	return r.Page(w, 0, p, ward(l, aged))
}

// Ageing is the picture of how long answers are owed below an organisation at the end
// of a day; nil where none is.
func Ageing(rd *store.Reader, r *page.Request, top, on string) (*Aged, error) {
	all, err := concern.Ageing(rd, r.Book, top, on)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	law := r.Book.Concerns(on)
	a := &Aged{}
	looks, low := []string{"pale", "mid", "act"}, 0
	for i, bound := range law.Ages {
		text := r.T("concern.ages.group", "low", low, "high", bound)
		if i == len(law.Ages)-1 {
			text = r.T("concern.ages.beyond", "low", low)
		}
		a.Key = append(a.Key, ui.Share{Text: text, Look: looks[min(i, len(looks)-1)]})
		low = bound + 1
	}
	a.Key = append(a.Key, ui.Share{Text: r.T("concern.ages.late"), Look: "hatch"})
	waiting, late := 0, 0
	for _, x := range all {
		name := r.T("concern.at.all")
		if x.At != "" {
			name = r.T("concern.at." + x.At)
		}
		a.Bars = append(a.Bars, ui.Stack{Text: name, Counts: x.Groups})
		var numbers []string
		for i, n := range x.Groups {
			numbers = append(numbers, a.Key[i].Text+": "+strconv.Itoa(n))
		}
		a.All = append(a.All, ui.Pair{Term: name, Text: strings.Join(numbers, "; ")})
		waiting, late = waiting+x.Total, late+x.Groups[len(x.Groups)-1]
	}
	a.Spoken = r.T("concern.ages.spoken", "count", waiting, "late", late, "day", vi.ShowDay(on))
	return a, nil
}
