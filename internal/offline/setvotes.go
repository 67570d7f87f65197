package offline

import (
	"cmp"
	"strconv"
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
		return vote.Recount(e.tx.As(t.by).Held(at), e.book, in)
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
	if err != nil || matter != "resolution" || !held.Passed {
		return err
	}
	return resolution.Adopt(e.as(t), e.m.ID, held.ID)
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
	in := into[counting](t.Value).hands(e, quality.Matter, "", "Điểm buổi sinh hoạt: "+strconv.Itoa(*s.Self)+", loại "+e.book.Bands(e.m.Day).Of(*s.Self))
	known, err := e.heldVotes(e.system())
	if err != nil {
		return err
	}
	at := max(e.plausible(t.since), e.m.OpenedAt)
	tx := e.tx.As(t.by).Held(at)
	if v, held := known[t.Key]; held {
		in.ID = v.ID
		if _, err := vote.Recount(tx, e.book, in); err != nil {
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
	_, err = quality.Propose(e.held(t, t.at), e.book, e.m.ID, s.Version, v.Points, v.Reason)
	return err
}

// setAgree keeps that nobody spoke against the minutes: all who were in the room
// and vote agreed.
func (e *evening) setAgree(t told) error {
	tx := e.as(t).Held(max(e.plausible(t.since), e.m.OpenedAt))
	o, err := vote.Before(tx.As(store.System).Reader, e.book, e.m.ID, "minutes")
	if err != nil {
		return err
	}
	if e.m.At(meeting.Confirmed) { // it stood when they were confirmed
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	_, err = e.holdVote(t, vote.Hands{Meeting: e.m.ID, Matter: "minutes", Subject: "Biên bản sinh hoạt " + e.monthOf(), For: o.Present})
	return err
}
