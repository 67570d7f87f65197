package minutes

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/office/paper"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// fields are the parts of a sealed paper that a correction may change. Votes,
// roll and counts of the minutes are told in their parts; the tasks given at the
// meeting stay what they are: a changed task is a task's own event (extend, hand
// over, stop), never a correction's effect.
func fields(b Body) (out []Amended) {
	add := func(key, title, text string) {
		out = append(out, Amended{Key: key, Title: title, Was: text, Text: text})
	}
	for _, p := range b.Parts {
		add(p.Key, p.Title, p.Text)
	}
	if r := b.Resolution; r != nil {
		for n, t := range r.Tasks {
			at, title := "task."+strconv.Itoa(n+1)+".", "Việc "+strconv.Itoa(n+1)+": "
			add(at+"deed", title+"nội dung", t.Deed)
			add(at+"owner", title+"đồng chí phụ trách", t.Owner)
			add(at+"due", title+"hạn", t.Due)
			add(at+"report", title+"báo cáo ở buổi", t.ReportAt)
		}
		if r.Preamble != "" {
			add("preamble", "Mở đầu", r.Preamble)
		}
		add("implement", "Tổ chức thực hiện", strings.Join(r.Implement, "\n"))
		add("place", "Nơi họp", r.Place)
	}
	return out
}

// AmendPart writes what a part is to say; the words of the sealed version give
// it back. Whoever had confirmed the correction confirms again.
func AmendPart(tx *store.Tx, paperID, key string, edit int64, text string) (Amended, error) {
	a, err := AmendmentOf(tx.Reader, paperID)
	if err != nil {
		return Amended{}, err
	}
	if err := writesAmendment(tx.Reader, a); err != nil {
		return Amended{}, err
	}
	p, err := a.part(key)
	if err != nil {
		return p, err
	}
	if text = vi.CleanText(text); text == p.Text {
		return p, nil
	}
	if p.Edit != edit {
		return p, fault.Stale(p)
	}
	if text == "" {
		return p, fault.Bad("text", "correction_empty")
	}
	if len([]rune(text)) > 20_000 {
		return p, fault.Bad("text", "minutes_part_long")
	}
	if _, err := tx.Exec(`insert into correction_part (tenant, paper, version, part, text, edit, at, by_person) values ($1, $2, $3, $4, $5, 1, $6, $7)
		on conflict (tenant, paper, version, part) do update set text = excluded.text, edit = correction_part.edit + 1, at = excluded.at, by_person = excluded.by_person`,
		a.Paper.ID, a.Version, key, text, tx.Now(), tx.Viewer().Person); err != nil {
		return p, err
	}
	if err := a.unsign(tx); err != nil {
		return p, err
	}
	if err := audit.Note(tx, "minutes.amend_part", "paper", a.Paper.ID, a.Paper.Org, map[string]any{"version": a.Version, "part": key, "before": p.Text, "after": text}); err != nil {
		return p, err
	}
	if a, err = amendment(tx.Reader, a.Paper); err != nil {
		return p, err
	}
	return a.part(key)
}

func (a Amendment) part(key string) (Amended, error) {
	if i := slices.IndexFunc(a.Parts, func(p Amended) bool { return p.Key == key }); i >= 0 {
		return a.Parts[i], nil
	}
	return Amended{}, fault.Missing()
}

// amended is the body with the new words in it.
func (a Amendment) amended() (Body, []string, error) {
	d, err := a.Paper.Document()
	if err != nil {
		return d.Body, nil, err
	}
	b := d.Body
	new, keys := map[string]string{}, []string{}
	for _, p := range a.Parts {
		if p.Changed {
			new[p.Key] = p.Text
			keys = append(keys, p.Key)
		}
	}
	for i, p := range b.Parts {
		if text, ok := new[p.Key]; ok {
			b.Parts[i].Text, b.Parts[i].Edited, b.Parts[i].Version = text, true, p.Version+1
		}
	}
	if b.Minutes != nil {
		rewrite(b.Minutes, b.Parts, new)
	}
	if r := b.Resolution; r != nil {
		for n := range r.Tasks {
			for field, to := range map[string]*string{"deed": &r.Tasks[n].Deed, "owner": &r.Tasks[n].Owner, "due": &r.Tasks[n].Due, "report": &r.Tasks[n].ReportAt} {
				if text, ok := new["task."+strconv.Itoa(n+1)+"."+field]; ok {
					*to = text
				}
			}
		}
		if text, ok := new["implement"]; ok {
			r.Implement = strings.Split(text, "\n")
		}
		if text, ok := new["preamble"]; ok {
			r.Preamble = text
		}
		if text, ok := new["place"]; ok {
			r.Place = text
		}
	}
	return b, keys, nil
}

// rewrite puts corrected parts into the paper: an agenda item in its own place,
// any other part among the items under its own title, once.
func rewrite(p *paper.Minutes, parts []Part, new map[string]string) {
	at := 0
	for _, part := range parts {
		place := -1
		if strings.HasPrefix(part.Key, "item.") {
			for j := at; j < len(p.Items); j++ {
				if p.Items[j].Heading() == part.Title {
					place, at = j, j+1
					break
				}
			}
		}
		text, changed := new[part.Key]
		if !changed {
			continue
		}
		if place >= 0 {
			conclusion := ""
			if before, after, found := strings.Cut(text, "\nKết luận: "); found {
				text, conclusion = before, after
			}
			p.Items[place] = paper.Item{Label: p.Items[place].Label, Title: p.Items[place].Title, Gist: []paper.Gist{{Text: text}}, Conclusion: conclusion}
			continue
		}
		item := paper.Item{Title: part.Title + " (đính chính)", Gist: []paper.Gist{{Text: text}}, Conclusion: "Chi bộ nhất trí"}
		if j := slices.IndexFunc(p.Items, func(i paper.Item) bool {
			return i.Title == item.Title || i.Title == part.Title+" (sửa khi đọc lại)"
		}); j >= 0 {
			p.Items[j] = item
		} else {
			p.Items = append(p.Items, item)
		}
	}
}
