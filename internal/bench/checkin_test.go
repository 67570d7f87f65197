// Package bench shows the figures of the project, as ratios against a floor or
// a peer in the same run; absolute times are noise and are only printed. It has
// no code of its own. make bench runs it.
package bench

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

const (
	tenant  = 9900001
	nCells  = 100
	nPeople = 30 // a cell
	nNights = 60 // meetings a cell: 180,000 check-ins to be had
	rounds  = 5
)

func wanted(t *testing.T) {
	if os.Getenv("CHIBO_BENCH") == "" {
		t.Skip("figures are measured by make bench")
	}
}

// night is a database on the eve of many meetings, and what is left to mark.
type night struct {
	db   *store.DB
	next atomic.Int64
}

func (n *night) pick() (cell int, meeting, member string) {
	i := int(n.next.Add(1) - 1)
	i = i % (nCells * nPeople * nNights)
	meetingNo, rest := i/(nCells*nPeople), i%(nCells*nPeople)
	cell = rest % nCells // members arrive scattered over all cells
	return cell, fmt.Sprintf("m-%d-%d", cell, meetingNo), fmt.Sprintf("p-%d-%d", cell, rest/nCells)
}

// eve makes the cells, members, posts and opened meetings straight in SQL.
func eve(t *testing.T, opt store.Options) *night {
	t.Helper()
	opt.Vault = storetest.Vault
	db, err := store.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	put := func(do func(tx *store.Tx, exec func(text string, args ...any))) {
		if err := db.Write(context.Background(), store.Viewer{Tenant: tenant, Person: store.System}, func(tx *store.Tx) error {
			do(tx, func(text string, args ...any) { _, _ = tx.Exec(text, args...) })
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	put(func(_ *store.Tx, exec func(string, ...any)) {
		exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'x', 'commune', '', '', '', '', '{}', 0)`)
		exec(`insert into org (tenant, id, code, slug, version, created_at) values ($1, 'w', 'w', 'w', 1, 0)`)
		exec(`insert into org_edge (tenant, org, valid_from, name, kind, path, position) values ($1, 'w', '2020-01-01', 'w', 'commune', 'w.', 0)`)
	})
	for c := range nCells {
		put(func(_ *store.Tx, exec func(string, ...any)) {
			cell := fmt.Sprintf("c-%d", c)
			exec(`insert into org (tenant, id, code, slug, version, created_at) values ($1, $2, $2, $2, 1, 0)`, cell)
			exec(`insert into org_edge (tenant, org, valid_from, parent, name, kind, path, position) values ($1, $2, '2020-01-01', 'w', $2, 'residential', $3, 0)`, cell, fmt.Sprintf("w.%d.", c))
			for p := range nPeople {
				id := fmt.Sprintf("p-%d-%d", c, p)
				exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, $2, $2, '', '', '', '', '', '', '', '', 1, 0)`, id)
				exec(`insert into member (tenant, id, person, card_issuer, card_day, admitted_on, official_on, identity_match, note, version, created_at) values ($1, $2, $2, '', '', '2000-01-01', '2001-01-01', '', '', 1, 0)`, id)
				exec(`insert into member_span (tenant, member, from_day, org, standing, activity) values ($1, $2, '2000-01-01', $3, 'official', 'active')`, id, cell)
			}
			exec(`insert into post_holding (tenant, id, person, post, org, from_day, decision, at, by_person) values ($1, $2, $3, 'secretary', $2, '2020-01-01', '', 0, '')`, cell, fmt.Sprintf("p-%d-0", c))
			day := store.Day(db.Now())
			for n := range nNights {
				id := fmt.Sprintf("m-%d-%d", c, n)
				exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, opened_at, regime_rule, version, created_at, created_by)
					values ($1, $2, $3, $4, 'regular', 1, $5, $6, '', '', 'in_session', '', $5, '', 1, 0, '')`, id, cell, fmt.Sprintf("20%02d-01", n), db.Now()-60_000, day)
				for p := range nPeople {
					who := fmt.Sprintf("p-%d-%d", c, p)
					exec(`insert into meeting_roll (tenant, meeting, stage, member, person, full_name, name_key, standing, activity, expected, entitled) values ($1, $2, 'open', $3, $3, $3, $3, 'official', 'active', $4, $4)`, id, who, true)
				}
			}
		})
	}
	if db.Engine() == "postgres" { // as autovacuum would have by now: plans of an unknown table read it whole
		if _, err := db.Raw().Exec("analyze"); err != nil {
			t.Fatal(err)
		}
	}
	return &night{db: db}
}

// checkIn is the product's own path: rights, roll, mark, audit entry and leaf.
func (n *night) checkIn() error {
	cell, meeting, member := n.pick()
	return n.mark(meeting, member, fmt.Sprintf("p-%d-0", cell))
}

func (n *night) mark(meeting, member, by string) error {
	return n.db.Write(context.Background(), store.Viewer{Tenant: tenant, Person: by}, func(tx *store.Tx) error {
		_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: meeting, Member: member, Status: "present"})
		return err
	})
}

// bare writes the same rows by nothing but SQL, group-committed like ours.
func (n *night) bare() error {
	cell, meeting, member := n.pick()
	return n.db.Write(context.Background(), store.Viewer{Tenant: tenant, Person: "x"}, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into mark (tenant, meeting, member, status, arrived_at, left_at, reason, method, at, by_person, version) values ($1, $2, $3, 'present', $4, null, '', 'scribe', $4, $5, 1) on conflict do nothing`,
			meeting, member, tx.Now(), fmt.Sprintf("p-%d-0", cell)); err != nil {
			return err
		}
		id, salt := store.NewID(), make([]byte, 32)
		_, _ = rand.Read(salt)
		sum := sha256.Sum256(salt)
		if _, err := tx.Exec(`insert into audit_entry (tenant, id, at, person, action, object_kind, object_id, org, detail, salt) values ($1, $2, $3, $4, 'attendance.mark', 'meeting', $5, $6, '{"member":"x","reason":"","status":"present"}', $7)`,
			id, tx.Now(), "x", meeting, "c", salt); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into audit_leaf (tenant, id, type, version, at, commitment, seq) values ($1, $2, 'entry', 1, $3, $4, null)`, id, tx.Now(), sum[:])
		return err
	})
}

// rate runs do with so many writers for a while and returns how many a second.
func rate(t *testing.T, writers int, do func() error) float64 {
	t.Helper()
	const length = 1500 * time.Millisecond
	var n atomic.Int64
	var wg sync.WaitGroup
	begun := time.Now()
	for range writers {
		wg.Go(func() {
			for time.Since(begun) < length {
				if err := do(); err != nil {
					if fault.Is(err, "busy") {
						continue
					}
					t.Error(err)
					return
				}
				n.Add(1)
			}
		})
	}
	wg.Wait()
	return float64(n.Load()) / time.Since(begun).Seconds()
}

func median(all []float64) float64 { slices.Sort(all); return all[len(all)/2] }

// interleaved measures each contender once a round, so that a slow moment of
// the machine falls on all of them, and returns their medians.
func interleaved(t *testing.T, contenders map[string]func() float64) map[string]float64 {
	t.Helper()
	names := make([]string, 0, len(contenders))
	for name := range contenders {
		names = append(names, name)
	}
	slices.Sort(names)
	all := map[string][]float64{}
	for range rounds {
		for _, name := range names {
			all[name] = append(all[name], contenders[name]())
		}
	}
	out := map[string]float64{}
	for name, some := range all {
		out[name] = median(some)
		t.Logf("%-40s %9.0f/s  (%.0f)", name, out[name], some)
	}
	return out
}

func sequencer(t *testing.T, n *night) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { audit.Run(ctx, n.db, nil); close(done) }()
	t.Cleanup(func() { cancel(); <-done })
}

func TestFiguresCheckIn(t *testing.T) {
	wanted(t)
	fresh := func(plain bool) *night { // a database each, so that none carries another's backlog
		n := eve(t, store.Options{Dir: t.TempDir(), Plain: plain, Vault: storetest.Vault})
		sequencer(t, n)
		return n
	}
	ours, floor, plain, lone, lonePlain := fresh(false), fresh(false), fresh(true), fresh(false), fresh(true)
	contenders := map[string]func() float64{
		"sqlite check-in, 64 writers":           func() float64 { return rate(t, 64, ours.checkIn) },
		"sqlite bare rows, 64 writers":          func() float64 { return rate(t, 64, floor.bare) },
		"sqlite a transaction each, 64 writers": func() float64 { return rate(t, 64, plain.checkIn) },
		"sqlite check-in, lone writer":          func() float64 { return rate(t, 1, lone.checkIn) },
		"sqlite plain transaction, lone writer": func() float64 { return rate(t, 1, lonePlain.checkIn) },
	}
	if os.Getenv("CHIBO_TEST_POSTGRES") != "" {
		pg := eve(t, store.Options{DSN: storetest.Postgres(t)})
		sequencer(t, pg)
		contenders["postgresql check-in, 64 writers"] = func() float64 { return rate(t, 64, pg.checkIn) }
		contenders["postgresql check-in, lone writer"] = func() float64 { return rate(t, 1, pg.checkIn) }
	}
	got := interleaved(t, contenders)
	ratio := func(what, a, b string, least float64) {
		r := got[a] / got[b]
		t.Logf("%-60s %.2f (at least %.2f)", what, r, least)
		if r < least {
			t.Errorf("%s: %.2f, at least %.2f", what, r, least)
		}
	}
	ratio("check-in to bare group-committed rows, 64 writers", "sqlite check-in, 64 writers", "sqlite bare rows, 64 writers", 0.60)
	ratio("check-in to a transaction each, 64 writers", "sqlite check-in, 64 writers", "sqlite a transaction each, 64 writers", 2.5)
	ratio("lone check-in to a plain transaction", "sqlite check-in, lone writer", "sqlite plain transaction, lone writer", 0.9)
}
