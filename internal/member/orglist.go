package member

import (
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/vi"
	"strconv"
)

type orgPlan struct{ ID, Code, Name, Kind, Parent, ParentCode, From string }

// orgFields are the columns of a list of organisations.
var orgFields = []sheet.Field{
	{Key: "code", Names: []string{"Mã", "Mã tổ chức", "Mã số", "Mã chi bộ", "Ký hiệu"}},
	{Key: "name", Names: []string{"Tên tổ chức đảng", "Tên chi bộ", "Tên tổ chức", "Tên"}, Required: true},
	{Key: "kind", Names: []string{"Loại hình", "Loại", "Loại hình tổ chức"}},
	{Key: "parent", Names: []string{"Trực thuộc", "Cấp trên", "Tổ chức cấp trên", "Mã cấp trên"}},
	{Key: "from", Names: []string{"Ngày thành lập", "Từ ngày", "Thành lập"}},
}

// parseOrgs judges a list of organisations, a line after the other: a line may
// name as its parent one that stands above it in the file.
func parseOrgs(book *rule.Book, layout sheet.Layout, data []sheet.Row, snap Snapshot) []ImportRow {
	kinds := book.CellKinds(snap.Today)
	l := orgList{snap: snap, orgs: indexOrgs(snap.Orgs), codes: map[string]bool{}, seen: map[string]int{}, names: map[string]string{}, hasRoot: snap.root.ID != ""}
	for _, line := range data {
		if c, ok := layout.Columns["code"]; ok {
			l.codes[vi.Fold(line.Text(c))] = true
		}
	}
	var out []ImportRow
	for _, line := range data {
		r := newRow(line, layout, snap.Today)
		o, parent := readOrgPlan(r, kinds)
		l.twice(r, o, line.Line)
		old := l.find(r, o, parent)
		if old != nil {
			l.names[vi.Fold(o.Code)] = old.ID
		}
		l.above(r, o, parent)
		r.Change = "new"
		if old != nil {
			r.compareOrg(o, old, parent, l.snap.root.ID)
		}
		r.Taken["code"], r.Taken["name"], r.Taken["parent"] = o.Code, o.Name, parent
		r.plan.Org = o
		out = append(out, r.ImportRow)
	}
	return out
}

// orgList is what a list of organisations is held against, and what its lines
// have said so far.
type orgList struct {
	snap    Snapshot
	orgs    orgIndex
	codes   map[string]bool   // every code in the file
	seen    map[string]int    // the line that spoke first of a code or name
	names   map[string]string // a code of the file that stands for a known organisation
	hasRoot bool
}

// twice doubts a line that speaks of an organisation another line spoke of.
func (l *orgList) twice(r *row, o *orgPlan, line int) {
	key := vi.Fold(o.Code)
	if key == "" {
		key = "=" + vi.Fold(o.Name)
	}
	if first, twice := l.seen[key]; twice {
		r.doubt("code", "duplicate_row", o.Name, "line:"+strconv.Itoa(first))
		return
	}
	l.seen[key] = line
}

// find gives the organisation a line speaks of: by its code, by a name only one
// bears, or as the committee itself where it names none above; nil: a new one.
func (l *orgList) find(r *row, o *orgPlan, parent string) *org.Org {
	if found := l.orgs["#"+vi.Fold(o.Code)]; o.Code != "" && len(found) == 1 {
		return &l.snap.Orgs[found[0]]
	}
	if found := l.orgs["="+vi.Fold(o.Name)]; len(found) == 1 {
		old := &l.snap.Orgs[found[0]]
		r.note("code", "org_by_name", old.Code, o.Code)
		return old
	}
	switch {
	case parent != "":
	case !l.hasRoot: // the first without a parent founds the tree
		l.hasRoot = true
		l.snap.root.Kind = o.Kind
	case l.snap.root.Kind == o.Kind:
		r.note("code", "org_is_the_root", l.snap.root.Name, o.Code)
		return &l.snap.root
	default:
		r.doubt("parent", "parent_missing", l.snap.root.Name, "")
		o.Parent = l.snap.root.ID
	}
	return nil
}

// above finds the parent a line names: known already, or told by another line.
func (l *orgList) above(r *row, o *orgPlan, parent string) {
	if parent == "" {
		return
	}
	o.ParentCode = parent
	if id := l.names[vi.Fold(parent)]; id != "" {
		o.Parent = id
	} else if i, _, ok := l.orgs.find(parent); ok {
		o.Parent = l.snap.Orgs[i].ID
	} else if !l.codes[vi.Fold(parent)] {
		r.refuse("parent", "parent_unknown", "", parent)
	}
}

// readOrgPlan reads a line by itself: what it says of the organisation, and
// what it names as the one above.
func readOrgPlan(r *row, kinds rule.Kinds) (o *orgPlan, parent string) {
	o = &orgPlan{Code: r.text("code"), Name: r.text("name"), From: r.day("from")}
	kind, parent := r.text("kind"), r.text("parent")
	if o.Name == "" {
		r.refuse("name", "name_missing", "", "")
	}
	if k, ok := kinds.Match(kind); ok {
		o.Kind = string(k.Kind)
		r.Taken["kind"] = k.TitleVI
	} else {
		r.refuse("kind", "kind_unknown", "", kind)
	}
	if o.From == "" {
		o.From = r.today
		r.note("from", "from_unknown", vi.ShowDay(o.From), "")
	}
	return o, parent
}

// compareOrg judges a line against the organisation it speaks of. The root
// keeps its name: it was given when the committee was founded here.
func (r *row) compareOrg(o *orgPlan, old *org.Org, parent, root string) {
	o.ID, r.Member, r.Change = old.ID, old.ID, "same"
	if o.Name != old.Name && old.ID != root {
		r.Change = "changed"
		r.note("name", "changed", o.Name, old.Name)
	}
	if o.Kind != old.Kind {
		r.Change = "changed"
		r.note("kind", "changed", o.Kind, old.Kind)
	}
	if o.Parent != "" && o.Parent != old.Parent {
		r.Change = "moved"
		r.note("parent", "moved", parent, "")
	}
}
