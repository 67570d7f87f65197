package meetings

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/page"
)

// Writers lets a form be seen and sent only by those who may write agenda and
// resolution in this cell: whoever prepares the meeting and whoever holds it.
// Others of the cell may look at the meeting, but are offered no form.
func Writers(h page.Handler) page.Handler { return only(h, access.MeetingPrepare, access.MeetingRun) }

// Preparers is Writers without the scribe, who adds but takes nothing off.
func Preparers(h page.Handler) page.Handler { return only(h, access.MeetingPrepare) }

// Keepers are those who give and keep reminders: the cell's committee.
func Keepers(h page.Handler) page.Handler { return only(h, access.ReminderKeep) }

func only(h page.Handler, actions ...access.Action) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error {
		if _, err := read(r, func(rd *store.Reader, s sitting) error {
			for _, a := range actions {
				if ok, err := meeting.Can(rd, s.M, a); ok || err != nil {
					return err
				}
			}
			return fault.Missing()
		}); err != nil {
			return err
		}
		return h(w, r)
	}
}
