// Package returns fills the tables of the level above: a committee brings the file it
// has to send up, says which cell asks for which figure, and gets it back filled for
// any month, half year or year, looking as it did. The figures are counted by other
// rooms; nothing is typed twice, and what nobody knows is blank with a note, never 0
// (docs/adr/0073).
package returns

import (
	"errors"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Form is a table of the level above.
type Form struct {
	ID      string
	Org     string
	Name    string
	Places  string // chosen cells, a line each: "C5 = chi_bo"
	Size    int
	Version int64
	At      int64
	file    []byte
}

// most is how many forms a committee keeps at once, mostPlaces how many cells it chooses.
const most, mostPlaces = 40, 300

// Period is the months a form is filled for.
type Period struct {
	Key         string // "2026-11", "2026-6-thang", "2026-nam"
	From, Until string
	Month       bool
}

// PeriodOf reads one.
func PeriodOf(key string) (Period, bool) {
	p := Period{Key: key}
	year, rest, _ := strings.Cut(key, "-")
	if _, _, err := vi.ParseDay(year + "-01-01"); err != nil || len(year) != 4 || year < "2000" || year > "2099" {
		return p, false
	}
	switch rest {
	case "6-thang":
		p.From, p.Until = year+"-01", year+"-06"
	case "nam":
		p.From, p.Until = year+"-01", year+"-12"
	default:
		if _, _, err := vi.ParseDay(key + "-01"); err != nil || len(key) != 7 {
			return p, false
		}
		p.From, p.Until, p.Month = key, key, true
	}
	return p, true
}

// Says is the period in the words of an official table, which are Vietnamese.
func (p Period) Says() string {
	switch {
	case p.Month:
		return vi.ShowMonth(p.From)
	case strings.HasSuffix(p.Key, "nam"):
		return "năm " + p.From[:4]
	}
	return "6 tháng đầu năm " + p.From[:4]
}

const columns = `f.id, f.org, f.name, f.places, f.size, f.version, f.created_at`

func scan(scan store.Scan) (f Form, err error) {
	err = scan(&f.ID, &f.Org, &f.Name, &f.Places, &f.Size, &f.Version, &f.At)
	return
}

// List gives the forms of a committee, the newest first. For whoever confirms scores
// there: the figures are his own pages'.
func List(rd *store.Reader, org string) ([]Form, error) {
	if err := access.Must(rd, access.ScoreConfirm, org); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` from return_form f where f.tenant = $1 and f.org = $2 and f.gone_at is null order by f.created_at desc, f.id`, org)
}

// Get gives one with its file.
func Get(rd *store.Reader, id string) (Form, error) {
	var f Form
	err := rd.Get([]any{&f.ID, &f.Org, &f.Name, &f.Places, &f.Size, &f.Version, &f.At, &f.file}, `select `+columns+`, f.file from return_form f where f.tenant = $1 and f.id = $2 and f.gone_at is null`, id)
	if store.IsNoRow(err) {
		return Form{}, fault.Missing()
	}
	if err != nil {
		return Form{}, err
	}
	return f, access.Must(rd, access.ScoreConfirm, f.Org)
}

// Add keeps a form; the same file again is the same form. Refused are files that are
// no table to fill, that carry a secret mark, or whose marks ask for what is not known.
func Add(tx *store.Tx, org, name string, data []byte) (Form, error) {
	if err := access.Must(tx.Reader, access.ScoreConfirm, org); err != nil {
		return Form{}, err
	}
	checked, err := document.Check("file", name, data)
	if err != nil {
		return Form{}, err
	}
	if checked.Format != "xlsx" {
		return Form{}, fault.Bad("file", "return_not_sheet")
	}
	f := Form{ID: store.NewID(), Org: org, Name: strings.TrimSuffix(checked.Name, ".xlsx"), Size: len(data), Version: 1, At: tx.Now(), file: data}
	if _, err := f.asks("file"); err != nil {
		return Form{}, err
	}
	all, err := List(tx.Reader, org)
	if err != nil {
		return Form{}, err
	}
	for _, old := range all {
		if old.Size != f.Size {
			continue
		}
		if kept, err := Get(tx.Reader, old.ID); err != nil || string(kept.file) == string(data) {
			return kept, err
		}
	}
	if len(all) >= most {
		return Form{}, fault.New(fault.Conflict, "return_many", "most", most)
	}
	if _, err := tx.Exec(`insert into return_form (tenant, id, org, name, places, file, size, version, created_at, created_by) values ($1, $2, $3, $4, '', $5, $6, 1, $7, $8)`,
		f.ID, org, f.Name, data, f.Size, f.At, tx.Viewer().Person); err != nil {
		return Form{}, err
	}
	return f, audit.Note(tx, "return.add", "return", f.ID, org, map[string]any{"name": f.Name, "size": f.Size})
}

