package api

import (
	"context"
	"net/http"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// Mark is one line of the roll call.
type Mark struct {
	Member    string   `json:"member"`
	FullName  string   `json:"full_name,omitempty"`
	Standing  string   `json:"standing,omitempty"`
	Activity  string   `json:"activity,omitempty"`
	Expected  bool     `json:"expected" doc:"Counts among those who should come"`
	Entitled  bool     `json:"entitled" doc:"Votes"`
	Status    string   `json:"status,omitempty" doc:"Empty: not marked"`
	Reason    string   `json:"reason,omitempty"`
	Method    string   `json:"method,omitempty"`
	At        *Instant `json:"at,omitempty"`
	ArrivedAt *Instant `json:"arrived_at,omitempty"`
	LeftAt    *Instant `json:"left_at,omitempty"`
	Announced string   `json:"announced,omitempty" doc:"Reason the member gave beforehand"`
	Version   int64    `json:"version,omitempty"`
}

// Attendance is the roll call with its counts.
type Attendance struct {
	Marks  []Mark `json:"marks" nullable:"false"`
	Counts Counts `json:"counts"`
}

// Counts are of those expected, and of those who came all the same.
type Counts struct {
	Expected     int `json:"expected"`
	Present      int `json:"present"`
	Unmarked     int `json:"unmarked"`
	Official     int `json:"official"`
	Probationary int `json:"probationary"`
	Excused      int `json:"excused"`
	Unexplained  int `json:"unexplained"`
	Unexcused    int `json:"unexcused"`
}

type marking struct {
	Member  string  `json:"member" minLength:"1" maxLength:"64"`
	Status  string  `json:"status" enum:"present,late,left_early,excused,unexplained,unexcused"`
	Reason  string  `json:"reason,omitempty" maxLength:"40" doc:"illness, work, away, family, other"`
	Method  string  `json:"method,omitempty" enum:"scribe,self,qr,paper,phone"`
	At      Instant `json:"at,omitempty" doc:"When it was said; now when left out"`
	Key     string  `json:"key,omitempty" maxLength:"100" doc:"The same key again changes nothing"`
	Version int64   `json:"version,omitempty" doc:"Of the mark that this one changes"`
}

func wireMark(k attendance.Mark) Mark {
	return Mark{Member: k.Member, Status: k.Status, Reason: k.Reason, Method: k.Method, At: when(k.At), ArrivedAt: when(k.ArrivedAt), LeftAt: when(k.LeftAt), Version: k.Version}
}

func roll(rd *store.Reader, id string) (Attendance, error) {
	sheet, err := attendance.List(rd, id)
	if err != nil {
		return Attendance{}, err
	}
	out := Attendance{Marks: []Mark{}, Counts: Counts{sheet.Expected, sheet.Present, sheet.Unmarked, sheet.Official, sheet.Probationary, sheet.Excused, sheet.Unexplained, sheet.Unexcused}}
	for _, r := range sheet.Rows {
		m := Mark{Member: r.Member}
		if r.Mark != nil {
			m = wireMark(*r.Mark)
		}
		m.FullName, m.Standing, m.Activity, m.Expected, m.Entitled, m.Announced = r.FullName, r.Standing, r.Activity, r.Expected, r.Entitled, r.Announced
		out.Marks = append(out.Marks, m)
	}
	return out, nil
}

// Opinion is one time somebody spoke.
type Opinion struct {
	ID     string  `json:"id"`
	Item   string  `json:"item,omitempty"`
	Member string  `json:"member"`
	Kind   string  `json:"kind"`
	Gist   string  `json:"gist,omitempty"`
	At     Instant `json:"at"`
}

func wireOpinion(o speech.Opinion) Opinion {
	return Opinion{ID: o.ID, Item: o.Item, Member: o.Member, Kind: o.Kind, Gist: o.Gist, At: Instant(o.At)}
}

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
	At           Instant       `json:"at"`
}

// Subtraction is who does not count in the base.
type Subtraction struct {
	Reason string `json:"reason"`
	N      int    `json:"n"`
}

func wireVote(book *rule.Book, v vote.Vote) Vote {
	out := Vote{ID: v.ID, Item: v.Item, Subject: v.Subject, Matter: v.Matter, For: v.For, Against: v.Against, Other: v.Other, Base: v.Base, Needed: v.Needed, Passed: v.Passed,
		Sentence: v.Sentence, Rule: wireRule(book, v.ThresholdRule), BaseRule: wireRule(book, v.BaseRule), Why: v.Why, At: Instant(v.At)}
	for _, x := range v.Subtractions {
		out.Subtractions = append(out.Subtractions, Subtraction{x.Reason, x.N})
	}
	return out
}

// Resolution is the resolution of one meeting.
type Resolution struct {
	Meeting  string           `json:"meeting"`
	Preamble string           `json:"preamble"`
	Vote     string           `json:"vote,omitempty"`
	Items    []ResolutionItem `json:"items" nullable:"false"`
	Warnings []Warning        `json:"warnings" nullable:"false"`
	Version  int64            `json:"version"`
}

