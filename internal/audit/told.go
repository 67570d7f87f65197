package audit

import (
	"strings"

	"chibo/internal/store"
)

// quiet are the beginnings of actions that change nobody's rights: what is
// written down in and after a meeting. Whatever is not named here may have
// changed them, so that every open page asks again whether its reader may still
// see it.
var quiet = []string{
	"attendance.", "speech.", "vote.", "task.", "duty.", "quality.", "reminder.", "resolution.", "minutes.", "dues.", "document.", "packet.", "report.", "hall.",
	"meeting.agenda", "meeting.begin_item", "meeting.guest", "meeting.interpreter", "meeting.item_remove", "meeting.minute", "meeting.move", "meeting.premeeting", "meeting.prepare", "meeting.shortcomings", "meeting.topic",
}

// told names what a write changes to those who listen.
func told(tx *store.Tx, action, org string) {
	if org != "" {
		tx.Touch(org)
	}
	for _, begins := range quiet {
		if strings.HasPrefix(action, begins) {
			return
		}
	}
	tx.Touch("")
}
