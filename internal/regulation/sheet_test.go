package regulation_test

import (
	"bytes"
	"strings"
	"testing"

	"chibo/internal/meeting/meetingtest"
	"chibo/internal/office/sheet"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

var like = base.Table("2026-12-03", "regular")

func write(t testing.TB, sheets ...sheet.Sheet) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.Write(&out, sheets); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The template filled with any shipped table, read back, is the same table.
func TestTheTemplateComesBackAsItWas(t *testing.T) {
	n := 0
	for _, r := range base.Rules() {
		table, is := base.TableByRef(r.Ref.String())
		if !is {
			continue
		}
		n++
		data, err := regulation.WriteTable(table)
		if err != nil {
			t.Fatal(err)
		}
		again, err := regulation.ReadTable("bang.xlsx", data, like)
		if err != nil {
			t.Errorf("%s: %v", r.Ref, err)
			continue
		}
		if again.Total != table.Total || len(again.Criteria) != len(table.Criteria) || len(again.Bands) != len(table.Bands) {
			t.Errorf("%s: %+v", r.Ref, again)
		}
		for i, c := range again.Criteria {
			was := table.Criteria[i]
			if c.Code != was.Code || c.Group != was.Group || c.Max != was.Max || c.Metric != was.Metric || len(c.Levels) != len(was.Levels) || len(c.Unless) != len(was.Unless) || (c.NA == nil) != (was.NA == nil) {
				t.Errorf("%s, %s: %+v, was %+v", r.Ref, c.Code, c, was)
			}
		}
	}
	if n < 4 {
		t.Errorf("%d tables", n)
	}
}

// A table as a ward types it: other order, other words, a title above, groups as headings, decimals with a comma.
func TestAnotherLayout(t *testing.T) {
	data := write(t, sheet.Sheet{Name: "Chấm điểm", Header: []string{"Bảng chấm điểm sinh hoạt chi bộ năm 2027", "", "", "", ""}, Rows: [][]any{
		{"Ban hành kèm theo Quyết định 12-QĐ/ĐU", "", "", "", ""},
		{"Điểm chuẩn", "TT", "Nội dung đánh giá", "Máy tự đếm", "Cách tính điểm"},
		{"", "I", "Dự sinh hoạt", "", ""},
		{"40,5", "1", "Đảng viên dự đông đủ", "tỷ lệ đảng viên dự sinh hoạt", "từ 95%: 40,5; từ 80%: 30; còn lại: 10"},
		{"19,5", "2", "Nội dung thiết thực", "", ""},
		{"", "II", "Kết quả", "", ""},
		{"40", "3", "Việc của nghị quyết trước", "việc của nghị quyết trước đã hoàn thành", "trên 90: 40\ntừ 50: 20\ncòn lại: 5"},
		{"100", "", "Tổng cộng", "", ""},
	}})
	table, err := regulation.ReadTable("bang.xlsx", data, like)
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Criteria) != 3 || len(table.Groups) != 2 || table.Groups[0].TextVI != "Dự sinh hoạt" || table.Criteria[0].Max != 4050 || table.Criteria[1].AskVI == "" || table.Criteria[2].Group != "II" || len(table.Criteria[2].Levels) != 3 {
		t.Errorf("%+v", table)
	}
	text, err := rule.TableYAML("bang.moi", rule.Scope{Meeting: "regular"}, "2027-01-01", rule.Source{Doc: "Quyết định 12-QĐ/ĐU", Date: "2026-11-20", Issuer: "Đảng ủy phường", Mark: "V"}, table)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		boss := secretary(t, db, c)
		o := propose(t, db, c.Officer, regulation.Draft{Body: string(text), Origin: regulation.FromSheet, From: "2027-01-01"})
		db.Write(t, boss, func(tx *store.Tx) error { _, err := regulation.Approve(tx, base, o.ID, o.Version); return err })
		book, err := regulation.NewBooks(db.DB, base).Of(t.Context(), db.Tenant)
		if err != nil {
			t.Fatal(err)
		}
		if got := book.Table("2027-01-03", "regular"); got.Ref.ID != "local.bang.moi" || len(got.Criteria) != 3 {
			t.Errorf("under the new table: %+v", got.Ref)
		}
		if got := book.Table("2026-12-31", "regular"); got.Ref.ID != "quality.table.hd42" {
			t.Errorf("old months: %+v", got.Ref)
		}
		// withdrawn after meetings were scored with it, it stays readable
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			return regulation.End(tx, o.ID, o.Version+1, "2027-06-01", "Hết thí điểm")
		})
		db.Write(t, boss, func(tx *store.Tx) error { return regulation.AgreeEnd(tx, o.ID, o.Version+2) })
		if book, err = regulation.NewBooks(db.DB, base).Of(t.Context(), db.Tenant); err != nil {
			t.Fatal(err)
		}
		if got, ok := book.TableByRef("local.bang.moi@1"); !ok || len(got.Criteria) != 3 || book.Table("2027-06-01", "regular").Ref.ID != "quality.table.hd42" {
			t.Errorf("withdrawn: %+v, %v", got.Ref, ok)
		}
	})
}

