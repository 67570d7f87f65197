package safety

import (
	"context"

	"chibo/internal/demo"
	"chibo/internal/goodway"
	"chibo/internal/store"
)

// shelvedAt has each cell write what it does well for the committee alone, take what
// another shares with all, and be suggested it once.
func shelvedAt(db *store.DB, ward demo.Ward, cells ...demo.Cell) error {
	as := func(who string, do func(tx *store.Tx) error) error {
		return db.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: who}, do)
	}
	source, way := ward.Cells[1], goodway.GoodWay{}
	share := func(tx *store.Tx, org, reach string) (goodway.GoodWay, error) {
		w, err := goodway.Write(tx, book, goodway.Writing{Org: org, Title: "Thùng rác ba ngăn", Done: "x", How: "x", Effort: "x"})
		if err == nil {
			w, err = goodway.Share(tx, book, w.ID, w.Version, reach)
		}
		return w, err
	}
	if err := as(source.Secretary, func(tx *store.Tx) error {
		w, err := share(tx, source.ID, goodway.ToAll)
		way = w
		return err
	}); err != nil {
		return err
	}
	for _, c := range cells {
		if err := as(ward.Officer, func(tx *store.Tx) error { _, err := goodway.SuggestWay(tx, way.ID, c.ID); return err }); err != nil {
			return err
		}
		if err := as(c.Secretary, func(tx *store.Tx) error {
			if _, err := share(tx, c.ID, goodway.ToCommittee); err != nil {
				return err
			}
			_, err := goodway.Take(tx, way.ID, c.ID)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
