package speech_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestOpinions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		id := store.NewID()
		for _, s := range []struct {
			name string
			who  string
			in   speech.Opinion
			code string
		}{
			{"without text", c.Huy.Person, speech.Opinion{ID: id, Member: c.Loc.Member, Kind: "contribute"}, ""},
			{"the same tap again", c.Huy.Person, speech.Opinion{ID: id, Member: c.Loc.Member, Kind: "contribute"}, ""},
			{"a probationary member speaks too", c.Huy.Person, speech.Opinion{Member: c.Anh.Member, Kind: "concern", Gist: "Đường ngõ 12 tối."}, ""},
			{"self-criticism", c.Huy.Person, speech.Opinion{Member: c.Loc.Member, Kind: "self_criticism"}, ""},
			{"unknown kind", c.Huy.Person, speech.Opinion{Member: c.Loc.Member, Kind: "shout"}, "opinion_kind"},
			{"somebody of another cell", c.Huy.Person, speech.Opinion{Member: c.Neighbour.Member, Kind: "agree"}, "opinion_member"},
			{"suspended", c.Huy.Person, speech.Opinion{Member: c.Nga.Member, Kind: "agree"}, "opinion_member"},
			{"an item of nowhere", c.Huy.Person, speech.Opinion{Member: c.Loc.Member, Kind: "agree", Item: "x"}, "not_found"},
			{"a member writes", c.Loc.Person, speech.Opinion{Member: c.Loc.Member, Kind: "agree"}, "not_found"},
			{"the neighbour writes", c.Neighbour.Person, speech.Opinion{Member: c.Loc.Member, Kind: "agree"}, "not_found"},
		} {
			s.in.Meeting = m.ID
			err := db.TryWrite(s.who, func(tx *store.Tx) error { _, err := speech.Add(tx, s.in); return err })
			if (s.code == "") != (err == nil) || s.code != "" && !fault.Is(err, s.code) {
				t.Errorf("%s: want %q, got %v", s.name, s.code, err)
			}
		}
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			_, err := speech.Write(tx, m.ID, id, 1, speech.Words{Gist: "Xe rác vào ngõ 12."})
			return err
		})
		db.Read(t, c.Mai.Person, func(rd *store.Reader) error {
			all, err := speech.List(rd, m.ID)
			n, _ := speech.Speakers(rd, m.ID)
			if err != nil || len(all) != 3 || n != 2 {
				t.Errorf("%v, %d speakers, %v", all, n, err)
			}
			return nil
		})
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error { return speech.Undo(tx, m.ID, id) })
		for _, who := range []string{c.Neighbour.Person, c.Officer} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := speech.List(rd, m.ID); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		thief := store.Viewer{Tenant: db.Tenant + 7, Person: store.System}
		if err := db.DB.Read(t.Context(), thief, func(rd *store.Reader) error { _, err := speech.List(rd, m.ID); return err }); !fault.Is(err, "not_found") {
			t.Errorf("%v", err)
		}
	})
}
