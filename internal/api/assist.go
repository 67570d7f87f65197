package api

import (
	"chibo/internal/access"
	"chibo/internal/assist"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// assist are the committee's plans to help a cell, and the cell's word on them.
func (s *server) assist() {
	plans := func(all []assist.Plan, err error) (List[assist.Plan], error) {
		return list(all, "", func(p assist.Plan) assist.Plan { return p }), err
	}
	read(s, "help-plans.owed", func(rd *store.Reader, _ *struct{}) (List[assist.Plan], error) {
		keeps, err := org.Reach(rd, access.AssistKeep, rd.Today())
		if err == nil && len(keeps) == 0 {
			err = fault.Missing()
		}
		if err != nil {
			return List[assist.Plan]{}, err
		}
		return plans(assist.Owed(rd, vi.AddDays(rd.Today(), -90)))
	})
	read(s, "help-plans.list", func(rd *store.Reader, in *ByID) (List[assist.Plan], error) { return plans(assist.OfCell(rd, in.ID)) })
	read(s, "help-plans.get", func(rd *store.Reader, in *ByID) (assist.Plan, error) { return assist.Get(rd, in.ID) })
	write(s, "help-plans.create", func(tx *store.Tx, in *struct {
		ByID
		Body assist.Help
	}) (assist.Plan, error) {
		return assist.Make(tx, s.book(tx), in.ID, in.Body)
	})
	write(s, "help-plans.change", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Aim     string   `json:"aim" minLength:"1" maxLength:"1200"`
			Reasons []string `json:"reasons,omitempty" maxItems:"14"`
			Why     string   `json:"why,omitempty" maxLength:"2400"`
			Until   string   `json:"until" format:"date"`
			Version int64    `json:"version"`
		}
	}) (assist.Plan, error) {
		b := in.Body
		return assist.Change(tx, s.book(tx), in.ID, b.Version, assist.Help{Aim: b.Aim, Reasons: b.Reasons, Why: b.Why, Until: b.Until})
	})
	s.assistSteps()
}

// assistSteps are what is done with a plan: steps and results, another to help, the cell's
// word, a withdrawal.
func (s *server) assistSteps() {
	write(s, "help-plans.step", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Text string `json:"text" minLength:"1" maxLength:"1200"`
			Due  string `json:"due" format:"date"`
		}
	}) (assist.Plan, error) {
		return assist.Add(tx, s.book(tx), in.ID, in.Body.Text, in.Body.Due)
	})
	write(s, "help-plans.result", func(tx *store.Tx, in *struct {
		ByID
		N    int `path:"n" minimum:"1" maximum:"99"`
		Body struct {
			Result  string `json:"result" minLength:"1" maxLength:"2400" doc:"No names of members"`
			Version int64  `json:"version"`
		}
	}) (assist.Plan, error) {
		return assist.Result(tx, in.ID, in.N, in.Body.Version, in.Body.Result)
	})
	write(s, "help-plans.give", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Person string `json:"person" minLength:"1" maxLength:"64"`
		}
	}) (assist.Plan, error) {
		return assist.Give(tx, in.ID, in.Body.Person)
	})
	write(s, "help-plans.word", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Word    string `json:"word" enum:"well,more"`
			Until   string `json:"until,omitempty" maxLength:"10" doc:"A new day, where more help is needed"`
			Text    string `json:"text,omitempty" maxLength:"2400" doc:"What is still needed; no names"`
			Version int64  `json:"version"`
		}
	}) (assist.Plan, error) {
		b := in.Body
		return assist.Say(tx, s.book(tx), in.ID, b.Version, assist.Word{Word: b.Word, Until: b.Until, Text: b.Text})
	})
	write(s, "help-plans.withdraw", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Reason  string `json:"reason" minLength:"1" maxLength:"2400" doc:"The cell reads it"`
			Version int64  `json:"version"`
		}
	}) (assist.Plan, error) {
		return assist.Withdraw(tx, in.ID, in.Body.Version, in.Body.Reason)
	})
}
