// Package concern keeps what a member, the people or a mass organisation raised, and
// the answer owed to them until they say that it will do. It is a list of issues with
// a clock, never a file about a person's mood: it is read by whoever has to answer,
// counted for everybody else, and forgets names once it is settled (rule
// privacy.retention, class voice).
//
// Who raised it chooses who may know the name; there is no default. Without a name
// nothing leads to the author (docs/adr/0047, 0067): a receipt finds the answer. And
// he chooses who is to answer: one about the secretary goes past the secretary.
package concern

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/store"
)

// Where a concern comes from.
const (
	Member = "member"
	People = "people"
	Mass   = "mass" // a mass organisation
)

// Who may know the author's name.
const (
	ByCell   = "cell"    // the cell
	ByKeeper = "keeper"  // whoever answers, alone
	NoName   = "unnamed" // nobody: no author is kept
)

// To whom it goes.
const (
	ToSecretary = "secretary"
	ToInCharge  = "in_charge" // the committee member in charge of the cell; the secretary does not see it
	ToOfficer   = "officer"   // the committee's office; the secretary does not see it
)

// Who has to answer it now.
const (
	AtCell    = "cell"
	AtWard    = "ward"
	AtOutside = "outside" // another body; the ward passes its answer on
)

// The states. Open waits for an answer, Answered for the author's word.
const (
	Open      = "open"
	Answered  = "answered"
	Settled   = "settled"
	Withdrawn = "withdrawn"
)

// Choices in the order of the forms.
var (
	Sources    = []string{Member, People, Mass}
	Namings    = []string{ByCell, ByKeeper, NoName}
	Addressees = []string{ToSecretary, ToInCharge, ToOfficer}
)

// Concern is one, as far as the viewer may see it: what he may not is empty.
type Concern struct {
	ID         string `json:"id"`
	Org        string `json:"org"`
	OrgName    string `json:"org_name"`
	Source     string `json:"source"`
	Topic      string `json:"topic"` // key of rule concern.clock
	Naming     string `json:"naming"`
	To         string `json:"to"`
	Author     string `json:"author"` // person
	AuthorName string `json:"author_name"`
	TypedBy    string `json:"typed_by"` // person who typed it for somebody
	Voice      string `json:"voice"`    // who said it, of the people or a mass organisation, as far as he wishes
	Body       string `json:"body"`
	Issue      string `json:"issue"`  // the matter in a line, without names: what the cell and the level above may read
	Agreed     bool   `json:"agreed"` // the author agrees that the level above reads his own words
	Answerer   string `json:"answerer"`
	State      string `json:"state"`
	RaisedOn   string `json:"raised_on"`
	DueOn      string `json:"due_on"` // last day to answer
	Rule       string `json:"rule"`
	Round      int    `json:"round"` // how often an answer was owed
	Answer     string `json:"answer"`
	AnsweredOn string `json:"answered_on"`
	Help       string `json:"help"` // what is done to help; of the matter itself nothing
	HelpUntil  string `json:"help_until"`
	ClosedOn   string `json:"closed_on"`
	Late       bool   `json:"late"`
	Version    int64  `json:"version"`

	Mine  bool `json:"mine"`  // the viewer raised it
	Keeps bool `json:"keeps"` // the viewer has to answer it, or passed it on
}

const columns = fields + `
	from concern c
	left join person p on p.tenant = c.tenant and p.id = c.author
	left join org_edge e on e.tenant = c.tenant and e.org = c.org and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2)`

// reaching is columns for what lies below some organisations. The concern comes first:
// there are few of them, and many cells.
const reaching = fields + `
	from concern c cross join org_edge e
	left join person p on p.tenant = c.tenant and p.id = c.author
	where e.tenant = c.tenant and e.org = c.org and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2) and c.tenant = $1 and `

const fields = `c.id, c.org, coalesce(e.name, ''), c.source, c.topic, c.naming, c.addressee, c.author, coalesce(p.full_name, ''), c.typed_by, c.voice, c.body, c.issue, c.agreed, c.answerer, c.state, c.raised_on, c.due_on, c.rule, c.round,
	c.answer, c.answered_on, c.help, c.help_until, c.closed_on, c.version`

// order puts first what waits, the most urgent on top, then what is over.
const order = ` order by case when c.closed_on = '' then 0 else 1 end, case c.state when 'open' then 0 else 1 end, c.due_on, c.id limit 300`

// scanner opens the sealed words.
func scanner(rd *store.Reader) func(store.Scan) (Concern, error) {
	today := rd.Today()
	return func(scan store.Scan) (c Concern, err error) {
		err = scan(&c.ID, &c.Org, &c.OrgName, &c.Source, &c.Topic, &c.Naming, &c.To, &c.Author, &c.AuthorName, &c.TypedBy, &c.Voice, &c.Body, &c.Issue, &c.Agreed, &c.Answerer, &c.State, &c.RaisedOn, &c.DueOn, &c.Rule, &c.Round,
			&c.Answer, &c.AnsweredOn, &c.Help, &c.HelpUntil, &c.ClosedOn, &c.Version)
		if err != nil {
			return c, err
		}
		for column, text := range map[string]*string{"voice": &c.Voice, "body": &c.Body, "issue": &c.Issue, "answer": &c.Answer, "help": &c.Help} {
			if *text, err = rd.Vault().OpenText(*text, spot(c.ID, column)); err != nil {
				return c, err
			}
		}
		c.Late = c.State == Open && c.DueOn < today
		c.Mine = c.Author != "" && c.Author == rd.Viewer().Person
		return c, nil
	}
}

