package offline

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"chibo/internal/store"
)

// space names the ids made here from what they stand for.
var space = uuid.MustParse("8d5a1a52-6f0e-5c0b-9d6b-7b6c0f3c2a11")

// shapeID makes an id of what it stands for: the same again is the same id.
func shapeID(tenant int64, parts ...string) string {
	text := strconv.FormatInt(tenant, 10)
	for _, p := range parts {
		text += "\x00" + p
	}
	return uuid.NewSHA1(space, []byte(text)).String()
}

// log is a meeting's log, locked for this transaction.
type log struct {
	meeting       string
	last, lamport int64
}

// lock takes the meeting's log for this transaction: two devices that send at
// once come one after the other, so that arrival has one order.
func lock(tx *store.Tx, id string) (l log, err error) {
	l.meeting = id
	if _, err := tx.Exec(`update hall set last = last where tenant = $1 and meeting = $2`, id); err != nil {
		return l, err
	}
	err = tx.Get([]any{&l.last, &l.lamport}, `select last, lamport from hall where tenant = $1 and meeting = $2`, id)
	return l, err
}

// add appends one operation.
func (l *log) add(tx *store.Tx, o *Op) error {
	l.last++
	l.lamport = max(l.lamport, o.Lamport)
	o.n = l.last
	if o.Saw == nil {
		o.Saw = []string{}
	}
	_, err := tx.Exec(`insert into hall_op (tenant, meeting, id, n, device, seq, lamport, at, held_at, kind, entry, value, saw, person, received_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		l.meeting, o.ID, o.n, o.Device, o.Seq, o.Lamport, o.At, o.held, o.Kind, o.Key, string(o.Value), store.JSON(o.Saw), o.person, tx.Recorded())
	return err
}

// addWeb appends what a form or a choice wrote: it saw all that stands.
func (l *log) addWeb(tx *store.Tx, key string, value json.RawMessage, saw []string) (Op, error) {
	seq, err := tx.Int(`select coalesce(max(seq), 0) + 1 from hall_op where tenant = $1 and meeting = $2 and device = $3`, l.meeting, Web)
	if err != nil {
		return Op{}, err
	}
	o := Op{ID: store.NewID(), Device: Web, Seq: seq, Lamport: l.lamport + 1, At: tx.Recorded(), Kind: kindOf(key), Key: key, Value: value, Saw: saw, held: tx.Now(), person: tx.Viewer().Person}
	return o, l.add(tx, &o)
}

// keep writes down how far the log has come.
func (l log) keep(tx *store.Tx) error {
	_, err := tx.Exec(`update hall set last = $3, lamport = $4 where tenant = $1 and meeting = $2`, l.meeting, l.last, l.lamport)
	return err
}

const opColumns = `id, n, device, seq, lamport, at, held_at, kind, entry, value, saw, person`

func scanOp(scan store.Scan) (o Op, err error) {
	var value, saw string
	if err = scan(&o.ID, &o.n, &o.Device, &o.Seq, &o.Lamport, &o.At, &o.held, &o.Kind, &o.Key, &value, &saw, &o.person); err != nil {
		return
	}
	o.Value = json.RawMessage(value)
	return o, json.Unmarshal([]byte(saw), &o.Saw)
}

// all reads a meeting's whole log in the order of arrival.
func all(rd *store.Reader, id string) ([]Op, error) {
	return store.All(rd, scanOp, `select `+opColumns+` from hall_op where tenant = $1 and meeting = $2 order by n`, id)
}

// mostPulled is how much of the log one answer carries.
const mostPulled = 500

// after gives what others did since a cursor, at most mostPulled, and the cursor
// to ask with next.
func after(ops []Op, cursor int64, device string) ([]Op, int64) {
	out := []Op{}
	next := cursor
	for _, o := range ops {
		if o.n <= cursor {
			continue
		}
		if o.Device != device {
			if len(out) == mostPulled {
				break
			}
			out = append(out, o.forOthers())
		}
		next = o.n
	}
	return slices.Clip(out), next
}
