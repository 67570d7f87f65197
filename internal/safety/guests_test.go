package safety

import (
	"chibo/internal/access"
	"chibo/internal/counts"
	"chibo/internal/counts/countstest"
	"chibo/internal/demo"
	"chibo/internal/member"
	"chibo/internal/store"
)

// bothCells holds the same post in the own cell and in its sibling.
const bothCells = "secretary of two cells"

// poorer tells the sibling cell for its secretary: it has no reminder, correction
// or topic on its way, so that some pages lead nowhere though they are allowed.
func poorer(g *guest, p place) bool { return g.name == bothCells && p.name == "sibling" }

// more adds guests whose rights are narrow or come from two places: who takes
// the dues, who writes a committee's minutes, who is secretary of two cells.
func (m *made) more(tx *store.Tx, own, sibling demo.Cell) error {
	hold := func(g *guest, post access.Post, org string) error {
		g.grants = append(g.grants, access.Grant{Post: post, Org: org})
		_, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, '2025-07-01', null, '', 0, '')`, store.NewID(), g.person, string(post), org)
		return err
	}
	writes := func(g *guest, post access.Post, circle, org string) error {
		g.grants = append(g.grants, access.Grant{Post: post, Org: org})
		_, err := tx.Exec(`insert into scribe_now (tenant, meeting, person, org, circle) values ($1, $2, $3, $4, $5)`, store.NewID(), g.person, org, circle)
		return err
	}
	stranger := func(name string) (*guest, error) {
		p, err := member.NewPerson(tx, member.Person{FullName: "Khách " + name})
		return &guest{name: name, person: p.ID}, err
	}
	dues := &guest{name: string(access.Dues), person: own.Members[11].PersonID, grants: []access.Grant{{Post: access.Member, Org: own.ID}}}
	helper := &guest{name: string(access.RollHelper), person: own.Members[13].PersonID, grants: []access.Grant{{Post: access.Member, Org: own.ID}}}
	scribe, err := stranger(string(access.CommitteeScribe))
	if err != nil {
		return err
	}
	standing, err := stranger(string(access.StandingScribe))
	if err != nil {
		return err
	}
	two, err := stranger(bothCells)
	if err != nil {
		return err
	}
	helps := func(g *guest, org string) error { // in one meeting of the cell, the last
		g.grants = append(g.grants, access.Grant{Post: access.RollHelper, Org: org})
		ids, err := tx.Strings(`select id from meeting where tenant = $1 and org = $2 and circle = '' order by period desc, kind desc limit 1`, org)
		if err == nil {
			_, err = tx.Exec(`insert into roll_helper (tenant, person, meeting, org, given_at, given_by) values ($1, $2, $3, $4, 0, '')`, g.person, ids[0], org)
		}
		return err
	}
	for _, err := range []error{
		helps(helper, own.ID), hold(dues, access.Dues, own.ID), writes(scribe, access.CommitteeScribe, "committee", m.root), writes(standing, access.StandingScribe, "standing", m.root),
		hold(two, access.Secretary, own.ID), hold(two, access.Secretary, sibling.ID),
	} {
		if err != nil {
			return err
		}
	}
	if err := countedBelow(tx, m.root); err != nil {
		return err
	}
	m.guests = append(m.guests, helper, dues, scribe, standing, two)
	return nil
}

// communeNumber is the number of a committee that the ward counts below it, so that the
// pages of a province stand here too.
const communeNumber = 1100101

// countedBelow lists it, and makes a month's file of the ward itself.
func countedBelow(tx *store.Tx, root string) error {
	if _, err := counts.List(tx, root, counts.Listing{Number: communeNumber, Name: "Xã Mường Lống", Way: counts.BySheet, From: month}); err != nil {
		return err
	}
	_, _, err := counts.Make(tx, book, countstest.Key(1).Sign, root, month)
	return err
}
