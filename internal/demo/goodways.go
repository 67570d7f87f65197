package demo

import (
	"chibo/internal/goodway"
	"chibo/internal/store"
)

// goodways has two cells share what they do well, one of them for the committee alone;
// a third does likewise and says how it went; a fourth has a draft, and a suggestion.
func (m *maker) goodways() error {
	bins, err := m.writeUp(1, goodway.Writing{Title: "Thùng rác ba ngăn ở đầu ngõ", Done: "Đặt bốn thùng ba ngăn ở bốn đầu ngõ. Sau hai tháng, rác để sai chỗ còn vài túi mỗi tuần.",
		How: "Tổ trưởng hỏi từng hộ chỗ đặt. Mỗi tối hai đảng viên đứng hướng dẫn, hai tuần thì thôi.", Effort: "Bốn thùng do phường cấp; 14 buổi tối, mỗi buổi hai người.", Kinds: []string{"residential"}}, goodway.ToAll)
	if err != nil {
		return err
	}
	if _, err := m.writeUp(2, goodway.Writing{Title: "Đọc nghị quyết bằng hai thứ tiếng", Done: "Nghị quyết được đọc bằng tiếng Việt và tiếng Thái, bà con nghe hiểu hơn.", How: "Một đồng chí đọc, một đồng chí nói lại bằng tiếng Thái.", Effort: "Thêm mười phút mỗi buổi."}, goodway.ToCommittee); err != nil {
		return err
	}
	if _, err := m.writeUp(2, goodway.Writing{Title: "Họp sớm nửa giờ để sửa chữ", Done: "Chi ủy đọc lại dự thảo trước buổi sinh hoạt.", How: "Đến sớm nửa giờ, mỗi người đọc một phần.", Effort: "Nửa giờ mỗi tháng."}, ""); err != nil {
		return err
	}
	other := m.ward.Cells[5]
	if err := m.as(other.Secretary, func(tx *store.Tx) error {
		t, err := goodway.Take(tx, bins.ID, other.ID)
		if err == nil {
			_, err = goodway.Say(tx, t.ID, t.Version, goodway.Partly, "Ngõ hẹp nên chỉ đặt được một thùng ở nhà văn hóa, các hộ mang ra.")
		}
		return err
	}); err != nil {
		return err
	}
	return m.as(m.ward.Officer, func(tx *store.Tx) error {
		_, err := goodway.SuggestWay(tx, bins.ID, m.ward.Cells[2].ID)
		return err
	})
}

// writeUp writes a way for a cell, with what its last month shows, and shares it.
func (m *maker) writeUp(cell int, in goodway.Writing, reach string) (w goodway.GoodWay, err error) {
	c := m.ward.Cells[cell]
	in.Org = c.ID
	err = m.as(c.Secretary, func(tx *store.Tx) error {
		one := in
		offers, err := goodway.Offered(tx.Reader, m.book, c.ID)
		if err != nil {
			return err
		}
		for _, p := range offers[:min(2, len(offers))] {
			one.Proofs = append(one.Proofs, p.Key())
		}
		made, err := goodway.Write(tx, m.book, one)
		if err == nil && reach != "" {
			made, err = goodway.Share(tx, m.book, made.ID, made.Version, reach)
		}
		w = made
		return err
	})
	return w, err
}
