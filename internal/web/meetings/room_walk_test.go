package meetings_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"chibo/internal/i18n"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
)

// evening opens a meeting of the cast on its day, with six in the room.
func (d *desk) evening() (hub string) {
	d.t.Helper()
	hien := d.cast.Hien.Person
	year := "/chi-bo/" + d.slug() + "/sinh-hoat"
	hub = strings.TrimSuffix(d.send(hien, year+"/moi", form("ky", "2026-12", "kind", "regular", "day", "03/12/2026", "hour", "19:30", "place", "Nhà văn hóa tổ 3")), "/chuan-bi")
	d.send(hien, hub+"/thong-bao", form())
	d.send(hien, hub+"/phong", form("chair", hien, "scribe", d.cast.Huy.Person))
	for _, m := range []meetingtest.Someone{d.cast.Hien, d.cast.Huy, d.cast.Mai, d.cast.Loc, d.cast.Khoa} {
		d.send(hien, hub+"/phong/diem-danh", form("member", m.Member, "mark", "present"))
	}
	d.send(hien, hub+"/phong/diem-danh/con-lai", form())
	return hub
}

func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// TestOpinionsInTwoTaps: who, then what; undone; words later or none; a stranger,
// nobody and a kind nobody knows are refused with what was chosen kept.
func TestOpinionsInTwoTaps(t *testing.T) {
	d := newDesk(t)
	hub, huy, hien, loc := d.evening(), d.cast.Huy.Person, d.cast.Hien.Person, d.cast.Loc
	page, item := hub+"/phong/y-kien", hub+"/phong/noi-dung/2"
	if to := d.send(huy, item+"/bat-dau", form()); to != item {
		t.Errorf("beginning leads to %s", to)
	}
	d.send(huy, item+"/bat-dau", form())
	if body := plain(d.see(huy, item)); !strings.Contains(body, "Phát biểu 0/5 đồng chí") || !strings.Contains(body, "Mời đồng chí chưa phát biểu (5)") || !strings.Contains(body, "data-minutes") {
		t.Error("the item does not say who may still be invited: " + first(body))
	}
	d.see(huy, page+"?muc=2")
	d.see(huy, page+"?muc=2&nguoi="+loc.Member)
	d.refused(huy, page, form("muc", "2", "kind", "agree"), 422)
	d.refused(huy, page, form("muc", "2", "member", d.cast.Neighbour.Member, "kind", "agree"), 422)
	d.refused(huy, page, form("muc", "2", "member", d.cast.Nga.Member, "kind", "agree"), 422)
	d.refused(huy, page, form("muc", "2", "member", loc.Member, "kind", "shout"), 422)
	tap := form("muc", "2", "member", loc.Member, "kind", "propose")
	to := d.send(huy, page, tap)
	if again := d.send(huy, page, tap); again != to {
		t.Errorf("the same tap leads to %s, then to %s", to, again)
	}
	body := plain(d.see(huy, to))
	if !strings.Contains(body, "Đã lưu: Trần Đức Lộc, kiến nghị") || strings.Count(body, "Hoàn tác") < 1 {
		t.Error("the page does not say what was kept: " + first(body))
	}
	id := to[strings.LastIndex(to, "vua=")+4:]
	mistake := d.send(huy, page, form("muc", "2", "member", d.cast.Mai.Member, "kind", "criticism"))
	d.send(huy, page+"/"+mistake[strings.LastIndex(mistake, "vua=")+4:]+"/hoan-tac", form("muc", "2"))
	body = plain(d.see(huy, item))
	if !strings.Contains(body, "Phát biểu 1/5") || !strings.Contains(body, "Chưa ghi nội dung") || strings.Contains(body, "· Phê bình") {
		t.Error("the list is wrong: " + first(body))
	}
	if body := plain(d.see(huy, page+"/can-ghi")); !strings.Contains(body, "Cần ghi nội dung (1)") {
		t.Error(first(body))
	}
	if body := plain(d.see(huy, hub+"/ket-thuc")); !strings.Contains(body, "Cần ghi nội dung (1)") {
		t.Error("the closing does not tell of words to write")
	}
	v := hidden(d.see(huy, page+"/"+id+"?muc=2"), "version")
	if to := d.send(huy, page+"/"+id, form("version", v, "muc", "2", "gist", "Xe rác vào buổi tối.")); to != item {
		t.Errorf("after the words: %s", to)
	}
	d.refused(hien, page+"/"+id, form("version", v, "muc", "2", "gist", "Bản của chủ trì"), 409, "Bản của chủ trì", "Xe rác vào buổi tối.")
	d.send(hien, page+"/"+id, form("version", "2", "tu", "can-ghi", "gist", "", "bare", "1"))
	d.see(huy, page+"/can-ghi")
	// Who only reads sees what was said, and is offered nothing; the list of the silent is not his.
	body = plain(d.see(loc.Person, item))
	if !strings.Contains(body, "Phát biểu, không ghi nội dung") || strings.Contains(body, "Mời đồng chí chưa phát biểu") || strings.Contains(body, `method="post"`) {
		t.Error("a member sees too much or too little: " + first(body))
	}
	for _, path := range []string{page, page + "/can-ghi", page + "/" + id, hub + "/phong/giao-viec"} {
		if code, _, _ := d.ask(loc.Person, "GET", path, nil); code != http.StatusNotFound {
			t.Errorf("a member gets %d for %s", code, path)
		}
	}
	for _, key := range i18n.Missing() {
		t.Error("words missing: " + key)
	}
}

