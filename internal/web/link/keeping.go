package link

// Retention is how long data are kept and what each night took away.
func Retention(slug string) string { return Privacy(slug) + "/luu-giu" }

// Leaks are the times data got out; Leak is one of them, LeakFile its list or notice.
func Leaks(slug string) string              { return Privacy(slug) + "/lo-du-lieu" }
func Leak(slug, id string) string           { return Leaks(slug) + "/" + id }
func LeakFile(slug, id, name string) string { return Leak(slug, id) + "/tai/" + name }

// Copy is a copy of a person's data, printed on a request: by the office, and CopyFor
// by the cell's lead who typed it.
func Copy(slug, id, name string) string      { return PrivacyRequest(slug, id) + "/tai/" + name }
func CopyFor(member, id, name string) string { return Requests(member) + "/" + id + "/tai/" + name }

// Assessment is the day on which the impact assessment was filed.
func Assessment(slug string) string { return Privacy(slug) + "/danh-gia" }

func init() {
	Nouns["luu-giu"], Nouns["lo-du-lieu"] = "retention", "leaks"
}
