package link

// Pages of the shelf of what cells do well.
func GoodWays(cb string) string         { return Cell(cb) + "/cach-lam-hay" }
func NewGoodWay(cb string) string       { return GoodWays(cb) + "/moi" }
func GoodWay(cb, id string) string      { return GoodWays(cb) + "/" + id }
func EditGoodWay(cb, id string) string  { return GoodWay(cb, id) + "/sua" }
func TakenGoodWay(cb, id string) string { return Cell(cb) + "/lam-theo/" + id }
func WardGoodWays(cu string) string     { return Committee(cu) + "/cach-lam-hay" }
func WardGoodWay(cu, id string) string  { return WardGoodWays(cu) + "/" + id }

func init() { Nouns["cach-lam-hay"], Nouns["lam-theo"] = "what cells do well", "doing likewise" }
