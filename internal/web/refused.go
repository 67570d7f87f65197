package web

import (
	"log/slog"
	"net/http"
	"strings"
)

// refused writes one line for whatever was refused, apart from the request's own: by whom as a mark, which route, why.
// right: no post of his opens that route; missing: not there or not his; unsigned: no token, or one nobody has; ended:
// a cookie whose session is over; foreign: another site's page sent it; tries, many: too many tries or requests;
// practice: out of a practice meeting. Never a name, an address or what was typed.
func (m measures) refusal(r *http.Request, sent *counted, route string) {
	reason, who, _ := strings.Cut(sent.refused, " ")
	switch {
	case reason != "":
	case sent.status == http.StatusForbidden && sent.route == "": // stopped before any route
		reason, who = "foreign", "-"
	case sent.status == http.StatusTooManyRequests:
		reason, who = "many", "-"
	default:
		return
	}
	m.refused.WithLabelValues(reason).Inc()
	slog.WarnContext(r.Context(), "refused", "reason", reason, "who", who, "method", method(r.Method), "route", route, "status", sent.status)
}
