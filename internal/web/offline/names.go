package offline

import (
	"encoding/json"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/page"
)

// namer says entries and values in words.
type namer struct {
	r       *page.Request
	members map[string]string
	persons map[string]string
	items   map[string]string
	tasks   map[string]string
	parts   map[string]string
	duties  map[string]string
	deeds   map[string]string // by the name of the entry
}

// naming reads the names a meeting's entries speak of.
func naming(rd *store.Reader, r *page.Request, m meeting.Meeting) (namer, error) {
	n := namer{r, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, nil}
	roll, err := meeting.Roll(rd, m)
	if err != nil {
		return n, err
	}
	if n.deeds, err = offline.Deeds(rd, m.ID); err != nil {
		return n, err
	}
	for _, x := range roll {
		n.members[x.Member], n.persons[x.Person] = x.FullName, x.FullName
	}
	items, err := meeting.Items(rd, m.ID)
	if err != nil {
		return n, err
	}
	for _, i := range items {
		n.items[i.ID] = i.Label + ". " + i.Title
	}
	heard, err := task.HeardAt(rd, m.ID)
	if err != nil {
		return n, err
	}
	for _, t := range heard {
		n.tasks[t.Task] = t.Deed
	}
	if may, err := access.Can(rd, access.DutyView, m.Org); err != nil {
		return n, err
	} else if may && !m.OfCommittee() {
		turns, err := duty.InTurn(rd, r.Book, m)
		if err != nil {
			return n, err
		}
		for _, t := range turns {
			for _, d := range t.Duties {
				n.duties[d.ID] = d.Name + ", " + d.What
			}
		}
	}
	parts, err := minutes.Outline(rd, m.ID)
	for _, p := range parts {
		n.parts[p.Key] = p.Title
	}
	if names, err := member.PersonNames(rd, []string{m.Chair, m.Scribe}); err == nil {
		for id, name := range names {
			n.persons[id] = name
		}
	}
	return n, err
}

// entry is what an entry is about: "Điểm danh: Trần Đức Lộc".
func (n namer) entry(u offline.Unsettled) string {
	head := word(n.r, "kind."+u.Kind)
	about := ""
	switch u.Kind {
	case offline.Mark:
		about = n.members[u.Name]
	case offline.Begin, offline.Gist, offline.Conclusion:
		about = n.items[u.Name]
	case offline.Judge:
		about = n.tasks[u.Name]
	case offline.Duty:
		about = n.duties[u.Name]
	case offline.Part:
		about = n.parts[u.Name]
	case offline.Line:
		about = u.Name
	case offline.Vote:
		_, item, _ := strings.Cut(u.Name, ".")
		about = n.items[item]
	case offline.Confirm:
		about = word(n.r, "role."+u.Name)
	}
	if about == "" {
		return head
	}
	return head + ": " + about
}

// by is who wrote a choice, on what, at which minute.
func (n namer) by(c offline.Choice) string {
	key := "by"
	if c.Device == offline.Web {
		key = "by.form"
	}
	return word(n.r, key, "name", c.Person, "time", hour(c.At))
}

// value is what a value says.
func (n namer) value(kind string, raw json.RawMessage) string {
	var v struct {
		Chair, Scribe             string
		Status, Reason            string
		Arrived, Left             int64
		Text, Result, Why         string
		Member, Kind, Group, Deed string
		Owner, Due                string
		For, Against, Other       int
		Points                    rule.Points
		Language                  string
		Deeds                     []string
		Lines                     []string
		Bare                      bool
		Name, Capacity            string
		LookOn                    string `json:"look_on"`
	}
	if len(raw) == 0 || string(raw) == "null" || json.Unmarshal(raw, &v) != nil {
		return word(n.r, "nothing")
	}
	say := func(key string, args ...any) string { return word(n.r, "value."+key, args...) }
	switch kind {
	case offline.Open:
		return say("open", "chair", n.persons[v.Chair], "scribe", n.persons[v.Scribe])
	case offline.Mark:
		text := n.r.T("attendance." + v.Status)
		if v.Reason != "" {
			text += ", " + n.r.T("meetingpage.reason."+v.Reason)
		}
		switch {
		case v.Status == "late" && v.Arrived > 0:
			text += " " + store.Clock(v.Arrived).Format("15:04")
		case v.Status == "left_early" && v.Left > 0:
			text += " " + store.Clock(v.Left).Format("15:04")
		}
		return text
	case offline.Judge:
		return strings.TrimSuffix(n.r.T("result."+v.Result)+". "+v.Why, ". ")
	case offline.Opinion:
		text := v.Text
		if v.Bare || text == "" {
			text = say("bare")
		}
		return n.members[v.Member] + ", " + strings.ToLower(n.r.T("opinion."+v.Kind)) + ": " + text
	case offline.Praise:
		return v.Group + n.members[v.Member] + ": " + v.Deed
	case offline.Deed:
		return say("deed", "deed", v.Deed, "name", n.members[v.Owner], "day", vi.ShowDay(v.Due))
	case offline.Vote, offline.ScoreVote:
		return say("vote", "for", v.For, "against", v.Against, "other", v.Other)
	case offline.Score:
		return v.Points.String() + ". " + v.Reason
	case offline.Line:
		return strings.TrimSuffix(v.Points.String()+". "+v.Reason, ". ")
	case offline.Interpret:
		return v.Name + " (" + n.r.T("interpreter.into", "language", v.Language) + ")"
	case offline.Order:
		list := make([]string, 0, len(v.Deeds))
		for _, name := range v.Deeds {
			list = append(list, strconv.Itoa(len(list)+1)+". "+n.deeds[name])
		}
		return strings.Join(list, "; ")
	case offline.Lacks:
		return strings.Join(v.Lines, "; ")
	case offline.Guest:
		return strings.TrimSuffix(v.Name+", "+v.Capacity, ", ")
	case offline.Remind, offline.Reserve:
		if v.Member == "" { // not for this reader
			return word(n.r, "hidden")
		}
		return n.members[v.Member] + ": " + v.Text
	case offline.Gist, offline.Conclusion, offline.Part, offline.Duty, offline.ReadBack:
		if v.Text == "" {
			return word(n.r, "nothing")
		}
		return v.Text
	}
	return say("done")
}
