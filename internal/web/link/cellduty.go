package link

// CellDuty is what a cell of this kind works on, for everybody of the cell.
func CellDuty(slug string) string { return Cell(slug) + "/chuc-nang" }

func init() { Nouns["chuc-nang"] = "what a cell of its kind works on" }
