package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// TestTheCodeOnTheChairsScreen: it changes by itself and where there is no script the
// page loads itself anew; a member types it, the scribe's page shows him by itself,
// one touch takes him; the code of a minute ago is dead.
func TestTheCodeOnTheChairsScreen(t *testing.T) {
	t.Parallel() // it waits for the next code most of the time
	s := lived(t)
	cell := s.ward.Cells[2]
	b, ky := cell.Slug, "2026-12"
	id := ""
	s.read(t, cell.Secretary, func(rd *store.Reader) error {
		m, err := meeting.Find(rd, cell.ID, ky, meeting.Regular)
		id = m.ID
		return err
	})
	chair, member := s.signIn(t, cell.Secretary, "chair"), s.signIn(t, cell.Members[9].PersonID, "member")
	s.at(t, "2026-12-03 19:10")
	chair.visit(link.Codes(b, ky))
	chair.primary()
	shown := func() (code string) {
		chair.script(`document.querySelector('#ma .big').textContent`, &code)
		return code
	}
	first := shown()
	if len(strings.ReplaceAll(first, " ", "")) != 6 {
		t.Fatalf("the code reads %q", first)
	}
	_, _, plain := chair.get(link.Codes(b, ky))
	if !strings.Contains(string(plain), `<noscript><meta http-equiv="refresh" content="15"`) {
		t.Error("without script the code stays")
	}

	h := &thumb{v: member}
	member.visit(link.Me)
	h.press("Báo có mặt")
	member.fill("ma", strings.ToLower(first))
	h.primary()
	member.reads("Đã báo có mặt")
	h.within("say that I am there, from my page", 2)

	s.now.Add(60_000)
	chair.until("another code and the member who waits", `document.querySelector('#ma .big').textContent !== '`+first+`' && norm(document.querySelector('#ma').textContent).includes('Xác nhận 1')`)
	member = s.signIn(t, cell.Members[10].PersonID, "with a photograph")
	member.visit(link.TellHere(id))
	member.fill("ma", first)
	if status := member.load("an old code", chromedp.Click(member.mark("Báo có mặt"), chromedp.ByQuery)); status != 422 {
		t.Errorf("an old code answers %d", status)
	}
	member.reads("không đúng hoặc đã đổi")
	chair.submit("member")
	chair.reads("Có mặt 1/")
}
