package api

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/visit"
)

// visits are the committee's visits to its cells and what was promised there.
func (s *server) visits() {
	read(s, "visits.owed", func(rd *store.Reader, _ *struct{}) (visit.Owed, error) {
		keeps, err := org.Reach(rd, access.VisitKeep, rd.Today())
		if err == nil && len(keeps) == 0 {
			err = fault.Missing()
		}
		if err != nil {
			return visit.Owed{}, err
		}
		o, err := visit.Open(rd)
		o.Promises, o.Visits = append([]visit.Promise{}, o.Promises...), append([]visit.Visit{}, o.Visits...)
		return o, err
	})
	read(s, "visits.list", func(rd *store.Reader, in *ByID) (List[visit.Visit], error) {
		all, err := visit.OfCell(rd, in.ID)
		return list(all, "", func(v visit.Visit) visit.Visit { return v }), err
	})
	write(s, "visits.plan", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Person string `json:"person" minLength:"1" maxLength:"64"`
			Day    string `json:"day" format:"date"`
		}
	}) (visit.Visit, error) {
		return visit.Plan(tx, s.book(tx), in.ID, in.Body.Person, in.Body.Day)
	})
	read(s, "visits.get", func(rd *store.Reader, in *ByID) (visit.Visit, error) { return visit.Get(rd, in.ID) })
	write(s, "visits.record", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Saw     string `json:"saw" minLength:"1" maxLength:"8000" doc:"No names of members"`
			Version int64  `json:"version"`
		}
	}) (visit.Visit, error) {
		return visit.Record(tx, in.ID, in.Body.Version, in.Body.Saw)
	})
	write(s, "visits.promise", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Text string `json:"text" minLength:"1" maxLength:"1200"`
			Due  string `json:"due" format:"date"`
		}
	}) (visit.Visit, error) {
		return visit.Promised(tx, s.book(tx), in.ID, in.Body.Text, in.Body.Due)
	})
	write(s, "promises.close", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Outcome string `json:"outcome" minLength:"1" maxLength:"8000"`
			Version int64  `json:"version"`
		}
	}) (visit.Promise, error) {
		return visit.Close(tx, in.ID, in.Body.Version, in.Body.Outcome)
	})
	write(s, "promises.word", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Word    string `json:"word" enum:"kept,unkept"`
			Version int64  `json:"version"`
		}
	}) (visit.Promise, error) {
		return visit.Say(tx, in.ID, in.Body.Version, in.Body.Word)
	})
	write(s, "promises.give", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Person string `json:"person" minLength:"1" maxLength:"64"`
		}
	}) (struct{}, error) {
		return struct{}{}, visit.Give(tx, in.ID, in.Body.Person)
	})
}
