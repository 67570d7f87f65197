package e2e

import (
	"os"
	"sync"

	"github.com/chromedp/chromedp"
)

// seenOn is what look asks of a page.
type seenOn struct {
	H1    int
	Wide  int
	Who   string
	Title string
	Dead  []string
	Small []string
	Make  string // how the page is made, see makeOf
}

// makes are the makes of pages that axe has been through in this run.
var makes struct {
	sync.Mutex
	seen map[string]bool
}

// anew tells whether a page of this make has still to go through axe: the second
// time it would only find the same. CHIBO_PAGES=all asks of every page every time
// (make drill).
func anew(how string) bool {
	makes.Lock()
	defer makes.Unlock()
	if makes.seen[how] && os.Getenv("CHIBO_PAGES") != "all" {
		return false
	}
	if makes.seen == nil {
		makes.seen = map[string]bool{}
	}
	makes.seen[how] = true
	return true
}

// makeOf is what axe judges a page by, in one word: every element with its
// attributes and states in their order, whether it has words, what its labels
// point to, and the size of the screen. Left out are the words themselves,
// addresses and numbers, and the rows of a list that are made like one before.
const makeOf = `(()=>{
	const full=s=>(s||'').trim()!=='';
	const one=new Map(),twice=[...document.querySelectorAll('[id]')].some(e=>one.has(e.id)||!one.set(e.id,e));
	const lists='UL OL DL TBODY SELECT DATALIST'.split(' '),marks='NAV MAIN HEADER FOOTER ASIDE SECTION FORM'.split(' ');
	const skip=/^(id|name|src|srcset|action|datetime|min|max|maxlength|pattern|data-|hx-|d$|viewBox|points|integrity|nonce)/;
	const points='for aria-labelledby aria-describedby aria-controls aria-owns headers'.split(' ');
	const attr=(e,a)=>{
		const n=a.name,v=a.value,root=e===document.documentElement||e===document.body;
		if(n.startsWith('data-')&&root)return n+'='+v;
		if(skip.test(n)||n==='content'&&e.name!=='viewport')return '';
		if(points.includes(n))return n+'='+v.split(/\s+/).map(i=>{const t=one.get(i);return t?t.tagName+(marks.includes(e.tagName)?t.textContent:full(t.textContent)):'-'});
		if(n==='aria-label'&&(marks.includes(e.tagName)||e.hasAttribute('role')))return n+'='+v;
		if(['aria-label','title','alt','placeholder','value'].includes(n))return n+full(v);
		if(n==='href')return n+(v.startsWith('#')?(one.has(v.slice(1))?'#in':'#'):full(v));
		if(n==='style')return n+'='+v.replace(/[\d.]+(px|%|em|rem|v[hw]|fr|s)\b/g,'');
		return n+'='+v};
	const made=e=>{
		if(['SCRIPT','STYLE','LINK'].includes(e.tagName))return '';
		let s=e.tagName+' '+[...e.attributes].map(a=>attr(e,a)).filter(Boolean).sort().join(' ');
		if('checked' in e)s+=e.checked;
		if('value' in e&&e.tagName!=='LI')s+=full(String(e.value));
		if(e.matches(':invalid'))s+='!';
		let last='',said=new Set();
		for(const c of e.childNodes){
			const m=c.nodeType===1?made(c):c.nodeType===3&&full(c.data)?'"':'';
			if(!m||m===last||lists.includes(e.tagName)&&said.has(m))continue;
			said.add(m);s+='<'+m+'>';last=m}
		return s};
	const all=innerWidth+'x'+innerHeight+twice+made(document.documentElement);
	return crypto.subtle?crypto.subtle.digest('SHA-256',new TextEncoder().encode(all)).then(b=>[...new Uint8Array(b)].map(x=>x.toString(16).padStart(2,'0')).join('')):all})()`

// look asks of a page what every page must be: no violation of WCAG 2.2 AA or of
// good practice, one h1, a title, no sideways scroll at this width, nothing to
// press under 44 px, no error on the console and nothing refused by the CSP.
func (v *visitor) look() {
	v.t.Helper()
	if v.mute {
		return
	}
	var s seenOn
	// What the sticky action covers at one moment can be scrolled free of it: for the
	// size of targets it lies at its own place below the text.
	v.script(`(async()=>{
		const how=await `+makeOf+`;
		const stuck=[...document.querySelectorAll('.bar,.top,.sync')];
		stuck.forEach(e=>{e.style.position='static'});
		const wide=document.documentElement.scrollWidth-innerWidth;
		let who='';
		if(wide>0){for(const e of document.body.querySelectorAll('*'))if(e.getBoundingClientRect().right>innerWidth+1)who=e.tagName+'.'+e.className+' '+(e.textContent||'').trim().slice(0,60)}
		const seen={H1:document.querySelectorAll('h1').length,Wide:wide,Who:who,Title:document.title.trim(),Make:how,
			Small:[...document.querySelectorAll('button,.btn,select,textarea,summary,a.row,a.more,.top a,.chip span,.tick span,input.field')].filter(e=>{const b=e.getBoundingClientRect();
				return b.width>1&&b.height>0&&!e.classList.contains('skip')&&(b.height<43.5||b.width<43.5)}).slice(0,4).map(e=>{const b=e.getBoundingClientRect();return e.outerHTML.slice(0,90)+' '+Math.round(b.width)+'x'+Math.round(b.height)}),
			Dead:[...document.querySelectorAll('a[href="#"],a[href=""],img:not([alt])')].map(e=>e.outerHTML.slice(0,80))};
		stuck.forEach(e=>{e.style.position=''});
		return seen})()`, &s)
	at := v.at()
	if anew(s.Make) {
		for _, a := range v.axe() {
			v.t.Errorf("%s: %s: axe %s", v.who, at, a)
		}
	}
	if s.H1 != 1 {
		v.t.Errorf("%s: %s has %d h1", v.who, at, s.H1)
	}
	if s.Wide > 0 {
		v.t.Errorf("%s: %s is %d px too wide: %s", v.who, at, s.Wide, s.Who)
	}
	if s.Title == "" {
		v.t.Errorf("%s: %s has no title", v.who, at)
	}
	if len(s.Dead) > 0 {
		v.t.Errorf("%s: %s has dead links: %v", v.who, at, s.Dead)
	}
	if len(s.Small) > 0 {
		v.t.Errorf("%s: %s has targets under 44 px: %v", v.who, at, s.Small)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, p := range v.problems {
		v.t.Errorf("%s: %s: %s", v.who, at, p)
	}
	v.problems = nil
}

// axe is what axe finds wrong with the page.
func (v *visitor) axe() (wrong []string) {
	v.t.Helper()
	v.run("axe", chromedp.Evaluate(`if(typeof axe==='undefined'){`+chrome.axe+`}`, nil))
	v.script(`(async()=>{
		const stuck=[...document.querySelectorAll('.bar,.top,.sync')];
		stuck.forEach(e=>{e.style.position='static'});
		const r=await axe.run(document,{runOnly:{type:'tag',values:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']},resultTypes:['violations'],preload:false});
		stuck.forEach(e=>{e.style.position=''});
		return r.violations.map(v=>v.id+': '+v.nodes.map(n=>n.target.join(' ')+' '+n.html.slice(0,160)+' ('+n.failureSummary.replace(/\s+/g,' ').slice(0,200)+')').slice(0,4).join(' | '))})()`, &wrong)
	return wrong
}
