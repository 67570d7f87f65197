package privacy

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Answer is one step of whoever keeps requests, on the version that was read.
type Answer struct {
	ID      string
	Version int64
	Text    string // the answer, the reason of an extension, what was done, why it cannot be done
	Basis   string // of a refusal
}

// Accept answers that the request will be carried out.
func Accept(tx *store.Tx, in Answer) (Request, error) {
	return step(tx, in, "accepted", func(q *Request) error {
		if q.State != Asked {
			return fault.New(fault.Conflict, "privacy_answered")
		}
		q.State, q.Reply = Accepted, in.Text
		return nil
	})
}

// Extend moves the last day to carry a request out, once, with the reason.
func Extend(tx *store.Tx, book *rule.Book, in Answer) (Request, error) {
	return step(tx, in, "extended", func(q *Request) (err error) {
		switch {
		case q.State == Asked:
			return fault.New(fault.Conflict, "privacy_unanswered")
		case q.Extended:
			return fault.New(fault.Conflict, "privacy_extended")
		}
		q.DoneDue, err = book.Requests(q.AskedOn).ExtendedTo(q.DoneDue)
		q.Extended = true
		return err
	})
}

// Finish says what was done. A withdrawal of consent is carried out by it: the
// consent it names ends with the same step.
func Finish(tx *store.Tx, book *rule.Book, in Answer) (Request, error) {
	q, err := step(tx, in, "done", func(q *Request) error {
		q.State, q.ClosedOn = Done, tx.Today()
		if q.Reply == "" {
			q.Reply = in.Text
		}
		return nil
	})
	if err != nil || q.Kind != "withdraw" {
		return q, err
	}
	for _, p := range book.Consents(tx.Today()).Purposes {
		if q.Field != "" && q.Field != p.Field {
			continue
		}
		if err := put(tx, book, q.Person, q.Org, Consent{Purpose: p.Key, How: OnRequest, Paper: q.ID}); err != nil {
			return q, err
		}
	}
	return q, nil
}

// Refuse says why it cannot be done, and on which basis.
func Refuse(tx *store.Tx, in Answer) (Request, error) {
	if in.Basis = vi.CleanText(in.Basis); in.Basis == "" {
		return Request{}, fault.Bad("basis", "required")
	}
	return step(tx, in, "refused", func(q *Request) error {
		q.State, q.Reply, q.Basis, q.ClosedOn = Refused, in.Text, in.Basis, tx.Today()
		return nil
	})
}

// TakeBack ends the viewer's own request; done already is the same.
func TakeBack(tx *store.Tx, id string) error {
	q, err := Get(tx.Reader, id)
	if err != nil {
		return err
	}
	if q.Person != tx.Viewer().Person {
		return fault.Missing()
	}
	if q.State == Withdrawn {
		return nil
	}
	if q.Due() == "" {
		return fault.New(fault.Conflict, "privacy_closed")
	}
	q.State, q.ClosedOn = Withdrawn, tx.Today()
	if err := keep(tx, q); err != nil {
		return err
	}
	return note(tx, q, "withdrawn", "")
}

// step does what all answers share: the right, the version read, the words.
func step(tx *store.Tx, in Answer, kind string, change func(q *Request) error) (Request, error) {
	q, err := store.One(tx.Reader, scan, `select `+columns+` and q.id = $2`, in.ID)
	if err != nil {
		return q, err
	}
	if err := org.Must(tx.Reader, access.PrivacyKeep, q.Org); err != nil {
		return Request{}, err
	}
	if q.Person == tx.Viewer().Person { // nobody answers himself: another of the office does
		return Request{}, fault.New(fault.Conflict, "privacy_own")
	}
	if q.Version != in.Version {
		return Request{}, fault.Stale(q)
	}
	if q.Due() == "" {
		return Request{}, fault.New(fault.Conflict, "privacy_closed")
	}
	if in.Text = vi.CleanText(in.Text); in.Text == "" || len([]rune(in.Text)) > longest {
		return Request{}, fault.Bad("text", "privacy_text", "limit", longest)
	}
	if err := change(&q); err != nil {
		return Request{}, err
	}
	if err := keep(tx, q); err != nil {
		return Request{}, err
	}
	q.Version++
	return q, note(tx, q, kind, in.Text)
}

func keep(tx *store.Tx, q Request) error {
	_, err := tx.Exec(`update data_request set state = $3, reply = $4, basis = $5, closed_on = $6, done_due = $7, version = version + 1 where tenant = $1 and id = $2`,
		q.ID, q.State, q.Reply, q.Basis, q.ClosedOn, q.DoneDue)
	return err
}
