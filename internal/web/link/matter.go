package link

// Pages of the yearly list of matters under supervision.
func Matters(cb string) string    { return Cell(cb) + "/viec-giam-sat" }
func NewMatter(cb string) string  { return Matters(cb) + "/moi" }
func Matter(cb, id string) string { return Matters(cb) + "/" + id }

func init() { Nouns["viec-giam-sat"] = "matters under supervision" }
