package campaigns_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestACampaignFromItsFormToItsReport: the office writes it once, however often the form
// is sent; the cell reads it and cannot answer before its meeting; the committee answers
// on a page of its own; closing asks for causes and somebody of the committee, and the
// report says both, as a page and as a file.
func TestACampaignFromItsFormToItsReport(t *testing.T) {
	s := webtest.New(t)
	officer, hien := s.Cast.Officer, s.Cast.Hien.Person
	form := []string{"topic", "Phân loại rác tại nguồn", "why", "Rác chưa được phân loại.", "question1", "Việc khó nhất là gì?", "due", "01/01/2028", "period", "2026-12"}
	for range 2 {
		if code, _, body := s.PostOnce(officer, link.NewCampaign(s.Ward), "key-1", form...); code >= 400 {
			t.Fatalf("written: %d %s", code, flat(body))
		}
	}
	var n int64
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) (err error) {
		if n, err = rd.Int(`select count(*) from campaign where tenant = $1`); err != nil {
			return err
		}
		return rd.Get([]any{&id}, `select id from campaign where tenant = $1`)
	})
	if n != 1 {
		t.Fatalf("the form sent twice is %d campaigns", n)
	}
	one := link.Campaign(s.Ward, id)
	if code, _ := s.Get(officer, link.CampaignReport(s.Ward, id)); code != http.StatusConflict {
		t.Errorf("the report of a draft: %d", code)
	}
	s.Must(officer, one, "act", "send", "version", "1")
	if got := flat(s.See(officer, one)); !strings.Contains(got, "Đang triển khai") || !strings.Contains(got, "Đảng ủy cũng làm chuyên đề này") || !strings.Contains(got, "là ngày nghỉ") {
		t.Errorf("sent: %s", got)
	}
	if got := flat(s.See(hien, link.CellCampaign(s.Cell.Slug, id))); !strings.Contains(got, "Việc khó nhất là gì?") || !strings.Contains(got, "sau buổi sinh hoạt") {
		t.Errorf("the cell's page: %s", got)
	}
	for who, told := range map[string]bool{hien: true, s.Cast.Mai.Person: false} { // it stands on the home of whoever sends the results
		if _, got := s.Get(who, link.Home); strings.Contains(got, link.CellCampaign(s.Cell.Slug, id)) != told {
			t.Errorf("on the home of %s: %v", who, !told)
		}
	}
	if code, _ := s.Get(hien, one); code != http.StatusNotFound {
		t.Errorf("a cell reads the committee's page: %d", code)
	}
	if got := flat(s.See(officer, link.OwnCampaign(s.Ward, id))); !strings.Contains(got, "Việc khó nhất là gì?") {
		t.Errorf("the committee's own: %s", got)
	}
	end := link.CloseCampaign(s.Ward, id)
	if code, _, body := s.Post(officer, end, "causes", "Thiếu thùng.", "remedy1", "Đặt lịch xe", "owner1", hien, "due1", "31/12/2027", "version", "2"); code != http.StatusUnprocessableEntity || !strings.Contains(body, "Đặt lịch xe") {
		t.Errorf("a remedy with nobody of the committee: %d", code)
	}
	for range 2 {
		s.Must(officer, end, "causes", "Thiếu thùng, thiếu xe.", "remedy1", "Đặt lịch xe gom riêng", "owner1", officer, "due1", "31/12/2027", "version", "2")
	}
	_, sheet := s.Get(officer, link.CampaignReport(s.Ward, id))
	if got := flat(sheet); !strings.Contains(got, "Thiếu thùng, thiếu xe.") || !strings.Contains(got, "Đặt lịch xe gom riêng") || !strings.Contains(got, "31/12/2027") || !strings.Contains(got, "-BC/ĐU") || strings.Contains(got, "DỰ THẢO") {
		t.Errorf("the report: %s", got)
	}
	if code, body := s.Get(officer, link.CampaignFile(s.Ward, id, "docx")); code != http.StatusOK || !strings.HasPrefix(body, "PK") {
		t.Errorf("the file: %d", code)
	}
	if code, _ := s.Get(officer, end); code != http.StatusConflict {
		t.Errorf("closed twice: %d", code)
	}
}
