// Package help is help in the product: a topic a kind of page, each a drawn
// picture and a few sentences with the picture's numbers. Nothing stands in a
// picture alone, and a picture is loaded on its own page only. Which page leads to
// which topic is told by link.HelpFor.
package help

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/rule"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Most is how many sentences a topic may have.
const Most = 6

// Topics lists the topics in the order the index shows them, as they stand in
// addresses.
var Topics = []string{"trang-dau", "vao-he-thong", "chuan-bi", "thong-bao", "phong", "mang-theo", "may-hop", "man-hinh", "bieu-quyet", "nghi-quyet", "bien-ban", "ket-thuc", "cham-diem", "nhap-sau", "nhiem-vu", "dang-vien", "ban-in", "phan-cua-toi", "tam-tu", "du-lieu", "bang-thang", "chuyen-de", "cach-lam-hay", "lich-chung", "di-co-so", "giup-chi-bo", "kiem-tra-giam-sat", "xem-bien-ban", "chi-tieu", "nhom-ho", "viec-giam-sat", "van-ban-xuong", "so-lieu", "quy-dinh", "co-chu", "he-thong"}

// asked are the questions asked most, answered on the index.
var asked = []string{"code", "phone", "offline", "size", "data"}

// Picture is the file of a topic's picture, below the folder of what browsers load.
func Picture(topic string) string { return "help/" + topic + ".svg" }

// Sentences are what a topic says, in the order of the picture's numbers.
func Sentences(words *i18n.Catalog, topic string) []string {
	var out []string
	for n := 1; words.Has("help." + topic + "." + strconv.Itoa(n)); n++ {
		out = append(out, words.T("help."+topic+"."+strconv.Itoa(n)))
	}
	return out
}

// Index lists the topics and answers what is asked most. For everybody.
func Index(w http.ResponseWriter, r *page.Request) error {
	var rows []ui.Row
	for _, t := range Topics {
		rows = append(rows, ui.Row{Href: link.HelpOn(t), Title: r.T("help." + t + ".title")})
	}
	own, err := ownCells(r)
	if err != nil {
		return err
	}
	return r.Page(w, 0, ui.Page{Title: r.T("layout.help"), Heading: r.T("layout.help"), Where: r.T("layout.product"), Back: &ui.Link{Href: cameFrom(r, link.Home)}, Primary: &ui.Action{Text: r.T("help.go"), Href: cameFrom(r, link.Home)}}, indexPage(r, rows, own))
}

// ownCells leads to what the cells one belongs to work on, each once.
func ownCells(r *page.Request) ([]ui.Row, error) {
	all, err := r.Posts()
	var rows []ui.Row
	seen := map[string]bool{}
	for _, p := range all {
		if seen[p.Org] || p.Kind == string(rule.KindProvince) || p.Kind == string(rule.KindCommune) || p.Kind == string(rule.KindGrassroots) || p.Kind == string(rule.KindSection) {
			continue
		}
		seen[p.Org] = true
		rows = append(rows, ui.Row{Href: link.CellDuty(p.OrgSlug), Icon: "house", Title: r.T("help.duties"), Second: r.T("help.duties.second", "cell", p.OrgName)})
	}
	return rows, err
}

// Topic is one topic. For everybody.
func Topic(w http.ResponseWriter, r *page.Request) error {
	topic := r.PathValue("trang")
	if !slices.Contains(Topics, topic) {
		return fault.Missing()
	}
	title := r.T("help." + topic + ".title")
	return r.Page(w, 0, ui.Page{Title: r.T("layout.help") + " · " + title, Heading: title, Where: r.T("layout.help"), Back: &ui.Link{Href: cameFrom(r, link.Help)}, Primary: &ui.Action{Text: r.T("help.go"), Href: cameFrom(r, link.Home)}, Help: link.Help}, topicPage(r, topic))
}

// cameFrom is the page of ours that the reader left for help, so that "Quay lại"
// leads there; from one of help's own pages it leads up.
func cameFrom(r *page.Request, up string) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host || from.Path == link.Help || strings.HasPrefix(from.Path, link.HelpOn("")) {
		return up
	}
	return page.Local(from.RequestURI())
}
