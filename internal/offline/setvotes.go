package offline

import (
	"cmp"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vote"
)

func (v counting) hands(e *evening, matter, item, subject string) vote.Hands {
	return vote.Hands{Meeting: e.m.ID, Matter: matter, Item: item, Subject: cmp.Or(v.Subject, subject), For: v.For, Against: v.Against, Other: v.Other, Why: v.Why, Method: v.Method,
		Ballots: vote.Ballots{Issued: v.Issued, Returned: v.Returned, Valid: v.Valid}}
}

// held or recount keeps a vote at the moment it was taken. One that stands is
// measured again, because marks of other devices may have come in since.
func (e *evening) holdVote(t told, in vote.Hands) (vote.Vote, error) {
	known, err := e.heldVotes(e.system())
	if err != nil {
		return vote.Vote{}, err
	}
	at := max(e.plausible(t.since), e.m.OpenedAt)
	if v, held := known[t.Key]; held {
		in.ID, in.Subject = v.ID, cmp.Or(in.Subject, v.Subject)
		now, err := vote.Recount(e.tx.As(t.by).Held(at), e.book, in)
		if refusedHands(err) {
			err = cmp.Or(e.takeBack(t, v), err)
		}
		return now, err
	}
	in.ID = shapeID(e.rd.Tenant(), e.m.ID, t.Key)
	return vote.Hold(e.tx.As(t.by).Held(at), e.book, in)
}

func (e *evening) setVote(t told) error {
	v := into[counting](t.Value)
	matter, item, _ := strings.Cut(t.name, ".")
	item = cmp.Or(item, v.Item)
	subject := ""
	switch {
	case matter == "resolution":
		subject = "Nghị quyết sinh hoạt " + e.monthOf()
	case item != "":
		i, err := e.item(item)
		if err != nil {
			return err
		}
		subject = i.Title
	}
	held, err := e.holdVote(t, v.hands(e, matter, item, subject))
	switch {
	case err != nil || matter != "resolution":
		return err
	case !held.Passed:
		return resolution.Unadopt(e.as(t), e.m.ID, held.ID)
	}
	return resolution.Adopt(e.as(t), e.m.ID, held.ID)
}

// refusedHands tells a count that the roll cannot bear from other refusals.
func refusedHands(err error) bool { return fault.KindOf(err) == fault.Invalid }

// takeBack takes a vote away that stood until marks came in which it cannot bear:
// as if they had come first.
func (e *evening) takeBack(t told, v vote.Vote) error {
	switch v.Matter {
	case quality.Matter:
		return quality.TakeBack(e.as(t), e.m.ID, v.ID)
	case "resolution":
		if err := resolution.Unadopt(e.as(t), e.m.ID, v.ID); err != nil {
			return err
		}
	}
	return vote.TakeBack(e.as(t), e.m.ID, v.ID)
}

// setScoreVote holds the cell's vote on the score proposed.
func (e *evening) setScoreVote(t told) error {
	s, err := quality.Of(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	if s.Self == nil {
		return fault.New(fault.Conflict, "score_none")
	}
	in := into[counting](t.Value).hands(e, quality.Matter, "", s.Subject())
	known, err := e.heldVotes(e.system())
	if err != nil {
		return err
	}
	at := max(e.plausible(t.since), e.m.OpenedAt)
	tx := e.tx.As(t.by).Held(at)
	if v, held := known[t.Key]; held {
		in.ID = v.ID
		if _, err := vote.Recount(tx, e.book, in); err != nil {
			if refusedHands(err) {
				err = cmp.Or(e.takeBack(t, v), err)
			}
			return err
		}
	} else {
		in.ID = shapeID(e.rd.Tenant(), e.m.ID, t.Key)
	}
	_, _, err = quality.Hold(tx, e.book, e.m.ID, in)
	return err
}

func (e *evening) setScore(t told) error {
	s, err := quality.Of(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	v := into[scoring](t.Value)
	if _, err = quality.Propose(e.held(t, t.at), e.book, e.m.ID, s.Version, v.Points, v.Reason); err != nil || t.first.Device == Web {
		return err
	}
	// Two devices proposed the same: the minutes name one of them, whichever came in first.
	return quality.Attribute(e.held(t, t.first.held), e.m.ID, t.first.person)
}

// setAgree keeps the vote on the minutes: the hands that were counted, else that
// nobody spoke against and all who were in the room and vote agreed.
func (e *evening) setAgree(t told) error {
	tx := e.as(t).Held(max(e.plausible(t.since), e.m.OpenedAt))
	o, err := vote.Before(tx.As(store.System).Reader, e.book, e.m.ID, "minutes")
	if err != nil {
		return err
	}
	if e.m.At(meeting.Confirmed) { // it stood when they were confirmed
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	in := vote.Hands{Meeting: e.m.ID, Matter: "minutes", For: o.Present}
	if c := into[agreeing](t.Value).Counted; c != nil {
		in = c.hands(e, "minutes", "", "")
	}
	in.Subject = "Biên bản sinh hoạt " + e.monthOf()
	_, err = e.holdVote(t, in)
	return err
}
