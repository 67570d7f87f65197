package store

import (
	"fmt"
	"strconv"
	"strings"
)

// dialect names the engine. Every place where the two differ carries the mark
// "dialect:" and a test counts them; there may be twelve.
type dialect string

const (
	sqlite   dialect = "sqlite"
	postgres dialect = "postgres"
)

// statement is a checked text, ready for the engine.
type statement struct {
	text string
	args int // highest $N
}

// check refuses a text that does not begin its arguments with the tenant, that
// leaves an argument unused, or that reads all columns: SQLite would accept all
// three in silence (design: traps of one SQL text).
func (db *DB) check(text string, args int) (statement, error) {
	if s, ok := db.checked.Load(text); ok {
		st := s.(statement)
		if st.args != args {
			return st, fmt.Errorf("store: %d arguments for $1..$%d in %q", args, st.args, text)
		}
		return st, nil
	}
	high, used, out := number(text)
	if !used[1] {
		return statement{}, fmt.Errorf("store: statement does not use $1, the tenant: %q", text)
	}
	for n := 1; n <= high; n++ {
		if !used[n] {
			return statement{}, fmt.Errorf("store: $%d is not used in %q", n, text)
		}
	}
	if high != args {
		return statement{}, fmt.Errorf("store: %d arguments for $1..$%d in %q", args, high, text)
	}
	if strings.Contains(text, "select *") {
		return statement{}, fmt.Errorf("store: select * in %q", text)
	}
	st := statement{text: text, args: high}
	if db.dialect == sqlite { // dialect: $N is a name on SQLite, ?N a number
		st.text = out
	}
	db.checked.Store(text, st)
	return st, nil
}

// number finds every $N outside of string literals and writes it as ?N.
func number(text string) (high int, used map[int]bool, out string) {
	used = map[int]bool{}
	var b strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\'' {
			quoted = !quoted
		}
		if c != '$' || quoted {
			b.WriteByte(c)
			continue
		}
		j := i + 1
		for j < len(text) && text[j] >= '0' && text[j] <= '9' {
			j++
		}
		n, err := strconv.Atoi(text[i+1 : j])
		if err != nil {
			b.WriteByte(c)
			continue
		}
		used[n] = true
		high = max(high, n)
		b.WriteString("?" + strconv.Itoa(n))
		i = j - 1
	}
	return high, used, b.String()
}

// render fills the placeholders of a migration for one engine.
func (d dialect) render(text string) string {
	words := map[string]string{"int": "bigint", "bool": "boolean", "bytes": "bytea", "key": `text collate "C"`, "strict": ""}
	if d == sqlite { // dialect: column types of the migrations
		words = map[string]string{"int": "integer", "bool": "integer", "bytes": "blob", "key": "text", "strict": " strict, without rowid"}
	}
	for word, sql := range words {
		text = strings.ReplaceAll(text, "{{"+word+"}}", sql)
	}
	return text
}

// Statements lists every text this database was given so far, for the test
// that looks at their plans.
func (db *DB) Statements() []string {
	var all []string
	db.checked.Range(func(text, _ any) bool { all = append(all, text.(string)); return true })
	return all
}
