package privacy

import (
	"cmp"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Register is the register of processing of a committee, made of the rules and
// the table of rights and of nothing else, so that it is always true. For
// whoever keeps requests; papers are Vietnamese.
func Register(rd *store.Reader, book *rule.Book, committee string) (paper.Processing, error) {
	p, err := letter(rd, committee)
	if err != nil {
		return p, err
	}
	law := book.Assessment(rd.Today())
	p.Name, p.Abstract = "SỔ ĐĂNG KÝ XỬ LÝ DỮ LIỆU CÁ NHÂN", "tính đến ngày "+vi.ShowDay(rd.Today())
	p.Opening = []string{"Sổ lập từ quy định đang dùng và bảng quyền của hệ thống. Căn cứ tạm dùng, chờ đảng ủy xác nhận"}
	for _, w := range Explained(book, rd.Today()) {
		p.Lines = append(p.Lines, paper.ProcessingLine{Title: w.Title.VI, Purpose: w.Purpose.VI, Basis: w.Ground.VI, Sensitive: w.Sensitive, Readers: cmp.Or(Named(w.Readers), "Chỉ người đó"), Kept: w.Kept.VI})
	}
	p.Sections = []paper.ProcessingPart{{Title: "Biện pháp bảo vệ", Lines: vietnamese(law.Measures)}}
	return p, nil
}

// Draft is a draft of the impact assessment: what the system knows is filled in,
// what only the committee knows is left open. The authority's own form is not
// in the rules; the draft is copied into it.
func Draft(rd *store.Reader, book *rule.Book, committee string) (paper.Processing, error) {
	p, err := letter(rd, committee)
	if err != nil {
		return p, err
	}
	today := rd.Today()
	law, asks := book.Assessment(today), book.Requests(today)
	p.Name, p.Abstract, p.Mark.Draft = "ĐÁNH GIÁ TÁC ĐỘNG XỬ LÝ DỮ LIỆU CÁ NHÂN", "tính đến ngày "+vi.ShowDay(today), true
	var purposes, sensitive, kept []string
	posts := map[access.Post]bool{}
	all := Explained(book, today)
	for _, w := range all {
		purposes = append(purposes, w.Title.VI+": "+w.Purpose.VI)
		if w.Sensitive {
			sensitive = append(sensitive, small(w.Title.VI))
		}
		for _, x := range w.Readers {
			posts[x] = true
		}
	}
	for _, k := range book.Retention(today).Classes {
		kept = append(kept, k.VI)
	}
	var readers []access.Post
	for _, x := range order {
		if posts[x] {
			readers = append(readers, x)
		}
	}
	const open = "(đảng ủy ghi)"
	p.Sections = []paper.ProcessingPart{
		{Title: "Bên kiểm soát dữ liệu", Lines: []string{p.Head.Issuer, "Người đầu mối, điện thoại: " + open}},
		{Title: "Mục đích xử lý", Lines: purposes},
		{Title: "Loại dữ liệu", Lines: []string{strconv.Itoa(len(all)) + " loại, trong đó " + strconv.Itoa(len(sensitive)) + " loại nhạy cảm: " + strings.Join(sensitive, "; ")}},
		{Title: "Người được đọc", Lines: []string{Named(readers), "Không chuyển cho bên khác; không chuyển ra nước ngoài. Nơi đặt máy chủ: " + open}},
		{Title: "Thời hạn giữ", Lines: kept},
		{Title: "Biện pháp bảo vệ", Lines: vietnamese(law.Measures)},
		{Title: "Rủi ro và cách giảm", Lines: append(vietnamese(law.Risks), "Rủi ro khác: "+open)},
		{Title: "Quyền của đảng viên", Lines: []string{"Đề nghị về dữ liệu được trả lời trong " + strconv.Itoa(asks.ReplyDays) + " ngày làm việc; không làm được thì nói lý do và căn cứ", "Chỉ hỏi đồng ý khi sự đồng ý là căn cứ; rút lại được bất cứ lúc nào"}},
		{Title: "Khi dữ liệu bị lộ, bị mất", Lines: []string{"Báo cơ quan chức năng trong " + strconv.Itoa(book.Breach(today).Hours) + " giờ và báo người có dữ liệu"}},
	}
	return p, nil
}

// letter is the head of a paper of the committee and who signs it.
func letter(rd *store.Reader, committee string) (paper.Processing, error) {
	if err := org.Must(rd, access.PrivacyKeep, committee); err != nil {
		return paper.Processing{}, err
	}
	head, lead, err := minutes.Letterhead(rd, meeting.Meeting{Org: committee, Kind: meeting.Committee, Day: rd.Today()})
	return paper.Processing{Head: head, Sign: paper.Signature{Name: lead.Name}}, err
}

// Form is the form of the committee's own papers on a day.
func Form(book *rule.Book, day string) paper.Layout {
	return minutes.CommitteeForm(book, day)
}

func vietnamese(all []rule.Said) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.VI)
	}
	return out
}

// Named are posts in words, as Vietnamese papers name them.
func Named(all []access.Post) string {
	var out []string
	for _, p := range all {
		out = append(out, small(i18n.For("vi").T("post."+string(p))))
	}
	return vi.Capital(strings.Join(out, ", "))
}

func small(s string) string { return strings.ToLower(s) }

// Started is the day on which the committee agreed to begin, and the last day to
// file the impact assessment; both are empty where that day is not known.
func Started(rd *store.Reader, book *rule.Book) (start, fileBy string, err error) {
	all, err := rd.Strings(`select consent_day from tenant where tenant = $1`)
	if err != nil || len(all) == 0 || all[0] == "" {
		return "", "", err
	}
	return all[0], book.Assessment(rd.Today()).FileBy(all[0]), nil
}
