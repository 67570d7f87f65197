package link

// Pages of decisions under which an inspector reads minutes: those of who enters them, of who
// reads under them, and of the cell that sees who did.
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
