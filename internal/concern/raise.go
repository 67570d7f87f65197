package concern

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const (
	longest = 2000 // letters of what is raised, or of an answer
	line    = 300  // letters of an issue or of who said it
	most    = 500  // not closed in one cell: more is a flood
)

// Raising is what the form says. Key is made by the form and kept nowhere: the same
// form sent twice is one concern.
type Raising struct {
	Org    string // the cell; "" the viewer's own
	Source string
	Topic  string
	Naming string
	To     string
	Body   string
	Voice  string // of the people or a mass organisation
	Agreed bool
	Key    string

	For      string // the member it is typed for, one without a phone or who sent a paper
	ReadBack bool   // it was read to him again
}

// Raise takes a concern down and gives the receipt of one without a name. Members
// raise what is their own. The secretary types for a comrade without a phone, and
// what the people or a mass organisation say; whoever works above the cell types what
// came to him on paper, past the secretary.
func Raise(tx *store.Tx, book *rule.Book, in Raising) (c Concern, receipt string, err error) {
	if c.Org = in.Org; c.Org == "" {
		if c.Org, err = homeOf(tx.Reader); err != nil {
			return c, "", err
		}
	}
	author, typed, err := in.author(tx.Reader, c.Org)
	if err != nil {
		return c, "", err
	}
	if closed, err := meeting.ClosedContent(tx.Reader, c.Org, tx.Today()); err != nil || closed {
		if closed {
			err = fault.New(fault.Invalid, "meeting_content_closed")
		}
		return c, "", err
	}
	law := book.Concerns(tx.Today())
	if err := in.check(law, typed); err != nil {
		return c, "", err
	}
	by := tx.Viewer().Person
	if c.ID, receipt = session.Receipt(in.Key, c.Org, by); in.Naming != NoName {
		receipt = ""
	}
	if n, err := tx.Int(`select count(*) from concern where tenant = $1 and id = $2`, c.ID); err != nil || n > 0 {
		return c, receipt, err
	}
	if n, err := tx.Int(`select count(*) from concern where tenant = $1 and closed_on = '' and org = $2`, c.Org); err != nil || n >= most {
		if n >= most {
			err = fault.New(fault.Conflict, "concern_full")
		}
		return c, "", err
	}
	c.Source, c.Topic, c.Naming, c.To, c.Agreed = in.Source, in.Topic, in.Naming, in.To, in.Agreed
	c.Answerer, c.State, c.RaisedOn, c.Rule, c.Round, c.Version = answererOf(in.To), Open, tx.Today(), law.Ref.String(), 1, 1
	if in.Naming != NoName {
		c.Author, c.Voice = author, vi.Clean(in.Voice)
	}
	if typed {
		c.TypedBy = by
	}
	if c.DueOn, err = law.DueOn(book, c.RaisedOn); err != nil {
		return c, "", err
	}
	c.Body = vi.CleanText(in.Body)
	return c, receipt, keep(tx, c, receipt)
}

// keep writes the row. The log says that one came; of one without a name, in the name
// of the program.
func keep(tx *store.Tx, c Concern, receipt string) error {
	body, err := sealed(tx, c.ID, "body", c.Body)
	if err != nil {
		return err
	}
	voice, err := sealed(tx, c.ID, "voice", c.Voice)
	if err != nil {
		return err
	}
	var hash []byte
	by := tx
	if receipt != "" {
		hash = session.ReceiptHash(receipt)
		if c.TypedBy == "" {
			by = tx.As(store.System)
		}
	}
	if _, err := tx.Exec(`insert into concern (tenant, id, org, source, topic, naming, addressee, author, typed_by, voice, body, issue, agreed, receipt_hash, answerer, state, raised_on, due_on, rule, round, answer, answered_on, answered_by, help, help_until, closed_on, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', $12, $13, $14, $15, $16, $17, $18, 1, '', '', '', '', '', '', 1)`,
		c.ID, c.Org, c.Source, c.Topic, c.Naming, c.To, c.Author, c.TypedBy, voice, body, c.Agreed, hash, c.Answerer, c.State, c.RaisedOn, c.DueOn, c.Rule); err != nil {
		return err
	}
	return note(by, c, "raised")
}

// note adds a line to the concern's history and to the log: what happened, on which
// day, never the words.
func note(tx *store.Tx, c Concern, kind string) error {
	n, err := tx.Int(`select count(*) from concern_event where tenant = $1 and concern = $2`, c.ID)
	if err != nil {
		return err
	}
	by := tx.Viewer().Person
	if by == store.System {
		by = ""
	}
	if _, err := tx.Exec(`insert into concern_event (tenant, concern, n, kind, day, by_person) values ($1, $2, $3, $4, $5, $6)`, c.ID, n+1, kind, tx.Today(), by); err != nil {
		return err
	}
	return audit.Note(tx, "concern."+kind, "concern", c.ID, c.Org, map[string]string{"topic": c.Topic, "to": c.To, "answerer": c.Answerer})
}

// author is the person who raises it, and whether somebody else types. "" where it is
// not a member of the cell.
func (in Raising) author(rd *store.Reader, cell string) (person string, typed bool, err error) {
	if in.For == "" && in.Source == Member && in.To != "" {
		home, err := homeOf(rd)
		if err == nil && home == cell {
			return rd.Viewer().Person, false, access.Must(rd, access.ConcernRaise, cell)
		}
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return "", false, err
		}
	}
	if err := in.mayType(rd, cell); err != nil || in.For == "" {
		return "", true, err
	}
	m, err := member.Known(rd, in.For)
	if err != nil {
		return "", true, err
	}
	if m.Org != cell {
		return "", true, fault.Bad("for", "concern_for")
	}
	if paper, err := member.PaperOnly(rd, cell, rd.Today()); err != nil || in.To == ToSecretary && !paper[m.ID] { // whoever has a phone speaks for himself
		if err == nil {
			err = fault.Bad("for", "concern_for")
		}
		return "", true, err
	}
	return m.PersonID, true, nil
}

// mayType asks for the right to write down what somebody else says: whoever it is for.
func (in Raising) mayType(rd *store.Reader, cell string) error {
	switch in.To {
	case ToInCharge:
		return access.Must(rd, access.ConcernTrust, cell)
	case ToOfficer:
		return access.Must(rd, access.ConcernHear, cell)
	}
	return access.Must(rd, access.ConcernKeep, cell)
}

func (in Raising) check(law rule.Concerns, typed bool) error {
	var bad fault.Fields
	if !slices.Contains(Sources, in.Source) {
		bad.Add("source", "concern_source")
	}
	if _, known := law.Find(in.Topic); !known {
		bad.Add("topic", "concern_topic")
	}
	if !slices.Contains(Namings, in.Naming) {
		bad.Add("naming", "concern_naming")
	}
	if !slices.Contains(Addressees, in.To) {
		bad.Add("to", "concern_to")
	}
	if n := len([]rune(vi.CleanText(in.Body))); n == 0 || n > longest {
		bad.Add("body", "concern_body", "limit", longest)
	}
	if len([]rune(in.Voice)) > line {
		bad.Add("voice", "concern_voice", "limit", line)
	}
	if typed && in.Source == Member && in.To == ToSecretary && !in.ReadBack {
		bad.Add("read_back", "concern_read_back")
	}
	return bad.Err()
}

// answererOf is who has to answer what is addressed so.
func answererOf(to string) string {
	if to == ToSecretary {
		return AtCell
	}
	return AtWard
}
