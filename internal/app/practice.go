package app

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"chibo/internal/blob"
	"chibo/internal/demo"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/session"
	"chibo/internal/store"
)

// Practices makes and ends the practice meetings of those who run real ones
// (docs/adr/0038).
type Practices struct {
	App *App
	one sync.Mutex // a form sent twice makes one practice
}

// Begin makes a practice for the person of a session, or opens the one he has
// already, on this device.
func (p *Practices) Begin(ctx context.Context, own session.Session) (session.Started, error) {
	p.one.Lock()
	defer p.one.Unlock()
	whose := session.Practice{Tenant: own.Tenant, Person: own.Person}
	number, err := p.of(ctx, whose)
	if err != nil {
		return session.Started{}, err
	}
	if number != 0 {
		s, err := p.enter(ctx, number, own)
		if fault.KindOf(err) != fault.NotFound {
			return s, err
		}
		if err := p.wipe(ctx, number); err != nil { // its making broke off
			return s, err
		}
	}
	if number, err = p.App.DB.FreePractice(ctx); err != nil {
		return session.Started{}, err
	}
	url := ""
	if p.App.Config.URL != "" {
		url = p.App.Config.Origin()
	}
	if _, err := demo.Practice(ctx, p.App.DB, p.App.Book, number, whose, url, time.UnixMilli(p.App.DB.Now())); err != nil {
		return session.Started{}, err
	}
	return p.enter(ctx, number, own)
}

// enter signs the person in as the practice's secretary.
func (p *Practices) enter(ctx context.Context, number int64, own session.Session) (s session.Started, err error) {
	err = p.App.DB.Write(ctx, Officer(number), func(tx *store.Tx) error {
		var person, name string
		if err := tx.Get([]any{&person, &name}, `select h.person, p.full_name from post_holding h join person p on p.tenant = h.tenant and p.id = h.person where h.tenant = $1 and h.post = 'secretary' limit 1`); err != nil {
			return err
		}
		begun, err := session.BeginPractice(tx, person, name, own)
		s = begun
		return err
	})
	return s, err
}

// End wipes the practice of the person of a session; without one there is
// nothing to do.
func (p *Practices) End(ctx context.Context, own session.Session) error {
	number, err := p.of(ctx, session.Practice{Tenant: own.Tenant, Person: own.Person})
	if err != nil || number == 0 {
		return err
	}
	return p.wipe(ctx, number)
}

// of finds the number of somebody's practice, 0 where he has none.
func (p *Practices) of(ctx context.Context, whose session.Practice) (int64, error) {
	all, err := p.App.DB.All(ctx)
	if err != nil {
		return 0, err
	}
	for _, t := range all {
		if !store.Practising(t) {
			continue
		}
		var have session.Practice
		err := p.App.DB.Read(ctx, Officer(t), func(rd *store.Reader) (err error) { have, err = session.PracticeOf(rd); return })
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return 0, err
		}
		if have == whose {
			return t, nil
		}
	}
	return 0, nil
}

func (p *Practices) wipe(ctx context.Context, number int64) error {
	return wipePractice(blob.In(p.App.DB.Dir()))(ctx, p.App.DB, Officer(number), nil)
}

// wipePractice takes a practice away, its files too. It is the job that ends one
// nobody has ended.
func wipePractice(files blob.Store) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, _ json.RawMessage) error {
		if err := db.Wipe(context.WithoutCancel(ctx), v.Tenant); err != nil {
			return err
		}
		return files.Drop(v.Tenant)
	}
}