// Every problem is named with sheet, row and column, and what to do about it.
func TestWhatIsWrongInASheetIsNamed(t *testing.T) {
	head := []string{"Mã", "Tiêu chí", "Điểm tối đa", "Số đo", "Mức điểm"}
	for _, c := range []struct {
		name string
		rows [][]any
		want []string
	}{
		{"points that do not sum", [][]any{{"1", "Một", "60", "", ""}, {"2", "Hai", "30", "", ""}, {"", "Tổng cộng", "100", "", ""}}, []string{"Bảng:C4", "cộng lại 90"}},
		{"an unknown metric", [][]any{{"1", "Một", "100", "độ vui vẻ", "từ 90: 100; còn lại: 0"}}, []string{"Bảng:D2", "độ vui vẻ"}},
		{"a hole in the levels", [][]any{{"1", "Một", "100", "tỷ lệ đảng viên dự sinh hoạt", "từ 90: 100; từ 50: 50"}}, []string{"Bảng:E2", "mức cuối"}},
		{"a level nobody can read", [][]any{{"1", "Một", "100", "tỷ lệ đảng viên dự sinh hoạt", "khá là đông: 100"}}, []string{"Bảng:E2", "khá là đông"}},
		{"a code twice", [][]any{{"1", "Một", "50", "", ""}, {"1", "Hai", "50", "", ""}}, []string{"Bảng:A3", "một lần"}},
		{"points that are none", [][]any{{"1", "Một", "nhiều", "", ""}}, []string{"Bảng:C2", "nhiều"}},
		{"no criteria", [][]any{{"", "", "", "", ""}}, []string{"không có mục nào"}},
	} {
		_, err := regulation.ReadTable("a.xlsx", write(t, sheet.Sheet{Name: "Bảng", Header: head, Rows: c.rows}), like)
		said := ""
		for _, p := range rule.Problems(err) {
			said += p.In("vi") + "\n"
		}
		for _, want := range c.want {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q is not in\n%s", c.name, want, said)
			}
		}
	}
	for name, data := range map[string][]byte{"no heading": write(t, sheet.Sheet{Name: "x", Header: []string{"a", "b"}, Rows: [][]any{{"1", "2"}}}), "no sheet": []byte("xin chào"), "cut": write(t, sheet.Sheet{Name: "x", Header: head})[:200], "empty": nil} {
		if _, err := regulation.ReadTable("a.xlsx", data, like); len(rule.Problems(err)) == 0 {
			t.Errorf("%s was taken", name)
		}
	}
	missing := write(t, sheet.Sheet{Name: "x", Header: []string{"Mã", "Tiêu chí", "Câu hỏi"}, Rows: [][]any{{"1", "Một", "Có không?"}}})
	if _, err := regulation.ReadTable("a.xlsx", missing, like); err == nil || !strings.Contains(rule.Problems(err)[0].In("vi"), "Điểm tối đa") {
		t.Errorf("a missing column: %v", err)
	}
}

// Whatever a sheet holds, it is refused with a reason or it is a whole table.
func FuzzReadTable(f *testing.F) {
	f.Add("1", "Một", "100", "tỷ lệ đảng viên dự sinh hoạt", "từ 90: 100; còn lại: 0")
	f.Add("I.", "Tổng cộng", "4,5", "", "từ 1: 2")
	f.Fuzz(func(t *testing.T, code, text, most, metric, levels string) {
		data := []byte("Mã;Tiêu chí;Điểm tối đa;Số đo;Mức điểm;Trừ khi\n")
		for _, cell := range []string{code, text, most, metric, levels, levels} {
			data = append(data, '"')
			data = append(data, strings.ReplaceAll(cell, `"`, `""`)...)
			data = append(data, `";`...)
		}
		table, err := regulation.ReadTable("a.csv", data, like)
		if err != nil {
			if len(rule.Problems(err)) == 0 {
				t.Error("refused without a reason")
			}
			return
		}
		if len(table.Faults()) > 0 {
			t.Errorf("taken with faults: %+v", table.Faults())
		}
		if _, err := rule.TableYAML("x", rule.Scope{}, "2027-01-01", rule.Source{Doc: "x", Mark: "I"}, table); err != nil {
			t.Error(err)
		}
	})
}

// FuzzReadTableFile throws whole files at the reader: nothing may bring it down.
func FuzzReadTableFile(f *testing.F) {
	data, err := regulation.WriteTable(like)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(_ *testing.T, data []byte) { _, _ = regulation.ReadTable("a.xlsx", data, like) })
}
