package backup

import (
	"slices"
	"time"

	"chibo/internal/store"
)

// longest bounds how far ahead a backup's end is looked for.
const longest = 10 * 366

// Gone is the day on which the last nightly backup made until a day is let go, by
// the rule of how many are kept and one backup a night: from then on no backup
// of this server reads what was erased that day. "" where none is made here.
func (k *Keeper) Gone(day string) string {
	if k == nil || k.Dir == "" {
		return ""
	}
	t, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	if err != nil {
		return ""
	}
	name := func(t time.Time) string { return "chibo-" + t.Format(time.DateOnly) + "-0000.tar" }
	var kept []string // newest first
	for n := -(7*k.Weekly + k.Daily + 7); n < longest; n++ {
		today := t.AddDate(0, 0, n)
		kept = append([]string{name(today)}, kept...)
		out := spent(kept, k.Daily, k.Weekly)
		kept = slices.DeleteFunc(kept, func(name string) bool { return slices.Contains(out, name) })
		if n > 0 && kept[len(kept)-1] > name(t) {
			return today.Format(time.DateOnly)
		}
	}
	return ""
}
