package demo

import (
	"fmt"

	"chibo/internal/concern"
	"chibo/internal/store"
)

// raise lets people say what is on their minds: some were answered and settled, some
// wait, one is late, one went past the secretary, two the cells passed on. The old ones
// are of the sample's last month but one.
func (m *maker) raise(old bool) error {
	said := []struct {
		cell, by     int // by: the member; 0 the secretary writes what the people say
		topic, name  string
		to, text     string
		answer, line string
		pass         string
		old          bool
	}{
		{6, 0, "area", concern.NoName, concern.ToSecretary, "Đèn đường ngõ 5 hỏng đã lâu, buổi tối khó đi.", "", "", "", true},
		{2, 5, "own", concern.ByKeeper, concern.ToSecretary, "Tôi làm ca đêm cả tháng, xin được họp vào sáng thứ Bảy.", "Chi bộ ghi vắng có lý do các buổi tối trong tháng; bí thư gửi tóm tắt nội dung.", "", "", true},
		{2, 0, "area", concern.ByCell, concern.ToSecretary, "Bà con đề nghị đặt thêm thùng rác đầu ngõ 12.", "Chi bộ đã giao việc, xong trước ngày 20 tháng này.", "Thùng rác đầu ngõ 12: chi bộ đã giao việc trong tháng.", "", false},
		{2, 7, "cell", concern.ByCell, concern.ToSecretary, "Nên gửi tài liệu trước ba ngày để người cao tuổi kịp đọc.", "", "", "", false},
		{2, 9, "ward", concern.NoName, concern.ToSecretary, "Đề nghị phường sửa đường vào nhà văn hóa.", "", "", "Đường vào nhà văn hóa tổ 3 hỏng, bà con đề nghị sửa", false},
		{4, 0, "ward", concern.NoName, concern.ToSecretary, "Chợ tạm lấn hết vỉa hè.", "", "", "Chợ tạm lấn vỉa hè, đề nghị phường sắp xếp", false},
		{7, 3, "leader", concern.ByKeeper, concern.ToOfficer, "Cuộc họp hay đổi giờ vào phút chót, mong đảng ủy nhắc chung.", "", "", "", false},
	}
	for n, s := range said {
		if s.old != old {
			continue
		}
		if err := m.raiseOne(n, &m.ward.Cells[s.cell], s.by, concern.Raising{Source: concern.Member, Topic: s.topic, Naming: s.name, To: s.to, Body: s.text, Key: fmt.Sprintf("sample-%d", n)}, s.answer, s.line, s.pass); err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) raiseOne(n int, c *Cell, by int, in concern.Raising, answer, line, pass string) error {
	who := c.Members[by].PersonID
	if by == 0 {
		who, in.Source, in.Org = c.Secretary, concern.People, c.ID
	}
	var made concern.Concern
	if err := m.as(who, func(tx *store.Tx) (err error) { made, _, err = concern.Raise(tx, m.book, in); return }); err != nil {
		return fmt.Errorf("concern %d: %w", n, err)
	}
	if answer == "" && pass == "" {
		return nil
	}
	if err := m.as(c.Secretary, func(tx *store.Tx) (err error) {
		if pass != "" {
			_, err = concern.PassOn(tx, made.ID, 1, concern.AtWard, pass)
			return err
		}
		made, err = concern.Answer(tx, made.ID, 1, concern.Answering{Text: answer, Issue: line})
		return err
	}); err != nil || answer == "" || !made.Keeps || by == 0 {
		return err
	}
	return m.as(who, func(tx *store.Tx) error {
		_, err := concern.Say(tx, m.book, made.ID, "", made.Version, concern.Enough, "")
		return err
	})
}
