package meetings

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/store"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// wall is what stands on the wall of the room: the agenda, the time, how many
// are there, the result of the last vote. No name, no opinion, nothing said of
// anybody; a vote bears the number of its point, never its words.
type wall struct {
	items []meeting.Item // the headings alone: what stands below them may name a comrade
	now   int            // the one being talked about, -1 for none
	took  int
	sheet attendance.Sheet
	vote  *vote.Vote
	of    string // the number of the point voted on
}

// naming are the records that bring a comrade's name into the title of a point.
var naming = map[string]bool{"date": true, "exemption": true, "task": true}

func (s sitting) wall(rd *store.Reader, r *page.Request) (x wall, err error) {
	if err = meeting.Must(rd, s.M, access.MinutesView); err != nil {
		return x, err
	}
	all, err := itemsOf(rd, s.M.ID)
	if err != nil {
		return x, err
	}
	if x.sheet, err = attendance.List(rd, s.M.ID); err != nil {
		return x, err
	}
	labels, since := map[string]string{}, int64(0)
	x.now = -1
	for _, i := range all {
		labels[i.ID] = i.Label
		if !i.Sub() {
			x.items = append(x.items, i)
		}
		if took, running := meeting.Took(s.M, all, i, s.Now); running {
			x.now, x.took, since = len(x.items)-1, took, i.StartedAt
		}
		if naming[i.SourceKind] && !i.Sub() {
			x.items[len(x.items)-1].Title = r.T("live.wall.other")
		}
	}
	held, err := vote.List(rd, s.M.ID)
	for _, v := range held {
		if v.At >= since && (x.vote == nil || v.At >= x.vote.At) {
			x.vote, x.of = &v, labels[v.Item]
		}
	}
	return x, err
}

// Wall is GET: the view for the wall, made anew by itself.
func Wall(w http.ResponseWriter, r *page.Request) error {
	var x wall
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { x, err = s.wall(rd, r); return })
	if err != nil {
		return err
	}
	p := s.frame(r, name(r, s.M), link.Room(s.Slug, s.Ky))
	p.Wall, p.Where, p.BarTitle, p.Sub = true, "", r.T("live.wall.bar"), s.wallTime(r)
	p.Live = link.Live(s.Slug, s.Ky)
	body := Board{Present: strconv.Itoa(x.sheet.Present) + "/" + strconv.Itoa(x.sheet.Expected)}
	done := 0
	for _, i := range x.items {
		if i.Conclusion != "" {
			done++
		}
	}
	body.Counted = r.T("live.wall.counted", "done", done, "total", len(x.items))
	from, most := 0, ahead
	if x.now >= 0 {
		i := x.items[x.now]
		body.Now = &Point{Label: i.Label, Title: i.Title, Second: r.T("live.wall.minutes", "minutes", x.took, "plan", i.Minutes)}
		from, most = x.now+1, ahead/2
	}
	for _, i := range x.items[from:] {
		if i.Conclusion == "" && len(body.Next) < most {
			body.Next = append(body.Next, Point{Label: i.Label, Title: i.Title})
		}
	}
	if x.vote != nil {
		body.Vote = x.result(r)
	}
	return r.Page(w, http.StatusOK, p, BoardPage(body))
}

// ahead is how many points to come have room in letters read from five metres
// away; half of them beside the one talked about.
const ahead = 5

// wallTime is the hour and how long one has sat.
func (s sitting) wallTime(r *page.Request) string {
	switch {
	case !s.M.At(meeting.InSession):
		return r.T("live.wall.before", "time", hour(s.M.StartsAt))
	case s.M.At(meeting.Closed):
		return r.T("live.wall.over", "time", hour(s.M.ClosedAt))
	}
	return r.T("live.wall.clock", "time", hour(s.Now)) + " · " + r.T("live.wall.lasts", "minutes", s.M.Lasted(s.Now))
}

// result is the last vote in bars and numbers.
func (x wall) result(r *page.Request) *Result {
	v := x.vote
	out := &Result{Tag: heldRow(r, *v).Tag, Base: v.Base, Line: r.T("live.wall.of", "needed", v.Needed, "base", v.Base)}
	switch {
	case x.of != "":
		out.Title = r.T("live.wall.vote", "n", x.of)
	case v.Matter == "resolution" || v.Matter == "minutes":
		out.Title = r.T("live.wall.vote." + v.Matter)
	case v.Matter == quality.Matter:
		out.Title = r.T("live.wall.vote.score")
	default:
		out.Title = r.T("live.wall.vote.whole")
	}
	for _, b := range []struct {
		key  string
		n    int
		kind string
	}{{"for", v.For, "yes"}, {"against", v.Against, "no"}, {"otherwise", v.Other, "other"}, {"silent", v.Silent(), "none"}} {
		out.Bars = append(out.Bars, Bar{Text: r.T("live.wall." + b.key), N: strconv.Itoa(b.n), Kind: b.kind, Wide: strconv.Itoa(100 * b.n / max(v.Base, 1))})
	}
	return out
}

// Board is what the wall shows.
type Board struct {
	Present, Counted string
	Now              *Point
	Next             []Point
	Vote             *Result
}

// Point is one point of the agenda.
type Point struct{ Label, Title, Second string }

// Result is one vote.
type Result struct {
	Title, Line string
	Tag         *ui.Tag
	Base        int
	Bars        []Bar
}

// Bar is one answer: Wide is its share of the base in percent.
type Bar struct{ Text, N, Kind, Wide string }