func spot(id, column string) store.Spot { return store.Spot{Table: "concern", Column: column, Row: id} }

func sealed(tx *store.Tx, id, column, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	return tx.Vault().SealText(text, spot(id, column))
}

// Mine lists what the viewer raised under his name, whoever may know it.
func Mine(rd *store.Reader) ([]Concern, error) {
	person := rd.Viewer().Person
	if person == "" || person == store.System {
		return nil, nil
	}
	return store.All(rd, scanner(rd), `select `+columns+` where c.tenant = $1 and c.author = $3`+order, rd.Today(), person)
}

// OfCell lists what the secretary of a cell has to answer or passed on.
func OfCell(rd *store.Reader, org string) ([]Concern, error) {
	if err := access.Must(rd, access.ConcernKeep, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanner(rd), `select `+columns+` where c.tenant = $1 and c.org = $3 and c.addressee = 'secretary'`+order, rd.Today(), org)
	return shown(rd, all, err)
}

// Above lists what went past a secretary to the committee's office, and what cells
// passed on to it.
func Above(rd *store.Reader) ([]Concern, error) {
	reach, args, err := access.Where(rd, access.ConcernHear, "e.path", 3)
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanner(rd), `select `+reaching+`c.answerer in ('ward', 'outside') and c.addressee <> 'in_charge' and `+reach+order, append([]any{rd.Today()}, args...)...)
	return shown(rd, all, err)
}

// Entrusted lists what went past a secretary to the viewer, who answers for the cell
// in the committee above.
func Entrusted(rd *store.Reader) ([]Concern, error) {
	reach, args, err := access.Where(rd, access.ConcernTrust, "e.path", 3)
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanner(rd), `select `+reaching+`c.addressee = 'in_charge' and `+reach+order, append([]any{rd.Today()}, args...)...)
	return shown(rd, all, err)
}

// shown keeps what the viewer may see of each and leaves out the rest.
func shown(rd *store.Reader, all []Concern, err error) ([]Concern, error) {
	if err != nil {
		return nil, err
	}
	out := make([]Concern, 0, len(all))
	for _, c := range all {
		seen, err := see(rd, c)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, seen)
	}
	return out, nil
}

// Get reads one, as far as the viewer may see it.
func Get(rd *store.Reader, id string) (Concern, error) {
	c, err := store.One(rd, scanner(rd), `select `+columns+` where c.tenant = $1 and c.id = $3`, rd.Today(), id)
	if err != nil {
		return Concern{}, err
	}
	return see(rd, c)
}

// see takes away what is not the viewer's to read. The author reads all of his own;
// whoever it was addressed to reads the words, and the name where it was meant for
// him; the committee a cell passed it on to reads the issue, and the words only where
// the author agreed. Anybody else finds nothing.
func see(rd *store.Reader, c Concern) (Concern, error) {
	if c.Mine {
		return c, nil
	}
	keeps, first, err := keeper(rd, c)
	if err != nil {
		return Concern{}, err
	}
	if keeps {
		c.Keeps = true
		if c.Naming == ByKeeper && !first || c.Naming == NoName {
			c.Author, c.AuthorName, c.Voice = "", "", ""
		}
		return c, nil
	}
	above, err := access.Can(rd, access.ConcernHear, c.Org)
	if err == nil && (!above || c.To != ToSecretary || c.Answerer == AtCell) {
		err = fault.Missing()
	}
	if err != nil {
		return Concern{}, err
	}
	c.Keeps, c.Author, c.AuthorName, c.Voice, c.TypedBy = true, "", "", "", ""
	if !c.Agreed {
		c.Body = ""
	}
	return c, nil
}

// keeper tells whether it was addressed to the viewer; first, whether to himself and
// not to who stands in for him: a name meant for the secretary is not the deputy's.
func keeper(rd *store.Reader, c Concern) (keeps, first bool, err error) {
	switch c.To {
	case ToSecretary:
		if keeps, err = access.Can(rd, access.ConcernKeep, c.Org); err != nil || !keeps {
			return false, false, err
		}
		first, err = access.Holds(rd, access.Secretary, c.Org)
		return true, first, err
	case ToInCharge:
		keeps, err = access.Can(rd, access.ConcernTrust, c.Org)
	case ToOfficer:
		keeps, err = access.Can(rd, access.ConcernHear, c.Org)
	}
	return keeps, keeps, err
}

// homeOf is the cell the viewer raises something in: his own.
func homeOf(rd *store.Reader) (string, error) {
	m, err := member.Mine(rd)
	return m.Org, err
}
