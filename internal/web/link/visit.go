package link

// Pages of the committee's visits to its cells.
func WardVisits(cu string) string { return Committee(cu) + "/di-co-so" }
func Visits(cb string) string     { return Cell(cb) + "/di-co-so" }
func NewVisit(cb string) string   { return Visits(cb) + "/moi" }
func Visit(cb, id string) string  { return Visits(cb) + "/" + id }

func init() { Nouns["di-co-so"] = "visits to cells" }
