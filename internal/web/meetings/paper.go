package meetings

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/pdf"
	"chibo/internal/org"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

// Paper is GET of a file: "minutes.docx", "resolution.pdf".
func Paper(w http.ResponseWriter, r *page.Request) error {
	kind, ext, ok := cutExt(r.PathValue("tep"))
	if !ok {
		return fault.Missing()
	}
	var data []byte
	var file string
	_, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		data, file, err = minutes.Docx(rd, r.Book, s.M.ID, kind)
		return err
	})
	if err != nil {
		return err
	}
	mime := "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	if ext == "pdf" {
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		if data, err = pdf.Convert(ctx, data); err != nil {
			return fault.New(fault.Unavailable, "no_pdf").Because(err)
		}
		mime, file = "application/pdf", file[:len(file)-len("docx")]+"pdf"
	}
	h := w.Header()
	h.Set("Content-Type", mime)
	h.Set("Content-Disposition", `attachment; filename="`+file+`"`)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(data) // the browser may have gone
	return nil
}

func cutExt(s string) (kind, ext string, ok bool) {
	for _, ext := range []string{"docx", "pdf"} {
		if n := len(s) - len(ext) - 1; n > 0 && s[n:] == "."+ext {
			return s[:n], ext, slices.Contains(minutes.Kinds, s[:n])
		}
	}
	return "", "", false
}

// signs is who signs the resolution: the deputy when he chaired, else the secretary.
func signs(rd *store.Reader, s sitting) (out member.Holding, err error) {
	posts, err := member.Posts(rd, s.M.Org, s.M.Day)
	for _, h := range posts {
		if h.Post == access.Deputy && h.Person == s.M.Chair {
			return h, err
		}
		if h.Post == access.Secretary {
			out = h
		}
	}
	return out, err
}

// PrintDecree is GET: the resolution on one sheet.
func PrintDecree(w http.ResponseWriter, r *page.Request) error {
	if r.PathValue("mau") != "nghi-quyet" {
		return fault.Missing()
	}
	var d resolution.Resolution
	var root org.Org
	var signer member.Holding
	symbol := ""
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if d, err = resolution.Get(rd, s.M.ID); err != nil {
			return err
		}
		if root, err = org.Root(rd); err != nil {
			return err
		}
		if signer, err = signs(rd, s); err != nil {
			return err
		}
		papers, err := minutes.Papers(rd, s.M.ID)
		for _, x := range papers {
			if x.Type == "resolution" {
				symbol = x.Symbol
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	sheet := Sheet{Upper: root.Name, Cell: s.Cell.Name, Place: vi.ShowDayLong(s.M.Day), Title: "NGHỊ QUYẾT", Sub: "Sinh hoạt chi bộ " + vi.ShowMonth(s.M.Period), Draft: symbol == "", Preamble: lines(d.Preamble), Chair: signer.FullName, Post: map[bool]string{true: "PHÓ BÍ THƯ", false: "BÍ THƯ"}[signer.Post == access.Deputy],
		Foot: symbol + " " + s.Cell.Name + ", " + vi.ShowMonth(s.M.Period)}
	for _, i := range d.Items {
		if !i.Outside {
			sheet.Tasks = append(sheet.Tasks, SheetTask{i.Deed, i.Measure, i.OwnerName, vi.ShowDay(i.Due), "sinh hoạt " + vi.ShowMonth(i.ReportAt)})
		}
	}
	p := s.frame(r, word(r, "resolution.title", "month", month(r, s.M.Period)), link.Resolution(s.Slug, s.Ky))
	p.Print = true
	return r.Page(w, http.StatusOK, p, SheetPage(sheet))
}
