package api

import (
	"encoding/json"
	"errors"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
)

// DataState is how a person's data may be used and what waits for a second one.
type DataState struct {
	Person  string  `json:"person"`
	Name    string  `json:"name"`
	State   string  `json:"state" enum:"active,restricted,shredded"`
	Since   Instant `json:"since,omitempty"`
	Ask     string  `json:"ask,omitempty" enum:"restrict,lift,open,shred,keep" doc:"What waits for a second person"`
	Reason  string  `json:"reason,omitempty"`
	AskedBy string  `json:"asked_by,omitempty"`
	Kept    *KeptBy `json:"kept,omitempty" doc:"By which decision the data of one who left are kept"`
	Refusal string  `json:"refusal,omitempty" doc:"Why the last step was not agreed to"`
	Version int64   `json:"version"`
}

// KeptBy is a decision of the committee to keep somebody's data.
type KeptBy struct {
	Decision string `json:"decision" minLength:"1" maxLength:"200" doc:"Its number"`
	On       string `json:"on" format:"date"`
	Until    string `json:"until" format:"date" doc:"The first day on which it no longer holds"`
}

func wireDataState(s privacy.State) DataState {
	if s.State == "" {
		s.State = "active"
	}
	var kept *KeptBy
	if s.Kept.Until != "" {
		kept = &KeptBy{Decision: s.Kept.Ref, On: s.Kept.On, Until: s.Kept.Until}
	}
	return DataState{Kept: kept, Person: s.Person, Name: s.Name, State: s.State, Since: Instant(s.Since), Ask: s.Ask, Reason: s.Reason, AskedBy: s.AskedBy, Refusal: s.Refusal, Version: s.Version}
}

func (s *server) dataStates() {
	listed := func(rd *store.Reader, action access.Action) (List[DataState], error) {
		top, err := org.Root(rd)
		if err == nil {
			err = org.Must(rd, action, top.ID)
		}
		if err != nil {
			return List[DataState]{}, err
		}
		all, err := privacy.States(rd)
		return list(all, "", wireDataState), err
	}
	read(s, "data-states.list", func(rd *store.Reader, _ *struct{}) (List[DataState], error) { return listed(rd, access.PrivacyKeep) })
	read(s, "data-decisions.list", func(rd *store.Reader, _ *struct{}) (List[DataState], error) { return listed(rd, access.PrivacyConfirm) })
	readSeen(s, "data-states.get", "data_state", func(rd *store.Reader, in *ByID) (DataState, error) {
		st, err := privacy.StateOf(rd, in.ID)
		if err == nil {
			err = org.Must(rd, access.PrivacyKeep, st.Org)
		}
		if err != nil {
			return DataState{}, err
		}
		return wireDataState(st), nil
	}, func(d DataState) []string { return []string{d.Person} })
	s.personFile()
	write(s, "data-states.ask", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			What    string  `json:"what" enum:"restrict,lift,open,shred,keep"`
			Reason  string  `json:"reason" minLength:"1" maxLength:"2000"`
			Request string  `json:"request,omitempty" maxLength:"64" doc:"The request it answers"`
			Keep    *KeptBy `json:"keep,omitempty" doc:"With what = keep"`
			Version int64   `json:"version"`
		}
	}) (Filed, error) {
		b := in.Body
		asked := privacy.Proposal{Person: in.ID, What: b.What, Reason: b.Reason, Request: b.Request, Version: b.Version}
		if b.Keep != nil {
			asked.Keep = privacy.ByDecision{Ref: b.Keep.Decision, On: b.Keep.On, Until: b.Keep.Until}
		}
		return Filed{in.ID}, keepFields(privacy.AskState(tx, asked))
	})
	write(s, "data-states.decide", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Agree   bool   `json:"agree"`
			Reason  string `json:"reason,omitempty" maxLength:"2000" doc:"Needed when not agreed"`
			Version int64  `json:"version"`
		}
	}) (Filed, error) {
		if in.Body.Agree {
			_, err := privacy.Agree(tx, s.book(tx), in.ID, in.Body.Version)
			return Filed{in.ID}, err
		}
		_, err := privacy.Decline(tx, in.ID, in.Body.Version, in.Body.Reason)
		return Filed{in.ID}, err
	})
}

// keepFields names the fields of a decision as the call has them.
func keepFields(err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		for i, name := range map[string]string{"ref": "keep.decision", "on": "keep.on", "until": "keep.until"} {
			for n := range f.Fields {
				if f.Fields[n].Name == i {
					f.Fields[n].Name = name
				}
			}
		}
	}
	return err
}

// PersonFile is all that is kept about a person.
type PersonFile struct {
	Person string          `json:"person"`
	Data   json.RawMessage `json:"data" doc:"As in the person's own file"`
}

// personFile gives a copy to hand over on request; of a restricted record only
// while it is opened by two. The person reads that it was made.
func (s *server) personFile() {
	readSeen(s, "person-file.get", "copy", func(rd *store.Reader, in *ByID) (PersonFile, error) {
		st, err := privacy.StateOf(rd, in.ID)
		if err == nil {
			err = org.Must(rd, access.PrivacyKeep, st.Org)
		}
		if err == nil {
			err = member.MustBeOpen(rd, in.ID)
		}
		if err != nil {
			return PersonFile{}, err
		}
		if s.PersonFile == nil {
			return PersonFile{}, fault.Missing()
		}
		data, err := s.PersonFile(rd, in.ID)
		return PersonFile{in.ID, data}, err
	}, func(f PersonFile) []string { return []string{f.Person} })
}
