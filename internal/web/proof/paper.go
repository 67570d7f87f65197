package proof

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/pdf"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// sheet is a paper with all its versions.
type sheet struct {
	All      []minutes.Sealed
	Standing map[int]minutes.Standing
	Doc      minutes.Document // of the newest
	Seat     seat
	Known    bool // the viewer may open the meeting
	May      bool // seals in the meeting: corrects, sends, ticks
	Open     bool // a correction is on its way
}

func (s sheet) newest() minutes.Sealed { return s.All[len(s.All)-1] }

func look(r *page.Request) (s sheet, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		id := r.PathValue("id")
		if s.All, err = minutes.Versions(rd, id); err != nil {
			return err
		}
		if s.Standing, err = minutes.StandingOf(rd, id); err != nil {
			return err
		}
		if s.Doc, err = s.newest().Document(); err != nil {
			return err
		}
		if s.Seat, s.Known, err = seatOf(rd, s.newest()); err != nil || !s.Known {
			return err
		}
		if s.May, err = meeting.Can(rd, s.Seat.M, access.MinutesSeal); err != nil || !s.May {
			return err
		}
		_, err = minutes.AmendmentOf(rd, id)
		if s.Open = err == nil; store.IsNoRow(err) || fault.Is(err, "correction_extract") {
			err = nil
		}
		return err
	})
	return s, err
}

// Show is GET /giay-to/{id}: the versions of a paper, the newest first.
func Show(w http.ResponseWriter, r *page.Request) error { return show(w, r, http.StatusOK) }

func show(w http.ResponseWriter, r *page.Request, status int) error {
	s, err := look(r)
	if err != nil {
		return err
	}
	now := s.newest()
	p := frame(r, word(r, "type."+now.Type), now, s.Doc.Body.Cell, s.Seat.back(s.Known))
	var versions []Version
	for i := len(s.All) - 1; i >= 0; i-- {
		v, err := s.version(r, s.All[i], i == len(s.All)-1)
		if err != nil {
			return err
		}
		versions = append(versions, v)
	}
	body := []templ.Component{resolved(r, s.Doc.Body), VersionList(versions)}
	switch {
	case s.May && now.Type != minutes.TypeExtract && s.Open:
		p.Primary = &ui.Action{Text: word(r, "correction.go"), Href: link.Correction(now.ID)}
	case s.May && s.Standing[now.Version].SignedOn == "":
		p.Primary = form.Send(word(r, "signed.save"))
		body = append(body, form.Form(form.Page{Action: link.SignPaper(now.ID), Key: key(r, status), Hidden: []form.Hidden{{Name: "ban", Value: strconv.Itoa(now.Version)}},
			Inputs: []form.Input{{Kind: "date", Field: ui.Field{Name: "day", Label: word(r, "signed.day"), Hint: word(r, "signed.hint"), Short: true, Value: form.Typed(r, "day", ""), Error: r.Wrong("day")}}}}))
	case s.Known:
		p.Primary = &ui.Action{Text: word(r, "back.meeting"), Href: s.Seat.back(true)}
	default:
		p.Primary = &ui.Action{Text: word(r, "download"), Href: link.PaperFile(now.ID, now.Version, "docx"), Icon: "download"}
	}
	if s.May {
		body = append(body, Actions(s.actions(r)))
	}
	return r.Page(w, status, p, templ.Join(body...))
}

// resolved is what a resolution says, to be read where one stands: its opening
// words, its tasks, its vote. Nothing for the other papers.
func resolved(r *page.Request, b minutes.Body) templ.Component {
	if b.Resolution == nil {
		return templ.NopComponent
	}
	var tasks []ui.Task
	for _, t := range b.Tasks {
		if t.Outside {
			continue
		}
		owner := t.OwnerName
		if t.HelperName != "" {
			owner += ", " + r.T("taskpage.helped", "name", t.HelperName)
		}
		tasks = append(tasks, ui.Task{Title: t.Deed, Owner: owner, Due: r.T("task.deadline", "date", vi.ShowDay(t.Due)), N: len(tasks) + 1})
	}
	lines := slices.DeleteFunc(strings.Split(b.Resolution.Preamble, "\n"), func(s string) bool { return s == "" })
	if v := b.Resolution.Vote; v.Base > 0 {
		lines = append(lines, word(r, "row.adopted", "for", v.For, "base", v.Base))
	}
	return part(word(r, "resolved"), templ.Join(Lines(lines...), ui.TaskList(tasks)))
}

func key(r *page.Request, status int) string {
	if status == http.StatusUnprocessableEntity {
		return r.Key()
	}
	return ""
}

// actions are what those who seal the cell's papers may do with this one.
func (s sheet) actions(r *page.Request) []Act {
	now := s.newest()
	var out []Act
	if now.Type != minutes.TypeExtract && !s.Open {
		out = append(out, Act{Title: word(r, "correction.title"), Text: word(r, "correction.what"), Button: ui.Action{Text: word(r, "correction.open")}, Action: link.Correction(now.ID)})
	}
	if s.Standing[now.Version].SentAt == 0 && now.Type != minutes.TypeResolution && now.Type != minutes.TypeConclusion {
		out = append(out, Act{Title: word(r, "send.title"), Text: word(r, "send.what"), Button: ui.Action{Text: word(r, "send.save")}, Action: link.SendPaper(now.ID), Version: now.Version})
	}
	return out
}

