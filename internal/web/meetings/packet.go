package meetings

import (
	"context"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/blob"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/office/pdf"
	"chibo/internal/packet"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// zips are the file names of the two parts.
var zips = map[string]string{"truoc.zip": packet.Before, "sau.zip": packet.After}

var zipOf = map[string]string{packet.Before: "truoc.zip", packet.After: "sau.zip"}

// PacketPage is GET: a block for every box of the national handbook, in its
// order, before and after the meeting.
func PacketPage(w http.ResponseWriter, r *page.Request) error { return packetPage(w, r, http.StatusOK) }

func packetPage(w http.ResponseWriter, r *page.Request, status int) error {
	boxes := map[string][]packet.Box{}
	var ticks map[string]packet.Tick
	names := false
	now := int64(0)
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		now = rd.Now()
		for _, part := range packet.Parts {
			if boxes[part], err = packet.Boxes(rd, r.Book, s.M.ID, part); err != nil {
				return err
			}
		}
		if names, err = access.Can(rd, access.AssistantEdit, s.M.Org); err != nil {
			return err
		}
		ticks, err = packet.Ticks(rd, s.M.ID)
		return err
	})
	if err != nil {
		return err
	}
	part := packet.Before
	if s.M.At(meeting.Closed) {
		part = packet.After
	}
	p := s.frame(r, r.T("packetpage.title"), link.Announce(s.Slug, s.Ky))
	p.Primary = &ui.Action{Text: r.T("packetpage.declare." + part), Form: "khai-" + part}
	order := r.Book.Handbook(s.M.Day)
	body := []templ.Component{Soft(r.T("packetpage.why"))}
	for _, one := range []string{part, map[string]string{packet.Before: packet.After, packet.After: packet.Before}[part]} {
		shown := s.packetPart(r, one, boxes[one], ticks, now)
		shown.Main = one == part
		body = append(body, PacketPart(shown))
	}
	body = append(body, Basis(order.Source.Line(), order.Status != rule.Official))
	if names {
		body = append(body, ui.Links([]ui.Link{{Text: r.T("packetpage.assistants"), Href: link.Assistants(s.Slug)}}))
	}
	return r.Page(w, status, p, templ.Join(body...))
}

// packetPart fills one part of the page.
func (s sitting) packetPart(r *page.Request, part string, boxes []packet.Box, ticks map[string]packet.Tick, now int64) PartOf {
	out := PartOf{Title: r.T("packetpage." + part), Part: part}
	ready := false
	for _, b := range boxes {
		ready = ready || b.Text != "" || len(b.Files) > 0
		x := BoxOf{Copied: Copied{ID: "o-" + b.Code, Title: b.Title, Text: b.Text, Sub: true}}
		for _, f := range b.Files {
			if f.Paper != "" {
				x.Files = append(x.Files, ui.Link{Text: f.Title + " .docx", Href: link.Paper(s.Slug, s.Ky, f.Paper, "docx"), Icon: "download"})
				continue
			}
			x.Files = append(x.Files, ui.Link{Text: f.Title + " ." + f.Attachment.Format, Href: link.File(f.Attachment.ID), Icon: "download"})
		}
		out.Boxes = append(out.Boxes, x)
	}
	regime := r.Book.Regime(s.M.Day, rule.OrgKind(s.Cell.Kind))
	switch {
	case part == packet.Before && regime.PapersLeadHours > 0 && !s.M.At(meeting.InSession):
		at := s.M.StartsAt - int64(regime.PapersLeadHours)*3_600_000
		out.Deadline = r.T("paperspage.deadline", "time", hour(at), "day", day(r, store.Day(at))) + " " + countdown(r, at-now)
	case part == packet.After && regime.ReportDays > 0:
		out.Deadline = r.T("packetpage.after.deadline", "day", day(r, vi.AddDays(s.M.Day, regime.ReportDays)))
	}
	if ready {
		out.All = &ui.Link{Text: r.T("packetpage.zip"), Href: link.PacketFile(s.Slug, s.Ky, zipOf[part]), Icon: "download"}
	} else {
		out.Empty = r.T("packetpage.empty." + part)
	}
	if t, is := ticks[part]; is {
		out.Ticked = r.T("packetpage.ticked", "time", hour(t.DoneAt), "day", vi.ShowDay(store.Day(t.DoneAt)), "name", t.Name)
	}
	at := ui.Field{ID: "hour-" + part, Name: "hour", Label: r.T("packetpage.hour"), Value: hour(now), Short: true}
	on := ui.Field{ID: "day-" + part, Name: "day", Label: r.T("packetpage.day"), Value: vi.ShowDay(store.Day(now))}
	if r.Method == http.MethodPost && r.Text("part") == part {
		at.Value, on.Value = r.FormValue("hour"), r.FormValue("day")
		at.Error, on.Error = r.Wrong("hour"), r.Wrong("day")
	}
	out.Tick = Form{ID: "khai-" + part, Action: link.Packet(s.Slug, s.Ky), Hidden: []Pair{{"part", part}}, Parts: []templ.Component{ui.TextField(at), ui.DateField(on, nil)}}
	return out
}

