package minutes

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/gowebpki/jcs"
	"golang.org/x/text/unicode/norm"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/report"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// Schema names the sealed form.
const Schema = "chibo/paper/1"

// Sealed is a paper that cannot change any more.
type Sealed struct {
	ID         string `json:"id"`
	Meeting    string `json:"meeting"`
	Org        string `json:"org"`
	Type       string `json:"type"` // see Types
	Number     int    `json:"number"`
	Symbol     string `json:"symbol"` // as printed: "Số 05-NQ/CB"
	Version    int    `json:"version"`
	Body       []byte `json:"body"` // the canonical bytes
	Salt       []byte `json:"salt"`
	Commitment []byte `json:"commitment"` // SHA-256(salt ‖ body)
	Previous   []byte `json:"previous"`   // commitment of the version before; nil of the first
	TermFrom   string `json:"term_from"`  // the term whose series its number is of
	Leaf       string `json:"leaf"`
	Scribe     string `json:"scribe"` // person
	ScribeAt   int64  `json:"scribe_at"`
	Chair      string `json:"chair"`
	ChairAt    int64  `json:"chair_at"`
	SealedAt   int64  `json:"sealed_at"`
}

// Document is the typed struct behind the canonical bytes.
type Document struct {
	Schema   string `json:"schema"`
	Tenant   int64  `json:"tenant"`
	Document string `json:"document"`
	Type     string `json:"type"`
	Number   int    `json:"number"`
	Version  int    `json:"version"`
	Previous string `json:"previous"` // commitment of the version before, hex
	Body     Body   `json:"body"`
}

// Body is what the paper says.
type Body struct {
	Meeting       string            `json:"meeting"`
	Org           string            `json:"org"`
	Cell          string            `json:"cell"`
	Period        string            `json:"period"`
	Kind          string            `json:"kind"`
	Day           string            `json:"day"`
	Symbol        string            `json:"symbol"`
	Term          string            `json:"term,omitempty"` // first day of the term its number belongs to
	Correction    *Correction       `json:"correction,omitempty"`
	Source        *Source           `json:"source,omitempty"` // of an extract: the minutes it is made from
	Parts         []Part            `json:"parts,omitempty"`
	Tasks         []resolution.Item `json:"tasks,omitempty"`
	Confirmations []Confirmation    `json:"confirmations"`
	Entered       *EnteredMark      `json:"entered,omitempty"`    // held on paper, entered afterwards
	Minutes       *paper.Minutes    `json:"minutes,omitempty"`    // what the .docx is made of
	Resolution    *paper.Resolution `json:"resolution,omitempty"` // also of a conclusion
	Extract       *paper.Extract    `json:"extract,omitempty"`
}

// Canonical gives the bytes that are sealed: RFC 8785 JSON, all text in NFC.
func Canonical(d Document) ([]byte, error) {
	b, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	if b, err = jcs.Transform(b); err != nil { // first, so that no letter hides in an escape
		return nil, err
	}
	return jcs.Transform(norm.NFC.Bytes(b))
}

func commit(salt, body []byte) []byte {
	h := sha256.New()
	h.Write(salt)
	h.Write(body)
	return h.Sum(nil)
}

// SealedJob is the kind of the job that papers of a meeting were sealed, or
// corrected, and may be read by rooms above; its payload is Kept.
const SealedJob = "minutes.sealed"

// Kept says whose papers were sealed.
type Kept struct{ Meeting string }

// Numbers are the numbers papers carry already, where a month is entered after
// the fact; zero takes the next one.
type Numbers struct{ Minutes, Resolution int }

// Seal seals minutes and, when it was adopted, the resolution, makes its tasks,
// counts the month and marks the meeting sealed: all of it or nothing. Sealing
// again answers the same paper. It answers the minutes; Papers has both.
func Seal(tx *store.Tx, book *rule.Book, id string) (Sealed, error) {
	return SealAs(tx, book, id, Numbers{})
}

