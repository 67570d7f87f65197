package e2e

import "github.com/chromedp/chromedp"

// seenOn is what look asks of a page.
type seenOn struct {
	Axe   []string
	H1    int
	Wide  int
	Who   string
	Title string
	Dead  []string
	Small []string
}

// look asks of a page what every page must be: no violation of WCAG 2.2 AA or of
// good practice, one h1, a title, no sideways scroll at this width, nothing to
// press under 44 px, no error on the console and nothing refused by the CSP.
func (v *visitor) look() {
	v.t.Helper()
	if v.mute {
		return
	}
	var s seenOn
	v.run("axe", chromedp.Evaluate(`if(typeof axe==='undefined'){`+chrome.axe+`}`, nil))
	// What the sticky action covers at one moment can be scrolled free of it: for the
	// size of targets it lies at its own place below the text.
	v.script(`(async()=>{
		const stuck=[...document.querySelectorAll('.bar,.top,.sync')];
		stuck.forEach(e=>{e.style.position='static'});
		const r=await axe.run(document,{runOnly:{type:'tag',values:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']},resultTypes:['violations'],preload:false});
		stuck.forEach(e=>{e.style.position=''});
		const wide=document.documentElement.scrollWidth-innerWidth;
		let who='';
		if(wide>0){for(const e of document.body.querySelectorAll('*'))if(e.getBoundingClientRect().right>innerWidth+1)who=e.tagName+'.'+e.className+' '+(e.textContent||'').trim().slice(0,60)}
		return {Axe:r.violations.map(v=>v.id+': '+v.nodes.map(n=>n.target.join(' ')+' '+n.html.slice(0,160)+' ('+n.failureSummary.replace(/\s+/g,' ').slice(0,200)+')').slice(0,4).join(' | ')),
			H1:document.querySelectorAll('h1').length,Wide:wide,Who:who,Title:document.title.trim(),
			Small:[...document.querySelectorAll('button,.btn,select,textarea,summary,a.row,a.more,.top a,.chip span,.tick span,input.field')].filter(e=>{const b=e.getBoundingClientRect();
				return b.width>1&&b.height>0&&!e.classList.contains('skip')&&(b.height<43.5||b.width<43.5)}).slice(0,4).map(e=>{const b=e.getBoundingClientRect();return e.outerHTML.slice(0,90)+' '+Math.round(b.width)+'x'+Math.round(b.height)}),
			Dead:[...document.querySelectorAll('a[href="#"],a[href=""],img:not([alt])')].map(e=>e.outerHTML.slice(0,80))}})()`, &s)
	at := v.at()
	for _, a := range s.Axe {
		v.t.Errorf("%s: %s: axe %s", v.who, at, a)
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
