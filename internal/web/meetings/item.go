package meetings

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// oneItem reads the item named in the address.
func oneItem(rd *store.Reader, s sitting, id string) (meeting.Item, []meeting.Item, error) {
	all, err := itemsOf(rd, s.M.ID)
	if err != nil {
		return meeting.Item{}, nil, err
	}
	at := slices.IndexFunc(all, func(i meeting.Item) bool { return i.ID == id })
	if at < 0 {
		return meeting.Item{}, nil, fault.Missing()
	}
	return all[at], all, nil
}

// itemForm are the fields of an agenda line.
func itemForm(r *page.Request, i meeting.Item) []templ.Component {
	title := text(r, "title", "item.title", i.Title)
	minutes := text(r, "minutes", "item.minutes", strconv.Itoa(i.Minutes))
	minutes.InputMode, minutes.Short = "numeric", true
	who := text(r, "presenter", "item.presenter", i.Presenter)
	who.Optional = true
	purpose := ui.Field{Name: "purpose", Label: word(r, "item.purpose"), Value: form.Typed(r, "purpose", i.Purpose)}
	var options []ui.Option
	for _, p := range []string{"inform", "discuss", "decide"} {
		options = append(options, ui.Option{Value: p, Text: word(r, "purpose."+p)})
	}
	draft := asked(r, "draft", "prepare.item.draft", i.Draft)
	draft.Optional, draft.Hint = true, r.T("prepare.item.draft.hint")
	secret := ui.Field{Name: "secret", Label: r.T("prepare.item.secret"), Hint: r.T("prepare.item.secret.hint")}
	ticked := r.Tick("secret") || r.URL.Query().Get("bi-mat") == "1"
	return []templ.Component{ui.TextArea(title, 2), ui.TextField(minutes), ui.TextField(who), ui.Radios(purpose, options), ui.TextArea(draft, 3), ui.Checkbox(secret, ticked)}
}

func itemTyped(r *page.Request, i meeting.Item, wrong *fault.Fields) meeting.Item {
	i.Title, i.Minutes, i.Presenter, i.Purpose, i.Draft, i.Secret = r.Text("title"), r.Number("minutes", wrong), r.Text("presenter"), r.Text("purpose"), r.Long("draft"), r.Tick("secret")
	if i.Title == "" && !i.Secret {
		wrong.Add("title", "required")
	}
	if i.Minutes > 480 {
		wrong.Add("minutes", "agenda_minutes", "title", i.Title)
	}
	return i
}

// NewItemPage is GET, NewItem POST: the cell's own point.
func NewItemPage(w http.ResponseWriter, r *page.Request) error { return newItem(w, r, http.StatusOK) }

func newItem(w http.ResponseWriter, r *page.Request, status int) error {
	s, err := read(r, nil)
	if err != nil {
		return err
	}
	return s.ask(w, r, status, s.frame(r, word(r, "item.new"), link.Prepare(s.Slug, s.Ky)), word(r, "item.add"), Form{Parts: itemForm(r, meeting.Item{Minutes: 10, Purpose: "discuss"})})
}

func NewItem(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := itemTyped(r, meeting.Item{}, &wrong)
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error { // appended to the agenda of this moment: nothing of anybody's is lost
			all, err := itemsOf(tx.Reader, s.M.ID)
			if err == nil {
				_, _, err = meeting.PutItems(tx, s.M.ID, s.M.Version, append(all, in))
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return newItem(w, r, status) })
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}

// seen is what the person saw of an item when the form was drawn; it goes with
// the form, so that two who edit one line both keep their words.
func seen(i meeting.Item) string {
	return i.Title + "\n" + strconv.Itoa(i.Minutes) + "\n" + i.Presenter + "\n" + i.Purpose + "\n" + i.Draft
}

// EditItemPage is GET, EditItem POST.
func EditItemPage(w http.ResponseWriter, r *page.Request) error {
	return editItem(w, r, http.StatusOK, nil)
}