// TestTasksGivenWhileTalking: kept on mistakes, the older task is pointed to, the
// sixth stands outside and changes places.
func TestTasksGivenWhileTalking(t *testing.T) {
	d := newDesk(t)
	hub, hien := d.evening(), d.cast.Hien.Person
	page, khoa := hub+"/phong/giao-viec", d.cast.Khoa.Member
	d.see(hien, page+"?muc=2")
	d.refused(hien, page, form("muc", "2", "deed", "Đặt 2 thùng rác", "due", "20/12/2026", "report_at", "2027-01"), 422, "Đặt 2 thùng rác", "20/12/2026")
	d.refused(hien, page, form("muc", "2", "deed", "Đặt 2 thùng rác", "owner", khoa, "due", "mai", "report_at", "2027-01"), 422, "Đặt 2 thùng rác", "mai")
	d.db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, version)
			values ($1, 'old', $2, '', $3, 'Sửa đèn đường ngõ 9', '', '2026-11-20', '2026-12', '', '', false, 'doing', '', '2026-11-03', 1)`, d.cast.Cell, khoa)
		return err
	})
	like := form("muc", "2", "deed", "Sửa đèn đường ngõ 9 cũ", "owner", d.cast.Mai.Member, "measure", "Đèn sáng", "due", "20/12/2026", "report_at", "2027-01")
	d.refused(hien, page, like, 409, "Sửa đèn đường ngõ 9 cũ", "Nối vào việc cũ", "Vẫn tạo việc mới")
	like.Set("anyway", "1")
	like.Set("key", store.NewID())
	to := d.send(hien, page, like)
	if !strings.HasPrefix(to, hub+"/phong/noi-dung/2?viec=") {
		t.Errorf("after a task: %s", to)
	}
	if body := d.see(hien, to); !strings.Contains(body, "Đã giao đồng chí Lò Thị Mai: Sửa đèn đường ngõ 9") {
		t.Error("the page does not say what was given to whom")
	}
	if strings.Contains(d.see(hien, hub+"/phong/noi-dung/2?viec=nobody"), "Đã giao") {
		t.Error("a task nobody gave is told of")
	}
	joined := form("muc", "2", "deed", "Sửa đèn đường ngõ 9", "owner", khoa, "measure", "Đèn sáng", "due", "22/12/2026", "report_at", "2027-01", "continues", "old")
	d.send(hien, page, joined)
	for _, deed := range []string{"Đặt 2 thùng rác đầu ngõ 12", "Tuyên truyền phân loại rác 66 hộ", "Tuần tra tám buổi"} {
		d.send(hien, page, form("muc", "2", "deed", deed, "owner", khoa, "measure", "Có biên bản", "due", "20/12/2026", "report_at", "2027-01"))
	}
	to = d.send(hien, page, form("muc", "2", "deed", "Lập danh sách quần chúng", "owner", d.cast.Mai.Member, "measure", "Danh sách", "due", "20/12/2026", "report_at", "2027-01"))
	body := d.see(hien, to)
	if !strings.Contains(to, "nhac=resolution_full") || !strings.Contains(plain(body), "Việc giao ngoài nghị quyết (1)") {
		t.Errorf("the sixth task went to %s: %s", to, first(body))
	}
	swaps := ids(body, `nghi-quyet/doi-cho/([0-9a-f-]{36})"`)
	if len(swaps) == 0 {
		t.Fatal("no way to change places")
	}
	swap := hub + "/nghi-quyet/doi-cho/" + swaps[0]
	body = d.see(hien, swap)
	d.refused(hien, swap, form("in", ""), 422)
	in := ids(body, `name="in" value="([0-9a-f-]{36})"`)
	if len(in) != 5 {
		t.Fatalf("%d to choose from", len(in))
	}
	d.send(hien, swap, form("in", in[0]))
	if body := plain(d.see(hien, hub+"/nghi-quyet")); !strings.Contains(body, "Vừa một trang A4") || !strings.Contains(body, "Đọc hết khoảng") || !strings.Contains(body, "Không chép lại việc tháng trước") {
		t.Error("the checks are not told: " + first(body))
	}
	if code, _, _ := d.ask(hien, "GET", swap, nil); code != http.StatusNotFound { // it stands inside now
		t.Errorf("swapping again: %d", code)
	}
}

