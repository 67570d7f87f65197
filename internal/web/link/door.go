package link

const (
	// ProveAgain asks for the password before a step that cannot be taken back.
	ProveAgain = "/chung-thuc-lai"

	// Activated says that this device is in, and until when.
	Activated = Devices + "/kich-hoat"
)

// Lost shuts a person's lost phone out and makes the code for the new one.
func Lost(person string) string { return Enrol(person) + "/mat-may" }

func init() {
	Nouns["mat-may"], Nouns["chung-thuc-lai"] = "lost phone", "prove again"
}
