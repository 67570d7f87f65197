package link

// Pages of households and who is in charge of them.
func Households(cb string) string          { return Cell(cb) + "/nhom-ho" }
func NewHousehold(cb string) string        { return Households(cb) + "/moi" }
func Household(cb, id string) string       { return Households(cb) + "/" + id }
func HouseholdFile(cb, file string) string { return Households(cb) + "/tai/" + file }
func WardHouseholds(cu string) string      { return Committee(cu) + "/nhom-ho" }

func init() { Nouns["nhom-ho"] = "groups of households" }
