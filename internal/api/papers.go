package api

import (
	"context"
	"mime"
	"net/http"
	"reflect"

	"chibo/internal/access"
	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/offline"
	"chibo/internal/store"
)

// paperKinds are the papers of a meeting with the state from which there is one
// and who may have it (of a draft: the sealed ones come from minutes.Papers).
var paperKinds = []struct {
	kind, from string
	action     access.Action
}{
	{"notice", meeting.Planned, access.MeetingView}, {"agenda", meeting.Planned, access.MeetingView}, {"roll", meeting.InSession, access.MinutesView},
	{"minutes", meeting.InSession, access.MinutesView}, {"resolution", meeting.InSession, access.MeetingView}, {"tasks", meeting.InSession, access.MinutesView},
	{"large", meeting.InSession, access.MeetingView}, {"conclusion", meeting.Closed, access.MinutesView}, {"report", meeting.Closed, access.MonthView},
	{"extract", "", access.MinutesView}, {handout.All, meeting.Announced, access.HandoutPrint},
}

// Document is a paper that can be had.
type Document struct {
	Kind     string   `json:"kind"`
	Docx     string   `json:"docx" doc:"Address"`
	PDF      string   `json:"pdf" doc:"Address; 503 pdf_unavailable where the server has no LibreOffice"`
	Sealed   bool     `json:"sealed"`
	ID       string   `json:"id,omitempty" doc:"Of the sealed paper; its proof is at /log/proofs/{id}"`
	Number   int      `json:"number,omitempty"`
	Symbol   string   `json:"symbol,omitempty"`
	Version  int      `json:"version,omitempty"`
	SealedAt *Instant `json:"sealed_at,omitempty"`
}

func (s *server) papers() {
	read(s, "documents.list", func(rd *store.Reader, in *ByID) (List[Document], error) {
		out := List[Document]{Items: []Document{}}
		sealed, err := minutes.Papers(rd, in.ID)
		if err != nil && !store.IsNoRow(err) {
			return out, err
		}
		newest := map[string]minutes.Sealed{}
		for _, p := range sealed {
			newest[p.Type] = p
		}
		m, err := meeting.Get(rd, in.ID)
		if err != nil && len(sealed) == 0 {
			return out, err
		}
		for _, k := range paperKinds {
			p, is := newest[k.kind]
			if !is && k.kind == minutes.TypeResolution { // what the meeting adopted, under either name
				p, is = newest[minutes.TypeConclusion]
			}
			if !is && k.kind == minutes.TypeExtract {
				continue
			}
			if !is && (err != nil || !m.At(k.from)) { // the level above sees what was sealed for it, nothing else
				continue
			}
			if may, err := meeting.Can(rd, m, k.action); err != nil {
				return out, err
			} else if !is && !may {
				continue
			}
			if k.kind == handout.All { // nobody to print for: no such paper
				if _, err := handout.ForCell(rd, s.book(rd), in.ID, handout.All, ""); fault.KindOf(err) == fault.Conflict {
					continue
				} else if err != nil {
					return out, err
				}
			}
			at := Prefix + "/meetings/" + in.ID + "/documents/" + k.kind
			out.Items = append(out.Items, Document{Kind: k.kind, Docx: at + ".docx", PDF: at + ".pdf", Sealed: is, ID: p.ID, Number: p.Number, Symbol: p.Symbol, Version: p.Version, SealedAt: when(p.SealedAt)})
		}
		return out, nil
	})

	s.file("documents.get", []string{"id", "file"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (file, error) {
		return s.printed(ctx, r.PathValue("file"), func(rd *store.Reader, kind string) (docx.Document, string, error) {
			return s.paper(rd, r.PathValue("id"), kind, r.URL.Query().Get("member"))
		})
	})
}

type file struct {
	data       []byte
	name, kind string
}

// file registers a call that answers bytes.
func (s *server) file(id string, params []string, kind string, do func(ctx context.Context, r *http.Request) (file, error)) {
	op := s.plain(id, func(w http.ResponseWriter, r *http.Request) {
		f, err := do(r.Context(), r)
		if err != nil {
			writeProblem(w, r, problemOf(r.Context(), err))
			return
		}
		w.Header().Set("Content-Type", f.kind)
		if f.name != "" {
			w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
		}
		_, _ = w.Write(f.data) // the client went away: nobody to tell
	})
	s.describeFile(op, id, params, kind)
}

// confirm takes a signature under the minutes: the caller's own, or, by the
// chair with method paper and no role, the scribe's on paper and then his own.
func (s *server) confirm(tx *store.Tx, id string, b stepBody) error {
	m, err := meeting.Get(tx.Reader, id)
	if err != nil {
		return err
	}
	sign := func(role, method string) error {
		return offline.Sign(tx, id, role, method)
	}
	method := b.Method
	if method == "" {
		method = "device"
	}
	switch {
	case b.Role != "":
		return sign(b.Role, method)
	case tx.Viewer().Person == m.Scribe:
		return sign("scribe", method)
	case method == "paper":
		if err := sign("scribe", "paper"); err != nil {
			return err
		}
		return sign("chair", "device")
	}
	return sign("chair", method)
}

// rest marks those nobody marked, when the caller asks for it.
func (s *server) rest(tx *store.Tx, id, how string) error {
	if how == "" {
		return nil
	}
	_, err := attendance.RestUnexplained(tx, id)
	return err
}

// report sends the result upward, with the minutes only when asked.
func (s *server) report(tx *store.Tx, id string, withMinutes bool) error {
	return minutes.Report(tx, s.book(tx), id, withMinutes)
}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }
