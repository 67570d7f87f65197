package link

// LookBack is what a cell's secretary is asked about its meetings; Finding one
// question.
func LookBack(slug string) string    { return Cell(slug) + "/nhin-lai" }
func Finding(slug, id string) string { return LookBack(slug) + "/" + id }

// LooksBack are the questions the committee above is told of, FindingTold one of
// them.
func LooksBack(slug string) string       { return Committee(slug) + "/nhin-lai" }
func FindingTold(slug, id string) string { return LooksBack(slug) + "/" + id }

// NamedBefore is where a meeting says what came of what was named at the last one.
func NamedBefore(slug, period string) string { return Close(slug, period) + "/lan-truoc" }

func init() {
	Nouns["nhin-lai"], Nouns["lan-truoc"] = "look back", "last time"
}