// Version is one version as it is shown.
type Version struct {
	Title string
	Tag   *ui.Tag
	Facts []ui.Pair
	Files []ui.Link
}

func (s sheet) version(r *page.Request, v minutes.Sealed, newest bool) (Version, error) {
	d, err := v.Document()
	if err != nil {
		return Version{}, err
	}
	_, hash := v.Shown()
	out := Version{Title: versionName(r, v.Version), Facts: []ui.Pair{{Term: word(r, "sealed"), Text: moment(r, v.SealedAt)}}}
	add := func(term, text string) { out.Facts = append(out.Facts, ui.Pair{Term: term, Text: text}) }
	for _, c := range d.Body.Confirmations {
		role := c.Role
		if v.Type == minutes.TypeExtract {
			role = "issuer"
		}
		add(word(r, "by."+role), c.Name+map[bool]string{true: " (" + word(r, "on.paper") + ")"}[c.Method == "paper"])
	}
	if c := d.Body.Correction; c != nil {
		add(word(r, "reason"), c.Reason)
		if c.Adopted != "" {
			add(word(r, "adopted"), word(r, "adopted.at", "day", vi.ShowDay(c.AdoptedDay)))
		} else {
			add(word(r, "adopted"), word(r, "adopted.again"))
		}
	}
	if src := d.Body.Source; src != nil {
		out.Facts = append(out.Facts, ui.Pair{Term: word(r, "source"), Text: r.Numbered(src.Symbol) + ", " + strings.ToLower(versionName(r, src.Version)), Href: link.PaperPage(src.Document)})
	}
	st := s.Standing[v.Version]
	if st.SignedOn != "" {
		add(word(r, "signed"), vi.ShowDay(st.SignedOn))
	}
	if st.SentAt > 0 {
		add(word(r, "sent"), moment(r, st.SentAt))
	}
	add(word(r, "code"), hash)
	if !newest {
		out.Tag = &ui.Tag{Kind: "mute", Icon: "archive", Text: word(r, "replaced")}
	} else {
		out.Tag = &ui.Tag{Kind: "sealed", Icon: "lock", Text: word(r, "in.force")}
	}
	kinds := []string{"docx", "json"}
	if pdf.Available() {
		kinds = []string{"docx", "pdf", "json"}
	}
	for _, ext := range kinds {
		out.Files = append(out.Files, ui.Link{Text: word(r, "file."+ext), Href: link.PaperFile(v.ID, v.Version, ext), Icon: "download", Name: word(r, "file."+ext) + ": " + out.Title})
	}
	return out, nil
}

// File is GET /giay-to/{id}/tai/{tep}: "2.docx", "2.pdf" or the proof "2.json".
func File(w http.ResponseWriter, r *page.Request) error {
	n, ext, _ := strings.Cut(r.PathValue("tep"), ".")
	version, err := strconv.Atoi(n)
	if err != nil || version < 1 || ext != "docx" && ext != "json" && ext != "pdf" {
		return fault.Missing()
	}
	var data []byte
	var name string
	above := false
	err = r.Read(func(rd *store.Reader) (err error) {
		if above, err = minutes.FromAbove(rd, r.PathValue("id"), version); err != nil {
			return err
		}
		if ext == "json" {
			data, err = minutes.ProofOfVersion(rd, r.PathValue("id"), version)
			name = "xac-minh-" + r.PathValue("id")[:min(8, len(r.PathValue("id")))] + "-ban-" + n + ".json"
			return err
		}
		data, name, err = minutes.DocxOf(rd, r.Book, r.PathValue("id"), version)
		return err
	})
	if err != nil {
		return err
	}
	if above { // the cell sees who opened what it sent
		if err := r.Write(func(tx *store.Tx) error { return minutes.OpenSent(tx, r.PathValue("id"), version) }); err != nil {
			return err
		}
	}
	if ext != "json" {
		return r.Docx(w, data, strings.TrimSuffix(name, ".docx"), ext)
	}
	return page.Save(w, "application/json", name, data)
}

// Send is POST /giay-to/{id}/gui: the committee above may read this version.
func Send(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	var wrong fault.Fields
	version := r.Number("ban", &wrong)
	if err := write(r, func(tx *store.Tx) error { return minutes.Send(tx, id, version) }); err != nil {
		return r.Again(w, err, func(status int) error { return show(w, r, status) })
	}
	return r.See(w, link.PaperPage(id))
}

// Sign is POST /giay-to/{id}/ky-giay: the day on which the printed paper was signed.
func Sign(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	var wrong fault.Fields
	version, day := r.Number("ban", &wrong), r.NeedDay("day", &wrong)
	err := wrong.Err()
	if err == nil {
		err = write(r, func(tx *store.Tx) error { return minutes.SignedByHand(tx, id, version, day) })
	} else if s, missing := look(r); missing != nil {
		return missing
	} else if !s.May { // the right is asked before the form is judged
		return fault.Missing()
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return show(w, r, status) })
	}
	return r.See(w, link.PaperPage(id))
}
