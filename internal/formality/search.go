package formality

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/alike"
	"chibo/internal/minutes"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// index keeps a paper's fingerprints, and lets go of the cell's older than a page
// would still look at.
func index(tx *store.Tx, w rule.Formality, m facts, p minutes.Passages, common alike.Common) error {
	if _, err := tx.Exec(`delete from text_mark where tenant = $1 and org = $2 and (day < $3 or paper = $4)`, m.org, backFrom(m.day, 2*w.Months), p.Paper); err != nil {
		return err
	}
	marks := alike.Marks(p.Lines, common)
	for part := range slices.Chunk(marks, 100) {
		args := []any{p.Paper, m.org, m.id, p.Type, m.day}
		rows := make([]string, 0, len(part))
		for _, mark := range part {
			args = append(args, mark)
			rows = append(rows, "($1, $"+strconv.Itoa(len(args)+1)+", $2, $3, $4, $5, $6)")
		}
		if _, err := tx.Exec(`insert into text_mark (tenant, mark, paper, org, meeting, kind, day) values `+strings.Join(rows, ", "), args...); err != nil {
			return err
		}
	}
	return nil
}

// hit is one fingerprint that another cell's paper bears too.
type hit struct {
	mark         int64
	org, meeting string
}

// worth is how many candidates are compared word by word.
const worth = 5

// likest is the paper of another cell, of this day or before it, that this one
// repeats most; none where it repeats none largely. Phrasing that many cells share
// is nobody's own, where their papers say other things beside it: cells that hand one
// whole text around make nothing of it everybody's.
func likest(rd *store.Reader, w rule.Formality, m facts, p minutes.Passages) (sight, error) {
	marks := alike.Marks(p.Lines, alike.NewCommon(w.Phrases, nil))
	hits, err := elsewhere(rd, w, m, p.Type, marks)
	if err != nil || len(hits) == 0 {
		return sight{}, err
	}
	cells, err := rd.Int(`select count(distinct org) from cell_month where tenant = $1 and month = $2`, m.period)
	if err != nil {
		return sight{}, err
	}
	common := everybodys(apart(hits, w, len(marks)), w.Common(int(cells)))
	shared := map[string]int{}
	for _, h := range hits {
		if !common[h.mark] {
			shared[h.meeting]++
		}
	}
	var candidates []string
	for id, n := range shared {
		if n*100 >= alike.LeastShared*(len(marks)-len(common)) {
			candidates = append(candidates, id)
		}
	}
	slices.SortFunc(candidates, func(a, b string) int {
		if shared[a] != shared[b] {
			return shared[b] - shared[a]
		}
		return strings.Compare(a, b)
	})
	var best sight
	nobodys := alike.NewCommon(w.Phrases, common)
	for _, id := range candidates[:min(worth, len(candidates))] {
		r, ok, err := against(rd, p, id, nobodys)
		if err != nil {
			return sight{}, err
		}
		if ok && w.Copied(r.Copied, r.Counted) && r.Copied*max(best.of, 1) > best.n*r.Counted {
			best = sight{n: r.Copied, of: r.Counted, other: id}
		}
	}
	return best, nil
}

// elsewhere finds the fingerprints in other cells' papers of the same kind.
func elsewhere(rd *store.Reader, w rule.Formality, m facts, kind string, marks []int64) (hits []hit, err error) {
	for part := range slices.Chunk(marks, 100) {
		args := []any{m.org, kind, backFrom(m.day, w.Months), m.day}
		places := make([]string, 0, len(part))
		for _, mark := range part {
			args = append(args, mark)
			places = append(places, "$"+strconv.Itoa(len(args)+1))
		}
		some, err := store.All(rd, func(row store.Scan) (h hit, err error) { err = row(&h.mark, &h.org, &h.meeting); return },
			`select mark, org, meeting from text_mark where tenant = $1 and mark in (`+strings.Join(places, ", ")+`) and org <> $2 and kind = $3 and day >= $4 and day <= $5`, args...)
		if err != nil {
			return nil, err
		}
		hits = append(hits, some...)
	}
	return hits, nil
}

// apart leaves out the hits in papers that repeat most of this one.
func apart(hits []hit, w rule.Formality, marks int) []hit {
	in := map[string]int{}
	for _, h := range hits {
		in[h.meeting]++
	}
	return slices.DeleteFunc(slices.Clone(hits), func(h hit) bool { return in[h.meeting]*100 >= w.CopiedPercent*marks })
}

// everybodys are the marks that stand in so many other cells.
func everybodys(hits []hit, cells int) map[int64]bool {
	in := map[int64]map[string]bool{}
	for _, h := range hits {
		if in[h.mark] == nil {
			in[h.mark] = map[string]bool{}
		}
		in[h.mark][h.org] = true
	}
	common := map[int64]bool{}
	for mark, orgs := range in {
		if len(orgs) >= cells {
			common[mark] = true
		}
	}
	return common
}

// backFrom is the day so many months before.
func backFrom(day string, months int) string {
	month := day[:7]
	for range months {
		month = vi.PrevMonth(month)
	}
	return month + "-01"
}
