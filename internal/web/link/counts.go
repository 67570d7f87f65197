package link

import "strconv"

// Pages of a committee's months as they go up, and of the committee above that reads
// them. Number is a committee's tenant.
func Counts(cu string) string        { return Committee(cu) + "/so-lieu" }
func CountsConsent(cu string) string { return Counts(cu) + "/dong-y" }
func CountsFile(cu string, sequence int64) string {
	return Counts(cu) + "/tep/" + strconv.FormatInt(sequence, 10)
}

func Province(cu string) string           { return "/toan-tinh/" + cu }
func ProvinceFile(cu string) string       { return Province(cu) + "/tai" }
func ProvinceReceive(cu string) string    { return Province(cu) + "/nhan" }
func ProvinceTemplate(cu string) string   { return ProvinceReceive(cu) + "/mau" }
func ProvinceCommittees(cu string) string { return Province(cu) + "/xa-phuong" }
func ProvinceNew(cu string) string        { return ProvinceCommittees(cu) + "/moi" }
func ProvinceOne(cu string, number int64) string {
	return ProvinceCommittees(cu) + "/" + strconv.FormatInt(number, 10)
}

func init() {
	for word, means := range map[string]string{"so-lieu": "counts", "toan-tinh": "the whole province", "mau": "template", "xa-phuong": "communes"} {
		Nouns[word] = means
	}
}
