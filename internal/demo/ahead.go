package demo

import (
	"chibo/internal/meeting"
	"chibo/internal/speech"
	"chibo/internal/store"
)

// aheadAndOpen opens the meeting; in the last month one who works away and one who
// would rather not speak have sent an opinion before it, and one of the two is read.
func (m *maker) aheadAndOpen(c *Cell, id string) error {
	if !m.last || c.closed() {
		return m.open(c, id)
	}
	for i, naming := range []string{speech.ByName, speech.NoName} {
		who := c.Members[(i+4)%len(c.Members)]
		if err := m.as(who.PersonID, func(tx *store.Tx) error {
			items, err := meeting.Items(tx.Reader, id)
			if err != nil || len(items) == 0 {
				return err
			}
			_, _, err = speech.SendAhead(tx, speech.Sending{Meeting: id, Item: items[len(items)-1].ID, Gist: opinions[i].gist, Naming: naming, Key: id + naming})
			return err
		}); err != nil {
			return err
		}
	}
	if err := m.open(c, id); err != nil {
		return err
	}
	return m.as(c.Scribe, func(tx *store.Tx) error {
		all, err := speech.AheadOf(tx.Reader, id)
		for i, a := range all {
			if i > 0 || err != nil {
				break
			}
			_, err = speech.ReadOut(tx, id, a.ID, true)
		}
		return err
	})
}
