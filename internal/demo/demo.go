// Package demo makes a living sample ward by calling the rooms as its people
// would, month by month with a stepped clock: twenty cells, six hundred
// members, twelve months of meetings, tasks and absences. All of it is
// invented. Because it uses nothing but the rooms, with the rights of the
// person who acts, it is also the widest test of them.
package demo

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Tenant is the number of the sample ward; 99xxxxx is kept for samples.
const Tenant = 9900001

// Ward is what was made, by the people one meets.
type Ward struct {
	Root      org.Org
	Cells     []Cell
	Officer   string // persons
	Leader    string
	Inspector string // reads minutes under a decision
	Admin     string
}

// Cell is one made cell with the persons who run it.
type Cell struct {
	org.Org
	Place     string
	Members   []member.Member
	Secretary string
	Deputy    string
	Scribe    string
}

// maker carries what the making needs.
type maker struct {
	ctx   context.Context
	into  int64 // the tenant
	db    *store.DB
	book  *rule.Book
	now   atomic.Int64 // the stepped clock
	r     *rand.Rand
	out   io.Writer
	ward  Ward
	upto  time.Time
	paper string // the period that one cell held on paper
	last  bool   // the last month is being lived
	begun time.Time

	again [][2]string // what the scribe of the hurried cell wrote last month

	hall []phoneOf // taken along to the hall without a network

	down map[int]string // cell → the paper sent down that a task of this month comes of

	charged bool // the standing duties of a year were given
}

// Made tells whether the sample ward stands in this database.
func Made(ctx context.Context, db *store.DB) (bool, error) {
	tenants, err := db.Tenants(ctx)
	for _, t := range tenants {
		if t == Tenant {
			return true, err
		}
	}
	return false, err
}

// Make makes the sample ward up to the given day and says how far it is on
// out. months is how many months of life it gets.
func Make(ctx context.Context, db *store.DB, book *rule.Book, upto time.Time, months int, out io.Writer) (Ward, error) {
	m := &maker{ctx: ctx, into: Tenant, book: book, r: rand.New(rand.NewPCG(3, 12)), out: out, upto: upto.In(store.Vietnam), begun: time.Now()}
	m.db = db.WithClock(func() time.Time { return time.UnixMilli(m.now.Load()) })
	first := time.Date(m.upto.Year(), m.upto.Month(), 1, 0, 0, 0, 0, store.Vietnam).AddDate(0, -months+1, 0)
	if m.upto.Day() < 6 { // this month's meetings are not over: the last full month is the one before
		first = first.AddDate(0, -1, 0)
	}
	m.paper = first.AddDate(0, max(months-2, 0), 0).Format("2006-01")
	m.at(first.AddDate(0, 0, -20))
	m.say("Lập phường mẫu, 20 chi bộ, 600 đảng viên")
	if err := m.found(); err != nil {
		return m.ward, err
	}
	if months > 1 {
		m.at(first.AddDate(0, 0, -19))
		if err := m.regulate(first.AddDate(0, months-2, 0)); err != nil {
			return m.ward, fmt.Errorf("rules: %w", err)
		}
	}
	for i := range months {
		month := first.AddDate(0, i, 0)
		m.say("%s (%d/%d)", vi.ShowMonth(month.Format("2006-01")), i+1, months)
		if err := m.live(month, i == months-1); err != nil {
			return m.ward, fmt.Errorf("%s: %w", month.Format("2006-01"), err)
		}
	}
	if months > 1 {
		last := first.AddDate(0, months-1, 0)
		if err := m.prove(last.AddDate(0, -1, 0).Format("2006-01"), last.Format("2006-01")); err != nil {
			return m.ward, fmt.Errorf("proof: %w", err)
		}
	}
	if err := m.planNext(first.AddDate(0, months, 0)); err != nil {
		return m.ward, err
	}
	m.at(m.upto)
	if err := m.letters(); err != nil {
		return m.ward, fmt.Errorf("letters: %w", err)
	}
	if err := m.asked(); err != nil {
		return m.ward, fmt.Errorf("signs: %w", err)
	}
	if err := m.bringForm(); err != nil {
		return m.ward, fmt.Errorf("form: %w", err)
	}
	m.say("Đánh số nhật ký")
	return m.ward, audit.SequenceAll(ctx, m.db)
}

func (m *maker) say(text string, args ...any) {
	_, _ = fmt.Fprintf(m.out, "%5.1f s  %s\n", time.Since(m.begun).Seconds(), fmt.Sprintf(text, args...))
}

// at moves the clock.
func (m *maker) at(t time.Time) { m.now.Store(t.UnixMilli()) }

// as writes in a person's name, with no more than that person's rights.
func (m *maker) as(person string, do func(tx *store.Tx) error) error {
	return m.db.Write(m.ctx, store.Viewer{Tenant: m.into, Person: person}, do)
}

