package privacy

import (
	"cmp"
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
)

const columns = `q.id, q.person, p.full_name, q.org, q.kind, q.field, q.body, q.channel, q.asked_on, q.asked_at, q.by_person, q.reply_due, q.done_due, q.state, q.reply, q.basis, q.closed_on, q.rule, q.version,
	exists (select 1 from data_request_event e where e.tenant = q.tenant and e.request = q.id and e.kind = 'extended')
	from data_request q cross join person p where q.tenant = $1 and p.tenant = q.tenant and p.id = q.person`

func scan(row store.Scan) (q Request, err error) {
	err = row(&q.ID, &q.Person, &q.Name, &q.Org, &q.Kind, &q.Field, &q.Text, &q.Channel, &q.AskedOn, &q.AskedAt, &q.By, &q.ReplyDue, &q.DoneDue, &q.State, &q.Reply, &q.Basis, &q.ClosedOn, &q.Rule, &q.Version, &q.Extended)
	return
}

// Mine lists the viewer's own requests, the newest first.
func Mine(rd *store.Reader) ([]Request, error) {
	return store.All(rd, scan, `select `+columns+` and q.person = $2 order by q.asked_at desc, q.id desc`, rd.Viewer().Person)
}

// TypedFor lists a member's requests that the cell's lead typed; what the member
// sent without them stays between the member and the committee's office.
func TypedFor(rd *store.Reader, id string) ([]Request, error) {
	m, err := member.Known(rd, id)
	if err != nil {
		return nil, err
	}
	if err := org.Must(rd, access.PrivacyFor, m.Org); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` and q.person = $2 and q.channel <> 'self' order by q.asked_at desc, q.id desc`, m.PersonID)
}

// Get is one request, for who asked, who answers, and who typed it for a comrade.
func Get(rd *store.Reader, id string) (Request, error) {
	q, err := store.One(rd, scan, `select `+columns+` and q.id = $2`, id)
	if err != nil || q.Person == rd.Viewer().Person {
		return q, err
	}
	keep, err := access.Can(rd, access.PrivacyKeep, q.Org)
	if err != nil || keep {
		return q, err
	}
	if typed, err := access.Can(rd, access.PrivacyFor, q.Org); err != nil || typed && q.Channel != ByOneself {
		return q, err
	}
	return Request{}, fault.Missing()
}

// Open lists the requests that wait below an organisation, by the day that
// comes next: those late stand first.
func Open(rd *store.Reader, under string) ([]Request, error) {
	if err := org.Must(rd, access.PrivacyKeep, under); err != nil {
		return nil, err
	}
	return open(rd)
}

func open(rd *store.Reader) ([]Request, error) {
	cond, args, err := access.Where(rd, access.PrivacyKeep, "g.path", 3)
	if err != nil {
		return nil, err
	}
	var all []Request
	for _, state := range []string{Asked, Accepted} { // one range of the index each
		some, err := store.All(rd, scan, `select `+columns+` and q.state = $2 and exists (select 1 from org_edge g where g.tenant = q.tenant and g.org = q.org and `+cond+`)`, append([]any{state}, args...)...)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b Request) int { return cmp.Or(cmp.Compare(a.Due(), b.Due()), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

// Closed lists what was answered lately, the newest first.
func Closed(rd *store.Reader, under string, limit int) ([]Request, error) {
	if err := org.Must(rd, access.PrivacyKeep, under); err != nil {
		return nil, err
	}
	cond, args, err := access.Where(rd, access.PrivacyKeep, "g.path", 3)
	if err != nil {
		return nil, err
	}
	var all []Request
	for _, state := range []string{Done, Refused, Withdrawn} {
		some, err := store.All(rd, scan, `select `+columns+` and q.state = $2 and exists (select 1 from org_edge g where g.tenant = q.tenant and g.org = q.org and `+cond+`) order by q.reply_due desc limit 50`, append([]any{state}, args...)...)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b Request) int { return cmp.Or(cmp.Compare(b.ClosedOn, a.ClosedOn), cmp.Compare(b.ID, a.ID)) })
	return all[:min(limit, len(all))], nil
}

// CountLate is how many requests are past their day: for the doctor, who reads
// no names.
func CountLate(rd *store.Reader) (int, error) {
	all, err := open(rd)
	n := 0
	for _, q := range all {
		if q.Late(rd.Today()) {
			n++
		}
	}
	return n, err
}

// Step is one line of a request's history.
type Step struct {
	Kind, Note, By string
	At             int64
}

// History is what happened to a request that the viewer may read.
func History(rd *store.Reader, id string) ([]Step, error) {
	if _, err := Get(rd, id); err != nil {
		return nil, err
	}
	return store.All(rd, func(row store.Scan) (s Step, err error) { err = row(&s.Kind, &s.Note, &s.By, &s.At); return },
		`select kind, note, by_person, at from data_request_event where tenant = $1 and request = $2 order by at, id`, id)
}
