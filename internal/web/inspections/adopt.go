package inspections

import (
	"net/http"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/inspection"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// met are the meetings that may have adopted the programme of a year: those held since July
// of the year before, the latest first.
func met(rd *store.Reader, r *page.Request, id string, year int) (out []ui.Option, err error) {
	all, _, err := meeting.List(rd, meeting.Filter{Org: id, Limit: 24})
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	for _, m := range all {
		if m.At(meeting.Closed) && m.Day >= strconv.Itoa(year-1)+"-07-01" {
			out = append(out, ui.Option{Value: m.ID, Text: word(r, "meeting", "day", vi.ShowDay(m.Day))})
		}
	}
	return out, nil
}

// adopting asks which meeting agreed to the programme.
func (s seen) adopting(r *page.Request) *form.Page {
	f := &form.Page{Action: s.base, Hidden: []form.Hidden{{Name: "year", Value: strconv.Itoa(s.year)}, form.Version(s.y.Version)}}
	if len(s.met) > 0 {
		f.Inputs = append(f.Inputs, form.Input{Kind: "select", Field: ui.Field{Name: "meeting", Label: word(r, "f.meeting"), Value: form.Typed(r, "meeting", s.y.Meeting), Error: r.Wrong("meeting")}, Options: append([]ui.Option{{Text: word(r, "meeting.other")}}, s.met...)})
	}
	day := ""
	if s.y.AdoptedOn != "" && s.y.Meeting == "" {
		day = vi.ShowDay(s.y.AdoptedOn)
	}
	f.Inputs = append(f.Inputs,
		form.Input{Kind: "date", Field: ui.Field{Name: "day", Label: word(r, "f.day"), Hint: word(r, "f.day.hint"), Value: form.Typed(r, "day", day), Error: r.Wrong("day"), Optional: true}},
		form.Input{Field: ui.Field{Name: "minutes_no", Label: word(r, "f.minutes"), Value: form.Typed(r, "minutes_no", s.y.MinutesNo), Error: r.Wrong("minutes_no"), MaxLength: 40, Optional: true, Short: true}})
	return f
}

// Adopt is the POST of the programme's page.
func Adopt(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	day, n := r.Day("day", &wrong), r.Number("year", &wrong)
	err := wrong.Err()
	next := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			p, err := at(tx.Reader, r)
			if err != nil {
				return err
			}
			if n == 0 {
				n = p.year
			}
			next = link.ChecksOf(p.base, n)
			_, err = inspection.Adopt(tx, p.o.ID, n, r.Version(), inspection.Adoption{Meeting: r.Text("meeting"), Day: day, MinutesNo: r.Text("minutes_no")})
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return year(w, r, status) })
	}
	return r.See(w, next)
}
