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

func parseOrgs(book *rule.Book, layout sheet.Layout, data []sheet.Row, snap Snapshot) []ImportRow {
	kinds := book.CellKinds(snap.Today)
	orgs := indexOrgs(snap.Orgs)
	codes := map[string]bool{}
	for _, line := range data {
		if c, ok := layout.Columns["code"]; ok {
			codes[vi.Fold(line.Text(c))] = true
		}
	}
	seen := map[string]int{}
	names := map[string]string{} // a code of the file that stands for a known organisation
	hasRoot := snap.root.ID != ""
	var out []ImportRow
	for _, line := range data {
		r := newRow(line, layout, snap.Today)
		o, parent := readOrgPlan(r, kinds)
		key := vi.Fold(o.Code)
		if key == "" {
			key = "=" + vi.Fold(o.Name)
		}
		if first, twice := seen[key]; twice {
			r.doubt("code", "duplicate_row", o.Name, "line:"+strconv.Itoa(first))
		} else {
			seen[key] = line.Line
		}
		var old *org.Org
		if found := orgs["#"+vi.Fold(o.Code)]; o.Code != "" && len(found) == 1 {
			old = &snap.Orgs[found[0]]
		} else if found := orgs["="+vi.Fold(o.Name)]; len(found) == 1 {
			old = &snap.Orgs[found[0]]
			r.note("code", "org_by_name", old.Code, o.Code)
		} else if parent == "" && hasRoot {
			if snap.root.Kind == o.Kind {
				old = &snap.root
				r.note("code", "org_is_the_root", old.Name, o.Code)
			} else {
				r.doubt("parent", "parent_missing", snap.root.Name, "")
				o.Parent = snap.root.ID
			}
		} else if parent == "" {
			hasRoot = true // the first without a parent founds the tree
			snap.root.Kind = o.Kind
		}
		if old != nil {
			names[vi.Fold(o.Code)] = old.ID
		}
		if parent != "" {
			o.ParentCode = parent
			if id := names[vi.Fold(parent)]; id != "" {
				o.Parent = id
			} else if i, _, ok := orgs.find(parent); ok {
				o.Parent = snap.Orgs[i].ID
			} else if !codes[vi.Fold(parent)] {
				r.refuse("parent", "parent_unknown", "", parent)
			}
		}
		r.Change = "new"
		if old != nil {
			r.compareOrg(o, old, parent, snap.root.ID)
		}
		r.Taken["code"], r.Taken["name"], r.Taken["parent"] = o.Code, o.Name, parent
		r.plan.Org = o
		out = append(out, r.ImportRow)
	}
	return out
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
