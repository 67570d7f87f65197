package desk

import (
	"sync"

	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Shelf keeps the boards read last, each for as long as nothing it is made of changes
// (Version): of a large committee a page then costs what it shows. The zero value is
// an empty shelf. A board from it is shared and may not be changed.
type Shelf struct {
	mu    sync.Mutex
	held  map[shelved]Board
	order []shelved
}

type shelved struct {
	tenant                  int64
	top, month, on, version string
	book                    *rule.Book
}

const boards = 32 // kept at once, a few of each committee at work

// Of is Of, from the shelf where it stands there. The right is asked every time.
func (s *Shelf) Of(rd *store.Reader, book *rule.Book, top, month, on string) (Board, error) {
	if err := access.Must(rd, access.MonthView, top); err != nil {
		return Board{}, err
	}
	version, err := Version(rd)
	if err != nil {
		return Board{}, err
	}
	k := shelved{rd.Tenant(), top, month, min(on, rd.Today()), version, book}
	s.mu.Lock()
	b, there := s.held[k]
	s.mu.Unlock()
	if there {
		return b, nil
	}
	if b, err = Of(rd, book, top, month, on); err != nil {
		return Board{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		s.held = map[shelved]Board{}
	}
	if _, there := s.held[k]; !there {
		if len(s.order) == boards {
			delete(s.held, s.order[0])
			s.order = s.order[1:]
		}
		s.order = append(s.order, k)
	}
	s.held[k] = b
	return b, nil
}
