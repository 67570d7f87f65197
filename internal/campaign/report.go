package campaign

import (
	"cmp"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// answersMost is how many answers to a question a paper holds.
const answersMost = 200

// Person is one who may answer for a remedy.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Answerable are those who hold a post in the committee of a campaign today, by name:
// whoever answers for a remedy is one of them. For its office.
func Answerable(rd *store.Reader, org string) ([]Person, error) {
	if err := access.Must(rd, access.CampaignKeep, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, func(scan store.Scan) (p Person, err error) { err = scan(&p.ID, &p.Name); return }, `select distinct p.id, p.full_name from post_holding h cross join person p
		where h.tenant = $1 and h.org = $2 and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) and h.post <> 'administrator' and p.tenant = h.tenant and p.id = h.person`, org, rd.Today())
	slices.SortFunc(all, func(a, b Person) int { return cmp.Compare(vi.NameKey(a.Name), vi.NameKey(b.Name)) })
	return all, err
}

// Report is the committee's paper on a campaign, from the rows as they stand: how far it
// came while it runs, its closing once it is closed. Nothing in it is typed but the
// causes and the remedies. With it comes the file's name without an ending.
func Report(rd *store.Reader, book *rule.Book, id string) (d docx.Document, file string, err error) {
	c, err := Get(rd, id)
	if err != nil {
		return d, "", err
	}
	if c.State == Draft {
		return d, "", fault.New(fault.Conflict, "campaign_not_sent")
	}
	rows, err := Rows(rd, c)
	if err != nil {
		return d, "", err
	}
	todo, err := remedies(rd, c.ID)
	if err != nil {
		return d, "", err
	}
	word, file := "sơ kết", "so-ket-chuyen-de-"+c.Period
	if c.State == Closed {
		word, file = "tổng kết", "tong-ket-chuyen-de-"+c.Period
	}
	d, err = issued(rd, book, c.Org, paper.Report{Abstract: word + " chuyên đề " + c.Topic, Opening: opening(c, rd.Today()), Sections: sections(c, rows, todo, rd.Today()),
		Mark: paper.Mark{Draft: c.State != Closed, Foot: "Chuyên đề " + c.Topic + " · số liệu " + store.Clock(rd.Now()).Format("15:04") + " ngày " + vi.ShowDay(rd.Today())}})
	return d, file, err
}

// issued puts the committee's letterhead, number and signature around a report.
func issued(rd *store.Reader, book *rule.Book, org string, p paper.Report) (docx.Document, error) {
	head, lead, err := minutes.Letterhead(rd, meeting.Meeting{Org: org, Kind: meeting.Committee, Day: rd.Today()})
	if err != nil {
		return docx.Document{}, err
	}
	l := minutes.Form(book, rd.Today())
	by := book.Issuer(rd.Today(), meeting.Committee)
	l.Words.OnBehalf, l.Words.FileCopy, head.Symbol = by.OnBehalf, "Lưu Đảng ủy.", by.Letters
	p.Head, p.Sign = head, paper.Signature{Name: lead.Name}
	d, err := p.Document(l)
	if err != nil {
		return d, fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return d, nil
}

func opening(c Campaign, today string) []string {
	return []string{c.Why, fmt.Sprintf("Gửi các chi bộ ngày %s, hạn gửi kết quả ngày %s", vi.ShowDay(c.SentOn), vi.ShowDay(c.Due)),
		"Số liệu đến ngày " + vi.ShowDay(today) + ", đếm từ nội dung và biên bản các buổi sinh hoạt, không lấy từ báo cáo"}
}

// sections are the figures, the words side by side, what is done well, why, and what is
// to be done, the committee's own first in each.
func sections(c Campaign, rows []Row, todo []Remedy, today string) []paper.Section {
	n := Count(rows)
	out := []paper.Section{{Heading: "I- Kết quả từng bước", Table: &paper.Grid{Head: []string{"Bước", "Số chi bộ", "Trên tổng số"}, Shares: []float64{3, 1, 1}, Rows: [][]string{
		line("Có lịch sinh hoạt chuyên đề", n.Planned, n.Cells), line("Đã sinh hoạt", n.Held, n.Cells), line("Đã gửi kết quả", n.Sent, n.Cells), line("Đã có việc giao", n.Tasked, n.Cells)}}}}
	own := "Đảng ủy chưa gửi kết quả của mình"
	late := []string{}
	for _, r := range rows {
		switch {
		case r.Own && r.SentOn != "":
			own = "Đảng ủy gửi kết quả của mình ngày " + vi.ShowDay(r.SentOn)
		case !r.Own && !r.Gone && r.SentOn == "":
			late = append(late, r.Name)
		}
	}
	after := paper.Section{Paragraphs: []string{own}}
	if len(late) > 0 {
		after.Paragraphs = append(after.Paragraphs, fmt.Sprintf("Chưa gửi kết quả: %d chi bộ", len(late)))
	}
	if n.Gone > 0 {
		after.Paragraphs = append(after.Paragraphs, fmt.Sprintf("Không tính %d chi bộ đã sáp nhập hoặc giải thể sau khi gửi", n.Gone))
	}
	out = append(out, after, paper.Section{Heading: "II- Trả lời câu hỏi chung"})
	for i, q := range c.Asked {
		out = append(out, sideBySide(c, rows, i, q))
	}
	good := paper.Section{Heading: "III- Cách làm hay"}
	for _, r := range rows {
		if r.Shares && r.SentOn != "" {
			good.Paragraphs = append(good.Paragraphs, r.Name+": "+r.Practice)
		}
	}
	if len(good.Paragraphs) == 0 {
		good.Paragraphs = []string{"Chưa có chi bộ nào đồng ý chia sẻ"}
	}
	out = append(out, good)
	if c.State != Closed {
		return out
	}
	return append(out, paper.Section{Heading: "IV- Nguyên nhân", Paragraphs: []string{c.Causes}}, remedySection(todo))
}

func line(step string, n, of int) []string {
	return []string{step, fmt.Sprint(n), fmt.Sprintf("%d/%d", n, of)}
}

func sideBySide(c Campaign, rows []Row, i int, q string) paper.Section {
	g := &paper.Grid{Head: []string{"Nơi trả lời", "Trả lời"}, Shares: []float64{1, 2}}
	more := 0
	for _, r := range rows {
		if r.SentOn == "" || i >= len(r.Answers) {
			continue
		}
		if len(g.Rows) == answersMost {
			more++
			continue
		}
		name := r.Name
		if r.Edition != c.Edition {
			name += fmt.Sprintf(" (trả lời bản %d)", r.Edition)
		}
		g.Rows = append(g.Rows, []string{name, r.Answers[i]})
	}
	s := paper.Section{Heading: fmt.Sprintf("Câu %d. %s", i+1, q), Table: g}
	if len(g.Rows) == 0 {
		s.Table, s.Paragraphs = nil, []string{"Chưa có nơi nào trả lời"}
	}
	if more > 0 {
		s.Paragraphs = []string{fmt.Sprintf("Còn %d trả lời đọc trên trang của chuyên đề", more)}
	}
	return s
}

func remedySection(todo []Remedy) paper.Section {
	g := &paper.Grid{Head: []string{"TT", "Việc của đảng ủy", "Chịu trách nhiệm", "Hạn"}, Shares: []float64{0.4, 3, 1.6, 1}}
	for _, r := range todo {
		g.Rows = append(g.Rows, []string{fmt.Sprint(r.N), r.Text, r.OwnerName, vi.ShowDay(r.Due)})
	}
	return paper.Section{Heading: "V- Việc khắc phục", Paragraphs: []string{"Mỗi việc là một nội dung của cuộc họp đảng ủy tới; kết luận ở đó thành nhiệm vụ"}, Table: g}
}
