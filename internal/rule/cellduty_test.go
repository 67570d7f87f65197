package rule

import (
	"testing"

	"chibo/rules"
)

// Each kind that holds cell meetings has its own lines, with a basis that is only
// assumed; what stands above or below a cell has none, nor a day before the guidance.
func TestEveryKindOfCellHasItsWork(t *testing.T) {
	book := MustLoad(rules.FS)
	for _, k := range book.CellKinds("2026-12-03").Kinds {
		d := book.CellDuty("2026-12-03", k.Kind)
		if d.Found() != k.Cell {
			t.Errorf("%s: found %v", k.Kind, d.Found())
		}
		if k.Cell && (d.Status != Assumed || d.Source.Doc == "" || d.HeadingsOnly != k.Closed) {
			t.Errorf("%s: %+v", k.Kind, d)
		}
	}
	if book.CellDuty("2025-10-27", KindResidential).Found() {
		t.Error("before the guidance nothing is said")
	}
}
