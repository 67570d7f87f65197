package member

import (
	"errors"
	"slices"

	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Kinds of list.
const (
	ListOrgs    = "orgs"
	ListMembers = "members"
)

// Upload is a file somebody chose. Sheet and Columns are empty at first; they
// come back when a person corrects what was guessed (-1: no such column).
type Upload struct {
	Kind, Name string
	Data       []byte
	Sheet      string
	Columns    map[string]int
}

// Finding is one thing noticed in a row: Code names it and its sentence
// ("import.finding.<code>"), Taken is what was understood, Detail what it
// refers to (another line, another name), Hint the key of what to do.
type Finding struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Taken  string `json:"taken,omitempty"`
	Detail string `json:"detail,omitempty"`
	Hint   string `json:"hint,omitempty"`
}

// ImportRow is one row as it was read, understood and judged. A row with
// Change "gone" is no line of the file: a member on the roll whom it lacks.
type ImportRow struct {
	Line     int
	Cells    map[string]string // as written; what may not be kept is left out
	Taken    map[string]string // as understood, by the same keys
	Verdict  string            // ok, doubtful, refused
	Change   string            // new, moved, changed, same, gone
	Member   string
	Findings []Finding
	Done     bool
	plan     plan
}

// plan is what committing the row will do, decided outside any transaction.
type plan struct {
	Member, Person string   // made now for a new one, so that a repeat makes no second
	New            New      `json:"new"`
	Identity       string   `json:"identity,omitempty"` // the number, until the person's key is there; the row is sealed whole
	Index          string   `json:"index,omitempty"`
	Org            *orgPlan `json:"org,omitempty"`
}

// Layout is where the list was found in the file and which column is which.
type Layout struct {
	HeaderFrom, HeaderTo int
	Columns              map[string]int
	Titles               []string
	Missing              []string
	Skipped              []int // lines below the header that are no entries
}

// Counts sums up an import.
type Counts struct{ New, Moved, Changed, Same, Gone, Doubtful, Refused int }

// Parsed is a list as understood: nothing of it is saved yet.
type Parsed struct {
	Sheet  string
	Sheets []string
	Layout Layout
	Rows   []ImportRow
	Counts Counts
}

// Snapshot is what a list is compared with.
type Snapshot struct {
	Today   string
	Fields  map[string]bool
	Orgs    []org.Org
	members []*known
	root    org.Org
	vault   store.Vault
}

// Parse reads a list and judges each row against the snapshot. It is pure and
// may take seconds for a great list: call it outside every transaction.
func Parse(book *rule.Book, up Upload, snap Snapshot) (Parsed, error) {
	var out Parsed
	file, err := sheet.Open(up.Name, up.Data, sheet.Limits{Bytes: 40 << 20, Unpacked: 800 << 20, Cells: 4_000_000})
	if err != nil {
		return out, refusedFile(err)
	}
	fields := orgFields
	if up.Kind == ListMembers {
		fields = nil
		for _, f := range book.Fields(snap.Today).Fields {
			fields = append(fields, sheet.Field{Key: f.Key, Names: append([]string{f.TitleVI}, f.Headings...), Required: f.Required})
		}
	} else if up.Kind != ListOrgs {
		return out, fault.Bad("kind", "import_kind")
	}
	out.Sheets = file.Sheets()
	var rows []sheet.Row
	var guess sheet.Layout
	for _, name := range out.Sheets { // the sheet with the most known columns, unless one was chosen
		if up.Sheet != "" && name != up.Sheet {
			continue
		}
		some, err := file.Rows(name)
		if err != nil {
			return out, refusedFile(err)
		}
		if g := sheet.Guess(some, fields); out.Sheet == "" || len(g.Columns) > len(guess.Columns) {
			out.Sheet, rows, guess = name, some, g
		}
	}
	if out.Sheet == "" {
		return out, refusedFile(sheet.ErrNoSheet)
	}
	if guess.Columns == nil {
		guess.Columns = map[string]int{}
	}
	for key, column := range up.Columns {
		if delete(guess.Columns, key); column >= 0 {
			guess.Columns[key] = column
		}
	}
	guess.Missing = slices.DeleteFunc(guess.Missing, func(key string) bool { _, ok := guess.Columns[key]; return ok })
	data, skipped := sheet.Split(rows, guess)
	out.Layout = Layout{HeaderFrom: guess.HeaderFrom, HeaderTo: guess.HeaderTo, Columns: guess.Columns, Titles: guess.Titles, Missing: guess.Missing}
	for _, r := range skipped {
		out.Layout.Skipped = append(out.Layout.Skipped, r.Line)
	}
	if len(guess.Missing) > 0 || guess.HeaderTo == 0 {
		return out, nil // nothing can be understood until the columns are named
	}
	if up.Kind == ListOrgs {
		out.Rows = parseOrgs(book, guess, data, snap)
	} else {
		out.Rows = parseMembers(book, guess, data, skipped, snap)
	}
	for i := range out.Rows {
		out.Counts.add(out.Rows[i].Verdict, out.Rows[i].Change, 1)
	}
	return out, nil
}

func (c *Counts) add(verdict, change string, n int) {
	switch {
	case verdict == "doubtful":
		c.Doubtful += n
	case verdict == "refused":
		c.Refused += n
	case change == "new":
		c.New += n
	case change == "moved":
		c.Moved += n
	case change == "changed":
		c.Changed += n
	case change == "same":
		c.Same += n
	case change == "gone":
		c.Gone += n
	}
}

func refusedFile(err error) error {
	var e *sheet.Error
	if errors.As(err, &e) {
		return fault.Bad("file", "file_"+e.Code).Because(err)
	}
	return err
}
