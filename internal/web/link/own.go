package link

// MySheet is the own page on one sheet of paper, MySheetFile the file of it.
const MySheet = Me + "/phieu"

func MySheetFile(ext string) string { return MySheet + "/tai/phieu." + ext }

// Sheets are the members whose sheet a cell may print, Sheet one of them, with
// what stands on it; SheetFile is the file, with all the member asked for.
func Sheets(slug string) string        { return Handouts(slug) + "/phieu" }
func Sheet(slug, member string) string { return Sheets(slug) + "/" + member }
func SheetFile(slug, member, ext string, asked bool) string {
	to := Sheet(slug, member) + "/tai/phieu." + ext
	if asked {
		to += "?nho=1"
	}
	return to
}

// ConcernSheet is the blank sheet for what somebody without a phone wants to say.
func ConcernSheet(slug, ext string) string { return Handouts(slug) + "/tam-tu/tai/phieu." + ext }

// Resolutions lists what a cell resolved, "" for the year at hand.
func Resolutions(slug, year string) string {
	if year == "" {
		return Cell(slug) + "/nghi-quyet"
	}
	return Cell(slug) + "/nghi-quyet?nam=" + year
}

// AskedAfter is where the secretary writes down that she asked after a comrade today.
func AskedAfter(slug, member string) string { return Care(slug) + "/" + member }

func init() { Nouns["phieu"] = "own sheet" }
