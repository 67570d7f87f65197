package offline

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"regexp"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const (
	hour = 3_600_000
	// afterSealing is how long a device may still ask after its meeting is sealed;
	// then it wipes itself and its pass is void.
	afterSealing = 72 * hour
)

// Device is one taken along to a meeting.
type Device struct {
	ID         string
	Meeting    string
	Person     string
	Name       string // of the person
	Label      string // what its holder calls it
	MadeAt     int64
	LastSeq    int64 // the greatest sequence that has come in
	Taken      int64 // how many operations have come in
	Waiting    int64 // what still waited on it when it last sent
	ReadTo     int64 // how far it has read the log
	LastSentAt int64 // 0: never
	DoneAt     int64 // its holder said that nothing more will come
	RevokedAt  int64
	GivenUpAt  int64
	GivenUpBy  string // person
	GivenUpWhy string
}

const deviceColumns = `d.id, d.meeting, d.person, coalesce(p.full_name, ''), d.label, d.made_at, d.last_seq, d.waiting, d.read_to, coalesce(d.last_sent_at, 0), coalesce(d.done_at, 0),
	coalesce(d.revoked_at, 0), coalesce(d.given_up_at, 0), d.given_up_by, d.given_up_why,
	(select count(*) from hall_op o where o.tenant = d.tenant and o.meeting = d.meeting and o.device = d.id)`

func scanDevice(scan store.Scan) (d Device, err error) {
	err = scan(&d.ID, &d.Meeting, &d.Person, &d.Name, &d.Label, &d.MadeAt, &d.LastSeq, &d.Waiting, &d.ReadTo, &d.LastSentAt, &d.DoneAt,
		&d.RevokedAt, &d.GivenUpAt, &d.GivenUpBy, &d.GivenUpWhy, &d.Taken)
	return
}

const fromDevice = ` from hall_device d left join person p on p.tenant = d.tenant and p.id = d.person `

// Pass is what a device shows at the door: tenant, device and secret.
type Pass struct {
	Tenant int64
	Device string
	Secret string
}

// ReadPass takes apart "TENANT.DEVICE.SECRET", as in the header X-Chibo-Hall.
func ReadPass(text string) (Pass, bool) {
	front, rest, _ := strings.Cut(text, ".")
	device, secret, ok := strings.Cut(rest, ".")
	tenant, err := strconv.ParseInt(front, 10, 64)
	return Pass{tenant, device, secret}, ok && err == nil && tenant > 0 && idShape.MatchString(device) && secretShape.MatchString(secret)
}

func (p Pass) String() string {
	return strconv.FormatInt(p.Tenant, 10) + "." + p.Device + "." + p.Secret
}

