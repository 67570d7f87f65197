package e2e

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"chibo/internal/demo"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// scan reads the square on the page as a phone's camera does, with a reader that
// is not ours, and gives the address it holds.
func (v *visitor) scan() string {
	v.t.Helper()
	reader, err := exec.LookPath("zbarimg")
	require(v.t, err == nil, "no zbarimg here: install zbar-tools to read the code")
	var src string
	v.script(`document.querySelector('img.qr').src`, &src)
	data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(src, "data:image/png;base64,"))
	if err != nil {
		v.t.Fatal(err)
	}
	file := filepath.Join(v.t.TempDir(), "qr.png")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		v.t.Fatal(err)
	}
	out, err := exec.Command(reader, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file).Output()
	if err != nil {
		v.t.Fatalf("the square cannot be read: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// kept is a picture of a page that only a form answers with, where they are wanted.
func (v *visitor) kept(name string) {
	v.t.Helper()
	if dir := os.Getenv("CHIBO_SHOTS"); dir != "" {
		v.picture(360, 640, true, filepath.Join(dir, "360-"+name+".png"))
		v.picture(1280, 800, false, filepath.Join(dir, "1280-"+name+".png"))
	}
}

// TestALostPhoneIsReplaced walks what happens when a comrade has lost the phone:
// the secretary shuts it out, the new one is in by the square on her screen.
func TestALostPhoneIsReplaced(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[4]
	comrade := cell.Members[7]
	old := s.signIn(t, comrade.PersonID, "old phone")
	secretary := s.signIn(t, cell.Secretary, "secretary")
	var program session.Started
	if err := s.app.DB.Write(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) (err error) {
		program, err = session.NewToken(tx, comrade.PersonID, "bảng tính")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	old.visit(link.Me)

	began := time.Now()
	h := &thumb{v: secretary}
	secretary.visit(link.Member(comrade.ID))
	h.press("Tạo mã vào hệ thống")
	h.press("Mất máy hoặc đổi máy")
	secretary.reads("Đang vào ở 1 máy, có 1 chương trình dùng thay.", "Mật khẩu cũ, mã cũ chưa dùng")
	h.press("Thoát máy cũ và tạo mã mới")
	secretary.reads("Quét mã kích hoạt", comrade.FullName, "Dùng một lần")
	secretary.kept("ma")
	h.within("shut the lost phone out, from the comrade's record", 3)

	// The very next request of the old phone and of the program is refused.
	old.load("open own page", chromedp.Navigate(s.url+link.Me))
	if at := old.at(); !strings.HasPrefix(at, link.SignIn) {
		t.Errorf("the old phone stands at %s", at)
	}
	req, err := http.NewRequest(http.MethodGet, s.url+"/api/v1/me", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+program.Secret)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusUnauthorized {
		t.Errorf("the program: %d", res.StatusCode)
	}

	address := secretary.scan()
	if !strings.HasPrefix(address, s.url+link.EnterCode+"/") {
		t.Fatalf("the square holds %q", address)
	}
	fresh := s.phone(t, "new phone")
	n := &thumb{v: fresh}
	fresh.visit(strings.TrimPrefix(address, s.url))
	fresh.reads(comrade.FullName)
	n.press("Đúng, vào hệ thống")
	fresh.reads("Máy này đã kích hoạt, dùng được đến ngày")
	n.press("Về trang đầu")
	n.within("be in again on the new phone, after the camera", 2)
	t.Logf("shut out and in again in %s", time.Since(began).Round(time.Millisecond))
	fresh.visit(link.Devices)
	fresh.reads("Mã do đồng chí")
	if old.load("try again", chromedp.Navigate(address)); !strings.Contains(old.text(), "đã hết hạn hoặc đã dùng") {
		t.Errorf("the code works twice: %s", old.text())
	}
}

// TestASlipOfPaperLetsOneIn: the printed sheet holds the name, the place, the
// code and four steps, and its square opens the way in.
func TestASlipOfPaperLetsOneIn(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[4]
	comrade := cell.Members[8]
	secretary := s.signIn(t, cell.Secretary, "secretary")
	secretary.visit(link.Enrol(comrade.PersonID))
	secretary.fill("kind", "printed")
	secretary.press("Tạo mã")
	secretary.reads(cell.Name, "Phiếu kích hoạt", comrade.FullName, "Mở máy ảnh của điện thoại", "Xem đúng tên mình rồi bấm vào hệ thống", "Dùng một lần, đến")
	for _, no := range []string{comrade.Card, comrade.Phone, "Sinh ngày"} {
		if no != "" && strings.Contains(secretary.text(), no) {
			t.Errorf("the slip tells %q", no)
		}
	}
	secretary.kept("phieu")
	fresh := s.phone(t, "new phone")
	fresh.visit(strings.TrimPrefix(secretary.scan(), s.url))
	fresh.fill("device", "shared")
	fresh.press("Đúng, vào hệ thống")
	fresh.reads("Máy dùng chung này đã vào")
}

// TestASharedPhoneSaysBeforeItLeaves: two minutes before, with a button to stay;
// typing is use; then the page is gone, and the door says why.
func TestASharedPhoneSaysBeforeItLeaves(t *testing.T) {
	s := lived(t)
	comrade := s.ward.Cells[4].Members[9]
	v := s.phone(t, "family phone")
	v.visit(s.link(t, demo.Tenant, comrade.PersonID))
	v.fill("device", "shared")
	v.press("Đúng, vào hệ thống")
	// What the page looks after by itself every two seconds is done when the test says.
	v.run("the clock of the page", chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(`window.looks=[];window.setInterval=f=>window.looks.push(f)`).Do(ctx)
		return err
	}))
	v.visit(link.OwnPassword)
	later := func(minutes float64) {
		t.Helper()
		v.script(fmt.Sprintf(`(()=>{window.real=window.real||Date.now.bind(Date);const at=%f*60000;Date.now=()=>window.real()+at;window.looks.forEach(f=>f());return true})()`, minutes), new(bool))
	}
	warned := func() (yes bool) {
		t.Helper()
		v.script(`!document.getElementById('leaves').hidden`, &yes)
		return yes
	}
	later(7.5)
	if warned() {
		t.Error("warned after seven and a half minutes")
	}
	later(8.1)
	if !warned() {
		t.Fatal("not warned after eight minutes")
	}
	v.reads("tự thoát sau 2 phút nữa")
	v.look()
	v.kept("sap-thoat")
	v.run("stay", chromedp.Click(v.mark("Ở lại"), chromedp.ByQuery))
	if warned() {
		t.Error("still warned after the button")
	}
	later(15)
	if warned() {
		t.Error("warned seven minutes after the button")
	}
	v.run("type", chromedp.SendKeys(`input[name=password]`, "x", chromedp.ByQuery))
	later(22.9)
	if warned() {
		t.Error("typing does not count as use")
	}
	v.load("ten minutes unused", chromedp.Evaluate(`Date.now=()=>window.real()+26*60000;setTimeout(()=>window.looks.forEach(f=>f()))`, nil))
	v.reads("Hệ thống đã tự thoát vì 10 phút không dùng")
	v.load("open own page", chromedp.Navigate(s.url+link.Me))
	if at := v.at(); !strings.HasPrefix(at, link.SignIn) {
		t.Errorf("still in at %s", at)
	}
}