// ResolutionItem is one task the cell resolves.
type ResolutionItem struct {
	ID        string `json:"id,omitempty" maxLength:"64"`
	Position  int    `json:"position,omitempty"`
	Owner     string `json:"owner" maxLength:"64" doc:"Member"`
	OwnerName string `json:"owner_name,omitempty"`
	Deed      string `json:"deed" maxLength:"2000"`
	Measure   string `json:"measure,omitempty" maxLength:"2000" doc:"How one sees that it is done"`
	Due       string `json:"due" maxLength:"10" doc:"YYYY-MM-DD"`
	ReportAt  string `json:"report_at,omitempty" maxLength:"7" doc:"YYYY-MM of the meeting that hears of it; next month when left out"`
	Outside   bool   `json:"outside,omitempty" doc:"Given at the meeting, not in the resolution"`
	Continues string `json:"continues,omitempty" maxLength:"64" doc:"The open task it carries on"`
}

// Warning is worth a second look and stops nobody.
type Warning struct {
	Item   string `json:"item"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func wireResolution(r resolution.Resolution) Resolution {
	out := Resolution{Meeting: r.Meeting, Preamble: r.Preamble, Vote: r.VoteID, Items: []ResolutionItem{}, Warnings: []Warning{}, Version: r.Version}
	for _, i := range r.Items {
		out.Items = append(out.Items, ResolutionItem{ID: i.ID, Position: i.Position, Owner: i.Owner, OwnerName: i.OwnerName, Deed: i.Deed, Measure: i.Measure, Due: i.Due, ReportAt: i.ReportAt, Outside: i.Outside, Continues: i.Continues})
	}
	return out
}

// Evaluation is what a meeting found of a task.
type Evaluation struct {
	Task   string `json:"task"`
	Result string `json:"result"`
	Why    string `json:"why,omitempty"`
	Now    Task   `json:"now" doc:"The task after it"`
}

// Minutes are the parts in the order they are read aloud.
type Minutes struct {
	Meeting string        `json:"meeting"`
	State   string        `json:"state"`
	Items   []MinutesPart `json:"items" nullable:"false"`
}

// MinutesPart is one part of the minutes.
type MinutesPart struct {
	Key     string `json:"key" maxLength:"100"`
	Title   string `json:"title,omitempty"`
	Text    string `json:"text" maxLength:"20000" doc:"Empty gives the composed words back"`
	Edited  bool   `json:"edited,omitempty"`
	Version int64  `json:"version,omitempty" doc:"Of the part, as read"`
}

func wirePart(p minutes.Part) MinutesPart {
	return MinutesPart{Key: p.Key, Title: p.Title, Text: p.Text, Edited: p.Edited, Version: p.Version}
}

// wireMore gives the rest of what a conflict may hold.
func wireMore(v any) any {
	switch v := v.(type) {
	case attendance.Mark:
		return wireMark(v)
	case minutes.Part:
		return wirePart(v)
	case meeting.Item:
		return wireFull(meeting.Meeting{}, []meeting.Item{v}).Agenda[0]
	}
	return nil // a shape of the rooms' own is no promise
}

func readMinutes(rd *store.Reader, id string) (Minutes, error) {
	parts, err := minutes.Parts(rd, id)
	if err != nil {
		return Minutes{}, err
	}
	m, err := meeting.Get(rd, id)
	out := Minutes{Meeting: id, State: m.State, Items: []MinutesPart{}}
	for _, p := range parts {
		out.Items = append(out.Items, wirePart(p))
	}
	return out, err
}

func (s *server) course() {
	write(s, "attendance.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Marks []marking `json:"marks" minItems:"1" maxItems:"500" nullable:"false"`
		}
	}) (Attendance, error) {
		for n, k := range in.Body.Marks {
			key := ""
			if k.Key != "" {
				key = "mark/" + in.ID + "/" + k.Key
			}
			_, err := store.Once(tx, key, k, func() (attendance.Mark, error) {
				return attendance.CheckIn(tx, attendance.Marking{Meeting: in.ID, Member: k.Member, Status: k.Status, Reason: k.Reason, Method: k.Method, At: int64(k.At), Version: k.Version})
			})
			if err != nil {
				return Attendance{}, under(err, "marks", n)
			}
		}
		return roll(tx.Reader, in.ID)
	})
	read(s, "attendance.get", func(rd *store.Reader, in *ByID) (Attendance, error) { return roll(rd, in.ID) })

	read(s, "opinions.list", func(rd *store.Reader, in *ByID) (List[Opinion], error) {
		all, err := speech.List(rd, in.ID)
		return list(all, "", wireOpinion), err
	})
	write(s, "opinions.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Member string  `json:"member" minLength:"1" maxLength:"64"`
			Item   string  `json:"item,omitempty" maxLength:"64" doc:"Of the agenda; left out: the meeting as a whole"`
			Kind   string  `json:"kind,omitempty" enum:"contribute,agree,propose,concern,self_criticism,criticism" doc:"contribute when left out"`
			Gist   string  `json:"gist,omitempty" maxLength:"20000"`
			At     Instant `json:"at,omitempty"`
		}
	}) (Opinion, error) {
		b := in.Body
		kind := b.Kind
		if kind == "" {
			kind = "contribute"
		}
		o, err := speech.Add(tx, speech.Opinion{Meeting: in.ID, Item: b.Item, Member: b.Member, Kind: kind, Gist: b.Gist, At: int64(b.At)})
		return wireOpinion(o), err
	})

	read(s, "votes.list", func(rd *store.Reader, in *ByID) (List[Vote], error) {
		all, err := vote.List(rd, in.ID)
		return list(all, "", func(v vote.Vote) Vote { return wireVote(s.Book, v) }), err
	})
	write(s, "votes.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Subject string `json:"subject" minLength:"1" maxLength:"1000"`
			Matter  string `json:"matter" minLength:"1" maxLength:"60" doc:"Names the threshold rule: ordinary, resolution, admission, …"`
			For     int    `json:"for" minimum:"0" maximum:"100000"`
			Against int    `json:"against,omitempty" minimum:"0" maximum:"100000"`
			Other   int    `json:"other,omitempty" minimum:"0" maximum:"100000"`
			Item    string `json:"item,omitempty" maxLength:"64"`
			Why     string `json:"why,omitempty" maxLength:"1000" doc:"When more hands were counted than are entitled and present"`
			Adopts  bool   `json:"adopts,omitempty" doc:"This vote passes the resolution"`
		}
	}) (Vote, error) {
		b := in.Body
		v, err := vote.Hold(tx, s.Book, vote.Hands{Meeting: in.ID, Item: b.Item, Subject: b.Subject, Matter: b.Matter, For: b.For, Against: b.Against, Other: b.Other, Why: b.Why})
		if err == nil && b.Adopts && v.Passed {
			err = resolution.Adopt(tx, in.ID, v.ID)
		}
		return wireVote(s.Book, v), err
	})

	read(s, "resolution.get", func(rd *store.Reader, in *ByID) (Resolution, error) {
		r, err := resolution.Get(rd, in.ID)
		return wireResolution(r), err
	})
	writeSaying(s, "resolution.put", func(ctx context.Context, tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version  int64            `json:"version,omitempty" doc:"As read; 0 or left out before the first time"`
			Preamble *string          `json:"preamble,omitempty" maxLength:"10000" doc:"Left out: as it was"`
			Items    []ResolutionItem `json:"items" maxItems:"100" nullable:"false"`
		}
	}) (Resolution, error) {
		b := in.Body
		preamble := deref(b.Preamble)
		if b.Preamble == nil {
			old, err := resolution.Get(tx.Reader, in.ID)
			if err != nil {
				return Resolution{}, err
			}
			preamble = old.Preamble
		}
		items := make([]resolution.Item, 0, len(b.Items))
		for _, i := range b.Items {
			items = append(items, resolution.Item{ID: i.ID, Outside: i.Outside, Owner: i.Owner, Deed: i.Deed, Measure: i.Measure, Due: i.Due, ReportAt: i.ReportAt, Continues: i.Continues})
		}
		r, warnings, err := resolution.Put(tx, s.Book, in.ID, b.Version, preamble, items)
		out := wireResolution(r)
		for _, w := range warnings {
			out.Warnings = append(out.Warnings, Warning{Item: w.Item, Code: w.Code, Detail: sentence(ctx, http.StatusOK, w.Code, w.Args...)})
		}
		return out, err
	})

	write(s, "evaluations.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Task   string `json:"task" minLength:"1" maxLength:"64"`
			Result string `json:"result" enum:"done,done_late,partly,not_done"`
			Why    string `json:"why,omitempty" maxLength:"2000" doc:"Needed for partly and not_done"`
		}
	}) (Evaluation, error) {
		b := in.Body
		t, err := task.Evaluate(tx, task.Evaluation{Meeting: in.ID, Task: b.Task, Result: b.Result, Why: b.Why})
		return Evaluation{Task: b.Task, Result: b.Result, Why: b.Why, Now: wireTask(t)}, err
	})

	read(s, "minutes.get", func(rd *store.Reader, in *ByID) (Minutes, error) { return readMinutes(rd, in.ID) })
	write(s, "minutes.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Items []MinutesPart `json:"items" minItems:"1" maxItems:"100" nullable:"false" doc:"Only the parts to change"`
		}
	}) (Minutes, error) {
		if _, err := minutes.Compose(tx, s.Book, in.ID); err != nil {
			return Minutes{}, err
		}
		for n, p := range in.Body.Items {
			if _, err := minutes.Edit(tx, in.ID, p.Key, p.Version, p.Text); err != nil {
				return Minutes{}, under(err, "items", n)
			}
		}
		return readMinutes(tx.Reader, in.ID)
	})
}
