package demo

import (
	"fmt"
	"slices"
	"time"

	"chibo/internal/agenda"
	"chibo/internal/blob"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// piloted are the cells that got the province's paper a month ago and discussed it; the
// first two took on a task because of it.
var piloted = []int{11, 12, 14}

// unopened is the cell in which nobody has opened the paper of this week.
var unopened = []int{17}

// passOn sends a paper of the province on to a few cells a week before they meet; each
// opens it and takes it onto its agenda.
func (m *maker) passOn(ids []string, third time.Time) error {
	m.at(third.AddDate(0, 0, -6))
	var cells []string
	for _, i := range piloted {
		cells = append(cells, m.ward.Cells[i].ID)
	}
	day := store.Day(m.now.Load())
	d, err := m.sendDown(directive.Directive{Number: "12-KH/TU", IssuedOn: vi.AddDays(day, -5), Issuer: "Tỉnh ủy", Abstract: "về phân loại rác tại nguồn, làm điểm", Asked: "Bàn ở buổi sinh hoạt tới và giao ít nhất một việc.",
		Summary: "Mỗi hộ hai thùng rác, phân loại tại nhà.\nLàm điểm ở ba chi bộ, rút kinh nghiệm sau một tháng.", DiscussBy: vi.AddDays(day, 20)}, directive.To{Cells: cells})
	if err != nil {
		return err
	}
	m.down = map[int]string{}
	for _, i := range piloted {
		c := &m.ward.Cells[i]
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			paper, err := openSent(tx, c.ID, d.ID)
			if err == nil {
				_, err = agenda.Draft(tx, m.book, ids[i])
			}
			if i != piloted[2] {
				m.down[i] = paper
			}
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return nil
}

// tellAll sends the committee's own paper to every cell, with its file; most have opened
// it since.
func (m *maker) tellAll() error {
	m.at(time.UnixMilli(max(m.now.Load(), m.upto.AddDate(0, 0, -6).UnixMilli())))
	day := store.Day(m.now.Load())
	d, err := m.sendDown(directive.Directive{Number: "27-KH/ĐU", IssuedOn: vi.AddDays(day, -1), Issuer: "Đảng ủy phường Sông Xanh", Abstract: "về phòng cháy trong mùa khô", Asked: "Phổ biến tại buổi sinh hoạt tới, mỗi chi bộ chọn một việc.",
		Summary: "Mỗi hộ kiểm tra dây điện và bếp trong tháng.\nMỗi tổ có bốn bình chữa cháy đặt nơi dễ lấy.\nBáo ngay số 114 khi có cháy.", DiscussBy: vi.NextMonth(vi.MonthOf(day)) + "-06"}, directive.To{})
	if err != nil {
		return err
	}
	file, err := document.Check("file", "Kế hoạch 27.docx", sample("Kế hoạch phòng cháy trong mùa khô (tài liệu mẫu)"))
	if err == nil {
		file, err = file.Keep(blob.In(m.db.Dir()), m.into)
	}
	if err != nil {
		return err
	}
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
		_, err := directive.Attach(tx, document.Attachment{Document: d.ID, Role: document.Plan}, file)
		return err
	}); err != nil {
		return err
	}
	for i := range m.ward.Cells {
		c := &m.ward.Cells[i]
		if c.closed() || slices.Contains(unopened, i) {
			continue
		}
		if err := m.as(c.Secretary, func(tx *store.Tx) error { _, err := openSent(tx, c.ID, d.ID); return err }); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return nil
}

func (m *maker) sendDown(d directive.Directive, to directive.To) (made directive.Directive, err error) {
	d.Org, d.Level, d.Audience = m.ward.Root.ID, document.Normal, document.ForMembers
	err = m.as(m.ward.Officer, func(tx *store.Tx) (err error) { made, err = directive.Send(tx, d, to); return err })
	return made, err
}

// openSent opens a cell's copy of a paper sent down.
func openSent(tx *store.Tx, cell, sent string) (paper string, err error) {
	all, err := document.Register(tx.Reader, cell)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(all, func(d document.Received) bool { return d.Origin == sent })
	if at < 0 {
		return "", fmt.Errorf("paper %s did not come", sent)
	}
	return all[at].ID, directive.Opened(tx, all[at].ID)
}