// SealAs is Seal with the numbers that stand on the papers.
func SealAs(tx *store.Tx, book *rule.Book, id string, given Numbers) (Sealed, error) {
	m, err := meeting.For(tx.Reader, id, access.MinutesSeal)
	if err != nil {
		return Sealed{}, err
	}
	if m.At(meeting.Sealed) {
		return minutesOf(tx.Reader, id)
	}
	signed, err := confirmations(tx.Reader, id)
	if err != nil {
		return Sealed{}, err
	}
	if !m.At(meeting.Confirmed) || len(signed) < 2 {
		return Sealed{}, fault.New(fault.Conflict, "minutes_not_confirmed")
	}
	rec, err := gather(tx.Reader, book, m)
	if err != nil {
		return Sealed{}, err
	}
	rec.by = book.Issuer(m.Day, m.Kind)
	// How often a paragraph was put together while a draft hangs on the order in which
	// devices sent, and says nothing: the same meeting is to be the same bytes.
	if _, err := tx.Exec(`update minutes_draft set version = 1 where tenant = $1 and meeting = $2`, id); err != nil {
		return Sealed{}, err
	}
	final, err := parts(tx.Reader, id)
	if err != nil {
		return Sealed{}, err
	}
	if err := rec.led(tx.Reader); err != nil {
		return Sealed{}, err
	}
	if rec.few, err = fewOfficial(tx.Reader, book, m); err != nil {
		return Sealed{}, err
	}
	form := mended(rec.paper(), final, rec)
	out, err := seal(tx, book, rec, signed, "minutes", given.Minutes, Body{Parts: final, Tasks: rec.resolution.Items, Minutes: &form})
	if err != nil {
		return Sealed{}, err
	}
	items := rec.resolution.Items
	if rec.adopted() {
		if len(items) > 0 || rec.resolution.Preamble != "" {
			res := rec.resolutionPaper()
			if _, err := seal(tx, book, rec, signed, rec.resolution.Form, given.Resolution, Body{Tasks: inside(items), Resolution: &res}); err != nil {
				return Sealed{}, err
			}
		}
	} else {
		items = outside(items)
	}
	if _, err := task.FromResolution(tx, m.Org, id, items); err != nil {
		return Sealed{}, err
	}
	if _, err := meeting.MarkSealed(tx, id); err != nil {
		return Sealed{}, err
	}
	if !m.OfCommittee() { // the month's counts are the cell's
		if err := report.Recompute(tx, book, m.Org, m.Period); err != nil {
			return Sealed{}, err
		}
	}
	return out, audit.Note(tx, "minutes.seal", "meeting", id, m.Org, map[string]any{"minutes": out.Symbol, "adopted": rec.adopted(), "tasks": len(items)})
}

// adopted tells whether the resolution stands: a vote that failed leaves it
// out, and so does a cell too small to resolve; where no vote was recorded the
// paper says so.
func (r record) adopted() bool {
	ok := !r.few
	for _, v := range r.votes {
		if v.matter == "resolution" {
			ok = v.passed
		}
	}
	return ok
}

func inside(items []resolution.Item) (out []resolution.Item) {
	for _, i := range items {
		if !i.Outside {
			out = append(out, i)
		}
	}
	return out
}

func outside(items []resolution.Item) (out []resolution.Item) {
	for _, i := range items {
		if i.Outside {
			out = append(out, i)
		}
	}
	return out
}

// seal numbers the first version of one paper and keeps it.
func seal(tx *store.Tx, book *rule.Book, rec record, signed []Confirmation, kind string, given int, body Body) (Sealed, error) {
	m := rec.m
	number, term, err := take(tx, book, m, kind, m.Day, given)
	if err != nil {
		return Sealed{}, err
	}
	symbol, err := book.Numbering(m.Day).Format(number, kind, rec.by.Letters)
	if err != nil {
		return Sealed{}, err
	}
	if body.Minutes != nil {
		body.Minutes.Head.Number = number
	}
	if body.Resolution != nil {
		body.Resolution.Head.Number = number
	}
	body.Meeting, body.Org, body.Cell, body.Period, body.Kind, body.Day = m.ID, m.Org, rec.cell, m.Period, m.Kind, m.Day
	body.Symbol, body.Term, body.Confirmations, body.Entered = symbol, term, signed, rec.entered()
	return keep(tx, Sealed{ID: store.NewID(), Meeting: m.ID, Org: m.Org, Type: kind, Number: number, Symbol: symbol, TermFrom: term, Version: 1}, body)
}

