package resolution

import (
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// What a meeting adopts.
const (
	AsResolution = "resolution" // nghị quyết
	AsConclusion = "conclusion" // kết luận: only from the day the rules let a cell issue one (doc.types)
)

// SetForm chooses what the meeting adopts, a resolution or a conclusion. Those
// who write the resolution may, until the minutes are confirmed. The form gives
// the paper its name, symbol and series of numbers.
func SetForm(tx *store.Tx, book *rule.Book, meeting string, version int64, form string) (Resolution, error) {
	p, old, err := open(tx, meeting)
	if err != nil {
		return Resolution{}, err
	}
	if form != AsResolution && form != AsConclusion {
		return Resolution{}, fault.Bad("form", "resolution_form")
	}
	if old.Form == form {
		return old, nil
	}
	if old.Version != version {
		return Resolution{}, fault.Stale(old)
	}
	if _, may := book.DocTypes(p.day, "cell").Type(form); !may {
		return Resolution{}, fault.Bad("form", "resolution_form_early")
	}
	if _, err := tx.Exec(`insert into resolution (tenant, meeting, preamble, vote, version, updated_at, form) values ($1, $2, '', null, 1, $3, $4)
		on conflict (tenant, meeting) do update set form = excluded.form, version = resolution.version + 1, updated_at = excluded.updated_at`, meeting, tx.Now(), form); err != nil {
		return Resolution{}, err
	}
	now, err := read(tx.Reader, meeting)
	if err != nil {
		return Resolution{}, err
	}
	return now, audit.Note(tx, "resolution.form", "meeting", meeting, p.org, map[string]string{"before": old.Form, "form": form})
}
