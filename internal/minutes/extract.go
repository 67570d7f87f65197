package minutes

import (
	"encoding/hex"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Source names the sealed minutes an extract is made from.
type Source struct {
	Document   string `json:"document"`
	Version    int    `json:"version"`
	Symbol     string `json:"symbol"`
	Commitment string `json:"commitment"` // hex
}

// Excerpt is one thing an extract may hold: an item of the agenda or a vote, as
// the sealed minutes have it.
type Excerpt struct {
	Key   string // item.1, vote.2: from 1, in the order of the paper
	Title string
}

// Excerpts lists what can be extracted from the newest sealed minutes of a
// meeting. Those who read the minutes may ask.
func Excerpts(rd *store.Reader, id string) (Sealed, []Excerpt, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return Sealed{}, nil, err
	}
	s, p, err := sealedMinutes(rd, id)
	if err != nil {
		return s, nil, err
	}
	var out []Excerpt
	for n, i := range p.Items {
		out = append(out, Excerpt{"item." + strconv.Itoa(n+1), i.Title})
	}
	for n, v := range p.Votes {
		out = append(out, Excerpt{"vote." + strconv.Itoa(n+1), "Biểu quyết: " + v.Subject})
	}
	return s, out, nil
}

func sealedMinutes(rd *store.Reader, id string) (Sealed, *paper.Minutes, error) {
	s, err := minutesOf(rd, id)
	if fault.KindOf(err) == fault.NotFound {
		return s, nil, fault.New(fault.Conflict, "extract_unsealed")
	}
	if err != nil {
		return s, nil, err
	}
	d, err := s.Document()
	return s, d.Body.Minutes, err
}

// Extracting is what an extract is to hold, for whom and what for.
type Extracting struct {
	Parts   []string // keys of Excerpts
	Purpose string   // "hồ sơ kết nạp đảng viên …"
	To      string   // who receives it
}

// Extract issues an extract of the minutes (trích biên bản): a sealed paper of
// its own with a number of its own, made from the newest sealed minutes and
// nothing else, naming their version. Secretary and deputy issue it; it stays
// in the cell until it is sent.
func Extract(tx *store.Tx, book *rule.Book, id string, in Extracting) (Sealed, error) {
	m, err := meeting.For(tx.Reader, id, access.MinutesSeal)
	if err != nil {
		return Sealed{}, err
	}
	from, p, err := sealedMinutes(tx.Reader, id)
	if err != nil {
		return Sealed{}, err
	}
	form, err := in.form(p)
	if err != nil {
		return Sealed{}, err
	}
	today := tx.Today()
	number, term, err := take(tx, book, m, TypeExtract, today, 0)
	if err != nil {
		return Sealed{}, err
	}
	symbol, err := book.Numbering(today).Format(number, TypeExtract, book.Issuer(today, m.Kind).Letters)
	if err != nil {
		return Sealed{}, err
	}
	me, err := signer(tx.Reader, m)
	if err != nil {
		return Sealed{}, err
	}
	form.Head.Number, form.Head.Date = number, store.Clock(tx.Now())
	form.Meeting = p.Title + ", ngày " + vi.ShowDay(m.Day) + "; " + from.Symbol + ", " + versionWord(from.Version)
	form.Sign = paper.Signature{Name: me.Name}
	if me.post == string(access.Deputy) || me.post == string(access.WardDeputy) {
		form.Sign.Post = "PHÓ BÍ THƯ"
	}
	old, err := from.Document()
	if err != nil {
		return Sealed{}, err
	}
	b := Body{Meeting: m.ID, Org: m.Org, Cell: old.Body.Cell, Period: m.Period, Kind: m.Kind, Day: m.Day, Symbol: symbol, Term: term, Extract: &form, Confirmations: []Confirmation{me.Confirmation},
		Source: &Source{Document: from.ID, Version: from.Version, Symbol: from.Symbol, Commitment: hex.EncodeToString(from.Commitment)}}
	s, err := keep(tx, Sealed{ID: store.NewID(), Meeting: m.ID, Org: m.Org, Type: TypeExtract, Number: number, Symbol: symbol, TermFrom: term, Version: 1}, b)
	if err != nil {
		return Sealed{}, err
	}
	return s, audit.Note(tx, "minutes.extract", "paper", s.ID, s.Org, map[string]any{"symbol": symbol, "from": from.ID, "version": from.Version, "parts": in.Parts, "purpose": in.Purpose, "to": in.To})
}

func versionWord(v int) string {
	if v == 1 {
		return "bản 1"
	}
	return "bản đính chính lần " + strconv.Itoa(v-1)
}

// form copies what was chosen, word for word.
func (in Extracting) form(p *paper.Minutes) (paper.Extract, error) {
	purpose, to := vi.Clean(in.Purpose), vi.Clean(in.To)
	var wrong fault.Fields
	e := paper.Extract{Head: p.Head, About: p.Title, Purpose: purpose, Attendance: p.Attendance, Chair: p.Chair, Scribe: p.Scribe, Recipients: []string{to}}
	for _, key := range in.Parts {
		kind, n, _ := strings.Cut(key, ".")
		i, err := strconv.Atoi(n)
		switch {
		case err == nil && kind == "item" && i >= 1 && i <= len(p.Items):
			e.Items = append(e.Items, p.Items[i-1])
		case err == nil && kind == "vote" && i >= 1 && i <= len(p.Votes):
			e.Votes = append(e.Votes, p.Votes[i-1])
		default:
			wrong.Add("parts", "extract_part")
		}
	}
	if len(in.Parts) == 0 {
		wrong.Add("parts", "extract_nothing")
	}
	if purpose == "" {
		wrong.Add("purpose", "extract_purpose")
	}
	if to == "" {
		wrong.Add("to", "extract_to")
	}
	if len([]rune(purpose)) > 300 || len([]rune(to)) > 300 {
		wrong.Add("purpose", "text_too_long", "limit", 300)
	}
	return e, wrong.Err()
}

type signing struct {
	Confirmation
	post string
}

// signer is the viewer with his name and the post he signs with.
func signer(rd *store.Reader, m meeting.Meeting) (s signing, err error) {
	s.Confirmation = Confirmation{Role: "chair", Person: rd.Viewer().Person, At: rd.Now(), Method: "device"}
	err = rd.Get([]any{&s.Name, &s.post}, `select p.full_name, coalesce(max(h.post), '') from person p
		left join post_holding h on h.tenant = p.tenant and h.person = p.id and h.org = $3 and h.post in ('secretary', 'deputy', 'ward_secretary', 'ward_deputy') and h.from_day <= $4 and (h.to_day is null or h.to_day > $4)
		where p.tenant = $1 and p.id = $2 group by p.full_name`, s.Person, m.Org, rd.Today())
	return s, err
}
