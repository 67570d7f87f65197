package api

import (
	"chibo/internal/inspection"
	"chibo/internal/store"
)

// inspection are the yearly programmes of inspection and supervision: subjects in general
// words, days, results.
func (s *server) inspection() {
	type ByYear struct {
		ByID
		Year int `path:"year" minimum:"2020" maximum:"2100"`
	}
	read(s, "checks.year", func(rd *store.Reader, in *ByYear) (inspection.CheckYear, error) {
		return inspection.Of(rd, in.ID, in.Year)
	})
	write(s, "checks.create", func(tx *store.Tx, in *struct {
		ByID
		Year int `path:"year" minimum:"2020" maximum:"2100"`
		Body inspection.CheckPlan
	}) (inspection.Check, error) {
		return inspection.Put(tx, s.book(tx), in.ID, in.Year, in.Body)
	})
	write(s, "checks.adopt", func(tx *store.Tx, in *struct {
		ByID
		Year int `path:"year" minimum:"2020" maximum:"2100"`
		Body struct {
			Meeting   string `json:"meeting,omitempty" maxLength:"64"`
			Day       string `json:"day,omitempty" maxLength:"10"`
			MinutesNo string `json:"minutes_no,omitempty" maxLength:"80"`
			Version   int64  `json:"version"`
		}
	}) (inspection.CheckYear, error) {
		b := in.Body
		return inspection.Adopt(tx, in.ID, in.Year, b.Version, inspection.Adoption{Meeting: b.Meeting, Day: b.Day, MinutesNo: b.MinutesNo})
	})
	write(s, "checks.change", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Kind    string `json:"kind"`
			Ground  string `json:"ground,omitempty"`
			Subject string `json:"subject" minLength:"1" maxLength:"800"`
			Period  string `json:"period"`
			Version int64  `json:"version"`
		}
	}) (inspection.Check, error) {
		b := in.Body
		return inspection.Change(tx, s.book(tx), in.ID, b.Version, inspection.CheckPlan{Kind: b.Kind, Ground: b.Ground, Subject: b.Subject, Period: b.Period})
	})
	write(s, "checks.step", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Step    string `json:"step" minLength:"1" maxLength:"40"`
			Day     string `json:"day" format:"date"`
			Version int64  `json:"version"`
		}
	}) (inspection.Check, error) {
		return inspection.Take(tx, s.book(tx), in.ID, in.Body.Version, in.Body.Step, in.Body.Day)
	})
	write(s, "checks.close", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Result  string `json:"result" minLength:"1" maxLength:"40"`
			Version int64  `json:"version"`
		}
	}) (inspection.Check, error) {
		return inspection.Close(tx, s.book(tx), in.ID, in.Body.Version, in.Body.Result)
	})
	write(s, "checks.drop", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Reason  string `json:"reason" minLength:"1" maxLength:"1200" doc:"No names"`
			Version int64  `json:"version"`
		}
	}) (inspection.Check, error) {
		return inspection.Drop(tx, in.ID, in.Body.Version, in.Body.Reason)
	})
}
