package member

import (
	"maps"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// sensitive are the fields kept by hand only where the committee's settings
// choose them (Law 91/2025); lists follow the rule pack import.fields.
var sensitive = map[string]bool{"ethnicity": true, "religion": true, "identity_number": true, "home_place": true}

// Fields tells by key which fields of a record are kept today: those on by the
// rules, save where the committee chose otherwise. It asks no right: it speaks
// of no person, and every form over a record needs it.
func Fields(rd *store.Reader, book *rule.Book) (map[string]bool, error) {
	on, err := chosen(rd)
	return keptFields(book.Fields(rd.Today()), on), err
}

// keptFields lays the committee's choice over what the rules begin with.
func keptFields(fields rule.Fields, chosen map[string]bool) map[string]bool {
	kept := map[string]bool{}
	for _, f := range fields.Fields {
		kept[f.Key] = f.DefaultOn
	}
	maps.Copy(kept, chosen)
	return kept
}

// chosen tells which fields the committee's settings turn on or off.
func chosen(rd *store.Reader) (map[string]bool, error) {
	return store.Memo(rd, "member.fields", func() (map[string]bool, error) {
		var set struct {
			Fields map[string]bool `json:"fields"`
		}
		err := readSettings(rd, &set)
		return set.Fields, err
	})
}

// readSettings reads the committee's settings; a tenant not yet founded has none.
func readSettings(rd *store.Reader, into any) error {
	all, err := rd.Strings(`select settings from tenant where tenant = $1`)
	if err != nil || len(all) == 0 || all[0] == "" {
		return err
	}
	return decode(all[0], into)
}

// ChooseFields keeps which of the optional fields the committee wants, with the
// decision behind it; a field left out of on is off, and those on by the rules
// are not asked. It is for whoever may set the committee's choices, and the
// choice is the committee's alone: for an organisation below it, fault.Missing.
func ChooseFields(tx *store.Tx, book *rule.Book, committee string, on map[string]bool, decision string) error {
	if err := access.Must(tx.Reader, access.Settings, committee); err != nil {
		return err
	}
	top, err := org.Get(tx.Reader, committee)
	if err != nil {
		return err
	}
	if top.Parent != "" {
		return fault.Missing()
	}
	all := map[string]any{} // the row keeps other choices too, which stay as they are
	if err := readSettings(tx.Reader, &all); err != nil {
		return err
	}
	fields := map[string]bool{}
	for _, f := range book.Fields(tx.Today()).Fields {
		if !f.DefaultOn {
			fields[f.Key] = on[f.Key]
		}
	}
	all["fields"] = fields
	if _, err := tx.Exec(`update tenant set settings = $2 where tenant = $1`, store.JSON(all)); err != nil {
		return err
	}
	return audit.Note(tx, "settings.fields", "org", top.ID, top.ID, map[string]any{"fields": fields, "decision": decision})
}
