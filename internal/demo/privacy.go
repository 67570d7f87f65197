package demo

import (
	"chibo/internal/access"
	"chibo/internal/privacy"
	"chibo/internal/store"
)

// ask lets a few comrades ask about their data and say what they agree to: some
// wait for the answer, one has it, one was written down by the secretary.
func (m *maker) ask() error {
	shown := &m.ward.Cells[2]
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error { // the whole roll was taken away once
		return privacy.Viewed(tx, m.book, privacy.Look{Subject: m.ward.Root.ID, What: "export", Post: string(access.Officer), Persons: 600})
	}); err != nil {
		return err
	}
	for _, i := range []int{2, 6, 7} {
		c := &m.ward.Cells[i]
		var asked privacy.Request
		if err := m.as(c.Secretary, func(tx *store.Tx) (err error) {
			asked, err = privacy.AskFor(tx, m.book, c.Members[12].ID, privacy.Asking{Kind: "copy", Text: "Đồng chí muốn nhận bản in những gì hệ thống giữ về mình.", Channel: privacy.Oral, AskedOn: tx.Today()})
			return err
		}); err != nil {
			return err
		}
		if i == 2 { // one waits
			continue
		}
		if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
			_, err := privacy.Accept(tx, privacy.Answer{ID: asked.ID, Version: 1, Text: "Bí thư in bản sao và đưa tận tay đồng chí."})
			return err
		}); err != nil {
			return err
		}
	}
	for n, given := range map[int]bool{5: true, 7: true, 9: false} {
		if err := m.as(shown.Members[n].PersonID, func(tx *store.Tx) error { return privacy.Give(tx, m.book, "phone", given) }); err != nil {
			return err
		}
	}
	var q privacy.Request
	if err := m.as(shown.Members[5].PersonID, func(tx *store.Tx) (err error) {
		q, err = privacy.AskMine(tx, m.book, privacy.Asking{Kind: "correct", Field: "birth_date", Text: "Ngày sinh đúng là 04/04/1998, theo căn cước."})
		return err
	}); err != nil {
		return err
	}
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
		_, err := privacy.Accept(tx, privacy.Answer{ID: q.ID, Version: 1, Text: "Đảng ủy đối chiếu hồ sơ gốc rồi sửa."})
		return err
	}); err != nil {
		return err
	}
	if err := m.restrict(); err != nil {
		return err
	}
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error { // a phone was lost and found again
		b, err := privacy.Leak(tx, m.book, privacy.Breach{FoundAt: tx.Now(), Since: tx.Now() - 2*24*3600_000, Until: tx.Now(), Viewer: shown.Secretary, Text: "Đồng chí bí thư mất điện thoại trong hai ngày."})
		if err != nil {
			return err
		}
		return privacy.Tell(tx, b.ID, tx.Today(), "21-TB/ĐU", b.Version)
	}); err != nil {
		return err
	}
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error { return privacy.File(tx, m.book, tx.Today(), "18-CV/ĐU") }); err != nil {
		return err
	}
	return privacy.Night(m.ctx, m.db, store.Viewer{Tenant: Tenant, Person: store.System}, m.book) // what the night takes away
}
