package api

import (
	"encoding/json"
	"slices"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
)

// Org is an organisation as it stands on a day.
type Org struct {
	ID        string `json:"id"`
	Code      string `json:"code"`
	Slug      string `json:"slug"`
	Name      string `json:"name"`
	Kind      string `json:"kind"`
	Parent    string `json:"parent,omitempty"`
	ValidFrom string `json:"valid_from"`
	ValidTo   string `json:"valid_to,omitempty" doc:"First day on which it no longer stands so"`
	Cell      bool   `json:"cell" doc:"Holds cell meetings"`
	Version   int64  `json:"version"`
}

func wireOrg(o org.Org) Org {
	return Org{ID: o.ID, Code: o.Code, Slug: o.Slug, Name: o.Name, Kind: o.Kind, Parent: o.Parent, ValidFrom: o.From, ValidTo: o.To, Cell: o.Cell(), Version: o.Version}
}

// OrgEvent is one change in an organisation's history.
type OrgEvent struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Day      string          `json:"day"`
	Decision string          `json:"decision"`
	Detail   json.RawMessage `json:"detail,omitempty"`
	At       Instant         `json:"at"`
	By       string          `json:"by"`
}

type changeBody struct {
	Kind     string   `json:"kind" enum:"create,rename,move,merge,split,dissolve"`
	Day      string   `json:"day,omitempty" format:"date" doc:"Today when left out"`
	Decision string   `json:"decision,omitempty" maxLength:"500"`
	Name     string   `json:"name,omitempty" maxLength:"300"`
	OrgKind  string   `json:"org_kind,omitempty" maxLength:"40"`
	Parent   string   `json:"parent,omitempty" maxLength:"64"`
	Into     []string `json:"into,omitempty" maxItems:"50" doc:"merge: the id it becomes part of; split: names of the new ones"`
	Version  int64    `json:"version,omitempty"`
}

func (s *server) orgs() {
	read(s, "orgs.list", func(rd *store.Reader, in *struct {
		Under string `query:"under" maxLength:"64"`
		AsAt  string `query:"as_at" format:"date"`
		Q     string `query:"q" maxLength:"200"`
	}) (List[Org], error) {
		all, err := org.Tree(rd, orToday(in.AsAt, rd))
		if err != nil {
			return List[Org]{}, err
		}
		if in.Under != "" {
			i := slices.IndexFunc(all, func(o org.Org) bool { return o.ID == in.Under })
			if i < 0 {
				return List[Org]{}, fault.Missing()
			}
			path := all[i].Path
			all = slices.DeleteFunc(all, func(o org.Org) bool { return len(o.Path) < len(path) || o.Path[:len(path)] != path })
		}
		return list(all, "", wireOrg), nil
	})

	write(s, "orgs.create", func(tx *store.Tx, in *struct {
		Body struct {
			Code      string `json:"code,omitempty" maxLength:"60"`
			Name      string `json:"name" minLength:"1" maxLength:"300"`
			Kind      string `json:"kind" maxLength:"40"`
			Parent    string `json:"parent" minLength:"1" maxLength:"64"`
			ValidFrom string `json:"valid_from,omitempty" format:"date" doc:"Today when left out"`
			ValidTo   string `json:"valid_to,omitempty" format:"date" nullable:"true"`
			Decision  string `json:"decision,omitempty" maxLength:"500"`
		}
	}) (Org, error) {
		b := in.Body
		o, err := org.Create(tx, org.New{Code: b.Code, Name: b.Name, Kind: b.Kind, Parent: b.Parent, From: orToday(b.ValidFrom, tx.Reader), Decision: b.Decision})
		if err == nil && b.ValidTo != "" {
			if _, err = member.Reorganise(tx, s.book(tx), org.Change{Org: o.ID, Kind: org.Dissolved, Day: b.ValidTo, Decision: b.Decision, Version: o.Version}); err == nil {
				o, err = org.Get(tx.Reader, o.ID)
			}
		}
		return wireOrg(o), fieldsAs(err, "from", "valid_from", "day", "valid_to")
	})

	read(s, "orgs.get", func(rd *store.Reader, in *struct {
		ByID
		AsAt string `query:"as_at" format:"date"`
	}) (Org, error) {
		o, err := org.AsAt(rd, in.ID, in.AsAt)
		return wireOrg(o), err
	})

	write(s, "orgs.edit", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version  int64   `json:"version,omitempty" doc:"As read; 409 with the newer content when stale or missing"`
			Name     *string `json:"name,omitempty" minLength:"1" maxLength:"300"`
			Kind     *string `json:"kind,omitempty" maxLength:"40"`
			Parent   *string `json:"parent,omitempty" minLength:"1" maxLength:"64"`
			ValidTo  *string `json:"valid_to,omitempty" format:"date" doc:"Dissolves on that day"`
			Day      string  `json:"day,omitempty" format:"date" doc:"From which day; today when left out"`
			Decision string  `json:"decision,omitempty" maxLength:"500"`
		}
	}) (Org, error) {
		b := in.Body
		o, err := org.Get(tx.Reader, in.ID)
		if err != nil {
			return Org{}, err
		}
		change := org.Change{Org: in.ID, Day: orToday(b.Day, tx.Reader), Decision: b.Decision, Version: b.Version}
		apply := func(kind string) (err error) {
			change.Kind = kind
			if o, err = member.Reorganise(tx, s.book(tx), change); err == nil {
				change.Version = o.Version
			}
			return err
		}
		if b.Name != nil || b.Kind != nil || b.Parent == nil && b.ValidTo == nil {
			change.Name, change.OrgKind = deref(b.Name), deref(b.Kind)
			if err := apply(org.Renamed); err != nil {
				return Org{}, err
			}
		}
		if b.Parent != nil {
			change.Parent = *b.Parent
			if err := apply(org.Moved); err != nil {
				return Org{}, err
			}
		}
		if b.ValidTo != nil {
			change.Day = *b.ValidTo
			if err := apply(org.Dissolved); err != nil {
				return Org{}, fieldsAs(err, "day", "valid_to")
			}
			if o, err = org.Get(tx.Reader, in.ID); err != nil {
				return Org{}, err
			}
		}
		return wireOrg(o), nil
	})

	s.orgEvents()
	s.months()
	s.returns()
}

