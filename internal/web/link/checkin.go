package link

// Checking in by codes. Codes is the page for the chair's screen; SettleTold takes
// who said that he is there; HelpCheckIn is for who was named to help, CheckInHelpers
// names him; RollSheet enters the printed sheet, HeadCount the heads in the room.
func Codes(slug, period string) string          { return Room(slug, period) + "/ma-diem-danh" }
func SettleTold(slug, period string) string     { return Codes(slug, period) + "/nhan" }
func HelpCheckIn(slug, period string) string    { return Codes(slug, period) + "/giup" }
func CheckInHelpers(slug, period string) string { return Codes(slug, period) + "/nguoi-giup" }
func RollSheet(slug, period string) string      { return Codes(slug, period) + "/to-giay" }
func HeadCount(slug, period string) string      { return Codes(slug, period) + "/dem" }

// TellHere is where a member says that he is there, OwnCode his own code for one who
// helps.
func TellHere(meeting string) string { return Me + "/bao-co-mat/" + meeting }
func OwnCode(meeting string) string  { return Me + "/ma-diem-danh/" + meeting }

func init() {
	for word, means := range map[string]string{"ma-diem-danh": "code of the roll call", "nhan": "take what was told", "giup": "help", "to-giay": "printed sheet", "dem": "count heads", "bao-co-mat": "say that one is there"} {
		Nouns[word] = means
	}
}
