package proof

import (
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// VerifyPage is GET, Verify POST /xac-minh: a proof file or the code of a
// printed paper, for anyone.
func VerifyPage(w http.ResponseWriter, r *page.Request) error {
	return verifyPage(w, r, http.StatusOK, nil)
}

func verifyPage(w http.ResponseWriter, r *page.Request, status int, banner *ui.Note, body ...templ.Component) error {
	heading := word(r, "verify.title")
	p := ui.Page{Title: heading + " · " + r.T("layout.product"), Heading: heading, Where: r.T("layout.product"), Banner: banner, Back: &ui.Link{Href: link.Home}, Primary: form.Send(word(r, "verify.save"))}
	ask := form.Page{Action: link.Verify, Upload: true, Inputs: []form.Input{
		{Kind: "file", Accept: ".json", Field: ui.Field{Name: "file", Label: word(r, "verify.file"), Hint: word(r, "verify.file.hint"), Optional: true, Error: r.Wrong("file")}},
		{Kind: "area", Field: ui.Field{Name: "code", Label: word(r, "verify.code"), Hint: word(r, "verify.code.hint"), Optional: true, Value: form.Typed(r, "code", ""), Error: r.Wrong("code"), MaxLength: 500}}}}
	if len(body) == 0 {
		body = []templ.Component{Lines(word(r, "verify.what"))}
	}
	return r.Page(w, status, p, templ.Join(append(body, form.Form(ask))...))
}

// Verify answers what a file or a code shows. Nothing is written or kept.
func Verify(w http.ResponseWriter, r *page.Request) error {
	_, data, err := r.File("file")
	if fault.KindOf(err) == fault.Invalid && fault.Is(err, "file_missing") || len(data) == 0 && err == nil {
		if r.Text("code") == "" {
			return r.Again(w, fault.Bad("file", "proof_nothing"), func(status int) error { return verifyPage(w, r, status, nil) })
		}
		p, err := minutes.ParsePrinted(r.Raw("code"))
		if err != nil {
			return r.Again(w, err, func(status int) error { return verifyPage(w, r, status, nil) })
		}
		return printed(w, r, p)
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return verifyPage(w, r, status, nil) })
	}
	p, err := minutes.ReadProof(data)
	if err != nil {
		var f = fault.New(fault.Invalid, "proof_unreadable")
		for _, code := range []string{"proof_altered", "proof_words", "proof_log", "proof_signature"} {
			if fault.Is(err, code) {
				f.Code = code
			}
		}
		return r.Again(w, fault.Bad("file", f.Code), func(status int) error { return verifyPage(w, r, status, nil) })
	}
	return proved(w, r, p)
}

// proved says in plain words what a good file shows.
func proved(w http.ResponseWriter, r *page.Request, p minutes.Proved) error {
	d := p.Document
	facts := []ui.Pair{{Term: word(r, "verify.paper"), Text: word(r, "type."+d.Type) + " " + r.No(d.Body.Symbol)}, {Term: word(r, "verify.issuer"), Text: d.Body.Cell},
		{Term: word(r, "verify.day"), Text: vi.ShowDay(d.Body.Day)}, {Term: word(r, "verify.version"), Text: versionName(r, d.Version)}, {Term: word(r, "sealed"), Text: moment(r, p.At)},
		{Term: word(r, "verify.log"), Text: word(r, "verify.line", "seq", p.Seq, "size", p.Size)}}
	hash, err := hex.DecodeString(p.Commitment)
	if err != nil || len(hash) < 16 {
		return fault.New(fault.Internal, "internal").Because(err)
	}
	answer, tenant, err := minutes.Compare(r.Context(), r.DB, minutes.Printed{Document: d.Document, Version: d.Version, Hash: hash[:16]})
	if err != nil {
		return err
	}
	key := ""
	if tenant != 0 {
		if key, err = minutes.KeyOf(r.Context(), r.DB, tenant); err != nil {
			return err
		}
	}
	switch {
	case p.Key == "":
		facts = append(facts, ui.Pair{Term: word(r, "verify.key"), Text: word(r, "verify.key.none")})
	case p.Key == key:
		facts = append(facts, ui.Pair{Term: word(r, "verify.key"), Text: word(r, "verify.key.here")})
	default:
		facts = append(facts, ui.Pair{Term: word(r, "verify.key"), Text: word(r, "verify.key.other", "key", p.Key[strings.LastIndexByte(p.Key, '+')+1:][:12])})
	}
	facts = append(facts, ui.Pair{Term: word(r, "verify.here"), Text: word(r, "verify.here."+answer)})
	more, err := newer(r, d.Document, d.Version)
	if err != nil {
		return err
	}
	banner := &ui.Note{Kind: "ok", Text: word(r, "verify.genuine")}
	if answer == minutes.Differs || tenant != 0 && p.Key != "" && key != "" && p.Key != key {
		banner = &ui.Note{Kind: "warn", Text: word(r, "verify.elsewhere")}
	}
	return verifyPage(w, r, http.StatusOK, banner, append([]templ.Component{Facts(facts)}, more...)...)
}

// newer tells one who may read the paper whether there is a newer version, and
// where the paper lies. Others are told nothing.
func newer(r *page.Request, id string, version int) ([]templ.Component, error) {
	if !r.Signed() {
		return nil, nil
	}
	var all []minutes.Sealed
	err := r.Read(func(rd *store.Reader) (err error) { all, err = minutes.Versions(rd, id); return })
	if store.IsNoRow(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	text := word(r, "verify.newest")
	if last := all[len(all)-1].Version; last > version {
		text = word(r, "verify.newer", "version", strings.ToLower(versionName(r, last)))
	}
	return []templ.Component{ui.LinkList([]ui.Row{{Href: link.PaperPage(id), Icon: "file-pen-line", Title: word(r, "verify.open"), Second: text}})}, nil
}

// Scanned is GET /v/{id}/{ban}/{ma}: where the QR of a printed paper leads.
func Scanned(w http.ResponseWriter, r *page.Request) error {
	p, err := minutes.ParsePrinted(r.PathValue("id") + "/" + r.PathValue("ban") + "/" + r.PathValue("ma"))
	if err != nil {
		return verifyPage(w, r, http.StatusOK, &ui.Note{Kind: "warn", Text: page.Say(r.Words, err)})
	}
	return printed(w, r, p)
}

// printed compares a code with what is kept, without a word of the content.
func printed(w http.ResponseWriter, r *page.Request, p minutes.Printed) error {
	answer, _, err := minutes.Compare(r.Context(), r.DB, p)
	if err != nil {
		return err
	}
	kind := map[string]string{minutes.Same: "ok", minutes.Differs: "bad", minutes.Unknown: "warn"}[answer]
	body := []templ.Component{Lines(word(r, "verify.code."+answer+".what", "version", strings.ToLower(versionName(r, p.Version))))}
	if answer == minutes.Same {
		more, err := newer(r, p.Document, p.Version)
		if err != nil {
			return err
		}
		body = append(body, more...)
	}
	return verifyPage(w, r, http.StatusOK, &ui.Note{Kind: kind, Text: word(r, "verify.code."+answer)}, body...)
}
