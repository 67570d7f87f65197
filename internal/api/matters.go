package api

import (
	"chibo/internal/matter"
	"chibo/internal/store"
)

// MatterList is a cell's list of matters under supervision in a year.
type MatterList matter.List

// MatterLine is one line of it.
type MatterLine matter.Matter

// MatterText is what is written of a line.
type MatterText struct {
	What     string `json:"what" minLength:"1" maxLength:"1200"`
	Office   string `json:"office" minLength:"1" maxLength:"480" doc:"Of the unit that answers for it; never a name"`
	ReportOn string `json:"report_on" format:"date"`
	Version  int64  `json:"version,omitempty" doc:"Of the line that is changed"`
}

// MatterYear is a cell and a year.
type MatterYear struct {
	ByID
	Year int `path:"year" minimum:"2000" maximum:"2999"`
}

// matters are the yearly lists of matters under the supervision of members and staff.
func (s *server) matters() {
	shown := func(l matter.List, err error) (MatterList, error) {
		l.Matters = append([]matter.Matter{}, l.Matters...)
		return MatterList(l), err
	}
	read(s, "matters.list", func(rd *store.Reader, in *MatterYear) (MatterList, error) {
		return shown(matter.Year(rd, s.book(rd), in.ID, in.Year))
	})
	write(s, "matters.add", func(tx *store.Tx, in *struct {
		MatterYear
		Body MatterText
	}) (MatterLine, error) {
		m, err := matter.Put(tx, s.book(tx), matter.Matter{Org: in.ID, Year: in.Year, What: in.Body.What, Office: in.Body.Office, ReportOn: in.Body.ReportOn}, 0)
		return MatterLine(m), err
	})
	write(s, "matters.adopt", func(tx *store.Tx, in *struct {
		MatterYear
		Body struct {
			Meeting string `json:"meeting,omitempty" maxLength:"64"`
			Day     string `json:"day,omitempty" format:"date"`
			Paper   string `json:"paper,omitempty" maxLength:"240"`
		}
	}) (MatterList, error) {
		return shown(matter.Adopt(tx, s.book(tx), in.ID, in.Year, matter.Decision{Meeting: in.Body.Meeting, Day: in.Body.Day, Paper: in.Body.Paper}))
	})
	write(s, "matters.change", func(tx *store.Tx, in *struct {
		ByID
		Body MatterText
	}) (MatterLine, error) {
		m, err := matter.Get(tx.Reader, in.ID)
		if err != nil {
			return MatterLine{}, err
		}
		m.What, m.Office, m.ReportOn = in.Body.What, in.Body.Office, in.Body.ReportOn
		m, err = matter.Put(tx, s.book(tx), m, in.Body.Version)
		return MatterLine(m), err
	})
	write(s, "matters.report", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Day     string `json:"day" format:"date"`
			Outcome string `json:"outcome" minLength:"1" maxLength:"8000" doc:"No names"`
			Version int64  `json:"version"`
		}
	}) (MatterLine, error) {
		m, err := matter.Report(tx, in.ID, in.Body.Version, in.Body.Day, in.Body.Outcome)
		return MatterLine(m), err
	})
	write(s, "matters.drop", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Reason string `json:"reason,omitempty" maxLength:"1200" doc:"Asked where the line was adopted"`
		}
	}) (struct{}, error) {
		return struct{}{}, matter.Drop(tx, in.ID, in.Body.Reason)
	})
}
