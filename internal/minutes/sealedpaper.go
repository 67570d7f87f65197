package minutes

import (
	"encoding/json"

	"chibo/internal/store"
)

// verifyAddress is where a printed paper is checked: the committee's address,
// or the command where it has none.
func verifyAddress(rd *store.Reader) (string, error) {
	settings := ""
	if err := rd.Get([]any{&settings}, `select settings from tenant where tenant = $1`); err != nil && !store.IsNoRow(err) {
		return "", err
	}
	var s struct{ URL string }
	if settings != "" {
		if err := json.Unmarshal([]byte(settings), &s); err != nil {
			return "", err
		}
	}
	if s.URL == "" {
		return "chibo:verify", nil
	}
	return s.URL + "/v", nil
}
