package meetings_test

import (
	"strconv"
	"strings"
	"testing"
)

// TestAResolutionNobodyVotedOnIsSaid: the last page of the reading and the page
// that seals name it, and the way back is one button.
func TestAResolutionNobodyVotedOnIsSaid(t *testing.T) {
	d := newDesk(t)
	hub, hien, huy := d.evening(), d.cast.Hien.Person, d.cast.Huy.Person
	d.send(hien, hub+"/phong/giao-viec", form("muc", "2", "deed", "Đặt 2 thùng rác", "owner", d.cast.Mai.Member, "measure", "Đủ 66 hộ dùng", "due", "20/12/2026", "report_at", "2027-01"))
	last := func() string {
		t.Helper()
		for n := 1; n < 40; n++ {
			if body := plain(d.see(huy, hub+"/bien-ban/doc/"+strconv.Itoa(n))); strings.Contains(body, "bien-ban/nhat-tri") {
				return body
			}
		}
		t.Fatal("the reading does not end")
		return ""
	}
	d.send(huy, hub+"/ket-thuc", form())
	if body := last(); !strings.Contains(body, "Nghị quyết có 1 việc, chưa biểu quyết.") {
		t.Error("the last page is silent: " + first(body))
	}
	if body := plain(d.see(hien, hub+"/niem-phong")); !strings.Contains(body, "Nghị quyết chưa biểu quyết.") {
		t.Error("the sealing page is silent: " + first(body))
	}
	d.send(huy, hub+"/ket-thuc/mo-lai", form())
	d.send(huy, hub+"/phong/bieu-quyet/nghi-quyet", form("viec", "resolution", "for", "4"))
	d.send(huy, hub+"/ket-thuc", form())
	if body := last(); strings.Contains(body, "chưa biểu quyết") {
		t.Error("what was voted on is still called open")
	}
}
