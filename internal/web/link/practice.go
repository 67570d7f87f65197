package link

const (
	// Practice is where one begins a practice meeting, EndPractice what ends it.
	Practice    = "/tap-duot"
	EndPractice = Practice + "/ket-thuc"
)

func init() { Nouns["tap-duot"] = "practice" }