// TestWhatFewMayRead: reserved opinions, praise and reminders, each to its readers.
func TestWhatFewMayRead(t *testing.T) {
	d := newDesk(t)
	hub, hien, huy, loc := d.evening(), d.cast.Hien.Person, d.cast.Huy.Person, d.cast.Loc
	room := hub + "/phong"
	d.see(huy, room+"/bao-luu")
	d.refused(huy, room+"/bao-luu", form("member", loc.Member, "gist", "", "addressee", d.cast.Ward), 422)
	d.refused(huy, room+"/bao-luu", form("member", "", "gist", "Thí điểm một ngõ.", "addressee", d.cast.Ward), 422, "Thí điểm một ngõ.")
	d.send(huy, room+"/bao-luu", form("member", loc.Member, "gist", "Thí điểm một ngõ.", "addressee", d.cast.Ward, "printed", "1"))
	for who, sees := range map[string]bool{loc.Person: true, hien: true, huy: false, d.cast.Neighbour.Person: false} {
		if got := strings.Contains(d.see(who, "/bao-luu"), "Thí điểm một ngõ."); got != sees {
			t.Errorf("%s reads the reserved opinion: %v", who, got)
		}
	}
	d.see(huy, room+"/bieu-duong")
	d.refused(huy, room+"/bieu-duong", form("deed", "Giữ ngõ sạch"), 422, "Giữ ngõ sạch")
	d.send(huy, room+"/bieu-duong", form("member", d.cast.Khoa.Member, "deed", "Vận động 12 hộ"))
	drop := ids(d.see(huy, room+"/bieu-duong"), `bieu-duong/([0-9a-f-]{36})/bo"`)
	d.send(huy, room+"/bieu-duong/"+drop[0]+"/bo", form())
	d.see(loc.Person, room+"/bieu-duong")

	for _, who := range []string{huy, loc.Person} { // neither the scribe nor a member gives one
		if code, _, _ := d.ask(who, "GET", room+"/nhac-nho", nil); code != http.StatusNotFound {
			t.Errorf("%s is shown the reminder's form: %d", who, code)
		}
	}
	d.see(hien, room+"/nhac-nho")
	d.refused(hien, room+"/nhac-nho", form("member", loc.Member, "gist", "Báo kết quả đúng hạn.", "look_on", "03/12/2026"), 422, "Báo kết quả đúng hạn.")
	d.send(hien, room+"/nhac-nho", form("member", loc.Member, "gist", "Báo kết quả đúng hạn.", "helper", d.cast.Mai.Member, "look_on", "20/12/2026"))
	one := "/nhac-nho/" + ids(d.see(hien, "/nhac-nho"), `href="/nhac-nho/([0-9a-f-]{36})"`)[0]
	d.see(loc.Person, one)
	d.see(loc.Person, "/toi")
	for _, who := range []string{huy, d.cast.Neighbour.Person} {
		if code, _, _ := d.ask(who, "GET", one, nil); code != http.StatusNotFound {
			t.Errorf("%s gets %d for a reminder", who, code)
		}
		if strings.Contains(d.see(who, "/nhac-nho"), one) {
			t.Errorf("%s has it listed", who)
		}
	}
	body := d.see(hien, one)
	d.refused(hien, one, form("how", "again", "version", hidden(body, "version"), "look_on", ""), 422)
	d.send(hien, one, form("how", "again", "version", hidden(body, "version"), "look_on", "20/01/2027"))
	d.see(hien, one)
	d.send(hien, one, form("how", "close"))
	if code, _, _ := d.ask(loc.Person, "GET", one, nil); code != http.StatusNotFound {
		t.Errorf("a closed reminder answers %d", code)
	}
}

