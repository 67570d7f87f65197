package minutes

import (
	"chibo/internal/access"
	"chibo/internal/store"
)

// Entry is a line of the book of minutes: a sealed paper in its newest version.
type Entry struct {
	ID, Type, Symbol, Period string
	Number, Version          int
	SealedAt                 int64
}

// Book lists the sealed papers of a circle's meetings in a year, the newest
// first. Those who read its minutes may see it.
func Book(rd *store.Reader, cell string, in access.Circle, year string) ([]Entry, error) {
	if err := access.Must(rd, in.Of(access.MinutesView), cell); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (e Entry, err error) {
		err = scan(&e.ID, &e.Type, &e.Symbol, &e.Period, &e.Number, &e.Version, &e.SealedAt)
		return
	}, `select p.id, p.type, p.symbol, m.period, p.number, p.version, p.sealed_at from meeting m cross join paper p
		where m.tenant = $1 and m.org = $2 and m.day >= $3 and m.day <= $4 and m.circle = $5 and p.tenant = m.tenant and p.meeting = m.id
		and not exists (select 1 from paper q where q.tenant = p.tenant and q.id = p.id and q.version > p.version)
		order by m.day desc, p.sealed_at desc, p.id`, cell, year+"-01-01", year+"-12-31", string(in))
}

// OfMonth lists the papers of a cell's month in their newest version that the
// viewer may read: above the cell, what it adopted and what it sent.
func OfMonth(rd *store.Reader, cell, period string) ([]Sealed, error) {
	if err := access.Must(rd, access.ResolutionView, cell); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanSealed, `select `+sealedColumns+` from meeting m cross join paper p where m.tenant = $1 and m.org = $2 and m.period = $3 and p.tenant = m.tenant and p.meeting = m.id
		order by p.type, p.number, p.version`, cell, period)
	if err != nil {
		return nil, err
	}
	all, err = readable(rd, all)
	var out []Sealed
	for i, s := range all {
		if i+1 == len(all) || all[i+1].ID != s.ID {
			out = append(out, s)
		}
	}
	return out, err
}
