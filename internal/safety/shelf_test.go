package safety

import (
	"context"

	"chibo/internal/commend"
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

// praisedAt has the last sealed minutes of each cell praise the cell, and the cell propose it.
func praisedAt(db *store.DB, cells ...demo.Cell) error {
	for _, c := range cells {
		if err := db.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into praise (tenant, id, meeting, member, body, deed, at, by_person) select m.tenant, $3, m.id, '', 'Tổ đảng 1', 'Dọn kênh mương.', 1, '' from meeting m where m.tenant = $1 and m.org = $2 and m.circle = '' and m.sealed_at is not null order by m.day desc limit 1`, c.ID, "praise-"+c.ID)
			return err
		}); err != nil {
			return err
		}
		if err := db.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: c.Secretary}, func(tx *store.Tx) error {
			_, err := commend.Send(tx, "praise-"+c.ID, commend.ToPraise)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
