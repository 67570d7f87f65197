package minutes

import (
	"slices"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/store"
)

// premeeting is the paper of what was settled before the meeting; before it was,
// a sheet to be filled with the pen.
func (r record) premeeting(rd *store.Reader, foot string) (paper.Paper, error) {
	settled, err := meeting.Premeet(rd, r.m.ID)
	if err != nil {
		return nil, err
	}
	leaders, err := meeting.Leaders(rd, r.m)
	if err != nil {
		return nil, err
	}
	p := paper.Premeeting{Head: r.head(time.Time{}), Mark: paper.Mark{Foot: foot}, Scribe: paper.Person{Name: paper.ByHand}}
	if settled.Version > 0 {
		p.Start = at(settled.HeldAt)
	} else {
		settled.Assessment = or(r.m.Premeeting) // a note that came without the form
	}
	what := "bí thư chuẩn bị "
	for _, l := range leaders {
		if l.Post == access.Secretary {
			p.Chair = paper.Person{Name: l.FullName, Post: postWord[string(l.Post)]}
		}
		if slices.Contains(settled.Present, l.Person) {
			p.Present = append(p.Present, paper.Person{Name: l.FullName, Post: postWord[string(l.Post)]})
		}
		if l.Post == access.Deputy && what == "bí thư chuẩn bị " {
			what = "bí thư và phó bí thư trao đổi, chuẩn bị "
		}
		if l.Post == access.Committee {
			what = "họp chi ủy, chuẩn bị "
		}
	}
	p.Title = what + r.title()
	names, err := namesOf(rd, settled.Drafter, settled.Follower)
	if err != nil {
		return nil, err
	}
	named := func(person string) string {
		if names[person] == "" {
			return Gap
		}
		return "đồng chí " + names[person]
	}
	p.Sections = []paper.Section{{Heading: "I- Đánh giá tháng trước", Paragraphs: []string{settled.Assessment}}}
	var focus []string
	for _, i := range r.items {
		if slices.Contains(settled.Focus, i.ID) {
			focus = append(focus, i.Title)
		}
	}
	if len(focus) == 0 {
		focus = []string{Gap}
	}
	if len(focus) > 1 {
		for i := range focus {
			focus[i] = "- " + focus[i]
		}
	}
	p.Sections = append(p.Sections, paper.Section{Heading: "II- Việc bàn kỹ buổi này", Paragraphs: focus},
		paper.Section{Heading: "III- Phân công", Paragraphs: []string{"Chuẩn bị dự thảo nghị quyết: " + named(settled.Drafter), "Theo dõi, chấm điểm buổi sinh hoạt: " + named(settled.Follower)}})
	return p, nil
}

// namesOf gives the full names of two persons.
func namesOf(rd *store.Reader, a, b string) (map[string]string, error) {
	out := map[string]string{}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		id, name := "", ""
		err := scan(&id, &name)
		out[id] = name
		return struct{}{}, err
	}, `select id, full_name from person where tenant = $1 and id in ($2, $3)`, a, b)
	return out, err
}
