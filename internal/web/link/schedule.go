package link

// Pages of the schedule of a month: the committee's register, and its notice as a cell
// reads it.
func Schedule(cu, month string) string           { return Committee(cu) + "/lich/" + month }
func ScheduleFile(cu, month, file string) string { return Schedule(cu, month) + "/tai/" + file }
func Told(cb, month string) string               { return Cell(cb) + "/lich-chung/" + month }
func ToldFile(cb, month, file string) string     { return Told(cb, month) + "/tai/" + file }

func init() { Nouns["lich-chung"] = "schedule of all cells" }
