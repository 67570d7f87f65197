package offline_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/offline"
	"chibo/internal/quality"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// seed replays one run of the simulations: go test ./internal/offline -run Seeded -seed 4711
var seed = flag.Int64("seed", -1, "replays one seeded run")

// seeds are those to run: one by name, many in the drill (CHIBO_DRILL), few else.
func seeds(t *testing.T, few, many int) []int64 {
	t.Helper()
	n := few
	if os.Getenv("CHIBO_DRILL") != "" {
		n = many
	}
	if *seed >= 0 {
		return []int64{*seed}
	}
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(i + 1)
	}
	return out
}

const december = "dec"

// table is a room with one meeting whose ids are the same in every run, so that
// two runs can be compared word by word.
type table struct{ db *storetest.DB }

func newTable(t *testing.T, db *storetest.DB, devices []simDevice) *table {
	t.Helper()
	cast.Build(t, db)
	db.Clock.Set(time.Date(2026, 12, 3, 18, 0, 0, 0, store.Vietnam))
	cast.Meeting(t, db, december, cast.Cell, "2026-12-03", "announced")
	db.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version, helper, circle, asked_due)
			values ($1, 'task1', $2, 'nov', $3, 'Vận động 10 hộ hiến đất', '', '2026-11-30', '2026-12', '', '', false, 'doing', '', '2026-11-03', null, 1, '', '', '')`, cast.Cell, cast.M(cast.Loc)); err != nil {
			return err
		}
		if _, err := tx.Exec(`update meeting set chair = null, scribe = null where tenant = $1`); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into hall (tenant, meeting, last, lamport) values ($1, $2, 0, 0)`, december); err != nil {
			return err
		}
		for _, d := range devices {
			if _, err := tx.Exec(`insert into hall_device (tenant, id, meeting, person, session, secret_hash, label, made_at, last_seq, waiting, read_to, given_up_by, given_up_why) values ($1, $2, $3, $4, '', $5, '', $6, 0, 0, 0, '', '')`,
				d.id, december, d.person, []byte{1}, tx.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	return &table{db}
}

// receive hands a batch to the server.
func (x *table) receive(t *testing.T, d simDevice, b offline.Batch) offline.Answer {
	t.Helper()
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	in, err := offline.ParseBatch(text)
	if err != nil {
		t.Fatal(err)
	}
	var a offline.Answer
	x.db.Write(t, d.person, func(tx *store.Tx) error {
		got, err := offline.Receive(tx, cast.Book, d.id, in)
		a = got
		return err
	})
	return a
}

// record is all that the rooms keep, as text without what only says how it came
// there.
func (x *table) record(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	x.db.Read(t, store.System, func(rd *store.Reader) error {
		m, err := meeting.Get(rd, december)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %s %s %s %s\n", m.State, m.Chair, m.Scribe, hourOf(m.OpenedAt), hourOf(m.ClosedAt))
		sheet, err := attendance.List(rd, december)
		if err != nil {
			return err
		}
		for _, r := range sheet.Rows {
			if k := r.Mark; k != nil {
				fmt.Fprintln(&b, r.FullName, k.Status, k.Reason, map[bool]string{true: hourOf(k.ArrivedAt)}[k.Status == attendance.Late], map[bool]string{true: hourOf(k.LeftAt)}[k.Status == attendance.LeftEarly])
			}
		}
		items, err := meeting.Items(rd, december)
		if err != nil {
			return err
		}
		for _, i := range items {
			fmt.Fprintf(&b, "%s|%s|%s|%s\n", i.Title, hourOf(i.StartedAt), i.Gist, i.Conclusion)
		}
		said, err := speech.List(rd, december)
		if err != nil {
			return err
		}
		for _, o := range said {
			fmt.Fprintln(&b, hourOf(o.At), o.ID, o.Member, o.Kind, o.Item, o.Bare, o.Gist)
		}
		praised, err := speech.Praised(rd, december)
		if err != nil {
			return err
		}
		for _, p := range praised {
			fmt.Fprintln(&b, hourOf(p.At), p.Member, p.Group, p.Deed)
		}
		r, err := resolution.Get(rd, december)
		if err != nil {
			return err
		}
		for _, i := range r.Items {
			fmt.Fprintln(&b, i.Position, i.Outside, i.Owner, i.Deed, i.Measure, i.Due, i.ReportAt)
		}
		votes, err := vote.List(rd, december)
		if err != nil {
			return err
		}
		for _, v := range votes {
			fmt.Fprintln(&b, hourOf(v.At), v.Matter, v.Subject, v.For, v.Against, v.Other, v.Base, v.Passed, v.Members, v.Sentence)
		}
		s, err := quality.Of(rd, december)
		if err != nil {
			return err
		}
		for _, n := range []*rule.Points{s.Self, s.Voted} {
			if n != nil {
				fmt.Fprint(&b, *n, " ")
			}
		}
		fmt.Fprintln(&b, s.SelfReason)
		l, err := meeting.LacksOf(rd, december)
		if err != nil {
			return err
		}
		found, err := task.Evaluations(rd, december)
		if err != nil {
			return err
		}
		fmt.Fprintln(&b, l.Lines, found)
		parts, err := minutes.Outline(rd, december)
		for _, p := range parts {
			fmt.Fprintf(&b, "%s %s %v\n%s\n", p.Key, p.Title, p.Edited, p.Text)
		}
		return err
	})
	return b.String()
}

// clean hands in every operation at the moment it was written.
func clean(t *testing.T, x *table, devices []simDevice, written []offline.Op, at map[string]int64) {
	by := map[string]simDevice{}
	for _, d := range devices {
		by[d.id] = d
	}
	for _, o := range written {
		now := at[o.ID]
		x.db.Clock.Set(time.UnixMilli(now))
		d := by[o.Device]
		x.receive(t, d, offline.Batch{Ops: []offline.Op{o}, Clock: max(now+d.skew, 1)})
	}
	x.db.Clock.Set(time.Date(2026, 12, 4, 9, 0, 0, 0, store.Vietnam))
}

// messy hands them in as a bad network does: late, in pieces, in any order, twice,
// with answers that never arrive.
func messy(t *testing.T, r *rand.Rand, x *table, phones []*simPhone) {
	now := time.Date(2026, 12, 3, 22, 0, 0, 0, store.Vietnam).UnixMilli()
	type parcel struct {
		d   simDevice
		ops []offline.Op
	}
	var parcels []parcel
	for _, p := range phones {
		rest := slices.Clone(p.own)
		if r.IntN(2) == 0 {
			r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
		}
		for len(rest) > 0 {
			n := 1 + r.IntN(min(len(rest), 12))
			parcels = append(parcels, parcel{p.simDevice, rest[:n]})
			if r.IntN(4) == 0 { // the answer was lost: it comes again, with more
				parcels = append(parcels, parcel{p.simDevice, rest[:min(len(rest), n+2)]})
			}
			rest = rest[n:]
		}
	}
	r.Shuffle(len(parcels), func(i, j int) { parcels[i], parcels[j] = parcels[j], parcels[i] })
	for _, c := range parcels {
		now += int64(1000 + r.IntN(600_000))
		x.db.Clock.Set(time.UnixMilli(now))
		if a := x.receive(t, c.d, offline.Batch{Ops: c.ops, Clock: max(now+c.d.skew, 1)}); len(a.Taken) != len(c.ops) {
			t.Fatalf("%d of %d taken: %+v", len(a.Taken), len(c.ops), a.Refused)
		}
	}
	x.db.Clock.Set(time.Date(2026, 12, 4, 9, 0, 0, 0, store.Vietnam))
}

// standing is what the log says of every entry and which were refused.
func (x *table) standing(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	x.db.Read(t, store.System, func(rd *store.Reader) error {
		rows, err := rd.Strings(`select entry || ' ' || code from hall_entry where tenant = $1 and meeting = $2 and code <> '' order by entry`, december)
		for _, s := range rows {
			fmt.Fprintln(&b, s)
		}
		return err
	})
	return b.String()
}

// TestSeededEveningsComeToOneRecord: what two to thirty phones did, handed in by a
// bad network, makes the same rows, the same refusals and the same minutes as the
// clean order did.
func TestSeededEveningsComeToOneRecord(t *testing.T) {
	run := func(t *testing.T, db *storetest.DB, n int64) {
		r := rand.New(rand.NewPCG(uint64(n), 45))
		devices := simDevices(r, 2+r.IntN(29))
		phones, written, at := lived(r, devices, 40+r.IntN(30))
		one := newTable(t, anew(db, db.Tenant+1), devices)
		clean(t, one, devices, written, at)
		two := newTable(t, anew(db, db.Tenant+2), devices)
		messy(t, r, two, phones)
		if a, b := one.record(t)+one.standing(t), two.record(t)+two.standing(t); a != b {
			t.Errorf("seed %d: %s", n, diff(a, b)) // the other seeds are asked all the same
		}
	}
	fast := quick(t)
	for _, n := range seeds(t, 3, 300) {
		db := *fast
		db.Tenant += 10 * n
		run(t, &db, n)
	}
	storetest.Each(t, func(t *testing.T, db *storetest.DB) { run(t, db, 4711) })
}

// quick is a database that runs each closure once: the simulations would take twice
// as long, and the other tests run them twice.
func quick(t *testing.T) *storetest.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	clock := storetest.NewClock()
	return &storetest.DB{DB: db.WithClock(clock.Now), Clock: clock, Tenant: 9_900_000}
}

// anew is the same database with a clock and a committee of its own.
func anew(db *storetest.DB, tenant int64) *storetest.DB {
	clock := storetest.NewClock()
	return &storetest.DB{DB: db.WithClock(clock.Now), Clock: clock, Tenant: tenant}
}

// diff shows the lines in which two texts differ.
func diff(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	var out strings.Builder
	for _, line := range x {
		if !slices.Contains(y, line) {
			fmt.Fprintln(&out, "clean:", line)
		}
	}
	for _, line := range y {
		if !slices.Contains(x, line) {
			fmt.Fprintln(&out, "messy:", line)
		}
	}
	if out.Len() == 0 {
		return "the same lines in another order\n" + a + "\n----\n" + b
	}
	return out.String()
}
