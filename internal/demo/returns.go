package demo

import (
	"bytes"

	"chibo/internal/office/sheet"
	"chibo/internal/returns"
	"chibo/internal/store"
)

// bringForm lets the officer bring the table the province asks for each month.
func (m *maker) bringForm() error {
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{{Name: "Biểu 01", Header: []string{"TT", "Nội dung", "Số liệu"}, Widths: []float64{6, 48, 16}, Rows: [][]any{
		{1, "Tổng số chi bộ", "{{chi_bo}}"},
		{2, "Chi bộ sinh hoạt đúng ngày", "{{chi_bo_dung_han}}"},
		{3, "Tỷ lệ đảng viên dự sinh hoạt (%)", "{{ty_le_du}}"},
		{4, "Chi bộ xếp loại Tốt", "{{loai_tot}}"},
		{5, "Mô hình dân vận khéo", "{{dan_van_kheo}}"},
		{nil, "Số liệu {{ky_bao_cao}}, lấy ngày {{ngay_so_lieu}}", nil},
	}}}); err != nil {
		return err
	}
	return m.as(m.ward.Officer, func(tx *store.Tx) error {
		_, err := returns.Add(tx, m.ward.Root.ID, "Biểu 01 của tỉnh.xlsx", b.Bytes())
		return err
	})
}
