package demo

import (
	"encoding/json"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/offline"
	"chibo/internal/store"
)

// inHall is the cell whose hall has no network: in the last month the secretary's phone
// has sent everything, the scribe's a part, and on one conclusion the two differ. That
// is why its minutes are not finished.
const inHall = 6

// phoneOf is a device taken along and its holder.
type phoneOf struct{ person, device string }

// takeAlong has the secretary and the scribe take the meeting along before it opens.
func (m *maker) takeAlong(c *Cell, id string, n int) error {
	if !m.last || n != inHall {
		return nil
	}
	if err := m.as(c.Secretary, func(tx *store.Tx) error { _, err := meeting.Appoint(tx, id, c.Secretary, c.Scribe); return err }); err != nil {
		return err
	}
	for _, p := range [][2]string{{c.Secretary, "Điện thoại của bí thư"}, {c.Scribe, "Điện thoại của thư ký"}} {
		person, label := p[0], p[1]
		var d offline.Device
		if err := m.as(person, func(tx *store.Tx) (err error) {
			d, _, err = offline.Take(tx, offline.Taking{Meeting: id, Label: label})
			return err
		}); err != nil {
			return err
		}
		m.hall = append(m.hall, phoneOf{person, d.ID})
	}
	return nil
}

// sendSome sends what the phones have when the network comes and goes: all of the
// secretary's, of the scribe's all but four.
func (m *maker) sendSome(c *Cell, id string, n int) error {
	if !m.last || n != inHall {
		return nil
	}
	for _, p := range m.hall {
		waiting, words := 0, "Chi bộ nhất trí: hai thùng rác đầu ngõ 3, xong trước ngày 20."
		if p.person == c.Scribe {
			waiting, words = 4, "Chi bộ nhất trí: ba thùng rác ở hai đầu ngõ 3, xong trước ngày 20."
		}
		if err := m.as(p.person, func(tx *store.Tx) error {
			items, err := meeting.Items(tx.Reader, id)
			if err != nil || len(items) == 0 {
				return err
			}
			here, err := attendance.Attended(tx.Reader, id)
			if err != nil {
				return err
			}
			var ops []offline.Op
			write := func(kind, key string, v any) {
				b, _ := json.Marshal(v) // maps of texts
				ops = append(ops, offline.Op{ID: store.NewID(), Device: p.device, Seq: int64(len(ops) + 1), Lamport: int64(len(ops) + 1), At: tx.Now(), Kind: kind, Key: key, Value: b})
			}
			write(offline.Conclusion, offline.Conclusion+"/"+items[len(items)-1].ID, map[string]string{"text": words})
			for _, who := range c.Members[10:14] {
				if here[who.ID] && waiting > 0 {
					write(offline.Opinion, offline.Opinion+"/"+store.NewID(), map[string]string{"member": who.ID, "kind": "agree", "item": items[0].ID, "text": "Nhất trí với cách làm, đề nghị làm xong trước Tết."})
				}
			}
			_, err = offline.Receive(tx, m.book, p.device, offline.Batch{Ops: ops, Clock: tx.Now(), Waiting: &waiting, Done: waiting == 0})
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
