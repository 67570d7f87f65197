package meetings

import (
	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/page"
)

// cellOf reads the cell of the address, for those who may name who helps.
func cellOf(r *page.Request) (cell org.Org, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err == nil {
			err = access.Must(rd, access.AssistantEdit, cell.ID)
		}
		return err
	})
	return cell, err
}