// hiddenTotal is the figure a ballot on the score asks about.
func hiddenTotal(t *testing.T, body string) string {
	t.Helper()
	_, rest, ok := strings.Cut(body, "Biểu quyết: điểm buổi sinh hoạt ")
	if !ok {
		t.Fatal("no figure to vote on: " + first(body))
	}
	return rest[:strings.IndexAny(rest, " <")]
}

// TestClosingReadsScoresAndAgrees walks the end of an evening: a meeting without a
// resolution, a line above its most, a score voted down, the minutes read part by part.
func TestClosingReadsScoresAndAgrees(t *testing.T) {
	d := newDesk(t)
	hub, hien, huy := d.evening(), d.cast.Hien.Person, d.cast.Huy.Person
	if body := plain(d.see(huy, hub+"/ket-thuc")); !strings.Contains(body, "Buổi này không có nghị quyết") {
		t.Error("it is not said plainly: " + first(body))
	}
	score := hub + "/cham-diem"
	if code, _, _ := d.ask(huy, "GET", hub+"/phong/bieu-quyet/diem", nil); code != http.StatusConflict {
		t.Errorf("a vote on no score: %d", code)
	}
	d.see(huy, score)
	d.refused(huy, score, form("lines", "1", "p.3a", "5,5", "r.3a", "Tốt cả"), 422, `value="5,5"`, "Tốt cả")
	d.refused(huy, score, form("lines", "1", "p.3a", "chín", "r.3a", "Tốt cả"), 422, "chín")
	d.refused(huy, score, form("lines", "1", "p.2", "5", "r.2", ""), 422, `value="5"`, "cao hơn gợi ý")
	if to := d.send(huy, score, form("lines", "1", "p.3a", "4,5", "r.3a", "Thiếu một văn bản.")); to != score {
		t.Errorf("half a score leads to %s", to)
	}
	if body := plain(d.see(huy, score)); !strings.Contains(body, "Còn 4 mục chưa chấm") || !strings.Contains(body, "Thiếu một văn bản.") {
		t.Error("half a score: " + first(body))
	}
	lines := func(chairing string) url.Values {
		return form("lines", "1", "version", hidden(d.see(huy, score), "version"), "p.3a", "5", "p.4b", "20,5", "p.4c", chairing, "p.5", "5", "p.7", "4")
	}
	ballot := d.send(huy, score, lines("10"))
	total := hiddenTotal(t, plain(d.see(huy, ballot)))
	d.send(huy, ballot, form("viec", "score", "for", "1", "against", "4", "other", "0"))
	if body := plain(d.see(huy, score)); !strings.Contains(body, "Chi bộ chưa tán thành "+total+" điểm") {
		t.Error("voted down, and not told: " + first(body))
	}
	ballot = d.send(huy, score, lines("7,5"))
	total = hiddenTotal(t, plain(d.see(huy, ballot)))
	d.send(huy, ballot, form("viec", "score", "for", "5", "against", "0", "other", "0"))
	d.refused(hien, score, form("lines", "1", "version", "1", "p.4c", "6", "r.4c", "Nói dài"), 409, "4c: 6", "4c: 7,5")
	if body := plain(d.see(huy, hub+"/ket-thuc")); !strings.Contains(body, "Chi bộ chấm "+total+" điểm, loại") {
		t.Error(first(body))
	}
	d.see(huy, hub+"/ket-thuc/han-che")
	d.send(hien, hub+"/ket-thuc/han-che", form("lines", "Bắt đầu muộn 5 phút\nÍt ý kiến"))
	d.refused(huy, hub+"/ket-thuc/han-che", form("version", "", "lines", "Khác"), 409, "Khác", "Ít ý kiến")

	// A secret matter goes by paper; by hand it is refused with what was counted.
	item := hub + "/phong/bieu-quyet/1"
	if body := plain(d.see(huy, item+"?viec=expulsion")); !strings.Contains(body, "phiếu giấy") || !strings.Contains(body, `name="issued"`) {
		t.Error(first(body))
	}
	d.refused(huy, item, form("viec", "expulsion", "subject", "Đề nghị khai trừ", "for", "4"), 422, `value="4"`)
	d.refused(huy, item, form("viec", "expulsion", "method", "paper", "subject", "Đề nghị khai trừ", "issued", "5", "returned", "6", "valid", "4", "for", "4"), 422, `value="6"`)
	d.send(huy, item, form("viec", "expulsion", "method", "paper", "subject", "Đề nghị khai trừ", "issued", "5", "returned", "5", "valid", "5", "for", "4", "against", "1"))
	d.refused(huy, item, form("viec", "admission", "subject", "Kết nạp", "for", "-2"), 422)
	d.send(huy, item, form("viec", "admission", "subject", "Kết nạp quần chúng A", "for", "5"))
	if body := plain(d.see(huy, item)); !strings.Contains(body, "Phiếu kín: phát ra 5") || !strings.Contains(body, "Có đồng chí bảo lưu ý kiến") {
		t.Error(first(body))
	}

	end := form()
	read := d.send(huy, hub+"/ket-thuc", end)
	if again := d.send(huy, hub+"/ket-thuc", end); again != read || read != hub+"/bien-ban/doc/1" {
		t.Errorf("closing leads to %s, then %s", read, again)
	}
	// Ended too early: the page that shows the end takes it back, and ends it again.
	if !strings.Contains(plain(d.see(huy, hub+"/ket-thuc")), "Mở lại buổi sinh hoạt") || !strings.Contains(d.see(huy, hub+"/phong/bieu-quyet/nghi-quyet"), hub+"/ket-thuc") {
		t.Error("nothing leads back into the room")
	}
	if to := d.send(huy, hub+"/ket-thuc/mo-lai", form()); to != hub+"/phong" {
		t.Errorf("reopened: %s", to)
	}
	if read = d.send(huy, hub+"/ket-thuc", form()); read != hub+"/bien-ban/doc/1" {
		t.Errorf("ended again: %s", read)
	}
	n := 1
	for ; ; n++ {
		body := d.see(huy, hub+"/bien-ban/doc/"+strconv.Itoa(n))
		if strings.Contains(body, "bien-ban/nhat-tri") {
			break
		}
		if n > 40 {
			t.Fatal("the reading does not end")
		}
	}
	part := ids(d.see(huy, hub+"/bien-ban/doc/2"), `bien-ban/([a-z0-9_:.-]+)\?doc=2"`)
	body := d.see(huy, hub+"/bien-ban/"+part[0]+"?doc=2")
	if to := d.send(huy, hub+"/bien-ban/"+part[0], form("version", hidden(body, "version"), "doc", "2", "text", "Lời đã sửa khi đọc.")); to != hub+"/bien-ban/doc/2" {
		t.Errorf("after mending: %s", to)
	}
	agree := form()
	d.send(huy, hub+"/bien-ban/nhat-tri", agree)
	d.send(huy, hub+"/bien-ban/nhat-tri", agree)
	if body := plain(d.see(huy, hub+"/xac-nhan")); strings.Count(body, "5/5 tán thành (100%)") != 1 {
		t.Error("the agreement does not stand once: " + first(body))
	}
	d.send(huy, hub+"/xac-nhan", form("role", "scribe", "method", "device"))
	d.send(hien, hub+"/xac-nhan", form("role", "chair", "method", "device"))
	// Sealing while somebody edits: both texts stand there.
	d.refused(huy, hub+"/bien-ban/"+part[0], form("version", "2", "text", "Chữ đang viết dở"), 409, "Chữ đang viết dở", "Lời đã sửa khi đọc.")
	d.send(hien, hub+"/niem-phong", form())
	d.see(hien, hub+"/hoan-thanh")
	for _, path := range []string{score, hub + "/ket-thuc/han-che", hub + "/ket-thuc", hub + "/bien-ban/doc/1", hub + "/phong/danh-gia", hub + "/phong/bao-luu"} {
		if body := d.see(d.cast.Loc.Person, path); strings.Contains(body, `method="post"`) && !strings.Contains(path, "/doc/") {
			t.Errorf("a member is shown a form on %s", path)
		}
	}
	for _, key := range i18n.Missing() {
		t.Error("words missing: " + key)
	}
}
