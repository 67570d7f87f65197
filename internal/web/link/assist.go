package link

// Pages of the committee's plans to help a cell.
func WardHelp(cu string) string     { return Committee(cu) + "/giup" }
func CellHelp(cb string) string     { return Cell(cb) + "/giup" }
func NewHelp(cb string) string      { return CellHelp(cb) + "/moi" }
func HelpPlan(cb, id string) string { return CellHelp(cb) + "/" + id }

func init() { Nouns["giup"] = "plans to help cells" }
