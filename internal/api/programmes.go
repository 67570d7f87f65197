package api

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/programme"
	"chibo/internal/store"
)

// CellTargets is how many targets of a cell stand how.
type CellTargets struct {
	Org    string       `json:"org"`
	Name   string       `json:"name"`
	Counts TargetCounts `json:"counts"`
}

// TargetCounts are targets in force, by how they stand.
type TargetCounts programme.Counts

// TargetFigure is a figure of a target in a month, corrections among them.
type TargetFigure programme.Figure

// ProgrammeOf is a programme in one of its editions, with its targets as they stand today.
type ProgrammeOf programme.Programme

// TargetText is what is written of a target.
type TargetText struct {
	ID       string `json:"id,omitempty" maxLength:"64" doc:"Of the one to change; empty: a new one"`
	Text     string `json:"text" minLength:"1" maxLength:"1200"`
	Measure  string `json:"measure" enum:"number,percent,yes_no"`
	Unit     string `json:"unit,omitempty" maxLength:"160"`
	Start    string `json:"start,omitempty" maxLength:"16" doc:"Exact decimal with a point, such as 12.5"`
	Goal     string `json:"goal,omitempty" maxLength:"16"`
	From     string `json:"from,omitempty" format:"date" doc:"Day of the start value; the first day of the programme where empty"`
	Due      string `json:"due" format:"date"`
	Origin   string `json:"origin" enum:"own,above,covenant"`
	Follower string `json:"follower,omitempty" maxLength:"64"`
	Version  int64  `json:"version" doc:"Of the programme; asked where a target is changed"`
}

// programmes are what a cell or a committee means to reach, and how far it came.
func (s *server) programmes() {
	read(s, "programmes.list", func(rd *store.Reader, in *ByID) (List[ProgrammeOf], error) {
		all, err := programme.List(rd, in.ID)
		return list(all, "", shown), err
	})
	write(s, "programmes.begin", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Kind  string `json:"kind" enum:"year,term"`
			Title string `json:"title" minLength:"1" maxLength:"800"`
			From  string `json:"from" format:"date"`
			To    string `json:"to" format:"date"`
		}
	}) (ProgrammeOf, error) {
		p, err := programme.Begin(tx, s.book(tx), programme.Programme{Org: in.ID, Kind: in.Body.Kind, Title: in.Body.Title, From: in.Body.From, To: in.Body.To})
		return shown(p), err
	})
	read(s, "programmes.get", func(rd *store.Reader, in *struct {
		ByID
		Edition int `query:"edition" minimum:"0" maximum:"1000" doc:"0: the one in force, or the draft where none is"`
	}) (ProgrammeOf, error) {
		p, err := programme.Get(rd, in.ID, in.Edition)
		return shown(p), err
	})
	write(s, "programmes.target", func(tx *store.Tx, in *struct {
		ByID
		Body TargetText
	}) (ProgrammeOf, error) {
		b := in.Body
		p, err := programme.Put(tx, in.ID, b.Version, programme.Target{ID: b.ID, Text: b.Text, Measure: b.Measure, Unit: b.Unit, Start: b.Start, Goal: b.Goal, From: b.From, Due: b.Due, Origin: b.Origin, Follower: b.Follower})
		return shown(p), err
	})
	write(s, "programmes.drop", func(tx *store.Tx, in *struct {
		ByID
		Target string `path:"target" maxLength:"64"`
	}) (ProgrammeOf, error) {
		p, err := programme.Drop(tx, in.ID, in.Target)
		return shown(p), err
	})
	write(s, "programmes.adopt", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Meeting string `json:"meeting,omitempty" maxLength:"64"`
			Day     string `json:"day,omitempty" format:"date"`
			Paper   string `json:"paper,omitempty" maxLength:"240"`
			Version int64  `json:"version"`
		}
	}) (ProgrammeOf, error) {
		p, err := programme.Adopt(tx, in.ID, in.Body.Version, programme.Decision{Meeting: in.Body.Meeting, Day: in.Body.Day, Paper: in.Body.Paper})
		return shown(p), err
	})
	write(s, "programmes.revise", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Reason string `json:"reason" minLength:"1" maxLength:"1200"`
		}
	}) (ProgrammeOf, error) {
		p, err := programme.Revise(tx, in.ID, in.Body.Reason)
		return shown(p), err
	})
	write(s, "programmes.discard", func(tx *store.Tx, in *ByID) (struct{}, error) {
		return struct{}{}, programme.Discard(tx, in.ID)
	})
	s.figures()
}

// figures are the monthly figures of targets, and how targets stand over cells.
func (s *server) figures() {
	read(s, "targets.figures", func(rd *store.Reader, in *struct {
		ByID
		Target string `path:"target" maxLength:"64"`
	}) (List[TargetFigure], error) {
		p, err := programme.Get(rd, in.ID, 0)
		if err != nil {
			return List[TargetFigure]{}, err
		}
		all, err := programme.Figures(rd, p, in.Target)
		return list(all, "", func(f programme.Figure) TargetFigure { return TargetFigure(f) }), err
	})
	write(s, "targets.enter", func(tx *store.Tx, in *struct {
		ByID
		Target string `path:"target" maxLength:"64"`
		Body   struct {
			AsOf   string `json:"as_of" format:"date"`
			Value  string `json:"value" minLength:"1" maxLength:"16" doc:"Exact decimal with a point; 1 or 0 where it is done or not"`
			N      int    `json:"n,omitempty" doc:"Of the figure that is corrected"`
			Reason string `json:"reason,omitempty" maxLength:"1200" doc:"Of a correction"`
		}
	}) (ProgrammeOf, error) {
		p, err := programme.Enter(tx, in.ID, in.Target, programme.Figure{AsOf: in.Body.AsOf, Value: in.Body.Value, N: in.Body.N, Reason: in.Body.Reason})
		return shown(p), err
	})
	read(s, "targets.over", func(rd *store.Reader, _ *struct{}) (List[CellTargets], error) {
		sees, err := org.Reach(rd, access.TargetsView, rd.Today())
		if err == nil && len(sees) == 0 {
			err = fault.Missing()
		}
		if err != nil {
			return List[CellTargets]{}, err
		}
		all, err := programme.Over(rd, rd.Today())
		return list(all, "", func(c programme.CellCounts) CellTargets { return CellTargets{c.Org, c.Name, TargetCounts(c.Counts)} }), err
	})
}

func shown(p programme.Programme) ProgrammeOf {
	p.Editions, p.Targets = append([]programme.Edition{}, p.Editions...), append([]programme.Target{}, p.Targets...)
	return ProgrammeOf(p)
}
