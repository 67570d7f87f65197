package members

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// orgFields are the columns of a list of organisations.
var orgFields = []string{"code", "name", "kind", "parent", "from"}

func columnsOf(rd *store.Reader, r *page.Request, m member.Import) (Columns, error) {
	var c Columns
	if len(m.Layout.Missing) > 0 || m.Layout.HeaderTo == 0 {
		c.Lost = r.T("memberpage.columns.lost")
	}
	on, err := member.Fields(rd, r.Book)
	if err != nil {
		return c, err
	}
	options := []ui.Option{{Value: "-1", Text: r.T("memberpage.columns.none")}}
	for i, title := range m.Layout.Titles {
		options = append(options, ui.Option{Value: strconv.Itoa(i), Text: r.T("memberpage.columns.column", "letter", letter(i), "title", title)})
	}
	field := func(key, label string) Column {
		x := Column{Field: ui.Field{Name: "col_" + key, Label: label, Value: "-1"}, Options: options}
		if n, ok := m.Layout.Columns[key]; ok {
			x.Field.Value = strconv.Itoa(n)
		}
		if slices.Contains(m.Layout.Missing, key) {
			x.Field.Error = r.T("memberpage.columns.needed")
		}
		return x
	}
	if m.Kind == member.ListOrgs {
		for _, key := range orgFields {
			x := field(key, r.T("memberpage.org."+key))
			x.Purpose = r.T("memberpage.org." + key + ".purpose")
			c.List = append(c.List, x)
		}
		return c, nil
	}
	told := r.ToldOf(rd.Today())
	for _, f := range r.Book.Fields(rd.Today()).Fields {
		x := field(f.Key, told[f.Key].Title)
		x.Purpose, x.Basis = r.T("memberpage.purpose", "text", told[f.Key].Purpose), told[f.Key].Basis
		if !on[f.Key] {
			x.Off = r.T("memberpage.columns.off")
		}
		c.List = append(c.List, x)
	}
	return c, nil
}

// letter is a column's name in Excel.
func letter(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// chosen are the columns as the person left them.
func chosen(r *page.Request, m member.Import) (columns map[string]int, changed bool) {
	columns = map[string]int{}
	for name, values := range r.PostForm {
		key, ok := strings.CutPrefix(name, "col_")
		n, err := strconv.Atoi(values[0])
		if !ok || err != nil || n < -1 || n >= len(m.Layout.Titles) {
			continue
		}
		columns[key] = n
		if was, ok := m.Layout.Columns[key]; ok && was != n || !ok && n >= 0 {
			changed = true
		}
	}
	return columns, changed
}
