package member

import (
	"strings"

	"chibo/internal/org"
	"chibo/internal/vi"
)

// shortWords are how lists shorten the names of organisations.
var shortWords = map[string]string{"cb": "chi bo", "tdp": "to dan pho", "dp": "dan pho", "kp": "khu pho", "thpt": "trung hoc pho thong", "thcs": "trung hoc co so", "mn": "mam non", "th": "tieu hoc", "ca": "cong an", "cq": "co quan", "tyt": "tram y te", "db": "dang bo", "du": "dang uy"}

// spokenOrg reduces a name of an organisation to what tells it from others.
func spokenOrg(name string) string {
	var words []string
	for _, w := range strings.Fields(vi.Fold(name)) {
		if long, ok := shortWords[w]; ok {
			w = long
		} else if allDigits(w) {
			if w = strings.TrimLeft(w, "0"); w == "" {
				w = "0"
			}
		}
		words = append(words, w)
	}
	s := " " + strings.Join(words, " ") + " "
	for _, drop := range []string{" chi bo ", " dang bo ", " dang uy ", " so "} {
		s = strings.ReplaceAll(s, drop, " ")
	}
	return strings.TrimSpace(s)
}

type orgIndex map[string][]int

func indexOrgs(all []org.Org) orgIndex {
	idx := orgIndex{}
	for i, o := range all {
		for _, key := range []string{"=" + vi.Fold(o.Name), "~" + spokenOrg(o.Name), "#" + vi.Fold(o.Code)} {
			idx[key] = append(idx[key], i)
		}
	}
	return idx
}

func (idx orgIndex) find(text string) (at int, exact, ok bool) {
	for _, key := range []string{"=" + vi.Fold(text), "#" + vi.Fold(text), "~" + spokenOrg(text)} {
		if found := idx[key]; len(found) == 1 && len(key) > 1 {
			return found[0], key[0] == '=', true
		}
	}
	return 0, false, false
}
