package member

import (
	"errors"
	"slices"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
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
	Sealed         []byte   `json:"sealed,omitempty"`
	Index          string   `json:"index,omitempty"`
	Org            *orgPlan `json:"org,omitempty"`
}

type orgPlan struct{ ID, Code, Name, Kind, Parent, ParentCode, From string }

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

// known is a member as the comparison needs it.
type known struct {
	Member
	match, index string
	mine         bool            // stands where the viewer keeps the roll
	coming       map[string]bool // activities already recorded for days to come: "away 2026-12-23"
}

// Snapshot is what a list is compared with.
type Snapshot struct {
	Tenant  int64
	Today   string
	Fields  map[string]bool
	Orgs    []org.Org
	members []*known
	root    org.Org
}

// Parse reads a list and judges each row against the snapshot. It is pure and
// may take seconds for a great list: call it outside every transaction.
func Parse(book *rule.Book, vault *Vault, up Upload, snap Snapshot) (Parsed, error) {
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
		out.Rows = parseMembers(book, vault, guess, data, skipped, snap)
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

// row gathers what is understood of one line.
type row struct {
	ImportRow
	cells  sheet.Row
	layout sheet.Layout
	today  string
}

func newRow(r sheet.Row, layout sheet.Layout, today string) *row {
	return &row{ImportRow: ImportRow{Line: r.Line, Cells: map[string]string{}, Taken: map[string]string{}, Verdict: "ok", Findings: []Finding{}}, cells: r, layout: layout, today: today}
}

// note tells something; doubt leaves the row out until a person accepts it;
// refuse leaves it out for good.
func (r *row) note(field, code, taken, detail string) {
	r.Findings = append(r.Findings, Finding{field, code, taken, detail, "import.hint." + code})
}

func (r *row) doubt(field, code, taken, detail string) {
	r.note(field, code, taken, detail)
	if r.Verdict == "ok" {
		r.Verdict = "doubtful"
	}
}

func (r *row) refuse(field, code, taken, detail string) {
	r.note(field, code, taken, detail)
	r.Verdict = "refused"
}

func (r *row) cell(key string) (sheet.Cell, bool) {
	c, ok := r.layout.Columns[key]
	if !ok || c >= len(r.cells.Cells) {
		return sheet.Cell{}, false
	}
	return r.cells.Cells[c], true
}

// text reads a cell: cleaned, from an old encoding if it is in one, and with
// a word where the cell holds a formula.
func (r *row) text(key string) string {
	c, ok := r.cell(key)
	if !ok {
		return ""
	}
	r.Cells[key] = c.Text
	s := vi.Clean(c.Text)
	if fixed, was := vi.FromLegacy(s); was != vi.NotLegacy {
		r.note(key, "legacy_encoding", fixed, string(was))
		s = fixed
	}
	if c.Formula {
		if s == "" {
			r.doubt(key, "formula_empty", "", "")
		} else {
			r.note(key, "formula", s, "")
		}
	}
	if strings.ContainsRune(s, '•') { // our own export hides what must not travel
		return ""
	}
	return s
}

func (r *row) day(key string) string {
	s := r.text(key)
	if s == "" {
		return ""
	}
	day, precision, err := vi.ParseDay(s)
	switch {
	case errors.Is(err, vi.ErrImpossible):
		r.doubt(key, "date_impossible", "", s)
	case err != nil:
		r.doubt(key, "date_unreadable", "", s)
	case day == "1900-01-01" || day == "1900-01-00":
		r.doubt(key, "date_placeholder", "", s)
	case precision != vi.Full && key == "birth_date":
		if precision == vi.Year {
			r.plan.New.BirthPrecision = "year"
			r.note(key, "year_only", vi.ShowDayAt(day, precision), s)
		} else {
			r.plan.New.BirthPrecision = "month"
			r.note(key, "month_only", vi.ShowDayAt(day, precision), s)
		}
		r.Taken[key] = vi.ShowDayAt(day, precision)
		return day
	case precision != vi.Full:
		r.doubt(key, "date_incomplete", "", s)
	default:
		r.Taken[key] = vi.ShowDay(day)
		return day
	}
	return ""
}

// number reads a 12-digit number that a spreadsheet may have robbed of its
// leading zeros.
func (r *row) number(key string) string {
	s := digits(r.text(key))
	c, _ := r.cell(key)
	switch {
	case s == "":
		return ""
	case !allDigits(s):
		r.doubt(key, "number_unreadable", "", s)
		return ""
	case len(s) == 11 || c.Number && len(s) >= 9 && len(s) < 12:
		s = strings.Repeat("0", 12-len(s)) + s
		r.note(key, "leading_zero", s, "")
	case len(s) != 12:
		r.doubt(key, "number_length", "", s)
		return ""
	}
	r.Taken[key] = s
	return s
}

// hide leaves only the last four digits of a field readable in the preview.
func (r *row) hide(key string) {
	r.Cells[key], r.Taken[key] = Mask(r.Cells[key]), Mask(r.Taken[key])
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Field == key {
			f.Taken, f.Detail = Mask(f.Taken), Mask(f.Detail)
		}
	}
}

