package demo

import (
	"fmt"
	"time"

	"chibo/internal/blob"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/office/docx"
	"chibo/internal/packet"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// papers brings every cell a paper of the ward with its file, and names who
// helps the secretary; one cell is further: the committee has met, a draft is
// attached, notice and papers are out, last month's packet went up.
func (m *maker) papers() error {
	file, err := document.Check("file", "Kế hoạch 12.docx", sample("Kế hoạch phân loại rác tại nguồn (tài liệu mẫu)"))
	if err == nil {
		file, err = file.Keep(blob.In(m.db.Dir()), m.into)
	}
	if err != nil {
		return err
	}
	day := vi.AddDays(store.Day(m.upto.UnixMilli()), -6)
	for i := range m.ward.Cells {
		c := &m.ward.Cells[i]
		if c.closed() {
			continue
		}
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			d, err := document.Receive(tx, document.Received{Org: c.ID, Number: "12-KH/ĐU", IssuedOn: vi.AddDays(day, -2), Issuer: "Đảng ủy phường Sông Xanh", Abstract: "về phân loại rác tại nguồn", ReceivedOn: day,
				Summary: "Mỗi hộ hai thùng rác, phân loại tại nhà.\nTổ dân phố thống nhất giờ thu gom.\nXong trước ngày 31/12.", Level: document.Normal, Audience: document.ForMembers})
			if err != nil {
				return err
			}
			if _, err := document.Attach(tx, document.Attachment{Document: d.ID, Role: document.Plan}, file); err != nil {
				return err
			}
			if len(c.Members) > 8 {
				_, err = member.NameAssistant(tx, c.ID, c.Members[8].PersonID)
			}
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return nil
}

// ready takes the next meeting of one cell as far as notice and papers.
func (m *maker) ready(c *Cell, next string) error {
	file, err := document.Check("file", "Dự thảo nghị quyết.docx", sample("Dự thảo nghị quyết (tài liệu mẫu)"))
	if err == nil {
		file, err = file.Keep(blob.In(m.db.Dir()), m.into)
	}
	if err != nil {
		return err
	}
	if err := m.as(c.Secretary, func(tx *store.Tx) error {
		all, err := meeting.Items(tx.Reader, next)
		if err != nil {
			return err
		}
		focus := []string{}
		for _, i := range all {
			if i.Code == "next_month" {
				focus = append(focus, i.ID)
			}
		}
		held := m.upto.Add(-26 * time.Hour).UnixMilli()
		if _, err := meeting.Settle(tx, next, meeting.Premeeting{HeldAt: held, Present: []string{c.Secretary, c.Deputy}, Focus: focus, Drafter: c.Deputy, Follower: c.Scribe,
			Assessment: "Tháng trước chi bộ xong ba việc. Hai việc còn lại vướng mặt bằng."}); err != nil {
			return err
		}
		if _, err := document.Attach(tx, document.Attachment{Meeting: next, Role: document.DraftResolution, Title: "Dự thảo nghị quyết"}, file); err != nil {
			return err
		}
		_, err = document.Announce(tx, m.book, next)
		return err
	}); err != nil {
		return err
	}
	return m.as(c.Members[8].PersonID, func(tx *store.Tx) error {
		all, _, err := meeting.List(tx.Reader, meeting.Filter{Org: c.ID, Limit: 5})
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.At(meeting.Closed) {
				return packet.Declare(tx, one.ID, packet.After, one.ClosedAt+3_600_000)
			}
		}
		return nil
	})
}

// sample is a paper of a line.
func sample(line string) []byte {
	b, err := docx.Document{Page: docx.A4(), Blocks: []docx.Block{docx.Paragraph{Runs: []docx.Run{{Text: line}}}}}.Bytes()
	if err != nil {
		return nil // Check refuses it
	}
	return b
}
