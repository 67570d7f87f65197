package app

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/privacy"
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

// Found writes a new committee into its own tenant: an empty one, or one that
// only holds a tree taken in by the command line and waits for its consent.
func Found(tx *store.Tx, in account.Founding) (session.Started, error) {
	var none session.Started
	if err := claim(tx, in.Committee); err != nil {
		return none, err
	}
	if _, err := tx.Exec(`update tenant set name = $2, place = $3, consent_no = $4, consent_day = $5, consent_text = $6 where tenant = $1`,
		in.Committee, in.Place, in.ConsentNo, in.ConsentDay, in.ConsentText); err != nil {
		return none, err
	}
	root, err := org.Root(tx.Reader)
	if fault.KindOf(err) == fault.NotFound {
		root, err = org.Create(tx, org.New{Name: in.Committee, Kind: string(rule.KindCommune), From: tx.Today(), Decision: in.ConsentNo})
	}
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
	if err := privacy.Begin(tx); err != nil {
		return none, err
	}
	return session.Begin(tx, person.ID, in.Device)
}

// claim makes the tenant's row, or finds it without a consent; a committee that
// has given its consent cannot be set up again.
func claim(tx *store.Tx, name string) error {
	if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, log_key, created_at)
		values ($1, $2, 'grassroots', '', '', '', '', '{}', null, $3) on conflict do nothing`, name, tx.Now()); err != nil {
		return err
	}
	var consent string
	if err := tx.Get([]any{&consent}, `select consent_day from tenant where tenant = $1`); err != nil {
		return err
	}
	if consent != "" {
		return fault.Bad("number", "tenant_taken")
	}
	return nil
}

// Claim makes an empty committee for a tree of organisations that comes before
// the set-up page: the command line, with --tenant. Nobody can sign in until the
// page has the committee's consent.
func (a *App) Claim(ctx context.Context, tenant int64, name string) error {
	if tenant/100_000 == 99 {
		return fault.Bad("number", "tenant_sample")
	}
	return a.DB.Write(ctx, Officer(tenant), func(tx *store.Tx) error { return claim(tx, name) })
}

// agreed reports whether some committee here has given its consent.
func (a *App) agreed(ctx context.Context) (bool, error) {
	tenants, err := a.DB.Tenants(ctx)
	if err != nil {
		return false, err
	}
	for _, t := range tenants {
		var consent string
		if err := a.DB.Read(ctx, Officer(t), func(rd *store.Reader) error {
			return rd.Get([]any{&consent}, `select consent_day from tenant where tenant = $1`)
		}); err != nil {
			return false, err
		}
		if consent != "" {
			return true, nil
		}
	}
	return false, nil
}
