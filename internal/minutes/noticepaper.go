package minutes

import (
	"fmt"
	"time"

	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// notice announces the meeting; with agenda it is the programme.
func (r record) notice(agenda bool, foot string) paper.Notice {
	n := paper.Notice{Programme: agenda, Head: r.head(issued(r.m)), Mark: paper.Mark{Foot: foot}, Abstract: "về lịch " + r.title(), Recipients: r.invited(), Sign: r.sign()}
	if agenda {
		n.Abstract = r.title()
	}
	start := at(r.m.StartsAt)
	n.Opening = []string{"Thời gian: " + start.Format("15:04") + ", " + vi.LongDay(r.m.Day), "Địa điểm: " + or(r.m.Place)}
	if r.m.DayReason != "" {
		n.Opening = append(n.Opening, "Lý do đổi ngày: "+r.m.DayReason)
	}
	section := paper.Section{Heading: "Nội dung"}
	if len(r.items) > 0 {
		section.Table = &paper.Grid{Head: []string{"TT", "Nội dung", "Người trình bày", "Phút"}, Rows: r.programme(), Shares: []float64{1, 8, 3, 1}}
	} else {
		section.Paragraphs = []string{Gap}
	}
	n.Sections = []paper.Section{section}
	return n
}

// issued is the day a notice carries: that of the announcement, else left open.
func issued(m meeting.Meeting) time.Time { return at(m.AnnouncedAt) }

func (r record) programme() (rows [][]string) {
	for _, i := range r.items {
		minutes := ""
		if i.Minutes > 0 {
			minutes = fmt.Sprint(i.Minutes)
		}
		rows = append(rows, []string{i.Label, i.Title, i.Presenter, minutes})
	}
	return rows
}

func (r record) rollPaper(rd *store.Reader, foot string) paper.Roll {
	p := paper.Roll{Head: r.head(time.Time{}), Mark: paper.Mark{Foot: foot}, Title: r.title(), Start: at(r.m.StartsAt), Place: r.m.Place, Blank: 2, Scribe: r.person(r.m.Scribe), Chair: r.person(r.m.Chair)}
	people := r.roll
	if len(people) == 0 { // before the opening: whoever stands in the cell that day
		if live, err := meeting.Live(rd, r.m); err == nil {
			for _, x := range live {
				people = append(people, rolled{name: x.FullName, standing: x.Standing, activity: x.Activity, expected: x.Expected})
			}
		}
	}
	for _, x := range people {
		switch {
		case x.expected || x.here():
			p.People = append(p.People, paper.RollLine{Name: x.name})
		case x.activity == "exempt":
			p.NotCounted = append(p.NotCounted, x.name+" (được miễn)")
		case x.activity == "away":
			p.NotCounted = append(p.NotCounted, x.name+" (sinh hoạt tạm thời nơi khác)")
		case x.activity == "sent":
			p.NotCounted = append(p.NotCounted, x.name+" (tăng cường sang chi bộ khác)")
		}
	}
	for _, g := range r.guests {
		p.Guests = append(p.Guests, paper.Person{Name: g.FullName, Post: g.Capacity})
	}
	return p
}
