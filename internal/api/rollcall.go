package api

import (
	"chibo/internal/attendance"
	"chibo/internal/store"
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
	Method  string  `json:"method,omitempty" enum:"scribe,self,qr,paper,phone,helper"`
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

func (s *server) rollCall() {
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
	s.checkIn()
	s.hallDevices()
	read(s, "attendance.get", func(rd *store.Reader, in *ByID) (Attendance, error) { return roll(rd, in.ID) })
}
