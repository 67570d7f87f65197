package me

import (
	"net/http"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// ExemptionPage is where a member asks to be exempt and sees how the request
// stands: GET /toi/mien-sinh-hoat.
func ExemptionPage(w http.ResponseWriter, r *page.Request) error { return exemption(w, r, 0) }

func exemption(w http.ResponseWriter, r *page.Request, status int) error {
	var o whose
	var x standing.Own
	var on meeting.Meeting // on whose agenda it is
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err != nil {
			return err
		}
		if x, err = standing.Mine(rd); err != nil || x.Meeting == "" {
			return err
		}
		on, err = meeting.Get(rd, x.Meeting)
		if fault.KindOf(err) == fault.NotFound { // of a cell the member has left
			on, err = meeting.Meeting{}, nil
		}
		return err
	})
	if err != nil {
		return err
	}
	f := form.Page{Frame: frame(r, o, "exemption.title"), Action: link.OwnExemption}
	f.Frame.Sub = r.T("exemption.sub")
	switch {
	case x.Open != nil:
		f.Before = append(f.Before, waits(r, *x.Open))
		if x.Meeting != "" {
			if on.ID != "" {
				f.Before = append(f.Before, ui.Note{Kind: "info", Icon: "calendar", Text: r.T("exemption.agenda", "day", vi.ShowDay(on.Day))})
			}
			break
		}
		f.Hidden = []form.Hidden{{Name: "do", Value: "withdraw"}}
		f.Effect = &ui.Note{Kind: "plain", Icon: "info", Text: r.T("exemption.withdraw.how")}
		f.Frame.Primary = form.Send(r.T("exemption.withdraw"))
	default:
		if x.Last != nil && x.Last.DecidedOn != "" {
			f.Before = append(f.Before, ui.Note{Kind: "plain", Icon: "info", Text: r.T("standing.last."+x.Last.State, "day", vi.ShowDay(x.Last.DecidedOn), "term", term(r, *x.Last))})
		}
		f.Inputs, f.Effect = questions(r, o)
		f.Frame.Primary = form.Send(r.T("exemption.send"))
	}
	return form.Answer(w, r, status, f)
}

func waits(r *page.Request, x standing.Exemption) ui.Note {
	key := "exemption.waits"
	if x.Manner != standing.ByOneself {
		key += ".taken"
	}
	return ui.Note{Kind: "warn", Icon: "clock", Text: r.T(key, "day", vi.ShowDay(x.AskedOn), "manner", strings.ToLower(r.T("standing.manner."+x.Manner)),
		"reason", strings.ToLower(reason(r, r.Book.Exemption(x.AskedOn), x.Reason)), "term", term(r, x))}
}

func reason(r *page.Request, law rule.Exemption, code string) string {
	x, _ := law.Find(code)
	return r.Either(x.TitleVI, x.TitleEN)
}

// term is "từ ngày … đến hết ngày …".
func term(r *page.Request, x standing.Exemption) string {
	if x.Until == "" {
		return r.T("standing.term.open", "from", vi.ShowDay(x.From))
	}
	return r.T("standing.term", "from", vi.ShowDay(x.From), "until", vi.ShowDay(vi.AddDays(x.Until, -1)))
}

// questions are the class of the reason and the term: nothing else is asked.
func questions(r *page.Request, o whose) ([]form.Input, *ui.Note) {
	law := r.Book.Exemption(o.today)
	var reasons []ui.Option
	for _, x := range law.Reasons {
		reasons = append(reasons, ui.Option{Value: x.Code, Text: reason(r, law, x.Code)})
	}
	said, _ := r.Book.ByRef(law.Ref.String())
	return []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "reason", Label: r.T("standing.f.reason"), Value: form.Typed(r, "reason", ""), Hint: r.T("standing.f.reason.hint"), WhoSees: r.T("exemption.sees")}, Options: reasons},
		{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("standing.f.from"), Value: form.Typed(r, "from", vi.ShowDay(o.today))}},
		{Kind: "date", Field: ui.Field{Name: "until", Label: r.T("standing.f.until"), Value: form.Typed(r, "until", ""), Hint: r.T("standing.f.until.hint"), Optional: true}},
	}, &ui.Note{Kind: "info", Text: r.Either(said.TextVI, said.TextEN)}
}

// Exemption files the request, or takes it back: POST /toi/mien-sinh-hoat.
func Exemption(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := standing.Request{Reason: r.Text("reason")}
	back := r.Text("do") == "withdraw"
	if !back {
		in.From = r.NeedDay("from", &wrong)
		if day := r.Day("until", &wrong); day != "" {
			in.Until = vi.AddDays(day, 1)
		}
	}
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), []any{in, back}, func() (bool, error) {
				if back {
					return true, standing.WithdrawMine(tx)
				}
				_, err := standing.AskMine(tx, r.Book, in)
				return true, err
			})
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return exemption(w, r, status) })
	}
	return r.See(w, link.OwnExemption)
}

// exemptionRow leads there from "Phần của tôi", with how the request stands.
func exemptionRow(rd *store.Reader, r *page.Request) (ui.Row, error) {
	x, err := standing.Mine(rd)
	row := ui.Row{Href: link.OwnExemption, Icon: "circle-dashed", Title: r.T("exemption.row")}
	switch {
	case err != nil:
	case x.Open != nil:
		row.Second = r.T("exemption.row.asked")
	case x.Last != nil:
		row.Second = r.T("exemption.row." + x.Last.State)
	}
	return row, err
}