// Choose keeps which cells ask for which figure, beside the marks in the file.
func Choose(tx *store.Tx, id string, version int64, places string) (Form, error) {
	f, err := Get(tx.Reader, id)
	if err != nil {
		return Form{}, err
	}
	places = vi.CleanText(places)
	if places == f.Places {
		return f, nil
	}
	if version != f.Version {
		return Form{}, fault.Stale(f)
	}
	before := f.Places
	f.Places, f.Version = places, f.Version+1
	if _, err := f.asks("places"); err != nil {
		return Form{}, err
	}
	if _, err := tx.Exec(`update return_form set places = $3, version = $4 where tenant = $1 and id = $2`, id, places, f.Version); err != nil {
		return Form{}, err
	}
	return f, audit.Note(tx, "return.choose", "return", id, f.Org, map[string]string{"before": before, "after": places})
}

// Drop takes a form away, as it stood when the page was drawn. Sent again it is gone
// already.
func Drop(tx *store.Tx, id string, version int64) error {
	f, err := Get(tx.Reader, id)
	if err != nil {
		return err
	}
	if version != f.Version {
		return fault.Stale(f)
	}
	if _, err := tx.Exec(`update return_form set gone_at = $3, file = $4 where tenant = $1 and id = $2`, id, tx.Now(), []byte{}); err != nil {
		return err
	}
	return audit.Note(tx, "return.drop", "return", id, f.Org, map[string]string{"name": f.Name})
}

// asks are the cells of the form that ask, by marks and by choice; field is where the
// person reads what is wrong.
func (f Form) asks(field string) ([]sheet.Ask, error) {
	open, err := sheet.OpenForm(f.file)
	if err != nil {
		return nil, refused("file", err)
	}
	all, err := open.Asks()
	if err != nil {
		return nil, refused(field, err)
	}
	at := map[string]bool{}
	for _, a := range all {
		at[a.Sheet+"!"+a.Cell] = true
	}
	chosen, err := f.chosen(open, field)
	if err != nil {
		return nil, err
	}
	for _, a := range chosen {
		if at[a.Sheet+"!"+a.Cell] {
			return nil, fault.Bad(field, "return_twice", "cell", a.Cell)
		}
		at[a.Sheet+"!"+a.Cell] = true
		all = append(all, a)
	}
	for _, a := range all {
		for _, name := range a.Names {
			if !Known(name) {
				return nil, fault.Bad(field, "return_unknown", "cell", a.Cell, "name", name)
			}
		}
	}
	return all, nil
}

// chosen reads the lines "C5 = chi_bo".
func (f Form) chosen(open *sheet.Form, field string) ([]sheet.Ask, error) {
	var out []sheet.Ask
	for n, line := range strings.Split(f.Places, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		at := strings.LastIndex(line, "=")
		if at < 0 || len(out) == mostPlaces {
			return nil, fault.Bad(field, "return_line", "line", n+1)
		}
		a, err := open.At(line[:at], strings.ReplaceAll(vi.Fold(strings.ReplaceAll(line[at+1:], "_", " ")), " ", "_"))
		if err != nil {
			return nil, refused(field, err)
		}
		out = append(out, a)
	}
	return out, nil
}

// refused is what is wrong with a file, in the words of the catalogue.
func refused(field string, err error) error {
	var at *sheet.FormError
	if errors.As(err, &at) {
		return fault.Bad(field, "return_"+at.Code, "cell", at.Cell, "sheet", at.Sheet)
	}
	var bad *sheet.Error
	if errors.As(err, &bad) {
		code := "file_unreadable"
		switch bad.Code {
		case "too_big", "zip_bomb", "too_many_cells":
			code = "return_large"
		case "encrypted":
			code = "return_encrypted"
		case "macro":
			code = "return_macro"
		case "old_format":
			code = "return_not_sheet"
		}
		return fault.Bad(field, code)
	}
	return err
}

// Asked is one cell of a form with what it will hold.
type Asked struct {
	Sheet, Cell string
	Names       []string
	Chosen      bool
}

// Preview is a form with the figures of a period, before anything is downloaded.
type Preview struct {
	Form
	Asked  []Asked
	Values Values
}

// See reads it.
func See(rd *store.Reader, book *rule.Book, id string, p Period) (Preview, error) {
	out, _, err := see(rd, book, id, p)
	return out, err
}

func see(rd *store.Reader, book *rule.Book, id string, p Period) (Preview, []sheet.Ask, error) {
	f, err := Get(rd, id)
	if err != nil {
		return Preview{}, nil, err
	}
	out := Preview{Form: f}
	asks, err := f.asks("places")
	if err != nil {
		return out, nil, err
	}
	for _, a := range asks {
		out.Asked = append(out.Asked, Asked{a.Sheet, a.Cell, a.Names, a.Text == ""})
	}
	top, err := org.Get(rd, f.Org)
	if err != nil {
		return out, nil, err
	}
	out.Values, err = read(rd, book, top, p)
	return out, asks, err
}

// Fill gives the file filled for a period; note says why a figure is missing.
func Fill(rd *store.Reader, book *rule.Book, id string, p Period, note func(name string) string) (Preview, []byte, error) {
	out, asks, err := see(rd, book, id, p)
	if err != nil {
		return out, nil, err
	}
	open, err := sheet.OpenForm(out.file)
	if err != nil {
		return out, nil, refused("file", err)
	}
	var b strings.Builder
	if err := open.Fill(&b, asks, out.Values.Of, note); err != nil {
		return out, nil, refused("places", err)
	}
	return out, []byte(b.String()), nil
}
