package api

import (
	"chibo/internal/access"
	"chibo/internal/commend"
	"chibo/internal/fault"
	"chibo/internal/store"
)

func samePraise(x commend.Recorded) commend.Recorded   { return x }
func sameProposal(x commend.Proposal) commend.Proposal { return x }

// commends are what cells propose to praise, and what became of it.
func (s *server) commends() {
	read(s, "commends.recorded", func(rd *store.Reader, in *ByID) (List[commend.Recorded], error) {
		all, err := commend.OfCell(rd, in.ID)
		return list(all, "", samePraise), err
	})
	read(s, "commends.list", func(rd *store.Reader, in *ByID) (List[commend.Proposal], error) {
		all, err := commend.Heard(rd, in.ID)
		return list(all, "", sameProposal), err
	})
	write(s, "commends.send", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Praise string `json:"praise" minLength:"1" maxLength:"64" doc:"Of sealed minutes of the cell"`
			Asked  string `json:"asked" enum:"praise,reward"`
		}
	}) (commend.Proposal, error) {
		if err := access.Must(tx.Reader, access.CommendSend, in.ID); err != nil {
			return commend.Proposal{}, err
		}
		x, err := commend.Of(tx.Reader, in.Body.Praise)
		if err == nil && x.Org != in.ID {
			err = fault.Missing()
		}
		if err != nil {
			return commend.Proposal{}, err
		}
		return commend.Send(tx, x.ID, in.Body.Asked)
	})
	write(s, "commends.back", func(tx *store.Tx, in *ByID) (commend.Proposal, error) { return commend.TakeBack(tx, in.ID) })
	write(s, "commends.decide", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Outcome string `json:"outcome" enum:"certificate,praised,none"`
			Day     string `json:"day" format:"date"`
			Note    string `json:"note,omitempty" maxLength:"1200" doc:"Number of the decision, or why not"`
			Version int64  `json:"version"`
		}
	}) (commend.Proposal, error) {
		return commend.Decide(tx, in.ID, in.Body.Version, in.Body.Outcome, in.Body.Day, in.Body.Note)
	})
}
