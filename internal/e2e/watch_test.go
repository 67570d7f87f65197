package e2e

import (
	"strings"
	"testing"
	"time"

	"chibo/internal/web/link"
)

// TestWatchersSee breaks a page on purpose: watchers that see nothing would let
// everything pass.
func TestWatchersSee(t *testing.T) {
	s := lived(t)
	v := s.phone(t, "stranger")
	v.visit(link.SignIn)
	v.script(`(()=>{const s=document.createElement('style');s.textContent='b{color:red}';document.head.append(s);console.error('broken on purpose');
		setTimeout(()=>{throw new Error('thrown on purpose')});try{document.body.insertAdjacentHTML('beforeend','<b>x</b>')}catch(e){}return true})()`, new(bool))
	want := []string{"style-src", "require-trusted-types-for", "broken on purpose", "thrown on purpose"}
	for range 50 {
		v.mu.Lock()
		have := strings.Join(v.problems, "\n")
		v.mu.Unlock()
		left := want[:0:0]
		for _, w := range want {
			if !strings.Contains(have, w) {
				left = append(left, w)
			}
		}
		if len(left) == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	t.Errorf("not all was seen: want %v, have %q", want, v.problems)
}
