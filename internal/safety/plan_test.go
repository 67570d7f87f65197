package safety

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"chibo/internal/api"
	"chibo/internal/demo"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web"
)

// wholeTenant are the tables of which a whole committee may be read in one
// statement, each with the reason.
var wholeTenant = map[string]string{
	"tenant":     "one row a committee",
	"log_head":   "one row a committee",
	"org_edge":   "the tree: a hundred rows, read whole for every list of cells",
	"org":        "as many rows as the tree",
	"term":       "the terms set by hand: one row a cell in two and a half years",
	"scribe_now": "one row for each meeting being held at this hour",
	"data_state": "one row for each person whose data are restricted, erased or asked to be",
}

// wholeStatement are beginnings of statements that are meant to read a whole
// committee, each with the reason.
var wholeStatement = map[string]string{
	"select id from person where tenant = $1 and created_at <=":       "the whole machine was lost: everybody on it is concerned",
	"select h.org from post_holding h where":                          "the ward's secretary asks which cells are led by nobody: as many rows as posts, once a page",
	"select s.org, s.standing, s.activity, count(*) from member_span": "the ward's desk counts the official members of every cell, in one pass of an index",
	"select coalesce(max(c.computed_at), 0) from cell_month c":        "the last entry of an index: one step",
	"select s.org, 'members', count(*) from member_span":              "the ward's desk counts every member and every task once, in one pass of an index",
}

var (
	dollar  = regexp.MustCompile(`\$(\d+)`)
	renamed = regexp.MustCompile(`(?i)(?:from|join|,|update|into)\s+([a-z_]+)\s+(?:as\s+)?([a-z_]+)`)
	line    = regexp.MustCompile(`^(SCAN|SEARCH) (\S+)(?: USING (.*))?$`)
)

// TestNoStatementReadsWhatItNeedNot looks at SQLite's plan of every statement
// the program made while the sample ward lived and every page was opened. There
// are no statistics in the database, as in a committee's: a join without a wish
// may begin at the wrong table, which "cross join" prevents.
func TestNoStatementReadsWhatItNeedNot(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, g := range s.guests {
		for _, p := range []place{s.own, s.upper} {
			for _, r := range web.Routes(web.Options{}) {
				if r.Method == "GET" {
					for _, path := range s.fill(t, r.Pattern, p) {
						s.send(g, "GET", path, nil)
					}
				}
			}
			for _, o := range api.Operations() {
				if o.Method == "GET" {
					for _, path := range s.fill(t, o.Path, p) {
						s.send(g, "GET", path, nil)
					}
				}
			}
		}
	}
	officer := store.Viewer{Tenant: demo.Tenant, Person: s.guest("officer").person}
	if err := s.db.Read(t.Context(), officer, func(rd *store.Reader) error {
		if _, err := report.Ward(rd, book, s.root, month); err != nil {
			return err
		}
		_, err := task.Get(rd, s.own.task)
		return err
	}); err != nil {
		t.Error(err)
	}
	texts := append(s.db.Statements(), lived(t)...)
	slices.Sort(texts)
	texts = slices.Compact(texts)
	t.Logf("%d statements", len(texts))
	if len(texts) < 150 {
		t.Errorf("only %d statements were met; the ward lives with more", len(texts))
	}
	single := singleRow(t, s)
	for _, text := range texts {
		for _, bad := range judge(t, s, text, single) {
			t.Errorf("%s\n\t%s", bad, strings.Join(strings.Fields(text), " "))
		}
	}
}

// lived makes a ward of one month and gives the statements of its making.
func lived(t *testing.T) []string {
	t.Helper()
	db, err := openAt(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := demo.Make(t.Context(), db, book, today, 1, t.Output()); err != nil {
		t.Fatal(err)
	}
	return db.Statements()
}

// singleRow lists the tables whose whole key is the tenant.
func singleRow(t *testing.T, s *server) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for table := range tables(t, s) {
		var n int
		if err := s.db.Raw().QueryRow(`select count(*) from pragma_table_info(?) where pk > 0`, table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		out[table] = n == 1
	}
	return out
}

func tables(t *testing.T, s *server) map[string]bool {
	t.Helper()
	rows, err := s.db.Raw().Query(`select m.name from sqlite_master m where m.type = 'table' and exists (select 1 from pragma_table_info(m.name) c where c.name = 'tenant')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out[name] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// judge says what is wrong with the plan of one statement.
func judge(t *testing.T, s *server, text string, single map[string]bool) (bad []string) {
	t.Helper()
	high := 0
	for _, m := range dollar.FindAllStringSubmatch(text, -1) {
		n := 0
		for _, c := range m[1] {
			n = n*10 + int(c-'0')
		}
		high = max(high, n)
	}
	args := make([]any, high)
	for i := range args {
		args[i] = "x"
	}
	if high > 0 {
		args[0] = demo.Tenant
	}
	rows, err := s.db.Raw().Query("explain query plan "+dollar.ReplaceAllString(text, "?$1"), args...)
	if err != nil {
		return []string{"no plan: " + err.Error()}
	}
	defer rows.Close()
	names := map[string]string{}
	for _, m := range renamed.FindAllStringSubmatch(text, -1) {
		if _, known := single[m[1]]; known {
			names[m[2]] = m[1]
		}
	}
	var plan []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, detail := range plan {
		m := line.FindStringSubmatch(strings.TrimSuffix(detail, " LEFT-JOIN"))
		if m == nil {
			continue
		}
		table := m[2]
		if real, ok := names[table]; ok {
			table = real
		}
		if _, known := single[table]; !known {
			continue // a common table expression, a subquery, json_each, constants
		}
		switch {
		case m[1] == "SCAN":
			bad = append(bad, "reads every committee: "+detail)
		case !strings.Contains(m[3], "(tenant=?"):
			bad = append(bad, "does not begin at the tenant: "+detail)
		case strings.Contains(m[3], "(tenant=?)") && !single[table] && wholeTenant[table] == "" && !meant(text):
			bad = append(bad, "reads the whole committee: "+strings.Join(plan, "; "))
		}
	}
	return bad
}

func meant(text string) bool {
	text = strings.Join(strings.Fields(text), " ")
	for begins := range wholeStatement {
		if strings.HasPrefix(text, begins) {
			return true
		}
	}
	return false
}