func editItem(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var i meeting.Item
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { i, _, err = oneItem(rd, s, r.PathValue("id")); return })
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "item.edit"), link.Prepare(s.Slug, s.Ky))
	var above []templ.Component
	if i.SourceText != "" {
		above = append(above, Soft(i.SourceText))
	}
	if to := s.record(r, i); to != nil {
		above = append(above, ui.More(*to))
	}
	if theirs, ok := newer[meeting.Item](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("title") + "\n" + word(r, "item.minutes") + ": " + r.FormValue("minutes") + "\n" + r.FormValue("presenter")}, Version{word(r, "both.theirs"), theirs.Title + "\n" + word(r, "item.minutes") + ": " + strconv.Itoa(theirs.Minutes) + "\n" + theirs.Presenter}))
	}
	parts := itemForm(r, i)
	if i.Secret {
		parts = []templ.Component{Written(i.Title), Soft(r.T("prepare.item.secret.closed")), parts[1]}
	} else {
		parts = append(parts, ui.More(ui.Link{Text: r.T("prepare.item.files"), Href: link.Attach(s.Slug, s.Ky) + "?loai=other&muc=" + i.ID}))
	}
	parts = append(parts, ui.More(ui.Link{Text: word(r, "item.drop"), Href: link.DropItem(s.Slug, s.Ky, i.ID)}))
	hidden := []Pair{{"seen", seen(i)}}
	if i.Secret {
		hidden = append(hidden, Pair{"secret", "1"})
	}
	return s.ask(w, r, status, p, word(r, "save"), Form{Hidden: hidden, Parts: parts}, above...)
}

func EditItem(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := itemTyped(r, meeting.Item{}, &wrong)
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error {
			i, all, err := oneItem(tx.Reader, s, r.PathValue("id"))
			if err != nil {
				return err
			}
			if vi.CleanText(r.FormValue("seen")) != vi.CleanText(seen(i)) {
				return fault.Stale(i)
			}
			i = i.With(in)
			all[i.Position-1] = i
			_, _, err = meeting.PutItems(tx, s.M.ID, s.M.Version, all)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return editItem(w, r, status, err) })
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}

// DropItemPage is GET, DropItem POST: a line is taken off with a reason.
func DropItemPage(w http.ResponseWriter, r *page.Request) error {
	return dropItem(w, r, http.StatusOK)
}

func dropItem(w http.ResponseWriter, r *page.Request, status int) error {
	var i meeting.Item
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { i, _, err = oneItem(rd, s, r.PathValue("id")); return })
	if err != nil {
		return err
	}
	chips := ui.Field{ID: "reason-chip", Name: "chip", Label: word(r, "drop.why"), Value: form.Typed(r, "chip", "")}
	var options []ui.Option
	for _, k := range []struct{ key, kept string }{{"settled", meeting.ReasonSettled}, {"later", meeting.ReasonLater}, {"elsewhere", meeting.ReasonElsewhere}} {
		options = append(options, ui.Option{Value: k.kept, Text: word(r, "drop."+k.key)})
	}
	own := text(r, "reason", "drop.own", "")
	own.Optional = i.SourceKind == ""
	return s.ask(w, r, status, s.frame(r, word(r, "drop.title"), link.EditItem(s.Slug, s.Ky, i.ID)), word(r, "drop.save"), Form{Parts: []templ.Component{ui.Radios(chips, options), ui.TextField(own)}}, Written(i.Title))
}

func DropItem(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, _, err := meeting.RemoveItem(tx, s.M.ID, r.PathValue("id"), reasoned(r.Text("chip"), r.Text("reason")))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return dropItem(w, r, status) })
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}

// reasoned joins the reason tapped and own words: the tapped one decides whether
// the line comes back.
func reasoned(chip, own string) string {
	if chip != "" && own != "" {
		return chip + ": " + own
	}
	return either(chip, own)
}

// OrderOf is GET, Reorder POST: one line up or down.
func OrderOf(w http.ResponseWriter, r *page.Request) error {
	var all []meeting.Item
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { all, err = itemsOf(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	var list []Shift
	for n, i := range all {
		list = append(list, Shift{ID: i.ID, Title: i.Title, Label: i.Label, Sub: i.Sub(), Up: n > 0, Down: n < len(all)-1})
	}
	p := s.frame(r, word(r, "order.title"), link.Prepare(s.Slug, s.Ky))
	p.Primary = &ui.Action{Text: word(r, "order.done"), Href: link.Prepare(s.Slug, s.Ky)}
	return r.Page(w, http.StatusOK, p, OrderPage(link.ItemOrder(s.Slug, s.Ky), list))
}

func Reorder(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		all, err := itemsOf(tx.Reader, s.M.ID)
		if err != nil {
			return err
		}
		if !swap(all, r.Text("by"), func(i meeting.Item) bool { return i.ID == r.Text("item") }) {
			return nil
		}
		_, _, err = meeting.PutItems(tx, s.M.ID, s.M.Version, all)
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, link.ItemOrder(s.Slug, s.Ky))
}

// swap moves one of a list up (-1) or down (1).
func swap[T any](all []T, by string, is func(T) bool) bool {
	at := slices.IndexFunc(all, is)
	to := at + 1
	if by == "-1" {
		to = at - 1
	}
	if at < 0 || to < 0 || to >= len(all) {
		return false
	}
	all[at], all[to] = all[to], all[at]
	return true
}
