package api

import (
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
)

// PrivacyRequest is what a person asked about the own data.
type PrivacyRequest struct {
	ID       string  `json:"id"`
	Person   string  `json:"person"`
	Name     string  `json:"name"`
	Org      string  `json:"org"`
	Kind     string  `json:"kind" doc:"Of rule privacy.requests"`
	Field    string  `json:"field,omitempty" doc:"Of rule privacy.fields"`
	Text     string  `json:"text"`
	Channel  string  `json:"channel" enum:"self,oral,letter"`
	AskedOn  string  `json:"asked_on"`
	AskedAt  Instant `json:"asked_at"`
	ReplyDue string  `json:"reply_due" doc:"Last day to answer"`
	DoneDue  string  `json:"done_due" doc:"Last day to carry it out"`
	State    string  `json:"state" enum:"asked,accepted,done,refused,withdrawn"`
	Late     bool    `json:"late"`
	Reply    string  `json:"reply,omitempty"`
	Basis    string  `json:"basis,omitempty"`
	ClosedOn string  `json:"closed_on,omitempty"`
	Rule     string  `json:"rule"`
	Version  int64   `json:"version"`
}

func wirePrivacyRequest(today string) func(privacy.Request) PrivacyRequest {
	return func(q privacy.Request) PrivacyRequest {
		return PrivacyRequest{ID: q.ID, Person: q.Person, Name: q.Name, Org: q.Org, Kind: q.Kind, Field: q.Field, Text: q.Text, Channel: q.Channel, AskedOn: q.AskedOn, AskedAt: Instant(q.AskedAt),
			ReplyDue: q.ReplyDue, DoneDue: q.DoneDue, State: q.State, Late: q.Late(today), Reply: q.Reply, Basis: q.Basis, ClosedOn: q.ClosedOn, Rule: q.Rule, Version: q.Version}
	}
}

// Filed is the answer to a request that was filed or moved on: its id alone, so
// that no words stay behind with the answer of a repeated call.
type Filed struct {
	ID string `json:"id"`
}

// Consent is one act of the ledger.
type Consent struct {
	Purpose string `json:"purpose" doc:"Of rule privacy.consents"`
	Given   bool   `json:"given"`
	Rule    string `json:"rule" doc:"Whose words were agreed to"`
	How     string `json:"how" enum:"self,paper,request"`
	Paper   string `json:"paper,omitempty"`
	Day     string `json:"day"`
}

func wireConsent(c privacy.Consent) Consent {
	return Consent{Purpose: c.Purpose, Given: c.Given, Rule: c.Text, How: c.How, Paper: c.Paper, Day: c.Day}
}

// PrivacyAsking is a request as it is filed.
type PrivacyAsking struct {
	Kind  string `json:"kind" minLength:"1" maxLength:"40"`
	Field string `json:"field,omitempty" maxLength:"40"`
	Text  string `json:"text" minLength:"1" maxLength:"2000"`
}

