package app

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/counts"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
)

// Above is a committee above several, as the keeper of the machine founds it.
type Above struct {
	Tenant         int64
	Name, Decision string // of the committee; number and day of the paper that says so
	Officer        string // full name of who reads the counts there
}

// FoundProvince makes the tenant of a committee above several, its root of kind province
// and one officer who sees counts alone, and gives the officer's one-time link. Where it
// stands already, the officer is one more.
func (a *App) FoundProvince(ctx context.Context, in Above) (link string, err error) {
	if in.Tenant/100_000 == 99 || in.Tenant <= 0 {
		return "", fault.Bad("number", "tenant_sample")
	}
	err = a.DB.Write(ctx, Officer(in.Tenant), func(tx *store.Tx) error {
		e, err := foundProvince(tx, in)
		link = a.Config.Origin() + "/kich-hoat/" + e.Link
		return err
	})
	return link, err
}

func foundProvince(tx *store.Tx, in Above) (e session.Enrolment, err error) {
	root, err := org.Root(tx.Reader)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		if err = claim(tx, in.Name); err != nil {
			return e, err
		}
		if _, err := tx.Exec(`update tenant set level = 'province', consent_no = $2, consent_day = $3 where tenant = $1`, in.Decision, tx.Today()); err != nil {
			return e, err
		}
		if root, err = org.Create(tx, org.New{Name: in.Name, Kind: string(rule.KindProvince), From: tx.Today(), Decision: in.Decision}); err != nil {
			return e, err
		}
		if err := audit.Note(tx, "app.found", "org", root.ID, root.ID, map[string]string{"committee": in.Name, "decision": in.Decision}); err != nil {
			return e, err
		}
		if err := privacy.Begin(tx); err != nil {
			return e, err
		}
	case err != nil:
		return e, err
	case root.Kind != string(rule.KindProvince):
		return e, fault.Bad("number", "tenant_taken")
	}
	person, err := member.NewPerson(tx, member.Person{FullName: in.Officer})
	if err != nil {
		return e, err
	}
	if _, err := member.Appoint(tx, member.Post{Person: person.ID, Post: access.ProvinceOfficer, Org: root.ID, From: tx.Today(), Decision: in.Decision}); err != nil {
		return e, err
	}
	return session.Issue(tx, person.ID, session.Printed)
}

// CountsFile makes the signed file of a committee's month, as its office does on the page.
func (a *App) CountsFile(ctx context.Context, tenant int64, month string) (name string, data []byte, again bool, err error) {
	book, err := a.Books.Of(ctx, tenant)
	if err != nil {
		return "", nil, false, err
	}
	err = a.DB.Write(ctx, Officer(tenant), func(tx *store.Tx) error {
		root, err := org.Root(tx.Reader)
		if err != nil {
			return err
		}
		m, was, err := counts.Make(tx, book, a.sign(), root.ID, month)
		name, data, again = m.Name(tenant), m.Data(), was
		return err
	})
	return name, data, again, err
}
