package minutes

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"chibo/internal/audit"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Verified is what a verification saw; what does not agree was told to found.
type Verified struct {
	audit.Walked
	Papers int
}

// Beyond names the tables whose rows no proof covers, so that nobody takes the
// answer for more than it is: working records that the sealed papers were made
// of, and declarations. Each of their writes stands in the log as an entry.
var Beyond = []string{"mark", "opinion", "vote", "agenda_item", "guest", "interpreter", "task", "cell_month", "number_note", "paper_sent", "paper_signed", "log_head.at"}

// Verify walks a committee's log and every sealed paper in it: the bytes against
// their commitment, the columns against the bytes, version after version, the
// meeting, its confirmations, parts and tasks against what was sealed, and the
// series of numbers. It reads in parts, so the memory it needs does not grow
// with the number of papers. public is the verifier key of the log, "" where it
// is not known. The command and the tests call it; no person's rights are asked.
func Verify(read audit.Snapshot, public string, found func(audit.Finding)) (Verified, error) {
	v := verifier{found: found, series: map[string]Sealed{}}
	walked, err := audit.Walk{Read: read, Public: public, Found: found, Leaves: v.leaves}.Run()
	if err != nil {
		return Verified{}, err
	}
	if err := v.chains(read); err != nil {
		return Verified{}, err
	}
	return Verified{walked, v.papers}, v.numbers(read)
}

type verifier struct {
	found  func(audit.Finding)
	papers int
	series map[string]Sealed // of every paper met, one of it
}

// bound is a sealed paper beside what it must agree with.
type bound struct {
	Sealed
	before  []byte // commitment of the version before
	meeting struct {
		id, org, period, kind, day, state string
		sealedAt                          int64
	}
}

const boundColumns = sealedColumns + `, q.commitment, coalesce(m.id, ''), coalesce(m.org, ''), coalesce(m.period, ''), coalesce(m.kind, ''), coalesce(m.day, ''), coalesce(m.state, ''), coalesce(m.sealed_at, 0)`

const boundTo = ` from audit_leaf l join paper p on p.tenant = l.tenant and p.leaf = l.id
	left join paper q on q.tenant = p.tenant and q.id = p.id and q.version = p.version - 1
	left join meeting m on m.tenant = p.tenant and m.id = p.meeting`

func scanBound(scan store.Scan) (b bound, err error) {
	m := &b.meeting
	err = scan(append(b.dest(), &b.before, &m.id, &m.org, &m.period, &m.kind, &m.day, &m.state, &m.sealedAt)...)
	return
}

// leaves checks the papers that some leaves of the log commit to.
func (v *verifier) leaves(rd *store.Reader, some []audit.Line) error {
	if len(some) == 0 {
		return nil
	}
	first, last := some[0].Seq, some[len(some)-1].Seq
	var all []bound
	var err error
	if first < 0 {
		all, err = store.All(rd, scanBound, `select `+boundColumns+boundTo+` where l.tenant = $1 and l.seq is null and l.type <> 'entry'`)
	} else {
		all, err = store.All(rd, scanBound, `select `+boundColumns+boundTo+` where l.tenant = $1 and l.seq >= $2 and l.seq <= $3 and l.type <> 'entry'`, first, last)
	}
	if err != nil {
		return err
	}
	by := map[string][]bound{}
	for _, b := range all {
		by[b.Leaf] = append(by[b.Leaf], b)
	}
	read := map[string]Body{} // meeting → first version of its minutes
	for _, l := range some {
		if len(by[l.ID]) == 0 {
			v.found(audit.Finding{Code: "paper_missing", Object: l.ID, Args: []any{"seq", l.Seq, "type", l.Type, "version", l.Version, "time", clock(l.At)}})
		}
		for _, b := range by[l.ID] {
			v.papers++
			if d, ok := v.paper(rd.Tenant(), b, l); ok && b.Type == TypeMinutes && b.Version == 1 {
				read[b.Meeting] = d.Body
			}
		}
	}
	return v.working(rd, first, last, read)
}

func clock(ms int64) string { return store.Clock(ms).Format("15:04 02/01/2006") }

// named is how a finding calls a paper.
func named(s Sealed, cell, period string) []any {
	name := s.Symbol
	if cell != "" {
		name += ", " + cell
	}
	if period != "" {
		name += ", " + vi.ShowMonth(period)
	}
	return []any{"paper", name, "version", s.Version}
}