func (s *server) privacy() {
	s.ownPrivacy()
	s.alarms()
	s.kept()
	s.dataStates()
	s.keeping()
	s.breaches()
	readSeen(s, "privacy-requests.list", "request", func(rd *store.Reader, _ *struct{}) (List[PrivacyRequest], error) {
		top, err := org.Root(rd)
		if err != nil {
			return List[PrivacyRequest]{}, err
		}
		all, err := privacy.Open(rd, top.ID)
		return list(all, "", wirePrivacyRequest(rd.Today())), err
	}, func(l List[PrivacyRequest]) []string {
		var out []string
		for _, q := range l.Items {
			out = append(out, q.Person)
		}
		return out
	})
	readSeen(s, "privacy-requests.get", "request", func(rd *store.Reader, in *ByID) (PrivacyRequest, error) {
		q, err := privacy.Get(rd, in.ID)
		return wirePrivacyRequest(rd.Today())(q), err
	}, func(q PrivacyRequest) []string { return []string{q.Person} })
	write(s, "privacy-requests.answer", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Step    string `json:"step" enum:"accept,extend,finish,refuse"`
			Text    string `json:"text" minLength:"1" maxLength:"2000"`
			Basis   string `json:"basis,omitempty" maxLength:"500" doc:"Of refuse"`
			Version int64  `json:"version"`
		}
	}) (Filed, error) {
		a := privacy.Answer{ID: in.ID, Version: in.Body.Version, Text: in.Body.Text, Basis: in.Body.Basis}
		var q privacy.Request
		var err error
		switch in.Body.Step {
		case "accept":
			q, err = privacy.Accept(tx, a)
		case "extend":
			q, err = privacy.Extend(tx, s.book(tx), a)
		case "finish":
			q, err = privacy.Finish(tx, s.book(tx), a)
		case "refuse":
			q, err = privacy.Refuse(tx, a)
		default:
			err = fault.Bad("step", "required")
		}
		return Filed{q.ID}, err
	})
	readSeen(s, "member-requests.list", "request", func(rd *store.Reader, in *ByID) (List[PrivacyRequest], error) {
		all, err := privacy.TypedFor(rd, in.ID)
		return list(all, "", wirePrivacyRequest(rd.Today())), err
	}, func(l List[PrivacyRequest]) []string {
		if len(l.Items) == 0 {
			return nil
		}
		return []string{l.Items[0].Person}
	})
	write(s, "member-requests.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			PrivacyAsking
			Channel string `json:"channel" enum:"oral,letter"`
			AskedOn string `json:"asked_on,omitempty" format:"date" doc:"Day it was said or handed over; today when left out"`
		}
	}) (Filed, error) {
		b := in.Body
		q, err := privacy.AskFor(tx, s.book(tx), in.ID, privacy.Asking{Kind: b.Kind, Field: b.Field, Text: b.Text, Channel: b.Channel, AskedOn: orToday(b.AskedOn, tx.Reader)})
		return Filed{q.ID}, err
	})
	read(s, "member-consents.list", func(rd *store.Reader, in *ByID) (List[Consent], error) {
		all, err := privacy.ConsentsOf(rd, in.ID)
		return list(all, "", wireConsent), err
	})
	write(s, "member-consents.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Purpose string `json:"purpose" minLength:"1" maxLength:"40"`
			Given   bool   `json:"given"`
			Paper   string `json:"paper" minLength:"1" maxLength:"200" doc:"Which signed paper"`
		}
	}) (struct{}, error) {
		return struct{}{}, privacy.GiveFor(tx, s.book(tx), in.ID, in.Body.Purpose, in.Body.Given, in.Body.Paper)
	})
}

// ownPrivacy is what anybody signed in asks about the own data.
func (s *server) ownPrivacy() {
	read(s, "own-requests.list", func(rd *store.Reader, _ *struct{}) (List[PrivacyRequest], error) {
		all, err := privacy.Mine(rd)
		return list(all, "", wirePrivacyRequest(rd.Today())), err
	})
	write(s, "own-requests.create", func(tx *store.Tx, in *struct{ Body PrivacyAsking }) (Filed, error) {
		q, err := privacy.AskMine(tx, s.book(tx), privacy.Asking{Kind: in.Body.Kind, Field: in.Body.Field, Text: in.Body.Text})
		return Filed{q.ID}, err
	})
	write(s, "own-requests.withdraw", func(tx *store.Tx, in *ByID) (struct{}, error) { return struct{}{}, privacy.TakeBack(tx, in.ID) })
	read(s, "own-consents.list", func(rd *store.Reader, _ *struct{}) (List[Consent], error) {
		all, err := privacy.MyConsents(rd)
		return list(all, "", wireConsent), err
	})
	write(s, "own-consents.create", func(tx *store.Tx, in *struct {
		Body struct {
			Purpose string `json:"purpose" minLength:"1" maxLength:"40"`
			Given   bool   `json:"given"`
		}
	}) (struct{}, error) {
		return struct{}{}, privacy.Give(tx, s.book(tx), in.Body.Purpose, in.Body.Given)
	})
}
