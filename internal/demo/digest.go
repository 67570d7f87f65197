package demo

import (
	"chibo/internal/digest"
	"chibo/internal/store"
)

// letters has the officer and a secretary ask to be mailed what waits; the sample ward has
// no mail server, so nothing goes anywhere.
func (m *maker) letters() error {
	for person, in := range map[string]digest.Choice{
		m.ward.Officer:            {Address: "canbo@songxanh.example", Mail: true, Hour: 7, Days: digest.Workdays},
		m.ward.Cells[2].Secretary: {Address: "bithu@songxanh.example", Mail: true, Hour: 19, Days: digest.Daily},
	} {
		if err := m.as(person, func(tx *store.Tx) error { _, err := digest.Choose(tx, m.book, in); return err }); err != nil {
			return err
		}
	}
	return nil
}
