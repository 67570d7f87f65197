package link

// Pages of what is raised and answered: the member's own, the cell's, the committee's.
const (
	MyConcerns     = Me + "/tam-tu"
	NewConcern     = MyConcerns + "/moi"
	ConcernReceipt = MyConcerns + "/bien-nhan"
)

func MyConcern(id string) string         { return MyConcerns + "/" + id }
func CellConcerns(slug string) string    { return "/chi-bo/" + slug + "/tam-tu" }
func WriteConcern(slug string) string    { return CellConcerns(slug) + "/ghi" }
func CellConcern(slug, id string) string { return CellConcerns(slug) + "/" + id }
func WardConcerns(cu string) string      { return Committee(cu) + "/tam-tu" }
func WardConcern(cu, id string) string   { return WardConcerns(cu) + "/" + id }

func init() {
	for word, means := range map[string]string{"tam-tu": "what was raised", "ghi": "write down", "bien-nhan": "receipt"} {
		Nouns[word] = means
	}
}
