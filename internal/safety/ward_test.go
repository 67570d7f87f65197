// Package safety holds the tests that cross every room: plans of all statements,
// every route and call against every post, an attack from a neighbouring
// committee, bad input, headers, and what the log tells. The tables they walk
// are those of the program itself (web.Routes, api.Operations, access.Actions,
// store.Statements): what is added there is tested here without being asked.
package safety

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

const (
	other = int64(9900002) // the neighbouring committee in the same database
	mark  = "ZUYNH"        // stands in every name and text of that committee
	month = "2026-11"
)

var (
	book  = rule.MustLoad(rules.FS)
	today = time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam)
)

// guest is somebody at the door with all that he holds.
type guest struct {
	name   string
	person string
	grants []access.Grant // Path unused: root above, cells below
	cookie string
	token  string
}

// sitting is one meeting with what stands in it, for filling addresses.
type sitting struct {
	id, period, item, deed, part, paper string
	opinion, judged, outside, praise    string
	ahead                               string
	interpreter                         string
	device                              string // taken along, with an entry that was refused
}

// place is an organisation with the ids that lie in it.
type place struct {
	name, org, slug                      string
	cell                                 bool
	meetings                             []sitting
	member, person, task, post, imported string
	reminder                             string
	duty                                 string                      // a standing duty of the cell
	request                              string                      // about personal data, typed by the cell\'s lead
	leak                                 string                      // data of the ward that got out
	rule                                 string                      // of the committee's own
	form                                 string                      // a table of the level above
	finding                              string                      // a question put to the cell about a meeting
	directive                            string                      // a paper its committee sent down
	goodway, goodtaken, goodhint         string                      // what the cell does well, for the committee alone; what it copied; what is suggested to it
	praised, proposal                    string                      // a praise of sealed minutes, proposed to the committee
	visit, promise                       string                      // of the committee to the cell
	check, wardCheck                     string                      // of the cell's programme of inspection; of the committee's
	mandate, minutes                     string                      // a decision of the committee to read minutes, and such
	assist                               string                      // a plan of the committee to help the cell
	campaign                             string                      // of the committee
	households, matter                   string                      // of the cell
	programme, target                    string                      // of the cell
	ownProgramme, ownTarget              string                      // of its committee
	concern, heard                       string                      // addressed to the cell's secretary; to the committee's office
	alarm                                string                      // on reading too much, of somebody of the ward
	document, file, helper               string                      // a paper from above, its file, who helps the secretary
	circle                               access.Circle               // whose meetings are walked
	inner                                map[access.Circle][]sitting // of its committee
}

// made is the sample ward on disk, with its guests and its neighbour, made once
// and copied for every test.
type made struct {
	dir         string
	root        string
	rootSlug    string
	guests      []*guest
	own         place
	sibling     place
	upper       place
	foreign     place
	foreignRoot place
	hop         map[access.Circle][]sitting // meetings of the committee above
}

var build = sync.OnceValues(func() (*made, error) {
	m := &made{}
	var err error
	if m.dir, err = os.MkdirTemp("", "chibo-safety-"); err != nil {
		return nil, err
	}
	there, err := os.MkdirTemp("", "chibo-neighbour-")
	if err != nil {
		return nil, err
	}
	if err := m.neighbour(there); err != nil {
		return nil, fmt.Errorf("neighbour: %w", err)
	}
	return m, m.live(filepath.Join(there, "chibo.sqlite"))
})

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	debug.SetGCPercent(400)            // memory is plenty, time is not
	_ = flag.Set("test.parallel", "8") // most of a test is waiting for the disk
	code := m.Run()
	if w, err := build(); err == nil {
		_ = os.RemoveAll(w.dir)
	}
	os.Exit(code)
}

func openAt(dir string) (*store.DB, error) {
	return store.Open(context.Background(), store.Options{Dir: dir, Clock: func() time.Time { return today }, Vault: storetest.Vault})
}

// guest finds a guest by name.
func (m *made) guest(name access.Post) *guest {
	return m.guests[slices.IndexFunc(m.guests, func(g *guest) bool { return g.name == string(name) })]
}
