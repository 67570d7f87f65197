package page

import (
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/store"
)

// RefusedHeader tells the frame of requests why one was refused, and to whom: "right 3f9a0c41d2aa". It is taken off
// before the answer leaves.
const RefusedHeader = "X-Refused"

// refused notes a refusal for the log of the machine. At the door it is a right the viewer does not hold anywhere; in
// a room it may also be something that is not there: the two look the same on purpose.
func (r *Request) refused(w http.ResponseWriter, err error, door bool) {
	reason := ""
	switch {
	case fault.KindOf(err) == fault.NotFound && !r.Signed(): // a mistyped address
	case fault.KindOf(err) == fault.NotFound && door:
		reason = "right"
	case fault.KindOf(err) == fault.NotFound:
		reason = "missing"
	case fault.KindOf(err) == fault.Unsigned && r.ended != "": // a cookie of a session that has ended
		reason = "ended"
	case fault.KindOf(err) == fault.TooMany:
		reason = "tries"
	case fault.Is(err, "practice_only"):
		reason = "practice"
	}
	if reason == "" {
		return
	}
	who := "-"
	if r.Signed() {
		if err := r.Read(func(rd *store.Reader) (err error) { who, err = session.Mark(rd); return }); err != nil {
			who = "-" // the line is worth more than the mark
		}
	}
	w.Header().Set(RefusedHeader, reason+" "+who)
}
