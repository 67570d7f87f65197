package campaign_test

import (
	"strings"
	"testing"

	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/office/docx"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// words are all words of a paper, a line a block.
func words(d docx.Document) string {
	var out []string
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case docx.Paragraph:
			for _, r := range b.Runs {
				out = append(out, r.Text)
			}
		case docx.Table:
			for _, row := range b.Rows {
				for _, c := range row.Cells {
					for _, p := range c.Paragraphs {
						for _, r := range p.Runs {
							out = append(out, r.Text)
						}
					}
				}
			}
		}
	}
	return strings.Join(out, " ")
}

func outlined(db *storetest.DB, who, kind string, version int64, body string) (o campaign.ReviewOutline, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := campaign.SetOutline(tx, cast.Book, cast.Ward, kind, version, body)
		o = got
		return err
	})
	return o, err
}

// TestAReviewStandsInTheCommitteesOutline: the shipped one until it keeps its own; figures
// are counted when it is opened, what nobody knows is blank with a note; whatever is no
// figure is refused with its line.
func TestAReviewStandsInTheCommitteesOutline(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		c := sent(t, db)
		paper := func() (text string) {
			db.Read(t, cast.Dung, func(rd *store.Reader) error {
				d, file, err := campaign.Review(rd, cast.Book, c.ID)
				if text = words(d); !strings.HasPrefix(file, "so-ket-") {
					t.Errorf("the file %q", file)
				}
				return err
			})
			return text
		}
		if got := paper(); !strings.Contains(got, "gửi 2 chi bộ") || !strings.Contains(got, "0 chi bộ đã sinh hoạt (0%)") || !strings.Contains(got, "0/2") {
			t.Errorf("in the shipped outline: %s", got)
		}
		own := "# I- Kết quả\nĐã gửi {{da_gui}}/{{so_chi_bo}} chi bộ. Nguyên nhân: {{nguyen_nhan}}.\n{{bang_cac_buoc}}"
		for body, code := range map[string]string{"# I\nĐiểm {{diem}}": "review_figure", "Xem {{bang_cac_buoc}} nhé": "review_figure", strings.Repeat("x", 8001): "review_long"} {
			if _, err := outlined(db, cast.Dung, campaign.Interim, 0, body); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", code, err)
			}
		}
		if _, err := outlined(db, cast.Hien, campaign.Interim, 0, own); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a cell writes it: %v", err)
		}
		for range 2 {
			if o, err := outlined(db, cast.Dung, campaign.Interim, 0, own); err != nil || !o.Own || o.Version != 1 {
				t.Fatalf("%+v %v", o, err)
			}
		}
		if _, err := outlined(db, cast.Dung, campaign.Interim, 0, own+"\nNữa"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
		if got := paper(); !strings.Contains(got, "Đã gửi 0/2 chi bộ. Nguyên nhân: …… (chỗ để trống: chưa có số liệu).") || strings.Contains(got, "Cách làm hay") {
			t.Errorf("in its own outline: %s", got)
		}
		if o, err := outlined(db, cast.Dung, campaign.Interim, 1, ""); err != nil || o.Own || !strings.Contains(o.Body, "Tình hình triển khai") {
			t.Errorf("given back %+v %v", o, err)
		}
	})
}

// TestAYearIsReviewedWhole: every campaign sent in it, the causes of those closed, a note
// for those that are not; a year without any has no numbers; one to come is not found.
func TestAYearIsReviewedWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		sent(t, db)
		year := func(y string) (string, error) {
			text := ""
			err := db.TryRead(cast.Dung, func(rd *store.Reader) error {
				d, _, err := campaign.ReviewYear(rd, cast.Book, cast.Ward, y)
				text = words(d)
				return err
			})
			return text, err
		}
		got, err := year("2026")
		if err != nil || !strings.Contains(got, "1 chuyên đề chung, 0 chuyên đề đã tổng kết") || !strings.Contains(got, "chưa tổng kết nên chưa có nguyên nhân).") || !strings.Contains(got, "0/2 lượt") {
			t.Errorf("%s %v", got, err)
		}
		if got, err = year("2025"); err != nil || !strings.Contains(got, "……/…… lượt") || !strings.Contains(got, "không có chuyên đề nào") {
			t.Errorf("a year without: %s %v", got, err)
		}
		for _, y := range []string{"2027", "x", "20266"} {
			if _, err := year(y); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", y, err)
			}
		}
		if err := db.TryRead(cast.Hien, func(rd *store.Reader) error {
			_, _, err := campaign.ReviewYear(rd, cast.Book, cast.Ward, "2026")
			return err
		}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a cell reads it: %v", err)
		}
	})
}
