// Package internal holds no code, only the test of the arrows: which package
// may know which. A ban without a reason would be a wish.
package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// layers from the ground up. A package may import those of lower layers, and
// those of its own layer only where rooms or the ground list them below.
var ground = []string{"access", "alike", "audit", "backup", "blob", "config", "fault", "i18n", "job", "keyfile", "live", "mail", "office", "rule", "session", "store", "vault", "vi"}

// groundMay lists what a package of the ground may know of the ground.
var groundMay = map[string][]string{
	"fault": {}, "vi": {}, "alike": {"vi"}, "blob": {}, "config": {}, "keyfile": {}, "rule": {"vi"}, "i18n": {"vi"}, "office": {"vi"},
	"live": {}, "vault": {"keyfile"}, "store": {"fault", "live", "vault"}, "access": {"fault", "store"}, "audit": {"fault", "keyfile", "store"},
	"mail":    {"config"},
	"job":     {"audit", "fault", "store"},
	"backup":  {"audit", "fault", "store"},
	"session": {"access", "audit", "fault", "i18n", "rule", "store", "vi"},
}

// roomMay lists which rooms a room may know: a few below it.
var roomMay = map[string][]string{
	"org":        {},
	"regulation": {"org"}, // the committee whose rules they are
	"member":     {"org"},
	"meeting":    {"org", "member"},
	"attendance": {"org", "member", "meeting"},
	"speech":     {"org", "member", "meeting", "attendance"}, // who has left does not speak
	"reminder":   {"org", "member", "meeting"},
	"vote":       {"org", "member", "meeting", "attendance"},
	"resolution": {"org", "member", "meeting"},
	"task":       {"org", "member", "meeting", "resolution"},
	"quality":    {"org", "member", "meeting", "vote", "report"}, // the committee's monthly sheet lays the scores beside the month's counts
	"document":   {"org", "member", "meeting"},
	"agenda":     {"org", "member", "meeting", "task", "duty", "document", "dues", "standing", "concern", "campaign", "goodway", "programme", "matter"},
	"concern":    {"org", "member", "meeting"},
	"directive":  {"org", "member", "meeting", "document"},                                                                                                    // sends papers into cells and counts how far they came
	"report":     {"org", "meeting", "inspection"},                                                                                                            // what was inspected stands in the half-year's columns
	"silence":    {"report"},                                                                                                                                  // a month is silent as the counts say
	"desk":       {"org", "member", "meeting", "task", "quality", "report", "concern", "campaign", "directive"},                                               // lays what the rooms count side by side
	"returns":    {"org", "document", "report", "quality"},                                                                                                    // fills the tables of the level above with what they count
	"counts":     {"org", "report", "quality", "concern"},                                                                                                     // carries up what these count, and nothing else
	"campaign":   {"meeting", "minutes"},                                                                                                                      // reads agendas and meetings by SQL, writes only its own; its report bears the committee's letterhead
	"schedule":   {"org", "member", "meeting", "report", "desk", "minutes"},                                                                                   // the desk's clashes over the cells' meetings; its notice bears the committee's letterhead
	"goodway":    {"meeting"},                                                                                                                                 // whose words are kept; counts of months, numbers of papers and lines of campaigns by SQL, writes only its own
	"household":  {"member", "meeting", "minutes"},                                                                                                            // members are in charge; its list bears the letterhead
	"matter":     {"org"},                                                                                                                                     // the kind of a cell says whether it keeps a list
	"programme":  {"org", "meeting", "minutes"},                                                                                                               // meetings adopt it; its sheet bears the letterhead
	"commend":    {},                                                                                                                                          // praise of sealed minutes by SQL, writes only its own
	"visit":      {"member"},                                                                                                                                  // who may go to a cell; writes only its own
	"inspection": {"org"},                                                                                                                                     // asks posts, rolls and meetings by SQL, writes only its own
	"mandate":    {},                                                                                                                                          // asks posts and papers by SQL; the minutes ask it
	"assist":     {"member"},                                                                                                                                  // who may help a cell; writes only its own; the desk may count it
	"standing":   {"org", "member", "meeting", "attendance", "vote", "dues", "duty", "task"},                                                                  // votes decide on an exemption; marks and dues say who stays away, duties and tasks who has none
	"digest":     {"member", "meeting", "task", "concern", "campaign", "document", "quality", "reminder", "report", "silence", "standing", "desk", "privacy"}, // counts what the rooms have waiting for one person
	"dues":       {"org", "member"},
	"minutes":    {"org", "member", "meeting", "attendance", "speech", "vote", "resolution", "task", "duty", "report", "quality", "reminder", "dues", "mandate"},
	"handout":    {"org", "member", "meeting", "attendance", "task", "duty", "dues", "document", "minutes", "concern", "own", "privacy"}, // prints what the minutes sealed, and a member's own page
	"duty":       {"org", "member", "meeting"},
	"privacy":    {"org", "member", "meeting", "minutes"},                                                                                                    // what a person may ask about his data; its register bears the committee's letterhead
	"own":        {"household", "digest", "member", "concern", "attendance", "standing", "task", "dues", "duty", "speech", "reminder", "privacy", "offline"}, // all that is kept about one person
	"packet":     {"org", "member", "meeting", "document", "resolution", "minutes"},                                                                          // carries over what the minutes sealed
	"formality":  {"org", "meeting", "quality", "minutes"},                                                                                                   // reads what the minutes sealed and how it was scored
	"offline":    {"org", "member", "meeting", "attendance", "speech", "reminder", "vote", "resolution", "task", "duty", "quality", "minutes"},               // writes what phones did through the rooms' own functions; nothing is sealed before they have sent
}