// found makes the tree, the people, the posts and their accounts.
func (m *maker) found() error {
	from := "2025-07-01"
	if err := m.as(store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at)
			values ($1, 'Đảng bộ phường Sông Xanh', 'commune', 'Sông Xanh', '15-TB/ĐU', '2025-11-03', 'Phường mẫu, dữ liệu không có thật.', '{}', $2)`, tx.Now()); err != nil {
			return err
		}
		root, err := org.Create(tx, org.New{Code: "SX", Name: "Đảng bộ phường Sông Xanh", Kind: "commune", From: from, Decision: "Quyết định 01-QĐ/TU ngày 30/06/2025"})
		if err != nil {
			return err
		}
		m.ward = Ward{Root: root}
		return nil
	}); err != nil {
		return err
	}
	taken := map[string]bool{}
	for n, c := range cells {
		if err := m.settle(c, n, m.people(c, taken), from); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	if err := m.paperReaders(); err != nil {
		return err
	}
	if err := m.appointWard(from); err != nil {
		return err
	}
	return m.seat(from)
}

// people are who stands in a cell: the cast where it lives, others invented.
func (m *maker) people(c cell, taken map[string]bool) []one {
	people := make([]one, 0, c.size)
	if c.code == "TDP03" {
		people = append(people, cast...)
	}
	median := 58
	if c.kind != "residential" {
		median = 38
	}
	for len(people) < c.size {
		people = append(people, invent(m.r, taken, median))
	}
	return people
}

// settle makes one cell with its members and posts.
func (m *maker) settle(c cell, n int, people []one, from string) error {
	made := Cell{Place: c.place}
	if err := m.as(store.System, func(tx *store.Tx) error {
		o, err := org.Create(tx, org.New{Code: c.code, Name: c.name, Kind: c.kind, Parent: m.ward.Root.ID, From: from, Decision: "Quyết định 02-QĐ/ĐU ngày 01/07/2025"})
		made.Org = o
		return err
	}); err != nil {
		return err
	}
	for start := 0; start < len(people); start += 30 { // one write a handful, as an import does
		part := people[start:min(start+30, len(people))]
		var some []member.Member
		if err := m.as(store.System, func(tx *store.Tx) error {
			some = nil
			for i, p := range part {
				one, err := m.enter(tx, made.ID, p, fmt.Sprintf("0120%08d", n*1000+start+i+1), from)
				if err != nil {
					return fmt.Errorf("%s: %w", p.name, err)
				}
				some = append(some, one)
			}
			return nil
		}); err != nil {
			return err
		}
		made.Members = append(made.Members, some...)
	}
	made.Secretary, made.Deputy, made.Scribe = made.Members[0].PersonID, made.Members[1].PersonID, made.Members[3].PersonID
	if err := m.as(store.System, func(tx *store.Tx) error {
		for i, post := range []access.Post{access.Secretary, access.Deputy, access.Committee} {
			if _, err := member.Appoint(tx, member.Post{Person: made.Members[i].PersonID, Post: post, Org: made.ID, From: from, Decision: "Quyết định 03-QĐ/ĐU ngày 01/07/2025"}); err != nil {
				return err
			}
			if _, err := session.Account(tx, made.Members[i].PersonID, made.Members[i].FullName); err != nil {
				return err
			}
		}
		_, err := session.Account(tx, made.Scribe, made.Members[3].FullName)
		return err
	}); err != nil {
		return err
	}
	m.ward.Cells = append(m.ward.Cells, made)
	return nil
}

func (m *maker) enter(tx *store.Tx, cell string, p one, card, from string) (member.Member, error) {
	if p.admitted > from {
		from = p.admitted
	}
	in := member.New{
		Person: member.Person{FullName: p.name, Sex: p.sex, Birth: p.birth, BirthPrecision: "full", Phone: p.phone},
		Org:    cell, AdmittedOn: p.admitted, OfficialOn: p.official, Card: card, CardIssuer: "Tỉnh ủy", CardDay: "2026-02-03", From: from,
	}
	switch p.name {
	case "Hoàng Văn Tín":
		in.Activity = "exempt"
	case "Đỗ Thị Nga":
		in.Activity = "away"
	default:
		if p.birth < "1945" {
			in.Activity = "exempt"
		}
	}
	return member.Enter(tx, m.book, in)
}

// appointWard gives the ward's posts to members of the office's cell: who
// holds a higher post stands on the cell's roll like all others.
func (m *maker) appointWard(from string) error {
	office := &m.ward.Cells[17]
	named := []struct {
		name string
		post access.Post
		into *string
	}{
		{"Nguyễn Thu Hà", access.Officer, &m.ward.Officer},
		{"Vũ Minh Sơn", access.WardSecretary, &m.ward.Leader},
		{"Trịnh Quang Dũng", access.Administrator, &m.ward.Admin},
	}
	return m.as(store.System, func(tx *store.Tx) error {
		for i, n := range named {
			p := office.Members[5+i]
			if _, err := tx.Exec(`update person set full_name = $2, name_key = $3 where tenant = $1 and id = $4`, n.name, vi.NameKey(n.name), p.PersonID); err != nil {
				return err
			}
			if _, err := member.Appoint(tx, member.Post{Person: p.PersonID, Post: n.post, Org: m.ward.Root.ID, From: from, Decision: "Quyết định 04-QĐ/ĐU ngày 01/07/2025"}); err != nil {
				return err
			}
			if _, err := session.Account(tx, p.PersonID, n.name); err != nil {
				return err
			}
			*n.into = p.PersonID
		}
		return nil
	})
}
