package handout_test

import (
	"strings"
	"testing"

	"chibo/internal/handout"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestEverySheetCanBeReadAloud: the invitation and the own sheet carry a box of short
// sentences made of the sheet's own facts, and of nothing else.
func TestEverySheetCanBeReadAloud(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		told(t, db)
		invited, err := cellBatch(t, db, cast.Hien, "jan", handout.Invitations, "")
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(invited.Doc.PlainText(), "\u00a0", " ")
		for _, want := range []string{"Đọc cho nghe: Mời đồng chí ", " đi họp.", "Họp lúc 19:30 Chủ nhật, 03/01.", "Bận thì báo đồng chí Hiên."} {
			if !strings.Contains(text, want) {
				t.Errorf("invitation without %q:\n%s", want, text)
			}
		}
		var sheet handout.Made
		db.Read(t, cast.Loc, func(rd *store.Reader) (err error) {
			sheet, err = handout.OwnSheet(rd, cast.Book)
			return err
		})
		said := strings.ReplaceAll(sheet.Doc.PlainText(), "\u00a0", " ")
		said = said[strings.Index(said, "Đọc cho nghe"):]
		for _, want := range []string{"Buổi họp tới lúc 19:30 Chủ nhật, 03/01.", "Đồng chí Lộc ", "Mục nào sai thì báo bí thư."} {
			if !strings.Contains(said, want) {
				t.Errorf("sheet without %q:\n%s", want, said)
			}
		}
		box, _, _ := strings.Cut(strings.TrimPrefix(said, "Đọc cho nghe"), "Giấy riêng của đồng chí")
		for _, one := range strings.Split(box, ". ") {
			if n := len(strings.Fields(one)); n > 12 {
				t.Errorf("%d words: %s", n, one)
			}
		}
	})
}
