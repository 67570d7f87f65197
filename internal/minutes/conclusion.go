package minutes

import (
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/vi"
)

// conclusion is what the chair concluded, matter by matter, as a paper of its
// own; matters without a conclusion are left out.
func (r record) conclusion(mark paper.Mark) paper.Conclusion {
	c := paper.Conclusion{Head: r.head(at(r.m.OpenedAt)), Mark: mark, Abstract: "tại " + r.occasion(), Recipients: r.reaches(), Sign: r.sign(),
		Opening: []string{"Tại " + r.occasion() + ", ngày " + vi.ShowDay(r.m.Day) + ", sau khi " + lower(r.whose().we) + " thảo luận, " + chaired(r.person(r.m.Chair)) + " kết luận:"},
		Closing: r.whose().we + " giao đồng chí được phân công thực hiện và báo kết quả ở " + r.whose().sitting + " đã định"}
	head := meeting.Item{}
	for _, i := range r.items {
		if !i.Sub() {
			head = i
		}
		if i.Conclusion == "" {
			continue
		}
		if i.Sub() && head.ID != "" && head.Conclusion == "" { // named all the same: its points stand under it
			c.Points, head = append(c.Points, paper.Point{Title: head.Title}), meeting.Item{}
		}
		c.Points = append(c.Points, paper.Point{Title: i.Title, Text: i.Conclusion, Sub: i.Sub()})
	}
	return c
}

func chaired(p paper.Person) string {
	if p.Name == "" {
		return "đồng chí chủ trì"
	}
	return "đồng chí " + comrade(p) + ", chủ trì"
}
