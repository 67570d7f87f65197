package goodway

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The limits of the form, in letters.
const (
	TitleMost = 120
	WordsMost = 2000
)

// Writing is what a cell types of a way.
type Writing struct {
	Org                      string
	Title, Done, How, Effort string
	Kinds                    []string
	Proofs                   []string // keys of Proof
	Hint                     string   // of the committee that asked for it; "" none
}

// Write keeps a draft of the cell's.
func Write(tx *store.Tx, book *rule.Book, in Writing) (GoodWay, error) {
	if err := access.Must(tx.Reader, access.GoodwayKeep, in.Org); err != nil {
		return GoodWay{}, err
	}
	closed, err := meeting.ClosedContent(tx.Reader, in.Org, tx.Today())
	if err == nil && closed { // of the armed forces and the police nothing said is kept
		err = fault.New(fault.Conflict, "goodway_closed_cell")
	}
	if err != nil {
		return GoodWay{}, err
	}
	proofs, err := in.tidy(tx.Reader, book)
	if err != nil {
		return GoodWay{}, err
	}
	id := store.NewID()
	if _, err := tx.Exec(`insert into good_way (tenant, id, org, title, done, how, effort, kinds, proofs, reach, state, shared_on, back_on, version, created_at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 'draft', '', '', 1, $10, $11)`,
		id, in.Org, in.Title, in.Done, in.How, in.Effort, strings.Join(in.Kinds, " "), proofs, tx.Now(), tx.Viewer().Person); err != nil {
		return GoodWay{}, err
	}
	if in.Hint != "" {
		if err := settle(tx, in.Org, in.Hint, "done"); err != nil {
			return GoodWay{}, err
		}
	}
	return noted(tx, book, id, in.Org, "goodway.write")
}

func noted(tx *store.Tx, book *rule.Book, id, org, what string) (GoodWay, error) {
	if err := audit.Note(tx, what, "good_way", id, org, nil); err != nil {
		return GoodWay{}, err
	}
	return Get(tx.Reader, book, id)
}

// kept reads a way for the cell that wrote it.
func kept(rd *store.Reader, id string) (GoodWay, error) {
	w, err := read(rd, id)
	if err != nil {
		return w, err
	}
	return w, access.Must(rd, access.GoodwayKeep, w.Org)
}

// Change writes it anew. What other cells copied stays as they copied it.
func Change(tx *store.Tx, book *rule.Book, id string, version int64, in Writing) (GoodWay, error) {
	old, err := kept(tx.Reader, id)
	if err != nil {
		return GoodWay{}, err
	}
	in.Org = old.Org
	proofs, err := in.tidy(tx.Reader, book)
	if err != nil {
		return GoodWay{}, err
	}
	kinds := strings.Join(in.Kinds, " ")
	if old.Title == in.Title && old.Done == in.Done && old.How == in.How && old.Effort == in.Effort && strings.Join(old.Kinds, " ") == kinds && old.proofs == proofs {
		return Get(tx.Reader, book, id)
	}
	if old.Version != version {
		return GoodWay{}, fault.Stale(old)
	}
	if _, err := tx.Exec(`update good_way set title = $3, done = $4, how = $5, effort = $6, kinds = $7, proofs = $8, version = version + 1 where tenant = $1 and id = $2`,
		id, in.Title, in.Done, in.How, in.Effort, kinds, proofs); err != nil {
		return GoodWay{}, err
	}
	return noted(tx, book, id, old.Org, "goodway.change")
}

// Share lets others read it: the cells of the committee, or the committee alone. Only the
// cell itself does so.
func Share(tx *store.Tx, book *rule.Book, id string, version int64, reach string) (GoodWay, error) {
	w, err := kept(tx.Reader, id)
	switch {
	case err != nil:
		return w, err
	case !slices.Contains(Reaches, reach):
		return w, fault.Bad("reach", "goodway_reach")
	case w.State == Shared && w.Reach == reach:
		return Get(tx.Reader, book, id)
	case w.Version != version:
		return w, fault.Stale(w)
	}
	if _, err := tx.Exec(`update good_way set state = 'shared', reach = $3, shared_on = case when state = 'shared' then shared_on else $4 end, back_on = '', version = version + 1 where tenant = $1 and id = $2`, id, reach, tx.Today()); err != nil {
		return w, err
	}
	return noted(tx, book, id, w.Org, "goodway.share")
}

// TakeBack takes it off the shelf. Who does likewise keeps what he copied, with the source.
func TakeBack(tx *store.Tx, book *rule.Book, id string) (GoodWay, error) {
	w, err := kept(tx.Reader, id)
	if err != nil {
		return w, err
	}
	if w.State != Shared {
		return Get(tx.Reader, book, id)
	}
	if _, err := tx.Exec(`update good_way set state = 'back', back_on = $3, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today()); err != nil {
		return w, err
	}
	return noted(tx, book, id, w.Org, "goodway.back")
}

// tidy cleans what was typed, says everything that is wrong, and gives the proofs as kept.
func (in *Writing) tidy(rd *store.Reader, book *rule.Book) (string, error) {
	in.Title, in.Done, in.How, in.Effort = vi.Clean(in.Title), vi.CleanText(in.Done), vi.CleanText(in.How), vi.CleanText(in.Effort)
	var bad fault.Fields
	if !fits(in.Title, TitleMost) {
		bad.Add("title", "goodway_title", "limit", TitleMost)
	}
	for _, f := range []struct{ field, text string }{{"done", in.Done}, {"how", in.How}, {"effort", in.Effort}} {
		if !fits(f.text, WordsMost) {
			bad.Add(f.field, "goodway_words", "limit", WordsMost)
		}
	}
	kinds := book.CellKinds(rd.Today())
	for _, k := range in.Kinds {
		if _, known := kinds.Find(rule.OrgKind(k)); !known {
			bad.Add("kinds", "goodway_kinds")
			break
		}
	}
	chosen, err := in.pick(rd, book)
	if err != nil {
		return "", err
	}
	if len(chosen) < len(in.Proofs) || len(chosen) > mostProofs {
		bad.Add("proofs", "goodway_proofs", "limit", mostProofs)
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	return store.JSON(chosen), nobody(rd, in.Org, "title", in.Title, "done", in.Done, "how", in.How, "effort", in.Effort)
}

// pick finds what was ticked among what the cell's months can show; only kind and month
// are kept.
func (in Writing) pick(rd *store.Reader, book *rule.Book) ([]Proof, error) {
	out := []Proof{}
	if len(in.Proofs) == 0 {
		return out, nil
	}
	all, err := months(rd, book, in.Org)
	for _, p := range all {
		if slices.Contains(in.Proofs, p.Key()) {
			out = append(out, Proof{Kind: p.Kind, Month: p.Month})
		}
	}
	return out, err
}

func fits(text string, most int) bool { return text != "" && utf8.RuneCountInString(text) <= most }
