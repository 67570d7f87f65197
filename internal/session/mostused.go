package session

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/ccojocar/zxcvbn-go/data"

	"chibo/internal/vi"
)

// commonWords are the most used passwords of the world, about seven thousand, the most used first.
var commonWords = sync.OnceValue(func() []string {
	text, err := data.Asset("data/Passwords.json")
	var all struct{ List []string }
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		panic(err) // the list is part of the program
	}
	for i, w := range all.List { // as weak compares
		all.List[i] = strings.ReplaceAll(vi.Fold(w), " ", "")
	}
	return slices.DeleteFunc(all.List, func(w string) bool { return len(w) < 3 })
})

// ofTheMostUsed tells a password of nothing but one or two of the most used ones, written once or again and again,
// with digits and signs about them. Hardly any of that list is as long as a password here has to be: what people do
// to reach the length is this.
func ofTheMostUsed(plain string) bool {
	for _, one := range commonWords() {
		rest := strings.ReplaceAll(plain, one, " ")
		if rest == plain {
			continue
		}
		if onlySigns(rest) {
			return true
		}
		for _, two := range commonWords() {
			if less := strings.ReplaceAll(rest, two, " "); less != rest && onlySigns(less) {
				return true
			}
		}
	}
	return false
}

func onlySigns(s string) bool { return strings.Trim(s, "0123456789.,-_@#!?*$%&+= ") == "" }
