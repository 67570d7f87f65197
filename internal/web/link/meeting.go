package link

// Pages inside the steps of a meeting.
func NewItem(slug, period string) string      { return Prepare(slug, period) + "/moi" }
func ItemOrder(slug, period string) string    { return Prepare(slug, period) + "/thu-tu" }
func Redraft(slug, period string) string      { return Prepare(slug, period) + "/du-thao" }
func EditItem(slug, period, id string) string { return Prepare(slug, period) + "/noi-dung/" + id }
func DropItem(slug, period, id string) string { return EditItem(slug, period, id) + "/bo" }
func Mark(slug, period, member string) string { return RollCall(slug, period) + "/" + member }
func Preamble(slug, period string) string     { return Resolution(slug, period) + "/mo-dau" }
func ResolutionOrder(slug, period string) string {
	return Resolution(slug, period) + "/thu-tu"
}
func NewDeed(slug, period string) string      { return Resolution(slug, period) + "/moi" }
func Deed(slug, period, id string) string     { return Resolution(slug, period) + "/noi-dung/" + id }
func DropDeed(slug, period, id string) string { return Deed(slug, period, id) + "/bo" }
