package link

// Pages of programmes and their targets: list is where those of a cell or of a committee stand.
func Programmes(cb string) string        { return Cell(cb) + "/chuong-trinh" }
func OwnProgrammes(cu string) string     { return Committee(cu) + "/chuong-trinh" }
func NewProgramme(list string) string    { return list + "/moi" }
func Programme(list, id string) string   { return list + "/" + id }
func Target(list, id, one string) string { return Programme(list, id) + "/chi-tieu/" + one }

// ProgrammeFile is a programme on paper; file is chuong-trinh.docx or chuong-trinh.pdf.
func ProgrammeFile(list, id, file string) string { return Programme(list, id) + "/tai/" + file }

// WardTargets is how the targets of a committee's cells stand, CellTargets those of one.
func WardTargets(cu string) string     { return Committee(cu) + "/chi-tieu" }
func CellTargets(cu, cb string) string { return WardTargets(cu) + "/" + cb }

func init() {
	Nouns["chuong-trinh"] = "programmes"
	Nouns["chi-tieu"] = "targets"
}
