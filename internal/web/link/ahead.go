package link

// SendAhead is where a member sends an opinion before a meeting, AheadReceipt where
// one without a name is found again or taken back.
func SendAhead(meeting string) string    { return Me + "/y-kien-truoc/" + meeting }
func AheadReceipt(meeting string) string { return SendAhead(meeting) + "/bien-nhan" }

// Ahead lists what was sent, for chair and scribe; ReadAhead ticks one as read out,
// TypeAhead takes one down for a comrade without a phone.
func Ahead(slug, period string) string         { return Room(slug, period) + "/y-kien-truoc" }
func ReadAhead(slug, period, id string) string { return Ahead(slug, period) + "/" + id }
func TypeAhead(slug, period string) string     { return Ahead(slug, period) + "/ghi-ho" }

// ReadBackTo is where one opinion is read back to a comrade without a phone.
func ReadBackTo(slug, period, id string) string { return OpinionText(slug, period, id) + "/doc-lai" }

func init() {
	for word, means := range map[string]string{"y-kien-truoc": "opinion sent before a meeting", "bien-nhan": "receipt", "doc-lai": "read back to its speaker", "ghi-ho": "taken down for a comrade"} {
		Nouns[word] = means
	}
}
