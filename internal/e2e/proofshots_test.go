package e2e

import (
	"context"
	"testing"

	"chibo/internal/audit"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// proofShots opens a correction of November's minutes and seals October's, and
// names a page for every route of papers and proof.
func (s *server) proofShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	ctx := context.Background()
	var open, corrected minutes.Sealed
	first := "" // a part of the open one
	if err := s.app.DB.Write(ctx, store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(tx *store.Tx) error {
		for _, month := range []string{"2026-11", "2026-10"} {
			m, err := meeting.Find(tx.Reader, cell.ID, month, meeting.Regular)
			if err != nil {
				return err
			}
			papers, err := minutes.Papers(tx.Reader, m.ID)
			if err != nil {
				return err
			}
			for _, p := range papers {
				if p.Type != minutes.TypeMinutes {
					continue
				}
				a, err := minutes.Amend(tx, p.ID)
				if err != nil {
					return err
				}
				part := ""
				for _, x := range a.Parts {
					if len(x.Key) > 5 && x.Key[:5] == "item." {
						part = x.Key
						break
					}
				}
				if _, err := minutes.AmendPart(tx, p.ID, part, 0, "Đồng chí Trần Đức Lộc góp ý: xe rác nên vào ngõ 12 buổi tối.\nKết luận: Chi bộ đặt 2 thùng rác đầu ngõ trước ngày 20/12"); err != nil {
					return err
				}
				if month == "2026-11" {
					open, first = p, part
					break
				}
				later, err := minutes.Later(tx.Reader, a)
				if err != nil {
					return err
				}
				if _, err := minutes.AmendWhy(tx, p.ID, a.Edit, "Ghi thiếu ý kiến và ghi sai số thùng rác", later[0].ID); err != nil {
					return err
				}
				if corrected, err = minutes.SealAmendment(tx, p.ID, a.Version); err != nil {
					return err
				}
				break // of a paper in several versions, once
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := audit.SequenceSigned(ctx, s.app.DB, s.app.LogKey); err != nil {
		t.Fatal(err)
	}
	b := cell.Slug
	return []shot{{"stranger", link.Verify}, {"stranger", link.Printed + corrected.Code()}, {"secretary", link.PaperPage(corrected.ID)}, {"secretary", link.PaperPage(open.ID)}, {"secretary", link.Correction(open.ID)},
		{"secretary", link.CorrectPart(open.ID, first)}, {"secretary", link.CorrectWhy(open.ID)}, {"secretary", link.CorrectDrop(open.ID)},
		{"secretary", link.Extract(b, "2026-11")}, {"secretary", link.DecreeForm(b, "2026-12")}, {"secretary", link.Book(b)}, {"secretary", link.Numbers(link.Book(b))}}
}
