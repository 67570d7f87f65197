package link

import "strconv"

// Printed begins the address in the QR of a printed paper.
const Printed = "/v/"

// Papers, their versions and their proof.
func PaperPage(id string) string { return "/giay-to/" + id }
func PaperFile(id string, version int, ext string) string {
	return PaperPage(id) + "/tai/" + strconv.Itoa(version) + "." + ext
}
func SendPaper(id string) string         { return PaperPage(id) + "/gui" }
func SignPaper(id string) string         { return PaperPage(id) + "/ky-giay" }
func Correction(id string) string        { return PaperPage(id) + "/dinh-chinh" }
func CorrectPart(id, part string) string { return Correction(id) + "/doan/" + part }
func CorrectWhy(id string) string        { return Correction(id) + "/ly-do" }
func CorrectConfirm(id string) string    { return Correction(id) + "/xac-nhan" }
func CorrectSeal(id string) string       { return Correction(id) + "/niem-phong" }
func CorrectDrop(id string) string       { return Correction(id) + "/bo" }

// Extract makes an extract of a meeting's minutes; DecreeForm chooses between
// resolution and conclusion.
func Extract(slug, period string) string    { return Meeting(slug, period) + "/trich" }
func DecreeForm(slug, period string) string { return Resolution(slug, period) + "/loai" }

// CommitteeBook is the book of minutes of a committee above and its standing
// committee, CellCommitteeBook that of a cell committee.
func CommitteeBook(slug string) string     { return CommitteeMeetings(slug) + "/so-bien-ban" }
func CellCommitteeBook(slug string) string { return Cell(slug) + "/chi-uy/so-bien-ban" }

// Numbers are the series of numbers behind a book of minutes.
func Numbers(book string) string { return book + "/so" }
