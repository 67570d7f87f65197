package demo

import (
	"strings"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// said is what the minutes of a committee keep under a line of its agenda:
// %s is the month.
type said struct{ gist, conclusion string }

var committeeSaid = map[string]map[string]said{
	meeting.CellCommittee: {
		"opening":    {"Các chi ủy viên có mặt, thống nhất chương trình.", "Thông qua chương trình."},
		"last_month": {"Từng đồng chí báo kết quả việc được giao.", "Việc xong thì khép lại, việc chậm nêu rõ nguyên nhân và hạn mới."},
		"month":      {"Phần lớn việc trong nghị quyết đã xong; còn việc ở ngõ 5 vướng mặt bằng.", "Bí thư làm việc với tổ trưởng tổ dân phố trước buổi sinh hoạt."},
		"next_month": {"Thống nhất bàn kỹ một việc, biểu quyết nghị quyết %s.", "Gửi nội dung cho đảng viên trước ba ngày."},
		"members":    {"Hai đồng chí cao tuổi ốm đau; có một quần chúng ưu tú để theo dõi.", "Phân công chi ủy viên thăm hỏi, giúp đỡ."},
		"conclusion": {"Chủ trì nhắc lại việc từng đồng chí.", "Thống nhất phân công, thông qua biên bản."},
	},
	meeting.Committee: {
		"opening":    {"Chủ trì nêu lý do, thông qua chương trình.", "Thông qua chương trình."},
		"last_month": {"Cấp ủy viên phụ trách báo từng việc.", "Việc xong thì khép lại, việc chậm báo lại kỳ sau."},
		"month":      {"Thu ngân sách đạt kế hoạch, an ninh trật tự ổn định; phân loại rác còn chậm ở ba tổ dân phố.", "Ủy ban nhân dân phường đôn đốc ba tổ dân phố, xong trong %s."},
		"cells":      {"Đa số chi bộ sinh hoạt đúng ngày; một chi bộ gửi kết quả muộn.", "Cấp ủy viên phụ trách dự, giúp chi bộ gửi muộn."},
		"next_month": {"Tập trung thu nộp đảng phí, chuẩn bị kiểm điểm cuối năm, phát triển đảng viên.", "Giao văn phòng xây dựng lịch kiểm điểm."},
		"people":     {"Xem xét hồ sơ hai quần chúng ưu tú.", "Cho đi học lớp nhận thức về Đảng."},
		"conclusion": {"Chủ trì kết luận từng nội dung.", "Ban hành nghị quyết, thông qua biên bản."},
	},
	meeting.Standing: {
		"opening":    {"Các đồng chí có mặt đủ để quyết định.", "Thông qua chương trình."},
		"last_month": {"Đồng chí được giao báo kết quả.", "Việc xong thì khép lại."},
		"urgent":     {"Một chi bộ xin đổi ngày sinh hoạt vì nhà văn hóa sửa chữa.", "Đồng ý, báo lại ngày mới trước ba ngày."},
		"people":     {"Cho ý kiến về kế hoạch kiểm tra hai chi bộ.", "Ủy ban kiểm tra thực hiện trong quý."},
		"committee":  {"Rà dự thảo báo cáo và nghị quyết trình đảng ủy %s.", "Trình đảng ủy tại kỳ họp tới."},
		"conclusion": {"Chủ trì nhắc lại các kết luận.", "Thông qua biên bản."},
	},
}

// committeeDeeds are what a committee gives its members, another each month.
var committeeDeeds = map[string][]struct{ deed, measure string }{
	meeting.CellCommittee: {
		{"Soạn dự thảo nghị quyết %s", "Dự thảo gửi chi ủy viên trước buổi sinh hoạt một ngày"},
		{"Thăm hai đồng chí cao tuổi, ghi nguyện vọng", "Báo lại chi ủy bằng lời"},
		{"Đôn đốc thu đảng phí %s", "Thu đủ trước ngày 25"},
		{"Rà danh sách quần chúng ưu tú", "Danh sách có ý kiến tổ dân phố"},
	},
	meeting.Committee: {
		{"Giúp chi bộ gửi kết quả muộn nêu nguyên nhân và cách khắc phục", "Có báo cáo của cấp ủy viên phụ trách"},
		{"Đôn đốc ba tổ dân phố phân loại rác", "Đủ hộ có thùng rác"},
		{"Kiểm tra thu nộp đảng phí %s ở năm chi bộ", "Có biên bản kiểm tra"},
		{"Xây dựng lịch kiểm điểm cuối năm của các chi bộ", "Lịch gửi các chi bộ"},
	},
	meeting.Standing: {
		{"Chuẩn bị báo cáo %s trình đảng ủy", "Dự thảo xong trước kỳ họp hai ngày"},
		{"Làm việc với chi bộ xin đổi ngày sinh hoạt", "Có ngày mới, đã báo đảng viên"},
		{"Hoàn chỉnh kế hoạch kiểm tra hai chi bộ", "Kế hoạch được ký"},
	},
}

// words are what stands under a line, for meetings that have no words of their own
// an ordinary agreement.
func (g gathering) words(item meeting.Item, n int) (gist, conclusion string) {
	if item.SourceKind == "task" && g.circle() != access.OfAll {
		return "Đồng chí được giao báo kết quả, các đồng chí trao đổi.", "Đánh giá như bảng kèm theo."
	}
	s, ok := committeeSaid[g.kind][item.Code]
	if !ok {
		return "Chủ trì trình bày, các đồng chí trao đổi và thống nhất.", []string{"Thống nhất như dự thảo.", "Giao đồng chí phụ trách làm tiếp, báo kết quả kỳ sau."}[n%2]
	}
	return monthly(s.gist, g.period), monthly(s.conclusion, g.period)
}

func monthly(text, period string) string { return strings.ReplaceAll(text, "%s", vi.ShowMonth(period)) }

// gives is the task of this month's meeting.
func (g gathering) gives(owner string) resolution.Item {
	deed, measure := g.deed, g.measure
	if all := committeeDeeds[g.kind]; len(all) > 0 {
		x := all[int(g.at.Month())%len(all)]
		deed, measure = monthly(x.deed, g.period), x.measure
	}
	return resolution.Item{Owner: owner, Deed: deed, Measure: measure, Due: g.at.AddDate(0, 0, 20).Format(time.DateOnly), ReportAt: vi.NextMonth(g.period)}
}

func (g gathering) circle() access.Circle { return (meeting.Meeting{Kind: g.kind}).Circle() }

// reports lets those a committee charged say before its meeting how it stands:
// most are done, one in four asks for ten days and gets them.
func (m *maker) reports(g gathering) error {
	if g.circle() == access.OfAll {
		return nil
	}
	var open []task.Task
	person := map[string]string{}
	if err := m.db.Read(m.ctx, store.Viewer{Tenant: m.into, Person: g.lead}, func(rd *store.Reader) (err error) {
		if open, err = task.OpenIn(rd, g.org, g.circle()); err != nil {
			return err
		}
		all, err := meeting.People(rd, g.org, g.circle(), rd.Today())
		for _, p := range all {
			person[p.Member] = p.Person
		}
		return err
	}); err != nil {
		return err
	}
	for _, t := range open {
		who := person[t.Owner]
		if who == "" {
			continue
		}
		if int(g.at.Month())%4 == 2 && t.AskedDue == "" && t.ReportAt == g.period {
			due := g.at.AddDate(0, 0, 10).Format(time.DateOnly)
			if err := m.as(who, func(tx *store.Tx) error {
				_, err := task.AskTime(tx, t.ID, due, "Còn chờ số liệu của hai tổ dân phố.")
				return err
			}); err != nil {
				return err
			}
			if err := m.as(g.chair, func(tx *store.Tx) error {
				now, err := task.Get(tx.Reader, t.ID)
				if err == nil {
					_, err = task.Extend(tx, t.ID, now.Version, due, vi.NextMonth(g.period), "Chờ số liệu, đồng ý thêm mười ngày.")
				}
				return err
			}); err != nil {
				return err
			}
			continue
		}
		if err := m.as(who, func(tx *store.Tx) error {
			_, err := task.Report(tx, t.ID, "", "Đã làm xong, có báo cáo kèm theo.", true)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// hears judges in the meeting what was to be heard there.
func (g gathering) hears(tx *store.Tx, id string) error {
	if g.circle() == access.OfAll {
		return nil
	}
	due, err := task.ReportedIn(tx.Reader, g.org, g.circle(), g.period)
	if err != nil {
		return err
	}
	for i, t := range due {
		e := task.Evaluation{Meeting: id, Task: t.ID, Result: "done"}
		if (int(g.at.Month())+i)%6 == 0 {
			e.Result, e.Why = "partly", "Mới xong phần rà soát, còn chờ ý kiến tổ dân phố."
		}
		if _, err := task.Evaluate(tx, e); err != nil {
			return err
		}
	}
	return nil
}
