package member

import (
	"strings"

	"chibo/internal/vi"
)

// known is a member as the comparison needs it.
type known struct {
	Member
	match, index string
	mine         bool            // stands where the viewer keeps the roll
	coming       map[string]bool // activities already recorded for days to come: "away 2026-12-23"
}

// compare judges a row against the member it speaks of. An empty cell takes
// nothing away.
func (r *row) compare(m *known) {
	p := &r.plan
	n := &p.New
	p.Person, p.Member, r.Member, r.Change = m.PersonID, m.ID, m.ID, "same"
	if !m.mine {
		r.refuse("organisation", "member_elsewhere", "", "")
		p.Member, r.Member = "", ""
		return
	}
	if m.Data != "" {
		r.refuse("full_name", "member_restricted", "", "")
		return
	}
	if m.EndedOn != "" {
		r.doubt("full_name", "member_ended", m.FullName, vi.ShowDay(m.EndedOn))
	}
	if n.Card != "" && m.Card != "" && n.Card != m.Card {
		r.doubt("card_number", "card_differs", n.Card, m.Card)
	}
	if vi.Fold(n.FullName) != vi.Fold(m.FullName) && n.Card != "" && n.Birth != m.Birth {
		r.doubt("full_name", "card_other_name", n.FullName, m.FullName)
	}
	changed := r.merge(m)
	switch {
	case n.Org != "" && n.Org != m.Org:
		r.Change = "moved"
		r.note("organisation", "moved", r.Taken["organisation"], m.OrgName)
	case changed:
		r.Change = "changed"
	}
}

// merge takes over what the row leaves out, notes what it changes and says
// whether it changes anything but the cell.
func (r *row) merge(m *known) (changed bool) {
	n := &r.plan.New
	fill := func(key string, now *string, old string, same bool) {
		if *now == "" || same || *now == old {
			*now = old
			return
		}
		changed = true
		r.note(key, "changed", *now, old)
	}
	fill("full_name", &n.FullName, m.FullName, vi.SameName(n.FullName, m.FullName))
	fill("other_name", &n.OtherName, m.OtherName, vi.SameName(n.OtherName, m.OtherName))
	fill("sex", &n.Sex, m.Sex, false)
	if n.Birth == "" || n.BirthPrecision != "full" && m.BirthPrecision == "full" && strings.HasPrefix(m.Birth, n.Birth[:4]) {
		n.Birth, n.BirthPrecision = m.Birth, m.BirthPrecision
	}
	fill("birth_date", &n.Birth, m.Birth, false)
	fill("home_place", &n.Home, m.Home, false)
	fill("phone", &n.Phone, m.Phone, false)
	fill("card_number", &n.Card, m.Card, false)
	fill("old_card_number", &n.OldCard, m.OldCard, false)
	fill("card_issuer", &n.CardIssuer, m.CardIssuer, false)
	fill("card_date", &n.CardDay, m.CardDay, false)
	fill("admission_date", &n.AdmittedOn, m.AdmittedOn, false)
	fill("official_date", &n.OfficialOn, m.OfficialOn, false)
	fill("note", &n.Note, m.Note, false)
	if _, column := r.layout.Columns["activity"]; !column {
		n.Activity = m.Activity
	} else if m.coming[n.Activity+" "+n.ActivityFrom] {
		n.Activity, n.ActivityFrom = m.Activity, ""
	} else if n.Activity != m.Activity {
		changed = true
		r.note("activity", "changed", n.Activity, m.Activity)
	}
	if index := r.plan.Index; index != "" && index != m.index {
		changed = true
		r.note("identity_number", "changed", r.Taken["identity_number"], "")
	}
	return changed
}
