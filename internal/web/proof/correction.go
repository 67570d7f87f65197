package proof

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// work is a correction being written.
type work struct {
	A     minutes.Amendment
	Seat  seat
	Later []meeting.Meeting
	Cell  string
	Open  bool // begun
	May   bool // writes it; the chair and scribe of the meeting only confirm
}

func correcting(r *page.Request) (c work, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		id := r.PathValue("id")
		c.A, err = minutes.AmendmentOf(rd, id)
		if c.Open = err == nil; store.IsNoRow(err) {
			if c.A.Paper.ID == "" { // no right, or no such paper
				return err
			}
			err = nil
		}
		if err != nil {
			return err
		}
		var known bool
		if c.Seat, known, err = seatOf(rd, c.A.Paper); err != nil {
			return err
		}
		if !known {
			return fault.Missing()
		}
		if c.May, err = meeting.Can(rd, c.Seat.M, access.MinutesSeal); err != nil {
			return err
		}
		if !c.May && !c.Open {
			return fault.Missing()
		}
		c.Cell = c.Seat.Cell.Name
		if c.Open {
			c.Later, err = minutes.Later(rd, c.A)
		}
		return err
	})
	return c, err
}

func (c work) frame(r *page.Request, heading, back string) ui.Page {
	return frame(r, heading, c.A.Paper, c.Cell, back)
}

// Correction is GET /giay-to/{id}/dinh-chinh: the correction with its parts, its
// reason and who agreed.
func Correction(w http.ResponseWriter, r *page.Request) error {
	return correction(w, r, http.StatusOK)
}

func correction(w http.ResponseWriter, r *page.Request, status int) error {
	c, err := correcting(r)
	if err != nil {
		return err
	}
	id := c.A.Paper.ID
	p := c.frame(r, word(r, "correction.title"), link.PaperPage(id))
	if !c.Open {
		p.Primary = form.Send(word(r, "correction.open"))
		return r.Page(w, status, p, templ.Join(Lines(word(r, "correction.what"), word(r, "correction.tasks")), form.Form(form.Page{Action: link.Correction(id)})))
	}
	changed := 0
	var parts []ui.Row
	for _, x := range c.A.Parts {
		row := ui.Row{Title: x.Title, Second: x.Text, Icon: "file-pen-line", Vietnamese: true}
		if c.May {
			row.Href = link.CorrectPart(id, x.Key)
		}
		if x.Changed {
			changed++
			row.Tag = &ui.Tag{Kind: "warn", Icon: "pen-line", Text: word(r, "part.changed")}
		}
		row.Second = short(row.Second)
		parts = append(parts, row)
	}
	why := ui.Row{Title: word(r, "why.title"), Second: c.why(r)}
	if c.May {
		why.Href = link.CorrectWhy(id)
	}
	body := []templ.Component{Lines(word(r, "correction.tasks")), part(word(r, "parts.title", "count", changed), ui.LinkList(parts)), part(word(r, "agreed.title"), ui.LinkList(append([]ui.Row{why}, c.signed(r)...)))}
	body = append(body, c.next(r, &p)...)
	if c.May {
		body = append(body, ui.Links([]ui.Link{{Text: word(r, "drop.go"), Href: link.CorrectDrop(id)}}))
	}
	return r.Page(w, status, p, templ.Join(body...))
}

func short(s string) string {
	if letters := []rune(s); len(letters) > 90 {
		return string(letters[:90]) + "…"
	}
	return s
}

func (c work) why(r *page.Request) string {
	text := c.A.Reason
	if text == "" {
		text = word(r, "why.none")
	}
	for _, m := range c.Later {
		if m.ID == c.A.Adopted {
			return text + " · " + word(r, "adopted.at", "day", vi.ShowDay(m.Day))
		}
	}
	return text
}

