package document

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestMarksInLines(t *testing.T) {
	for _, c := range []struct {
		line string
		want bool
	}{
		// stamps
		{"MẬT", true}, {" MẬT. ", true}, {"[MẬT]", true}, {"(TỐI MẬT)", true}, {"TUYỆT MẬT", true}, {"Tối mật", true}, {"tuyệt  mật", true}, {"M Ậ T", true}, {"T Ố I  M Ậ T", true},
		{norm.NFD.String("TUYỆT MẬT"), true}, {norm.NFD.String("MẬT"), true},
		{"Độ mật: Mật", true}, {"Độ mật: TỐI MẬT", true}, {"Mức độ mật : tuyệt mật; số bản: 05", true}, {`Độ mật: "Mật"`, true},
		{"Số 12-KH/ĐU\tMẬT", true}, {"Số 12-KH/ĐU    MẬT", true}, {"Số 12-KH/ĐU MẬT", true}, {"MẬT Sông Xanh, ngày 05 tháng 02 năm 2026", true},
		{"MẬT ĐẢNG CỘNG SẢN VIỆT NAM", true}, {"TỐI MẬT ĐẢNG CỘNG SẢN VIỆT NAM", true}, {"Kế hoạch 12 về bảo đảm an ninh trật tự trên địa bàn phường năm 2026 TỐI MẬT", true},
		{"mËt", true}, {"tuyÖt mËt", true}, // TCVN3, as the old fonts of capitals hold it
		// harmless
		{"", false}, {"Bảo vệ bí mật nhà nước là trách nhiệm của mọi đảng viên.", false}, {"BẢO VỆ BÍ MẬT NHÀ NƯỚC", false}, {"CÔNG TÁC BẢO MẬT", false},
		{"TĂNG CƯỜNG CÔNG TÁC BẢO VỆ BÍ", false}, {"MẬT NHÀ NƯỚC TRONG TÌNH HÌNH MỚI", false},
		{"mối liên hệ mật thiết với Nhân dân", false}, {"MẬT ĐỘ DÂN SỐ", false}, {"Mật độ dân số 2.300 người/km2", false}, {"hộ nuôi ong lấy mật", false}, {"MẬT ONG RỪNG", false},
		{"Mật khẩu đặt ít nhất 15 ký tự", false}, {"đổi MẬT KHẨU", false}, {"Nguyễn Văn Mật", false}, {"Mật", false}, {"NGUYỄN VĂN MẬT", false},
		{"Độ mật: không", false}, {"Độ mật: Thường", false}, {"xác định độ mật, thời hạn bảo vệ", false}, {"độ mật của tài liệu do người ký quyết định", false},
		{`Tài liệu có dấu “MẬT” do văn thư quản lý riêng`, false}, {`Dấu "TỐI MẬT" đóng ở dưới số văn bản`, false}, {`Dấu chữ “TUYỆT MẬT” hình chữ nhật`, false},
		{"Tài liệu tuyệt mật, tối mật, mật do một đồng chí chuyên trách giữ.", false}, {"DANH MỤC TÀI LIỆU TUYỆT MẬT, TỐI MẬT, MẬT", false},
		{"Tam mật", false}, {"MẤT", false}, {"MẶT TRẬN TỔ QUỐC", false}, {"BÍ MẬT", false}, {"mật", false},
	} {
		var m marked
		if m.line(c.line); m.found != c.want {
			t.Errorf("%q: %v", c.line, m.found)
		}
	}
}

func TestDegreeInTwoCells(t *testing.T) {
	var m marked
	m.line("Độ mật:")
	m.line("Mật")
	if !m.found {
		t.Error("the value beside its heading")
	}
	m = marked{}
	m.line("Độ mật")
	m.line("Thường")
	m.line("Mật")
	if m.found {
		t.Error("Mật two cells on is a name")
	}
}

func TestMarksInNames(t *testing.T) {
	for _, c := range []struct {
		name string
		want bool
	}{
		{"KH12-MẬT.docx", true}, {"KH12_MAT.docx", true}, {"MAT - KH12.pdf", true}, {"Kế hoạch 12 (mật).pdf", true}, {"ke hoach (mat).pdf", true}, {"Kế hoạch 12 mật.docx", true},
		{"Tối mật - kế hoạch.docx", true}, {"toi_mat.docx", true}, {"TOI MAT KH 12.docx", true}, {"bao-cao-tuyet-mat-so-3.pdf", true}, {"TUYỆT MẬT.jpg", true}, {norm.NFD.String("KH-MẬT.docx"), true},
		{`C:\tài liệu\KH MẬT.docx`, true}, {"KE-HOACH-MẬT.DOCX", true}, {"Mật.docx", true},
		{"mặt trận.docx", false}, {"bao-cao-mat-tran.docx", false}, {"BAO CAO MAT TRAN.docx", false}, {"KH_MAT_TRAN.docx", false}, {"Bảo vệ bí mật nhà nước.docx", false}, {"bi-mat-nha-nuoc.pdf", false},
		{"CÔNG TÁC BẢO MẬT.docx", false}, {"mật độ dân số.xlsx", false}, {"Mật ong.jpg", false}, {"nuôi ong lấy mật.docx", false}, {"Lý lịch Nguyễn Văn Mật.docx", false}, {"don-xin-cap-lai-toi-mat-the.docx", false},
		{"nghi-quyet-12-2026.docx", false}, {"", false}, {".docx", false}, {"format.docx", false}, {"BI-MAT.docx", false}, {"mật khẩu.docx", false},
	} {
		if got := markedName(c.name); got != c.want {
			t.Errorf("%q: %v", c.name, got)
		}
	}
}

// A stamp put into any text is found; text in small letters without the words
// of a mark never is one.
func FuzzMarks(f *testing.F) {
	f.Add("Bảo vệ bí mật nhà nước", "\t")
	f.Add("“MẬT”\xff", "  ")
	f.Fuzz(func(t *testing.T, text, gap string) {
		var m marked
		m.line(text)
		markedName(text)
		low := strings.ToLower(text)
		plain := norm.NFC.String(low)
		if strings.ToUpper(low) != strings.ToUpper(text) || //nolint:staticcheck // not EqualFold: letters whose cases do not come back are left out here
			strings.ContainsAny(plain, "\x00\ufffd") {
			return
		}
		var calm marked
		calm.line(low)
		if calm.found && strings.Contains(plain, "mật") && !strings.Contains(plain, "tối") && !strings.Contains(plain, "tuyệt") && !strings.Contains(plain, "độ") {
			t.Errorf("%q in small letters is taken for a stamp", low)
		}
		for _, stamp := range []string{"MẬT", "TỐI MẬT", "TUYỆT MẬT"} {
			var hit marked
			hit.line("văn bản số 5\t" + stamp + "\t" + strings.ReplaceAll(low, "mật", ""))
			if !hit.found {
				t.Errorf("%s beside %q is missed", stamp, low)
			}
		}
	})
}
