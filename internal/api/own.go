package api

import (
	"context"
	"net/http"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/standing"
	"chibo/internal/store"
)

func (s *server) own() {
	s.care()
	s.mine()
	sheet := func(made handout.Made, kind string, err error) (docx.Document, string, error) {
		if kind != handout.Sheet {
			return docx.Document{}, "", fault.Missing()
		}
		return made.Doc, made.File, err
	}
	s.file("me.sheet", []string{"file"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (file, error) {
		return s.printed(ctx, r.PathValue("file"), func(rd *store.Reader, kind string) (docx.Document, string, error) {
			made, err := handout.OwnSheet(rd, s.book(rd))
			return sheet(made, kind, err)
		})
	})
	s.file("members.sheet", []string{"id", "file"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (file, error) {
		asked, person := r.URL.Query().Get("asked") == "true", ""
		out, err := s.printed(ctx, r.PathValue("file"), func(rd *store.Reader, kind string) (docx.Document, string, error) {
			made, err := handout.SheetFor(rd, s.book(rd), r.PathValue("id"), asked)
			if err == nil {
				var m member.Member
				m, err = member.Known(rd, r.PathValue("id"))
				person = m.PersonID
			}
			return sheet(made, kind, err)
		})
		if err == nil { // told to the member before it leaves
			err = s.seen(ctx, []string{person}, handout.As(asked))
		}
		return out, err
	})
}

// Comrade is one whom the secretary may want to think of; a list of them stands
// by name.
type Comrade struct {
	Member  string `json:"member"`
	Name    string `json:"name"`
	Care    Care   `json:"care"`
	NoDuty  bool   `json:"no_duty" doc:"Neither an open task nor a duty of the adopted year"`
	Unasked bool   `json:"unasked" doc:"Nobody asked after this member for the months of rule care.asked"`
	Asked   bool   `json:"asked_today"`
}

// Resolved is a sealed resolution of a cell.
type Resolved struct {
	Paper  string `json:"paper"`
	Symbol string `json:"symbol"`
	Day    string `json:"day"`
	Tasks  int    `json:"tasks"`
}

func (s *server) care() {
	read(s, "care.list", func(rd *store.Reader, in *ByID) (List[Comrade], error) {
		all, err := standing.Comrades(rd, s.book(rd), in.ID)
		return list(all, "", func(c standing.Comrade) Comrade {
			return Comrade{c.Member, c.Name, Care{Row: c.Row, Year: c.Year, Unpaid: c.Unpaid, Ask: c.Ask, Grave: c.Grave, Rule: c.Rule}, c.NoDuty, c.Unasked, c.Asked}
		}), err
	})
	write(s, "care.asked", func(tx *store.Tx, in *ByID) (struct{}, error) { return struct{}{}, standing.AskAfter(tx, in.ID) })
	read(s, "resolutions.list", func(rd *store.Reader, in *struct {
		ByID
		Year int `query:"year" minimum:"2000" maximum:"2100" doc:"This year when left out"`
	}) (List[Resolved], error) {
		year := rd.Today()[:4]
		if in.Year != 0 {
			year = strconv.Itoa(in.Year)
		}
		all, err := minutes.Resolutions(rd, in.ID, year)
		return list(all, "", func(x minutes.Resolved) Resolved { return Resolved{x.ID, x.Symbol, x.Day, x.Tasks} }), err
	})
}
