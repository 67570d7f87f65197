package demo

import (
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/store"
)

// prove lets Tổ dân phố 3 put a slip of last month's minutes right at its next
// meeting, issue an extract, and send one of its minutes up, as happens now and
// then. A ward of one month has had no next meeting.
func (m *maker) prove(before, period string) error {
	c := &m.ward.Cells[2]
	return m.as(c.Secretary, func(tx *store.Tx) error {
		old, err := meeting.Find(tx.Reader, c.ID, before, meeting.Regular)
		if store.IsNoRow(err) {
			return nil
		}
		if err != nil {
			return err
		}
		now, err := meeting.Find(tx.Reader, c.ID, period, meeting.Regular)
		if err != nil {
			return err
		}
		papers, err := minutes.Papers(tx.Reader, old.ID)
		if err != nil {
			return err
		}
		for _, p := range papers {
			if p.Type != minutes.TypeMinutes || p.Version > 1 {
				continue
			}
			a, err := minutes.Amend(tx, p.ID)
			if err != nil {
				return err
			}
			if _, err := minutes.AmendPart(tx, p.ID, a.Parts[0].Key, 0, a.Parts[0].Text+"\nCó mặt từ đầu buổi: đại diện ban công tác Mặt trận tổ 3."); err != nil {
				return err
			}
			if _, err := minutes.AmendWhy(tx, p.ID, a.Edit, "Ghi thiếu thành phần dự", now.ID); err != nil {
				return err
			}
			if _, err := minutes.SealAmendment(tx, p.ID, a.Version); err != nil {
				return err
			}
			if err := minutes.Send(tx, p.ID, a.Version); err != nil {
				return err
			}
		}
		_, err = minutes.Extract(tx, m.book, old.ID, minutes.Extracting{Parts: []string{"item.1", "vote.1"}, Purpose: "Kèm báo cáo chuyên đề của phường", To: "Ban Xây dựng Đảng phường Sông Xanh"})
		return err
	})
}
