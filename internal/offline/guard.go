package offline

import (
	"encoding/json"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// A reserved opinion is for its author, the cell's committee and whom it is sent to;
// a reminder for the comrade and the committee. Their words stay on the device that
// wrote them: other devices hear that there is one, which the minutes count, and
// read only what the minutes print.

// guarded are the kinds whose words do not travel.
var guarded = map[string]access.Action{Remind: access.ReminderKeep, Reserve: access.ReservedView}

// forOthers is an operation as another device may have it.
func (o Op) forOthers() Op {
	if guarded[o.Kind] == "" || null(o.Value) {
		return o
	}
	if v := into[struct{ Named, Printed bool }](o.Value); !v.Named && !v.Printed {
		o.Value = json.RawMessage("{}")
	}
	return o
}

// forDevice gives a log as a device may have it: its own as it wrote them.
func forDevice(ops []Op, device string) []Op {
	out := make([]Op, len(ops))
	for n, o := range ops {
		if out[n] = o; o.Device != device {
			out[n] = o.forOthers()
		}
	}
	return out
}

// MayRead tells whether the viewer may read the words of an entry of this kind, for
// the page on which he chooses.
func MayRead(rd *store.Reader, m meeting.Meeting, kind string) (bool, error) {
	if guarded[kind] == "" {
		return true, nil
	}
	return meeting.Can(rd, m, guarded[kind])
}
