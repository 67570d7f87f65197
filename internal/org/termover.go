package org

import (
	"chibo/internal/rule"
	"chibo/internal/store"
)

// TermsOver gives the organisations whose last term of office set by hand has ended
// by a day, with that day: a congress is due. Where none was set nothing is known
// to be over. It asks no right: a date of an organisation that pages show to those
// who see its month.
func TermsOver(rd *store.Reader, book *rule.Book, day string) (map[string]string, error) {
	type term struct{ org, from, to string }
	all, err := store.All(rd, func(scan store.Scan) (t term, err error) { err = scan(&t.org, &t.from, &t.to); return },
		`select org, from_day, coalesce(to_day, '') from term where tenant = $1 order by org, from_day`)
	out := map[string]string{}
	for i, t := range all {
		if i+1 < len(all) && all[i+1].org == t.org {
			continue
		}
		if t.to == "" {
			if t.to, err = book.Term(t.from).End(t.from); err != nil {
				return nil, err
			}
		}
		if t.to != "" && t.to <= day {
			out[t.org] = t.to
		}
	}
	return out, err
}
