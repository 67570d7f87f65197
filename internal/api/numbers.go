package api

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/store"
)

// Numbering is a series of numbers of one kind of paper in one term.
type Numbering struct {
	Type      string       `json:"type"`
	TermFrom  string       `json:"term_from"`
	First     int          `json:"first"`
	Next      int          `json:"next"`
	Gaps      []int        `json:"gaps" nullable:"false" doc:"Numbers passed over that nothing explains"`
	Elsewhere []UsedNumber `json:"elsewhere" nullable:"false" doc:"Numbers on papers written outside the system"`
}

// UsedNumber is a number on a paper written outside the system.
type UsedNumber struct {
	Number int     `json:"number"`
	Note   string  `json:"note"`
	By     string  `json:"by"`
	At     Instant `json:"at"`
}

func (s *server) numbers() {
	s.numbersOf("numbers.list", "numbers.put", access.OfAll)
	s.numbersOf("committee-numbers.list", "committee-numbers.put", access.OfCommittee)
}

// numbersOf registers both calls for one circle.
func (s *server) numbersOf(list, put string, in access.Circle) {
	read(s, list, func(rd *store.Reader, of *ByID) (List[Numbering], error) {
		return s.series(rd, of.ID, in, rd.Today())
	})
	write(s, put, func(tx *store.Tx, of *struct {
		ByID
		Body struct {
			Type string `json:"type" enum:"minutes,resolution,conclusion,extract"`
			Day  string `json:"day,omitempty" maxLength:"10" doc:"A day of the term meant; today when left out"`
			Next int    `json:"next,omitempty" doc:"The number to be given next"`
			Used int    `json:"used,omitempty" doc:"A number used on paper"`
			Note string `json:"note,omitempty" maxLength:"200" doc:"On which paper"`
		}
	}) (List[Numbering], error) {
		b := of.Body
		day := b.Day
		if day == "" {
			day = tx.Today()
		}
		if len(day) != 10 {
			return List[Numbering]{}, fault.Bad("day", "day_form")
		}
		if b.Next != 0 || b.Used == 0 {
			if _, err := minutes.SetStart(tx, s.book(tx), of.ID, in, b.Type, day, b.Next); err != nil {
				return List[Numbering]{}, err
			}
		}
		if b.Used != 0 {
			if _, err := minutes.UsedOnPaper(tx, s.book(tx), of.ID, in, b.Type, day, b.Used, b.Note); err != nil {
				return List[Numbering]{}, err
			}
		}
		return s.series(tx.Reader, of.ID, in, day)
	})
}

func (s *server) series(rd *store.Reader, id string, in access.Circle, day string) (List[Numbering], error) {
	all, err := minutes.AllSeries(rd, s.book(rd), id, in, day)
	return list(all, "", func(x minutes.Series) Numbering {
		out := Numbering{Type: x.Type, TermFrom: x.Term(), First: x.First, Next: x.Next, Gaps: x.Gaps, Elsewhere: []UsedNumber{}}
		for _, n := range x.Elsewhere {
			out.Elsewhere = append(out.Elsewhere, UsedNumber{n.Number, n.Note, n.By, Instant(n.At)})
		}
		return out
	}), err
}
