package commends_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestAPraiseIsProposedAndAnswered on the pages: recorded in sealed minutes, sent with the
// name said on the form, answered with the decision's number, read by the cell.
func TestAPraiseIsProposedAndAnswered(t *testing.T) {
	s := webtest.New(t)
	c, cell := s.Cast, s.Cell.Slug
	m := c.Planned(t, s.DB)
	today := ""
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`update meeting set state = 'sealed', sealed_at = 1 where tenant = $1 and id = $2`, m.ID); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into praise (tenant, id, meeting, member, body, deed, at, by_person) values ($1, 'p1', $2, $3, '', 'Vận động 14 hộ.', 1, ''), ($1, 'p2', $2, '', 'Tổ đảng 2', 'Dọn kênh.', 2, '')`, m.ID, c.Loc.Member); err != nil {
			return err
		}
		today = tx.Today()
		return nil
	})
	day := today[8:] + "/" + today[5:7] + "/" + today[:4]
	here := link.CellPraise(cell, "p1")
	if got := flat(s.See(c.Hien.Person, link.CellPraises(cell))); !strings.Contains(got, "Vận động 14 hộ.") || !strings.Contains(got, "Tổ đảng 2") {
		t.Errorf("recorded: %s", got)
	}
	if got := flat(s.See(c.Officer, link.PraiseProposals(s.Ward))); !strings.Contains(got, "Chưa có chi bộ nào đề nghị") || strings.Contains(got, "14 hộ") {
		t.Errorf("before it is proposed: %s", got)
	}
	s.Refuse(c.Hien.Person, here, http.StatusUnprocessableEntity, "Chưa chọn đề nghị")
	s.Must(c.Hien.Person, here, "asked", "reward")
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from praise_proposal where tenant = $1`)
	})
	above := link.PraiseProposal(s.Ward, id)
	if got := flat(s.See(c.Officer, above)); !strings.Contains(got, "Vận động 14 hộ.") || strings.Contains(got, "Dọn kênh") {
		t.Errorf("the proposal: %s", got)
	}
	for path, who := range map[string]string{here: c.Mai.Person, link.CellPraises(cell): c.Neighbour.Person, above: c.Hien.Person, link.CellPraise(cell, "p2"): c.Officer} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s as another: %d", path, code)
		}
	}
	s.Refuse(c.Officer, above, http.StatusUnprocessableEntity, "Giấy khen cần số quyết định", "version", "1", "outcome", "certificate", "day", day)
	s.Refuse(c.Officer, above, http.StatusUnprocessableEntity, "Chưa chọn kết quả", "version", "1", "day", day)
	s.Must(c.Officer, above, "version", "1", "outcome", "certificate", "day", day, "note", "Quyết định số 12-QĐ/ĐU")
	if got := flat(s.See(c.Hien.Person, here)); !strings.Contains(got, "Giấy khen, "+day) || !strings.Contains(got, "12-QĐ/ĐU") || strings.Contains(got, "Rút đề nghị") {
		t.Errorf("what became of it: %s", got)
	}
	s.Refuse(c.Hien.Person, here, http.StatusConflict, "không rút được nữa", "act", "back")
}
