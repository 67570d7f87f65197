package link

// Pages of what a cell proposes to praise, and of the committee it proposes it to.
func CellPraises(cb string) string        { return Cell(cb) + "/khen-thuong" }
func CellPraise(cb, id string) string     { return CellPraises(cb) + "/" + id }
func PraiseProposals(cu string) string    { return Committee(cu) + "/de-nghi-khen" }
func PraiseProposal(cu, id string) string { return PraiseProposals(cu) + "/" + id }

func init() { Nouns["khen-thuong"], Nouns["de-nghi-khen"] = "praise", "proposals to praise" }
