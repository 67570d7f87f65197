package minutes

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
)

// record is all that was recorded of a meeting.
type record struct {
	m            meeting.Meeting
	by           rule.Issuer // set where a paper is made
	cell         string
	superior     string
	place        string            // of the committee, for the line of place and date
	names        map[string]string // person → full name
	posts        map[string]string // person → post in words
	items        []meeting.Item
	roll         []rolled
	guests       []meeting.Guest
	opinions     map[string][]paper.Gist // by item
	votes        []vote
	heard        []task.Heard
	resolution   resolution.Resolution
	lead         paper.Person // who leads the cell that day
	phone        string
	evening      evening
	dues         string // the sentence on the month's dues, "" where none were taken down
	topic        meeting.Topic
	few          bool     // too few official members to resolve
	interpreters []string // as the papers name them
	enterer      string   // name of who entered a month held on paper
}

type rolled struct {
	name, standing, activity string
	expected                 bool
	status, reason           string
}

func (r rolled) here() bool {
	return r.status == "present" || r.status == "late" || r.status == "left_early"
}

type vote struct {
	id, subject, matter, sentence string
	method                        string
	base, needed                  int
	yes, no, other                int
	passed                        bool
}

// gather reads it. Without a book the lines of the score are left out: who only
// names the parts of the minutes needs none of their words.
func gather(rd *store.Reader, book *rule.Book, m meeting.Meeting) (r record, err error) {
	r.m = m
	if r.items, err = meeting.Items(rd, m.ID); err != nil {
		return r, err
	}
	if r.guests, err = meeting.Guests(rd, m.ID); err != nil {
		return r, err
	}
	if r.resolution, err = resolution.Get(rd, m.ID); err != nil {
		return r, err
	}
	inside, err := meeting.Can(rd, m, access.MinutesView)
	if err != nil {
		return r, err
	}
	if !inside { // a notice for the committee member in charge: day, place, agenda
		return r, r.who(rd)
	}
	if r.heard, err = task.HeardAt(rd, m.ID); err != nil {
		return r, err
	}
	if r.dues, err = duesOf(rd, m); err != nil {
		return r, err
	}
	if r.topic, err = topicOf(rd, m); err != nil {
		return r, err
	}
	if err = r.interpret(rd); err != nil {
		return r, err
	}
	if r.roll, err = rollOf(rd, m.ID); err != nil {
		return r, err
	}
	if r.votes, err = votesOf(rd, m.ID); err != nil {
		return r, err
	}
	if err = r.said(rd); err != nil {
		return r, err
	}
	if err = r.ahead(rd); err != nil {
		return r, err
	}
	if err = r.gatherEvening(rd, book); err != nil {
		return r, err
	}
	if err = r.duties(rd); err != nil {
		return r, err
	}
	return r, r.who(rd)
}

func rollOf(rd *store.Reader, id string) ([]rolled, error) {
	return store.All(rd, func(scan store.Scan) (r rolled, err error) {
		err = scan(&r.name, &r.standing, &r.activity, &r.expected, &r.status, &r.reason)
		return
	}, `select r.full_name, r.standing, r.activity, r.expected, coalesce(k.status, ''), coalesce(k.reason, '') from meeting_roll r
		left join mark k on k.tenant = r.tenant and k.meeting = r.meeting and k.member = r.member
		where r.tenant = $1 and r.meeting = $2 and r.stage = 'open' order by r.name_key, r.member`, id)
}

func votesOf(rd *store.Reader, id string) ([]vote, error) {
	return store.All(rd, func(scan store.Scan) (v vote, err error) {
		err = scan(&v.id, &v.subject, &v.matter, &v.sentence, &v.base, &v.needed, &v.yes, &v.no, &v.other, &v.passed, &v.method)
		return
	}, `select id, subject, matter, sentence, base, needed, votes_for, votes_against, votes_other, passed, method from vote where tenant = $1 and meeting = $2 order by at, id`, id)
}

// said reads who spoke at which item.
func (r *record) said(rd *store.Reader) error {
	type line struct {
		item, name, kind, gist string
		bare                   bool
	}
	all, err := store.All(rd, func(scan store.Scan) (l line, err error) {
		err = scan(&l.item, &l.name, &l.kind, &l.gist, &l.bare)
		return
	},
		`select o.item, p.full_name, o.kind, o.gist, o.bare from opinion o join member m on m.tenant = o.tenant and m.id = o.member join person p on p.tenant = m.tenant and p.id = m.person
		where o.tenant = $1 and o.meeting = $2 order by o.at, o.id`, r.m.ID)
	r.opinions = map[string][]paper.Gist{}
	for _, l := range all {
		if l.bare { // as the speaker wished
			l.gist = phrase("item.bare")
		}
		r.opinions[l.item] = append(r.opinions[l.item], paper.Gist{Speaker: l.name, Sense: senseWord[l.kind], Text: l.gist})
	}
	return err
}

// who reads the names of cell, committee, chair and scribe.
func (r *record) who(rd *store.Reader) error {
	if err := r.whoEntered(rd); err != nil {
		return err
	}
	if err := rd.Get([]any{&r.cell, &r.superior}, `select e.name, coalesce(u.name, '') from org_edge e
		left join org_edge u on u.tenant = e.tenant and u.org = e.parent and u.valid_from <= $3 and (u.valid_to is null or u.valid_to > $3)
		where e.tenant = $1 and e.org = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)`, r.m.Org, r.m.Day); err != nil && !store.IsNoRow(err) {
		return err
	}
	if err := rd.Get([]any{&r.place}, `select place from tenant where tenant = $1`); err != nil && !store.IsNoRow(err) {
		return err
	}
	r.names, r.posts = map[string]string{}, map[string]string{}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		id, name, post := "", "", ""
		err := scan(&id, &name, &post)
		r.names[id] = name
		if r.posts[id] == "" || post == "secretary" || post == "ward_secretary" {
			r.posts[id] = postWord[post]
		}
		return struct{}{}, err
	}, `select p.id, p.full_name, coalesce(h.post, '') from person p
		left join post_holding h on h.tenant = p.tenant and h.person = p.id and h.org = $4 and h.from_day <= $5 and (h.to_day is null or h.to_day > $5)
		where p.tenant = $1 and p.id in ($2, $3) order by h.post`, r.m.Chair, r.m.Scribe, r.m.Org, r.m.Day)
	return err
}
