package campaign

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The outlines of reviews: of one campaign that runs, of one that is closed, of a year.
const (
	Interim = "interim"
	Final   = "final"
	OfYear  = "year"
)

const (
	outlineMost = 8000 // letters
	linesMost   = 120
)

// ReviewOutline is a committee's outline of its reviews: headings ("# I- …"), sentences
// with figures ("{{da_gui}}"), and tables each alone on its line.
type ReviewOutline struct {
	Org     string `json:"org"`
	Kind    string `json:"kind"`
	Body    string `json:"body"`
	Own     bool   `json:"own"` // else it is the rule's
	Version int64  `json:"version"`
}

// Outline reads the committee's outline of a kind, else the shipped one. For those who see
// its campaigns.
func Outline(rd *store.Reader, book *rule.Book, org, kind string) (o ReviewOutline, err error) {
	if err := access.Must(rd, access.CampaignView, org); err != nil {
		return o, err
	}
	if !slices.Contains(rule.ReviewKinds, kind) {
		return o, fault.Missing()
	}
	all, err := store.All(rd, func(scan store.Scan) (o ReviewOutline, err error) { err = scan(&o.Body, &o.Version); return }, `select body, version from review_outline where tenant = $1 and org = $2 and kind = $3`, org, kind)
	if len(all) > 0 {
		o = all[0]
	}
	if o.Own = o.Body != ""; !o.Own {
		o.Body = book.Review(rd.Today()).Outline(kind)
	}
	o.Org, o.Kind = org, kind
	return o, err
}

// SetOutline keeps the committee's own outline; an empty one gives back the shipped one.
// Whatever names a figure that is not counted is refused, with its line.
func SetOutline(tx *store.Tx, book *rule.Book, org, kind string, version int64, body string) (ReviewOutline, error) {
	if err := access.Must(tx.Reader, access.CampaignKeep, org); err != nil {
		return ReviewOutline{}, err
	}
	old, err := Outline(tx.Reader, book, org, kind)
	if err != nil {
		return old, err
	}
	law := book.Review(tx.Today())
	if body = vi.CleanText(body); body == vi.CleanText(law.Outline(kind)) {
		body = ""
	}
	if body == "" && !old.Own || old.Own && body == old.Body {
		return old, nil
	}
	lines := strings.Split(body, "\n")
	if utf8.RuneCountInString(body) > outlineMost || len(lines) > linesMost {
		return old, fault.Bad("body", "review_long", "limit", outlineMost)
	}
	for n, line := range lines {
		if name := law.Unknown(line); name != "" {
			return old, fault.Bad("body", "review_figure", "line", n+1, "name", name)
		}
	}
	if old.Version != version {
		return old, fault.Stale(old)
	}
	if _, err := tx.Exec(`insert into review_outline (tenant, org, kind, body, version, at, by_person) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (tenant, org, kind) do update set body = excluded.body, version = excluded.version, at = excluded.at, by_person = excluded.by_person`,
		org, kind, body, version+1, tx.Now(), tx.Viewer().Person); err != nil {
		return old, err
	}
	if err := audit.Note(tx, "campaign.outline", "review_outline", kind, org, nil); err != nil {
		return old, err
	}
	return Outline(tx.Reader, book, org, kind)
}
