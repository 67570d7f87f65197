package bench

import (
	"context"
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"chibo/internal/alike"
	"chibo/internal/demo"
	"chibo/internal/formality"
	"chibo/internal/minutes"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

// TestFiguresOfCopies reads the papers of twenty cells and twelve months: how long
// the search for a copy takes a meeting, against comparing it with every other paper
// word by word; and how many rows of fingerprints a paper leaves, which is how the
// table grows.
func TestFiguresOfCopies(t *testing.T) {
	if os.Getenv("CHIBO_BENCH") == "" {
		t.Skip("a figure: make bench")
	}
	ctx := context.Background()
	upto := time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam)
	db, err := store.Open(ctx, store.Options{Dir: t.TempDir(), Clock: func() time.Time { return upto }, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	book := rule.MustLoad(rules.FS)
	if _, err := demo.Make(ctx, db, book, upto, 12, io.Discard); err != nil {
		t.Fatal(err)
	}
	v := store.Viewer{Tenant: demo.Tenant, Person: store.System}
	var all []string
	var marks, papers int64
	common := alike.NewCommon(book.Formality("2026-11-03").Phrases, nil)
	lines := map[string][]string{}
	if err := db.Read(ctx, v, func(rd *store.Reader) (err error) {
		if all, err = rd.Strings(`select id from meeting where tenant = $1 and sealed_at is not null and circle = '' order by day, id`); err != nil {
			return err
		}
		if marks, err = rd.Int(`select count(*) from text_mark where tenant = $1`); err != nil {
			return err
		}
		if papers, err = rd.Int(`select count(distinct paper) from text_mark where tenant = $1`); err != nil {
			return err
		}
		for _, id := range all {
			said, err := minutes.PassagesOf(rd, id)
			if err != nil {
				return err
			}
			for _, p := range said {
				if p.Type == minutes.TypeMinutes {
					lines[id] = p.Lines
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	last := all[len(all)-20:]
	var search, plain []time.Duration
	for _, id := range last {
		start := time.Now()
		if err := db.Write(ctx, v, func(tx *store.Tx) error { return formality.Read(tx, book, id) }); err != nil {
			t.Fatal(err)
		}
		search = append(search, time.Since(start))
		start = time.Now()
		for _, other := range all {
			if other != id {
				alike.Compare(lines[id], lines[other], common)
			}
		}
		plain = append(plain, time.Since(start))
	}
	slices.Sort(search)
	slices.Sort(plain)
	half := len(search) / 2
	t.Logf("%d meetings, %d papers, %d fingerprints a paper; a meeting read in %v (worst %v); word by word against all minutes %v: ratio %.2f",
		len(all), papers, marks/max(papers, 1), search[half], search[len(search)-1], plain[half], float64(search[half])/float64(plain[half]))
}
