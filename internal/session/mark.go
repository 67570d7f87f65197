package session

import "chibo/internal/store"

// Mark names the viewer in the log of the machine, where no name and no id may stand: the same mark for the same
// person, from start to start, made with the key file. It cannot be read back; whoever suspects somebody has his mark
// printed (chibo person mark) and looks for it.
func Mark(rd *store.Reader) (string, error) {
	person := rd.Viewer().Person
	if person == "" {
		return "-", nil
	}
	mark, err := rd.Vault().Index("log.person", person)
	return mark[:min(len(mark), 12)], err
}
