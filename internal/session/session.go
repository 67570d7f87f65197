// Package session knows who is at the door: one-time enrolment links and codes
// handed out by the cell or the committee, device sessions of ninety days, API
// tokens, and a password for those who want one. Links, cookies and tokens carry
// the tenant in front ("9900001.secret"), because they arrive before a tenant is
// known. Only hashes are kept. Nobody above chooses anybody's password: who lost
// a phone gets a new code in person (design/decisions.md 17).
package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Kinds of session.
const (
	Device = "device" // a browser on a phone or a computer
	Token  = "token"  // a program using the API
)

const (
	minute = 60_000
	hour   = 60 * minute
	day    = 24 * hour

	deviceLife = 90 * day                  // from last use
	sharedLife = (SharedIdle + 1) * minute // from the last noted use, which is noted every minute: ten minutes idle
	tokenLife  = 365 * day

	// lastDay is how long a device is known at most, however often it is used: a year
	// from the code or password it last proved itself with. Its owner reads the day on
	// his home a month before (Ends); it falls at three in the morning, in no meeting.
	lastDay   = 365 * day
	tellAhead = 30 * day
	turnover  = 2 * minute // a former token's, until the new one has arrived
)

// SharedIdle is after how many minutes without use a shared device leaves.
const SharedIdle = 10

// Session is a device or a program that is signed in.
type Session struct {
	ID        string
	Tenant    int64
	Person    string
	Name      string // the person's full name
	Kind      string
	Device    string // what the owner calls it
	Shared    bool
	Lang      string
	TextSize  string
	Acting    string // as which post the owner works here, "post|org"; whether he still holds it the reader asks
	LastSeen  int64
	ExpiresAt int64
	Began     int64 // when its owner last proved himself: code, link or password
	Former    bool  // found by a token that a proof has replaced

	hash    []byte // of the token it was found by
	arrived bool   // found by its new token while the former one still opens
}

// LastDay is the moment at which the device has to prove itself anew whatever
// happens: the first three in the morning a year after it last did.
func (s Session) LastDay() int64 { return atThree(s.Began + lastDay) }

// Ends tells the last day while it is near and the device is used: a month before.
// 0 means not yet. A shared device leaves long before.
func (s Session) Ends(now int64) int64 {
	if s.Kind != Device || s.Shared || s.LastDay()-now > tellAhead {
		return 0
	}
	return s.LastDay()
}

// atThree is the first three in the morning in Vietnam at or after a moment.
func atThree(ms int64) int64 {
	t := store.Clock(ms)
	three := time.Date(t.Year(), t.Month(), t.Day(), 3, 0, 0, 0, t.Location())
	if three.UnixMilli() < ms {
		three = three.AddDate(0, 0, 1)
	}
	return three.UnixMilli()
}

// Viewer is the session's owner as the store knows him.
func (s Session) Viewer() store.Viewer {
	return store.Viewer{Tenant: s.Tenant, Person: s.Person, Session: s.ID}
}

// Started is a session just begun, with the one copy of its secret.
type Started struct {
	Session
	Secret string // "tenant.secret", for the cookie or the program
}

// system is the program acting in a tenant before anybody is known.
func system(tenant int64) store.Viewer { return store.Viewer{Tenant: tenant, Person: store.System} }

// secret makes 256 bits of chance and their hash.
func secret() (text string, hash []byte) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		panic(err) // the system's source of chance never fails on supported systems
	}
	text = base64.RawURLEncoding.EncodeToString(b)
	return text, digest(text)
}

