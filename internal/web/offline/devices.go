package offline

import (
	"encoding/base64"
	"net/http"
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func word(r *page.Request, key string, args ...any) string { return r.T("devicespage."+key, args...) }

func hour(ms int64) string { return store.Clock(ms).Format("15:04 02/01") }

func (s sitting) frame(r *page.Request, heading, back string) ui.Page {
	return ui.Page{Title: heading + " · " + s.cell.Name, Where: s.cell.Name, Heading: heading, Back: &ui.Link{Href: back}, PrintAt: &ui.Link{Text: r.T("print.title"), Href: link.Prints(s.slug, s.ky)}}
}

// DevicesPage is GET: the devices of a meeting, who holds each, when it last sent
// and how much, what is still expected of it; entries on which two differ and
// those a room refused.
func DevicesPage(w http.ResponseWriter, r *page.Request) error {
	var s sitting
	var all []offline.Standing
	var open []offline.Unsettled
	var n namer
	late := 0
	err := r.Read(func(rd *store.Reader) (err error) {
		if s, err = find(rd, r); err != nil {
			return err
		}
		if all, err = offline.Owing(rd, s.m.ID); err != nil {
			return err
		}
		if open, err = offline.UnsettledOf(rd, r.Book, s.m.ID); err != nil {
			return err
		}
		if _, _, late, err = offline.Todo(rd, s.m.ID); err != nil {
			return err
		}
		n, err = naming(rd, r, s.m)
		return err
	})
	if err != nil {
		return err
	}
	var b Body
	waiting := 0
	for _, d := range all {
		row := s.deviceRow(r, d)
		if !d.Quits && !s.m.At(meeting.Sealed) {
			waiting++
		}
		b.Devices = append(b.Devices, row)
	}
	for _, u := range open {
		row := ui.Row{Title: n.entry(u), Href: link.Disputed(s.slug, s.ky, coded(u.Key))}
		if s.m.At(meeting.Sealed) || u.Hidden {
			row.Href = ""
		}
		if u.Disputed {
			row.Second = word(r, "both", "count", len(u.Choices))
			b.Disputed = append(b.Disputed, row)
			continue
		}
		if row.Second, row.Vi = u.Told, u.Told; u.Hidden { // kept as it was said, in Vietnamese
			row.Second += " " + word(r, "hidden")
		}
		b.Refused = append(b.Refused, row)
	}
	p := s.frame(r, word(r, "title"), link.Meeting(s.slug, s.ky))
	p.Sub = word(r, "sub")
	p.Primary = &ui.Action{Text: word(r, "back"), Href: link.Meeting(s.slug, s.ky)}
	if late > 0 {
		p.Banner = &ui.Note{Kind: "warn", Text: word(r, "late", "count", late), Action: &ui.Link{Text: word(r, "late.go"), Href: link.ReadBack(s.slug, s.ky, "1")}}
	}
	switch {
	case len(all) == 0:
		b.Empty = word(r, "none")
	case waiting == 0 && len(open) == 0 && late == 0:
		b.Clear = &ui.Note{Kind: "ok", Text: word(r, "clear")}
	}
	return r.Page(w, http.StatusOK, p, DevicesPageBody(b))
}

// coded is a key as it stands in an address.
func coded(key string) string { return base64.RawURLEncoding.EncodeToString([]byte(key)) }

func decoded(s string) string {
	key, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return ""
	}
	return string(key)
}

// deviceRow says of a device who holds it and how far it has sent; it leads to
// giving it up while something is expected of it.
func (s sitting) deviceRow(r *page.Request, d offline.Standing) ui.Row {
	row := ui.Row{Icon: "smartphone", Title: d.Name}
	if d.Label != "" {
		row.Title += " · " + called(r, d.Label)
	}
	switch {
	case d.LastSentAt == 0:
		row.Second = word(r, "never", "time", hour(d.MadeAt))
	default:
		row.Second = word(r, "sent", "time", hour(d.LastSentAt), "count", d.Taken)
	}
	if d.Waiting > 0 {
		row.Second += " " + word(r, "waiting", "count", d.Waiting)
	}
	switch {
	case d.GivenUpAt > 0:
		row.Tag = &ui.Tag{Kind: "warn", Icon: "x", Text: word(r, "given_up")}
		row.Second += " " + word(r, "given_up.why", "why", d.GivenUpWhy)
	case d.Quits:
		row.Tag = &ui.Tag{Kind: "ok", Icon: "circle-check", Text: word(r, "quits")}
	case d.RevokedAt > 0:
		row.Tag = &ui.Tag{Kind: "warn", Icon: "x", Text: word(r, "shut_out")}
	default:
		row.Tag = &ui.Tag{Kind: "act", Icon: "clock", Text: word(r, "expected")}
	}
	if !d.Quits && !s.m.At(meeting.Sealed) {
		row.Href = link.GiveUp(s.slug, s.ky, d.ID)
	}
	return row
}

// called is what a device is called: what its holder wrote, or in plain words what
// a browser says of itself.
func called(r *page.Request, label string) string {
	if !strings.HasPrefix(label, "Mozilla/") {
		return label
	}
	for _, one := range []struct{ part, key string }{{"iPhone", "iphone"}, {"iPad", "ipad"}, {"Android", "android"}, {"Windows", "windows"}} {
		if strings.Contains(label, one.part) {
			return word(r, "called."+one.key)
		}
	}
	return word(r, "called.computer")
}