var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// newSecret makes 256 bits of chance.
func newSecret() string {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		panic(err) // the system's source of chance never fails on supported systems
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// Enter tells whose device a pass is, or why it is nobody's any more; every no
// is fault.Unsigned, and all that waits on the phone stays there. It is asked in
// the name of the program, before anybody is known.
func Enter(rd *store.Reader, p Pass) (Device, error) {
	var hash []byte
	err := rd.Get([]any{&hash}, `select secret_hash from hall_device where tenant = $1 and id = $2`, p.Device)
	if store.IsNoRow(err) || err == nil && subtle.ConstantTimeCompare(hash, digest(p.Secret)) != 1 {
		return Device{}, fault.New(fault.Unsigned, "hall_unknown")
	}
	if err != nil {
		return Device{}, err
	}
	return store.One(rd, scanDevice, `select `+deviceColumns+fromDevice+`where d.tenant = $1 and d.id = $2`, p.Device)
}

// may says whether the device still works for its person in the meeting: it was
// not shut out, its person runs the meeting or chairs or writes it, and the
// meeting was not sealed too long ago.
func (d Device) may(rd *store.Reader, m meeting.Meeting) error {
	switch {
	case d.RevokedAt > 0:
		return fault.New(fault.Unsigned, "hall_revoked")
	case m.SealedAt > 0 && rd.Recorded() > m.SealedAt+afterSealing:
		return fault.New(fault.Unsigned, "hall_over")
	case d.Person == m.Chair || d.Person == m.Scribe:
		return nil
	}
	ok, err := meeting.Can(rd.As(d.Person), m, access.MeetingRun)
	if err == nil && !ok {
		return fault.New(fault.Unsigned, "hall_post_ended")
	}
	return err
}

// Taking is what a browser asks for. Secret may be its own (43 letters of
// base64url): asked twice with the same it is one device. Shared tells that
// others use the browser too.
type Taking struct {
	Meeting string
	Label   string
	Secret  string
	Shared  bool
}

// Take gives a device its pass for one meeting, for whoever runs it. Before it
// is sealed; not on a shared device.
func Take(tx *store.Tx, in Taking) (Device, Pass, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.MeetingRun)
	if err != nil {
		return Device{}, Pass{}, err
	}
	in.Label = vi.Clean(in.Label)
	switch {
	case in.Shared:
		return Device{}, Pass{}, fault.New(fault.Conflict, "hall_shared")
	case m.At(meeting.Sealed):
		return Device{}, Pass{}, fault.New(fault.Conflict, "hall_sealed")
	case m.EnteredAt > 0:
		return Device{}, Pass{}, fault.New(fault.Conflict, "hall_entered")
	case len(in.Label) > 200:
		return Device{}, Pass{}, fault.Bad("label", "hall_label")
	case in.Secret != "" && !secretShape.MatchString(in.Secret):
		return Device{}, Pass{}, fault.Bad("secret", "hall_broken")
	}
	if in.Secret == "" {
		in.Secret = newSecret()
	}
	id := shapeID(tx.Tenant(), m.ID, in.Secret)
	n, err := tx.Exec(`insert into hall_device (tenant, id, meeting, person, session, secret_hash, label, made_at, last_seq, waiting, read_to, last_sent_at, done_at, revoked_at, given_up_at, given_up_by, given_up_why)
		values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, null, null, null, null, '', '') on conflict do nothing`, id, m.ID, tx.Viewer().Person, tx.Viewer().Session, digest(in.Secret), in.Label, tx.Now())
	if err != nil {
		return Device{}, Pass{}, err
	}
	pass := Pass{tx.Tenant(), id, in.Secret}
	if n > 0 {
		if _, err := tx.Exec(`insert into hall (tenant, meeting, last, lamport) values ($1, $2, 0, 0) on conflict do nothing`, m.ID); err != nil {
			return Device{}, pass, err
		}
		if err := audit.Note(tx, "hall.take", "meeting", m.ID, m.Org, map[string]string{"device": id, "label": in.Label}); err != nil {
			return Device{}, pass, err
		}
	}
	d, err := Enter(tx.Reader, pass)
	if err == nil && d.Person != tx.Viewer().Person {
		err = fault.New(fault.Conflict, "hall_other_login")
	}
	if err == nil && d.RevokedAt > 0 {
		err = fault.New(fault.Conflict, "hall_revoked")
	}
	return d, pass, err
}

// Devices lists those taken along to a meeting, in the order of their making, for
// whoever runs it.
func Devices(rd *store.Reader, id string) ([]Device, error) {
	if _, err := holding(rd, id); err != nil {
		return nil, err
	}
	return devices(rd, id)
}

// holding reads a meeting for whoever runs, chairs, writes or seals it.
func holding(rd *store.Reader, id string) (meeting.Meeting, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return m, err
	}
	if me := rd.Viewer().Person; me != "" && (me == m.Chair || me == m.Scribe) {
		return m, nil
	}
	return m, meeting.Must(rd, m, access.MeetingRun)
}

func devices(rd *store.Reader, id string) ([]Device, error) {
	return store.All(rd, scanDevice, `select `+deviceColumns+fromDevice+`where d.tenant = $1 and d.meeting = $2 order by d.made_at, d.id`, id)
}

// Lost shuts out every device a person has taken along, because a phone was lost;
// but the one that session holds (signed out everywhere else: it is still in his
// hand). What was sent stays; what was not is named before sealing. Whoever calls
// it asked for the right (session.Lost, session.SignOutEverywhere).
func Lost(tx *store.Tx, person, spare string) error {
	n, err := tx.Exec(`update hall_device set revoked_at = $3 where tenant = $1 and person = $2 and revoked_at is null and (session <> $4 or $4 = '')`, person, tx.Now(), spare)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "hall.lost", "person", person, "", map[string]int64{"devices": n})
}
