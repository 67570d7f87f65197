package members_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// book packs a workbook of one sheet; more are further parts by name and text.
func book(t *testing.T, rows string, more ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	parts := append([]string{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", "<worksheet>" + rows + "</worksheet>"}, more...)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(f, parts[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ole is a compound file that names a stream, as locked and old workbooks do.
func ole(stream string) []byte {
	b := append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 504)...)
	for _, u := range utf16.Encode([]rune(stream)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestHostileFilesAreRefusedInWords(t *testing.T) {
	s := webtest.New(t)
	for name, c := range map[string]struct {
		file string
		data []byte
		want string
	}{
		"locked":        {"a.xlsx", ole("EncryptedPackage"), "Tệp có mật khẩu. Chưa ghi gì."},
		"old":           {"a.xls", ole("Workbook"), "Tệp là .xls đời cũ. Chưa ghi gì."},
		"macro part":    {"a.xlsx", book(t, "", "xl/vbaProject.bin", "x"), "Tệp có chứa macro. Chưa ghi gì."},
		"macro name":    {"a.xlsm", book(t, ""), "Tệp có chứa macro. Chưa ghi gì."},
		"bomb":          {"a.xlsx", book(t, strings.Repeat(" ", 20<<20)), "Tệp nén bất thường. Chưa ghi gì."},
		"outside":       {"a.xlsx", book(t, "", "xl/x.xml", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`), "Tệp trỏ đến tệp bên ngoài. Chưa ghi gì."},
		"wide":          {"a.xlsx", book(t, `<sheetData><row r="99999999"><c><v>1</v></c></row></sheetData>`), "Bảng có quá nhiều ô. Chưa ghi gì."},
		"damaged":       {"a.xlsx", book(t, "<sheetData><row"), "Tệp bị hỏng hoặc thiếu. Chưa ghi gì."},
		"picture":       {"a.csv", []byte("\x89PNG\r\n\x1a\n\x00\x01"), "Tệp không phải bảng tính. Chưa ghi gì."},
		"name of a way": {"../../etc/passwd", []byte("%PDF-1.7"), "Tệp không phải bảng tính. Chưa ghi gì."},
	} {
		code, _, body := s.Upload(s.Cast.Officer, member.ListMembers, c.file, c.data)
		if code != http.StatusUnprocessableEntity || !strings.Contains(webtest.Text(body), c.want) {
			t.Errorf("%s: %d %s", name, code, webtest.Text(body))
		}
		s.Owes(name, body)
	}
	code, _, body := s.Upload(s.Cast.Officer, member.ListMembers, "a.xlsx", bytes.Repeat([]byte{1}, 10<<20+5))
	if code != http.StatusRequestEntityTooLarge && code != http.StatusUnprocessableEntity || !strings.Contains(webtest.Text(body), "10 MB") {
		t.Errorf("too great: %d %s", code, webtest.Text(body))
	}
	if code, _, _ := s.Upload(s.Cast.Officer, "people", "a.csv", []byte("Họ và tên\nLò Văn Một\n")); code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown kind of list: %d", code)
	}
	for _, who := range []string{s.Cast.Hien.Person, s.Cast.Neighbour.Person, s.Cast.Tua.Person} {
		if code, _, _ := s.Upload(who, member.ListMembers, "a.csv", []byte("Họ và tên\nLò Văn Một\n")); code != http.StatusNotFound {
			t.Errorf("a list from one who may not: %d", code)
		}
	}
	if missing := i18n.Missing(); len(missing) > 0 {
		t.Errorf("words missing: %v", missing)
	}
}

const titles = "Họ và tên,Ngày sinh,Số thẻ đảng viên,Chi bộ,Ngày vào Đảng,Ngày chính thức,Trạng thái,Ghi chú\n"

// stage uploads a list and goes to its preview.
func stage(t *testing.T, s *webtest.Site, name string, data []byte) string {
	t.Helper()
	code, to, body := s.Upload(s.Cast.Officer, member.ListMembers, name, data)
	if code != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", name, code, webtest.Text(body))
	}
	here, _, _ := strings.Cut(to, "?")
	s.Must(s.Cast.Officer, here, "step", "3")
	return here
}

func takeIn(s *webtest.Site, here string) {
	s.Must(s.Cast.Officer, here+"/dua-vao")
	s.TakeIn(here[strings.LastIndex(here, "/")+1:])
}

// exported is what the worksheets of the exported roll say, as stored.
func exported(t *testing.T, s *webtest.Site) string {
	t.Helper()
	code, data := s.Get(s.Cast.Officer, link.ExportMembers(s.Cell.Slug))
	r, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if code != http.StatusOK || err != nil {
		t.Fatalf("export: %d %v", code, err)
	}
	all := ""
	for _, f := range r.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") && f.Name != "xl/sharedStrings.xml" {
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all += string(text)
	}
	return all
}

var formula = regexp.MustCompile(`<f[ >/]`)

func TestFormulasNeverLive(t *testing.T) {
	s := webtest.New(t)
	here := stage(t, s, "a.csv", []byte(titles+`"=HYPERLINK(""http://x"",""Lò"")",01/02/1980,012000000001,Chi bộ Tổ dân phố 3,01/01/2010,01/01/2011,,"=1+1"`+"\nLò Văn Hai,02/02/1980,012000000002,Chi bộ Tổ dân phố 3,01/01/2010,01/01/2011,,@SUM(A1)\n"))
	s.See(s.Cast.Officer, here+"?buoc=4")
	takeIn(s, here)
	cell := func(ref, text string) string {
		return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	head := ""
	for i, title := range strings.Split(strings.TrimSpace(titles), ",") {
		head += cell(string(rune('A'+i))+"1", title)
	}
	here = stage(t, s, "b.xlsx", book(t, `<sheetData><row r="1">`+head+`</row><row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x","Lo")</f><v>Lò Văn Sống</v></c>`+
		cell("B2", "03/02/1980")+cell("C2", "012000000003")+cell("D2", "Chi bộ Tổ dân phố 3")+cell("E2", "01/01/2010")+cell("F2", "01/01/2011")+`</row></sheetData>`))
	takeIn(s, here)
	out := exported(t, s)
	if formula.MatchString(out) || !strings.Contains(out, "@SUM(A1)") || !strings.Contains(out, "Lò Văn Sống") {
		t.Errorf("a formula lives in the export, or its text is lost")
	}
	if code, data := s.Get(s.Cast.Officer, link.AllMembers(s.Ward)); code != http.StatusOK || strings.Contains(data, `href="http://x`) {
		t.Errorf("the roll: %d", code)
	}
}

func TestADoubtfulRowIsTakenOnlyWhenAccepted(t *testing.T) {
	s := webtest.New(t)
	officer := s.Cast.Officer
	here := stage(t, s, "a.csv", []byte(titles+"Lò Văn Một,01/02/1980,012000000001,Chi bộ Tổ dân phố 3,01/01/2010,01/01/2011,,\nLò Văn Hai,02/02/1980,012000000002,Chi bộ Tổ dân phố 3,01/01/2010,01/01/2011,Nghỉ phép,\nLò Văn Ba,03/02/1980,012000000003,Chi bộ Tổ dân phố 3,01/01/2010,01/01/2011,Nghỉ phép,\n"))
	if body := webtest.Text(s.See(officer, here+"?buoc=4&xem=doubtful")); !strings.Contains(body, "Lò Văn Hai") || strings.Contains(body, "Lò Văn Một") {
		t.Errorf("the doubtful: %s", body)
	}
	s.Refuse(s.Cast.Hien.Person, here, http.StatusNotFound, "", "step", "accept", "line", "3")
	s.Refuse(officer, here, http.StatusNotFound, "", "step", "accept", "line", "2")
	key := store.NewID()
	for range 2 {
		if code, _, body := s.PostOnce(officer, here, key, "step", "accept", "line", "3", "only", "doubtful"); code != http.StatusSeeOther {
			t.Errorf("accepting: %d %s", code, webtest.Text(body))
		}
	}
	if body := webtest.Text(s.See(officer, here+"?buoc=4&xem=doubtful")); strings.Contains(body, "Lò Văn Hai") || !strings.Contains(body, "Lò Văn Ba") {
		t.Errorf("after accepting one: %s", body)
	}
	takeIn(s, here)
	s.Refuse(officer, here, http.StatusConflict, "Danh sách này đang ở bước khác", "step", "accept", "line", "4")
	roll := webtest.Text(s.See(officer, link.Members(s.Cell.Slug)))
	for name, in := range map[string]bool{"Lò Văn Một": true, "Lò Văn Hai": true, "Lò Văn Ba": false} {
		if strings.Contains(roll, name) != in {
			t.Errorf("%s in the roll: %v", name, !in)
		}
	}
}

func TestTwoOfficersAtOneRecord(t *testing.T) {
	s := webtest.New(t)
	officer, hien, path := s.Cast.Officer, s.Cast.Hien.Person, link.EditMember(s.Cast.Tua.Member)
	first, second := webtest.Field(s.See(officer, path), "version"), webtest.Field(s.See(officer, path), "version")
	s.Must(officer, path, "version", first, "full_name", "Giàng A Tủa", "phone", "0912000111")
	body := s.Refuse(officer, path, http.StatusConflict, "Đồng chí khác vừa sửa mục này. Chữ đã nhập vẫn còn trên trang.", "version", second, "full_name", "Giàng A Tủa", "phone", "0912000222", "note", "ghi của người thứ hai")
	s.Owes(path, body)
	for _, want := range []string{"0912000222", "ghi của người thứ hai", "0912000111"} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not on the page: %s", want, webtest.Text(body))
		}
	}
	key, again := store.NewID(), webtest.Field(body, "version")
	for range 2 {
		if code, _, body := s.PostOnce(officer, path, key, "version", again, "full_name", "Giàng A Tủa", "phone", "0912000222"); code != http.StatusSeeOther {
			t.Errorf("after the look: %d %s", code, webtest.Text(body))
		}
	}
	if body := s.See(officer, link.Member(s.Cast.Tua.Member)); !strings.Contains(body, "0912000222") {
		t.Error("the second record is not kept")
	}
	s.Refuse(s.Cast.Neighbour.Person, path, http.StatusNotFound, "", "version", again, "full_name", "X")
	s.Refuse(s.Cast.Mai.Person, path, http.StatusNotFound, "", "version", again, "full_name", "X")
	s.Refuse(hien, path, http.StatusNotFound, "", "version", "1", "full_name", "X")
}

func TestWhatHappensToAMemberAndItsCorrection(t *testing.T) {
	s := webtest.New(t)
	c, officer := s.Cast, s.Cast.Officer
	page := link.Member(c.Mai.Member)
	at := func(id string) (m member.Member) {
		s.DB.Read(t, store.System, func(rd *store.Reader) (err error) { m, err = member.Get(rd, id); return })
		return m
	}
	s.Must(officer, link.MemberEvent(c.Mai.Member), "kind", member.Exempted, "from", "01/12/2026", "reason", "tuổi cao", "decision", "QĐ 9")
	if body := webtest.Text(s.See(officer, page)); at(c.Mai.Member).Activity != "exempt" || !strings.Contains(body, "QĐ 9") || !strings.Contains(body, "tuổi cao") {
		t.Errorf("exempt: %s", body)
	}
	// The entry is taken back: it stays in the history, and counts no more.
	correct := regexp.MustCompile(`dinh-chinh=([0-9a-f-]+)`).FindStringSubmatch(s.See(officer, page))
	if correct == nil {
		t.Fatal("nothing to correct")
	}
	form := link.MemberEvent(c.Mai.Member) + "?dinh-chinh=" + correct[1]
	if body := webtest.Text(s.See(officer, form)); !strings.Contains(body, "Đang đính chính: 01/12/2026 · Miễn công tác, sinh hoạt") {
		t.Errorf("the correction does not say of what: %s", body)
	}
	s.Must(officer, link.MemberEvent(c.Mai.Member), "kind", member.Correct, "corrects", correct[1], "from", "03/12/2026", "reason", "ghi nhầm người")
	if body := webtest.Text(s.See(officer, page)); at(c.Mai.Member).Activity != "active" || !strings.Contains(body, "QĐ 9") || !strings.Contains(body, "ghi nhầm người") {
		t.Errorf("taken back: %s", body)
	}
	s.Must(officer, link.MemberEvent(c.Mai.Member), "kind", member.Away, "from", "03/12/2026")
	if a := at(c.Mai.Member).Activity; a != "away" {
		t.Errorf("away: %s", a)
	}
	s.Must(officer, link.MemberEvent(c.Anh.Member), "kind", member.Official, "from", "02/12/2026", "decision", "QĐ 10")
	if m := at(c.Anh.Member); m.Standing != "official" || m.OfficialOn != "2026-12-02" {
		t.Errorf("official: %+v", m)
	}
	key := store.NewID()
	for range 2 {
		if code, _, body := s.PostOnce(officer, link.MemberEvent(c.Khoa.Member), key, "kind", member.Ended, "from", "01/12/2026", "reason", "chuyển đi"); code != http.StatusSeeOther {
			t.Errorf("end: %d %s", code, webtest.Text(body))
		}
	}
	if body := webtest.Text(s.See(officer, link.Member(c.Khoa.Member))); at(c.Khoa.Member).Standing != "ended" || strings.Count(body, "chuyển đi") != 1 {
		t.Errorf("ended: %s", body)
	}
	if strings.Contains(webtest.Text(s.See(officer, link.Members(s.Cell.Slug))), "Trần Văn Khoa") {
		t.Error("one who left stands in the roll")
	}
	path := link.MemberEvent(c.Huy.Member)
	s.Owes(path, s.Refuse(officer, path, http.StatusUnprocessableEntity, "", "kind", member.Moved, "from", "03/12/2026", "decision", "QĐ giữ lại"))
	s.Refuse(officer, path, http.StatusUnprocessableEntity, "Không rõ thay đổi về sinh hoạt", "kind", "enter", "from", "03/12/2026")
	s.Refuse(officer, path, http.StatusNotFound, "", "kind", member.Correct, "corrects", store.NewID(), "from", "03/12/2026")
	s.Refuse(officer, path, http.StatusNotFound, "", "kind", member.Correct, "corrects", correct[1], "from", "03/12/2026")
	s.Must(officer, path, "kind", member.Moved, "org", c.Other, "from", "03/12/2026")
	if at(c.Huy.Member).Org != c.Other {
		t.Error("not moved")
	}
	for _, who := range []string{c.Neighbour.Person, c.Hien.Person, c.Mai.Person} {
		s.Refuse(who, link.MemberEvent(c.Loc.Member), http.StatusNotFound, "", "kind", member.Ended, "from", "03/12/2026")
	}
}

func TestFieldsAreKeptOnlyWhereChosen(t *testing.T) {
	s := webtest.New(t)
	officer, path, record := s.Cast.Officer, link.Settings(s.Ward), link.EditMember(s.Cast.Tua.Member)
	save := func() {
		s.Must(officer, record, "version", webtest.Field(s.See(officer, record), "version"), "full_name", "Giàng A Tủa", "home", "Bản Phiêng")
	}
	if save(); strings.Contains(s.See(officer, record), "Bản Phiêng") {
		t.Error("a field nobody chose is kept")
	}
	s.Owes(path, s.Refuse(officer, path, http.StatusUnprocessableEntity, "", "fields", "home_place"))
	s.Must(officer, path, "fields", "home_place", "fields", "full_name", "fields", "salary", "decision", "Biên bản 3")
	if n := strings.Count(s.See(officer, path), " checked"); n != 1 {
		t.Errorf("%d fields chosen", n)
	}
	if save(); !strings.Contains(s.See(officer, record), "Bản Phiêng") || !strings.Contains(s.See(officer, link.Member(s.Cast.Tua.Member)), "Bản Phiêng") {
		t.Error("a chosen field is not kept")
	}
	s.Must(officer, path, "decision", "Biên bản 4")
	if strings.Contains(s.See(officer, record), "Bản Phiêng") || strings.Contains(s.See(officer, link.Member(s.Cast.Tua.Member)), "Bản Phiêng") || strings.Contains(exported(t, s), "Bản Phiêng") {
		t.Error("a field no longer chosen is shown")
	}
	if strings.Contains(s.See(s.Cast.Tua.Person, link.MyData), "Bản Phiêng") {
		t.Log("the person himself still reads it: it is kept until it is wiped")
	}
	for _, who := range []string{s.Cast.Hien.Person, s.Cast.Neighbour.Person} {
		s.Refuse(who, path, http.StatusNotFound, "", "fields", "ethnicity", "decision", "X")
	}
}
