package link

// Pages of the score of a cell's meetings.
func Scorer(slug, period string) string      { return Score(slug, period) + "/nguoi-cham" }
func ScoreAnswer(slug, period string) string { return Score(slug, period) + "/xem-lai" }

// ScoreReply answers what the committee asked about a score, AskScore asks it.
func ScoreReply(slug, period string) string { return Score(slug, period) + "/tra-loi" }
func AskScore(cu, slug, ky string) string   { return ConfirmScore(cu, slug, ky) + "/hoi-lai" }

// CellScores is a cell's trend over twelve months and its year.
func CellScores(slug string) string { return "/chi-bo/" + slug + "/diem" }

// ConfirmScores is the committee's list of scores to confirm, ConfirmScore one of
// them; YearScores the words of the year of all cells.
func ConfirmScores(cu string) string           { return Committee(cu) + "/xac-nhan-diem" }
func ConfirmScore(cu, slug, ky string) string  { return ConfirmScores(cu) + "/" + slug + "/" + ky }
func YearScores(cu string) string              { return Committee(cu) + "/diem" }
func GradingSheet(cu, month string) string     { return Month(cu, month) + "/cham-diem" }
func GradingSheetFile(cu, month string) string { return GradingSheet(cu, month) + "/tai" }
func CellScoresSeen(cu, slug string) string    { return YearScores(cu) + "/" + slug }

func init() {
	for word, means := range map[string]string{"nguoi-cham": "scorer", "xem-lai": "look again", "hoi-lai": "ask back", "diem": "score", "xac-nhan-diem": "confirm scores"} {
		Nouns[word] = means
	}
}
