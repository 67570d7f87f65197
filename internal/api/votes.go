package api

import (
	"chibo/internal/offline"
	"chibo/internal/quality"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vote"
)

// Vote is one open vote with its result.
type Vote struct {
	ID           string        `json:"id"`
	Item         string        `json:"item,omitempty"`
	Subject      string        `json:"subject"`
	Matter       string        `json:"matter"`
	For          int           `json:"for"`
	Against      int           `json:"against"`
	Other        int           `json:"other"`
	Base         int           `json:"base" doc:"What the vote is measured against"`
	Needed       int           `json:"needed"`
	Passed       bool          `json:"passed"`
	Sentence     string        `json:"sentence" doc:"How the base came about, as the minutes print it"`
	Rule         RuleRef       `json:"rule" doc:"Of the threshold"`
	BaseRule     RuleRef       `json:"base_rule"`
	Subtractions []Subtraction `json:"subtractions,omitempty"`
	Why          string        `json:"why,omitempty"`
	Method       string        `json:"method" enum:"hands,paper"`
	Ballots      *Ballots      `json:"ballots,omitempty" doc:"The tellers' count of a vote on paper"`
	At           Instant       `json:"at"`
}

// Ballots is the tellers' count of paper ballots.
type Ballots struct {
	Issued   int `json:"issued" minimum:"0" maximum:"100000"`
	Returned int `json:"returned" minimum:"0" maximum:"100000"`
	Valid    int `json:"valid" minimum:"0" maximum:"100000"`
}

// Subtraction is who does not count in the base.
type Subtraction struct {
	Reason string `json:"reason"`
	N      int    `json:"n"`
}

func wireVote(book *rule.Book, v vote.Vote) Vote {
	out := Vote{ID: v.ID, Item: v.Item, Subject: v.Subject, Matter: v.Matter, For: v.For, Against: v.Against, Other: v.Other, Base: v.Base, Needed: v.Needed, Passed: v.Passed,
		Sentence: v.Sentence, Rule: wireRule(book, v.ThresholdRule), BaseRule: wireRule(book, v.BaseRule), Why: v.Why, Method: v.Method, At: Instant(v.At)}
	if v.Method == vote.OnPaper {
		b := Ballots(v.Ballots)
		out.Ballots = &b
	}
	for _, x := range v.Subtractions {
		out.Subtractions = append(out.Subtractions, Subtraction{x.Reason, x.N})
	}
	return out
}

func (s *server) votes() {
	read(s, "votes.list", func(rd *store.Reader, in *ByID) (List[Vote], error) {
		all, err := vote.List(rd, in.ID)
		return list(all, "", func(v vote.Vote) Vote { return wireVote(s.book(rd), v) }), err
	})
	write(s, "votes.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Subject string   `json:"subject" minLength:"1" maxLength:"1000"`
			Matter  string   `json:"matter" minLength:"1" maxLength:"60" doc:"Names the threshold rule: ordinary, resolution, admission, …"`
			For     int      `json:"for" minimum:"0" maximum:"100000"`
			Against int      `json:"against,omitempty" minimum:"0" maximum:"100000"`
			Other   int      `json:"other,omitempty" minimum:"0" maximum:"100000"`
			Item    string   `json:"item,omitempty" maxLength:"64"`
			Why     string   `json:"why,omitempty" maxLength:"1000" doc:"When more hands were counted than are entitled and present"`
			Adopts  bool     `json:"adopts,omitempty" doc:"This vote passes the resolution"`
			Method  string   `json:"method,omitempty" enum:"hands,paper" doc:"hands when left out; a matter voted in secret goes by paper"`
			Ballots *Ballots `json:"ballots,omitempty"`
		}
	}) (Vote, error) {
		b := in.Body
		hands := vote.Hands{Meeting: in.ID, Item: b.Item, Subject: b.Subject, Matter: b.Matter, For: b.For, Against: b.Against, Other: b.Other, Why: b.Why, Method: b.Method}
		if b.Ballots != nil {
			hands.Ballots = vote.Ballots(*b.Ballots)
		}
		if b.Matter == quality.Matter {
			_, v, err := quality.Hold(tx, s.book(tx), in.ID, hands)
			return wireVote(s.book(tx), v), err
		}
		v, err := vote.Hold(tx, s.book(tx), hands)
		if err == nil && b.Adopts && v.Passed {
			err = resolution.Adopt(tx, in.ID, v.ID)
		}
		if err == nil && b.Matter == "minutes" && v.Passed {
			err = offline.Heard(tx, in.ID)
		}
		return wireVote(s.book(tx), v), err
	})
}
