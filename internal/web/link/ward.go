package link

// CellSeen is a cell as the committee above sees it.
func CellSeen(slug, cell string) string { return Cells(slug) + "/" + cell }

// Change is one change of an organisation: sua, chuyen, sap-nhap, chia-tach, giai-the.
func Change(slug, org, what string) string { return OrgChange(slug, org) + "/" + what }

// ExportAll is the roll of the whole committee as a file.
func ExportAll(slug string) string { return AllMembers(slug) + "/tai" }

// ImportProgress is the part of an import's page that is asked again.
func ImportProgress(slug, id string) string { return Import(slug, id) + "?tien-do=1" }

// Absence is the page on which a member announces an absence from a meeting.
func Absence(meeting string) string { return MyAbsence + "/" + meeting }

// MyDataFile is the person's own data as a file: json or xlsx.
func MyDataFile(ext string) string { return MyData + "/tai?dang=" + ext }
