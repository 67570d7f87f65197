package link

import "strconv"

// Pages of the programmes of inspection and supervision, of a cell or of a committee.
func CellChecks(cb string) string { return Cell(cb) + "/giam-sat" }
func WardChecks(cu string) string { return Committee(cu) + "/giam-sat" }

// ChecksOf is a programme's page of a year, below either of both.
func ChecksOf(base string, year int) string { return base + "?nam=" + strconv.Itoa(year) }
func NewCheck(base string) string           { return base + "/moi" }
func Check(base, id string) string          { return base + "/" + id }

func init() { Nouns["giam-sat"] = "programme of inspection and supervision" }