func (c work) signed(r *page.Request) []ui.Row {
	if c.A.Adopted != "" {
		return nil
	}
	var rows []ui.Row
	for _, role := range []string{"scribe", "chair"} {
		row := ui.Row{Icon: "x", Kind: "warn", Title: word(r, "unsigned."+role)}
		for _, s := range c.A.Confirmations {
			if s.Role == role {
				row = ui.Row{Icon: "check", Kind: "ok", Title: word(r, "by."+role) + ": " + s.Name, Second: moment(r, s.At)}
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// next is the one thing to do now: change something, say why, confirm, seal.
func (c work) next(r *page.Request, p *ui.Page) []templ.Component {
	id := c.A.Paper.ID
	me := r.Viewer.Person
	changed, scribe := false, false
	for _, x := range c.A.Parts {
		changed = changed || x.Changed
	}
	for _, s := range c.A.Confirmations {
		scribe = scribe || s.Role == "scribe"
	}
	confirm := func(role, method string, above ...templ.Component) []templ.Component {
		p.Primary = form.Send(word(r, "confirm."+role+"."+method))
		return append(above, form.Form(form.Page{Action: link.CorrectConfirm(id), Hidden: []form.Hidden{{Name: "role", Value: role}, {Name: "method", Value: method}}}))
	}
	agreed := c.A.Adopted != "" || len(c.A.Confirmations) == 2
	switch {
	case !changed && c.May:
		p.Primary = &ui.Action{Text: word(r, "part.first"), Href: link.CorrectPart(id, c.A.Parts[0].Key)}
	case c.A.Reason == "" && c.May:
		p.Primary = &ui.Action{Text: word(r, "why.go"), Href: link.CorrectWhy(id)}
	case agreed && c.May:
		p.Primary = form.Send(word(r, "seal.save"))
		return []templ.Component{Lines(word(r, "seal.effect")), form.Form(form.Page{Action: link.CorrectSeal(id), Hidden: []form.Hidden{{Name: "ban", Value: strconv.Itoa(c.A.Version)}}})}
	case !scribe && me == c.Seat.M.Scribe && changed && c.A.Reason != "":
		return confirm("scribe", "device")
	case !scribe && me == c.Seat.M.Chair:
		return confirm("scribe", "paper", Lines(word(r, "confirm.paper.what")))
	case scribe && me == c.Seat.M.Chair:
		return confirm("chair", "device")
	case c.May:
		p.Primary = &ui.Action{Text: word(r, "why.meeting"), Href: link.CorrectWhy(id)}
	default:
		p.Primary = &ui.Action{Text: word(r, "back.paper"), Href: link.PaperPage(id)}
	}
	return nil
}

// Open is POST /giay-to/{id}/dinh-chinh. Words typed into a paper that was
// sealed meanwhile come along and are kept as the first change.
func Open(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	err := write(r, func(tx *store.Tx) error {
		a, err := minutes.Amend(tx, id)
		if err != nil {
			return err
		}
		key, text := r.Text("phan"), r.Long("text")
		for _, p := range a.Parts {
			if p.Key == key && text != "" && !p.Changed {
				_, err = minutes.AmendPart(tx, id, key, p.Edit, text)
			}
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return show(w, r, status) })
	}
	return r.See(w, link.Correction(id))
}

// WhyPage is GET, Why POST /giay-to/{id}/dinh-chinh/ly-do.
func WhyPage(w http.ResponseWriter, r *page.Request) error { return whyPage(w, r, http.StatusOK) }

func whyPage(w http.ResponseWriter, r *page.Request, status int) error {
	c, err := correcting(r)
	if err != nil {
		return err
	}
	if !c.Open || !c.May {
		return fault.Missing()
	}
	p := c.frame(r, word(r, "why.title"), link.Correction(c.A.Paper.ID))
	p.Primary = form.Send(word(r, "why.save"))
	options := []ui.Option{{Value: "xac-nhan-lai", Text: word(r, "adopted.again")}}
	for _, m := range c.Later {
		options = append(options, ui.Option{Value: m.ID, Text: word(r, "adopted.option", "month", month(r, m.Period), "day", vi.ShowDay(m.Day))})
	}
	chosen := c.A.Adopted
	if chosen == "" {
		chosen = "xac-nhan-lai"
	}
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.CorrectWhy(c.A.Paper.ID), Hidden: []form.Hidden{form.Version(c.A.Edit)},
		Inputs: []form.Input{{Kind: "area", Field: ui.Field{Name: "reason", Label: word(r, "why.reason"), Hint: word(r, "why.hint"), Value: form.Typed(r, "reason", c.A.Reason), MaxLength: 1000}},
			{Kind: "select", Field: ui.Field{Name: "adopted", Label: word(r, "why.adopted"), Hint: word(r, "why.adopted.hint"), Value: form.Typed(r, "adopted", chosen)}, Options: options}}})
}

// Why keeps the reason and where the cell agreed.
func Why(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	var wrong fault.Fields
	reason, adopted := r.Need("reason", &wrong), r.Text("adopted")
	if adopted == "xac-nhan-lai" {
		adopted = ""
	}
	err := wrong.Err()
	if err == nil {
		err = write(r, func(tx *store.Tx) error {
			_, err := minutes.AmendWhy(tx, id, r.Version(), reason, adopted)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return whyPage(w, r, status) })
	}
	return r.See(w, link.Correction(id))
}

// Confirm is POST /giay-to/{id}/dinh-chinh/xac-nhan: scribe, then chair, again.
func Confirm(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	if err := write(r, func(tx *store.Tx) error {
		return minutes.ConfirmAmendment(tx, id, r.Text("role"), r.Text("method"))
	}); err != nil {
		return r.Again(w, err, func(status int) error { return correction(w, r, status) })
	}
	return r.See(w, link.Correction(id))
}

// Seal is POST /giay-to/{id}/dinh-chinh/niem-phong.
func Seal(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	var wrong fault.Fields
	version := r.Number("ban", &wrong)
	if err := write(r, func(tx *store.Tx) error { _, err := minutes.SealAmendment(tx, id, version); return err }); err != nil {
		return r.Again(w, err, func(status int) error { return correction(w, r, status) })
	}
	return r.See(w, link.PaperPage(id))
}

// DropPage is GET, Drop POST /giay-to/{id}/dinh-chinh/bo.
func DropPage(w http.ResponseWriter, r *page.Request) error {
	c, err := correcting(r)
	if err != nil {
		return err
	}
	if !c.Open || !c.May {
		return fault.Missing()
	}
	p := c.frame(r, word(r, "drop.title"), link.Correction(c.A.Paper.ID))
	p.Primary = form.Send(word(r, "drop.save"))
	return form.Answer(w, r, http.StatusOK, form.Page{Frame: p, Action: link.CorrectDrop(c.A.Paper.ID), Effect: &ui.Note{Kind: "info", Text: word(r, "drop.effect")}})
}

// Drop gives the correction up.
func Drop(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	if err := write(r, func(tx *store.Tx) error { return minutes.DropAmendment(tx, id) }); err != nil {
		return err
	}
	return r.See(w, link.PaperPage(id))
}
