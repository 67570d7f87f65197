// Package digest holds what waits for oneself, whether one is mailed about it, and the way
// out that a letter holds.
package digest

import (
	"net/http"
	"strconv"

	"chibo/internal/digest"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Mine is GET /toi/nhac-viec: what waits today, and the choice about letters. mails tells
// whether this server sends any.
func Mine(mails bool) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error { return mine(w, r, 0, mails) }
}

func mine(w http.ResponseWriter, r *page.Request, status int, mails bool) error {
	var lines []digest.Line
	var c digest.Choice
	today := ""
	err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if lines, err = digest.Of(rd, r.Book); err != nil {
			return err
		}
		c, err = digest.Mine(rd, r.Book)
		return err
	})
	if err != nil {
		return err
	}
	s := shown{Title: r.T("digest.today", "count", len(lines)), Action: form.Page{Action: link.MyDigest, Hidden: []form.Hidden{form.Version(c.Version)}, Inputs: inputs(r, c, today)}}
	for _, l := range lines {
		s.Lines = append(s.Lines, ui.Line{Text: r.T("digest.line."+l.Code, "count", l.N)})
	}
	switch {
	case c.OffWhy == digest.ByLink:
		s.Note = &ui.Note{Kind: "info", Text: r.T("digest.off.link", "day", vi.ShowDay(c.OffOn))}
	case c.OffWhy == digest.Undeliverable:
		s.Note = &ui.Note{Kind: "warn", Text: r.T("digest.off.undeliverable", "day", vi.ShowDay(c.OffOn))}
	case !mails:
		s.Note = &ui.Note{Kind: "info", Text: r.T("digest.mailing.off")}
	}
	title := r.T("digest.title")
	return r.Page(w, status, ui.Page{Title: title, Where: r.T("mepage.title"), Heading: title, BarTitle: r.T("mepage.bar"), Back: &ui.Link{Href: link.Me}, Primary: form.Send(r.T("digest.save"))}, minePage(s))
}

func inputs(r *page.Request, c digest.Choice, today string) []form.Input {
	law := r.Book.Rhythm(today)
	var hours, days []ui.Option
	for _, h := range law.Hours {
		hours = append(hours, ui.Option{Value: strconv.Itoa(h), Text: r.T("digest.hour", "hour", h)})
	}
	for _, d := range digest.Rhythms {
		days = append(days, ui.Option{Value: d, Text: r.T("digest.days." + d)})
	}
	mail := form.Input{Kind: "check", Field: ui.Field{Name: "mail", Label: r.T("digest.f.mail")}}
	if r.Method == http.MethodPost && r.Tick("mail") || r.Method != http.MethodPost && c.Mail {
		mail.Chosen = []string{"1"}
	}
	return []form.Input{
		{Kind: "text", Field: ui.Field{Name: "address", Label: r.T("digest.f.address"), Hint: r.T("digest.f.address.hint"), Value: form.Typed(r, "address", c.Address), Error: r.Wrong("address"), Optional: true, MaxLength: 254}},
		mail,
		{Kind: "radios", Field: ui.Field{Name: "hour", Label: r.T("digest.f.hour"), Hint: r.T("digest.quiet", "from", law.QuietFrom, "until", law.QuietUntil), Value: form.Typed(r, "hour", strconv.Itoa(c.Hour)), Error: r.Wrong("hour")}, Options: hours},
		{Kind: "radios", Field: ui.Field{Name: "days", Label: r.T("digest.f.days"), Value: form.Typed(r, "days", c.Days), Error: r.Wrong("days")}, Options: days},
	}
}

// Choose is POST there.
func Choose(mails bool) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error {
		var wrong fault.Fields
		in := digest.Choice{Address: r.Text("address"), Mail: r.Tick("mail"), Hour: r.Number("hour", &wrong), Days: r.Text("days"), Version: r.Version()}
		err := wrong.Err()
		if err == nil {
			err = r.Write(func(tx *store.Tx) error { _, err := digest.Choose(tx, r.Book, in); return err })
		}
		if err != nil {
			return r.Again(w, err, func(status int) error { return mine(w, r, status, mails) })
		}
		return r.See(w, link.MyDigest)
	}
}

// OutPage is GET /ngung-nhac/{ma}: a preview of the link by a program switches nothing.
func OutPage(w http.ResponseWriter, r *page.Request) error {
	if err := digest.Genuine(r.Context(), r.DB, r.PathValue("ma")); err != nil {
		return err
	}
	p := ui.Page{Title: r.T("digest.out.title"), Heading: r.T("digest.out.title"), Where: r.T("layout.product"), Primary: form.Send(r.T("digest.out.button"))}
	return r.Page(w, 0, p, outPage(link.NoLettersOf(r.PathValue("ma")), ""))
}

// Out is POST there: by the button, or by the reader's mail program in one tap (RFC 8058).
func Out(w http.ResponseWriter, r *page.Request) error {
	if err := digest.Off(r.Context(), r.DB, r.PathValue("ma")); err != nil {
		return err
	}
	p := ui.Page{Title: r.T("digest.out.title"), Heading: r.T("digest.out.title"), Where: r.T("layout.product"), Primary: &ui.Action{Text: r.T("digest.out.home"), Href: link.SignIn}}
	return r.Page(w, 0, p, outPage("", r.T("digest.out.done")))
}
