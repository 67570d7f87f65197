package bench

import (
	"context"
	"crypto/sha256"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"chibo/internal/audit"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

const large = 200 // members of the cell whose meetings are sealed

// sealing makes a cell of 200 with closed meetings, confirmed by both.
func sealing(t *testing.T, db *store.DB, meetings int) {
	t.Helper()
	put := func(do func(exec func(text string, args ...any))) {
		t.Helper()
		if err := db.Write(context.Background(), store.Viewer{Tenant: tenant, Person: store.System}, func(tx *store.Tx) (err error) {
			do(func(text string, args ...any) {
				if err == nil {
					_, err = tx.Exec(text, args...)
				}
			})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	put(func(exec func(string, ...any)) {
		exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'x', 'commune', 'x', '', '', '', '{}', 0)`)
		exec(`insert into org (tenant, id, code, slug, version, created_at) values ($1, 'w', 'w', 'w', 1, 0), ($1, 'c', 'c', 'c', 1, 0)`)
		exec(`insert into org_edge (tenant, org, valid_from, parent, name, kind, path, position) values ($1, 'w', '2020-01-01', null, 'Đảng bộ phường', 'commune', 'w.', 0), ($1, 'c', '2020-01-01', 'w', 'Chi bộ Tổ dân phố 3', 'residential', 'w.c.', 1)`)
		for p := range large {
			id := fmt.Sprintf("p%d", p)
			exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, $3, $2, '', '', '', '', '', '', '', '', 1, 0)`, id, fmt.Sprintf("Nguyễn Văn Thứ %d", p))
			exec(`insert into member (tenant, id, person, card_issuer, card_day, admitted_on, official_on, identity_match, note, version, created_at) values ($1, $2, $2, '', '', '2000-01-01', '2001-01-01', '', '', 1, 0)`, id)
			exec(`insert into member_span (tenant, member, from_day, org, standing, activity) values ($1, $2, '2000-01-01', 'c', 'official', 'active')`, id)
		}
		exec(`insert into post_holding (tenant, id, person, post, org, from_day, decision, at, by_person) values ($1, 'h', 'p0', 'secretary', 'c', '2020-01-01', '', 0, '')`)
	})
	for n := range meetings {
		id := fmt.Sprintf("m%d", n)
		day := time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly)
		put(func(exec func(string, ...any)) {
			exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, chair, scribe, premeeting, opened_at, closed_at, regime_rule, version, created_at, created_by)
				values ($1, $2, 'c', $3, 'extraordinary', $4, $5, $6, 'Nhà văn hóa', '', 'closed', 'p0', 'p1', '', $5, $7, '', 1, 0, '')`, id, day[:7], n+1, db.Now(), day, db.Now()+5_400_000)
			exec(`insert into scribe_now (tenant, person, meeting, org) values ($1, 'p1', $2, 'c')`, id)
			for i := range 8 {
				exec(`insert into agenda_item (tenant, meeting, id, position, code, title, purpose, minutes, presenter, source_kind, source_id, source_text, gist, conclusion, version) values ($1, $2, $3, $4, '', 'Nội dung thứ ' || $3, 'decide', 12, '', '', '', '', 'Các đồng chí trao đổi về cách làm và thời gian.', 'Chi bộ thống nhất', 1)`, id, fmt.Sprintf("%s-%d", id, i), i+1)
			}
			for p := range large {
				who := fmt.Sprintf("p%d", p)
				exec(`insert into meeting_roll (tenant, meeting, stage, member, person, full_name, name_key, standing, activity, expected, entitled) values ($1, $2, 'open', $3, $3, $3, $3, 'official', 'active', $4, $4)`, id, who, true)
				exec(`insert into mark (tenant, meeting, member, status, reason, method, at, by_person, version) values ($1, $2, $3, 'present', '', 'scribe', 0, 'p1', 1)`, id, who)
			}
		})
	}
}

// TestFiguresOfSealing times the one transaction in which minutes and resolution
// are numbered, written and logged, five tasks given and the month counted.
func TestFiguresOfSealing(t *testing.T) {
	wanted(t)
	db, err := store.Open(context.Background(), store.Options{Dir: t.TempDir(), Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	book := rule.MustLoad(rules.FS)
	const rounds = 60
	sealing(t, db, rounds)
	viewer := func(p string) store.Viewer { return store.Viewer{Tenant: tenant, Person: p} }
	var inside, whole []float64
	for n := range rounds {
		id := fmt.Sprintf("m%d", n)
		if err := db.Write(context.Background(), viewer("p0"), func(tx *store.Tx) error {
			var five []resolution.Item
			for i := range 5 {
				five = append(five, resolution.Item{Owner: fmt.Sprintf("p%d", i+2), Deed: fmt.Sprintf("Việc %d của buổi %s", i, id), Measure: "đủ 66 hộ", Due: "2027-12-20", ReportAt: "2027-12"})
			}
			if _, _, err := resolution.Put(tx, book, id, 0, "", five); err != nil {
				return err
			}
			if err := minutes.Confirm(tx.As("p1"), id, "scribe", "device"); err != nil {
				return err
			}
			return minutes.Confirm(tx, id, "chair", "device")
		}); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		var took time.Duration
		if err := db.Write(context.Background(), viewer("p0"), func(tx *store.Tx) error {
			at := time.Now()
			_, err := minutes.Seal(tx, book, id)
			took = time.Since(at)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		inside, whole = append(inside, took.Seconds()*1000), append(whole, time.Since(begin).Seconds()*1000)
	}
	slices.Sort(inside)
	slices.Sort(whole)
	t.Logf("sealing a meeting of a cell of %d: writer held %.1f ms (fastest), %.1f ms (median), %.1f ms (19 of 20); with the commit to disk %.1f ms (median)", large, inside[0], inside[rounds/2], inside[rounds*19/20], whole[rounds/2])
	if inside[rounds/4] > 20 { // of a machine that does other things meanwhile, the calmer half
		t.Errorf("the writer is held %.1f ms, 20 at most", inside[rounds/4])
	}
}

// TestFiguresOfVerifying verifies ten, thirty and a hundred thousand sealed
// papers: the time a paper takes and the memory the walk holds do not grow.
func TestFiguresOfVerifying(t *testing.T) {
	wanted(t)
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Dir: t.TempDir(), Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	key, err := audit.NewKey(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	book := rule.MustLoad(rules.FS)
	sealing(t, db, 1)
	viewer := store.Viewer{Tenant: tenant, Person: "p0"}
	var form minutes.Document
	if err := db.Write(ctx, viewer, func(tx *store.Tx) error {
		if err := minutes.Confirm(tx.As("p1"), "m0", "scribe", "device"); err != nil {
			return err
		}
		if err := minutes.Confirm(tx, "m0", "chair", "device"); err != nil {
			return err
		}
		s, err := minutes.Seal(tx, book, "m0")
		if err != nil {
			return err
		}
		form, err = s.Document()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	made := 0
	var each []float64
	for _, size := range []int{10_000, 30_000, 100_000} {
		for made < size {
			if err := copies(ctx, db, form, made, min(500, size-made)); err != nil {
				t.Fatal(err)
			}
			made += min(500, size-made)
		}
		if err := audit.SequenceSigned(ctx, db, key); err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		var before, most runtime.MemStats
		runtime.ReadMemStats(&before)
		begin := time.Now()
		found := 0
		v, err := minutes.Verify(func(do func(*store.Reader) error) error {
			var m runtime.MemStats
			if runtime.ReadMemStats(&m); m.HeapInuse > most.HeapInuse {
				most = m
			}
			return db.Read(ctx, viewer, do)
		}, key.Public(tenant), func(f audit.Finding) {
			if found++; found < 5 && !f.Doubt {
				t.Error(f.Error())
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(begin)
		each = append(each, took.Seconds()/float64(v.Papers)*1e6)
		t.Logf("verify of %d papers, %d lines of the log: %.2f s, %.0f µs a paper, heap at most %d MB", v.Papers, v.Leaves, took.Seconds(), each[len(each)-1], most.HeapInuse>>20)
	}
	if growth := each[2] / each[0]; growth > 2 {
		t.Errorf("a paper takes %.1f times as long among 100,000 as among 10,000", growth)
	}
}

// copies seals further papers of the same form past the meeting's own steps:
// every second one minutes with its parts and confirmations, the others papers
// alone.
func copies(ctx context.Context, db *store.DB, form minutes.Document, from, n int) error {
	return db.Bulk(ctx, store.Viewer{Tenant: tenant, Person: "p0"}, func(tx *store.Tx) (err error) {
		exec := func(text string, args ...any) {
			if err == nil {
				_, err = tx.Exec(text, args...)
			}
		}
		for i := from; i < from+n && err == nil; i++ {
			d, id, salt := form, fmt.Sprintf("x%d", i), make([]byte, 32)
			d.Document, d.Number, d.Type = "d-"+id, i+2, []string{"minutes", "extract"}[i%2]
			d.Body.Meeting, d.Body.Symbol, d.Body.Parts = id, fmt.Sprintf("Số %d-BB/CB", i+2), form.Body.Parts[:3]
			body, werr := minutes.Canonical(d)
			if werr != nil {
				return werr
			}
			commitment := sha256.Sum256(append(slices.Clone(salt), body...))
			c := d.Body.Confirmations
			exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, sealed_at, regime_rule, version, created_at, created_by) values ($1, $2, $3, $4, $5, $6, 0, $7, '', '', 'sealed', '', $8, '', 1, 0, '')`,
				id, d.Body.Org, d.Body.Period, d.Body.Kind, i+10, d.Body.Day, tx.Now())
			exec(`insert into paper (tenant, id, meeting, org, type, number, symbol, version, body, salt, commitment, previous, leaf, scribe, scribe_at, chair, chair_at, sealed_at, term_from) values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, null, $11, $12, $13, $14, $15, $16, $17)`,
				d.Document, id, d.Body.Org, d.Type, d.Number, d.Body.Symbol, body, salt, commitment[:], "l-"+id, c[0].Person, c[0].At, c[1].Person, c[1].At, tx.Now(), d.Body.Term)
			if err == nil {
				err = audit.Leaf(tx, "l-"+id, d.Type, 1, commitment[:])
			}
			for _, p := range d.Body.Parts {
				exec(`insert into minutes_draft (tenant, meeting, part, position, title, composed, edited, version) values ($1, $2, $3, $4, $5, $6, null, $7)`, id, p.Key, p.Position, p.Title, p.Text, p.Version)
			}
			for _, x := range c {
				exec(`insert into confirmation (tenant, meeting, role, person, at, method) values ($1, $2, $3, $4, $5, $6)`, id, x.Role, x.Person, x.At, x.Method)
			}
		}
		for _, kind := range []string{"minutes", "extract"} {
			exec(`insert into number_series (tenant, org, type, term_from, next, first_number) values ($1, 'c', $2, $3, $4, 1) on conflict (tenant, org, type, term_from) do update set next = excluded.next`, kind, form.Body.Term, from+n+2)
		}
		return err
	})
}
