// Package offline is the door of phones that took a meeting along, and the page
// on which its secretary sees them: a packet to take, a place to send to, devices,
// entries on which two devices differ, entries a room refused.
package offline

import (
	"cmp"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

// sitting is the meeting of an address.
type sitting struct {
	cell org.Org
	m    meeting.Meeting
	slug string
	ky   string
}

// find reads the meeting named in the address.
func find(rd *store.Reader, r *page.Request) (s sitting, err error) {
	period, kind, n, ok := link.SplitPeriod(r.PathValue("ky"))
	if !ok {
		return s, fault.Missing()
	}
	if s.cell, err = org.BySlug(rd, cmp.Or(r.PathValue("cb"), r.PathValue("cu"))); err != nil {
		return s, err
	}
	if s.m, err = meeting.Find(rd, s.cell.ID, period, kind); err != nil {
		return s, err
	}
	if s.m.N != n && s.m.Kind == kind {
		all, _, err := meeting.List(rd, meeting.Filter{Org: s.cell.ID, Month: period, Kind: kind})
		if err != nil {
			return s, err
		}
		at := slices.IndexFunc(all, func(m meeting.Meeting) bool { return m.N == n })
		if at < 0 {
			return s, fault.Missing()
		}
		s.m = all[at]
	}
	s.slug, s.ky = s.cell.Slug, link.Period(s.m.Period, s.m.Kind, s.m.N)
	if s.m.OfCommittee() {
		r.Words = r.Words.As("hop")
	}
	return s, nil
}

// tell answers a program.
func tell(w http.ResponseWriter, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the phone may have gone
	return nil
}

// problem is what a phone hears instead of an answer: a code, and the sentence it
// shows.
type problem struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusBadRequest, fault.NotFound: http.StatusUnauthorized, fault.Conflict: http.StatusConflict, fault.Unsigned: http.StatusUnauthorized,
	fault.TooMany: http.StatusTooManyRequests, fault.Busy: http.StatusServiceUnavailable, fault.Unavailable: http.StatusServiceUnavailable, fault.TooLarge: http.StatusRequestEntityTooLarge,
}

// refuse answers a program's request that failed. Nothing of it was taken.
func refuse(w http.ResponseWriter, r *page.Request, err error) error {
	f := fault.Of(err, "general")
	status := statuses[f.Kind]
	if status == 0 {
		slog.ErrorContext(r.Context(), "request of a device failed", "error", err.Error())
		status = http.StatusInternalServerError
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	code := f.Code
	if f.Kind == fault.NotFound {
		code = "hall_unknown"
	}
	return tell(w, status, problem{code, page.Sentence(r.Words, code, f.Args...)})
}
