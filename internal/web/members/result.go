package members

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// The ways to write down what became of a request, beside the id of a vote.
const (
	countNow = "now"
	takeBack = "withdraw"
)

// ResultPage asks what became of a request:
// GET /dang-vien/{id}/mien-sinh-hoat/quyet-dinh.
func ResultPage(w http.ResponseWriter, r *page.Request) error { return resultForm(w, r, 0) }

func resultForm(w http.ResponseWriter, r *page.Request, status int) error {
	var a ask
	var votes []standing.Choice
	var now meeting.Meeting
	var outlook vote.Outlook
	err := r.Read(func(rd *store.Reader) (err error) {
		if err = a.load(rd, r, access.StatusDecide); err != nil || !a.waits {
			return err
		}
		if votes, err = standing.Votes(rd, a.m.ID); err != nil {
			return err
		}
		if now, err = standing.Sitting(rd, a.m.Org); err != nil || now.ID == "" {
			return err
		}
		outlook, err = vote.Before(rd, r.Book, now.ID, standing.Matter)
		return err
	})
	if err == nil {
		err = seen(r, a.m.PersonID, sawRecord)
	}
	if err != nil {
		return err
	}
	if !a.waits {
		return r.See(w, link.Exemption(a.m.ID))
	}
	var how []ui.Option
	if now.ID != "" {
		how = append(how, ui.Option{Value: countNow, Text: r.T("standing.how.now")})
	}
	for _, v := range votes {
		key := "standing.how.lost"
		if v.Vote.Passed {
			key = "standing.how.won"
		}
		how = append(how, ui.Option{Value: v.Vote.ID, Text: r.T(key, "day", vi.ShowDay(v.Day), "for", v.Vote.For, "base", v.Vote.Base)})
	}
	how = append(how, ui.Option{Value: takeBack, Text: r.T("standing.how.withdraw")})
	heading := r.T("standing.result")
	p := form.Page{Frame: ui.Page{Title: heading + " · " + a.m.OrgName, Where: a.m.OrgName, Heading: heading, Sub: a.m.FullName, Back: &ui.Link{Href: link.Exemption(a.m.ID)}, Primary: form.Send(r.T("standing.result.save"))},
		Action: link.ExemptionResult(a.m.ID), Before: a.notes(r),
		Inputs: []form.Input{{Kind: "radios", Field: ui.Field{Name: "how", Label: r.T("standing.f.how"), Value: typed(r, "how", how[0].Value)}, Options: how}},
		Effect: &ui.Note{Kind: "info", Text: r.T("standing.result.effect")}}
	if now.ID == "" {
		p.Before = append(p.Before, ui.Note{Kind: "info", Text: r.T("standing.nosession")})
	} else {
		p.Before = append(p.Before, ui.Note{Kind: "info", Icon: "users", Text: outlook.Sentence() + " " + r.T("standing.needed", "needed", outlook.Needed)})
		for _, f := range []string{"for", "against", "other"} {
			p.Inputs = append(p.Inputs, form.Input{Field: ui.Field{Name: f, Label: r.T("standing.f." + f), Value: typed(r, f, ""), InputMode: "numeric", Short: true}})
		}
		p.Inputs = append(p.Inputs, form.Input{Field: ui.Field{Name: "why", Label: r.T("standing.f.why"), Value: typed(r, "why", ""), Hint: r.T("standing.f.why.hint"), Optional: true}})
	}
	return form.Answer(w, r, status, p)
}

// Result writes it down: POST /dang-vien/{id}/mien-sinh-hoat/quyet-dinh.
func Result(w http.ResponseWriter, r *page.Request) error {
	id, how := r.PathValue("id"), r.Text("how")
	var wrong fault.Fields
	in := standing.Hands{ID: r.Key(), Why: r.Text("why"), For: r.Number("for", &wrong), Against: r.Number("against", &wrong), Other: r.Number("other", &wrong)}
	err := r.Write(func(tx *store.Tx) error {
		if err := member.Must(tx.Reader, access.StatusDecide, id); err != nil { // before the form is judged
			return err
		}
		switch how {
		case takeBack:
			return standing.Withdraw(tx, id)
		case countNow:
			if err := wrong.Err(); err != nil {
				return err
			}
			m, err := member.Known(tx.Reader, id)
			if err != nil {
				return err
			}
			now, err := standing.Sitting(tx.Reader, m.Org)
			if err != nil {
				return err
			}
			if now.ID == "" {
				return fault.New(fault.Conflict, "vote_not_open")
			}
			_, err = standing.Vote(tx, r.Book, id, now.ID, in)
			return err
		}
		_, err := standing.Decide(tx, r.Book, id, how)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return resultForm(w, r, status) })
	}
	return r.See(w, link.Exemption(id))
}
