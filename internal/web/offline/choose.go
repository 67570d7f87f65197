package offline

import (
	"net/http"
	"slices"

	"chibo/internal/fault"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// ChoosePage is GET, Choose POST: what two devices wrote, or what a room refused,
// side by side with who wrote it and when; one is kept as the meeting's own.
func ChoosePage(w http.ResponseWriter, r *page.Request) error { return choose(w, r, http.StatusOK) }

func choose(w http.ResponseWriter, r *page.Request, status int) error {
	var s sitting
	var u offline.Unsettled
	var n namer
	err := r.Read(func(rd *store.Reader) (err error) {
		if s, err = find(rd, r); err != nil {
			return err
		}
		all, err := offline.UnsettledOf(rd, r.Book, s.m.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(u offline.Unsettled) bool { return u.Key == decoded(r.PathValue("id")) })
		if at < 0 {
			return fault.Missing()
		}
		u = all[at]
		n, err = naming(rd, r, s.m)
		return err
	})
	if err != nil {
		return err
	}
	var options []ui.Option
	seen := []string{}
	for _, c := range u.Choices {
		text := n.value(u.Kind, c.Value)
		seen = append(seen, text)
		options = append(options, ui.Option{Value: c.Op, Text: text + " · " + n.by(c)})
	}
	if u.MayHaveCome() {
		options = []ui.Option{{Value: offline.Came, Text: word(r, "came", "name", n.members[u.Choices[0].Member()])}}
		options, seen = append(options, ui.Option{Value: offline.AsItStands, Text: word(r, "came.not")}), append(seen, n.value(u.Kind, u.Now))
	}
	if now := n.value(u.Kind, u.Now); !slices.Contains(seen, now) {
		options = append(options, ui.Option{Value: offline.AsItStands, Text: now + " · " + word(r, "now")})
	}
	p := s.frame(r, word(r, "choose"), link.HallDevices(s.slug, s.ky))
	if p.Sub = n.entry(u); u.MayHaveCome() {
		p.Sub = n.value(u.Kind, u.Choices[0].Value)
	}
	p.Primary = form.Send(word(r, "choose.save"))
	f := form.Page{Frame: p, Action: link.Disputed(s.slug, s.ky, r.PathValue("id")), Inputs: []form.Input{{Kind: "radios", Field: ui.Field{Name: "op", Label: word(r, "choose.which"), Value: form.Typed(r, "op", "")}, Options: options}}}
	if u.Code != "" {
		f.Before = []ui.Note{{Kind: "warn", Text: u.Told, Vi: u.Told}}
	}
	return form.Answer(w, r, status, f)
}

func Choose(w http.ResponseWriter, r *page.Request) error {
	var s sitting
	err := r.Write(func(tx *store.Tx) (err error) {
		if s, err = find(tx.Reader, r); err != nil {
			return err
		}
		if r.Text("op") == "" {
			return fault.Bad("op", "hall_choice")
		}
		return offline.Choose(tx, r.Book, s.m.ID, decoded(r.PathValue("id")), r.Text("op"))
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return choose(w, r, status) })
	}
	return r.See(w, link.HallDevices(s.slug, s.ky))
}
