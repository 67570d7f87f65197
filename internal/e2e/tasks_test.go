package e2e

import (
	"context"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"chibo/internal/demo"
	"chibo/internal/duty"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
)

// TestBetweenMeetings walks what happens between two meetings on a phone: a
// member asks for time and for help, the secretary answers and names a helper,
// the helper reports; and the duties of a new year are given and adopted.
func TestBetweenMeetings(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[3]
	secretary := s.signIn(t, cell.Secretary, "secretary")
	var mine task.Task
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(tx *store.Tx) error {
		open, err := task.Open(tx.Reader, cell.ID)
		if err != nil {
			return err
		}
		mine = open[len(open)-1]
		if mine.State == task.Reported { // taken up again, so that there is something to ask for
			_, err = tx.As(store.System).Exec(`update task set state = 'doing' where tenant = $1 and id = $2`, mine.ID)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	person, helper := "", cell.Members[0]
	for _, m := range cell.Members {
		if m.ID == mine.Owner {
			person = m.PersonID
		}
	}
	for _, m := range cell.Members[4:] {
		if m.ID != mine.Owner && m.Activity == "active" {
			helper = m
			break
		}
	}
	owner := s.signIn(t, person, "owner")

	owner.visit(link.Me)
	owner.reads(mine.Deed)
	owner.visit(link.TaskAskTime(mine.ID))
	owner.fill("due", "01/01/2020", "reason", "Vật tư về chậm")
	owner.refused("Gửi đề nghị")
	owner.reads("đã qua")
	owner.fill("due", "15/12/2026")
	owner.primary()
	owner.reads("xin thêm đến ngày 15/12/2026")
	owner.visit(link.TaskHelp(mine.ID))
	owner.fill("note", "Cần một đồng chí khiêng vác")
	owner.primary()
	owner.visit(link.Me)
	owner.reads("chờ chi bộ trả lời", "Cần giúp đỡ")

	secretary.visit(link.Home)
	secretary.reads("xin thêm đến ngày 15/12/2026")
	secretary.visit(link.Tasks(cell.Slug))
	secretary.visit(link.TaskAnswer(mine.ID))
	secretary.reads("Vật tư về chậm")
	secretary.fill("reason", "Chi bộ nhất trí")
	secretary.primary()
	secretary.reads("15/12/2026", "Chi bộ nhất trí")
	secretary.visit(link.TaskRoles(mine.ID))
	secretary.fill("helper", helper.ID)
	secretary.primary()
	secretary.reads(helper.FullName)
	secretary.visit(link.SixClear(cell.Slug))
	secretary.reads("Bảng 6 rõ", helper.FullName)
	for _, ext := range []string{"xlsx", "docx"} {
		if code, _, data := secretary.get(link.SixClearFile(cell.Slug, ext)); code != 200 || len(data) < 1000 {
			t.Errorf("the %s: %d, %d bytes", ext, code, len(data))
		}
	}

	helps := s.signIn(t, helper.PersonID, "helper")
	helps.visit(link.MyTasks)
	helps.reads("Việc đồng chí giúp", mine.Deed)
	helps.visit(link.TaskReport(mine.ID))
	helps.fill("result", "Hai đồng chí đã khiêng xong")
	helps.primary()
	helps.reads("Chờ chi bộ xác nhận", mine.OwnerName)
	secretary.visit(link.Home)
	secretary.reads("chờ chi bộ xác nhận")

	s.dutiesOfAYear(t, secretary, helps, cell, helper.FullName)
}

// dutiesOfAYear gives the duties of the next year from this year's, adopts them
// and lets a member find his own.
func (s *server) dutiesOfAYear(t *testing.T, secretary, member *visitor, cell demo.Cell, name string) {
	t.Helper()
	member.visit(link.Me)
	member.reads("Nhiệm vụ cả năm của tôi")
	secretary.visit(link.Duties(cell.Slug, 2027))
	secretary.reads("Chưa phân công")
	secretary.press("Chép nhiệm vụ năm 2026 làm dự kiến")
	secretary.reads("Dự kiến, chỉ chi ủy thấy", name)
	member.visit(link.Duties(cell.Slug, 2027))
	member.reads("Chi bộ chưa phân công")
	secretary.visit(link.NewDuty(cell.Slug, 2027))
	secretary.fill("member", cell.Members[1].ID, "what", "Chăm sóc đường hoa")
	secretary.refused("Giao nhiệm vụ này")
	secretary.reads("Chưa có thời gian") // neither rhythm nor day
	secretary.fill("rhythm", "month")
	secretary.primary()
	secretary.reads("Chăm sóc đường hoa")
	secretary.visit(link.AdoptDuties(cell.Slug, 2027))
	secretary.primary()
	secretary.reads("Chi bộ thông qua ngày")
	member.visit(link.Duties(cell.Slug, 2027))
	member.reads("Chăm sóc đường hoa")
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(rd *store.Reader) error {
		p, err := duty.Year(rd, cell.ID, 2027)
		if p.AdoptedOn == "" {
			t.Error("the year is not adopted")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// refused presses a button whose form has something to correct, and looks at
// the page that says so.
func (v *visitor) refused(label string) {
	v.t.Helper()
	at := v.mark(label)
	if status := v.load("press "+label, chromedp.Click(at, chromedp.ByQuery)); status != http.StatusUnprocessableEntity {
		v.t.Fatalf("%s: %q answers %d at %s:\n%s", v.who, label, status, v.at(), v.text())
	}
	v.look()
}
