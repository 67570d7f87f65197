package app

import (
	"context"
	"fmt"

	"chibo/internal/audit"
	"chibo/internal/privacy"
	"chibo/internal/regulation"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/me"
)

// Someone finds a person by id, sign-in name or full name, where only one has it.
func Someone(rd *store.Reader, name string) (string, error) {
	people, err := rd.Strings(`select id from person where tenant = $1 and id = $2`, name)
	if err != nil || len(people) == 1 {
		return name, err
	}
	person, err := session.ByName(rd, name)
	if err == nil || !store.IsNoRow(err) {
		return person, err
	}
	if people, err = rd.Strings(`select id from person where tenant = $1 and full_name = $2 limit 3`, name); err != nil {
		return "", err
	}
	if len(people) != 1 {
		return "", fmt.Errorf("%d người mang tên %q; dùng tên đăng nhập hoặc mã của người đó", len(people), name)
	}
	return people[0], nil
}

// PersonFile is everything kept about a person, as the person's own file has it.
// It asks no right: the command line has the whole database, the API asks before.
func (a *App) PersonFile(rd *store.Reader, person string) ([]byte, error) {
	book, err := regulation.Book(rd, a.Book)
	if err != nil {
		return nil, err
	}
	return me.Take(rd.As(person), book)
}

// ExportPerson is PersonFile for the command line, written into the log.
func (a *App) ExportPerson(ctx context.Context, tenant int64, name string) (data []byte, err error) {
	err = a.DB.Write(ctx, Officer(tenant), func(tx *store.Tx) error {
		person, err := Someone(tx.Reader, name)
		if err != nil {
			return err
		}
		file, err := a.PersonFile(tx.Reader, person)
		if err != nil {
			return err
		}
		data = file
		return audit.Note(tx, "privacy.export", "person", person, "", nil)
	})
	return data, err
}

// MarkPerson is how a person is named in the log of the machine.
func (a *App) MarkPerson(ctx context.Context, tenant int64, name string) (mark string, err error) {
	person := ""
	if err = a.DB.Read(ctx, Officer(tenant), func(rd *store.Reader) (err error) { person, err = Someone(rd, name); return }); err != nil {
		return "", err
	}
	err = a.DB.Read(ctx, store.Viewer{Tenant: tenant, Person: person}, func(rd *store.Reader) (err error) { mark, err = session.Mark(rd); return })
	return mark, err
}

// Shredding is an erasure on the command line: in whose names, and why.
type Shredding struct{ Person, AskedBy, AgreedBy, Reason string }

// ShredPerson carries out an erasure that waits, or asks for it and agrees, each in
// the name of one who holds the post: here too it takes two. It ends with the
// database itself having forgotten.
func (a *App) ShredPerson(ctx context.Context, tenant int64, in Shredding) error {
	err := a.DB.Write(ctx, Officer(tenant), func(tx *store.Tx) error {
		person, err := Someone(tx.Reader, in.Person)
		if err != nil {
			return err
		}
		s, err := privacy.StateOf(tx.Reader, person)
		if err != nil {
			return err
		}
		if s.Ask != privacy.Shred {
			asker, err := Someone(tx.Reader, in.AskedBy)
			if err != nil {
				return err
			}
			if err := privacy.AskState(tx.As(asker), privacy.Proposal{Person: person, What: privacy.Shred, Reason: in.Reason, Version: s.Version}); err != nil {
				return err
			}
			s.Version++
		}
		second, err := Someone(tx.Reader, in.AgreedBy)
		if err != nil {
			return err
		}
		book, err := regulation.Book(tx.Reader, a.Book)
		if err != nil {
			return err
		}
		_, err = privacy.Agree(tx.As(second), book, person, s.Version)
		return err
	})
	if err != nil {
		return err
	}
	return Scrub(ctx, a.DB, a.PDFs())
}
