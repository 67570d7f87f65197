// Package system is the page of whoever keeps the machine: the last good backup,
// the room on the disk, the version and what waits. It shows nothing of any cell.
package system

import (
	"cmp"
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/backup"
	"chibo/internal/config"
	"chibo/internal/digest"
	"chibo/internal/job"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// leastRoom is the room on the disk below which it is to be cleared.
const leastRoom = 1 << 30

// Show is GET: the state of the system.
func Show(keeper *backup.Keeper) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error {
		var waiting []job.Waiting
		var alarms []privacy.Counted
		var top org.Org
		var mailed digest.Counted
		var night report.Night
		if err := r.Read(func(rd *store.Reader) (err error) {
			if err = access.MustAny(rd, access.SystemView); err == nil {
				waiting, err = job.List(rd, 100)
			}
			if err == nil {
				alarms, err = privacy.CountAlarms(rd)
			}
			if err == nil {
				mailed, err = digest.Count(rd)
			}
			if err == nil {
				night, err = report.LastNight(rd)
			}
			if err == nil {
				top, err = org.Root(rd)
			}
			return err
		}); err != nil {
			return err
		}
		m, err := keeper.Look()
		if err != nil {
			return err
		}
		p := ui.Page{Title: r.T("system.title"), Heading: r.T("system.title"), Sub: r.T("system.sub"), Role: r.RoleLine(), Back: &ui.Link{Href: link.Contents}, Banner: banner(r, m)}
		return r.Page(w, 0, p, state(append(facts(r, m, waiting), watched(r, alarms), letters(r, mailed), compared(r, night)), todo(r, m), []ui.Link{{Text: r.T("leak.title"), Href: link.Leaks(top.Slug)}, {Text: r.T("keeping.title"), Href: link.Retention(top.Slug)}}))
	}
}

// banner is the one thing to see within five seconds.
func banner(r *page.Request, m backup.Machine) *ui.Note {
	at := moment(r, m.Last.At)
	switch {
	case m.Off:
		return &ui.Note{Kind: "warn", Text: r.T("system.off")}
	case m.Last.At == 0:
		return &ui.Note{Kind: "bad", Text: r.T("system.none")}
	case m.Old:
		return &ui.Note{Kind: "bad", Text: r.T("system.old", "at", at)}
	case m.Last.FailedAt > m.Last.At:
		return &ui.Note{Kind: "warn", Text: r.T("system.failed", "at", at, "failed", moment(r, m.Last.FailedAt))}
	case m.FreeData < leastRoom:
		return &ui.Note{Kind: "bad", Text: r.T("system.full", "free", m.FreeData>>20)}
	}
	return &ui.Note{Kind: "ok", Text: r.T("system.good", "at", at)}
}

// letters is how many persons are mailed, and at how many addresses nothing arrived.
func letters(r *page.Request, n digest.Counted) ui.Pair {
	return ui.Pair{Term: r.T("system.mail"), Text: r.T("system.mail.text", "on", n.On, "lost", n.Lost)}
}

// compared is what the last night found that derived every cell's month again.
func compared(r *page.Request, n report.Night) ui.Pair {
	text := r.T("system.recount.none")
	if n.At > 0 {
		key := "system.recount.agree"
		if n.Differing > 0 {
			key = "system.recount.differ"
		}
		text = r.T(key, "at", moment(r, n.At), "rows", vi.Number(int64(n.Rows)), "count", n.Differing)
	}
	return ui.Pair{Term: r.T("system.recount"), Text: text}
}

func facts(r *page.Request, m backup.Machine, waiting []job.Waiting) []ui.Pair {
	pair := func(key, text string) ui.Pair { return ui.Pair{Term: r.T("system." + key), Text: text} }
	var out []ui.Pair
	if !m.Off {
		last := r.T("system.never")
		if m.Last.At > 0 {
			last = r.T("system.last.text", "at", moment(r, m.Last.At), "size", vi.Number((m.Last.Bytes+999_999)/1_000_000))
		}
		out = append(out, pair("last", last), pair("kept", r.T("system.kept.text", "count", m.Last.Kept)))
		if m.Last.Damaged > 0 {
			out = append(out, pair("damaged", r.T("system.damaged.text", "count", m.Last.Damaged)))
		}
	}
	out = append(out, pair("room", r.T("system.room.text", "free", gigabytes(m.FreeData))))
	if !m.Off && !m.SameDisk {
		out = append(out, pair("room.backup", r.T("system.room.text", "free", gigabytes(m.FreeBackup))))
	}
	stuck := 0
	for _, w := range waiting {
		if w.Attempts > 3 {
			stuck++
		}
	}
	jobs := r.T("system.jobs.none")
	if len(waiting) > 0 {
		jobs = r.T("system.jobs.text", "count", len(waiting), "stuck", stuck)
	}
	out = append(out, pair("jobs", jobs))
	if m.Engine != "" {
		out = append(out, pair("engine", r.T("system.engine."+m.Engine)))
	}
	return append(out, pair("version", config.Version()))
}

// watched counts the alarms on reading many records by post: no names here.
func watched(r *page.Request, all []privacy.Counted) ui.Pair {
	text := ""
	for _, c := range all {
		if text != "" {
			text += "; "
		}
		text += r.T("post."+cmp.Or(c.Post, "member")) + ": " + strconv.Itoa(c.N)
	}
	return ui.Pair{Term: r.T("privacy.alarm.system"), Text: cmp.Or(text, r.T("privacy.alarm.system.none"))}
}

// todo are the remedies, each only where it is needed.
func todo(r *page.Request, m backup.Machine) (out []ui.Note) {
	if !m.Off && m.SameDisk {
		out = append(out, ui.Note{Kind: "warn", Title: r.T("system.samedisk"), Text: r.T("system.samedisk.what")})
	}
	if m.Off || m.Old || m.Last.FailedAt > m.Last.At {
		out = append(out, ui.Note{Kind: "info", Text: r.T("system.what")})
	}
	return out
}

func moment(r *page.Request, ms int64) string {
	return r.T("system.moment", "time", store.Clock(ms).Format("15:04"), "day", vi.ShowDay(store.Day(ms)))
}

func gigabytes(n uint64) string { return vi.Number(int64(n / 1_000_000_000)) }
