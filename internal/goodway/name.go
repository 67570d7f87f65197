package goodway

import (
	"strings"
	"unicode"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// called are the words before a given name that make it somebody's.
var called = []string{"đồng chí", "đ/c", "ông", "bà", "anh", "chị"}

// nobody refuses words in which a member of the cell stands by name: the full name, or the
// given name after "đồng chí" and its like. The source of a way is a cell, never a person.
// Texts come as field, text, field, text.
func nobody(rd *store.Reader, org string, texts ...string) error {
	names, err := rd.Strings(`select distinct p.full_name from member_span s join member m on m.tenant = s.tenant and m.id = s.member join person p on p.tenant = m.tenant and p.id = m.person where s.tenant = $1 and s.org = $2 and p.full_name <> ''`, org)
	if err != nil {
		return err
	}
	var bad fault.Fields
	for i := 0; i+1 < len(texts); i += 2 {
		if name := named(texts[i+1], names); name != "" {
			bad.Add(texts[i], "goodway_name", "name", name)
		}
	}
	return bad.Err()
}

// named gives the first of the names that stands in a text.
func named(text string, names []string) string {
	flat := apart(text)
	for _, name := range names {
		words := strings.Fields(apart(name))
		if len(words) < 2 {
			continue
		}
		if strings.Contains(flat, " "+strings.Join(words, " ")+" ") {
			return name
		}
		for _, c := range called {
			if strings.Contains(flat, " "+c+" "+words[len(words)-1]+" ") {
				return name
			}
		}
	}
	return ""
}

// apart is a text in small letters, words alone, a space at both ends. Marks stay:
// "Lan" is a name, "lần" is none.
func apart(text string) string {
	return " " + strings.Join(strings.FieldsFunc(vi.Tone(strings.ToLower(text)), func(r rune) bool { return !unicode.IsLetter(r) && r != '/' }), " ") + " "
}
