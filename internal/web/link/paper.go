package link

// Prints lists what of a meeting can be printed; Proposals is what its report
// asks of the committee above.
func Prints(slug, period string) string    { return Meeting(slug, period) + "/in" }
func Proposals(slug, period string) string { return Meeting(slug, period) + "/kien-nghi" }

// Handouts is where a cell prints; PaperReaders says for whom.
func Handouts(slug string) string     { return Cell(slug) + "/ban-in" }
func PaperReaders(slug string) string { return Handouts(slug) + "/nguoi-nhan" }

// HandoutFor is what is printed for one member who asks for it on paper.
func HandoutFor(slug, period, member, ext string) string {
	return Paper(slug, period, "handouts", ext) + "?dv=" + member
}

// OfficePrints is where the committee's office prints for a cell.
func OfficePrints(slug string) string      { return Committee(slug) + "/ban-in" }
func OfficePrint(slug, cell string) string { return OfficePrints(slug) + "/" + cell }
func OfficeBatch(slug, cell, file string) string {
	return OfficePrint(slug, cell) + "/tai/" + file
}
