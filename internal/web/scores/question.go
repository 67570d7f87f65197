package scores

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/quality"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/meetings"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// asked is the question put to the cell with its answer.
func (o one) asked(r *page.Request) templ.Component {
	facts := meetings.AskedBack(r, o.sheet.Question)
	if len(facts) == 0 {
		return templ.NopComponent
	}
	return Part(r.T("scorepage.question"), Boxed(ui.DefinitionList(facts)))
}

// ask is the form of the one question, folded until somebody wants it.
func (o one) ask(r *page.Request) templ.Component {
	if o.sheet.Question.Text != "" || o.Done() {
		return templ.NopComponent
	}
	f := ui.Field{Name: "question", Label: word(r, "ask.label"), Hint: word(r, "ask.hint"), Value: form.Typed(r, "question", ""), Error: r.Wrong("question")}
	return AskForm(link.AskScore(o.top.Slug, o.Slug, link.Period(o.Period, o.Kind, o.N)), word(r, "ask"), f, ui.Action{Text: word(r, "ask.send")})
}

// Ask is POST /cap-uy/{cu}/xac-nhan-diem/{cb}/{ky}/hoi-lai: the committee's one
// question to the cell before it confirms.
func Ask(w http.ResponseWriter, r *page.Request) error {
	var o one
	err := r.Write(func(tx *store.Tx) (err error) {
		if o, err = readOne(tx.Reader, r); err != nil {
			return err
		}
		if o.Meeting == "" {
			return fault.New(fault.Conflict, "score_unvoted")
		}
		return quality.Ask(tx, r.Book, o.Meeting, r.Long("question"))
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return confirming(w, r, status, err) })
	}
	return r.See(w, o.at(o.Waiting))
}
