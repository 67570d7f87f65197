package link

// Interpreters is who interprets in a meeting; DropInterpreter takes one back.
func Interpreters(slug, period string) string { return Room(slug, period) + "/phien-dich" }
func DropInterpreter(slug, period, id string) string {
	return Interpreters(slug, period) + "/" + id + "/bo"
}

func init() { Nouns["phien-dich"] = "interpreter" }
