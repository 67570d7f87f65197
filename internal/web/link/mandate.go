package link

// InspectorHome is where an inspector reads minutes under decisions; the pages after it are
// of who enters them and of the cell that sees who read.
const InspectorHome = "/xem-bien-ban"

func Mandates(cu string) string          { return Committee(cu) + "/quyet-dinh-xem" }
func NewMandate(cu string) string        { return Mandates(cu) + "/moi" }
func Mandate(cu, id string) string       { return Mandates(cu) + "/" + id }
func ReadUnder(id string) string         { return InspectorHome + "/" + id }
func PaperUnder(id, paper string) string { return ReadUnder(id) + "/" + paper }
func MinutesOpened(cb string) string     { return Cell(cb) + "/ai-xem-bien-ban" }

func init() {
	Nouns["quyet-dinh-xem"] = "decisions under which minutes are read"
	Nouns["xem-bien-ban"] = "reading minutes under a decision"
	Nouns["ai-xem-bien-ban"] = "who opened the cell's minutes"
}
