package sheet

import "slices"

// spread repeats the text of each merged range in its other cells, no further
// than the last used column and the last used line.
func spread(rows []Row, merges []Merge, limit int) ([]Row, error) {
	width, last, spent := 0, 0, 0
	for _, r := range rows {
		width, last = max(width, len(r.Cells)), max(last, r.Line)
		spent += len(r.Cells)
	}
	at := map[int]int{}
	for i, r := range rows {
		at[r.Line] = i
	}
	for _, m := range merges {
		i, ok := at[m.FromLine]
		if !ok || rows[i].Text(m.FromColumn) == "" {
			continue
		}
		first := rows[i].Cells[m.FromColumn]
		first.Merged = true
		toColumn := min(m.ToColumn, width-1)
		for line := m.FromLine; line <= min(m.ToLine, last); line++ {
			j, ok := at[line]
			if !ok {
				j = len(rows)
				at[line] = j
				rows = append(rows, Row{Line: line})
			}
			if grow := toColumn + 1 - len(rows[j].Cells); grow > 0 {
				rows[j].Cells = append(rows[j].Cells, make([]Cell, grow)...)
			}
			if spent += toColumn - m.FromColumn + 1; spent > limit {
				return nil, ErrTooManyCells
			}
			for c := m.FromColumn; c <= toColumn; c++ {
				if line == m.FromLine && c == m.FromColumn {
					continue
				}
				rows[j].Cells[c] = first
			}
		}
	}
	slices.SortFunc(rows, func(a, b Row) int { return a.Line - b.Line })
	return rows, nil
}