// Declare is POST: the tick that a part went up, and when.
func Declare(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	at := instant(r, "day", "hour", &wrong)
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error { return packet.Declare(tx, s.M.ID, r.Text("part"), at) })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return packetPage(w, r, status) })
	}
	return r.See(w, link.Packet(s.Slug, s.Ky))
}

// PacketZip is GET: everything of one part in one file.
func PacketZip(w http.ResponseWriter, r *page.Request) error {
	part := zips[r.PathValue("tep")]
	if part == "" {
		return fault.Missing()
	}
	var boxes []packet.Box
	var pieces []packet.Piece
	now := int64(0)
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		now = rd.Now()
		boxes, pieces, err = packet.Pieces(rd, r.Book, blob.In(r.DB.Dir()), s.M.ID, part)
		return err
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Minute)
	defer cancel()
	convert := func(docx []byte) ([]byte, error) { return r.PDF(ctx, docx) }
	if !pdf.Available() {
		convert = nil
	}
	data, err := packet.Zip(store.Clock(now), boxes, pieces, convert)
	if err != nil { // a program that does not answer: the .docx alone still help
		if data, err = packet.Zip(store.Clock(now), boxes, pieces, nil); err != nil {
			return err
		}
	}
	return page.Save(w, "application/octet-stream", "so-tay-"+s.Ky+"-"+zipOf[part], data)
}

// AssistantsPage is GET, NameAssistant POST: who helps the secretary with the
// packet.
func AssistantsPage(w http.ResponseWriter, r *page.Request) error {
	return assistants(w, r, http.StatusOK)
}

func assistants(w http.ResponseWriter, r *page.Request, status int) error {
	cell, err := cellOf(r)
	if err != nil {
		return err
	}
	var have []member.Holding
	var roll []member.Member
	if err := r.Read(func(rd *store.Reader) (err error) {
		if have, err = member.Assistants(rd, cell.ID); err != nil {
			return err
		}
		roll, err = member.Roll(rd, cell.ID, rd.Today())
		return err
	}); err != nil {
		return err
	}
	var people []ui.Option
	for _, m := range roll {
		if m.Activity != "suspended" {
			people = append(people, ui.Option{Value: m.PersonID, Text: m.FullName})
		}
	}
	p := ui.Page{Title: r.T("packetpage.assistants") + " · " + cell.Name, Where: cell.Name, Heading: r.T("packetpage.assistants"), Back: &ui.Link{Href: link.Meetings(cell.Slug)}}
	var list []AssistantOf
	for _, h := range have {
		list = append(list, AssistantOf{Name: h.FullName, Since: r.T("packetpage.assistant.since", "day", vi.ShowDay(h.From)), End: Form{Action: link.EndAssistant(cell.Slug, h.ID)}, EndName: r.T("packetpage.assistant.end.name", "name", h.FullName)})
	}
	f := Form{Parts: []templ.Component{ui.Select(ui.Field{Name: "person", Label: r.T("packetpage.assistant.who"), Value: form.Typed(r, "person", ""), Error: r.Wrong("person")}, people)}}
	return ask(w, r, status, p, r.T("packetpage.assistant.name"), f, Soft(r.T("packetpage.assistant.why")), Assistants(list))
}

func NameAssistant(w http.ResponseWriter, r *page.Request) error {
	cell, err := cellOf(r)
	if err == nil {
		err = r.Write(func(tx *store.Tx) error { _, err := member.NameAssistant(tx, cell.ID, r.Text("person")); return err })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return assistants(w, r, status) })
	}
	return r.See(w, link.Assistants(cell.Slug))
}

// EndAssistant is POST.
func EndAssistant(w http.ResponseWriter, r *page.Request) error {
	cell, err := cellOf(r)
	if err == nil {
		err = r.Write(func(tx *store.Tx) error { return member.EndAssistant(tx, cell.ID, r.PathValue("id")) })
	}
	if err != nil {
		return err
	}
	return r.See(w, link.Assistants(cell.Slug))
}
