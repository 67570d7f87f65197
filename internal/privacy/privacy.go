// Package privacy is what the law on personal data asks of a committee: to say
// what is kept about a person, why, who reads it and how long; to take requests
// about it and answer in time; to keep consents where consent is the basis
// (Law 91/2025/QH15, Decree 356/2025/NĐ-CP). The figures are rules.
package privacy

import (
	"chibo/internal/access"
	"chibo/internal/rule"
)

// Why is one datum with its words resolved for a day: which regulation it
// stands on, how long it is kept, and which posts read it.
type Why struct {
	rule.Datum
	Ground  rule.Said
	Kept    rule.Said
	Readers []access.Post // in the order of the posts; none: no page shows it to another
}

// order is that in which readers are named: from the cell upwards.
var order = []access.Post{access.Secretary, access.Deputy, access.Committee, access.Scribe, access.CommitteeScribe, access.StandingScribe, access.Dues, access.Assistant, access.Member,
	access.InCharge, access.Adviser, access.Officer, access.WardSecretary, access.WardDeputy, access.StandingMember, access.WardMember, access.Inspector, access.Administrator}

// Explained lists all that is kept about persons on a day, in the rules' order.
// It asks no right: it speaks of no person.
func Explained(book *rule.Book, day string) []Why {
	bases, classes := book.Bases(day), book.Retention(day)
	var out []Why
	for _, d := range book.Personal(day).Data {
		basis, _ := bases.Find(d.Basis)
		kept, _ := classes.Find(d.Keep)
		out = append(out, Why{Datum: d, Ground: basis.Text(), Kept: kept.Text(), Readers: readers(d)})
	}
	return out
}

// readers are the posts that hold any of the datum's actions: taken from the
// table of rights, so that what is told is what is true.
func readers(d rule.Datum) []access.Post {
	var out []access.Post
	for _, p := range order {
		for _, a := range d.Readers {
			if access.Actions()[access.Action(a)][p] != access.None {
				out = append(out, p)
				break
			}
		}
	}
	return out
}