// keep writes one version of a paper as its canonical bytes and puts their
// commitment into the log.
func keep(tx *store.Tx, s Sealed, body Body) (Sealed, error) {
	s.Leaf, s.SealedAt = store.NewID(), tx.Now()
	s.Scribe, s.ScribeAt, s.Chair, s.ChairAt = signers(body.Confirmations)
	var err error
	if s.Body, err = Canonical(Document{Schema: Schema, Tenant: tx.Tenant(), Document: s.ID, Type: s.Type, Number: s.Number, Version: s.Version, Previous: hex.EncodeToString(s.Previous), Body: body}); err != nil {
		return Sealed{}, err
	}
	s.Salt = make([]byte, 32)
	if _, err := rand.Read(s.Salt); err != nil {
		return Sealed{}, err
	}
	s.Commitment = commit(s.Salt, s.Body)
	if err := audit.Leaf(tx, s.Leaf, s.Type, s.Version, s.Commitment); err != nil {
		return Sealed{}, err
	}
	if err := job.Enqueue(tx, SealedJob, Kept{Meeting: s.Meeting}, s.Meeting, 0); err != nil {
		return Sealed{}, err
	}
	_, err = tx.Exec(`insert into paper (tenant, id, meeting, org, type, number, symbol, version, body, salt, commitment, previous, leaf, scribe, scribe_at, chair, chair_at, sealed_at, term_from)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		s.ID, s.Meeting, s.Org, s.Type, s.Number, s.Symbol, s.Version, s.Body, s.Salt, s.Commitment, s.Previous, s.Leaf, s.Scribe, s.ScribeAt, s.Chair, s.ChairAt, s.SealedAt, s.TermFrom)
	return s, err
}

func signers(all []Confirmation) (scribe string, scribeAt int64, chair string, chairAt int64) {
	for _, c := range all {
		if c.Role == "chair" {
			chair, chairAt = c.Person, c.At
		} else {
			scribe, scribeAt = c.Person, c.At
		}
	}
	return
}

// mended puts the words somebody edited in place of the composed ones. Item
// parts replace the item; other edited parts stand among the items under their
// own title.
func mended(p paper.Minutes, final []Part, rec record) paper.Minutes {
	place := map[string]int{}
	for n, i := range rec.items {
		place["item."+i.ID] = n
	}
	if len(p.Items) > len(rec.items) {
		place["item.other"] = len(rec.items)
	}
	for _, part := range final {
		if !part.Edited {
			continue
		}
		if n, ok := place[part.Key]; ok {
			text, conclusion := part.Text, ""
			if before, after, found := strings.Cut(text, "\nKết luận: "); found {
				text, conclusion = before, after
			}
			p.Items[n] = paper.Item{Label: p.Items[n].Label, Title: p.Items[n].Title, Gist: []paper.Gist{{Text: text}}, Conclusion: conclusion}
			continue
		}
		p.Items = append(p.Items, paper.Item{Title: part.Title + " (sửa khi đọc lại)", Gist: []paper.Gist{{Text: part.Text}}, Conclusion: rec.whose().we + " nhất trí"})
	}
	return p
}

func (r record) resolutionPaper() paper.Resolution {
	p := paper.Resolution{Head: r.head(at(r.m.OpenedAt)), Abstract: r.title(), Start: at(r.m.OpenedAt), End: at(r.m.ClosedAt), Place: r.m.Place,
		Chair: r.person(r.m.Chair), Scribe: r.person(r.m.Scribe), AsConclusion: r.resolution.Form == TypeConclusion, TasksTitle: "Nhiệm vụ " + vi.ShowMonth(r.m.Period), Tasks: paperTasks(r.resolution.Items, false),
		Implement: r.whose().carries(),
		Preamble:  r.resolution.Preamble, Dues: r.dues,
		Recipients: r.reaches(), Sign: r.sign()}
	p.Entered = r.enteredLine()
	for _, i := range r.items {
		if !i.Sub() {
			p.Agenda = append(p.Agenda, i.Title)
		}
	}
	if len(r.roll) > 0 {
		present, expected := r.counts()
		p.Attendance = &paper.Attendance{Present: present, Expected: expected}
	}
	for _, v := range r.votes {
		if v.matter == "resolution" {
			p.Vote = v.paper()
		}
	}
	return p
}
