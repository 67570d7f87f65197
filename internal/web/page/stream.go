package page

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"chibo/internal/fault"
	"chibo/internal/live"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/ui"
)

const (
	beat      = 25 * time.Second       // between two questions whether the reader still may
	askWithin = 400 * time.Millisecond // after something may have changed that, spread over the listeners
	writing   = 10 * time.Second       // for one beat to leave; who does not take it has gone

	lookWithin  = 200    // ms within which a page comes to look, when few listen
	lookEach    = 4      // ms more for each that listens
	lookLongest = 10_000 // ms
)

// LookHeader marks a request that a page's script makes by itself.
const LookHeader = "X-Chibo-Look"

// finder finds sessions; what a page does by itself is no use of one.
func (r *Request) finder() session.Finder {
	if r.route != nil && r.route.Alone || r.Header.Get(LookHeader) != "" {
		return session.Glance
	}
	return session.Find
}

// Streaming reports whether a request asks for a stream, which is never
// compressed: it would wait in the buffer.
func Streaming(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/event-stream")
}

// follows completes the address at which a page hears of changes with the moment
// before it was read, so that what changes meanwhile is not missed. The answer to
// a form does not follow: it shows what was typed.
func (r *Request) follows(p *ui.Page) {
	if p.Live == "" || r.Method != http.MethodGet {
		p.Live = ""
		return
	}
	p.Live += "?tu=" + r.mark
	p.Scripts = append(p.Scripts, "live.js")
}

// Stream answers with one beat after each change of an organisation's matters,
// for as long as the viewer's session lives and still finds nothing against it:
// asked again within a second after any change of rights, every 25 seconds, and when
// the session or the day ends by the clock.
// A beat says within how many milliseconds to look, so that a thousand do not
// come at once, and nothing else. Who asks for no stream is answered "look" and let go.
func (r *Request) Stream(w http.ResponseWriter, org string, still func(rd *store.Reader) error) error {
	asked := r.DB.Now() // before what is said, else a midnight between the two goes by unseen
	hub, topic := r.DB.Live(), live.Topic{Tenant: r.Viewer.Tenant, Org: org}
	whose := fmt.Sprint(r.Viewer.Tenant, " ", r.Viewer.Person)
	changed, ok := hub.Listen(topic, whose)
	if !ok {
		return fault.New(fault.Busy, "busy")
	}
	defer changed.End()
	rights, ok := hub.Listen(live.Topic{Tenant: r.Viewer.Tenant}, whose)
	if !ok {
		return fault.New(fault.Busy, "busy")
	}
	defer rights.End()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy must not keep it back either
	line := http.NewResponseController(w)
	_ = line.SetReadDeadline(time.Time{})
	say := func(text string) bool {
		_ = line.SetWriteDeadline(time.Now().Add(writing))
		_, err := w.Write([]byte(text))
		return err == nil && line.Flush() == nil
	}
	look := func() string {
		return fmt.Sprintf("data: %d\n\n", min(lookWithin+lookEach*hub.Listening(topic), lookLongest))
	}
	begin := "retry: 3000\n\n"
	if !Streaming(r.Request) || hub.Since(topic, r.URL.Query().Get("tu")) {
		begin += look()
	}
	if !say(begin) || !Streaming(r.Request) {
		return nil
	}
	next := time.NewTimer(unasked(asked, r.Session.ExpiresAt))
	defer next.Stop()
	var ask <-chan time.Time
	for {
		select {
		case <-r.Context().Done():
			return nil
		case <-hub.Done():
			return nil
		case <-changed.C:
			if !say(look()) {
				return nil
			}
			continue
		case <-rights.C:
			if ask == nil {
				ask = time.After(rand.N(askWithin))
			}
			continue
		case <-ask:
			ask = nil
		case <-next.C:
		}
		asked = r.DB.Now()
		until, ok := r.still(still)
		if !ok || !say(":\n\n") {
			return nil
		}
		next.Reset(unasked(asked, until))
	}
}

// unasked is how long a line may go on without asking: a beat, or until the session
// ends, or the day, and with it a post whose last day it was.
func unasked(now, until int64) time.Duration {
	at := time.UnixMilli(now).In(store.Vietnam)
	left := time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, store.Vietnam).UnixMilli() - now
	if until > 0 {
		left = min(left, until-now)
	}
	return min(beat, time.Duration(max(left, 0)+1)*time.Millisecond)
}

// still reports whether session and right still stand, and until when the session
// does. A database too busy to answer ends nothing; the next beat asks again.
func (r *Request) still(may func(rd *store.Reader) error) (until int64, ok bool) {
	err := r.Read(func(rd *store.Reader) (err error) {
		if until, err = session.Ends(rd); err != nil || until == 0 {
			return err
		}
		return may(rd)
	})
	alive := until > 0
	if err == nil && alive && r.own.ID != "" { // a practice lives no longer than the session it was begun in
		alive, err = session.Lives(r.Context(), r.DB, r.own)
	}
	if fault.KindOf(err) == fault.Busy {
		return 0, true
	}
	return until, err == nil && alive
}