// paper checks one version: bytes, leaf, columns, chain.
func (v *verifier) paper(tenant int64, b bound, l audit.Line) (Document, bool) {
	d, err := readDocument(b.Body)
	name := named(b.Sealed, d.Body.Cell, d.Body.Period)
	object := b.ID + "/" + fmt.Sprint(b.Version)
	say := func(code string, more ...any) {
		v.found(audit.Finding{Code: code, Object: object, Args: append(slices.Clone(name), more...)})
	}
	if !bytes.Equal(commit(b.Salt, b.Body), b.Commitment) {
		say("paper_altered")
		return d, false
	}
	if err != nil || d.Schema != Schema {
		say("paper_unreadable")
		return d, false
	}
	if !bytes.Equal(b.Commitment, l.Commitment) || b.Type != l.Type || b.Version != l.Version || b.SealedAt != l.At {
		say("paper_leaf")
	}
	for _, what := range b.differs(tenant, d) {
		say("paper_column", "what", what)
	}
	if d.Previous != hex.EncodeToString(b.Previous) || !bytes.Equal(b.Previous, b.before) || (b.Version > 1) != (len(b.Previous) > 0) {
		say("paper_chain")
	}
	m := b.meeting
	if m.id == "" || m.org != d.Body.Org || m.period != d.Body.Period || m.kind != d.Body.Kind || m.day != d.Body.Day || m.state != "sealed" && m.state != "reported" ||
		b.Type == TypeMinutes && b.Version == 1 && m.sealedAt != b.SealedAt {
		say("meeting_differs")
	}
	return d, true
}

// differs names the columns that say another thing than the sealed words.
func (s Sealed) differs(tenant int64, d Document) (out []string) {
	scribe, scribeAt, chair, chairAt := signers(d.Body.Confirmations)
	for _, c := range []struct {
		name string
		same bool
	}{
		{"tenant", d.Tenant == tenant}, {"id", d.Document == s.ID}, {"type", d.Type == s.Type}, {"number", d.Number == s.Number}, {"version", d.Version == s.Version},
		{"symbol", d.Body.Symbol == s.Symbol}, {"meeting", d.Body.Meeting == s.Meeting}, {"org", d.Body.Org == s.Org}, {"term_from", d.Body.Term == "" || d.Body.Term == s.TermFrom},
		{"scribe", scribe == s.Scribe && scribeAt == s.ScribeAt}, {"chair", chair == s.Chair && chairAt == s.ChairAt},
	} {
		if !c.same {
			out = append(out, c.name)
		}
	}
	return out
}

// readDocument reads of the sealed form what a verification compares; the paper
// itself need only be well-formed.
func readDocument(body []byte) (Document, error) {
	var d struct {
		Document
		Body struct {
			Body
			Minutes    struct{} `json:"minutes"`
			Resolution struct{} `json:"resolution"`
			Extract    struct{} `json:"extract"`
		} `json:"body"`
	}
	err := json.Unmarshal(body, &d)
	d.Document.Body = d.Body.Body
	return d.Document, err
}

// chains checks that every version has a leaf and follows the one before it.
func (v *verifier) chains(read audit.Snapshot) error {
	type row struct {
		Sealed
		leaf string
	}
	last := row{}
	for more := true; more; {
		if err := read(func(rd *store.Reader) error {
			some, err := store.All(rd, func(scan store.Scan) (r row, err error) {
				err = scan(&r.ID, &r.Version, &r.Number, &r.Symbol, &r.Type, &r.Org, &r.TermFrom, &r.leaf)
				return
			}, `select p.id, p.version, p.number, p.symbol, p.type, p.org, p.term_from, coalesce(l.id, '') from paper p left join audit_leaf l on l.tenant = p.tenant and l.id = p.leaf
				where p.tenant = $1 and (p.id > $2 or p.id = $2 and p.version > $3) order by p.id, p.version limit 5000`, last.ID, last.Version)
			for _, r := range some {
				say := func(code string) {
					v.found(audit.Finding{Code: code, Object: r.ID + "/" + fmt.Sprint(r.Version), Args: named(r.Sealed, "", "")})
				}
				if r.leaf == "" {
					say("paper_unlogged")
				}
				if same := r.ID == last.ID; same && (r.Version != last.Version+1 || r.Number != last.Number || r.Type != last.Type) || !same && r.Version != 1 {
					say("paper_chain")
				}
				v.series[Series{Org: r.Org, Type: r.Type, TermFrom: r.TermFrom}.key()] = r.Sealed
				last = r
			}
			more = len(some) == 5000
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
