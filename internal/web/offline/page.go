package offline

import (
	"net/http"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// packed is the packet with what only the page needs: where it came from, what
// the meeting is called, how large one reads, what a committee says otherwise.
type packed struct {
	offline.Packet
	Page pageOf `json:"page"`
}

type pageOf struct {
	Href     string            `json:"href"`
	Name     string            `json:"name"`
	Size     string            `json:"size"`
	Contrast string            `json:"contrast"`
	Closed   string            `json:"closed"` // why nothing said may be kept here
	Words    map[string]string `json:"words"`
}

// pack adds it.
func (s sitting) pack(r *page.Request, p offline.Packet) packed {
	out := packed{Packet: p, Page: pageOf{Href: link.Meeting(s.slug, s.ky), Name: s.name(r), Size: r.Size, Words: map[string]string{}}}
	if r.High {
		out.Page.Contrast = "cao"
	}
	if p.Hall.Closed {
		out.Page.Closed = page.Sentence(r.Words, "meeting_content_closed")
	}
	if s.m.OfCommittee() {
		for _, key := range r.Words.Keys() {
			if rest, ok := strings.CutSuffix(key, ".hop"); ok && (strings.HasPrefix(rest, "roompage.") || strings.HasPrefix(rest, "meetingpage.")) {
				out.Page.Words[rest] = r.Words.T(rest)
			}
		}
	}
	return out
}

// name is "Sinh hoạt tháng 12", as on the meeting's own pages.
func (s sitting) name(r *page.Request) string {
	month := r.T("meetingpage.month", "month", strings.TrimPrefix(s.m.Period[5:7], "0"))
	name := r.T("meetingpage.name."+s.m.Kind, "month", month)
	if s.m.N > 1 {
		name = r.T("kindspage.nth", "name", name, "n", s.m.N)
	}
	return name
}

// TakePage is GET: what is taken along, what is promised, and the one tap. It
// says beforehand where this browser cannot do it.
func TakePage(w http.ResponseWriter, r *page.Request) error {
	var s sitting
	err := r.Read(func(rd *store.Reader) (err error) {
		if s, err = find(rd, r); err != nil {
			return err
		}
		may, err := offline.MayTake(rd, s.m)
		if err == nil && !may {
			err = fault.Missing()
		}
		return err
	})
	if err != nil {
		return err
	}
	back := link.Meeting(s.slug, s.ky)
	p := ui.Page{Title: r.T("hallpage.take.title") + " · " + r.Month(s.m.Period) + " · " + s.cell.Name, Heading: r.T("hallpage.take.title"), Where: s.cell.Name, BarTitle: r.T("hallpage.take.bar"),
		Sub: s.name(r), Back: &ui.Link{Href: back}, PrintAt: &ui.Link{Text: r.T("print.title"), Href: link.Prints(s.slug, s.ky)}}
	plain := link.Room(s.slug, s.ky)
	switch {
	case r.Session.Shared:
		p.Banner, p.Primary = &ui.Note{Kind: "info", Text: r.T("hallpage.take.shared")}, &ui.Action{Text: r.T("hallpage.take.plain"), Href: plain}
		return r.Page(w, http.StatusOK, p, promise())
	case s.m.At(meeting.Sealed) || s.m.EnteredAt > 0:
		p.Banner, p.Primary = &ui.Note{Kind: "info", Text: r.T("hallpage.take.none")}, &ui.Action{Text: r.T("meetingpage.roll.back"), Href: back}
		return r.Page(w, http.StatusOK, p, promise())
	}
	p.Scripts = []string{"take.js"}
	p.Primary = &ui.Action{Text: r.T("hallpage.take.plain"), Href: plain}
	return r.Page(w, http.StatusOK, p, takePage(link.TakeAlong(s.slug, s.ky), plain))
}

// Wipe is POST: a browser that has no meeting left in it asks for the answer that
// makes it throw its whole store away, key and all. Refused while the device it
// names still has something to do: everything lies in that one store.
func Wipe(w http.ResponseWriter, r *page.Request) error {
	_, pass, err := passOf(r)
	if err == nil {
		var idle bool
		err = r.DB.Read(r.Context(), store.Viewer{Tenant: pass.Tenant, Person: store.System}, func(rd *store.Reader) (err error) {
			idle, err = offline.Idle(rd, pass)
			return err
		})
		if err == nil && !idle {
			err = fault.New(fault.Conflict, "hall_open")
		}
	}
	if err != nil && fault.KindOf(err) != fault.Unsigned { // nobody's pass opens nothing any more
		return refuse(w, r, err)
	}
	w.Header().Set("Clear-Site-Data", `"storage"`)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
	return nil
}
