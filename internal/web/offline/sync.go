package offline

import (
	"errors"
	"io"
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/page"
)

// Header carries a device's pass.
const Header = "X-Chibo-Hall"

// Sync is POST: a device sends what was done on it and hears what others did. It
// shows its pass, not a session: 401 the pass is nobody's any more, 409 the meeting
// is sealed or another has signed in on the phone, 413 too much at once, 400
// unreadable. In each case nothing was taken and everything stays on the phone.
func Sync(w http.ResponseWriter, r *page.Request) error {
	answer, err := sync(r)
	if err != nil {
		return refuse(w, r, err)
	}
	return tell(w, http.StatusOK, answer)
}

func sync(r *page.Request) (offline.Answer, error) {
	viewer, pass, err := passOf(r)
	if err != nil {
		return offline.Answer{}, err
	}
	batch, err := body(r)
	if err != nil {
		return offline.Answer{}, err
	}
	var answer offline.Answer
	if len(batch.Ops) == 0 && !batch.Done { // a look: nothing is written where nothing is new
		quiet := false
		err := r.DB.Read(r.Context(), viewer, func(rd *store.Reader) (err error) {
			answer, quiet, err = offline.Look(rd, r.Book, pass.Device, batch)
			return err
		})
		if err != nil || quiet {
			return answer, err
		}
	}
	err = r.DB.Write(r.Context(), viewer, func(tx *store.Tx) (err error) {
		answer, err = offline.Receive(tx, r.Book, pass.Device, batch)
		return err
	})
	return answer, err
}

// passOf tells whose device asks. Whoever has signed in on the same browser must
// be the same person: operations are never sent under another's name.
func passOf(r *page.Request) (store.Viewer, offline.Pass, error) {
	pass, ok := offline.ReadPass(r.Header.Get(Header))
	if !ok {
		return store.Viewer{}, pass, fault.New(fault.Unsigned, "hall_unknown")
	}
	var d offline.Device
	err := r.DB.Read(r.Context(), store.Viewer{Tenant: pass.Tenant, Person: store.System}, func(rd *store.Reader) (err error) {
		d, err = offline.Enter(rd, pass)
		return err
	})
	if err == nil && r.Signed() && (r.Viewer.Person != d.Person || r.Viewer.Tenant != pass.Tenant) {
		err = fault.New(fault.Conflict, "hall_other_login")
	}
	if err == nil {
		err = r.Under(pass.Tenant)
	}
	return store.Viewer{Tenant: pass.Tenant, Person: d.Person}, pass, err
}

// body reads the batch; the server cuts a body over the limit.
func body(r *page.Request) (offline.Batch, error) {
	raw, err := io.ReadAll(r.Body)
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		return offline.Batch{}, fault.New(fault.TooLarge, "hall_large")
	case err != nil:
		return offline.Batch{}, fault.New(fault.Invalid, "hall_broken").Because(err)
	}
	return offline.ParseBatch(raw)
}
