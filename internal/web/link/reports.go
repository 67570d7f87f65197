package link

// Pages of what a committee sends further up: the synthesis of half a year or a year
// ("2026-6-thang", "2026-nam"), and the tables of the level above it fills.
func Synthesis(cu, ky string) string     { return Committee(cu) + "/bao-cao/" + ky }
func SynthesisFile(cu, ky string) string { return Synthesis(cu, ky) + "/tai" }
func Returns(cu string) string           { return Committee(cu) + "/bieu-mau" }
func ReturnForm(cu, id string) string    { return Returns(cu) + "/" + id }
func ReturnFile(cu, id string) string    { return ReturnForm(cu, id) + "/tai" }
func DropReturn(cu, id string) string    { return ReturnForm(cu, id) + "/bo" }

func init() {
	for word, means := range map[string]string{"bao-cao": "report", "bieu-mau": "form to fill"} {
		Nouns[word] = means
	}
}
