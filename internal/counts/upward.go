package counts

import (
	"strconv"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/store"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

// What came of sending a committee's months up by the server.
const (
	Waiting = "waiting" // nothing was sent yet
	Arrived = "arrived"
	Unknown = "unknown" // no committee above of that number here, or it does not list this one
)

// Upward is whether a committee lets its months go up by the server. Off while OnSince
// is empty.
type Upward struct {
	Above   int64 // number of the committee above
	OnSince string
	State   string
	SentAt  int64
	Version int64
}

// On tells that months go up.
func (u Upward) On() bool { return u.OnSince != "" }

// UpwardOf reads it, for those who send counts.
func UpwardOf(rd *store.Reader, top string) (Upward, error) {
	if err := access.Must(rd, access.CountsSend, top); err != nil {
		return Upward{}, err
	}
	return upward(rd)
}

func upward(rd *store.Reader) (u Upward, err error) {
	err = rd.Get([]any{&u.Above, &u.OnSince, &u.State, &u.SentAt, &u.Version}, `select above, on_since, state, coalesce(sent_at, 0), version from counts_upward where tenant = $1`)
	if store.IsNoRow(err) {
		err = nil
	}
	return u, err
}

// Consent lets the months go up to a committee on this server, or stops it: the secretary
// of the committee alone. What went up before stays where it is.
func Consent(tx *store.Tx, top string, version, above int64, on bool) (Upward, error) {
	if err := access.Must(tx.Reader, access.CountsConsent, top); err != nil {
		return Upward{}, err
	}
	u, err := upward(tx.Reader)
	if err != nil {
		return u, err
	}
	if u.On() == on && (!on || u.Above == above) {
		return u, nil
	}
	if version != u.Version {
		return u, fault.Stale(u)
	}
	if on && (above <= 0 || above == tx.Tenant()) {
		return u, fault.Bad("above", "counts_above")
	}
	u.Version++
	u.OnSince = ""
	if on {
		u.Above, u.OnSince, u.State, u.SentAt = above, tx.Today(), Waiting, 0
	}
	if _, err := tx.Exec(`insert into counts_upward (tenant, above, on_since, said_by, state, sent_at, version) values ($1, $2, $3, $4, $5, null, $6)
		on conflict (tenant) do update set above = excluded.above, on_since = excluded.on_since, said_by = excluded.said_by, state = excluded.state, sent_at = excluded.sent_at, version = excluded.version`,
		u.Above, u.OnSince, tx.Viewer().Person, u.State, u.Version); err != nil {
		return u, err
	}
	if err := audit.Note(tx, "counts.consent", "counts", "", top, map[string]any{"above": u.Above, "on": on}); err != nil {
		return u, err
	}
	if on {
		err = Settled(tx)
	}
	return u, err
}

// Settled asks for the months to be sent up soon, where the committee lets them:
// something of them was settled.
func Settled(tx *store.Tx) error {
	if u, err := upward(tx.Reader); err != nil || !u.On() {
		return err
	}
	return job.Enqueue(tx, SendJob, struct{}{}, "now", tx.Recorded()+settle)
}

// settle is how long the counts wait for more of the same evening, in milliseconds.
const settle = 5_000