// bans name a package and why some may not import it.
var bans = []struct{ from, what, why string }{
	{"room", "net/http", "a room knows no HTTP: pages, the API and the command line share it"},
	{"room", "html/template", "a room makes no pages"},
	{"room", "github.com/a-h/templ", "a room makes no pages"},
	{"room", "database/sql", "SQL goes through store, which binds the tenant"},
	{"ground", "net/http", "the ground serves rooms, not requests"},
	{"office", "chibo/internal/store", "papers are made from plain structs, so that they can be made anywhere"},
	{"vi", "chibo/internal/store", "text knows no database"},
}

var shared = map[string]bool{"app": true, "demo": true, "web": true, "api": true, "e2e": true, "bench": true, "drill": true, "safety": true}

func place(dir string) (kind, name string) {
	name = strings.Split(dir, string(filepath.Separator))[0]
	switch {
	case shared[name]:
		return "hall", name
	case roomMay[name] != nil:
		return "room", name
	default:
		return "ground", name
	}
}

func in(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func TestArrowsGoDown(t *testing.T) {
	walk(t, func(dir, file string, imports []string) {
		kind, name := place(dir)
		for _, imp := range imports {
			for _, b := range bans {
				if (b.from == kind || b.from == name) && b.what == imp && name != "store" {
					t.Errorf("%s imports %s: %s", file, imp, b.why)
				}
			}
			rest, ok := strings.CutPrefix(imp, "chibo/internal/")
			if !ok {
				continue
			}
			toKind, to := place(rest)
			if to == name {
				continue
			}
			switch {
			case kind == "ground" && toKind != "ground":
				t.Errorf("%s imports %s: the ground knows no room and no hall", file, imp)
			case kind == "ground" && !in(groundMay[name], to):
				t.Errorf("%s imports %s: not among what %s may know of the ground", file, imp, name)
			case kind == "room" && toKind == "hall":
				t.Errorf("%s imports %s: rooms stand below the hall", file, imp)
			case kind == "room" && toKind == "room" && !in(roomMay[name], to):
				t.Errorf("%s imports %s: not among the rooms below %s", file, imp, name)
			case name == "web" && (to == "app" || to == "demo" || to == "api"):
				t.Errorf("%s imports %s: pages stand below app and beside the API", file, imp)
			}
		}
	})
}

func TestEveryPackageOfTheGroundIsListed(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if kind, name := place(e.Name()); e.IsDir() && kind == "ground" && !in(ground, name) {
			t.Errorf("internal/%s stands in no layer: list it here with its arrows", name)
		}
	}
}

// TestNamesSayWhatTheyAre bans names that say nothing.
func TestNamesSayWhatTheyAre(t *testing.T) {
	bad := regexp.MustCompile(`(^|/)(utils?|common|helpers?|managers?|services?|repositor(y|ies)|models?|base|misc)(\.go|/|$)`)
	walk(t, func(_, file string, _ []string) {
		if bad.MatchString(file) {
			t.Errorf("%s: a name that says nothing", file)
		}
	})
}

// TestDialectSpotsAreFew counts the places where the engines differ.
func TestDialectSpotsAreFew(t *testing.T) {
	n := 0
	spot := regexp.MustCompile(`db\.dialect == |d == sqlite`)
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		found := len(spot.FindAll(text, -1))
		if found > 0 && !strings.HasPrefix(path, "store"+string(filepath.Separator)) {
			t.Errorf("%s asks for the engine: only store may", path)
		}
		n += found
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n > 12 {
		t.Errorf("%d places know the engine; 12 are allowed", n)
	}
}

// TestNobodyAsksTheClock: time comes from the transaction.
func TestNobodyAsksTheClock(t *testing.T) {
	walk(t, func(dir, file string, _ []string) {
		if kind, _ := place(dir); kind != "room" {
			return
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "time.Now(") {
			t.Errorf("%s asks the clock: use Now() of the transaction", file)
		}
	})
}

func walk(t *testing.T, visit func(dir, file string, imports []string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "dist") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || !strings.Contains(path, string(filepath.Separator)) {
			return nil
		}
		if strings.HasPrefix(path, "store"+string(filepath.Separator)+"storetest") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, i := range f.Imports {
			imports = append(imports, strings.Trim(i.Path.Value, `"`))
		}
		visit(filepath.Dir(path), path, imports)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