func (s *server) orgEvents() {
	read(s, "org-events.list", func(rd *store.Reader, in *ByID) (List[OrgEvent], error) {
		all, err := org.Events(rd, in.ID)
		return list(all, "", func(e org.Event) OrgEvent {
			out := OrgEvent{ID: e.ID, Kind: e.Kind, Day: e.Day, Decision: e.Decision, At: Instant(e.At), By: e.By}
			if json.Valid([]byte(e.Detail)) {
				out.Detail = json.RawMessage(e.Detail)
			}
			return out
		}), err
	})

	write(s, "org-events.create", func(tx *store.Tx, in *struct {
		ByID
		Body changeBody
	}) (Org, error) {
		b := in.Body
		change := org.Change{Org: in.ID, Kind: b.Kind, Day: orToday(b.Day, tx.Reader), Decision: b.Decision, Name: b.Name, OrgKind: b.OrgKind, Parent: b.Parent, Into: b.Into, Version: b.Version}
		if b.Kind == org.Created && b.Parent == "" {
			change.Parent = in.ID // founded under this one
		}
		o, err := member.Reorganise(tx, s.book(tx), change)
		return wireOrg(o), err
	})
}

func when(ms int64) *Instant {
	if ms == 0 {
		return nil
	}
	i := Instant(ms)
	return &i
}

func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return
}

func orToday(day string, rd *store.Reader) string {
	if day == "" {
		return rd.Today()
	}
	return day
}

// fieldsAs renames the fields of a fault where the API calls them otherwise;
// pairs of room's and API's name.
func fieldsAs(err error, pairs ...string) error {
	f, ok := err.(*fault.Error) //nolint:errorlint // rooms return it bare
	if !ok {
		return err
	}
	renamed := *f
	renamed.Fields = slices.Clone(f.Fields)
	for i, field := range renamed.Fields {
		for n := 0; n+1 < len(pairs); n += 2 {
			if field.Name == pairs[n] {
				renamed.Fields[i].Name = pairs[n+1]
				break
			}
		}
	}
	return &renamed
}

// under puts the place in a list before the fields of a fault.
func under(err error, name string, n int) error {
	f, ok := err.(*fault.Error) //nolint:errorlint // rooms return it bare
	if !ok {
		return err
	}
	moved := *f
	moved.Fields = slices.Clone(f.Fields)
	for i := range moved.Fields {
		moved.Fields[i].Name = name + "." + strconv.Itoa(n) + "." + moved.Fields[i].Name
	}
	return &moved
}
