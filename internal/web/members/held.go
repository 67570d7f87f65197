package members

import (
	"sync"

	"chibo/internal/member"
)

// held keeps the last files people chose, so that a sheet or a column can be
// corrected without choosing the file again. Files lie nowhere on disk; what is
// forgotten is asked for again.
var held = files{byID: map[string]member.Upload{}}

type files struct {
	sync.Mutex
	byID  map[string]member.Upload
	order []string
}

const heldFiles = 8

func (f *files) keep(id string, up member.Upload) {
	f.Lock()
	defer f.Unlock()
	f.byID[id] = up
	if f.order = append(f.order, id); len(f.order) > heldFiles {
		delete(f.byID, f.order[0])
		f.order = f.order[1:]
	}
}

func (f *files) get(id string) (member.Upload, bool) {
	f.Lock()
	defer f.Unlock()
	up, ok := f.byID[id]
	return up, ok
}
