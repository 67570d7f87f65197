package link

const (
	// Role is where one with several posts says as which he works here.
	Role = "/vai"
	// InCharge are the cells a member of the committee answers for.
	InCharge = "/phu-trach"
)

// Attention is what the committee's secretary looks at first.
func Attention(slug string) string { return Committee(slug) + "/can-quan-tam" }

func init() {
	Nouns["vai"], Nouns["phu-trach"], Nouns["can-quan-tam"], Nouns["viec"] = "role", "in charge", "needs attention", "work"
}

// Works is everything a committee does here.
func Works(cu string) string { return Committee(cu) + "/viec" }
