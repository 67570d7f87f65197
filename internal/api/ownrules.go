package api

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// OwnRule is one rule of the committee's own with its history.
type OwnRule struct {
	ID       string     `json:"id"`
	Ref      string     `json:"ref"`
	Pack     string     `json:"pack"`
	Scope    rule.Scope `json:"scope"`
	From     string     `json:"from"`
	To       string     `json:"to,omitempty"`
	State    string     `json:"state" enum:"proposed,adopted,refused,taken"`
	Waits    bool       `json:"waits" doc:"For a second person: the proposal, or its end"`
	Origin   string     `json:"origin" enum:"yaml,xlsx,pattern"`
	Pattern  string     `json:"pattern,omitempty"`
	Why      string     `json:"why,omitempty"`
	By       string     `json:"by"`
	At       Instant    `json:"at"`
	Decided  string     `json:"decided_by,omitempty"`
	Refusal  string     `json:"refusal,omitempty"`
	EndDay   string     `json:"end_day,omitempty" doc:"First day no longer in force, asked for or agreed to"`
	EndWhy   string     `json:"end_why,omitempty"`
	YAML     string     `json:"yaml"`
	Version  int64      `json:"version"`
	Readable bool       `json:"readable" doc:"False: this program cannot read it any more, and it does not hold"`
}

func wireOwn(o regulation.Own) OwnRule {
	r, err := o.Rule()
	return OwnRule{ID: o.ID, Ref: o.Ref(), Pack: o.Pack, Scope: r.Scope, From: o.From, To: o.To, State: o.State, Waits: o.Awaits(), Origin: o.Origin, Pattern: o.Pattern, Why: o.Why, By: o.ByName, At: Instant(o.At),
		Decided: o.DecidedByName, Refusal: o.Refusal, EndDay: o.EndDay, EndWhy: o.EndWhy, YAML: o.Body, Version: o.Version, Readable: err == nil}
}

// ownRules are proposed by the office and decided by a second person, as on the pages.
func (s *server) ownRules() {
	read(s, "own-rules.list", func(rd *store.Reader, _ *struct{}) (List[OwnRule], error) {
		all, err := regulation.All(rd)
		return list(all, "", wireOwn), err
	})
	read(s, "own-rules.get", func(rd *store.Reader, in *ByID) (OwnRule, error) {
		o, err := regulation.Get(rd, in.ID)
		return wireOwn(o), err
	})
	write(s, "own-rules.propose", func(tx *store.Tx, in *struct {
		Body struct {
			YAML string `json:"yaml" minLength:"1" maxLength:"1000000" doc:"One or more rules, as rules.get gives them"`
			From string `json:"from" format:"date" doc:"First day in force, tomorrow at the earliest"`
			Why  string `json:"why,omitempty" maxLength:"2000"`
		}
	}) (List[OwnRule], error) {
		all, err := regulation.Propose(tx, s.Books.Base(), regulation.Draft{Body: in.Body.YAML, Origin: regulation.FromFile, From: in.Body.From, Why: in.Body.Why})
		return list(all, "", wireOwn), err
	})
	write(s, "own-rules.decide", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Agree   bool   `json:"agree"`
			Reason  string `json:"reason,omitempty" maxLength:"1000" doc:"Needed when not agreed"`
			Version int64  `json:"version"`
		}
	}) (OwnRule, error) {
		if err := mayRules(tx.Reader, access.RuleConfirm); err != nil {
			return OwnRule{}, err
		}
		o, err := regulation.Get(tx.Reader, in.ID)
		if err == nil {
			err = s.decideRule(tx, o, in.Body.Agree, in.Body.Version, in.Body.Reason)
		}
		if err == nil {
			o, err = regulation.Get(tx.Reader, in.ID)
		}
		return wireOwn(o), err
	})
	write(s, "own-rules.withdraw", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Day     string `json:"day,omitempty" format:"date" doc:"Of one that was adopted: first day no longer in force"`
			Reason  string `json:"reason,omitempty" maxLength:"1000" doc:"Of one that was adopted"`
			Version int64  `json:"version"`
		}
	}) (OwnRule, error) {
		if err := mayRules(tx.Reader, access.RulePropose); err != nil {
			return OwnRule{}, err
		}
		o, err := regulation.Get(tx.Reader, in.ID)
		switch {
		case err != nil:
		case o.State == regulation.Proposed:
			err = regulation.TakeBack(tx, o.ID, in.Body.Version)
		default:
			err = regulation.End(tx, o.ID, in.Body.Version, in.Body.Day, in.Body.Reason)
		}
		if err == nil {
			o, err = regulation.Get(tx.Reader, in.ID)
		}
		return wireOwn(o), err
	})
}

// decideRule answers whichever waits: the proposal, or the wish to end it.
func (s *server) decideRule(tx *store.Tx, o regulation.Own, agree bool, version int64, reason string) error {
	switch {
	case o.Ending() && agree:
		return regulation.AgreeEnd(tx, o.ID, version)
	case o.Ending():
		return regulation.RefuseEnd(tx, o.ID, version, reason)
	case agree:
		_, err := regulation.Approve(tx, s.Books.Base(), o.ID, version)
		return err
	case o.State != regulation.Proposed:
		return fault.New(fault.Conflict, "regulation_decided")
	}
	return regulation.Refuse(tx, o.ID, version, reason)
}
