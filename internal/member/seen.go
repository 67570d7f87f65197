package member

import (
	"slices"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
)

const seenFor = 90 * 24 * 3600_000 // how long back one sees who looked

// Seen lists who opened the viewer's own record, or a list of an organisation in
// which the viewer stands, in ninety days, the newest first.
func Seen(rd *store.Reader) ([]audit.View, error) {
	var lists []string
	me, err := Mine(rd)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	for id := me.Org; id != "" && len(lists) < 6; {
		lists = append(lists, id)
		up, err := org.Get(rd, id)
		if fault.KindOf(err) == fault.NotFound {
			break
		}
		if err != nil {
			return nil, err
		}
		id = up.Parent
	}
	if root, err := org.Root(rd); err == nil && len(lists) > 0 && !slices.Contains(lists, root.ID) {
		lists = append(lists, root.ID)
	}
	return audit.Views(rd, rd.Viewer().Person, lists, rd.Now()-seenFor)
}
