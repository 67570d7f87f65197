package goodway

import (
	"slices"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// What a cell says of a way it took.
const (
	Worked = "worked" // làm được
	Partly = "partly" // làm được một phần
	Unfit  = "unfit"  // không hợp
)

// Words lists what a cell may say, in the order of the form.
var Words = []string{Worked, Partly, Unfit}

// TakenWay is what a cell does after another: a copy of the words as they stood, with the
// source named. It outlives the way it was copied from.
type TakenWay struct {
	ID      string `json:"id"`
	Way     string `json:"way"`
	Org     string `json:"org"`
	Source  string `json:"source"` // name of the cell it was copied from
	Title   string `json:"title"`
	Done    string `json:"done"`
	How     string `json:"how"`
	Effort  string `json:"effort"`
	TakenOn string `json:"taken_on"`
	Word    string `json:"word"` // worked, partly, unfit; "" before it is said
	Said    string `json:"said"`
	SaidOn  string `json:"said_on"`
	Version int64  `json:"version"`
	Back    bool   `json:"source_taken_back"` // the source is off the shelf; the copy stays
}

const takenColumns = `t.id, t.way, t.org, t.source, t.title, t.done, t.how, t.effort, t.taken_on, t.word, t.said, t.said_on, t.version, w.state from good_way_taken t join good_way w on w.tenant = t.tenant and w.id = t.way`

func scanTaken(row store.Scan) (t TakenWay, err error) {
	state := ""
	err = row(&t.ID, &t.Way, &t.Org, &t.Source, &t.Title, &t.Done, &t.How, &t.Effort, &t.TakenOn, &t.Word, &t.Said, &t.SaidOn, &t.Version, &state)
	t.Back = state == Back
	return t, err
}

// Taken reads one for the cell that took it.
func Taken(rd *store.Reader, id string) (TakenWay, error) {
	t, err := store.One(rd, scanTaken, `select `+takenColumns+` where t.tenant = $1 and t.id = $2`, id)
	if err != nil {
		return t, err
	}
	return t, access.Must(rd, access.GoodwayRead, t.Org)
}

// Take has a cell do likewise: the words are copied, and the next draft of its agenda has
// a line for them. The same twice is one.
func Take(tx *store.Tx, id, org string) (TakenWay, error) {
	if err := access.Must(tx.Reader, access.GoodwayKeep, org); err != nil {
		return TakenWay{}, err
	}
	ids, err := tx.Strings(`select id from good_way_taken where tenant = $1 and way = $2 and org = $3`, id, org)
	if err != nil {
		return TakenWay{}, err
	}
	if len(ids) > 0 {
		return Taken(tx.Reader, ids[0])
	}
	w, err := read(tx.Reader, id)
	if err != nil {
		return TakenWay{}, err
	}
	closed, err := meeting.ClosedContent(tx.Reader, org, tx.Today())
	switch {
	case err != nil:
		return TakenWay{}, err
	case closed:
		return TakenWay{}, fault.New(fault.Conflict, "goodway_closed_cell")
	case w.Org == org:
		return TakenWay{}, fault.New(fault.Conflict, "goodway_own")
	case !w.open():
		return TakenWay{}, fault.Missing()
	}
	one := store.NewID()
	if _, err := tx.Exec(`insert into good_way_taken (tenant, id, way, org, source, title, done, how, effort, taken_on, word, said, said_on, version, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', '', 1, $11)`,
		one, w.ID, org, w.OrgName, w.Title, w.Done, w.How, w.Effort, tx.Today(), tx.Viewer().Person); err != nil {
		return TakenWay{}, err
	}
	if _, err := tx.Exec(`update good_way_hint set state = 'done' where tenant = $1 and org = $2 and way = $3 and state = 'open'`, org, id); err != nil {
		return TakenWay{}, err
	}
	if err := audit.Note(tx, "goodway.take", "good_way", id, org, map[string]string{"taken": one}); err != nil {
		return TakenWay{}, err
	}
	return Taken(tx.Reader, one)
}

// Say keeps how it went, in the cell's own words.
func Say(tx *store.Tx, id string, version int64, word, said string) (TakenWay, error) {
	t, err := Taken(tx.Reader, id)
	if err == nil {
		err = access.Must(tx.Reader, access.GoodwayKeep, t.Org)
	}
	if err != nil {
		return TakenWay{}, err
	}
	if said = vi.CleanText(said); t.Word == word && t.Said == said && word != "" {
		return t, nil
	}
	var bad fault.Fields
	if !slices.Contains(Words, word) {
		bad.Add("word", "goodway_word")
	}
	if n := utf8.RuneCountInString(said); n == 0 || n > WordsMost {
		bad.Add("said", "goodway_words", "limit", WordsMost)
	}
	if err := bad.Err(); err != nil {
		return t, err
	}
	if t.Version != version {
		return t, fault.Stale(t)
	}
	if err := nobody(tx.Reader, t.Org, "said", said); err != nil {
		return t, err
	}
	if _, err := tx.Exec(`update good_way_taken set word = $3, said = $4, said_on = $5, version = version + 1 where tenant = $1 and id = $2`, id, word, said, tx.Today()); err != nil {
		return t, err
	}
	if err := audit.Note(tx, "goodway.say", "good_way", t.Way, t.Org, map[string]string{"word": word}); err != nil {
		return t, err
	}
	return Taken(tx.Reader, id)
}

// Went is how it went in another cell: what whoever reads a way is told of it.
type Went struct {
	OrgName string `json:"org_name"`
	Word    string `json:"word"`
	Said    string `json:"said"`
	SaidOn  string `json:"said_on"`
}

// WentElsewhere lists what cells that did likewise said of a way, by date, for whoever may
// read the way.
func WentElsewhere(rd *store.Reader, w GoodWay) ([]Went, error) {
	if err := mayRead(rd, w); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (g Went, err error) { err = scan(&g.OrgName, &g.Word, &g.Said, &g.SaidOn); return }, `
		select coalesce((select l.name from org_edge l where l.tenant = t.tenant and l.org = t.org order by l.valid_from desc limit 1), ''), t.word, t.said, t.said_on
		from good_way_taken t where t.tenant = $1 and t.way = $2 and t.word <> '' order by t.said_on desc, t.id limit 100`, w.ID)
}

// Waits are the ways a cell took that no meeting of it has on its agenda and of which it
// has not said how they went: the next draft has a line for each. It asks no right: who
// drafts the agenda has one.
func Waits(rd *store.Reader, org, meeting string) ([]TakenWay, error) {
	return store.All(rd, scanTaken, `select `+takenColumns+` where t.tenant = $1 and t.org = $2 and t.word = ''
		and not exists (select 1 from agenda_item i where i.tenant = t.tenant and i.source_kind = 'goodway' and i.source_id = t.id and i.meeting <> $3) order by t.taken_on, t.id limit 20`, org, meeting)
}

// TakenBy is the copy a cell has of a way; "" none. For whoever reads the cell's shelf.
func TakenBy(rd *store.Reader, id, org string) (string, error) {
	if err := access.Must(rd, access.GoodwayRead, org); err != nil {
		return "", err
	}
	ids, err := rd.Strings(`select id from good_way_taken where tenant = $1 and way = $2 and org = $3`, id, org)
	if len(ids) == 0 {
		return "", err
	}
	return ids[0], err
}
