package campaign

import (
	"fmt"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/office/docx"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// one is a campaign under review with its rows as they stand.
type one struct {
	c    Campaign
	rows []Row
	todo []Remedy
	n    Counts
}

// review is what an outline is filled from.
type review struct {
	law   rule.Review
	kind  string
	year  string
	all   []one
	today string
}

// Review is one campaign in the committee's own outline: how far it came while it runs,
// what became of it once it is closed. With it comes the file's name without an ending.
func Review(rd *store.Reader, book *rule.Book, id string) (d docx.Document, file string, err error) {
	c, err := Get(rd, id)
	if err != nil {
		return d, "", err
	}
	v := review{law: book.Review(rd.Today()), kind: Interim, today: rd.Today()}
	abstract, file := "sơ kết chuyên đề "+c.Topic, "so-ket-"+c.Period
	if c.State == Closed {
		v.kind, abstract, file = Final, "tổng kết chuyên đề "+c.Topic, "tong-ket-"+c.Period
	}
	if err := v.take(rd, c); err != nil {
		return d, "", err
	}
	d, err = v.paper(rd, book, c.Org, abstract)
	return d, file, err
}

// ReviewYear is all campaigns of a year that were sent, in the committee's own outline.
func ReviewYear(rd *store.Reader, book *rule.Book, org, year string) (d docx.Document, file string, err error) {
	if len(year) != 4 || !vi.ValidDay(year+"-01-01") || year > rd.Today()[:4] {
		return d, "", fault.Missing()
	}
	list, err := List(rd, org)
	if err != nil {
		return d, "", err
	}
	v := review{law: book.Review(rd.Today()), kind: OfYear, year: year, today: rd.Today()}
	for i := len(list) - 1; i >= 0; i-- { // the earliest first
		if c := list[i]; c.State != Draft && c.Period[:4] == year {
			if err := v.take(rd, c); err != nil {
				return d, "", err
			}
		}
	}
	d, err = v.paper(rd, book, org, "tổng kết các chuyên đề năm "+year)
	return d, "tong-ket-chuyen-de-nam-" + year, err
}

func (v *review) take(rd *store.Reader, c Campaign) error {
	if c.State == Draft {
		return fault.New(fault.Conflict, "campaign_not_sent")
	}
	rows, err := Rows(rd, c)
	if err != nil {
		return err
	}
	todo, err := remedies(rd, c.ID)
	v.all = append(v.all, one{c, rows, todo, Count(rows)})
	return err
}

func (v review) paper(rd *store.Reader, book *rule.Book, org, abstract string) (docx.Document, error) {
	if err := access.Must(rd, access.CampaignView, org); err != nil {
		return docx.Document{}, err
	}
	o, err := Outline(rd, book, org, v.kind)
	if err != nil {
		return docx.Document{}, err
	}
	return issued(rd, book, org, paper.Report{Abstract: abstract, Sections: v.fill(o.Body),
		Mark: paper.Mark{Draft: v.open(), Foot: vi.Capital(abstract) + " · số liệu " + store.Clock(rd.Now()).Format("15:04") + " ngày " + vi.ShowDay(v.today)}})
}

// open tells whether a campaign under review is not closed: what is said of it may change.
func (v review) open() bool {
	return slices.ContainsFunc(v.all, func(x one) bool { return x.c.State != Closed })
}

// fill lays the outline out: a heading begins a section, a line that is a table or a list
// becomes one, in every other line the figures are put in. What nobody knows is blank, and
// a note at the end of the line says so.
func (v review) fill(body string) (out []paper.Section) {
	at := func() *paper.Section {
		if len(out) == 0 || out[len(out)-1].Table != nil {
			out = append(out, paper.Section{})
		}
		return &out[len(out)-1]
	}
	for _, line := range strings.Split(body, "\n") {
		line = strings.TrimSpace(line)
		switch heading, is := strings.CutPrefix(line, "#"); {
		case line == "":
		case is:
			out = append(out, paper.Section{Heading: v.sentence(strings.TrimSpace(strings.TrimLeft(heading, "#")))})
		case v.law.Block(line) != "":
			out = append(out, v.block(v.law.Block(line))...)
		default:
			s := at()
			s.Paragraphs = append(s.Paragraphs, v.sentence(line))
		}
	}
	return out
}

const blank = "……"

func (v review) sentence(line string) string {
	missing := false
	line = v.law.Fill(line, func(name string) string {
		value, known := v.figure(name)
		if !known {
			value, missing = blank, true
		}
		return value
	})
	if missing {
		line = strings.TrimRight(line, ". ") + " (chỗ để trống: chưa có số liệu)" // the paper ends it with its point
	}
	return line
}

// sum adds a count over the campaigns under review.
func (v review) sum(of func(Counts) int) (n int) {
	for _, x := range v.all {
		n += of(x.n)
	}
	return n
}

// cells are the cells asked in any of them, each once.
func (v review) cells() int {
	seen := map[string]bool{}
	for _, x := range v.all {
		for _, r := range x.rows {
			if !r.Own && (!r.Gone || r.SentOn != "") {
				seen[r.Org] = true
			}
		}
	}
	return len(seen)
}

// figure is one by name; known is false where nobody knows it.
func (v review) figure(name string) (value string, known bool) {
	asked, held, sent := v.sum(func(n Counts) int { return n.Cells }), v.sum(func(n Counts) int { return n.Held }), v.sum(func(n Counts) int { return n.Sent })
	switch name {
	case "ngay_so_lieu":
		return vi.ShowDay(v.today), true
	case "ky":
		return v.says(), true
	case "so_chuyen_de":
		return fmt.Sprint(len(v.all)), true
	}
	if len(v.all) == 0 { // no campaign: nothing was counted
		return "", false
	}
	switch name {
	case "chu_de":
		var topics []string
		for _, x := range v.all {
			topics = append(topics, x.c.Topic)
		}
		return strings.Join(topics, "; "), true
	case "da_tong_ket":
		n := 0
		for _, x := range v.all {
			if x.c.State == Closed {
				n++
			}
		}
		return fmt.Sprint(n), true
	case "nguyen_nhan":
		var causes []string
		for _, x := range v.all {
			if x.c.Causes != "" {
				causes = append(causes, x.c.Causes)
			}
		}
		return strings.Join(causes, "; "), len(causes) > 0
	case "ty_le_sinh_hoat":
		return vi.Percent(held, asked), asked > 0
	case "ty_le_gui":
		return vi.Percent(sent, asked), asked > 0
	}
	counts := map[string]int{"so_chi_bo": v.cells(), "luot_chi_bo": asked, "da_sinh_hoat": held, "da_gui": sent, "chua_gui": asked - sent,
		"co_lich": v.sum(func(n Counts) int { return n.Planned }), "da_co_viec": v.sum(func(n Counts) int { return n.Tasked })}
	n, is := counts[name]
	return fmt.Sprint(n), is && asked > 0
}

// says is the time under review, in the words of an official paper.
func (v review) says() string {
	if v.year != "" {
		return "năm " + v.year
	}
	return periodSays(v.all[0].c.Period)
}
