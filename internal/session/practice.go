package session

import (
	"context"
	"encoding/json"

	"chibo/internal/fault"
	"chibo/internal/store"
)

// PracticeLife is how long a practice lives at most, in milliseconds.
const PracticeLife = int64(day)

// Practice is whose practice a committee made for it is; it stands in that
// committee's settings, so that nothing of it lies with the real one.
type Practice struct {
	Tenant int64  `json:"practice_of"`
	Person string `json:"practice_for"`
}

// PracticeOf reads whose practice this is; the zero Practice for a real committee.
func PracticeOf(rd *store.Reader) (p Practice, err error) {
	if !store.Practising(rd.Tenant()) {
		return p, nil
	}
	text := ""
	if err := rd.Get([]any{&text}, `select settings from tenant where tenant = $1`); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(text), &p)
}

// BeginPractice opens the device of own inside a practice as its secretary, with
// the language and size of type the person has chosen.
func BeginPractice(tx *store.Tx, person, name string, own Session) (Started, error) {
	if !store.Practising(tx.Tenant()) {
		return Started{}, fault.Missing()
	}
	if _, err := Account(tx, person, name); err != nil {
		return Started{}, err
	}
	if _, err := tx.Exec(`update account set lang = $3, text_size = $4 where tenant = $1 and person = $2`, person, own.Lang, own.TextSize); err != nil {
		return Started{}, err
	}
	return begin(tx, person, Device, own.Device, own.Shared, store.System)
}

// Finder is Find or Glance.
type Finder func(ctx context.Context, db *store.DB, text string) (Session, error)

// FindPractice tells which practice a cookie opens: only to the person it was
// made for, while his own session lives. Everything else is fault.Unsigned.
func FindPractice(ctx context.Context, db *store.DB, own Session, text string, find Finder) (Session, error) {
	if tenant, _, ok := split(text); !ok || !store.Practising(tenant) {
		return Session{}, unsigned()
	}
	s, err := find(ctx, db, text)
	if err != nil {
		return Session{}, err
	}
	var p Practice
	if err := db.Read(ctx, s.Viewer(), func(rd *store.Reader) (err error) { p, err = PracticeOf(rd); return }); err != nil {
		return Session{}, err
	}
	if p != (Practice{Tenant: own.Tenant, Person: own.Person}) {
		return Session{}, unsigned()
	}
	return s, nil
}

// onlyReal refuses inside a practice what would reach out of it: codes for other
// devices, passwords, programs.
func onlyReal(tx *store.Tx) error {
	if store.Practising(tx.Tenant()) {
		return fault.New(fault.Conflict, "practice_only")
	}
	return nil
}
