package safety

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var (
	led     = regexp.MustCompile(`<a\b[^>]*\bhref="(/[^"#]*)`)
	varying = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{2}[0-9a-z-]*|/\d+\b|=[^&]*`)
	slugs   = regexp.MustCompile(`^(/chi-bo|/cap-uy)/[^/?]+(/chi-bo/[^/?]+)?`)
)

// TestNoLinkIsDead: each person follows every link of every page he can come to
// from his home, three pages of a kind; none of them is refused. A page that
// offers what it then denies is worse than one that says nothing.
func TestNoLinkIsDead(t *testing.T) {
	t.Parallel()
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range m.guests {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t)
			from := map[string]string{"/": "", "/muc-luc": "", "/tro-giup": ""}
			waiting := []string{"/", "/muc-luc", "/tro-giup"}
			kinds := map[string]int{}
			for len(waiting) > 0 {
				path := waiting[0]
				waiting = waiting[1:]
				a := s.send(g, http.MethodGet, path, nil)
				if to := a.header.Get("Location"); a.status == http.StatusSeeOther || a.status == http.StatusFound || a.status == http.StatusMovedPermanently {
					if _, known := from[to]; !known && strings.HasPrefix(to, "/") {
						from[to] = path
						waiting = append(waiting, to)
					}
					continue
				}
				if a.status != http.StatusOK {
					t.Errorf("%s leads to %s, which answers %d", from[path], path, a.status)
					continue
				}
				if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
					continue
				}
				for _, found := range led.FindAllStringSubmatch(a.body, -1) {
					to := html.UnescapeString(found[1])
					kind := varying.ReplaceAllString(slugs.ReplaceAllString(to, "$1"), "*")
					if _, known := from[to]; known || kinds[kind] == 3 || strings.HasSuffix(to, ".pdf") || strings.Contains(to, ".pdf?") { // a .pdf takes seconds; its .docx is asked
						continue
					}
					kinds[kind]++
					from[to] = path
					waiting = append(waiting, to)
				}
			}
			t.Logf("%d addresses of %d kinds", len(from), len(kinds))
			if g.person != "" && len(from) < 5 {
				t.Errorf("only %d addresses were come to", len(from))
			}
		})
	}
}
