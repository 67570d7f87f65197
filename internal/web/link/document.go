package link

// Papers received from above, and files of papers and meetings.
func Documents(slug string) string   { return Cell(slug) + "/van-ban" }
func NewDocument(slug string) string { return Documents(slug) + "/moi" }
func Document(id string) string      { return "/van-ban/" + id }
func EditDocument(id string) string  { return Document(id) + "/sua" }
func DocumentFile(id string) string  { return Document(id) + "/tep" }
func File(id string) string          { return "/tep/" + id }
func DropFile(id string) string      { return File(id) + "/bo" }

// Attach puts a file to a meeting; Calendar is its appointment as a file.
func Attach(slug, period string) string   { return Announce(slug, period) + "/tai-lieu" }
func Calendar(slug, period string) string { return Meeting(slug, period) + "/lich" }

// PacketFile is one file of the packet for the national handbook, or all of them.
func PacketFile(slug, period, file string) string { return Packet(slug, period) + "/tai/" + file }

// Assistants are who help the secretary with the packet.
func Assistants(slug string) string       { return Cell(slug) + "/nguoi-giup" }
func EndAssistant(slug, id string) string { return Assistants(slug) + "/" + id + "/thoi" }
