package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/text/unicode/norm"

	"chibo/internal/web"
	"chibo/internal/web/link"
)

// chunk is how many pages one visitor looks at in a row.
const chunk = 12

// TestEveryPage looks at every page at 360 and 1280 px and prints it. Every day
// it takes another sixth of them, to keep the suite short; CHIBO_PAGES=all takes
// all (make drill).
func TestEveryPage(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	shots := s.examples(t, cell)
	provincial, more := s.provinceExamples(t, shotMonth)
	shots = append(shots, more...)
	persons := map[string]string{"secretary": cell.Secretary, "scribe": cell.Scribe, "officer": s.ward.Officer, "ahead": s.ward.Cells[8].Secretary, "member": cell.Members[5].PersonID,
		"leader": s.ward.Leader, "admin": s.ward.Admin, "reader": s.ward.Cells[1].Secretary, "several": s.ward.Cells[3].Secretary, "province": provincial}
	sixth, all := time.Now().YearDay()%6, os.Getenv("CHIBO_PAGES") == "all"
	by := map[string][]string{}
	var one sync.Mutex
	n := 0
	for _, r := range web.Routes(web.Options{}) {
		if r.Method != "GET" || isFile(r.Pattern) {
			continue
		}
		for _, example := range examplesOf(shots, r.Pattern) {
			if n++; example.who != "" && (all || n%6 == sixth) {
				by[example.who] = append(by[example.who], example.path)
			}
		}
	}
	for who, paths := range by {
		for from := 0; from < len(paths); from += chunk {
			some := paths[from:min(from+chunk, len(paths))]
			t.Run(fmt.Sprintf("%s-%d", who, from/chunk+1), func(t *testing.T) {
				t.Parallel()
				var v *visitor
				one.Lock() // a second link for the same person ends the first
				if person := persons[who]; person != "" {
					v = s.signIn(t, person, who)
				} else {
					v = s.phone(t, who)
				}
				one.Unlock()
				for _, path := range some {
					v.visit(path)
					v.run("wide", emulation.SetDeviceMetricsOverride(1280, 800, 1, false))
					v.look()
					v.prints(path)
					v.run("narrow", emulation.SetDeviceMetricsOverride(360, 640, 1, true))
				}
			})
		}
	}
}

// printed is what a page is on paper, as the browser lays it out.
type printed struct {
	Controls []string // what can only be pressed
	Words    []string
	Over     string // what runs off the sheet
	Colour   string // text that is not dark
	None     bool   // says that it has no printed form
	H1       int
}

var onePage = regexp.MustCompile(`/Type\s*/Page[^s]`)

// prints puts the page on paper: nothing to press, nothing cut off, a heading,
// dark text; a page to fill in says that it has no printed form.
func (v *visitor) prints(path string) {
	v.t.Helper()
	var p printed
	// As wide as the text of an A4 sheet between its margins.
	v.run("on paper", emulation.SetDeviceMetricsOverride(624, 900, 1, false), emulation.SetEmulatedMedia().WithMedia("print"))
	v.script(`(()=>{`+helpers+`
		const h1=[...document.querySelectorAll('h1')].filter(seen).length;
		document.querySelectorAll('.vh').forEach(e=>e.hidden=true);
		const on=e=>seen(e)&&e.checkVisibility();
		const heads=e=>e.tagName==='SUMMARY'&&[...e.parentElement.children].some(c=>c!==e&&on(c)); // what is folded on the screen stands under it
		const over=document.documentElement.scrollWidth-innerWidth;let who='';
		const room=document.querySelector('.page.wide')?385:1; // a wide page lies across the sheet
		if(over>room&&!document.querySelector('.sheet'))for(const e of document.body.querySelectorAll('*'))if(e.getBoundingClientRect().right>innerWidth+1)who=over+'px '+e.tagName+'.'+e.className+' '+norm(e.textContent).slice(0,50);
		const light=c=>{const m=(c.match(/[\d.]+/g)||[]).map(Number);return m.length>=3&&(m[3]===undefined||m[3]>0)&&(m[0]*.3+m[1]*.59+m[2]*.11)>110};
		let pale='';
		for(const e of document.querySelectorAll('main *'))if(on(e)&&[...e.childNodes].some(n=>n.nodeType===3&&n.textContent.trim())&&!e.closest('svg')&&light(getComputedStyle(e).color))pale=e.tagName+' '+norm(e.textContent).slice(0,40)+' '+getComputedStyle(e).color;
		return {Controls:[...document.querySelectorAll('button,.btn,input:not([type=hidden]),select,textarea,summary,.bar,.top')].filter(e=>on(e)&&!heads(e)).slice(0,3).map(e=>e.tagName+' '+norm(e.textContent).slice(0,40)),
			Words:norm(document.body.innerText).split(' ').filter(w=>w.length>1),Over:who,Colour:pale,H1:h1,None:[...document.querySelectorAll('.on-paper.none')].some(on)}})()`, &p)
	var pdf []byte
	v.run("print", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = cdpage.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(false).Do(ctx)
		return err
	}))
	v.run("back on the screen", emulation.SetEmulatedMedia().WithMedia(""))
	if len(p.Controls) > 0 {
		v.t.Errorf("%s: %s prints what can only be pressed: %v", v.who, path, p.Controls)
	}
	if p.Over != "" {
		v.t.Errorf("%s: %s runs off the sheet: %s", v.who, path, p.Over)
	}
	if p.Colour != "" {
		v.t.Errorf("%s: %s prints pale text: %s", v.who, path, p.Colour)
	}
	if p.H1 != 1 {
		v.t.Errorf("%s: %s prints %d headings", v.who, path, p.H1)
	}
	file := filepath.Join(v.t.TempDir(), "page.pdf")
	if dir := os.Getenv("CHIBO_PRINTS"); dir != "" {
		file = filepath.Join(dir, v.who+strings.ReplaceAll(path, "/", "_")+".pdf")
	}
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		v.t.Fatal(err)
	}
	pages := len(onePage.FindAll(pdf, -1))
	if pages < 1 || pages > 40 || p.None && pages > 1 {
		v.t.Errorf("%s: %s prints %d pages", v.who, path, pages)
	}
	said, err := exec.Command("pdftotext", "-enc", "UTF-8", file, "-").Output()
	require(v.t, err == nil, "no pdftotext here: install poppler-utils to check printed pages")
	whole := bare(string(said))
	var lost []string
	for _, w := range p.Words {
		if !strings.Contains(whole, bare(w)) {
			lost = append(lost, w)
		}
	}
	if len(lost) > 0 {
		v.t.Errorf("%s: %s loses on paper: %q", v.who, path, lost[:min(len(lost), 8)])
	}
}

// bare is a text without what a line's end may add or take away.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("- \n\t\f\u00a0\u202f\u2060\u200b\u00ad", r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}

// isFile tells addresses that answer with a file, not a page.
func isFile(pattern string) bool {
	return strings.Contains(pattern, "/tai/") || strings.HasSuffix(pattern, "/tai") || pattern == "/tep/{id}" || strings.HasSuffix(pattern, "/nhan/mau") || strings.HasSuffix(pattern, "/tep/{so}") || strings.HasSuffix(pattern, "/lich") || strings.HasSuffix(pattern, "/truc-tiep") || pattern == link.HallWorker || pattern == link.HallWords || pattern == link.HallManifest
}
