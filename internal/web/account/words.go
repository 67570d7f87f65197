package account

import (
	"net/url"

	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/page"
)

// withReturn carries the address to come back to.
func withReturn(address string, r *page.Request) string {
	if ve := r.FormValue("ve"); ve != "" {
		return address + "?ve=" + url.QueryEscape(ve)
	}
	return address
}

func deviceChoice(r *page.Request) string {
	if r.Raw("device") == "shared" {
		return "shared"
	}
	return "own"
}

// role is "Bí thư Chi bộ Tổ dân phố 3".
func role(r *page.Request, post, org string) string {
	if post == "" {
		post = "member"
	}
	if org == "" {
		return r.T("post." + post)
	}
	return r.T("account.role", "post", r.T("post."+post), "org", org)
}

// liveWords says how much of a person's is signed in, and names no device.
func liveWords(r *page.Request, l session.Live) string {
	if l.Devices+l.Programs == 0 {
		return r.T("door.live.none")
	}
	text := r.T("door.live.devices", "count", l.Devices)
	if l.Programs > 0 {
		text = r.T("door.live.programs", "count", l.Devices, "programs", l.Programs)
	}
	if l.LastUse > 0 {
		text += " " + r.T("door.live.last", "day", dayOf(l.LastUse))
	}
	return text
}

func when(ms int64) string { return store.Clock(ms).Format("15:04 ") + vi.ShowDay(store.Day(ms)) }

func dayOf(ms int64) string { return vi.ShowDay(store.Day(ms)) }

func contrastNow(r *page.Request) string {
	if r.High {
		return "cao"
	}
	return "thuong"
}

func sizeNow(r *page.Request) string {
	if r.Size == "" {
		return "vua"
	}
	return r.Size
}
