package api

import (
	"context"
	"net/http"

	"chibo/internal/resolution"
	"chibo/internal/store"
)

// Resolution is the resolution of one meeting.
type Resolution struct {
	Meeting  string           `json:"meeting"`
	Preamble string           `json:"preamble"`
	Vote     string           `json:"vote,omitempty"`
	Form     string           `json:"form" enum:"resolution,conclusion" doc:"What the meeting adopts"`
	Items    []ResolutionItem `json:"items" nullable:"false"`
	Warnings []Warning        `json:"warnings" nullable:"false"`
	Version  int64            `json:"version"`
}

// ResolutionItem is one task the cell resolves.
type ResolutionItem struct {
	ID         string `json:"id,omitempty" maxLength:"64"`
	Position   int    `json:"position,omitempty"`
	Owner      string `json:"owner" maxLength:"64" doc:"Member"`
	OwnerName  string `json:"owner_name,omitempty"`
	Deed       string `json:"deed" maxLength:"2000"`
	Measure    string `json:"measure,omitempty" maxLength:"2000" doc:"How one sees that it is done"`
	Due        string `json:"due" maxLength:"10" doc:"YYYY-MM-DD"`
	ReportAt   string `json:"report_at,omitempty" maxLength:"7" doc:"YYYY-MM of the meeting that hears of it; next month when left out"`
	Outside    bool   `json:"outside,omitempty" doc:"Given at the meeting, not in the resolution"`
	Continues  string `json:"continues,omitempty" maxLength:"64" doc:"The open task it carries on"`
	Helper     string `json:"helper,omitempty" maxLength:"64" doc:"Member who helps the owner"`
	HelperName string `json:"helper_name,omitempty"`
	Document   string `json:"document,omitempty" maxLength:"64" doc:"Paper from above it comes of: one that this meeting, or one of the cell before it, had on its agenda"`
	Target     string `json:"target,omitempty" maxLength:"64" doc:"Target it serves, of a programme that was adopted by the day of the meeting"`
}

// Warning is worth a second look and stops nobody.
type Warning struct {
	Item   string `json:"item"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func wireResolution(r resolution.Resolution) Resolution {
	out := Resolution{Meeting: r.Meeting, Preamble: r.Preamble, Vote: r.VoteID, Form: r.Form, Items: []ResolutionItem{}, Warnings: []Warning{}, Version: r.Version}
	for _, i := range r.Items {
		out.Items = append(out.Items, ResolutionItem{ID: i.ID, Position: i.Position, Owner: i.Owner, OwnerName: i.OwnerName, Deed: i.Deed, Measure: i.Measure, Due: i.Due, ReportAt: i.ReportAt, Outside: i.Outside, Continues: i.Continues, Helper: i.Helper, HelperName: i.HelperName, Document: i.Document, Target: i.Target})
	}
	return out
}

func (s *server) resolutions() {
	read(s, "resolution.get", func(rd *store.Reader, in *ByID) (Resolution, error) {
		r, err := resolution.Get(rd, in.ID)
		return wireResolution(r), err
	})
	writeSaying(s, "resolution.put", func(ctx context.Context, tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version  int64            `json:"version,omitempty" doc:"As read; 0 or left out before the first time"`
			Form     string           `json:"form,omitempty" enum:"resolution,conclusion" doc:"Left out: as it was"`
			Preamble *string          `json:"preamble,omitempty" maxLength:"10000" doc:"Left out: as it was"`
			Items    []ResolutionItem `json:"items" maxItems:"100" nullable:"false"`
		}
	}) (Resolution, error) {
		b := in.Body
		preamble := deref(b.Preamble)
		if b.Preamble == nil {
			old, err := resolution.Get(tx.Reader, in.ID)
			if err != nil {
				return Resolution{}, err
			}
			preamble = old.Preamble
		}
		items := make([]resolution.Item, 0, len(b.Items))
		for _, i := range b.Items {
			items = append(items, resolution.Item{ID: i.ID, Outside: i.Outside, Owner: i.Owner, Deed: i.Deed, Measure: i.Measure, Due: i.Due, ReportAt: i.ReportAt, Continues: i.Continues, Helper: i.Helper, Document: i.Document, Target: i.Target})
		}
		r, warnings, err := resolution.Put(tx, s.book(tx), in.ID, b.Version, preamble, items)
		if err == nil && b.Form != "" {
			r, err = resolution.SetForm(tx, s.book(tx), in.ID, r.Version, b.Form)
		}
		out := wireResolution(r)
		for _, w := range warnings {
			out.Warnings = append(out.Warnings, Warning{Item: w.Item, Code: w.Code, Detail: sentence(ctx, http.StatusOK, w.Code, w.Args...)})
		}
		return out, err
	})
}
