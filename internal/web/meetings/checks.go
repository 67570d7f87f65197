package meetings

import (
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// looked is what the resolution's page found worth a second look.
type looked struct {
	warnings []resolution.Warning
	fit      minutes.Fit
}

func (s sitting) inspect(rd *store.Reader, r *page.Request, d resolution.Resolution) (l looked, err error) {
	if len(d.Items) == 0 {
		return l, nil
	}
	if l.warnings, err = resolution.Look(rd, r.Book, s.M.ID); err != nil {
		return l, err
	}
	l.fit, err = minutes.FitOf(rd, r.Book, s.M.ID)
	return l, err
}

// checks are gentle: what is met, and what could be better with the way to mend
// it. None of them stops anybody.
func (s sitting) checks(r *page.Request, d resolution.Resolution, l looked) []Check {
	if len(d.Items) == 0 {
		return nil
	}
	bad := map[string]resolution.Warning{}
	for _, w := range l.warnings {
		if _, known := bad[w.Code]; !known {
			bad[w.Code] = w
		}
	}
	out := []Check{{Ok: true, Text: word(r, "check.one")}}
	for _, c := range []struct{ code, met, open string }{
		{resolution.NoMeasure, "check.measure", "check.measure.open"}, {resolution.LongDeed, "check.short", "check.short.open"}, {resolution.TwoDeeds, "check.single", "check.single.open"}, {resolution.Vague, "check.plain", "check.plain.open"}, {resolution.Sudden, "check.time", "check.time.open"},
		{resolution.Duplicate, "check.double", "check.double.open"}, {resolution.SameAsOld, "check.old", "check.old.open"}} {
		w, lacking := bad[c.code]
		x := Check{Ok: !lacking, Text: say(r, c.met)}
		if lacking {
			x.Text = say(r, c.open, w.Args...)
			if s.May && !s.M.At(meeting.Confirmed) {
				x.Fix = &ui.Link{Text: word(r, "edit"), Href: link.Deed(s.Slug, s.Ky, w.Item), Name: say(r, "check.fix", "what", x.Text)}
			}
		}
		out = append(out, x)
	}
	out = append(out, Check{Ok: true, Text: say(r, "check.page")})
	if n := len(l.fit.Shorten); n > 0 {
		out[len(out)-1] = Check{Text: l.fit.Shorten[0]}
	}
	if l.fit.Minutes > 0 {
		key := "check.aloud"
		if l.fit.Long {
			key = "check.aloud.open"
		}
		out = append(out, Check{Ok: !l.fit.Long, Text: say(r, key, "minutes", l.fit.Minutes)})
	}
	return out
}