// shortWords are how lists shorten the names of organisations.
var shortWords = map[string]string{"cb": "chi bo", "tdp": "to dan pho", "dp": "dan pho", "kp": "khu pho", "thpt": "trung hoc pho thong", "thcs": "trung hoc co so", "mn": "mam non", "th": "tieu hoc", "ca": "cong an", "cq": "co quan", "tyt": "tram y te", "db": "dang bo", "du": "dang uy"}

// spokenOrg reduces a name of an organisation to what tells it from others.
func spokenOrg(name string) string {
	var words []string
	for _, w := range strings.Fields(vi.Fold(name)) {
		if long, ok := shortWords[w]; ok {
			w = long
		} else if allDigits(w) {
			if w = strings.TrimLeft(w, "0"); w == "" {
				w = "0"
			}
		}
		words = append(words, w)
	}
	s := " " + strings.Join(words, " ") + " "
	for _, drop := range []string{" chi bo ", " dang bo ", " dang uy ", " so "} {
		s = strings.ReplaceAll(s, drop, " ")
	}
	return strings.TrimSpace(s)
}

type orgIndex map[string][]int

func indexOrgs(all []org.Org) orgIndex {
	idx := orgIndex{}
	for i, o := range all {
		for _, key := range []string{"=" + vi.Fold(o.Name), "~" + spokenOrg(o.Name), "#" + vi.Fold(o.Code)} {
			idx[key] = append(idx[key], i)
		}
	}
	return idx
}

func (idx orgIndex) find(text string) (at int, exact, ok bool) {
	for _, key := range []string{"=" + vi.Fold(text), "#" + vi.Fold(text), "~" + spokenOrg(text)} {
		if found := idx[key]; len(found) == 1 && len(key) > 1 {
			return found[0], key[0] == '=', true
		}
	}
	return 0, false, false
}

func parseMembers(book *rule.Book, vault *Vault, layout sheet.Layout, data, skipped []sheet.Row, snap Snapshot) []ImportRow {
	words := book.Statuses(snap.Today)
	keep := keptFields(book.Fields(snap.Today), snap.Fields)
	orgs := indexOrgs(snap.Orgs)
	by := map[string]*known{}
	for _, m := range snap.members {
		for _, key := range keysOf(m.Card, m.OldCard, m.index, m.match) {
			by[key] = m
		}
	}
	seen := map[string]*row{} // key → the first row of this file that had it
	met := map[string]bool{}  // members found in the file
	inFile := map[string]bool{}
	var out []ImportRow
	last := 0
	for _, line := range data {
		r := newRow(line, layout, snap.Today)
		last = max(last, line.Line)
		p := &r.plan
		n := &p.New
		readPerson(r, keep)
		if keep["identity_number"] && vault != nil {
			number := r.number("identity_number")
			if number != "" {
				p.Index = vault.Index(snap.Tenant, identityField, number)
				p.Sealed = []byte(number) // sealed below, once the person is known
			}
			r.hide("identity_number")
		}
		readOrg(r, orgs, snap, line, skipped)
		readActivity(r, words)

		keys := keysOf(n.Card, n.OldCard, p.Index, matchKey(n.Person))
		if len(keys) == 0 {
			r.doubt("card_number", "not_identifiable", "", "")
		}
		var first *row
		for _, key := range keys {
			if f := seen[key]; f != nil && first == nil {
				first = f
			}
		}
		if first != nil {
			code := "duplicate_row"
			switch {
			case vi.Fold(first.plan.New.FullName) != vi.Fold(n.FullName):
				code = "card_two_people"
			case first.plan.New.Org != n.Org:
				code = "two_cells"
			}
			r.doubt("card_number", code, n.FullName, "line:"+itoa(first.Line))
		}
		for _, key := range keys {
			if seen[key] == nil {
				seen[key] = r
			}
		}
		var found *known
		for _, key := range keys {
			m := by[key]
			if m == nil {
				continue
			}
			if found == nil {
				found = m
			} else if found != m {
				r.doubt("card_number", "keys_disagree", found.FullName, m.FullName)
			}
		}
		switch {
		case found == nil && first != nil:
			r.Change = "new"
			p.Person, p.Member = first.plan.Person, first.plan.Member // accepted later, it is the same person
		case found == nil:
			r.Change = "new"
			p.Person, p.Member = store.NewID(), store.NewID()
		default:
			r.compare(found)
			met[found.ID] = true
		}
		if n.Org != "" {
			inFile[n.Org] = true
		}
		if len(p.Sealed) > 0 {
			p.Sealed = vault.Seal(snap.Tenant, identityField, p.Person, string(p.Sealed))
		}
		out = append(out, r.ImportRow)
	}
	for _, m := range snap.members {
		if m.mine && inFile[m.Org] && !met[m.ID] && m.Standing != "ended" {
			last++
			out = append(out, ImportRow{Line: last, Verdict: "ok", Change: "gone", Member: m.ID, Cells: map[string]string{},
				Taken:    map[string]string{"full_name": m.FullName, "organisation": m.OrgName},
				Findings: []Finding{{"full_name", "gone", m.FullName, m.OrgName, "import.hint.gone"}}})
		}
	}
	return out
}

