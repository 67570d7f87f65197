package tasks

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

func field(r *page.Request, name, label, stored string) ui.Field {
	return ui.Field{Name: name, Label: word(r, label), Value: form.Typed(r, name, stored), Error: r.Wrong(name)}
}

// act is a page that does one thing with a task: its words stand under its name.
type act struct {
	name   string
	fields func(r *page.Request, o one) ([]templ.Component, error)
	do     func(tx *store.Tx, r *page.Request, id string) error
	helper bool // who helps may do it too
}

// Page is GET, Do POST of an act.
func (a act) Page(w http.ResponseWriter, r *page.Request) error { return a.show(w, r, http.StatusOK) }

func (a act) show(w http.ResponseWriter, r *page.Request, status int) error {
	o, err := find(r)
	if err != nil {
		return err
	}
	if !o.lead && !o.own && (!a.helper || !o.helps) { // who may only look is offered no form
		return fault.Missing()
	}
	parts, err := a.fields(r, o)
	if err != nil {
		return err
	}
	p := o.frame(r, word(r, a.name), link.Task(o.t.ID))
	if a.name == "answer" {
		p.Banner = o.asked(r)
	}
	p.Primary = &ui.Action{Text: word(r, a.name+".save"), Form: "bieu-mau"}
	f := Form{Action: r.URL.Path, Version: strconv.FormatInt(o.t.Version, 10), Parts: parts}
	return r.Page(w, status, p, templ.Join(para(o.t.Deed), FormBox(f)))
}

func (a act) Do(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	err := r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []any{r.URL.Path, r.PostForm}, func() (bool, error) { return true, a.do(tx, r, id) })
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return a.show(w, r, status) })
	}
	return r.See(w, link.Task(id))
}

// What one does with a task; asking for time and naming the helper stand in
// ask.go.
var (
	Report = act{"report", func(r *page.Request, _ one) ([]templ.Component, error) {
		how := field(r, "done", "report.how", "1")
		return []templ.Component{ui.Radios(how, []ui.Option{{Value: "1", Text: word(r, "report.done")}, {Value: "0", Text: word(r, "report.going")}}), ui.TextArea(field(r, "result", "report.text", ""), 3)}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.Report(tx, id, "", r.Long("result"), r.Text("done") == "1")
		return err
	}, true}
	AskHelp = act{"help", func(r *page.Request, _ one) ([]templ.Component, error) {
		return []templ.Component{ui.TextArea(field(r, "note", "help.text", ""), 3)}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.AskHelp(tx, id, r.Long("note"))
		return err
	}, false}
	Extend = act{"extend", func(r *page.Request, o one) ([]templ.Component, error) {
		return []templ.Component{ui.DateField(field(r, "due", "extend.due", vi.ShowDay(o.t.Due)), nil), ui.TextField(field(r, "reason", "reason", ""))}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		var wrong fault.Fields
		due := r.NeedDay("due", &wrong)
		if err := wrong.Err(); err != nil {
			return err
		}
		_, err := task.Extend(tx, id, r.Version(), due, "", r.Text("reason"))
		return err
	}, false}
	HandOver = act{"handover", owners, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.HandOver(tx, id, r.Version(), r.Text("owner"), r.Text("reason"))
		return err
	}, false}
	Stop = act{"stop", func(r *page.Request, _ one) ([]templ.Component, error) {
		return []templ.Component{ui.TextField(field(r, "reason", "reason", ""))}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.Stop(tx, id, r.Version(), r.Text("reason"))
		return err
	}, false}
)
