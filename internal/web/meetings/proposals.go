package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// ProposalsPage is GET, Propose POST: what the cell asks of the committee above
// in the report of this meeting.
func ProposalsPage(w http.ResponseWriter, r *page.Request) error {
	return propose(w, r, http.StatusOK, nil)
}

func propose(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var now minutes.Proposals
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { now, err = minutes.ProposalsOf(rd, s.M.ID); return err })
	if err != nil {
		return err
	}
	p := s.frame(r, r.T("print.proposals"), link.Prints(s.Slug, s.Ky))
	f := text(r, "proposals", "month", now.Text)
	f.Label, f.Hint, f.WhoSees = r.T("print.proposals.label"), r.T("print.proposals.hint"), r.T("print.proposals.sees")
	var above []templ.Component
	if theirs, ok := newer[minutes.Proposals](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("proposals")}, Version{word(r, "both.theirs"), theirs.Text}))
	}
	return s.ask(w, r, status, p, r.T("print.proposals.save"), Form{Version: now.Version, Parts: []templ.Component{ui.TextArea(f, 6)}}, above...)
}

func Propose(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := minutes.Propose(tx, minutes.Proposals{Meeting: s.M.ID, Text: r.Long("proposals"), Version: r.Version()})
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return propose(w, r, status, err) })
	}
	return r.See(w, link.Print(s.Slug, s.Ky, "bao-cao"))
}
