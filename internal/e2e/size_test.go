package e2e

import (
	"testing"

	"chibo/internal/web/link"
)

// TestLargestText walks the pages of a finished month with the largest type at
// 360 px: nothing may run off the side.
func TestLargestText(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	b, ky := cell.Slug, "2026-11"
	for _, one := range []struct {
		person, who string
		pages       []string
	}{
		{cell.Secretary, "secretary", []string{link.Home, link.Contents, link.Meetings(b), link.Meeting(b, ky), link.Prepare(b, ky), link.Announce(b, ky), link.RollCall(b, ky), link.Vote(b, ky, "nghi-quyet"),
			link.Resolution(b, ky), link.Minutes(b, ky), link.Done(b, ky), link.Tasks(b), link.Members(b), link.Devices}},
		{s.ward.Officer, "officer", []string{link.Committee(s.ward.Root.Slug), link.Month(s.ward.Root.Slug, ky), link.Cells(s.ward.Root.Slug), link.Imports(s.ward.Root.Slug)}},
	} {
		v := s.signIn(t, one.person, one.who)
		v.visit(link.Language)
		v.fill("size", "rat-lon")
		v.submit("size")
		for _, path := range one.pages {
			v.visit(path)
			var size string
			v.script(`document.documentElement.dataset.size||''`, &size)
			if size != "rat-lon" {
				t.Fatalf("%s: the size did not stay", path)
			}
		}
	}
}
