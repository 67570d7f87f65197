package rule

import (
	"go.yaml.in/yaml/v3"
)

// CellDuty is what a cell of one kind works on above all, a line a matter.
type CellDuty struct {
	Ref          `yaml:"-"`
	HeadingsOnly bool   `yaml:"headings_only"` // content that is not kept here: nothing but the headings
	Lines        []Said `yaml:"lines"`
}

// CellDuty gives it for a kind of cell on a day. It is not Found where our sources
// say nothing of the kind, or before the first guidance of the pack.
func (b *Book) CellDuty(day string, kind OrgKind) CellDuty {
	asked := Scope{Kind: kind}
	if r := b.pick("cell.duty", day, asked); r == nil || r.Scope.Kind == "" {
		return CellDuty{}
	}
	d, ref := answer[CellDuty](b, "cell.duty", day, asked)
	d.Ref = ref
	return d
}

func (d *CellDuty) check() error {
	if len(d.Lines) == 0 {
		return bad("thiếu lines: các mục", "lines are missing")
	}
	for _, line := range d.Lines {
		if line.missing() {
			return bad("mỗi dòng cần vi và en", "a line has vi and en")
		}
	}
	return nil
}

func (d *CellDuty) try(in *yaml.Node) (any, error) {
	var q struct {
		Line int `yaml:"line"` // from 1
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	says := ""
	if q.Line >= 1 && q.Line <= len(d.Lines) {
		says = d.Lines[q.Line-1].VI
	}
	return map[string]any{"lines": len(d.Lines), "headings_only": d.HeadingsOnly, "says": says}, nil
}