// keysOf are the ways to know a person, surest first.
func keysOf(card, old, index, match string) []string {
	var keys []string
	for i, k := range []string{card, old, index, match} {
		if k != "" {
			keys = append(keys, string(rune('a'+i))+k)
		}
	}
	return keys
}

func readPerson(r *row, keep map[string]bool) {
	n := &r.plan.New
	raw, _ := r.cell("full_name")
	name := r.text("full_name")
	n.FullName = vi.TitleName(name)
	switch {
	case vi.Fold(name) == "":
		r.refuse("full_name", "name_missing", "", "")
	case strings.ContainsAny(name, "0123456789=@<>{}"):
		r.doubt("full_name", "name_odd", n.FullName, "")
	case n.FullName != name:
		r.note("full_name", "name_capitals", n.FullName, name)
	case raw.Text != strings.TrimSpace(raw.Text):
		r.note("full_name", "name_spaces", n.FullName, "")
	}
	r.Taken["full_name"] = n.FullName
	for key, into := range map[string]*string{"other_name": &n.OtherName, "ethnicity": &n.Ethnicity, "religion": &n.Religion, "home_place": &n.Home,
		"phone": &n.Phone, "card_issuer": &n.CardIssuer, "note": &n.Note} {
		if keep[key] {
			if *into = r.text(key); *into != "" {
				r.Taken[key] = *into
			}
		}
	}
	switch s := vi.Fold(r.text("sex")); s {
	case "":
	case "nam", "m", "male":
		n.Sex = "male"
	case "nu", "f", "female":
		n.Sex = "female"
	default:
		r.note("sex", "sex_unknown", "", s)
	}
	n.BirthPrecision = ""
	if n.Birth = r.day("birth_date"); n.Birth != "" && n.BirthPrecision == "" {
		n.BirthPrecision = "full"
	}
	n.Card = r.number("card_number")
	if n.OldCard = digits(r.text("old_card_number")); n.OldCard != "" {
		if c, _ := r.cell("old_card_number"); c.Number && len(n.OldCard) == 7 {
			n.OldCard = "0" + n.OldCard
			r.note("old_card_number", "leading_zero", n.OldCard, "")
		}
		r.Taken["old_card_number"] = n.OldCard
	}
	n.CardDay = r.day("card_date")
	n.AdmittedOn, n.OfficialOn = r.day("admission_date"), r.day("official_date")
	switch {
	case n.OfficialOn != "" && n.OfficialOn < n.AdmittedOn:
		r.doubt("official_date", "official_before_admission", "", vi.ShowDay(n.OfficialOn))
		n.OfficialOn = ""
	case n.OfficialOn > r.today:
		r.doubt("official_date", "official_future", vi.ShowDay(n.OfficialOn), "")
	}
	if n.AdmittedOn > r.today {
		r.doubt("admission_date", "admission_future", vi.ShowDay(n.AdmittedOn), "")
	}
	if n.AdmittedOn != "" && n.Birth > n.AdmittedOn {
		r.doubt("birth_date", "birth_after_admission", vi.ShowDay(n.Birth), "")
	}
}

