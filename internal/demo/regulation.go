package demo

import (
	"time"

	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// regulate lets the ward adopt the detailed table of another ward from a month of its life: the office proposes,
// the secretary agrees; older months keep the general frame.
func (m *maker) regulate(from time.Time) error {
	var all []regulation.Own
	for _, p := range regulation.Patterns(m.book) {
		if p.Pack != "quality.table" || p.Scope.Meeting != "regular" {
			continue
		}
		text, err := regulation.Copy(p, rule.Source{Doc: "Quyết định 21-QĐ/ĐU", Date: "2025-11-20", Issuer: "Đảng ủy phường Sông Xanh"})
		if err != nil {
			return err
		}
		if err := m.as(m.ward.Officer, func(tx *store.Tx) (err error) {
			all, err = regulation.Propose(tx, m.book, regulation.Draft{Body: text, Origin: regulation.FromPattern, Pattern: p.Ref.String(), From: from.Format(time.DateOnly), Why: "Bảng chi tiết, chi bộ dễ chấm."})
			return err
		}); err != nil {
			return err
		}
		break
	}
	for _, o := range all {
		if err := m.as(m.ward.Leader, func(tx *store.Tx) error {
			_, err := regulation.Approve(tx, m.book, o.ID, o.Version)
			return err
		}); err != nil {
			return err
		}
	}
	return m.db.Read(m.ctx, store.Viewer{Tenant: m.into, Person: store.System}, func(rd *store.Reader) (err error) {
		m.book, err = regulation.Book(rd, m.book)
		return err
	})
}
