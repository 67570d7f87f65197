package papers_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// Three taps from the secretary's home: contents, prints, the comrade's sheet.
func TestTheSheetOfAComradeIsThreeTapsAway(t *testing.T) {
	s := webtest.New(t)
	c, cell := s.Cast, s.Cell.Slug
	form := s.See(c.Hien.Person, link.PaperReaders(cell))
	s.Must(c.Hien.Person, link.PaperReaders(cell), "was", webtest.Field(form, "was"), "member", c.Loc.Member)
	file := link.SheetFile(cell, c.Loc.Member, "docx", false)
	pdf := link.SheetFile(cell, c.Loc.Member, "pdf", false)
	for _, step := range [][]string{{link.Home, link.Contents}, {link.Contents, link.Handouts(cell)}, {link.Handouts(cell), file, pdf}} {
		_, body := s.Get(c.Hien.Person, step[0])
		leads := false
		for _, to := range step[1:] {
			leads = leads || strings.Contains(body, `href="`+to+`"`)
		}
		if !leads {
			t.Errorf("%s does not lead to %v", step[0], step[1:])
		}
	}
	if sheet := text(t, s, c.Hien.Person, file); !strings.Contains(sheet, "PHIẾU CỦA TÔI") || !strings.Contains(sheet, "Trần Đức Lộc") {
		t.Errorf("%s", sheet)
	}
	s.See(c.Hien.Person, link.Sheets(cell))
	s.See(c.Hien.Person, link.Sheet(cell, c.Mai.Member))
	text(t, s, c.Hien.Person, link.SheetFile(cell, c.Mai.Member, "docx", true))
	// The comrades are told; nobody else is.
	for who, want := range map[string]string{c.Loc.Person: "Lường Thị Hiên Bí thư in phiếu thay đồng chí", c.Mai.Person: "Lường Thị Hiên Bí thư in phiếu theo lời nhờ của đồng chí"} {
		if seen := strings.Join(strings.Fields(strings.ReplaceAll(webtest.Text(s.See(who, link.WhoSaw)), "\u00a0", " ")), " "); !strings.Contains(seen, want) {
			t.Errorf("%q is not told: %s", want, seen)
		}
	}
	if seen := webtest.Text(s.See(c.Huy.Person, link.WhoSaw)); strings.Contains(seen, "in phiếu") {
		t.Errorf("another is told: %s", seen)
	}
	// The member prints his own, which nobody is told of.
	if _, body := s.Get(c.Loc.Person, link.MySheet); !strings.Contains(webtest.Text(body), "PHIẾU CỦA TÔI") || strings.Contains(webtest.Text(body), "người in") {
		t.Errorf("%s", webtest.Text(body))
	}
	if sheet := text(t, s, c.Loc.Person, link.MySheetFile("docx")); !strings.Contains(sheet, "PHIẾU CỦA TÔI") {
		t.Errorf("%s", sheet)
	}
	if !strings.Contains(s.See(c.Loc.Person, link.Me), link.MySheet) {
		t.Error("the own page does not lead to the sheet")
	}
	s.DB.Write(t, c.Officer, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.Deputy, Org: c.Cell, From: "2026-12-01"})
		return err
	})
	text(t, s, c.Khoa.Person, file)
	for _, who := range []string{c.Mai.Person, c.Officer, c.Neighbour.Person} {
		for _, path := range []string{file, link.Sheets(cell), link.Sheet(cell, c.Loc.Member)} {
			if code, _ := s.Get(who, path); code != http.StatusNotFound {
				t.Errorf("%s opens %s: %d", who, path, code)
			}
		}
	}
	for _, path := range []string{strings.Replace(file, ".docx", ".exe", 1), link.SheetFile(s.Ward, c.Loc.Member, "docx", false), link.MySheetFile("zip")} {
		if code, _ := s.Get(c.Hien.Person, path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
}