func readOrg(r *row, orgs orgIndex, snap Snapshot, line sheet.Row, skipped []sheet.Row) {
	_, column := r.layout.Columns["organisation"]
	text := r.text("organisation")
	if !column { // the title row above the group says the cell
		for _, s := range skipped {
			if s.Line > line.Line {
				break
			}
			for _, c := range s.Cells {
				if _, _, ok := orgs.find(c.Text); ok && c.Text != "" {
					text = vi.Clean(c.Text)
				}
			}
		}
	}
	if text == "" {
		r.refuse("organisation", "org_missing", "", "")
		return
	}
	i, exact, ok := orgs.find(text)
	if !ok {
		r.refuse("organisation", "org_unknown", "", text)
		return
	}
	o := snap.Orgs[i]
	if !o.Cell() {
		r.refuse("organisation", "org_no_cell", o.Name, text)
		return
	}
	if !exact {
		r.note("organisation", "org_spelling", o.Name, text)
	}
	r.plan.New.Org, r.Taken["organisation"] = o.ID, o.Name
	r.plan.New.From = snap.Today
}

func readActivity(r *row, words rule.Statuses) {
	n := &r.plan.New
	n.Activity = "active"
	if s := r.text("activity"); s != "" {
		code, ok := words.Activity(s)
		if !ok {
			if standing, known := words.Standing(s); known && standing == "ended" {
				r.doubt("activity", "status_ended", "", s)
			} else if !known {
				r.doubt("activity", "status_unknown", "", s)
			}
		} else {
			n.Activity = code
			for _, w := range words.Activities {
				if w.Code == code && vi.Fold(w.TitleVI) != vi.Fold(s) {
					r.note("activity", "status_spelling", w.TitleVI, s)
				}
			}
		}
	}
	r.Taken["activity"] = n.Activity
	if n.ActivityFrom = r.day("activity_from"); n.Activity == "active" {
		n.ActivityFrom = ""
	} else if n.ActivityFrom == "" {
		n.ActivityFrom = r.today
		r.note("activity_from", "status_since_unknown", vi.ShowDay(r.today), "")
	} else if n.ActivityFrom > r.today {
		r.note("activity_from", "status_future", vi.ShowDay(n.ActivityFrom), "")
	}
}

// compare judges a row against the member it speaks of. An empty cell takes
// nothing away.
func (r *row) compare(m *known) {
	p := &r.plan
	n := &p.New
	p.Person, p.Member, r.Member, r.Change = m.PersonID, m.ID, m.ID, "same"
	if !m.mine {
		r.refuse("organisation", "member_elsewhere", "", "")
		p.Member, r.Member = "", ""
		return
	}
	if m.EndedOn != "" {
		r.doubt("full_name", "member_ended", m.FullName, vi.ShowDay(m.EndedOn))
	}
	if n.Card != "" && m.Card != "" && n.Card != m.Card {
		r.doubt("card_number", "card_differs", n.Card, m.Card)
	}
	changed := false
	fill := func(key string, now *string, old string, same bool) {
		if *now == "" || same || *now == old {
			*now = old
			return
		}
		changed = true
		r.note(key, "changed", *now, old)
	}
	if vi.Fold(n.FullName) != vi.Fold(m.FullName) && n.Card != "" && n.Birth != m.Birth {
		r.doubt("full_name", "card_other_name", n.FullName, m.FullName)
	}
	fill("full_name", &n.FullName, m.FullName, vi.SameName(n.FullName, m.FullName))
	fill("other_name", &n.OtherName, m.OtherName, vi.SameName(n.OtherName, m.OtherName))
	fill("sex", &n.Sex, m.Sex, false)
	if n.Birth == "" || n.BirthPrecision != "full" && m.BirthPrecision == "full" && strings.HasPrefix(m.Birth, n.Birth[:4]) {
		n.Birth, n.BirthPrecision = m.Birth, m.BirthPrecision
	}
	fill("birth_date", &n.Birth, m.Birth, false)
	fill("home_place", &n.Home, m.Home, false)
	fill("phone", &n.Phone, m.Phone, false)
	fill("card_number", &n.Card, m.Card, false)
	fill("old_card_number", &n.OldCard, m.OldCard, false)
	fill("card_issuer", &n.CardIssuer, m.CardIssuer, false)
	fill("card_date", &n.CardDay, m.CardDay, false)
	fill("admission_date", &n.AdmittedOn, m.AdmittedOn, false)
	fill("official_date", &n.OfficialOn, m.OfficialOn, false)
	fill("note", &n.Note, m.Note, false)
	if _, column := r.layout.Columns["activity"]; !column {
		n.Activity = m.Activity
	} else if m.coming[n.Activity+" "+n.ActivityFrom] {
		n.Activity, n.ActivityFrom = m.Activity, ""
	} else if n.Activity != m.Activity {
		changed = true
		r.note("activity", "changed", n.Activity, m.Activity)
	}
	if p.Index != "" && p.Index != m.index {
		changed = true
		r.note("identity_number", "changed", r.Taken["identity_number"], "")
	}
	switch {
	case n.Org != "" && n.Org != m.Org:
		r.Change = "moved"
		r.note("organisation", "moved", r.Taken["organisation"], m.OrgName)
	case changed:
		r.Change = "changed"
	}
}

