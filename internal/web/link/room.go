package link

// Pages of the room and of the closing, and those that outlast a meeting.
func BeginItem(slug, period, n string) string    { return Item(slug, period, n) + "/bat-dau" }
func OpinionText(slug, period, id string) string { return Opinion(slug, period) + "/" + id }
func UndoOpinion(slug, period, id string) string { return OpinionText(slug, period, id) + "/hoan-tac" }
func Unwritten(slug, period string) string       { return Opinion(slug, period) + "/can-ghi" }
func EvaluateTask(slug, period, task string) string {
	return Evaluate(slug, period) + "/" + task
}
func Reserve(slug, period string) string { return Room(slug, period) + "/bao-luu" }
func Praise(slug, period string) string  { return Room(slug, period) + "/bieu-duong" }
func DropPraise(slug, period, id string) string {
	return Praise(slug, period) + "/" + id + "/bo"
}
func Remind(slug, period string) string       { return Room(slug, period) + "/nhac-nho" }
func SwapDeed(slug, period, id string) string { return Resolution(slug, period) + "/doi-cho/" + id }
func ReadBack(slug, period, n string) string  { return Minutes(slug, period) + "/doc/" + n }
func AgreeMinutes(slug, period string) string { return Minutes(slug, period) + "/nhat-tri" }
func Shortcomings(slug, period string) string { return Close(slug, period) + "/han-che" }

// Reserved lists the reserved opinions one may read, Reminders the reminders.
const (
	Reserved  = "/bao-luu"
	Reminders = "/nhac-nho"
)

// Reminder is one of them, while it is open.
func Reminder(id string) string { return Reminders + "/" + id }

func init() {
	for word, means := range map[string]string{
		"bat-dau": "begin", "hoan-tac": "undo", "can-ghi": "to be written", "bao-luu": "reserved opinion", "bieu-duong": "praise", "nhac-nho": "reminder",
		"doi-cho": "swap", "doc": "read aloud", "nhat-tri": "agree", "han-che": "shortcoming",
	} {
		Nouns[word] = means
	}
}
