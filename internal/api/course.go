package api

import (
	"chibo/internal/attendance"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/quality"
	"chibo/internal/reminder"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/task"
)

// Opinion is one time somebody spoke.
type Opinion struct {
	ID         string   `json:"id"`
	Item       string   `json:"item,omitempty"`
	Member     string   `json:"member"`
	Kind       string   `json:"kind"`
	Gist       string   `json:"gist,omitempty"`
	Bare       bool     `json:"bare,omitempty" doc:"Spoke, and wishes that the words are not written down"`
	At         Instant  `json:"at"`
	ReadBackAt *Instant `json:"read_back_at,omitempty" doc:"When it was read back to a comrade without a phone, who agreed"`
	Version    int64    `json:"version"`
}

func wireOpinion(o speech.Opinion) Opinion {
	return Opinion{ID: o.ID, Item: o.Item, Member: o.Member, Kind: o.Kind, Gist: o.Gist, Bare: o.Bare, At: Instant(o.At), ReadBackAt: when(o.ReadBackAt), Version: o.Version}
}

// Evaluation is what a meeting found of a task.
type Evaluation struct {
	Task   string `json:"task"`
	Result string `json:"result"`
	Why    string `json:"why,omitempty"`
	Now    Task   `json:"now" doc:"The task after it"`
}

// wireMore gives the rest of what a conflict may hold.
func wireMore(v any) any {
	switch v := v.(type) {
	case attendance.Mark:
		return wireMark(v)
	case minutes.Part:
		return wirePart(v)
	case meeting.Premeeting:
		return wirePremeeting(v)
	case document.Received:
		return wireReceived(v)
	case speech.Opinion:
		return wireOpinion(v)
	case quality.Score:
		return wireScore(v)
	case meeting.Lacks:
		return wireLacks(v)
	case reminder.Reminder:
		return wireReminder(v)
	case minutes.Amendment:
		return wireCorrection(v)
	case minutes.Amended:
		return CorrectionPart{v.Key, v.Title, v.Was, v.Text, v.Changed, v.Edit}
	case meeting.Item:
		return wireFull(meeting.Meeting{}, []meeting.Item{v}).Agenda[0]
	}
	return nil // a shape of the rooms' own is no promise
}

// course is what a meeting does from the roll call to the minutes, in that order.
func (s *server) course() {
	s.rollCall()
	s.opinions()
	s.talk()
	s.interpreters()
	s.votes()
	s.resolutions()
	s.evaluations()
	s.scores()
	s.scoring()
	s.minutes()
}

func (s *server) opinions() {
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
}

func (s *server) evaluations() {
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
}