// orgFields are the columns of a list of organisations.
var orgFields = []sheet.Field{
	{Key: "code", Names: []string{"Mã", "Mã tổ chức", "Mã số", "Mã chi bộ", "Ký hiệu"}},
	{Key: "name", Names: []string{"Tên tổ chức đảng", "Tên chi bộ", "Tên tổ chức", "Tên"}, Required: true},
	{Key: "kind", Names: []string{"Loại hình", "Loại", "Loại hình tổ chức"}},
	{Key: "parent", Names: []string{"Trực thuộc", "Cấp trên", "Tổ chức cấp trên", "Mã cấp trên"}},
	{Key: "from", Names: []string{"Ngày thành lập", "Từ ngày", "Thành lập"}},
}

func parseOrgs(book *rule.Book, layout sheet.Layout, data []sheet.Row, snap Snapshot) []ImportRow {
	kinds := book.CellKinds(snap.Today)
	orgs := indexOrgs(snap.Orgs)
	codes := map[string]bool{}
	for _, line := range data {
		if c, ok := layout.Columns["code"]; ok {
			codes[vi.Fold(line.Text(c))] = true
		}
	}
	seen := map[string]int{}
	names := map[string]string{} // a code of the file that stands for a known organisation
	hasRoot := snap.root.ID != ""
	var out []ImportRow
	for _, line := range data {
		r := newRow(line, layout, snap.Today)
		o := &orgPlan{Code: r.text("code"), Name: r.text("name"), From: r.day("from")}
		kind, parent := r.text("kind"), r.text("parent")
		if o.Name == "" {
			r.refuse("name", "name_missing", "", "")
		}
		if k, ok := kinds.Match(kind); ok {
			o.Kind = string(k.Kind)
			r.Taken["kind"] = k.TitleVI
		} else {
			r.refuse("kind", "kind_unknown", "", kind)
		}
		if o.From == "" {
			o.From = snap.Today
			r.note("from", "from_unknown", vi.ShowDay(o.From), "")
		}
		key := vi.Fold(o.Code)
		if key == "" {
			key = "=" + vi.Fold(o.Name)
		}
		if first, twice := seen[key]; twice {
			r.doubt("code", "duplicate_row", o.Name, "line:"+itoa(first))
		} else {
			seen[key] = line.Line
		}
		var old *org.Org
		if found := orgs["#"+vi.Fold(o.Code)]; o.Code != "" && len(found) == 1 {
			old = &snap.Orgs[found[0]]
		} else if found := orgs["="+vi.Fold(o.Name)]; len(found) == 1 {
			old = &snap.Orgs[found[0]]
			r.note("code", "org_by_name", old.Code, o.Code)
		} else if parent == "" && hasRoot {
			if snap.root.Kind == o.Kind {
				old = &snap.root
				r.note("code", "org_is_the_root", old.Name, o.Code)
			} else {
				r.doubt("parent", "parent_missing", snap.root.Name, "")
				o.Parent = snap.root.ID
			}
		} else if parent == "" {
			hasRoot = true // the first without a parent founds the tree
			snap.root.Kind = o.Kind
		}
		if old != nil {
			names[vi.Fold(o.Code)] = old.ID
		}
		if parent != "" {
			o.ParentCode = parent
			if id := names[vi.Fold(parent)]; id != "" {
				o.Parent = id
			} else if i, _, ok := orgs.find(parent); ok {
				o.Parent = snap.Orgs[i].ID
			} else if !codes[vi.Fold(parent)] {
				r.refuse("parent", "parent_unknown", "", parent)
			}
		}
		r.Change = "new"
		o.ID = ""
		if old != nil {
			o.ID, r.Member, r.Change = old.ID, old.ID, "same"
			if o.Name != old.Name && old.ID != snap.root.ID {
				r.Change = "changed"
				r.note("name", "changed", o.Name, old.Name)
			}
			if o.Kind != old.Kind {
				r.Change = "changed"
				r.note("kind", "changed", o.Kind, old.Kind)
			}
			if o.Parent != "" && o.Parent != old.Parent {
				r.Change = "moved"
				r.note("parent", "moved", parent, "")
			}
		}
		r.Taken["code"], r.Taken["name"], r.Taken["parent"] = o.Code, o.Name, parent
		r.plan.Org = o
		out = append(out, r.ImportRow)
	}
	return out
}
