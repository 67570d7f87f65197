package link

// A month of a cell of which nothing is known: as the committee asks after it, and as
// the cell answers.
func WardSilence(cu, cb, month string) string { return Committee(cu) + "/chua-bao/" + cb + "/" + month }
func CellSilence(cb, month string) string     { return "/chi-bo/" + cb + "/chua-bao/" + month }

func init() { Nouns["chua-bao"] = "no news" }
