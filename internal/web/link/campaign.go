package link

// Pages of the campaigns of a committee, and of a cell's answer.

func Campaigns(cu string) string          { return Committee(cu) + "/chuyen-de" }
func NewCampaign(cu string) string        { return Campaigns(cu) + "/moi" }
func Campaign(cu, id string) string       { return Campaigns(cu) + "/" + id }
func EditCampaign(cu, id string) string   { return Campaign(cu, id) + "/sua" }
func OwnCampaign(cu, id string) string    { return Campaign(cu, id) + "/dang-uy" }
func CloseCampaign(cu, id string) string  { return Campaign(cu, id) + "/tong-ket" }
func CampaignReport(cu, id string) string { return Campaign(cu, id) + "/bao-cao" }

// CampaignFile is the report as a file: docx or pdf.
func CampaignFile(cu, id, ext string) string { return Campaign(cu, id) + "/tai/bao-cao." + ext }

// CampaignReview is the review of one in the committee's outline, YearReview of all of a
// year; their files are so-ket.docx and so-ket.pdf. ReviewOutline is where it is written.
func CampaignReview(cu, id string) string { return Campaign(cu, id) + "/so-ket" }
func CampaignReviewFile(cu, id, ext string) string {
	return CampaignReview(cu, id) + "/tai/so-ket." + ext
}
func YearReview(cu, year string) string          { return Committee(cu) + "/so-ket-nam/" + year }
func YearReviewFile(cu, year, ext string) string { return YearReview(cu, year) + "/tai/so-ket." + ext }
func ReviewOutline(cu, kind string) string       { return Committee(cu) + "/de-cuong/" + kind }

func CellCampaigns(slug string) string    { return "/chi-bo/" + slug + "/chuyen-de" }
func CellCampaign(slug, id string) string { return CellCampaigns(slug) + "/" + id }

func init() {
	Nouns["chuyen-de"], Nouns["dang-uy"] = "campaign", "the committee itself"
	Nouns["so-ket"], Nouns["so-ket-nam"], Nouns["de-cuong"] = "review", "review of a year", "outline"
	Nouns["tong-ket"], Nouns["bao-cao"] = "closing", "report"
}
