package session

import "chibo/internal/store"

// MayGuess refuses whoever has used his tries up on a short code of a room: a
// receipt, a code on a screen. what names the kind of code. It is for the viewer
// alone, as at the doors: five in a quarter of an hour, ten in an hour.
func MayGuess(rd *store.Reader, what string) error {
	return tries.check(guardKey(rd.Tenant(), what, rd.Viewer().Person), rd.Now(), ofOne)
}

// Guessed counts a wrong try and returns err, or the lock when it was the last
// one; nil is a right one, after which the count begins anew.
func Guessed(rd *store.Reader, what string, err error) error {
	key := guardKey(rd.Tenant(), what, rd.Viewer().Person)
	if err == nil {
		tries.clear(key)
		return nil
	}
	return tries.wrong(key, rd.Now(), ofOne, err)
}
