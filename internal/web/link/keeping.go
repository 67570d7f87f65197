package link

// Retention is how long data are kept and what each night took away.
func Retention(slug string) string { return Privacy(slug) + "/luu-giu" }

func init() {
	Nouns["luu-giu"] = "retention"
}
