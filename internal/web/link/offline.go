package link

// A meeting taken along: what a phone asks for, where it sends to, and the page of
// the devices of a meeting.
func TakeAlong(slug, period string) string    { return Meeting(slug, period) + "/mang-theo" }
func HallDevices(slug, period string) string  { return Meeting(slug, period) + "/may-hop" }
func GiveUp(slug, period, id string) string   { return HallDevices(slug, period) + "/bo/" + id }
func Disputed(slug, period, id string) string { return HallDevices(slug, period) + "/chon/" + id }

// HallSync is where phones that were taken along send what was done on them.
const HallSync = "/hop/dong-bo"

func init() {
	for word, means := range map[string]string{"mang-theo": "take along", "may-hop": "devices of a meeting", "dong-bo": "send and fetch", "chon": "choose"} {
		Nouns[word] = means
	}
}
