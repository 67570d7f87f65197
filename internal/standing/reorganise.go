package standing

import (
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
)

// Reorganise makes a change of the tree with all that follows from it: people,
// those who take part for a time, posts, and at a merge the tasks that are not
// finished.
func Reorganise(tx *store.Tx, book *rule.Book, in org.Change) (org.Org, error) {
	out, err := member.Reorganise(tx, book, in)
	if err != nil || in.Kind != org.Merged {
		return out, err
	}
	return out, task.Inherit(tx, in.Org, in.Into[0], in.Day)
}
