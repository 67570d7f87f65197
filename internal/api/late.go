package api

import (
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/store"
)

// PaperMonth is a meeting held on paper, as its paper minutes say. Whoever of
// the roll is not named in marks was present.
type PaperMonth struct {
	Org              string             `json:"org" minLength:"1" maxLength:"64"`
	Period           string             `json:"period" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$"`
	Kind             string             `json:"kind,omitempty" maxLength:"40" doc:"regular when left out"`
	Begin            Instant            `json:"begin"`
	End              Instant            `json:"end"`
	Place            string             `json:"place" minLength:"1" maxLength:"500"`
	DayReason        string             `json:"day_reason,omitempty" maxLength:"500" doc:"Needed when the day was not the rule's"`
	Matter           string             `json:"matter,omitempty" maxLength:"2000" doc:"Extraordinary: what it was called for"`
	CalledBy         string             `json:"called_by,omitempty" maxLength:"500"`
	Chair            string             `json:"chair" minLength:"1" maxLength:"64" doc:"Person"`
	Scribe           string             `json:"scribe" minLength:"1" maxLength:"64" doc:"Person"`
	Marks            []PaperMark        `json:"marks,omitempty" maxItems:"1000" doc:"Absent, late, left early, or came though exempt"`
	Guests           []PaperGuest       `json:"guests,omitempty" maxItems:"60"`
	Interpreters     []PaperInterpreter `json:"interpreters,omitempty" maxItems:"20"`
	Dues             []PaperDue         `json:"dues,omitempty" maxItems:"1000" doc:"Of the month, regular meetings; who is not named stays as taken down"`
	Agenda           []PaperItem        `json:"agenda,omitempty" maxItems:"60"`
	Evaluations      []PaperFinding     `json:"evaluations,omitempty" maxItems:"200"`
	Votes            []PaperVote        `json:"votes,omitempty" maxItems:"60"`
	Preamble         string             `json:"preamble,omitempty" maxLength:"10000"`
	Tasks            []ResolutionItem   `json:"tasks,omitempty" maxItems:"100"`
	MinutesNumber    int                `json:"minutes_number,omitempty" minimum:"0" doc:"That stands on the paper; the next one when left out"`
	ResolutionNumber int                `json:"resolution_number,omitempty" minimum:"0"`
}

// PaperMark is a member who was absent, late, left early, or came though exempt.
type PaperMark struct {
	Member string `json:"member" minLength:"1" maxLength:"64"`
	Status string `json:"status" enum:"present,late,left_early,excused,unexplained,unexcused"`
	Reason string `json:"reason,omitempty" enum:"illness,work,away,family,other" doc:"Needed for excused"`
}

// PaperGuest is somebody invited.
type PaperGuest struct {
	FullName string `json:"full_name" minLength:"1" maxLength:"200"`
	Capacity string `json:"capacity,omitempty" maxLength:"400"`
}

// PaperInterpreter is who interpreted, into which language.
type PaperInterpreter struct {
	FullName string `json:"full_name" minLength:"1" maxLength:"200"`
	Language string `json:"language" minLength:"1" maxLength:"60"`
}

// PaperDue is one member's dues as the paper minutes have them.
type PaperDue struct {
	Member  string `json:"member" minLength:"1" maxLength:"64"`
	State   string `json:"state" enum:"paid,waived,unpaid"`
	Amount  int64  `json:"amount,omitempty" doc:"Whole đồng, of paid"`
	Version int64  `json:"version,omitempty" doc:"Of the line compared with, where something was taken down already"`
}

// PaperItem is a line of the agenda with its conclusion.
type PaperItem struct {
	ID         string `json:"id,omitempty" maxLength:"64" doc:"Of a line drafted already"`
	Title      string `json:"title" minLength:"1" maxLength:"500"`
	Gist       string `json:"gist,omitempty" maxLength:"20000"`
	Conclusion string `json:"conclusion,omitempty" maxLength:"20000"`
}

// PaperFinding is what the meeting found of a task.
type PaperFinding struct {
	Task   string `json:"task" minLength:"1" maxLength:"64"`
	Result string `json:"result" enum:"done,done_late,partly,not_done"`
	Why    string `json:"why,omitempty" maxLength:"2000"`
}

// PaperVote is an open vote by its numbers.
type PaperVote struct {
	Subject string `json:"subject" minLength:"1" maxLength:"500"`
	Matter  string `json:"matter,omitempty" maxLength:"40" doc:"ordinary when left out; resolution for the one on it"`
	For     int    `json:"for" minimum:"0"`
	Against int    `json:"against,omitempty" minimum:"0"`
	Other   int    `json:"other,omitempty" minimum:"0"`
	Why     string `json:"why,omitempty" maxLength:"500" doc:"Needed when more hands than present"`
}

func (b PaperMonth) late() minutes.Late {
	in := minutes.Late{Org: b.Org, Period: b.Period, Kind: b.Kind, Begin: int64(b.Begin), End: int64(b.End), Place: b.Place, DayReason: b.DayReason, Matter: b.Matter, CalledBy: b.CalledBy,
		Chair: b.Chair, Scribe: b.Scribe, Preamble: b.Preamble, Numbers: minutes.Numbers{Minutes: b.MinutesNumber, Resolution: b.ResolutionNumber}}
	if in.Kind == "" {
		in.Kind = meeting.Regular
	}
	for _, k := range b.Marks {
		in.Marks = append(in.Marks, minutes.LateMark{Member: k.Member, Status: k.Status, Reason: k.Reason})
	}
	for _, g := range b.Guests {
		in.Guests = append(in.Guests, meeting.Guest{FullName: g.FullName, Capacity: g.Capacity})
	}
	for _, i := range b.Interpreters {
		in.Interpreters = append(in.Interpreters, meeting.Interpreter{FullName: i.FullName, Language: i.Language})
	}
	for _, d := range b.Dues {
		in.Dues = append(in.Dues, minutes.LateDue(d))
	}
	for _, i := range b.Agenda {
		in.Items = append(in.Items, minutes.LateItem{ID: i.ID, Title: i.Title, Gist: i.Gist, Conclusion: i.Conclusion})
	}
	for _, e := range b.Evaluations {
		in.Reviewed = append(in.Reviewed, minutes.LateReview{Task: e.Task, Result: e.Result, Why: e.Why})
	}
	for _, v := range b.Votes {
		if v.Matter == "" {
			v.Matter = "ordinary"
		}
		in.Votes = append(in.Votes, minutes.LateVote{Subject: v.Subject, Matter: v.Matter, For: v.For, Against: v.Against, Other: v.Other, Why: v.Why})
	}
	for _, i := range b.Tasks {
		in.Tasks = append(in.Tasks, resolution.Item{Owner: i.Owner, Deed: i.Deed, Measure: i.Measure, Due: i.Due, ReportAt: i.ReportAt, Outside: i.Outside, Continues: i.Continues, Helper: i.Helper})
	}
	return in
}

func (s *server) late() {
	write(s, "paper-months.create", func(tx *store.Tx, in *struct{ Body PaperMonth }) (Meeting, error) {
		sealed, err := minutes.EnterLate(tx, s.book(tx), in.Body.late())
		if err != nil {
			return Meeting{}, err
		}
		return full(tx.Reader, sealed.Meeting)
	})
}