func digest(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// join and split put the tenant in front of a secret and take it off again.
func join(tenant int64, text string) string { return strconv.FormatInt(tenant, 10) + "." + text }

func split(text string) (tenant int64, rest string, ok bool) {
	front, rest, found := strings.Cut(text, ".")
	tenant, err := strconv.ParseInt(front, 10, 64)
	return tenant, rest, found && err == nil && tenant > 0 && rest != "" && len(rest) <= 64
}

func unsigned() error { return fault.New(fault.Unsigned, "unsigned") }

// Find tells whose session a cookie or bearer token is. What is unknown, ended
// or out of time is fault.Unsigned. Use is noted at most hourly (each minute on
// a shared device, which leaves by itself after ten).
func Find(ctx context.Context, db *store.DB, text string) (Session, error) {
	s, err := Glance(ctx, db, text)
	if err != nil {
		return s, err
	}
	every := int64(hour)
	if s.Shared {
		every = minute
	}
	if db.Now()-s.LastSeen < every && !s.arrived {
		return s, nil
	}
	err = db.Write(ctx, system(s.Tenant), func(tx *store.Tx) error { return touch(tx, s) })
	if fault.KindOf(err) == fault.Busy {
		return s, nil // being busy never signs anybody out
	}
	return s, err
}

// Glance is Find for what a page does by itself, such as following a meeting: it
// is no use, and keeps no device signed in.
func Glance(ctx context.Context, db *store.DB, text string) (Session, error) {
	tenant, rest, ok := split(text)
	if !ok {
		return Session{}, unsigned()
	}
	var s Session
	hash := digest(rest)
	err := db.Read(ctx, system(tenant), func(rd *store.Reader) (err error) {
		s, err = store.One(rd, scanSession, found+`s.token_hash = $2 and s.revoked_at is null and s.expires_at > $3`, hash, rd.Now())
		if store.IsNoRow(err) { // replaced a moment ago, and the answer has not arrived
			s, err = store.One(rd, scanSession, found+`s.former_hash = $2 and s.former_until > $3 and s.revoked_at is null and s.expires_at > $3`, hash, rd.Now())
			s.Former, s.arrived = true, false
		}
		return err
	})
	if store.IsNoRow(err) {
		return Session{}, unsigned()
	}
	s.Tenant, s.hash = tenant, hash
	return s, err
}

const found = `select s.id, s.person, p.full_name, s.kind, s.device, s.shared, coalesce(a.lang, 'vi'), coalesce(a.text_size, ''), s.acting, s.last_seen, s.expires_at,
	case when s.proved_at > s.created_at then s.proved_at else s.created_at end, s.former_until > 0
	from session s join person p on p.tenant = s.tenant and p.id = s.person
	left join account a on a.tenant = s.tenant and a.person = s.person
	where s.tenant = $1 and `

// Idle reports whether a cookie that finds nothing any more was that of a shared
// device which left by itself, so that its user is told why.
func Idle(ctx context.Context, db *store.DB, text string) bool {
	tenant, rest, ok := split(text)
	if !ok {
		return false
	}
	var n int64
	err := db.Read(ctx, system(tenant), func(rd *store.Reader) (err error) {
		n, err = rd.Int(`select count(*) from session where tenant = $1 and token_hash = $2 and shared and revoked_at is null and expires_at <= $3`, digest(rest), rd.Now())
		return err
	})
	return err == nil && n > 0
}

func scanSession(scan store.Scan) (s Session, err error) {
	err = scan(&s.ID, &s.Person, &s.Name, &s.Kind, &s.Device, &s.Shared, &s.Lang, &s.TextSize, &s.Acting, &s.LastSeen, &s.ExpiresAt, &s.Began, &s.arrived)
	return
}

func touch(tx *store.Tx, s Session) error {
	until := s.ExpiresAt
	if s.Kind == Device {
		until = min(tx.Now()+life(s.Kind, s.Shared), s.LastDay())
	}
	_, err := tx.Exec(`update session set last_seen = $3, expires_at = $4 where tenant = $1 and id = $2 and revoked_at is null`, s.ID, tx.Now(), until)
	if err == nil && s.arrived { // from now on the former token opens nothing
		_, err = tx.Exec(`update session set former_hash = null, former_until = 0 where tenant = $1 and id = $2 and token_hash = $3`, s.ID, s.hash)
	}
	return err
}

func life(kind string, shared bool) int64 {
	switch {
	case kind == Token:
		return tokenLife
	case shared:
		return sharedLife
	}
	return deviceLife
}

// begin opens a session in the transaction that earned it. The first device of
// a person needs no announcement; any later one is announced on the others.
func begin(tx *store.Tx, person, kind, device string, shared bool, issuer string) (Started, error) {
	var name string
	if err := tx.Get([]any{&name}, `select full_name from person where tenant = $1 and id = $2`, person); err != nil {
		return Started{}, err
	}
	others, err := tx.Int(`select count(*) from session where tenant = $1 and person = $2 and kind = 'device' and revoked_at is null and expires_at > $3`, person, tx.Now())
	if err != nil {
		return Started{}, err
	}
	text, hash := secret()
	s := Session{ID: store.NewID(), Tenant: tx.Tenant(), Person: person, Name: name, Kind: kind, Device: device, Shared: shared, LastSeen: tx.Now(), ExpiresAt: tx.Now() + life(kind, shared), Began: tx.Now(), hash: hash}
	var seen any
	if others == 0 {
		seen = tx.Now()
	}
	if _, err := tx.Exec(`insert into session (tenant, id, token_hash, person, kind, device, shared, issued_by, created_at, last_seen, expires_at, revoked_at, seen_by_owner_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, null, $11)`, s.ID, hash, person, kind, device, shared, issuer, s.LastSeen, s.ExpiresAt, seen); err != nil {
		return Started{}, err
	}
	me := tx.As(person)
	return Started{Session: s, Secret: join(s.Tenant, text)}, audit.Note(me, "session.begin", "session", s.ID, "", map[string]any{"kind": kind, "device": device, "shared": shared, "issued_by": issuer})
}
