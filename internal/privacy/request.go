package privacy

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// States of a request.
const (
	Asked     = "asked"     // waits for the answer
	Accepted  = "accepted"  // answered, to be carried out
	Done      = "done"      // carried out
	Refused   = "refused"   // with reason and basis
	Withdrawn = "withdrawn" // taken back by who asked
)

// How a request came.
const (
	ByOneself = "self"
	Oral      = "oral"
	Letter    = "letter"
)

// Manners are the ways in which a request is typed for a comrade.
var Manners = []string{Oral, Letter}

// longest is how many letters a request or an answer may have.
const longest = 2000

// Request is what a person asked about the own data and how it was answered.
// The days are "YYYY-MM-DD", the last on which it is still in time.
type Request struct {
	ID, Person, Name, Org, Kind, Field, Text, Channel string
	AskedOn                                           string // day of the paper or of the sending: the time runs from it
	AskedAt                                           int64  // when it came into the system
	By                                                string // who typed it
	ReplyDue, DoneDue, State                          string
	Reply, Basis, ClosedOn, Rule                      string
	Extended                                          bool
	Version                                           int64
}

// Due is the day that comes next: to answer, then to carry out; "" once closed.
func (q Request) Due() string {
	switch q.State {
	case Asked:
		return q.ReplyDue
	case Accepted:
		return q.DoneDue
	}
	return ""
}

// Late tells whether that day has passed.
func (q Request) Late(today string) bool { return q.Due() != "" && today > q.Due() }

// Left is how many working days are left until the day that comes next, today
// not counted; 0 on the day itself and after it.
func (q Request) Left(book *rule.Book, today string) int {
	n := 0
	for day := today; day < q.Due() && n < 100; {
		day = vi.AddDays(day, 1)
		if is, err := book.IsWorkingDay(day); err == nil && is {
			n++
		}
	}
	return n
}

// Asking is a request as it is filed.
type Asking struct {
	Kind, Field, Text string
	AskedOn, Channel  string // of one typed for a comrade
}

// AskMine files the viewer's own request; the time runs from today.
func AskMine(tx *store.Tx, book *rule.Book, in Asking) (Request, error) {
	in.AskedOn, in.Channel = tx.Today(), ByOneself
	at, err := homeOf(tx.Reader, tx.Viewer().Person)
	if err != nil {
		return Request{}, err
	}
	return file(tx, book, tx.Viewer().Person, at, in)
}

// AskFor types a comrade's request down, for whoever leads the cell; the time
// runs from the day it was said or handed over, which may be past.
func AskFor(tx *store.Tx, book *rule.Book, id string, in Asking) (Request, error) {
	m, err := member.Known(tx.Reader, id)
	if err != nil {
		return Request{}, err
	}
	if err := org.Must(tx.Reader, access.PrivacyFor, m.Org); err != nil {
		return Request{}, err
	}
	if in.Channel != Oral && in.Channel != Letter {
		return Request{}, fault.Bad("channel", "privacy_channel")
	}
	if in.AskedOn == "" || in.AskedOn > tx.Today() {
		return Request{}, fault.Bad("asked_on", "privacy_day")
	}
	return file(tx, book, m.PersonID, m.Org, in)
}

// homeOf is where a person's request belongs: the own cell, else the committee.
func homeOf(rd *store.Reader, person string) (string, error) {
	m, err := member.Mine(rd)
	if err == nil {
		return m.Org, nil
	}
	if fault.KindOf(err) != fault.NotFound || person == "" {
		return "", err
	}
	top, err := org.Root(rd)
	return top.ID, err
}

func file(tx *store.Tx, book *rule.Book, person, at string, in Asking) (Request, error) {
	law := book.Requests(in.AskedOn)
	kind, known := law.Find(in.Kind)
	if !known {
		return Request{}, fault.Bad("kind", "privacy_kind")
	}
	if _, known := book.Personal(in.AskedOn).Find(in.Field); in.Field != "" && !known {
		return Request{}, fault.Bad("field", "privacy_field")
	}
	if in.Text = vi.CleanText(in.Text); in.Text == "" || len([]rune(in.Text)) > longest {
		return Request{}, fault.Bad("text", "privacy_text", "limit", longest)
	}
	reply, err := law.ReplyBy(book, in.AskedOn)
	if err != nil {
		return Request{}, err
	}
	done, err := law.DoneBy(kind, in.AskedOn)
	if err != nil {
		return Request{}, err
	}
	q := Request{ID: store.NewID(), Person: person, Org: at, Kind: in.Kind, Field: in.Field, Text: in.Text, Channel: in.Channel, AskedOn: in.AskedOn, AskedAt: tx.Now(), By: tx.Viewer().Person,
		ReplyDue: reply, DoneDue: done, State: Asked, Rule: law.Ref.String(), Version: 1}
	if _, err := tx.Exec(`insert into data_request (tenant, id, person, org, kind, field, body, channel, asked_on, asked_at, by_person, reply_due, done_due, state, reply, basis, closed_on, rule, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', '', '', $15, 1)`,
		q.ID, q.Person, q.Org, q.Kind, q.Field, q.Text, q.Channel, q.AskedOn, q.AskedAt, q.By, q.ReplyDue, q.DoneDue, q.State, q.Rule); err != nil {
		return q, err
	}
	return q, note(tx, q, "asked", "")
}

// note adds one line to the request's history and to the log: what happened,
// never the words.
func note(tx *store.Tx, q Request, kind, text string) error {
	if _, err := tx.Exec(`insert into data_request_event (tenant, id, request, kind, note, at, by_person) values ($1, $2, $3, $4, $5, $6, $7)`,
		store.NewID(), q.ID, kind, text, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "privacy."+kind, "data_request", q.ID, q.Org, map[string]string{"kind": q.Kind, "channel": q.Channel})
}
