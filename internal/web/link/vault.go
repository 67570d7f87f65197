package link

// DataStates lists whose data are restricted or erased, DataState one person's;
// DataDecisions and DataDecision are the same for who agrees. id is the person's.
func DataStates(slug string) string       { return Privacy(slug) + "/han-che" }
func DataState(slug, id string) string    { return DataStates(slug) + "/" + id }
func DataDecisions(slug string) string    { return Privacy(slug) + "/quyet-dinh" }
func DataDecision(slug, id string) string { return DataDecisions(slug) + "/" + id }

func init() {
	Nouns["han-che"], Nouns["quyet-dinh"] = "restriction", "decision"
}
