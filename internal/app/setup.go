package app

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/account"
)

// Found makes the committee of a new server from the one-time page: tenant with
// its consent, root organisation, first officer with post and account, all in
// one transaction, and signs the officer in.
func (a *App) Found(ctx context.Context, in account.Founding) (session.Started, error) {
	if in.Tenant/100_000 == 99 {
		return session.Started{}, fault.Bad("number", "tenant_sample")
	}
	var s session.Started
	err := session.UseSetup(ctx, a.DB, in.Code, func() error {
		return a.DB.Write(ctx, store.Viewer{Tenant: in.Tenant, Person: store.System}, func(tx *store.Tx) (err error) {
			s, err = Found(tx, in)
			return err
		})
	})
	return s, err
}

// Found writes a new committee into its own, still empty, tenant.
func Found(tx *store.Tx, in account.Founding) (session.Started, error) {
	var none session.Started
	if n, err := tx.Int(`select count(*) from tenant where tenant = $1`); err != nil || n > 0 {
		if err == nil {
			err = fault.Bad("number", "tenant_taken")
		}
		return none, err
	}
	if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, log_key, created_at) values ($1, $2, 'grassroots', $3, $4, $5, $6, '{}', null, $7)`,
		in.Committee, in.Place, in.ConsentNo, in.ConsentDay, in.ConsentText, tx.Now()); err != nil {
		return none, err
	}
	root, err := org.Create(tx, org.New{Name: in.Committee, Kind: string(rule.KindCommune), From: tx.Today(), Decision: in.ConsentNo})
	if err != nil {
		return none, err
	}
	person, err := member.NewPerson(tx, member.Person{FullName: in.Officer})
	if err != nil {
		return none, err
	}
	if _, err := member.Appoint(tx, member.Post{Person: person.ID, Post: access.Officer, Org: root.ID, From: tx.Today(), Decision: in.ConsentNo}); err != nil {
		return none, err
	}
	if _, err := session.AccountNamed(tx, person.ID, in.SignIn); err != nil {
		return none, err
	}
	if err := audit.Note(tx, "app.found", "org", root.ID, root.ID, map[string]string{"committee": in.Committee, "consent": in.ConsentNo, "day": in.ConsentDay}); err != nil {
		return none, err
	}
	return session.Begin(tx, person.ID, in.Device)
}
