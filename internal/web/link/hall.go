package link

// The room page that works without a network, and what belongs to it.
const (
	Hall         = "/hop"
	HallManifest = "/hop.webmanifest"
	HallWords    = "/hop.loi"
	HallWorker   = "/sw.js"
	HallWipe     = "/hop/xoa"
)

func init() {
	for word, means := range map[string]string{"hop.loi": "words of the room's later pages", "hop.webmanifest": "how the room stands on a home screen", "sw.js": "service worker of the room", "xoa": "empty the browser's store"} {
		Nouns[word] = means
	}
}
